-- Who shares, and who carries a yes from the door into a case, is asked of their role here too: until now the server's code alone
-- asked, and SQL in the request of any member of the holding agency could open what they may not read themself.

create function access.is_intake(member uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from identity.member_role r where r.member_id = member and r.role = 'intake-worker')
$$;

-- An intake worker opens what the person signed for at the door, also a part that they never see themself.
create function access.carries_yes(member uuid, of_case uuid, on_consent uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select access.is_intake(member) and exists (
    select 1 from access.consent c where c.id = on_consent and c.case_id = of_case and c.signature is not null)
$$;
revoke all on function access.is_intake(uuid), access.carries_yes(uuid, uuid, uuid) from public;

create or replace function access.open_share(new_share uuid, of_case uuid, of_category text, to_agency uuid,
  for_purpose text, on_consent uuid, on_order uuid, under_protocol uuid, lives_until timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  made access.share;
begin
  if not access.holds(of_case) then
    raise exception 'Only the agency that holds a case shares it.' using errcode = 'insufficient_privilege';
  end if;
  if not (access.role_covers(me.member_id, of_category, me.purpose) or access.carries_yes(me.member_id, of_case, on_consent)) then
    raise exception 'Who may not read a part cannot hand it on.' using errcode = 'insufficient_privilege',
      constraint = 'share_role';
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

-- Signed by the person's words; the server has checked that.
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
  if not access.is_intake(me.member_id) then
    raise exception 'An intake worker carries what the person signed at the door.'
      using errcode = 'insufficient_privilege', constraint = 'consent_role';
  end if;
  insert into access.consent (id, case_id, recipient_agency_id, purpose, given_by, statement, signature, expires_at)
  values (new_consent, of_case, recipient, for_purpose, 'person', said, signed, lives_until);
  insert into access.consent_category (consent_id, category) select new_consent, unnest(categories);
  perform ledger.record('consent.given', jsonb_build_object('caseId', of_case, 'consentId', new_consent,
    'agencyId', recipient, 'purpose', for_purpose, 'categories', to_jsonb(categories)), of_case, me.agency_id);
  perform events.emit('consent.given', recipient, jsonb_build_object('caseId', of_case, 'consentId', new_consent));
end
$$;
