-- Each party of an agreement stands in it once: an agency that is there twice would agree with itself. And none comes into force
-- while a party is suspended: its keys may be why, and nobody there could say no any more.

create function access.ensure_parties_once() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select count(distinct y ->> 'agencyId') < greatest(count(*), 2)
      from jsonb_array_elements(new.statement::jsonb -> 'terms' -> 'parties') y) then
    raise exception 'Each party stands in an agreement once.' using errcode = 'check_violation', constraint = 'parties_once';
  end if;
  return new;
end
$$;
create trigger parties_once before insert on access.protocol_version
  for each row execute function access.ensure_parties_once();

create function access.ensure_parties_active() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- The rows are locked: of a suspension and a last signature in the same moment, one comes second.
  perform from identity.agency a
  where a.id in (select (y ->> 'agencyId')::uuid from jsonb_array_elements(new.statement::jsonb -> 'terms' -> 'parties') y)
  order by a.id for no key update;
  if exists (select 1 from identity.agency a where a.status <> 'active'
      and a.id in (select (y ->> 'agencyId')::uuid from jsonb_array_elements(new.statement::jsonb -> 'terms' -> 'parties') y)) then
    raise exception 'A party is suspended, or has left.' using errcode = 'check_violation', constraint = 'parties_active';
  end if;
  return new;
end
$$;
create trigger parties_active before update of status on access.protocol_version
  for each row when (new.status = 'adopted') execute function access.ensure_parties_active();

revoke all on function access.ensure_parties_once(), access.ensure_parties_active() from public;

-- The version is taken at once as the party's signature takes it: two who shared it and then both wanted it alone were a deadlock,
-- and one of the last two signatures of an agreement failed.
create or replace function access.sign_protocol_as_person(wanted uuid, wanted_version int, as_name text, key bytea, signed bytea,
  voucher bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_party(wanted);
begin
  if not identity.is_vouched('protocol-person:' || wanted || ':' || wanted_version || ':' || me.member_id || ':'
    || encode(sha256(key || signed), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  perform from access.protocol_version v where v.protocol_id = wanted and v.version = wanted_version
    and v.status = 'proposed' and v.expires_at > now()
    and v.statement::jsonb -> 'terms' -> 'parties' @> jsonb_build_array(jsonb_build_object('agencyId', me.agency_id))
    for update;
  if not found then
    raise exception 'This version waits for no signature of this agency.'
      using errcode = 'check_violation', constraint = 'version_not_open';
  end if;
  if not exists (select 1 from identity.member_key k join identity.member m on m.id = k.member_id
    where k.member_id = me.member_id and k.retired_at is null and k.signing_key = key and m.display_name = as_name) then
    raise exception 'The key or the name is not the member''s.' using errcode = 'check_violation',
      constraint = 'signer_unknown';
  end if;
  insert into access.protocol_person_signature (protocol_id, version, agency_id, member_id, name, signing_key, signature)
  values (wanted, wanted_version, me.agency_id, me.member_id, as_name, key, signed)
  on conflict do nothing;
  perform events.emit('protocol.signed', me.agency_id, jsonb_build_object('protocolId', wanted));
end
$$;
