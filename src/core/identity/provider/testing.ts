import { generateKeyPairSync, type JsonWebKey, type KeyObject } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import OidcProvider from "oidc-provider";
import { toBase64Url } from "../../keys/index.ts";
import { testRandom } from "../../testing.ts";

/** For tests: an identity provider as it is used in the world, and a browser there. */

export const CLIENT = { id: "leeward", secret: "a-secret-of-the-client-at-its-provider" };

export interface Signer {
  readonly kid: string;
  readonly key: KeyObject;
  readonly jwk: JsonWebKey & { kid: string };
}
export function newSigner(kid: string): Signer {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...privateKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" };
  return { kid, key: privateKey, jwk };
}

/** @param client what the provider knows of us beside our name and secret */
export function providerOf(
  issuer: string,
  account: { id: string; acr: string },
  signer: Signer,
  client: object,
  more: { features?: object } & Record<string, unknown> = {},
): OidcProvider {
  return new OidcProvider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, ...client }],
    jwks: { keys: [signer.jwk as never] },
    acrValues: [account.acr],
    cookies: { keys: [toBase64Url(testRandom(16))] },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    ...more,
    features: { devInteractions: { enabled: false }, ...more.features },
  } as never);
}

/** What a provider answers, with a sign-in page that lets `account` in at once. */
export function letsIn(
  account: { id: string; acr: string },
  provider: OidcProvider,
): (request: IncomingMessage, response: ServerResponse) => void {
  const callback = provider.callback();
  const letIn = async (request: IncomingMessage, response: ServerResponse) => {
    const grant = new provider.Grant({ accountId: account.id, clientId: CLIENT.id });
    grant.addOIDCScope("openid");
    const grantId = await grant.save();
    const login = { accountId: account.id, acr: account.acr };
    await provider.interactionFinished(request, response, { login, consent: { grantId } });
  };
  return (request, response) => {
    if (request.url?.startsWith("/interaction/")) void letIn(request, response);
    else void callback(request, response);
  };
}

/** Cookies of a browser at the provider. */
export type Jar = Map<string, string>;

/** One page, as that browser asks for it. */
export async function visit(at: string, jar: Jar, init: RequestInit = {}): Promise<Response> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await fetch(at, { ...init, redirect: "manual", headers: { ...init.headers, cookie } });
  for (const set of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    jar.set(name, value);
  }
  return response;
}

/** Follows the provider from page to page until it sends the browser to `origin`. @returns where to */
export async function walkTo(origin: string, url: string, jar: Jar = new Map()): Promise<string> {
  let at = url;
  for (let step = 0; step < 10 && !at.startsWith(origin); step++) {
    const response = await visit(at, jar);
    const next = response.headers.get("location");
    if (!next) throw new Error(`The provider stopped: ${response.status} ${await response.text()}`);
    at = new URL(next, at).href;
  }
  return at;
}
