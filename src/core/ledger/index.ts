/** Takes the log that the secrets sign for as the one that is written. As the owner, at every start. */
export { type ClaimedLog, claimLog } from "./claim.ts";
/** Where the files of a log are: the one that is written now, and its predecessors, below the data folder. */
export { logFolder } from "./folders.ts";
/** Gives entries their places, writes the log, and has it cosigned: in one worker at a time. */
export { LedgerKeeper } from "./keeper.ts";
/** For the public page. */
export { lookAtLedger, type PublicLedger } from "./look.ts";
/** What browsers are given, as a text that is hashed into the ledger. */
export {
  fileHash,
  type Publication,
  type PublishedPage,
  pageHash,
  parsePublication,
  withoutNonce,
} from "./publication.ts";
/** Says it there. As the owner, at a start. */
export { publishPages } from "./publish.ts";
/** For a proof of filing. */
export { receiptsOf, type SignReceipt } from "./receipt.ts";
/** For the doctor: why nothing is signed, and since when no witness vouches. */
export { explainRefusal } from "./refusal.ts";
/** `/ledger/*` for anyone, `/api/ledger*` for members. */
export { type LedgerPlace, registerLedger } from "./routes.ts";
export { patienceFor, unwitnessedSince } from "./standing.ts";
