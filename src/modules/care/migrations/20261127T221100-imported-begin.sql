-- An imported case begins its journey with the import, with the clocks of its jurisdiction from that moment: an imported child has the one
-- for a guardian. Many at once, in the words of keep_step; that each was opened is on record already (access.open_case).
create function care.begin_imported(cases uuid[], kinds int[], begun jsonb, of_pack text, as_role text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member'
    or not exists (select from identity.member_role r where r.member_id = me.member_id and r.role = as_role)
    or exists (select from unnest(cases) c left join care.case_file f on f.id = c
      where f.holder_agency_id is distinct from me.agency_id or f.import_id is null)
  then
    raise exception 'Not this member''s import.' using errcode = 'insufficient_privilege';
  end if;
  insert into care.journey (case_id, pack, revision, standing)
  select c, of_pack, 1, begun -> k -> 'standing' from unnest(cases, kinds) x(c, k);
  insert into care.step (case_id, revision, code, role, taken_by)
  select c, 1, 'open', as_role, me.member_id from unnest(cases) c;
  insert into care.clock (case_id, what, started_at, due_at, stands_since, member_id, basis, name, of_journey, alarms)
  select x.c, r ->> 'what', (r ->> 'startedAt')::timestamptz, (r ->> 'dueAt')::timestamptz,
    (r ->> 'standsSince')::timestamptz, me.member_id, r ->> 'basis', r -> 'name', true,
    care.alarms_after('[]', r -> 'alarms')
  from unnest(cases, kinds) x(c, k), jsonb_array_elements(begun -> x.k -> 'running') r;
end
$$;
revoke all on function care.begin_imported(uuid[], int[], jsonb, text, text) from public;
grant execute on function care.begin_imported(uuid[], int[], jsonb, text, text) to leeward_member;
