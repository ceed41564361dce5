-- That the age of someone is disputed stands in their identity, locked; what is never asked of a child must know it all the same. Beside
-- the band that the case counts by, as a code (class D): kept with each identity that is written.
alter table care.case_file add column age_disputed boolean not null default false;

create function care.note_age_dispute(of_case uuid, disputed boolean) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update care.case_file set age_disputed = disputed
  where id = of_case and age_disputed <> disputed and access.decide(of_case, 'identity') = 'holder'
$$;
revoke all on function care.note_age_dispute(uuid, boolean) from public;
grant execute on function care.note_age_dispute(uuid, boolean) to leeward_member;
