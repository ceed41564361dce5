-- The desk's notes for those who came on later, or have other keys, as letters are (…-sealed-again.sql): the key of a note,
-- sealed to them by a colleague who reads it, in the same act.

create table door.desk_note_again (
  mailbox bytea not null,
  position int not null,
  member_id uuid not null references identity.member,
  reading_key bytea not null check (length(reading_key) = 32), -- the member's, at that time
  sealed bytea not null check (length(sealed) = 80),
  made_by uuid not null references identity.member,
  primary key (mailbox, position, member_id, reading_key),
  foreign key (mailbox, position) references door.desk_note on delete cascade
);
alter table door.desk_note_again enable row level security;
grant select on door.desk_note_again to leeward_member;
create policy intake_notes_again on door.desk_note_again for select to leeward_member
  using (exists (select 1 from door.mailbox m where m.address = desk_note_again.mailbox));

-- Whether the caller is of intake there, and each of these stands on the newest list with that key.
create function door.are_newest_readers(of_mailbox bytea, members uuid[], reading_keys bytea[]) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((
    select not exists (
      select 1 from unnest(members, reading_keys) w (id, key) where not exists (
        select 1 from jsonb_array_elements(l.signed::jsonb -> 'list' -> 'recipients') r where r ->> 'memberId' = w.id::text
          and r ->> 'readingKey' = translate(encode(w.key, 'base64'), E'+/=\n', '-_')))
    from door.mailbox m join door.recipients_list l on l.agency_id = m.agency_id
    where m.address = of_mailbox and door.is_intake_of(m.agency_id) order by l.version desc limit 1), false)
$$;

-- As door.seal_again, of notes.
create function door.seal_notes_again(to_mailbox bytea, positions int[], members uuid[], reading_keys bytea[], seals bytea[])
returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  n int;
begin
  if not door.are_newest_readers(to_mailbox, members, reading_keys) then return null; end if;
  insert into door.desk_note_again (mailbox, position, member_id, reading_key, sealed, made_by)
  select o.mailbox, o.position, w.id, w.key, w.seal, me.member_id
  from unnest(positions, members, reading_keys, seals) w (at, id, key, seal)
  join door.desk_note o on o.mailbox = to_mailbox and o.position = w.at
  on conflict do nothing;
  get diagnostics n = row_count;
  if n > 0 then
    perform ledger.record('note.sealed-again', jsonb_build_object('memberId', me.member_id, 'count', n,
      'to', (select jsonb_agg(distinct w) from unnest(members) w)), null, me.agency_id);
  end if;
  return n;
end
$$;

create or replace function door.seal_again(to_mailbox bytea, positions int[], members uuid[], reading_keys bytea[], seals bytea[])
returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  n int;
begin
  if not door.are_newest_readers(to_mailbox, members, reading_keys) then return null; end if;
  insert into door.letter_again (mailbox, position, member_id, reading_key, sealed, made_by)
  select l.mailbox, l.position, w.id, w.key, w.seal, me.member_id
  from unnest(positions, members, reading_keys, seals) w (at, id, key, seal)
  join door.letter l on l.mailbox = to_mailbox and l.position = w.at
  on conflict do nothing;
  get diagnostics n = row_count;
  if n > 0 then
    perform ledger.record('letter.sealed-again', jsonb_build_object('memberId', me.member_id, 'count', n,
      'to', (select jsonb_agg(distinct w) from unnest(members) w)), null, me.agency_id);
  end if;
  return n;
end
$$;
revoke all on function door.are_newest_readers(bytea, uuid[], bytea[]),
  door.seal_notes_again(bytea, int[], uuid[], bytea[], bytea[]) from public;
grant execute on function door.seal_notes_again(bytea, int[], uuid[], bytea[], bytea[]) to leeward_member;
