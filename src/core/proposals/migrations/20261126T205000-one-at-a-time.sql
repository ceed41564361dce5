-- Two confirmations of one agency come one after the other, the agency first, as whoever suspends takes it: each may end what the
-- other is confirming (proposals.fall), and two that wait for each other's proposals would end in a deadlock.

create or replace function proposals.confirm(wanted uuid, read_hash bytea, how text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  k proposals.kind;
  p proposals.proposal;
begin
  if me.kind is distinct from 'member' then return 'unknown'; end if;
  perform 1 from identity.agency a
  where a.id = (select x.agency_id from proposals.proposal x where x.id = wanted) for no key update;
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
