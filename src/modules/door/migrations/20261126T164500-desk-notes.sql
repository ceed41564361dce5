-- What those who read at the desk note about a conversation, with its urgency and tags: locked to them in their browsers.
-- One after the other and none taken away; who wrote one, and when, stands inside.

create table door.desk_note (
  mailbox bytea not null references door.mailbox on delete cascade,
  position int not null check (position between 1 and 10000),
  envelope text not null check (length(envelope) <= 524288),
  primary key (mailbox, position)
);
alter table door.desk_note enable row level security;
grant select on door.desk_note to leeward_member;
create policy intake_notes on door.desk_note for select to leeward_member
  using (exists (select 1 from door.mailbox m where m.address = desk_note.mailbox));
create trigger still_here before insert on door.desk_note for each row execute function door.ensure_answered();

create function door.keep_desk_note(to_mailbox bytea, at_position int, locked_note text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Who comes second waits here, and is told that another note came first.
  perform from door.mailbox m where m.address = to_mailbox and door.is_intake_of(m.agency_id) for no key update;
  if not found then return false; end if;
  if at_position <> 1 + coalesce((select max(n.position) from door.desk_note n where n.mailbox = to_mailbox), 0) then
    raise exception 'Another note came first.' using errcode = 'serialization_failure', constraint = 'note_order';
  end if;
  insert into door.desk_note (mailbox, position, envelope) values (to_mailbox, at_position, locked_note);
  return true;
end
$$;
revoke all on function door.keep_desk_note(bytea, int, text) from public;
grant execute on function door.keep_desk_note(bytea, int, text) to leeward_member;
