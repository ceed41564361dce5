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
    { table: "access.protocol", key: ["id"], columns: ["status", "terms_version"], deletesMissing: false },
  ],
  mend: [
    // The terms of an agreement are the main file's. Where it came into force since, it waits to be signed again, or, where
    // a party stopped it after that, to be proposed again.
    `with stopped as (
       update access.protocol p set status = 'ended'
       where p.status = 'suspended' and p.terms_version is not null and not exists (
         select from access.protocol_version v where v.protocol_id = p.id and v.status = 'adopted')
       returning p.id),
     withdrawn as (
       update access.protocol_version v set status = 'withdrawn', decided_at = now(), withdrawn_because = 'Stopped since the backup.'
       from stopped s where v.protocol_id = s.id and v.status = 'proposed')
     insert into access.protocol_change (protocol_id, kind, reason)
     select id, 'ended', 'Suspended after it came into force, and both after the backup was made.' from stopped`,
    `update access.protocol p set status = 'proposed'
     where p.status = 'in-force' and p.terms_version is not null and not exists (
       select from access.protocol_version v where v.protocol_id = p.id and v.status = 'adopted')`,
    // Where it was changed since, what came back may be wider than what the parties settled: nothing goes on it until they look.
    `with changed as (
       update access.protocol p set status = 'suspended' from access.protocol_version v
       where v.protocol_id = p.id and v.status = 'adopted' and v.version is distinct from p.terms_version
         and p.status in ('in-force', 'suspended')
       returning p.id)
     insert into access.protocol_change (protocol_id, kind, reason)
     select id, 'suspended', 'Changed after the backup was made: what stands here is from before the change.' from changed`,
    `update access.protocol p set terms_version = v.version
     from access.protocol o left join access.protocol_version v on v.protocol_id = o.id and v.status = 'adopted'
     where o.id = p.id and p.terms_version is distinct from v.version`,
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
