-- Someone says that they never gave a consent: the desk that wrote it down must look into it.
create function care.look_into_dispute() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into care.clock (case_id, what, started_at, due_at, member_id, basis)
  select f.id, 'consent-disputed', now(), now() + interval '3 days', f.lead_member_id,
    'House rule: a yes that the person says they did not give is looked into within 3 days'
  from care.case_file f where f.id = new.case_id;
  return null;
end
$$;
revoke all on function care.look_into_dispute() from public;
create trigger look_into_dispute after update of disputed_at on access.consent
  for each row when (old.disputed_at is null and new.disputed_at is not null)
  execute function care.look_into_dispute();
