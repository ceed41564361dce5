import type { BackupRules } from "../../core/backup/index.ts";

/** A mailbox that was deleted since the main file stays deleted, with its letters; one that was brought back from the spam is back. */
export const doorBackup: BackupRules = {
  never: ["door.draft_key"],
  current: [
    {
      table: "door.mailbox",
      key: ["address"],
      columns: ["goes_on", "set_aside_by"],
      dependsOn: [{ column: "set_aside_by", on: ["identity.member", "id"] }],
      deletesMissing: true,
    },
    // An agreement that ended since is none any more.
    {
      table: "door.stand_in",
      key: ["agency_id"],
      columns: ["stand_in_agency_id", "hours"],
      dependsOn: [{ column: "stand_in_agency_id", on: ["identity.agency", "id"] }],
      deletesMissing: true,
    },
    // What was opened since is not handed to a stand-in.
    {
      table: "door.stand_in_wait",
      key: ["mailbox"],
      columns: ["stand_in_agency_id", "opens_at"],
      dependsOn: [{ column: "stand_in_agency_id", on: ["identity.agency", "id"] }],
      deletesMissing: true,
    },
    // A single one that its writer deleted stays deleted, with its pieces; one that was quarantined opens for nobody again.
    { table: "door.attachment", key: ["id"], columns: ["quarantined_hour"], deletesMissing: true },
    // Whoever stopped being told since is not told again.
    { table: "door.notice", key: ["mailbox"], columns: [], deletesMissing: true },
  ],
};
