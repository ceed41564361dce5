import { createHash, createHmac } from "node:crypto";
import { hash as argonHash, verify as argonVerify } from "@node-rs/argon2";
import { asMember, type Purpose } from "../access/context.ts";
import type { House } from "../house.ts";
import { HttpProblem, type TryLimit, tryLimit } from "../http/index.ts";
import { fromBase32, fromBase64Url, toBase64Url } from "../keys/index.ts";
import { IdentityError } from "./errors.ts";
import {
  hashRecoveryCode,
  makeRecoveryCodes,
  makeSecondFactor,
  type NewSecondFactor,
  openSecondFactor,
  sealSecondFactor,
  stepOfCode,
} from "./second-factor.ts";
import * as store from "./store.ts";
import { verifyChallenge } from "./words/statements.ts";

const SESSION_MS = 10 * 3_600_000; // one working day
const HALF_SESSION_MS = 10 * 60_000;
const VISIT_MS = 60 * 60_000;
const CHALLENGE_MS = 2 * 60_000;
const INVITATION_MS = 7 * 24 * 3_600_000;

/** What a challenge's signature permits: to begin a visit. */
export const VISIT_PURPOSE = "begin-visit";

export type Stage = "full" | "second-factor" | "enrol";
export interface Begun {
  readonly stage: Stage;
  /** 32 bytes, for the cookie. */
  readonly secret: Uint8Array;
}

/** Hashing of what a member's browser derived from the password (OWASP's parameters for Argon2id: 19 MiB, 2, 1). */
const ARGON2ID = 2; // the library's number for it
const PASSWORD_HASHING = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashAuthSecret = (authSecret: string): Promise<string> =>
  argonHash(authSecret, PASSWORD_HASHING);

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/** Who one is: sign-in, second factor, sessions, invitations; and the visits of people with words. */
export class Identity {
  readonly #house: House;
  readonly #signIns: TryLimit;
  readonly #codes: TryLimit;
  readonly #challenges: TryLimit;
  /** Compared where no member is found, so that both ways take as long. */
  readonly #nobody: Promise<string>;

  constructor(house: House) {
    this.#house = house;
    this.#signIns = tryLimit(10, house.now, house.random);
    this.#codes = tryLimit(10, house.now, house.random);
    this.#challenges = tryLimit(60, house.now, house.random);
    this.#nobody = hashAuthSecret(toBase64Url(house.random(32)));
  }

  async signIn(email: string, authSecret: string): Promise<Begun> {
    if (!this.#signIns.take(email.toLowerCase())) throw new HttpProblem("too-many");
    const found = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.findSignIn(tx, email, this.#vouch(`sign-in:${email}`)),
    );
    const right = await argonVerify(found?.passwordHash ?? (await this.#nobody), authSecret);
    if (!found || !right) throw new IdentityError("wrong-sign-in");
    const stage: Stage = found.secondFactorSealed
      ? "second-factor"
      : found.secondFactorRequired
        ? "enrol"
        : "full";
    const secret = this.#house.random(32);
    await this.#beginSession(found.memberId, secret, stage === "full" ? "full" : "password");
    return { stage, secret };
  }

  async #beginSession(memberId: string, secret: Uint8Array, stage: "full" | "password"): Promise<void> {
    const secretHash = sha256(secret);
    const lifeMs = stage === "full" ? SESSION_MS : HALF_SESSION_MS;
    await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.beginSession(tx, {
        memberId,
        secretHash,
        stage,
        expiresAt: this.#after(lifeMs),
        voucher: this.#vouch(`session:${memberId}:${secretHash.toString("hex")}:${stage}`),
      }),
    );
  }

  /** Ends the half session and begins a full one under a new secret, so that an old cookie is worth nothing. */
  async finishWithCode(half: Uint8Array, code: string): Promise<Begun> {
    const found = await this.#ownerOfHalfSession(half);
    if (!found.secondFactorSealed) throw new IdentityError("wrong-code");
    const factor = openSecondFactor(
      found.secondFactorSealed,
      found.memberId,
      this.#house.secrets.secondFactors,
    );
    const step = stepOfCode(factor, code, this.#house.now(), found.secondFactorLastStep);
    if (step === null) throw new IdentityError("wrong-code");
    const voucher = this.#vouch(`second-factor:${sha256(half).toString("hex")}:${step}`);
    const taken = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.takeSecondFactor(tx, Buffer.from(half), step, voucher),
    );
    if (!taken) throw new IdentityError("wrong-code");
    return this.#renew(half, found.memberId);
  }

  async finishWithRecoveryCode(half: Uint8Array, recoveryCode: string): Promise<Begun> {
    const found = await this.#ownerOfHalfSession(half);
    const hashed = hashRecoveryCode(found.memberId, recoveryCode);
    const voucher = this.#vouch(`recovery:${sha256(half).toString("hex")}:${hashed.toString("hex")}`);
    const taken = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.takeRecoveryCode(tx, Buffer.from(half), hashed, voucher),
    );
    if (!taken) throw new IdentityError("wrong-code");
    return this.#renew(half, found.memberId);
  }

  async #ownerOfHalfSession(half: Uint8Array): Promise<store.SignIn> {
    const found = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.findHalfSession(tx, Buffer.from(half)),
    );
    if (!found) throw new HttpProblem("not-signed-in");
    if (!this.#codes.take(found.memberId)) throw new HttpProblem("too-many");
    return found;
  }

  async #renew(old: Uint8Array, memberId: string): Promise<Begun> {
    const secret = this.#house.random(32);
    await this.#house.db.transaction("leeward_visitor", (tx) => store.endSession(tx, Buffer.from(old)));
    await this.#beginSession(memberId, secret, "full");
    return { stage: "full", secret };
  }

  /** A new second factor for someone who owes one, or wants another; it counts only once a code was shown. */
  async beginEnrolment(secret: Uint8Array): Promise<NewSecondFactor> {
    const member = await this.#memberOf(secret);
    return makeSecondFactor(member.memberId.slice(0, 8));
  }

  /** @returns recovery codes, shown once */
  async finishEnrolment(
    secret: Uint8Array,
    factor: string,
    code: string,
  ): Promise<{ recoveryCodes: string[]; begun: Begun }> {
    const member = await this.#memberOf(secret);
    const step = stepOfCode(factor, code, this.#house.now(), 0);
    if (step === null) throw new IdentityError("wrong-code");
    const recoveryCodes = makeRecoveryCodes(this.#house.random);
    const sealed = sealSecondFactor(
      factor,
      member.memberId,
      this.#house.secrets.secondFactors,
      this.#house.random,
    );
    const voucher = this.#vouch(`enrol:${sha256(secret).toString("hex")}:${sha256(sealed).toString("hex")}`);
    const enrolled = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.enrolSecondFactor(tx, Buffer.from(secret), {
        sealed,
        step,
        recoveryHashes: recoveryCodes.map((recovery) => hashRecoveryCode(member.memberId, recovery)),
        voucher,
      }),
    );
    if (!enrolled) throw new HttpProblem("not-signed-in");
    return { recoveryCodes, begun: await this.#renew(secret, member.memberId) };
  }

  /** The member of a session, full or half. */
  async #memberOf(secret: Uint8Array): Promise<{ memberId: string }> {
    const half = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.findHalfSession(tx, Buffer.from(secret)),
    );
    if (half) return half;
    return asMember(this.#house.db, secret, null, async (_tx, me) => ({ memberId: me.memberId }));
  }

  async signOut(secret: Uint8Array): Promise<void> {
    await this.#house.db.transaction("leeward_visitor", (tx) => store.endSession(tx, Buffer.from(secret)));
  }

  async me(secret: Uint8Array) {
    return asMember(this.#house.db, secret, null, async (tx, me) => {
      const row = await store.findMe(tx, me.memberId);
      return { me, row, purposes: (await store.listPurposes(tx, me.roles)) as Purpose[] };
    });
  }

  async changePassword(
    secret: Uint8Array,
    change: { currentAuthSecret: string; newAuthSecret: string; wrapped: string },
  ): Promise<void> {
    const { me, row } = await this.me(secret);
    if (!this.#signIns.take(row.email.toLowerCase())) throw new HttpProblem("too-many");
    const found = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.findSignIn(tx, row.email, this.#vouch(`sign-in:${row.email}`)),
    );
    if (!found || !(await argonVerify(found.passwordHash, change.currentAuthSecret))) {
      throw new IdentityError("wrong-password");
    }
    const passwordHash = await hashAuthSecret(change.newAuthSecret);
    const voucher = this.#vouch(`password:${me.memberId}:${passwordHash}`);
    await asMember(this.#house.db, secret, null, (tx) =>
      store.changePassword(tx, {
        memberId: me.memberId,
        sessionId: me.sessionId,
        passwordHash,
        wrapped: Buffer.from(fromBase64Url(change.wrapped)),
        voucher,
      }),
    );
  }

  /** @returns the invitation's token, shown once */
  async invite(
    secret: Uint8Array,
    email: string,
    roles: string[],
    run: (
      tx: Parameters<typeof store.insertInvitation>[0],
      actor: string,
      work: () => Promise<{ id: string; token: string }>,
    ) => Promise<{ id: string; token: string }>,
  ): Promise<{ id: string; token: string }> {
    return asMember(
      this.#house.db,
      secret,
      null,
      (tx, me) =>
        run(tx, me.memberId, async () => {
          const token = this.#house.random(32);
          const id = await store.insertInvitation(tx, {
            agencyId: me.agencyId,
            email,
            roles,
            tokenHash: sha256(token),
            invitedBy: me.memberId,
            expiresAt: this.#after(INVITATION_MS),
          });
          return { id, token: toBase64Url(token) };
        }),
      "leeward_supervisor",
    );
  }

  async findInvitation(token: string): Promise<store.OpenInvitation> {
    const found = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.findInvitation(tx, Buffer.from(fromBase64Url(token, 32))),
    );
    if (!found) throw new IdentityError("no-invitation");
    return found;
  }

  async acceptInvitation(
    token: string,
    member: {
      displayName: string;
      authSecret: string;
      readingKey: string;
      signingKey: string;
      wrapped: string;
    },
  ): Promise<void> {
    const passwordHash = await hashAuthSecret(member.authSecret);
    const id = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.acceptInvitation(tx, Buffer.from(fromBase64Url(token, 32)), {
        displayName: member.displayName,
        passwordHash,
        readingKey: Buffer.from(fromBase64Url(member.readingKey, 32)),
        signingKey: Buffer.from(fromBase64Url(member.signingKey, 32)),
        wrapped: Buffer.from(fromBase64Url(member.wrapped)),
      }),
    );
    if (!id) throw new IdentityError("no-invitation");
  }

  /** A nonce for whoever says they have the words of an address; the same for addresses that do not exist. */
  async challenge(address: string): Promise<{ nonce: string; expiresAt: Date }> {
    if (!this.#challenges.take(address)) throw new HttpProblem("too-many");
    const nonce = Buffer.from(this.#house.random(32));
    const expiresAt = this.#after(CHALLENGE_MS);
    await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.putChallenge(tx, Buffer.from(fromBase32(address, 16)), nonce, expiresAt),
    );
    return { nonce: toBase64Url(nonce), expiresAt };
  }

  async beginVisit(
    address: string,
    nonce: string,
    signature: string,
  ): Promise<{ session: string; expiresAt: Date }> {
    const asked = Buffer.from(fromBase32(address, 16));
    const nonceBytes = fromBase64Url(nonce, 32);
    const taken = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.takeChallenge(tx, Buffer.from(nonceBytes)),
    );
    const key = taken.signingKey ?? Buffer.alloc(32, 9); // a key that signed nothing, so that both ways take as long
    const signed = await verifyChallenge(
      key,
      { purpose: VISIT_PURPOSE, address, nonce: nonceBytes },
      signature,
    );
    if (!signed || !taken.signingKey || !taken.address?.equals(asked)) throw new IdentityError("wrong-words");
    const secret = this.#house.random(32);
    const secretHash = sha256(secret);
    const expiresAt = this.#after(VISIT_MS);
    await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.beginWordsSession(tx, {
        address: asked,
        secretHash,
        expiresAt,
        voucher: this.#vouch(`words:${asked.toString("hex")}:${secretHash.toString("hex")}`),
      }),
    );
    return { session: toBase64Url(secret), expiresAt };
  }

  async endVisit(secret: Uint8Array): Promise<void> {
    await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.endWordsSession(tx, Buffer.from(secret)),
    );
  }

  #vouch(message: string): Buffer {
    return createHmac("sha256", this.#house.secrets.vouching).update(message).digest();
  }

  #after(ms: number): Date {
    return new Date(this.#house.now().getTime() + ms);
  }
}
