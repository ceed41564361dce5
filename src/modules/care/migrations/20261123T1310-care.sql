-- A person is protected: the case, its journey, its sections, its clocks.

create schema care;
grant usage on schema care to leeward_person, leeward_member, leeward_supervisor, leeward_clock_worker;

create table care.case_file (
  id uuid primary key references access.case_record,
  alias text not null unique check (length(alias) between 3 and 60), -- a name that says nothing: a bird and a number
  lead_member_id uuid references identity.member,
  state text not null check (state in ('contact', 'screened', 'early-support', 'referred', 'reasonable-grounds',
    'recovery', 'conclusive-grounds', 'inclusion', 'closed', 'follow-up', 'missing', 'withdrawn', 'abroad',
    'reopened', 'reconsideration')),
  state_since timestamptz not null default now(),
  -- class D: codes for counting
  gender text not null default 'unknown' check (gender in ('woman', 'man', 'non-binary', 'unknown')),
  age_band text not null default 'unknown' check (age_band in ('0-8', '9-17', '18-24', '25-34', '35-44', '45-54', '55-64', '65+', 'unknown')),
  language text check (language ~ '^[a-z]{2,3}$'),
  import_id uuid,
  opened_at timestamptz not null default now()
);
create index case_file_by_lead on care.case_file (lead_member_id, state);
create index case_file_by_alias on care.case_file (lower(alias) text_pattern_ops);

create table care.state_change (
  id bigint generated always as identity primary key,
  case_id uuid not null references care.case_file,
  from_state text,
  to_state text not null,
  changed_by uuid references identity.member,
  at timestamptz not null default now()
);
create index state_change_of_case on care.state_change (case_id, id);

-- One category of one case: append-only versions. A version that was based on another than the current one is
-- kept beside it as a conflict, until a later version resolves it: no words are lost.
create table care.section (
  case_id uuid not null references care.case_file,
  category text not null references access.category,
  version int not null check (version >= 1),
  based_on int not null check (based_on >= 0 and based_on < version),
  is_conflict boolean not null default false,
  resolves int[] not null default '{}',
  data_key_id uuid not null references keys.data_key,
  ciphertext bytea not null check (length(ciphertext) <= 1100000),
  written_by uuid references identity.member,
  written_at timestamptz not null default now(),
  primary key (case_id, category, version)
);

-- A limit in time. It escalates; it never closes or denies anything.
create table care.clock (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references care.case_file,
  what text not null check (what ~ '^[a-z0-9-]{3,60}$'),
  started_at timestamptz not null,
  due_at timestamptz not null,
  member_id uuid references identity.member,
  basis text not null check (length(basis) between 1 and 200),
  done_at timestamptz,
  done_by uuid references identity.member,
  check (due_at > started_at),
  check ((done_at is null) = (done_by is null))
);
create index clock_open on care.clock (case_id, due_at) where done_at is null;

create table care.import (
  id uuid primary key,
  agency_id uuid not null references identity.agency,
  imported_by uuid not null references identity.member,
  file_sha256 bytea not null check (length(file_sha256) = 32),
  row_count int not null,
  imported_count int not null,
  refused jsonb not null, -- per refused row: its number, the column, a code; never a value
  at timestamptz not null default now(),
  unique (agency_id, file_sha256)
);

alter table care.case_file enable row level security;
alter table care.state_change enable row level security;
alter table care.section enable row level security;
alter table care.clock enable row level security;
alter table care.import enable row level security;

grant select on care.case_file, care.state_change, care.section, care.clock
  to leeward_person, leeward_member, leeward_supervisor;
-- Who works on a case follows its journey; an agency whose last share has ended is still told why it may not read
-- (access.refusal), but no more what becomes of the person.
create policy who_works_sees_file on care.case_file for select to leeward_member, leeward_supervisor
  using (access.works_on(id));
create policy person_sees_file on care.case_file for select to leeward_person
  using (id = any ((select access.own_cases())::uuid[]));
create policy who_works_sees_journey on care.state_change for select to leeward_member, leeward_supervisor
  using (access.works_on(case_id));
create policy person_sees_journey on care.state_change for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[]));
create policy who_may_read on care.section for select to leeward_member, leeward_supervisor
  using (access.decide(case_id, category) is not null);
create policy person_reads on care.section for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[]) and access.decide(case_id, category) is not null);
create policy holder_sees_clocks on care.clock for select to leeward_member, leeward_supervisor
  using (access.holds(case_id));
create policy person_sees_clocks on care.clock for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[]));
grant select, insert on care.import to leeward_member;
create policy own_imports on care.import for select to leeward_member
  using (agency_id = (select access.current_agency_id()));
create policy import_for_own_agency on care.import for insert to leeward_member
  with check (agency_id = (select access.current_agency_id()) and imported_by = (select access.current_member_id()));

grant insert on care.case_file, care.state_change, care.clock to leeward_member;
create policy holder_opens on care.case_file for insert to leeward_member with check (access.holds(id));
create policy holder_records_journey on care.state_change for insert to leeward_member
  with check (access.holds(case_id) and changed_by = (select access.current_member_id()));
create policy holder_starts_clock on care.clock for insert to leeward_member with check (access.holds(case_id));
grant update (done_at, done_by) on care.clock to leeward_member;
create policy holder_ends_clock on care.clock for update to leeward_member
  using (access.holds(case_id) and done_at is null)
  with check (done_by = (select access.current_member_id()));
grant update (lead_member_id) on care.case_file to leeward_member;
create policy holder_leads on care.case_file for update to leeward_member
  using (access.holds(id)) with check (access.holds(id));
grant insert on care.section to leeward_member;
create policy holder_writes on care.section for insert to leeward_member
  with check (access.decide(case_id, category) = 'holder' and written_by = (select access.current_member_id())
    and exists (select 1 from keys.data_key d where d.id = data_key_id and d.case_id = section.case_id
      and d.category = section.category and d.closed_at is null));

-- Two who write the same section come one after the other.
create function care.lock_section(of_case uuid, of_category text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended(of_case::text || '/' || of_category, 0))
$$;
revoke all on function care.lock_section(uuid, text) from public;
grant execute on function care.lock_section(uuid, text) to leeward_member;

create sequence care.alias_number;
grant usage on sequence care.alias_number to leeward_member;
