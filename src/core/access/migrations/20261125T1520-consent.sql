-- A consent given in person, and taken back in person; and the person who says that they never gave it.

alter table access.consent
  add column recorded_by_agency_id uuid references identity.agency, -- whose member heard it: the person is told this
  add column read_aloud boolean not null default false,
  add column interpreted_into text check (interpreted_into ~ '^[a-z]{2,3}$'),
  add column assent text check (assent in ('given', 'too-young')), -- the child's, where a guardian allowed it
  add column withdrawn_to uuid references identity.member, -- who heard it, where it was taken back in person
  add column disputed_at timestamptz, -- the person says that they did not give it
  add check (given_by = 'person' or assent is not null),
  add check (disputed_at is null or (signature is null and withdrawn_at is not null));
update access.consent c set recorded_by_agency_id = m.agency_id
from identity.member m where m.id = c.given_in_person_to;

-- Signed by the person's words: whoever records it hands on what the server has checked. What is not signed goes
-- through the function below, which asks more.
create or replace function access.record_consent(new_consent uuid, of_case uuid, recipient uuid, for_purpose text,
  categories text[], said text, signed bytea, lives_until timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if signed is null or me.kind is distinct from 'member' or not access.holds(of_case) then
    raise exception 'A signed consent is recorded by the agency that holds the case.'
      using errcode = 'insufficient_privilege';
  end if;
  insert into access.consent (id, case_id, recipient_agency_id, purpose, given_by, statement, signature, expires_at)
  values (new_consent, of_case, recipient, for_purpose, 'person', said, signed, lives_until);
  insert into access.consent_category (consent_id, category) select new_consent, unnest(categories);
  perform ledger.record('consent.given', jsonb_build_object('caseId', of_case, 'consentId', new_consent,
    'agencyId', recipient, 'purpose', for_purpose, 'categories', to_jsonb(categories)), of_case, me.agency_id);
  perform events.emit('consent.given', recipient, jsonb_build_object('caseId', of_case, 'consentId', new_consent));
end
$$;

-- Said in person to a member who works with people. A guardian's counts with the child's assent alone, or where the
-- child is too young to be asked. Refused: 'unknown' (not held here), 'role', 'assent', 'recipient',
-- 'immigration', 'agreement'.
create function access.record_consent_in_person(new_consent uuid, of_case uuid, recipient uuid, for_purpose text,
  categories text[], said text, by_whom text, child_assent text, aloud boolean, interpreted text,
  lives_until timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or not access.holds(of_case) then return 'unknown'; end if;
  if not exists (
    select 1 from identity.member_role r where r.member_id = me.member_id and r.role in
      ('intake-worker', 'caseworker', 'health-worker', 'legal-adviser', 'guardian', 'child-protection-officer')
  ) then
    return 'role';
  end if;
  if by_whom = 'guardian' and child_assent is null then return 'assent'; end if;
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
  insert into access.consent (id, case_id, recipient_agency_id, purpose, given_by, statement, given_in_person_to,
    recorded_by_agency_id, assent, read_aloud, interpreted_into, expires_at)
  values (new_consent, of_case, recipient, for_purpose, by_whom, said, me.member_id, me.agency_id,
    case when by_whom = 'guardian' then child_assent end, aloud, interpreted, lives_until);
  insert into access.consent_category (consent_id, category) select new_consent, unnest(categories);
  perform ledger.record('consent.given', jsonb_strip_nulls(jsonb_build_object('caseId', of_case,
    'consentId', new_consent, 'agencyId', recipient, 'purpose', for_purpose, 'categories', to_jsonb(categories),
    'saidTo', me.member_id, 'by', by_whom, 'assent', child_assent)), of_case, me.agency_id);
  perform events.emit('consent.given', recipient, jsonb_build_object('caseId', of_case, 'consentId', new_consent));
  return 'recorded';
end
$$;

-- Withdrawn by the person, or by a member of the agency that holds the case who was told so: at once, in one
-- transaction, every share that rests on it ends, and its wraps go.
create or replace function access.withdraw_consent(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  of_case uuid;
  ended access.share;
begin
  select c.case_id into of_case from access.consent c where c.id = wanted;
  if of_case is null or not coalesce(me.kind = 'person' and access.is_party(of_case)
    or me.kind = 'member' and access.holds(of_case), false)
  then
    return false;
  end if;
  perform access.lock_case(of_case);
  update access.consent set withdrawn_at = now(), withdrawn_to = me.member_id
  where id = wanted and withdrawn_at is null;
  if not found then return true; end if; -- already withdrawn: the same wish twice is one wish
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
  return true;
end
$$;

-- The person never gave a consent that a member says they gave: it ends, and that they said so stays.
create function access.dispute_consent(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  disputed access.consent;
begin
  if me.kind is distinct from 'person' or not exists (
    select 1 from access.consent c where c.id = wanted and c.signature is null and access.is_party(c.case_id)
  ) then
    return false;
  end if;
  perform access.withdraw_consent(wanted);
  update access.consent set disputed_at = now() where id = wanted and disputed_at is null returning * into disputed;
  if not found then return true; end if;
  perform ledger.record('consent.disputed', jsonb_build_object('caseId', disputed.case_id, 'consentId', wanted,
    'saidTo', disputed.given_in_person_to), disputed.case_id, disputed.recorded_by_agency_id);
  perform events.emit('consent.disputed',
    (select r.holder_agency_id from access.case_record r where r.id = disputed.case_id),
    jsonb_build_object('caseId', disputed.case_id, 'consentId', wanted));
  return true;
end
$$;

revoke all on function access.record_consent_in_person(uuid, uuid, uuid, text, text[], text, text, text, boolean,
  text, timestamptz), access.dispute_consent(uuid) from public;
grant execute on function access.record_consent_in_person(uuid, uuid, uuid, text, text[], text, text, text, boolean,
  text, timestamptz), access.withdraw_consent(uuid) to leeward_member;
grant execute on function access.dispute_consent(uuid) to leeward_person;
