-- What browsers are given, as the house said it in its ledger: an entry `pages.published` holds the hash of the list,
-- the list stands here. Written by the owner at a start, so that no request can say it.

create table ledger.publication (
  sha256 bytea primary key check (length(sha256) = 32),
  list text not null check (length(list) <= 1048576), -- the exact text that was hashed
  at timestamptz not null default now()
);
alter table ledger.publication enable row level security;
create policy publications_are_public on ledger.publication for select to leeward_visitor using (true);
grant select on ledger.publication to leeward_visitor;

-- Public entries by their place in the log, and without the number that they have in the database: how far apart two of
-- those numbers are would tell how much was done in between.
drop function ledger.public_entries(bigint, int);
create function ledger.public_entries(before bigint, at_most int)
returns table (kind text, content text, salt bytea, at timestamptz, log_index bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.kind, e.content, e.salt, e.at, e.log_index from ledger.entry e
  where ledger.is_public_kind(e.kind) and e.content is not null and (before is null or e.log_index < before)
  order by e.log_index desc nulls first, e.id desc limit least(at_most, 1000)
$$;
revoke all on function ledger.public_entries(bigint, int) from public;
grant execute on function ledger.public_entries(bigint, int) to leeward_visitor;

drop index ledger.entry_public;
create index entry_public on ledger.entry (log_index desc) where ledger.is_public_kind(kind);
