-- A clock of the journey says by which jurisdiction it runs: its source, what we added to that, and whether a lawyer has confirmed it are read
-- from the pack as it is now, not from the line that was written with the step.
alter table care.clock add column pack text;
update care.clock k set pack = j.pack from care.journey j where j.case_id = k.case_id and k.of_journey;

create function care.note_pack() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.pack := coalesce((select j.pack from care.journey j where j.case_id = new.case_id), new.pack);
  return new;
end
$$;
revoke all on function care.note_pack() from public;
create trigger note_pack before insert on care.clock for each row when (new.of_journey) execute function care.note_pack();
