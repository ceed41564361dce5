-- Letters for those who came on later, or have other keys: a colleague who reads a letter seals its key to them, in their own
-- browser. And what was assigned to someone who leaves waits for anyone again.

create table door.letter_again (
  mailbox bytea not null,
  position int not null,
  member_id uuid not null references identity.member,
  reading_key bytea not null check (length(reading_key) = 32), -- the member's, at that time
  sealed bytea not null check (length(sealed) = 80),
  made_by uuid not null references identity.member,
  primary key (mailbox, position, member_id, reading_key),
  foreign key (mailbox, position) references door.letter on delete cascade
);
alter table door.letter_again enable row level security;
grant select on door.letter_again to leeward_member;
create policy intake_again on door.letter_again for select to leeward_member
  using (exists (select 1 from door.mailbox m where m.address = letter_again.mailbox));

-- Only to those on the newest list, with the keys that it names. Returns how many were kept; null for who is no intake worker
-- of the mailbox, or where somebody else is named.
create function door.seal_again(to_mailbox bytea, positions int[], members uuid[], reading_keys bytea[], seals bytea[])
returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  newest jsonb;
  n int;
begin
  select l.signed::jsonb -> 'list' -> 'recipients' into newest
  from door.mailbox m join door.recipients_list l on l.agency_id = m.agency_id
  where m.address = to_mailbox and door.is_intake_of(m.agency_id) order by l.version desc limit 1;
  if newest is null or exists (
    select 1 from unnest(members, reading_keys) w (id, key) where not exists (
      select 1 from jsonb_array_elements(newest) r where r ->> 'memberId' = w.id::text
        and r ->> 'readingKey' = translate(encode(w.key, 'base64'), E'+/=\n', '-_'))
  ) then
    return null;
  end if;
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

create function door.give_back_mailboxes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update door.mailbox set assigned_to = null where assigned_to = old.id;
  return null;
end
$$;
create trigger mailboxes_given_back after update of status on identity.member
  for each row when (old.status = 'active' and new.status <> 'active') execute function door.give_back_mailboxes();

revoke all on function door.seal_again(bytea, int[], uuid[], bytea[], bytea[]), door.give_back_mailboxes() from public;
grant execute on function door.seal_again(bytea, int[], uuid[], bytea[], bytea[]) to leeward_member;
