import { createHash, createHmac } from "node:crypto";
import type { House } from "../house.ts";
import * as store from "./store.ts";

const SESSION_S = 10 * 3600; // one working day
const HALF_SESSION_S = 10 * 60;

export type Stage = "full" | "second-factor" | "enrol";
/** How a member can prove who they are, once the password is known; the password alone where there is nothing else. */
export type Way = "passkey" | "code" | "password";
export interface Begun {
  readonly stage: Stage;
  /** 32 bytes, for the cookie. */
  readonly secret: Uint8Array;
}

export const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/** How members' sessions begin, whatever they were begun with. */
export class Sessions {
  readonly #house: House;
  constructor(house: House) {
    this.#house = house;
  }

  /** For a function of the database that takes nothing but what this process vouches for. */
  vouch(message: string): Buffer {
    return createHmac("sha256", this.#house.secrets.vouching).update(message).digest();
  }

  async begin(memberId: string, stage: "full" | "password"): Promise<Uint8Array> {
    const secret = this.#house.random(32);
    const secretHash = sha256(secret);
    await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.beginSession(tx, {
        memberId,
        secretHash,
        stage,
        lifeS: stage === "full" ? SESSION_S : HALF_SESSION_S,
        voucher: this.vouch(`session:${memberId}:${secretHash.toString("hex")}:${stage}`),
      }),
    );
    return secret;
  }

  /** Ends a session and begins a full one under a new secret, so that an old cookie is worth nothing. */
  async renew(old: Uint8Array, memberId: string): Promise<Begun> {
    await this.#house.db.transaction("leeward_visitor", (tx) => store.endSession(tx, Buffer.from(old)));
    return { stage: "full", secret: await this.begin(memberId, "full") };
  }
}
