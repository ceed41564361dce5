-- In an incident no supervisor may be in reach. What a supervisor's suspension does, an owner's function does in the same words:
-- an update of the row alone ended no session, and left no entry and no notice.

-- The rest of suspending, once it is clear whose act it is. False: they were suspended already.
create function identity.shut_out(wanted uuid, of_agency uuid, by_whom jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update identity.member set status = 'suspended' where id = wanted and status = 'active';
  if not found then return false; end if;
  update identity.session set ended_at = now() where member_id = wanted and ended_at is null;
  perform proposals.fall(wanted);
  perform ledger.record('member.suspended', jsonb_build_object('memberId', wanted) || by_whom, null, of_agency);
  perform events.emit('member.suspended', of_agency, jsonb_build_object('memberId', wanted));
  return true;
end
$$;

create or replace function identity.suspend_member(wanted uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
begin
  if wanted = me.member_id then return 'own'; end if;
  perform proposals.take_cases(wanted, me.agency_id);
  perform 1 from identity.member m where m.id = wanted and m.agency_id = me.agency_id for update;
  if not found then return 'unknown'; end if;
  perform identity.shut_out(wanted, me.agency_id, jsonb_build_object('by', me.member_id)); -- the same wish twice is one wish
  return 'done';
end
$$;

-- For the operator alone: no role of the server may call it. The agency, the cases and the member are taken in the order of a
-- supervisor's suspension.
create function identity.suspend_by_owner(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_agency uuid := (select m.agency_id from identity.member m where m.id = wanted);
begin
  perform 1 from identity.agency a where a.id = of_agency for no key update;
  perform proposals.take_cases(wanted, of_agency);
  perform 1 from identity.member m where m.id = wanted for update;
  return identity.shut_out(wanted, of_agency, '{"byOperator": true}');
end
$$;
revoke all on function identity.shut_out(uuid, uuid, jsonb), identity.suspend_by_owner(uuid) from public;
