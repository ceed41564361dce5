-- A proposal is one person's word, and counts no longer than they could give it: whoever proposed must still be active and still
-- have a role for the act when a second one confirms. What a member proposed falls when they are suspended or lose the role, and
-- does not come back with them.

-- Roles of which the proposer must still have one; null where any active member may propose.
alter table proposals.kind add column stands_by text[];
update proposals.kind set stands_by = '{supervisor}' where name in ('member.admission', 'member.return', 'member.renewal',
  'member.roles', 'protocol.ending', 'tool.assessment', 'agency.leaving');
-- As access.handles_orders has it. A glass needs no role, and any colleague may second it.
update proposals.kind set stands_by = '{caseworker,legal-adviser,child-protection-officer,supervisor}'
where name in ('order.confirmation', 'hold.ending');

-- Under what is signed the key must still be the proposer's: one that was replaced may be in other hands.
create function proposals.stands(p proposals.proposal) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
      select 1 from identity.member m join identity.agency a on a.id = m.agency_id and a.status = 'active'
      where m.id = p.proposed_by and m.status = 'active'
    )
    and (k.stands_by is null or exists (
      select 1 from identity.member_role r where r.member_id = p.proposed_by and r.role = any (k.stands_by)))
    and not exists (
      select 1 from proposals.signature s where s.proposal_id = p.id and s.member_id = p.proposed_by
        and not exists (select 1 from identity.member_key y where y.member_id = s.member_id
          and y.signing_key = s.signing_key and y.retired_at is null))
  from proposals.kind k where k.name = p.kind
$$;

-- Before the member is locked: everyone takes the case first.
create function proposals.take_cases(of_member uuid, of_agency uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select access.lock_case(c.case_id) from (select distinct p.case_id from proposals.proposal p
    where p.proposed_by = of_member and p.agency_id = of_agency and p.outcome is null and p.case_id is not null
    order by p.case_id) c
$$;

-- Ends what a member proposed and stands for no longer, with what waited beside it.
create function proposals.fall(of_member uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p proposals.proposal;
  undoes text;
begin
  for p in select * from proposals.proposal x where x.proposed_by = of_member and x.outcome is null order by x.id for update
  loop
    if not proposals.stands(p) then
      perform proposals.overtake(p.id);
      select k.undoes into undoes from proposals.kind k where k.name = p.kind;
      if undoes is not null then execute format('select %s($1)', undoes) using p; end if;
    end if;
  end loop;
end
$$;
revoke all on function proposals.stands(proposals.proposal), proposals.take_cases(uuid, uuid), proposals.fall(uuid) from public;
grant execute on function proposals.stands(proposals.proposal) to leeward_member, leeward_supervisor;

create or replace function proposals.confirm(wanted uuid, read_hash bytea, how text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  k proposals.kind;
  p proposals.proposal;
begin
  if me.kind is distinct from 'member' then return 'unknown'; end if;
  perform access.lock_case((select x.case_id from proposals.proposal x where x.id = wanted));
  select * into p from proposals.proposal where id = wanted and me.agency_id in (agency_id, second_agency_id) for update;
  if not found then return 'unknown'; end if;
  select * into strict k from proposals.kind where name = p.kind;
  if p.proposed_by = me.member_id or p.content::jsonb ->> 'memberId' = me.member_id::text then return 'own'; end if;
  if not proposals.could_second(p) then return 'unknown'; end if;
  if p.outcome = 'confirmed' and p.settled_by = me.member_id then return 'confirmed'; end if; -- the same wish twice
  if p.outcome is not null or p.expires_at <= now() or not proposals.stands(p) then return 'over'; end if;
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

create or replace function identity.suspend_member(wanted uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
  standing text;
begin
  if wanted = me.member_id then return 'own'; end if;
  perform proposals.take_cases(wanted, me.agency_id);
  select m.status into standing from identity.member m where m.id = wanted and m.agency_id = me.agency_id for update;
  if not found then return 'unknown'; end if;
  if standing = 'suspended' then return 'done'; end if; -- the same wish twice is one wish
  update identity.member set status = 'suspended' where id = wanted;
  update identity.session set ended_at = now() where member_id = wanted and ended_at is null;
  perform proposals.fall(wanted);
  perform ledger.record('member.suspended', jsonb_build_object('memberId', wanted, 'by', me.member_id), null, me.agency_id);
  perform events.emit('member.suspended', me.agency_id, jsonb_build_object('memberId', wanted));
  return 'done';
end
$$;

create or replace function identity.change_roles(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted uuid := p.content::jsonb ->> 'memberId';
  had text[] := array(select jsonb_array_elements_text(p.content::jsonb -> 'had'));
  gets text[] := array(select jsonb_array_elements_text(p.content::jsonb -> 'gets'));
begin
  perform proposals.take_cases(wanted, p.agency_id);
  -- as acting_supervisor: of two changes that would leave nobody, one comes second
  perform 1 from identity.agency a where a.id = p.agency_id for no key update;
  perform 1 from identity.member m where m.id = wanted and m.agency_id = p.agency_id for update;
  if not found or not identity.are_roles(gets) or not identity.supervised_with(p.agency_id, wanted, gets)
    or had <> array(select r.role from identity.member_role r where r.member_id = wanted order by 1)
  then
    return false;
  end if;
  delete from identity.member_role where member_id = wanted and not role = any (gets);
  insert into identity.member_role (member_id, role) select wanted, g from unnest(gets) g on conflict do nothing;
  perform proposals.fall(wanted);
  perform ledger.record('member.roles-changed', jsonb_build_object('memberId', wanted, 'had', had, 'gets', gets,
    'by', p.proposed_by, 'second', p.settled_by), null, p.agency_id);
  perform events.emit('member.roles-changed', p.agency_id, jsonb_build_object('memberId', wanted));
  return true;
end
$$;
