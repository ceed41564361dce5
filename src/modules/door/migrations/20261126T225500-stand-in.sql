-- A stand-in: another agency that opens what nobody at the door's own opened within the hours that the two agreed on, and answers
-- in its place. Whoever writes is shown it, may decline, and their browser locks the letters' keys to its readers as well. Those
-- seals lie where no role of a request can read them, until the hours are over.

create table door.stand_in (
  agency_id uuid primary key references identity.agency,
  stand_in_agency_id uuid not null references identity.agency,
  hours int not null check (hours between 1 and 720),
  check (agency_id <> stand_in_agency_id)
);
alter table door.stand_in enable row level security;
grant select on door.stand_in to leeward_visitor, leeward_person, leeward_member, leeward_supervisor;
create policy shown_to_everyone on door.stand_in for select
  to leeward_visitor, leeward_person, leeward_member, leeward_supervisor using (true);

-- Of one conversation: who, and from when on. What is agreed or ended later changes nothing here.
create table door.stand_in_wait (
  mailbox bytea primary key references door.mailbox on delete cascade,
  stand_in_agency_id uuid not null references identity.agency,
  opens_at timestamptz not null
);
create index stand_in_due on door.stand_in_wait (opens_at);
alter table door.stand_in_wait enable row level security;
-- For those who could still open it first. Never for the words: that nobody was there yet would tell whoever holds them how
-- long they have to delete it.
grant select on door.stand_in_wait to leeward_member;
create policy intake_waits on door.stand_in_wait for select to leeward_member
  using (exists (select from door.mailbox m where m.address = stand_in_wait.mailbox));

create table door.stand_in_seal (
  mailbox bytea not null references door.stand_in_wait on delete cascade,
  position int not null,
  member_id uuid not null references identity.member,
  reading_key bytea not null check (length(reading_key) = 32),
  sealed bytea not null check (length(sealed) = 80),
  primary key (mailbox, position, member_id),
  foreign key (mailbox, position) references door.letter on delete cascade
);
alter table door.stand_in_seal enable row level security;

-- ---------- the agreement: one supervisor of each agency ----------

insert into proposals.kind (name, proposers, confirmers, lives_hours, elsewhere, performs, stands_by)
values ('door.stand-in', '{}', '{}', 168, true, 'door.agree_stand_in', '{supervisor}');

-- Raises `stand_in_nobody` where no one takes letters at one of the two.
create function door.propose_stand_in(new_proposal uuid, other uuid, after_hours int) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
begin
  if other = me.agency_id or not door.takes_letters(other) or not door.takes_letters(me.agency_id) then
    raise exception 'Nobody takes letters there.' using errcode = 'check_violation', constraint = 'stand_in_nobody';
  end if;
  perform proposals.put(new_proposal, 'door.stand-in', jsonb_build_object('hours', after_hours,
    'agency', (select jsonb_build_object('id', a.id, 'name', a.name) from identity.agency a where a.id = me.agency_id),
    'standIn', (select jsonb_build_object('id', a.id, 'name', a.name) from identity.agency a where a.id = other)), null, other);
end
$$;

create function door.agree_stand_in(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := p.content::jsonb;
begin
  if not door.takes_letters(p.agency_id) or not door.takes_letters(p.second_agency_id) then return false; end if;
  insert into door.stand_in (agency_id, stand_in_agency_id, hours)
  values (p.agency_id, p.second_agency_id, (said ->> 'hours')::int)
  on conflict (agency_id) do update set stand_in_agency_id = excluded.stand_in_agency_id, hours = excluded.hours;
  perform ledger.record('stand-in.agreed', jsonb_build_object('agencyId', p.agency_id, 'standInAgencyId', p.second_agency_id,
    'hours', said ->> 'hours', 'rootKey', (select encode(a.root_key, 'hex') from identity.agency a where a.id = p.second_agency_id),
    'memberId', p.proposed_by, 'second', p.settled_by), null, g) from unnest(array[p.agency_id, p.second_agency_id]) g;
  return true;
end
$$;

-- By a supervisor of either: what was filed before stays as it was agreed then. False where there is none.
create function door.end_stand_in(of_agency uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
  ended door.stand_in;
begin
  delete from door.stand_in s where s.agency_id = of_agency and me.agency_id in (s.agency_id, s.stand_in_agency_id)
  returning * into ended;
  if not found then return false; end if;
  perform ledger.record('stand-in.ended', jsonb_build_object('agencyId', ended.agency_id,
    'standInAgencyId', ended.stand_in_agency_id, 'memberId', me.member_id), null, g)
  from unnest(array[ended.agency_id, ended.stand_in_agency_id]) g;
  return true;
end
$$;

-- ---------- a letter with a stand-in ----------

create function door.stand_in_of(agency uuid) returns door.stand_in
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s from door.stand_in s where s.agency_id = agency and door.takes_letters(s.stand_in_agency_id)
$$;

-- Raises `stand_in_changed` where something else is agreed by now, or the list is another; `stand_in_seals` where the seals are not
-- for exactly all of its readers. From the first full hour on; an earlier hour of the same conversation stays.
create function door.wait_for_stand_in(of_mailbox bytea, other uuid, after_hours int, list_version int, positions int[],
  members uuid[], seals bytea[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  agreed door.stand_in;
  readers jsonb;
begin
  select (door.stand_in_of(m.agency_id)).* into agreed from door.mailbox m where m.address = of_mailbox;
  select l.signed::jsonb -> 'list' -> 'recipients' into readers from door.recipients_list l
  where l.agency_id = other and l.version = list_version
    and l.version = (select max(n.version) from door.recipients_list n where n.agency_id = other);
  if agreed.stand_in_agency_id is distinct from other or agreed.hours is distinct from after_hours or readers is null then
    raise exception 'Another agency stands in by now, or after other hours.'
      using errcode = 'serialization_failure', constraint = 'stand_in_changed';
  end if;
  if cardinality(positions) = 0
    or cardinality(positions) <> jsonb_array_length(readers) * (select count(distinct w.at) from unnest(positions) w (at))
    or exists (select from unnest(positions, members) w (at, id) group by w.at
      having count(distinct w.id) <> jsonb_array_length(readers))
  then
    raise exception 'Not its readers.' using errcode = 'check_violation', constraint = 'stand_in_seals';
  end if;
  delete from door.stand_in_wait w where w.mailbox = of_mailbox and w.stand_in_agency_id <> other;
  insert into door.stand_in_wait (mailbox, stand_in_agency_id, opens_at)
  values (of_mailbox, other, date_trunc('hour', now()) + make_interval(hours => after_hours + 1))
  on conflict (mailbox) do nothing;
  delete from door.stand_in_seal where mailbox = of_mailbox;
  insert into door.stand_in_seal (mailbox, position, member_id, reading_key, sealed)
  select l.mailbox, l.position, w.id, decode(translate(r ->> 'readingKey', '-_', '+/') || '=', 'base64'), w.seal
  from unnest(positions, members, seals) w (at, id, seal)
  join door.letter l on l.mailbox = of_mailbox and l.position = w.at
  join jsonb_array_elements(readers) r on r ->> 'memberId' = w.id::text;
  if (select count(*) from door.stand_in_seal s where s.mailbox = of_mailbox) <> cardinality(positions) then
    raise exception 'Not its readers.' using errcode = 'check_violation', constraint = 'stand_in_seals';
  end if;
end
$$;

-- The first letter, with or without a stand-in. The caller is nobody, and stays so.
drop function door.open_mailbox(bytea, bytea, bytea, uuid, text);
create function door.open_mailbox(new_address bytea, reading bytea, signing bytea, to_agency uuid, sealed_letter text,
  other uuid, after_hours int, list_version int, members uuid[], seals bytea[]) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from door.recipients_list l where l.agency_id = to_agency) then
    raise exception 'This agency has no door.' using errcode = 'no_data_found';
  end if;
  insert into identity.words (address, reading_key, signing_key) values (new_address, reading, signing)
  on conflict (address) do nothing;
  if not found then return false; end if;
  insert into door.mailbox (address, agency_id) values (new_address, to_agency);
  perform door.keep_letter(new_address, 1, null, sealed_letter);
  if other is not null then
    perform door.wait_for_stand_in(new_address, other, after_hours, list_version,
      array_fill(1, array[cardinality(members)]), members, seals);
  end if;
  return true;
end
$$;

-- In the transaction in which the person writes on.
create function door.wait_as_person(other uuid, after_hours int, list_version int, positions int[], members uuid[], seals bytea[])
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform door.wait_for_stand_in((access.current_context()).words_address, other, after_hours, list_version, positions, members,
    seals);
end
$$;

-- ---------- whoever is first ----------

-- An intake worker fetches the letters: the stand-in's seals go, in the transaction that hands the letters out.
create function door.note_opened(of_mailbox bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from door.stand_in_wait w where w.mailbox = of_mailbox) then return; end if;
  -- The release takes the same lock.
  perform from door.mailbox m where m.address = of_mailbox and door.is_intake_of(m.agency_id) for no key update;
  if found then delete from door.stand_in_wait where mailbox = of_mailbox; end if;
end
$$;

alter table door.transfer
  add column why text not null default 'asked' check (why in ('asked', 'unread')),
  alter column asked_by drop not null,
  drop constraint transfer_check2,
  add constraint asked_by_someone check ((why = 'asked') = (asked_by is not null)),
  add constraint asked_and_signed check ((status = 'done' and why = 'asked') = (statement is not null and signature is not null));

-- As before; and nothing that stood open stays so.
create or replace function door.move(of_mailbox bytea, to_agency uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  from_agency uuid;
begin
  select m.agency_id into strict from_agency from door.mailbox m where m.address = of_mailbox;
  delete from door.desk_note where mailbox = of_mailbox;
  delete from door.stand_in_wait where mailbox = of_mailbox;
  update door.offer set status = 'taken-back' where mailbox = of_mailbox and status = 'open';
  update door.transfer set status = 'taken-back' where mailbox = of_mailbox and status = 'open';
  update door.mailbox set agency_id = to_agency, assigned_to = null, goes_on = null, set_aside_by = null,
    waiting_since = coalesce(waiting_since, date_trunc('hour', now()))
  where address = of_mailbox;
  perform ledger.record('mailbox.left', jsonb_build_object('toAgencyId', to_agency), null, from_agency);
  perform ledger.record('mailbox.came', jsonb_build_object('fromAgencyId', from_agency), null, to_agency);
  perform events.emit('mailbox.left', from_agency, '{}');
  perform events.emit('letter.received', to_agency, '{}');
end
$$;

-- Hands over what is due: returns how many. Where nobody takes letters at the stand-in just now, it waits on.
create function door.hand_to_stand_ins() returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  due record;
  box door.mailbox;
  n int := 0;
begin
  for due in
    select w.mailbox, w.stand_in_agency_id as other from door.stand_in_wait w
    where w.opens_at <= now() and door.takes_letters(w.stand_in_agency_id) order by w.mailbox limit 500
  loop
    select * into box from door.mailbox m where m.address = due.mailbox for no key update;
    -- Whoever opened it meanwhile had the lock first.
    continue when not exists (select from door.stand_in_wait w where w.mailbox = due.mailbox and w.opens_at <= now());
    insert into door.letter_again (mailbox, position, member_id, reading_key, sealed, made_by)
    select s.mailbox, s.position, s.member_id, s.reading_key, s.sealed, null from door.stand_in_seal s
    where s.mailbox = due.mailbox
    on conflict (mailbox, position, member_id, reading_key) do update set sealed = excluded.sealed;
    insert into door.transfer (id, mailbox, from_agency_id, to_agency_id, asked_by, status, until_letter, done_hour, why)
    values (gen_random_uuid(), due.mailbox, box.agency_id, due.other, null, 'done', box.last_letter,
      date_trunc('hour', now()), 'unread');
    perform door.move(due.mailbox, due.other);
    n := n + 1;
  end loop;
  return n;
end
$$;

-- Whoever leaves stands in for nobody any more, and nobody for them.
create or replace function door.end_conversations(agency uuid, only_count boolean) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not only_count then
    update door.offer set status = 'taken-back'
    where status = 'open' and agency in (agency_id, recipient_agency_id);
    update door.transfer set status = 'taken-back'
    where status = 'open' and agency in (from_agency_id, to_agency_id);
    delete from door.stand_in s where agency in (s.agency_id, s.stand_in_agency_id);
    delete from door.stand_in_wait w where w.stand_in_agency_id = agency;
    update door.mailbox set assigned_to = null where agency_id = agency;
  end if;
  return (select count(*) from door.mailbox m where m.agency_id = agency);
end
$$;

revoke all on function door.propose_stand_in(uuid, uuid, int), door.agree_stand_in(proposals.proposal), door.end_stand_in(uuid),
  door.stand_in_of(uuid), door.wait_for_stand_in(bytea, uuid, int, int, int[], uuid[], bytea[]),
  door.open_mailbox(bytea, bytea, bytea, uuid, text, uuid, int, int, uuid[], bytea[]),
  door.wait_as_person(uuid, int, int, int[], uuid[], bytea[]), door.note_opened(bytea), door.hand_to_stand_ins() from public;
grant execute on function door.propose_stand_in(uuid, uuid, int), door.end_stand_in(uuid) to leeward_supervisor;
grant execute on function door.stand_in_of(uuid) to leeward_visitor, leeward_person;
grant execute on function door.takes_letters(uuid) to leeward_supervisor;
grant execute on function door.open_mailbox(bytea, bytea, bytea, uuid, text, uuid, int, int, uuid[], bytea[]) to leeward_visitor;
grant execute on function door.wait_as_person(uuid, int, int, int[], uuid[], bytea[]) to leeward_person;
grant execute on function door.note_opened(bytea) to leeward_member;
grant execute on function door.hand_to_stand_ins() to leeward_clock_worker;
