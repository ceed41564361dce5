-- New words for a person whose old ones are lost, or in other hands. It takes two members of the agency that holds the
-- case, who each met the person or reached them over the safe contact; then a day in which the old words, or any member
-- there, can stop it; then a code that a member hands over and that the person's own browser turns into new words.
-- What was written to the old mailbox is locked for the old words, and no code of ours opens it: not to who only says
-- that they lost their words either. The threat, first: docs/threat-model.md, "New words".

grant usage on schema care to leeward_visitor;
alter table identity.words add column ended_at timestamptz;

create table care.words_reset (
  id uuid primary key, -- the proposal's own
  case_id uuid not null references care.case_file on delete cascade,
  person_id uuid not null references identity.person on delete cascade,
  met_by uuid not null references identity.member,
  met_how text not null check (met_how in ('safe-contact', 'in-person')),
  confirmed_by uuid not null references identity.member,
  known_how text not null check (known_how in ('safe-contact', 'in-person')),
  confirmed_at timestamptz not null default now(),
  opens_at timestamptz not null,
  ends_at timestamptz not null,
  code_hash bytea unique check (length(code_hash) = 32),
  code_by uuid references identity.member,
  code_until timestamptz,
  ended_at timestamptz,
  ended_how text check (ended_how in ('done', 'stopped')),
  ended_by uuid references identity.member, -- null where the old words stopped it, or the person's browser did it
  new_address bytea check (length(new_address) = 16),
  check (met_by <> confirmed_by),
  check (opens_at >= confirmed_at + interval '24 hours' and ends_at > opens_at),
  check (num_nonnulls(code_hash, code_by, code_until) in (0, 3)),
  check (num_nonnulls(ended_at, ended_how) in (0, 2)),
  check ((ended_how is not distinct from 'done') = (new_address is not null)),
  check (ended_how is distinct from 'done' or ended_at >= opens_at)
);
create unique index one_words_reset_at_a_time on care.words_reset (person_id) where ended_at is null;
create index words_reset_of_case on care.words_reset (case_id);
alter table care.words_reset enable row level security;

-- The person sees that it waits and who holds the case there; not how or by whom they were met.
grant select (id, case_id, confirmed_at, opens_at, ends_at, ended_at, ended_how) on care.words_reset to leeward_person;
create policy person_sees_words_resets on care.words_reset for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[]));
grant select (id, case_id, met_by, met_how, confirmed_by, known_how, confirmed_at, opens_at, ends_at, code_by, code_until,
  ended_at, ended_how, ended_by) on care.words_reset to leeward_member, leeward_supervisor;
-- The agency of this case alone: another one that helps the same person does not learn of it, nor they of that.
create policy holder_sees_words_resets on care.words_reset for select to leeward_member, leeward_supervisor
  using (access.holds(case_id));

insert into proposals.kind (name, proposers, confirmers, lives_hours, asks_how, performs) values ('words.reset', '{}',
  '{intake-worker,caseworker,health-worker,legal-adviser,guardian,child-protection-officer}', 72, true,
  'care.begin_words_reset');

-- One is over by itself when nobody came for the code.
create function care.end_late_resets(of_person uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update care.words_reset set ended_at = now(), ended_how = 'stopped'
  where person_id = of_person and ended_at is null and ends_at <= now()
$$;

-- A member met the person, or reached them over the safe contact. 'proposed'; 'unknown', 'role', 'waits' (one runs).
create function care.propose_words_reset(new_reset uuid, of_case uuid, how text) returns text
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
  perform proposals.put(new_reset, 'words.reset', jsonb_build_object('caseId', of_case, 'how', how), of_case);
  return 'proposed';
end
$$;

create function care.begin_words_reset(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  about uuid;
begin
  perform access.lock_case(p.case_id);
  select r.person_id into about from access.case_record r where r.id = p.case_id and r.holder_agency_id = p.agency_id;
  if about is null then return false; end if; -- handed over or erased meanwhile
  perform care.end_late_resets(about);
  insert into care.words_reset (id, case_id, person_id, met_by, met_how, confirmed_by, known_how, opens_at, ends_at)
  values (p.id, p.case_id, about, p.proposed_by, p.content::jsonb ->> 'how', p.settled_by, p.known_how,
    now() + interval '24 hours', now() + interval '15 days');
  perform ledger.record('words-reset.begun', jsonb_build_object('caseId', p.case_id, 'resetId', p.id,
    'metBy', p.proposed_by, 'confirmedBy', p.settled_by), p.case_id, p.agency_id);
  perform events.emit('words-reset.begun', p.agency_id, jsonb_build_object('caseId', p.case_id));
  return true;
end
$$;

-- The old words, or any member of the agency that holds the case, at any time before it is done.
create function care.stop_words_reset(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  w care.words_reset;
begin
  select x.* into w from care.words_reset x where x.id = wanted
    and coalesce(me.kind = 'person' and x.case_id = any (access.own_cases())
      or me.kind = 'member' and access.holds(x.case_id), false) for update;
  if not found or w.ended_how = 'done' then return false; end if;
  if w.ended_at is not null then return true; end if; -- the same wish twice
  update care.words_reset set ended_at = now(), ended_how = 'stopped', ended_by = me.member_id where id = wanted;
  perform ledger.record('words-reset.stopped', jsonb_strip_nulls(jsonb_build_object('caseId', w.case_id,
    'resetId', wanted, 'memberId', me.member_id)), w.case_id, me.agency_id);
  perform events.emit('words-reset.stopped', (select r.holder_agency_id from access.case_record r where r.id = w.case_id),
    jsonb_build_object('caseId', w.case_id));
  return true;
end
$$;

-- The day is over and the person is here: a code for them, good for an hour. One before it is void.
-- 'made'; 'unknown', 'role', 'early', 'over'.
create function care.make_words_code(wanted uuid, of_code bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  w care.words_reset;
begin
  select x.* into w from care.words_reset x where x.id = wanted and access.holds(x.case_id) for update;
  if not found then return 'unknown'; end if;
  if not care.hears_wishes(w.case_id) then return 'role'; end if;
  if w.ended_at is not null or w.ends_at <= now() then return 'over'; end if;
  if w.opens_at > now() then return 'early'; end if;
  update care.words_reset set code_hash = of_code, code_by = me.member_id, code_until = now() + interval '1 hour'
  where id = wanted;
  perform ledger.record('words-reset.code-made', jsonb_build_object('caseId', w.case_id, 'resetId', wanted,
    'memberId', me.member_id), w.case_id, me.agency_id);
  return 'made';
end
$$;

-- Whoever types the code, in a browser that has just made new words: the old ones end, with every visit of theirs.
-- False for a code that is wrong, void, stopped, used or too old, without telling which.
create function care.take_new_words(of_code bytea, address_in bytea, reading bytea, signing bytea) returns boolean
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
  update identity.words set person_id = null, ended_at = now() where person_id = w.person_id;
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

-- Ended words begin no visit: a challenge that was answered before they ended does not either.
create or replace function identity.take_challenge(wanted_nonce bytea) returns identity.answered_challenge
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  answered identity.answered_challenge;
begin
  delete from identity.words_challenge where nonce = wanted_nonce and expires_at > now()
  returning address into answered.address;
  select w.signing_key into answered.signing_key from identity.words w
  where w.address = answered.address and w.ended_at is null;
  return answered;
end
$$;
create or replace function identity.begin_words_session(wanted_address bytea, new_hash bytea, lives_until timestamptz,
  voucher bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not identity.is_vouched('words:' || encode(wanted_address, 'hex') || ':' || encode(new_hash, 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  insert into identity.words_session (address, secret_hash, expires_at, ended_at)
  select w.address, new_hash, lives_until, w.ended_at from identity.words w where w.address = wanted_address for share;
end
$$;

revoke all on function care.end_late_resets(uuid), care.propose_words_reset(uuid, uuid, text),
  care.begin_words_reset(proposals.proposal), care.stop_words_reset(uuid), care.make_words_code(uuid, bytea),
  care.take_new_words(bytea, bytea, bytea, bytea) from public;
grant execute on function care.propose_words_reset(uuid, uuid, text), care.make_words_code(uuid, bytea),
  care.stop_words_reset(uuid) to leeward_member;
grant execute on function care.stop_words_reset(uuid) to leeward_person;
grant execute on function care.take_new_words(bytea, bytea, bytea, bytea) to leeward_visitor;
