import type { MailboxKeys } from "../../../core/identity/words/mailbox.ts";
import { fromBase64Url } from "../../../core/keys/bytes.ts";
import type { NamedAttachment } from "../attachments/named.ts";
import { hashOfLetter } from "../filed.ts";
import { type LetterRead, type LetterToRead, type Mailbox, readLetter } from "../letter.ts";
import type { Offer } from "../offer.ts";
import type { About } from "../questions.ts";
import { type SignedRecipients, type VerifiedRecipients, verifyRecipients } from "../recipients.ts";
import { opensAtHour } from "../stand-in/agreed.ts";
import { asLetter } from "../stored-letter.ts";
import { checkTransfers, doneOf, type OwnLetter } from "../transfer/check.ts";
import type { TransferQuestion } from "../transfer/question.ts";
import type { MailboxAnswer, OfferAnswered, StandInOffered, TransferAnswered } from "./api.ts";

/** A letter as the person sees it, after it was opened and its writer was checked. */
export type ShownLetter =
  | {
      readonly ok: true;
      readonly order: number;
      readonly from: "you" | "us";
      /** Whole hours since 1970-01-01T00:00Z. */
      readonly hour: number;
      readonly text: string;
      readonly language: string;
      readonly about: About | null;
      readonly attachments: readonly NamedAttachment[];
      /** We wrote it down while they were on the telephone. */
      readonly byTelephone: boolean;
      readonly offer: ShownOffer | null;
      readonly transfer: ShownTransfer | null;
      /** Of one's own: who opens it from which hour on, unless somebody here did first. */
      readonly standIn: { readonly name: string; readonly opensAtHour: number } | null;
      /** SHA-256 of the locked letter, in hexadecimal. */
      readonly sha256: string;
    }
  | { readonly ok: false; readonly order: number };

/** A question in a letter. `terms` is null when what the server keeps differs from what the member wrote and signed. */
export interface ShownOffer {
  readonly id: string;
  readonly terms: OfferAnswered | null;
}

/** The question whether another agency may take over. `terms` is null when what the server keeps differs from what was asked. */
export interface ShownTransfer {
  readonly id: string;
  readonly terms: TransferAnswered | null;
}

/** From the letter after this one on another agency reads and answers. */
export interface Moved {
  readonly afterLetter: number;
  /** Nobody there had opened it in time; else by a yes. */
  readonly isUnread: boolean;
  readonly from: string;
  readonly to: string;
}

export interface Conversation {
  /** Who reads and answers now; empty where the letters were deleted and a file is left. */
  readonly agency: string;
  readonly letters: readonly ShownLetter[];
  readonly moved: readonly Moved[];
  /** Whom an answer is sealed to; null when the list is older than one used before, or does not pass. */
  readonly newest: VerifiedRecipients | null;
  /** YYYY-MM-DD; null where the letters were deleted and a file is left. */
  readonly keptUntil: string | null;
  readonly hasFile: boolean;
  readonly tells: boolean;
  /** Who opens what is written now, when nobody does in time; null where nobody stands in. */
  readonly standIn: StandInOffered | null;
  readonly hour: number;
}

/** Opens what the server answered. Nothing in it is believed: a letter that does not pass is shown as such. */
export async function readConversation(answer: MailboxAnswer, keys: MailboxKeys): Promise<Conversation> {
  const { keptUntil, hasFile, tells, hour } = answer;
  if (!answer.agency || !answer.rootKey)
    return {
      agency: "",
      letters: [],
      moved: [],
      newest: null,
      keptUntil: null,
      hasFile,
      tells,
      standIn: null,
      hour,
    };
  const mailbox = mailboxOf(keys);
  const { ways, lists } = await findWays(answer, keys);
  const letters: ShownLetter[] = [];
  const before = answer.before.at(-1)?.untilLetter ?? 0;
  const own: OwnLetter[] = [];
  let newestUsed = 1;
  for (const [at, stored] of answer.letters.entries()) {
    const letter = asLetter(stored);
    const way = ways[at];
    const read: LetterRead = way ? await readLetter(way) : { ok: false, reason: "wrong-list" };
    if (typeof letter !== "string" && at >= before)
      newestUsed = Math.max(newestUsed, letter.recipientsVersion);
    const sha256 = typeof letter === "string" ? "" : await hashOfLetter(letter);
    if (read.ok && read.sender.kind === "person")
      own.push({ order: at + 1, hour: read.hour, standIn: read.body.standIn });
    letters.push(show(read, at + 1, sha256, answer));
  }
  const newest = [...lists.values()].at(-1);
  const done = doneOf(answer.transfers);
  const now = { agencyId: answer.agency.id, rootKey: answer.rootKey };
  const cameRightly = (await checkTransfers(done, mailbox, own, answer.before, now)) === null;
  const isTrusted = cameRightly && newest !== undefined && newest.list.version >= newestUsed;
  const moved = done.map(({ untilLetter, why, from, to }) => ({
    ...{ afterLetter: untilLetter, isUnread: why === "unread", from: from.name, to: to.name },
  }));
  return {
    agency: answer.agency.name,
    letters,
    moved,
    newest: isTrusted ? newest : null,
    keptUntil,
    hasFile,
    tells,
    standIn: answer.standIn,
    hour,
  };
}

const mailboxOf = (keys: MailboxKeys): Mailbox => ({
  address: keys.address,
  readingKey: keys.reading.publicKey,
  signingKey: keys.signing.publicKey,
});

type Lists = ReadonlyMap<number, VerifiedRecipients>;

/**
 * How each letter is read, in their order, and the lists of who has the conversation now. A letter is checked against the list
 * that it names, of the agency that had the conversation then; undefined where there is none that passes.
 */
export async function findWays(
  answer: MailboxAnswer,
  keys: MailboxKeys,
): Promise<{ readonly ways: readonly (LetterToRead | undefined)[]; readonly lists: Lists }> {
  const now = answer.agency && answer.rootKey ? { ...answer, untilLetter: answer.letters.length } : null;
  const spans: { until: number; lists: Lists }[] = [];
  for (const { agency, rootKey, recipients, untilLetter } of [...answer.before, ...(now ? [now] : [])]) {
    const known =
      agency && rootKey ? await verifyLists(recipients, agency.id, fromBase64Url(rootKey, 32)) : new Map();
    spans.push({ until: untilLetter, lists: known });
  }
  const ways = answer.letters.map((stored, at): LetterToRead | undefined => {
    const letter = asLetter(stored);
    const span = spans.find(({ until }) => at + 1 <= until);
    const recipients = typeof letter === "string" ? undefined : span?.lists.get(letter.recipientsVersion);
    return (
      recipients && {
        ...{ letter: stored, mailbox: mailboxOf(keys), order: at + 1, recipients },
        as: { kind: "person", readingKey: keys.reading.privateKey },
      }
    );
  });
  return { ways, lists: spans.at(-1)?.lists ?? new Map() };
}

/** By version, each following the one before without a gap; the first that does not pass ends the chain. */
async function verifyLists(
  signed: readonly SignedRecipients[],
  agencyId: string,
  rootKey: Uint8Array,
): Promise<Map<number, VerifiedRecipients>> {
  const lists = new Map<number, VerifiedRecipients>();
  let previous: VerifiedRecipients | undefined;
  for (const list of signed) {
    const expected = { agencyId, minVersion: 1, ...(previous && { previous }) };
    const verdict = await verifyRecipients(list, rootKey, expected);
    if (!verdict.ok) return new Map(); // a list that was tampered with puts every other in doubt
    previous = verdict.recipients;
    lists.set(previous.list.version, previous);
  }
  return lists;
}

function show(read: LetterRead, order: number, sha256: string, answer: MailboxAnswer): ShownLetter {
  if (!read.ok) return { ok: false, order };
  const { text, language, offer, transfer, standIn, about = null, attachments = [], byTelephone } = read.body;
  const from = read.sender.kind === "person" ? "you" : "us";
  return {
    ok: true,
    order,
    from,
    hour: read.hour,
    text,
    language,
    about,
    attachments,
    byTelephone: from === "us" && byTelephone === true,
    offer: offer && from === "us" ? showOffer(offer, answer) : null,
    transfer: transfer && from === "us" ? showTransfer(transfer, answer) : null,
    standIn:
      standIn && from === "you" ? { name: standIn.name, opensAtHour: opensAtHour(read.hour, standIn) } : null,
    sha256,
  };
}

function showOffer(offer: Offer, answer: MailboxAnswer): ShownOffer {
  const kept = answer.offers.find(({ id }) => id === offer.offerId);
  const isSame =
    kept !== undefined &&
    kept.agency.id === offer.intakeAgency &&
    (kept.status !== "open" || kept.agency.id === answer.agency?.id) &&
    kept.recipientAgency.id === offer.recipientAgency &&
    [...kept.categories].sort().join() === [...offer.categories].sort().join() &&
    kept.purpose === offer.purpose &&
    kept.protocolId === offer.protocolId &&
    kept.consentUntil === offer.until;
  return { id: offer.offerId, terms: isSame ? kept : null };
}

function showTransfer(asked: TransferQuestion, answer: MailboxAnswer): ShownTransfer {
  const kept = answer.transfers.find(({ id }) => id === asked.transferId);
  const isSame = kept?.from.id === asked.fromAgency && kept.to.id === asked.toAgency;
  return { id: asked.transferId, terms: isSame ? kept : null };
}
