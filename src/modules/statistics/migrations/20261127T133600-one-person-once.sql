-- Two cases that an agency keeps together are one person's (care.case_pair): who stands in both is counted once, by the case that is kept.
-- A pairing counts where its own agency is counted, and nowhere else: another agency's numbers do not tell of it.

create function statistics.same_people(agencies uuid[]) returns table (person_id uuid, stands_for uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive pair as (
    select a.person_id as x, k.person_id as y
    from care.case_pair p join access.case_record a on a.id = p.aside_case_id join access.case_record k on k.id = p.kept_case_id
    where p.parted_at is null and p.agency_id = any (agencies)
  ),
  edge as (select x, y from pair union select y, x from pair),
  reach as (select x, x as y from edge union select r.x, e.y from reach r join edge e on e.x = r.y)
  select r.x, (array_agg(r.y order by r.y))[1] from reach r group by r.x
$$;
revoke all on function statistics.same_people(uuid[]) from public;

-- As before; and whoever withdrew in one of their cases is counted in none.
create or replace function statistics.cases_in_frame(agencies uuid[], from_year int, to_year int)
returns table (case_id uuid, person_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with same as materialized (select * from statistics.same_people(agencies)),
  withdrew as materialized (select distinct s.stands_for from same s where statistics.withdrew(s.person_id))
  select distinct on (coalesce(s.stands_for, r.person_id)) r.id, coalesce(s.stands_for, r.person_id)
  from access.case_record r join care.case_file f on f.id = r.id
  left join same s on s.person_id = r.person_id
  where r.holder_agency_id = any (agencies)
    and case when s.stands_for is null then not statistics.withdrew(r.person_id)
      else s.stands_for not in (select w.stands_for from withdrew w) end
    and extract(year from f.opened_at at time zone 'UTC') between from_year and to_year
  order by coalesce(s.stands_for, r.person_id),
    exists (select from care.case_pair p where p.aside_case_id = r.id and p.parted_at is null and p.agency_id = any (agencies)),
    f.opened_at desc, r.id
$$;
