-- A member's keys outlive a lost password: former keys are sealed to the ones that came after; three keepers in different
-- agencies keep a part each, and give it to keys that two people admitted. No table here is open to a role: every look and
-- every change is a function of the owner.

alter table identity.member_key
  alter column wrapped drop not null,
  add column sealed bytea check (length(sealed) = 112), -- of a former pair: its private halves, sealed to the pair below
  add column sealed_to uuid references identity.member_key,
  add column renewed boolean not null default false, -- two people admitted this pair where the one before was lost
  add check ((sealed is null) = (sealed_to is null)),
  add check (retired_at is not null or (wrapped is not null and sealed is null));
grant select (sealed, sealed_to) on identity.member_key to leeward_member; -- their own, by the policy

-- Members who are willing to keep a part of others' keys: they are named to members of all agencies, by their own choice.
create table identity.keeper (
  member_id uuid primary key references identity.member on delete cascade,
  since timestamptz not null default now()
);
create table identity.keeping (
  id uuid primary key,
  member_id uuid not null unique references identity.member, -- the newest alone: another one replaces it
  member_key_id uuid not null references identity.member_key, -- whose private halves are kept
  statement text not null check (length(statement) <= 4096), -- JSON: whose, which keys, the three keepers
  statement_hash text not null check (length(statement_hash) = 64),
  signature bytea not null check (length(signature) = 64), -- by the member
  wrapped bytea not null check (length(wrapped) = 93), -- under a key that two parts give
  made_at timestamptz not null default now(),
  asked_until timestamptz -- until then the keepers may give their parts to the member's present keys
);
create table identity.kept_part (
  keeping_id uuid not null references identity.keeping on delete cascade,
  keeper_id uuid not null references identity.member,
  place smallint not null check (place between 0 and 2),
  sealed bytea not null check (length(sealed) = 112), -- to the keeper
  primary key (keeping_id, keeper_id),
  unique (keeping_id, place)
);
create index kept_by on identity.kept_part (keeper_id);
create table identity.given_part (
  keeping_id uuid not null references identity.keeping on delete cascade,
  keeper_id uuid not null references identity.member,
  member_key_id uuid not null references identity.member_key, -- to which it was given
  sealed bytea not null check (length(sealed) = 112), -- to that key
  signature bytea not null check (length(signature) = 64), -- by the keeper
  given_at timestamptz not null default now(),
  primary key (keeping_id, keeper_id, member_key_id)
);
-- New keys and a new password for a member who has lost theirs: they wait here until two people have admitted them.
create table identity.renewal (
  id uuid primary key,
  member_id uuid not null references identity.member,
  begun_by uuid not null references identity.member,
  token_hash bytea not null unique check (length(token_hash) = 32),
  begun_at timestamptz not null default now(),
  expires_at timestamptz not null,
  password_hash text,
  reading_key bytea check (length(reading_key) = 32),
  signing_key bytea check (length(signing_key) = 32),
  wrapped bytea,
  check (num_nonnulls(password_hash, reading_key, signing_key, wrapped) in (0, 4))
);
create index renewal_of_member on identity.renewal (member_id);
alter table identity.keeper enable row level security;
alter table identity.keeping enable row level security;
alter table identity.kept_part enable row level security;
alter table identity.given_part enable row level security;
alter table identity.renewal enable row level security;

-- Each pair is new, and has two keys.
create function identity.is_taken(reading bytea, signing bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select reading = signing or exists (select 1 from identity.member_key k
    where reading in (k.reading_key, k.signing_key) or signing in (k.reading_key, k.signing_key))
$$;

-- ---------- other keys, by the member ----------

-- The member's browser made another pair, and sealed the former one to it. All of it or nothing: whoever has the new pair
-- has the former ones. A passkey's copy was of the former pair, so it goes; the root key's copy is sealed anew.
create function identity.rotate_keys(new_key uuid, reading bytea, signing bytea, new_wrapped bytea, former_sealed bytea,
  root_sealed text, voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  former uuid;
begin
  if me.kind is distinct from 'member' or not identity.is_vouched('rotate:' || me.member_id || ':' || new_key || ':'
    || encode(sha256(reading || signing || new_wrapped || former_sealed), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  if identity.is_taken(reading, signing) then return false; end if;
  update identity.member_key set retired_at = now() where member_id = me.member_id and retired_at is null
  returning id into former;
  if former is null then return false; end if;
  insert into identity.member_key (id, member_id, reading_key, signing_key, wrapped)
  values (new_key, me.member_id, reading, signing, new_wrapped);
  update identity.member_key set wrapped = null, sealed = former_sealed, sealed_to = new_key where id = former;
  update identity.passkey set wrapped = null, member_key_id = null where member_id = me.member_id;
  update identity.agency set root_key_sealed = case
      when root_sealed is null then root_key_sealed - me.member_id::text
      else jsonb_set(root_key_sealed, array[me.member_id::text], to_jsonb(root_sealed)) end
  where id = me.agency_id and root_key_sealed ? me.member_id::text;
  perform ledger.record('member.keys-rotated', jsonb_build_object('memberId', me.member_id,
    'readingKey', encode(reading, 'base64'), 'signingKey', encode(signing, 'base64')), null, me.agency_id);
  perform events.emit('member.keys-changed', me.agency_id, jsonb_build_object('memberId', me.member_id));
  return true;
end
$$;

-- ---------- other keys, where the former ones are lost ----------

-- 'done'; 'own', 'unknown': nothing begun. What it begins opens nothing by itself.
create function identity.begin_renewal(new_renewal uuid, wanted uuid, new_token_hash bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
begin
  if wanted = me.member_id then return 'own'; end if;
  if not exists (select 1 from identity.member m where m.id = wanted and m.agency_id = me.agency_id and m.status = 'active')
  then return 'unknown'; end if;
  delete from identity.renewal where member_id = wanted;
  insert into identity.renewal (id, member_id, begun_by, token_hash, expires_at)
  values (new_renewal, wanted, me.member_id, new_token_hash, now() + interval '3 days');
  perform ledger.record('renewal.begun', jsonb_build_object('memberId', wanted, 'by', me.member_id), null, me.agency_id);
  return 'done';
end
$$;

create type identity.open_renewal as (id uuid, member_id uuid, email text, display_name text, agency_name text);
create function identity.find_renewal(token bytea) returns identity.open_renewal
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.id, m.id, m.email::text, m.display_name, a.name
  from identity.renewal r
  join identity.member m on m.id = r.member_id and m.status = 'active'
  join identity.agency a on a.id = m.agency_id and a.status = 'active'
  where r.token_hash = sha256(token) and r.password_hash is null and r.expires_at > now()
$$;
-- Once: what was handed in is not changed any more, so that two people admit what they read.
create function identity.hand_in_renewal(token bytea, new_password_hash text, reading bytea, signing bytea,
  new_wrapped bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_one identity.open_renewal := identity.find_renewal(token);
begin
  if found_one.id is null or identity.is_taken(reading, signing) then return false; end if;
  update identity.renewal set password_hash = new_password_hash, reading_key = reading, signing_key = signing,
    wrapped = new_wrapped where id = found_one.id and password_hash is null;
  if not found then return false; end if;
  perform events.emit('renewal.handed-in', (select m.agency_id from identity.member m where m.id = found_one.member_id),
    jsonb_build_object('memberId', found_one.member_id));
  return true;
end
$$;

create function identity.list_renewals() returns table (id uuid, member_id uuid, name text, expires_at timestamptz,
  reading_key bytea, signing_key bytea, proposed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.id, m.id, m.display_name, r.expires_at, r.reading_key, r.signing_key, exists (
    select 1 from proposals.proposal p where p.kind = 'member.renewal' and p.agency_id = m.agency_id
      and p.outcome is null and p.expires_at > now() and p.content::jsonb ->> 'renewalId' = r.id::text)
  from identity.renewal r join identity.member m on m.id = r.member_id
  where m.agency_id = (access.current_context()).agency_id and proposals.has_role('{supervisor}')
    and r.expires_at > now()
  order by r.begun_at
$$;

insert into proposals.kind (name, proposers, confirmers, lives_hours, alone, elsewhere, performs)
values ('member.renewal', '{}', null, 72, false, true, 'identity.let_renew');

-- 'waits'; 'unknown' (nothing was handed in), 'own': nothing proposed.
create function identity.propose_renewal(new_proposal uuid, wanted uuid, second uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
  r identity.renewal;
  name_of text;
begin
  select x.* into r from identity.renewal x join identity.member m on m.id = x.member_id and m.agency_id = me.agency_id
  where x.id = wanted and x.password_hash is not null and x.expires_at > now();
  if not found then return 'unknown'; end if;
  if r.member_id = me.member_id then return 'own'; end if;
  select m.display_name into name_of from identity.member m where m.id = r.member_id;
  perform proposals.put(new_proposal, 'member.renewal', jsonb_build_object('memberId', r.member_id, 'name', name_of,
    'renewalId', r.id, 'readingKey', translate(encode(r.reading_key, 'base64'), E'+/=\n', '-_'),
    'signingKey', translate(encode(r.signing_key, 'base64'), E'+/=\n', '-_')), null, second);
  return 'waits';
end
$$;

-- The keys that both have read hold from now on, with the password that came with them. Every session ends, and every
-- second factor goes: whoever has the lost device has them too. What keepers keep they may now give to these keys.
create function identity.let_renew(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r identity.renewal;
  said jsonb := p.content::jsonb;
begin
  perform 1 from identity.member m where m.id = (said ->> 'memberId')::uuid and m.agency_id = p.agency_id
    and m.status = 'active' for update;
  if not found then return false; end if;
  select * into r from identity.renewal x where x.id = (said ->> 'renewalId')::uuid
    and x.member_id = (said ->> 'memberId')::uuid and x.password_hash is not null for update;
  if not found or translate(encode(r.reading_key, 'base64'), E'+/=\n', '-_') <> said ->> 'readingKey'
    or translate(encode(r.signing_key, 'base64'), E'+/=\n', '-_') <> said ->> 'signingKey'
  then return false; end if;
  update identity.member_key set retired_at = now() where member_id = r.member_id and retired_at is null;
  insert into identity.member_key (member_id, reading_key, signing_key, wrapped, renewed)
  values (r.member_id, r.reading_key, r.signing_key, r.wrapped, true);
  update identity.member set password_hash = r.password_hash, second_factor_sealed = null, second_factor_last_step = 0
  where id = r.member_id;
  delete from identity.passkey where member_id = r.member_id;
  delete from identity.recovery_code where member_id = r.member_id;
  delete from identity.provider_link where member_id = r.member_id;
  update identity.session set ended_at = now() where member_id = r.member_id and ended_at is null;
  update identity.agency set root_key_sealed = root_key_sealed - r.member_id::text
  where id = p.agency_id and root_key_sealed ? r.member_id::text;
  delete from identity.renewal where id = r.id;
  perform ledger.record('member.keys-renewed', jsonb_build_object('memberId', r.member_id, 'by', p.proposed_by,
    'second', p.settled_by, 'readingKey', encode(r.reading_key, 'base64'),
    'signingKey', encode(r.signing_key, 'base64')), null, p.agency_id);
  perform events.emit('member.keys-changed', p.agency_id, jsonb_build_object('memberId', r.member_id));
  perform identity.ask_keepers_of(r.member_id);
  return true;
end
$$;

-- ---------- keepers ----------

create function identity.ask_keepers_of(of_member uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  k identity.keeping;
begin
  update identity.keeping set asked_until = now() + interval '14 days' where member_id = of_member returning * into k;
  if not found then return false; end if;
  perform ledger.record('keepers.asked', jsonb_build_object('memberId', of_member, 'keeping', k.statement_hash), null,
    (select m.agency_id from identity.member m where m.id = of_member));
  perform events.emit('keepers.asked', a.agency_id, '{}') from (
    select distinct m.agency_id from identity.kept_part p join identity.member m on m.id = p.keeper_id
    where p.keeping_id = k.id) a;
  return true;
end
$$;

-- Asked again by the member, whose present keys two people admitted. False where there is nothing to ask for.
create function identity.ask_keepers() returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or not exists (
    select 1 from identity.keeping k join identity.member_key l on l.member_id = k.member_id and l.retired_at is null
    where k.member_id = me.member_id and k.member_key_id <> l.id and l.renewed
  ) then return false; end if;
  return identity.ask_keepers_of(me.member_id);
end
$$;

create function identity.offer_to_keep(willing boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' then
    raise exception 'Only a member keeps.' using errcode = 'insufficient_privilege';
  end if;
  if willing then
    insert into identity.keeper (member_id) values (me.member_id) on conflict do nothing;
  else
    delete from identity.keeper where member_id = me.member_id;
  end if;
  perform events.emit('keepers.changed', me.agency_id, '{}');
end
$$;

-- Who keeps, for members of any agency; with the keys whose code is compared.
create function identity.list_keepers() returns table (member_id uuid, name text, agency_id uuid, agency_name text,
  reading_key bytea, signing_key bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.id, m.display_name, a.id, a.name, l.reading_key, l.signing_key
  from identity.keeper k
  join identity.member m on m.id = k.member_id and m.status = 'active'
  join identity.agency a on a.id = m.agency_id and a.status = 'active'
  join identity.member_key l on l.member_id = m.id and l.retired_at is null
  where (access.current_context()).kind = 'member'
  order by a.name, m.display_name
$$;

-- Keeps the parts. False where the keepers are not three willing members of three agencies with these very keys, or the
-- keys are not the member's present ones. The server has checked the statement's signature, and vouches for that.
create function identity.put_keeping(new_keeping uuid, said text, said_hash text, signed bytea, new_wrapped bytea,
  keepers uuid[], keeper_keys bytea[], parts bytea[], own_reading_key bytea, voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  live uuid;
begin
  if me.kind is distinct from 'member' or not identity.is_vouched('keeping:' || me.member_id || ':' || new_keeping || ':'
    || encode(sha256(convert_to(said, 'UTF8') || signed || new_wrapped), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  select k.id into live from identity.member_key k
  where k.member_id = me.member_id and k.retired_at is null and k.reading_key = own_reading_key for update;
  if live is null or cardinality(keepers) <> 3 or me.member_id = any (keepers) or (
    select count(distinct l.agency_id) from identity.list_keepers() l
    join unnest(keepers, keeper_keys) n (id, key) on n.id = l.member_id and n.key = l.reading_key) <> 3
  then return false; end if;
  delete from identity.keeping where member_id = me.member_id;
  insert into identity.keeping (id, member_id, member_key_id, statement, statement_hash, signature, wrapped)
  values (new_keeping, me.member_id, live, said, said_hash, signed, new_wrapped);
  insert into identity.kept_part (keeping_id, keeper_id, place, sealed)
  select new_keeping, n.id, n.place - 1, n.part from unnest(keepers, parts) with ordinality n (id, part, place);
  perform ledger.record('keepers.named', jsonb_build_object('memberId', me.member_id, 'keepers', to_jsonb(keepers),
    'keeping', said_hash), null, me.agency_id);
  perform events.emit('keepers.named', a.agency_id, '{}') from (
    select distinct m.agency_id from identity.member m where m.id = any (keepers) or m.id = me.member_id) a;
  return true;
end
$$;

-- What is kept of my own keys: by whom, and what they gave to my present ones.
create function identity.own_keeping() returns table (id uuid, member_key_id uuid, statement text, signature bytea,
  wrapped bytea, made_at timestamptz, asked_until timestamptz, keepers jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.id, k.member_key_id, k.statement, k.signature, k.wrapped, k.made_at, k.asked_until, (
    select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.display_name, 'agency', a.name,
      'active', m.status = 'active' and a.status = 'active', 'readingKey', (
        select translate(encode(n.reading_key, 'base64'), E'+/=\n', '-_') from identity.member_key n
        where n.member_id = m.id and n.retired_at is null), 'given', translate(encode(g.sealed, 'base64'), E'+/=\n', '-_'))
      order by p.place)
    from identity.kept_part p join identity.member m on m.id = p.keeper_id join identity.agency a on a.id = m.agency_id
    left join identity.member_key l on l.member_id = k.member_id and l.retired_at is null
    left join identity.given_part g on g.keeping_id = k.id and g.keeper_id = p.keeper_id and g.member_key_id = l.id
    where p.keeping_id = k.id)
  from identity.keeping k where k.member_id = (access.current_context()).member_id
$$;

-- For whom I keep a part; the part, and the keys that it may be given to, only while I am asked for it.
create function identity.list_kept() returns table (id uuid, statement text, signature bytea, made_at timestamptz,
  asked_until timestamptz, part bytea, to_key uuid, to_reading_key bytea, to_signing_key bytea, given_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.id, k.statement, k.signature, k.made_at, case when l.id is not null then k.asked_until end,
    case when l.id is not null then p.sealed end, l.id, l.reading_key, l.signing_key, g.given_at
  from identity.kept_part p
  join identity.keeping k on k.id = p.keeping_id
  join identity.member m on m.id = k.member_id
  left join identity.member_key l on l.member_id = m.id and l.retired_at is null and l.renewed and l.id <> k.member_key_id
    and k.asked_until > now() and m.status = 'active'
  left join identity.given_part g on g.keeping_id = k.id and g.keeper_id = p.keeper_id and g.member_key_id = l.id
  where p.keeper_id = (access.current_context()).member_id
  order by l.id is null, k.made_at
$$;

-- A keeper gives their part to the keys that two people admitted, and to no others. The server has checked the keeper's
-- signature over exactly that, and vouches for it. 'given'; 'unknown', 'over' (nobody asks any more): nothing given.
create function identity.give_part(wanted uuid, to_key uuid, part bytea, signed bytea, voucher bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  k identity.keeping;
begin
  if me.kind is distinct from 'member' or not identity.is_vouched('give:' || me.member_id || ':' || wanted || ':' || to_key
    || ':' || encode(sha256(part || signed), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  select x.* into k from identity.keeping x join identity.kept_part p on p.keeping_id = x.id and p.keeper_id = me.member_id
  where x.id = wanted for update of x;
  if not found then return 'unknown'; end if;
  if not exists (select 1 from identity.list_kept() l where l.id = wanted and l.to_key = give_part.to_key) then
    return 'over';
  end if;
  insert into identity.given_part (keeping_id, keeper_id, member_key_id, sealed, signature)
  values (wanted, me.member_id, to_key, part, signed) on conflict do nothing;
  if found then
    perform ledger.record('keepers.part-given', jsonb_build_object('memberId', k.member_id, 'keeperId', me.member_id,
      'keyId', to_key, 'keeping', k.statement_hash, 'sha256', encode(sha256(part), 'hex')), null,
      (select m.agency_id from identity.member m where m.id = k.member_id));
    perform events.emit('keepers.part-given', a.agency_id, '{}') from (
      select distinct m.agency_id from identity.member m where m.id in (k.member_id, me.member_id)) a;
  end if;
  return 'given';
end
$$;

-- The member's browser has the former keys again, and sealed them to the present ones. The keeping is over.
create function identity.keep_regained(wanted uuid, former_sealed bytea, voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  k identity.keeping;
begin
  if me.kind is distinct from 'member' or not identity.is_vouched('regained:' || me.member_id || ':' || wanted || ':'
    || encode(sha256(former_sealed), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  delete from identity.keeping where id = wanted and member_id = me.member_id returning * into k;
  if not found then return false; end if;
  update identity.member_key f set wrapped = null, sealed = former_sealed, sealed_to = l.id
  from identity.member_key l
  where f.id = k.member_key_id and f.retired_at is not null and f.sealed is null
    and l.member_id = me.member_id and l.retired_at is null;
  if not found then
    raise exception 'These keys are not former ones.' using errcode = 'check_violation', constraint = 'former_keys';
  end if;
  perform ledger.record('member.keys-regained', jsonb_build_object('memberId', me.member_id,
    'keeping', k.statement_hash), null, me.agency_id);
  perform events.emit('member.keys-changed', me.agency_id, jsonb_build_object('memberId', me.member_id));
  return true;
end
$$;

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('renewals', 145, 'new keys that a member handed in and nobody admitted', 0, 'the day they ran out',
    'who admitted whose keys stands in the ledger', 'our choice', 'identity.renewal',
    't.expires_at < now() - k.kept');

revoke all on function identity.is_taken(bytea, bytea), identity.rotate_keys(uuid, bytea, bytea, bytea, bytea, text, bytea),
  identity.begin_renewal(uuid, uuid, bytea), identity.find_renewal(bytea),
  identity.hand_in_renewal(bytea, text, bytea, bytea, bytea), identity.list_renewals(),
  identity.propose_renewal(uuid, uuid, uuid), identity.let_renew(proposals.proposal), identity.ask_keepers_of(uuid),
  identity.ask_keepers(), identity.offer_to_keep(boolean), identity.list_keepers(),
  identity.put_keeping(uuid, text, text, bytea, bytea, uuid[], bytea[], bytea[], bytea, bytea), identity.own_keeping(),
  identity.list_kept(), identity.give_part(uuid, uuid, bytea, bytea, bytea),
  identity.keep_regained(uuid, bytea, bytea) from public;
grant execute on function identity.find_renewal(bytea), identity.hand_in_renewal(bytea, text, bytea, bytea, bytea)
  to leeward_visitor;
grant execute on function identity.rotate_keys(uuid, bytea, bytea, bytea, bytea, text, bytea), identity.ask_keepers(),
  identity.offer_to_keep(boolean), identity.list_keepers(),
  identity.put_keeping(uuid, text, text, bytea, bytea, uuid[], bytea[], bytea[], bytea, bytea), identity.own_keeping(),
  identity.list_kept(), identity.give_part(uuid, uuid, bytea, bytea, bytea),
  identity.keep_regained(uuid, bytea, bytea) to leeward_member;
grant execute on function identity.begin_renewal(uuid, uuid, bytea), identity.list_renewals(),
  identity.propose_renewal(uuid, uuid, uuid) to leeward_supervisor;
