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
}

/** It does not answer, or not as a provider does. */
export class ProviderAwayError extends Error {
  override readonly name = "ProviderAwayError";
}
/** What came back is not to be believed, or the provider said no. */
class ProviderRefusedError extends Error {
  override readonly name = "ProviderRefusedError";
}

/**
 * The far side of OpenID Connect: code flow with PKCE, state and nonce (OpenID Connect Core 1.0, 3.1; RFC 7636; RFC 9207).
 * The ID token's signature is checked although it comes over TLS, so that a key that was withdrawn signs nothing; keys are
 * fetched again when a token names one that is not known.
 */
export class ProviderClient {
  readonly #config: ProviderConfig;
  readonly #now: () => Date;
  #known: { readonly configuration: oidc.Configuration; readonly until: number } | undefined;

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

  async #discover(): Promise<oidc.Configuration> {
    const now = this.#now().getTime();
    if (this.#known && this.#known.until > now) return this.#known.configuration;
    const { issuer, clientId, clientSecret } = this.#config;
    const execute = [oidc.enableNonRepudiationChecks];
    if (issuer.startsWith("http:")) execute.push(oidc.allowInsecureRequests); // on this machine only: the configuration says so
    const configuration = await oidc
      .discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), {
        execute,
        timeout: TIMEOUT_SECONDS,
      })
      .catch((cause: unknown) => {
        throw new ProviderAwayError("The provider does not answer.", { cause });
      });
    this.#known = { configuration, until: now + DISCOVERY_MS };
    return configuration;
  }
}

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
