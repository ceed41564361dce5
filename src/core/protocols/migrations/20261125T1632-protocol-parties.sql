-- Who is named in a change that waits for signatures may read what it does, sign it and refuse it; suspending, lifting
-- and ending are for those who are party to what is in force.

create function access.supervisor_of_standing_party(wanted uuid) returns access.context
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_party(wanted);
begin
  if not exists (select 1 from access.protocol_party y where y.protocol_id = wanted and y.agency_id = me.agency_id) then
    raise exception 'Only a supervisor of a party does this.'
      using errcode = 'insufficient_privilege', constraint = 'supervisor_of_party';
  end if;
  return me;
end
$$;
revoke all on function access.supervisor_of_standing_party(uuid) from public;

create or replace function access.suspend_protocol(wanted uuid, because text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_standing_party(wanted);
begin
  update access.protocol set status = 'suspended' where id = wanted and status = 'in-force';
  if not found then return false; end if;
  perform access.tell_protocol(wanted, 'suspended', null, because);
  return true;
end
$$;

create or replace function access.lift_protocol(wanted uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_standing_party(wanted);
  since bigint;
begin
  perform from access.protocol p where p.id = wanted and p.status = 'suspended' for update;
  if not found then return 'not-suspended'; end if;
  select max(c.id) into since from access.protocol_change c where c.protocol_id = wanted and c.kind = 'suspended';
  if not exists (select 1 from access.protocol_change c where c.protocol_id = wanted and c.kind = 'lift-agreed'
    and c.agency_id = me.agency_id and c.id > since) then
    perform access.tell_protocol(wanted, 'lift-agreed', null, null);
  end if;
  if exists (
    select 1 from access.protocol_party y where y.protocol_id = wanted and not exists (
      select 1 from access.protocol_change c where c.protocol_id = wanted and c.kind = 'lift-agreed'
        and c.agency_id = y.agency_id and c.id > since)
  ) then
    return 'waits';
  end if;
  update access.protocol set status = 'in-force' where id = wanted;
  perform access.tell_protocol(wanted, 'lifted', null, null);
  return 'in-force';
end
$$;

create or replace function access.end_protocol(wanted uuid, because text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_standing_party(wanted);
  ended access.share;
begin
  perform access.lock_case(c.case_id) from (select distinct s.case_id from access.share s
    where s.protocol_id = wanted and s.ended_at is null order by s.case_id) c;
  update access.protocol set status = 'ended' where id = wanted and status in ('in-force', 'suspended');
  if not found then return false; end if;
  update access.protocol_version set status = 'withdrawn', decided_at = now(), withdrawn_because = because
  where protocol_id = wanted and status = 'proposed';
  for ended in
    update access.share set ended_at = now(), ended_because = 'basis-ended'
    where protocol_id = wanted and ended_at is null returning *
  loop
    perform access.tell_share_ended(ended);
  end loop;
  perform access.tell_protocol(wanted, 'ended', null, because);
  return true;
end
$$;
