import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { asMember } from "../../access/context.ts";
import type { House } from "../../house.ts";
import { HttpProblem, makeTicket, readTicket, spendTicket, type Ticket } from "../../http/index.ts";
import { fromBase64Url } from "../../keys/index.ts";
import { IdentityError } from "../errors.ts";
import { hashRecoveryCode, makeRecoveryCodes } from "../second-factor.ts";
import { type Begun, type Sessions, sha256 } from "../sessions.ts";
import { findFullSession, findHalfSession, proveAnew } from "../store.ts";
import { type RelyingParty, relyingPartyOf } from "./relying-party.ts";
import * as store from "./store.ts";

const CHALLENGE_MS = 5 * 60_000; // someone looks for their key, and types its number
const ES256 = -7;
const EDDSA = -8;
const RS256 = -257;

/** What a challenge may be answered for. */
type Use = "sign-in" | "second-factor" | "step-up" | "add";

/** Passkeys: adding one, and what an answer of one permits. The private half stays in the authenticator. */
export class Passkeys {
  readonly #house: House;
  readonly #sessions: Sessions;
  constructor(house: House, sessions: Sessions) {
    this.#house = house;
    this.#sessions = sessions;
  }

  /** @param session full; or half, of a member who has no factor yet */
  async beginAdding(
    session: Uint8Array,
    host: string,
    member: { memberId: string },
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { rpId } = this.#site(host);
    const known = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.listAnswering(tx, Buffer.from(session), rpId),
    );
    return generateRegistrationOptions({
      rpName: "Leeward",
      rpID: rpId,
      // Authenticators show this; it is a number, since a screen may be looked at over a shoulder.
      userName: `Leeward ${member.memberId.slice(0, 8)}`,
      userDisplayName: "Leeward",
      userID: new Uint8Array(Buffer.from(member.memberId.replaceAll("-", ""), "hex")),
      challenge: fromBase64Url(this.#challenge("add", session)),
      attestationType: "none",
      excludeCredentials: known.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
      supportedAlgorithmIDs: [ES256, EDDSA, RS256],
      timeout: CHALLENGE_MS,
    });
  }

  /** @returns the recovery codes where the member had none: shown once */
  async finishAdding(
    session: Uint8Array,
    host: string,
    added: { memberId: string; name: string; response: RegistrationResponseJSON },
  ): Promise<{ passkeyId: string; recoveryCodes: string[] | null; begun: Begun }> {
    const site = this.#site(host);
    const challenge = this.#readChallenge("add", session, added.response.response.clientDataJSON);
    const checked = await verifyRegistrationResponse({
      response: added.response,
      expectedChallenge: challenge.text,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: [ES256, EDDSA, RS256],
    }).catch((cause: unknown) => {
      throw new IdentityError("passkey-refused", {}, { cause });
    });
    if (!checked.verified) throw new IdentityError("passkey-refused");
    const { credential, credentialBackedUp } = checked.registrationInfo;
    const credentialId = Buffer.from(credential.id, "base64url");
    const publicKey = Buffer.from(credential.publicKey);
    const recoveryCodes = makeRecoveryCodes(this.#house.random);
    const kept = await this.#house.db.transaction("leeward_visitor", async (tx) => {
      if (!(await spendTicket(tx, challenge.text, challenge.expiresAt)))
        throw new IdentityError("passkey-refused");
      return store.enrolPasskey(tx, Buffer.from(session), {
        credentialId,
        publicKey,
        signCount: credential.counter,
        name: added.name,
        rpId: site.rpId,
        transports: (credential.transports ?? []).filter((one) => /^[a-z-]{1,20}$/.test(one)).slice(0, 8),
        backedUp: credentialBackedUp,
        recoveryHashes: recoveryCodes.map((code) => hashRecoveryCode(added.memberId, code)),
        voucher: this.#sessions.vouch(
          `enrol-passkey:${sha256(session).toString("hex")}:${sha256(credentialId).toString("hex")}:${sha256(publicKey).toString("hex")}`,
        ),
      });
    });
    if (!kept) throw new IdentityError("passkeys-full");
    return {
      passkeyId: kept.passkeyId,
      recoveryCodes: kept.codesKept ? recoveryCodes : null,
      begun: await this.#sessions.renew(session),
    };
  }

  /** For a sign-in without a password: whichever passkey of this site the device offers. */
  async beginSignIn(host: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return this.#ask("sign-in", null, this.#site(host), []);
  }

  async finishSignIn(host: string, response: AuthenticationResponseJSON): Promise<Begun> {
    const memberId = await this.#check("sign-in", null, host, response);
    const secret = await this.#sessions.begin(memberId, "full", {
      passkey: Buffer.from(response.id, "base64url"),
    });
    if (!secret) throw new IdentityError("passkey-refused"); // it was taken away a moment ago
    return { stage: "full", secret };
  }

  /** For a session that exists already: after the password, or before an act that asks for a proof anew. */
  async beginProof(
    use: "second-factor" | "step-up",
    session: Uint8Array,
    host: string,
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const site = this.#site(host);
    const known = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.listAnswering(tx, Buffer.from(session), site.rpId),
    );
    if (known.length === 0) throw new IdentityError("no-passkey-here");
    return this.#ask(use, session, site, known);
  }

  async finishSecondFactor(
    half: Uint8Array,
    host: string,
    response: AuthenticationResponseJSON,
  ): Promise<Begun> {
    const owner = await this.#house.db.transaction("leeward_visitor", (tx) =>
      findHalfSession(tx, Buffer.from(half)),
    );
    if (!owner) throw new HttpProblem("not-signed-in");
    await this.#check("second-factor", half, host, response, owner.memberId);
    return this.#sessions.renew(half);
  }

  async stepUp(session: Uint8Array, host: string, response: AuthenticationResponseJSON): Promise<void> {
    const owner = await this.#house.db.transaction("leeward_visitor", (tx) =>
      findFullSession(tx, Buffer.from(session)),
    );
    if (!owner) throw new HttpProblem("not-signed-in");
    await this.#check("step-up", session, host, response, owner.memberId);
    const voucher = this.#sessions.vouch(`prove:${sha256(session).toString("hex")}:-`);
    await this.#house.db.transaction("leeward_visitor", (tx) =>
      proveAnew(tx, Buffer.from(session), null, voucher),
    );
  }

  async list(session: Uint8Array, host: string) {
    const here = relyingPartyOf(this.#house.config.origins, host);
    const rows = await asMember(this.#house.db, session, null, (tx) => store.listOwn(tx));
    return { here, rows };
  }

  async rename(session: Uint8Array, passkeyId: string, name: string): Promise<void> {
    const renamed = await asMember(this.#house.db, session, null, (tx) =>
      store.renameOwn(tx, passkeyId, name),
    );
    if (!renamed) throw new HttpProblem("not-found");
  }

  async remove(session: Uint8Array, passkeyId: string): Promise<void> {
    const voucher = this.#sessions.vouch(`remove-passkey:${passkeyId}`);
    const outcome = await asMember(this.#house.db, session, null, (tx) =>
      store.removeOwn(tx, passkeyId, voucher),
    );
    if (outcome === "gone") throw new HttpProblem("not-found");
    if (outcome === "last") throw new IdentityError("last-factor");
  }

  /** Keeps what the browser wrapped under the passkey's own key; the server has never seen that key. */
  async keepWrapped(session: Uint8Array, passkeyId: string, wrapped: string): Promise<void> {
    const bytes = Buffer.from(fromBase64Url(wrapped));
    const voucher = this.#sessions.vouch(`wrap-for-passkey:${passkeyId}:${sha256(bytes).toString("hex")}`);
    const kept = await asMember(this.#house.db, session, null, (tx) =>
      store.wrapForOwn(tx, passkeyId, bytes, voucher),
    );
    if (!kept) throw new HttpProblem("not-found");
  }

  #site(host: string): RelyingParty {
    const site = relyingPartyOf(this.#house.config.origins, host);
    if (!site) throw new IdentityError("no-passkeys-at-this-address");
    return site;
  }

  #ask(
    use: Use,
    session: Uint8Array | null,
    site: RelyingParty,
    allowed: readonly { id: string; transports: string[] }[],
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return generateAuthenticationOptions({
      rpID: site.rpId,
      challenge: fromBase64Url(this.#challenge(use, session)),
      allowCredentials: allowed.map(({ id, transports }) => ({ id, transports: transports as never[] })), // as the browser named them
      userVerification: "required",
      timeout: CHALLENGE_MS,
    });
  }

  /** Checks an answer, spends its challenge and counts its use, all or nothing. @returns whose passkey it is */
  async #check(
    use: Use,
    session: Uint8Array | null,
    host: string,
    response: AuthenticationResponseJSON,
    owner?: string,
  ): Promise<string> {
    const site = this.#site(host);
    const challenge = this.#readChallenge(use, session, response.response.clientDataJSON);
    const credentialId = Buffer.from(response.id, "base64url");
    const found = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.findPasskey(
        tx,
        credentialId,
        this.#sessions.vouch(`find-passkey:${credentialId.toString("hex")}`),
      ),
    );
    if (!found || found.rpId !== site.rpId || (owner !== undefined && found.memberId !== owner))
      throw new IdentityError("passkey-refused");
    const checked = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge.text,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      credential: {
        id: response.id,
        publicKey: new Uint8Array(found.publicKey),
        counter: 0, // compared in the database, where two answers at once cannot both pass
      },
    }).catch((cause: unknown) => {
      throw new IdentityError("passkey-refused", {}, { cause });
    });
    if (!checked.verified) throw new IdentityError("passkey-refused");
    const { newCounter } = checked.authenticationInfo;
    const outcome = await this.#house.db.transaction("leeward_visitor", async (tx) => {
      if (!(await spendTicket(tx, challenge.text, challenge.expiresAt))) return "gone";
      const voucher = this.#sessions.vouch(`use-passkey:${found.passkeyId}:${newCounter}`);
      return store.countUse(tx, found.passkeyId, newCounter, voucher);
    });
    if (outcome === "cloned") throw new IdentityError("passkey-suspended");
    if (outcome === "gone") throw new IdentityError("passkey-refused");
    return found.memberId;
  }

  #ticket(use: Use, session: Uint8Array | null): Ticket {
    return { purpose: `passkey ${use}`, binding: session ? sha256(session).toString("hex") : "" };
  }

  #challenge(use: Use, session: Uint8Array | null): string {
    const { secrets, random, now } = this.#house;
    const expiresAt = new Date(now().getTime() + CHALLENGE_MS);
    return makeTicket(secrets.tickets, this.#ticket(use, session), random(16), expiresAt);
  }

  /** The challenge that an answer names, if it is one of ours for this use and session and still lives. */
  #readChallenge(
    use: Use,
    session: Uint8Array | null,
    clientDataJson: string,
  ): { text: string; expiresAt: Date } {
    const text = challengeIn(clientDataJson);
    const { secrets, now } = this.#house;
    const expiresAt = text && readTicket(secrets.tickets, this.#ticket(use, session), text, now());
    if (!text || !expiresAt) throw new IdentityError("passkey-refused");
    return { text, expiresAt };
  }
}

function challengeIn(clientDataJson: string): string | null {
  try {
    const said: unknown = JSON.parse(Buffer.from(clientDataJson, "base64url").toString("utf8"));
    const challenge =
      typeof said === "object" && said !== null && "challenge" in said ? said.challenge : null;
    return typeof challenge === "string" ? challenge : null;
  } catch {
    return null; // not JSON: whoever sent it made it up
  }
}
