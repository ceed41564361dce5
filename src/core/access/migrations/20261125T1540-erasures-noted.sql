-- The worker notes erasures in a file outside the database; it learns their numbers here and nothing else.

create function access.list_erasures() returns table (case_id uuid, decided_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.case_id, e.decided_at from access.erasure e order by e.decided_at, e.case_id
$$;
revoke all on function access.list_erasures() from public;
grant execute on function access.list_erasures() to leeward_clock_worker;
