-- Letters, answers to offers and deletions are recorded by the hour, as the letters themselves say it.

update events.domain_event set at = date_trunc('hour', at)
where type in ('letter.received', 'letter.answered', 'offer.answered');

create or replace function door.keep_letter(to_mailbox bytea, at_position int, by_member uuid, sealed_letter text)
returns void
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
  perform ledger.record_by_hour('letter.kept', jsonb_build_object('position', at_position, 'memberId', by_member,
    'sha256', encode(sha256(convert_to(sealed_letter, 'UTF8')), 'hex')), null, to_agency);
  perform events.emit_by_hour(case when by_member is null then 'letter.received' else 'letter.answered' end, to_agency,
    '{}');
end
$$;

create or replace function door.answer_offer(wanted uuid, yes boolean, said text, signed bytea) returns boolean
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
  perform events.emit_by_hour('offer.answered', of_agency, jsonb_build_object('offerId', wanted));
  return true;
end
$$;

create or replace function door.delete_mailbox() returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  own bytea := (access.current_context()).words_address;
  to_agency uuid;
begin
  delete from door.mailbox where address = own returning agency_id into to_agency;
  if not found then return false; end if;
  delete from identity.words where address = own and person_id is null;
  perform ledger.record_by_hour('mailbox.deleted', '{}', null, to_agency);
  return true;
end
$$;
