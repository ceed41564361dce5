import { createHash, randomUUID } from "node:crypto";
import { asMember } from "../../access/context.ts";
import type { Transaction } from "../../db/index.ts";
import type { House } from "../../house.ts";
import { HttpProblem } from "../../http/index.ts";
import { canonicalJson } from "../../keys/canonical-json.ts";
import { fromBase64Url, toBase64Url } from "../../keys/index.ts";
import { IdentityError } from "../errors.ts";
import { hashAuthSecret } from "../service.ts";
import type { Sessions } from "../sessions.ts";
import { isSignedGift, isSignedKeeping, keepingHash, type SealedKeeping } from "./keeping.ts";
import * as store from "./store.ts";

const bytes = (text: string, length?: number): Buffer => Buffer.from(fromBase64Url(text, length));
const hexOf = (...parts: Uint8Array[]): string =>
  parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest("hex");

/** What a member's browser made: public halves, and the private ones under the password. In base64url. */
export interface MadeKeys {
  readonly readingKey: string;
  readonly signingKey: string;
  readonly wrapped: string;
}

const toNewKeys = ({ readingKey, signingKey, wrapped }: MadeKeys): store.NewKeys => ({
  readingKey: bytes(readingKey, 32),
  signingKey: bytes(signingKey, 32),
  wrapped: bytes(wrapped),
});

/** Runs once for each Idempotency-Key of the request. */
type Once = <T extends Record<string, unknown>>(
  tx: Transaction,
  actor: string,
  work: () => Promise<T>,
) => Promise<T>;

/** A member's keys over time: other ones, the way back after a loss, and the keepers who make it possible. */
export class KeyKeeping {
  readonly #house: House;
  readonly #sessions: Sessions;

  constructor(house: House, sessions: Sessions) {
    this.#house = house;
    this.#sessions = sessions;
  }

  async listFormer(secret: Uint8Array) {
    return asMember(this.#house.db, secret, null, async (tx, me) => ({
      former: (await store.listFormerKeys(tx, me.memberId)).map((row) => ({
        readingKey: toBase64Url(row.readingKey),
        signingKey: toBase64Url(row.signingKey),
        sealed: row.sealed && toBase64Url(row.sealed),
      })),
    }));
  }

  /** Another pair, made by a browser that has the present one. @throws IdentityError `keys-taken` */
  async rotate(
    secret: Uint8Array,
    made: MadeKeys & { readonly former: string; readonly rootKey: string | null },
    once: Once,
  ): Promise<void> {
    await asMember(this.#house.db, secret, null, (tx, me) =>
      once(tx, me.memberId, async () => {
        const keys = toNewKeys(made);
        const former = bytes(made.former);
        const id = randomUUID();
        const of = hexOf(keys.readingKey, keys.signingKey, keys.wrapped, former);
        const voucher = this.#sessions.vouch(`rotate:${me.memberId}:${id}:${of}`);
        const done = await store.rotateKeys(tx, { ...keys, id, former, rootKey: made.rootKey, voucher });
        if (!done) throw new IdentityError("keys-taken");
        return {};
      }),
    );
  }

  // ---------- after a loss ----------

  /** @returns the token of the link, shown once; it opens a page where keys are handed in, and nothing else */
  async beginRenewal(secret: Uint8Array, memberId: string, once: Once): Promise<{ token: string }> {
    return this.#asSupervisor(secret, (tx, supervisor) =>
      once(tx, supervisor, async () => {
        const token = this.#house.random(32);
        const tokenHash = createHash("sha256").update(token).digest();
        const said = await store.beginRenewal(tx, { id: randomUUID(), memberId, tokenHash });
        if (said === "own") throw new IdentityError("own-standing");
        if (said === "unknown") throw new HttpProblem("not-found");
        return { token: toBase64Url(token) };
      }),
    );
  }

  async findRenewal(token: string): Promise<store.OpenRenewal> {
    const found = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.findRenewal(tx, bytes(token, 32)),
    );
    if (!found) throw new IdentityError("no-renewal");
    return found;
  }

  async handIn(token: string, made: MadeKeys & { readonly authSecret: string }): Promise<void> {
    await this.findRenewal(token); // a hash takes 19 MiB and a core: not for whoever made a link up
    await this.findRenewal(token); // a stranger's token costs no hashing
    const passwordHash = await hashAuthSecret(made.authSecret);
    const done = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.handInRenewal(tx, bytes(token, 32), { ...toNewKeys(made), passwordHash }),
    );
    if (!done) throw new IdentityError("no-renewal");
  }

  async listRenewals(secret: Uint8Array) {
    return this.#asSupervisor(secret, async (tx) => ({
      renewals: (await store.listRenewals(tx)).map((row) => ({
        ...row,
        readingKey: row.readingKey && toBase64Url(row.readingKey),
        signingKey: row.signingKey && toBase64Url(row.signingKey),
      })),
    }));
  }

  async proposeRenewal(
    secret: Uint8Array,
    wish: { readonly renewalId: string; readonly secondAgencyId: string | null },
    once: Once,
  ): Promise<{ id: string }> {
    return this.#asSupervisor(secret, (tx, supervisor) =>
      once(tx, supervisor, async () => {
        const id = randomUUID();
        const said = await store.proposeRenewal(tx, { id, ...wish });
        if (said === "own") throw new IdentityError("own-standing");
        if (said === "unknown") throw new HttpProblem("not-found");
        return { id };
      }),
    );
  }

  // ---------- keepers ----------

  async offerToKeep(secret: Uint8Array, willing: boolean): Promise<void> {
    await asMember(this.#house.db, secret, null, (tx) => store.offerToKeep(tx, willing));
  }

  async listKeepers(secret: Uint8Array) {
    return asMember(this.#house.db, secret, null, async (tx) => ({
      keepers: (await store.listKeepers(tx)).map((row) => ({
        ...row,
        readingKey: toBase64Url(row.readingKey),
        signingKey: toBase64Url(row.signingKey),
      })),
    }));
  }

  /** @throws IdentityError `keepers-refused` */
  async putKeeping(secret: Uint8Array, keeping: SealedKeeping, once: Once): Promise<void> {
    const { statement, parts } = keeping;
    const isSigned = await isSignedKeeping(statement, keeping.signature);
    await asMember(this.#house.db, secret, null, (tx, me) =>
      once(tx, me.memberId, async () => {
        if (!isSigned || statement.memberId !== me.memberId || statement.memberName !== me.displayName) {
          throw new IdentityError("keepers-refused");
        }
        const id = randomUUID();
        const said = canonicalJson({
          ...statement,
          keepers: statement.keepers.map((named) => ({ ...named })),
        });
        const signature = bytes(keeping.signature, 64);
        const wrapped = bytes(keeping.wrapped);
        const of = hexOf(Buffer.from(said), signature, wrapped);
        const done = await store.putKeeping(tx, {
          id,
          statement: said,
          hash: keepingHash(statement),
          signature,
          wrapped,
          keepers: statement.keepers.map(({ memberId }) => memberId),
          keeperKeys: statement.keepers.map(({ readingKey }) => bytes(readingKey, 32)),
          parts: parts.map((part) => bytes(part)),
          ownReadingKey: bytes(statement.readingKey, 32),
          voucher: this.#sessions.vouch(`keeping:${me.memberId}:${id}:${of}`),
        });
        if (!done) throw new IdentityError("keepers-refused");
        return {};
      }),
    );
  }

  async findOwn(secret: Uint8Array) {
    return asMember(this.#house.db, secret, null, async (tx) => ({
      keeping: await store.findOwnKeeping(tx),
    }));
  }

  async listKept(secret: Uint8Array) {
    return asMember(this.#house.db, secret, null, async (tx, me) => ({
      willing: (await store.listKeepers(tx)).some(({ memberId }) => memberId === me.memberId),
      kept: await store.listKept(tx),
    }));
  }

  /**
   * A keeper's part, sealed to the keys that two people admitted.
   *
   * @throws IdentityError `part-refused` where the keeper did not sign exactly that, `part-over`; HttpProblem `not-found`
   */
  async givePart(
    secret: Uint8Array,
    given: {
      readonly keepingId: string;
      readonly keyId: string;
      readonly sealed: string;
      readonly signature: string;
    },
  ): Promise<void> {
    await asMember(this.#house.db, secret, null, async (tx, me) => {
      const kept = (await store.listKept(tx)).find(({ id }) => id === given.keepingId);
      if (!kept) throw new HttpProblem("not-found");
      if (kept.asked?.keyId !== given.keyId) throw new IdentityError("part-over");
      const own = await store.findSigningKey(tx, me.memberId);
      const to = fromBase64Url(kept.asked.readingKey, 32);
      if (!own || !(await isSignedGift(kept.statement, given, to, own))) {
        throw new IdentityError("part-refused");
      }
      const sealed = bytes(given.sealed);
      const signature = bytes(given.signature, 64);
      const { keepingId, keyId } = given;
      const voucher = this.#sessions.vouch(
        `give:${me.memberId}:${keepingId}:${keyId}:${hexOf(sealed, signature)}`,
      );
      const said = await store.givePart(tx, { keepingId, keyId, sealed, signature, voucher });
      if (said !== "given") throw new IdentityError("part-over");
    });
  }

  /** @throws IdentityError `nothing-kept` */
  async askKeepers(secret: Uint8Array): Promise<void> {
    await asMember(this.#house.db, secret, null, async (tx) => {
      if (!(await store.askKeepers(tx))) throw new IdentityError("nothing-kept");
    });
  }

  /** @throws HttpProblem `not-found` for a keeping that is over */
  async keepRegained(secret: Uint8Array, keepingId: string, formerSealed: string): Promise<void> {
    await asMember(this.#house.db, secret, null, async (tx, me) => {
      const former = bytes(formerSealed);
      const voucher = this.#sessions.vouch(`regained:${me.memberId}:${keepingId}:${hexOf(former)}`);
      if (!(await store.keepRegained(tx, { keepingId, former, voucher }))) throw new HttpProblem("not-found");
    });
  }

  async #asSupervisor<T>(
    secret: Uint8Array,
    work: (tx: Transaction, memberId: string) => Promise<T>,
  ): Promise<T> {
    return asMember(this.#house.db, secret, null, (tx, me) => work(tx, me.memberId), "leeward_supervisor");
  }
}
