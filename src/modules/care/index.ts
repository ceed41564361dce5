/** The face of care: what main and other modules may use. */

/** What a restore mends of its tables. */
export { careBackup } from "./backup.ts";
export type { CareErrorCode } from "./errors.ts";
/** Imports a caseload as a member, in one transaction; and what its report says. */
export { type Import, type ImportReport, importCaseload } from "./import/import-caseload.ts";
export type { ImportForm } from "./import/read-file.ts";
export { REFUSALS, type RefusedRow } from "./import/read-row.ts";
/** What the worker does for care. */
export { endLetters, recallOutside, tellClocks, tellOverdue } from "./jobs.ts";
/** A pack as cases are led by it; throws where there is none of that code. */
export { housePack } from "./journey/house-packs.ts";
/** The packs of jurisdictions, checked. */
export { JURISDICTIONS_DIR, type JurisdictionsRead, readJurisdictions } from "./journey/read-packs.ts";
/** Tells the retention schedules how long each pack keeps a closed case. */
export { declareKeeping } from "./keeping.ts";
/** What an agency takes of its cases when it leaves, and how that is opened. */
export { careLeaving } from "./leaving.ts";
/** What the gate shows of care, and never stops. */
export { careProtection, deferredCountProtection, oversightProtection } from "./protection.ts";
/** The routes of cases, sections, shares, clocks, and of *My file*. */
export { registerCare } from "./routes.ts";
/** What follows in care from an act of two. */
export { careFollowing } from "./service/guardian.ts";
export { caseRow, casesHeading, type OpenedCase, TakenCases } from "./taken.ts";
