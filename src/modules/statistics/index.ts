/** What leaves an agency about people: codes only, through the gate, and as a safe release. */

export { adoptCodebook } from "./adopt-codebook.ts";
export { AUDIT_RUNS, type ReleaseAudit } from "./audit.ts";
export { statisticsBackup } from "./backup.ts";
export { releaseCaseload } from "./caseload.ts";
export { readCodebook } from "./codebook.ts";
export { USUAL_COLUMNS } from "./describe.ts";
export { StatisticsError } from "./errors.ts";
export { statisticsLeaving } from "./leaving.ts";
export type { MadeRelease } from "./make-release.ts";
export { registerReleasePreview } from "./pages/preview-page.ts";
export { describeStatisticsPages, registerStatisticsPages } from "./pages/public-pages.ts";
export { registerStatistics } from "./routes.ts";
export { verifyRelease } from "./snapshot.ts";
export { type DryRun, dryRun } from "./source/dry-run.ts";
export { importSource, SOURCE_FORMS } from "./source/import-source.ts";
export { releaseSource } from "./source/release-source.ts";
export { findCodebook, listSources, SOURCE_KINDS } from "./store.ts";
export { caseloadRelease } from "./tool.ts";
