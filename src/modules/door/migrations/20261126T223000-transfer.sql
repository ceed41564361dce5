-- A conversation goes to another agency that has readers of its own: with a yes that the words of whoever wrote it signed. Their
-- browser seals every letter's key to the new readers; whoever read before sees nothing of it any more.

-- Signed lists of its own, active, and nothing that must reach those who enforce immigration law.
create function door.takes_letters(agency uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from identity.agency a where a.id = agency and a.status = 'active' and not a.immigration_bound)
    and exists (select from door.recipients_list l where l.agency_id = agency)
$$;

create table door.transfer (
  id uuid primary key,
  number bigint generated always as identity, -- which came first; no time is kept until it is done
  mailbox bytea not null references door.mailbox on delete cascade,
  from_agency_id uuid not null references identity.agency,
  to_agency_id uuid not null references identity.agency,
  asked_by uuid not null references identity.member,
  status text not null default 'open' check (status in ('open', 'done', 'declined', 'taken-back')),
  until_letter int, -- the last letter before it
  statement text, -- what the person signed, and the signature
  signature bytea check (length(signature) = 64),
  done_hour timestamptz,
  check (from_agency_id <> to_agency_id),
  check ((status = 'done') = (until_letter is not null and done_hour is not null)),
  check ((status = 'done') = (statement is not null and signature is not null))
);
create index transfer_of_mailbox on door.transfer (mailbox, number desc);
create unique index one_open_transfer on door.transfer (mailbox) where status = 'open';
alter table door.transfer enable row level security;
grant select on door.transfer to leeward_person, leeward_member;
create policy own_transfers on door.transfer for select to leeward_person
  using (mailbox = (select access.current_address()));
-- Whoever has the conversation sees how it came; what another agency asked before and did not get is not theirs to know.
create policy intake_transfers on door.transfer for select to leeward_member
  using ((status = 'done' or from_agency_id = (select door.intake_agency()))
    and exists (select from door.mailbox m where m.address = transfer.mailbox));

-- Null: whoever wrote the letters sealed it.
alter table door.letter_again alter column made_by drop not null;

-- An open question to the same mailbox is taken back. False where the mailbox is not the caller's.
create function door.ask_transfer(new_transfer uuid, of_mailbox bytea, to_agency uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  perform from door.mailbox m where m.address = of_mailbox and door.is_intake_of(m.agency_id) for no key update;
  if not found then return false; end if;
  if to_agency = me.agency_id or not door.takes_letters(to_agency) then
    raise exception 'Nobody takes letters there.' using errcode = 'check_violation', constraint = 'transfer_nobody';
  end if;
  update door.transfer set status = 'taken-back' where mailbox = of_mailbox and status = 'open';
  insert into door.transfer (id, mailbox, from_agency_id, to_agency_id, asked_by)
  values (new_transfer, of_mailbox, me.agency_id, to_agency, me.member_id);
  return true;
end
$$;

create function door.take_back_transfer(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update door.transfer t set status = 'taken-back'
  where t.id = wanted and t.status = 'open' and t.from_agency_id = door.intake_agency();
  return found;
end
$$;

create function door.decline_transfer(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update door.transfer t set status = 'declined'
  where t.id = wanted and t.status = 'open' and t.mailbox = (access.current_context()).words_address;
  return found;
end
$$;

-- Seals for an agency's readers beside letters: each to someone on this version of its list, with the key that it names.
-- False where a seal is for anyone else, or for a letter that is not there.
create function door.put_seals(of_mailbox bytea, for_agency uuid, list_version int, positions int[], members uuid[],
  seals bytea[]) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  insert into door.letter_again as g (mailbox, position, member_id, reading_key, sealed, made_by)
  select l.mailbox, l.position, w.id, decode(translate(r ->> 'readingKey', '-_', '+/') || '=', 'base64'), w.seal, null
  from unnest(positions, members, seals) w (at, id, seal)
  join door.letter l on l.mailbox = of_mailbox and l.position = w.at
  join door.recipients_list k on k.agency_id = for_agency and k.version = list_version
  join jsonb_array_elements(k.signed::jsonb -> 'list' -> 'recipients') r on r ->> 'memberId' = w.id::text
  on conflict (mailbox, position, member_id, reading_key) do update set sealed = excluded.sealed;
  get diagnostics n = row_count;
  return n = cardinality(positions);
end
$$;

-- The mailbox's row is locked by the caller. What the desk noted stays with nobody: it was not the person's to give away.
create function door.move(of_mailbox bytea, to_agency uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  from_agency uuid;
begin
  select m.agency_id into strict from_agency from door.mailbox m where m.address = of_mailbox;
  delete from door.desk_note where mailbox = of_mailbox;
  update door.offer set status = 'taken-back' where mailbox = of_mailbox and status = 'open';
  update door.mailbox set agency_id = to_agency, assigned_to = null, goes_on = null, set_aside_by = null,
    waiting_since = coalesce(waiting_since, date_trunc('hour', now()))
  where address = of_mailbox;
  perform ledger.record('mailbox.left', jsonb_build_object('toAgencyId', to_agency), null, from_agency);
  perform ledger.record('mailbox.came', jsonb_build_object('fromAgencyId', from_agency), null, to_agency);
  perform events.emit('mailbox.left', from_agency, '{}');
  perform events.emit('letter.received', to_agency, '{}');
end
$$;

-- The yes, with the seals. 'done'; or, with nothing changed: 'answered' (not open), 'letters' (another letter came first),
-- 'readers' (the list is another by now), 'nobody' (no one takes letters there any more), 'seals' (not exactly all readers of
-- that list for each letter named).
create function door.agree_transfer(wanted uuid, said text, signed bytea, letters int, list_version int, positions int[],
  members uuid[], seals bytea[]) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  own bytea := (access.current_context()).words_address;
  box door.mailbox;
  t door.transfer;
  readers int;
begin
  select * into box from door.mailbox m where m.address = own for no key update;
  select * into t from door.transfer x where x.id = wanted and x.mailbox = own for no key update;
  if t.id is null or t.status <> 'open' or t.from_agency_id <> box.agency_id then return 'answered'; end if;
  if box.last_letter <> letters then return 'letters'; end if;
  if not door.takes_letters(t.to_agency_id) then return 'nobody'; end if;
  select jsonb_array_length(l.signed::jsonb -> 'list' -> 'recipients') into readers from door.recipients_list l
  where l.agency_id = t.to_agency_id and l.version = list_version
    and l.version = (select max(n.version) from door.recipients_list n where n.agency_id = t.to_agency_id);
  if readers is null then return 'readers'; end if;
  if exists (select from unnest(positions, members) w (at, id) group by w.at having count(distinct w.id) <> readers)
    or cardinality(positions) = 0
    or cardinality(positions) <> readers * (select count(distinct w.at) from unnest(positions) w (at))
  then
    return 'seals';
  end if;
  if not door.put_seals(own, t.to_agency_id, list_version, positions, members, seals) then
    raise exception 'A seal is for nobody on the list.' using errcode = 'check_violation', constraint = 'transfer_seals';
  end if;
  update door.transfer set status = 'done', until_letter = box.last_letter, statement = said, signature = signed,
    done_hour = date_trunc('hour', now())
  where id = wanted;
  perform door.move(own, t.to_agency_id);
  return 'done';
end
$$;

-- A letter is locked to the readers of one agency: where the conversation has gone to another meanwhile, it is not kept.
drop function door.write_as_person(int, text);
create function door.write_as_person(at_position int, to_agency uuid, sealed_letter text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'person' then
    raise exception 'No words.' using errcode = 'insufficient_privilege';
  end if;
  perform from door.mailbox m where m.address = me.words_address and m.agency_id = to_agency for no key update;
  if not found then
    raise exception 'Others read here by now.' using errcode = 'serialization_failure', constraint = 'letter_order';
  end if;
  perform door.keep_letter(me.words_address, at_position, null, sealed_letter);
end
$$;
create or replace function door.write_as_member(to_mailbox bytea, at_position int, sealed_letter text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from door.mailbox m where m.address = to_mailbox and door.is_intake_of(m.agency_id) for no key update;
  if not found then return false; end if;
  perform door.keep_letter(to_mailbox, at_position, (access.current_context()).member_id, sealed_letter);
  return true;
end
$$;

-- Whoever leaves neither keeps a question open nor is asked for.
create or replace function door.end_conversations(agency uuid, only_count boolean) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not only_count then
    update door.offer set status = 'taken-back'
    where status = 'open' and agency in (agency_id, recipient_agency_id);
    update door.transfer set status = 'taken-back'
    where status = 'open' and agency in (from_agency_id, to_agency_id);
    update door.mailbox set assigned_to = null where agency_id = agency;
  end if;
  return (select count(*) from door.mailbox m where m.agency_id = agency);
end
$$;

revoke all on function door.takes_letters(uuid), door.ask_transfer(uuid, bytea, uuid), door.take_back_transfer(uuid),
  door.decline_transfer(uuid), door.put_seals(bytea, uuid, int, int[], uuid[], bytea[]), door.move(bytea, uuid),
  door.agree_transfer(uuid, text, bytea, int, int, int[], uuid[], bytea[]), door.write_as_person(int, uuid, text) from public;
grant execute on function door.takes_letters(uuid), door.ask_transfer(uuid, bytea, uuid), door.take_back_transfer(uuid)
  to leeward_member;
grant execute on function door.decline_transfer(uuid), door.write_as_person(int, uuid, text),
  door.agree_transfer(uuid, text, bytea, int, int, int[], uuid[], bytea[]) to leeward_person;
