-- As proposals.confirm (proposals/migrations/20261125T1920-case-first.sql): the case first.

create or replace function care.stop_wish(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  w care.wish;
begin
  perform access.lock_case((select x.case_id from care.wish x where x.id = wanted));
  update care.wish x set ended_at = now(), ended_how = 'stopped', ended_by = me.member_id
  where x.id = wanted and x.ended_at is null and coalesce(me.kind = 'person' and x.case_id = any (access.own_cases())
    or me.kind = 'member' and access.holds(x.case_id), false)
  returning x.* into w;
  if not found then
    return exists (select 1 from care.wish x where x.id = wanted and x.ended_how = 'stopped'
      and coalesce(me.kind = 'person' and x.case_id = any (access.own_cases())
        or me.kind = 'member' and access.holds(x.case_id), false));
  end if;
  perform ledger.record('wish.stopped', jsonb_strip_nulls(jsonb_build_object('caseId', w.case_id, 'wishId', wanted,
    'memberId', me.member_id)), w.case_id, me.agency_id);
  perform events.emit('wish.stopped', (select r.holder_agency_id from access.case_record r where r.id = w.case_id),
    jsonb_build_object('caseId', w.case_id));
  return true;
end
$$;
