import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/**
 * A browser in which a member has typed the right password before (OWASP, *Slow Down Online Guessing Attacks with Device
 * Cookies*). Its tries are counted apart, so that a stranger who types wrong passwords under a member's address keeps
 * nobody out of the browser that they work in. Nothing of it is kept here: the mark proves itself.
 */

const NONCE_BYTES = 16;
const MARK_BYTES = NONCE_BYTES + 32;
/** Members who share a browser, the last ones. */
const MARKS_MAX = 5;

export interface KnownBrowser {
  /** What its tries are counted under; null for a browser that is not known to this address. */
  readonly mark: string | null;
  /** What the browser keeps once the password was right. */
  readonly kept: string;
}

/**
 * @param secret 32 bytes that are in no database
 * @param email folded: a mark is good for this address alone
 * @param cookie as the browser sent it, whoever wrote it
 * @param random NONCE_BYTES or more
 */
export function readKnownBrowser(
  secret: Uint8Array,
  email: string,
  cookie: string | undefined,
  random: Uint8Array,
): KnownBrowser {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "leeward known browsers v1", 32));
  const sign = (nonce: Uint8Array) =>
    createHmac("sha256", key)
      .update(JSON.stringify([email, Buffer.from(nonce).toString("base64url")]))
      .digest();
  const sent = (cookie ?? "").split(".").slice(0, MARKS_MAX);
  const mark =
    sent.find((text) => {
      const bytes = Buffer.from(text, "base64url");
      return (
        bytes.length === MARK_BYTES &&
        bytes.toString("base64url") === text &&
        timingSafeEqual(bytes.subarray(NONCE_BYTES), sign(bytes.subarray(0, NONCE_BYTES)))
      );
    }) ?? null;
  const nonce = random.subarray(0, NONCE_BYTES);
  const own = mark ?? Buffer.concat([nonce, sign(nonce)]).toString("base64url");
  const others = sent.filter((text) => text !== own && /^[\w-]{64}$/.test(text));
  return { mark, kept: [own, ...others].slice(0, MARKS_MAX).join(".") };
}
