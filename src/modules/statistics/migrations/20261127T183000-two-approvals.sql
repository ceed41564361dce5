-- Two approvals: whoever made a release proposes that it is published, and two others who answer for it each say yes, one after
-- the other. Before each of them all is asked again (docs/decisions/0225-*.md).

insert into proposals.kind (name, proposers, confirmers, lives_hours, performs, stands_by) values
  ('release.second-approval', '{}', '{supervisor,data-protection-officer}', 336, 'statistics.publish',
    '{supervisor,data-protection-officer}');
update proposals.kind set performs = 'statistics.approve' where name = 'release.publication';

-- For which approval a release of the caller's agency waits, 'first' or 'second'; null for none. Whoever made it sees this too,
-- though the second is no proposal of theirs.
create function statistics.waits(wanted uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case p.kind when 'release.publication' then 'first' else 'second' end from proposals.proposal p
  where p.kind in ('release.publication', 'release.second-approval') and p.outcome is null and p.expires_at > now()
    and p.agency_id = access.current_agency_id() and proposals.stands(p) and p.content::jsonb ->> 'releaseId' = wanted::text
  limit 1
$$;

-- The release of a proposal if nothing stands in its way: neither published nor withdrawn, its audit held, and enough people are
-- in its frame today.
create function statistics.publishable(p proposals.proposal) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  one statistics.release;
begin
  select * into one from statistics.release r
  where r.id = (p.content::jsonb ->> 'releaseId')::uuid and r.agency_id = p.agency_id for update;
  if not found or one.published_at is not null or one.withdrawn_at is not null
    or coalesce((one.audit ->> 'passed')::boolean, false) is not true
  then
    return null;
  end if;
  if one.frame is not null and one.source is null and (
    select count(*) from statistics.cases_in_frame(statistics.counted_agencies(one.population_id, one.agency_id),
      (one.frame ->> 'fromYear')::int, (one.frame ->> 'toYear')::int)) < 20
  then
    return null;
  end if;
  return one.id;
end
$$;

-- The first approval asks for the second: of neither whoever gave it nor whoever made the release.
create function statistics.approve(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if statistics.publishable(p) is null then return false; end if;
  perform proposals.put(gen_random_uuid(), 'release.second-approval',
    p.content::jsonb || jsonb_build_object('memberId', p.proposed_by), null, null);
  return true;
end
$$;

create or replace function statistics.publish(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := p.content::jsonb;
  of_release uuid := statistics.publishable(p);
begin
  if of_release is null or not exists (select from identity.member m join identity.member_role r on r.member_id = m.id
    where m.id = (said ->> 'memberId')::uuid and m.status = 'active' and r.role = 'statistician')
  then
    return false;
  end if;
  update statistics.release r set published_at = now(), title = said ->> 'title', question = said ->> 'question'
  where r.id = of_release;
  perform ledger.record('release.published', jsonb_build_object('releaseId', of_release, 'memberId', said ->> 'memberId',
    'approved', jsonb_build_array(p.proposed_by, p.settled_by)), null, p.agency_id);
  return true;
end
$$;

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
  if statistics.waits(wanted) is not null then return 'waits'; end if;
  perform proposals.put(new_proposal, 'release.publication', jsonb_build_object('releaseId', wanted, 'title', as_title,
    'question', asks, 'rows', one.card -> 'rows', 'epsilon', one.card -> 'privacy' -> 'epsilon', 'audit', one.audit), null, null);
  return 'proposed';
end
$$;

revoke all on function statistics.waits(uuid), statistics.publishable(proposals.proposal), statistics.approve(proposals.proposal),
  statistics.publish(proposals.proposal) from public;
grant execute on function statistics.waits(uuid) to leeward_member;
