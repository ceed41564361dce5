-- A table that someone else counted, as a source of releases: a public one, one that was made up already, or a caseload in
-- the columns of HTCDS. Rows as codes, sealed, in no backup, gone after thirty days. Whatever is made of it goes through the
-- gate and is paid for like cases (docs/decisions/0184-*.md).

create table statistics.source (
  id uuid primary key,
  agency_id uuid not null references identity.agency,
  imported_by uuid not null references identity.member,
  imported_at timestamptz not null default clock_timestamp(),
  title text not null check (length(title) between 3 and 160),
  origin text not null check (length(origin) between 3 and 400), -- where it is from, as everyone reads it
  kind text not null check (kind in ('synthetic', 'public', 'caseload')),
  form text not null check (form in ('ctdc', 'htcds')),
  columns text[] not null,
  file_sha256 bytea not null check (length(file_sha256) = 32),
  sealed bytea not null
);
create index source_of_agency on statistics.source (agency_id, imported_at desc);
alter table statistics.source enable row level security;
-- All of it but what is sealed.
grant select (id, agency_id, imported_by, imported_at, title, origin, kind, form, columns, file_sha256)
  on statistics.source to leeward_member;
create policy own_sources on statistics.source for select to leeward_member
  using (agency_id = (select access.current_agency_id()));

alter table statistics.release add column source jsonb check (length(source::text) <= 4096);
grant select (source) on statistics.release to leeward_visitor;

create function statistics.keep_source(new_source uuid, called text, whence text, of_kind text, of_form text,
  of_columns text[], sha256 bytea, made bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or me.purpose is distinct from 'statistics'
    or not statistics.has_role('{statistician}')
  then
    raise exception 'Only a statistician, for statistics, imports a source.' using errcode = 'insufficient_privilege',
      constraint = 'statistician';
  end if;
  insert into statistics.source (id, agency_id, imported_by, title, origin, kind, form, columns, file_sha256, sealed)
  values (new_source, me.agency_id, me.member_id, called, whence, of_kind, of_form, of_columns, sha256, made);
  perform ledger.record('source.imported', jsonb_build_object('sourceId', new_source, 'memberId', me.member_id,
    'kind', of_kind, 'sha256', encode(sha256, 'hex')), null, me.agency_id);
end
$$;

-- For a dry run: nothing but what is public or made up already, so nothing is spent.
create function statistics.open_public_source(wanted uuid) returns bytea
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  found_sealed bytea;
begin
  if me.kind is distinct from 'member' or me.purpose is distinct from 'statistics'
    or not statistics.has_role('{statistician}')
  then
    return null;
  end if;
  select s.sealed into found_sealed from statistics.source s
  where s.id = wanted and s.agency_id = me.agency_id and s.kind in ('synthetic', 'public');
  if found_sealed is not null then
    perform ledger.record('release.rehearsed', jsonb_build_object('sourceId', wanted, 'memberId', me.member_id), null,
      me.agency_id);
  end if;
  return found_sealed;
end
$$;

-- Hands a source to a run that passed, once, and takes what it costs from the year: of the agency that imported it, and
-- for a caseload at an office of all whom the office counts, since their people may be in it. What a file is said to be makes
-- nothing cheaper, or a caseload would only have to be called public.
create function statistics.take_source(of_run uuid, wanted uuid, asked_epsilon double precision,
  asked_delta double precision) returns bytea
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  one statistics.source;
  agencies uuid[];
begin
  if me.kind is distinct from 'member' or me.purpose is distinct from 'statistics'
    or not statistics.has_role('{statistician}')
  then
    raise exception 'Only a statistician, for statistics, counts a source.' using errcode = 'insufficient_privilege',
      constraint = 'statistician';
  end if;
  if not gate.may_go_on(of_run, 'caseload-release') then
    raise exception 'The gate did not let this run through.' using errcode = 'insufficient_privilege', constraint = 'gate';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('statistics budget', 0));
  select * into one from statistics.source s where s.id = wanted and s.agency_id = me.agency_id;
  if not found then
    raise exception 'There is no such source of this agency.' using errcode = 'insufficient_privilege', constraint = 'source';
  end if;
  agencies := array[me.agency_id];
  if one.kind = 'caseload' then
    select array_agg(distinct a) into agencies from (
      select me.agency_id as a
      union all
      select p.agency_id from statistics.population n
        join statistics.population_part p on p.population_id = n.id and p.left_at is null
        where n.office_agency_id = me.agency_id) x;
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
    'epsilon', asked_epsilon, 'delta', asked_delta, 'sourceId', wanted), null, me.agency_id);
  return one.sealed;
end
$$;

drop function statistics.keep_release(uuid, uuid, jsonb, jsonb, uuid, jsonb);
-- As before, and with what is said of its source, copied: the source goes, the release stays.
create function statistics.keep_release(new_release uuid, of_run uuid, made_card jsonb, made_tables jsonb,
  of_population uuid, asked_frame jsonb, of_source uuid) returns void
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
  insert into statistics.release (id, run_id, agency_id, made_by, card, tables, population_id, frame, source)
  values (new_release, of_run, me.agency_id, me.member_id, made_card, made_tables, of_population, asked_frame,
    (select jsonb_build_object('title', s.title, 'origin', s.origin, 'kind', s.kind, 'form', s.form,
       'sha256', encode(s.file_sha256, 'hex')) from statistics.source s where s.id = of_source and s.agency_id = me.agency_id));
end
$$;

-- As before; people of a source are counted at its import, and nobody of them can leave it.
create or replace function statistics.publish(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := p.content::jsonb;
  one statistics.release;
begin
  select * into one from statistics.release r
  where r.id = (said ->> 'releaseId')::uuid and r.agency_id = p.agency_id for update;
  if not found or one.published_at is not null or one.withdrawn_at is not null then return false; end if;
  if one.frame is not null and one.source is null and (
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

-- A caseload that was imported may hold whoever is erased, and is sealed whole: it goes too.
create or replace function statistics.drop_snapshots_of(erased uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with held as (
    select r.holder_agency_id as agency_id from access.case_record r where r.id = erased
    union
    select h.from_agency_id from leaving.hand_over h where h.case_id = erased and h.outcome = 'accepted'
  ), gone as (
    delete from statistics.source s using held
    where s.kind = 'caseload' and (s.agency_id = held.agency_id or s.agency_id in (
      select n.office_agency_id from statistics.population n join statistics.population_part p on p.population_id = n.id
      where p.agency_id = held.agency_id))
  )
  delete from statistics.snapshot f using statistics.spent s, held
  where s.run_id = f.run_id and s.agency_id = held.agency_id
$$;

revoke all on function
  statistics.keep_source(uuid, text, text, text, text, text[], bytea, bytea), statistics.open_public_source(uuid),
  statistics.take_source(uuid, uuid, double precision, double precision),
  statistics.keep_release(uuid, uuid, jsonb, jsonb, uuid, jsonb, uuid) from public;
grant execute on function
  statistics.keep_source(uuid, text, text, text, text, text[], bytea, bytea), statistics.open_public_source(uuid),
  statistics.take_source(uuid, uuid, double precision, double precision),
  statistics.keep_release(uuid, uuid, jsonb, jsonb, uuid, jsonb, uuid) to leeward_member;

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('sources', 382, 'tables that were imported to be counted, sealed', 30, 'the import',
    'releases are made of them, and can be computed again', 'our choice', 'statistics.source',
    't.imported_at < now() - k.kept');
