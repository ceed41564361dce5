-- A member's standing: suspended at once and everywhere, sessions that carry a name, training that lapses.

-- Sessions. The name is what the member calls the device: no address and no kind of browser is kept.
alter table identity.session add column device_name text check (length(device_name) between 1 and 60);
grant select (device_name), update (device_name) on identity.session to leeward_member, leeward_supervisor;
create policy own_sessions_name on identity.session for update to leeward_member, leeward_supervisor
  using (member_id = (select access.current_member_id()) and ended_at is null)
  with check (member_id = (select access.current_member_id()));

-- However a session ends, the open streams of its agency are told, and each looks whether it may go on.
create function identity.tell_session_ended() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('leeward_events', json_build_object('type', 'session.ended',
    'agencyId', (select m.agency_id from identity.member m where m.id = new.member_id))::text);
  return null;
end
$$;
create trigger session_ended after update of ended_at on identity.session
  for each row when (old.ended_at is null and new.ended_at is not null)
  execute function identity.tell_session_ended();

-- Who supervises at this moment, with the agency locked: of two supervisors who suspend each other, one comes second
-- and is suspended already. So an agency is never left without anyone who could lift it.
create function identity.acting_supervisor() returns access.context
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or me.opened_as <> 'leeward_supervisor' then
    raise exception 'Only a supervisor does this.' using errcode = 'insufficient_privilege';
  end if;
  perform 1 from identity.agency a where a.id = me.agency_id for no key update;
  if not exists (
    select 1 from identity.member m
    join identity.member_role r on r.member_id = m.id
    join identity.role d on d.name = r.role and d.supervises
    where m.id = me.member_id and m.status = 'active'
  ) then
    raise exception 'Only a supervisor does this.' using errcode = 'insufficient_privilege';
  end if;
  return me;
end
$$;

-- Suspends a colleague: every session ends in the same transaction. 'done'; 'own', 'unknown': nothing changed.
create function identity.suspend_member(wanted uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
  standing text;
begin
  if wanted = me.member_id then return 'own'; end if;
  select m.status into standing from identity.member m where m.id = wanted and m.agency_id = me.agency_id for update;
  if not found then return 'unknown'; end if;
  if standing = 'suspended' then return 'done'; end if; -- the same wish twice is one wish
  update identity.member set status = 'suspended' where id = wanted;
  update identity.session set ended_at = now() where member_id = wanted and ended_at is null;
  perform ledger.record('member.suspended', jsonb_build_object('memberId', wanted, 'by', me.member_id), null, me.agency_id);
  perform events.emit('member.suspended', me.agency_id, jsonb_build_object('memberId', wanted));
  return 'done';
end
$$;

create function identity.lift_suspension(wanted uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
  standing text;
begin
  select m.status into standing from identity.member m where m.id = wanted and m.agency_id = me.agency_id for update;
  if not found then return 'unknown'; end if;
  if standing = 'active' then return 'done'; end if;
  -- A sign-in that was on its way while the member was suspended begins nothing now.
  update identity.session set ended_at = now() where member_id = wanted and ended_at is null;
  update identity.member set status = 'active' where id = wanted;
  perform ledger.record('member.restored', jsonb_build_object('memberId', wanted, 'by', me.member_id), null, me.agency_id);
  perform events.emit('member.restored', me.agency_id, jsonb_build_object('memberId', wanted));
  return 'done';
end
$$;

-- Suspends a whole agency, or lets it go on. For the operator alone: no role of the server may call it.
create function identity.set_agency_status(wanted uuid, new_status text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update identity.agency set status = new_status where id = wanted and status <> new_status;
  if not found then return false; end if;
  update identity.session s set ended_at = now() from identity.member m
  where m.id = s.member_id and m.agency_id = wanted and s.ended_at is null;
  perform ledger.record(case new_status when 'suspended' then 'agency.suspended' else 'agency.restored' end,
    jsonb_build_object('agencyId', wanted), null, wanted);
  return true;
end
$$;

-- Training. What needs it is in this table; reading and care are not, and never stop for want of it.
create table identity.trained_act (
  name text primary key check (name ~ '^[a-z-]+\.[a-z-]+$')
);
insert into identity.trained_act (name) values
  -- decisions about a person
  ('state.reasonable-grounds'), ('state.conclusive-grounds'), ('state.closed'),
  -- what binds others
  ('order.proposed'), ('order.confirmed'), ('agreement.signed');
grant select on identity.trained_act to leeward_member, leeward_supervisor;

-- To the last day of its training, whole, in UTC. A training that nobody has recorded is none.
create function identity.is_trained(of_member uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from identity.member m
    where m.id = of_member and m.training_valid_until >= (now() at time zone 'utc')::date
  )
$$;

create function identity.ensure_trained(act text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind = 'member' and exists (select 1 from identity.trained_act t where t.name = act)
    and not identity.is_trained(me.member_id)
  then
    raise exception 'The training of this member has lapsed.'
      using errcode = 'insufficient_privilege', constraint = 'training_valid';
  end if;
end
$$;

-- For the tables in which decisions are kept: the act, and the column whose value completes its name, if there is one.
create function identity.ensure_trained_for() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform identity.ensure_trained(tg_argv[0] || coalesce('.' || (to_jsonb(new) ->> tg_argv[1]), ''));
  return new;
end
$$;

-- A supervisor writes down until when someone's training counts: one's own only where nobody else supervises.
-- 'done'; 'own', 'unknown', 'limits' (yesterday at the earliest, three years ahead at most): nothing changed.
create function identity.set_training(wanted uuid, valid_until date) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
  today date := (now() at time zone 'utc')::date;
begin
  if valid_until not between today - 1 and today + 1096 then return 'limits'; end if;
  if wanted = me.member_id and exists (
    select 1 from identity.member m
    join identity.member_role r on r.member_id = m.id
    join identity.role d on d.name = r.role and d.supervises
    where m.agency_id = me.agency_id and m.status = 'active' and m.id <> wanted
  ) then
    return 'own';
  end if;
  update identity.member set training_valid_until = valid_until where id = wanted and agency_id = me.agency_id;
  if not found then return 'unknown'; end if;
  perform ledger.record('member.training-recorded', jsonb_build_object('memberId', wanted, 'until', valid_until,
    'by', me.member_id), null, me.agency_id);
  perform events.emit('member.training-recorded', me.agency_id, jsonb_build_object('memberId', wanted));
  return 'done';
end
$$;

revoke all on function identity.tell_session_ended(), identity.acting_supervisor(), identity.suspend_member(uuid),
  identity.lift_suspension(uuid), identity.set_agency_status(uuid, text), identity.is_trained(uuid),
  identity.ensure_trained(text), identity.ensure_trained_for(), identity.set_training(uuid, date)
  from public;
grant execute on function identity.suspend_member(uuid), identity.lift_suspension(uuid),
  identity.set_training(uuid, date) to leeward_supervisor;
