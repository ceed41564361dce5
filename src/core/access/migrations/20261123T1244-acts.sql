-- Acts on cases, consents and shares: each one checks the caller's context, changes, records and tells.

-- Opens a case at the caller's agency, for the person behind these words (or for someone without words yet).
create function access.open_case(new_case uuid, about_words bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  person uuid;
begin
  if me.kind is distinct from 'member' or not exists (
    select 1 from identity.member_role r where r.member_id = me.member_id
      and r.role in ('intake-worker', 'caseworker', 'child-protection-officer')
  ) then
    raise exception 'Only intake workers, caseworkers and child protection officers open cases.'
      using errcode = 'insufficient_privilege';
  end if;
  if about_words is not null then
    select w.person_id into person from identity.words w where w.address = about_words for update;
    if not found then raise exception 'No such words.' using errcode = 'no_data_found'; end if;
  end if;
  if person is null then
    insert into identity.person default values returning id into person;
    update identity.words set person_id = person where address = about_words;
  end if;
  insert into access.case_record (id, holder_agency_id, person_id) values (new_case, me.agency_id, person);
  perform ledger.record('case.opened', jsonb_build_object('caseId', new_case, 'agencyId', me.agency_id,
    'memberId', me.member_id), new_case, me.agency_id);
  perform events.emit('case.opened', me.agency_id, jsonb_build_object('caseId', new_case));
  return person;
end
$$;

-- Records a consent that the server has checked: signed by the person's words, or given in person to this member.
create function access.record_consent(new_consent uuid, of_case uuid, recipient uuid, for_purpose text,
  categories text[], said text, signed bytea, lives_until timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if not access.holds(of_case) and not (me.kind = 'person' and access.is_party(of_case)) then
    raise exception 'A consent is recorded by the agency that holds the case, or by the person.'
      using errcode = 'insufficient_privilege';
  end if;
  insert into access.consent (id, case_id, recipient_agency_id, purpose, given_by, statement, signature,
    given_in_person_to, expires_at)
  values (new_consent, of_case, recipient, for_purpose,
    case when me.kind = 'person' and not exists (
      select 1 from access.case_record r where r.id = of_case and r.person_id = me.person_id
    ) then 'guardian' else 'person' end, said, signed,
    case when signed is null then me.member_id end, lives_until);
  insert into access.consent_category (consent_id, category) select new_consent, unnest(categories);
  perform ledger.record('consent.given', jsonb_build_object('caseId', of_case, 'consentId', new_consent,
    'agencyId', recipient, 'purpose', for_purpose, 'categories', to_jsonb(categories)), of_case, me.agency_id);
  perform events.emit('consent.given', recipient, jsonb_build_object('caseId', of_case, 'consentId', new_consent));
end
$$;

-- Opens one category to one agency. The share must be live from its first moment, or it is refused.
create function access.open_share(new_share uuid, of_case uuid, of_category text, to_agency uuid,
  for_purpose text, on_consent uuid, on_order uuid, under_protocol uuid, lives_until timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  made access.share;
begin
  if not access.holds(of_case) then
    raise exception 'Only the agency that holds a case shares it.' using errcode = 'insufficient_privilege';
  end if;
  perform access.lock_case(of_case);
  begin
    insert into access.share (id, case_id, category, agency_id, purpose, consent_id, legal_order_id, protocol_id,
      opened_by, expires_at)
    values (new_share, of_case, of_category, to_agency, for_purpose, on_consent, on_order, under_protocol,
      me.member_id, lives_until)
    returning * into made;
  exception when foreign_key_violation then
    made := null; -- a basis that does not exist is refused like one of another case
  end;
  if made is null or not access.is_live(made) then
    raise exception 'A share rests on a live consent or order, under an agreement in force that covers it.'
      using errcode = 'check_violation', constraint = 'share_not_live';
  end if;
  perform ledger.record('share.opened', jsonb_build_object('caseId', of_case, 'shareId', new_share,
    'category', of_category, 'agencyId', to_agency, 'purpose', for_purpose), of_case, me.agency_id);
  perform events.emit('share.opened', to_agency, jsonb_build_object('caseId', of_case, 'category', of_category));
end
$$;

create function access.tell_share_ended(s access.share) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform ledger.record('share.ended', jsonb_build_object('caseId', s.case_id, 'shareId', s.id,
    'category', s.category, 'agencyId', s.agency_id, 'because', s.ended_because), s.case_id, s.agency_id);
  perform events.emit('share.ended', s.agency_id,
    jsonb_build_object('caseId', s.case_id, 'category', s.category, 'because', s.ended_because));
end
$$;

-- The person withdraws a consent: at once, in one transaction, every share that rests on it ends, and its wraps go.
create function access.withdraw_consent(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  of_case uuid;
  ended access.share;
begin
  select c.case_id into of_case from access.consent c where c.id = wanted;
  if of_case is null or me.kind is distinct from 'person' or not access.is_party(of_case) then return false; end if;
  perform access.lock_case(of_case);
  update access.consent set withdrawn_at = now() where id = wanted and withdrawn_at is null;
  if not found then return true; end if; -- already withdrawn: the same wish twice is one wish
  perform ledger.record('consent.withdrawn', jsonb_build_object('caseId', of_case, 'consentId', wanted), of_case, null);
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

create function access.end_share(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  ended access.share;
begin
  perform access.lock_case(s.case_id) from access.share s where s.id = wanted and access.holds(s.case_id);
  update access.share s set ended_at = now(), ended_because = 'ended-by-holder'
  where s.id = wanted and s.ended_at is null and access.holds(s.case_id) returning * into ended;
  if not found then return false; end if;
  perform access.tell_share_ended(ended);
  return true;
end
$$;

-- Ends the shares whose own time, basis or agreement is over. A clock ends a permission; it never closes a case.
create function access.end_dead_shares() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  ended access.share;
  n bigint := 0;
  dead uuid[] := array(
    select s.id from access.share s
    where s.ended_at is null and (s.expires_at <= now() or not access.has_live_basis(s)
      or exists (select 1 from access.protocol p where p.id = s.protocol_id
        and (p.status = 'ended' or p.in_force_until <= now())))
  );
begin
  perform access.lock_case(c.case_id)
  from (select distinct s.case_id from access.share s where s.id = any (dead) order by s.case_id) c;
  for ended in
    update access.share s
    set ended_at = now(), ended_because = case when s.expires_at <= now() then 'expired' else 'basis-ended' end
    where s.id = any (dead) and s.ended_at is null
    returning *
  loop
    perform access.tell_share_ended(ended);
    n := n + 1;
  end loop;
  return n;
end
$$;

-- Break-glass: the reason is shown to the person.
create function access.break_the_glass(new_glass uuid, of_case uuid, of_category text, why text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  kind_of_agency text;
  bound boolean;
begin
  select a.kind, a.immigration_bound into kind_of_agency, bound from identity.agency a where a.id = me.agency_id;
  if me.kind is distinct from 'member' or kind_of_agency in ('police', 'bank', 'platform', 'regulator') or bound then
    return 'never';
  end if;
  if not (access.holds(of_case) or exists (
    select 1 from access.share s where s.case_id = of_case and s.agency_id = me.agency_id and access.is_live(s)
  )) then
    return 'unknown';
  end if;
  insert into access.break_glass (id, case_id, category, member_id, reason)
  values (new_glass, of_case, of_category, me.member_id, why);
  perform ledger.record('glass.broken', jsonb_build_object('caseId', of_case, 'category', of_category,
    'memberId', me.member_id, 'glassId', new_glass), of_case, me.agency_id);
  perform events.emit('glass.broken', me.agency_id, jsonb_build_object('caseId', of_case, 'category', of_category));
  return case when of_category = 'contact' then 'waits-for-second' else 'open' end;
end
$$;

create function access.confirm_break_glass(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  confirmed access.break_glass;
begin
  update access.break_glass b set confirmed_by = me.member_id, confirmed_at = now()
  from identity.member breaker
  where b.id = wanted and breaker.id = b.member_id and breaker.agency_id = me.agency_id
    and b.member_id <> me.member_id and b.confirmed_at is null and b.ended_at is null
    and b.opened_at + interval '1 hour' > now()
  returning b.* into confirmed;
  if not found then return false; end if;
  perform ledger.record('glass.confirmed', jsonb_build_object('caseId', confirmed.case_id, 'glassId', wanted,
    'memberId', me.member_id), confirmed.case_id, me.agency_id);
  perform events.emit('glass.confirmed', me.agency_id, jsonb_build_object('caseId', confirmed.case_id));
  return true;
end
$$;

revoke all on function
  access.open_case(uuid, bytea), access.record_consent(uuid, uuid, uuid, text, text[], text, bytea, timestamptz),
  access.open_share(uuid, uuid, text, uuid, text, uuid, uuid, uuid, timestamptz), access.tell_share_ended(access.share),
  access.withdraw_consent(uuid), access.end_share(uuid), access.end_dead_shares(),
  access.break_the_glass(uuid, uuid, text, text), access.confirm_break_glass(uuid)
  from public;
grant execute on function
  access.open_case(uuid, bytea), access.record_consent(uuid, uuid, uuid, text, text[], text, bytea, timestamptz),
  access.open_share(uuid, uuid, text, uuid, text, uuid, uuid, uuid, timestamptz), access.end_share(uuid),
  access.break_the_glass(uuid, uuid, text, text), access.confirm_break_glass(uuid)
  to leeward_member, leeward_supervisor;
grant execute on function access.withdraw_consent(uuid) to leeward_person;
grant execute on function access.end_dead_shares() to leeward_clock_worker;
