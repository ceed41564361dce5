-- Some rows must stay, because others name them, and only say less: a schedule may blank what it finds.

alter table retention.schedule
  add column blanks text, -- what is set in a row of `from_table`; null where the row itself goes
  add check (blanks is null or from_table is not null);

create or replace function retention.keep(only_count boolean) returns table (schedule text, rows_gone bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s retention.schedule;
  told jsonb := '{}';
begin
  for s in select * from retention.schedule r where r.from_table is not null order by r.place loop
    schedule := s.name;
    if only_count then
      execute format('select count(*) from %s t, (select make_interval(days => %s) as kept) k where %s', s.from_table, s.kept_days, s.condition)
        into rows_gone;
    else
      execute case when s.blanks is null
        then format('delete from %s t using (select make_interval(days => %s) as kept) k where %s', s.from_table, s.kept_days, s.condition)
        else format('update %s t set %s from (select make_interval(days => %s) as kept) k where %s', s.from_table, s.blanks, s.kept_days, s.condition)
      end;
      get diagnostics rows_gone = row_count;
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
