-- Whoever took a consent back is in no later release, until they agree to something anew; who stopped the journey, neither.
-- Asked of the person: which of their cases it was in makes no difference.

create function statistics.withdrew(about uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from access.case_record r join care.case_file f on f.id = r.id where r.person_id = about and f.state = 'withdrawn'
  ) or exists (
    select 1 from access.consent c join access.case_record r on r.id = c.case_id
    where r.person_id = about and c.withdrawn_at is not null and not exists (
      select 1 from access.consent again join access.case_record s on s.id = again.case_id
      where s.person_id = about and again.given_at > c.withdrawn_at)
  )
$$;
revoke all on function statistics.withdrew(uuid) from public;

-- What the caller's agency holds, but for whoever withdrew. `person` is a number of this answer alone: it says which cases are one person's.
create or replace function statistics.caseload_codes(of_run uuid, asked_epsilon double precision, asked_delta double precision)
returns table (person text, gender text, age_band text, stage text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or me.purpose is distinct from 'statistics' or not exists (
    select 1 from identity.member_role r where r.member_id = me.member_id and r.role = 'statistician'
  ) then
    raise exception 'Only a statistician, for statistics, counts a caseload.' using errcode = 'insufficient_privilege',
      constraint = 'statistician';
  end if;
  if not gate.may_go_on(of_run, 'caseload-release') then
    raise exception 'The gate did not let this run through.' using errcode = 'insufficient_privilege', constraint = 'gate';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('caseload budget ' || me.agency_id, 0));
  if asked_epsilon + (select coalesce(sum(s.epsilon), 0) from statistics.spent s
    where s.agency_id = me.agency_id and s.at > clock_timestamp() - interval '365 days') > 4 + 1e-9
  then
    raise exception 'No more may be learned of one person this year.' using errcode = 'check_violation',
      constraint = 'caseload_budget';
  end if;
  insert into statistics.spent (run_id, agency_id, epsilon, delta)
  values (of_run, me.agency_id, asked_epsilon, asked_delta);
  perform ledger.record('release.counted', jsonb_build_object('runId', of_run, 'memberId', me.member_id,
    'epsilon', asked_epsilon, 'delta', asked_delta), null, me.agency_id);
  return query
  select (dense_rank() over (order by r.person_id))::text, f.gender, f.age_band, f.state
  from access.case_record r join care.case_file f on f.id = r.id
  where r.holder_agency_id = me.agency_id and not statistics.withdrew(r.person_id);
end
$$;
