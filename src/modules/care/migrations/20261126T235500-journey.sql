-- The journey of a case by the steps of its jurisdiction: where someone is and what the next steps depend on, and each step that was
-- taken. Codes and times alone: the words are in the sections, locked. Whether a step is lawful is decided by journey/ (pure); here
-- it is held who may write one, that none is lost, and that two who step at once do not both count.

create table care.journey (
  case_id uuid primary key references care.case_file on delete cascade,
  pack text not null check (pack ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(pack) <= 40), -- the jurisdiction's
  revision int not null check (revision >= 1), -- as many steps as were taken
  standing jsonb not null check (pg_column_size(standing) <= 32768)
);
create table care.step (
  case_id uuid not null references care.case_file on delete cascade,
  revision int not null check (revision >= 1),
  code text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(code) <= 40),
  at timestamptz not null default now(),
  role text not null, -- 'person': by themself
  taken_by uuid references identity.member,
  recorded text[] not null default '{}' check (cardinality(recorded) <= 30),
  primary key (case_id, revision),
  check ((role = 'person') = (taken_by is null))
);
alter table care.journey enable row level security;
alter table care.step enable row level security;
grant select on care.journey, care.step to leeward_member, leeward_supervisor;
-- Not who proposed what, nor which member took a step.
grant select (case_id, pack, revision) on care.journey to leeward_person;
grant select (case_id, revision, code, at, role, recorded) on care.step to leeward_person;
create policy who_works_sees_journey on care.journey for select to leeward_member, leeward_supervisor
  using (access.works_on(case_id));
create policy who_works_sees_steps on care.step for select to leeward_member, leeward_supervisor
  using (access.works_on(case_id));
create policy own_journey on care.journey for select to leeward_person using (case_id = any ((select access.own_cases())::uuid[]));
create policy own_steps on care.step for select to leeward_person using (case_id = any ((select access.own_cases())::uuid[]));

-- A clock of the journey ends by a step and by nothing else; it may stand still.
alter table care.clock
  add column of_journey boolean not null default false,
  add column stands_since timestamptz,
  add column name jsonb; -- as the jurisdiction calls it, {en, ar}
create unique index clock_of_journey on care.clock (case_id, what) where of_journey and done_at is null;
alter table care.clock drop constraint clock_check1, -- by the person's own step nobody at the desk did it
  add constraint done_by_someone check (done_by is null or done_at is not null);

create policy journeys_begin_by_steps on care.clock as restrictive for insert to leeward_member with check (not of_journey);
create policy journeys_end_by_steps on care.clock as restrictive for update to leeward_member using (not of_journey);

-- Roles in which members of an agency that does not hold the case take steps, where a share is open to them.
create function care.steps_from_outside(as_role text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select as_role in ('decision-maker', 'legal-adviser', 'guardian', 'child-protection-officer', 'prosecutor', 'investigator')
$$;

create function care.keep_step(of_case uuid, base int, step text, as_role text, by_member uuid, codes text[], of_pack text,
  now_standing jsonb, running jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  file care.case_file;
  to_state text := now_standing ->> 'state';
  holder uuid;
begin
  select * into strict file from care.case_file f where f.id = of_case for no key update;
  select r.holder_agency_id into holder from access.case_record r where r.id = of_case;
  if coalesce((select j.revision from care.journey j where j.case_id = of_case), 0) <> base then return false; end if;
  insert into care.journey (case_id, pack, revision, standing) values (of_case, of_pack, base + 1, now_standing)
  on conflict (case_id) do update set revision = excluded.revision, standing = excluded.standing;
  insert into care.step (case_id, revision, code, role, taken_by, recorded)
  values (of_case, base + 1, step, as_role, by_member, codes);
  if file.state <> to_state then
    update care.case_file set state = to_state, state_since = now() where id = of_case;
    insert into care.state_change (case_id, from_state, to_state, changed_by) values (of_case, file.state, to_state, by_member);
  end if;
  -- Limits that the house itself set before the case had a jurisdiction are over with its first step.
  update care.clock k set done_at = now(), done_by = by_member
  where k.case_id = of_case and k.done_at is null and (
    k.of_journey and not exists (select from jsonb_array_elements(running) r where r ->> 'what' = k.what)
    or not k.of_journey and k.what in ('early-support', 'referral-answer', 'reasonable-grounds', 'recovery-ends',
      'conclusive-grounds', 'reconsideration', 'follow-up'));
  update care.clock k set started_at = (r ->> 'startedAt')::timestamptz, due_at = (r ->> 'dueAt')::timestamptz, stands_since = (r ->> 'standsSince')::timestamptz
  from jsonb_array_elements(running) r
  where k.case_id = of_case and k.of_journey and k.done_at is null and k.what = r ->> 'what';
  insert into care.clock (case_id, what, started_at, due_at, stands_since, member_id, basis, name, of_journey)
  select of_case, r ->> 'what', (r ->> 'startedAt')::timestamptz, (r ->> 'dueAt')::timestamptz,
    (r ->> 'standsSince')::timestamptz, file.lead_member_id, r ->> 'basis', r -> 'name', true
  from jsonb_array_elements(running) r
  where not exists (select from care.clock k
    where k.case_id = of_case and k.of_journey and k.done_at is null and k.what = r ->> 'what');
  perform ledger.record('case.step', jsonb_build_object('caseId', of_case, 'step', step, 'revision', base + 1, 'role', as_role,
    'memberId', by_member), of_case, holder);
  perform events.emit('case.moved-on', holder, jsonb_build_object('caseId', of_case));
  return true;
end
$$;

-- False where another step came first. Raises for who may not, and `training_valid`.
create function care.take_step(of_case uuid, base int, step text, as_role text, codes text[], of_pack text, now_standing jsonb,
  running jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member'
    or not exists (select from identity.member_role r where r.member_id = me.member_id and r.role = as_role)
    or not (access.holds(of_case) or access.works_on(of_case) and care.steps_from_outside(as_role))
  then
    raise exception 'Not this member''s step.' using errcode = 'insufficient_privilege';
  end if;
  return care.keep_step(of_case, base, step, as_role, me.member_id, codes, of_pack, now_standing, running);
end
$$;

-- The person's own step. What another member proposed about them stays as it was.
create function care.take_own_step(of_case uuid, base int, step text, codes text[], of_pack text, now_standing jsonb,
  running jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before jsonb := (select j.standing -> 'proposedBy' from care.journey j where j.case_id = of_case);
begin
  if (access.current_context()).kind is distinct from 'person' or not of_case = any (access.own_cases()) then
    raise exception 'Not one''s own.' using errcode = 'insufficient_privilege';
  end if;
  return care.keep_step(of_case, base, step, 'person', null, codes, of_pack,
    now_standing || jsonb_build_object('proposedBy', before), running);
end
$$;
create function care.own_standing(of_case uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select j.standing || jsonb_build_object('proposedBy', null) from care.journey j
  where j.case_id = of_case and of_case = any (access.own_cases())
$$;

-- Whether the caller's training for decisions counts today.
create function care.acts_trained() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select identity.is_trained((access.current_context()).member_id)
$$;

drop function care.change_state(uuid, text, text);
revoke all on function care.steps_from_outside(text), care.keep_step(uuid, int, text, text, uuid, text[], text, jsonb, jsonb),
  care.take_step(uuid, int, text, text, text[], text, jsonb, jsonb),
  care.take_own_step(uuid, int, text, text[], text, jsonb, jsonb), care.own_standing(uuid), care.acts_trained() from public;
grant execute on function care.take_step(uuid, int, text, text, text[], text, jsonb, jsonb), care.acts_trained() to leeward_member;
grant execute on function care.take_own_step(uuid, int, text, text[], text, jsonb, jsonb), care.own_standing(uuid)
  to leeward_person;
