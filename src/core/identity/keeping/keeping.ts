import {
  type Bytes,
  CryptoError,
  concat,
  equalBytes,
  exactly,
  framed,
  fromBase64Url,
  type Random,
  toBase64Url,
  utf8,
} from "../../keys/bytes.ts";
import { canonicalBytes } from "../../keys/canonical-json.ts";
import { decryptContent, encryptContent } from "../../keys/content.ts";
import { chooseCurves } from "../../keys/curves.ts";
import { hash, signingKeysOf } from "../../keys/derive.ts";
import { open, type SealContext, seal, sealKeysOf } from "../../keys/seal.ts";
import type { MemberKeys } from "../member-keys.ts";
import { joinParts, partBytes, splitKey } from "./parts.ts";

/**
 * Keys that three keepers in different agencies keep for a member, so that any two of them can give them back to a new
 * key of that member, and to nobody else: what each gives is sealed to the new key in the keeper's own browser.
 *
 *     statement = whose keys, and who the keepers are with which reading keys          (signed by the member's own key)
 *     wrapped   = AES-256-GCM(random key, private halves; hash of the statement)
 *     part      = what one keeper holds of the random key, sealed to them under the statement and their place
 *     given     = that part again, sealed to the member's new key under the statement, the place and the new key
 */
export interface Keeping {
  readonly memberId: string;
  /** As the keeper will read it: signed, so that a server cannot put another name to the same part. */
  readonly memberName: string;
  readonly agencyName: string;
  /** The public halves of what is kept, base64url. */
  readonly readingKey: string;
  readonly signingKey: string;
  /** Three. */
  readonly keepers: readonly KeeperNamed[];
  /** Whole hours since 1970-01-01T00:00Z. */
  readonly madeAtHour: number;
}

export interface KeeperNamed {
  readonly memberId: string;
  /** base64url. */
  readonly readingKey: string;
}

/** A {@link Keeping} as the server keeps it; everything in base64url. */
export interface SealedKeeping {
  readonly statement: Keeping;
  /** By the member's signing key over the statement. */
  readonly signature: string;
  readonly wrapped: string;
  /** In the order of the keepers. */
  readonly parts: readonly string[];
}

/** A part that a keeper gave to a member's new key. */
export interface GivenPart {
  readonly keeperId: string;
  readonly sealed: string;
}

const keepersNeeded = 2;
const keepersNamed = 3;
const keyBytes = 32;

const statementBytes = (keeping: Keeping): Bytes =>
  canonicalBytes({
    memberId: keeping.memberId,
    memberName: keeping.memberName,
    agencyName: keeping.agencyName,
    readingKey: keeping.readingKey,
    signingKey: keeping.signingKey,
    keepers: keeping.keepers.map(({ memberId, readingKey }) => ({ memberId, readingKey })),
    madeAtHour: keeping.madeAtHour,
  });
const signedBytes = (keeping: Keeping): Bytes => framed("leeward keeping v1", statementBytes(keeping));
const hashOf = (keeping: Keeping): Bytes => hash(framed("leeward keeping hash v1", statementBytes(keeping)));

const partContext = (keeping: Keeping, place: number): SealContext => ({
  info: utf8("leeward/kept-part/v1"),
  aad: framed("leeward kept part v1", hashOf(keeping), Uint8Array.of(place)),
});
const givenContext = (keeping: Keeping, place: number, toReadingKey: Uint8Array): SealContext => ({
  info: utf8("leeward/given-part/v1"),
  aad: framed("leeward given part v1", hashOf(keeping), Uint8Array.of(place), toReadingKey),
});
const wrapPlace = (keeping: Keeping): Bytes => framed("leeward kept keys v1", hashOf(keeping));
const givenBytes = (keeping: Keeping, toReadingKey: Uint8Array, sealed: Uint8Array): Bytes =>
  framed("leeward part given v1", hashOf(keeping), toReadingKey, sealed);

/**
 * Splits a member's private keys among three keepers.
 *
 * @param keepers three different members, whose codes the caller has compared with them
 * @throws CryptoError `bad-value` for another number, `low-order-key`
 */
export async function makeKeeping(
  own: {
    readonly memberId: string;
    readonly memberName: string;
    readonly agencyName: string;
    readonly keys: MemberKeys;
    readonly hour: number;
  },
  keepers: readonly KeeperNamed[],
  random: Random,
): Promise<SealedKeeping> {
  const { memberId, memberName, agencyName, keys, hour } = own;
  const others = new Set(keepers.map((keeper) => keeper.memberId));
  if (keepers.length !== keepersNamed || others.size !== keepersNamed || others.has(memberId)) {
    throw new CryptoError("bad-value", "Three different keepers are needed, none of whom is the member.");
  }
  const statement: Keeping = {
    memberId,
    memberName,
    agencyName,
    readingKey: toBase64Url(keys.reading.publicKey),
    signingKey: toBase64Url(keys.signing.publicKey),
    keepers: keepers.map((keeper) => ({ memberId: keeper.memberId, readingKey: keeper.readingKey })),
    madeAtHour: hour,
  };
  const key = exactly(random(keyBytes), keyBytes, "The randomness for a key");
  const parts: string[] = [];
  for (const [place, part] of splitKey(key, random).entries()) {
    const to = fromBase64Url((keepers[place] as KeeperNamed).readingKey, keyBytes);
    parts.push(toBase64Url(await seal(to, part, partContext(statement, place), random)));
  }
  const privateHalves = concat(keys.reading.privateKey, keys.signing.privateKey);
  const signature = await (await chooseCurves()).sign(keys.signing.privateKey, signedBytes(statement));
  return {
    statement,
    signature: toBase64Url(signature),
    wrapped: toBase64Url(await encryptContent(key, privateHalves, wrapPlace(statement), random)),
    parts,
  };
}

/** Whether the keys that the statement names signed it; false for what is no key or no signature. */
export async function isSignedKeeping(keeping: Keeping, signature: string): Promise<boolean> {
  try {
    const key = fromBase64Url(keeping.signingKey, keyBytes);
    return await (await chooseCurves()).verify(key, signedBytes(keeping), fromBase64Url(signature, 64));
  } catch (error) {
    if (error instanceof CryptoError) return false;
    throw error;
  }
}

/** SHA-256 of the statement, hex: what the ledger names. */
export function keepingHash(keeping: Keeping): string {
  return Array.from(hashOf(keeping), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A keeper gives their part to the member's new key. Call it after the keeper and the member have compared the code of
 * that key: it is what keeps a server from putting in a key of its own.
 *
 * @param part as the server has it, sealed to this keeper
 * @param own the keeper, with the keys that the part was sealed to, and the signing key that counts now
 * @throws CryptoError `cannot-open` where the statement is not signed, does not name the keeper, or the part is another's
 */
export async function givePart(
  kept: { readonly statement: Keeping; readonly signature: string; readonly part: string },
  own: {
    readonly memberId: string;
    readonly readingPrivateKey: Uint8Array;
    readonly signingPrivateKey: Uint8Array;
  },
  toReadingKey: Uint8Array,
  random: Random,
): Promise<{ readonly sealed: string; readonly signature: string }> {
  const { statement, signature } = kept;
  const place = statement.keepers.findIndex(({ memberId }) => memberId === own.memberId);
  if (place < 0 || !(await isSignedKeeping(statement, signature))) {
    throw new CryptoError("cannot-open", "This is not what the member signed; nothing was given.");
  }
  const part = await open(own.readingPrivateKey, fromBase64Url(kept.part), partContext(statement, place));
  const sealed = await seal(toReadingKey, part, givenContext(statement, place, toReadingKey), random);
  const given = givenBytes(statement, toReadingKey, sealed);
  return {
    sealed: toBase64Url(sealed),
    signature: toBase64Url(await (await chooseCurves()).sign(own.signingPrivateKey, given)),
  };
}

/** Whether this keeper signed that they gave this part to this key of the member. */
export async function isSignedGift(
  keeping: Keeping,
  given: { readonly sealed: string; readonly signature: string },
  toReadingKey: Uint8Array,
  keeperSigningKey: Uint8Array,
): Promise<boolean> {
  try {
    const signed = givenBytes(keeping, toReadingKey, fromBase64Url(given.sealed));
    return await (await chooseCurves()).verify(keeperSigningKey, signed, fromBase64Url(given.signature, 64));
  } catch (error) {
    if (error instanceof CryptoError) return false;
    throw error;
  }
}

/**
 * The member's former keys, from two parts that keepers gave to the member's new key.
 *
 * @throws CryptoError `cannot-open` with fewer than two parts, parts that do not belong together, or keys that are others
 *   than the statement names
 */
export async function regainKeys(
  kept: { readonly statement: Keeping; readonly wrapped: string },
  given: readonly GivenPart[],
  reading: { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array },
): Promise<MemberKeys> {
  const { statement } = kept;
  const parts = [];
  for (const { keeperId, sealed } of given.slice(0, keepersNeeded)) {
    const place = statement.keepers.findIndex(({ memberId }) => memberId === keeperId);
    const context = givenContext(statement, place, reading.publicKey);
    const bytes = await open(reading.privateKey, fromBase64Url(sealed), context);
    parts.push({ place, bytes: exactly(bytes, partBytes, "A part") });
  }
  const [one, other] = parts;
  if (!one || !other) throw new CryptoError("cannot-open", "Two keepers are needed.");
  const key = joinParts(one, other);
  const halves = await decryptContent(key, fromBase64Url(kept.wrapped), wrapPlace(statement));
  const keys = {
    reading: await sealKeysOf(halves.subarray(0, keyBytes)),
    signing: await signingKeysOf(halves.subarray(keyBytes)),
  };
  const areTheirs =
    equalBytes(keys.reading.publicKey, fromBase64Url(statement.readingKey)) &&
    equalBytes(keys.signing.publicKey, fromBase64Url(statement.signingKey));
  if (!areTheirs) throw new CryptoError("cannot-open", "The keys are others than the statement names.");
  return keys;
}
