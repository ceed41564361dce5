-- A release that is kept can be published: by two people of the agency, as it came out of the gate, and withdrawn again. What is
-- here was made safe before: counts with noise and nothing of any case (docs/statistics.md).

create table statistics.release (
  id uuid primary key,
  run_id uuid not null unique, -- the run that passed the gate; a backup may bring this row back without it
  agency_id uuid not null references identity.agency,
  made_by uuid not null references identity.member,
  made_at timestamptz not null default now(),
  card jsonb not null check (length(card::text) <= 262144),
  tables jsonb not null check (length(tables::text) <= 16777216),
  title text check (length(title) between 3 and 160),
  question text check (length(question) between 3 and 400),
  published_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_because text check (length(withdrawn_because) between 3 and 1000),
  check (num_nonnulls(title, question, published_at) in (0, 3)),
  check (num_nonnulls(withdrawn_at, withdrawn_because) in (0, 2))
);
create index release_of_agency on statistics.release (agency_id, made_at desc);
create index release_published on statistics.release (published_at desc) where published_at is not null;
alter table statistics.release enable row level security;
grant select on statistics.release to leeward_member;
grant usage on schema statistics to leeward_visitor;
-- Everyone sees what stands for everyone, and not who made it nor at which agency.
grant select (id, card, tables, title, question, published_at, withdrawn_at, withdrawn_because) on statistics.release
  to leeward_visitor;
create policy own_releases on statistics.release for select to leeward_member
  using (agency_id = (select access.current_agency_id()));
create policy published_releases on statistics.release for select to leeward_visitor using (published_at is not null);

create function statistics.has_role(roles text[]) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (access.current_context()).kind = 'member' and exists (
    select 1 from identity.member_role r where r.member_id = access.current_member_id() and r.role = any (roles))
$$;

-- Keeps what a run of this agency made. In the transaction in which the gate lets it out.
create function statistics.keep_release(new_release uuid, of_run uuid, made_card jsonb, made_tables jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or not statistics.has_role('{statistician}')
    or not exists (select 1 from statistics.spent s where s.run_id = of_run and s.agency_id = me.agency_id)
  then
    raise exception 'Only what a statistician of this agency counted is kept.' using errcode = 'insufficient_privilege',
      constraint = 'statistician';
  end if;
  insert into statistics.release (id, run_id, agency_id, made_by, card, tables)
  values (new_release, of_run, me.agency_id, me.member_id, made_card, made_tables);
end
$$;

insert into proposals.kind (name, proposers, confirmers, lives_hours, performs, stands_by)
values ('release.publication', '{}', '{supervisor,data-protection-officer}', 336, 'statistics.publish', '{statistician}');

-- 'proposed', or why not: 'unknown', 'over' (published or withdrawn), 'waits' (is proposed already).
create function statistics.propose_publication(new_proposal uuid, wanted uuid, as_title text, asks text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  one statistics.release;
begin
  if me.kind is distinct from 'member' or not statistics.has_role('{statistician}') then return 'unknown'; end if;
  select * into one from statistics.release r where r.id = wanted and r.agency_id = me.agency_id for update;
  if not found then return 'unknown'; end if;
  if one.published_at is not null or one.withdrawn_at is not null then return 'over'; end if;
  if exists (select from proposals.proposal p where p.kind = 'release.publication' and p.agency_id = me.agency_id
    and p.outcome is null and p.expires_at > now() and proposals.stands(p) and p.content::jsonb ->> 'releaseId' = wanted::text)
  then
    return 'waits';
  end if;
  perform proposals.put(new_proposal, 'release.publication', jsonb_build_object('releaseId', wanted, 'title', as_title,
    'question', asks, 'rows', one.card -> 'rows', 'epsilon', one.card -> 'privacy' -> 'epsilon'), null, null);
  return 'proposed';
end
$$;

create function statistics.publish(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := p.content::jsonb;
begin
  update statistics.release r set published_at = now(), title = said ->> 'title', question = said ->> 'question'
  where r.id = (said ->> 'releaseId')::uuid and r.agency_id = p.agency_id and r.published_at is null and r.withdrawn_at is null;
  if not found then return false; end if;
  perform ledger.record('release.published', jsonb_build_object('releaseId', said ->> 'releaseId', 'memberId', p.proposed_by,
    'second', p.settled_by), null, p.agency_id);
  return true;
end
$$;

-- One of them is enough to stop: its tables are shown to nobody any more, and that it was withdrawn, and why, stays.
create function statistics.withdraw_release(wanted uuid, because text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or not statistics.has_role('{statistician,supervisor,data-protection-officer}') then
    return false;
  end if;
  update statistics.release r set withdrawn_at = now(), withdrawn_because = because
  where r.id = wanted and r.agency_id = me.agency_id and r.withdrawn_at is null;
  if not found then return false; end if;
  perform ledger.record('release.withdrawn', jsonb_build_object('releaseId', wanted, 'memberId', me.member_id), null,
    me.agency_id);
  return true;
end
$$;

revoke all on all functions in schema statistics from public;
grant execute on function statistics.keep_release(uuid, uuid, jsonb, jsonb),
  statistics.propose_publication(uuid, uuid, text, text), statistics.withdraw_release(uuid, text) to leeward_member;
