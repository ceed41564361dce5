import type { BackupRules } from "../../core/backup/index.ts";

/** What was withdrawn since the main file is shown to nobody again, and an agency that left is not counted again. */
export const statisticsBackup: BackupRules = {
  // A copy of it would outlive its day.
  never: ["statistics.snapshot", "statistics.source"],
  current: [
    {
      table: "statistics.release",
      key: ["id"],
      columns: ["title", "question", "published_at", "withdrawn_at", "withdrawn_because"],
      deletesMissing: false,
    },
    {
      table: "statistics.population_part",
      key: ["population_id", "agency_id", "joined_at"],
      columns: ["left_at"],
      deletesMissing: false,
    },
  ],
};
