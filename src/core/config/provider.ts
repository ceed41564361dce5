import { ConfigError } from "./error.ts";

/** A State's identity provider (OpenID Connect). */
export interface ProviderConfig {
  /** As the provider names itself; HTTPS, or HTTP on this machine. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says. */
  readonly name: string;
  /** Values of `acr` that count as a second factor; none unless said. */
  readonly strongAcr: readonly string[];
  /** Values of `amr` any of which counts as a second factor (RFC 8176: `mfa`, `hwk`, `otp`); none unless said. */
  readonly strongAmr: readonly string[];
}

/** @throws ConfigError */
export function readProviderConfig(
  env: Readonly<Record<string, string | undefined>>,
): ProviderConfig | undefined {
  const issuer = env.OIDC_ISSUER?.trim();
  if (!issuer) return undefined;
  const url = URL.parse(issuer);
  const isHere = url !== null && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (
    !url ||
    (url.protocol !== "https:" && !(url.protocol === "http:" && isHere)) ||
    url.search ||
    url.hash
  ) {
    throw new ConfigError(
      `OIDC_ISSUER is “${issuer}”, but an issuer looks like https://id.example.org, exactly as the provider names itself.`,
    );
  }
  const word = (name: string): string => {
    const value = env[name]?.trim();
    if (!value) {
      throw new ConfigError(
        `OIDC_ISSUER is set, but ${name} is not. The provider gives it when you register Leeward there.`,
      );
    }
    return value;
  };
  const list = (text: string | undefined) => (text ?? "").split(/[\s,]+/).filter(Boolean);
  return {
    issuer,
    clientId: word("OIDC_CLIENT_ID"),
    clientSecret: word("OIDC_CLIENT_SECRET"),
    name: env.OIDC_NAME?.trim() || url.host,
    strongAcr: list(env.OIDC_STRONG_ACR),
    strongAmr: list(env.OIDC_STRONG_AMR),
  };
}
