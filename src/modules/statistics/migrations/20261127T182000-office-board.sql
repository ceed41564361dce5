-- A statistics office sees how good the numbers are of each agency that it counts, as that agency sees its own: in fives, from
-- twenty on. An office sees each agency's once in thirty days and the same again until then, so that no two of its looks say what
-- came between; each look is a row that both the office and the agency see (docs/decisions/0224-*.md).

alter table statistics.quality_look
  add column office_agency_id uuid references identity.agency, -- whose member looked, where it is not the agency itself
  add column board jsonb check (length(board::text) <= 65536), -- what an office was told, in fives
  add check (board is null or office_agency_id is not null);
create index quality_look_of_office on statistics.quality_look (office_agency_id, agency_id, looked_at desc);
drop policy own_quality_looks on statistics.quality_look;
create policy own_quality_looks on statistics.quality_look for select to leeward_member
  using (((select access.current_agency_id()) in (agency_id, office_agency_id))
    and (select statistics.has_role('{statistician,supervisor,data-protection-officer}')));

-- What an agency holds, as codes; nobody where there are fewer than twenty. For functions that have asked who looks.
create function statistics.quality_rows(of_agency uuid)
returns table (gender text, age_band text, stage text, year int, reporter text, days_open int, uncoded int, ids uuid[],
  sealed bytea[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select count(*) from access.case_record r join care.case_file f on f.id = r.id where r.holder_agency_id = of_agency) < 20
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
  where r.holder_agency_id = of_agency
  order by r.id;
end
$$;

create or replace function statistics.look_at_quality(new_look uuid)
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
  return query select * from statistics.quality_rows(me.agency_id);
end
$$;

-- An office looks at one agency of its population: the look is written down, and what it was told within thirty days comes back,
-- or nothing where it is to be made anew.
create function statistics.look_at_part(new_look uuid, of_population uuid, of_agency uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  told jsonb;
begin
  if me.kind is distinct from 'member' or not statistics.has_role('{statistician,supervisor,data-protection-officer}') then
    raise exception 'The board is for those who answer for the numbers.' using errcode = 'insufficient_privilege',
      constraint = 'quality';
  end if;
  if not exists (select from statistics.population n join statistics.population_part p on p.population_id = n.id
    where n.id = of_population and n.office_agency_id = me.agency_id and p.agency_id = of_agency and p.left_at is null)
  then
    raise exception 'This agency is in no such population of the office.' using errcode = 'insufficient_privilege',
      constraint = 'population';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('quality of ' || of_agency, 0)); -- two at once are told one board
  select q.board into told from statistics.quality_look q
  where q.office_agency_id = me.agency_id and q.agency_id = of_agency and q.board is not null
    and q.looked_at > clock_timestamp() - interval '30 days'
  order by q.looked_at desc limit 1;
  insert into statistics.quality_look (id, agency_id, member_id, office_agency_id)
  values (new_look, of_agency, me.member_id, me.agency_id);
  perform ledger.record('quality.looked', jsonb_build_object('memberId', me.member_id, 'officeId', me.agency_id), null, of_agency);
  return told;
end
$$;

-- For such a look, in the transaction that wrote it, where nothing was told within thirty days.
create function statistics.part_rows(of_look uuid)
returns table (gender text, age_band text, stage text, year int, reporter text, days_open int, uncoded int, ids uuid[],
  sealed bytea[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  mine statistics.quality_look;
begin
  select * into mine from statistics.quality_look q
  where q.id = of_look and q.member_id = me.member_id and q.office_agency_id = me.agency_id and q.board is null
    and q.xmin = pg_current_xact_id()::xid;
  if not found or exists (select from statistics.quality_look q
    where q.office_agency_id = mine.office_agency_id and q.agency_id = mine.agency_id and q.board is not null
      and q.looked_at > clock_timestamp() - interval '30 days')
  then
    raise insufficient_privilege;
  end if;
  return query select * from statistics.quality_rows(mine.agency_id);
end
$$;

create function statistics.keep_board(of_look uuid, made jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  update statistics.quality_look q set board = made
  where q.id = of_look and q.member_id = me.member_id and q.office_agency_id = me.agency_id and q.board is null;
  if not found then raise insufficient_privilege; end if;
end
$$;

revoke all on function statistics.quality_rows(uuid), statistics.look_at_part(uuid, uuid, uuid), statistics.part_rows(uuid),
  statistics.keep_board(uuid, jsonb) from public;
grant execute on function statistics.look_at_part(uuid, uuid, uuid), statistics.part_rows(uuid),
  statistics.keep_board(uuid, jsonb) to leeward_member;
