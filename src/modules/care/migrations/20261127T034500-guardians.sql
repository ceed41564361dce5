-- A child's guardian gets words of their own. What decides who reads knew guardians from the start; nothing named one. It
-- takes two members of the agency that holds the case: one says how the guardian showed who they are and how it was looked
-- into whether they are involved, the second has seen what makes them the guardian. Then a member hands the guardian a code,
-- and the guardian's own browser turns it into words. The threat, first: docs/threat-model.md, "A guardian".

create table care.guardian_naming (
  id uuid primary key, -- the proposal's own
  case_id uuid not null references care.case_file on delete cascade,
  proof text not null check (proof in ('in-person', 'order')),
  reference text check (length(reference) between 1 and 120), -- the order's number on paper
  checked text[] not null check (cardinality(checked) between 1 and 3
    and checked <@ array['child-asked', 'account-read', 'authority-asked']), -- codes alone: what was found is in the sections, locked
  starts_at timestamptz not null,
  named_by uuid not null references identity.member,
  confirmed_by uuid not null references identity.member,
  confirmed_at timestamptz not null default now(),
  ends_at timestamptz not null, -- over, where nobody came for the code by then
  code_hash bytea unique check (length(code_hash) = 32),
  code_by uuid references identity.member,
  code_until timestamptz,
  words_address bytea check (length(words_address) = 16),
  began_at timestamptz,
  ended_at timestamptz,
  ended_why text check (ended_why in ('involved', 'interest', 'words', 'over', 'wish', 'late', 'restored')),
  ended_by uuid references identity.member, -- null where a wish, time or a restore ended it
  check (named_by <> confirmed_by),
  check ((proof = 'order') = (reference is not null)),
  check (ends_at > confirmed_at),
  check (num_nonnulls(code_hash, code_by, code_until) in (0, 3)),
  check (num_nonnulls(words_address, began_at) in (0, 2)),
  check (num_nonnulls(ended_at, ended_why) in (0, 2))
);
-- Another one is named after this one ended: by a wish that waits seven days, or at once where they are involved.
create unique index one_guardian_at_a_time on care.guardian_naming (case_id) where ended_at is null;
create index guardian_naming_of_case on care.guardian_naming (case_id, confirmed_at);
alter table care.guardian_naming enable row level security;

-- The person sees that there is one and since when; not by which members, on what, or why it ended. A guardian sees none: nor
-- who was one before them.
grant select (id, case_id, starts_at, confirmed_at, ends_at, began_at, ended_at) on care.guardian_naming to leeward_person;
create policy person_sees_guardians on care.guardian_naming for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[]) and care.is_themself(case_id));
-- Neither the code nor the guardian's address: nobody at the desk writes to it.
grant select (id, case_id, proof, reference, checked, starts_at, named_by, confirmed_by, confirmed_at, ends_at, code_by,
  code_until, began_at, ended_at, ended_why, ended_by) on care.guardian_naming to leeward_member, leeward_supervisor;
create policy holder_sees_guardians on care.guardian_naming for select to leeward_member, leeward_supervisor
  using (access.holds(case_id));

insert into proposals.kind (name, proposers, confirmers, lives_hours, performs, stands_by) values ('guardian.naming', '{}',
  '{intake-worker,caseworker,health-worker,legal-adviser,guardian,child-protection-officer}', 72, 'care.name_guardian',
  '{intake-worker,caseworker,health-worker,legal-adviser,guardian,child-protection-officer}');

create function care.end_late_guardians(of_case uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update care.guardian_naming set ended_at = now(), ended_why = 'late'
  where case_id = of_case and ended_at is null and began_at is null and ends_at <= now()
$$;

-- 'adult': nobody reads along on a grown person's file, whoever they say they are; an age in doubt, or unknown, is a child's.
-- 'one': there is one. Null: it can be.
create function care.no_guardian_because(of_case uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when coalesce((select j.standing ->> 'age' from care.journey j where j.case_id = of_case),
      (select 'adult' from care.case_file f where f.id = of_case and f.age_band not in ('0-8', '9-17', 'unknown')))
      = 'adult' then 'adult'
    when exists (select from care.guardian_naming n where n.case_id = of_case and n.ended_at is null)
      or exists (select from access.guardianship g
        where g.case_id = of_case and g.ended_at is null and not g.conflict) then 'one'
  end
$$;

-- 'proposed'; 'unknown', 'role', 'conflict', 'adult', 'one', 'waits' (one waits for a second).
create function care.propose_guardian(new_naming uuid, of_case uuid, proof text, reference text, is_involved boolean,
  checked text[], starts text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  because text;
begin
  if not access.holds(of_case) then return 'unknown'; end if;
  if not care.hears_wishes(of_case) then return 'role'; end if;
  if is_involved is distinct from false then return 'conflict'; end if;
  perform access.lock_case(of_case);
  perform care.end_late_guardians(of_case);
  because := care.no_guardian_because(of_case);
  if because is not null then return because; end if;
  if exists (select from proposals.proposal p where p.kind = 'guardian.naming' and p.case_id = of_case
    and p.outcome is null and p.expires_at > now() and proposals.stands(p))
  then
    return 'waits';
  end if;
  perform proposals.put(new_naming, 'guardian.naming', jsonb_build_object('caseId', of_case, 'proof', proof,
    'reference', reference, 'checked', checked, 'startsAt', starts), of_case);
  return 'proposed';
end
$$;

create function care.name_guardian(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := p.content::jsonb;
begin
  perform access.lock_case(p.case_id);
  if not exists (select from access.case_record r where r.id = p.case_id and r.holder_agency_id = p.agency_id) then
    return false; -- handed over or erased meanwhile
  end if;
  perform care.end_late_guardians(p.case_id);
  if care.no_guardian_because(p.case_id) is not null then return false; end if;
  insert into care.guardian_naming (id, case_id, proof, reference, checked, starts_at, named_by, confirmed_by, ends_at)
  values (p.id, p.case_id, said ->> 'proof', said ->> 'reference',
    array(select jsonb_array_elements_text(said -> 'checked')),
    greatest((said ->> 'startsAt')::timestamptz, now()), p.proposed_by, p.settled_by, now() + interval '15 days');
  perform ledger.record('guardian.named', jsonb_build_object('caseId', p.case_id, 'namingId', p.id,
    'namedBy', p.proposed_by, 'confirmedBy', p.settled_by), p.case_id, p.agency_id);
  perform events.emit('guardian.named', p.agency_id, jsonb_build_object('caseId', p.case_id));
  return true;
end
$$;

-- The guardian is here: a code for them, good for an hour. One before it is void. 'made'; 'unknown', 'role', 'over'.
create function care.make_guardian_code(wanted uuid, of_code bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  n care.guardian_naming;
begin
  select x.* into n from care.guardian_naming x where x.id = wanted and access.holds(x.case_id) for update;
  if not found then return 'unknown'; end if;
  if not care.hears_wishes(n.case_id) then return 'role'; end if;
  if n.ended_at is not null or n.began_at is not null or n.ends_at <= now() then return 'over'; end if;
  update care.guardian_naming set code_hash = of_code, code_by = me.member_id, code_until = now() + interval '1 hour'
  where id = wanted;
  perform ledger.record('guardian.code-made', jsonb_build_object('caseId', n.case_id, 'namingId', wanted,
    'memberId', me.member_id), n.case_id, me.agency_id);
  return 'made';
end
$$;

-- As care.take_new_words, which asks here last: the same page, and the same answer for whatever is wrong.
create function care.take_guardian_words(of_code bytea, address_in bytea, reading bytea, signing bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n care.guardian_naming;
  holder uuid;
begin
  select x.* into n from care.guardian_naming x where x.code_hash = of_code for update;
  if not found then return false; end if;
  if n.began_at is not null then return n.words_address = address_in; end if; -- the answer was lost on the way
  if n.ended_at is not null or n.code_until <= now() then return false; end if;
  insert into identity.words (address, reading_key, signing_key) values (address_in, reading, signing)
  on conflict (address) do nothing;
  if not found then return false; end if;
  insert into access.guardianship (case_id, words_address, starts_at)
  values (n.case_id, address_in, greatest(n.starts_at, now()));
  update care.guardian_naming set words_address = address_in, began_at = now() where id = n.id;
  select r.holder_agency_id into holder from access.case_record r where r.id = n.case_id;
  perform ledger.record('guardian.has-words', jsonb_build_object('caseId', n.case_id, 'namingId', n.id), n.case_id, holder);
  perform events.emit('guardian.has-words', holder, jsonb_build_object('caseId', n.case_id));
  return true;
end
$$;

-- As before; a code that is of no reset may be a guardian's.
create or replace function care.take_new_words(of_code bytea, address_in bytea, reading bytea, signing bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  w care.words_reset;
  holder uuid;
begin
  select x.* into w from care.words_reset x where x.code_hash = of_code for update;
  if not found then return care.take_guardian_words(of_code, address_in, reading, signing); end if;
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

-- Any member of the agency that holds the case, at once: it only closes. Undoing it takes two again, and other words.
-- 'involved', 'interest': a conflict; 'words': they are lost or in other hands; 'over': they are the guardian no more, or the
-- person is grown up. 'ended'; 'unknown', 'over'.
create function care.end_guardian(wanted uuid, why text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  n care.guardian_naming;
begin
  perform access.lock_case((select x.case_id from care.guardian_naming x where x.id = wanted));
  select x.* into n from care.guardian_naming x where x.id = wanted and me.kind = 'member' and access.holds(x.case_id)
  for update;
  if not found or why not in ('involved', 'interest', 'words', 'over') then return 'unknown'; end if;
  if n.ended_at is not null then
    return case when n.ended_by = me.member_id and n.ended_why = why then 'ended' else 'over' end; -- the same wish twice
  end if;
  update care.guardian_naming set ended_at = now(), ended_why = why, ended_by = me.member_id where id = wanted;
  update access.guardianship set ended_at = now(), conflict = conflict or why in ('involved', 'interest')
  where case_id = n.case_id and words_address = n.words_address and ended_at is null;
  -- A wish to end this one has come true; left to wait it would end the next.
  perform care.stop_wish(w.id) from care.wish w
  where w.case_id = n.case_id and w.what = 'end-guardian' and w.ended_at is null;
  perform ledger.record('guardian.ended', jsonb_build_object('caseId', n.case_id, 'namingId', wanted, 'why', why,
    'memberId', me.member_id), n.case_id, me.agency_id);
  perform events.emit('guardian.ended', me.agency_id, jsonb_build_object('caseId', n.case_id));
  return 'ended';
end
$$;

-- Whatever ends what a guardian reads ends the naming with it: a wish, or a step of the journey that finds a conflict.
create function care.guardianship_ended() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.guardian_naming n set ended_at = now(), ended_why = case when new.conflict then 'involved' else 'wish' end
  where n.case_id = new.case_id and n.words_address = new.words_address and n.ended_at is null;
  return null;
end
$$;
create trigger naming_ends_with_it after update of conflict, ended_at on access.guardianship
  for each row when (new.conflict or new.ended_at is not null) execute function care.guardianship_ended();

-- Whether someone else reads this file with words of their own. Who is in a conflict reads nothing.
create or replace function care.has_guardian(of_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select of_case = any (access.own_cases()) and exists (
    select 1 from access.guardianship g where g.case_id = of_case and g.ended_at is null and not g.conflict
  )
$$;

revoke all on function care.end_late_guardians(uuid), care.no_guardian_because(uuid),
  care.propose_guardian(uuid, uuid, text, text, boolean, text[], text), care.name_guardian(proposals.proposal),
  care.make_guardian_code(uuid, bytea), care.take_guardian_words(bytea, bytea, bytea, bytea),
  care.end_guardian(uuid, text), care.guardianship_ended() from public;
grant execute on function care.propose_guardian(uuid, uuid, text, text, boolean, text[], text),
  care.make_guardian_code(uuid, bytea), care.end_guardian(uuid, text) to leeward_member;
