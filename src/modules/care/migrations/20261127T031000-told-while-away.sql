-- A moment that came before someone went away is told also where they are away by then: a clock that stands still has
-- only such moments. Found by random steps through the service.

-- A moment came: the holder is told, once, and it is on record. Nothing is closed, denied or moved by it.
create or replace function care.tell_alarms() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  k care.clock;
  a jsonb;
  n bigint := 0;
begin
  for k in
    select * from care.clock x where x.done_at is null and x.next_alarm_at <= now()
    order by x.next_alarm_at limit 1000 for update skip locked
  loop
    for a in
      select x from jsonb_array_elements(k.alarms) x where x ->> 'toldAt' is null and (x ->> 'at')::timestamptz <= now()
      order by x ->> 'at'
    loop
      perform ledger.record('clock.alarm', jsonb_build_object('caseId', k.case_id, 'clockId', k.id, 'clock', k.what,
        'alarm', a ->> 'name'), k.case_id, k.holder_agency_id);
      n := n + 1;
    end loop;
    perform events.emit('clock.alarm', k.holder_agency_id, jsonb_build_object('caseId', k.case_id));
    update care.clock set alarmed_at = now(), alarms = (
      select jsonb_agg(case when x ->> 'toldAt' is null and (x ->> 'at')::timestamptz <= now()
        then x || jsonb_build_object('toldAt', now()) else x end order by x ->> 'at')
      from jsonb_array_elements(k.alarms) x)
    where id = k.id;
  end loop;
  return n;
end
$$;
