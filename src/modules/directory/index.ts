/** Who can help, where, in which language, for whom: Open Referral HSDS 3. */

/** What a backup must know of its tables. */
export { directoryBackup } from "./backup.ts";
export { NEEDS, type Need, REFUSALS, WELCOME } from "./check-field.ts";
export { DirectoryError } from "./errors.ts";
/** Records as they are gathered, one by one. */
export { Gathering } from "./flatten.ts";
export type { Help } from "./help.ts";
/** What an agency takes of its part of the directory when it leaves. */
export { directoryLeaving } from "./leaving.ts";
/** HSDS out of files: JSON, CSV, a folder or a ZIP of them. */
export { gatherFiles } from "./read-files.ts";
export { registerDirectory } from "./routes.ts";
export {
  type DirectoryReport,
  findHelp,
  type HelpSearch,
  importRecords,
  takeRecords,
} from "./service.ts";
/** Whether agencies say in public that places are free; one that says nothing is not in it. */
export { findPlaces } from "./store.ts";
/** HSDS into files. */
export { EXPORT_FORMS, writeExport } from "./write-files.ts";
