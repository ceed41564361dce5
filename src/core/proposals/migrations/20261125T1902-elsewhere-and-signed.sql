-- A second may sit in another agency, where the kind allows it and the proposer names that agency: so that an agency with
-- one member who is left is not stuck, and none has to be let in unseen by all others. And some acts are signed, by both
-- people's own keys, over the content that both read.

alter table proposals.kind
  add column elsewhere boolean not null default false,
  add column signed boolean not null default false;
alter table proposals.proposal
  add column second_agency_id uuid references identity.agency,
  add check (second_agency_id <> agency_id),
  drop constraint proposal_content_check,
  add check (length(content) <= 65536); -- a list of two hundred readers with their keys
create index proposal_elsewhere on proposals.proposal (second_agency_id, expires_at) where second_agency_id is not null;

create table proposals.signature (
  proposal_id uuid not null references proposals.proposal on delete cascade,
  member_id uuid not null references identity.member,
  name text not null check (length(name) between 1 and 120),
  signing_key bytea not null check (length(signing_key) = 32),
  signature bytea not null check (length(signature) = 64),
  signed_at timestamptz not null default now(),
  primary key (proposal_id, member_id)
);
alter table proposals.signature enable row level security;
grant select on proposals.signature to leeward_member, leeward_supervisor;
create policy signatures_of_what_one_sees on proposals.signature for select to leeward_member, leeward_supervisor
  using (exists (select 1 from proposals.proposal p where p.id = proposal_id));

-- Whether the caller could be the second of what their agency proposed, or was asked to second.
create function proposals.could_second(p proposals.proposal) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.proposed_by <> me.member_id
    and p.content::jsonb ->> 'memberId' is distinct from me.member_id::text -- nobody seconds what is about themself
    and case me.agency_id
      when p.agency_id then proposals.has_role(k.confirmers)
      when p.second_agency_id then proposals.has_role('{supervisor}')
      else false
    end
  from access.current_context() me, proposals.kind k
  where me.kind = 'member' and k.name = p.kind
$$;

drop policy own_and_to_confirm on proposals.proposal;
create policy own_and_to_confirm on proposals.proposal for select to leeward_member, leeward_supervisor
  using (agency_id = (select access.current_agency_id()) and (
      proposed_by = (select access.current_member_id())
      or exists (select 1 from proposals.kind k where k.name = kind
        and (proposals.has_role(k.confirmers) or proposals.has_role(k.proposers))))
    or second_agency_id = (select access.current_agency_id()) and (select proposals.has_role('{supervisor}')));

create or replace function proposals.tell(p proposals.proposal, what text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform ledger.record('proposal.' || what, jsonb_build_object('proposalId', p.id, 'of', p.kind,
    'contentHash', encode(p.content_hash, 'hex'), 'memberId', coalesce(p.settled_by, p.proposed_by)), p.case_id, p.agency_id);
  perform events.emit('proposal.' || what, p.agency_id, jsonb_build_object('proposalId', p.id));
  if p.second_agency_id is not null then
    perform events.emit('proposal.' || what, p.second_agency_id, jsonb_build_object('proposalId', p.id));
  end if;
end
$$;

-- For acts of the house that have checked who asks; no role of the server may call it.
drop function proposals.put(uuid, text, jsonb, uuid);
create function proposals.put(new_proposal uuid, of_kind text, of_content jsonb, about_case uuid, second uuid default null)
returns proposals.proposal
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  k proposals.kind;
  p proposals.proposal;
begin
  select * into strict k from proposals.kind where name = of_kind;
  if second is not null and (not k.elsewhere or not exists (
    select 1 from identity.agency a where a.id = second and a.status = 'active'))
  then
    raise exception 'No other agency can second this.' using errcode = 'check_violation', constraint = 'second_elsewhere';
  end if;
  insert into proposals.proposal (id, kind, agency_id, case_id, content, content_hash, proposed_by, ripe_at, expires_at,
    second_agency_id)
  values (new_proposal, of_kind, me.agency_id, about_case, of_content::text, sha256(convert_to(of_content::text, 'UTF8')),
    me.member_id, now() + make_interval(hours => k.waits_hours), now() + make_interval(hours => k.lives_hours), second)
  returning * into p;
  perform proposals.tell(p, 'made');
  if k.alone and second is null
    and (select count(*) from identity.member m where m.agency_id = me.agency_id) = 1
  then
    update proposals.proposal set outcome = 'alone', settled_by = me.member_id, settled_at = now()
    where id = p.id returning * into p;
    perform proposals.tell(p, 'done-alone');
    if proposals.perform(p) is distinct from true then
      raise exception 'What was proposed cannot be done.' using errcode = 'check_violation', constraint = 'proposal_possible';
    end if;
  end if;
  return p;
end
$$;

-- Proposes. Returns 'waits', or 'done' where an agency of one member does it alone; null for whoever may not.
drop function proposals.propose(uuid, text, jsonb);
create function proposals.propose(new_proposal uuid, of_kind text, of_content jsonb, second uuid default null) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select 1 from proposals.kind k where k.name = of_kind and k.proposers <> '{}' and proposals.has_role(k.proposers)
  ) then
    return null;
  end if;
  return case when (proposals.put(new_proposal, of_kind, of_content, null, second)).outcome is null then 'waits' else 'done' end;
end
$$;

-- The server has checked this signature of the caller over the content, and vouches for that. False where it takes none.
create function proposals.sign(wanted uuid, as_name text, key bytea, signed bytea, voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  p proposals.proposal;
begin
  select * into p from proposals.proposal where id = wanted and outcome is null for update;
  if not found or me.kind is distinct from 'member' or not (p.proposed_by = me.member_id or proposals.could_second(p)) then
    return false;
  end if;
  if not identity.is_vouched('proposal-signature:' || wanted || ':' || me.member_id || ':'
    || encode(sha256(key || signed), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select 1 from identity.member_key k join identity.member m on m.id = k.member_id
    where k.member_id = me.member_id and k.retired_at is null and k.signing_key = key and m.display_name = as_name) then
    return false;
  end if;
  insert into proposals.signature (proposal_id, member_id, name, signing_key, signature)
  values (wanted, me.member_id, as_name, key, signed) on conflict do nothing;
  return true;
end
$$;

-- A second member does it: 'confirmed'. Refused, with nothing changed: 'unknown', 'own' (also what is about oneself),
-- 'not-yet', 'over' (settled, too late, or proposed by someone who is suspended now), 'changed' (not what they read),
-- 'how' (they have to say how they know), 'unsigned', 'impossible' (it cannot be done any more). Raises `training_valid`.
create or replace function proposals.confirm(wanted uuid, read_hash bytea, how text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  k proposals.kind;
  p proposals.proposal;
begin
  if me.kind is distinct from 'member' then return 'unknown'; end if;
  select * into p from proposals.proposal where id = wanted and me.agency_id in (agency_id, second_agency_id) for update;
  if not found then return 'unknown'; end if;
  select * into strict k from proposals.kind where name = p.kind;
  if p.proposed_by = me.member_id or p.content::jsonb ->> 'memberId' = me.member_id::text then return 'own'; end if;
  if not proposals.could_second(p) then return 'unknown'; end if;
  if p.outcome = 'confirmed' and p.settled_by = me.member_id then return 'confirmed'; end if; -- the same wish twice
  if p.outcome is not null or p.expires_at <= now()
    or not exists (select 1 from identity.member m where m.id = p.proposed_by and m.status = 'active')
  then
    return 'over';
  end if;
  if p.content_hash is distinct from read_hash then return 'changed'; end if;
  if p.ripe_at > now() then return 'not-yet'; end if;
  if k.asks_how and how is null then return 'how'; end if;
  if k.trained is not null then perform identity.ensure_trained(k.trained); end if;
  if k.signed and (select count(*) from proposals.signature s where s.proposal_id = wanted
    and s.member_id in (p.proposed_by, me.member_id)) < 2
  then
    return 'unsigned';
  end if;
  begin
    update proposals.proposal set outcome = 'confirmed', settled_by = me.member_id, settled_at = now(),
      known_how = case when k.asks_how then how end
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
create or replace function proposals.refuse(wanted uuid, why text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  k proposals.kind;
  p proposals.proposal;
begin
  if me.kind is distinct from 'member' then return 'unknown'; end if;
  select * into p from proposals.proposal where id = wanted and me.agency_id in (agency_id, second_agency_id) for update;
  if not found then return 'unknown'; end if;
  select * into strict k from proposals.kind where name = p.kind;
  if p.proposed_by <> me.member_id and (why is null or not proposals.could_second(p)) then return 'unknown'; end if;
  if p.outcome is not null or p.expires_at <= now() then return 'over'; end if;
  update proposals.proposal set settled_by = me.member_id, settled_at = now(),
    outcome = case when p.proposed_by = me.member_id then 'withdrawn' else 'declined' end,
    reason = case when p.proposed_by = me.member_id then null else why end
  where id = wanted returning * into p;
  perform proposals.tell(p, p.outcome);
  if k.undoes is not null then execute format('select %s($1)', k.undoes) using p; end if;
  return p.outcome;
end
$$;

revoke all on function proposals.could_second(proposals.proposal), proposals.put(uuid, text, jsonb, uuid, uuid),
  proposals.propose(uuid, text, jsonb, uuid), proposals.sign(uuid, text, bytea, bytea, bytea) from public;
grant execute on function proposals.could_second(proposals.proposal), proposals.propose(uuid, text, jsonb, uuid),
  proposals.sign(uuid, text, bytea, bytea, bytea) to leeward_member, leeward_supervisor;
