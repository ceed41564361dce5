-- A case that another agency holds from now on has no lead there yet, and its clocks are nobody's.
create function care.forget_lead() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.case_file set lead_member_id = null where id = new.id;
  update care.clock set member_id = null where case_id = new.id and done_at is null;
  return null;
end
$$;
create trigger next_holder after update of holder_agency_id on access.case_record
  for each row when (old.holder_agency_id <> new.holder_agency_id) execute function care.forget_lead();
revoke all on function care.forget_lead() from public;
