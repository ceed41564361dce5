import {
  type Bytes,
  CryptoError,
  exactly,
  framed,
  fromBase64Url,
  toBase64Url,
} from "../../core/keys/bytes.ts";
import { canonicalBytes } from "../../core/keys/canonical-json.ts";
import { chooseCurves, isSafeReadingKey, isSafeSigningKey } from "../../core/keys/curves.ts";
import { hash } from "../../core/keys/derive.ts";

/**
 * Who reads what is written to an agency's door: a list that the agency's root key signs and that a browser checks
 * before it seals a word to anyone on it. Every version names the hash of the one before.
 */
export interface RecipientsList {
  readonly agencyId: string;
  /** 1, 2, 3 ... */
  readonly version: number;
  /** Whole hours since 1970-01-01T00:00Z. */
  readonly issuedAtHour: number;
  /** {@link recipientsHash} of the version before; null for the first. */
  readonly previousHash: string | null;
  readonly recipients: readonly Recipient[];
}

export interface Recipient {
  readonly memberId: string;
  /** X25519 public key, base64url. */
  readonly readingKey: string;
  /** Ed25519 public key, base64url. */
  readonly signingKey: string;
}

export interface SignedRecipients {
  readonly list: RecipientsList;
  /** Ed25519 by the agency's root key, base64url. */
  readonly signature: string;
}

/** A list that passed {@link verifyRecipients}, with its hash; nothing is sealed to any other. */
export interface VerifiedRecipients {
  readonly list: RecipientsList;
  readonly hash: string;
}

export type RecipientsRefusal =
  | "malformed"
  | "wrong-key-length"
  | "bad-signature"
  | "wrong-agency"
  | "rolled-back"
  | "broken-chain"
  | "empty"
  | "duplicate-member"
  | "duplicate-key"
  | "low-order-key";

export type RecipientsVerdict =
  | { readonly ok: true; readonly recipients: VerifiedRecipients }
  | { readonly ok: false; readonly reason: RecipientsRefusal };

export interface RecipientsExpected {
  readonly agencyId: string;
  /** The newest version that this browser, letter or watcher has seen; 1 when it has seen none. */
  readonly minVersion: number;
  /** The version before, when it is at hand: the new one must then follow it without a gap. */
  readonly previous?: VerifiedRecipients;
}

const keyBytes = 32;
const signatureBytes = 64;
/** An intake desk has a handful of members; more would make a letter to all of them slow on an old phone. */
export const recipientsMax = 200;
/** Identifiers of agencies and members. */
export const idShape = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/**
 * Signs a list with the agency's root key (32 bytes).
 *
 * @throws CryptoError `bad-value` when {@link verifyRecipients} would refuse the list, with the reason
 */
export async function signRecipients(
  list: RecipientsList,
  rootPrivateKey: Uint8Array,
): Promise<SignedRecipients> {
  const reason = asList(list) === undefined ? "malformed" : await refusalOf(list);
  if (reason !== undefined) {
    throw new CryptoError(
      "bad-value",
      `This list of recipients would be refused by every browser: ${reason}.`,
    );
  }
  const signature = await (await chooseCurves()).sign(rootPrivateKey, signedBytes(list));
  return { list, signature: toBase64Url(signature) };
}

/**
 * Whether a list came from this agency's root key, is no older than what was seen before, and holds keys that can
 * be sealed to. Takes anything that a server may answer; never throws for what is in it.
 */
export async function verifyRecipients(
  signed: unknown,
  rootPublicKey: Uint8Array,
  expected: RecipientsExpected,
): Promise<RecipientsVerdict> {
  const refused = (reason: RecipientsRefusal): RecipientsVerdict => ({ ok: false, reason });
  const parsed = asSigned(signed);
  if (parsed === undefined) return refused("malformed");
  const { list, signature } = parsed;
  const isSigned = await (await chooseCurves()).verify(rootPublicKey, signedBytes(list), signature);
  if (!isSigned) return refused("bad-signature");
  if (list.agencyId !== expected.agencyId) return refused("wrong-agency");
  if (list.version < expected.minVersion) return refused("rolled-back");
  if (expected.previous !== undefined && !follows(list, expected.previous)) return refused("broken-chain");
  const reason = await refusalOf(list);
  return reason === undefined
    ? { ok: true, recipients: { list, hash: recipientsHash(list) } }
    : refused(reason);
}

/** SHA-256 over the canonical list, base64url: what the next version and every letter name. */
export function recipientsHash(list: RecipientsList): string {
  return toBase64Url(hash(framed("leeward recipients hash v1", listBytes(list))));
}

function follows(list: RecipientsList, previous: VerifiedRecipients): boolean {
  return list.version === previous.list.version + 1 && list.previousHash === previous.hash;
}

function signedBytes(list: RecipientsList): Bytes {
  return framed("leeward recipients v1", listBytes(list));
}

function listBytes({ agencyId, version, issuedAtHour, previousHash, recipients }: RecipientsList): Bytes {
  return canonicalBytes({
    agencyId,
    version,
    issuedAtHour,
    previousHash,
    recipients: recipients.map(({ memberId, readingKey, signingKey }) => ({
      memberId,
      readingKey,
      signingKey,
    })),
  });
}

/** What is wrong with a well-formed list, or undefined. */
async function refusalOf(list: RecipientsList): Promise<RecipientsRefusal | undefined> {
  if (list.recipients.length === 0) return "empty";
  if (new Set(list.recipients.map(({ memberId }) => memberId)).size < list.recipients.length) {
    return "duplicate-member";
  }
  const keys = list.recipients.flatMap(({ readingKey, signingKey }) => [readingKey, signingKey]);
  if (keys.some((key) => bytesOf(key)?.length !== keyBytes)) return "wrong-key-length";
  if (new Set(keys).size < keys.length) return "duplicate-key";
  for (const { readingKey, signingKey } of list.recipients) {
    if (!(await isSafeReadingKey(fromBase64Url(readingKey)))) return "low-order-key";
    if (!isSafeSigningKey(fromBase64Url(signingKey))) return "low-order-key";
  }
  return undefined;
}

function asSigned(value: unknown): { list: RecipientsList; signature: Bytes } | undefined {
  if (!hasExactly(value, ["list", "signature"])) return undefined;
  const list = asList(value.list);
  const signature = bytesOf(value.signature);
  if (list === undefined || signature?.length !== signatureBytes) return undefined;
  return { list, signature: exactly(signature, signatureBytes, "A signature") };
}

function asList(value: unknown): RecipientsList | undefined {
  if (!hasExactly(value, ["agencyId", "version", "issuedAtHour", "previousHash", "recipients"]))
    return undefined;
  const { agencyId, version, issuedAtHour, previousHash, recipients } = value;
  if (!isId(agencyId) || !isWhole(version, 1) || !isWhole(issuedAtHour, 0)) return undefined;
  if (previousHash !== null && bytesOf(previousHash)?.length !== 32) return undefined;
  // The first version has nothing before it; every other must say what it follows.
  if ((version === 1) !== (previousHash === null)) return undefined;
  if (!Array.isArray(recipients) || recipients.length > recipientsMax) return undefined;
  const known = recipients.map(asRecipient).filter((recipient) => recipient !== undefined);
  if (known.length < recipients.length) return undefined;
  return { agencyId, version, issuedAtHour, previousHash: previousHash as string | null, recipients: known };
}

function asRecipient(value: unknown): Recipient | undefined {
  if (!hasExactly(value, ["memberId", "readingKey", "signingKey"])) return undefined;
  const { memberId, readingKey, signingKey } = value;
  // "mailbox" names the person's own copy in a letter.
  if (!isId(memberId) || memberId === "mailbox") return undefined;
  if (typeof readingKey !== "string" || typeof signingKey !== "string") return undefined;
  return bytesOf(readingKey) && bytesOf(signingKey) ? { memberId, readingKey, signingKey } : undefined;
}

/** Whether `value` is an object with these keys and no others: an unknown key would be unsigned. */
function hasExactly<K extends string>(value: unknown, keys: readonly K[]): value is Record<K, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const seen = Object.keys(value);
  return seen.length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}

function isId(value: unknown): value is string {
  return typeof value === "string" && idShape.test(value);
}

function isWhole(value: unknown, min: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= min;
}

function bytesOf(value: unknown): Bytes | undefined {
  try {
    return fromBase64Url(value as string);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}
