-- How a door does its work, for those who plan it: once a month, in fives, counted once and never again. A count that was made
-- anew on each look would tell by what it lost that someone deleted their letters.

create table door.month_figure (
  agency_id uuid not null references identity.agency,
  month date not null check (month = date_trunc('month', month)), -- its first day, UTC
  what text not null check (what in ('begun', 'within-4', 'within-24', 'within-72', 'later', 'unanswered')),
  at_least int check (at_least >= 5 and at_least % 5 = 0), -- null: fewer than five, or none
  primary key (agency_id, month, what)
);
alter table door.month_figure enable row level security;
grant select on door.month_figure to leeward_supervisor;
create policy own_figures on door.month_figure for select to leeward_supervisor
  using (agency_id = (select access.current_agency_id()));

-- Counts the month before this one, from its eighth day after on, so that what came late in it could be answered. Hours are
-- whole ones: a letter of ten past nine that is answered at five to ten was answered within none.
create function door.count_month() returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  this_month timestamp := date_trunc('month', now() at time zone 'UTC');
  counted timestamp := this_month - interval '1 month';
  n int;
begin
  if now() at time zone 'UTC' < this_month + interval '7 days' then return 0; end if;
  with agencies as (
    select distinct l.agency_id from door.recipients_list l
    where not exists (select from door.month_figure f where f.agency_id = l.agency_id and f.month = counted::date)
  ), begun as (
    select m.agency_id, extract(epoch from (
        select min(l.hour) from door.letter l where l.mailbox = m.address and l.sender_member_id is not null
      ) - m.opened_hour) / 3600 as hours
    from door.mailbox m join agencies a on a.agency_id = m.agency_id
    where m.opened_hour >= counted at time zone 'UTC' and m.opened_hour < this_month at time zone 'UTC'
  ), exact as (
    select a.agency_id, k.what, count(*) filter (where case k.what
      when 'begun' then b.agency_id is not null
      when 'within-4' then b.hours <= 4
      when 'within-24' then b.hours > 4 and b.hours <= 24
      when 'within-72' then b.hours > 24 and b.hours <= 72
      when 'later' then b.hours > 72
      else b.agency_id is not null and b.hours is null end) as figure
    from agencies a
    cross join unnest(array['begun', 'within-4', 'within-24', 'within-72', 'later', 'unanswered']) k (what)
    left join begun b on b.agency_id = a.agency_id
    group by 1, 2
  )
  insert into door.month_figure (agency_id, month, what, at_least)
  select e.agency_id, counted::date, e.what, nullif(e.figure / 5 * 5, 0) from exact e
  on conflict do nothing;
  get diagnostics n = row_count;
  return n / 6;
end
$$;
revoke all on function door.count_month() from public;
grant execute on function door.count_month() to leeward_clock_worker;

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('door-figures', 340, 'monthly figures of a door, in fives', 1830, 'their month', 'to see how a door does over the years',
    'our choice', 'door.month_figure', 't.month < now() - k.kept');
