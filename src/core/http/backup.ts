import type { BackupRules } from "../backup/index.ts";

/** Kept answers are for the browsers that are waiting now. */
export const httpBackup: BackupRules = { never: ["http.idempotency", "http.spent"] };
