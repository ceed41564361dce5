import type { BackupRules } from "../backup/index.ts";

/**
 * The main file holds what entries say; their salts, which erasure destroys, stand in the wraps file with the
 * commitment and the place of every entry. So what was erased since the main file is forgotten again, and entries
 * that the main file does not know keep their place in the log, though nobody can say any more what they were.
 */
export const ledgerBackup: BackupRules = {
  // Where entries stand is of the moment of their places.
  apart: [{ table: "ledger.log" }, { table: "ledger.batch" }, { table: "ledger.checkpoint" }],
  split: [
    {
      table: "ledger.entry",
      columns: ["salt", "commitment"],
      select: `select id, kind, agency_id, at, log_index, salt,
          coalesce(commitment, public.hmac('leeward-ledger/commitment/v1'::bytea || '\\x00'::bytea
            || convert_to(content, 'UTF8'), salt, 'sha256')) as commitment
        from ledger.entry`,
      staging:
        "id bigint primary key, kind text, agency_id uuid, at timestamptz, log_index bigint, salt bytea, commitment bytea",
      bringBack: `
        insert into ledger.entry overriding system value
        select (jsonb_populate_record(null::ledger.entry, to_jsonb(m) || jsonb_build_object(
          'log_index', coalesce(a.log_index, m.log_index),
          'content', case when a.salt is not null then m.content end,
          'case_id', case when a.salt is not null then m.case_id end,
          'salt', a.salt,
          'commitment', case when a.salt is null then a.commitment end))).*
        from main_rows m join apart_rows a on a.id = m.id;
        insert into ledger.entry (id, kind, agency_id, at, log_index, content, salt, commitment)
          overriding system value
        select a.id, a.kind, a.agency_id, a.at, a.log_index, null, null, a.commitment
        from apart_rows a where not exists (select from main_rows m where m.id = a.id)`,
    },
  ],
};
