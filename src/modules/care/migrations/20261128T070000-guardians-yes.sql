-- A yes by a guardian is bound to a guardian (decision 0268): it is heard where the person counts as a child and two members named one who
-- still is. An adult is referred on their own yes alone. Who is found in a conflict has said yes to nothing: what rests on theirs ends.

create or replace function care.take_step(of_case uuid, base int, step text, as_role text, codes text[], of_pack text, now_standing jsonb,
  running jsonb, on_consent uuid default null) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  was text;
  refers boolean; -- comes to be referred, and was not
  as_adult boolean := now_standing ->> 'age' = 'adult' and not coalesce((now_standing ->> 'ageDisputed')::boolean, false);
begin
  if me.kind is distinct from 'member'
    or not exists (select from identity.member_role r where r.member_id = me.member_id and r.role = as_role)
    or not (access.holds(of_case) or access.works_on(of_case) and care.steps_from_outside(as_role))
  then
    raise exception 'Not this member''s step.' using errcode = 'insufficient_privilege';
  end if;
  -- As whatever ends a yes does: the case first, then what is in it.
  if 'guardian-in-conflict' = any (codes) then perform access.lock_case(of_case); end if;
  select f.state into strict was from care.case_file f where f.id = of_case for no key update;
  -- Coming back to where one was refers nobody anew.
  refers := now_standing ->> 'state' = 'referred' and was <> 'referred' and not (was in ('missing', 'withdrawn', 'abroad')
    and 'referred' = (select s.from_state from care.state_change s where s.case_id = of_case and s.to_state = was
      order by s.id desc limit 1));
  if refers and as_adult then
    -- Whoever takes it back in this moment waits, and ends what comes of it afterwards.
    perform from access.consent c where c.id = on_consent and c.case_id = of_case and c.withdrawn_at is null
      and c.expires_at > now() and c.given_by = 'person' and c.purpose in ('identification', 'decision') for share of c;
    if not found then
      raise exception 'An adult is referred on their own yes that stands, for being identified or decided on.'
        using errcode = 'insufficient_privilege', constraint = 'referred_on_consent';
    end if;
  end if;
  if (refers and as_adult is distinct from true or 'guardian' = any (codes))
    and not care.guardian_stands(of_case)
  then
    raise exception 'A guardian is named by two.' using errcode = 'insufficient_privilege', constraint = 'guardian_named';
  end if;
  if not care.keep_step(of_case, base, step, as_role, me.member_id, codes, of_pack, now_standing, running) then
    return false;
  end if;
  if refers and as_adult then
    update care.step s set consent_id = on_consent where s.case_id = of_case and s.revision = base + 1;
  end if;
  -- Whoever is involved is no guardian any more, also where they had no words yet.
  if 'guardian-in-conflict' = any (codes) then
    update care.guardian_naming n set ended_at = now(), ended_why = 'involved', ended_by = me.member_id
    where n.case_id = of_case and n.ended_at is null;
  end if;
  return true;
end
$$;

-- As before, but for whoever says yes in someone's place: 'adult', 'no-guardian'.
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
  if by_whom = 'guardian' then
    -- Whoever ends the naming in this moment waits, and ends this yes afterwards; or has done so, and it is none.
    perform access.lock_case(of_case);
    if not care.treated_as_child(of_case) then return 'adult'; end if;
    if not care.guardian_stands(of_case) then return 'no-guardian'; end if;
    if child_assent is null then return 'assent'; end if;
  end if;
  select o.id into outside from access.outside_agency o where o.id = recipient and o.agency_id = me.agency_id;
  if outside is not null then
    if for_purpose not in ('support', 'identification', 'remedy') then return 'outside-purpose'; end if;
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

create function care.guardians_yes_ends() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  theirs uuid;
begin
  -- One guardian at a time: what a guardian allowed since this one was named is theirs.
  for theirs in
    select c.id from access.consent c where c.case_id = new.case_id and c.given_by = 'guardian' and c.withdrawn_at is null
      and c.given_at >= new.confirmed_at order by c.id
  loop
    perform access.end_consent(theirs);
  end loop;
  return null;
end
$$;
revoke all on function care.guardians_yes_ends() from public;
create trigger yes_ends_with_conflict after update of ended_at on care.guardian_naming
  for each row when (old.ended_at is null and new.ended_why in ('involved', 'interest')) execute function care.guardians_yes_ends();
