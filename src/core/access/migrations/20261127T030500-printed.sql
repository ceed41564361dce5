-- What was read can be put on paper, for one's own work or for the person and who speaks for them. The look says so: to
-- the agency, to the person and in the ledger. Only by whoever looked, and in the very transaction of the look, so that no
-- earlier one is turned into something that it was not.
alter table access.access_entry add column printed_for text check (printed_for in ('work', 'person'));

create function access.note_printed(entries bigint[], whom text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  noted int;
begin
  if me.kind is distinct from 'member' or cardinality(entries) is not distinct from 0 then return false; end if;
  update access.access_entry e set printed_for = whom
  where e.ledger_entry_id = any (entries) and e.member_id = me.member_id and e.outcome = 'read' and e.at = now()
    and e.printed_for is null;
  get diagnostics noted = row_count;
  if noted = 0 then return false; end if;
  perform ledger.record('case.printed', jsonb_build_object('caseId', e.case_id, 'memberId', me.member_id,
    'purpose', me.purpose, 'whom', whom, 'categories', jsonb_agg(e.category order by e.category)), e.case_id, me.agency_id)
  from access.access_entry e
  where e.ledger_entry_id = any (entries) and e.member_id = me.member_id and e.at = now() and e.printed_for = whom
  group by e.case_id;
  return noted = cardinality(entries);
end
$$;
revoke all on function access.note_printed(bigint[], text) from public;
grant execute on function access.note_printed(bigint[], text) to leeward_member;
