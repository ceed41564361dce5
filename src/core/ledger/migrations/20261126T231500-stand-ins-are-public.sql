-- Who stands in at a door is public by nature too: outsiders compare what visitors are told with it. No such entry was there before.
create or replace function ledger.is_public_kind(kind text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select kind in ('recipients.published', 'pages.published', 'log.succeeded', 'stand-in.agreed', 'stand-in.ended')
$$;
reindex index ledger.entry_public;
reindex index ledger.entry_public_waiting;
