-- The list of those who read at the door grows by two people: a supervisor signs it with the agency's root key, and a
-- second one, here or in an agency that the first names, reads who comes on. What only takes people off holds at once.

insert into proposals.kind (name, proposers, confirmers, lives_hours, alone, elsewhere, performs)
values ('door.readers', '{}', null, 72, true, true, 'door.publish_proposed');

-- Keys of a list that the newest one does not have: a new reader, or a known one with another key.
create function door.readers_added(of_agency uuid, signed_list text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(r), '[]')
  from jsonb_array_elements(signed_list::jsonb -> 'list' -> 'recipients') r
  where not exists (
    select 1 from door.recipients_list l, jsonb_array_elements(l.signed::jsonb -> 'list' -> 'recipients') o
    where l.agency_id = of_agency
      and l.version = (select max(n.version) from door.recipients_list n where n.agency_id = of_agency) and o = r)
$$;

create function door.put_list(of_agency uuid, new_version int, signed_list text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new_version <> 1 + coalesce((select max(l.version) from door.recipients_list l where l.agency_id = of_agency), 0) then
    return false;
  end if;
  insert into door.recipients_list (agency_id, version, signed) values (of_agency, new_version, signed_list);
  perform ledger.record('recipients.published', jsonb_build_object('agencyId', of_agency, 'version', new_version,
    'sha256', encode(sha256(convert_to(signed_list, 'UTF8')), 'hex')), null, of_agency);
  perform events.emit('recipients.published', of_agency, '{}');
  return true;
end
$$;

drop function door.publish_recipients(uuid, int, text);
-- 'published', 'waits'; 'order' (another list came first): nothing changed. The server has checked the signature.
create function door.publish_recipients(new_proposal uuid, new_version int, signed_list text, second uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  added jsonb;
  p proposals.proposal;
begin
  if me.kind is distinct from 'member' or not proposals.has_role('{supervisor}') then
    raise exception 'Only a supervisor publishes the list of recipients.' using errcode = 'insufficient_privilege';
  end if;
  if new_version <> 1 + coalesce((select max(l.version) from door.recipients_list l where l.agency_id = me.agency_id), 0) then
    return 'order';
  end if;
  added := door.readers_added(me.agency_id, signed_list);
  if added = '[]' then
    return case when door.put_list(me.agency_id, new_version, signed_list) then 'published' else 'order' end;
  end if;
  p := proposals.put(new_proposal, 'door.readers', jsonb_build_object('version', new_version, 'signed', signed_list,
    'added', (select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.display_name) order by m.display_name)
      from identity.member m where m.id in (select (a ->> 'memberId')::uuid from jsonb_array_elements(added) a)),
    'readers', jsonb_array_length(signed_list::jsonb -> 'list' -> 'recipients')), null, second);
  return case when p.outcome is null then 'waits' else 'published' end;
end
$$;

-- Everyone on it must still be an active intake worker with that very key; and no other list may have come first.
create function door.publish_proposed(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  signed_list text := p.content::jsonb ->> 'signed';
begin
  if exists (
    select 1 from jsonb_array_elements(signed_list::jsonb -> 'list' -> 'recipients') r
    where not exists (
      select 1 from identity.member m
      join identity.member_role i on i.member_id = m.id and i.role = 'intake-worker'
      join identity.member_key k on k.member_id = m.id and k.retired_at is null
      where m.id::text = r ->> 'memberId' and m.agency_id = p.agency_id and m.status = 'active'
        and translate(encode(k.reading_key, 'base64'), E'+/=\n', '-_') = r ->> 'readingKey'
        and translate(encode(k.signing_key, 'base64'), E'+/=\n', '-_') = r ->> 'signingKey')
  ) then
    return false;
  end if;
  return door.put_list(p.agency_id, (p.content::jsonb ->> 'version')::int, signed_list);
end
$$;

revoke all on function door.readers_added(uuid, text), door.put_list(uuid, int, text),
  door.publish_recipients(uuid, int, text, uuid), door.publish_proposed(proposals.proposal) from public;
grant execute on function door.publish_recipients(uuid, int, text, uuid) to leeward_supervisor;
