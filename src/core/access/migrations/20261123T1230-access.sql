-- Who may see what, why, and on what it rests (docs/access.md gives the rule in words).

create schema access;
grant usage on schema access to leeward_visitor, leeward_person, leeward_member, leeward_supervisor,
  leeward_auditor, leeward_clock_worker;

create table access.category (
  name text primary key,
  protection_class text not null check (protection_class in ('A', 'B', 'C', 'D')),
  person_reads boolean not null -- through their words: never an address, the safe contact, operations
);
insert into access.category (name, protection_class, person_reads) values
  ('identity', 'A', true), ('contact', 'A', false), ('account', 'B', true), ('health', 'B', true),
  ('needs-and-risk', 'B', true), ('status', 'A', true), ('work-and-documents', 'A', true),
  ('money', 'C', true), ('justice', 'C', false);

create table access.purpose (name text primary key);
insert into access.purpose (name) values
  ('support'), ('identification'), ('decision'), ('investigation'), ('prosecution'), ('remedy'),
  ('statistics'), ('oversight');

-- Which role covers which category for which purpose.
create table access.role_coverage (
  role text not null references identity.role,
  category text not null references access.category,
  purpose text not null references access.purpose,
  primary key (role, category, purpose)
);
insert into access.role_coverage (role, category, purpose)
select role, unnest(categories), purpose from (values
  ('intake-worker', 'support', array['identity', 'contact', 'account', 'needs-and-risk', 'work-and-documents']),
  ('caseworker', 'support',
    array['identity', 'contact', 'account', 'needs-and-risk', 'status', 'work-and-documents', 'money']),
  ('caseworker', 'identification', array['identity', 'account', 'needs-and-risk', 'status', 'work-and-documents']),
  ('caseworker', 'remedy', array['money', 'work-and-documents', 'justice']),
  ('health-worker', 'support', array['health', 'needs-and-risk', 'contact']),
  ('legal-adviser', 'support', array['identity', 'contact', 'account', 'status', 'work-and-documents']),
  ('legal-adviser', 'remedy', array['identity', 'money', 'justice', 'work-and-documents']),
  ('guardian', 'support', array['identity', 'contact', 'account', 'health', 'needs-and-risk', 'status']),
  ('child-protection-officer', 'support', array['identity', 'contact', 'health', 'needs-and-risk', 'status']),
  ('decision-maker', 'identification', array['identity', 'account', 'status', 'work-and-documents']),
  ('decision-maker', 'decision', array['identity', 'account', 'status', 'needs-and-risk', 'work-and-documents']),
  ('investigator', 'investigation', array['account', 'justice', 'work-and-documents']),
  ('prosecutor', 'prosecution', array['account', 'justice', 'money', 'work-and-documents']),
  ('labour-inspector', 'remedy', array['work-and-documents', 'money']),
  ('supervisor', 'oversight', array['needs-and-risk', 'justice', 'money'])
) as coverage(role, purpose, categories);

-- A case as access knows it: who holds it and whom it is about. `care` tells the rest.
create table access.case_record (
  id uuid primary key default gen_random_uuid(),
  holder_agency_id uuid not null references identity.agency,
  person_id uuid not null references identity.person,
  opened_at timestamptz not null default now()
);
create index case_of_holder on access.case_record (holder_agency_id, id);
create index case_of_person on access.case_record (person_id);

-- Acts on one case come one after the other: else a key could be wrapped for an agency in the very moment in which
-- its share ends, and the wrap would stay behind.
create function access.lock_case(wanted uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select from access.case_record r where r.id = wanted for no key update
$$;

-- A guardian reads with words of their own, unless their interests and the child's pull apart.
create table access.guardianship (
  case_id uuid not null references access.case_record,
  words_address bytea not null references identity.words,
  conflict boolean not null default false,
  starts_at timestamptz not null,
  ended_at timestamptz,
  primary key (case_id, words_address, starts_at)
);
create index guardianship_by_words on access.guardianship (words_address);

create table access.protocol (
  id uuid primary key default gen_random_uuid(),
  number int not null unique generated always as identity,
  title text not null check (length(title) between 1 and 200),
  legal_basis text not null,
  retention_days int not null check (retention_days between 1 and 36500),
  onward_rule text not null check (onward_rule in ('none', 'with-consent')),
  status text not null check (status in ('draft', 'in-force', 'suspended', 'ended')),
  in_force_from timestamptz not null,
  in_force_until timestamptz not null,
  check (in_force_from < in_force_until)
);
create table access.protocol_party (
  protocol_id uuid not null references access.protocol,
  agency_id uuid not null references identity.agency,
  primary key (protocol_id, agency_id)
);
create table access.protocol_scope (
  protocol_id uuid not null references access.protocol,
  category text not null references access.category,
  purpose text not null references access.purpose,
  primary key (protocol_id, category, purpose)
);

create table access.consent (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references access.case_record,
  recipient_agency_id uuid not null references identity.agency,
  purpose text not null references access.purpose,
  given_by text not null check (given_by in ('person', 'guardian')),
  statement text not null,        -- the exact words agreed to
  signature bytea,                -- by the person's words; null where it was given in person
  given_in_person_to uuid references identity.member,
  given_at timestamptz not null default now(),
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  check (given_at < expires_at),
  check (signature is not null or given_in_person_to is not null)
);
create index consent_of_case on access.consent (case_id);
create table access.consent_category (
  consent_id uuid not null references access.consent,
  category text not null references access.category,
  primary key (consent_id, category)
);

create table access.legal_order (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references access.case_record,
  authority text not null check (length(authority) between 1 and 200),
  article text not null check (length(article) between 1 and 200),
  court text check (length(court) between 1 and 200),
  recipient_agency_id uuid not null references identity.agency,
  purpose text not null references access.purpose,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  notice_deferred_until timestamptz,
  check (issued_at < expires_at),
  -- only an order that names a court and an end may keep a look from the person for a while
  check (notice_deferred_until is null or (court is not null and notice_deferred_until <= expires_at))
);
create index legal_order_of_case on access.legal_order (case_id);
create table access.legal_order_category (
  legal_order_id uuid not null references access.legal_order,
  category text not null references access.category,
  primary key (legal_order_id, category)
);

create table access.share (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references access.case_record,
  category text not null references access.category,
  agency_id uuid not null references identity.agency,
  purpose text not null references access.purpose,
  consent_id uuid references access.consent,
  legal_order_id uuid references access.legal_order,
  protocol_id uuid not null references access.protocol,
  opened_at timestamptz not null default now(),
  opened_by uuid references identity.member,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('withdrawn', 'ended-by-holder', 'expired', 'basis-ended')),
  check (num_nonnulls(consent_id, legal_order_id) = 1),
  check ((ended_at is null) = (ended_because is null))
);
-- Ended shares are in them too: an agency stays party, and whether a share is live is for `access.is_live` to say.
create index share_of_case on access.share (case_id, agency_id, category);
create index share_of_agency on access.share (agency_id, case_id);
create index share_on_consent on access.share (consent_id);
create index share_ending on access.share (expires_at) where ended_at is null;

create table access.break_glass (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references access.case_record,
  category text not null references access.category,
  member_id uuid not null references identity.member,
  reason text not null check (length(reason) between 20 and 1000),
  opened_at timestamptz not null default now(),
  confirmed_by uuid references identity.member,
  confirmed_at timestamptz,
  ended_at timestamptz,
  check (confirmed_by <> member_id),
  check ((confirmed_by is null) = (confirmed_at is null))
);
create index break_glass_of_member on access.break_glass (member_id, case_id);
create index break_glass_of_case on access.break_glass (case_id);

-- One row for each look and each refused look of an agency that is party.
create table access.access_entry (
  id bigint generated always as identity primary key,
  case_id uuid not null references access.case_record,
  category text not null references access.category,
  agency_id uuid references identity.agency,
  member_id uuid references identity.member, -- null where the person themself looked
  role text references identity.role, -- in which the member looked: the person is told agency and role, no name
  purpose text references access.purpose,
  outcome text not null check (outcome in ('read', 'refused')),
  clause text check (clause in ('holder', 'share', 'break-glass', 'person', 'guardian')),
  refusal text,
  legal_order_id uuid references access.legal_order, -- what the look rests on: its notice may be deferred
  at timestamptz not null default now(),
  ledger_entry_id bigint not null references ledger.entry,
  check ((outcome = 'read') = (clause is not null))
);
create index access_entry_of_case on access.access_entry (case_id, id desc);
create index access_entry_of_agency on access.access_entry (agency_id, id desc);
create index access_entry_of_member on access.access_entry (member_id, case_id);

alter table access.case_record enable row level security;
alter table access.guardianship enable row level security;
alter table access.protocol enable row level security;
alter table access.protocol_party enable row level security;
alter table access.protocol_scope enable row level security;
alter table access.consent enable row level security;
alter table access.consent_category enable row level security;
alter table access.legal_order enable row level security;
alter table access.legal_order_category enable row level security;
alter table access.share enable row level security;
alter table access.break_glass enable row level security;
alter table access.access_entry enable row level security;

-- Nothing that says who or where reaches those who enforce immigration law, or must pass on to them.
-- `contact` holds location too. An agency that becomes bound later stays in its agreements, so that nobody has a
-- reason to keep its duty quiet; but there they open nothing to it any more (1234-rule.sql, protocol-immigration).
create function access.ensure_no_immigration_party() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed uuid := coalesce(to_jsonb(new) ->> 'protocol_id', to_jsonb(new) ->> 'id');
begin
  if exists (
    select 1
    from access.protocol_party p
    join identity.agency a on a.id = p.agency_id and a.immigration_bound
    join access.protocol_scope s on s.protocol_id = p.protocol_id
    join access.protocol pr on pr.id = p.protocol_id and pr.status <> 'ended'
    where p.protocol_id = changed and s.category in ('identity', 'contact', 'status')
  ) then
    raise exception 'An agency that enforces immigration law, or must pass on to one that does, cannot be party to an agreement that covers identity, contact or status.'
      using errcode = 'check_violation', constraint = 'no_immigration_party';
  end if;
  return null;
end
$$;
create constraint trigger no_immigration_party after insert or update on access.protocol_party
  deferrable initially immediate for each row execute function access.ensure_no_immigration_party();
create constraint trigger no_immigration_scope after insert or update on access.protocol_scope
  deferrable initially immediate for each row execute function access.ensure_no_immigration_party();
create constraint trigger no_immigration_status after update of status on access.protocol
  deferrable initially immediate for each row execute function access.ensure_no_immigration_party();
