-- What attacks on a release could prove stands with it. One that failed, or that was never audited, is not published.

alter table statistics.release add column audit jsonb check (length(audit::text) <= 4096);

drop function statistics.keep_release(uuid, uuid, jsonb, jsonb, uuid, jsonb, uuid);
create function statistics.keep_release(new_release uuid, of_run uuid, made_card jsonb, made_tables jsonb,
  of_population uuid, asked_frame jsonb, of_source uuid, made_audit jsonb) returns void
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
  insert into statistics.release (id, run_id, agency_id, made_by, card, tables, population_id, frame, source, audit)
  values (new_release, of_run, me.agency_id, me.member_id, made_card, made_tables, of_population, asked_frame,
    (select jsonb_build_object('title', s.title, 'origin', s.origin, 'kind', s.kind, 'form', s.form,
       'sha256', encode(s.file_sha256, 'hex')) from statistics.source s where s.id = of_source and s.agency_id = me.agency_id),
    made_audit);
  perform ledger.record('release.audited', jsonb_build_object('releaseId', new_release, 'memberId', me.member_id,
    'passed', coalesce((made_audit ->> 'passed')::boolean, false)), null, me.agency_id);
end
$$;

-- As before; the second member reads the audit in what they second, and nothing is proposed without one that held.
create or replace function statistics.propose_publication(new_proposal uuid, wanted uuid, as_title text, asks text) returns text
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
  if exists (select from proposals.proposal p where p.kind = 'release.publication' and p.agency_id = me.agency_id
    and p.outcome is null and p.expires_at > now() and proposals.stands(p) and p.content::jsonb ->> 'releaseId' = wanted::text)
  then
    return 'waits';
  end if;
  perform proposals.put(new_proposal, 'release.publication', jsonb_build_object('releaseId', wanted, 'title', as_title,
    'question', asks, 'rows', one.card -> 'rows', 'epsilon', one.card -> 'privacy' -> 'epsilon', 'audit', one.audit), null, null);
  return 'proposed';
end
$$;

create or replace function statistics.publish(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := p.content::jsonb;
  one statistics.release;
begin
  select * into one from statistics.release r
  where r.id = (said ->> 'releaseId')::uuid and r.agency_id = p.agency_id for update;
  if not found or one.published_at is not null or one.withdrawn_at is not null
    or coalesce((one.audit ->> 'passed')::boolean, false) is not true
  then
    return false;
  end if;
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

revoke all on function statistics.keep_release(uuid, uuid, jsonb, jsonb, uuid, jsonb, uuid, jsonb) from public;
grant execute on function statistics.keep_release(uuid, uuid, jsonb, jsonb, uuid, jsonb, uuid, jsonb) to leeward_member;
