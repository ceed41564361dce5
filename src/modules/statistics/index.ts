/** What leaves an agency about people: codes only, through the gate, and as a safe release. */

export { statisticsBackup } from "./backup.ts";
export { caseloadRelease, releaseCaseload } from "./caseload.ts";
export { statisticsLeaving } from "./leaving.ts";
export { registerStatisticsPages } from "./pages/public-pages.ts";
export { registerStatistics } from "./routes.ts";
