-- Two cases of one person, held by one agency, are kept together and can be taken apart again. Nothing is copied, moved or
-- encrypted anew: one row says that one case is set aside and kept with another, and what the agency lists and counts follows it.
--
-- The threat, first: a pairing may be wrong, or made to hide a case; and whoever holds the words of the one may be the one whom the
-- person came a second time to get away from. So the row is in no rule of access: who may read a part of either case is decided
-- case by case, as before. No other agency sees the row, what it lists or is refused. No words open more than they did, nor does
-- My file say that there is another. Each clock of both runs on, and stands in Today. Any colleague who works with people takes them apart, at any time,
-- to how they were; both acts are in the ledger.

create table care.case_pair (
  id uuid primary key,
  aside_case_id uuid not null references care.case_file on delete cascade,
  kept_case_id uuid not null references care.case_file on delete cascade,
  agency_id uuid not null references identity.agency, -- that holds both
  paired_by uuid not null references identity.member,
  paired_at timestamptz not null default now(),
  parted_at timestamptz,
  parted_by uuid references identity.member, -- null where one of them went to another agency
  parted_why text check (parted_why in ('undone', 'handed-over')),
  check (aside_case_id <> kept_case_id),
  check (num_nonnulls(parted_at, parted_why) in (0, 2)),
  check ((parted_by is not null) = (parted_why is not distinct from 'undone'))
);
create unique index one_pair_at_a_time on care.case_pair (aside_case_id) where parted_at is null;
create index pair_of_aside on care.case_pair (aside_case_id);
create index pair_of_kept on care.case_pair (kept_case_id);
create index pair_of_agency on care.case_pair (agency_id) where parted_at is null;
alter table care.case_pair enable row level security;
grant select on care.case_pair to leeward_member;
create policy pairs_of_ours on care.case_pair for select to leeward_member
  using (agency_id = (select access.current_agency_id()) and access.holds(kept_case_id) and access.holds(aside_case_id));

-- The case with all that are kept together with it now: itself alone where none are.
create function care.one_person(of_case uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with kept as (
    select coalesce((select p.kept_case_id from care.case_pair p
      where p.aside_case_id = of_case and p.parted_at is null), of_case) as id
  )
  select k.id from kept k
  union all
  select p.aside_case_id from kept k join care.case_pair p on p.kept_case_id = k.id and p.parted_at is null
$$;

-- Whether the person has words that open this case: whoever chooses which of two is kept asks, since what is written
-- there is what they read.
create function care.has_own_words(of_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from access.case_record r join identity.words w on w.person_id = r.person_id
    where r.id = of_case and access.holds(of_case))
$$;

-- 'paired'; 'unknown' (not both are held here), 'role' (who works with nobody, or may not read who both are), 'same' (one case), 'aside'
-- (the one that would be kept is set aside itself), 'keeps' (the one that would be set aside keeps others), 'already' (is set aside).
create function care.pair_cases(new_pair uuid, aside uuid, kept uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  one uuid;
begin
  if me.kind is distinct from 'member' or not access.holds(aside) or not access.holds(kept) then return 'unknown'; end if;
  if aside = kept then return 'same'; end if;
  -- In one order, so that two who pair the same cases wait for one another.
  perform access.lock_case(least(aside, kept));
  perform access.lock_case(greatest(aside, kept));
  if not access.holds(aside) or not access.holds(kept) then return 'unknown'; end if;
  if not care.can_lead(me.member_id) or access.decide(aside, 'identity') is distinct from 'holder'
    or access.decide(kept, 'identity') is distinct from 'holder' then return 'role'; end if;
  if exists (select from care.case_pair p where p.aside_case_id = kept and p.parted_at is null) then return 'aside'; end if;
  if exists (select from care.case_pair p where p.kept_case_id = aside and p.parted_at is null) then return 'keeps'; end if;
  if exists (select from care.case_pair p where p.aside_case_id = aside and p.parted_at is null) then return 'already'; end if;
  insert into care.case_pair (id, aside_case_id, kept_case_id, agency_id, paired_by)
  values (new_pair, aside, kept, me.agency_id, me.member_id);
  -- An entry for each, that names no other case: it is forgotten with its own.
  foreach one in array array[aside, kept] loop
    perform ledger.record('case.paired', jsonb_build_object('caseId', one, 'pairId', new_pair, 'memberId', me.member_id),
      one, me.agency_id);
    perform events.emit('case.paired', me.agency_id, jsonb_build_object('caseId', one));
  end loop;
  return 'paired';
end
$$;

-- As they were: nothing of either was changed. 'parted', also where that was done; 'unknown', 'role' (who works with nobody).
create function care.part_cases(of_pair uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  p care.case_pair;
  one uuid;
begin
  select * into p from care.case_pair x where x.id = of_pair and x.agency_id = me.agency_id;
  if not found or me.kind is distinct from 'member' or not access.holds(p.aside_case_id) or not access.holds(p.kept_case_id)
    then return 'unknown'; end if;
  if not (care.can_lead(me.member_id) or care.supervises_here()) then return 'role'; end if;
  perform access.lock_case(least(p.aside_case_id, p.kept_case_id));
  perform access.lock_case(greatest(p.aside_case_id, p.kept_case_id));
  update care.case_pair x set parted_at = now(), parted_by = me.member_id, parted_why = 'undone'
  where x.id = of_pair and x.parted_at is null;
  if not found then return 'parted'; end if; -- the same wish twice
  foreach one in array array[p.aside_case_id, p.kept_case_id] loop
    perform ledger.record('case.parted', jsonb_build_object('caseId', one, 'pairId', of_pair, 'memberId', me.member_id),
      one, me.agency_id);
    perform events.emit('case.parted', me.agency_id, jsonb_build_object('caseId', one));
  end loop;
  return 'parted';
end
$$;

-- Who takes over one of them learns of no other: they are apart from that moment.
create function care.part_at_hand_over() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p care.case_pair;
begin
  for p in
    update care.case_pair x set parted_at = now(), parted_why = 'handed-over'
    where new.id in (x.aside_case_id, x.kept_case_id) and x.parted_at is null returning *
  loop
    perform ledger.record('case.parted', jsonb_build_object('caseId', c, 'pairId', p.id), c, p.agency_id)
    from unnest(array[p.aside_case_id, p.kept_case_id]) c;
  end loop;
  return null;
end
$$;
create trigger part_at_hand_over after update of holder_agency_id on access.case_record
  for each row when (old.holder_agency_id <> new.holder_agency_id) execute function care.part_at_hand_over();

-- What is asked of the person is asked of all that are kept together: who was at work on one of them is not apart from the other.
create or replace function care.is_apart(of_member uuid, of_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with cases as materialized (select c.id from care.one_person(of_case) c(id))
  select exists (select from identity.member m join access.case_record r on r.holder_agency_id = m.agency_id
      join identity.member_role o on o.member_id = m.id and o.role = 'supervisor'
      where m.id = of_member and m.status = 'active' and r.id = of_case)
    and not exists (select from care.case_file f join cases on cases.id = f.id where f.lead_member_id = of_member)
    and not exists (select from care.lead_offer o join cases on cases.id = o.case_id where o.outcome = 'accepted'
      and of_member in (o.from_member_id, o.to_member_id))
    and not exists (select from care.section s join cases on cases.id = s.case_id where s.written_by = of_member)
    and not exists (select from care.step s join cases on cases.id = s.case_id where s.taken_by = of_member)
$$;

-- What access.withdraw_consent does, for whoever has made sure that it may be: an owner's function's to call.
create function access.end_consent(wanted uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  of_case uuid;
  ended access.share;
begin
  select c.case_id into of_case from access.consent c where c.id = wanted;
  perform access.lock_case(of_case);
  update access.consent set withdrawn_at = now(), withdrawn_to = me.member_id
  where id = wanted and withdrawn_at is null;
  if not found then return; end if; -- already withdrawn: the same wish twice is one wish
  perform ledger.record('consent.withdrawn', jsonb_strip_nulls(jsonb_build_object('caseId', of_case,
    'consentId', wanted, 'saidTo', me.member_id)), of_case, me.agency_id);
  perform events.emit('consent.withdrawn',
    (select r.holder_agency_id from access.case_record r where r.id = of_case),
    jsonb_build_object('caseId', of_case, 'consentId', wanted));
  for ended in
    update access.share set ended_at = now(), ended_because = 'withdrawn'
    where consent_id = wanted and ended_at is null returning *
  loop
    perform access.tell_share_ended(ended);
  end loop;
end
$$;
create or replace function access.withdraw_consent(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  of_case uuid;
begin
  select c.case_id into of_case from access.consent c where c.id = wanted;
  if of_case is null or not coalesce(me.kind = 'person' and access.is_party(of_case)
    or me.kind = 'member' and access.holds(of_case), false)
  then
    return false;
  end if;
  perform access.end_consent(wanted);
  return true;
end
$$;

-- What a person wishes for themself holds for all that are kept together: erasing, leaving, an end to a guardian. The safe
-- contact is changed where it was asked.
create or replace function care.do_wish(w care.wish) returns text[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  cases uuid[] := array(select c.id from care.one_person(w.case_id) c(id) order by c.id);
  one uuid;
  consent uuid;
  was text;
  held text[] := '{}';
  of_this text[];
begin
  update care.wish set ended_at = now(), ended_how = 'done', ended_by = me.member_id, code_hash = null where id = w.id;
  perform ledger.record('wish.done', jsonb_strip_nulls(jsonb_build_object('caseId', w.case_id, 'wishId', w.id,
    'what', w.what, 'memberId', me.member_id)), w.case_id, me.agency_id);
  perform events.emit('wish.done', (select r.holder_agency_id from access.case_record r where r.id = w.case_id),
    jsonb_build_object('caseId', w.case_id));
  if w.what = 'change-contact' then
    insert into care.clock (case_id, what, started_at, due_at, member_id, basis)
    select f.id, 'contact-change', now(), now() + interval '1 day', f.lead_member_id,
      'The person asked for it, was reached, and waited seven days'
    from care.case_file f where f.id = w.case_id;
    return held;
  end if;
  foreach one in array cases loop perform access.lock_case(one); end loop;
  cases := array(select c.id from care.one_person(w.case_id) c(id) order by c.id); -- some may have been taken apart meanwhile
  foreach one in array cases loop
    if w.what = 'erase' then
      of_this := access.erase_case(one);
      if one = w.case_id then held := of_this; end if; -- of the other nothing is said to whoever holds the words of this one
    elsif w.what = 'end-guardian' then
      update access.guardianship set ended_at = now() where case_id = one and ended_at is null;
    else
      for consent in select c.id from access.consent c where c.case_id = one and c.withdrawn_at is null loop
        perform access.end_consent(consent);
      end loop;
      select f.state into was from care.case_file f where f.id = one for update;
      if was not in ('closed', 'follow-up', 'withdrawn') then
        update care.case_file set state = 'withdrawn', state_since = now() where id = one;
        insert into care.state_change (case_id, from_state, to_state, changed_by) values (one, was, 'withdrawn', me.member_id);
      end if;
    end if;
  end loop;
  return held;
end
$$;

-- A closed case waits for what it is kept with: neither goes while the other is not closed. Then each goes by its own time.
create or replace function care.kept_for(of_case uuid) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array_remove(array[
    case when exists (select from access.legal_order o where o.case_id = of_case and o.ended_at is null and o.expires_at > now()
      and coalesce(o.notice_deferred_until <= now(), true)) then 'order' end,
    case when exists (select from access.legal_order o where o.case_id = of_case and o.notice_deferred_until > now())
      or exists (select from proposals.proposal p where p.case_id = of_case and p.outcome is null and p.expires_at > now())
      then 'untold' end,
    case when exists (select from access.erasure e where e.case_id = of_case) then 'erasure' end, -- under way already
    case when exists (select from access.share s left join access.legal_order o on o.id = s.legal_order_id
      where s.case_id = of_case and s.ended_at is null and coalesce(o.notice_deferred_until <= now(), true)) then 'share' end,
    case when exists (select from access.break_glass b where b.case_id = of_case and access.is_live(b))
      then 'glass' end,
    case when exists (select from care.referral r where r.case_id = of_case and r.closed_at is null) then 'referral' end,
    case when exists (select from care.wish w where w.case_id = of_case and w.ended_at is null) then 'wish' end,
    case when exists (select from care.words_reset w where w.case_id = of_case and w.ended_at is null and w.ends_at > now())
      then 'words' end,
    case when exists (select from care.clock k where k.case_id = of_case and k.what = 'reconsideration' and k.done_at is null)
      then 'reconsideration' end,
    case when exists (select from leaving.hand_over h where h.case_id = of_case and h.outcome is null) then 'hand-over' end,
    case when exists (select from care.one_person(of_case) c(id) join care.case_file f on f.id = c.id
      where f.state <> 'closed') then 'pair' end
  ], null)
$$;

-- What is set aside is listed with what it is kept with, and found by its own made-up name; at other agencies it stands as before.
create or replace function care.list_cases(after_case uuid, alias_part text, in_state text, row_limit int) returns uuid[]
language sql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
  with me as materialized (select c.agency_id from access.current_context() c where c.kind = 'member'),
  begins as materialized ( -- after which of the agency's cases
    select f.opened_at, f.id from me join care.case_file f on f.id = after_case
    where f.holder_agency_id = me.agency_id or exists (
      select 1 from access.share s where s.case_id = f.id and s.agency_id = me.agency_id and access.is_live(s))
  ),
  held as (
    select f.opened_at, f.id
    from care.case_file f
    where f.holder_agency_id = (select me.agency_id from me)
      and (after_case is null or (f.opened_at, f.id) < (select b.opened_at, b.id from begins b))
      and (alias_part is null or strpos(lower(f.alias), lower(alias_part)) > 0)
      and (in_state is null or f.state = in_state)
      and (alias_part is not null or not exists (
        select from care.case_pair p where p.aside_case_id = f.id and p.parted_at is null))
    order by f.opened_at desc, f.id desc
    limit least(row_limit, 201)
  ),
  found as (
    select h.opened_at, h.id, true as is_held from held h
    union all
    select f.opened_at, f.id, false
    from care.case_file f
    where f.id in (
        select s.case_id from access.share s
        where s.agency_id = (select me.agency_id from me) and s.ended_at is null)
      and f.holder_agency_id <> (select me.agency_id from me)
      and (after_case is null or (f.opened_at, f.id) < (select b.opened_at, b.id from begins b))
      and (alias_part is null or strpos(lower(f.alias), lower(alias_part)) > 0)
      and (in_state is null or f.state = in_state)
  )
  select array(
    select l.id from (select f.* from found f order by f.opened_at desc, f.id desc offset 0) l
    where l.is_held or (
      select true from access.share s -- asked in turn, until the page is full: a join would ask of all first
      where s.case_id = l.id and s.agency_id = (select me.agency_id from me) and access.is_live(s)
      limit 1)
    order by l.opened_at desc, l.id desc
    limit least(row_limit, 201)
  )
$$;

-- One person is counted once; each of their clocks counts.
create or replace function care.count_work(day_ends timestamptz) returns care.counts
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as materialized (select c.agency_id from access.current_context() c where c.kind = 'member')
  select (select count(*) from care.case_file f where f.holder_agency_id = (select me.agency_id from me))
      - (select count(*) from care.case_pair p where p.agency_id = (select me.agency_id from me) and p.parted_at is null),
    (select count(*) from care.case_file f
      where f.holder_agency_id = (select me.agency_id from me) and f.state <> 'closed')
      - (select count(*) from care.case_pair p join care.case_file f on f.id = p.aside_case_id and f.state <> 'closed'
        where p.agency_id = (select me.agency_id from me) and p.parted_at is null),
    count(*) filter (where k.due_at < now()),
    count(*) filter (where k.due_at >= now() and k.due_at < day_ends),
    count(*) filter (where k.due_at >= now())
  from care.clock k
  where k.holder_agency_id = (select me.agency_id from me) and k.done_at is null and k.stands_since is null
    and k.what <> 'file-complaint' and k.due_at < day_ends + interval '6 days'
$$;

revoke all on function care.one_person(uuid), care.has_own_words(uuid), care.pair_cases(uuid, uuid, uuid), care.part_cases(uuid),
  care.part_at_hand_over(), access.end_consent(uuid) from public;
grant execute on function care.has_own_words(uuid), care.pair_cases(uuid, uuid, uuid), care.part_cases(uuid) to leeward_member;
