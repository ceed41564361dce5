-- As before, and the notice says which member did it, if one did: to them it is no news.
create or replace function events.emit(type text, agency_id uuid, subject jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into events.domain_event (type, agency_id, subject) values (emit.type, emit.agency_id, emit.subject);
  perform pg_notify('leeward_events', json_build_object('type', emit.type, 'agencyId', emit.agency_id,
    'memberId', access.current_member_id())::text);
end
$$;
