-- How good what is counted is, for the agency whose it is: complete, in time, without contradiction (docs/statistics.md).
-- Exact counts beside noisy ones would undo the noise, so that the board has thresholds, and each look at it is written down.

create table statistics.quality_look (
  id uuid primary key,
  agency_id uuid not null references identity.agency,
  member_id uuid not null references identity.member,
  looked_at timestamptz not null default clock_timestamp()
);
create index quality_look_of_agency on statistics.quality_look (agency_id, looked_at desc);
alter table statistics.quality_look enable row level security;
grant select on statistics.quality_look to leeward_member;
create policy own_quality_looks on statistics.quality_look for select to leeward_member
  using (agency_id = (select access.current_agency_id())
    and (select statistics.has_role('{statistician,supervisor,data-protection-officer}')));
grant execute on function statistics.has_role(text[]) to leeward_member;

-- What the caller's agency holds, as codes, for the board alone; the look is written down with it. Nobody comes back where
-- there are fewer than twenty, and nothing at all to whoever may not.
create function statistics.look_at_quality(new_look uuid)
returns table (gender text, age_band text, stage text, year int, reporter text, days_open int, uncoded int, ids uuid[],
  sealed bytea[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or not statistics.has_role('{statistician,supervisor,data-protection-officer}') then
    raise exception 'The board is for those who answer for the numbers.' using errcode = 'insufficient_privilege',
      constraint = 'quality';
  end if;
  insert into statistics.quality_look (id, agency_id, member_id) values (new_look, me.agency_id, me.member_id);
  perform ledger.record('quality.looked', jsonb_build_object('memberId', me.member_id), null, me.agency_id);
  if (select count(*) from access.case_record r join care.case_file f on f.id = r.id
    where r.holder_agency_id = me.agency_id) < 20
  then
    return;
  end if;
  return query
  select f.gender, f.age_band, f.state, extract(year from f.opened_at at time zone 'UTC')::int, a.kind,
    extract(day from now() - f.opened_at)::int,
    (select count(distinct s.category)::int from care.section s
      where s.case_id = r.id and s.category in ('identity', 'account', 'status', 'work-and-documents', 'justice')
        and not exists (select from statistics.coded_section c where c.case_id = r.id and c.category = s.category)),
    k.ids, k.sealed
  from access.case_record r
  join care.case_file f on f.id = r.id
  join identity.agency a on a.id = r.holder_agency_id
  left join lateral (
    select array_agg(s.id order by s.category) as ids, array_agg(s.sealed order by s.category) as sealed
    from statistics.coded_section s where s.case_id = r.id) k on true
  where r.holder_agency_id = me.agency_id
  order by r.id;
end
$$;

-- Whether a version that readers see was written before there was a codebook, and is not counted. Asked by its holder.
create function statistics.is_uncoded(of_case uuid, of_category text, of_version int) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select access.decide(of_case, of_category) = 'holder' and not exists (
    select from statistics.coded_section c where c.case_id = of_case and c.category = of_category and c.version >= of_version)
$$;

-- What is counted of it, by whoever of the holder opened it for their work. Never in the place of newer codes.
create function statistics.code_again(new_id uuid, of_case uuid, of_category text, of_version int, of_key uuid, made bytea)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if access.decide(of_case, of_category) is distinct from 'holder' or not exists (
    select from care.section s where s.case_id = of_case and s.category = of_category and s.version = of_version
      and s.data_key_id = of_key and not s.is_conflict)
  then
    raise insufficient_privilege;
  end if;
  insert into statistics.coded_section as o (id, case_id, category, version, data_key_id, sealed)
  values (new_id, of_case, of_category, of_version, of_key, made)
  on conflict (case_id, category) do update set id = excluded.id, version = excluded.version,
    data_key_id = excluded.data_key_id, sealed = excluded.sealed, coded_at = now()
  where o.version < excluded.version;
end
$$;

revoke all on function statistics.look_at_quality(uuid), statistics.is_uncoded(uuid, text, int),
  statistics.code_again(uuid, uuid, text, int, uuid, bytea) from public;
grant execute on function statistics.look_at_quality(uuid), statistics.is_uncoded(uuid, text, int),
  statistics.code_again(uuid, uuid, text, int, uuid, bytea) to leeward_member;
