-- As before, but for one look: between finding no row to count in and asking whether there is one, somebody else who came
-- first in the same moment may have made it. Whoever came second was refused for a limit that nobody had reached; at the
-- door that met two people who wrote in the first moment of an hour.
create or replace function http.take_attempt(of_hour timestamptz, wanted bytea, most int, when_full text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from http.attempt_hour h
    where h.hour = of_hour and h.hour = date_trunc('hour', clock_timestamp())) then
    return 'other-hour';
  end if;
  update http.attempt a set count = a.count + 1 where a.name = wanted and a.count < most;
  if found then return 'taken'; end if;
  if exists (select 1 from http.attempt a where a.name = wanted and a.count >= most) then return 'too-many'; end if;
  if nextval('http.attempt_row') > (case when_full when 'count' then 1000000 else 100000 end) then
    return case when_full when 'allow' then 'taken' else 'too-many' end;
  end if;
  insert into http.attempt as a (name, count) values (wanted, 1)
  on conflict (name) do update set count = a.count + 1 where a.count < most;
  return case when found then 'taken' else 'too-many' end;
end
$$;
