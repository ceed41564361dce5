-- OpenID Connect Back-Channel Logout 1.0: the State's identity provider ends a session, and ours ends in the same moment.

-- Which of the provider's sessions this one was begun by, as a SHA-256 of issuer and `sid` (of issuer and subject, where the
-- provider named no session): enough to recognise, and no name. Null for a session that began here.
alter table identity.session
  add column provider_session bytea check (length(provider_session) = 32);
create index session_of_provider on identity.session (provider_session) where provider_session is not null and ended_at is null;
-- The last time that the provider ended everything of this subject, by the provider's own clock: a sign-in that it had
-- vouched for by then, and that was still on its way to us, begins nothing.
alter table identity.provider_link add column signed_out_at timestamptz;

-- Begins and ends at the provider's word wait for each other: else an end could pass by a session that is just beginning.
create function identity.begin_session_by_provider(of_member uuid, new_hash bytea, new_stage text, lives_until timestamptz,
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
  insert into identity.session (member_id, secret_hash, stage, created_at, expires_at, provider_session)
  values (of_member, new_hash, new_stage, now(), lives_until, new_provider_session) returning id into session;
  perform ledger.record('session.begun', jsonb_build_object('memberId', of_member, 'sessionId', session), null,
    (select m.agency_id from identity.member m where m.id = of_member));
  return session;
end
$$;

-- A session goes on as a full one under a new secret, in one step and only while the old one lives: whoever ended it in
-- between, a supervisor or the provider, has ended what would have come of it. Null: nothing went on.
create function identity.renew_session(secret bytea, new_hash bytea, lives_until timestamptz, voucher bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  old identity.session;
  session uuid;
begin
  if not identity.is_vouched('renew:' || encode(sha256(secret), 'hex') || ':' || encode(new_hash, 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock_shared(hashtextextended('sessions ended by a provider', 0));
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

-- A logout token that the server has checked, once. `provider_sessions`: which of them end, the named one first;
-- `of_subject`: all of this subject's, however they began (the token named no session). Returns how many ended; null for a
-- token that came before.
create function identity.end_sessions_by_provider(token_hash bytea, of_issuer text, of_subject text,
  provider_sessions bytea[], issued_at timestamptz, voucher bytea) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  ended int := 0;
  of_member record;
begin
  if not identity.is_vouched('provider-logout:' || encode(token_hash, 'hex') || ':'
    || (select string_agg(encode(p, 'hex'), ',') from unnest(provider_sessions) p) || ':' || of_issuer || ' '
    || coalesce('=' || of_subject, '-'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  if not http.spend(token_hash, now() + interval '20 minutes') then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('sessions ended by a provider', 0));
  if of_subject is null then
    -- longer than anyone may be on the way from the provider to us
    perform http.spend(provider_sessions[1], now() + interval '20 minutes');
  else
    update identity.provider_link l set signed_out_at = greatest(l.signed_out_at, end_sessions_by_provider.issued_at)
    where l.issuer = of_issuer and l.subject = of_subject;
  end if;
  for of_member in
    with gone as (
      update identity.session s set ended_at = now()
      where s.ended_at is null and (s.provider_session = any (provider_sessions) or s.member_id = (
        select l.member_id from identity.provider_link l where l.issuer = of_issuer and l.subject = of_subject))
      returning s.member_id)
    select g.member_id, m.agency_id, count(*)::int as n from gone g join identity.member m on m.id = g.member_id group by 1, 2
  loop
    ended := ended + of_member.n;
    perform ledger.record('session.ended-by-provider', jsonb_build_object('memberId', of_member.member_id,
      'sessions', of_member.n), null, of_member.agency_id);
  end loop;
  return ended;
end
$$;

revoke all on function
  identity.begin_session_by_provider(uuid, bytea, text, timestamptz, text, text, bytea, timestamptz, bytea),
  identity.renew_session(bytea, bytea, timestamptz, bytea),
  identity.end_sessions_by_provider(bytea, text, text, bytea[], timestamptz, bytea) from public;
grant execute on function
  identity.begin_session_by_provider(uuid, bytea, text, timestamptz, text, text, bytea, timestamptz, bytea),
  identity.renew_session(bytea, bytea, timestamptz, bytea),
  identity.end_sessions_by_provider(bytea, text, text, bytea[], timestamptz, bytea) to leeward_visitor;
