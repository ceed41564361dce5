-- What happened, in the past tense, written in the same transaction as the change.

create schema events;
grant usage on schema events to leeward_member, leeward_supervisor, leeward_person, leeward_visitor,
  leeward_clock_worker, leeward_coder;

create table events.domain_event (
  id bigint generated always as identity primary key,
  type text not null check (type ~ '^[a-z-]+\.[a-z-]+$'),
  agency_id uuid references identity.agency, -- whose desk is told, if any
  subject jsonb not null, -- identifiers and codes only
  at timestamptz not null default now()
);
alter table events.domain_event enable row level security;

-- Only the modules' own functions emit; the desk is told after commit, without content.
create function events.emit(type text, agency_id uuid, subject jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into events.domain_event (type, agency_id, subject) values (emit.type, emit.agency_id, emit.subject);
  perform pg_notify('leeward_events', json_build_object('type', emit.type, 'agencyId', emit.agency_id)::text);
end
$$;
revoke all on function events.emit(text, uuid, jsonb) from public;
grant execute on function events.emit(text, uuid, jsonb) to leeward_member; -- what members write themselves: sections
