import { type Bytes, exactly, framed, fromBase64Url, toBase64Url, utf8 } from "../../keys/bytes.ts";
import { type CanonicalValue, canonicalBytes } from "../../keys/canonical-json.ts";
import { chooseCurves } from "../../keys/curves.ts";

/**
 * What a person signs with their mailbox's key: challenges, which prove the words to a server without sending
 * them, and statements, which are kept (a yes, a no, a withdrawal). Each kind has a label of its own, so that neither can
 * be passed off as the other or as a letter.
 */

/** What a server asks to be signed. `nonce` is fresh, random, 32 bytes, and good for one use. */
export interface Challenge {
  /** What the signature will permit, such as "open-mailbox". */
  readonly purpose: string;
  readonly address: string;
  readonly nonce: Uint8Array;
}

const nonceBytes = 32;
const signatureBytes = 64;

/** @returns the signature, 86 characters of base64url */
export async function signChallenge(privateKey: Uint8Array, challenge: Challenge): Promise<string> {
  return toBase64Url(await (await chooseCurves()).sign(privateKey, challengeBytes(challenge)));
}

/** Whether the holder of `publicKey`'s other half signed this very challenge; false for a signature of any wrong shape. */
export async function verifyChallenge(
  publicKey: Uint8Array,
  challenge: Challenge,
  signature: string,
): Promise<boolean> {
  return await isSignedBy(publicKey, challengeBytes(challenge), signature);
}

function challengeBytes({ purpose, address, nonce }: Challenge): Bytes {
  return framed(
    "leeward challenge v1",
    utf8(purpose),
    utf8(address),
    exactly(nonce, nonceBytes, "A challenge's nonce"),
  );
}

/** What a person said, as JSON, with where they said it. Same value, same bytes: {@link canonicalBytes}. */
export interface SignedStatement {
  readonly address: string;
  readonly statement: CanonicalValue;
  readonly signature: string;
}

export async function signStatement(
  privateKey: Uint8Array,
  address: string,
  statement: CanonicalValue,
): Promise<SignedStatement> {
  const signature = await (await chooseCurves()).sign(privateKey, statementBytes(address, statement));
  return { address, statement, signature: toBase64Url(signature) };
}

/**
 * Whether `publicKey`'s holder signed this statement at this address. The caller has checked that the key owns
 * the address, and reads the statement's fields itself: a good signature says who, not whether it makes sense.
 */
export async function verifyStatement(publicKey: Uint8Array, signed: SignedStatement): Promise<boolean> {
  return await isSignedBy(publicKey, statementBytes(signed.address, signed.statement), signed.signature);
}

function statementBytes(address: string, statement: CanonicalValue): Bytes {
  return framed("leeward statement v1", utf8(address), canonicalBytes(statement));
}

async function isSignedBy(publicKey: Uint8Array, message: Bytes, signature: string): Promise<boolean> {
  let bytes: Bytes;
  try {
    bytes = fromBase64Url(signature, signatureBytes);
  } catch {
    // Not 64 bytes of base64url: no signature at all.
    return false;
  }
  return await (await chooseCurves()).verify(publicKey, message, bytes);
}
