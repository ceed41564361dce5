-- Whether a running server is the one that this database was migrated for.

create function installation.newest_migration() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select max(m.name) from installation.migration m
$$;
revoke all on function installation.newest_migration() from public;
grant execute on function installation.newest_migration() to leeward_visitor;
