import type { BackupRules } from "../../core/backup/index.ts";

/** What was withdrawn since the main file is shown to nobody again. */
export const statisticsBackup: BackupRules = {
  current: [
    {
      table: "statistics.release",
      key: ["id"],
      columns: ["title", "question", "published_at", "withdrawn_at", "withdrawn_because"],
      deletesMissing: false,
    },
  ],
};
