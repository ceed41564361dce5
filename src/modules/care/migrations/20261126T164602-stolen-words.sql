-- Words that are in other hands (decision 0149). What was there before let whoever stole them read on for the day and stop
-- each reset. Now a reset says why: *lost* is stopped by the old words as before; *stolen* lets the file rest at once, and
-- a no over the old words no longer stops it for good: it then takes a third person, from elsewhere, who met the person
-- face to face. Without one the words open the file again after seven days, so that no two members take it over unseen.

alter table care.words_reset
  add column why text not null default 'lost' check (why in ('lost', 'stolen')),
  add column said_no_at timestamptz,
  add column third_by uuid references identity.member,
  add column third_at timestamptz,
  add constraint words_reset_no check (said_no_at is null or why = 'stolen'),
  add constraint words_reset_third check (num_nonnulls(third_by, third_at) in (0, 2)
    and (third_at is null or said_no_at is not null and third_by <> met_by and third_by <> confirmed_by)),
  add constraint words_reset_needs_third check (ended_how is distinct from 'done' or said_no_at is null or third_at is not null);

grant select (why, said_no_at, third_at) on care.words_reset to leeward_person;
grant select (why, said_no_at, third_by, third_at) on care.words_reset to leeward_member, leeward_supervisor;
-- Who may be the third has to see that one is needed: an agency that a part is open to now.
create policy others_see_contested_resets on care.words_reset for select to leeward_member
  using (said_no_at is not null and ended_at is null and access.works_on(case_id));

-- What words that rest are told: that, by whom, and until when.
create function care.resting_files() returns table (id uuid, agency text, opens_at timestamptz, ends_at timestamptz,
  said_no boolean, third boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w.id, a.name, w.opens_at, w.ends_at, w.said_no_at is not null, w.third_at is not null
  from identity.words o
  join care.words_reset w on w.person_id = o.person_id and w.ended_at is null and w.ends_at > now()
  join access.case_record r on r.id = w.case_id
  join identity.agency a on a.id = r.holder_agency_id
  where o.rests_until > now() and o.address = (select v.address from identity.words_session v
    where v.id = (access.current_context()).session_id and (access.current_context()).kind = 'person')
$$;

create function care.rest_words(of_person uuid, until timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.words set rests_until = until where person_id = of_person and ended_at is null
$$;

drop function care.propose_words_reset(uuid, uuid, text);
-- A member met the person, or reached them over the safe contact. 'proposed'; 'unknown', 'role', 'waits' (one runs).
create function care.propose_words_reset(new_reset uuid, of_case uuid, how text, why text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  about uuid;
begin
  if not access.holds(of_case) then return 'unknown'; end if;
  if not care.hears_wishes(of_case) then return 'role'; end if;
  perform access.lock_case(of_case);
  select r.person_id into about from access.case_record r where r.id = of_case;
  perform care.end_late_resets(about);
  if exists (select 1 from care.words_reset w where w.person_id = about and w.ended_at is null)
    or exists (select 1 from proposals.proposal p where p.kind = 'words.reset' and p.case_id = of_case
      and p.outcome is null and p.expires_at > now())
  then
    return 'waits';
  end if;
  perform proposals.put(new_reset, 'words.reset',
    jsonb_build_object('caseId', of_case, 'how', how, 'why', why), of_case);
  return 'proposed';
end
$$;

create or replace function care.begin_words_reset(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  about uuid;
  reason text := coalesce(p.content::jsonb ->> 'why', 'lost');
  earlier_no boolean;
begin
  perform access.lock_case(p.case_id);
  select r.person_id into about from access.case_record r where r.id = p.case_id and r.holder_agency_id = p.agency_id;
  if about is null then return false; end if; -- handed over or erased meanwhile
  perform care.end_late_resets(about);
  -- A no counts for thirty days: or two members could let a file rest week after week.
  earlier_no := reason = 'stolen' and exists (select 1 from care.words_reset w
    where w.person_id = about and w.said_no_at > now() - interval '30 days');
  insert into care.words_reset (id, case_id, person_id, met_by, met_how, confirmed_by, known_how, opens_at, ends_at, why,
    said_no_at)
  values (p.id, p.case_id, about, p.proposed_by, p.content::jsonb ->> 'how', p.settled_by, p.known_how,
    now() + interval '24 hours', now() + case when earlier_no then interval '7 days' else interval '15 days' end, reason,
    case when earlier_no then now() end);
  if reason = 'stolen' and not earlier_no then perform care.rest_words(about, now() + interval '15 days'); end if;
  perform ledger.record('words-reset.begun', jsonb_build_object('caseId', p.case_id, 'resetId', p.id,
    'metBy', p.proposed_by, 'confirmedBy', p.settled_by, 'why', reason), p.case_id, p.agency_id);
  perform care.tell_of_reset(p.case_id, 'words-reset.begun', earlier_no);
  return true;
end
$$;

-- The agency that holds the case, and where a third is needed also those who could be it.
create function care.tell_of_reset(of_case uuid, what text, others_too boolean) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select events.emit(what, a.id, jsonb_build_object('caseId', of_case)) from (
    select r.holder_agency_id as id from access.case_record r where r.id = of_case
    union
    select s.agency_id from access.share s where others_too and s.case_id = of_case and access.is_live(s)
  ) a
$$;

-- Any member of the agency that holds the case ends it, at any time before it is done. The old words end it where words
-- were said to be lost: who has them did not lose them. Where they were said to be stolen, a thief would do the same, so
-- there the no counts, once: a code is void, and one more person has to stand for it.
create or replace function care.stop_words_reset(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  w care.words_reset;
begin
  select x.* into w from care.words_reset x where x.id = wanted
    and coalesce(me.kind = 'person' and (x.case_id = any (access.own_cases()) or exists (
        select 1 from identity.words_session v join identity.words o on o.address = v.address
        where v.id = me.session_id and o.person_id = x.person_id))
      or me.kind = 'member' and access.holds(x.case_id), false) for update;
  if not found or w.ended_how = 'done' then return false; end if;
  if w.ended_at is not null then return true; end if; -- the same wish twice
  if me.kind = 'person' and w.why = 'stolen' then
    if w.said_no_at is not null then return true; end if;
    update care.words_reset set said_no_at = now(), ends_at = now() + interval '7 days',
      code_hash = null, code_by = null, code_until = null
    where id = wanted;
    perform care.rest_words(w.person_id, now() + interval '7 days');
    perform ledger.record('words-reset.said-no', jsonb_build_object('caseId', w.case_id, 'resetId', wanted), w.case_id, null);
    perform care.tell_of_reset(w.case_id, 'words-reset.said-no', true);
    return true;
  end if;
  update care.words_reset set ended_at = now(), ended_how = 'stopped', ended_by = me.member_id where id = wanted;
  perform care.rest_words(w.person_id, null);
  perform ledger.record('words-reset.stopped', jsonb_strip_nulls(jsonb_build_object('caseId', w.case_id,
    'resetId', wanted, 'memberId', me.member_id)), w.case_id, me.agency_id);
  perform care.tell_of_reset(w.case_id, 'words-reset.stopped', false);
  return true;
end
$$;

-- After a no: one more person, who met the person face to face, and sits elsewhere: at an agency that a part of the case
-- is open to now. Where there is none, a supervisor of the agency that holds it, who is neither of the two.
-- The safe contact is not enough here: two members could have written it themselves.
-- 'stands'; 'unknown', 'role', 'over', 'not-needed'.
create function care.be_third_for_words(wanted uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  w care.words_reset;
  elsewhere boolean;
begin
  select x.* into w from care.words_reset x where x.id = wanted and me.kind = 'member' and access.works_on(x.case_id)
  for update;
  if not found then return 'unknown'; end if;
  elsewhere := not access.holds(w.case_id);
  if elsewhere and w.said_no_at is null then return 'unknown'; end if; -- before a no they are told nothing of it
  if w.ended_at is not null or w.ends_at <= now() then return 'over'; end if;
  if w.said_no_at is null or w.third_at is not null then return 'not-needed'; end if;
  if me.member_id in (w.met_by, w.confirmed_by) or not exists (
    select 1 from identity.member_role r where r.member_id = me.member_id and (
      elsewhere and r.role in ('intake-worker', 'caseworker', 'health-worker', 'legal-adviser', 'guardian',
        'child-protection-officer')
      or not elsewhere and r.role = 'supervisor' and not exists (
        select 1 from access.share s where s.case_id = w.case_id and s.agency_id <> me.agency_id and access.is_live(s))))
  then
    return 'role';
  end if;
  update care.words_reset set third_by = me.member_id, third_at = now(),
    opens_at = greatest(opens_at, now() + interval '24 hours'), ends_at = now() + interval '15 days'
  where id = wanted;
  perform care.rest_words(w.person_id, now() + interval '15 days');
  perform ledger.record('words-reset.third', jsonb_build_object('caseId', w.case_id, 'resetId', wanted,
    'memberId', me.member_id), w.case_id, me.agency_id);
  perform care.tell_of_reset(w.case_id, 'words-reset.third', true);
  return 'stands';
end
$$;

-- As before; after a no there is no code until a third stands for it ('third').
create or replace function care.make_words_code(wanted uuid, of_code bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  w care.words_reset;
begin
  select x.* into w from care.words_reset x where x.id = wanted and access.holds(x.case_id) for update;
  if not found then return 'unknown'; end if;
  if not care.hears_wishes(w.case_id) then return 'role'; end if;
  if w.ended_at is not null or w.ends_at <= now() then return 'over'; end if;
  if w.said_no_at is not null and w.third_at is null then return 'third'; end if;
  if w.opens_at > now() then return 'early'; end if;
  update care.words_reset set code_hash = of_code, code_by = me.member_id, code_until = now() + interval '1 hour'
  where id = wanted;
  perform ledger.record('words-reset.code-made', jsonb_build_object('caseId', w.case_id, 'resetId', wanted,
    'memberId', me.member_id), w.case_id, me.agency_id);
  return 'made';
end
$$;

-- As before; whoever is also a guardian stays one with the new words, and what kept them from it (a conflict) stays too.
create or replace function care.take_new_words(of_code bytea, address_in bytea, reading bytea, signing bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  w care.words_reset;
  holder uuid;
begin
  select x.* into w from care.words_reset x where x.code_hash = of_code for update;
  if not found then return false; end if;
  if w.ended_how = 'done' then return w.new_address = address_in; end if; -- the answer was lost on the way
  if w.ended_at is not null or w.code_until <= now() then return false; end if;
  insert into identity.words (address, reading_key, signing_key) values (address_in, reading, signing)
  on conflict (address) do nothing;
  if not found then return false; end if;
  update access.guardianship g set words_address = address_in from identity.words o
  where o.address = g.words_address and o.person_id = w.person_id and g.ended_at is null;
  update identity.words set person_id = null, rests_until = null, ended_at = now() where person_id = w.person_id;
  update identity.words_session s set ended_at = now() from identity.words o
  where o.address = s.address and o.ended_at is not null and s.ended_at is null;
  update identity.words set person_id = w.person_id where address = address_in;
  update care.words_reset set ended_at = now(), ended_how = 'done', new_address = address_in where id = w.id;
  select r.holder_agency_id into holder from access.case_record r where r.id = w.case_id;
  perform ledger.record('words-reset.done', jsonb_build_object('caseId', w.case_id, 'resetId', w.id), w.case_id, holder);
  perform events.emit('words-reset.done', holder, jsonb_build_object('caseId', w.case_id));
  return true;
end
$$;

revoke all on function care.resting_files(), care.rest_words(uuid, timestamptz), care.tell_of_reset(uuid, text, boolean),
  care.propose_words_reset(uuid, uuid, text, text), care.be_third_for_words(uuid) from public;
grant execute on function care.resting_files() to leeward_person;
grant execute on function care.propose_words_reset(uuid, uuid, text, text), care.be_third_for_words(uuid) to leeward_member;
