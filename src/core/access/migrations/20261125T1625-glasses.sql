-- Who broke the glass, for everyone who answers for it: an agency sees what its members broke, and whoever holds a
-- case what was broken over it. The one who broke it, a colleague or the holder may end it early.

alter table access.break_glass
  add column agency_id uuid references identity.agency, -- of the member who broke it: the person is told this
  add column ended_by uuid references identity.member;
update access.break_glass b set agency_id = m.agency_id from identity.member m where m.id = b.member_id;

create function access.name_agency_of_glass() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.agency_id := (select m.agency_id from identity.member m where m.id = new.member_id);
  return new;
end
$$;
create trigger name_agency_of_glass before insert on access.break_glass
  for each row execute function access.name_agency_of_glass();

create function access.end_glass(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  ended access.break_glass;
begin
  if me.kind is distinct from 'member' then return false; end if;
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

create policy glass_seen_by_colleagues on access.break_glass for select to leeward_member, leeward_supervisor
  using (agency_id = (select access.current_agency_id()));
create index break_glass_of_agency on access.break_glass (agency_id, opened_at desc);

revoke all on function access.name_agency_of_glass(), access.end_glass(uuid) from public;
grant execute on function access.end_glass(uuid) to leeward_member;
