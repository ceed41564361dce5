-- The tamper-evident record. An entry is written in the same transaction as the act; the sequencer gives it
-- its place in the log. The log itself holds only salted commitments; what was committed stays here.

create schema ledger;
grant usage on schema ledger to leeward_member, leeward_supervisor, leeward_person, leeward_visitor,
  leeward_auditor, leeward_sequencer, leeward_clock_worker;

create table ledger.entry (
  id bigint generated always as identity primary key,
  kind text not null check (kind ~ '^[a-z-]+\.[a-z-]+$'),
  content text not null check (length(content) <= 8192), -- the exact text under the commitment: ids and codes
  salt bytea not null default public.gen_random_bytes(32) check (length(salt) = 32),
  case_id uuid,
  agency_id uuid,
  at timestamptz not null default now(),
  log_index bigint unique check (log_index >= 0)
);
create index entry_waiting on ledger.entry (id) where log_index is null;
create index entry_of_case on ledger.entry (case_id, id) where case_id is not null;
create index entry_of_agency on ledger.entry (agency_id, id) where agency_id is not null;
alter table ledger.entry enable row level security;

create function ledger.record(kind text, content jsonb, case_id uuid, agency_id uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  entry_id bigint;
begin
  insert into ledger.entry (kind, content, case_id, agency_id)
  values (record.kind, (record.content || jsonb_build_object('kind', record.kind, 'at', now()))::text,
    record.case_id, record.agency_id)
  returning id into entry_id;
  perform pg_notify('leeward_ledger', '');
  return entry_id;
end
$$;
revoke all on function ledger.record(text, jsonb, uuid, uuid) from public;
grant execute on function ledger.record(text, jsonb, uuid, uuid) to leeward_member; -- what members write themselves: sections

create policy sequencer_reads on ledger.entry for select to leeward_sequencer using (true);
create policy sequencer_places on ledger.entry for update to leeward_sequencer
  using (log_index is null) with check (log_index is not null);
grant select on ledger.entry to leeward_sequencer;
grant update (log_index) on ledger.entry to leeward_sequencer;
