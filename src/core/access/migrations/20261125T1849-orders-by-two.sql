-- An order that one member wrote down waits where everything waits that takes two (docs/proposals.md). The table that it
-- waited in is moved there and goes.

insert into proposals.kind (name, proposers, confirmers, lives_hours, trained, performs) values ('order.confirmation', '{}',
  '{caseworker,legal-adviser,child-protection-officer,supervisor}', 168, 'order.confirmed', 'access.confirm_order');

insert into proposals.proposal (id, kind, agency_id, case_id, content, content_hash, proposed_by, proposed_at, ripe_at,
  expires_at, outcome, settled_by, settled_at, reason)
select o.id, 'order.confirmation', m.agency_id, o.case_id, c.content, sha256(convert_to(c.content, 'UTF8')), o.proposed_by,
  o.proposed_at, o.proposed_at,
  case when o.settled_at is null then greatest(o.proposed_at + interval '1 second', least(o.expires_at, now() + interval '7 days'))
    else greatest(o.settled_at, o.proposed_at + interval '1 second') end,
  case when o.outcome = 'refused' then case when o.settled_by = o.proposed_by then 'withdrawn' else 'declined' end
    else o.outcome end,
  o.settled_by, o.settled_at,
  case when o.outcome = 'refused' and o.settled_by <> o.proposed_by then 'It is not what the paper says.' end
from access.order_proposal o
join identity.member m on m.id = o.proposed_by
cross join lateral (select jsonb_build_object('caseId', o.case_id, 'authority', o.authority, 'article', o.article,
  'reference', o.reference, 'court', o.court, 'recipient', (select jsonb_build_object('id', a.id, 'name', a.name)
    from identity.agency a where a.id = o.recipient_agency_id), 'purpose', o.purpose, 'categories', o.categories,
  'issuedAt', o.issued_at, 'until', o.expires_at, 'deferredUntil', o.notice_deferred_until)::text as content) c;

drop function access.settle_order(uuid, boolean);

-- Refused: 'unknown' (not held here), 'role', 'recipient', 'immigration', 'limits', 'court'. Raises `training_valid`.
create or replace function access.propose_order(new_order uuid, of_case uuid, by_authority text, under_article text,
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
  perform identity.ensure_trained('order.proposed');
  perform proposals.put(new_order, 'order.confirmation', jsonb_build_object('caseId', of_case, 'authority', by_authority,
    'article', under_article, 'reference', with_reference, 'court', by_court,
    'recipient', (select jsonb_build_object('id', a.id, 'name', a.name) from identity.agency a where a.id = recipient),
    'purpose', for_purpose, 'categories', scope, 'issuedAt', issued, 'until', expires, 'deferredUntil', deferred_until),
    of_case);
  return 'proposed';
end
$$;

-- A second member compared it with the paper: it stands from now on. Not where the case went to another agency, its time
-- is over, or the recipient became bound to immigration enforcement.
create function access.confirm_order(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  o jsonb := p.content::jsonb;
  recipient uuid := o -> 'recipient' ->> 'id';
  scope text[] := array(select jsonb_array_elements_text(o -> 'categories'));
  ends timestamptz := o ->> 'until';
  quiet_until timestamptz := o ->> 'deferredUntil';
begin
  if ends <= now() or quiet_until <= now()
    or not exists (select 1 from access.case_record r where r.id = p.case_id and r.holder_agency_id = p.agency_id)
    or access.is_immigration_bound(recipient) and scope && array['identity', 'contact', 'status']
  then
    return false;
  end if;
  insert into access.legal_order (id, case_id, authority, article, reference, court, recipient_agency_id, purpose,
    issued_at, expires_at, notice_deferred_until, recorded_by, confirmed_by, confirmed_at)
  values (p.id, p.case_id, o ->> 'authority', o ->> 'article', o ->> 'reference', o ->> 'court', recipient,
    o ->> 'purpose', (o ->> 'issuedAt')::timestamptz, ends, quiet_until, p.proposed_by, p.settled_by, now());
  insert into access.legal_order_category (legal_order_id, category) select p.id, unnest(scope);
  perform ledger.record('order.confirmed', jsonb_build_object('caseId', p.case_id, 'orderId', p.id,
    'memberId', p.settled_by), p.case_id, p.agency_id);
  perform events.emit('order.settled', p.agency_id, jsonb_build_object('caseId', p.case_id));
  return true;
end
$$;
revoke all on function access.confirm_order(proposals.proposal) from public;

drop table access.order_proposal;

-- A glass that ended waits for no second any more.
create function access.glass_overtakes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform proposals.overtake(new.id);
  return null;
end
$$;
revoke all on function access.glass_overtakes() from public;
create trigger ended_before_a_second after update of ended_at on access.break_glass
  for each row when (old.ended_at is null and new.ended_at is not null) execute function access.glass_overtakes();
