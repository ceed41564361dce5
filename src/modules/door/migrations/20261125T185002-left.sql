-- An agency that leaves: whoever waits for an answer is answered first. Its conversations stay readable for the people who
-- wrote, and nothing is written in them any more; its door is closed (door.find_door asks for an active agency).

create function door.letters_waiting(agency uuid, only_count boolean) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from door.mailbox m where m.agency_id = agency and m.waiting_since is not null
$$;
create function door.end_conversations(agency uuid, only_count boolean) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not only_count then
    update door.offer set status = 'taken-back'
    where status = 'open' and agency in (agency_id, recipient_agency_id);
    update door.mailbox set assigned_to = null where agency_id = agency;
  end if;
  return (select count(*) from door.mailbox m where m.agency_id = agency);
end
$$;
revoke all on function door.letters_waiting(uuid, boolean), door.end_conversations(uuid, boolean) from public;
insert into leaving.part (name, place, must_be_none, performs) values
  ('letters', 110, true, 'door.letters_waiting'),
  ('conversations', 300, false, 'door.end_conversations');

create trigger still_here before insert on door.mailbox
  for each row execute function leaving.ensure_still_here('agency_id');
create trigger still_here before insert on door.recipients_list
  for each row execute function leaving.ensure_still_here('agency_id');
create function door.ensure_answered() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  standing text;
begin
  select a.status into standing from door.mailbox m join identity.agency a on a.id = m.agency_id
  where m.address = new.mailbox for key share of a;
  if standing = 'left' then
    raise exception 'Nobody reads here any more.' using errcode = 'check_violation', constraint = 'agency_left';
  end if;
  return new;
end
$$;
create trigger still_here before insert on door.letter for each row execute function door.ensure_answered();
revoke all on function door.ensure_answered() from public;
