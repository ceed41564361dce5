-- A look for which no wrap was handed out was not opened either, whoever holds keys: so is a part that the agency that
-- held the case before did not open to the next one.
create or replace function keys.note_not_opened(entry bigint, why text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  noted access.access_entry;
begin
  if me.kind is null then return false; end if;
  update access.access_entry e set not_opened = why
  where e.ledger_entry_id = entry and e.outcome = 'read' and e.not_opened is null and e.at > now() - interval '1 minute'
    and case me.kind when 'member' then e.member_id = me.member_id
      else e.member_id is null and e.case_id = any ((select access.own_cases())::uuid[]) end
    and exists (select from ledger.entry l where l.id = entry and (not l.content::jsonb ? 'keyAgencyId'
      or exists (select from keys.holder h where h.agency_id = (l.content::jsonb ->> 'keyAgencyId')::uuid)))
  returning e.* into noted;
  if noted.id is null then return false; end if;
  perform ledger.record('section.not-opened', jsonb_build_object('entry', entry, 'caseId', noted.case_id,
    'category', noted.category, 'why', why), noted.case_id, noted.agency_id);
  return true;
end
$$;
