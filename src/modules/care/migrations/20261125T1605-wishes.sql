-- What is asked for with someone's words and cannot be taken back waits for seven days, since someone else may hold
-- the words. Then it takes what neither the words alone nor one member alone have: a number that a member gave to the
-- person over the safe contact or face to face, typed by whoever holds the words; or, for someone without words,
-- a second member. Pausing needs none of this.

create table care.wish (
  id uuid primary key,
  case_id uuid not null references care.case_file on delete cascade,
  what text not null check (what in ('erase', 'leave', 'change-contact', 'end-guardian')),
  asked_at timestamptz not null default now(),
  asked_to uuid references identity.member, -- null where it was asked with words
  ripe_at timestamptz not null,
  reached_by uuid references identity.member,
  reached_how text check (reached_how in ('safe-contact', 'in-person')),
  reached_at timestamptz,
  code_hash bytea check (length(code_hash) = 32),
  wrong_codes int not null default 0,
  ended_at timestamptz,
  ended_how text check (ended_how in ('done', 'stopped')),
  ended_by uuid references identity.member, -- null where the words did it
  check (ripe_at >= asked_at + interval '7 days'),
  check (num_nonnulls(reached_by, reached_how, reached_at) in (0, 3)),
  check ((ended_at is null) = (ended_how is null)),
  check (ended_how is distinct from 'done' or ended_at >= ripe_at)
);
create unique index one_wish_of_a_kind on care.wish (case_id, what) where ended_at is null;
create index wish_of_case on care.wish (case_id, asked_at);
alter table care.wish enable row level security;

-- Whoever holds the words sees what waits and until when; not whether, how or by whom the person was reached.
grant select (id, case_id, what, asked_at, ripe_at, ended_at, ended_how) on care.wish to leeward_person;
create policy person_sees_wishes on care.wish for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[]));
grant select (id, case_id, what, asked_at, asked_to, ripe_at, reached_by, reached_how, reached_at, ended_at, ended_how,
  ended_by) on care.wish to leeward_member, leeward_supervisor;
create policy holder_sees_wishes on care.wish for select to leeward_member, leeward_supervisor
  using (access.holds(case_id));
-- Nor does the list of what comes next tell it.
alter policy person_sees_clocks on care.clock
  using (case_id = any ((select access.own_cases())::uuid[]) and what <> 'wish-asked');

-- Who hears a wish and reaches a person: those who work with people, at the agency that holds the case.
create function care.hears_wishes(of_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select access.holds(of_case) and exists (
    select 1 from access.current_context() me join identity.member_role r on r.member_id = me.member_id
    where me.kind = 'member' and r.role in
      ('intake-worker', 'caseworker', 'health-worker', 'legal-adviser', 'guardian', 'child-protection-officer')
  )
$$;

-- Whether someone else reads this file with words of their own, for whoever it is about.
create function care.has_guardian(of_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select of_case = any (access.own_cases()) and exists (
    select 1 from access.guardianship g where g.case_id = of_case and g.ended_at is null
  )
$$;

create function care.record_wish(new_wish uuid, of_case uuid, wanted text, heard_by uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  perform access.lock_case(of_case);
  if exists (select 1 from care.wish w where w.case_id = of_case and w.what = wanted and w.ended_at is null) then
    return 'waits';
  end if;
  if wanted = 'end-guardian' and not exists (
    select 1 from access.guardianship g where g.case_id = of_case and g.ended_at is null
  ) then
    return 'none';
  end if;
  if (select count(*) from care.wish w where w.case_id = of_case and w.asked_at > now() - interval '30 days') >= 12 then
    return 'many';
  end if;
  insert into care.wish (id, case_id, what, asked_to, ripe_at)
  values (new_wish, of_case, wanted, heard_by, now() + interval '7 days');
  insert into care.clock (case_id, what, started_at, due_at, member_id, basis)
  select f.id, 'wish-asked', now(), now() + interval '3 days', f.lead_member_id,
    'House rule: whoever asks for what cannot be undone is reached over the safe contact, or seen, within 3 days'
  from care.case_file f where f.id = of_case;
  perform ledger.record('wish.asked', jsonb_strip_nulls(jsonb_build_object('caseId', of_case, 'wishId', new_wish,
    'what', wanted, 'heardBy', heard_by)), of_case, me.agency_id);
  perform events.emit('wish.asked', (select r.holder_agency_id from access.case_record r where r.id = of_case),
    jsonb_build_object('caseId', of_case));
  return 'asked';
end
$$;

-- Asked with the words. 'unknown', 'waits' (the same is asked already), 'none' (no guardian), 'many'.
create function care.ask_wish(new_wish uuid, of_case uuid, wanted text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (access.current_context()).kind is distinct from 'person' or not of_case = any (access.own_cases()) then
    return 'unknown';
  end if;
  return care.record_wish(new_wish, of_case, wanted, null);
end
$$;

-- Asked face to face, by someone without words or with them.
create function care.hear_wish(new_wish uuid, of_case uuid, wanted text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not care.hears_wishes(of_case) then
    return case when access.holds(of_case) then 'role' else 'unknown' end;
  end if;
  return care.record_wish(new_wish, of_case, wanted, (access.current_context()).member_id);
end
$$;

-- Whoever holds the words, or the desk, stops it at any time.
create function care.stop_wish(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  w care.wish;
begin
  update care.wish x set ended_at = now(), ended_how = 'stopped', ended_by = me.member_id
  where x.id = wanted and x.ended_at is null and coalesce(me.kind = 'person' and x.case_id = any (access.own_cases())
    or me.kind = 'member' and access.holds(x.case_id), false)
  returning x.* into w;
  if not found then
    return exists (select 1 from care.wish x where x.id = wanted and x.ended_how = 'stopped'
      and coalesce(me.kind = 'person' and x.case_id = any (access.own_cases())
        or me.kind = 'member' and access.holds(x.case_id), false));
  end if;
  perform ledger.record('wish.stopped', jsonb_strip_nulls(jsonb_build_object('caseId', w.case_id, 'wishId', wanted,
    'memberId', me.member_id)), w.case_id, me.agency_id);
  perform events.emit('wish.stopped', (select r.holder_agency_id from access.case_record r where r.id = w.case_id),
    jsonb_build_object('caseId', w.case_id));
  return true;
end
$$;

-- A member spoke with the person over the safe contact, or saw them, and gave them a number. A number before it is void.
create function care.reach_for_wish(wanted uuid, how text, number_hash bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  w care.wish;
begin
  select x.* into w from care.wish x where x.id = wanted and access.holds(x.case_id) for update;
  if not found then return 'unknown'; end if;
  if not care.hears_wishes(w.case_id) then return 'role'; end if;
  if w.ended_at is not null then return 'over'; end if;
  update care.wish set reached_by = me.member_id, reached_how = how, reached_at = now(), code_hash = number_hash,
    wrong_codes = 0 where id = wanted;
  perform ledger.record('wish.reached', jsonb_build_object('caseId', w.case_id, 'wishId', wanted,
    'memberId', me.member_id, 'how', how), w.case_id, me.agency_id);
  return 'reached';
end
$$;

-- Does what was asked. Returns the categories that a legal order still holds, where a case is erased.
create function care.do_wish(w care.wish) returns text[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  consent uuid;
  was text;
begin
  update care.wish set ended_at = now(), ended_how = 'done', ended_by = me.member_id, code_hash = null where id = w.id;
  perform ledger.record('wish.done', jsonb_strip_nulls(jsonb_build_object('caseId', w.case_id, 'wishId', w.id,
    'what', w.what, 'memberId', me.member_id)), w.case_id, me.agency_id);
  perform events.emit('wish.done', (select r.holder_agency_id from access.case_record r where r.id = w.case_id),
    jsonb_build_object('caseId', w.case_id));
  if w.what = 'erase' then
    return access.erase_case(w.case_id);
  elsif w.what = 'end-guardian' then
    update access.guardianship set ended_at = now() where case_id = w.case_id and ended_at is null;
  elsif w.what = 'change-contact' then
    insert into care.clock (case_id, what, started_at, due_at, member_id, basis)
    select f.id, 'contact-change', now(), now() + interval '1 day', f.lead_member_id,
      'The person asked for it, was reached, and waited seven days'
    from care.case_file f where f.id = w.case_id;
  else
    for consent in select c.id from access.consent c where c.case_id = w.case_id and c.withdrawn_at is null loop
      perform access.withdraw_consent(consent);
    end loop;
    select f.state into was from care.case_file f where f.id = w.case_id for update;
    if was not in ('closed', 'follow-up', 'withdrawn') then
      update care.case_file set state = 'withdrawn', state_since = now() where id = w.case_id;
      insert into care.state_change (case_id, from_state, to_state, changed_by)
      values (w.case_id, was, 'withdrawn', me.member_id);
    end if;
  end if;
  return '{}';
end
$$;

create type care.wish_outcome as (outcome text, held text[]);

-- With the words and the number. 'unknown'; 'early'; 'number': wrong, void, too old, tried five times, or never given.
-- One answer for all of these: whoever holds the words does not learn whether the person was reached.
create function care.carry_out_wish(wanted uuid, number_hash bytea) returns care.wish_outcome
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  w care.wish;
begin
  if (access.current_context()).kind is distinct from 'person' then return row('unknown', '{}'::text[])::care.wish_outcome; end if;
  select x.* into w from care.wish x where x.id = wanted and x.ended_at is null
    and x.case_id = any (access.own_cases()) for update;
  if not found then return row('unknown', '{}'::text[])::care.wish_outcome; end if;
  if w.ripe_at > now() then return row('early', '{}'::text[])::care.wish_outcome; end if;
  if w.code_hash is null or w.wrong_codes >= 5 or w.reached_at + interval '14 days' <= now()
    or w.code_hash <> number_hash
  then
    update care.wish set wrong_codes = wrong_codes + 1 where id = wanted and code_hash is not null;
    return row('number', '{}'::text[])::care.wish_outcome;
  end if;
  return row('done', care.do_wish(w))::care.wish_outcome;
end
$$;

-- For what was asked face to face: another member than the one who heard it saw the person too, or reached them.
-- 'unknown', 'role', 'words' (it was asked with words), 'own', 'early', 'over'.
create function care.second_wish(wanted uuid, how text) returns care.wish_outcome
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  w care.wish;
begin
  select x.* into w from care.wish x where x.id = wanted and access.holds(x.case_id) for update;
  if not found then return row('unknown', '{}'::text[])::care.wish_outcome; end if;
  if not care.hears_wishes(w.case_id) then return row('role', '{}'::text[])::care.wish_outcome; end if;
  if w.ended_at is not null then return row('over', '{}'::text[])::care.wish_outcome; end if;
  if w.asked_to is null then return row('words', '{}'::text[])::care.wish_outcome; end if;
  if w.asked_to = me.member_id then return row('own', '{}'::text[])::care.wish_outcome; end if;
  if w.ripe_at > now() then return row('early', '{}'::text[])::care.wish_outcome; end if;
  update care.wish set reached_by = me.member_id, reached_how = how, reached_at = now() where id = wanted;
  return row('done', care.do_wish(w))::care.wish_outcome;
end
$$;

revoke all on function care.hears_wishes(uuid), care.has_guardian(uuid), care.record_wish(uuid, uuid, text, uuid), care.ask_wish(uuid, uuid, text),
  care.hear_wish(uuid, uuid, text), care.stop_wish(uuid), care.reach_for_wish(uuid, text, bytea),
  care.do_wish(care.wish), care.carry_out_wish(uuid, bytea), care.second_wish(uuid, text) from public;
grant execute on function care.ask_wish(uuid, uuid, text), care.carry_out_wish(uuid, bytea), care.stop_wish(uuid),
  care.has_guardian(uuid) to leeward_person;
grant execute on function care.hear_wish(uuid, uuid, text), care.stop_wish(uuid), care.reach_for_wish(uuid, text, bytea),
  care.second_wish(uuid, text) to leeward_member;
