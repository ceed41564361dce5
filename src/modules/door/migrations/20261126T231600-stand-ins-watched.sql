-- Who agreed stands in the proposal's entries; these are public, and name no member.

create or replace function door.agree_stand_in(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  after_hours int := (p.content::jsonb ->> 'hours')::int;
begin
  if not door.takes_letters(p.agency_id) or not door.takes_letters(p.second_agency_id) then return false; end if;
  insert into door.stand_in (agency_id, stand_in_agency_id, hours) values (p.agency_id, p.second_agency_id, after_hours)
  on conflict (agency_id) do update set stand_in_agency_id = excluded.stand_in_agency_id, hours = excluded.hours;
  perform ledger.record('stand-in.agreed', jsonb_build_object('agencyId', p.agency_id, 'standInAgencyId', p.second_agency_id,
    'hours', after_hours, 'rootKey', (select encode(a.root_key, 'hex') from identity.agency a where a.id = p.second_agency_id)),
    null, p.agency_id);
  return true;
end
$$;

create or replace function door.end_stand_in(of_agency uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
  ended door.stand_in;
begin
  delete from door.stand_in s where s.agency_id = of_agency and me.agency_id in (s.agency_id, s.stand_in_agency_id)
  returning * into ended;
  if not found then return false; end if;
  perform ledger.record('stand-in.ended', jsonb_build_object('agencyId', ended.agency_id,
    'standInAgencyId', ended.stand_in_agency_id), null, ended.agency_id);
  return true;
end
$$;
