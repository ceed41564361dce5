import type { Category, Purpose } from "../../core/access/context.ts";
import type { Named } from "./answers.ts";

/** What the routes of the inbox answer. */

export type OfferStatus = "open" | "accepted" | "declined" | "taken-back";

export interface InboxOffer {
  readonly id: string;
  readonly status: OfferStatus;
  readonly recipientAgency: Named;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  /** The case that was opened from it. */
  readonly caseId: string | null;
}

export interface MailboxLine {
  /** 26 characters of base32. */
  readonly address: string;
  readonly openedHour: string;
  /** Since when a letter waits for an answer, to the hour; null where none does. */
  readonly waitingSince: string | null;
  /** How many letters there are. */
  readonly lastLetter: number;
  readonly assignedTo: string | null;
  /** The place of its newest note; 0 where there is none. */
  readonly lastNote: number;
  /** Set aside as spam, and deleted on that day (`2026-12-03`) unless it is brought back. */
  readonly goesOn: string | null;
  readonly offer: InboxOffer | null;
  /** The agency that had it before. */
  readonly cameFrom: Named | null;
  /** Who opens it from when on, unless somebody here does first. */
  readonly standIn: { readonly name: string; readonly opensAt: string } | null;
}

export interface Inbox {
  readonly mailboxes: readonly MailboxLine[];
}

export interface InboxPage extends Inbox {
  /** Where the next page begins; null after the last one. */
  readonly nextCursor: string | null;
}

export interface NewestNotes {
  readonly mailboxes: readonly {
    readonly address: string;
    readonly readingKey: string;
    readonly signingKey: string;
    readonly note: unknown;
    /** What colleagues sealed of it to me later. */
    readonly again: readonly OwnSealedAgain[];
  }[];
  readonly recipients: readonly unknown[];
  /** Null where there is no note. */
  readonly rootKey: string | null;
}

export interface MailboxOffer extends InboxOffer {
  readonly agency: Named;
  readonly protocolId: string;
  readonly consentUntil: string;
}

/** A key of a letter or a note that a colleague sealed to me later, by the key of mine that it was sealed to. */
export interface OwnSealedAgain {
  readonly readingKey: string;
  readonly sealed: string;
}

/** A key of a letter or a note, sealed later to someone who was not on its list, or has other keys since. */
export interface SealedAgain {
  readonly order: number;
  readonly memberId: string;
  readonly readingKey: string;
  /** Of my own seals alone. */
  readonly sealed: string | null;
}

/** The question whether a conversation may go to another agency, and what came of it. */
export interface MailboxTransfer {
  readonly id: string;
  readonly from: Named;
  readonly to: Named;
  readonly status: "open" | "done" | "declined" | "taken-back";
  /** By a yes that somebody asked for, or as it was agreed when it was written. */
  readonly why: "asked" | "unread";
  /** The last letter before it; null until it is done. */
  readonly untilLetter: number | null;
  /** Whole hours since 1970-01-01T00:00Z. */
  readonly doneHour: number | null;
  readonly statement: string | null;
  readonly signature: string | null;
}

/** An agency that had the conversation before: what its letters are checked against. */
export interface EarlierReaders {
  readonly agency: Named;
  readonly rootKey: string;
  readonly recipients: readonly unknown[];
  readonly untilLetter: number;
}

export interface Mailbox {
  readonly address: string;
  readonly agency: Named;
  readonly readingKey: string;
  readonly signingKey: string;
  /** Locked; read by `letter.ts`. */
  readonly letters: readonly unknown[];
  readonly again: readonly SealedAgain[];
  /** The same, of the desk's notes. */
  readonly notesAgain: readonly SealedAgain[];
  readonly offers: readonly MailboxOffer[];
  /** What the desk noted, locked, oldest first; read by `stored-desk-note.ts`. */
  readonly notes: readonly unknown[];
  /** Signed lists, each following the one before; checked by `recipients.ts`. */
  readonly recipients: readonly unknown[];
  readonly rootKey: string;
  /** Oldest first. */
  readonly before: readonly EarlierReaders[];
  readonly transfers: readonly MailboxTransfer[];
}
