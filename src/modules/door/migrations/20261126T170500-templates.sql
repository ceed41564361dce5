-- Texts that intake puts into an answer, in many languages: an agency's own, the same for everyone, so in the clear. What a
-- worker makes of one is locked like any letter.

create table door.answer_template (
  agency_id uuid not null references identity.agency,
  id uuid not null,
  language text not null check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$'),
  title text not null check (length(title) between 1 and 80),
  body text not null check (length(body) between 1 and 4000),
  version int not null default 1,
  primary key (agency_id, id)
);
alter table door.answer_template enable row level security;
grant select on door.answer_template to leeward_member;
create policy templates_of_own_agency on door.answer_template for select to leeward_member
  using (agency_id = (select access.current_agency_id()) and proposals.has_role('{intake-worker,supervisor}'));

-- Based on the version that was seen; 0 for a new one. `changed`: someone else was first. `full`: 200 are there.
create function door.keep_template(wanted uuid, based_on int, in_language text, new_title text, new_body text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
begin
  if based_on = 0 then
    if (select count(*) >= 200 from door.answer_template t where t.agency_id = me.agency_id) then return 'full'; end if;
    insert into door.answer_template (agency_id, id, language, title, body)
    values (me.agency_id, wanted, in_language, new_title, new_body) on conflict do nothing;
  else
    update door.answer_template t set language = in_language, title = new_title, body = new_body, version = t.version + 1
    where t.agency_id = me.agency_id and t.id = wanted and t.version = based_on;
  end if;
  return case when found then 'kept' else 'changed' end;
end
$$;

create function door.drop_template(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
begin
  delete from door.answer_template t where t.agency_id = me.agency_id and t.id = wanted;
  return found;
end
$$;
revoke all on function door.keep_template(uuid, int, text, text, text), door.drop_template(uuid) from public;
grant execute on function door.keep_template(uuid, int, text, text, text), door.drop_template(uuid) to leeward_supervisor;
