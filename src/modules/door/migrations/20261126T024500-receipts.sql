-- A proof of filing for whoever wrote a letter: what the ledger holds of it, by the letter's own hash.

create index entry_of_letter on ledger.entry ((content::jsonb ->> 'sha256')) where kind = 'letter.kept';

create type door.filed as (content text, salt bytea);
create function door.find_filed(at_position int) returns door.filed
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.content, e.salt from door.letter l
  join ledger.entry e on e.kind = 'letter.kept' and e.content::jsonb ->> 'sha256'
    = encode(sha256(convert_to(l.envelope, 'UTF8')), 'hex')
  where l.mailbox = (access.current_context()).words_address and l.position = at_position
    and l.sender_member_id is null and (e.content::jsonb ->> 'position')::int = at_position
  limit 1
$$;
revoke all on function door.find_filed(int) from public;
grant execute on function door.find_filed(int) to leeward_person;
