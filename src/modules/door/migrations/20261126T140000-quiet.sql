-- Whether nobody who reads at the door has signed in for so many hours: said to whoever is about to write. Yes or no and
-- nothing more: not who, and not when.

create function door.is_quiet(for_hours int) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select not exists (
    select from identity.session s
    join identity.member m on m.id = s.member_id and m.status = 'active'
    join identity.member_role r on r.member_id = m.id and r.role = 'intake-worker'
    where m.agency_id = door.find_door() and s.stage = 'full'
      and s.proved_at > clock_timestamp() - make_interval(hours => for_hours))
$$;
revoke all on function door.is_quiet(int) from public;
grant execute on function door.is_quiet(int) to leeward_visitor;
