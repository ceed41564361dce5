import { setTimeout as sleep } from "node:timers/promises";
import { solveWork } from "../../src/core/http/work-puzzle.ts";

export interface Question {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** @returns the answer; null where there was none, or one that says to come again: 429, 502, 503, 504 */
// biome-ignore lint/suspicious/noExplicitAny: what the far side answers is checked by what is done with it
export type Ask = (path: string, question: Question) => Promise<any | null>;

const AGAIN_MS = 250;
const PATIENCE_MS = 300_000;

/** Somebody outside, at one address, who does the work that a server asks for when many come. @throws Error with the answer where a request is refused */
export function client(origin: string): Ask {
  let last = "none";
  const asked: Ask = async (path, question) => {
    const { method, body, headers = {} } = question;
    let response: Response;
    let text: string;
    try {
      response = await fetch(origin + path, {
        method: method ?? (body === undefined ? "GET" : "POST"),
        headers: {
          origin,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(90_000),
      });
      text = await response.text();
    } catch {
      return null; // it broke off: what was asked may have been done
    }
    if (response.status === 428) {
      const { work } = JSON.parse(text);
      const found = await solveWork(work, async () => {});
      const solved = [work.ticket, work.bits, ...found].join(" ");
      return asked(path, { ...question, headers: { ...headers, "leeward-work": solved } });
    }
    if ([429, 502, 503, 504].includes(response.status)) {
      last = `${response.status} ${text}`;
      return null;
    }
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}: ${text}; the last to be asked again: ${last}`);
    }
    return text === "" ? {} : JSON.parse(text);
  };
  return asked;
}

/** Asks the very same again until it is answered. */
export async function until(
  ask: Ask,
  path: string,
  question: Question,
): Promise<NonNullable<Awaited<ReturnType<Ask>>>> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask(path, question);
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`${path} was not answered in ${PATIENCE_MS} ms.`);
    await sleep(AGAIN_MS);
  }
}
