import type { BackupRules } from "../backup/index.ts";

/** What was withdrawn or answered since the main file stays so; what was asked, signed or begun since is gone. */
export const gateBackup: BackupRules = {
  current: [
    {
      table: "gate.assessment",
      key: ["id"],
      columns: ["withdrawn_at", "withdrawn_by", "withdrawn_because"],
      dependsOn: [{ column: "withdrawn_by", on: ["identity.member", "id"] }],
      deletesMissing: true,
    },
  ],
};
