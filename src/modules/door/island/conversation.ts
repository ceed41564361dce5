import type { MailboxKeys } from "../../../core/identity/words/mailbox.ts";
import { fromBase64Url } from "../../../core/keys/bytes.ts";
import type { NamedAttachment } from "../attachments/named.ts";
import { hashOfLetter } from "../filed.ts";
import { type LetterRead, type Mailbox, readLetter } from "../letter.ts";
import type { Offer } from "../offer.ts";
import type { About } from "../questions.ts";
import { type SignedRecipients, type VerifiedRecipients, verifyRecipients } from "../recipients.ts";
import { asLetter } from "../stored-letter.ts";
import type { MailboxAnswer, OfferAnswered } from "./api.ts";

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
      /** SHA-256 of the locked letter, in hexadecimal. */
      readonly sha256: string;
    }
  | { readonly ok: false; readonly order: number };

/** A question in a letter. `terms` is null when what the server keeps differs from what the member wrote and signed. */
export interface ShownOffer {
  readonly id: string;
  readonly terms: OfferAnswered | null;
}

export interface Conversation {
  readonly letters: readonly ShownLetter[];
  /** Whom an answer is sealed to; null when the list is older than one used before, or does not pass. */
  readonly newest: VerifiedRecipients | null;
  /** YYYY-MM-DD; null where the letters were deleted and a file is left. */
  readonly keptUntil: string | null;
  readonly hasFile: boolean;
  readonly tells: boolean;
  readonly hour: number;
}

/** Opens what the server answered. Nothing in it is believed: a letter that does not pass is shown as such. */
export async function readConversation(answer: MailboxAnswer, keys: MailboxKeys): Promise<Conversation> {
  const { keptUntil, hasFile, tells, hour } = answer;
  if (!answer.agency || !answer.rootKey)
    return { letters: [], newest: null, keptUntil: null, hasFile, tells, hour };
  const lists = await verifyLists(answer.recipients, answer.agency.id, fromBase64Url(answer.rootKey, 32));
  const mailbox: Mailbox = {
    address: keys.address,
    readingKey: keys.reading.publicKey,
    signingKey: keys.signing.publicKey,
  };
  const letters: ShownLetter[] = [];
  let newestUsed = 1;
  for (const [at, stored] of answer.letters.entries()) {
    const letter = asLetter(stored);
    const version = typeof letter === "string" ? 0 : letter.recipientsVersion;
    newestUsed = Math.max(newestUsed, version);
    const recipients = lists.get(version);
    const read: LetterRead = recipients
      ? await readLetter({
          letter: stored,
          mailbox,
          order: at + 1,
          as: { kind: "person", readingKey: keys.reading.privateKey },
          recipients,
        })
      : { ok: false, reason: "wrong-list" };
    const sha256 = typeof letter === "string" ? "" : await hashOfLetter(letter);
    letters.push(show(read, at + 1, sha256, answer));
  }
  const newest = [...lists.values()].at(-1);
  const isTrusted = newest !== undefined && newest.list.version >= newestUsed;
  return { letters, newest: isTrusted ? newest : null, keptUntil, hasFile, tells, hour };
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
  const { text, language, offer, about = null, attachments = [], byTelephone } = read.body;
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
    sha256,
  };
}

function showOffer(offer: Offer, answer: MailboxAnswer): ShownOffer {
  const kept = answer.offers.find(({ id }) => id === offer.offerId);
  const isSame =
    kept !== undefined &&
    kept.agency.id === offer.intakeAgency &&
    kept.agency.id === answer.agency?.id &&
    kept.recipientAgency.id === offer.recipientAgency &&
    [...kept.categories].sort().join() === [...offer.categories].sort().join() &&
    kept.purpose === offer.purpose &&
    kept.protocolId === offer.protocolId &&
    kept.consentUntil === offer.until;
  return { id: offer.offerId, terms: isSame ? kept : null };
}
