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
import { contentOverheadBytes, decryptContent, encryptContent } from "../../core/keys/content.ts";
import { chooseCurves } from "../../core/keys/curves.ts";
import { deriveKey, hash } from "../../core/keys/derive.ts";
import { open, seal } from "../../core/keys/seal.ts";
import { type DeskNote, deskNoteBytes, deskNoteOf } from "./desk-note.ts";
import type { Mailbox } from "./letter.ts";
import { bucketBytes, pad, unpad } from "./padding.ts";
import type { Recipient, VerifiedRecipients } from "./recipients.ts";
import type { Seal } from "./stored-letter.ts";

/**
 * A desk's note as the server keeps it: locked as a letter is (`letter.ts`), under labels of its own, to those on the
 * list of readers and not to the person. Who wrote it, and when, stand inside.
 */
export interface StoredDeskNote {
  readonly version: 1;
  /** Its place: 1, 2, 3 ... */
  readonly order: number;
  readonly recipientsVersion: number;
  /** base64url; its length is one of eight. */
  readonly ciphertext: string;
  readonly seals: readonly Seal[];
}

const keyBytes = 32;
const signatureBytes = 64;

/** Lengths of a note's ciphertext in base64url: all that its length gives away. */
export const noteSizes: ReadonlySet<number> = new Set(
  bucketBytes.map((bytes) => Math.ceil(((bytes + keyBytes + contentOverheadBytes) * 4) / 3)),
);

/** Where a note stands, and the verified list that it names. */
export interface NotePlace {
  readonly mailbox: Mailbox;
  readonly order: number;
  readonly recipients: VerifiedRecipients;
}

/** @throws CryptoError `bad-value` when the note cannot be kept or its writer is not on the list with this key */
export async function lockDeskNote(
  { mailbox, order, recipients }: NotePlace,
  note: DeskNote,
  signingKey: Uint8Array,
  random: Random,
): Promise<StoredDeskNote> {
  const content = deskNoteBytes(note);
  const curves = await chooseCurves();
  const listed = signingKeyOf(recipients, note.memberId);
  if (!listed || !equalBytes(listed, await curves.signingPublicKey(signingKey))) {
    throw new CryptoError(
      "bad-value",
      "This signing key is not the one that readers would check it against.",
    );
  }
  const outside = { version: 1 as const, order, recipientsVersion: recipients.list.version };
  const header = headerBytes(outside, mailbox.address, recipients.hash);
  const key = exactly(random(keyBytes), keyBytes, "The note's key");
  const seals: Seal[] = [];
  for (const { memberId, readingKey } of recipients.list.recipients) {
    const context = sealContext(header, memberId);
    seals.push({
      to: memberId,
      sealed: toBase64Url(await seal(fromBase64Url(readingKey, keyBytes), key, context, random)),
    });
  }
  const commitment = commitmentOf(key);
  const place = placeBytes(header, seals, commitment);
  const signature = await curves.sign(signingKey, signedBytes(place, content));
  const inside = concat(signature, pad(content, signatureBytes));
  const encrypted = await encryptContent(contentKey(key), inside, place, random);
  return { ...outside, ciphertext: toBase64Url(concat(commitment, encrypted)), seals };
}

/** Who reads a note. */
export interface NoteReader {
  readonly memberId: string;
  /** Private. */
  readonly readingKey: Uint8Array;
  /** What a colleague sealed for this key later ({@link sealNoteAgain}), base64url: read by that in place of the note's own. */
  readonly again?: string;
}

export type DeskNoteRead =
  | { readonly ok: true; readonly note: DeskNote }
  | { readonly ok: false; readonly reason: "not-for-you" | "does-not-open" };

/** Opens a note and checks who wrote it. Never throws for what is in it. */
export async function openDeskNote(
  value: unknown,
  { mailbox, order, recipients }: NotePlace,
  as: NoteReader,
): Promise<DeskNoteRead> {
  const broken = { ok: false, reason: "does-not-open" } as const;
  const stored = asStored(value);
  if (!stored || !ownsAddress(mailbox.address, mailbox) || stored.order !== order) return broken;
  if (stored.recipientsVersion !== recipients.list.version) return broken;
  const own = ownSeal(stored, as);
  if (!own) return { ok: false, reason: "not-for-you" };
  try {
    const header = headerBytes(stored, mailbox.address, recipients.hash);
    const key = await open(as.readingKey, fromBase64Url(own.sealed), sealContext(header, own.to));
    const ciphertext = fromBase64Url(stored.ciphertext);
    const commitment = commitmentOf(key);
    if (!equalBytes(commitment, ciphertext.subarray(0, keyBytes))) return broken;
    const place = placeBytes(header, stored.seals, commitment);
    const inside = await decryptContent(contentKey(key), ciphertext.subarray(keyBytes), place);
    const content = unpad(inside.subarray(signatureBytes), signatureBytes);
    const note = content && deskNoteOf(content);
    const signer = note && signingKeyOf(recipients, note.memberId);
    if (!note || !signer) return broken;
    const signature = inside.subarray(0, signatureBytes);
    const isSigned = await (await chooseCurves()).verify(signer, signedBytes(place, content), signature);
    return isSigned ? { ok: true, note } : broken;
  } catch (error) {
    if (error instanceof CryptoError) return broken;
    throw error;
  }
}

/**
 * The key of a note that I read, sealed to colleagues who came on later or have other keys. The note's commitment holds:
 * what they open is the very text that I do.
 *
 * @returns one seal for each, base64url, in their order
 * @throws CryptoError `cannot-open` where I cannot read it, `low-order-key`
 */
export async function sealNoteAgain(
  value: unknown,
  place: NotePlace,
  as: NoteReader,
  to: readonly Recipient[],
  random: Random,
): Promise<string[]> {
  const stored = asStored(value);
  const own = stored && ownSeal(stored, as);
  if (!stored || !own || !(await openDeskNote(value, place, as)).ok)
    throw new CryptoError("cannot-open", "A note that does not open for you cannot be sealed to others.");
  const header = headerBytes(stored, place.mailbox.address, place.recipients.hash);
  const key = await open(as.readingKey, fromBase64Url(own.sealed), sealContext(header, own.to));
  const seals: string[] = [];
  for (const { memberId, readingKey } of to) {
    const context = sealContext(header, laterName(memberId));
    seals.push(toBase64Url(await seal(fromBase64Url(readingKey, keyBytes), key, context, random)));
  }
  return seals;
}

/** No name among a note's own seals has a space. */
const laterName = (memberId: string): string => `later ${memberId}`;

const ownSeal = ({ seals }: StoredDeskNote, { memberId, again }: NoteReader): Seal | undefined =>
  again === undefined ? seals.find(({ to }) => to === memberId) : { to: laterName(memberId), sealed: again };

/** What a server answered, in the form of a note, or undefined; the rest is held by the encryption. */
function asStored(value: unknown): StoredDeskNote | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { version, order, recipientsVersion, ciphertext, seals } = value as Record<string, unknown>;
  const isForm =
    version === 1 &&
    typeof order === "number" &&
    typeof recipientsVersion === "number" &&
    typeof ciphertext === "string" &&
    Array.isArray(seals) &&
    seals.every((one) => typeof one?.to === "string" && typeof one.sealed === "string");
  return isForm ? { version, order, recipientsVersion, ciphertext, seals } : undefined;
}

function signingKeyOf({ list }: VerifiedRecipients, memberId: string): Bytes | undefined {
  const member = list.recipients.find((one) => one.memberId === memberId);
  return member && fromBase64Url(member.signingKey, keyBytes);
}

function headerBytes(
  { version, order, recipientsVersion }: Omit<StoredDeskNote, "ciphertext" | "seals">,
  mailboxAddress: string,
  recipientsHash: string,
): Bytes {
  return canonicalBytes({ version, mailboxAddress, order, recipientsVersion, recipientsHash });
}

function sealContext(header: Bytes, to: string): { info: Bytes; aad: Bytes } {
  return {
    info: utf8("leeward desk note key v1"),
    aad: framed("leeward desk note key v1", header, utf8(to)),
  };
}

function placeBytes(header: Bytes, seals: readonly Seal[], commitment: Bytes): Bytes {
  const parts = seals.flatMap(({ to, sealed }) => [utf8(to), fromBase64Url(sealed)]);
  const sealsHash = hash(framed("leeward desk note seals v1", ...parts));
  return framed("leeward desk note place v1", header, sealsHash, commitment);
}

const signedBytes = (place: Bytes, content: Uint8Array): Bytes =>
  framed("leeward desk note v1", place, content);
const contentKey = (key: Bytes): Bytes => deriveKey(key, "leeward desk note content key v1");
const commitmentOf = (key: Bytes): Bytes => deriveKey(key, "leeward desk note commitment v1");
