-- As before, for a million cases too: who took a yes back or stopped is found once for all, and not asked of each.

create or replace function statistics.cases_in_frame(agencies uuid[], from_year int, to_year int)
returns table (case_id uuid, person_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with same as materialized (select * from statistics.same_people(agencies)),
  stopped as materialized (
    select r.person_id from access.case_record r join care.case_file f on f.id = r.id where f.state = 'withdrawn'
    union
    select r.person_id from access.consent c join access.case_record r on r.id = c.case_id
    where c.withdrawn_at is not null and not exists (
      select from access.consent again join access.case_record s on s.id = again.case_id
      where s.person_id = r.person_id and again.given_at > c.withdrawn_at)
  ),
  -- Whoever stands for somebody who stopped is counted in none of their cases.
  withdrew as materialized (
    select coalesce(s.stands_for, p.person_id) as person_id from stopped p left join same s on s.person_id = p.person_id
  ),
  aside as materialized (
    select p.aside_case_id from care.case_pair p where p.parted_at is null and p.agency_id = any (agencies)
  )
  select distinct on (one.stands_for) one.id, one.stands_for
  from (
    select r.id, coalesce(s.stands_for, r.person_id) as stands_for, f.opened_at
    from access.case_record r join care.case_file f on f.id = r.id left join same s on s.person_id = r.person_id
    where r.holder_agency_id = any (agencies)
      and extract(year from f.opened_at at time zone 'UTC') between from_year and to_year
  ) one
  left join aside a on a.aside_case_id = one.id
  where not exists (select from withdrew w where w.person_id = one.stands_for)
  order by one.stands_for, a.aside_case_id is not null, one.opened_at desc, one.id
$$;

drop function statistics.withdrew(uuid);
