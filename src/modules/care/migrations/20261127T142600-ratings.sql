-- How a referral was for the person, in their own file, once its help has ended: whether it helped, whether they were treated well, and words.
-- All of it is locked as what they ask is (care.ask): the agency that holds the case reads it, answers within seven days, and no other
-- agency learns that anything was said. Once for each referral and whoever says it.
--
-- The threat, first: the agency that helped would learn who was unhappy with it, and let them feel it; or a rating would be
-- counted against a person or a member. So there is no column for what was said, no number comes of it, and no row is theirs to see.

alter table care.ask drop constraint ask_kind_check,
  add constraint ask_kind_check check (kind in ('question', 'correction', 'complaint', 'rating')),
  add column referral_id uuid references care.referral on delete cascade,
  add constraint ask_rates_a_referral check ((referral_id is not null) = (kind = 'rating'));
create unique index one_rating_each on care.ask (referral_id, by_guardian) where referral_id is not null;
grant select (referral_id) on care.ask to leeward_person;

alter policy asks_end_by_answers on care.clock
  using (what not in ('file-question', 'file-correction', 'file-complaint', 'file-rating'));
alter policy person_sees_clocks on care.clock
  using (case_id = any ((select access.own_cases())::uuid[])
    and what not in ('wish-asked', 'file-question', 'file-correction', 'file-complaint', 'file-rating'));

-- Which of their referrals a person is asked about: those whose help ended within ninety days, and of which nothing was said.
create function care.asks_how_it_was(of_referral uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from care.referral r
    where r.id = of_referral and r.case_id = any (access.own_cases())
      and (r.legal_order_id is null or exists (select from access.legal_order o where o.id = r.legal_order_id
        and coalesce(o.notice_deferred_until <= now(), true)))
      and r.state = 'ended' and r.state_since > now() - interval '90 days'
      and not exists (select from care.ask a where a.referral_id = r.id and a.by_guardian = not care.is_themself(r.case_id)))
$$;

-- 'rated'; 'unknown', also where nothing is asked any more; 'moved' (the holder's key is another by now).
create function care.rate_referral(new_ask uuid, of_referral uuid, new_key uuid, key_version int, sealed_key bytea, locked bytea)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r care.referral;
  holder uuid;
begin
  if (access.current_context()).kind is distinct from 'person' then return 'unknown'; end if;
  select * into r from care.referral x where x.id = of_referral;
  perform access.lock_case(r.case_id) where care.asks_how_it_was(of_referral);
  if not care.asks_how_it_was(of_referral) or access.decide(r.case_id, 'needs-and-risk') is null then return 'unknown'; end if;
  select c.holder_agency_id into holder from access.case_record c where c.id = r.case_id;
  if not exists (select from keys.agency_key k where k.agency_id = holder and k.version = key_version and k.replaced_at is null) then
    return 'moved';
  end if;
  insert into keys.data_key (id, case_id, category, closed_at) values (new_key, r.case_id, 'needs-and-risk', now());
  insert into keys.wrap (data_key_id, agency_id, agency_key_version, sealed) values (new_key, holder, key_version, sealed_key);
  insert into care.ask (id, case_id, kind, category, by_guardian, data_key_id, ciphertext, due_at, referral_id)
  values (new_ask, r.case_id, 'rating', 'needs-and-risk', not care.is_themself(r.case_id), new_key, locked, now() + interval '7 days', r.id);
  insert into care.clock (case_id, what, started_at, due_at, member_id, basis)
  select f.id, 'file-rating', now(), now() + interval '7 days', f.lead_member_id,
    'House rule: what a person says of the help they were sent to is read and answered within 7 days'
  from care.case_file f where f.id = r.case_id;
  perform ledger.record('ask.made', jsonb_build_object('caseId', r.case_id, 'askId', new_ask, 'ask', 'rating'), r.case_id, holder);
  perform events.emit('ask.made', holder, jsonb_build_object('caseId', r.case_id));
  return 'rated';
end
$$;

create or replace function care.answer_ask(of_ask uuid, how text, locked bytea) returns text
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
  if not how = any (case a.kind when 'question' then array['answered'] when 'rating' then array['answered'] when 'correction' then array['written-in', 'kept-beside']
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

revoke all on function care.asks_how_it_was(uuid), care.rate_referral(uuid, uuid, uuid, int, bytea, bytea) from public;
grant execute on function care.asks_how_it_was(uuid), care.rate_referral(uuid, uuid, uuid, int, bytea, bytea) to leeward_person;
