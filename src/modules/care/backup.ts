import type { BackupRules } from "../../core/backup/index.ts";

/** A wish, or new words, that was stopped or done since stays so, and a no over stolen words counts. A head goes with the last of its sections, also where these went with a key that was erased since. */
export const careBackup: BackupRules = {
  never: ["care.draft_key"],
  // What names are found by is forgotten with the names: after an erasure no copy is kept longer than of the wraps.
  apart: [
    {
      table: "care.name_token",
      dependsOn: [
        { column: "case_id", on: ["care.case_file", "id"] },
        { column: "agency_id", on: ["identity.agency", "id"] },
        { column: "data_key_id", on: ["keys.data_key", "id"] },
      ],
    },
  ],
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
      columns: [
        ...["ended_at", "ended_how", "ended_by", "new_address"],
        ...["said_no_at", "third_at", "third_by", "ends_at"],
      ],
      dependsOn: [
        { column: "ended_by", on: ["identity.member", "id"] },
        { column: "third_by", on: ["identity.member", "id"] },
      ],
      deletesMissing: true,
    },
    // A code that was used since makes no second words.
    {
      table: "care.first_words",
      key: ["case_id"],
      columns: ["taken_at", "words_address"],
      deletesMissing: true,
    },
    // A letter that ended since opens nothing; its wrap is gone too.
    {
      table: "care.letter_part",
      key: ["referral_id", "version", "category"],
      columns: ["ended_at"],
      deletesMissing: true,
    },
    // What was asked back since stays so, and a link that was replaced since answers nothing.
    {
      table: "care.outside_letter",
      key: ["id"],
      columns: [
        "referral_id",
        "link_hash",
        "recalled_at",
        "recall_due_at",
        "asked_at",
        "asked_by",
        "deleted_at",
      ],
      dependsOn: [
        { column: "asked_by", on: ["identity.member", "id"] },
        { column: "referral_id", on: ["care.referral", "id"] },
      ],
      deletesMissing: true,
    },
    // Two cases that were taken apart since are two: what a person asks about the one is not done to the other.
    {
      table: "care.case_pair",
      key: ["id"],
      columns: ["parted_at", "parted_by", "parted_why"],
      dependsOn: [{ column: "parted_by", on: ["identity.member", "id"] }],
      deletesMissing: true,
    },
    // A guardian who was ended since reads nothing, and a code that was used since makes no second words.
    {
      table: "care.guardian_naming",
      key: ["id"],
      columns: ["ended_at", "ended_why", "ended_by", "words_address", "began_at"],
      dependsOn: [{ column: "ended_by", on: ["identity.member", "id"] }],
      deletesMissing: true,
    },
  ],
  mend: [
    // Words that a guardian made since the main file are gone with it: they are named anew.
    `update care.guardian_naming n set ended_at = now(), ended_why = 'restored'
       where n.began_at is not null and n.ended_at is null and not exists (select from access.guardianship g
         where g.case_id = n.case_id and g.words_address = n.words_address)`,
    `delete from care.section_head h where not exists (
       select from care.section s where s.case_id = h.case_id and s.category = h.category)`,
    // A day that was told is told anew: what was opened again since, or is needed again, is not known here.
    "update care.case_file set goes_at = null where goes_at is not null",
  ],
};
