-- What a run may tell is paid for in a transaction of its own, which is over before the first row is read: whoever dies while
-- reading has paid. With it stands the question, asked before any number was seen. Delta is added up like epsilon.

alter table statistics.spent
  add column question text check (length(question) between 3 and 400), -- null: of before it was asked first
  -- Of the key with which a run is handed what it paid for, and of what that is; gone once it was. The key dies with its process.
  add column ticket bytea check (length(ticket) = 32);

-- Which lists of answers a source has: not one of them is read off its rows. So what cannot be kept is refused before it is paid for.
-- Sources of before have them sealed alone, and live thirty days at most: they are imported anew.
delete from statistics.source;
alter table statistics.source add column variables jsonb not null check (length(variables::text) <= 1048576);
grant select (variables) on statistics.source to leeward_member;

alter table statistics.release drop constraint release_check;
update statistics.release set question = 'It was not written down before it was counted.' where question is null;
alter table statistics.release
  alter column question set not null,
  add check (num_nonnulls(title, published_at) in (0, 2));

drop function statistics.keep_source(uuid, text, text, text, text, text[], bytea, bytea);
create function statistics.keep_source(new_source uuid, called text, whence text, of_kind text, of_form text,
  of_columns text[], of_variables jsonb, sha256 bytea, made bytea) returns void
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
  insert into statistics.source (id, agency_id, imported_by, title, origin, kind, form, columns, variables, file_sha256, sealed)
  values (new_source, me.agency_id, me.member_id, called, whence, of_kind, of_form, of_columns, of_variables, sha256, made);
  perform ledger.record('source.imported', jsonb_build_object('sourceId', new_source, 'memberId', me.member_id,
    'kind', of_kind, 'sha256', encode(sha256, 'hex')), null, me.agency_id);
end
$$;

-- What is left of the 365 days for all who were counted together with these: epsilon 4 and delta 1e-5, whatever the steps.
create function statistics.left_of(agencies uuid[]) returns table (epsilon double precision, delta double precision)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 4 - coalesce(sum(run.epsilon), 0), 1e-5::double precision - coalesce(sum(run.delta), 0) from (
    select max(s.epsilon) as epsilon, max(s.delta) as delta from statistics.spent s
    where s.agency_id = any (statistics.counted_together(agencies)) and s.at > clock_timestamp() - interval '365 days'
    group by s.run_id) run
$$;

-- Whose year pays for a source: that of the agency that imported it, and for a caseload at an office that of all whom the office
-- counts, since their people may be in it. What a file is said to be makes nothing cheaper. Null: not theirs.
create function statistics.source_agencies(of_source uuid, asking uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select asking
    union
    select p.agency_id from statistics.population n
      join statistics.population_part p on p.population_id = n.id and p.left_at is null
      where n.office_agency_id = asking and one.kind = 'caseload')
  from statistics.source one where one.id = of_source and one.agency_id = asking
$$;

create function statistics.ensure_counts(of_run uuid, key_of_this bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or me.purpose is distinct from 'statistics'
    or not statistics.has_role('{statistician}')
  then
    raise exception 'Only a statistician, for statistics, counts.' using errcode = 'insufficient_privilege',
      constraint = 'statistician';
  end if;
  if not gate.may_go_on(of_run, 'caseload-release') then
    raise exception 'The gate did not let this run through.' using errcode = 'insufficient_privilege', constraint = 'gate';
  end if;
  if length(key_of_this) is distinct from 32 then
    raise exception 'A key has 32 bytes.' using errcode = 'check_violation', constraint = 'key_of_this';
  end if;
end
$$;

-- Takes from the year what a run may tell, once: of the cases of the caller's agency, of a population of its office, or of a source.
create function statistics.spend(of_run uuid, of_population uuid, of_source uuid, asks text, asked_epsilon double precision,
  asked_delta double precision, key_of_this bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  agencies uuid[];
  still record;
begin
  perform statistics.ensure_counts(of_run, key_of_this);
  -- One after the other, whatever is counted: two that race for the last of a budget are never both let through.
  perform pg_advisory_xact_lock(hashtextextended('statistics budget', 0));
  agencies := case when of_source is null then statistics.counted_agencies(of_population, me.agency_id)
    else statistics.source_agencies(of_source, me.agency_id) end;
  if agencies is null then
    raise exception 'It is not there, is another agency''s, or nobody is in it.' using errcode = 'insufficient_privilege',
      constraint = case when of_source is null then 'population' else 'source' end;
  end if;
  select * into still from statistics.left_of(agencies);
  if asked_epsilon > still.epsilon + 1e-9 or asked_delta > still.delta + 1e-12 then
    raise exception 'No more may be learned of one person this year.' using errcode = 'check_violation',
      constraint = 'caseload_budget';
  end if;
  insert into statistics.spent (run_id, agency_id, epsilon, delta, question, ticket)
  select of_run, a, asked_epsilon, asked_delta, asks,
    public.hmac(uuid_send(coalesce(of_source, of_population, of_run)), key_of_this, 'sha256')
  from unnest(agencies) a;
  perform ledger.record('release.counted', jsonb_build_object('runId', of_run, 'memberId', me.member_id,
    'epsilon', asked_epsilon, 'delta', asked_delta, 'populationId', of_population, 'sourceId', of_source,
    'questionSha256', encode(sha256(convert_to(asks, 'UTF8')), 'hex')), null, me.agency_id);
end
$$;

-- Gives up the ticket of a run, for exactly what it paid for.
create function statistics.use_ticket(of_run uuid, what uuid, key_of_this bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform statistics.ensure_counts(of_run, key_of_this);
  update statistics.spent s set ticket = null
  where s.run_id = of_run and s.ticket = public.hmac(uuid_send(what), key_of_this, 'sha256');
  if not found then
    raise exception 'This run did not pay for it, or was handed it before.' using errcode = 'insufficient_privilege',
      constraint = 'ticket';
  end if;
end
$$;

drop function statistics.take_cases(uuid, uuid, int, int, double precision, double precision, bytea);
-- Hands codes to a run that paid for them, once. `person` is under a key of this answer alone. Nobody comes back where there are
-- fewer than twenty: that was told then, and is paid for. Whoever left since is not counted, nor whoever joined: they did not pay.
create function statistics.take_cases(of_run uuid, of_population uuid, from_year int, to_year int, key_of_this bytea)
returns table (person text, gender text, age_band text, stage text, year int, reporter text, ids uuid[], sealed bytea[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  agencies uuid[];
begin
  perform statistics.use_ticket(of_run, coalesce(of_population, of_run), key_of_this);
  select array_agg(s.agency_id) into agencies from statistics.spent s
  where s.run_id = of_run and s.agency_id = any (statistics.counted_agencies(of_population, me.agency_id));
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

drop function statistics.take_source(uuid, uuid, double precision, double precision);
create function statistics.take_source(of_run uuid, wanted uuid, key_of_this bytea) returns bytea
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  found_sealed bytea;
begin
  perform statistics.use_ticket(of_run, wanted, key_of_this);
  select s.sealed into found_sealed from statistics.source s where s.id = wanted and s.agency_id = me.agency_id;
  if found_sealed is null then
    raise exception 'There is no such source of this agency.' using errcode = 'insufficient_privilege', constraint = 'source';
  end if;
  return found_sealed;
end
$$;

-- As before, of what was handed out alone, and with the question that it was paid for.
create or replace function statistics.keep_release(new_release uuid, of_run uuid, made_card jsonb, made_tables jsonb,
  of_population uuid, asked_frame jsonb, of_source uuid, made_audit jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  asked text;
begin
  select s.question into asked from statistics.spent s join gate.run g on g.id = s.run_id
  where s.run_id = of_run and g.agency_id = me.agency_id and not s.people_too_few and s.ticket is null limit 1;
  if me.kind is distinct from 'member' or not statistics.has_role('{statistician}') or asked is null then
    raise exception 'Only what a statistician of this agency counted is kept.' using errcode = 'insufficient_privilege',
      constraint = 'statistician';
  end if;
  insert into statistics.release (id, run_id, agency_id, made_by, card, tables, population_id, frame, source, audit, question)
  values (new_release, of_run, me.agency_id, me.member_id, made_card, made_tables, of_population, asked_frame,
    (select jsonb_build_object('title', s.title, 'origin', s.origin, 'kind', s.kind, 'form', s.form,
       'sha256', encode(s.file_sha256, 'hex')) from statistics.source s where s.id = of_source and s.agency_id = me.agency_id),
    made_audit, asked);
  perform ledger.record('release.audited', jsonb_build_object('releaseId', new_release, 'memberId', me.member_id,
    'passed', coalesce((made_audit ->> 'passed')::boolean, false)), null, me.agency_id);
end
$$;

drop function statistics.propose_publication(uuid, uuid, text, text);
-- As before; the question is the one that the run was paid for.
create function statistics.propose_publication(new_proposal uuid, wanted uuid, as_title text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  one statistics.release;
begin
  if me.kind is distinct from 'member' or not statistics.has_role('{statistician}') then return 'unknown'; end if;
  select * into one from statistics.release r where r.id = wanted and r.agency_id = me.agency_id for update;
  if not found then return 'unknown'; end if;
  if one.published_at is not null or one.withdrawn_at is not null then return 'over'; end if;
  if coalesce((one.audit ->> 'passed')::boolean, false) is not true then return 'audit'; end if;
  if statistics.waits(wanted) is not null then return 'waits'; end if;
  perform proposals.put(new_proposal, 'release.publication', jsonb_build_object('releaseId', wanted, 'title', as_title,
    'question', one.question, 'rows', one.card -> 'rows', 'epsilon', one.card -> 'privacy' -> 'epsilon', 'audit', one.audit),
    null, null);
  return 'proposed';
end
$$;

-- What is left of the year, for who answers for it there: of one's own agency, and at an office of each of its populations.
create function statistics.budgets() returns table (population_id uuid, epsilon double precision, delta double precision)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  mine uuid := access.current_agency_id();
begin
  if not statistics.has_role('{statistician,supervisor,data-protection-officer}') then return; end if;
  return query
  select of.id, greatest(l.epsilon, 0), greatest(l.delta, 0)
  from (select null::uuid as id
    union all
    select n.id from statistics.population n where n.office_agency_id = mine) of
  cross join lateral statistics.left_of(statistics.counted_agencies(of.id, mine)) l;
end
$$;

revoke all on function
  statistics.keep_source(uuid, text, text, text, text, text[], jsonb, bytea, bytea), statistics.left_of(uuid[]),
  statistics.source_agencies(uuid, uuid), statistics.ensure_counts(uuid, bytea),
  statistics.spend(uuid, uuid, uuid, text, double precision, double precision, bytea), statistics.use_ticket(uuid, uuid, bytea),
  statistics.take_cases(uuid, uuid, int, int, bytea), statistics.take_source(uuid, uuid, bytea),
  statistics.propose_publication(uuid, uuid, text), statistics.budgets() from public;
grant execute on function
  statistics.keep_source(uuid, text, text, text, text, text[], jsonb, bytea, bytea),
  statistics.spend(uuid, uuid, uuid, text, double precision, double precision, bytea),
  statistics.take_cases(uuid, uuid, int, int, bytea), statistics.take_source(uuid, uuid, bytea),
  statistics.propose_publication(uuid, uuid, text), statistics.budgets() to leeward_member;
