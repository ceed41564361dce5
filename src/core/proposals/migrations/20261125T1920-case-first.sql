-- Everyone who decides on a case takes the case first, then what is about it: of a second who confirms and a person who stops
-- in the same moment, one waits for the other, and neither is thrown out as half of a deadlock.

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

create or replace function proposals.refuse(wanted uuid, why text) returns text
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

