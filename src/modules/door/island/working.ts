import type { Work } from "../../../core/http/work-puzzle.ts";
import { ApiError, type Ask, type Asker } from "./api.ts";

/** Where the server asks for work first (many write at once, or over Tor), does it and sends the same again. */
export const askWorking =
  (ask: Asker, solve: (work: Work) => Promise<number[]>): Asker =>
  async <T>(path: string, options: Ask = {}): Promise<T> => {
    try {
      return await ask<T>(path, options);
    } catch (error) {
      const work = error instanceof ApiError && error.code === "work-needed" ? readWork(error.work) : null;
      if (!work) throw error;
      const found = await solve(work);
      return ask<T>(path, { ...options, work: [work.ticket, work.bits, ...found].join(" ") });
    }
  };

const BITS_MAX = 24;

/** Never more than a phone can do, whatever a server says. */
function readWork(said: unknown): Work | null {
  if (typeof said !== "object" || said === null || !("ticket" in said) || !("bits" in said)) return null;
  const { ticket, bits } = said;
  if (typeof ticket !== "string" || typeof bits !== "number") return null;
  return Number.isInteger(bits) && bits >= 1 && bits <= BITS_MAX ? { ticket, bits } : null;
}
