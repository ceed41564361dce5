-- A clock tells: at the moments that its jurisdiction names, and at its end. The moments are written down with the step
-- that begins the clock, moves it or lets it stand; the worker tells of those that have come, each once. Nothing else
-- ever comes of a clock.

alter table care.clock
  add column alarms jsonb not null default '[]' -- [{name, at, when, toldAt}]
    check (jsonb_typeof(alarms) = 'array' and jsonb_array_length(alarms) <= 20),
  add column next_alarm_at timestamptz, -- the earliest that nobody was told of
  add column alarmed_at timestamptz; -- when someone was last told
create index clock_alarm_due on care.clock (next_alarm_at) where done_at is null and next_alarm_at is not null;
create index clock_alarmed on care.clock (holder_agency_id) where done_at is null and alarmed_at is not null;

-- The house's own limits tell at their end alone. Those that ran when this came tell so too; what was over by then stands
-- in Today already.
update care.clock set alarms = jsonb_build_array(jsonb_build_object('name', 'over', 'at', due_at, 'when', jsonb_build_object('daysAfter', 0),
    'toldAt', case when due_at <= now() then now() end)),
  next_alarm_at = case when due_at > now() then due_at end
where done_at is null and stands_since is null;

create function care.keep_alarms() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' and (not new.of_journey or new.alarms = '[]' and new.stands_since is null) then
    new.alarms := jsonb_build_array(jsonb_build_object('name', 'over', 'at', new.due_at, 'when', jsonb_build_object('daysAfter', 0),
      'toldAt', null));
    new.alarmed_at := null;
  end if;
  new.next_alarm_at := (select min((a ->> 'at')::timestamptz) from jsonb_array_elements(new.alarms) a
    where a ->> 'toldAt' is null);
  return new;
end
$$;
create trigger keep_alarms before insert or update of alarms on care.clock
  for each row execute function care.keep_alarms();

-- What was told stays told, but of a moment that has moved on into what is to come it is told again.
create function care.alarms_after(before jsonb, counted jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(x.alarm order by x.alarm ->> 'at'), '[]') from (
    select c || jsonb_build_object('toldAt', case
        when (c ->> 'at')::timestamptz = (b ->> 'at')::timestamptz or (c ->> 'at')::timestamptz <= now() then b -> 'toldAt'
      end) as alarm
    from jsonb_array_elements(counted) c
    left join jsonb_array_elements(before) b on b ->> 'name' = c ->> 'name'
    union all
    select b from jsonb_array_elements(before) b where b ->> 'toldAt' is not null
      and not exists (select from jsonb_array_elements(counted) c where c ->> 'name' = b ->> 'name')
  ) x
$$;

create or replace function care.keep_step(of_case uuid, base int, step text, as_role text, by_member uuid, codes text[], of_pack text,
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
  update care.clock k set started_at = (r ->> 'startedAt')::timestamptz, due_at = (r ->> 'dueAt')::timestamptz, stands_since = (r ->> 'standsSince')::timestamptz,
    alarms = care.alarms_after(k.alarms, r -> 'alarms')
  from jsonb_array_elements(running) r
  where k.case_id = of_case and k.of_journey and k.done_at is null and k.what = r ->> 'what';
  insert into care.clock (case_id, what, started_at, due_at, stands_since, member_id, basis, name, of_journey, alarms)
  select of_case, r ->> 'what', (r ->> 'startedAt')::timestamptz, (r ->> 'dueAt')::timestamptz,
    (r ->> 'standsSince')::timestamptz, file.lead_member_id, r ->> 'basis', r -> 'name', true,
    care.alarms_after('[]', r -> 'alarms')
  from jsonb_array_elements(running) r
  where not exists (select from care.clock k
    where k.case_id = of_case and k.of_journey and k.done_at is null and k.what = r ->> 'what');
  perform ledger.record('case.step', jsonb_build_object('caseId', of_case, 'step', step, 'revision', base + 1, 'role', as_role,
    'memberId', by_member), of_case, holder);
  perform events.emit('case.moved-on', holder, jsonb_build_object('caseId', of_case));
  return true;
end
$$;

-- A moment came: the holder is told, once, and it is on record. Nothing is closed, denied or moved by it.
create function care.tell_alarms() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  k care.clock;
  a jsonb;
  n bigint := 0;
begin
  for k in
    select * from care.clock x where x.done_at is null and x.next_alarm_at <= now() and x.stands_since is null
    order by x.next_alarm_at limit 1000 for update skip locked
  loop
    for a in
      select x from jsonb_array_elements(k.alarms) x where x ->> 'toldAt' is null and (x ->> 'at')::timestamptz <= now()
      order by x ->> 'at'
    loop
      perform ledger.record('clock.alarm', jsonb_build_object('caseId', k.case_id, 'clockId', k.id, 'clock', k.what,
        'alarm', a ->> 'name'), k.case_id, k.holder_agency_id);
      n := n + 1;
    end loop;
    perform events.emit('clock.alarm', k.holder_agency_id, jsonb_build_object('caseId', k.case_id));
    update care.clock set alarmed_at = now(), alarms = (
      select jsonb_agg(case when x ->> 'toldAt' is null and (x ->> 'at')::timestamptz <= now()
        then x || jsonb_build_object('toldAt', now()) else x end order by x ->> 'at')
      from jsonb_array_elements(k.alarms) x)
    where id = k.id;
  end loop;
  return n;
end
$$;

-- What stands still is not late: its end is farther off by as long as it stands.
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
    and k.due_at < day_ends + interval '6 days'
$$;

-- Also those that told already and fall due later: whoever was told does something.
create or replace function care.list_clocks(due_before timestamptz, done_since timestamptz, row_limit int) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as materialized (select c.agency_id from access.current_context() c where c.kind = 'member')
  select array(
    select l.id from (
      select 1 as place, k.due_at, k.id from care.clock k
      where k.holder_agency_id = (select me.agency_id from me) and k.done_at is null and k.due_at < due_before
      union all
      select 1, k.due_at, k.id from care.clock k
      where k.holder_agency_id = (select me.agency_id from me) and k.done_at is null and k.alarmed_at is not null
        and k.due_at >= due_before
      union all
      select 2, k.due_at, k.id from care.clock k
      where k.holder_agency_id = (select me.agency_id from me) and k.done_at >= done_since
    ) l
    order by l.place, l.due_at, l.id
    limit least(row_limit, 1000)
  )
$$;

revoke all on function care.keep_alarms(), care.alarms_after(jsonb, jsonb), care.tell_alarms() from public;
grant execute on function care.tell_alarms() to leeward_clock_worker;
