-- What a member writes is recorded beside it, by the table itself, so that no role of a request may write an entry of its
-- own making. Read from the rows alone, never from the request's context: a smuggled statement could let go of that
-- between the row and its trigger. Whoever owns the tables fills them with entries of their own (a restore, a demonstration).

create function care.record_sections() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if pg_has_role(session_user, current_user, 'member') then return null; end if;
  perform ledger.record('section.written', jsonb_build_object('caseId', a.case_id, 'category', a.category,
      'version', a.version, 'conflict', a.is_conflict, 'memberId', a.written_by), a.case_id, r.holder_agency_id),
    events.emit('section.written', r.holder_agency_id,
      jsonb_build_object('caseId', a.case_id, 'category', a.category))
  from (select * from added order by case_id, category, version) a join access.case_record r on r.id = a.case_id;
  return null;
end
$$;
create trigger record_sections after insert on care.section referencing new table as added
  for each statement execute function care.record_sections();

create function care.record_import() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if pg_has_role(session_user, current_user, 'member') then return null; end if;
  perform ledger.record('caseload.imported', jsonb_build_object('importId', new.id, 'memberId', new.imported_by,
    'rows', new.row_count, 'imported', new.imported_count), null, new.agency_id);
  return null;
end
$$;
create trigger record_import after insert on care.import for each row execute function care.record_import();

revoke all on function care.record_sections(), care.record_import() from public;
revoke execute on function ledger.record(text, jsonb, uuid, uuid) from leeward_member;
revoke execute on function events.emit(text, uuid, jsonb) from leeward_member;
