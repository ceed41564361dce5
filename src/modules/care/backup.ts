import type { BackupRules } from "../../core/backup/index.ts";

/** A head goes with the last of its sections, also where these went with a key that was erased since. */
export const careBackup: BackupRules = {
  mend: [
    `delete from care.section_head h where not exists (
       select from care.section s where s.case_id = h.case_id and s.category = h.category)`,
  ],
};
