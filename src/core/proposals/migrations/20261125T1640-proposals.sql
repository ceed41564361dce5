-- The rule of two: a member proposes an act with its exact content, a second one of the same agency confirms exactly
-- that, and it happens in the same transaction. One mechanism for every such act (docs/proposals.md says how another
-- part of the house adds a kind: a row here, and a function that performs it).

create schema proposals;
grant usage on schema proposals to leeward_member, leeward_supervisor;

create table proposals.kind (
  name text primary key check (name ~ '^[a-z-]+\.[a-z-]+$'),
  -- Roles of the agency. Proposers: none where another act of the house proposes it. Confirmers: null for every member.
  proposers text[] not null,
  confirmers text[],
  lives_hours int not null check (lives_hours between 1 and 2160),
  waits_hours int not null default 0 check (waits_hours >= 0 and waits_hours < lives_hours), -- before it can be confirmed
  -- An agency that has never had a second member does it at once: else it could never have one.
  alone boolean not null default false,
  performs text not null check (performs ~ '^[a-z_]+\.[a-z_]+$') -- a function of the proposal, true when it did it
);

create table proposals.proposal (
  id uuid primary key,
  kind text not null references proposals.kind,
  agency_id uuid not null references identity.agency,
  case_id uuid references access.case_record on delete cascade, -- what it is about, if anyone
  content text not null check (length(content) <= 8192), -- canonical JSON; both people read it and only it happens
  content_hash bytea not null check (length(content_hash) = 32), -- SHA-256 of it: what is confirmed
  proposed_by uuid not null references identity.member,
  proposed_at timestamptz not null default now(),
  ripe_at timestamptz not null,
  expires_at timestamptz not null,
  outcome text check (outcome in ('confirmed', 'alone', 'declined', 'withdrawn')),
  settled_by uuid references identity.member,
  settled_at timestamptz,
  reason text check (length(reason) between 3 and 1000),
  check (proposed_at <= ripe_at and ripe_at < expires_at),
  check (num_nonnulls(outcome, settled_by, settled_at) in (0, 3)),
  check ((outcome = 'declined') is not distinct from (reason is not null) or outcome is null),
  -- One's own can be taken back; nobody is their own second.
  check (outcome not in ('confirmed', 'declined') or settled_by <> proposed_by),
  check (outcome not in ('alone', 'withdrawn') or settled_by = proposed_by)
);
create index proposal_of_case on proposals.proposal (case_id) where case_id is not null;
create index proposal_waiting on proposals.proposal (agency_id, expires_at) where outcome is null;
create index proposal_settled on proposals.proposal (agency_id, settled_at desc) where outcome is not null;
alter table proposals.kind enable row level security;
alter table proposals.proposal enable row level security;

create function proposals.has_role(roles text[]) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (access.current_context()).kind = 'member' and (roles is null or exists (
    select 1 from identity.member_role r where r.member_id = access.current_member_id() and r.role = any (roles)
  ))
$$;

grant select on proposals.kind, proposals.proposal to leeward_member, leeward_supervisor;
create policy kinds_are_open on proposals.kind for select to leeward_member, leeward_supervisor using (true);
create policy own_and_to_confirm on proposals.proposal for select to leeward_member, leeward_supervisor
  using (agency_id = (select access.current_agency_id()) and (
    proposed_by = (select access.current_member_id())
    or exists (select 1 from proposals.kind k where k.name = kind
      and (proposals.has_role(k.confirmers) or proposals.has_role(k.proposers)))
  ));

create function proposals.perform(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  by_function text := (select k.performs from proposals.kind k where k.name = p.kind);
  did boolean;
begin
  execute format('select %s($1)', by_function) using p into did;
  return did;
end
$$;

create function proposals.tell(p proposals.proposal, what text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform ledger.record('proposal.' || what, jsonb_build_object('proposalId', p.id, 'of', p.kind,
    'contentHash', encode(p.content_hash, 'hex'), 'memberId', coalesce(p.settled_by, p.proposed_by)), p.case_id, p.agency_id);
  perform events.emit('proposal.' || what, p.agency_id, jsonb_build_object('proposalId', p.id));
end
$$;

-- For acts of the house that have checked who asks; no role of the server may call it.
create function proposals.put(new_proposal uuid, of_kind text, of_content jsonb, about_case uuid) returns proposals.proposal
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  k proposals.kind;
  p proposals.proposal;
begin
  select * into strict k from proposals.kind where name = of_kind;
  insert into proposals.proposal (id, kind, agency_id, case_id, content, content_hash, proposed_by, ripe_at, expires_at)
  values (new_proposal, of_kind, me.agency_id, about_case, of_content::text, sha256(convert_to(of_content::text, 'UTF8')), me.member_id, now() + make_interval(hours => k.waits_hours),
    now() + make_interval(hours => k.lives_hours))
  returning * into p;
  perform proposals.tell(p, 'made');
  if k.alone and (select count(*) from identity.member m where m.agency_id = me.agency_id) = 1 then
    update proposals.proposal set outcome = 'alone', settled_by = me.member_id, settled_at = now()
    where id = p.id returning * into p;
    perform proposals.tell(p, 'done-alone');
    if proposals.perform(p) is distinct from true then
      raise exception 'What was proposed cannot be done.' using errcode = 'check_violation';
    end if;
  end if;
  return p;
end
$$;

-- Proposes. Returns 'waits', or 'done' where an agency of one member does it alone; null for whoever may not.
create function proposals.propose(new_proposal uuid, of_kind text, of_content jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select 1 from proposals.kind k where k.name = of_kind and k.proposers <> '{}' and proposals.has_role(k.proposers)
  ) then
    return null;
  end if;
  return case when (proposals.put(new_proposal, of_kind, of_content, null)).outcome is null then 'waits' else 'done' end;
end
$$;

-- A second member does it: 'confirmed'. Refused, with nothing changed: 'unknown', 'own', 'not-yet', 'over' (settled, too
-- late, or proposed by someone who is suspended now), 'changed' (not what they read), 'impossible' (it cannot be done any more).
create function proposals.confirm(wanted uuid, read_hash bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  k proposals.kind;
  p proposals.proposal;
begin
  if me.kind is distinct from 'member' then return 'unknown'; end if;
  select * into p from proposals.proposal where id = wanted and agency_id = me.agency_id for update;
  if not found then return 'unknown'; end if;
  select * into strict k from proposals.kind where name = p.kind;
  if p.proposed_by = me.member_id then return 'own'; end if;
  if not proposals.has_role(k.confirmers) then return 'unknown'; end if;
  if p.outcome = 'confirmed' and p.settled_by = me.member_id then return 'confirmed'; end if; -- the same wish twice
  if p.outcome is not null or p.expires_at <= now()
    or not exists (select 1 from identity.member m where m.id = p.proposed_by and m.status = 'active')
  then
    return 'over';
  end if;
  if p.content_hash is distinct from read_hash then return 'changed'; end if;
  if p.ripe_at > now() then return 'not-yet'; end if;
  begin
    update proposals.proposal set outcome = 'confirmed', settled_by = me.member_id, settled_at = now()
    where id = wanted returning * into p;
    perform proposals.tell(p, 'confirmed');
    if proposals.perform(p) is distinct from true then
      raise exception 'impossible' using errcode = 'check_violation';
    end if;
  exception when integrity_constraint_violation then
    return 'impossible'; -- all of it undone: the proposal waits on
  end;
  return 'confirmed';
end
$$;

-- Says no, with a reason ('declined'), or takes one's own back ('withdrawn'). Refused: 'unknown', 'over'.
create function proposals.refuse(wanted uuid, why text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  p proposals.proposal;
begin
  if me.kind is distinct from 'member' then return 'unknown'; end if;
  select * into p from proposals.proposal where id = wanted and agency_id = me.agency_id for update;
  if not found or (p.proposed_by <> me.member_id and not exists (
    select 1 from proposals.kind k where k.name = p.kind and proposals.has_role(k.confirmers) and why is not null))
  then
    return 'unknown';
  end if;
  if p.outcome is not null or p.expires_at <= now() then return 'over'; end if;
  update proposals.proposal set settled_by = me.member_id, settled_at = now(),
    outcome = case when p.proposed_by = me.member_id then 'withdrawn' else 'declined' end,
    reason = case when p.proposed_by = me.member_id then null else why end
  where id = wanted returning * into p;
  perform proposals.tell(p, p.outcome);
  return p.outcome;
end
$$;

revoke all on all functions in schema proposals from public;
grant execute on function proposals.has_role(text[]), proposals.propose(uuid, text, jsonb),
  proposals.confirm(uuid, bytea), proposals.refuse(uuid, text) to leeward_member, leeward_supervisor;
