import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from "jose";
import * as oidc from "openid-client";
import type { ProviderConfig } from "../../config/provider.ts";

const DISCOVERY_MS = 60 * 60_000;
const TIMEOUT_SECONDS = 10;

/** What a browser takes along to the provider, and must bring back. */
export interface Errand {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Whom the provider says is there. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  /** By an `acr` or `amr` that counts as a second factor here. */
  readonly isStrong: boolean;
  /** The provider's own session (`sid`); null where it names none. */
  readonly session: string | null;
  /** When the provider said so, by its clock. */
  readonly at: Date;
}

/** What the provider has ended: one session, or all of a subject. */
export interface Ended {
  readonly issuer: string;
  /** Unique among the provider's tokens. */
  readonly tokenId: string;
  readonly at: Date;
  readonly session: string | null;
  /** Null only where a session is named. */
  readonly subject: string | null;
}

/** It does not answer, or not as a provider does. */
export class ProviderAwayError extends Error {
  override readonly name = "ProviderAwayError";
}
/** What came back is not to be believed, or the provider said no. */
export class ProviderRefusedError extends Error {
  override readonly name = "ProviderRefusedError";
}

/** What marks a logout token: an ID token, stolen from a browser, has no such claim and ends nothing. */
const LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";
/** Signatures that only the provider can make: none with a secret that we share, and not `none`. */
const SIGNED_BY = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** How old a logout token may be, and how far our clocks may differ. */
const LOGOUT_SECONDS = 600;
const SKEW_SECONDS = 60;
const CLAIM_LENGTH_MAX = 255; // of a subject: OpenID Connect Core 1.0, 2

/**
 * The far side of OpenID Connect: code flow with PKCE, state and nonce (OpenID Connect Core 1.0, 3.1; RFC 7636; RFC 9207).
 * The ID token's signature is checked although it comes over TLS, so that a key that was withdrawn signs nothing; keys are
 * fetched again when a token names one that is not known.
 */
export class ProviderClient {
  readonly #config: ProviderConfig;
  readonly #now: () => Date;
  #known: Known | undefined;
  #asking: Promise<Known> | undefined;

  constructor(config: ProviderConfig, now: () => Date) {
    this.#config = config;
    this.#now = now;
  }

  /** @throws ProviderAwayError */
  async addressFor(redirectUri: string, errand: Errand): Promise<URL> {
    return oidc.buildAuthorizationUrl(await this.#discover(), {
      redirect_uri: redirectUri,
      scope: "openid",
      state: errand.state,
      nonce: errand.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(errand.verifier),
      code_challenge_method: "S256",
      ...(this.#config.strongAcr.length > 0 && { acr_values: this.#config.strongAcr.join(" ") }),
    });
  }

  /** @throws ProviderAwayError, ProviderRefusedError */
  async finish(cameTo: URL, errand: Errand): Promise<Vouched> {
    const configuration = await this.#discover();
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, cameTo, {
        pkceCodeVerifier: errand.verifier,
        expectedState: errand.state,
        expectedNonce: errand.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new ProviderRefusedError("The provider gave no ID token.");
      const amr = Array.isArray(claims.amr) ? claims.amr.map(String) : [];
      return {
        issuer: claims.iss,
        subject: claims.sub,
        isStrong:
          this.#config.strongAcr.includes(String(claims.acr ?? "")) ||
          amr.some((one) => this.#config.strongAmr.includes(one)),
        session: typeof claims.sid === "string" && claims.sid !== "" ? claims.sid : null,
        at: new Date(claims.iat * 1000),
      };
    } catch (cause) {
      if (isAway(cause)) throw new ProviderAwayError("The provider does not answer.", { cause });
      throw new ProviderRefusedError("The provider's answer is not taken.", { cause });
    }
  }

  /** Where a browser ends its session at the provider; null where there is no such place. @throws ProviderAwayError */
  async signOutAddress(backTo: string): Promise<string | null> {
    const configuration = await this.#discover();
    if (!configuration.serverMetadata().end_session_endpoint) return null;
    return oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: backTo }).href;
  }

  /**
   * A logout token (OpenID Connect Back-Channel Logout 1.0, 2.6), whoever brought it. What is forged costs a signature's
   * check, and the provider one question for its keys in half a minute at most.
   *
   * @throws ProviderAwayError, ProviderRefusedError
   */
  async readLogout(token: string): Promise<Ended> {
    const { keys } = await this.#know();
    if (!keys) throw new ProviderRefusedError("The provider publishes no keys.");
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        algorithms: SIGNED_BY,
        issuer: this.#config.issuer,
        audience: this.#config.clientId,
        currentDate: this.#now(),
        clockTolerance: SKEW_SECONDS,
        maxTokenAge: LOGOUT_SECONDS,
        requiredClaims: ["iat", "exp", "jti", "events"],
      });
      const { jti, iat = 0, sid, sub, events } = payload;
      const kind = protectedHeader.typ?.toLowerCase().replace(/^application\//, "") ?? "jwt";
      const event = isObject(events) ? events[LOGOUT_EVENT] : undefined;
      const isWhole =
        ["jwt", "logout+jwt"].includes(kind) &&
        isObject(event) &&
        !("nonce" in payload) &&
        isClaim(jti) &&
        (isClaim(sid) || isClaim(sub)) &&
        (sid === undefined || isClaim(sid)) &&
        (sub === undefined || isClaim(sub));
      if (!isWhole) throw new ProviderRefusedError("This is no logout token.");
      return {
        issuer: this.#config.issuer,
        tokenId: jti,
        at: new Date(iat * 1000),
        session: isClaim(sid) ? sid : null,
        subject: isClaim(sub) ? sub : null,
      };
    } catch (cause) {
      if (cause instanceof ProviderRefusedError) throw cause;
      if (isAway(cause)) throw new ProviderAwayError("The provider's keys cannot be had.", { cause });
      throw new ProviderRefusedError("This token is not the provider's.", { cause });
    }
  }

  async #discover(): Promise<oidc.Configuration> {
    return (await this.#know()).configuration;
  }

  /** Asked once at a time, however many wait: nobody makes us flood a provider that is away. */
  async #know(): Promise<Known> {
    if (this.#known && this.#known.until > this.#now().getTime()) return this.#known;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    this.#known = await this.#asking;
    return this.#known;
  }

  async #ask(): Promise<Known> {
    const until = this.#now().getTime() + DISCOVERY_MS;
    const { issuer, clientId, clientSecret } = this.#config;
    const isHere = issuer.startsWith("http:"); // on this machine only: the configuration says so
    const execute = [oidc.enableNonRepudiationChecks];
    if (isHere) execute.push(oidc.allowInsecureRequests);
    const configuration = await oidc
      .discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), {
        execute,
        timeout: TIMEOUT_SECONDS,
      })
      .catch((cause: unknown) => {
        throw new ProviderAwayError("The provider does not answer.", { cause });
      });
    const address = URL.parse(configuration.serverMetadata().jwks_uri ?? "");
    const isSafe = address?.protocol === "https:" || (isHere && address?.protocol === "http:");
    const keys =
      address && isSafe ? createRemoteJWKSet(address, { timeoutDuration: TIMEOUT_SECONDS * 1000 }) : null;
    return { configuration, keys, until };
  }
}

interface Known {
  readonly configuration: oidc.Configuration;
  readonly keys: JWTVerifyGetKey | null;
  readonly until: number;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isClaim = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= CLAIM_LENGTH_MAX;

/** No answer at all, none in time, or a failure on the provider's side. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && error.code === "OAUTH_TIMEOUT") return true;
  if ("status" in error && typeof error.status === "number" && error.status >= 500) return true;
  const inner = error.cause;
  if (inner instanceof Response) return inner.status >= 500;
  return error instanceof TypeError && error.message === "fetch failed"
    ? true
    : inner instanceof Error && isAway(inner);
}
