-- Who leads a case passes it to a colleague, who says yes; for a day that can be undone. Before, any member could write any
-- colleague down as the lead of any case of the agency, and nothing told of it: only the functions below do it now, with an
-- entry in the ledger. It opens nothing to anyone: what a member reads follows from their roles.
--
-- The threat, first: a supervisor who led a case would pass it on to be apart from it, and then look into the complaint
-- about themself. So whoever ever led it so is not apart (care.is_apart, below).

revoke update (lead_member_id) on care.case_file from leeward_member;
drop policy holder_leads on care.case_file;

create table care.lead_offer (
  id uuid primary key,
  case_id uuid not null references care.case_file on delete cascade,
  agency_id uuid not null references identity.agency,
  from_member_id uuid references identity.member, -- who led it; null where nobody did
  to_member_id uuid not null references identity.member,
  offered_by uuid not null references identity.member,
  offered_at timestamptz not null default now(),
  -- What the one says to the other about the person: locked as a part of the case is, for the holder alone.
  data_key_id uuid references keys.data_key on delete cascade,
  note bytea check (length(note) <= 24000),
  outcome text check (outcome in ('accepted', 'declined', 'taken-back', 'overtaken')),
  settled_by uuid references identity.member, -- null where the case went to another agency, or the colleague is gone
  settled_at timestamptz,
  moved jsonb not null default '{}', -- clocks that went along, each with whom it reminded before
  undone_at timestamptz,
  undone_by uuid references identity.member,
  check (num_nonnulls(data_key_id, note) in (0, 2)),
  check (num_nonnulls(outcome, settled_at) in (0, 2)),
  check (num_nonnulls(undone_at, undone_by) in (0, 2)),
  check (undone_at is null or outcome is not distinct from 'accepted')
);
create unique index one_lead_offer_at_a_time on care.lead_offer (case_id) where outcome is null;
create index lead_offer_of_case on care.lead_offer (case_id);
create index lead_offer_of_key on care.lead_offer (data_key_id);
create index lead_offer_open on care.lead_offer (agency_id, offered_at) where outcome is null;
create index lead_offer_settled on care.lead_offer (agency_id, settled_at) where outcome is not null;
alter table care.lead_offer enable row level security;

create function care.supervises_here() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from access.current_context() me
    join identity.member m on m.id = me.member_id and m.status = 'active'
    join identity.member_role r on r.member_id = m.id and r.role = 'supervisor' where me.kind = 'member')
$$;

grant select on care.lead_offer to leeward_member;
create policy lead_offer_of_ours on care.lead_offer for select to leeward_member
  using (agency_id = (select access.current_agency_id())
    and ((select access.current_member_id()) in (from_member_id, to_member_id, offered_by)
      or (select care.supervises_here()))
    and access.holds(case_id));

-- Whoever works with what stands in cases: a role that covers some part of one, and for more than to oversee it.
create function care.can_lead(of_member uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from identity.member m
    join identity.member_role r on r.member_id = m.id
    join access.role_coverage v on v.role = r.role and v.purpose <> 'oversight'
    where m.id = of_member and m.status = 'active' and m.agency_id = access.current_agency_id()
  )
$$;

-- Who leads a case now: a member who is suspended leads nothing from that moment, and does again when they come back.
create function care.lead_now(of_case uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.id from care.case_file f
  join access.case_record r on r.id = f.id
  join identity.member m on m.id = f.lead_member_id and m.status = 'active' and m.agency_id = r.holder_agency_id
  where f.id = of_case
$$;

-- Makes a member the lead, with the clocks that reminded the one before, or nobody who is here. A complaint's reminds nobody.
create function care.begin_lead(of_case uuid, next uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone jsonb;
begin
  select coalesce(jsonb_object_agg(k.id, k.member_id), '{}') into gone
  from care.clock k join care.case_file f on f.id = k.case_id left join identity.member m on m.id = k.member_id
  where k.case_id = of_case and k.done_at is null and k.what <> 'file-complaint' and k.member_id is distinct from next
    and (k.member_id is null or k.member_id = f.lead_member_id or m.status <> 'active');
  update care.clock set member_id = next where case_id = of_case and gone ? id::text;
  update care.case_file set lead_member_id = next where id = of_case;
  return gone;
end
$$;

-- Passes a case to a colleague, or takes one that nobody leads. 'offered', 'taken'; 'unknown' (not held here), 'role' (neither
-- its lead nor a supervisor), 'recipient' (no colleague who could lead it), 'leads' (does already), 'waits' (for another
-- answer), 'note' (who may not read the part that the note is locked with writes none), 'moved' (the agency has another key):
-- nothing changed.
create function care.offer_lead(new_offer uuid, of_case uuid, to_member uuid, new_key uuid, key_version int,
  sealed_key bytea, locked bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  lead uuid;
  waiting care.lead_offer;
  is_own boolean;
begin
  if me.kind is distinct from 'member' or not access.holds(of_case) then return 'unknown'; end if;
  perform access.lock_case(of_case);
  lead := care.lead_now(of_case);
  if not (lead is not distinct from me.member_id or care.supervises_here()
    or lead is null and care.can_lead(me.member_id)) then return 'role'; end if;
  if not care.can_lead(to_member) then return 'recipient'; end if;
  if to_member = lead then return 'leads'; end if;
  select * into waiting from care.lead_offer o where o.case_id = of_case and o.outcome is null;
  if found and care.can_lead(waiting.to_member_id) then return 'waits'; end if;
  if locked is not null and access.decide(of_case, 'needs-and-risk') is distinct from 'holder' then return 'note'; end if;
  if locked is not null and not exists (select from keys.agency_key k
    where k.agency_id = me.agency_id and k.version = key_version and k.replaced_at is null) then return 'moved'; end if;
  update care.lead_offer set outcome = 'overtaken', settled_at = now() where id = waiting.id;
  if locked is not null then
    insert into keys.data_key (id, case_id, category, closed_at) values (new_key, of_case, 'needs-and-risk', now());
    insert into keys.wrap (data_key_id, agency_id, agency_key_version, sealed)
    values (new_key, me.agency_id, key_version, sealed_key);
  end if;
  is_own := to_member = me.member_id;
  insert into care.lead_offer (id, case_id, agency_id, from_member_id, to_member_id, offered_by, data_key_id, note)
  select new_offer, of_case, me.agency_id, f.lead_member_id, to_member, me.member_id,
    case when locked is not null then new_key end, locked
  from care.case_file f where f.id = of_case;
  if is_own then
    update care.lead_offer set outcome = 'accepted', settled_by = me.member_id, settled_at = now(),
      moved = care.begin_lead(of_case, to_member) where id = new_offer;
  end if;
  perform ledger.record(case when is_own then 'lead.changed' else 'lead.offered' end, jsonb_strip_nulls(jsonb_build_object(
    'caseId', of_case, 'from', lead, 'to', to_member, 'memberId', me.member_id)), of_case, me.agency_id);
  perform events.emit(case when is_own then 'lead.changed' else 'lead.offered' end, me.agency_id,
    jsonb_build_object('caseId', of_case));
  return case when is_own then 'taken' else 'offered' end;
end
$$;

-- The colleague accepts or declines; whoever offered it, led it, or supervises takes it back; each of them undoes what was
-- accepted, within a day and while that colleague leads it: as it was, to the clock. 'done'; 'unknown', 'who' (another's to
-- do), 'over' (settled, undone, or the day is over), 'recipient' (leads nothing here any more): nothing changed.
create function care.settle_lead(of_offer uuid, act text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  o care.lead_offer;
  said text := case act when 'accept' then 'accepted' when 'decline' then 'declined' when 'take-back' then 'taken-back' end;
begin
  perform access.lock_case(x.case_id) from care.lead_offer x where x.id = of_offer and x.agency_id = me.agency_id;
  select * into o from care.lead_offer x where x.id = of_offer and x.agency_id = me.agency_id for update;
  if not found or me.kind is distinct from 'member' or not access.holds(o.case_id) then return 'unknown'; end if;
  if me.member_id is distinct from o.to_member_id and me.member_id is distinct from o.from_member_id
    and me.member_id is distinct from o.offered_by and not care.supervises_here() then return 'unknown'; end if;
  if act in ('accept', 'decline') and me.member_id <> o.to_member_id
    or act = 'take-back' and me.member_id = o.to_member_id and me.member_id <> o.offered_by then return 'who'; end if;
  if act <> 'undo' then
    if o.outcome = said and o.settled_by = me.member_id and o.undone_at is null then return 'done'; end if; -- the same wish twice
    if o.outcome is not null then return 'over'; end if;
    if act = 'accept' and not care.can_lead(o.to_member_id) then return 'recipient'; end if;
    -- From whoever leads it now, which what was undone meanwhile may have changed.
    update care.lead_offer set outcome = said, settled_by = me.member_id, settled_at = now(),
      from_member_id = case when act = 'accept' then (select f.lead_member_id from care.case_file f where f.id = o.case_id)
        else o.from_member_id end,
      moved = case when act = 'accept' then care.begin_lead(o.case_id, o.to_member_id) else '{}' end where id = o.id;
  else
    if o.undone_at is not null then return 'done'; end if;
    if o.outcome is distinct from 'accepted' or o.settled_at < now() - interval '24 hours'
      or not exists (select from care.case_file f where f.id = o.case_id and f.lead_member_id = o.to_member_id)
      or exists (select from care.lead_offer x where x.case_id = o.case_id and x.outcome = 'accepted' and x.undone_at is null
        and x.id <> o.id and x.settled_at > o.settled_at)
    then
      return 'over';
    end if;
    update care.lead_offer set undone_at = now(), undone_by = me.member_id where id = o.id;
    update care.clock k set member_id = (o.moved ->> k.id::text)::uuid
    where k.case_id = o.case_id and k.done_at is null and o.moved ? k.id::text and k.member_id = o.to_member_id;
    update care.case_file set lead_member_id = o.from_member_id where id = o.case_id;
  end if;
  perform ledger.record(case act when 'accept' then 'lead.changed' when 'decline' then 'lead.not-taken'
      when 'take-back' then 'lead.offer-taken-back' else 'lead.undone' end,
    jsonb_strip_nulls(jsonb_build_object('caseId', o.case_id, 'from', o.from_member_id, 'to', o.to_member_id,
      'memberId', me.member_id)), o.case_id, me.agency_id);
  perform events.emit(case when act in ('accept', 'undo') then 'lead.changed' else 'lead.offered' end, me.agency_id,
    jsonb_build_object('caseId', o.case_id));
  return 'done';
end
$$;

-- A case that another agency holds has no lead there yet (forget_lead): what waited among the colleagues before is over.
create function care.end_lead_offers() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.lead_offer set outcome = 'overtaken', settled_at = now() where case_id = new.id and outcome is null;
  return null;
end
$$;
create trigger end_lead_offers after update of holder_agency_id on access.case_record
  for each row when (old.holder_agency_id <> new.holder_agency_id) execute function care.end_lead_offers();

create or replace function care.is_apart(of_member uuid, of_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from identity.member m join access.case_record r on r.holder_agency_id = m.agency_id
      join identity.member_role o on o.member_id = m.id and o.role = 'supervisor'
      where m.id = of_member and m.status = 'active' and r.id = of_case)
    and not exists (select from care.case_file f where f.id = of_case and f.lead_member_id = of_member)
    and not exists (select from care.lead_offer o where o.case_id = of_case and o.outcome = 'accepted'
      and of_member in (o.from_member_id, o.to_member_id))
    and not exists (select from care.section s where s.case_id = of_case and s.written_by = of_member)
    and not exists (select from care.step s where s.case_id = of_case and s.taken_by = of_member)
$$;

revoke all on function care.supervises_here(), care.can_lead(uuid), care.lead_now(uuid), care.begin_lead(uuid, uuid),
  care.offer_lead(uuid, uuid, uuid, uuid, int, bytea, bytea), care.settle_lead(uuid, text), care.end_lead_offers()
  from public;
grant execute on function care.supervises_here(), care.can_lead(uuid),
  care.offer_lead(uuid, uuid, uuid, uuid, int, bytea, bytea), care.settle_lead(uuid, text) to leeward_member;
