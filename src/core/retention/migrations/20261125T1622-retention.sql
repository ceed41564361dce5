-- How long what is kept: a row for each kind of thing, and one function that deletes what is past its time. A part
-- of the house adds its rows in its own migrations.

create schema retention;
grant usage on schema retention to leeward_clock_worker;

create table retention.schedule (
  name text primary key check (name ~ '^[a-z-]{3,60}$'),
  place int not null unique, -- one after the other, where one makes room for the next
  what text not null check (length(what) <= 200),
  kept_days int not null check (kept_days >= 0), -- 0: until the event and no longer
  since text not null check (length(since) <= 200), -- the event from which the time runs
  reason text not null check (length(reason) <= 500),
  source text not null check (length(source) <= 300), -- where the time comes from; all of them to be confirmed by counsel
  -- Whose rows go, and which: `t` is a row, `k.kept` the time. Null where something else deletes them, named in `elsewhere`.
  from_table text,
  condition text,
  elsewhere text,
  last_run_at timestamptz,
  check (num_nonnulls(from_table, condition) <> 1),
  check ((from_table is null) = (elsewhere is not null))
);

-- What was deleted, by schedule: numbers alone, for the operator.
create table retention.deletion (
  id bigint generated always as identity primary key,
  schedule text not null references retention.schedule,
  at timestamptz not null default now(),
  deleted bigint not null check (deleted > 0)
);
create index deletion_of_schedule on retention.deletion (schedule, at desc);

alter table retention.schedule enable row level security;
alter table retention.deletion enable row level security;

-- How many rows each schedule has to delete now; deletes them unless it is only to count.
create function retention.keep(only_count boolean) returns table (schedule text, rows_gone bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s retention.schedule;
  told jsonb := '{}';
begin
  for s in select * from retention.schedule r where r.from_table is not null order by r.place loop
    schedule := s.name;
    if only_count then
      execute format('select count(*) from %s t, (select make_interval(days => %s) as kept) k where %s', s.from_table, s.kept_days, s.condition)
        into rows_gone;
    else
      execute format('delete from %s t using (select make_interval(days => %s) as kept) k where %s', s.from_table, s.kept_days, s.condition);
      get diagnostics rows_gone = row_count;
      update retention.schedule r set last_run_at = now() where r.name = s.name;
      if rows_gone > 0 then
        insert into retention.deletion (schedule, deleted) values (s.name, rows_gone);
        told := told || jsonb_build_object(s.name, rows_gone);
      end if;
    end if;
    return next;
  end loop;
  if told <> '{}' then perform ledger.record('retention.kept', jsonb_build_object('deleted', told), null, null); end if;
end
$$;
revoke all on function retention.keep(boolean) from public;
grant execute on function retention.keep(boolean) to leeward_clock_worker;

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('sign-in-challenges', 110, 'questions asked of return words at a visit', 0, 'their own end, two minutes', 'of no use afterwards',
    'our choice', 'identity.words_challenge', 't.expires_at < now() - k.kept'),
  ('visits', 120, 'visits with return words', 0, 'their end', 'when someone came back is nobody''s to know',
    'promised at the door', 'identity.words_session', 't.expires_at < now() - k.kept or t.ended_at < now() - k.kept'),
  ('sessions', 130, 'members'' sessions', 90, 'the day they ran out', 'a member sees their own; misuse is looked into',
    'our choice', 'identity.session',
    't.expires_at < now() - k.kept'),
  ('invitations', 140, 'invitations, taken or not', 30, 'the day they ran out', 'who invited whom stands in the ledger',
    'our choice', 'identity.invitation', 't.expires_at < now() - k.kept'),
  ('kept-answers', 150, 'answers kept for a repeated request, sealed', 2, 'the request', 'a browser that lost its line asks again',
    'our choice', 'http.idempotency', 't.at < now() - k.kept'),
  ('notices', 160, 'notices that told a desk that something happened', 30, 'the notice', 'a desk that was away catches up by reading',
    'our choice', 'events.domain_event', 't.at < now() - k.kept'),
  ('holder-alarms', 170, 'what key holders found unusual', 365, 'the alarm', 'patterns show over months',
    'our choice', 'keys.holder_alarm', 't.at < now() - k.kept'),
  ('backup-notes', 180, 'the list of backups that were made', 400, 'the moment that the backup shows', 'an audit looks back a year',
    'our choice', 'installation.backup', 't.at < now() - k.kept'),
  ('retention-notes', 190, 'how many rows went by this very schedule', 730, 'the deletion', 'shows that promises are kept',
    'GDPR Art. 5(2), accountability', 'retention.deletion', 't.at < now() - k.kept');
insert into retention.schedule (name, place, what, kept_days, since, reason, source, elsewhere) values
  ('looks', 900, 'who looked at a case, and why', 0, 'the erasure of the case', 'the person''s control over the file rests on it',
    'GDPR Art. 15(1)(c) as read in C-579/21, Pankki S', 'goes with its case (access.erase_case)'),
  ('wraps', 910, 'the keys of a share', 0, 'the end of the share', 'nobody reads after the end',
    'GDPR Art. 7(3), withdrawal', 'in the transaction that ends it (keys.unwrap_on_share_end)'),
  ('ledger-texts', 920, 'what the ledger''s entries about a case say', 0, 'the erasure of the case', 'the record stays, and tells nothing',
    'GDPR Art. 17(1), 5(2)', 'goes with its case (access.erase_case)'),
  ('erasure-notes', 930, 'the numbers of erased cases', 3650, 'the erasure', 'an older copy of the database must be told',
    'our choice', 'kept by the operator as long as any copy exists'),
  ('backups', 940, 'main and wraps files', 35, 'the moment that they show', 'what was erased must not live on in them',
    'our choice', 'leeward backup prune'),
  ('log-lines', 950, 'the log of the server', 30, 'the line', 'holds no personal data; failures are looked into',
    'our choice', 'the operator''s journal, MaxRetentionSec=30day');

-- These were three jobs of their own.
drop function identity.sweep();
drop function http.forget_old();
