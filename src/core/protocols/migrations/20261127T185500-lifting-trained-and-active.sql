-- Whoever may not sign an agreement for want of a training that counts puts none in force again either: neither as the
-- one who proposes it nor as the second.
insert into identity.trained_act (name) values ('agreement.lifted');
update proposals.kind set trained = 'agreement.lifted' where name = 'protocol.lifting';
create trigger trained_lifting before insert on proposals.proposal
  for each row when (new.kind = 'protocol.lifting') execute function identity.ensure_trained_for('agreement.lifted');

-- This party agrees; with the last one the agreement is in force again. Not where it was lifted or ended meanwhile, or was
-- suspended anew for another reason;
-- and not while a party is suspended itself, though it agreed before.
create or replace function access.lift_by_two(p proposals.proposal) returns boolean
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
  if exists (select 1 from access.protocol_party y join identity.agency g on g.id = y.agency_id
    where y.protocol_id = wanted and g.status <> 'active')
  then
    return false; -- its keys may be why, and nobody there could say no any more
  end if;
  update access.protocol set status = 'in-force' where id = wanted;
  perform access.tell_protocol(wanted, 'lifted', null, null);
  return true;
end
$$;
