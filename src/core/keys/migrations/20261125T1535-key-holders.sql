-- Agencies that hold their own keys: where their key holders are, how their keys follow one another, and what a look
-- came to when the holder did not open it.

-- An agency's key is replaced (nothing new is wrapped under it), then retired (no wrap needs it any more).
alter table keys.agency_key
  add column replaced_at timestamptz,
  add column statement text check (length(statement) <= 2000), -- the agency's own word, signed by its holder
  add column signature bytea check (length(signature) = 64),
  drop constraint agency_key_public_key_check,
  add constraint public_key_length check (length(public_key) in (32, 65)), -- X25519, or P-256 uncompressed
  add constraint retired_after_replaced check (retired_at is null or replaced_at is not null) not valid;
update keys.agency_key set replaced_at = retired_at where retired_at is not null;
alter table keys.agency_key validate constraint retired_after_replaced;
drop index keys.one_live_key_an_agency;
create unique index one_live_key_an_agency on keys.agency_key (agency_id) where replaced_at is null;
create index wrap_of_version on keys.wrap (agency_id, agency_key_version);

create table keys.holder (
  agency_id uuid primary key references identity.agency,
  address text not null check (address ~ '^https://[^/]+:[0-9]+$'),
  certificate text not null, -- this one and no other is spoken to
  signing_key bytea not null check (length(signing_key) = 32), -- signs the agency's keys
  enrolled_at timestamptz not null default now(),
  state text not null default 'away' check (state in ('open', 'closed', 'away')),
  state_since timestamptz not null default now()
);
-- What a key holder found unusual, by its own rules.
create table keys.holder_alarm (
  agency_id uuid not null references keys.holder on delete cascade,
  entry bigint not null check (entry >= 0), -- its number in the holder's own log
  at timestamptz not null,
  rule text not null check (rule ~ '^[a-z-]+$'),
  member_id uuid,
  count int not null,
  primary key (agency_id, entry)
);
alter table keys.holder enable row level security;
alter table keys.holder_alarm enable row level security;
grant select (agency_id, address, enrolled_at, state, state_since) on keys.holder to leeward_supervisor;
create policy holder_of_own_agency on keys.holder for select to leeward_supervisor
  using (agency_id = (select access.current_agency_id()));
grant select on keys.holder_alarm to leeward_supervisor;
create policy alarms_of_own_agency on keys.holder_alarm for select to leeward_supervisor
  using (agency_id = (select access.current_agency_id()));

-- Where a server finds the key holders: asked before anyone has signed in.
create function keys.list_holders() returns table (agency_id uuid, address text, certificate text,
  signing_key bytea, retired int[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select h.agency_id, h.address, h.certificate, h.signing_key,
    array(select k.version from keys.agency_key k where k.agency_id = h.agency_id and k.retired_at is not null)
  from keys.holder h order by h.agency_id
$$;

create function keys.note_holder_state(of_agency uuid, now_state text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update keys.holder set state = now_state, state_since = now()
  where agency_id = of_agency and state is distinct from now_state;
  if found then
    perform events.emit('holder.' || now_state, of_agency, jsonb_build_object('agencyId', of_agency));
  end if;
end
$$;

create function keys.note_alarm(of_agency uuid, entry bigint, at timestamptz, rule text, member_id uuid, count int)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into keys.holder_alarm (agency_id, entry, at, rule, member_id, count)
  values (of_agency, note_alarm.entry, note_alarm.at, note_alarm.rule, note_alarm.member_id, note_alarm.count)
  on conflict do nothing;
  if found then
    perform events.emit('holder.alarmed', of_agency, jsonb_build_object('agencyId', of_agency, 'rule', rule));
  end if;
  return found;
end
$$;

-- The next key of an agency: from this moment on what is wrapped for it is wrapped under this one. Whoever calls has
-- checked the signature; versions follow one another.
create function keys.publish_key(of_agency uuid, new_version int, new_key bytea, new_statement text,
  new_signature bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from identity.agency a where a.id = of_agency for no key update; -- one after the other
  if new_version <> (select coalesce(max(k.version), 0) + 1 from keys.agency_key k where k.agency_id = of_agency) then
    return false;
  end if;
  update keys.agency_key set replaced_at = now() where agency_id = of_agency and replaced_at is null;
  insert into keys.agency_key (agency_id, version, public_key, statement, signature)
  values (of_agency, new_version, new_key, new_statement, new_signature);
  perform ledger.record('key.published', jsonb_strip_nulls(jsonb_build_object('agencyId', of_agency,
    'version', new_version, 'sha256', encode(sha256(new_key), 'hex'), 'statement', new_statement)), null, of_agency);
  perform events.emit('key.published', of_agency, jsonb_build_object('agencyId', of_agency, 'version', new_version));
  return true;
end
$$;

-- Agencies some of whose wraps may be under an older key, with the live one.
create function keys.list_rotations() returns table (agency_id uuid, version int, public_key bytea, older int[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select live.agency_id, live.version, live.public_key, array_agg(old.version order by old.version)
  from keys.agency_key live join keys.agency_key old on old.agency_id = live.agency_id
  where live.replaced_at is null and old.replaced_at is not null and old.retired_at is null
  group by live.agency_id, live.version, live.public_key
$$;

create function keys.list_old_wraps(of_agency uuid, older int[], but uuid[], at_most int)
returns table (data_key_id uuid, case_id uuid, category text, agency_key_version int, sealed bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w.data_key_id, d.case_id, d.category, w.agency_key_version, w.sealed
  from keys.wrap w join keys.data_key d on d.id = w.data_key_id
  where w.agency_id = of_agency and w.agency_key_version = any (older) and not w.data_key_id = any (but)
  limit at_most
$$;

-- Puts a wrap of the same data key under the live key in the place of the old one. One that went meanwhile, because a
-- share ended, does not come back.
create function keys.replace_wrap(of_key uuid, of_agency uuid, old_version int, new_version int, new_sealed bytea)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update keys.wrap set agency_key_version = new_version, sealed = new_sealed
  where data_key_id = of_key and agency_id = of_agency and agency_key_version = old_version
    and new_version > old_version;
  return found;
end
$$;

create function keys.note_rewrapped(of_agency uuid, new_version int, number int) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select ledger.record('key.rewrapped',
    jsonb_build_object('agencyId', of_agency, 'version', new_version, 'number', number), null, of_agency)
$$;

-- Retires a replaced key once no wrap is under it; false while there is one, or while someone is about to add one.
create function keys.retire_key(of_agency uuid, old_version int) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Whoever inserts a wrap holds a share of this row until they commit: then it is not to be had.
  perform from keys.agency_key k
  where k.agency_id = of_agency and k.version = old_version and k.replaced_at is not null and k.retired_at is null
  for update skip locked;
  if not found or exists (
    select from keys.wrap w where w.agency_id = of_agency and w.agency_key_version = old_version
  ) then
    return false;
  end if;
  update keys.agency_key set retired_at = now() where agency_id = of_agency and version = old_version;
  perform ledger.record('key.retired', jsonb_build_object('agencyId', of_agency, 'version', old_version), null,
    of_agency);
  return true;
end
$$;

-- Whoever chose the key before it was replaced may add a wrap under it after it was retired: then it is not retired.
create function keys.need_again() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update keys.agency_key k set retired_at = null
  from (select distinct agency_id, agency_key_version from added) a
  where k.agency_id = a.agency_id and k.version = a.agency_key_version and k.retired_at is not null;
  return null;
end
$$;
create trigger need_again after insert on keys.wrap referencing new table as added
  for each statement execute function keys.need_again();

-- How far the rotation of the caller's agency has come.
create function keys.own_progress() returns table (version int, made_at timestamptz, replaced_at timestamptz,
  retired_at timestamptz, wraps bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.version, k.made_at, k.replaced_at, k.retired_at,
    (select count(*) from keys.wrap w where w.agency_id = k.agency_id and w.agency_key_version = k.version)
  from keys.agency_key k
  where k.agency_id = access.current_agency_id() and (access.current_context()).kind = 'member'
  order by k.version
$$;

-- Where the wrap of a look was not opened, because the agency's key holder was closed, away or refused, the look says
-- so. Only by whoever looked, within the minute, once, and only where the key is with a holder, whose own log then
-- says the same or something else.
alter table access.access_entry add column not_opened text
  check (not_opened in ('keys-closed', 'keys-away', 'keys-refused', 'keys-limit', 'no-key'));

create function keys.note_not_opened(entry bigint, why text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  noted access.access_entry;
begin
  if me.kind is null then return false; end if;
  update access.access_entry e set not_opened = why
  where e.ledger_entry_id = entry and e.outcome = 'read' and e.not_opened is null and e.at > now() - interval '1 minute'
    and case me.kind when 'member' then e.member_id = me.member_id
      else e.member_id is null and e.case_id = any ((select access.own_cases())::uuid[]) end
    and exists (select from ledger.entry l join keys.holder h
      on h.agency_id = (l.content::jsonb ->> 'keyAgencyId')::uuid where l.id = entry)
  returning e.* into noted;
  if noted.id is null then return false; end if;
  perform ledger.record('section.not-opened', jsonb_build_object('entry', entry, 'caseId', noted.case_id,
    'category', noted.category, 'why', why), noted.case_id, noted.agency_id);
  return true;
end
$$;

-- What is handed out now names its entry in the ledger, so that a key holder can write the same down.
alter type keys.taken add attribute entry_id bigint;

create or replace function keys.take(wanted_case uuid, wanted_category text, wanted_key uuid) returns keys.taken
language plpgsql security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me access.context := access.current_context();
  taken keys.taken;
  entry bigint;
  reader_agency uuid;
  order_id uuid;
  as_role text;
begin
  taken.clause := access.decide(wanted_case, wanted_category);
  if taken.clause is null then taken.refusal := access.refusal(wanted_case, wanted_category); end if;
  if taken.clause is null and taken.refusal is null then
    taken.outcome := 'unknown';
    return taken;
  end if;
  taken.outcome := case when taken.clause is null then 'refused' else 'read' end;
  if taken.clause = 'share' or (taken.clause is null and not access.holds(wanted_case)) then
    select s.legal_order_id into order_id
    from access.share s left join access.legal_order o on o.id = s.legal_order_id
    where s.case_id = wanted_case and s.agency_id = me.agency_id
      and (taken.clause is null or (s.category = wanted_category and s.purpose = me.purpose and access.is_live(s)))
    order by coalesce(o.notice_deferred_until > now(), false), s.legal_order_id nulls first
    limit 1;
  end if;
  if taken.outcome = 'read' and wanted_key is not null then
    -- The person, and someone who broke the glass, read through the key of the agency that holds the case.
    reader_agency := case when taken.clause in ('holder', 'share') then me.agency_id
      else (select r.holder_agency_id from access.case_record r where r.id = wanted_case) end;
    select w.data_key_id, w.agency_id, w.agency_key_version, w.sealed
    into taken.data_key_id, taken.agency_id, taken.agency_key_version, taken.sealed
    from keys.wrap w join keys.data_key d on d.id = w.data_key_id
    where w.data_key_id = wanted_key and d.case_id = wanted_case and d.category = wanted_category
      and w.agency_id = reader_agency;
  end if;
  select r.role into as_role -- the role that covers the look, else the member's first
  from identity.member_role r
  left join access.role_coverage v on v.role = r.role and v.category = wanted_category and v.purpose = me.purpose
  where r.member_id = me.member_id
  order by v.role is null, r.role
  limit 1;
  entry := ledger.record(
    case when taken.outcome = 'read' then 'section.read' else 'section.refused' end,
    jsonb_strip_nulls(jsonb_build_object('caseId', wanted_case, 'category', wanted_category,
      'agencyId', me.agency_id, 'memberId', me.member_id, 'purpose', me.purpose, 'clause', taken.clause,
      'refusal', taken.refusal, 'reader', me.kind,
      'dataKeyId', taken.data_key_id, 'keyAgencyId', taken.agency_id)),
    wanted_case, me.agency_id);
  insert into access.access_entry
    (case_id, category, agency_id, member_id, role, purpose, outcome, clause, refusal, legal_order_id,
      ledger_entry_id)
  values (wanted_case, wanted_category, me.agency_id, me.member_id, as_role, me.purpose, taken.outcome,
    taken.clause, taken.refusal, order_id, entry);
  taken.entry_id := entry;
  return taken;
end
$$;

create or replace function keys.take_for_writing(wanted_case uuid, wanted_category text, wanted_key uuid) returns keys.taken
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  taken keys.taken;
begin
  if access.decide(wanted_case, wanted_category) is distinct from 'holder' then return null; end if;
  select 'write', 'holder', null, w.data_key_id, w.agency_id, w.agency_key_version, w.sealed into taken
  from keys.data_key d join keys.wrap w on w.data_key_id = d.id and w.agency_id = me.agency_id
  where d.case_id = wanted_case and d.category = wanted_category
    and case when wanted_key is null then d.closed_at is null else d.id = wanted_key end;
  -- Where the agency runs its own key holder, each key that it is asked for has an entry here that says the same.
  if taken.data_key_id is not null and exists (select from keys.holder h where h.agency_id = me.agency_id) then
    taken.entry_id := ledger.record('key.taken',
      jsonb_strip_nulls(jsonb_build_object('caseId', wanted_case, 'category', wanted_category,
        'agencyId', me.agency_id, 'memberId', me.member_id, 'purpose', me.purpose, 'clause', 'holder',
        'dataKeyId', taken.data_key_id, 'keyAgencyId', taken.agency_id)),
      wanted_case, me.agency_id);
  end if;
  return taken;
end
$$;

revoke all on all functions in schema keys from public;
grant execute on function keys.list_holders() to leeward_visitor, leeward_clock_worker;
grant usage on schema keys to leeward_visitor;
grant execute on function keys.note_holder_state(uuid, text),
  keys.note_alarm(uuid, bigint, timestamptz, text, uuid, int),
  keys.publish_key(uuid, int, bytea, text, bytea), keys.list_rotations(),
  keys.list_old_wraps(uuid, int[], uuid[], int), keys.replace_wrap(uuid, uuid, int, int, bytea),
  keys.note_rewrapped(uuid, int, int), keys.retire_key(uuid, int) to leeward_clock_worker;
grant execute on function keys.own_progress() to leeward_supervisor;
grant execute on function keys.note_not_opened(bigint, text) to leeward_member, leeward_supervisor, leeward_person;
