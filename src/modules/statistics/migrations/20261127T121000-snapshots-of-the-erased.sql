-- A snapshot is sealed whole, so nobody can be taken out of it: what may hold someone goes with them. Gone are those of
-- every run that counted an agency which holds the case or handed it over, also where an order keeps a part of it.

create function statistics.drop_snapshots_of(erased uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from statistics.snapshot f using statistics.spent s
  where s.run_id = f.run_id and s.agency_id in (
    select r.holder_agency_id from access.case_record r where r.id = erased
    union all
    select h.from_agency_id from leaving.hand_over h where h.case_id = erased and h.outcome = 'accepted')
$$;

create function statistics.on_case_erased() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_table_name = 'erasure' then
    perform statistics.drop_snapshots_of(new.case_id);
    return new;
  end if;
  perform statistics.drop_snapshots_of(old.id);
  return old;
end
$$;
revoke all on function statistics.drop_snapshots_of(uuid), statistics.on_case_erased() from public;

-- Before: what is asked here is deleted along with the case.
create trigger drop_snapshots before delete on access.case_record
  for each row execute function statistics.on_case_erased();
create trigger drop_snapshots before insert or update on access.erasure
  for each row execute function statistics.on_case_erased();
