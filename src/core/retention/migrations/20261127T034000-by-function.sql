-- Some things do not go row by row: a closed case goes as a whole, told before, and not while something keeps it. A schedule may
-- name a function instead of rows: it deletes what is past its time, or only counts it, and answers how many.

alter table retention.schedule
  drop constraint schedule_name_check, add constraint schedule_name_check check (name ~ '^[a-z0-9-]{3,60}$'),
  drop constraint schedule_check1, -- gone by rows, or by something else
  add column by_function text check (by_function ~ '^[a-z_]+\.[a-z_]+$'), -- (of_what text, kept interval, only_count boolean) returns bigint
  add column of_what text, -- which of the things that the function deletes
  add constraint gone_in_one_way check (num_nonnulls(from_table, by_function, elsewhere) = 1),
  add constraint function_knows_what check ((by_function is null) = (of_what is null));

create or replace function retention.keep(only_count boolean, wanted text[] default null) returns table (schedule text, rows_gone bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s retention.schedule;
  told jsonb := '{}';
begin
  for s in select * from retention.schedule r where r.elsewhere is null and (wanted is null or r.name = any (wanted)) order by r.place loop
    schedule := s.name;
    if s.by_function is not null then
      execute format('select %s($1, make_interval(days => $2), $3)', s.by_function) into rows_gone
        using s.of_what, s.kept_days, only_count;
    elsif only_count then
      execute format('select count(*) from %s t, (select make_interval(days => %s) as kept) k where %s', s.from_table, s.kept_days, s.condition)
        into rows_gone;
    else
      execute case when s.blanks is null
        then format('delete from %s t using (select make_interval(days => %s) as kept) k where %s', s.from_table, s.kept_days, s.condition)
        else format('update %s t set %s from (select make_interval(days => %s) as kept) k where %s', s.from_table, s.blanks, s.kept_days, s.condition)
      end;
      get diagnostics rows_gone = row_count;
    end if;
    if not only_count then
      update retention.schedule r set last_run_at = now() where r.name = s.name;
      if rows_gone > 0 then
        insert into retention.deletion (schedule, deleted) values (s.name, rows_gone);
        told := told || jsonb_build_object(s.name, rows_gone);
      end if;
    end if;
    return next;
  end loop;
  if told <> '{}' then perform ledger.record('retention.kept', jsonb_build_object('deleted', told), null, null); end if;
end
$$;
