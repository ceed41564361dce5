-- A member's former keys go when nothing is locked for them any more that the present ones do not open: while they are there,
-- whoever has the present keys has them, and a copy that someone made of them once opens what is still locked for them.

-- What the house itself locks to a member's keys: an older pair, parts of colleagues' keys, their own kept pair, the root key.
create function identity.needs_former_key(k identity.member_key) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from identity.member_key o where o.sealed_to = k.id)
    or exists (select from identity.keeping g where g.member_key_id = k.id)
    or exists (select from identity.given_part p where p.member_key_id = k.id)
    -- A statement names the key of each keeper that a part is sealed to.
    or exists (select from identity.kept_part p join identity.keeping g on g.id = p.keeping_id
      where p.keeper_id = k.member_id
        and position(translate(encode(k.reading_key, 'base64'), E'+/=\n', '-_') in g.statement) > 0)
    -- After a loss the root key's copy stays sealed to the pair before, until the member takes other keys again.
    or exists (select from identity.member m join identity.agency a on a.id = m.agency_id
      join identity.member_key l on l.member_id = m.id and l.retired_at is null and l.renewed
      where m.id = k.member_id and a.root_key_sealed ? m.id::text)
$$;

-- Letters and notes that are locked to this pair and to no later one of the member's; and the newest list, which whoever
-- writes now locks to. A list is of the member's own agency: nobody reads on another's.
create function door.needs_former_key(k identity.member_key) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with own as (
    select m.agency_id, l.reading_key as present,
      (select max(r.version) from door.recipients_list r where r.agency_id = m.agency_id) as newest
    from identity.member m left join identity.member_key l on l.member_id = m.id and l.retired_at is null
    where m.id = k.member_id
  ), lists as (
    select r.version from door.recipients_list r join own on own.agency_id = r.agency_id
    where r.signed::jsonb -> 'list' -> 'recipients' @> jsonb_build_array(jsonb_build_object('memberId', k.member_id,
      'readingKey', translate(encode(k.reading_key, 'base64'), E'+/=\n', '-_')))
  ), locked (what, mailbox, position) as (
    select 'letter', l.mailbox, l.position from door.letter l
    where (l.envelope::jsonb ->> 'recipientsVersion')::int in (select version from lists)
      and l.envelope::jsonb -> 'seals' @> jsonb_build_array(jsonb_build_object('to', k.member_id))
    union all
    select 'note', n.mailbox, n.position from door.desk_note n
    where (n.envelope::jsonb ->> 'recipientsVersion')::int in (select version from lists)
      and n.envelope::jsonb -> 'seals' @> jsonb_build_array(jsonb_build_object('to', k.member_id))
    union all
    select 'letter', a.mailbox, a.position from door.letter_again a
    where a.member_id = k.member_id and a.reading_key = k.reading_key
    union all
    select 'note', a.mailbox, a.position from door.desk_note_again a
    where a.member_id = k.member_id and a.reading_key = k.reading_key
  ), again (what, mailbox, position) as (
    select 'letter', a.mailbox, a.position from door.letter_again a, own
    where a.member_id = k.member_id and a.reading_key = own.present
    union all
    select 'note', a.mailbox, a.position from door.desk_note_again a, own
    where a.member_id = k.member_id and a.reading_key = own.present
  )
  select exists (select from lists join own on own.newest = lists.version)
    or exists (select from locked l where not exists (
      select from again a where a.what = l.what and a.mailbox = l.mailbox and a.position = l.position))
    or exists (select from door.stand_in_seal s where s.member_id = k.member_id and s.reading_key = k.reading_key)
$$;
revoke all on function identity.needs_former_key(identity.member_key), door.needs_former_key(identity.member_key) from public;

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('former-keys', 370, 'keys that a member had before, and nothing is locked for any more', 30, 'the day on which they took others',
    'what is not there opens nothing; a month, so that a colleague who restores a browser or a list is not in the way', 'our choice',
    'identity.member_key', 't.sealed is not null and t.retired_at < now() - k.kept
      and not identity.needs_former_key(t) and not door.needs_former_key(t)');
