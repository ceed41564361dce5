-- Shutting someone out is one supervisor's act, at once. Letting them in again, or changing what they may do, opens: that
-- takes two, of which the second may sit in another agency.

insert into proposals.kind (name, proposers, confirmers, lives_hours, alone, elsewhere, performs) values
  ('member.return', '{supervisor}', null, 168, false, true, 'identity.let_return'),
  ('member.roles', '{supervisor}', null, 168, true, true, 'identity.change_roles');

drop function identity.lift_suspension(uuid);

-- 'waits'; 'unknown' (no colleague, or not suspended): nothing proposed.
create function identity.propose_return(new_proposal uuid, wanted uuid, second uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
  name_of text;
begin
  select m.display_name into name_of from identity.member m
  where m.id = wanted and m.agency_id = me.agency_id and m.status = 'suspended';
  if not found then return 'unknown'; end if;
  perform proposals.put(new_proposal, 'member.return', jsonb_build_object('memberId', wanted, 'name', name_of), null, second);
  return 'waits';
end
$$;

create function identity.let_return(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted uuid := p.content::jsonb ->> 'memberId';
begin
  perform 1 from identity.member m where m.id = wanted and m.agency_id = p.agency_id and m.status = 'suspended' for update;
  if not found then return false; end if;
  -- A sign-in that was on its way while the member was suspended begins nothing now.
  update identity.session set ended_at = now() where member_id = wanted and ended_at is null;
  update identity.member set status = 'active' where id = wanted;
  perform ledger.record('member.restored', jsonb_build_object('memberId', wanted, 'by', p.proposed_by,
    'second', p.settled_by), null, p.agency_id);
  perform events.emit('member.restored', p.agency_id, jsonb_build_object('memberId', wanted));
  return true;
end
$$;

-- 'waits', 'done' (an agency of one); 'unknown' (no colleague), 'same', 'roles' (unknown ones, none, or an auditor with
-- others), 'last' (nobody would supervise): nothing proposed.
create function identity.propose_roles(new_proposal uuid, wanted uuid, new_roles text[], second uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
  name_of text;
  had text[];
  gets text[] := array(select distinct r from unnest(new_roles) r order by r);
  p proposals.proposal;
begin
  select m.display_name into name_of from identity.member m where m.id = wanted and m.agency_id = me.agency_id;
  if not found then return 'unknown'; end if;
  had := array(select r.role from identity.member_role r where r.member_id = wanted order by 1);
  if had = gets then return 'same'; end if;
  if not identity.are_roles(gets) then return 'roles'; end if;
  if not identity.supervised_with(me.agency_id, wanted, gets) then return 'last'; end if;
  p := proposals.put(new_proposal, 'member.roles', jsonb_build_object('memberId', wanted, 'name', name_of, 'had', had,
    'gets', gets), null, second);
  return case when p.outcome is null then 'waits' else 'done' end;
end
$$;

create function identity.are_roles(wanted text[]) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select cardinality(wanted) between 1 and 6 and (cardinality(wanted) = 1 or not 'auditor' = any (wanted))
    and not exists (select from unnest(wanted) w where w not in (select d.name from identity.role d))
$$;

-- Whether somebody active supervises the agency once this member has these roles.
create function identity.supervised_with(agency uuid, changed uuid, gets text[]) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from identity.member m where m.agency_id = agency and m.status = 'active' and exists (
    select 1 from identity.role d where d.supervises and d.name = any (
      case when m.id = changed then gets
        else array(select r.role from identity.member_role r where r.member_id = m.id) end)))
$$;

create function identity.change_roles(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted uuid := p.content::jsonb ->> 'memberId';
  had text[] := array(select jsonb_array_elements_text(p.content::jsonb -> 'had'));
  gets text[] := array(select jsonb_array_elements_text(p.content::jsonb -> 'gets'));
begin
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
  perform ledger.record('member.roles-changed', jsonb_build_object('memberId', wanted, 'had', had, 'gets', gets,
    'by', p.proposed_by, 'second', p.settled_by), null, p.agency_id);
  perform events.emit('member.roles-changed', p.agency_id, jsonb_build_object('memberId', wanted));
  return true;
end
$$;

revoke all on function identity.propose_return(uuid, uuid, uuid), identity.let_return(proposals.proposal),
  identity.propose_roles(uuid, uuid, text[], uuid), identity.are_roles(text[]),
  identity.supervised_with(uuid, uuid, text[]), identity.change_roles(proposals.proposal) from public;
grant execute on function identity.propose_return(uuid, uuid, uuid), identity.propose_roles(uuid, uuid, text[], uuid)
  to leeward_supervisor;
update proposals.kind set elsewhere = true where name = 'member.admission';
