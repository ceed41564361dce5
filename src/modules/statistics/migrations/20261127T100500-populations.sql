-- Several agencies let a statistics office count their people together: a population. A person whom two of them hold is
-- counted once, and pays once. What may be learned of one person in 365 days is kept for all agencies that are counted
-- together, so that no release of one and no release of all add up to more (docs/decisions/0192-*.md).

create table statistics.population (
  id uuid primary key,
  office_agency_id uuid not null references identity.agency,
  name text not null check (length(name) between 3 and 160),
  founded_by uuid not null references identity.member,
  founded_at timestamptz not null default now()
);
create index population_of_office on statistics.population (office_agency_id);
create table statistics.population_part (
  population_id uuid not null references statistics.population,
  agency_id uuid not null references identity.agency,
  joined_at timestamptz not null default clock_timestamp(),
  left_at timestamptz,
  primary key (population_id, agency_id, joined_at)
);
create unique index one_part_at_a_time on statistics.population_part (population_id, agency_id) where left_at is null;
create index part_of_agency on statistics.population_part (agency_id);
alter table statistics.population enable row level security;
alter table statistics.population_part enable row level security;
grant select on statistics.population, statistics.population_part to leeward_member;
-- That there is one, whose, and what it is called: every agency is asked to join. Who is in it: the office, and each its own.
create policy populations_are_open on statistics.population for select to leeward_member using (true);
create policy own_parts on statistics.population_part for select to leeward_member
  using (agency_id = (select access.current_agency_id()) or exists (
    select from statistics.population n where n.id = population_id
      and n.office_agency_id = (select access.current_agency_id())));

-- One row for each agency of whose people a run told.
alter table statistics.spent
  drop constraint spent_pkey,
  add primary key (run_id, agency_id),
  add column people_too_few boolean not null default false;
alter table statistics.release
  add column population_id uuid references statistics.population,
  add column frame jsonb check (length(frame::text) <= 8192);

create function statistics.found_population(new_population uuid, called text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or not statistics.has_role('{statistician,supervisor}') or not exists (
    select from identity.agency a where a.id = me.agency_id and a.kind = 'statistics-office')
  then
    return false;
  end if;
  insert into statistics.population (id, office_agency_id, name, founded_by)
  values (new_population, me.agency_id, called, me.member_id);
  perform ledger.record('population.founded', jsonb_build_object('populationId', new_population, 'memberId', me.member_id),
    null, me.agency_id);
  return true;
end
$$;

insert into proposals.kind (name, proposers, confirmers, lives_hours, performs, stands_by)
values ('population.joining', '{}', '{data-protection-officer}', 336, 'statistics.join_population', '{supervisor}');

-- 'proposed', or why not: 'unknown', 'in' (is in it already), 'waits'.
create function statistics.propose_joining(new_proposal uuid, wanted uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  one statistics.population;
begin
  if me.kind is distinct from 'member' or not statistics.has_role('{supervisor}') then return 'unknown'; end if;
  select * into one from statistics.population n where n.id = wanted;
  if not found then return 'unknown'; end if;
  perform pg_advisory_xact_lock(hashtextextended('population ' || wanted || me.agency_id, 0));
  if exists (select from statistics.population_part p where p.population_id = wanted and p.agency_id = me.agency_id
    and p.left_at is null) then return 'in'; end if;
  if exists (select from proposals.proposal p where p.kind = 'population.joining' and p.agency_id = me.agency_id
    and p.outcome is null and p.expires_at > now() and proposals.stands(p)
    and p.content::jsonb ->> 'populationId' = wanted::text)
  then
    return 'waits';
  end if;
  perform proposals.put(new_proposal, 'population.joining', jsonb_build_object('populationId', wanted, 'name', one.name,
    'officeAgencyId', one.office_agency_id,
    'office', (select a.name from identity.agency a where a.id = one.office_agency_id)), null, null);
  return 'proposed';
end
$$;

create function statistics.join_population(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted uuid := (p.content::jsonb ->> 'populationId')::uuid;
begin
  -- A run that reads who is in it is over before, or begins after.
  perform pg_advisory_xact_lock(hashtextextended('statistics budget', 0));
  insert into statistics.population_part (population_id, agency_id) values (wanted, p.agency_id);
  perform ledger.record('population.joined', jsonb_build_object('populationId', wanted, 'memberId', p.proposed_by,
    'second', p.settled_by), null, p.agency_id);
  return true;
end
$$;

-- One of the two is enough to stop. What was counted before stays told, and goes on to count against the year.
create function statistics.leave_population(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or not statistics.has_role('{supervisor,data-protection-officer}') then
    return false;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('statistics budget', 0));
  update statistics.population_part p set left_at = clock_timestamp()
  where p.population_id = wanted and p.agency_id = me.agency_id and p.left_at is null;
  if not found then return false; end if;
  perform ledger.record('population.left', jsonb_build_object('populationId', wanted, 'memberId', me.member_id), null,
    me.agency_id);
  return true;
end
$$;

-- All agencies whose people were counted together with those of these ones within the year, over however many steps.
create function statistics.counted_together(with_these uuid[]) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive year as materialized (
    select p.population_id, p.agency_id from statistics.population_part p
    where p.left_at is null or p.left_at > clock_timestamp() - interval '365 days'
  ),
  together(agency_id) as (
    select unnest(with_these)
    union
    select other.agency_id from together t join year mine on mine.agency_id = t.agency_id
      join year other on other.population_id = mine.population_id
  )
  select array_agg(t.agency_id) from together t
$$;

-- Whose people a release is about: one agency's own, or those of a population's parts for its office. Null: not theirs.
create function statistics.counted_agencies(of_population uuid, asking uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when of_population is null then array[asking] else (
    select array_agg(p.agency_id) from statistics.population n
    join statistics.population_part p on p.population_id = n.id and p.left_at is null
    where n.id = of_population and n.office_agency_id = asking) end
$$;

-- The cases that a release is about, one for each person: the newest. Whoever withdrew is not in it.
create function statistics.cases_in_frame(agencies uuid[], from_year int, to_year int)
returns table (case_id uuid, person_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct on (r.person_id) r.id, r.person_id
  from access.case_record r join care.case_file f on f.id = r.id
  where r.holder_agency_id = any (agencies) and not statistics.withdrew(r.person_id)
    and extract(year from f.opened_at at time zone 'UTC') between from_year and to_year
  order by r.person_id, f.opened_at desc, r.id
$$;

drop function statistics.caseload_codes(uuid, double precision, double precision);

-- Hands codes to a run that passed, once, and takes what they cost from the year. `person` is under a key of this answer
-- alone. Nobody comes back where there are fewer than twenty: that was told then, and is paid for.
create function statistics.take_cases(of_run uuid, of_population uuid, from_year int, to_year int,
  asked_epsilon double precision, asked_delta double precision, key_of_this bytea)
returns table (person text, gender text, age_band text, stage text, year int, reporter text, ids uuid[], sealed bytea[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  agencies uuid[];
begin
  if me.kind is distinct from 'member' or me.purpose is distinct from 'statistics'
    or not statistics.has_role('{statistician}')
  then
    raise exception 'Only a statistician, for statistics, counts a caseload.' using errcode = 'insufficient_privilege',
      constraint = 'statistician';
  end if;
  if not gate.may_go_on(of_run, 'caseload-release') then
    raise exception 'The gate did not let this run through.' using errcode = 'insufficient_privilege', constraint = 'gate';
  end if;
  if length(key_of_this) is distinct from 32 then
    raise exception 'A key has 32 bytes.' using errcode = 'check_violation', constraint = 'key_of_this';
  end if;
  -- One after the other, whatever is counted: two that race for the last of a budget are never both let through.
  perform pg_advisory_xact_lock(hashtextextended('statistics budget', 0));
  agencies := statistics.counted_agencies(of_population, me.agency_id);
  if agencies is null then
    raise exception 'This population is not there, is another office''s, or nobody is in it.'
      using errcode = 'insufficient_privilege', constraint = 'population';
  end if;
  if asked_epsilon + (
    select coalesce(sum(run.epsilon), 0) from (
      select max(s.epsilon) as epsilon from statistics.spent s
      where s.agency_id = any (statistics.counted_together(agencies)) and s.at > clock_timestamp() - interval '365 days'
      group by s.run_id) run) > 4 + 1e-9
  then
    raise exception 'No more may be learned of one person this year.' using errcode = 'check_violation',
      constraint = 'caseload_budget';
  end if;
  insert into statistics.spent (run_id, agency_id, epsilon, delta)
  select of_run, a, asked_epsilon, asked_delta from unnest(agencies) a;
  perform ledger.record('release.counted', jsonb_build_object('runId', of_run, 'memberId', me.member_id,
    'epsilon', asked_epsilon, 'delta', asked_delta, 'populationId', of_population), null, me.agency_id);
  if (select count(*) from statistics.cases_in_frame(agencies, from_year, to_year)) < 20 then
    update statistics.spent s set people_too_few = true where s.run_id = of_run;
    return;
  end if;
  return query
  select encode(public.hmac(uuid_send(c.person_id), key_of_this, 'sha256'), 'hex') as person, f.gender, f.age_band, f.state,
    extract(year from f.opened_at at time zone 'UTC')::int, a.kind, k.ids, k.sealed
  from statistics.cases_in_frame(agencies, from_year, to_year) c
  join care.case_file f on f.id = c.case_id
  join access.case_record r on r.id = c.case_id
  join identity.agency a on a.id = r.holder_agency_id
  left join lateral (
    select array_agg(s.id order by s.category) as ids, array_agg(s.sealed order by s.category) as sealed
    from statistics.coded_section s where s.case_id = c.case_id) k on true
  order by 1; -- an order that tells nothing
end
$$;

drop function statistics.keep_release(uuid, uuid, jsonb, jsonb);
-- Keeps what a run of this agency made. In the transaction in which the gate lets it out.
create function statistics.keep_release(new_release uuid, of_run uuid, made_card jsonb, made_tables jsonb,
  of_population uuid, asked_frame jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or not statistics.has_role('{statistician}')
    or not exists (select from statistics.spent s join gate.run g on g.id = s.run_id
      where s.run_id = of_run and g.agency_id = me.agency_id and not s.people_too_few)
  then
    raise exception 'Only what a statistician of this agency counted is kept.' using errcode = 'insufficient_privilege',
      constraint = 'statistician';
  end if;
  insert into statistics.release (id, run_id, agency_id, made_by, card, tables, population_id, frame)
  values (new_release, of_run, me.agency_id, me.member_id, made_card, made_tables, of_population, asked_frame);
end
$$;

-- As before; and not where those whom it is about have become fewer than twenty since: the second approver does not let it out.
create or replace function statistics.publish(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := p.content::jsonb;
  one statistics.release;
begin
  select * into one from statistics.release r
  where r.id = (said ->> 'releaseId')::uuid and r.agency_id = p.agency_id for update;
  if not found or one.published_at is not null or one.withdrawn_at is not null then return false; end if;
  if one.frame is not null and (
    select count(*) from statistics.cases_in_frame(statistics.counted_agencies(one.population_id, one.agency_id),
      (one.frame ->> 'fromYear')::int, (one.frame ->> 'toYear')::int)) < 20
  then
    return false;
  end if;
  update statistics.release r set published_at = now(), title = said ->> 'title', question = said ->> 'question'
  where r.id = one.id;
  perform ledger.record('release.published', jsonb_build_object('releaseId', said ->> 'releaseId', 'memberId', p.proposed_by,
    'second', p.settled_by), null, p.agency_id);
  return true;
end
$$;

revoke all on all functions in schema statistics from public;
grant execute on function
  statistics.take_cases(uuid, uuid, int, int, double precision, double precision, bytea),
  statistics.keep_release(uuid, uuid, jsonb, jsonb, uuid, jsonb), statistics.found_population(uuid, text),
  statistics.propose_joining(uuid, uuid), statistics.leave_population(uuid) to leeward_member;
