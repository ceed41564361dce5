-- A key for writing is taken in a transaction of its own before the agency's key holder is asked for it. Where the holder
-- then does not open it, the ledger says so, as it does of a look.
create or replace function keys.note_not_opened(entry bigint, why text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  noted access.access_entry;
  taken ledger.entry;
begin
  if me.kind is null then return false; end if;
  update access.access_entry e set not_opened = why
  where e.ledger_entry_id = entry and e.outcome = 'read' and e.not_opened is null and e.at > now() - interval '1 minute'
    and case me.kind when 'member' then e.member_id = me.member_id
      else e.member_id is null and e.case_id = any ((select access.own_cases())::uuid[]) end
    and exists (select from ledger.entry l where l.id = entry and (not l.content::jsonb ? 'keyAgencyId'
      or exists (select from keys.holder h where h.agency_id = (l.content::jsonb ->> 'keyAgencyId')::uuid)))
  returning e.* into noted;
  if noted.id is not null then
    perform ledger.record('section.not-opened', jsonb_build_object('entry', entry, 'caseId', noted.case_id,
      'category', noted.category, 'why', why), noted.case_id, noted.agency_id);
    return true;
  end if;
  -- A key for writing: only by whoever took it, within the minute, once.
  select l.* into taken from ledger.entry l
  where l.id = entry and l.kind = 'key.taken' and l.at > now() - interval '1 minute'
    and (l.content::jsonb ->> 'memberId')::uuid = me.member_id
    and why in ('keys-closed', 'keys-away', 'keys-refused', 'keys-limit', 'no-key')
    and not exists (select from ledger.entry n where n.id > entry and n.kind = 'section.not-opened'
      and (n.content::jsonb ->> 'entry')::bigint = entry);
  if taken.id is null then return false; end if;
  perform ledger.record('section.not-opened', jsonb_build_object('entry', entry, 'caseId', taken.case_id,
    'category', taken.content::jsonb ->> 'category', 'why', why), taken.case_id, taken.agency_id);
  return true;
end
$$;

-- The worker asks the holder before its transaction too. A wrap that it puts under a key which was replaced and retired
-- meanwhile needs that key again, like one that is added; the next round moves it on.
create trigger need_again_once_moved after update on keys.wrap referencing new table as added
  for each statement execute function keys.need_again();
