import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import type { House } from "../../../core/house.ts";
import { TryLimit } from "../../../core/http/index.ts";

const Shown = Type.Union([
  /** The way back, as digits. */
  Type.Object({ page: Type.Literal("words"), words: Type.String() }),
  Type.Object({
    ...{ page: Type.Literal("letters"), words: Type.String() },
    said: Type.Union([Type.Literal("talk-sent"), Type.Literal("tell-empty"), Type.Null()]),
  }),
  Type.Object({ page: Type.Literal("sure"), words: Type.String() }),
  /** Two places of it asked again, counted from 0; what was typed there before, where that was not it. */
  Type.Object({
    ...{ page: Type.Literal("check"), words: Type.String() },
    places: Type.Tuple([Type.Integer(), Type.Integer()]),
    typed: Type.Union([Type.Tuple([Type.String(), Type.String()]), Type.Null()]),
  }),
  Type.Object({ page: Type.Literal("done"), words: Type.String() }),
  Type.Object({ page: Type.Literal("deleted") }),
]);
/** What a page shows after a form was sent. */
export type Shown = Static<typeof Shown>;
const Locked = Type.Object({ shown: Shown, untilMs: Type.Number() });

const MINUTES = 10;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Longer addresses are cut short by what stands between; a pasted page is no words anyhow. */
export const ADDRESS_LENGTH_MAX = 4_000;

/**
 * Addresses of pages that follow a form, so that none in a browser's history is the answer to words that were sent: what the
 * page shows is locked into its address, under half a secret that is in no database and half a salt that is thrown away with
 * the hour (`docs/decisions/0047`). Every server of the house opens them, for ten minutes; after the hour nobody does.
 */
export class ShownAddresses {
  readonly #house: House;
  readonly #hours: TryLimit;
  /** The newest first; the one before it for those whose form was sent as the hour turned. */
  #keys: { readonly at: Date; readonly key: Buffer }[] = [];

  constructor(house: House) {
    this.#house = house;
    this.#hours = new TryLimit(house, { kind: "plain-shown", perHourMax: 1 });
  }

  /** Base64url; null where it would be longer than {@link ADDRESS_LENGTH_MAX}. */
  async lock(shown: Shown): Promise<string | null> {
    const [newest] = await this.#current();
    if (!newest) throw new Error("The hour has no key.");
    const untilMs = this.#house.now().getTime() + MINUTES * MINUTE_MS;
    const nonce = Buffer.from(this.#house.random(12));
    const cipher = createCipheriv("aes-256-gcm", newest.key, nonce);
    const text = Buffer.concat([cipher.update(JSON.stringify({ shown, untilMs }), "utf8"), cipher.final()]);
    const address = Buffer.concat([nonce, text, cipher.getAuthTag()]).toString("base64url");
    return address.length <= ADDRESS_LENGTH_MAX ? address : null;
  }

  /** Null where it is over, or was never one of ours. */
  async open(address: string): Promise<Shown | null> {
    const bytes = Buffer.from(address, "base64url");
    if (bytes.length < 12 + 16) return null;
    for (const { key } of await this.#current()) {
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(-16));
      try {
        const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
        const locked = Value.Parse(Locked, JSON.parse(text.toString("utf8")));
        return locked.untilMs > this.#house.now().getTime() ? locked.shown : null;
      } catch {
        // Not of this hour, or not ours: the next key is tried, and then it is over.
      }
    }
    return null;
  }

  async #current() {
    const { at, key: hourly } = await this.#hours.prepare();
    const key = Buffer.from(hkdfSync("sha256", hourly, "", "leeward plain addresses v1", 32));
    const oldest = at.getTime() - HOUR_MS;
    const before = this.#keys.filter((one) => one.at.getTime() !== at.getTime());
    this.#keys = [{ at, key }, ...before.filter((one) => one.at.getTime() >= oldest)].slice(0, 2);
    return this.#keys;
  }
}
