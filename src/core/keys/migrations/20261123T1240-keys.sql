-- One random key for each case and category, wrapped for each agency that may read it. The server's roles cannot
-- select a wrap: keys.take() hands one out, and writes the look in the same transaction.

create schema keys;
grant usage on schema keys to leeward_member, leeward_supervisor, leeward_person, leeward_clock_worker;

create table keys.agency_key (
  agency_id uuid not null references identity.agency,
  version int not null check (version >= 1),
  public_key bytea not null check (length(public_key) = 32),
  made_at timestamptz not null default now(),
  retired_at timestamptz,
  primary key (agency_id, version)
);
create unique index one_live_key_an_agency on keys.agency_key (agency_id) where retired_at is null;

create table keys.data_key (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references access.case_record,
  category text not null references access.category,
  made_at timestamptz not null default now(),
  closed_at timestamptz -- set when a share ends: the next version of the section gets a new key
);
create unique index one_open_data_key on keys.data_key (case_id, category) where closed_at is null;
create index data_key_of_case on keys.data_key (case_id, category);

create table keys.wrap (
  data_key_id uuid not null references keys.data_key,
  agency_id uuid not null references identity.agency,
  agency_key_version int not null,
  sealed bytea not null,
  primary key (data_key_id, agency_id),
  foreign key (agency_id, agency_key_version) references keys.agency_key
);

alter table keys.agency_key enable row level security;
alter table keys.data_key enable row level security;
alter table keys.wrap enable row level security;

grant select on keys.agency_key to leeward_member, leeward_supervisor;
create policy agency_keys_are_open on keys.agency_key for select to leeward_member, leeward_supervisor using (true);
grant select on keys.data_key to leeward_member, leeward_supervisor, leeward_person;
create policy data_key_names on keys.data_key for select to leeward_member, leeward_supervisor
  using (access.is_party(case_id));
create policy data_key_names_of_own_file on keys.data_key for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[]));

create type keys.taken as (
  outcome text, clause text, refusal text, data_key_id uuid, agency_id uuid, agency_key_version int, sealed bytea
);

-- One look at one category: decides, writes the look and its ledger entry, and hands out the wrap of the named
-- data key. `outcome` is 'read', 'refused' (a party, with its reason) or 'unknown' (no party: nothing is written,
-- nothing is told). Where a court deferred the notice of an order, what the agency does through that order alone,
-- refused looks too, names the order, and the policies keep it from the person for as long.
create function keys.take(wanted_case uuid, wanted_category text, wanted_key uuid) returns keys.taken
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
      'refusal', taken.refusal, 'reader', me.kind)),
    wanted_case, me.agency_id);
  insert into access.access_entry
    (case_id, category, agency_id, member_id, role, purpose, outcome, clause, refusal, legal_order_id,
      ledger_entry_id)
  values (wanted_case, wanted_category, me.agency_id, me.member_id, as_role, me.purpose, taken.outcome,
    taken.clause, taken.refusal, order_id, entry);
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
  return taken;
end
$$;

-- A new data key for a category of a case that the caller's agency holds, with its wraps. The agencies must be
-- exactly those that may read: the holder, and each with a live share of this category. Only a member who may read
-- the category makes its keys: another could put a wrap that opens nothing.
create function keys.put_data_key(new_key uuid, wanted_case uuid, wanted_category text, wraps jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if access.decide(wanted_case, wanted_category) is distinct from 'holder' then
    raise exception 'A category''s keys are made by a member of the agency that holds the case, in a role that covers it.'
      using errcode = 'insufficient_privilege';
  end if;
  perform access.lock_case(wanted_case);
  insert into keys.data_key (id, case_id, category) values (new_key, wanted_case, wanted_category);
  insert into keys.wrap (data_key_id, agency_id, agency_key_version, sealed)
  select new_key, w."agencyId", w.version, decode(w.sealed, 'base64')
  from jsonb_to_recordset(wraps) as w("agencyId" uuid, version int, sealed text);
  if exists (
    (select w.agency_id from keys.wrap w where w.data_key_id = new_key)
    except
    (select unnest(keys.readers(wanted_case, wanted_category)))
  ) or exists (
    (select unnest(keys.readers(wanted_case, wanted_category)))
    except
    (select w.agency_id from keys.wrap w where w.data_key_id = new_key)
  ) then
    raise exception 'A data key is wrapped for exactly those agencies that may read it.'
      using errcode = 'check_violation';
  end if;
end
$$;

-- The first data keys of many cases that are not shared yet, each wrapped for the holder alone: the same checks as
-- above, made for the set. An import would else ask the same question for each of its sections.
create function keys.put_first_keys(new_keys uuid[], cases uuid[], categories text[], key_version int,
  sealed_keys bytea[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  perform from access.case_record r where r.id = any (cases) order by r.id for no key update;
  if me.kind is distinct from 'member'
    or exists (select from unnest(cases) c where not exists (
      select from access.case_record r where r.id = c and r.holder_agency_id = me.agency_id))
    or exists (select from (select distinct c from unnest(categories) c) wanted
      where not access.role_covers(me.member_id, wanted.c, me.purpose))
    or exists (select from access.share s where s.case_id = any (cases))
  then
    raise exception 'First keys are made for unshared cases by a member of the agency that holds them, in a role that covers them.'
      using errcode = 'insufficient_privilege';
  end if;
  insert into keys.data_key (id, case_id, category) select * from unnest(new_keys, cases, categories);
  insert into keys.wrap (data_key_id, agency_id, agency_key_version, sealed)
  select k, me.agency_id, key_version, s from unnest(new_keys, sealed_keys) as made(k, s);
end
$$;

-- The agencies that may read a category: the holder, and those with a live share. Only the holder may ask.
create function keys.readers(wanted_case uuid, wanted_category text) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select r.holder_agency_id from access.case_record r where r.id = wanted_case and access.holds(wanted_case)
    union
    select s.agency_id from access.share s
    where s.case_id = wanted_case and s.category = wanted_category and access.is_live(s) and access.holds(wanted_case)
  )
$$;

-- Wraps an existing data key for one more agency, when a share opens it; or anew, under an agency's newer key.
create function keys.add_wrap(wanted_key uuid, for_agency uuid, key_version int, sealed_key bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_case uuid;
  of_category text;
begin
  select d.case_id, d.category into of_case, of_category from keys.data_key d where d.id = wanted_key;
  perform access.lock_case(of_case) where access.holds(of_case);
  if access.decide(of_case, of_category) is distinct from 'holder'
    or not for_agency = any (keys.readers(of_case, of_category))
  then
    raise exception 'A key is wrapped only by a member who may read, of the agency that holds the case, for an agency that may read.'
      using errcode = 'insufficient_privilege';
  end if;
  insert into keys.wrap (data_key_id, agency_id, agency_key_version, sealed)
  values (wanted_key, for_agency, key_version, sealed_key)
  on conflict (data_key_id, agency_id)
    do update set agency_key_version = excluded.agency_key_version, sealed = excluded.sealed
    where wrap.agency_key_version < excluded.agency_key_version; -- a wrap that works is never overwritten
end
$$;

-- The holder's own wrap of the open key, to write a further version; or of the named key, to wrap it for a new
-- share. Only for a member of the holder whose role covers the category for the stated purpose.
create function keys.take_for_writing(wanted_case uuid, wanted_category text, wanted_key uuid) returns keys.taken
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
  return taken;
end
$$;

-- When a share ends, in whatever way, its wraps go in the same transaction and the open key is closed.
create function keys.unwrap_on_share_end() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.ended_at is not null and old.ended_at is null then
    perform access.lock_case(new.case_id);
    if not exists (
      select 1 from access.share s
      where s.case_id = new.case_id and s.category = new.category and s.agency_id = new.agency_id
        and s.id <> new.id and access.is_live(s)
    ) then
      delete from keys.wrap w using keys.data_key d
      where d.id = w.data_key_id and d.case_id = new.case_id and d.category = new.category
        and w.agency_id = new.agency_id
        and w.agency_id <> (select r.holder_agency_id from access.case_record r where r.id = new.case_id);
      update keys.data_key set closed_at = now()
      where case_id = new.case_id and category = new.category and closed_at is null;
    end if;
  end if;
  return null;
end
$$;
create trigger unwrap_on_share_end after update of ended_at on access.share
  for each row execute function keys.unwrap_on_share_end();

revoke all on all functions in schema keys from public;
grant execute on function keys.take(uuid, text, uuid) to leeward_member, leeward_supervisor, leeward_person;
grant execute on function keys.put_data_key(uuid, uuid, text, jsonb), keys.readers(uuid, text),
  keys.add_wrap(uuid, uuid, int, bytea), keys.take_for_writing(uuid, text, uuid)
  to leeward_member, leeward_supervisor;
grant execute on function keys.put_first_keys(uuid[], uuid[], text[], int, bytea[]) to leeward_member;
