-- First words for a person who never had any: a case that opened in person, or from an import. A member of the agency that
-- holds the case hands over a code, and the person's own browser turns it into words. One member is enough, where a reset takes
-- two and a day: there is nobody yet whom it could shut out. The threat, first: docs/threat-model.md, "First words".

create table care.first_words (
  case_id uuid primary key references care.case_file on delete cascade,
  agency_id uuid not null references identity.agency, -- that held the case then
  code_hash bytea not null unique check (length(code_hash) = 32),
  code_by uuid not null references identity.member,
  code_until timestamptz not null,
  taken_at timestamptz,
  words_address bytea check (length(words_address) = 16),
  check (num_nonnulls(taken_at, words_address) in (0, 2))
);
alter table care.first_words enable row level security;

-- The person alone, and not their guardian, is told when they got words, and at which agency.
grant select (case_id, agency_id, taken_at) on care.first_words to leeward_person;
create policy person_sees_first_words on care.first_words for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[]) and care.is_themself(case_id));
grant select (case_id, agency_id, code_by, code_until, taken_at) on care.first_words to leeward_member, leeward_supervisor;
create policy holder_sees_first_words on care.first_words for select to leeward_member, leeward_supervisor
  using (access.holds(case_id));

-- Neither has, nor had, nor is about to get: whoever lost theirs needs two members and a day.
create function care.never_had_words(of_person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select not exists (select from identity.words w where w.person_id = of_person)
    and not exists (select from care.words_reset w where w.person_id = of_person
      and (w.ended_how = 'done' or w.ended_at is null and w.ends_at > now()))
    and not exists (select from care.first_words f join access.case_record r on r.id = f.case_id
      where r.person_id = of_person and f.taken_at is not null)
$$;

-- Whether the agency that holds the case could give first words in it.
create function care.lacks_first_words(of_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select access.holds(of_case) and care.never_had_words((select r.person_id from access.case_record r where r.id = of_case))
$$;

-- The person is here: a code for them, good for an hour. One before it is void. 'made'; 'unknown', 'role', 'had'.
create function care.make_first_code(of_case uuid, of_code bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if not access.holds(of_case) then return 'unknown'; end if;
  if not care.hears_wishes(of_case) then return 'role'; end if;
  perform access.lock_case(of_case);
  if not care.lacks_first_words(of_case) then return 'had'; end if;
  insert into care.first_words (case_id, agency_id, code_hash, code_by, code_until)
  values (of_case, me.agency_id, of_code, me.member_id, now() + interval '1 hour')
  on conflict (case_id) do update set agency_id = excluded.agency_id, code_hash = excluded.code_hash,
    code_by = excluded.code_by, code_until = excluded.code_until;
  perform ledger.record('first-words.code-made', jsonb_build_object('caseId', of_case, 'memberId', me.member_id),
    of_case, me.agency_id);
  return 'made';
end
$$;

-- As care.take_new_words, which asks here last: the same page, and the same answer for whatever is wrong. A code of an agency
-- that holds the case no more is void.
create function care.take_first_words(of_code bytea, address_in bytea, reading bytea, signing bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  f care.first_words;
  about uuid;
begin
  select x.* into f from care.first_words x where x.code_hash = of_code for update;
  if not found then return false; end if;
  if f.taken_at is not null then return f.words_address = address_in; end if; -- the answer was lost on the way
  if f.code_until <= now() then return false; end if;
  select r.person_id into about from access.case_record r
  where r.id = f.case_id and r.holder_agency_id = f.agency_id;
  if about is null then return false; end if;
  perform from identity.person p where p.id = about for update; -- another case of theirs has a code too
  if not care.never_had_words(about) then return false; end if;
  insert into identity.words (address, reading_key, signing_key, person_id) values (address_in, reading, signing, about)
  on conflict (address) do nothing;
  if not found then return false; end if;
  update care.first_words set taken_at = now(), words_address = address_in where case_id = f.case_id;
  perform ledger.record('first-words.taken', jsonb_build_object('caseId', f.case_id), f.case_id, f.agency_id);
  perform events.emit('first-words.taken', f.agency_id, jsonb_build_object('caseId', f.case_id));
  return true;
end
$$;

-- As before; a code that is of no reset may be a guardian's, or for first words.
create or replace function care.take_new_words(of_code bytea, address_in bytea, reading bytea, signing bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  w care.words_reset;
  holder uuid;
begin
  select x.* into w from care.words_reset x where x.code_hash = of_code for update;
  if not found then
    return care.take_guardian_words(of_code, address_in, reading, signing)
      or care.take_first_words(of_code, address_in, reading, signing);
  end if;
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

revoke all on function care.never_had_words(uuid), care.lacks_first_words(uuid), care.make_first_code(uuid, bytea),
  care.take_first_words(bytea, bytea, bytea, bytea) from public;
grant execute on function care.lacks_first_words(uuid), care.make_first_code(uuid, bytea) to leeward_member;
