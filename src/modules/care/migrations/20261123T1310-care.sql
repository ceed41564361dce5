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

-- Where each section stands, kept by the trigger below: the version that readers see, the highest there is, and the
-- conflicts that no later version has resolved.
create table care.section_head (
  case_id uuid not null references care.case_file,
  category text not null references access.category,
  current int not null,
  highest int not null,
  open_conflicts int[] not null default '{}',
  primary key (case_id, category)
);

create function care.move_section_heads() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from (
      select a.case_id, a.category, min(a.version) as low, max(a.version) as high, count(*) as n
      from added a group by 1, 2
    ) a left join care.section_head h on h.case_id = a.case_id and h.category = a.category
    where a.low <> coalesce(h.highest, 0) + 1 or a.high - a.low + 1 <> a.n
  ) then
    raise exception 'Versions of a section follow one another.'
      using errcode = 'check_violation', constraint = 'section_order';
  end if;
  insert into care.section_head as h (case_id, category, current, highest, open_conflicts)
  select a.case_id, a.category, coalesce(max(a.version) filter (where not a.is_conflict), 0), max(a.version),
    coalesce(array_agg(a.version order by a.version) filter (where a.is_conflict), '{}')
  from added a group by 1, 2
  on conflict (case_id, category) do update set
    current = greatest(h.current, excluded.current),
    highest = excluded.highest,
    open_conflicts = array(
      select v from unnest(h.open_conflicts || excluded.open_conflicts) v
      where not exists (select from added a
        where a.case_id = h.case_id and a.category = h.category and v = any (a.resolves))
      order by v
    );
  return null;
end
$$;
create trigger move_section_heads after insert on care.section referencing new table as added
  for each statement execute function care.move_section_heads();

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
alter table care.section_head enable row level security;
alter table care.clock enable row level security;
alter table care.import enable row level security;

grant select on care.case_file, care.state_change, care.section, care.section_head, care.clock
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
create policy who_may_read_heads on care.section_head for select to leeward_member, leeward_supervisor
  using (access.decide(case_id, category) is not null);
create policy person_reads_heads on care.section_head for select to leeward_person
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
  with check (access.holds(case_id) and changed_by = (select access.current_member_id())
    and from_state is null); -- the first one; the others through care.change_state
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

-- Two who write in one case come one after the other, and after a share that is just ending: its key is closed then.
create function care.lock_for_writing(of_case uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select access.lock_case(of_case) where access.holds(of_case)
$$;

-- One step of the journey, from the state that the caller saw. False where it has moved meanwhile.
create function care.change_state(of_case uuid, from_which text, to_which text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or not access.holds(of_case) then
    raise exception 'Only the agency that holds a case moves it on.' using errcode = 'insufficient_privilege';
  end if;
  update care.case_file set state = to_which, state_since = now() where id = of_case and state = from_which;
  if not found then return false; end if;
  insert into care.state_change (case_id, from_state, to_state, changed_by)
  values (of_case, from_which, to_which, me.member_id);
  perform ledger.record('case.moved-on', jsonb_build_object('caseId', of_case, 'from', from_which, 'to', to_which,
    'memberId', me.member_id), of_case, me.agency_id);
  perform events.emit('case.moved-on', me.agency_id, jsonb_build_object('caseId', of_case));
  return true;
end
$$;

-- A page of the cases that the caller's agency works on, newest first. It names cases only: what is shown of them
-- is read under the policies above. Asked here, because a policy asks once for each row of the table.
create function care.list_cases(after_case uuid, alias_part text, in_state text, row_limit int) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as materialized (select c.agency_id from access.current_context() c where c.kind = 'member'),
  mine as materialized (
    select r.id from me join access.case_record r on r.holder_agency_id = me.agency_id
    union
    select s.case_id from me join access.share s on s.agency_id = me.agency_id where access.is_live(s)
  )
  select array(
    select f.id
    from mine join care.case_file f on f.id = mine.id
    where (after_case is null or (f.opened_at, f.id) < (
        select b.opened_at, b.id from mine join care.case_file b on b.id = mine.id where b.id = after_case
      ))
      and (alias_part is null or strpos(lower(f.alias), lower(alias_part)) > 0)
      and (in_state is null or f.state = in_state)
    order by f.opened_at desc, f.id desc
    limit least(row_limit, 201)
  )
$$;

-- The clocks of the cases that the caller's agency holds: those still open and due before a time, first due first,
-- and those done since another.
create function care.list_clocks(due_before timestamptz, done_since timestamptz, row_limit int) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as materialized (select c.agency_id from access.current_context() c where c.kind = 'member')
  select array(
    select k.id
    from me join access.case_record r on r.holder_agency_id = me.agency_id join care.clock k on k.case_id = r.id
    where case when k.done_at is null then k.due_at < due_before else k.done_at >= done_since end
    order by k.done_at is not null, k.due_at, k.id
    limit least(row_limit, 1000)
  )
$$;

create type care.counts as (cases bigint, active bigint, overdue bigint, due_today bigint, due_week bigint);
-- How much there is to do at the caller's own agency.
create function care.count_work(day_ends timestamptz) returns care.counts
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as materialized (select c.agency_id from access.current_context() c where c.kind = 'member'),
  held as (
    select r.id, f.state from me
    join access.case_record r on r.holder_agency_id = me.agency_id join care.case_file f on f.id = r.id
  ),
  running as (select k.due_at from held h join care.clock k on k.case_id = h.id where k.done_at is null)
  select (select count(*) from held), (select count(*) from held where state <> 'closed'),
    (select count(*) from running where due_at < now()),
    (select count(*) from running where due_at >= now() and due_at < day_ends),
    (select count(*) from running where due_at >= now() and due_at < day_ends + interval '6 days')
$$;

revoke all on all functions in schema care from public;
grant execute on function care.lock_for_writing(uuid), care.change_state(uuid, text, text),
  care.list_cases(uuid, text, text, int), care.list_clocks(timestamptz, timestamptz, int),
  care.count_work(timestamptz)
  to leeward_member;
