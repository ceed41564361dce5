-- A sign-in takes a while between looking at the member and beginning the session: a password is compared in between, a person
-- types a code. What changed in that while counts: whoever was suspended, has another password or has added a second factor by then gets
-- no session by what was right before. Beginning waits for such a change, and such a change for what has begun, which it then ends: both
-- take the member's row.

create function identity.hold_active(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from identity.member m where m.id = wanted and m.status = 'active' for share;
  return found and exists (select 1 from identity.member m join identity.agency a on a.id = m.agency_id
    where m.id = wanted and a.status = 'active');
end
$$;
revoke all on function identity.hold_active(uuid) from public;

drop function identity.begin_session(uuid, bytea, text, timestamptz, bytea);
-- By the hash that the password was compared with, or by the credential that answered. Null where that is not how the member
-- signs in any more, or not the whole of it.
create function identity.begin_session(of_member uuid, new_hash bytea, new_stage text, lives_until timestamptz,
  by_password text, by_passkey bytea, voucher bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  session uuid;
begin
  if not identity.is_vouched('session:' || of_member || ':' || encode(new_hash, 'hex') || ':' || new_stage || ':'
    || coalesce(by_password, '') || ':' || coalesce(encode(by_passkey, 'hex'), ''), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  if not identity.hold_active(of_member) then return null; end if;
  if by_passkey is not null then
    perform from identity.passkey p
    where p.member_id = of_member and p.credential_id = by_passkey and p.suspended_at is null for share;
    if not found then return null; end if;
  elsif not exists (select 1 from identity.member m where m.id = of_member and m.password_hash = by_password
    and (new_stage <> 'full' or m.second_factor_sealed is null and not identity.has_passkey(of_member)))
  then
    return null;
  end if;
  insert into identity.session (member_id, secret_hash, stage, created_at, expires_at)
  values (of_member, new_hash, new_stage, now(), lives_until) returning id into session;
  perform ledger.record('session.begun', jsonb_build_object('memberId', of_member, 'sessionId', session), null,
    (select m.agency_id from identity.member m where m.id = of_member));
  return session;
end
$$;
revoke all on function identity.begin_session(uuid, bytea, text, timestamptz, text, bytea, bytea) from public;
grant execute on function identity.begin_session(uuid, bytea, text, timestamptz, text, bytea, bytea) to leeward_visitor;

create or replace function identity.begin_session_by_provider(of_member uuid, new_hash bytea, new_stage text, lives_until timestamptz,
  of_issuer text, of_subject text, new_provider_session bytea, vouched_at timestamptz, voucher bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  session uuid;
begin
  if not identity.is_vouched('session-by-provider:' || of_member || ':' || encode(new_hash, 'hex') || ':' || new_stage || ':'
    || encode(new_provider_session, 'hex') || ':' || of_issuer || ' ' || of_subject, voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock_shared(hashtextextended('sessions ended by a provider', 0));
  if exists (select 1 from http.spent s where s.hash = new_provider_session)
    or not exists (select 1 from identity.provider_link l
      where l.issuer = of_issuer and l.subject = of_subject and l.member_id = of_member
        and (l.signed_out_at is null or l.signed_out_at < vouched_at))
  then
    return null;
  end if;
  if not identity.hold_active(of_member) then return null; end if;
  insert into identity.session (member_id, secret_hash, stage, created_at, expires_at, provider_session)
  values (of_member, new_hash, new_stage, now(), lives_until, new_provider_session) returning id into session;
  perform ledger.record('session.begun', jsonb_build_object('memberId', of_member, 'sessionId', session), null,
    (select m.agency_id from identity.member m where m.id = of_member));
  return session;
end
$$;

create or replace function identity.renew_session(secret bytea, new_hash bytea, lives_until timestamptz, voucher bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  old identity.session;
  session uuid;
begin
  if not identity.is_vouched('renew:' || encode(sha256(secret), 'hex') || ':' || encode(new_hash, 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock_shared(hashtextextended('sessions ended by a provider', 0));
  if not identity.hold_active((select s.member_id from identity.session s where s.secret_hash = sha256(secret))) then
    return null;
  end if;
  update identity.session s set ended_at = now()
  where s.secret_hash = sha256(secret) and s.ended_at is null and s.expires_at > now()
  returning s.* into old;
  if old.id is null then return null; end if;
  insert into identity.session (member_id, secret_hash, stage, created_at, expires_at, provider_session)
  values (old.member_id, new_hash, 'full', now(), lives_until, old.provider_session) returning id into session;
  perform ledger.record('session.begun', jsonb_build_object('memberId', old.member_id, 'sessionId', session), null,
    (select m.agency_id from identity.member m where m.id = old.member_id));
  return session;
end
$$;
