-- Where a person wants to be told that there is an answer: locked to the worker's key, so that neither this table nor the
-- server says where. One message an answer, in another hour than the answer's, and no more until the person came back.

create table door.notice (
  mailbox bytea primary key references door.mailbox on delete cascade,
  sealed bytea not null check (octet_length(sealed) = 528),
  state text not null default 'waiting' check (state in ('waiting', 'due', 'told', 'failed')),
  -- A full hour, like every time at the door.
  due_hour timestamptz,
  tries int not null default 0,
  -- Whoever sends has it until then; what a killed worker had is taken up again.
  claimed_until timestamptz,
  check ((state = 'due') = (due_hour is not null))
);
alter table door.notice enable row level security;
grant select (mailbox, state) on door.notice to leeward_person;
create policy own_notice on door.notice for select to leeward_person using (mailbox = (select access.current_address()));

-- Replaces what was chosen before. False where the words open a file and no mailbox.
create function door.choose_notice(locked bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into door.notice (mailbox, sealed)
  select m.address, locked from door.mailbox m where m.address = (access.current_context()).words_address
  on conflict (mailbox) do update
    set sealed = excluded.sealed, state = 'waiting', due_hour = null, tries = 0, claimed_until = null;
  return found;
end
$$;

create function door.end_notice() returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from door.notice where mailbox = (access.current_context()).words_address;
  return found;
end
$$;

-- The person is here: what they would have been told of, they see.
create function door.see_notice() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update door.notice set state = 'waiting', due_hour = null, tries = 0, claimed_until = null
  where mailbox = (access.current_context()).words_address and state in ('due', 'told')
$$;

create function door.make_notice_due() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update door.notice set state = 'due', due_hour = date_trunc('hour', now()) + interval '1 hour'
  where mailbox = new.mailbox and state = 'waiting';
  return null;
end
$$;
create trigger makes_notice_due after insert on door.letter
  for each row when (new.sender_member_id is not null) execute function door.make_notice_due();

-- The worker's: what is due, in no order that the answers had.
create type door.notice_to_send as (mailbox bytea, sealed bytea);
create function door.claim_notices(most int) returns setof door.notice_to_send
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update door.notice n set claimed_until = now() + interval '10 minutes', tries = n.tries + 1
  where n.mailbox in (
    select d.mailbox from door.notice d
    where d.state = 'due' and d.due_hour <= now() and coalesce(d.claimed_until <= now(), true)
    order by random() limit most for update skip locked)
  returning n.mailbox, n.sealed
$$;

-- What became of it. Where the person came back or changed it meanwhile, nothing. Six tries, further and further apart.
create function door.end_sending(to_mailbox bytea, locked bytea, came_to text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update door.notice set
    state = case when came_to = 'sent' then 'told' when came_to = 'refused' or tries >= 6 then 'failed' else 'due' end,
    due_hour = case when came_to = 'later' and tries < 6 then due_hour end,
    claimed_until = case when came_to = 'later' and tries < 6 then now() + make_interval(hours => tries) end
  where mailbox = to_mailbox and sealed = locked and state = 'due';
end
$$;

revoke all on function door.choose_notice(bytea), door.end_notice(), door.see_notice(), door.make_notice_due(),
  door.claim_notices(int), door.end_sending(bytea, bytea, text) from public;
grant execute on function door.choose_notice(bytea), door.end_notice(), door.see_notice() to leeward_person;
grant execute on function door.claim_notices(int), door.end_sending(bytea, bytea, text) to leeward_clock_worker;
