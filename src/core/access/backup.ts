import type { BackupRules } from "../backup/index.ts";

/** What was withdrawn, ended or erased since the main file stays so. */
export const accessBackup: BackupRules = {
  apart: [{ table: "access.erasure" }],
  current: [
    {
      table: "access.case_record",
      key: ["id"],
      columns: ["holder_agency_id"],
      dependsOn: [{ column: "holder_agency_id", on: ["identity.agency", "id"] }],
      deletesMissing: true,
    },
    { table: "access.consent", key: ["id"], columns: ["withdrawn_at", "disputed_at"], deletesMissing: false },
    { table: "access.legal_order", key: ["id"], columns: ["ended_at"], deletesMissing: false },
    {
      table: "access.share",
      key: ["id"],
      columns: ["ended_at", "ended_because", "expires_at"],
      deletesMissing: false,
    },
    // A guardian who was ended since does not read again.
    {
      table: "access.guardianship",
      key: ["case_id", "words_address", "starts_at"],
      columns: ["conflict", "ended_at"],
      deletesMissing: false,
    },
    { table: "access.break_glass", key: ["id"], columns: ["ended_at"], deletesMissing: false },
    { table: "access.protocol", key: ["id"], columns: ["status"], deletesMissing: false },
  ],
  mend: [
    // What the parties lift is a row that came after the main file: without one a suspension would stand for ever.
    `insert into access.protocol_change (protocol_id, kind, reason)
     select p.id, 'suspended', 'Suspended after the backup was made; the reason is not known here any more.'
     from access.protocol p where p.status = 'suspended' and not exists (
       select from access.protocol_change c where c.protocol_id = p.id and c.kind = 'suspended' and c.id > coalesce((
         select max(b.id) from access.protocol_change b where b.protocol_id = p.id and b.kind = 'lifted'), 0))`,
    `delete from events.domain_event e where e.subject ? 'caseId'
       and not exists (select from access.case_record r where r.id::text = e.subject ->> 'caseId')`,
  ],
};
