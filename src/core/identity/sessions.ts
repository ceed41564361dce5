import { createHash, createHmac } from "node:crypto";
import type { House } from "../house.ts";
import { HttpProblem } from "../http/index.ts";
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

const lifeOf = (stage: "full" | "password"): number => (stage === "full" ? SESSION_S : HALF_SESSION_S);

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

  /** Null where what was proved is not how the member signs in any more: it changed while it was looked at. */
  async begin(memberId: string, stage: "full" | "password", by: store.Proved): Promise<Uint8Array | null> {
    const secret = this.#house.random(32);
    const secretHash = sha256(secret);
    const proved = "password" in by ? `${by.password}:` : `:${by.passkey.toString("hex")}`;
    const isBegun = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.beginSession(tx, {
        memberId,
        secretHash,
        stage,
        by,
        lifeS: lifeOf(stage),
        voucher: this.vouch(`session:${memberId}:${secretHash.toString("hex")}:${stage}:${proved}`),
      }),
    );
    return isBegun ? secret : null;
  }

  /** Null where the provider has ended its own session, or the link has gone, since it vouched for them. */
  async beginByProvider(
    memberId: string,
    stage: "full" | "password",
    by: store.ProviderSession,
  ): Promise<Uint8Array | null> {
    const secret = this.#house.random(32);
    const secretHash = sha256(secret);
    const hex = (bytes: Buffer) => bytes.toString("hex");
    const isBegun = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.beginSessionByProvider(tx, {
        ...by,
        memberId,
        secretHash,
        stage,
        lifeS: lifeOf(stage),
        voucher: this.vouch(
          `session-by-provider:${memberId}:${hex(secretHash)}:${stage}:${hex(by.key)}:${by.issuer} ${by.subject}`,
        ),
      }),
    );
    return isBegun ? secret : null;
  }

  /**
   * A session goes on as a full one under a new secret, so that an old cookie is worth nothing.
   *
   * @throws HttpProblem `not-signed-in` where someone ended it in the meantime
   */
  async renew(old: Uint8Array): Promise<Begun> {
    const secret = this.#house.random(32);
    const secretHash = sha256(secret);
    const voucher = this.vouch(`renew:${sha256(old).toString("hex")}:${secretHash.toString("hex")}`);
    const isRenewed = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.renewSession(tx, Buffer.from(old), { secretHash, lifeS: SESSION_S, voucher }),
    );
    if (!isRenewed) throw new HttpProblem("not-signed-in");
    return { stage: "full", secret };
  }
}
