-- What intake set aside as spam goes after seven days. Until then anyone at the desk brings it back, and so does whoever
-- wrote it, by coming back or writing again: a program that sends advertisements does neither. What a member ever answered,
-- or asked a question about, never goes this way. The mark itself stays locked (door.desk_note); that a conversation waits to
-- be deleted stands in the clear.

alter table door.mailbox
  add column goes_on date,
  add column set_aside_by uuid references identity.member,
  add check ((goes_on is null) = (set_aside_by is null));
create index mailbox_going on door.mailbox (goes_on) where goes_on is not null;

-- Returns how many now wait that did not; those of other agencies, and answered ones, are passed by.
create function door.set_aside(wanted bytea[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  n int;
begin
  -- One order for all, so that two who empty at once wait for each other instead of crosswise.
  perform from door.mailbox m where m.address = any (wanted) order by m.address for no key update;
  update door.mailbox m set goes_on = current_date + 7, set_aside_by = me.member_id
  where m.address = any (wanted) and door.is_intake_of(m.agency_id) and m.goes_on is null
    and not exists (select from door.letter l where l.mailbox = m.address and l.sender_member_id is not null)
    and not exists (select from door.offer o where o.mailbox = m.address);
  get diagnostics n = row_count;
  if n > 0 then
    perform ledger.record('mailboxes.set-aside', jsonb_build_object('memberId', me.member_id, 'count', n), null, me.agency_id);
    perform events.emit('mailboxes.set-aside', me.agency_id, '{}');
  end if;
  return n;
end
$$;

create function door.bring_back(wanted bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  update door.mailbox m set goes_on = null, set_aside_by = null
  where m.address = wanted and door.is_intake_of(m.agency_id);
  if not found then return false; end if;
  perform events.emit('mailboxes.set-aside', me.agency_id, '{}');
  return true;
end
$$;
revoke all on function door.set_aside(bytea[]), door.bring_back(bytea) from public;
grant execute on function door.set_aside(bytea[]), door.bring_back(bytea) to leeward_member;

create or replace function door.touch_visit() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update door.mailbox set last_visit_on = current_date, goes_on = null, set_aside_by = null
  where address = (access.current_context()).words_address
    and (last_visit_on < current_date or goes_on is not null)
$$;

-- Any letter, an answer too, and any question to the person.
create function door.stay() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update door.mailbox set goes_on = null, set_aside_by = null where address = new.mailbox and goes_on is not null;
  return null;
end
$$;
revoke all on function door.stay() from public;
create trigger stays after insert on door.letter for each row execute function door.stay();
create trigger stays after insert on door.offer for each row execute function door.stay();

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('spam', 208, 'conversations that intake set aside as spam, with their letters', 7, 'the day they were set aside',
    'room for those who wait; a week in which anyone brings one back', 'our choice', 'door.mailbox',
    't.goes_on <= current_date');
