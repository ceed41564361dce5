import { ownsAddress } from "../../core/identity/words/mailbox.ts";
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
} from "../../core/keys/bytes.ts";
import { canonicalBytes } from "../../core/keys/canonical-json.ts";
import { decryptContent, encryptContent } from "../../core/keys/content.ts";
import { chooseCurves } from "../../core/keys/curves.ts";
import { deriveKey, hash } from "../../core/keys/derive.ts";
import { open, seal } from "../../core/keys/seal.ts";
import { bodyBytes, bodyOf, type LetterBody } from "./letter-body.ts";
import { pad, unpad } from "./padding.ts";
import type { Recipient, VerifiedRecipients } from "./recipients.ts";
import { asLetter, ownCopy, type Seal, type StoredLetter } from "./stored-letter.ts";

/**
 * One letter in a mailbox, sealed to every recipient and to the person themselves, signed by who wrote it.
 *
 *     header     = mailbox, order, hour, sender, version and hash of the recipients' list      (canonical JSON)
 *     key        = 32 random bytes, sealed to each reader under the header and the reader's name (HPKE)
 *     commitment = HKDF(key): one ciphertext cannot show two readers two texts
 *     signature  = Ed25519 by the sender over header, all seals, commitment and body
 *     ciphertext = commitment || AES-256-GCM(HKDF(key), signature || padded body; header, all seals, commitment)
 *
 * The signature is inside: what the server keeps proves to nobody who wrote what. Moving a letter to another place,
 * order, hour, sender or list, or touching one bit of any seal, makes it unreadable to every reader.
 */

/** A mailbox as the server names it; the address is checked against the keys before anything is sealed or read. */
export interface Mailbox {
  readonly address: string;
  readonly readingKey: Uint8Array;
  readonly signingKey: Uint8Array;
}

/** Who writes, with their private signing key. */
export type Writer =
  | { readonly kind: "person"; readonly signingKey: Uint8Array }
  | { readonly kind: "member"; readonly memberId: string; readonly signingKey: Uint8Array };

export interface LetterToWrite {
  readonly mailbox: Mailbox;
  readonly order: number;
  /** Whole hours since 1970-01-01T00:00Z: {@link hourOf} of now. */
  readonly hour: number;
  readonly from: Writer;
  readonly body: LetterBody;
  readonly recipients: VerifiedRecipients;
}

/** Who reads, with their private reading key. */
export type Reader =
  | { readonly kind: "person"; readonly readingKey: Uint8Array }
  | {
      readonly kind: "member";
      readonly memberId: string;
      readonly readingKey: Uint8Array;
      /** What a colleague sealed for this key later ({@link sealAgain}), base64url: read by that in place of the letter's own. */
      readonly again?: string;
    };

export interface LetterToRead {
  /** As the server answered; nothing in it is believed. */
  readonly letter: unknown;
  readonly mailbox: Mailbox;
  /** The place that the reader asked for. */
  readonly order: number;
  readonly as: Reader;
  /** The verified list of the version that the letter names. */
  readonly recipients: VerifiedRecipients;
}

export type LetterSender =
  | { readonly kind: "person" }
  | { readonly kind: "member"; readonly memberId: string };

export type LetterRefusal =
  | "malformed"
  | "unknown-version"
  | "wrong-mailbox"
  | "wrong-order"
  | "wrong-list"
  | "sender-not-in-list"
  | "not-for-you"
  | "tampered"
  | "bad-signature"
  | "bad-body";

export type LetterRead =
  | { readonly ok: true; readonly body: LetterBody; readonly sender: LetterSender; readonly hour: number }
  | { readonly ok: false; readonly reason: LetterRefusal };

const keyBytes = 32;
const signatureBytes = 64;
const hourMs = 3_600_000;

/** The whole hour that holds an instant (milliseconds since 1970-01-01T00:00Z). */
export function hourOf(timeMs: number): number {
  return Math.floor(timeMs / hourMs);
}

/**
 * Encrypts and signs a letter for a mailbox.
 *
 * @throws CryptoError `bad-value` when the body cannot be sent, the address is not that of the mailbox's keys, or the
 *   writing member is not in the list with this key
 */
export async function writeLetter(toWrite: LetterToWrite, random: Random): Promise<StoredLetter> {
  const { mailbox, order, hour, from, recipients } = toWrite;
  const content = bodyBytes(toWrite.body);
  await ensureMayWrite(toWrite);
  const outside = {
    version: 1 as const,
    order,
    hour,
    senderKind: from.kind,
    senderMemberId: from.kind === "member" ? from.memberId : null,
    recipientsVersion: recipients.list.version,
  };
  const header = headerBytes(outside, mailbox.address, recipients.hash);
  const key = exactly(random(keyBytes), keyBytes, "The letter's key");
  const seals = await sealToAll(key, header, readersOf(mailbox, recipients), random);
  const commitment = deriveKey(key, "leeward letter commitment v1");
  const place = placeBytes(header, seals, commitment);
  const signature = await (await chooseCurves()).sign(from.signingKey, signedBytes(place, content));
  const inside = concat(signature, pad(content, signatureBytes));
  const encrypted = await encryptContent(contentKey(key), inside, place, random);
  return { ...outside, ciphertext: toBase64Url(concat(commitment, encrypted)), seals };
}

/**
 * Decrypts a letter and checks who wrote it. Never throws for what is in the letter.
 *
 * @throws CryptoError `bad-length` when the reader's own key or the mailbox's keys have a wrong length
 */
export async function readLetter(toRead: LetterToRead): Promise<LetterRead> {
  const { mailbox, recipients, as } = toRead;
  const letter = asLetter(toRead.letter);
  if (typeof letter === "string") return refused(letter);
  if (!ownsAddress(mailbox.address, mailbox)) return refused("wrong-mailbox");
  if (letter.order !== toRead.order) return refused("wrong-order");
  if (letter.recipientsVersion !== recipients.list.version) return refused("wrong-list");
  const senderKey = senderKeyOf(letter, mailbox, recipients);
  if (senderKey === undefined) return refused("sender-not-in-list");
  const own = ownSeal(letter, as);
  if (own === undefined) return refused("not-for-you");

  const header = headerBytes(letter, mailbox.address, recipients.hash);
  const opened = await openInside(letter, header, own, exactly(as.readingKey, keyBytes, "Your reading key"));
  if (opened === undefined) return refused("tampered");
  const content = unpad(opened.inside.subarray(signatureBytes), signatureBytes);
  if (content === undefined) return refused("bad-body");
  const signature = opened.inside.subarray(0, signatureBytes);
  const isSigned = await (await chooseCurves()).verify(
    senderKey,
    signedBytes(opened.place, content),
    signature,
  );
  if (!isSigned) return refused("bad-signature");
  const body = bodyOf(content);
  if (body === undefined) return refused("bad-body");
  return { ok: true, body, sender: senderOf(letter), hour: letter.hour };
}

/**
 * The key of a letter that I read, sealed to colleagues who came on later or have other keys. The letter's commitment
 * holds: what they open is the very text that I do.
 *
 * @param toRead a letter that {@link readLetter} opens
 * @returns one seal for each, base64url, in their order
 * @throws CryptoError `cannot-open` where I cannot read it, `low-order-key`
 */
export async function sealAgain(
  toRead: LetterToRead,
  to: readonly Recipient[],
  random: Random,
): Promise<string[]> {
  const letter = asLetter(toRead.letter);
  const read = await readLetter(toRead);
  const own = typeof letter === "string" ? undefined : ownSeal(letter, toRead.as);
  if (typeof letter === "string" || !read.ok || !own) {
    throw new CryptoError("cannot-open", "A letter that does not open for you cannot be sealed to others.");
  }
  const header = headerBytes(letter, toRead.mailbox.address, toRead.recipients.hash);
  const key = await open(toRead.as.readingKey, fromBase64Url(own.sealed), sealContext(header, own.to));
  const readers = to.map(({ memberId, readingKey }) => ({
    to: laterName(memberId),
    key: fromBase64Url(readingKey, keyBytes),
  }));
  return (await sealToAll(key, header, readers, random)).map(({ sealed }) => sealed);
}

/** No name among a letter's own seals has a space. */
const laterName = (memberId: string): string => `later ${memberId}`;

function ownSeal(letter: StoredLetter, as: Reader): Seal | undefined {
  if (as.kind === "member" && as.again !== undefined) return { to: laterName(as.memberId), sealed: as.again };
  const to = as.kind === "member" ? as.memberId : ownCopy;
  return letter.seals.find((sealed) => sealed.to === to);
}

async function ensureMayWrite({ mailbox, from, recipients }: LetterToWrite): Promise<void> {
  if (!ownsAddress(mailbox.address, mailbox)) {
    throw new CryptoError(
      "bad-value",
      "The mailbox's keys do not belong to its address; nothing was written.",
    );
  }
  const listed = from.kind === "person" ? mailbox.signingKey : memberOf(recipients, from.memberId)?.signing;
  const own = await (await chooseCurves()).signingPublicKey(from.signingKey);
  if (listed === undefined || !equalBytes(listed, own)) {
    throw new CryptoError(
      "bad-value",
      "This signing key is not the one that readers would check it against.",
    );
  }
}

function readersOf(mailbox: Mailbox, recipients: VerifiedRecipients): { to: string; key: Uint8Array }[] {
  const members = recipients.list.recipients.map(({ memberId, readingKey }) => ({
    to: memberId,
    key: fromBase64Url(readingKey, keyBytes),
  }));
  return [...members, { to: ownCopy, key: mailbox.readingKey }];
}

async function sealToAll(
  key: Bytes,
  header: Bytes,
  readers: readonly { to: string; key: Uint8Array }[],
  random: Random,
): Promise<Seal[]> {
  const seals: Seal[] = [];
  // One after the other, so that randomness is drawn in a fixed order and an old phone stays usable.
  for (const reader of readers) {
    const sealed = await seal(reader.key, key, sealContext(header, reader.to), random);
    seals.push({ to: reader.to, sealed: toBase64Url(sealed) });
  }
  return seals;
}

async function openInside(
  letter: StoredLetter,
  header: Bytes,
  own: Seal,
  readingKey: Bytes,
): Promise<{ inside: Bytes; place: Bytes } | undefined> {
  const ciphertext = fromBase64Url(letter.ciphertext);
  try {
    const key = await open(readingKey, fromBase64Url(own.sealed), sealContext(header, own.to));
    const commitment = deriveKey(key, "leeward letter commitment v1");
    if (!equalBytes(commitment, ciphertext.subarray(0, keyBytes))) return undefined;
    const place = placeBytes(header, letter.seals, commitment);
    return { inside: await decryptContent(contentKey(key), ciphertext.subarray(keyBytes), place), place };
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}

function headerBytes(
  letter: Omit<StoredLetter, "ciphertext" | "seals">,
  mailboxAddress: string,
  recipientsHash: string,
): Bytes {
  const { version, order, hour, senderKind, senderMemberId, recipientsVersion } = letter;
  return canonicalBytes({
    version,
    mailboxAddress,
    order,
    hour,
    senderKind,
    senderMemberId,
    recipientsVersion,
    recipientsHash,
  });
}

function sealContext(header: Bytes, to: string): { info: Bytes; aad: Bytes } {
  return { info: utf8("leeward letter key v1"), aad: framed("leeward letter key v1", header, utf8(to)) };
}

/** Where a ciphertext belongs: the header, every seal, and the one key that they all hold. */
function placeBytes(header: Bytes, seals: readonly Seal[], commitment: Bytes): Bytes {
  const parts = seals.flatMap(({ to, sealed }) => [utf8(to), fromBase64Url(sealed)]);
  return framed(
    "leeward letter place v1",
    header,
    hash(framed("leeward letter seals v1", ...parts)),
    commitment,
  );
}

function signedBytes(place: Bytes, content: Uint8Array): Bytes {
  return framed("leeward letter v1", place, content);
}

function contentKey(key: Bytes): Bytes {
  return deriveKey(key, "leeward letter content key v1");
}

function senderKeyOf(
  letter: StoredLetter,
  mailbox: Mailbox,
  recipients: VerifiedRecipients,
): Uint8Array | undefined {
  return letter.senderMemberId === null
    ? mailbox.signingKey
    : memberOf(recipients, letter.senderMemberId)?.signing;
}

function memberOf(recipients: VerifiedRecipients, memberId: string): { signing: Bytes } | undefined {
  const member: Recipient | undefined = recipients.list.recipients.find(
    (known) => known.memberId === memberId,
  );
  return member === undefined ? undefined : { signing: fromBase64Url(member.signingKey, keyBytes) };
}

function senderOf(letter: StoredLetter): LetterSender {
  return letter.senderMemberId === null
    ? { kind: "person" }
    : { kind: "member", memberId: letter.senderMemberId };
}

function refused(reason: LetterRefusal): LetterRead {
  return { ok: false, reason };
}
