-- Suspending is one supervisor's, at once: it closes. Lifting puts an agreement in force again, so each party says so by
-- two of its own: whoever took one supervisor's account could else undo what that party suspended because of it.

insert into proposals.kind (name, proposers, confirmers, stands_by, lives_hours, alone, performs)
values ('protocol.lifting', '{}', '{supervisor}', '{supervisor}', 336, true, 'access.lift_by_two');

drop function access.lift_protocol(uuid);

create function access.last_suspension(wanted uuid) returns access.protocol_change
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c from access.protocol_change c where c.protocol_id = wanted and c.kind = 'suspended' order by c.id desc limit 1
$$;

create function access.has_agreed_to_lift(wanted uuid, party uuid, since bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from access.protocol_change c where c.protocol_id = wanted and c.kind = 'lift-agreed'
    and c.agency_id = party and c.id > since)
$$;

-- 'second' (a colleague is awaited), 'waits' (this party has agreed, others have not), 'in-force'; 'not-suspended'. Raises
-- `supervisor_of_party`.
create function access.propose_lifting(new_proposal uuid, wanted uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_standing_party(wanted);
  agreement access.protocol;
  last access.protocol_change;
begin
  select * into agreement from access.protocol p where p.id = wanted and p.status = 'suspended' for update;
  if not found then return 'not-suspended'; end if;
  last := access.last_suspension(wanted);
  if access.has_agreed_to_lift(wanted, me.agency_id, last.id) then return 'waits'; end if;
  if exists (
    select 1 from proposals.proposal p where p.kind = 'protocol.lifting' and p.agency_id = me.agency_id
      and p.outcome is null and p.expires_at > now() and proposals.stands(p)
      and p.content::jsonb ->> 'suspension' = last.id::text
  ) then
    return 'second';
  end if;
  if (proposals.put(new_proposal, 'protocol.lifting', jsonb_build_object('protocolId', wanted, 'title', agreement.title,
    'suspension', last.id::text, 'reason', last.reason), null)).outcome is null
  then
    return 'second';
  end if;
  return case (select p.status from access.protocol p where p.id = wanted) when 'in-force' then 'in-force' else 'waits' end;
end
$$;

-- This party agrees; with the last one the agreement is in force again. Not where it was lifted or ended meanwhile, or was
-- suspended anew for another reason.
create function access.lift_by_two(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := p.content::jsonb;
  wanted uuid := said ->> 'protocolId';
  me access.context := access.supervisor_of_standing_party(wanted);
  last access.protocol_change;
begin
  perform from access.protocol a where a.id = wanted and a.status = 'suspended' for update;
  if not found then return false; end if;
  last := access.last_suspension(wanted);
  if last.id::text is distinct from said ->> 'suspension' then return false; end if;
  if not access.has_agreed_to_lift(wanted, me.agency_id, last.id) then
    perform access.tell_protocol(wanted, 'lift-agreed', null, null);
  end if;
  if exists (select 1 from access.protocol_party y where y.protocol_id = wanted
    and not access.has_agreed_to_lift(wanted, y.agency_id, last.id))
  then
    return true;
  end if;
  update access.protocol set status = 'in-force' where id = wanted;
  perform access.tell_protocol(wanted, 'lifted', null, null);
  return true;
end
$$;

-- What is lifted or ended by other means is not lifted any more.
create function access.end_waiting_lifts() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- One that is being confirmed at this moment waits for the agreement's row, and finds it lifted or ended.
  perform proposals.overtake(x.id) from (
    select p.id from proposals.proposal p
    where p.kind = 'protocol.lifting' and p.outcome is null and p.content::jsonb ->> 'protocolId' = new.id::text
    order by p.id for update skip locked
  ) x;
  return null;
end
$$;
create trigger lifts_end after update of status on access.protocol
  for each row when (old.status = 'suspended' and new.status <> 'suspended') execute function access.end_waiting_lifts();

revoke all on function access.last_suspension(uuid), access.has_agreed_to_lift(uuid, uuid, bigint),
  access.propose_lifting(uuid, uuid), access.lift_by_two(proposals.proposal), access.end_waiting_lifts() from public;
grant execute on function access.propose_lifting(uuid, uuid) to leeward_supervisor;
