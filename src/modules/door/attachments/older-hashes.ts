import { md5 } from "@noble/hashes/legacy.js";
import { type Bytes, concat } from "../../../core/keys/bytes.ts";

/**
 * SHA-1 (FIPS 180-4) and MD5 (RFC 1321) of a file, for lists of known files alone: most such lists are given out in them.
 * Two files with one of these can be made on purpose, and none can be made to fit one that exists.
 */
export async function olderHashes(
  content: Uint8Array,
): Promise<{ readonly sha1: Bytes; readonly md5: Bytes }> {
  const sha1 = new Uint8Array(await crypto.subtle.digest("SHA-1", concat(content)));
  return { sha1, md5: new Uint8Array(md5(content)) };
}
