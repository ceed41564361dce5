-- Sessions begin here. SQL that someone injects could call these functions too, so each beginning is vouched
-- for: an HMAC under a secret that the server process holds and that no role can select.

create table installation.server_secret (
  only_row boolean primary key default true check (only_row),
  vouching bytea not null check (length(vouching) = 32)
);
alter table installation.server_secret enable row level security;
alter table installation.mark enable row level security;
create policy everyone_sees_the_mark on installation.mark for select using (true);

create function identity.is_vouched(message text, voucher bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from installation.server_secret s
    where public.hmac(convert_to(message, 'UTF8'), s.vouching, 'sha256') = voucher
  )
$$;

create type identity.sign_in as (
  member_id uuid, agency_id uuid, password_hash text, second_factor_sealed bytea, second_factor_last_step bigint,
  second_factor_required boolean
);
-- It names the hash of a password, so it too is vouched for; without a voucher it finds nobody.
create function identity.find_sign_in(wanted_email text, voucher bytea) returns identity.sign_in
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.id, m.agency_id, m.password_hash, m.second_factor_sealed, m.second_factor_last_step,
    a.second_factor_required
  from identity.member m join identity.agency a on a.id = m.agency_id
  where m.email operator(public.=) wanted_email::public.citext and m.status = 'active' and a.status = 'active'
    and identity.is_vouched('sign-in:' || wanted_email, voucher)
$$;

create function identity.begin_session(of_member uuid, new_hash bytea, new_stage text, lives_until timestamptz,
  voucher bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  session uuid;
begin
  if not identity.is_vouched('session:' || of_member || ':' || encode(new_hash, 'hex') || ':' || new_stage, voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  insert into identity.session (member_id, secret_hash, stage, created_at, expires_at)
  values (of_member, new_hash, new_stage, now(), lives_until) returning id into session;
  perform ledger.record('session.begun', jsonb_build_object('memberId', of_member, 'sessionId', session), null,
    (select m.agency_id from identity.member m where m.id = of_member));
  return session;
end
$$;

-- The member behind a session that still owes its second factor.
create function identity.find_half_session(secret bytea) returns identity.sign_in
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.id, m.agency_id, m.password_hash, m.second_factor_sealed, m.second_factor_last_step,
    a.second_factor_required
  from identity.session s
  join identity.member m on m.id = s.member_id and m.status = 'active'
  join identity.agency a on a.id = m.agency_id and a.status = 'active'
  where s.secret_hash = sha256(secret) and s.stage = 'password' and s.ended_at is null and s.expires_at > now()
$$;

-- Takes one step of the second factor: a code counts once, so the step must be later than the last one taken.
create function identity.take_second_factor(secret bytea, step bigint, voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_member uuid;
begin
  if not identity.is_vouched('second-factor:' || encode(sha256(secret), 'hex') || ':' || step, voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  select (identity.find_half_session(secret)).member_id into of_member;
  update identity.member set second_factor_last_step = step where id = of_member and second_factor_last_step < step;
  if not found then return false; end if;
  update identity.session set stage = 'full' where secret_hash = sha256(secret);
  return true;
end
$$;

create function identity.take_recovery_code(secret bytea, wanted_hash bytea, voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_member uuid;
begin
  if not identity.is_vouched('recovery:' || encode(sha256(secret), 'hex') || ':' || encode(wanted_hash, 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  select (identity.find_half_session(secret)).member_id into of_member;
  update identity.recovery_code set used_at = now()
  where member_id = of_member and code_hash = wanted_hash and used_at is null;
  if not found then return false; end if;
  update identity.session set stage = 'full' where secret_hash = sha256(secret);
  return true;
end
$$;

-- Enrols a second factor: a member with a full session, or one who still owes it because the agency asks for one.
create function identity.enrol_second_factor(secret bytea, sealed bytea, step bigint, recovery_hashes bytea[],
  voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_member uuid;
begin
  if not identity.is_vouched('enrol:' || encode(sha256(secret), 'hex') || ':' || encode(sha256(sealed), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  select s.member_id into of_member from identity.session s
  join identity.member m on m.id = s.member_id and m.status = 'active'
  where s.secret_hash = sha256(secret) and s.ended_at is null and s.expires_at > now()
    and (s.stage = 'full' or m.second_factor_sealed is null);
  if of_member is null then return false; end if;
  update identity.member set second_factor_sealed = sealed, second_factor_last_step = step where id = of_member;
  delete from identity.recovery_code where member_id = of_member;
  insert into identity.recovery_code (member_id, code_hash) select of_member, unnest(recovery_hashes);
  update identity.session set stage = 'full' where secret_hash = sha256(secret);
  perform ledger.record('member.second-factor-enrolled', jsonb_build_object('memberId', of_member), null,
    (select m.agency_id from identity.member m where m.id = of_member));
  return true;
end
$$;

-- A member changes their own password: the server has checked the old one; every other session ends.
create function identity.change_password(of_member uuid, new_password_hash text, new_wrapped bytea, voucher bytea)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.member_id is distinct from of_member
    or not identity.is_vouched('password:' || of_member || ':' || new_password_hash, voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  update identity.member set password_hash = new_password_hash where id = of_member;
  update identity.member_key set wrapped = new_wrapped where member_id = of_member and retired_at is null;
  update identity.session set ended_at = now() where member_id = of_member and ended_at is null and id <> me.session_id;
  perform ledger.record('member.password-changed', jsonb_build_object('memberId', of_member), null, me.agency_id);
end
$$;

-- The agency's root key: set once, by a supervisor; only its sealed copies change afterwards.
create function identity.put_root_key(new_root bytea, new_sealed jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if not exists (
    select 1 from identity.member_role r join identity.role d on d.name = r.role
    where r.member_id = me.member_id and d.supervises
  ) then
    raise exception 'Only a supervisor sets the root key.' using errcode = 'insufficient_privilege';
  end if;
  update identity.agency set root_key = new_root, root_key_sealed = new_sealed
  where id = me.agency_id and (root_key is null or root_key = new_root);
  if not found then return false; end if;
  perform ledger.record('root-key.kept', jsonb_build_object('agencyId', me.agency_id, 'memberId', me.member_id,
    'rootKey', encode(new_root, 'base64')), null, me.agency_id);
  return true;
end
$$;

create function identity.end_session(secret bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.session set ended_at = now() where secret_hash = sha256(secret) and ended_at is null
$$;

-- Invitations: a supervisor invites; the invited person's browser makes the keys.
grant select (id, agency_id, email, roles, invited_by, expires_at, accepted_at, created_at), insert
  on identity.invitation to leeward_supervisor;
create policy own_invitations on identity.invitation for select to leeward_supervisor
  using (agency_id = (select access.current_agency_id()));
create policy invite on identity.invitation for insert to leeward_supervisor
  with check (agency_id = (select access.current_agency_id()) and invited_by = (select access.current_member_id())
    and accepted_at is null);

create type identity.open_invitation as (id uuid, agency_id uuid, agency_name text, email text, roles text[]);
create function identity.find_invitation(token bytea) returns identity.open_invitation
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.id, i.agency_id, a.name, i.email::text, i.roles
  from identity.invitation i join identity.agency a on a.id = i.agency_id and a.status = 'active'
  where i.token_hash = sha256(token) and i.accepted_at is null and i.expires_at > now()
$$;
create function identity.accept_invitation(token bytea, name text, new_password_hash text, reading bytea,
  signing bytea, wrapped_keys bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  invited identity.open_invitation := identity.find_invitation(token);
  of_member uuid;
begin
  if invited.id is null then return null; end if;
  update identity.invitation set accepted_at = now() where id = invited.id and accepted_at is null;
  if not found then return null; end if;
  -- The member takes the invitation's number: their browser wrapped the keys for it before there was a member.
  insert into identity.member (id, agency_id, email, display_name, password_hash)
  values (invited.id, invited.agency_id, invited.email, name, new_password_hash) returning id into of_member;
  insert into identity.member_role (member_id, role) select of_member, unnest(invited.roles);
  insert into identity.member_key (member_id, reading_key, signing_key, wrapped)
  values (of_member, reading, signing, wrapped_keys);
  perform ledger.record('member.joined', jsonb_build_object('memberId', of_member, 'agencyId', invited.agency_id,
    'readingKey', encode(reading, 'base64'), 'signingKey', encode(signing, 'base64')), null, invited.agency_id);
  perform events.emit('member.joined', invited.agency_id, jsonb_build_object('memberId', of_member));
  return of_member;
end
$$;

-- The person's words.
create function identity.put_challenge(wanted_address bytea, new_nonce bytea, lives_until timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into identity.words_challenge (nonce, address, expires_at) values (new_nonce, wanted_address, lives_until)
$$;
create type identity.answered_challenge as (address bytea, signing_key bytea);
-- Takes a challenge: once, and only while it lives. The same rows are touched for an address that does not exist.
create function identity.take_challenge(wanted_nonce bytea) returns identity.answered_challenge
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  answered identity.answered_challenge;
begin
  delete from identity.words_challenge where nonce = wanted_nonce and expires_at > now()
  returning address into answered.address;
  select w.signing_key into answered.signing_key from identity.words w where w.address = answered.address;
  return answered;
end
$$;
create function identity.begin_words_session(wanted_address bytea, new_hash bytea, lives_until timestamptz,
  voucher bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not identity.is_vouched('words:' || encode(wanted_address, 'hex') || ':' || encode(new_hash, 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  insert into identity.words_session (address, secret_hash, expires_at) values (wanted_address, new_hash, lives_until);
end
$$;
create function identity.end_words_session(secret bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.words_session set ended_at = now() where secret_hash = sha256(secret) and ended_at is null
$$;

-- Housekeeping: what is over is deleted. Returns how many rows went.
create function identity.sweep() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone bigint := 0;
  n bigint;
begin
  delete from identity.words_challenge where expires_at < now(); get diagnostics n = row_count; gone := gone + n;
  delete from identity.words_session where expires_at < now() or ended_at is not null;
  get diagnostics n = row_count; gone := gone + n;
  delete from identity.session where expires_at < now() - interval '90 days'; get diagnostics n = row_count;
  return gone + n;
end
$$;

revoke all on all functions in schema identity from public;
grant execute on function
  identity.find_sign_in(text, bytea), identity.begin_session(uuid, bytea, text, timestamptz, bytea),
  identity.find_half_session(bytea), identity.take_second_factor(bytea, bigint, bytea),
  identity.take_recovery_code(bytea, bytea, bytea),
  identity.enrol_second_factor(bytea, bytea, bigint, bytea[], bytea), identity.end_session(bytea),
  identity.find_invitation(bytea), identity.accept_invitation(bytea, text, text, bytea, bytea, bytea),
  identity.put_challenge(bytea, bytea, timestamptz), identity.take_challenge(bytea),
  identity.begin_words_session(bytea, bytea, timestamptz, bytea), identity.end_words_session(bytea)
  to leeward_visitor;
grant execute on function identity.change_password(uuid, text, bytea, bytea) to leeward_member, leeward_supervisor;
grant execute on function identity.put_root_key(bytea, jsonb) to leeward_supervisor;
grant execute on function identity.sweep() to leeward_clock_worker;
