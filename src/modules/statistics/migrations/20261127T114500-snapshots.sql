-- Who was counted, as they were counted, frozen in the act that hands the codes out: sealed, in no backup, and gone after
-- thirty days. While it is there each cell of the release can be computed again (leeward release verify).

create table statistics.snapshot (
  run_id uuid primary key,
  agency_id uuid not null references identity.agency,
  sealed bytea not null,
  made_at timestamptz not null default clock_timestamp()
);
create index snapshot_of_agency on statistics.snapshot (agency_id);
alter table statistics.snapshot enable row level security;

create function statistics.keep_snapshot(of_run uuid, made bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or not gate.may_go_on(of_run, 'caseload-release')
    or not exists (select from statistics.spent s where s.run_id = of_run and not s.people_too_few)
  then
    raise insufficient_privilege;
  end if;
  insert into statistics.snapshot (run_id, agency_id, sealed) values (of_run, me.agency_id, made);
end
$$;

-- For whoever may count there: the seal of a release's snapshot, and that it was asked for. Nothing where it is gone.
create function statistics.open_snapshot(of_release uuid) returns table (run_id uuid, sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or me.purpose is distinct from 'statistics'
    or not statistics.has_role('{statistician}')
  then
    return;
  end if;
  return query select s.run_id, s.sealed from statistics.release r join statistics.snapshot s on s.run_id = r.run_id
    where r.id = of_release and r.agency_id = me.agency_id;
  if found then
    perform ledger.record('release.verified', jsonb_build_object('releaseId', of_release, 'memberId', me.member_id), null,
      me.agency_id);
  end if;
end
$$;
revoke all on function statistics.keep_snapshot(uuid, bytea), statistics.open_snapshot(uuid) from public;
grant execute on function statistics.keep_snapshot(uuid, bytea), statistics.open_snapshot(uuid) to leeward_member;

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('snapshots', 380, 'who was counted for a release, sealed', 30, 'the count', 'a release can be computed again while it is looked at',
    'our choice', 'statistics.snapshot', 't.made_at < now() - k.kept');
