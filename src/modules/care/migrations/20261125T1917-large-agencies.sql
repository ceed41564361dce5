-- Lists of an agency with thousands of cases. Files and clocks name the agency that holds their case, so that a list is
-- a stretch of an index, and row security asks once for a whole list instead of once for each row. Nobody writes it:
-- triggers take it from access.case_record, also when another agency takes a case over. What each list says stays the
-- same (lists.test.ts).

alter table care.case_file add column holder_agency_id uuid references identity.agency;
alter table care.clock add column holder_agency_id uuid references identity.agency;
update care.case_file f set holder_agency_id = r.holder_agency_id from access.case_record r where r.id = f.id;
update care.clock k set holder_agency_id = r.holder_agency_id from access.case_record r where r.id = k.case_id;
alter table care.case_file alter column holder_agency_id set not null;
alter table care.clock alter column holder_agency_id set not null;

create function care.name_holder_of_file() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.holder_agency_id := (select r.holder_agency_id from access.case_record r where r.id = new.id);
  return new;
end
$$;
create trigger name_holder before insert on care.case_file
  for each row execute function care.name_holder_of_file();
create function care.name_holder_of_clock() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.holder_agency_id := (select r.holder_agency_id from access.case_record r where r.id = new.case_id);
  return new;
end
$$;
create trigger name_holder before insert on care.clock
  for each row execute function care.name_holder_of_clock();
create function care.follow_holder() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.case_file set holder_agency_id = new.holder_agency_id where id = new.id;
  update care.clock set holder_agency_id = new.holder_agency_id where case_id = new.id;
  return null;
end
$$;
create trigger follow_holder after update of holder_agency_id on access.case_record
  for each row when (old.holder_agency_id <> new.holder_agency_id) execute function care.follow_holder();

create index case_file_of_holder on care.case_file (holder_agency_id, opened_at desc, id desc) include (alias, state);
create index case_file_not_closed on care.case_file (holder_agency_id) where state <> 'closed';
create index clock_running on care.clock (holder_agency_id, due_at, id) where done_at is null;
create index clock_done on care.clock (holder_agency_id, done_at) where done_at is not null;

-- The same rows as before: `works_on` and `is_party` begin with the agency that holds the case, and `holds` is that.
alter policy who_works_sees_file on care.case_file
  using (holder_agency_id = (select access.current_agency_id()) or access.works_on(id));
alter policy holder_sees_clocks on care.clock using (holder_agency_id = (select access.current_agency_id()));
alter policy party_sees_case on access.case_record
  using (holder_agency_id = (select access.current_agency_id()) or access.is_party(id));

-- Planned anew each time: what is not asked for falls out, and the page's length decides which index is walked.
create or replace function care.list_cases(after_case uuid, alias_part text, in_state text, row_limit int) returns uuid[]
language sql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
  with me as materialized (select c.agency_id from access.current_context() c where c.kind = 'member'),
  begins as materialized ( -- after which of the agency's cases
    select f.opened_at, f.id from me join care.case_file f on f.id = after_case
    where f.holder_agency_id = me.agency_id or exists (
      select 1 from access.share s where s.case_id = f.id and s.agency_id = me.agency_id and access.is_live(s))
  ),
  held as (
    select f.opened_at, f.id
    from care.case_file f
    where f.holder_agency_id = (select me.agency_id from me)
      and (after_case is null or (f.opened_at, f.id) < (select b.opened_at, b.id from begins b))
      and (alias_part is null or strpos(lower(f.alias), lower(alias_part)) > 0)
      and (in_state is null or f.state = in_state)
    order by f.opened_at desc, f.id desc
    limit least(row_limit, 201)
  ),
  found as (
    select h.opened_at, h.id, true as is_held from held h
    union all
    select f.opened_at, f.id, false
    from care.case_file f
    where f.id in (
        select s.case_id from access.share s
        where s.agency_id = (select me.agency_id from me) and s.ended_at is null)
      and f.holder_agency_id <> (select me.agency_id from me)
      and (after_case is null or (f.opened_at, f.id) < (select b.opened_at, b.id from begins b))
      and (alias_part is null or strpos(lower(f.alias), lower(alias_part)) > 0)
      and (in_state is null or f.state = in_state)
  )
  select array(
    select l.id from (select f.* from found f order by f.opened_at desc, f.id desc offset 0) l
    where l.is_held or (
      select true from access.share s -- asked in turn, until the page is full: a join would ask of all first
      where s.case_id = l.id and s.agency_id = (select me.agency_id from me) and access.is_live(s)
      limit 1)
    order by l.opened_at desc, l.id desc
    limit least(row_limit, 201)
  )
$$;

create or replace function care.list_clocks(due_before timestamptz, done_since timestamptz, row_limit int) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as materialized (select c.agency_id from access.current_context() c where c.kind = 'member')
  select array(
    select l.id from (
      select 1 as place, k.due_at, k.id from care.clock k
      where k.holder_agency_id = (select me.agency_id from me) and k.done_at is null and k.due_at < due_before
      union all
      select 2, k.due_at, k.id from care.clock k
      where k.holder_agency_id = (select me.agency_id from me) and k.done_at >= done_since
    ) l
    order by l.place, l.due_at, l.id
    limit least(row_limit, 1000)
  )
$$;

create or replace function care.count_work(day_ends timestamptz) returns care.counts
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as materialized (select c.agency_id from access.current_context() c where c.kind = 'member')
  select (select count(*) from care.case_file f where f.holder_agency_id = (select me.agency_id from me)),
    (select count(*) from care.case_file f
      where f.holder_agency_id = (select me.agency_id from me) and f.state <> 'closed'),
    count(*) filter (where k.due_at < now()),
    count(*) filter (where k.due_at >= now() and k.due_at < day_ends),
    count(*) filter (where k.due_at >= now())
  from care.clock k
  where k.holder_agency_id = (select me.agency_id from me) and k.done_at is null
    and k.due_at < day_ends + interval '6 days'
$$;

revoke all on function care.name_holder_of_file(), care.name_holder_of_clock(), care.follow_holder() from public;
