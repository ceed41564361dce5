-- Passkeys (WebAuthn): a second factor, or with the member's verification by the device the only step. And when a
-- session last proved who holds it, for acts that ask for that anew.

-- What the server signed and what counts once (challenges, proofs of work) is written down here when it is used.
create table http.spent (
  hash bytea primary key check (length(hash) = 32),
  expires_at timestamptz not null
);
create index spent_over on http.spent (expires_at);
alter table http.spent enable row level security;

-- True the first time. Whoever could call this at will could only use up what they know already.
create function http.spend(wanted bytea, lives_until timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if lives_until <= now() or lives_until > now() + interval '3 hours' then return false; end if;
  insert into http.spent (hash, expires_at) values (wanted, lives_until) on conflict (hash) do nothing;
  return found;
end
$$;
create or replace function http.forget_old() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n bigint;
  gone bigint;
begin
  delete from http.idempotency where at < now() - interval '48 hours';
  get diagnostics gone = row_count;
  delete from http.spent where expires_at < now();
  get diagnostics n = row_count;
  return gone + n;
end
$$;

alter table identity.session add column proved_at timestamptz not null default now();

create table identity.passkey (
  id uuid primary key default gen_random_uuid(),
  member_id uuid not null references identity.member on delete cascade,
  credential_id bytea not null unique check (length(credential_id) between 16 and 1023),
  public_key bytea not null, -- COSE
  sign_count bigint not null check (sign_count >= 0),
  name text not null check (length(name) between 1 and 60),
  rp_id text not null, -- the name of the site that it was made for, and works at
  transports text[] not null default '{}',
  backed_up boolean not null, -- synchronised between devices by whoever keeps it
  -- The member's private keys under what the authenticator's PRF gives; absent: the password opens them.
  wrapped bytea,
  member_key_id uuid references identity.member_key, -- which keys were wrapped
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  suspended_at timestamptz, -- its counter went back: there may be two of it
  check ((wrapped is null) = (member_key_id is null))
);
create index passkey_of_member on identity.passkey (member_id);
alter table identity.passkey enable row level security;
grant select (id, member_id, credential_id, name, rp_id, transports, backed_up, wrapped, member_key_id, created_at,
  last_used_at, suspended_at), update (name) on identity.passkey to leeward_member;
create policy own_passkeys on identity.passkey for select to leeward_member
  using (member_id = (select access.current_member_id()));
create policy rename_own on identity.passkey for update to leeward_member
  using (member_id = (select access.current_member_id())) with check (member_id = (select access.current_member_id()));

-- Also a suspended one: whoever has nothing else comes in by a recovery code, not by adding a factor anew.
create function identity.has_passkey(of_member uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from identity.passkey p where p.member_id = of_member)
$$;

alter type identity.sign_in add attribute has_passkey boolean;
create or replace function identity.find_sign_in(wanted_email text, voucher bytea) returns identity.sign_in
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.id, m.agency_id, m.password_hash, m.second_factor_sealed, m.second_factor_last_step,
    a.second_factor_required, identity.has_passkey(m.id)
  from identity.member m join identity.agency a on a.id = m.agency_id
  where m.email operator(public.=) wanted_email::public.citext and m.status = 'active' and a.status = 'active'
    and identity.is_vouched('sign-in:' || wanted_email, voucher)
$$;
create or replace function identity.find_half_session(secret bytea) returns identity.sign_in
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.id, m.agency_id, m.password_hash, m.second_factor_sealed, m.second_factor_last_step,
    a.second_factor_required, identity.has_passkey(m.id)
  from identity.session s
  join identity.member m on m.id = s.member_id and m.status = 'active'
  join identity.agency a on a.id = m.agency_id and a.status = 'active'
  where s.secret_hash = sha256(secret) and s.stage = 'password' and s.ended_at is null and s.expires_at > now()
$$;

-- Whose session may add a factor: a full one, or a half one of a member who has none at all. A half one of a member
-- who has any would let whoever knows the password put a factor of their own beside it.
create function identity.may_enrol(secret bytea) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.member_id from identity.session s
  join identity.member m on m.id = s.member_id and m.status = 'active'
  join identity.agency a on a.id = m.agency_id and a.status = 'active'
  where s.secret_hash = sha256(secret) and s.ended_at is null and s.expires_at > now()
    and (s.stage = 'full' or m.second_factor_sealed is null
      and not exists (select 1 from identity.passkey p where p.member_id = m.id))
$$;
create or replace function identity.enrol_second_factor(secret bytea, sealed bytea, step bigint, recovery_hashes bytea[],
  voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_member uuid := identity.may_enrol(secret);
begin
  if not identity.is_vouched('enrol:' || encode(sha256(secret), 'hex') || ':' || encode(sha256(sealed), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  if of_member is null then return false; end if;
  update identity.member set second_factor_sealed = sealed, second_factor_last_step = step where id = of_member;
  delete from identity.recovery_code where member_id = of_member;
  insert into identity.recovery_code (member_id, code_hash) select of_member, unnest(recovery_hashes);
  update identity.session set stage = 'full', proved_at = now() where secret_hash = sha256(secret);
  perform ledger.record('member.second-factor-enrolled', jsonb_build_object('memberId', of_member), null,
    (select m.agency_id from identity.member m where m.id = of_member));
  return true;
end
$$;

-- Adds a passkey that the server has checked. Recovery codes are kept where the member has none that is unused.
-- Answers: its number, and whether the codes were kept; null where the session may not add one.
create type identity.enrolled_passkey as (passkey_id uuid, codes_kept boolean);
create function identity.enrol_passkey(secret bytea, credential bytea, cose_key bytea, first_count bigint,
  its_name text, its_rp_id text, its_transports text[], is_backed_up boolean, recovery_hashes bytea[], voucher bytea)
returns identity.enrolled_passkey
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_member uuid := identity.may_enrol(secret);
  made identity.enrolled_passkey;
begin
  if not identity.is_vouched('enrol-passkey:' || encode(sha256(secret), 'hex') || ':' || encode(sha256(credential), 'hex')
    || ':' || encode(sha256(cose_key), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  if of_member is null then return null; end if;
  perform 1 from identity.member where id = of_member for update; -- the last two places are not given three times
  if (select count(*) from identity.passkey p where p.member_id = of_member) >= 10 then return null; end if;
  insert into identity.passkey (member_id, credential_id, public_key, sign_count, name, rp_id, transports, backed_up)
  values (of_member, credential, cose_key, first_count, its_name, its_rp_id, its_transports, is_backed_up)
  returning id into made.passkey_id;
  made.codes_kept := not exists (select 1 from identity.recovery_code r where r.member_id = of_member and r.used_at is null);
  if made.codes_kept then
    delete from identity.recovery_code where member_id = of_member;
    insert into identity.recovery_code (member_id, code_hash) select of_member, unnest(recovery_hashes);
  end if;
  update identity.session set stage = 'full', proved_at = now() where secret_hash = sha256(secret);
  perform ledger.record('member.passkey-added', jsonb_build_object('memberId', of_member, 'passkeyId', made.passkey_id),
    null, (select m.agency_id from identity.member m where m.id = of_member));
  return made;
end
$$;

-- What the server needs to check a passkey's signature. Vouched for; without a voucher it finds none.
create type identity.found_passkey as (passkey_id uuid, member_id uuid, public_key bytea, rp_id text, transports text[]);
create function identity.find_passkey(wanted bytea, voucher bytea) returns identity.found_passkey
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, p.member_id, p.public_key, p.rp_id, p.transports
  from identity.passkey p
  join identity.member m on m.id = p.member_id and m.status = 'active'
  join identity.agency a on a.id = m.agency_id and a.status = 'active'
  where p.credential_id = wanted and p.suspended_at is null
    and identity.is_vouched('find-passkey:' || encode(wanted, 'hex'), voucher)
$$;
-- The passkeys that the member behind a session, half or full, may answer with.
create function identity.passkeys_of_session(secret bytea) returns table (credential_id bytea, transports text[], rp_id text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.credential_id, p.transports, p.rp_id
  from identity.session s
  join identity.passkey p on p.member_id = s.member_id and p.suspended_at is null
  where s.secret_hash = sha256(secret) and s.ended_at is null and s.expires_at > now()
  order by p.last_used_at desc nulls last, p.created_at
$$;

-- Uses a passkey whose signature the server has checked. A counter that does not grow means that two devices sign
-- with it: it is suspended and says so in the ledger (WebAuthn Level 3, 6.1.1). Two zeros mean: it does not count.
create function identity.use_passkey(wanted uuid, new_count bigint, voucher bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  used identity.passkey;
begin
  if not identity.is_vouched('use-passkey:' || wanted || ':' || new_count, voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  select * into used from identity.passkey p where p.id = wanted and p.suspended_at is null for update;
  if used.id is null then return 'gone'; end if;
  if new_count <= used.sign_count and (new_count > 0 or used.sign_count > 0) then
    update identity.passkey set suspended_at = now() where id = wanted;
    perform ledger.record('member.passkey-suspended', jsonb_build_object('memberId', used.member_id, 'passkeyId', wanted),
      null, (select m.agency_id from identity.member m where m.id = used.member_id));
    return 'cloned';
  end if;
  update identity.passkey set sign_count = new_count, last_used_at = now() where id = wanted;
  return 'used';
end
$$;

-- Removes a passkey of one's own; never the last factor.
create function identity.remove_passkey(wanted uuid, voucher bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if not identity.is_vouched('remove-passkey:' || wanted, voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  perform 1 from identity.member where id = me.member_id for update; -- two removals at once do not take the last two
  if not exists (select 1 from identity.passkey p where p.id = wanted and p.member_id = me.member_id) then return 'gone'; end if;
  if not exists (select 1 from identity.member m where m.id = me.member_id and m.second_factor_sealed is not null)
    and not exists (select 1 from identity.passkey p
      where p.member_id = me.member_id and p.id <> wanted and p.suspended_at is null) then
    return 'last';
  end if;
  delete from identity.passkey where id = wanted;
  perform ledger.record('member.passkey-removed', jsonb_build_object('memberId', me.member_id, 'passkeyId', wanted),
    null, me.agency_id);
  return 'removed';
end
$$;

-- Keeps the member's keys, wrapped in their browser under what this passkey gives.
create function identity.wrap_for_passkey(wanted uuid, new_wrapped bytea, voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if not identity.is_vouched('wrap-for-passkey:' || wanted || ':' || encode(sha256(new_wrapped), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  update identity.passkey p set wrapped = new_wrapped, member_key_id = k.id
  from identity.member_key k
  where p.id = wanted and p.member_id = me.member_id and k.member_id = me.member_id and k.retired_at is null;
  if not found then return false; end if;
  perform ledger.record('member.passkey-opens-keys', jsonb_build_object('memberId', me.member_id, 'passkeyId', wanted),
    null, me.agency_id);
  return true;
end
$$;

-- When a session last proved who holds it: null for a session that opens nothing.
create function identity.last_proof(secret bytea) returns timestamptz
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.proved_at from identity.session s
  join identity.member m on m.id = s.member_id and m.status = 'active'
  join identity.agency a on a.id = m.agency_id and a.status = 'active'
  where s.secret_hash = sha256(secret) and s.stage = 'full' and s.ended_at is null and s.expires_at > now()
$$;
-- The member behind a full session, with what they can prove themselves by.
create function identity.find_full_session(secret bytea) returns identity.sign_in
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.id, m.agency_id, m.password_hash, m.second_factor_sealed, m.second_factor_last_step,
    a.second_factor_required, identity.has_passkey(m.id)
  from identity.session s
  join identity.member m on m.id = s.member_id and m.status = 'active'
  join identity.agency a on a.id = m.agency_id and a.status = 'active'
  where s.secret_hash = sha256(secret) and s.stage = 'full' and s.ended_at is null and s.expires_at > now()
$$;
-- A proof that the server has checked. `step` of a code counts once, as at the sign-in; null for other proofs.
create function identity.prove_anew(secret bytea, step bigint, voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_member uuid;
begin
  if not identity.is_vouched('prove:' || encode(sha256(secret), 'hex') || ':' || coalesce(step::text, '-'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  select (identity.find_full_session(secret)).member_id into of_member;
  if of_member is null then return false; end if;
  if step is not null then
    update identity.member set second_factor_last_step = step where id = of_member and second_factor_last_step < step;
    if not found then return false; end if;
  end if;
  update identity.session set proved_at = now() where secret_hash = sha256(secret);
  return true;
end
$$;

revoke all on all functions in schema identity from public;
revoke all on function http.spend(bytea, timestamptz) from public;
grant execute on function http.spend(bytea, timestamptz) to leeward_visitor;
grant execute on function identity.enrol_passkey(bytea, bytea, bytea, bigint, text, text, text[], boolean, bytea[], bytea),
  identity.find_passkey(bytea, bytea), identity.passkeys_of_session(bytea), identity.use_passkey(uuid, bigint, bytea),
  identity.last_proof(bytea), identity.find_full_session(bytea), identity.prove_anew(bytea, bigint, bytea)
  to leeward_visitor;
grant execute on function identity.remove_passkey(uuid, bytea), identity.wrap_for_passkey(uuid, bytea, bytea) to leeward_member;
