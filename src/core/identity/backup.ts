import type { BackupRules } from "../backup/index.ts";

/** Nobody stays signed in across a restore; who was suspended since stays suspended; deleted words stay deleted. */
export const identityBackup: BackupRules = {
  never: ["identity.session", "identity.words_session", "identity.words_challenge"],
  current: [
    { table: "identity.agency", key: ["id"], columns: ["status"], deletesMissing: false },
    { table: "identity.member", key: ["id"], columns: ["status"], deletesMissing: false },
    { table: "identity.member_role", key: ["member_id", "role"], columns: [], deletesMissing: true },
    { table: "identity.words", key: ["address"], columns: ["ended_at"], deletesMissing: true },
  ],
};
