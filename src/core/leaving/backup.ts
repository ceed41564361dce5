import type { BackupRules } from "../backup/index.ts";

/** Who left since the main file has left: `identity.agency` says so in its own rules, and here goes what had gone. */
export const leavingBackup: BackupRules = {
  current: [
    {
      table: "leaving.hand_over",
      key: ["id"],
      columns: ["outcome", "settled_by", "settled_at"],
      dependsOn: [{ column: "settled_by", on: ["identity.member", "id"] }],
      deletesMissing: false,
    },
  ],
  mend: [
    "delete from keys.holder h using identity.agency a where a.id = h.agency_id and a.status = 'left'",
    "delete from identity.invitation i using identity.agency a where a.id = i.agency_id and a.status = 'left'",
  ],
};
