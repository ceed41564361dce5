-- A closed case is not kept for ever: after the time of its own jurisdiction's pack it is erased, as a whole and as any case is
-- (access.erase_case). That day is told thirty days before, to the lead as a clock and to the person in their file. Nothing goes that
-- was not told of so long, and nothing while something still needs the case: then the day is taken back, and told anew.

alter table care.case_file add column goes_at timestamptz; -- told: not before then; null where no day was told
create index case_closed on care.case_file (state_since) where state = 'closed';
create index case_going on care.case_file (goes_at) where goes_at is not null;
create policy days_are_told_by_the_house on care.case_file as restrictive for insert to leeward_member with check (goes_at is null);

-- Reopened, or taken back: no day is told any more, and the clock that told it is over. Whoever closes it again begins anew.
create function care.take_back_going() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.state <> 'closed' then new.goes_at := null; end if;
  if new.goes_at is null then
    update care.clock set done_at = now() where case_id = new.id and what = 'file-goes' and done_at is null;
  end if;
  return new;
end
$$;
create trigger take_back_going before update of state, goes_at on care.case_file
  for each row when (old.goes_at is not null) execute function care.take_back_going();

-- What a closed case is still needed for, past its time too. 'untold' is what the person may not know of: a notice that a court
-- defers, or what two members are about to decide. A day that was told stays told then, and the case stays too.
create function care.kept_for(of_case uuid) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array_remove(array[
    case when exists (select from access.legal_order o where o.case_id = of_case and o.ended_at is null and o.expires_at > now()
      and coalesce(o.notice_deferred_until <= now(), true)) then 'order' end,
    case when exists (select from access.legal_order o where o.case_id = of_case and o.notice_deferred_until > now())
      or exists (select from proposals.proposal p where p.case_id = of_case and p.outcome is null and p.expires_at > now())
      then 'untold' end,
    case when exists (select from access.erasure e where e.case_id = of_case) then 'erasure' end, -- under way already
    case when exists (select from access.share s left join access.legal_order o on o.id = s.legal_order_id
      where s.case_id = of_case and s.ended_at is null and coalesce(o.notice_deferred_until <= now(), true)) then 'share' end,
    case when exists (select from access.break_glass b where b.case_id = of_case and access.is_live(b))
      then 'glass' end,
    case when exists (select from care.referral r where r.case_id = of_case and r.closed_at is null) then 'referral' end,
    case when exists (select from care.wish w where w.case_id = of_case and w.ended_at is null) then 'wish' end,
    case when exists (select from care.words_reset w where w.case_id = of_case and w.ended_at is null and w.ends_at > now())
      then 'words' end,
    case when exists (select from care.clock k where k.case_id = of_case and k.what = 'reconsideration' and k.done_at is null)
      then 'reconsideration' end,
    case when exists (select from leaving.hand_over h where h.case_id = of_case and h.outcome is null) then 'hand-over' end
  ], null)
$$;

-- The closed cases that one pack leads ('': that none led), or how many of them would go now. At most 500 at a time are
-- told of, and as many go: the rest an hour later.
create function care.keep_closed(of_pack text, kept interval, only_count boolean) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  told_before constant interval := interval '30 days';
  rule text := (select left(format('%s days from closing: %s', s.kept_days, s.source), 200) from retention.schedule s
    where s.by_function = 'care.keep_closed' and s.of_what = of_pack);
  one uuid;
  told_by uuid;
  goes timestamptz;
  n bigint := 0;
begin
  if only_count then
    return (select count(*) from care.case_file f left join care.journey j on j.case_id = f.id
      where f.goes_at <= now() and coalesce(j.pack, '') = of_pack and f.state_since + kept <= f.goes_at and care.kept_for(f.id) = '{}');
  end if;

  update care.case_file set goes_at = null where id in (
    select f.id from care.case_file f left join care.journey j on j.case_id = f.id
    where f.goes_at is not null and coalesce(j.pack, '') = of_pack
      and (f.state_since + kept > f.goes_at or array_remove(care.kept_for(f.id), 'untold') <> '{}'));

  for one in
    select f.id from care.case_file f left join care.journey j on j.case_id = f.id
    where f.goes_at <= now() and coalesce(j.pack, '') = of_pack and care.kept_for(f.id) = '{}'
    order by f.id limit 500
  loop
    perform access.lock_case(one);
    -- Looked at again: since the list was made someone may have reopened it, or recorded an order.
    perform from care.case_file f where f.id = one for no key update;
    if exists (select from care.case_file f where f.id = one and f.goes_at <= now()) and care.kept_for(one) = '{}' then
      perform access.erase_case(one);
      n := n + 1;
    end if;
  end loop;

  for one in
    select f.id from care.case_file f left join care.journey j on j.case_id = f.id
    where f.state = 'closed' and f.goes_at is null and f.state_since <= now() + told_before - kept
      and coalesce(j.pack, '') = of_pack and care.kept_for(f.id) = '{}'
    order by f.state_since, f.id limit 500
  loop
    perform access.lock_case(one);
    update care.case_file f set goes_at = greatest(f.state_since + kept, now() + told_before)
    where f.id = one and f.state = 'closed' and f.goes_at is null returning f.goes_at into goes;
    continue when not found;
    insert into care.clock (case_id, what, started_at, due_at, member_id, basis)
    select one, 'file-goes', now(), goes, f.lead_member_id, rule from care.case_file f where f.id = one returning id into told_by;
    -- It tells now, not at its end: then the case is gone, or the day was taken back.
    update care.clock set alarms = jsonb_build_array(jsonb_build_object('name', 'told', 'at', now(),
      'when', jsonb_build_object('hoursBefore', extract(epoch from goes - now())::int / 3600), 'toldAt', null)) where id = told_by;
  end loop;
  return n;
end
$$;

revoke all on function care.take_back_going(), care.kept_for(uuid), care.keep_closed(text, interval, boolean) from public;

insert into retention.schedule (name, place, what, kept_days, since, reason, source, elsewhere) values
  ('open-cases', 990, 'cases that are not closed, also whose person is missing, abroad or withdrew', 0, 'their closing, or the person''s wish',
    'support is never ended by a timer', 'our choice', 'whoever leads the case closes it; then its pack''s time runs');
