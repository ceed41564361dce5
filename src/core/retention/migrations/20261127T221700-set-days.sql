-- A time is changed by the operator with a reason, and the ledger says so: an update of the row alone told nobody.

-- For the operator alone: no role of the server may call it. 'done', 'same'; 'unknown'; 'event' (kept until something happens, and
-- no longer), 'elsewhere' (something else deletes it), 'pack' (the time is a pack's, and each start writes it anew): nothing changed.
create function retention.set_days(wanted text, days int, why text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s retention.schedule;
begin
  select * into s from retention.schedule r where r.name = wanted for update;
  if not found then return 'unknown'; end if;
  if s.name like 'closed-cases%' then return 'pack'; end if;
  if s.elsewhere is not null then return 'elsewhere'; end if;
  if s.kept_days = 0 then return 'event'; end if;
  if s.kept_days = days then return 'same'; end if;
  update retention.schedule r set kept_days = days, reason = why where r.name = wanted;
  perform ledger.record('retention.changed', jsonb_build_object('schedule', wanted, 'days', days, 'before', s.kept_days,
    'reason', why), null, null);
  return 'done';
end
$$;
revoke all on function retention.set_days(text, int, text) from public;
