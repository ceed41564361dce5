import type { BackupRules } from "../backup/index.ts";

/**
 * Nobody stays signed in across a restore; who was suspended since stays suspended; factors, addresses and names that
 * went stay away; deleted words stay deleted, and those that someone stole rest; a power or duty that was declared binds.
 */
export const identityBackup: BackupRules = {
  never: ["identity.session", "identity.words_session", "identity.words_challenge"],
  apart: [
    {
      table: "identity.agency_duty",
      dependsOn: [
        { column: "agency_id", on: ["identity.agency", "id"] },
        { column: "passes_on_to", on: ["identity.agency", "id"] },
      ],
    },
  ],
  current: [
    {
      table: "identity.agency",
      key: ["id"],
      columns: [
        "status",
        "left_at",
        "parent_id",
        "enforces_immigration_law",
        "immigration_bound",
        "second_factor_required",
      ],
      // A parent that joined since is not here: it joins again, and is declared again.
      orNull: [{ column: "parent_id", on: ["identity.agency", "id"] }],
      deletesMissing: false,
    },
    {
      table: "identity.member",
      key: ["id"],
      columns: [
        "status",
        "suspended_at",
        "training_valid_until",
        "second_factor_sealed",
        "second_factor_last_step",
      ],
      deletesMissing: false,
    },
    { table: "identity.member_role", key: ["member_id", "role"], columns: [], deletesMissing: true },
    // A passkey that was removed, or stopped because there may be two of it, does not come back.
    {
      table: "identity.passkey",
      key: ["id"],
      columns: ["sign_count", "suspended_at"],
      deletesMissing: true,
    },
    { table: "identity.provider_link", key: ["issuer", "subject"], columns: [], deletesMissing: true },
    {
      table: "identity.recovery_code",
      key: ["member_id", "code_hash"],
      columns: ["used_at"],
      deletesMissing: true,
    },
    // A keeping that was replaced, or that gave its keys back, does not come back.
    { table: "identity.keeping", key: ["id"], columns: ["asked_until"], deletesMissing: true },
    { table: "identity.keeper", key: ["member_id"], columns: [], deletesMissing: true },
    { table: "identity.renewal", key: ["id"], columns: [], deletesMissing: true },
    { table: "identity.invitation", key: ["id"], columns: ["accepted_at"], deletesMissing: true },
    { table: "identity.words", key: ["address"], columns: ["ended_at", "rests_until"], deletesMissing: true },
  ],
  // Addresses, names and locked keys that had gone are in an older main file still.
  mend: [
    `select retention.keep(false, array(select s.name from retention.schedule s where s.name ~ '^(former|suspended|forgotten)-member-'
       or s.name = 'proposals-about-members'))`,
  ],
};
