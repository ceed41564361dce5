-- What belongs to a case goes with it; when a key goes, its sections go; a head goes with the last of its sections.

do $$
declare
  f record;
begin
  for f in
    select c.conrelid::regclass as on_table, c.conname, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c
    where c.contype = 'f' and c.confdeltype = 'a' and c.confrelid = 'care.case_file'::regclass
  loop
    execute format('alter table %s drop constraint %I, add constraint %I %s on delete cascade',
      f.on_table, f.conname, f.conname, f.definition);
  end loop;
end
$$;
create index section_under_key on care.section (data_key_id);
create index clock_of_case on care.clock (case_id);

create function care.drop_empty_heads() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from care.section_head h using (select distinct case_id, category from gone) g
  where h.case_id = g.case_id and h.category = g.category
    and not exists (select from care.section s where s.case_id = g.case_id and s.category = g.category);
  return null;
end
$$;
create trigger drop_empty_heads after delete on care.section referencing old table as gone
  for each statement execute function care.drop_empty_heads();
revoke all on function care.drop_empty_heads() from public;
