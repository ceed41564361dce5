-- Who reached this host at which minute can be known outside. What is recorded of people who have no account therefore
-- says the hour. The text is under the commitment, so entries of before keep theirs.
create function ledger.record_by_hour(kind text, content jsonb, case_id uuid, agency_id uuid) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into ledger.entry (kind, content, case_id, agency_id, at)
  values (record_by_hour.kind,
    (record_by_hour.content
      || jsonb_build_object('kind', record_by_hour.kind, 'at', date_trunc('hour', now())))::text,
    record_by_hour.case_id, record_by_hour.agency_id, date_trunc('hour', now()))
  returning id
$$;
revoke all on function ledger.record_by_hour(text, jsonb, uuid, uuid) from public;
