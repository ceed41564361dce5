// The door's face: what main and care use.

/** Packs of advice, as files: what is in a folder, and what is wrong there. */
export { PACKS_DIR, type PacksRead, readPacks } from "./advice/read.ts";
/** What a backup must know of its tables. */
export { doorBackup } from "./backup.ts";
/** Whether those who are named as readers are there; for `leeward doctor`. */
export { examineAdvice, examineLetters, examineReaders } from "./doctor.ts";
/** The worker's part: counts a month of each door, once and in fives. */
export { countMonth } from "./figures.ts";
/** What a proof of filing says was filed. */
export { type Filed, readFiled } from "./filed.ts";
/** The sentence that someone says yes to in person, in their language, and the value that is kept of it. */
export { type InPersonStatement, type InPersonTerms, sayInPerson } from "./in-person.ts";
/** What an agency takes of its conversations when it leaves, and how that is opened. */
export { doorLeaving } from "./leaving.ts";
/** The worker's part: tells people that there is an answer. */
export { NoticeRounds } from "./notices/rounds.ts";
/** The public pages as browsers get them, for the ledger; and where their worker is. */
export { describePages, workerPath } from "./pages/index.ts";
/** The words of the door and of *My file*, for what is said elsewhere in the same ones. */
export { sayIn } from "./pages/texts/index.ts";
/** What the gate shows of the door, and never stops. */
export { doorProtection } from "./protection.ts";
/** Who reads at a door, as the agency's root key signed it; for those who check it from outside. */
export {
  type RecipientsList,
  type SignedRecipients,
  type VerifiedRecipients,
  verifyRecipients,
} from "./recipients.ts";
/** `/api/door`, `/api/inbox`, `/api/recipients` and the public pages under `/`. */
export { registerDoor } from "./routes.ts";
/** The worker's part: what nobody opened in time goes to the agency that stands in. */
export { handToStandIns } from "./stand-in/hand-over.ts";
export { TakenConversations } from "./taken.ts";
/**
 * A person's signed yes, verified, for the case that opens from it; and the mark that it was used.
 * Both throw a problem of the door's own, with a code and a sentence, when there is none or it does not hold.
 */
export { type AcceptedOffer, carryOffer, verifyAcceptedOffer } from "./yes.ts";
