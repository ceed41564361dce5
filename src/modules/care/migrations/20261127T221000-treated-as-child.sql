-- Age in doubt means child, wherever the doubt stands: in someone's identity, in their journey, or in the band that their case was opened
-- with. A dispute that was written down before counts from here on; its clocks begin with the next step.
update care.journey set standing = standing || '{"ageDisputed": false}';

-- The rule of model/age.ts, which a test holds equal.
create function care.treated_as_child(of_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select f.age_disputed or coalesce(
    (select j.standing ->> 'age' <> 'adult' from care.journey j where j.case_id = f.id),
    f.age_band in ('0-8', '9-17', 'unknown'))
  from care.case_file f where f.id = of_case
$$;
revoke all on function care.treated_as_child(uuid) from public;

-- As before, but for the rule.
create or replace function care.no_guardian_because(of_case uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when not care.treated_as_child(of_case) then 'adult'
    when exists (select from care.guardian_naming n where n.case_id = of_case and n.ended_at is null)
      or exists (select from access.guardianship g
        where g.case_id = of_case and g.ended_at is null and not g.conflict) then 'one'
  end
$$;
