-- Pictures, recordings and files beside letters, locked in their writer's browser; the keys stand in the letters. Which
-- letter names which attachment the server does not know.

create table door.attachment (
  id uuid primary key,
  mailbox bytea not null references door.mailbox on delete cascade,
  pieces int not null check (pieces between 1 and 205),
  -- A full hour, like every time at the door.
  begun_hour timestamptz not null default date_trunc('hour', now()),
  is_whole boolean not null default false
);
create index attachment_of_mailbox on door.attachment (mailbox);
create index attachment_of_hour on door.attachment (begun_hour);
create table door.attachment_piece (
  attachment_id uuid not null references door.attachment on delete cascade,
  number int not null check (number between 0 and 204),
  sealed bytea not null check (octet_length(sealed) between 17 and 131072),
  primary key (attachment_id, number)
);
-- Locked bytes do not get smaller: they are kept as they are.
alter table door.attachment_piece alter column sealed set storage external;
alter table door.attachment enable row level security;
alter table door.attachment_piece enable row level security;
grant select (id, pieces, is_whole) on door.attachment to leeward_person, leeward_member;
grant select on door.attachment_piece to leeward_person, leeward_member;
create policy own_attachments on door.attachment for select to leeward_person
  using (mailbox = (select access.current_address()));
create policy intake_attachments on door.attachment for select to leeward_member
  using (exists (select 1 from door.mailbox m where m.address = attachment.mailbox));
create policy pieces_of_open_ones on door.attachment_piece for select to leeward_person, leeward_member
  using (exists (select 1 from door.attachment a where a.id = attachment_piece.attachment_id));

-- Limits: of one mailbox 40 attachments and 200 MiB; of the whole house 4 GiB in an hour, which bounds the disk that a flood
-- can fill before anyone looks.
create function door.begin_attachment(new_id uuid, of_pieces int) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  own bytea := (access.current_context()).words_address;
  before door.attachment;
begin
  perform from door.mailbox m where m.address = own for update;
  if not found then return 'none'; end if;
  select * into before from door.attachment a where a.id = new_id;
  if found then
    return case when before.mailbox = own and before.pieces = of_pieces then 'begun' else 'taken' end;
  end if;
  if (select count(*) >= 40 or coalesce(sum(a.pieces), 0) + of_pieces > 1600 from door.attachment a where a.mailbox = own) then
    return 'full';
  end if;
  if (select coalesce(sum(a.pieces), 0) + of_pieces > 32768 from door.attachment a
      where a.begun_hour = date_trunc('hour', now())) then
    return 'busy';
  end if;
  insert into door.attachment (id, mailbox, pieces) values (new_id, own, of_pieces);
  return 'begun';
end
$$;

-- The same piece again is the same; another one in its place is refused. What was answered is kept.
create function door.keep_piece(of_attachment uuid, at_number int, locked bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at door.attachment;
begin
  select * into at from door.attachment a
  where a.id = of_attachment and a.mailbox = (access.current_context()).words_address for share;
  if not found then return 'none'; end if;
  if at_number >= at.pieces or (at_number < at.pieces - 1 and octet_length(locked) <> 131072) then return 'other'; end if;
  insert into door.attachment_piece (attachment_id, number, sealed) values (of_attachment, at_number, locked)
  on conflict do nothing;
  if not found then
    return case when exists (select from door.attachment_piece p where p.attachment_id = of_attachment
      and p.number = at_number and p.sealed = locked) then 'kept' else 'other' end;
  end if;
  return 'kept';
end
$$;

-- True once every piece is there: only then may a letter name it.
create function door.end_attachment(of_attachment uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update door.attachment a set is_whole = true
  where a.id = of_attachment and a.mailbox = (access.current_context()).words_address
    and a.pieces = (select count(*) from door.attachment_piece p where p.attachment_id = a.id);
  return found;
end
$$;

create function door.drop_attachment(of_attachment uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from door.attachment a
  where a.id = of_attachment and a.mailbox = (access.current_context()).words_address;
  return found;
end
$$;

revoke all on function door.begin_attachment(uuid, int), door.keep_piece(uuid, int, bytea), door.end_attachment(uuid),
  door.drop_attachment(uuid) from public;
grant execute on function door.begin_attachment(uuid, int), door.keep_piece(uuid, int, bytea), door.end_attachment(uuid),
  door.drop_attachment(uuid) to leeward_person;

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('unfinished-attachments', 215, 'attachments whose sending broke off', 1, 'the hour in which it began', 'no letter names them',
    'our choice', 'door.attachment', 'not t.is_whole and t.begun_hour < now() - k.kept');
