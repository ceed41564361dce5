-- Entries are read one by one to be held against the log, and whoever pages through them could count: one `case.opened` is one
-- person. So an entry names its kind and its minute to an auditor only where it is of the house itself, its members, keys,
-- agencies, agreements and releases; all others say the hour they are of, and nothing else (docs/decisions/0250-*.md).

create function ledger.is_of_the_house(kind text, of_case uuid) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select of_case is null and split_part(kind, '.', 1) in ('advice', 'agency', 'assessment', 'audit', 'backup', 'hash-list',
    'holder', 'keepers', 'key', 'log', 'member', 'outside-agency', 'pages', 'population', 'protocol', 'quality', 'recipients',
    'release', 'renewal', 'retention', 'root-key', 'session', 'source', 'stand-in')
$$;
revoke all on function ledger.is_of_the_house(text, uuid) from public;

create or replace function ledger.list_entries(before bigint, of_kind text, most int)
returns table (id bigint, kind text, at timestamptz, log_index bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if access.current_member_id() is null then
    raise insufficient_privilege;
  end if;
  perform ledger.record('audit.listed', jsonb_strip_nulls(jsonb_build_object('memberId', access.current_member_id(),
    'of', of_kind)), null, null);
  return query
  select e.id, case when ledger.is_of_the_house(e.kind, e.case_id) then e.kind end,
    case when ledger.is_of_the_house(e.kind, e.case_id) then e.at else date_trunc('hour', e.at, 'UTC') end, e.log_index
  from ledger.entry e
  where (before is null or e.id < before)
    and (of_kind is null or (e.kind = of_kind and ledger.is_of_the_house(e.kind, e.case_id)))
  order by e.id desc limit most;
end
$$;

drop function ledger.count_kinds();
create function ledger.count_kinds()
returns table (kind text, count int, first date, last date, waiting int, named boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if access.current_member_id() is null then
    raise insufficient_privilege;
  end if;
  perform ledger.record('audit.counted', jsonb_build_object('memberId', access.current_member_id()), null, null);
  return query
  select k.kind, k.n / 5 * 5, case when k.n is not null then k.first end, case when k.n is not null then k.last end,
    case when k.waits >= 20 then k.waits / 5 * 5 end, k.named
  from (
    select e.kind, nullif(greatest(count(*), 19), 19)::int as n, (min(e.at) at time zone 'UTC')::date as first,
      (max(e.at) at time zone 'UTC')::date as last, (count(*) filter (where e.log_index is null))::int as waits,
      bool_or(ledger.is_of_the_house(e.kind, e.case_id)) as named
    from ledger.entry e group by e.kind) k
  order by k.kind;
end
$$;
revoke all on function ledger.count_kinds() from public;
grant execute on function ledger.count_kinds() to leeward_auditor;
