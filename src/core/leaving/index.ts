/** A case goes to another holder; an agency leaves with its data. `docs/leaving.md` has it in words. */
export { leavingBackup } from "./backup.ts";
export type { LeavingErrorCode } from "./errors.ts";
export { registerLeaving } from "./routes.ts";
export { joinLeavingRules, type LeavingRules } from "./rules.ts";
export { type LeavingPart, lookAtLeavingAsOwner, wasHandedOver } from "./store.ts";
export { type TakenHead, takeAlong } from "./take.ts";
export {
  bytesOf,
  ProofCheck,
  type ProofReport,
  readTaken,
  TakenFileError,
  type TakenRow,
  textOf,
} from "./taken.ts";
