-- A wish that was said face to face is carried out by a second member who knows it too, where everything waits that takes
-- two. It stands for its seven days there, and for fourteen more; then it has to be said again.

insert into proposals.kind (name, proposers, confirmers, lives_hours, waits_hours, asks_how, performs, undoes)
values ('wish.second', '{}', '{intake-worker,caseworker,health-worker,legal-adviser,guardian,child-protection-officer}',
  504, 168, true, 'care.second_wish', 'care.undo_wish');

insert into proposals.proposal (id, kind, agency_id, case_id, content, content_hash, proposed_by, proposed_at, ripe_at, expires_at)
select w.id, 'wish.second', m.agency_id, w.case_id, c.content, sha256(convert_to(c.content, 'UTF8')), w.asked_to, w.asked_at,
  w.ripe_at, greatest(w.ripe_at, now()) + interval '14 days'
from care.wish w
join identity.member m on m.id = w.asked_to
cross join lateral (select jsonb_build_object('caseId', w.case_id, 'wish', w.what)::text as content) c
where w.ended_at is null;

drop function care.second_wish(uuid, text);

create or replace function care.hear_wish(new_wish uuid, of_case uuid, wanted text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said text;
begin
  if not care.hears_wishes(of_case) then
    return case when access.holds(of_case) then 'role' else 'unknown' end;
  end if;
  -- What nobody seconded in time is over: it can be said again.
  update care.wish w set ended_at = now(), ended_how = 'stopped'
  from proposals.proposal p
  where p.id = w.id and p.outcome is null and p.expires_at <= now() and w.case_id = of_case and w.ended_at is null;
  said := care.record_wish(new_wish, of_case, wanted, (access.current_context()).member_id);
  if said = 'asked' then
    perform proposals.put(new_wish, 'wish.second', jsonb_build_object('caseId', of_case, 'wish', wanted), of_case);
  end if;
  return said;
end
$$;

-- Another member than the one who heard it saw the person too, or reached them.
create function care.second_wish(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  w care.wish;
begin
  perform access.lock_case(p.case_id);
  select x.* into w from care.wish x join access.case_record r on r.id = x.case_id and r.holder_agency_id = p.agency_id
  where x.id = p.id and x.ended_at is null and x.ripe_at <= now() for update of x;
  if not found then return false; end if;
  update care.wish set reached_by = p.settled_by, reached_how = p.known_how, reached_at = now() where id = p.id;
  perform care.do_wish(w);
  return true;
end
$$;

-- Declined, or taken back by who heard it: nothing happens.
create function care.undo_wish(p proposals.proposal) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select care.stop_wish(p.id)
$$;

create function care.wish_overtakes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform proposals.overtake(new.id);
  return null;
end
$$;
create trigger ended_before_a_second after update of ended_at on care.wish
  for each row when (new.ended_how = 'stopped' and old.ended_at is null) execute function care.wish_overtakes();

revoke all on function care.second_wish(proposals.proposal), care.undo_wish(proposals.proposal), care.wish_overtakes()
  from public;
