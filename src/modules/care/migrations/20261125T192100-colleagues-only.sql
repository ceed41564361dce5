-- A case is led, and a clock is kept, by a colleague. Without this an insert that named somebody's number at another
-- agency went through, and one that named nobody's did not: so it told who exists.

create function care.is_colleague(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from identity.member m where m.id = wanted and m.agency_id = access.current_agency_id()
  )
$$;
revoke all on function care.is_colleague(uuid) from public;
grant execute on function care.is_colleague(uuid) to leeward_member;

alter policy holder_opens on care.case_file
  with check (access.holds(id) and (lead_member_id is null or care.is_colleague(lead_member_id)));
alter policy holder_leads on care.case_file
  with check (access.holds(id) and (lead_member_id is null or care.is_colleague(lead_member_id)));
alter policy holder_starts_clock on care.clock
  with check (access.holds(case_id) and (member_id is null or care.is_colleague(member_id))
    and (done_by is null or done_by = (select access.current_member_id())));
