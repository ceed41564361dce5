-- The ledger is about people of every agency, and an auditor belongs to none in what they see: how many entries of a kind there
-- are is told in fives from twenty on, the days of the first and last with it, and each look is an entry itself.

create function ledger.count_kinds() returns table (kind text, count int, first date, last date, waiting int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if access.current_member_id() is null then
    raise insufficient_privilege;
  end if;
  perform ledger.record('audit.counted', jsonb_build_object('memberId', access.current_member_id()), null, null);
  return query
  select k.kind, k.n / 5 * 5, case when k.n is not null then k.first end, case when k.n is not null then k.last end,
    case when k.waits >= 20 then k.waits / 5 * 5 end
  from (
    select e.kind, nullif(greatest(count(*), 19), 19)::int as n, (min(e.at) at time zone 'UTC')::date as first,
      (max(e.at) at time zone 'UTC')::date as last, (count(*) filter (where e.log_index is null))::int as waits
    from ledger.entry e group by e.kind) k
  order by k.kind;
end
$$;

-- Entries are read one by one, to be held against the log: whoever goes through them can count them, so each page is written down.
create function ledger.list_entries(before bigint, of_kind text, most int)
returns table (id bigint, kind text, at timestamptz, log_index bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if access.current_member_id() is null then
    raise insufficient_privilege;
  end if;
  perform ledger.record('audit.listed', jsonb_strip_nulls(jsonb_build_object('memberId', access.current_member_id(),
    'of', of_kind)), null, null);
  return query
  select e.id, e.kind, e.at, e.log_index from ledger.entry e
  where (before is null or e.id < before) and (of_kind is null or e.kind = of_kind)
  order by e.id desc limit most;
end
$$;

drop policy auditor_reads_ledger on ledger.entry;
revoke select (id, kind, at, log_index) on ledger.entry from leeward_auditor;
revoke all on function ledger.count_kinds(), ledger.list_entries(bigint, text, int) from public;
grant execute on function ledger.count_kinds(), ledger.list_entries(bigint, text, int) to leeward_auditor;
