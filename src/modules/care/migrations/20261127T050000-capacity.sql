-- Is there room, asked before anyone is named (docs/care.md, "Is there room"). Such a question belongs to no case: no column
-- refers to one, and none holds words. Whoever reads this table, here or in a dump, learns that some agency looked for a place.

create table care.capacity_question (
  id uuid primary key,
  from_agency_id uuid not null references identity.agency,
  to_agency_id uuid not null references identity.agency,
  wanted text not null check (wanted in ('safe-place', 'health-care', 'counselling', 'legal-advice', 'child-protection',
    'identification', 'interpreting', 'work-and-income', 'return-home', 'other-support')),
  for_whom text not null check (for_whom in ('woman', 'man', 'person', 'girl', 'boy', 'child')),
  children smallint not null check (children between 0 and 9), -- who come with them
  language text check (language ~ '^[a-z]{2,3}$'),
  needs text[] not null check (needs <@ array['step-free', 'own-room', 'cot', 'medicine', 'interpreter'] and cardinality(needs) <= 5),
  from_when text not null check (from_when in ('now', 'tonight', 'tomorrow', 'this-week')),
  asked_by uuid references identity.member,
  asked_at timestamptz not null default now(),
  expires_at timestamptz not null, -- after it nobody answers any more
  answer text check (answer in ('yes', 'no', 'later')),
  until timestamptz, -- of a yes: how long it is kept; of a later: from when there is room
  answered_at timestamptz,
  answered_by uuid references identity.member,
  check (from_agency_id <> to_agency_id),
  check (num_nonnulls(answer, answered_at) in (0, 2)),
  check ((until is not null) = coalesce(answer in ('yes', 'later'), false))
);
create index capacity_question_from on care.capacity_question (from_agency_id, asked_at);
create index capacity_question_to on care.capacity_question (to_agency_id, asked_at);
alter table care.capacity_question enable row level security;
grant select on care.capacity_question to leeward_member, leeward_supervisor;
create policy both_see_capacity on care.capacity_question for select to leeward_member, leeward_supervisor
  using (from_agency_id = (select access.current_agency_id()) or to_agency_id = (select access.current_agency_id()));

-- Whoever works for the support of people, or supervises those who do.
create function care.places_people() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from access.current_context() me join identity.member_role m on m.member_id = me.member_id
    where me.kind = 'member' and (m.role = 'supervisor'
      or exists (select from access.role_coverage v where v.role = m.role and v.purpose = 'support')))
$$;

-- Null, or why not: 'role', 'agency' (one of them is one's own, is not there or not active, or no agreement in force is between both),
-- 'many' (a hundred wait for an answer already).
create function care.ask_capacity(new_questions uuid[], to_agencies uuid[], what text, whom text, with_children int, speaks text,
  what_needs text[], from_what_time text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  lives interval := case from_what_time when 'now' then interval '4 hours' when 'tonight' then interval '12 hours'
    when 'tomorrow' then interval '24 hours' else interval '72 hours' end;
begin
  if not care.places_people() then return 'role'; end if;
  if exists (
    select from unnest(to_agencies) t
    where t = me.agency_id or not exists (
      select from identity.agency a join access.protocol_party y on y.agency_id = a.id
      join access.protocol_party z on z.protocol_id = y.protocol_id and z.agency_id = me.agency_id
      join access.protocol p on p.id = y.protocol_id
      where a.id = t and a.status = 'active' and p.status = 'in-force' and p.in_force_from <= now() and p.in_force_until > now()))
  then
    return 'agency';
  end if;
  perform from identity.agency a where a.id = me.agency_id for no key update; -- two who ask at once are counted one after the other
  if (select count(*) from care.capacity_question q
    where q.from_agency_id = me.agency_id and q.answer is null and q.expires_at > now()) + cardinality(to_agencies) > 100
  then
    return 'many';
  end if;
  insert into care.capacity_question (id, from_agency_id, to_agency_id, wanted, for_whom, children, language, needs, from_when,
    asked_by, expires_at)
  select a.question, me.agency_id, a.agency, what, whom, with_children, speaks, what_needs, from_what_time, me.member_id, now() + lives
  from unnest(new_questions, to_agencies) as a(question, agency);
  perform ledger.record('capacity.asked', jsonb_build_object('questionId', a.question, 'memberId', me.member_id), null, me.agency_id),
    events.emit('capacity.asked', a.agency, '{}')
  from unnest(new_questions, to_agencies) as a(question, agency);
  return null;
end
$$;

-- Null, or why not: 'unknown', 'role', 'over', 'until' (a yes is kept for a week at most; a later is within ninety days). An answer may be
-- given anew while the question lasts, or a yes is kept: a place that was taken meanwhile is said so.
create function care.answer_capacity(of_question uuid, how text, how_long timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  q care.capacity_question;
begin
  select x.* into q from care.capacity_question x where x.id = of_question and me.kind = 'member' and x.to_agency_id = me.agency_id
  for update;
  if not found then return 'unknown'; end if;
  if not care.places_people() then return 'role'; end if;
  if q.expires_at <= now() and coalesce(q.until, now()) <= now() then return 'over'; end if;
  if (how_long is not null) <> (how in ('yes', 'later')) or how_long <= now()
    or how_long > now() + (case how when 'yes' then interval '7 days' else interval '90 days' end)
  then
    return 'until';
  end if;
  update care.capacity_question x set answer = how, until = how_long, answered_at = now(), answered_by = me.member_id
  where x.id = of_question;
  perform ledger.record('capacity.answered', jsonb_build_object('questionId', of_question, 'answer', how, 'memberId', me.member_id),
    null, me.agency_id);
  perform events.emit('capacity.answered', q.from_agency_id, '{}');
  return null;
end
$$;
revoke all on function care.places_people(), care.ask_capacity(uuid[], uuid[], text, text, int, text, text[], text),
  care.answer_capacity(uuid, text, timestamptz) from public;
grant execute on function care.ask_capacity(uuid[], uuid[], text, text, int, text, text[], text),
  care.answer_capacity(uuid, text, timestamptz) to leeward_member;

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('capacity-questions', 312, 'questions whether another agency has room, which name nobody', 30, 'their own end, or that of the place that was kept',
    'of no use afterwards', 'our choice', 'care.capacity_question', 'greatest(t.expires_at, t.until) < now() - k.kept');
