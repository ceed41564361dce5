import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { asMember } from "../../access/context.ts";
import type { ProviderConfig } from "../../config/provider.ts";
import type { House } from "../../house.ts";
import { HttpProblem, makeTicket, readTicket, spendTicket, type Ticket } from "../../http/index.ts";
import { toBase64Url } from "../../keys/index.ts";
import { IdentityError } from "../errors.ts";
import { stageAfterPassword, waysOf } from "../service.ts";
import { type Begun, type Sessions, sha256, type Way } from "../sessions.ts";
import {
  type Errand,
  ProviderAwayError,
  ProviderClient,
  ProviderRefusedError,
  type Vouched,
} from "./client.ts";
import * as store from "./store.ts";

/** Under it the provider sends browsers back to us. */
export const CALLBACK_PATH = "/api/sign-in/provider/callback";
/** How long someone may take at the provider. */
export const ERRAND_MS = 10 * 60_000;

/** What someone goes to the provider for. */
export type For =
  /** `to`: where on the desk to go afterwards. */
  | { readonly act: "sign-in"; readonly to: string | undefined }
  /** Of the member who links. */
  | { readonly act: "link"; readonly session: Uint8Array }
  /** Whoever accepts an invitation in this very request: the number that the member has from then on. */
  | { readonly act: "join"; readonly memberId: string };

/** What the browser keeps meanwhile, sealed: the errand, and what it is for. */
interface Kept extends Errand {
  readonly origin: string;
  /** The hash of the session whose member links. */
  readonly session?: string;
  /** The member who has just joined. */
  readonly joined?: string;
  readonly to?: string;
}

/** What came of the way over the provider. */
export type Arrived =
  | { readonly outcome: "signed-in"; readonly begun: Begun & { ways: Way[] }; readonly to?: string }
  | { readonly outcome: "linked" }
  /** They have joined in any case; `problem`: why they are not linked. */
  | { readonly outcome: "joined"; readonly problem?: string };

const STATE: Ticket = { purpose: "provider", binding: "" };

/** Sign-in by a State's identity provider. It says who is there; it opens no keys and makes nobody a member. */
export class Provider {
  readonly #house: House;
  readonly #sessions: Sessions;
  readonly #config: ProviderConfig;
  readonly #client: ProviderClient;

  constructor(house: House, sessions: Sessions, config: ProviderConfig) {
    this.#house = house;
    this.#sessions = sessions;
    this.#config = config;
    this.#client = new ProviderClient(config, house.now);
  }

  get name(): string {
    return this.#config.name;
  }

  async begin(origin: string, what: For): Promise<{ url: string; cookie: string }> {
    const { secrets, random, now } = this.#house;
    const expiresAt = new Date(now().getTime() + ERRAND_MS);
    const kept: Kept = {
      state: makeTicket(secrets.tickets, STATE, random(16), expiresAt),
      nonce: toBase64Url(random(32)),
      verifier: toBase64Url(random(32)),
      origin,
      ...(what.act === "link" && { session: sha256(what.session).toString("hex") }),
      ...(what.act === "join" && { joined: what.memberId }),
      ...(what.act === "sign-in" && what.to && { to: what.to }),
    };
    const url = await this.#client.addressFor(origin + CALLBACK_PATH, kept).catch(toProblem);
    return { url: url.href, cookie: this.#seal(kept) };
  }

  /** @param query of the address that the provider sent the browser to */
  async arrive(origin: string, query: string, cookie: string | undefined): Promise<Arrived> {
    const kept = cookie === undefined ? null : this.#open(cookie);
    const { secrets, now, db } = this.#house;
    const expiresAt = kept && readTicket(secrets.tickets, STATE, kept.state, now());
    if (!kept || !expiresAt || kept.origin !== origin) throw new IdentityError("provider-refused");
    // Before the code is exchanged: the same way back counts once, whatever comes of it.
    const isFirst = await db.transaction("leeward_visitor", (tx) => spendTicket(tx, kept.state, expiresAt));
    if (!isFirst) throw new IdentityError("provider-refused");
    const cameTo = new URL(origin + CALLBACK_PATH + query);
    if (kept.joined !== undefined) return this.#join(cameTo, kept, kept.joined);
    const who = await this.#client.finish(cameTo, kept).catch(toProblem);
    return kept.session === undefined ? this.#signIn(who, kept.to) : this.#link(who, kept.session);
  }

  async #signIn(who: Vouched, to: string | undefined): Promise<Arrived> {
    const voucher = this.#sessions.vouch(`subject:${who.issuer} ${who.subject}`);
    const found = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.findBySubject(tx, who.issuer, who.subject, voucher),
    );
    if (!found) throw new IdentityError("provider-unknown");
    // A second factor at the provider counts where the operator says so; otherwise ours is asked for, as after a password.
    const stage = who.isStrong ? "full" : stageAfterPassword(found);
    const secret = await this.#sessions.beginByProvider(
      found.memberId,
      stage === "full" ? "full" : "password",
      { issuer: who.issuer, subject: who.subject, key: sessionKey(who), vouchedAt: who.at },
    );
    if (!secret) throw new IdentityError("provider-refused"); // it has ended since
    const ways = stage === "second-factor" ? waysOf(found) : [];
    return { outcome: "signed-in", begun: { stage, secret, ways }, ...(to && { to }) };
  }

  async #link(who: Vouched, session: string): Promise<Arrived> {
    const voucher = this.#sessions.vouch(`link:${session}:${who.issuer} ${who.subject}`);
    const outcome = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.linkSubject(tx, Buffer.from(session, "hex"), who, voucher),
    );
    if (outcome === "gone") throw new HttpProblem("not-signed-in");
    if (outcome === "taken") throw new IdentityError("provider-taken");
    return { outcome: "linked" };
  }

  async #join(cameTo: URL, errand: Errand, memberId: string): Promise<Arrived> {
    try {
      const who = await this.#client.finish(cameTo, errand).catch(toProblem);
      const voucher = this.#sessions.vouch(`join:${memberId}:${who.issuer} ${who.subject}`);
      const isLinked = await this.#house.db.transaction("leeward_visitor", (tx) =>
        store.linkJoined(tx, memberId, who, voucher),
      );
      if (!isLinked) throw new IdentityError("provider-taken");
      return { outcome: "joined" };
    } catch (error) {
      if (!(error instanceof IdentityError)) throw error;
      return { outcome: "joined", problem: error.code };
    }
  }

  /**
   * The provider says that a session ended there: ours that began by it end now. A token that names no session ends all
   * of its subject's, however they began. What matches nothing is no mistake of the provider's.
   *
   * @throws IdentityError `provider-logout-refused`
   */
  async endSessions(logoutToken: string): Promise<void> {
    const ended = await this.#client.readLogout(logoutToken).catch((cause: unknown) => {
      throw logoutRefused(cause);
    });
    const { issuer, session, subject } = ended;
    const tokenHash = sha256(Buffer.from(JSON.stringify(["logout token", issuer, ended.tokenId])));
    const keys: Buffer[] = [];
    if (session !== null) keys.push(sessionKey({ issuer, session, subject: "" }));
    if (subject !== null) keys.push(sessionKey({ issuer, session: null, subject }));
    const wholeSubject = session === null ? subject : null;
    const hexes = keys.map((key) => key.toString("hex")).join(",");
    const voucher = this.#sessions.vouch(
      `provider-logout:${tokenHash.toString("hex")}:${hexes}:${issuer} ${wholeSubject === null ? "-" : `=${wholeSubject}`}`,
    );
    const count = await this.#house.db.transaction("leeward_visitor", (tx) =>
      store.endSessionsByProvider(tx, { tokenHash, issuer, wholeSubject, keys, at: ended.at, voucher }),
    );
    if (count === null) throw logoutRefused();
  }

  async look(secret: Uint8Array): Promise<{ linked: boolean }> {
    return asMember(this.#house.db, secret, null, async (tx) => ({ linked: await store.isLinked(tx) }));
  }

  async unlink(secret: Uint8Array): Promise<void> {
    await asMember(this.#house.db, secret, null, (tx, me) =>
      store.unlink(tx, this.#sessions.vouch(`unlink:${me.memberId}`)),
    );
  }

  /** Null where the provider has none, or is away: then there is nothing to offer. */
  async signOutAddress(origin: string): Promise<string | null> {
    return this.#client.signOutAddress(`${origin}/desk/sign-in`).catch((error: unknown) => {
      if (error instanceof ProviderAwayError) return null;
      throw error;
    });
  }

  #key(): Buffer {
    return Buffer.from(hkdfSync("sha256", this.#house.secrets.tickets, "", "leeward provider errand v1", 32));
  }

  #seal(kept: Kept): string {
    const nonce = this.#house.random(12);
    const cipher = createCipheriv("aes-256-gcm", this.#key(), nonce);
    const text = Buffer.concat([cipher.update(JSON.stringify(kept), "utf8"), cipher.final()]);
    return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString("base64url");
  }

  #open(sealed: string): Kept | null {
    const bytes = Buffer.from(sealed, "base64url");
    if (bytes.length < 29) return null;
    try {
      const decipher = createDecipheriv("aes-256-gcm", this.#key(), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(-16));
      const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
      return JSON.parse(text.toString("utf8"));
    } catch {
      return null; // made up, changed, or sealed under another secret
    }
  }
}

/** What recognises a session of the provider's, or, where it named none, a sign-in of that subject. */
const sessionKey = (of: { issuer: string; session: string | null; subject: string }): Buffer =>
  sha256(
    Buffer.from(
      JSON.stringify(
        of.session === null ? ["subject", of.issuer, of.subject] : ["sid", of.issuer, of.session],
      ),
    ),
  );

/** Says as little as OAuth does, in the member that providers look for (RFC 6749, 5.2). */
function logoutRefused(cause?: unknown): unknown {
  const isKnown =
    cause === undefined || cause instanceof ProviderRefusedError || cause instanceof ProviderAwayError;
  return isKnown
    ? new IdentityError("provider-logout-refused", { error: "invalid_request" }, { cause })
    : cause;
}

function toProblem(error: unknown): never {
  const code = error instanceof ProviderAwayError ? "provider-away" : "provider-refused";
  throw new IdentityError(code, {}, { cause: error });
}
