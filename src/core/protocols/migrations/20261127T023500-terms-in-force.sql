-- Which version's terms an agreement enforces. A restore needs to know it: of an agreement that was changed since the main file, the
-- newest wraps file says the later version, while the terms that came back are those from before (src/core/access/backup.ts).

alter table access.protocol add terms_version int; -- null where there was none to sign

update access.protocol p set terms_version = v.version
from access.protocol_version v where v.protocol_id = p.id and v.status = 'adopted';

create function access.note_terms_in_force() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update access.protocol set terms_version = new.version where id = new.protocol_id;
  return null;
end
$$;
create trigger note_terms_in_force after insert or update of status on access.protocol_version
  for each row when (new.status = 'adopted') execute function access.note_terms_in_force();

revoke all on function access.note_terms_in_force() from public;
