import type { BackupRules } from "../../core/backup/index.ts";

/** A wish, or new words, that was stopped or done since stays so. A head goes with the last of its sections, also where these went with a key that was erased since. */
export const careBackup: BackupRules = {
  never: ["care.draft_key"],
  current: [
    {
      table: "care.wish",
      key: ["id"],
      columns: ["ended_at", "ended_how", "ended_by"],
      dependsOn: [{ column: "ended_by", on: ["identity.member", "id"] }],
      deletesMissing: true,
    },
    {
      table: "care.words_reset",
      key: ["id"],
      columns: ["ended_at", "ended_how", "ended_by", "new_address"],
      dependsOn: [{ column: "ended_by", on: ["identity.member", "id"] }],
      deletesMissing: true,
    },
  ],
  mend: [
    `delete from care.section_head h where not exists (
       select from care.section s where s.case_id = h.case_id and s.category = h.category)`,
  ],
};
