-- A referral to an agency that is not on Leeward (docs/care.md, "An agency that is not on Leeward"; decision 0218). Nobody there reads
-- this database: chosen lines go as a sealed file by the member's hand, and the answers come over a link of which the hash is kept
-- here, or by telephone. The rule of access knows nothing of it: no share and no letter can rest on a yes to such an agency.

create table access.outside_agency (
  id uuid primary key,
  agency_id uuid not null references identity.agency, -- that wrote it down, after it said that it has nothing to do with immigration enforcement
  name text not null check (length(name) between 2 and 200),
  language text not null check (language ~ '^[a-z]{2,3}$'), -- of its page
  phone text not null check (phone ~ '^[+]?[0-9][0-9 ()/.-]{2,39}$'),
  age_recipient text check (age_recipient ~ '^age1[a-z0-9]+$' and length(age_recipient) <= 4004),
  declared_at timestamptz not null default now(),
  unique (agency_id, name)
);
alter table access.outside_agency enable row level security;

alter table access.consent alter column recipient_agency_id drop not null,
  add column outside_agency_id uuid references access.outside_agency,
  add constraint consent_one_recipient check (num_nonnulls(recipient_agency_id, outside_agency_id) = 1);
create index consent_to_outside on access.consent (outside_agency_id) where outside_agency_id is not null;

-- Its own, and those that a consent names which the reader may see.
grant select on access.outside_agency to leeward_member, leeward_supervisor;
create policy outside_agencies_seen on access.outside_agency for select to leeward_member, leeward_supervisor
  using (agency_id = (select access.current_agency_id()) or exists (select from access.consent c where c.outside_agency_id = outside_agency.id));
grant select (id, name) on access.outside_agency to leeward_person;
create policy person_sees_outside_agencies on access.outside_agency for select to leeward_person
  using (exists (select from access.consent c where c.outside_agency_id = outside_agency.id));

create function access.works_with_people(of_member uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from identity.member_role r where r.member_id = of_member and r.role in
    ('intake-worker', 'caseworker', 'health-worker', 'legal-adviser', 'guardian', 'child-protection-officer'))
$$;

-- Null where the role may not. The same name again is the same agency, with what is true of it now.
create function access.declare_outside_agency(new_agency uuid, named text, speaks text, telephone text, recipient text) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  known uuid;
begin
  if me.kind is distinct from 'member' or not access.works_with_people(me.member_id) then return null; end if;
  insert into access.outside_agency as o (id, agency_id, name, language, phone, age_recipient)
  values (new_agency, me.agency_id, named, speaks, telephone, recipient)
  on conflict (agency_id, name) do update set language = excluded.language, phone = excluded.phone,
    age_recipient = excluded.age_recipient, declared_at = now()
  returning o.id into known;
  perform ledger.record('outside-agency.declared', jsonb_build_object('outsideAgencyId', known, 'memberId', me.member_id), null, me.agency_id);
  return known;
end
$$;

-- As before, and for an agency outside: no agreement binds it, so the yes is for help alone.
create or replace function access.record_consent_in_person(new_consent uuid, of_case uuid, recipient uuid, for_purpose text,
  categories text[], said text, by_whom text, child_assent text, aloud boolean, interpreted text,
  lives_until timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  outside uuid;
begin
  if me.kind is distinct from 'member' or not access.holds(of_case) then return 'unknown'; end if;
  if not access.works_with_people(me.member_id) then return 'role'; end if;
  if by_whom = 'guardian' and child_assent is null then return 'assent'; end if;
  select o.id into outside from access.outside_agency o where o.id = recipient and o.agency_id = me.agency_id;
  if outside is not null then
    if for_purpose not in ('support', 'remedy') then return 'outside-purpose'; end if;
  else
    if recipient = me.agency_id or not exists (select 1 from identity.agency a where a.id = recipient) then
      return 'recipient';
    end if;
    -- Nobody is asked to say yes to what cannot be: not to those bound to immigration enforcement, not without an
    -- agreement in force.
    if access.is_immigration_bound(recipient) and categories && array['identity', 'contact', 'status'] then
      return 'immigration';
    end if;
    if exists (select 1 from unnest(categories) wanted where not exists (
      select 1 from access.protocol p
      join access.protocol_scope s on s.protocol_id = p.id and s.category = wanted and s.purpose = for_purpose
      join access.protocol_party a on a.protocol_id = p.id and a.agency_id = me.agency_id
      join access.protocol_party b on b.protocol_id = p.id and b.agency_id = recipient
      where p.status = 'in-force' and p.in_force_from <= now() and p.in_force_until > now()
    )) then
      return 'agreement';
    end if;
  end if;
  insert into access.consent (id, case_id, recipient_agency_id, outside_agency_id, purpose, given_by, statement, given_in_person_to,
    recorded_by_agency_id, assent, read_aloud, interpreted_into, expires_at)
  values (new_consent, of_case, case when outside is null then recipient end, outside, for_purpose, by_whom, said, me.member_id, me.agency_id,
    case when by_whom = 'guardian' then child_assent end, aloud, interpreted, lives_until);
  insert into access.consent_category (consent_id, category) select new_consent, unnest(categories);
  perform ledger.record('consent.given', jsonb_strip_nulls(jsonb_build_object('caseId', of_case,
    'consentId', new_consent, 'agencyId', case when outside is null then recipient end, 'outsideAgencyId', outside,
    'purpose', for_purpose, 'categories', to_jsonb(categories),
    'saidTo', me.member_id, 'by', by_whom, 'assent', child_assent)), of_case, me.agency_id);
  if outside is null then
    perform events.emit('consent.given', recipient, jsonb_build_object('caseId', of_case, 'consentId', new_consent));
  end if;
  return 'recorded';
end
$$;

alter table care.referral alter column to_agency_id drop not null,
  add column outside_agency_id uuid references access.outside_agency,
  add constraint referral_one_recipient check (num_nonnulls(to_agency_id, outside_agency_id) = 1),
  add constraint referral_outside_by_consent check (outside_agency_id is null or consent_id is not null);
create index referral_to_outside on care.referral (outside_agency_id) where outside_agency_id is not null;
grant select (outside_agency_id) on care.referral to leeward_person;

-- What went out: of the file the names of its lines, of the link a hash. It stands beside its referral and outlives it without a word of
-- whom it was about, so that an erased case still has somebody call and ask for the file to be deleted.
create table care.outside_letter (
  id uuid primary key,
  referral_id uuid unique references care.referral on delete set null,
  agency_id uuid not null references identity.agency, -- that sent it, or holds the case now
  outside_agency_id uuid not null references access.outside_agency,
  reference text not null unique check (reference ~ '^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$'),
  urgent boolean not null,
  link_hash bytea not null unique check (length(link_hash) = 32),
  link_until timestamptz not null,
  declared_at timestamptz, -- the agency said on its page that it passes nothing to immigration enforcement
  recalled_at timestamptz, -- what it rested on is over: they are asked to delete
  recall_due_at timestamptz,
  asked_at timestamptz, -- somebody called
  asked_by uuid references identity.member,
  deleted_at timestamptz, -- they say that it is deleted
  check ((recalled_at is null) = (recall_due_at is null)),
  check ((asked_at is null) = (asked_by is null)),
  check (recalled_at is not null or num_nonnulls(asked_at, deleted_at) = 0)
);
create index outside_letter_of on care.outside_letter (agency_id, recall_due_at);
create index outside_letter_to on care.outside_letter (outside_agency_id);
create table care.outside_letter_part (
  referral_id uuid not null references care.referral on delete cascade,
  category text not null references access.category,
  lines text[] not null check (cardinality(lines) between 1 and 60 and array_to_string(lines, '') ~ '^[A-Za-z]+$'),
  from_version int not null,
  primary key (referral_id, category)
);
alter table care.outside_letter enable row level security;
alter table care.outside_letter_part enable row level security;
grant select (id, referral_id, agency_id, outside_agency_id, reference, urgent, link_until, declared_at, recalled_at, recall_due_at, asked_at, asked_by,
  deleted_at) on care.outside_letter to leeward_member, leeward_supervisor;
create policy outside_letters_of_agency on care.outside_letter for select to leeward_member, leeward_supervisor
  using (agency_id = (select access.current_agency_id()));
grant select on care.outside_letter_part to leeward_member, leeward_supervisor, leeward_person;
create policy outside_parts_seen on care.outside_letter_part for select to leeward_member, leeward_supervisor, leeward_person
  using (exists (select from care.referral r where r.id = referral_id));
-- The person: that it went, that its deletion was asked for, and what was said of that.
grant select (referral_id, recalled_at, asked_at, deleted_at) on care.outside_letter to leeward_person;
create policy person_sees_outside_letters on care.outside_letter for select to leeward_person
  using (exists (select from care.referral r where r.id = referral_id));

create or replace function care.note_referral_step(r care.referral, act text, code text, by_agency uuid, by_member uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into care.referral_step (referral_id, act, code, agency_id, member_id)
  values (r.id, act, code, by_agency, by_member);
  perform ledger.record('referral.' || act, jsonb_strip_nulls(jsonb_build_object('caseId', r.case_id,
    'referralId', r.id, 'code', code, 'memberId', by_member)), r.case_id, by_agency);
  perform events.emit(case when act = 'overdue' then 'referral.overdue' when act = 'send' and a = r.to_agency_id
    then 'referral.received' else 'referral.moved-on' end, a, jsonb_build_object('caseId', r.case_id))
  from unnest(array_remove(array[r.from_agency_id, r.to_agency_id], null)) a;
end
$$;

create or replace function care.acts_on_referrals(r care.referral) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from access.current_context() me
    join identity.member_role m on m.member_id = me.member_id
    where me.kind = 'member' and (m.role = 'supervisor' or exists (
      select from (select p.category from care.referral_part p where p.referral_id = r.id
        union select l.category from care.letter_part l where l.referral_id = r.id
        union select o.category from care.outside_letter_part o where o.referral_id = r.id) k
      where access.role_covers(me.member_id, k.category, r.purpose))))
$$;

create or replace function care.referrals_follow_holder() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.referral set from_agency_id = new.holder_agency_id where case_id = new.id;
  update care.outside_letter l set agency_id = new.holder_agency_id
  from care.referral r where r.id = l.referral_id and r.case_id = new.id;
  return null;
end
$$;

-- Null, or why not. `letter`: [{"category", "lines", "fromVersion"}]. It comes before the file leaves the member's browser.
create function care.send_outside(new_referral uuid, new_letter uuid, of_case uuid, on_consent uuid, what text, is_urgent boolean, letter jsonb,
  its_reference text, its_link bytea, takes_up_which uuid, due timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  c access.consent;
  before care.referral;
  made care.referral;
begin
  if me.kind is distinct from 'member' or not access.holds(of_case) then return 'unknown'; end if;
  perform access.lock_case(of_case);
  select x.* into c from access.consent x where x.id = on_consent and x.case_id = of_case and x.outside_agency_id is not null;
  if not found or c.purpose is distinct from me.purpose then return 'basis'; end if;
  if c.withdrawn_at is not null then return 'withdrawn'; end if;
  if c.expires_at <= now() then return 'basis-over'; end if;
  if exists (select from care.referral r where r.case_id = of_case and r.outside_agency_id = c.outside_agency_id and r.wanted = what
    and r.closed_at is null and r.state in ('sent', 'acknowledged', 'accepted', 'begun'))
  then
    return 'running';
  end if;
  if jsonb_array_length(letter) = 0 or exists (
    select from jsonb_to_recordset(letter) as l(category text, lines text[])
    where not exists (select from access.consent_category k where k.consent_id = c.id and k.category = l.category
      and (k.lines is null or l.lines <@ k.lines)))
  then
    return 'parts';
  end if;
  -- Who may not read a part cannot hand on.
  if exists (select from jsonb_to_recordset(letter) as l(category text)
    where access.decide(of_case, l.category) is distinct from 'holder')
  then
    return 'role';
  end if;
  if takes_up_which is not null then
    update care.referral r set closed_at = now(), due_at = null
    where r.id = takes_up_which and r.case_id = of_case and r.closed_at is null
      and r.state in ('declined', 'taken-back', 'stopped') returning r.* into before;
    if not found then return 'takes-up'; end if;
    perform care.note_referral_step(before, 'close', 'asked-another', me.agency_id, me.member_id);
  end if;
  insert into care.referral (id, case_id, from_agency_id, outside_agency_id, purpose, consent_id, wanted, urgent, takes_up, sent_by, due_at)
  values (new_referral, of_case, me.agency_id, c.outside_agency_id, c.purpose, c.id, what, is_urgent, takes_up_which, me.member_id, due)
  returning * into made;
  insert into care.outside_letter (id, referral_id, agency_id, outside_agency_id, reference, urgent, link_hash, link_until)
  values (new_letter, made.id, me.agency_id, c.outside_agency_id, its_reference, is_urgent, its_link, c.expires_at + interval '30 days');
  insert into care.outside_letter_part (referral_id, category, lines, from_version)
  select made.id, l.category, l.lines, l."fromVersion" from jsonb_to_recordset(letter) as l(category text, lines text[], "fromVersion" int);
  perform care.note_referral_step(made, 'send', null, me.agency_id, me.member_id);
  return null;
end
$$;

-- What an agency outside does, as its page or a member on the telephone says: 'not-now', or null.
create function care.move_outside(r care.referral, of_act text, with_code text, due timestamptz, by_agency uuid, by_member uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  rule record;
begin
  select * into rule from care.referral_rule(of_act, r.state) k where k.side = 'recipient';
  if not found or r.closed_at is not null then return 'not-now'; end if;
  if not exists (select from access.consent c where c.id = r.consent_id and c.withdrawn_at is null and c.expires_at > now()) then
    return 'not-now';
  end if;
  update care.referral x set state = rule.next, told_at = null, state_since = now(),
    code = case when of_act in ('decline', 'end') then with_code end, due_at = due
  where x.id = r.id returning * into r;
  perform care.note_referral_step(r, of_act, with_code, by_agency, by_member);
  return null;
end
$$;

-- Null, or why not: 'unknown', 'role', 'not-now'.
create function care.write_down_outside(wanted_referral uuid, of_act text, with_code text, due timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  r care.referral;
begin
  select x.* into r from care.referral x where x.id = wanted_referral and x.outside_agency_id is not null
    and me.kind = 'member' and x.from_agency_id = me.agency_id;
  if not found then return 'unknown'; end if;
  perform access.lock_case(r.case_id);
  select x.* into r from care.referral x where x.id = wanted_referral for update;
  if not care.acts_on_referrals(r) then return 'role'; end if;
  return care.move_outside(r, of_act, with_code, due, me.agency_id, me.member_id);
end
$$;

-- By the hash of the link's secret: no fact about the person, and no row where it is wrong, replaced or over.
create function care.find_outside_link(its_hash bytea) returns table (reference text, agency text, wanted text, urgent boolean, state text,
  "sentAt" timestamptz, "dueAt" timestamptz, over boolean, "deletedAt" timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.reference, a.name, r.wanted, l.urgent, r.state, r.sent_at, r.due_at,
    l.recalled_at is not null or c.id is null or c.withdrawn_at is not null or c.expires_at <= now(), l.deleted_at
  from care.outside_letter l
  join identity.agency a on a.id = l.agency_id
  left join care.referral r on r.id = l.referral_id
  left join access.consent c on c.id = r.consent_id
  where l.link_hash = its_hash and l.link_until > now()
$$;

-- Null, or 'unknown' or 'not-now'.
create function care.answer_outside(its_hash bytea, of_act text, with_code text, due timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  l care.outside_letter;
  r care.referral;
  refusal text;
begin
  select x.* into l from care.outside_letter x where x.link_hash = its_hash and x.link_until > now();
  if not found then return 'unknown'; end if;
  select x.* into r from care.referral x where x.id = l.referral_id;
  if r.id is not null then
    perform access.lock_case(r.case_id);
    select x.* into r from care.referral x where x.id = l.referral_id for update;
  end if;
  select x.* into l from care.outside_letter x where x.link_hash = its_hash for update;
  if not found then return 'unknown'; end if; -- a new link took its place meanwhile
  if of_act = 'deleted' then
    if l.recalled_at is null or l.deleted_at is not null then return 'not-now'; end if;
    update care.outside_letter set deleted_at = now() where id = l.id;
    perform care.note_outside_letter(l, r, 'deleted', null);
    return null;
  end if;
  if r.id is null or l.recalled_at is not null then return 'not-now'; end if;
  refusal := care.move_outside(r, of_act, with_code, due, null, null);
  if refusal is null and of_act = 'accept' then
    update care.outside_letter set declared_at = now() where id = l.id;
  end if;
  return refusal;
end
$$;

-- A step of its referral where that is there still; else of the letter alone, which names nobody.
create function care.note_outside_letter(l care.outside_letter, r care.referral, act text, by_member uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if r.id is not null then
    perform care.note_referral_step(r, act, null, case when by_member is not null then l.agency_id end, by_member);
  else
    perform ledger.record('referral.' || act, jsonb_strip_nulls(jsonb_build_object('outsideLetterId', l.id, 'memberId', by_member)),
      null, l.agency_id);
  end if;
end
$$;

-- They were called and asked to delete. Null, or 'unknown', 'role', 'not-now'.
create function care.ask_outside_deletion(of_letter uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  l care.outside_letter;
  r care.referral;
begin
  select x.* into l from care.outside_letter x where x.id = of_letter and me.kind = 'member' and x.agency_id = me.agency_id for update;
  if not found then return 'unknown'; end if;
  if not (access.works_with_people(me.member_id)
    or exists (select from identity.member_role m where m.member_id = me.member_id and m.role = 'supervisor'))
  then
    return 'role';
  end if;
  if l.recalled_at is null or l.asked_at is not null then return 'not-now'; end if;
  update care.outside_letter set asked_at = now(), asked_by = me.member_id where id = l.id;
  select x.* into r from care.referral x where x.id = l.referral_id;
  perform care.note_outside_letter(l, r, 'ask-deletion', me.member_id);
  return null;
end
$$;

-- A link anew, in the place of the one before. Null, or 'unknown', 'role', 'not-now'.
create function care.renew_outside_link(of_referral uuid, its_hash bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  r care.referral;
begin
  select x.* into r from care.referral x where x.id = of_referral and x.outside_agency_id is not null
    and me.kind = 'member' and x.from_agency_id = me.agency_id;
  if not found then return 'unknown'; end if;
  if not care.acts_on_referrals(r) then return 'role'; end if;
  update care.outside_letter l set link_hash = its_hash where l.referral_id = r.id and l.link_until > now();
  if not found then return 'not-now'; end if;
  perform care.note_referral_step(r, 'renew-link', null, me.agency_id, me.member_id);
  return null;
end
$$;

-- ---------- what it rested on is over ----------

create function care.recall_outside(which uuid[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update care.outside_letter l set recalled_at = now(), recall_due_at = now() + care.back_within(l.urgent)
  where l.referral_id = any (which) and l.recalled_at is null
$$;

-- Nothing came of it: what was sent is not needed there.
create function care.recall_with_referral() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform care.recall_outside(array[new.id]);
  return null;
end
$$;
create trigger recall_outside after update of state on care.referral
  for each row when (new.outside_agency_id is not null and new.state in ('declined', 'taken-back', 'stopped'))
  execute function care.recall_with_referral();

-- A case that goes takes its referral with it; the call to those outside stays to be made.
create function care.recall_before_delete() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform care.recall_outside(array[old.id]);
  return old;
end
$$;
create trigger recall_outside_first before delete on care.referral
  for each row when (old.outside_agency_id is not null) execute function care.recall_before_delete();

create function care.stop_outside(on_consents uuid[], why text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r care.referral;
  n bigint := 0;
begin
  for r in
    update care.referral x set state = 'stopped', state_since = now(), code = why, told_at = null,
      due_at = now() + care.back_within(x.urgent)
    where x.consent_id = any (on_consents) and x.outside_agency_id is not null
      and x.state in ('sent', 'acknowledged', 'accepted', 'begun')
    returning x.*
  loop
    perform care.note_referral_step(r, 'stop', why, null, null);
    n := n + 1;
  end loop;
  -- Where help has ended, the file is there still.
  perform care.recall_outside(array(select x.id from care.referral x
    where x.consent_id = any (on_consents) and x.outside_agency_id is not null));
  return n;
end
$$;
create function care.stop_outside_of_consent() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform care.stop_outside(array[new.id], 'withdrawn');
  return null;
end
$$;
create trigger stop_outside after update of withdrawn_at on access.consent
  for each row when (old.withdrawn_at is null and new.withdrawn_at is not null and new.outside_agency_id is not null)
  execute function care.stop_outside_of_consent();

-- By the worker: what ran out; and the rows that nobody needs any more, since the call was made and the case is gone.
create function care.end_outside() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from care.outside_letter l where l.referral_id is null and coalesce(l.deleted_at, l.asked_at) < now() - interval '30 days';
  return care.stop_outside(array(select distinct c.id from access.consent c join care.referral r on r.consent_id = c.id
    join care.outside_letter l on l.referral_id = r.id
    where c.expires_at <= now() and l.recalled_at is null), 'expired');
end
$$;

revoke all on function access.works_with_people(uuid), access.declare_outside_agency(uuid, text, text, text, text),
  care.send_outside(uuid, uuid, uuid, uuid, text, boolean, jsonb, text, bytea, uuid, timestamptz),
  care.move_outside(care.referral, text, text, timestamptz, uuid, uuid), care.write_down_outside(uuid, text, text, timestamptz),
  care.find_outside_link(bytea), care.answer_outside(bytea, text, text, timestamptz),
  care.note_outside_letter(care.outside_letter, care.referral, text, uuid), care.ask_outside_deletion(uuid),
  care.renew_outside_link(uuid, bytea), care.recall_outside(uuid[]), care.recall_with_referral(), care.recall_before_delete(),
  care.stop_outside(uuid[], text), care.stop_outside_of_consent(), care.end_outside() from public;
grant execute on function access.declare_outside_agency(uuid, text, text, text, text),
  care.send_outside(uuid, uuid, uuid, uuid, text, boolean, jsonb, text, bytea, uuid, timestamptz),
  care.write_down_outside(uuid, text, text, timestamptz), care.ask_outside_deletion(uuid),
  care.renew_outside_link(uuid, bytea) to leeward_member;
grant execute on function care.find_outside_link(bytea), care.answer_outside(bytea, text, text, timestamptz) to leeward_visitor;
grant execute on function care.end_outside() to leeward_clock_worker;
