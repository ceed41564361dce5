/** What leaves an agency about people: codes only, through the gate, and as a safe release. */

export { adoptCodebook } from "./adopt-codebook.ts";
export { statisticsBackup } from "./backup.ts";
export { caseloadRelease, releaseCaseload, USUAL_COLUMNS } from "./caseload.ts";
export { readCodebook } from "./codebook.ts";
export { StatisticsError } from "./errors.ts";
export { statisticsLeaving } from "./leaving.ts";
export { registerStatisticsPages } from "./pages/public-pages.ts";
export { registerStatistics } from "./routes.ts";
export { verifyRelease } from "./snapshot.ts";
export { findCodebook } from "./store.ts";
