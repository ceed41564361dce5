-- A mailbox goes after the time that the door promises, with its letters; then the words that open nothing any more.

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('mailboxes', 210, 'mailboxes with their letters', 60, 'the person''s last visit', 'promised on the first page of the door',
    'our choice', 'door.mailbox', 't.last_visit_on < current_date - k.kept'),
  ('words', 220, 'public halves of return words that open neither a mailbox nor a file', 0, 'the end of both', 'they open nothing',
    'GDPR Art. 5(1)(e)', 'identity.words', 't.person_id is null
      and not exists (select from door.mailbox m where m.address = t.address)
      and not exists (select from access.guardianship g where g.words_address = t.address)
      and t.made_at + interval ''2 hours'' < now()');
drop function door.delete_unvisited(int);
