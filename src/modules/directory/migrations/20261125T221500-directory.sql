-- The directory (docs/directory.md): what an agency knows of the help that it gives, as HSDS 3 records, for that agency
-- alone; and beside it what everybody may have of that. Public routes read the second table and cannot read the first.

create schema directory;
grant usage on schema directory to leeward_visitor, leeward_member;

create function directory.is_editor() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from identity.member_role r
    where r.member_id = (access.current_context()).member_id and r.role in ('intake-worker', 'caseworker', 'supervisor')
  )
$$;
revoke all on function directory.is_editor() from public;
grant execute on function directory.is_editor() to leeward_member;

create table directory.record (
  agency_id uuid not null references identity.agency,
  kind text not null check (kind ~ '^[a-z_]{5,30}$'),
  id uuid not null,
  position integer not null check (position >= 0),
  -- flat, with the ids of what it belongs to; an address that is never public stands here and nowhere else
  content jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 131072),
  primary key (agency_id, kind, id)
);
alter table directory.record enable row level security;
grant select, insert, delete on directory.record to leeward_member;
create policy own_records on directory.record for all to leeward_member
  using (agency_id = (select access.current_agency_id()) and (select directory.is_editor()))
  with check (agency_id = (select access.current_agency_id()) and (select directory.is_editor()));

create table directory.public_entry (
  agency_id uuid not null references identity.agency,
  kind text not null check (kind in ('organization', 'service', 'service_at_location', 'taxonomy', 'taxonomy_term')),
  id uuid not null,
  name text not null,
  basic jsonb not null,
  whole jsonb not null,
  organization_id uuid,
  parent_id uuid,
  taxonomy_id uuid,
  status text,
  modified_at timestamptz,
  terms uuid[] not null,
  taxonomies uuid[] not null,
  needs text[] not null,
  languages text[] not null,
  places text[] not null,
  postcodes text[] not null,
  welcome text[] not null,
  words tsvector not null,
  primary key (agency_id, kind, id)
);
-- One owner of each: a second agency that brings the same id is refused. Lists of terms are shared by many.
create unique index public_entry_owned on directory.public_entry (kind, id)
  where kind in ('organization', 'service', 'service_at_location');
create index public_entry_by_name on directory.public_entry (kind, name, id);
create index public_entry_by_words on directory.public_entry using gin (words);
create index public_entry_by_need on directory.public_entry using gin (needs);
create index public_entry_by_language on directory.public_entry using gin (languages);
create index public_entry_by_place on directory.public_entry using gin (places);
alter table directory.public_entry enable row level security;

create table directory.opening (
  agency_id uuid not null,
  kind text not null default 'service' check (kind = 'service'),
  service_id uuid not null,
  week int4multirange not null, -- minutes from Monday 00:00
  valid daterange not null,
  offset_minutes integer check (offset_minutes between -840 and 840),
  foreign key (agency_id, kind, service_id) references directory.public_entry (agency_id, kind, id) on delete cascade
);
create index opening_by_service on directory.opening (service_id);
create index opening_by_entry on directory.opening (agency_id, kind, service_id);
alter table directory.opening enable row level security;

grant select on directory.public_entry, directory.opening to leeward_visitor;
grant select, insert, delete on directory.public_entry, directory.opening to leeward_member;
create policy for_everybody on directory.public_entry for select to leeward_visitor, leeward_member using (true);
create policy by_its_agency on directory.public_entry for insert to leeward_member
  with check (agency_id = (select access.current_agency_id()) and (select directory.is_editor()));
create policy gone_by_its_agency on directory.public_entry for delete to leeward_member
  using (agency_id = (select access.current_agency_id()) and (select directory.is_editor()));
create policy for_everybody on directory.opening for select to leeward_visitor, leeward_member using (true);
create policy by_its_agency on directory.opening for insert to leeward_member
  with check (agency_id = (select access.current_agency_id()) and (select directory.is_editor()));
create policy gone_by_its_agency on directory.opening for delete to leeward_member
  using (agency_id = (select access.current_agency_id()) and (select directory.is_editor()));
