import { ProblemError, type ProblemKind } from "../../core/http/index.ts";

const KINDS = {
  "no-door": {
    status: 404,
    sentence: "No agency has opened a door here yet. A supervisor must publish who reads letters.",
  },
  "agency-left": {
    status: 410,
    sentence:
      "The agency that read these letters has left, and nobody reads here any more. What was written stays readable. Write anew at the door, to those who read there now.",
  },
  "wrong-address": {
    status: 400,
    sentence: "The address does not belong to these keys. Make the words again; nothing was kept.",
  },
  "address-taken": { status: 409, sentence: "A mailbox has this address already. Make new words." },
  "bad-letter": {
    status: 400,
    sentence: "The letter is not sealed in the form that this door takes. Nothing was kept.",
  },
  "bad-note": {
    status: 400,
    sentence:
      "The note is not locked to exactly those who read here, in a form that this desk takes. Nothing was kept.",
  },
  "wrong-signature": {
    status: 400,
    sentence: "The signature does not belong to the one who writes. Nothing was kept.",
  },
  "wrong-sender": {
    status: 400,
    sentence: "The letter names another writer than the one who sends it. Nothing was kept.",
  },
  "not-listed": {
    status: 403,
    sentence:
      "You are not on the list of those who read and answer here. Ask a supervisor to publish a list with you on it.",
  },
  "attachment-other": {
    status: 409,
    sentence:
      "Another piece stands in this place already, or none of this size may. Send the attachment anew.",
  },
  "attachment-unfinished": {
    status: 409,
    sentence: "A piece of the attachment is missing. Send those that are, then end it again.",
  },
  "attachment-quarantined": {
    status: 410,
    sentence:
      "This attachment is on the agency's list of known abuse material. Nobody can open it. Report it as the law asks, then two people delete it.",
  },
  "too-many-calls": {
    status: 429,
    sentence:
      "You kept or counted 60 calls within this hour; no more fits. Nothing was kept: send it again when the hour is over, or let a colleague take it.",
  },
  "bad-hash-list": {
    status: 400,
    sentence:
      "A list is how many SHA-256, SHA-1 and MD5 there are, then those of each kind, ascending, none twice, 4 MiB at most. Nothing was loaded.",
  },
  "attachments-full": {
    status: 409,
    sentence: "No more fits here: 40 attachments and 200 MB in all. Delete one, or say it in words.",
  },
  "template-changed": {
    status: 409,
    sentence: "Someone changed or deleted this text meanwhile. Look at it again, then make your change.",
  },
  "templates-full": { status: 409, sentence: "There are 200 texts already. Delete one first." },
  "letter-order": {
    status: 409,
    sentence: "Another letter came first. Read it, then send yours again: it must follow the last one.",
  },
  "note-order": {
    status: 409,
    sentence: "A colleague's note came first. Read it, then keep yours again.",
  },
  "recipients-changed": {
    status: 409,
    sentence: "The list of those who read here has changed. Fetch it, check it, and lock the letter again.",
  },
  "bad-recipients": {
    status: 400,
    sentence: "The list is not in the form that this house takes, or is not signed by the agency's root key.",
  },
  "recipients-order": {
    status: 409,
    sentence: "Another list was published first. Fetch the lists and make the next version from the newest.",
  },
  "not-intake": {
    status: 422,
    sentence:
      "Someone on the list is no active intake worker of your agency with that very key. Take them off, or ask them to sign in once.",
  },
  "no-root-key": { status: 422, sentence: "Your agency has no root key yet, so no list can be signed." },
  "offer-unknown": { status: 404, sentence: "There is no such question here, or it is not open to you." },
  "offer-answered": {
    status: 409,
    sentence: "This question was answered or taken back already. Look at it again.",
  },
  "offer-ended": { status: 409, sentence: "The time of this question is over. Ask for a new one." },
  "offer-changed": {
    status: 409,
    sentence: "What was signed is not what is asked now. Read the question again, then answer.",
  },
  "offer-not-covered": {
    status: 409,
    sentence:
      "No agreement in force between the two agencies covers this. Choose another agreement, purpose or fewer categories.",
  },
  "offer-limits": {
    status: 422,
    sentence:
      "An offer goes to another agency, names each category once, and ends between an hour and 366 days from now.",
  },
  "offer-not-accepted": {
    status: 409,
    sentence: "The person has not said yes to this. No case opens without it.",
  },
  "offer-carried": { status: 409, sentence: "A case was opened from this yes already." },
  "offer-unproven": {
    status: 409,
    sentence:
      "The signature under this yes does not hold. No case opens from it; ask the person again, and tell your operator.",
  },
  "stand-in-changed": {
    status: 409,
    sentence:
      "Who would open this when nobody does in time has changed. Look at it again, then send the letter with or without them.",
  },
  "transfer-nobody": {
    status: 409,
    sentence: "Nobody takes letters at that agency now, or it may not. Choose another one.",
  },
  "transfer-answered": {
    status: 409,
    sentence: "This question was answered or taken back already. Look at it again.",
  },
  "transfer-changed": {
    status: 409,
    sentence: "What was signed is not what is asked now. Read the question again, then answer.",
  },
  "transfer-seals": {
    status: 400,
    sentence: "The letters are not locked to exactly those who would read them. Nothing was changed.",
  },
} as const satisfies Record<string, ProblemKind>;

export type DoorErrorCode = keyof typeof KINDS;

/** What can go wrong at the door and in the inbox. */
export class DoorError extends ProblemError<DoorErrorCode> {
  override readonly name = "DoorError";
  constructor(code: DoorErrorCode, extra?: Readonly<Record<string, unknown>>, options?: ErrorOptions) {
    super(code, KINDS[code], extra, options);
  }
}
