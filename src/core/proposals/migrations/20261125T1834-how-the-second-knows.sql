-- Some acts rest on what the second member knows of a person, so they say how they know it; some are for members whose
-- training counts, on the day of the confirmation.

alter table proposals.kind
  add column asks_how boolean not null default false,
  add column trained text references identity.trained_act; -- what the second decides; null: needs no training
alter table proposals.proposal
  add column known_how text check (known_how in ('safe-contact', 'in-person')),
  add check (known_how is null or outcome is not distinct from 'confirmed');

drop function proposals.confirm(uuid, bytea);

-- A second member does it: 'confirmed'. Refused, with nothing changed: 'unknown', 'own', 'not-yet', 'over' (settled, too
-- late, or proposed by someone who is suspended now), 'changed' (not what they read), 'how' (they have to say how they
-- know), 'impossible' (it cannot be done any more). Raises `training_valid`.
create function proposals.confirm(wanted uuid, read_hash bytea, how text) returns text
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
  if k.asks_how and how is null then return 'how'; end if;
  if k.trained is not null then perform identity.ensure_trained(k.trained); end if;
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
revoke all on function proposals.confirm(uuid, bytea, text) from public;
grant execute on function proposals.confirm(uuid, bytea, text) to leeward_member, leeward_supervisor;
