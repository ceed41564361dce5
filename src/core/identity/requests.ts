import type { FastifyRequest } from "fastify";
import { PURPOSES, type Purpose } from "../access/context.ts";
import { HttpProblem } from "../http/index.ts";
import { fromBase64Url } from "../keys/index.ts";

const SESSION_COOKIE = "leeward_session";
const SECRET_BYTES = 32;

/**
 * A cookie of ours at the address that this request came to. Over HTTPS a browser takes `__Host-` only from this very
 * host, so that no neighbour under the same domain can put one of its own in its place.
 */
export function hostCookie(
  request: FastifyRequest,
  name: string,
): { readonly name: string; readonly secure: boolean } {
  const secure = request.server.httpsHosts.has(request.headers.host ?? "");
  return { name: secure ? `__Host-${name}` : name, secure };
}

/** The cookie of a member's session. */
export const sessionCookie = (request: FastifyRequest) => hostCookie(request, SESSION_COOKIE);

/** What the session's cookie holds; nothing where it comes twice: then one of the two is somebody else's. */
export function sessionText(request: FastifyRequest): string | undefined {
  const { name } = sessionCookie(request);
  const sent = (request.headers.cookie ?? "").split(";").filter((pair) => pair.trim().startsWith(`${name}=`));
  return sent.length === 1 ? request.cookies[name] : undefined;
}

/** The secret of a member's session, from its cookie. */
export function memberSecret(request: FastifyRequest): Uint8Array {
  return readSecret(sessionText(request), "not-signed-in");
}

/** The secret of a person's visit, from the Authorization header: pages keep it in memory, never in a cookie. */
export function personSecret(request: FastifyRequest): Uint8Array {
  const found = /^Words ([A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? "");
  return readSecret(found?.[1], "visit-ended");
}

/** The purpose that the request states; null where it states none. */
export function purposeOf(request: FastifyRequest): Purpose | null {
  const stated = request.headers["leeward-purpose"];
  if (stated === undefined) return null;
  const purpose = PURPOSES.find((known) => known === stated);
  if (!purpose) throw new HttpProblem("bad-purpose", { purposes: PURPOSES });
  return purpose;
}

function readSecret(text: string | undefined, missing: "not-signed-in" | "visit-ended"): Uint8Array {
  if (!text || !/^[A-Za-z0-9_-]{43}$/.test(text)) throw new HttpProblem(missing);
  try {
    return fromBase64Url(text, SECRET_BYTES);
  } catch {
    throw new HttpProblem(missing); // 43 letters that are not the canonical form of 32 bytes
  }
}
