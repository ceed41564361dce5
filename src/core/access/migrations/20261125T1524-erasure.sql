-- A case is erased: its keys first, then its rows, in one transaction. What the log committed to stays in its place,
-- so the log still verifies; the salts and the texts under the commitments go, so that nobody can say what they were.

-- Every row that names a case, or hangs on one that does, goes with the case. A test lists those that would not.
do $$
declare
  f record;
begin
  for f in
    select c.conrelid::regclass as on_table, c.conname, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c
    where c.contype = 'f' and c.confdeltype = 'a' and c.confrelid in ('access.case_record'::regclass,
      'access.consent'::regclass, 'access.legal_order'::regclass, 'keys.data_key'::regclass)
  loop
    execute format('alter table %s drop constraint %I, add constraint %I %s on delete cascade',
      f.on_table, f.conname, f.conname, f.definition);
  end loop;
end
$$;
-- Else each row that goes would make the database look through the whole of these tables.
create index share_on_order on access.share (legal_order_id) where legal_order_id is not null;
create index access_entry_under_order on access.access_entry (legal_order_id) where legal_order_id is not null;
create index event_about_case on events.domain_event ((subject ->> 'caseId')) where subject ? 'caseId';

alter table access.share drop constraint share_ended_because_check,
  add constraint share_ended_because_check
    check (ended_because in ('withdrawn', 'ended-by-holder', 'expired', 'basis-ended', 'erased'));

-- The journal of erasures: with every backup of the wraps, and in a file beside the database, so that a restored
-- copy can be told what to forget before it serves. It names what stands nowhere else any more.
create table access.erasure (
  case_id uuid primary key,
  decided_at timestamptz not null default now(),
  finished_at timestamptz -- null while a legal order still holds some of it
);
create index erasure_unfinished on access.erasure (decided_at) where finished_at is null;
alter table access.erasure enable row level security;

alter table ledger.entry
  alter column content drop not null,
  alter column salt drop not null,
  add column commitment bytea check (length(commitment) = 32), -- instead of content and salt, once they are forgotten
  add constraint entry_is_said_or_forgotten
    check (num_nulls(content, salt) = case when commitment is null then 0 else 2 end);
grant select (commitment) on ledger.entry to leeward_member, leeward_supervisor, leeward_person;

-- Forgets what the entries about a case said. Their places in the log, their kinds and times stay.
create function ledger.forget_case(wanted uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update ledger.entry set
    commitment = public.hmac('leeward-ledger/commitment/v1'::bytea || '\x00'::bytea || convert_to(content, 'UTF8'),
      salt, 'sha256'),
    content = null, salt = null, case_id = null
  where case_id = wanted and content is not null
$$;

-- What a live legal order keeps: such categories wait for its end; all others go at once.
create function access.held_by_order(wanted uuid) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct k.category order by k.category), '{}')
  from access.legal_order o join access.legal_order_category k on k.legal_order_id = o.id
  where o.case_id = wanted and o.ended_at is null and o.expires_at > now()
$$;

-- Deletes the rows of a case, all or all but those of the held categories. Keys go first, and with them what they open.
create function access.delete_case_rows(wanted uuid, held text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  about uuid;
  ended access.share;
begin
  for ended in
    update access.share s set ended_at = now(), ended_because = 'erased'
    where s.case_id = wanted and s.ended_at is null and not s.category = any (held) returning *
  loop
    perform access.tell_share_ended(ended);
  end loop;
  delete from keys.data_key d where d.case_id = wanted and not d.category = any (held);
  if held <> '{}' then return; end if;
  delete from events.domain_event e where e.subject ->> 'caseId' = wanted::text and e.subject ? 'caseId';
  delete from access.case_record r where r.id = wanted returning r.person_id into about;
  perform ledger.forget_case(wanted);
  if about is not null and not exists (select from access.case_record r where r.person_id = about) then
    update identity.words set person_id = null where person_id = about;
    delete from identity.person where id = about;
  end if;
end
$$;

-- Erases a case, for whoever has made sure that this is what the person wants. It is nobody's to call but the owner's
-- other functions'. Returns the categories that a legal order still holds; the rest of the case goes when it ends.
create function access.erase_case(wanted uuid) returns text[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  held text[];
  holder uuid;
begin
  perform access.lock_case(wanted);
  select r.holder_agency_id into holder from access.case_record r where r.id = wanted;
  if not found then return '{}'; end if; -- already erased: the same wish twice is one wish
  held := access.held_by_order(wanted);
  perform access.delete_case_rows(wanted, held);
  insert into access.erasure (case_id, finished_at) values (wanted, case when held = '{}' then now() end)
  on conflict (case_id) do update set finished_at = excluded.finished_at;
  if held = '{}' then
    perform ledger.record('case.erased', jsonb_build_object('agencyId', holder), null, holder);
    perform events.emit('case.erased', holder, '{}');
  end if;
  return held;
end
$$;

-- Erases what a legal order held until now. Returns how many cases are gone for good.
create function access.finish_erasures() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  waiting uuid;
  n bigint := 0;
begin
  for waiting in select e.case_id from access.erasure e where e.finished_at is null order by e.decided_at loop
    if access.erase_case(waiting) = '{}' then n := n + 1; end if;
  end loop;
  return n;
end
$$;

revoke all on function ledger.forget_case(uuid), access.held_by_order(uuid), access.delete_case_rows(uuid, text[]),
  access.erase_case(uuid), access.finish_erasures() from public;
grant execute on function access.finish_erasures() to leeward_clock_worker;
