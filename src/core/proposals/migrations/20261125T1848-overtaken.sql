-- What a proposal was about can end by itself, without anyone deciding on it: the person stops a wish, a glass ends. And
-- where something waits beside the proposal, a no ends that too.

alter table proposals.kind add column undoes text check (undoes ~ '^[a-z_]+\.[a-z_]+$'); -- on a no, or when taken back

do $$
declare
  name_of text;
begin
  for name_of in
    select c.conname from pg_constraint c
    where c.conrelid = 'proposals.proposal'::regclass and c.contype = 'c' and pg_get_constraintdef(c.oid) like '%outcome%'
  loop
    execute format('alter table proposals.proposal drop constraint %I', name_of);
  end loop;
end
$$;
alter table proposals.proposal
  add constraint known_outcome
    check (outcome in ('confirmed', 'alone', 'declined', 'withdrawn', 'overtaken')),
  add constraint settled_at_once check (num_nonnulls(outcome, settled_at) in (0, 2)),
  add constraint settled_by_someone
    check ((settled_by is null) = (outcome is null or outcome = 'overtaken')),
  add constraint reason_of_a_no check ((outcome is not distinct from 'declined') = (reason is not null)),
  -- One's own can be taken back; nobody is their own second.
  add constraint nobodys_own_second check (outcome not in ('confirmed', 'declined') or settled_by <> proposed_by),
  add constraint ones_own check (outcome not in ('alone', 'withdrawn') or settled_by = proposed_by),
  add constraint known_by_the_second check (known_how is null or outcome is not distinct from 'confirmed');

-- For acts of the house: what it was about is over. No role of the server may call it.
create function proposals.overtake(wanted uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p proposals.proposal;
begin
  update proposals.proposal set outcome = 'overtaken', settled_at = now() where id = wanted and outcome is null
  returning * into p;
  if not found then return; end if;
  perform ledger.record('proposal.overtaken', jsonb_build_object('proposalId', p.id, 'of', p.kind), p.case_id, p.agency_id);
  perform events.emit('proposal.overtaken', p.agency_id, jsonb_build_object('proposalId', p.id));
end
$$;

-- Says no, with a reason ('declined'), or takes one's own back ('withdrawn'). Refused: 'unknown', 'over'.
create or replace function proposals.refuse(wanted uuid, why text) returns text
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
  if p.proposed_by <> me.member_id and (why is null or not proposals.has_role(k.confirmers)) then return 'unknown'; end if;
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
revoke all on function proposals.overtake(uuid) from public;
