-- The hotline desk. A call that someone wants kept becomes a conversation whose first letter a member wrote, and signed as
-- themselves: nothing here is ever in a caller's name. A call of which nothing is kept is one more in a day's count, and no more.

create function door.take_call(new_address bytea, reading bytea, signing bytea, sealed_letter text, locked_note text)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if not door.is_intake_of(me.agency_id)
    or not exists (select from door.recipients_list l where l.agency_id = me.agency_id)
  then
    raise exception 'Only intake of an agency with a door takes calls.' using errcode = 'insufficient_privilege';
  end if;
  insert into identity.words (address, reading_key, signing_key) values (new_address, reading, signing)
  on conflict (address) do nothing;
  if not found then return false; end if;
  insert into door.mailbox (address, agency_id) values (new_address, me.agency_id);
  perform door.keep_letter(new_address, 1, me.member_id, sealed_letter);
  if locked_note is not null then
    insert into door.desk_note (mailbox, position, envelope) values (new_address, 1, locked_note);
  end if;
  return true;
end
$$;

-- Read by nobody but the month's figures, which are in fives.
create table door.call_count (
  agency_id uuid not null references identity.agency,
  day date not null default current_date,
  calls int not null default 1 check (calls > 0),
  primary key (agency_id, day)
);
alter table door.call_count enable row level security;

create function door.count_call() returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if not door.is_intake_of(me.agency_id) then return false; end if;
  insert into door.call_count as c (agency_id) values (me.agency_id)
  on conflict (agency_id, day) do update set calls = c.calls + 1;
  return true;
end
$$;
revoke all on function door.take_call(bytea, bytea, bytea, text, text), door.count_call() from public;
grant execute on function door.take_call(bytea, bytea, bytea, text, text), door.count_call() to leeward_member;

-- A month's calls: those of which nothing was kept, and conversations that a member began. The other figures are of letters.
alter table door.month_figure drop constraint month_figure_what_check,
  add check (what in ('begun', 'within-4', 'within-24', 'within-72', 'later', 'unanswered', 'calls'));
create or replace function door.count_month() returns int
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
  ), conversations as (
    select m.agency_id, extract(epoch from (
        select min(l.hour) from door.letter l where l.mailbox = m.address and l.sender_member_id is not null
      ) - m.opened_hour) / 3600 as hours,
      exists (select from door.letter l
        where l.mailbox = m.address and l.position = 1 and l.sender_member_id is not null) as by_telephone
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
    left join conversations b on b.agency_id = a.agency_id and not b.by_telephone
    group by 1, 2
    union all
    select a.agency_id, 'calls', (
        select count(*) from conversations b where b.agency_id = a.agency_id and b.by_telephone
      ) + (
        select coalesce(sum(c.calls), 0) from door.call_count c
        where c.agency_id = a.agency_id and c.day >= counted::date and c.day < this_month::date
      )
    from agencies a
  )
  insert into door.month_figure (agency_id, month, what, at_least)
  select e.agency_id, counted::date, e.what, nullif(e.figure / 5 * 5, 0) from exact e
  on conflict do nothing;
  get diagnostics n = row_count;
  return n / 7;
end
$$;

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('call-counts', 350, 'how many calls there were of which nothing is kept, by day', 70, 'the day',
    'they are in the month''s figures by then', 'our choice', 'door.call_count', 't.day < current_date - k.kept');
