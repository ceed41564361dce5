-- As `emit`, of what someone without an account did: the hour is kept, not the minute.
create function events.emit_by_hour(type text, agency_id uuid, subject jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into events.domain_event (type, agency_id, subject, at)
  values (emit_by_hour.type, emit_by_hour.agency_id, emit_by_hour.subject, date_trunc('hour', now()));
  perform pg_notify('leeward_events',
    json_build_object('type', emit_by_hour.type, 'agencyId', emit_by_hour.agency_id)::text);
end
$$;
revoke all on function events.emit_by_hour(text, uuid, jsonb) from public;
