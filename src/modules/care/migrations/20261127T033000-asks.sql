-- What a person says about their own file: that something in it is wrong, a question, a complaint. It is kept beside what is written,
-- never over it, locked under a key of its own that the holder alone can open, with a day by which it is answered.

create table care.ask (
  id uuid primary key,
  case_id uuid not null references care.case_file on delete cascade,
  kind text not null check (kind in ('question', 'correction', 'complaint')),
  category text not null references access.category, -- under whose key; of a correction, what it is about
  by_guardian boolean not null,
  data_key_id uuid not null references keys.data_key on delete cascade,
  ciphertext bytea not null check (length(ciphertext) <= 24000),
  asked_at timestamptz not null default now(),
  due_at timestamptz not null,
  outcome text check (outcome in ('answered', 'written-in', 'kept-beside', 'looked-into')),
  answer bytea check (length(answer) <= 24000),
  answered_at timestamptz,
  answered_by uuid references identity.member,
  check (num_nonnulls(outcome, answer, answered_at, answered_by) in (0, 4))
);
create index ask_of_case on care.ask (case_id, asked_at);
create index ask_open on care.ask (case_id) where answered_at is null;
alter table care.ask enable row level security;

-- Who has nothing to do with a case and answers for the agency: a supervisor who neither leads it, nor wrote in it, nor took a step.
create function care.is_apart(of_member uuid, of_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from identity.member m join access.case_record r on r.holder_agency_id = m.agency_id
      join identity.member_role o on o.member_id = m.id and o.role = 'supervisor'
      where m.id = of_member and m.status = 'active' and r.id = of_case)
    and not exists (select from care.case_file f where f.id = of_case and f.lead_member_id = of_member)
    and not exists (select from care.section s where s.case_id = of_case and s.written_by = of_member)
    and not exists (select from care.step s where s.case_id = of_case and s.taken_by = of_member)
$$;
create function care.answers_complaints(of_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select me.kind = 'member' and care.is_apart(me.member_id, of_case) from access.current_context() me), false)
$$;

grant select on care.ask to leeward_member, leeward_supervisor;
-- Of what the words that open the file said themselves: a guardian reads no child's complaint, and a child no guardian's.
grant select (id, case_id, kind, category, by_guardian, data_key_id, ciphertext, asked_at, due_at, outcome, answer, answered_at)
  on care.ask to leeward_person;
create policy holder_sees_asks on care.ask for select to leeward_member, leeward_supervisor
  using (access.holds(case_id) and (kind <> 'complaint' or care.answers_complaints(case_id)));
create policy own_asks on care.ask for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[]) and by_guardian = not care.is_themself(case_id));

-- Whoever is complained about does not learn it from a clock, nor does anyone end one without an answer.
create policy complaints_are_apart on care.clock as restrictive for select to leeward_member, leeward_supervisor
  using (what <> 'file-complaint' or care.answers_complaints(case_id));
create policy asks_end_by_answers on care.clock as restrictive for update to leeward_member
  using (what not in ('file-question', 'file-correction', 'file-complaint'));
alter policy person_sees_clocks on care.clock
  using (case_id = any ((select access.own_cases())::uuid[])
    and what not in ('wish-asked', 'file-question', 'file-correction', 'file-complaint'));

-- What is counted is told by the index alone, as before.
drop index care.clock_running;
create index clock_running on care.clock (holder_agency_id, due_at, id) include (stands_since, what) where done_at is null;

create or replace function care.count_work(day_ends timestamptz) returns care.counts
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as materialized (select c.agency_id from access.current_context() c where c.kind = 'member')
  select (select count(*) from care.case_file f where f.holder_agency_id = (select me.agency_id from me)),
    (select count(*) from care.case_file f
      where f.holder_agency_id = (select me.agency_id from me) and f.state <> 'closed'),
    count(*) filter (where k.due_at < now()),
    count(*) filter (where k.due_at >= now() and k.due_at < day_ends),
    count(*) filter (where k.due_at >= now())
  from care.clock k
  where k.holder_agency_id = (select me.agency_id from me) and k.done_at is null and k.stands_since is null
    and k.what <> 'file-complaint' and k.due_at < day_ends + interval '6 days'
$$;

-- The key for which the person's words are locked: the holder's, as it is now.
create function care.own_holder_key(of_case uuid) returns table (agency_id uuid, version int, public_key bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.agency_id, k.version, k.public_key from access.case_record r
  join keys.agency_key k on k.agency_id = r.holder_agency_id and k.replaced_at is null
  where r.id = of_case and of_case = any (access.own_cases())
$$;

-- 'asked'; 'unknown'; 'closed' (a part that the file does not show); 'many'; 'nobody' (all who could look into a complaint have
-- to do with the case); 'moved' (the holder's key is another by now).
create function care.put_ask(new_ask uuid, of_case uuid, of_kind text, of_category text, new_key uuid, key_version int,
  sealed_key bytea, locked bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  holder uuid;
  code text := 'file-' || of_kind;
  due timestamptz := now() + case of_kind when 'question' then interval '7 days' else interval '30 days' end;
begin
  if me.kind is distinct from 'person' or not of_case = any (access.own_cases()) then return 'unknown'; end if;
  if access.decide(of_case, of_category) is null then return 'closed'; end if;
  perform access.lock_case(of_case);
  select r.holder_agency_id into holder from access.case_record r where r.id = of_case;
  if (select count(*) from care.ask a where a.case_id = of_case and a.answered_at is null) >= 20
    or (select count(*) from care.ask a where a.case_id = of_case and a.asked_at > now() - interval '1 day') >= 10
  then
    return 'many';
  end if;
  if of_kind = 'complaint' and not exists (select from identity.member m where m.agency_id = holder and care.is_apart(m.id, of_case)) then
    return 'nobody';
  end if;
  if not exists (select from keys.agency_key k where k.agency_id = holder and k.version = key_version and k.replaced_at is null) then
    return 'moved';
  end if;
  insert into keys.data_key (id, case_id, category, closed_at) values (new_key, of_case, of_category, now());
  insert into keys.wrap (data_key_id, agency_id, agency_key_version, sealed) values (new_key, holder, key_version, sealed_key);
  insert into care.ask (id, case_id, kind, category, by_guardian, data_key_id, ciphertext, due_at)
  values (new_ask, of_case, of_kind, of_category, not care.is_themself(of_case), new_key, locked, due);
  insert into care.clock (case_id, what, started_at, due_at, member_id, basis)
  select f.id, code, now(), due, case when of_kind <> 'complaint' then f.lead_member_id end,
    case of_kind
      when 'question' then 'House rule: a question about one''s own file is answered within 7 days'
      when 'correction' then 'GDPR Art. 12(3) and 16: within a month'
      else 'House rule: a complaint is looked into by someone apart from the case, within a month'
    end
  from care.case_file f where f.id = of_case;
  perform ledger.record('ask.made', jsonb_build_object('caseId', of_case, 'askId', new_ask, 'ask', of_kind), of_case, holder);
  -- A desk is told that something came, and of a complaint not about whom.
  perform events.emit('ask.made', holder, case when of_kind = 'complaint' then '{}' else jsonb_build_object('caseId', of_case) end);
  return 'asked';
end
$$;

-- 'done'; 'unknown', also for whoever may not see it; 'answered' (already); 'outcome' (not one for this kind).
create function care.answer_ask(of_ask uuid, how text, locked bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  a care.ask;
begin
  select * into a from care.ask x where x.id = of_ask;
  if a.id is null or me.kind is distinct from 'member' or not access.holds(a.case_id)
    or a.kind = 'complaint' and not care.answers_complaints(a.case_id)
    or access.decide(a.case_id, a.category) is distinct from 'holder'
  then
    return 'unknown';
  end if;
  perform access.lock_case(a.case_id);
  if exists (select from care.ask x where x.id = of_ask and x.answered_at is not null) then return 'answered'; end if;
  if not how = any (case a.kind when 'question' then array['answered'] when 'correction' then array['written-in', 'kept-beside']
    else array['looked-into'] end)
  then
    return 'outcome';
  end if;
  update care.ask x set outcome = how, answer = locked, answered_at = now(), answered_by = me.member_id where x.id = of_ask;
  -- The clock of this very question, or of as old a one: each ends one.
  update care.clock k set done_at = now(), done_by = me.member_id where k.id = (
    select c.id from care.clock c where c.case_id = a.case_id and c.what = 'file-' || a.kind and c.done_at is null
    order by c.due_at <> a.due_at, c.due_at limit 1);
  perform ledger.record('ask.answered', jsonb_build_object('caseId', a.case_id, 'askId', of_ask, 'ask', a.kind, 'outcome', how,
    'memberId', me.member_id), a.case_id, me.agency_id);
  perform events.emit('ask.answered', me.agency_id, case when a.kind = 'complaint' then '{}' else jsonb_build_object('caseId', a.case_id) end);
  return 'done';
end
$$;

revoke all on function care.is_apart(uuid, uuid), care.answers_complaints(uuid), care.own_holder_key(uuid),
  care.put_ask(uuid, uuid, text, text, uuid, int, bytea, bytea), care.answer_ask(uuid, text, bytea) from public;
grant execute on function care.answers_complaints(uuid) to leeward_member, leeward_supervisor;
grant execute on function care.own_holder_key(uuid), care.put_ask(uuid, uuid, text, text, uuid, int, bytea, bytea) to leeward_person;
grant execute on function care.answer_ask(uuid, text, bytea) to leeward_member;
