-- A legal order stands once two members of the agency that was served with it have recorded it: one writes down what
-- the paper says, another one compares. The paper itself is not kept here, only its reference.

alter table access.legal_order
  add column reference text check (length(reference) between 1 and 100), -- the number on the paper
  add column recorded_by uuid references identity.member,
  add column confirmed_by uuid references identity.member,
  add column confirmed_at timestamptz,
  add check (recorded_by <> confirmed_by),
  add check (num_nonnulls(recorded_by, confirmed_by, confirmed_at) in (0, 3)),
  -- a notice that waits has an end that one can live to see; a longer wait takes a new order
  add check (notice_deferred_until <= issued_at + interval '366 days');

create table access.order_proposal (
  id uuid primary key, -- becomes the order's own
  case_id uuid not null references access.case_record on delete cascade,
  authority text not null check (length(authority) between 1 and 200),
  article text not null check (length(article) between 1 and 200),
  reference text not null check (length(reference) between 1 and 100),
  court text check (length(court) between 1 and 200),
  recipient_agency_id uuid not null references identity.agency,
  purpose text not null references access.purpose,
  categories text[] not null check (cardinality(categories) between 1 and 9),
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  notice_deferred_until timestamptz,
  proposed_by uuid not null references identity.member,
  proposed_at timestamptz not null default now(),
  settled_by uuid references identity.member,
  settled_at timestamptz,
  outcome text check (outcome in ('confirmed', 'refused')),
  check (issued_at < expires_at),
  check (notice_deferred_until is null or (court is not null and notice_deferred_until <= expires_at)),
  check (num_nonnulls(settled_by, settled_at, outcome) in (0, 3)),
  check (outcome = 'refused' or settled_by <> proposed_by) -- one's own may be taken back, not confirmed
);
create index order_proposal_of_case on access.order_proposal (case_id);
alter table access.order_proposal enable row level security;
grant select on access.order_proposal to leeward_member, leeward_supervisor;
create policy order_proposals_of_holder on access.order_proposal for select to leeward_member, leeward_supervisor
  using (access.holds(case_id));

-- Who writes down and compares orders: those who are answerable for a case, and supervisors.
create function access.handles_orders() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from access.current_context() me join identity.member_role r on r.member_id = me.member_id
    where me.kind = 'member' and r.role in ('caseworker', 'legal-adviser', 'child-protection-officer', 'supervisor')
  )
$$;

-- Refused: 'unknown' (not held here), 'role', 'recipient', 'immigration', 'limits', 'court'.
create function access.propose_order(new_order uuid, of_case uuid, by_authority text, under_article text,
  with_reference text, by_court text, recipient uuid, for_purpose text, scope text[], issued timestamptz,
  expires timestamptz, deferred_until timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or not access.holds(of_case) then return 'unknown'; end if;
  if not access.handles_orders() then return 'role'; end if;
  if recipient = me.agency_id or not exists (select 1 from identity.agency a where a.id = recipient) then
    return 'recipient';
  end if;
  if access.is_immigration_bound(recipient) and scope && array['identity', 'contact', 'status'] then
    return 'immigration';
  end if;
  if issued > now() or expires <= now() or expires > issued + interval '3660 days' then return 'limits'; end if;
  if deferred_until is not null and (by_court is null or deferred_until <= now() or deferred_until > expires
    or deferred_until > issued + interval '366 days')
  then
    return 'court';
  end if;
  insert into access.order_proposal (id, case_id, authority, article, reference, court, recipient_agency_id, purpose,
    categories, issued_at, expires_at, notice_deferred_until, proposed_by)
  values (new_order, of_case, by_authority, under_article, with_reference, by_court, recipient, for_purpose, scope,
    issued, expires, deferred_until, me.member_id);
  perform ledger.record('order.proposed', jsonb_build_object('caseId', of_case, 'orderId', new_order,
    'memberId', me.member_id), of_case, me.agency_id);
  perform events.emit('order.proposed', me.agency_id, jsonb_build_object('caseId', of_case));
  return 'proposed';
end
$$;

-- A second member compared it with the paper: it stands from now on; or someone, also the first, refuses it.
-- Refused: 'unknown', 'role', 'own', 'over' (settled before, or its time is over).
create function access.settle_order(wanted uuid, agrees boolean) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  o access.order_proposal;
begin
  select p.* into o from access.order_proposal p where p.id = wanted and access.holds(p.case_id) for update;
  if not found or me.kind is distinct from 'member' then return 'unknown'; end if;
  if not access.handles_orders() then return 'role'; end if;
  if o.settled_at is not null then return 'over'; end if;
  if agrees and o.proposed_by = me.member_id then return 'own'; end if;
  if agrees and (o.expires_at <= now() or o.notice_deferred_until <= now()
    or access.is_immigration_bound(o.recipient_agency_id) and o.categories && array['identity', 'contact', 'status'])
  then
    return 'over';
  end if;
  update access.order_proposal set settled_by = me.member_id, settled_at = now(),
    outcome = case when agrees then 'confirmed' else 'refused' end where id = wanted;
  if agrees then
    insert into access.legal_order (id, case_id, authority, article, reference, court, recipient_agency_id, purpose,
      issued_at, expires_at, notice_deferred_until, recorded_by, confirmed_by, confirmed_at)
    values (o.id, o.case_id, o.authority, o.article, o.reference, o.court, o.recipient_agency_id, o.purpose,
      o.issued_at, o.expires_at, o.notice_deferred_until, o.proposed_by, me.member_id, now());
    insert into access.legal_order_category (legal_order_id, category) select o.id, unnest(o.categories);
  end if;
  perform ledger.record(case when agrees then 'order.confirmed' else 'order.refused' end,
    jsonb_build_object('caseId', o.case_id, 'orderId', wanted, 'memberId', me.member_id), o.case_id, me.agency_id);
  perform events.emit('order.settled', me.agency_id, jsonb_build_object('caseId', o.case_id));
  return case when agrees then 'confirmed' else 'refused' end;
end
$$;

-- An order that was lifted, or recorded wrongly, ends now, and with it every share that rests on it. A deferred notice
-- still waits for its own end: the court named that, not the agency.
create function access.end_order(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  of_case uuid;
  ended access.share;
begin
  select o.case_id into of_case from access.legal_order o where o.id = wanted;
  if of_case is null or me.kind is distinct from 'member' or not access.holds(of_case)
    or not access.handles_orders()
  then
    return false;
  end if;
  perform access.lock_case(of_case);
  update access.legal_order set ended_at = now() where id = wanted and ended_at is null;
  if not found then return true; end if;
  perform ledger.record('order.ended', jsonb_build_object('caseId', of_case, 'orderId', wanted,
    'memberId', me.member_id), of_case, me.agency_id);
  for ended in
    update access.share set ended_at = now(), ended_because = 'basis-ended'
    where legal_order_id = wanted and ended_at is null returning *
  loop
    perform access.tell_share_ended(ended);
  end loop;
  return true;
end
$$;

-- How many notices waited when this month began, for everyone to read: in fives, and never fewer than five. What an
-- exact or a daily count would tell is in docs/access.md; no role can ask for one.
create type access.deferred_count as (as_of date, at_least int);
create function access.count_deferred_notices() returns access.deferred_count
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with month as (select date_trunc('month', now(), 'UTC') as began)
  select row((began at time zone 'UTC')::date, nullif(n / 5 * 5, 0))::access.deferred_count
  from month, lateral (
    select count(*)::int as n from access.legal_order o
    where coalesce(o.confirmed_at, o.issued_at) < began and o.notice_deferred_until > began
  ) counted
$$;

revoke all on function access.handles_orders(), access.propose_order(uuid, uuid, text, text, text, text, uuid, text,
  text[], timestamptz, timestamptz, timestamptz), access.settle_order(uuid, boolean), access.end_order(uuid),
  access.count_deferred_notices() from public;
grant execute on function access.propose_order(uuid, uuid, text, text, text, text, uuid, text, text[], timestamptz,
  timestamptz, timestamptz), access.settle_order(uuid, boolean), access.end_order(uuid), access.handles_orders()
  to leeward_member;
grant execute on function access.count_deferred_notices() to leeward_visitor;
