-- As proposals.confirm (proposals/migrations/20261125T1920-case-first.sql): the case first.

create or replace function access.end_glass(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  ended access.break_glass;
begin
  if me.kind is distinct from 'member' then return false; end if;
  perform access.lock_case((select x.case_id from access.break_glass x where x.id = wanted));
  update access.break_glass b set ended_at = now(), ended_by = me.member_id
  where b.id = wanted and b.ended_at is null and (b.agency_id = me.agency_id or access.holds(b.case_id))
  returning b.* into ended;
  if not found then
    return exists (select 1 from access.break_glass b where b.id = wanted and b.ended_at is not null
      and (b.agency_id = me.agency_id or access.holds(b.case_id)));
  end if;
  perform ledger.record('glass.ended', jsonb_build_object('caseId', ended.case_id, 'glassId', wanted,
    'memberId', me.member_id), ended.case_id, me.agency_id);
  perform events.emit('glass.ended', me.agency_id, jsonb_build_object('caseId', ended.case_id));
  return true;
end
$$;
