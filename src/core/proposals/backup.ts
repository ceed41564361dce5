import type { BackupRules } from "../backup/index.ts";

/**
 * What was declined, taken back, overtaken or confirmed since the main file is settled and cannot be confirmed again. One
 * that someone settled who joined since waits on: nobody here could say who that was.
 */
export const proposalsBackup: BackupRules = {
  current: [
    {
      table: "proposals.proposal",
      key: ["id"],
      columns: ["outcome", "settled_by", "settled_at", "reason", "known_how"],
      dependsOn: [{ column: "settled_by", on: ["identity.member", "id"] }],
      deletesMissing: true,
    },
  ],
};
