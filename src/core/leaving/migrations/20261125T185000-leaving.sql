-- An agency that leaves, and before it the cases that it holds: each goes to another holder, or is erased because the
-- person wants that. docs/leaving.md has it in words. A part of the house adds what ends with an agency as a row of
-- `leaving.part`, and a function of the agency that counts it, or ends it.

create schema leaving;
grant usage on schema leaving to leeward_member, leeward_supervisor, leeward_person;

alter table identity.agency
  drop constraint agency_status_check,
  add constraint agency_status_check check (status in ('active', 'suspended', 'left')),
  add column left_at timestamptz,
  add constraint left_on_a_day check ((status = 'left') = (left_at is not null));

-- Who left does not come back under the old name: its keys are closed, and nobody can say who works there now.
create function leaving.stay_left() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'This agency has left. It can join again as a new one.'
    using errcode = 'check_violation', constraint = 'agency_left';
end
$$;
create trigger stay_left before update of status on identity.agency
  for each row when (old.status = 'left' and new.status <> 'left') execute function leaving.stay_left();

-- Nothing new is made for an agency that has left. Whoever comes while it is leaving waits until that is decided: the
-- row is locked before it is looked at.
create function leaving.ensure_still_here() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  standing text;
begin
  select a.status into standing from identity.agency a where a.id = (to_jsonb(new) ->> tg_argv[0])::uuid for key share;
  if standing = 'left' then
    raise exception 'This agency has left.' using errcode = 'check_violation', constraint = 'agency_left';
  end if;
  return new;
end
$$;
create trigger still_here before insert on access.share
  for each row execute function leaving.ensure_still_here('agency_id');
create trigger still_here before insert or update of holder_agency_id on access.case_record
  for each row execute function leaving.ensure_still_here('holder_agency_id');
create trigger still_here before insert on access.protocol_party
  for each row execute function leaving.ensure_still_here('agency_id');
create trigger still_here before insert on identity.member
  for each row execute function leaving.ensure_still_here('agency_id');
create trigger still_here before insert on identity.invitation
  for each row execute function leaving.ensure_still_here('agency_id');

alter table access.share drop constraint share_ended_because_check,
  add constraint share_ended_because_check check (ended_because in ('withdrawn', 'ended-by-holder', 'expired',
    'basis-ended', 'erased', 'became-holder', 'agency-left'));

-- ---------- a case goes to another holder ----------

create table leaving.hand_over (
  id uuid primary key,
  case_id uuid not null references access.case_record on delete cascade,
  from_agency_id uuid not null references identity.agency,
  to_agency_id uuid not null references identity.agency,
  -- The person said so to the member who offers it; or a live order already opens the case to the next holder.
  basis text not null check (basis in ('person-agreed', 'legal-order')),
  offered_by uuid not null references identity.member,
  offered_at timestamptz not null default now(),
  outcome text check (outcome in ('accepted', 'declined', 'taken-back')),
  settled_by uuid references identity.member,
  settled_at timestamptz,
  check (from_agency_id <> to_agency_id),
  check (num_nonnulls(outcome, settled_by, settled_at) in (0, 3))
);
create unique index one_offered_hand_over on leaving.hand_over (case_id) where outcome is null;
create index hand_over_of_case on leaving.hand_over (case_id);
create index hand_over_from on leaving.hand_over (from_agency_id, offered_at);
create index hand_over_to on leaving.hand_over (to_agency_id, offered_at);
alter table leaving.hand_over enable row level security;
grant select on leaving.hand_over to leeward_member, leeward_supervisor;
create policy hand_over_seen_by_both on leaving.hand_over for select to leeward_member, leeward_supervisor
  using (from_agency_id = (select access.current_agency_id()) or to_agency_id = (select access.current_agency_id()));
-- The person learns which agencies, why and when; never which member.
grant select (case_id, from_agency_id, to_agency_id, basis, outcome, settled_at) on leaving.hand_over to leeward_person;
create policy hand_over_of_own_file on leaving.hand_over for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[]) and outcome = 'accepted');

create function leaving.works_with_people() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from access.current_context() me join identity.member_role r on r.member_id = me.member_id
    where me.kind = 'member' and r.role in ('intake-worker', 'caseworker', 'child-protection-officer')
  )
$$;

-- Who can hold a case: an agency that is here, protects people, and need not pass on who they are.
create function leaving.can_hold(agency uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from identity.agency a where a.id = agency and a.status = 'active' and not a.immigration_bound
      and a.kind in ('ngo', 'shelter', 'health', 'child-protection', 'competent-authority', 'central-authority',
        'legal-aid', 'labour-inspectorate')
  )
$$;

create function leaving.opens_to(of_case uuid, agency uuid, through_order boolean) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from access.share s where s.case_id = of_case and s.agency_id = agency and access.is_live(s)
      -- Not while a court keeps the order quiet: who holds a file is what the person sees first.
      and (not through_order or exists (select from access.legal_order o where o.id = s.legal_order_id
        and coalesce(o.notice_deferred_until <= now(), true)))
  )
$$;

-- Offers a case to an agency that works on it already: it will hold what was opened to it, and nothing else of what was
-- written. 'offered'; 'unknown' (not held here), 'role', 'recipient' (cannot hold a case), 'not-shared', 'no-order',
-- 'waits' (offered to another): nothing changed.
create function leaving.offer_hand_over(new_offer uuid, of_case uuid, to_agency uuid, on_basis text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  waiting leaving.hand_over;
begin
  if me.kind is distinct from 'member' or not access.holds(of_case) then return 'unknown'; end if;
  if not leaving.works_with_people() then return 'role'; end if;
  perform access.lock_case(of_case);
  select * into waiting from leaving.hand_over h where h.case_id = of_case and h.outcome is null;
  if found then
    return case when waiting.to_agency_id = to_agency and waiting.basis = on_basis then 'offered' else 'waits' end;
  end if;
  if to_agency = me.agency_id or not leaving.can_hold(to_agency) then return 'recipient'; end if;
  if not leaving.opens_to(of_case, to_agency, false) then return 'not-shared'; end if;
  if on_basis = 'legal-order' and not leaving.opens_to(of_case, to_agency, true) then return 'no-order'; end if;
  insert into leaving.hand_over (id, case_id, from_agency_id, to_agency_id, basis, offered_by)
  values (new_offer, of_case, me.agency_id, to_agency, on_basis, me.member_id);
  perform ledger.record('case.offered', jsonb_build_object('caseId', of_case, 'to', to_agency, 'basis', on_basis,
    'memberId', me.member_id), of_case, me.agency_id);
  perform events.emit('case.offered', to_agency, jsonb_build_object('caseId', of_case));
  return 'offered';
end
$$;

create function leaving.was_handed_over(of_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select access.is_party(of_case)
    and exists (select from leaving.hand_over h where h.case_id = of_case and h.outcome = 'accepted')
$$;

-- Makes an agency the holder of a case: what it could read it goes on reading; shares that no agreement with it covers
-- end; whatever is written from now on is under keys that the former holder does not have.
create function leaving.change_holder(of_case uuid, former uuid, next uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  ended access.share;
begin
  update access.case_record set holder_agency_id = next where id = of_case and holder_agency_id = former;
  update keys.data_key set closed_at = now() where case_id = of_case and closed_at is null;
  update access.break_glass b set ended_at = now() from identity.member m
  where b.case_id = of_case and b.ended_at is null and m.id = b.member_id and m.agency_id in (former, next);
  for ended in
    update access.share set ended_at = now(), ended_because = 'became-holder'
    where case_id = of_case and agency_id = next and ended_at is null returning *
  loop
    perform access.tell_share_ended(ended);
  end loop;
  for ended in
    update access.share s set ended_at = now(), ended_because = 'basis-ended'
    where s.case_id = of_case and s.ended_at is null and not access.is_live(s) returning *
  loop
    perform access.tell_share_ended(ended);
  end loop;
end
$$;

-- The next holder says yes or no. 'accepted', 'declined'; 'unknown', 'role', 'over', 'not-shared' (it cannot read
-- any of it any more, or cannot hold a case): nothing changed.
create function leaving.settle_hand_over(wanted uuid, agrees boolean) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  h leaving.hand_over;
  said text := case when agrees then 'accepted' else 'declined' end;
  holder uuid;
begin
  -- The case first, as everywhere (proposals/migrations/20261125T1920-case-first.sql).
  perform access.lock_case(o.case_id) from leaving.hand_over o where o.id = wanted and o.to_agency_id = me.agency_id;
  select * into h from leaving.hand_over o where o.id = wanted and o.to_agency_id = me.agency_id for update;
  if not found or me.kind is distinct from 'member' then return 'unknown'; end if;
  if not leaving.works_with_people() then return 'role'; end if;
  if h.outcome = said and h.settled_by = me.member_id then return said; end if; -- the same wish twice
  if h.outcome is not null then return 'over'; end if;
  select r.holder_agency_id into holder from access.case_record r where r.id = h.case_id;
  if agrees and (holder <> h.from_agency_id or not leaving.can_hold(h.to_agency_id)
    or not leaving.opens_to(h.case_id, h.to_agency_id, h.basis = 'legal-order'))
  then
    return 'not-shared';
  end if;
  update leaving.hand_over set outcome = said, settled_by = me.member_id, settled_at = now() where id = wanted;
  if agrees then perform leaving.change_holder(h.case_id, h.from_agency_id, h.to_agency_id); end if;
  perform ledger.record(case when agrees then 'case.handed-over' else 'case.not-taken' end,
    jsonb_build_object('caseId', h.case_id, 'from', h.from_agency_id, 'to', h.to_agency_id, 'basis', h.basis,
      'memberId', me.member_id), h.case_id, a) from unnest(array[h.from_agency_id, h.to_agency_id]) a;
  perform events.emit('case.handed-over', a, jsonb_build_object('caseId', h.case_id))
  from unnest(array[h.from_agency_id, h.to_agency_id]) a;
  return said;
end
$$;

create function leaving.take_back_hand_over(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  h leaving.hand_over;
begin
  if me.kind is distinct from 'member' or not leaving.works_with_people() then return false; end if;
  perform access.lock_case(o.case_id) from leaving.hand_over o where o.id = wanted and o.from_agency_id = me.agency_id;
  update leaving.hand_over set outcome = 'taken-back', settled_by = me.member_id, settled_at = now()
  where id = wanted and from_agency_id = me.agency_id and outcome is null returning * into h;
  if not found then return false; end if;
  perform ledger.record('case.offer-taken-back', jsonb_build_object('caseId', h.case_id, 'to', h.to_agency_id,
    'memberId', me.member_id), h.case_id, me.agency_id);
  perform events.emit('case.offered', h.to_agency_id, jsonb_build_object('caseId', h.case_id));
  return true;
end
$$;

-- ---------- what ends when an agency leaves ----------

create table leaving.part (
  name text primary key check (name ~ '^[a-z-]{3,40}$'),
  place int not null unique, -- one after the other
  must_be_none boolean not null, -- decided by people before anyone can leave
  performs text not null check (performs ~ '^[a-z_]+\.[a-z_]+$') -- of the agency, and whether it is only to count
);

create function leaving.cases_held(agency uuid, only_count boolean) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from access.case_record r where r.holder_agency_id = agency
$$;

create function leaving.end_offers_to(agency uuid, only_count boolean) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  h leaving.hand_over;
  n bigint := 0;
begin
  for h in select * from leaving.hand_over o where o.to_agency_id = agency and o.outcome is null loop
    n := n + 1;
    if not only_count then
      update leaving.hand_over set outcome = 'declined', settled_at = now(),
        settled_by = coalesce((access.current_context()).member_id, offered_by) where id = h.id;
      perform events.emit('case.handed-over', h.from_agency_id, jsonb_build_object('caseId', h.case_id));
    end if;
  end loop;
  return n;
end
$$;

create function leaving.end_shares_to(agency uuid, only_count boolean) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  ended access.share;
  n bigint;
begin
  select count(*) into n from access.share s where s.agency_id = agency and s.ended_at is null;
  if only_count then return n; end if;
  perform access.lock_case(c.case_id) from (select distinct s.case_id from access.share s
    where s.agency_id = agency and s.ended_at is null order by s.case_id) c;
  for ended in
    update access.share set ended_at = now(), ended_because = 'agency-left'
    where agency_id = agency and ended_at is null returning *
  loop
    perform access.tell_share_ended(ended);
    perform events.emit('share.ended', r.holder_agency_id, jsonb_build_object('caseId', r.id, 'category', ended.category,
      'because', ended.ended_because)) from access.case_record r where r.id = ended.case_id;
  end loop;
  return n;
end
$$;

-- A court's deferred notice still waits for its own end.
create function leaving.end_orders_to(agency uuid, only_count boolean) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n bigint;
begin
  select count(*) into n from access.legal_order o
  where o.recipient_agency_id = agency and o.ended_at is null and o.expires_at > now();
  if not only_count then
    update access.legal_order set ended_at = now() where recipient_agency_id = agency and ended_at is null;
    update access.break_glass b set ended_at = now() from identity.member m
    where m.id = b.member_id and m.agency_id = agency and b.ended_at is null;
  end if;
  return n;
end
$$;

-- An agreement of two ends; one of more goes on among the others.
create function leaving.end_agreements(agency uuid, only_count boolean) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted uuid;
  n bigint := 0;
  why constant text := 'A party has left.';
begin
  for wanted in
    select p.id from access.protocol p
    join access.protocol_party own on own.protocol_id = p.id and own.agency_id = agency
    where p.status in ('proposed', 'in-force', 'suspended') and (
      select count(*) from access.protocol_party o join identity.agency a on a.id = o.agency_id
      where o.protocol_id = p.id and o.agency_id <> agency and a.status <> 'left') < 2
    order by p.id
  loop
    n := n + 1;
    continue when only_count;
    update access.protocol_version set status = 'withdrawn', decided_at = now(), withdrawn_because = why
    where protocol_id = wanted and status = 'proposed';
    update access.protocol set status = 'ended' where id = wanted;
    perform access.tell_protocol(wanted, 'ended', null, why);
  end loop;
  return n;
end
$$;

create function leaving.close_keys(agency uuid, only_count boolean) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n bigint;
begin
  select count(*) into n from keys.agency_key k where k.agency_id = agency and k.replaced_at is null;
  if not only_count then
    update keys.agency_key set replaced_at = now() where agency_id = agency and replaced_at is null;
    delete from keys.holder where agency_id = agency;
    perform ledger.record('key.closed', jsonb_build_object('agencyId', agency), null, agency);
  end if;
  return n;
end
$$;

create function leaving.end_sessions(agency uuid, only_count boolean) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n bigint;
begin
  select count(*) into n from identity.member m where m.agency_id = agency and m.status = 'active';
  if not only_count then
    delete from identity.invitation i where i.agency_id = agency and i.accepted_at is null;
    update identity.session s set ended_at = now() from identity.member m
    where m.id = s.member_id and m.agency_id = agency and s.ended_at is null;
  end if;
  return n;
end
$$;

insert into leaving.part (name, place, must_be_none, performs) values
  ('cases', 100, true, 'leaving.cases_held'),
  ('offers', 200, false, 'leaving.end_offers_to'),
  ('shares', 210, false, 'leaving.end_shares_to'),
  ('orders', 220, false, 'leaving.end_orders_to'),
  ('agreements', 230, false, 'leaving.end_agreements'),
  ('keys', 240, false, 'leaving.close_keys'),
  ('members', 900, false, 'leaving.end_sessions');
alter table leaving.part enable row level security;

-- What leaving means for an agency now: how many of each thing must be decided first, or will end.
create function leaving.look(agency uuid) returns table (part text, must_be_none boolean, number bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p leaving.part;
begin
  for p in select * from leaving.part q order by q.place loop
    part := p.name;
    must_be_none := p.must_be_none;
    execute format('select %s($1, true)', p.performs) using agency into number;
    return next;
  end loop;
end
$$;
create function leaving.look_at_own() returns table (part text, must_be_none boolean, number bigint)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select l.* from access.current_context() me, leaving.look(me.agency_id) l
  where me.kind = 'member' and me.opened_as = 'leeward_supervisor'
$$;

-- Two supervisors: whoever is alone there has nobody who could notice. A day between, so that colleagues can say no.
insert into proposals.kind (name, proposers, confirmers, lives_hours, waits_hours, performs)
values ('agency.leaving', '{supervisor}', '{supervisor}', 336, 24, 'leaving.leave');

-- All of it in the transaction of the confirmation, or nothing: a server that is killed half-way has done nothing.
create function leaving.leave(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  standing text;
  one leaving.part;
  n bigint;
  told jsonb := '{}';
  partner uuid;
begin
  select a.status into standing from identity.agency a where a.id = p.agency_id for update;
  if standing <> 'active' or exists (select from leaving.look(p.agency_id) l where l.must_be_none and l.number > 0) then
    return false;
  end if;
  for partner in
    select distinct y.agency_id from access.protocol_party own
    join access.protocol_party y on y.protocol_id = own.protocol_id and y.agency_id <> own.agency_id
    where own.agency_id = p.agency_id
  loop
    perform events.emit('agency.left', partner, jsonb_build_object('agencyId', p.agency_id));
  end loop;
  for one in select * from leaving.part q where not q.must_be_none order by q.place loop
    execute format('select %s($1, false)', one.performs) using p.agency_id into n;
    told := told || jsonb_build_object(one.name, n);
  end loop;
  update identity.agency set status = 'left', left_at = now() where id = p.agency_id;
  perform ledger.record('agency.left', jsonb_build_object('agencyId', p.agency_id, 'proposalId', p.id, 'ended', told),
    null, p.agency_id);
  return true;
end
$$;

-- The operator suspends and lifts; who left stays so.
create or replace function identity.set_agency_status(wanted uuid, new_status text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new_status not in ('active', 'suspended') then
    raise exception 'An agency leaves by its own two supervisors.' using errcode = 'check_violation';
  end if;
  update identity.agency set status = new_status where id = wanted and status <> new_status;
  if not found then return false; end if;
  update identity.session s set ended_at = now() from identity.member m
  where m.id = s.member_id and m.agency_id = wanted and s.ended_at is null;
  perform ledger.record(case new_status when 'suspended' then 'agency.suspended' else 'agency.restored' end,
    jsonb_build_object('agencyId', wanted), null, wanted);
  return true;
end
$$;

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('former-holder-wraps', 195, 'keys of a case, wrapped for the agency that held it before', 35, 'the hand-over',
    'the copy that a leaving agency took can be made once more; backups hold them as long', 'our choice', 'keys.wrap',
    'exists (select from leaving.hand_over h join keys.data_key d on d.case_id = h.case_id join access.case_record r on r.id = d.case_id where d.id = t.data_key_id and h.from_agency_id = t.agency_id and h.outcome = ''accepted'' and h.settled_at < now() - k.kept and r.holder_agency_id <> t.agency_id and not exists (select from access.share s where s.case_id = d.case_id and s.category = d.category and s.agency_id = t.agency_id and s.ended_at is null))'),
  ('left-behind', 196, 'parts of a case that were not opened to its next holder', 0, 'the end of their last wrap',
    'nobody can open them any more', 'our choice', 'keys.data_key',
    't.closed_at is not null and not exists (select from keys.wrap w where w.data_key_id = t.id) and exists (select from leaving.hand_over h where h.case_id = t.case_id and h.outcome = ''accepted'')');

revoke all on all functions in schema leaving from public;
grant execute on function leaving.offer_hand_over(uuid, uuid, uuid, text), leaving.settle_hand_over(uuid, boolean),
  leaving.take_back_hand_over(uuid) to leeward_member;
grant execute on function leaving.was_handed_over(uuid) to leeward_member, leeward_supervisor, leeward_person;
grant execute on function leaving.look_at_own() to leeward_supervisor;
