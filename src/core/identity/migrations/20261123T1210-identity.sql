-- Agencies, members, sessions; persons and their words.

create schema identity;
grant usage on schema identity to leeward_visitor, leeward_person, leeward_member, leeward_supervisor,
  leeward_auditor, leeward_clock_worker;

create table identity.agency (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (length(name) between 1 and 200),
  kind text not null check (kind in (
    'ngo', 'shelter', 'police', 'prosecution', 'court', 'health', 'child-protection', 'labour-inspectorate',
    'competent-authority', 'central-authority', 'financial-intelligence-unit', 'bank', 'asset-office',
    'regulator', 'platform', 'statistics-office', 'survivors-council', 'legal-aid', 'immigration-enforcement')),
  parent_id uuid references identity.agency,
  -- Declared powers. `immigration_bound` follows from them and from duties, and is kept by a trigger.
  enforces_immigration_law boolean not null default false,
  immigration_bound boolean not null default false,
  second_factor_required boolean not null default true,
  root_key bytea check (length(root_key) = 32),
  root_key_sealed jsonb, -- the root key's private half, sealed to each supervisor's own key
  status text not null default 'active' check (status in ('active', 'suspended')),
  created_at timestamptz not null default now(),
  check (kind <> 'immigration-enforcement' or enforces_immigration_law)
);

-- A duty to pass on to another agency what one learns.
create table identity.agency_duty (
  agency_id uuid not null references identity.agency,
  passes_on_to uuid not null references identity.agency,
  legal_basis text not null,
  primary key (agency_id, passes_on_to),
  check (agency_id <> passes_on_to)
);

-- Bound: enforces immigration law, belongs to an agency that does, or must pass on to one that is bound.
create function identity.refresh_immigration_bound() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  with recursive bound(id) as (
    select a.id from identity.agency a where a.enforces_immigration_law
    union
    select step.id from bound b join lateral (
      select d.agency_id as id from identity.agency_duty d where d.passes_on_to = b.id
      union all
      select c.id from identity.agency c where c.parent_id = b.id
    ) step on true
  )
  update identity.agency a
  set immigration_bound = not a.immigration_bound
  where a.immigration_bound <> exists (select 1 from bound b where b.id = a.id);
  return null;
end
$$;
create trigger agency_bound after insert or update of enforces_immigration_law, parent_id on identity.agency
  for each statement execute function identity.refresh_immigration_bound();
create trigger duty_bound after insert or update or delete on identity.agency_duty
  for each statement execute function identity.refresh_immigration_bound();

create table identity.role (
  name text primary key,
  supervises boolean not null default false
);
insert into identity.role (name, supervises) values
  ('intake-worker', false), ('caseworker', false), ('health-worker', false), ('legal-adviser', false),
  ('guardian', false), ('investigator', false), ('prosecutor', false), ('decision-maker', false),
  ('labour-inspector', false), ('child-protection-officer', false), ('statistician', false),
  ('auditor', false), ('supervisor', true);

create table identity.member (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references identity.agency,
  email public.citext not null unique check (length(email) between 3 and 254),
  display_name text not null check (length(display_name) between 1 and 120),
  status text not null default 'active' check (status in ('active', 'suspended')),
  password_hash text not null,
  second_factor_sealed bytea, -- the TOTP secret under the server's own key
  second_factor_last_step bigint not null default 0, -- a code is taken once
  training_valid_until date,
  created_at timestamptz not null default now()
);
create index member_of_agency on identity.member (agency_id);

create table identity.member_role (
  member_id uuid not null references identity.member on delete cascade,
  role text not null references identity.role,
  primary key (member_id, role)
);

-- Keys made in the member's own browser; the private halves arrive wrapped and stay so.
create table identity.member_key (
  id uuid primary key default gen_random_uuid(),
  member_id uuid not null references identity.member,
  reading_key bytea not null check (length(reading_key) = 32),
  signing_key bytea not null check (length(signing_key) = 32),
  wrapped bytea not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);
create unique index one_live_key_a_member on identity.member_key (member_id) where retired_at is null;

create table identity.recovery_code (
  member_id uuid not null references identity.member on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (member_id, code_hash)
);

create table identity.session (
  id uuid primary key default gen_random_uuid(),
  member_id uuid not null references identity.member,
  secret_hash bytea not null unique check (length(secret_hash) = 32),
  stage text not null check (stage in ('password', 'full')), -- 'password': the second factor is still owed
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_of_member on identity.session (member_id) where ended_at is null;

create table identity.invitation (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references identity.agency,
  email public.citext not null,
  roles text[] not null check (cardinality(roles) between 1 and 6),
  token_hash bytea not null unique,
  invited_by uuid references identity.member,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  created_at timestamptz not null default now()
);

-- The human whom a case is about. Never an account: words open what is theirs.
create table identity.person (
  id uuid primary key default gen_random_uuid(),
  created_at timestamptz not null default date_trunc('hour', now())
);
create table identity.words (
  address bytea primary key check (length(address) = 16),
  reading_key bytea not null check (length(reading_key) = 32),
  signing_key bytea not null check (length(signing_key) = 32),
  person_id uuid unique references identity.person,
  made_at timestamptz not null default date_trunc('hour', now())
);
create table identity.words_challenge (
  nonce bytea primary key check (length(nonce) = 32),
  address bytea not null,
  expires_at timestamptz not null
);
create table identity.words_session (
  id uuid primary key default gen_random_uuid(),
  address bytea not null references identity.words on delete cascade,
  secret_hash bytea not null unique check (length(secret_hash) = 32),
  expires_at timestamptz not null,
  ended_at timestamptz
);

alter table identity.agency enable row level security;
alter table identity.agency_duty enable row level security;
alter table identity.member enable row level security;
alter table identity.member_role enable row level security;
alter table identity.member_key enable row level security;
alter table identity.recovery_code enable row level security;
alter table identity.session enable row level security;
alter table identity.invitation enable row level security;
alter table identity.person enable row level security;
alter table identity.words enable row level security;
alter table identity.words_challenge enable row level security;
alter table identity.words_session enable row level security;
