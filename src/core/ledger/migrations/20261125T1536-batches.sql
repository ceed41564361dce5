-- Entries go into the log in batches: what people do once an hour, in no order and among padding, so that the public
-- files tell neither when within the hour nor, to within a factor of two, how often; what is public by nature at once.

-- The logs of this installation, one after the other: the first, and successors that were announced.
create table ledger.log (
  number int primary key check (number >= 1),
  origin text not null unique check (length(origin) between 1 and 200),
  verifier_key text not null unique,
  first_place bigint not null unique check (first_place >= 0), -- which place is its leaf 0
  began_at timestamptz not null default now()
);

-- A run of places. Those that no entry has are padding, made from the seed.
create table ledger.batch (
  first_place bigint primary key check (first_place >= 0),
  size int not null check (size > 0),
  cut timestamptz, -- holds what was done before; null for public entries
  closes boolean not null, -- nothing done before the cut was left waiting
  padding_seed bytea not null default public.gen_random_bytes(32) check (length(padding_seed) = 32)
);
create index batch_of_cut on ledger.batch (cut) where closes;

-- Every checkpoint that was signed, with the cosignatures that it got.
create table ledger.checkpoint (
  log_number int not null references ledger.log (number),
  size bigint not null check (size >= 0),
  note text not null check (length(note) <= 65536),
  signed_at timestamptz not null default now(),
  witnessed_at timestamptz, -- when enough witnesses had cosigned
  primary key (log_number, size)
);
create index checkpoint_witnessed on ledger.checkpoint (log_number, size) where witnessed_at is not null;

-- The witnesses that are asked, and what each said last.
create table ledger.witness (
  name text primary key check (length(name) between 1 and 200),
  verifier_key text not null,
  outcome text not null check (outcome in ('cosigned', 'ahead', 'forked', 'failed')),
  asked_at timestamptz not null,
  cosigned_size bigint check (cosigned_size >= 0),
  cosigned_at timestamptz
);

-- Whether new checkpoints are signed, and if not, why.
create table ledger.standing (
  only_row boolean primary key default true check (only_row),
  quorum int not null check (quorum >= 0),
  period_s int not null check (period_s > 0),
  refusal text check (refusal in ('database-older', 'older-than-witnessed', 'forked', 'witnesses-silent')),
  refused_since timestamptz,
  refused_size bigint, -- how many entries a witness has seen
  check ((refusal is null) = (refused_since is null))
);

alter table ledger.log enable row level security;
alter table ledger.batch enable row level security;
alter table ledger.checkpoint enable row level security;
alter table ledger.witness enable row level security;
alter table ledger.standing enable row level security;

-- The record is public: who signs it, who watches it, and whether it stands still.
create policy logs_are_public on ledger.log for select to leeward_visitor, leeward_sequencer using (true);
create policy checkpoints_are_public on ledger.checkpoint for select to leeward_visitor, leeward_sequencer using (true);
create policy witnesses_are_public on ledger.witness for select to leeward_visitor, leeward_sequencer using (true);
create policy standing_is_public on ledger.standing for select to leeward_visitor, leeward_sequencer using (true);
grant select on ledger.log, ledger.checkpoint, ledger.witness, ledger.standing to leeward_visitor, leeward_sequencer;

create policy sequencer_reads_batches on ledger.batch for select to leeward_sequencer using (true);
create policy sequencer_cuts on ledger.batch for insert to leeward_sequencer with check (true);
create policy sequencer_signs on ledger.checkpoint for insert to leeward_sequencer with check (true);
create policy sequencer_adds_cosignatures on ledger.checkpoint for update to leeward_sequencer using (true);
create policy sequencer_notes_witnesses on ledger.witness for insert to leeward_sequencer with check (true);
create policy sequencer_notes_answers on ledger.witness for update to leeward_sequencer using (true);
create policy sequencer_drops_witnesses on ledger.witness for delete to leeward_sequencer using (true);
create policy sequencer_stands on ledger.standing for insert to leeward_sequencer with check (true);
create policy sequencer_changes_standing on ledger.standing for update to leeward_sequencer using (true);
grant select, insert on ledger.batch to leeward_sequencer;
grant insert, update (note, witnessed_at) on ledger.checkpoint to leeward_sequencer;
grant insert, update, delete on ledger.witness to leeward_sequencer;
grant insert, update on ledger.standing to leeward_sequencer;

-- What is public by nature: who reads at the door, which files browsers are given, that one log followed another.
create function ledger.is_public_kind(kind text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select kind in ('recipients.published', 'pages.published', 'log.succeeded')
$$;
create index entry_public on ledger.entry (id) where ledger.is_public_kind(kind);
create index entry_public_waiting on ledger.entry (id) where log_index is null and ledger.is_public_kind(kind);

-- Public entries with what their commitments are made of, so that outsiders can check them against the log.
create function ledger.public_entries(before bigint, at_most int)
returns table (id bigint, kind text, content text, salt bytea, at timestamptz, log_index bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.id, e.kind, e.content, e.salt, e.at, e.log_index from ledger.entry e
  where ledger.is_public_kind(e.kind) and e.content is not null and (before is null or e.id < before)
  order by e.id desc limit least(at_most, 1000)
$$;

-- Only what is public goes in at once, so only that wakes the sequencer.
create or replace function ledger.record(kind text, content jsonb, case_id uuid, agency_id uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  entry_id bigint;
begin
  insert into ledger.entry (kind, content, case_id, agency_id)
  values (record.kind, (record.content || jsonb_build_object('kind', record.kind, 'at', now()))::text,
    record.case_id, record.agency_id)
  returning id into entry_id;
  if ledger.is_public_kind(record.kind) then perform pg_notify('leeward_ledger', ''); end if;
  return entry_id;
end
$$;

revoke all on function ledger.is_public_kind(text), ledger.public_entries(bigint, int) from public;
grant execute on function ledger.is_public_kind(text) to leeward_sequencer;
grant execute on function ledger.public_entries(bigint, int) to leeward_visitor;
