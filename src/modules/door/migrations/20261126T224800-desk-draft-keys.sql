-- What intake is writing at the desk (a letter, a note, a question, a call) waits on the writer's own device, locked; the key
-- waits here, for them alone, and only while they work with that mailbox. A deleted mailbox takes them along.

create table door.draft_key (
  member_id uuid not null references identity.member,
  what text not null check (what in ('letter', 'note', 'offer', 'call')),
  mailbox bytea references door.mailbox on delete cascade, -- a call has none yet
  key bytea not null check (length(key) = 32),
  made_at timestamptz not null default now(),
  check ((what = 'call') = (mailbox is null)),
  unique nulls not distinct (member_id, what, mailbox)
);
create index draft_key_mailbox on door.draft_key (mailbox);
create index draft_key_age on door.draft_key (made_at);
alter table door.draft_key enable row level security;
grant select, insert, delete on door.draft_key to leeward_member;
create policy own_draft on door.draft_key for select to leeward_member
  using (member_id = (select access.current_member_id()) and (select door.intake_agency()) is not null
    and (mailbox is null or exists (select 1 from door.mailbox m where m.address = draft_key.mailbox)));
create policy intake_begins_draft on door.draft_key for insert to leeward_member
  with check (member_id = (select access.current_member_id()) and (select door.intake_agency()) is not null
    and (mailbox is null or exists (select 1 from door.mailbox m where m.address = draft_key.mailbox)));
create policy own_draft_ends on door.draft_key for delete to leeward_member
  using (member_id = (select access.current_member_id()));

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('desk-draft-keys', 360, 'keys of what intake began to write and did not send', 30, 'the beginning of the draft',
    'a draft that nobody sent for a month is no record', 'our choice', 'door.draft_key',
    't.made_at < now() - k.kept');
