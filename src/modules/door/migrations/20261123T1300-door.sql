-- Mailboxes and letters. The server keeps ciphertext, in order, by the hour; no name, no address of a network,
-- no kind of device. What stays readable here is listed in docs/threat-model.md, column by column.

create schema door;
grant usage on schema door to leeward_visitor, leeward_person, leeward_member, leeward_supervisor,
  leeward_clock_worker;

-- The signed list of those who can read what is written to an agency. A new version never removes an old one.
create table door.recipients_list (
  agency_id uuid not null references identity.agency,
  version int not null check (version >= 1),
  signed text not null check (length(signed) <= 262144), -- the exact bytes that the root key signed, with the signature
  published_at timestamptz not null default now(),
  primary key (agency_id, version)
);

create table door.mailbox (
  address bytea primary key references identity.words on delete cascade,
  agency_id uuid not null references identity.agency,
  opened_hour timestamptz not null default date_trunc('hour', now()),
  last_visit_on date not null default current_date,
  last_letter int not null default 0,
  waiting_since timestamptz, -- the hour of the oldest letter that no member has answered
  assigned_to uuid references identity.member
);
create index mailbox_of_agency on door.mailbox (agency_id, waiting_since);

create table door.letter (
  mailbox bytea not null references door.mailbox on delete cascade,
  position int not null check (position between 1 and 10000),
  hour timestamptz not null default date_trunc('hour', now()),
  sender_member_id uuid references identity.member, -- null: the person
  envelope text not null check (length(envelope) <= 524288),
  primary key (mailbox, position)
);

-- A question to the person: may a case be opened, and these categories shared with this agency?
create table door.offer (
  id uuid primary key,
  number bigint generated always as identity, -- which came first; no time is kept
  mailbox bytea not null references door.mailbox on delete cascade,
  made_by uuid not null references identity.member,
  agency_id uuid not null references identity.agency,
  recipient_agency_id uuid not null references identity.agency,
  categories text[] not null check (cardinality(categories) between 1 and 9),
  purpose text not null references access.purpose,
  protocol_id uuid not null references access.protocol,
  consent_until timestamptz not null,
  status text not null default 'open' check (status in ('open', 'accepted', 'declined', 'taken-back')),
  statement text, -- what the person signed, and the signature
  signature bytea,
  answered_hour timestamptz,
  case_id uuid references access.case_record, -- set when the case is opened
  check ((status = 'accepted') = (statement is not null and signature is not null))
);
create index offer_of_mailbox on door.offer (mailbox, number desc);
create unique index one_open_offer on door.offer (mailbox) where status = 'open';

alter table door.recipients_list enable row level security;
alter table door.mailbox enable row level security;
alter table door.letter enable row level security;
alter table door.offer enable row level security;

create function door.is_intake_of(agency uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from identity.member_role r
    where r.member_id = (access.current_context()).member_id and r.role = 'intake-worker'
      and agency = (access.current_context()).agency_id
  )
$$;
-- The caller's agency, if they are one of its intake workers. A policy asks once for a whole query.
create function door.intake_agency() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.agency_id from access.current_context() c where door.is_intake_of(c.agency_id)
$$;

grant select on door.recipients_list to leeward_visitor, leeward_person, leeward_member, leeward_supervisor;
create policy lists_are_public on door.recipients_list for select
  to leeward_visitor, leeward_person, leeward_member, leeward_supervisor using (true);
grant select on door.mailbox, door.letter, door.offer to leeward_person, leeward_member;
create policy own_mailbox on door.mailbox for select to leeward_person using (address = (select access.current_address()));
create policy own_letters on door.letter for select to leeward_person using (mailbox = (select access.current_address()));
create policy own_offers on door.offer for select to leeward_person using (mailbox = (select access.current_address()));
create policy intake_mailboxes on door.mailbox for select to leeward_member
  using (agency_id = (select door.intake_agency()));
create policy intake_letters on door.letter for select to leeward_member
  using (exists (select 1 from door.mailbox m where m.address = letter.mailbox));
create policy intake_offers on door.offer for select to leeward_member
  using (agency_id = (select door.intake_agency()));

create function door.publish_recipients(of_agency uuid, new_version int, signed_list text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.agency_id is distinct from of_agency or not exists (
    select 1 from identity.member_role r join identity.role d on d.name = r.role
    where r.member_id = me.member_id and d.supervises
  ) then
    raise exception 'Only a supervisor publishes the list of recipients.' using errcode = 'insufficient_privilege';
  end if;
  if new_version <> 1 + coalesce((select max(l.version) from door.recipients_list l where l.agency_id = of_agency), 0) then
    return false;
  end if;
  insert into door.recipients_list (agency_id, version, signed) values (of_agency, new_version, signed_list);
  perform ledger.record('recipients.published', jsonb_build_object('agencyId', of_agency, 'version', new_version,
    'sha256', encode(sha256(convert_to(signed_list, 'UTF8')), 'hex')), null, of_agency);
  return true;
end
$$;

create function door.keep_letter(to_mailbox bytea, at_position int, by_member uuid, sealed_letter text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  to_agency uuid;
begin
  update door.mailbox set last_letter = at_position,
    waiting_since = case when by_member is null then coalesce(waiting_since, date_trunc('hour', now())) end,
    last_visit_on = case when by_member is null then current_date else last_visit_on end
  where address = to_mailbox and last_letter = at_position - 1
  returning agency_id into to_agency;
  if not found then
    raise exception 'Another letter came first.' using errcode = 'serialization_failure', constraint = 'letter_order';
  end if;
  insert into door.letter (mailbox, position, sender_member_id, envelope)
  values (to_mailbox, at_position, by_member, sealed_letter);
  perform ledger.record('letter.kept', jsonb_build_object('position', at_position, 'memberId', by_member,
    'sha256', encode(sha256(convert_to(sealed_letter, 'UTF8')), 'hex')), null, to_agency);
  perform events.emit(case when by_member is null then 'letter.received' else 'letter.answered' end, to_agency, '{}');
end
$$;

-- The first letter opens the mailbox. The caller is nobody, and stays so.
create function door.open_mailbox(new_address bytea, reading bytea, signing bytea, to_agency uuid, sealed_letter text)
returns boolean
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
  return true;
end
$$;

create function door.write_as_person(at_position int, sealed_letter text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (access.current_context()).kind is distinct from 'person' then
    raise exception 'No words.' using errcode = 'insufficient_privilege';
  end if;
  perform door.keep_letter((access.current_context()).words_address, at_position, null, sealed_letter);
end
$$;

create function door.write_as_member(to_mailbox bytea, at_position int, sealed_letter text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from door.mailbox m where m.address = to_mailbox and door.is_intake_of(m.agency_id)) then
    return false;
  end if;
  perform door.keep_letter(to_mailbox, at_position, (access.current_context()).member_id, sealed_letter);
  return true;
end
$$;

-- The agency whose door this house opens: the first that published who reads there.
create function door.find_door() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.agency_id from door.recipients_list l join identity.agency a on a.id = l.agency_id and a.status = 'active'
  where l.version = 1 order by l.published_at, l.agency_id limit 1
$$;

-- A mailbox's public keys: for the person behind it, and for the intake workers of its agency.
create type door.mailbox_keys as (reading_key bytea, signing_key bytea);
create function door.find_keys(wanted bytea) returns door.mailbox_keys
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w.reading_key, w.signing_key from identity.words w
  where w.address = wanted
    and (wanted = (access.current_context()).words_address
      or exists (select 1 from door.mailbox m where m.address = wanted and door.is_intake_of(m.agency_id)))
$$;

create function door.assign(wanted bytea, to_member uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_agency uuid;
begin
  update door.mailbox m set assigned_to = to_member
  where m.address = wanted and door.is_intake_of(m.agency_id)
    and (to_member is null or exists (
      select 1 from identity.member c join identity.member_role r on r.member_id = c.id and r.role = 'intake-worker'
      where c.id = to_member and c.agency_id = m.agency_id and c.status = 'active'))
  returning m.agency_id into of_agency;
  if not found then return false; end if;
  perform events.emit('mailbox.assigned', of_agency, '{}');
  return true;
end
$$;

create function door.make_offer(new_offer uuid, to_mailbox bytea, recipient uuid, offered text[], for_purpose text,
  under_protocol uuid, lives_until timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if not exists (select 1 from door.mailbox m where m.address = to_mailbox and door.is_intake_of(m.agency_id)) then
    return false;
  end if;
  if exists (select 1 from unnest(offered) o where not exists (
    select 1 from access.protocol p
    join access.protocol_scope s on s.protocol_id = p.id and s.category = o and s.purpose = for_purpose
    join access.protocol_party a on a.protocol_id = p.id and a.agency_id = me.agency_id
    join access.protocol_party b on b.protocol_id = p.id and b.agency_id = recipient
    where p.id = under_protocol and p.status = 'in-force' and p.in_force_from <= now() and p.in_force_until > now()
  )) then
    raise exception 'No agreement in force between the two agencies covers this.'
      using errcode = 'check_violation', constraint = 'offer_not_covered';
  end if;
  update door.offer set status = 'taken-back' where mailbox = to_mailbox and status = 'open';
  insert into door.offer (id, mailbox, made_by, agency_id, recipient_agency_id, categories, purpose, protocol_id,
    consent_until)
  values (new_offer, to_mailbox, me.member_id, me.agency_id, recipient, offered, for_purpose, under_protocol,
    lives_until);
  return true;
end
$$;

create function door.answer_offer(wanted uuid, yes boolean, said text, signed bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_agency uuid;
begin
  update door.offer set status = case when yes then 'accepted' else 'declined' end,
    statement = case when yes then said end, signature = case when yes then signed end,
    answered_hour = date_trunc('hour', now())
  where id = wanted and status = 'open' and mailbox = (access.current_context()).words_address
  returning agency_id into of_agency;
  if not found then return false; end if;
  perform events.emit('offer.answered', of_agency, jsonb_build_object('offerId', wanted));
  return true;
end
$$;

-- Marks an accepted offer as carried into a case: once.
create function door.carry_offer(wanted uuid, into_case uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update door.offer set case_id = into_case
  where id = wanted and status = 'accepted' and case_id is null and door.is_intake_of(agency_id)
    and access.holds(into_case);
  return found;
end
$$;

-- The person deletes everything in the mailbox. Words that also open a file stay for the file.
create function door.delete_mailbox() returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  own bytea := (access.current_context()).words_address;
  to_agency uuid;
begin
  delete from door.mailbox where address = own returning agency_id into to_agency;
  if not found then return false; end if;
  delete from identity.words where address = own and person_id is null;
  perform ledger.record('mailbox.deleted', '{}', null, to_agency);
  return true;
end
$$;

create function door.touch_visit() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update door.mailbox set last_visit_on = current_date
  where address = (access.current_context()).words_address and last_visit_on < current_date
$$;

-- Deletes mailboxes that nobody came back to for the promised time. Returns how many went.
create function door.delete_unvisited(kept_days int) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n bigint;
begin
  with gone as (
    delete from door.mailbox m where m.last_visit_on < current_date - kept_days returning m.address
  ), forgotten as (
    delete from identity.words w using gone where w.address = gone.address and w.person_id is null
  )
  select count(*) into n from gone;
  return n;
end
$$;

revoke all on all functions in schema door from public;
grant execute on function door.is_intake_of(uuid), door.intake_agency() to leeward_member, leeward_supervisor;
grant execute on function door.find_door() to leeward_visitor;
grant execute on function door.find_keys(bytea) to leeward_person, leeward_member;
grant execute on function door.open_mailbox(bytea, bytea, bytea, uuid, text) to leeward_visitor;
grant execute on function door.write_as_person(int, text), door.answer_offer(uuid, boolean, text, bytea),
  door.delete_mailbox(), door.touch_visit() to leeward_person;
grant execute on function door.write_as_member(bytea, int, text), door.assign(bytea, uuid),
  door.make_offer(uuid, bytea, uuid, text[], text, uuid, timestamptz), door.carry_offer(uuid, uuid)
  to leeward_member;
grant execute on function door.publish_recipients(uuid, int, text) to leeward_supervisor;
grant execute on function door.delete_unvisited(int) to leeward_clock_worker;
