import type { Category, Purpose } from "../../core/access/context.ts";
import type { Named } from "./answers.ts";

export interface InboxOffer {
  readonly id: string;
  readonly status: string;
  readonly recipientAgency: Named;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  readonly caseId: string | null;
}

export interface MailboxLine {
  readonly address: string;
  readonly openedHour: string | number;
  /** Since when a letter waits for an answer; null where none does. */
  readonly waitingSince: string | null;
  readonly lastLetter: string | number | null;
  readonly assignedTo: { readonly id: string; readonly displayName: string } | null;
  readonly offer: InboxOffer | null;
}

export interface Inbox {
  readonly mailboxes: readonly MailboxLine[];
}
