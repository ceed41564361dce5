-- A case opens for someone who is here, without a letter: access.open_case takes no words. What is being written of them
-- waits on the member's own device like any draft; its key belongs to no case yet.

-- Who opens cases, asked before anything is written.
create function access.opens_cases() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from access.current_context() me join identity.member_role r on r.member_id = me.member_id
    where me.kind = 'member' and r.role in ('intake-worker', 'caseworker', 'child-protection-officer')
  )
$$;
revoke all on function access.opens_cases() from public;
grant execute on function access.opens_cases() to leeward_member;

-- As before.
create or replace function access.open_case(new_case uuid, about_words bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  person uuid;
begin
  if not access.opens_cases() then
    raise exception 'Only intake workers, caseworkers and child protection officers open cases.'
      using errcode = 'insufficient_privilege';
  end if;
  if about_words is not null then
    select w.person_id into person from identity.words w where w.address = about_words for update;
    if not found then raise exception 'No such words.' using errcode = 'no_data_found'; end if;
  end if;
  if person is null then
    insert into identity.person default values returning id into person;
    update identity.words set person_id = person where address = about_words;
  end if;
  insert into access.case_record (id, holder_agency_id, person_id) values (new_case, me.agency_id, person);
  perform ledger.record('case.opened', jsonb_build_object('caseId', new_case, 'agencyId', me.agency_id,
    'memberId', me.member_id), new_case, me.agency_id);
  perform events.emit('case.opened', me.agency_id, jsonb_build_object('caseId', new_case));
  return person;
end
$$;

alter table care.draft_key drop constraint draft_key_pkey;
alter table care.draft_key
  alter column case_id drop not null, -- null: of a case that is not there yet
  alter column category drop not null,
  add constraint draft_key_of_section check (num_nulls(case_id, category) in (0, 2)),
  add constraint draft_key_once unique nulls not distinct (case_id, category, member_id);
alter policy own_draft on care.draft_key using (member_id = (select access.current_member_id())
  and case when case_id is null then access.opens_cases() else access.decide(case_id, category) = 'holder' end);
alter policy holder_begins_draft on care.draft_key with check (member_id = (select access.current_member_id())
  and case when case_id is null then access.opens_cases() else access.decide(case_id, category) = 'holder' end);
