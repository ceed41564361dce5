import type { BackupRules } from "../../core/backup/index.ts";

/** A place that became confidential since the main file stays so: both what is known and what is published stand as they last stood. */
export const directoryBackup: BackupRules = {
  current: [
    {
      table: "directory.record",
      key: ["agency_id", "kind", "id"],
      columns: ["position", "content"],
      deletesMissing: true,
    },
    {
      table: "directory.public_entry",
      key: ["agency_id", "kind", "id"],
      columns: [
        ...[
          "name",
          "content",
          "service_id",
          "position",
          "organization_id",
          "parent_id",
          "taxonomy_id",
          "status",
          "modified_at",
          "terms",
        ],
        ...["taxonomies", "needs", "languages", "places", "postcodes", "welcome", "words", "digest"],
      ],
      deletesMissing: true,
    },
  ],
};
