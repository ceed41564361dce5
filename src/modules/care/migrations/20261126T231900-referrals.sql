-- One agency asks another to help a person (docs/care.md, "A referral is a closed loop"). What it opens are shares, by the
-- one rule of access: a referral makes them and ends them, and says nothing of its own about who may read what. What is
-- written here are codes; words about the person stay in the sections.

alter table access.share drop constraint share_ended_because_check,
  add constraint share_ended_because_check check (ended_because in ('withdrawn', 'ended-by-holder', 'expired',
    'basis-ended', 'erased', 'became-holder', 'agency-left', 'referral-over'));

create table care.referral (
  id uuid primary key,
  case_id uuid not null references care.case_file on delete cascade,
  from_agency_id uuid not null references identity.agency, -- that holds the case; follows it
  to_agency_id uuid not null references identity.agency,
  purpose text not null references access.purpose,
  consent_id uuid references access.consent on delete cascade,
  legal_order_id uuid references access.legal_order on delete cascade,
  wanted text not null check (wanted ~ '^[a-z-]{3,40}$'),
  urgent boolean not null,
  takes_up uuid references care.referral on delete set null, -- the one that came to nothing before
  state text not null default 'sent' check (state in ('sent', 'acknowledged', 'accepted', 'begun', 'ended', 'declined',
    'taken-back', 'stopped')),
  state_since timestamptz not null default now(),
  code text check (code ~ '^[a-z-]{3,40}$'), -- why it was declined, taken back or stopped, or what came of it
  suggested_agency_id uuid references identity.agency,
  sent_by uuid references identity.member,
  sent_at timestamptz not null default now(),
  due_at timestamptz, -- by when the side whose turn it is acts; null where nothing is agreed
  told_at timestamptz, -- that time passed, and both sides were told
  closed_at timestamptz, -- nobody has to do anything any more
  check (num_nonnulls(consent_id, legal_order_id) = 1),
  check ((code is not null) = (state in ('ended', 'declined', 'taken-back', 'stopped'))),
  check (closed_at is null or due_at is null),
  check (closed_at is null or state in ('ended', 'declined', 'taken-back', 'stopped'))
);
create index referral_of_case on care.referral (case_id, sent_at);
create index referral_from on care.referral (from_agency_id, sent_at) include (closed_at);
create index referral_to on care.referral (to_agency_id, sent_at) include (closed_at);
create index referral_due on care.referral (due_at) where closed_at is null and told_at is null;
create index referral_on_consent on care.referral (consent_id);
create index referral_on_order on care.referral (legal_order_id);
create index referral_taken_up on care.referral (takes_up);

create table care.referral_part (
  referral_id uuid not null references care.referral on delete cascade,
  category text not null references access.category,
  share_id uuid not null references access.share on delete cascade,
  primary key (referral_id, category)
);
create index referral_part_by_share on care.referral_part (share_id);

-- What was done, by whom: another side is shown the agency, never its member.
create table care.referral_step (
  id bigint generated always as identity primary key,
  referral_id uuid not null references care.referral on delete cascade,
  act text not null check (act ~ '^[a-z-]{3,20}$'),
  code text check (code ~ '^[a-z-]{3,40}$'),
  agency_id uuid references identity.agency, -- null: the person, or time
  member_id uuid references identity.member,
  at timestamptz not null default now()
);
create index referral_step_of on care.referral_step (referral_id, id);

alter table care.referral enable row level security;
alter table care.referral_part enable row level security;
alter table care.referral_step enable row level security;

grant select on care.referral, care.referral_part, care.referral_step to leeward_member, leeward_supervisor;
create policy both_see_referral on care.referral for select to leeward_member, leeward_supervisor
  using (from_agency_id = (select access.current_agency_id()) or to_agency_id = (select access.current_agency_id()));
create policy both_see_parts on care.referral_part for select to leeward_member, leeward_supervisor
  using (exists (select from care.referral r where r.id = referral_id));
create policy both_see_steps on care.referral_step for select to leeward_member, leeward_supervisor
  using (exists (select from care.referral r where r.id = referral_id));
-- Never which member; and not while a court keeps the order that it rests on from them.
grant select (id, case_id, from_agency_id, to_agency_id, purpose, consent_id, legal_order_id, wanted, urgent, takes_up,
  state, state_since, code, sent_at, due_at, closed_at) on care.referral to leeward_person;
grant select on care.referral_part to leeward_person;
create policy person_sees_referral on care.referral for select to leeward_person
  using (case_id = any ((select access.own_cases())::uuid[])
    and (legal_order_id is null or legal_order_id in (select o.id from access.legal_order o)));
create policy person_sees_parts on care.referral_part for select to leeward_person
  using (exists (select from care.referral r where r.id = referral_id));

-- ---------- what follows what (model/referral.ts says the same; a test compares each pair) ----------

create function care.referral_rule(of_act text, in_state text) returns table (side text, next text)
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select r.side, r.next from (values
    ('acknowledge', 'recipient', 'sent', 'acknowledged'),
    ('accept', 'recipient', 'sent', 'accepted'),
    ('accept', 'recipient', 'acknowledged', 'accepted'),
    ('begin', 'recipient', 'accepted', 'begun'),
    ('end', 'recipient', 'begun', 'ended'),
    ('decline', 'recipient', 'sent', 'declined'),
    ('decline', 'recipient', 'acknowledged', 'declined'),
    ('decline', 'recipient', 'accepted', 'declined'),
    ('decline', 'recipient', 'begun', 'declined'),
    ('take-back', 'sender', 'sent', 'taken-back'),
    ('take-back', 'sender', 'acknowledged', 'taken-back'),
    ('take-back', 'sender', 'accepted', 'taken-back'),
    ('take-back', 'sender', 'begun', 'taken-back'),
    -- the sender asked the person how they are, or says who is there for them now
    ('close', 'sender', 'ended', 'ended'),
    ('close', 'sender', 'declined', 'declined'),
    ('close', 'sender', 'taken-back', 'taken-back'),
    ('close', 'sender', 'stopped', 'stopped')
  ) r(act, side, from_state, next)
  where r.act = of_act and r.from_state = in_state
$$;

-- A referral that came to nothing is the sender's again, and they look after the person within these hours.
create function care.back_within(is_urgent boolean) returns interval
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when is_urgent then interval '4 hours' else interval '24 hours' end
$$;

-- The agreement under which a part could be opened now; asked of the rule of access itself.
create function care.agreement_for(of_case uuid, of_category text, to_agency uuid, for_purpose text) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id from access.protocol p
  join access.protocol_party y on y.protocol_id = p.id and y.agency_id = to_agency
  where access.holds(of_case) and access.is_under_protocol(jsonb_populate_record(null::access.share, jsonb_build_object(
    'case_id', of_case, 'category', of_category, 'agency_id', to_agency, 'purpose', for_purpose, 'protocol_id', p.id)))
  order by p.number limit 1
$$;

-- Why a referral cannot be sent: null where it can.
create function care.refusal_of_referral(of_case uuid, to_agency uuid, for_purpose text, on_consent uuid, on_order uuid,
  categories text[], what text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  standing text;
  recipient uuid;
  purpose_of text;
  withdrawn boolean;
  is_over boolean;
  named text[];
begin
  if me.kind is distinct from 'member' or not access.holds(of_case) then return 'unknown'; end if;
  if to_agency = me.agency_id then return 'self'; end if;
  select a.status into standing from identity.agency a where a.id = to_agency;
  if not found then return 'recipient'; end if;
  if standing <> 'active' then return 'suspended'; end if;
  if exists (select from care.referral r where r.case_id = of_case and r.to_agency_id = to_agency and r.wanted = what
    and r.closed_at is null and r.state in ('sent', 'acknowledged', 'accepted', 'begun'))
  then
    return 'running';
  end if;
  if on_consent is not null then
    select c.recipient_agency_id, c.purpose, c.withdrawn_at is not null, c.expires_at <= now(),
      array(select k.category from access.consent_category k where k.consent_id = c.id)
    into recipient, purpose_of, withdrawn, is_over, named
    from access.consent c where c.id = on_consent and c.case_id = of_case;
  else
    select o.recipient_agency_id, o.purpose, o.ended_at is not null, o.expires_at <= now() or o.issued_at > now(),
      array(select k.category from access.legal_order_category k where k.legal_order_id = o.id)
    into recipient, purpose_of, withdrawn, is_over, named
    from access.legal_order o where o.id = on_order and o.case_id = of_case;
  end if;
  if recipient is distinct from to_agency or purpose_of is distinct from for_purpose then return 'basis'; end if;
  if withdrawn then return 'withdrawn'; end if;
  if is_over then return 'basis-over'; end if;
  if cardinality(categories) = 0 or not categories <@ named then return 'parts'; end if;
  if exists (select from unnest(categories) c where care.agreement_for(of_case, c, to_agency, for_purpose) is null) then
    return case when exists (
      select from access.protocol p
      join access.protocol_party y on y.protocol_id = p.id and y.agency_id = to_agency
      join access.protocol_party z on z.protocol_id = p.id and z.agency_id = me.agency_id
      where p.status in ('ended', 'suspended') or p.in_force_until <= now()
    ) then 'agreement-over' else 'agreement' end;
  end if;
  return null;
end
$$;

create function care.note_referral_step(r care.referral, act text, code text, by_agency uuid, by_member uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into care.referral_step (referral_id, act, code, agency_id, member_id)
  values (r.id, act, code, by_agency, by_member);
  perform ledger.record('referral.' || act, jsonb_strip_nulls(jsonb_build_object('caseId', r.case_id,
    'referralId', r.id, 'code', code, 'memberId', by_member)), r.case_id, by_agency);
  -- Both sides; the names of events are few, so that a listener can name them.
  perform events.emit(case when act = 'send' then 'referral.sent' when act = 'overdue' then 'referral.overdue'
    else 'referral.moved-on' end, a, jsonb_build_object('caseId', r.case_id))
  from unnest(array[r.from_agency_id, r.to_agency_id]) a;
end
$$;

-- After its shares were opened, in the same transaction: each is of this case, to this agency, for this purpose, on this
-- basis, and live. Null, or why not.
create function care.send_referral(new_referral uuid, of_case uuid, to_agency uuid, for_purpose text, on_consent uuid,
  on_order uuid, what text, is_urgent boolean, shares uuid[], takes_up_which uuid, due timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  before care.referral;
  made care.referral;
  opened text[];
  refusal text;
begin
  if not access.holds(of_case) then return 'unknown'; end if;
  perform access.lock_case(of_case);
  select array_agg(s.category) into opened from access.share s
  where s.id = any (shares) and s.case_id = of_case and s.agency_id = to_agency and s.purpose = for_purpose
    and s.consent_id is not distinct from on_consent and s.legal_order_id is not distinct from on_order
    and s.opened_by = me.member_id and access.is_live(s);
  refusal := care.refusal_of_referral(of_case, to_agency, for_purpose, on_consent, on_order, coalesce(opened, '{}'), what);
  if refusal is not null then return refusal; end if;
  if cardinality(opened) <> cardinality(shares) then return 'parts'; end if;
  if takes_up_which is not null then
    update care.referral r set closed_at = now(), due_at = null
    where r.id = takes_up_which and r.case_id = of_case and r.closed_at is null
      and r.state in ('declined', 'taken-back', 'stopped') returning r.* into before;
    if not found then return 'takes-up'; end if;
    perform care.note_referral_step(before, 'close', 'asked-another', me.agency_id, me.member_id);
  end if;
  insert into care.referral (id, case_id, from_agency_id, to_agency_id, purpose, consent_id, legal_order_id, wanted, urgent,
    takes_up, sent_by, due_at)
  values (new_referral, of_case, me.agency_id, to_agency, for_purpose, on_consent, on_order, what, is_urgent,
    takes_up_which, me.member_id, due)
  returning * into made;
  insert into care.referral_part (referral_id, category, share_id)
  select new_referral, s.category, s.id from access.share s where s.id = any (shares);
  perform care.note_referral_step(made, 'send', null, me.agency_id, me.member_id);
  return null;
end
$$;

-- The parts that still open something.
create function care.open_parts(of_referral uuid) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select p.category from care.referral r
    join care.referral_part p on p.referral_id = r.id
    join access.share s on s.id = p.share_id
    where r.id = of_referral and access.is_live(s)
      and (access.current_agency_id() in (r.from_agency_id, r.to_agency_id) or r.case_id = any (access.own_cases()))
    order by p.category)
$$;

-- Whoever works with what it opens, or supervises those who do.
create function care.acts_on_referrals(r care.referral) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from access.current_context() me
    join identity.member_role m on m.member_id = me.member_id
    where me.kind = 'member' and (m.role = 'supervisor' or exists (
      select from care.referral_part p where p.referral_id = r.id
        and access.role_covers(me.member_id, p.category, r.purpose))))
$$;

-- Null, or why not: 'unknown', 'role', 'suggestion' (no such agency), 'not-now' (the answer names where it is), 'nothing-open' (the recipient takes on
-- nothing that is closed to them).
create function care.act_on_referral(wanted_referral uuid, of_act text, with_code text, suggests uuid, due timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  r care.referral;
  my_side text;
  rule record;
  ended access.share;
begin
  select x.* into r from care.referral x where x.id = wanted_referral
    and me.kind = 'member' and me.agency_id in (x.from_agency_id, x.to_agency_id);
  if not found then return 'unknown'; end if;
  perform access.lock_case(r.case_id);
  select x.* into r from care.referral x where x.id = wanted_referral for update;
  my_side := case when r.from_agency_id = me.agency_id then 'sender' else 'recipient' end;
  select * into rule from care.referral_rule(of_act, r.state) k where k.side = my_side;
  if not found or r.closed_at is not null then return 'not-now'; end if;
  if not care.acts_on_referrals(r) then return 'role'; end if;
  if suggests is not null and not exists (select from identity.agency a where a.id = suggests and a.status = 'active') then
    return 'suggestion';
  end if;
  if of_act in ('acknowledge', 'accept', 'begin') and cardinality(care.open_parts(r.id)) = 0 then return 'nothing-open'; end if;
  update care.referral x set state = rule.next, told_at = null,
    state_since = case when of_act = 'close' then x.state_since else now() end,
    code = case when of_act in ('decline', 'end', 'take-back') then with_code else x.code end,
    suggested_agency_id = coalesce(suggests, x.suggested_agency_id),
    closed_at = case when of_act = 'close' then now() end,
    due_at = case when of_act <> 'close' then due end
  where x.id = r.id returning * into r;
  perform care.note_referral_step(r, of_act, with_code, me.agency_id, me.member_id);
  if of_act in ('decline', 'end', 'take-back') then
    for ended in
      update access.share s set ended_at = now(), ended_because = 'referral-over'
      where s.ended_at is null and s.id in (select p.share_id from care.referral_part p where p.referral_id = r.id)
      returning *
    loop
      perform access.tell_share_ended(ended);
    end loop;
  end if;
  return null;
end
$$;

-- With the last of its shares a referral stops, and is the sender's again: the person took back their yes, or it ran out,
-- or the agreement ended, or an agency left. Nothing here closes it: the sender says who is there for the person now.
create function care.stop_referrals() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r care.referral;
begin
  for r in
    update care.referral x set state = 'stopped', state_since = now(), code = new.ended_because, told_at = null,
      due_at = case when new.ended_because <> 'became-holder' then now() + care.back_within(x.urgent) end,
      closed_at = case when new.ended_because = 'became-holder' then now() end
    where x.state in ('sent', 'acknowledged', 'accepted', 'begun')
      and x.id in (select p.referral_id from care.referral_part p where p.share_id = new.id)
      and not exists (select from care.referral_part p join access.share s on s.id = p.share_id
        where p.referral_id = x.id and s.ended_at is null)
    returning x.*
  loop
    perform care.note_referral_step(r, 'stop', new.ended_because, null, null);
  end loop;
  return null;
end
$$;
create trigger stop_referrals after update of ended_at on access.share
  for each row when (old.ended_at is null and new.ended_at is not null) execute function care.stop_referrals();

-- What a case was referred for stays with whoever holds it next.
create function care.referrals_follow_holder() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update care.referral set from_agency_id = new.holder_agency_id where case_id = new.id;
  return null;
end
$$;
create trigger referrals_follow_holder after update of holder_agency_id on access.case_record
  for each row when (old.holder_agency_id <> new.holder_agency_id) execute function care.referrals_follow_holder();

-- A time passed: both sides are told, once. Nothing is declined, closed or taken away by it.
create function care.tell_overdue_referrals() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r care.referral;
  n bigint := 0;
begin
  for r in
    update care.referral x set told_at = now()
    where x.id in (select y.id from care.referral y where y.closed_at is null and y.told_at is null and y.due_at <= now()
      order by y.due_at limit 1000 for update skip locked)
    returning x.*
  loop
    perform care.note_referral_step(r, 'overdue', null, null, null);
    n := n + 1;
  end loop;
  return n;
end
$$;

revoke all on function care.referral_rule(text, text), care.back_within(boolean),
  care.agreement_for(uuid, text, uuid, text), care.refusal_of_referral(uuid, uuid, text, uuid, uuid, text[], text),
  care.note_referral_step(care.referral, text, text, uuid, uuid),
  care.send_referral(uuid, uuid, uuid, text, uuid, uuid, text, boolean, uuid[], uuid, timestamptz),
  care.open_parts(uuid), care.acts_on_referrals(care.referral),
  care.act_on_referral(uuid, text, text, uuid, timestamptz), care.stop_referrals(), care.referrals_follow_holder(),
  care.tell_overdue_referrals() from public;
grant execute on function care.agreement_for(uuid, text, uuid, text),
  care.refusal_of_referral(uuid, uuid, text, uuid, uuid, text[], text),
  care.send_referral(uuid, uuid, uuid, text, uuid, uuid, text, boolean, uuid[], uuid, timestamptz),
  care.act_on_referral(uuid, text, text, uuid, timestamptz) to leeward_member;
grant execute on function care.open_parts(uuid) to leeward_member, leeward_person;
grant execute on function care.tell_overdue_referrals() to leeward_clock_worker;
