-- What a member is writing in a section waits on their own device, locked; the key waits here, for them alone, and only
-- while they may write there. So an erased case, an ended right or a lost device leaves a draft that nobody can open.

create table care.draft_key (
  case_id uuid not null references care.case_file on delete cascade,
  category text not null references access.category,
  member_id uuid not null references identity.member,
  key bytea not null check (length(key) = 32),
  made_at timestamptz not null default now(),
  primary key (case_id, category, member_id)
);
create index draft_key_age on care.draft_key (made_at);
alter table care.draft_key enable row level security;
grant select, insert, delete on care.draft_key to leeward_member;
create policy own_draft on care.draft_key for select to leeward_member
  using (member_id = (select access.current_member_id()) and access.decide(case_id, category) = 'holder');
create policy holder_begins_draft on care.draft_key for insert to leeward_member
  with check (member_id = (select access.current_member_id()) and access.decide(case_id, category) = 'holder');
create policy own_draft_ends on care.draft_key for delete to leeward_member
  using (member_id = (select access.current_member_id()));

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('draft-keys', 320, 'keys of what a member began to write and did not save', 30, 'the beginning of the draft',
    'a draft that nobody saved for a month is no record', 'our choice', 'care.draft_key',
    't.made_at < now() - k.kept');
