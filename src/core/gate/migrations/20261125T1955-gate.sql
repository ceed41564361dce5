-- The gate (docs/gate.md): an algorithm, a release or an exchange runs at an agency only with a valid rights assessment
-- of that very version and, where required, the answered advice of the survivors' council. What protects people (kind
-- `protection`: the door, My file, care) is assessed and shown as overdue like the rest, and never stopped.

create schema gate;
grant usage on schema gate to leeward_visitor, leeward_member, leeward_supervisor;

-- As the running code declares it. Other words under the same version have another hash, and need an assessment anew.
create table gate.tool (
  name text not null check (name ~ '^[a-z][a-z-]{2,59}$'),
  version text not null check (version ~ '^[0-9]{1,4}(\.[0-9]{1,4}){0,2}$'),
  kind text not null check (kind in ('algorithm', 'release', 'exchange', 'protection')),
  purpose text not null check (length(purpose) between 10 and 1000),
  decides text not null check (length(decides) between 10 and 1000),
  evidence text not null check (length(evidence) between 10 and 1000),
  limits text not null check (length(limits) between 10 and 1000),
  needs_advice boolean not null,
  declaration_hash bytea not null check (length(declaration_hash) = 32),
  declared_at timestamptz not null default now(),
  is_current boolean not null default true,
  primary key (name, version)
);
create unique index one_current_version on gate.tool (name) where is_current;

-- A question to the survivors' council about one version at one agency, and its answer.
create table gate.advice (
  id uuid primary key,
  tool text not null,
  version text not null,
  agency_id uuid not null references identity.agency,
  question text not null check (length(question) between 10 and 1000),
  asked_by uuid not null references identity.member,
  asked_at timestamptz not null default clock_timestamp(),
  stance text check (stance in ('for', 'conditions', 'against')),
  answer text check (length(answer) between 10 and 2000),
  answered_by uuid references identity.member,
  answered_body text check (length(answered_body) between 3 and 200), -- who was heard, by name
  answered_at timestamptz,
  foreign key (tool, version) references gate.tool,
  check (num_nonnulls(stance, answer, answered_by, answered_body, answered_at) in (0, 5))
);
create index advice_of_agency on gate.advice (agency_id, tool, version, asked_at desc);

-- What two people signed. The newest one of a version counts.
create table gate.assessment (
  id uuid primary key references proposals.proposal,
  tool text not null,
  version text not null,
  declaration_hash bytea not null,
  agency_id uuid not null references identity.agency,
  content text not null,
  signatures jsonb not null, -- of both: memberId, name, signingKey, signature, signedAt
  signed_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid references identity.member,
  withdrawn_because text check (length(withdrawn_because) between 3 and 1000),
  foreign key (tool, version) references gate.tool,
  check (num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_because) in (0, 3))
);
create index assessment_of_agency on gate.assessment (agency_id, tool, version, signed_at desc);

create table gate.run (
  id uuid primary key default gen_random_uuid(),
  tool text not null,
  version text not null,
  agency_id uuid not null references identity.agency,
  member_id uuid not null references identity.member,
  assessment_id uuid not null references gate.assessment,
  began_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz, -- its effect was let through
  stopped_at timestamptz,
  foreign key (tool, version) references gate.tool,
  check (num_nonnulls(finished_at, stopped_at) <= 1)
);

alter table gate.tool enable row level security;
alter table gate.advice enable row level security;
alter table gate.assessment enable row level security;
alter table gate.run enable row level security;
-- Who works in the house reads all of it, auditors too; runs stand in the ledger.
grant select on gate.tool, gate.advice, gate.assessment to leeward_member, leeward_supervisor;
create policy tools_are_open on gate.tool for select to leeward_member, leeward_supervisor
  using ((select access.current_member_id()) is not null);
create policy advice_is_open on gate.advice for select to leeward_member, leeward_supervisor
  using ((select access.current_member_id()) is not null);
create policy assessments_are_open on gate.assessment for select to leeward_member, leeward_supervisor
  using ((select access.current_member_id()) is not null);

-- What changes whether a tool may run at an agency comes one after the other with the runs themselves.
create function gate.lock(of_agency uuid, of_tool text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended('gate ' || of_agency || ' ' || of_tool, 0))
$$;

-- Why a version may not run at an agency at a moment; no refusal: it may, until `until`.
create type gate.verdict as (refusal text, at timestamptz, assessment_id uuid, until timestamptz);

create function gate.judge(of_agency uuid, of_tool text, of_version text, moment timestamptz) returns gate.verdict
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  t gate.tool;
  a gate.assessment;
  d gate.advice;
  waits_since timestamptz;
begin
  select * into t from gate.tool x where x.name = of_tool and x.version = of_version and x.is_current;
  if not found then return row('unknown-version', null, null, null)::gate.verdict; end if;
  select * into a from gate.assessment x
  where x.agency_id = of_agency and x.tool = of_tool and x.version = of_version order by x.signed_at desc limit 1;
  if a.id is null then
    select p.proposed_at into waits_since from proposals.proposal p
    where p.kind = 'tool.assessment' and p.agency_id = of_agency and p.outcome is null and p.expires_at > moment
      and p.content::jsonb ->> 'tool' = of_tool and p.content::jsonb ->> 'version' = of_version
    order by p.proposed_at desc limit 1;
    if waits_since is not null then return row('one-signature', waits_since, null, null)::gate.verdict; end if;
    return row(case when exists (select 1 from gate.assessment x where x.agency_id = of_agency and x.tool = of_tool)
      then 'other-version' else 'never-assessed' end, null, null, null)::gate.verdict;
  end if;
  if a.withdrawn_at is not null then return row('withdrawn', a.withdrawn_at, a.id, null)::gate.verdict; end if;
  if a.declaration_hash <> t.declaration_hash then return row('other-version', null, a.id, null)::gate.verdict; end if;
  if a.expires_at <= moment then return row('expired', a.expires_at, a.id, null)::gate.verdict; end if;
  if t.needs_advice then
    select * into d from gate.advice x
    where x.agency_id = of_agency and x.tool = of_tool and x.version = of_version order by x.asked_at desc limit 1;
    if d.id is null then return row('advice-not-asked', null, a.id, null)::gate.verdict; end if;
    if d.answered_at is null then return row('advice-unanswered', d.asked_at, a.id, null)::gate.verdict; end if;
    if d.stance <> 'for' and (a.content::jsonb #>> '{advice,id}' is distinct from d.id::text
      or a.content::jsonb #>> '{advice,reply}' is null) then
      return row('advice-not-met', d.answered_at, a.id, null)::gate.verdict;
    end if;
  end if;
  return row(null, null, a.id, a.expires_at)::gate.verdict;
end
$$;

-- Lets the caller's agency begin a run: its number, or why not; both are written down, and both stay.
create function gate.pass(of_tool text, of_version text, out run_id uuid, out refusal text, out at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  v gate.verdict;
begin
  if me.kind is distinct from 'member' or me.agency_id is null then
    raise exception 'A tool runs for a member of an agency.' using errcode = 'insufficient_privilege';
  end if;
  if exists (select 1 from gate.tool t where t.name = of_tool and t.kind = 'protection') then
    raise exception 'What protects people does not go through the gate.' using errcode = 'check_violation';
  end if;
  perform gate.lock(me.agency_id, of_tool);
  v := gate.judge(me.agency_id, of_tool, of_version, clock_timestamp());
  if v.refusal is null then
    insert into gate.run (tool, version, agency_id, member_id, assessment_id)
    values (of_tool, of_version, me.agency_id, me.member_id, v.assessment_id) returning id into run_id;
  else
    refusal := v.refusal;
    at := v.at;
  end if;
  perform ledger.record(case when refusal is null then 'gate.passed' else 'gate.refused' end,
    jsonb_strip_nulls(jsonb_build_object('tool', of_tool, 'version', of_version, 'memberId', me.member_id, 'runId', run_id,
      'assessmentId', v.assessment_id, 'refusal', refusal)), null, me.agency_id);
end
$$;

-- Whether a run of the caller's is under way and may still go on; for functions that hand out what it works on.
create function gate.may_go_on(wanted uuid, of_tool text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  r gate.run;
begin
  select * into r from gate.run x where x.id = wanted and x.tool = of_tool and x.member_id = me.member_id
    and x.finished_at is null and x.stopped_at is null and x.began_at > clock_timestamp() - interval '1 day';
  return r.id is not null and (gate.judge(r.agency_id, r.tool, r.version, clock_timestamp())).refusal is null;
end
$$;

-- Asked once more in the transaction of the effect: nothing comes of a run whose assessment ended meanwhile. Until this
-- transaction ends, nobody can withdraw it. Writes down what it says.
create function gate.finish(wanted uuid, out refusal text, out at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  r gate.run;
  v gate.verdict;
begin
  select * into r from gate.run x where x.id = wanted and x.member_id = me.member_id for update;
  if r.id is null or r.finished_at is not null or r.stopped_at is not null
    or r.began_at <= clock_timestamp() - interval '1 day' then
    refusal := 'run-over';
    return;
  end if;
  perform gate.lock(r.agency_id, r.tool);
  v := gate.judge(r.agency_id, r.tool, r.version, clock_timestamp());
  refusal := v.refusal;
  at := v.at;
  update gate.run set finished_at = case when v.refusal is null then clock_timestamp() end,
    stopped_at = case when v.refusal is not null then clock_timestamp() end where id = wanted;
  perform ledger.record(case when v.refusal is null then 'gate.finished' else 'gate.stopped' end,
    jsonb_strip_nulls(jsonb_build_object('tool', r.tool, 'version', r.version, 'memberId', me.member_id, 'runId', r.id,
      'assessmentId', v.assessment_id, 'refusal', v.refusal)), null, r.agency_id);
end
$$;

insert into proposals.kind (name, proposers, confirmers, lives_hours, signed, performs)
values ('tool.assessment', '{supervisor}', '{data-protection-officer}', 720, true, 'gate.assess');

-- What can be signed: about the version that is here, in force for a year at most, and true to what the council said.
create function gate.ensure_assessable(of_agency uuid, said jsonb) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  ends timestamptz := ((said ->> 'until')::date + 1)::timestamp at time zone 'UTC';
  d gate.advice;
begin
  if not exists (select 1 from gate.tool t where t.name = said ->> 'tool' and t.version = said ->> 'version'
    and t.is_current and encode(t.declaration_hash, 'hex') = said ->> 'declaration') then
    raise exception 'This is not the version that is here.' using errcode = 'check_violation', constraint = 'tool_changed';
  end if;
  if ends <= now() or ends > now() + interval '367 days' then
    raise exception 'An assessment holds for a year at most.' using errcode = 'check_violation', constraint = 'until_within_a_year';
  end if;
  if said -> 'advice' <> 'null' then
    select * into d from gate.advice x where x.id = (said #>> '{advice,id}')::uuid and x.agency_id = of_agency
      and x.tool = said ->> 'tool' and x.version = said ->> 'version' and x.answered_at is not null;
    if d.id is null or d.stance <> 'for' and said #>> '{advice,reply}' is null then
      raise exception 'The advice has to be answered in the assessment.'
        using errcode = 'check_violation', constraint = 'advice_met';
    end if;
  end if;
  return ends;
end
$$;

-- The first of two proposes an assessment, and signs it with proposals.sign. False to whoever may not.
create function gate.propose_assessment(new_id uuid, statement jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if proposals.propose(new_id, 'tool.assessment', statement) is null then return false; end if;
  perform gate.ensure_assessable((access.current_context()).agency_id, statement);
  return true;
end
$$;

-- Performs `tool.assessment`, which proposals.confirm lets through with the signatures of both. The second one is not among
-- those who lead the agency.
create function gate.assess(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := p.content::jsonb;
begin
  perform gate.lock(p.agency_id, said ->> 'tool');
  if p.outcome is distinct from 'confirmed' or exists (select 1 from identity.member_role r join identity.role d on d.name = r.role
      where r.member_id = p.settled_by and d.supervises) then
    return false;
  end if;
  insert into gate.assessment (id, tool, version, declaration_hash, agency_id, content, signatures, expires_at)
  select p.id, said ->> 'tool', said ->> 'version', decode(said ->> 'declaration', 'hex'), p.agency_id, p.content,
    jsonb_agg(jsonb_build_object('memberId', s.member_id, 'name', s.name, 'signedAt', s.signed_at,
      'signingKey', translate(encode(s.signing_key, 'base64'), E'+/=\n', '-_'),
      'signature', translate(encode(s.signature, 'base64'), E'+/=\n', '-_')) order by s.member_id <> p.proposed_by),
    gate.ensure_assessable(p.agency_id, said)
  from proposals.signature s where s.proposal_id = p.id and s.member_id in (p.proposed_by, p.settled_by);
  perform ledger.record('assessment.signed', jsonb_build_object('assessmentId', p.id, 'tool', said ->> 'tool',
    'version', said ->> 'version', 'contentHash', encode(p.content_hash, 'hex'), 'until', said ->> 'until',
    'signedBy', jsonb_build_array(p.proposed_by, p.settled_by)), null, p.agency_id);
  return true;
end
$$;

-- Whoever could have signed it can take it back, alone: it stops something, and opens nothing.
create function gate.withdraw_assessment(wanted uuid, because text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  a gate.assessment;
begin
  if not proposals.has_role('{supervisor,data-protection-officer}') then return false; end if;
  select * into a from gate.assessment x where x.id = wanted and x.agency_id = me.agency_id;
  if a.id is null then return false; end if;
  perform gate.lock(a.agency_id, a.tool);
  update gate.assessment set withdrawn_at = clock_timestamp(), withdrawn_by = me.member_id, withdrawn_because = because
  where id = wanted and withdrawn_at is null;
  if not found then return false; end if;
  perform ledger.record('assessment.withdrawn', jsonb_build_object('assessmentId', a.id, 'tool', a.tool,
    'version', a.version, 'memberId', me.member_id), null, a.agency_id);
  return true;
end
$$;

create function gate.ask_advice(new_id uuid, of_tool text, asked text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  of_version text := (select t.version from gate.tool t where t.name = of_tool and t.is_current);
begin
  if of_version is null or not proposals.has_role('{supervisor,data-protection-officer}') then return false; end if;
  perform gate.lock(me.agency_id, of_tool);
  insert into gate.advice (id, tool, version, agency_id, question, asked_by)
  values (new_id, of_tool, of_version, me.agency_id, asked, me.member_id);
  perform ledger.record('advice.asked', jsonb_build_object('adviceId', new_id, 'tool', of_tool, 'version', of_version,
    'memberId', me.member_id), null, me.agency_id);
  return true;
end
$$;

create function gate.has_council() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from identity.agency a where a.kind = 'survivors-council' and a.status = 'active')
$$;

-- A member of the survivors' council answers in its name. Where the house has none, another member of the agency than
-- the one who asked records what a body outside, which they name, has answered.
create function gate.answer_advice(wanted uuid, new_stance text, new_answer text, body text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  d gate.advice;
  heard text;
begin
  if me.kind is distinct from 'member' then return false; end if;
  select * into d from gate.advice x where x.id = wanted;
  if gate.has_council() then
    select a.name into heard from identity.agency a
    where a.id = me.agency_id and a.kind = 'survivors-council' and a.id <> d.agency_id;
  elsif d.agency_id = me.agency_id and d.asked_by <> me.member_id
    and proposals.has_role('{supervisor,data-protection-officer}') then
    heard := body;
  end if;
  if d.id is null or heard is null then return false; end if;
  perform gate.lock(d.agency_id, d.tool);
  update gate.advice set stance = new_stance, answer = new_answer, answered_by = me.member_id, answered_body = heard,
    answered_at = clock_timestamp()
  where id = wanted and answered_at is null;
  if not found then return false; end if;
  perform ledger.record('advice.answered', jsonb_build_object('adviceId', d.id, 'tool', d.tool, 'version', d.version,
    'stance', new_stance, 'memberId', me.member_id), null, d.agency_id);
  return true;
end
$$;

-- How each tool stands: at the caller's own agency, and wherever else it was assessed or asked about.
create function gate.verdicts() returns table (tool text, agency_id uuid, agency text, own boolean, refusal text,
  at timestamptz, assessment_id uuid, until timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' then return; end if;
  return query
  select t.name, a.id, a.name, a.id is not distinct from me.agency_id, v.refusal, v.at, v.assessment_id, v.until
  from gate.tool t join identity.agency a on a.id = me.agency_id
    or a.id in (select x.agency_id from gate.assessment x where x.tool = t.name
      union select x.agency_id from gate.advice x where x.tool = t.name),
    lateral gate.judge(a.id, t.name, t.version, clock_timestamp()) v
  where t.is_current order by t.name, a.name;
end
$$;

-- For everyone: at how many agencies an assessment of each tool is good, and at how many one is overdue. No agency's name:
-- that of a shelter can be a secret.
create function gate.public_tools() returns table (name text, version text, kind text, good int, overdue int)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select t.name, t.version, t.kind, (count(*) filter (where x.agency_id is not null and v.refusal is null))::int,
    (count(*) filter (where x.agency_id is not null and v.refusal is not null))::int
  from gate.tool t
    left join lateral (select distinct a.agency_id from gate.assessment a where a.tool = t.name) x on true
    left join lateral gate.judge(x.agency_id, t.name, t.version, clock_timestamp()) v on x.agency_id is not null
  where t.is_current group by t.name, t.version order by t.kind = 'protection' desc, t.name
$$;

revoke all on all functions in schema gate from public;
grant execute on function gate.pass(text, text), gate.finish(uuid),
  gate.propose_assessment(uuid, jsonb),
  gate.withdraw_assessment(uuid, text), gate.ask_advice(uuid, text, text),
  gate.answer_advice(uuid, text, text, text), gate.has_council(), gate.verdicts()
  to leeward_member;
grant execute on function gate.public_tools() to leeward_visitor;
