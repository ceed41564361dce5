-- Whoever must reach those who enforce immigration law opens no door: a new conversation goes to the next agency that
-- published who reads there, or the door says that nobody is there.
create or replace function door.find_door() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.agency_id from door.recipients_list l
  join identity.agency a on a.id = l.agency_id and a.status = 'active' and not a.immigration_bound
  where l.version = 1 order by l.published_at, l.agency_id limit 1
$$;
