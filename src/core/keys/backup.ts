import type { BackupRules } from "../backup/index.ts";

/** Wraps are what erasure destroys; a key of an agency may have been made since, and wraps name it. */
export const keysBackup: BackupRules = {
  apart: [
    {
      table: "keys.agency_key",
      replaces: ["agency_id", "version"],
      dependsOn: [{ column: "agency_id", on: ["identity.agency", "id"] }],
    },
    {
      table: "keys.wrap",
      dependsOn: [
        { column: "data_key_id", on: ["keys.data_key", "id"] },
        { column: "agency_id", on: ["identity.agency", "id"] },
      ],
    },
  ],
  current: [{ table: "keys.data_key", key: ["id"], columns: ["closed_at"], deletesMissing: true }],
  mend: [
    // A share that was opened after the main file is not there any more: nor may its wrap be.
    `delete from keys.wrap w using keys.data_key d, access.case_record r
     where d.id = w.data_key_id and r.id = d.case_id and w.agency_id <> r.holder_agency_id and not d.apart
       and not exists (select from access.share s where s.case_id = d.case_id and s.category = d.category
         and s.agency_id = w.agency_id and s.ended_at is null)`,
  ],
};
