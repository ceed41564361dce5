import { randomUUID } from "node:crypto";
import { hash as argonHash, verify as argonVerify } from "@node-rs/argon2";
import { asMember, type Purpose } from "../access/context.ts";
import type { Transaction } from "../db/index.ts";
import type { House } from "../house.ts";
import { HttpProblem, TryLimit } from "../http/index.ts";
import { fromBase32, fromBase64Url, toBase64Url } from "../keys/index.ts";
import { propose } from "../proposals/store.ts";
import { foldEmail } from "./email.ts";
import { IdentityError } from "./errors.ts";
import { readKnownBrowser } from "./known-browser.ts";
import {
  hashRecoveryCode,
  makeRecoveryCodes,
  makeSecondFactor,
  type NewSecondFactor,
  openSecondFactor,
  sealSecondFactor,
  stepOfCode,
} from "./second-factor.ts";
import { type Begun, Sessions, type Stage, sha256, type Way } from "./sessions.ts";
import * as store from "./store.ts";
import { verifyChallenge } from "./words/statements.ts";

const VISIT_S = 60 * 60;
const CHALLENGE_S = 2 * 60;

/** What a challenge's signature permits: to begin a visit. */
export const VISIT_PURPOSE = "begin-visit";

/** An invitation that was proposed. */
export type Invited = {
  readonly id: string;
  readonly token: string;
  /** A second member has to confirm it first. */
  readonly waits: boolean;
};

/** Hashing of what a member's browser derived from the password (OWASP's parameters for Argon2id: 19 MiB, 2, 1). */
const ARGON2ID = 2; // the library's number for it
const PASSWORD_HASHING = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashAuthSecret = (authSecret: string): Promise<string> =>
  argonHash(authSecret, PASSWORD_HASHING);

/** What a right password leads to: the factor that is owed, or one that has to be added first. */
export function stageAfterPassword(found: store.SignIn): Stage {
  if (found.secondFactorSealed || found.hasPasskey) return "second-factor";
  return found.secondFactorRequired ? "enrol" : "full";
}

/** The second factors that a member has; the password again where there is none. */
export function waysOf(found: store.SignIn): Way[] {
  const ways: Way[] = [];
  if (found.hasPasskey) ways.push("passkey");
  if (found.secondFactorSealed) ways.push("code");
  return ways.length > 0 ? ways : ["password"];
}

/** Who one is: sign-in, second factor, sessions, invitations; and the visits of people with words. */
export class Identity {
  readonly #house: House;
  readonly #sessions: Sessions;
  readonly #signIns: TryLimit;
  readonly #knownSignIns: TryLimit;
  readonly #passwordChanges: TryLimit;
  readonly #codes: TryLimit;
  readonly #challenges: TryLimit;
  /** Compared where no member is found, so that both ways take as long. */
  readonly #nobody: Promise<string>;

  constructor(house: House, sessions = new Sessions(house)) {
    this.#house = house;
    this.#sessions = sessions;
    this.#signIns = new TryLimit(house, { kind: "sign-in", perHourMax: 10 });
    this.#knownSignIns = new TryLimit(house, { kind: "sign-in-known", perHourMax: 10 });
    this.#passwordChanges = new TryLimit(house, { kind: "password-change", perHourMax: 10 });
    this.#codes = new TryLimit(house, { kind: "code", perHourMax: 10 });
    this.#challenges = new TryLimit(house, { kind: "challenge", perHourMax: 60 });
    this.#nobody = hashAuthSecret(toBase64Url(house.random(32)));
  }

  /**
   * @param cookie by which the browser says where a right password was typed in it before
   * @returns for the second step also the ways that it can be taken; `known`: what the browser keeps
   */
  async signIn(
    typed: string,
    authSecret: string,
    cookie?: string,
  ): Promise<Begun & { ways: Way[]; known: string }> {
    const email = foldEmail(typed);
    const { secrets, random } = this.#house;
    const browser = readKnownBrowser(secrets.tickets, email, cookie, random(16));
    const found = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.findSignIn(tx, email, this.#sessions.vouch(`sign-in:${email}`)),
    );
    if (browser.mark) await this.#knownSignIns.take(browser.mark, "count");
    else await this.#signIns.take(email, found ? "count" : "refuse");
    const right = await argonVerify(found?.passwordHash ?? (await this.#nobody), authSecret);
    if (!found || !right) throw new IdentityError("wrong-sign-in");
    const stage = stageAfterPassword(found);
    const secret = await this.#sessions.begin(found.memberId, stage === "full" ? "full" : "password", {
      password: found.passwordHash,
    });
    if (!secret) throw new IdentityError("wrong-sign-in"); // it was right until a moment ago
    return {
      stage,
      secret,
      ways: stage === "second-factor" ? waysOf(found) : [],
      known: browser.kept,
    };
  }

  async finishWithCode(half: Uint8Array, code: string): Promise<Begun> {
    const found = await this.#ownerOfHalfSession(half);
    const step = this.#stepOf(found, code);
    const voucher = this.#sessions.vouch(`second-factor:${sha256(half).toString("hex")}:${step}`);
    const taken = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.takeSecondFactor(tx, Buffer.from(half), step, voucher),
    );
    if (!taken) throw new IdentityError("wrong-code");
    return this.#sessions.renew(half);
  }

  /** @throws IdentityError `wrong-code` */
  #stepOf(found: store.SignIn, code: string): number {
    if (!found.secondFactorSealed) throw new IdentityError("wrong-code");
    const { now, secrets } = this.#house;
    const factor = openSecondFactor(found.secondFactorSealed, found.memberId, secrets.secondFactors);
    const step = stepOfCode(factor, code, now(), found.secondFactorLastStep);
    if (step === null) throw new IdentityError("wrong-code");
    return step;
  }

  async finishWithRecoveryCode(half: Uint8Array, recoveryCode: string): Promise<Begun> {
    const found = await this.#ownerOfHalfSession(half);
    const hashed = hashRecoveryCode(found.memberId, recoveryCode);
    const voucher = this.#sessions.vouch(
      `recovery:${sha256(half).toString("hex")}:${hashed.toString("hex")}`,
    );
    const taken = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.takeRecoveryCode(tx, Buffer.from(half), hashed, voucher),
    );
    if (!taken) throw new IdentityError("wrong-code");
    return this.#sessions.renew(half);
  }

  async #ownerOfHalfSession(half: Uint8Array): Promise<store.SignIn> {
    const found = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.findHalfSession(tx, Buffer.from(half)),
    );
    if (!found) throw new HttpProblem("not-signed-in");
    await this.#codes.take(found.memberId, "count");
    return found;
  }

  /** A new second factor for someone who owes one, or wants another; it counts only once a code was shown. */
  async beginEnrolment(secret: Uint8Array): Promise<NewSecondFactor> {
    const member = await this.memberOf(secret);
    return makeSecondFactor(member.memberId.slice(0, 8));
  }

  /** @returns recovery codes, shown once */
  async finishEnrolment(
    secret: Uint8Array,
    factor: string,
    code: string,
  ): Promise<{ recoveryCodes: string[]; begun: Begun }> {
    const member = await this.memberOf(secret);
    const step = stepOfCode(factor, code, this.#house.now(), 0);
    if (step === null) throw new IdentityError("wrong-code");
    const recoveryCodes = makeRecoveryCodes(this.#house.random);
    const sealed = sealSecondFactor(
      factor,
      member.memberId,
      this.#house.secrets.secondFactors,
      this.#house.random,
    );
    const voucher = this.#sessions.vouch(
      `enrol:${sha256(secret).toString("hex")}:${sha256(sealed).toString("hex")}`,
    );
    const enrolled = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.enrolSecondFactor(tx, Buffer.from(secret), {
        sealed,
        step,
        recoveryHashes: recoveryCodes.map((recovery) => hashRecoveryCode(member.memberId, recovery)),
        voucher,
      }),
    );
    if (!enrolled) throw new HttpProblem("not-signed-in");
    return { recoveryCodes, begun: await this.#sessions.renew(secret) };
  }

  /** A fresh proof of who holds the session: a code, or the password where there is no second factor. */
  async proveAnew(secret: Uint8Array, proof: { code: string } | { authSecret: string }): Promise<void> {
    const found = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.findFullSession(tx, Buffer.from(secret)),
    );
    if (!found) throw new HttpProblem("not-signed-in");
    await this.#codes.take(found.memberId, "count");
    const step = "code" in proof ? this.#stepOf(found, proof.code) : null;
    if ("authSecret" in proof) await this.#checkLonePassword(found, proof.authSecret);
    const voucher = this.#sessions.vouch(`prove:${sha256(secret).toString("hex")}:${step ?? "-"}`);
    const proved = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.proveAnew(tx, Buffer.from(secret), step, voucher),
    );
    if (!proved) throw new IdentityError("wrong-code");
  }

  async #checkLonePassword(found: store.SignIn, authSecret: string): Promise<void> {
    if (!waysOf(found).includes("password")) throw new IdentityError("second-factor-needed");
    if (!(await argonVerify(found.passwordHash, authSecret))) throw new IdentityError("wrong-password");
  }

  /** The member of a session, full or half. */
  async memberOf(secret: Uint8Array): Promise<{ memberId: string }> {
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
      const row = await store.findMe(tx, me.memberId, me.sessionId);
      return { me, row, purposes: (await store.listPurposes(tx, me.roles)) as Purpose[] };
    });
  }

  async changePassword(
    secret: Uint8Array,
    change: { currentAuthSecret: string; newAuthSecret: string; wrapped: string },
  ): Promise<void> {
    const { me, row } = await this.me(secret);
    await this.#passwordChanges.take(me.memberId, "count"); // by the session: no stranger can use them up
    const found = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.findSignIn(tx, row.email, this.#sessions.vouch(`sign-in:${row.email}`)),
    );
    if (!found || !(await argonVerify(found.passwordHash, change.currentAuthSecret))) {
      throw new IdentityError("wrong-password");
    }
    const passwordHash = await hashAuthSecret(change.newAuthSecret);
    const voucher = this.#sessions.vouch(`password:${me.memberId}:${passwordHash}`);
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

  /** Proposes to invite someone. @returns the invitation's token, shown once; it opens nothing while it waits for a second */
  async invite(
    secret: Uint8Array,
    { email, roles, secondAgencyId }: { email: string; roles: string[]; secondAgencyId: string | null },
    run: (tx: Transaction, actor: string, work: () => Promise<Invited>) => Promise<Invited>,
  ): Promise<Invited> {
    if (roles.includes("auditor") && roles.length > 1) throw new IdentityError("auditor-alone");
    return asMember(
      this.#house.db,
      secret,
      null,
      (tx, me) =>
        run(tx, me.memberId, async () => {
          const token = this.#house.random(32);
          const id = randomUUID();
          const content = { email: foldEmail(email), roles, tokenHash: sha256(token).toString("hex") };
          const said = await propose(tx, { id, kind: "member.admission", content, secondAgencyId });
          if (said === null) throw new HttpProblem("supervisors-only");
          return { id, token: toBase64Url(token), waits: said === "waits" };
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
    await this.findInvitation(token); // a hash takes 19 MiB and a core: not for whoever made a link up
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
    await this.#challenges.take(address, "allow");
    const nonce = Buffer.from(this.#house.random(32));
    const expiresAt = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.putChallenge(tx, Buffer.from(fromBase32(address, 16)), nonce, CHALLENGE_S),
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
    const expiresAt = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.beginWordsSession(tx, {
        address: asked,
        secretHash,
        lifeS: VISIT_S,
        voucher: this.#sessions.vouch(`words:${asked.toString("hex")}:${secretHash.toString("hex")}`),
      }),
    );
    return { session: toBase64Url(secret), expiresAt };
  }

  async endVisit(secret: Uint8Array): Promise<void> {
    await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.endWordsSession(tx, Buffer.from(secret)),
    );
  }
}
