-- A legal hold: an order of a court or a prosecutor to keep something. It is recorded like every order, by two members, and
-- told to the person like every order; it opens nothing, and it ends before its day by two members only.

alter table access.legal_order
  alter column recipient_agency_id drop not null,
  alter column purpose drop not null,
  add constraint opens_or_keeps check (num_nulls(recipient_agency_id, purpose) in (0, 2)); -- both null: it keeps

-- An order without recipient and purpose is a legal hold: it opens nothing, and what it names is not deleted while it stands.
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
  if (recipient is null) <> (for_purpose is null) or recipient = me.agency_id
    or recipient is not null and not exists (select 1 from identity.agency a where a.id = recipient)
  then
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

-- Not a hold, which ends by two. An order that was lifted, or recorded wrongly, ends now, and with it every share that rests on it. A deferred notice
-- still waits for its own end: the court named that, not the agency.
create or replace function access.end_order(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  of_case uuid;
  ended access.share;
begin
  select o.case_id into of_case from access.legal_order o where o.id = wanted and o.recipient_agency_id is not null;
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

insert into proposals.kind (name, proposers, confirmers, lives_hours, performs) values ('hold.ending', '{}',
  '{caseworker,legal-adviser,child-protection-officer,supervisor}', 168, 'access.end_hold');

-- Someone says that a hold was lifted, and by what. Refused: 'unknown' (no live hold of a case held here), 'role'.
create function access.propose_hold_ending(new_proposal uuid, wanted uuid, because text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  o access.legal_order;
begin
  select * into o from access.legal_order x where x.id = wanted and x.recipient_agency_id is null
    and x.ended_at is null and x.expires_at > now();
  if not found or me.kind is distinct from 'member' or not access.holds(o.case_id) then return 'unknown'; end if;
  if not access.handles_orders() then return 'role'; end if;
  perform proposals.put(new_proposal, 'hold.ending', jsonb_build_object('caseId', o.case_id, 'orderId', o.id,
    'authority', o.authority, 'reference', o.reference, 'reason', because), o.case_id);
  return 'proposed';
end
$$;

-- What was to be erased meanwhile goes when the next job looks (access.finish_erasures). Not where the case went to another
-- agency, or it ended already.
create function access.end_hold(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  hold uuid := p.content::jsonb ->> 'orderId';
begin
  if not exists (select 1 from access.case_record r where r.id = p.case_id and r.holder_agency_id = p.agency_id) then
    return false;
  end if;
  update access.legal_order o set ended_at = now()
  where o.id = hold and o.case_id = p.case_id and o.recipient_agency_id is null and o.ended_at is null;
  if not found then return false; end if;
  perform ledger.record('hold.ended', jsonb_build_object('caseId', p.case_id, 'orderId', hold,
    'memberId', p.settled_by), p.case_id, p.agency_id);
  return true;
end
$$;

-- Deletes the rows of a case, all or all but those of the held categories. Keys go first, and with them what they open.
create or replace function access.delete_case_rows(wanted uuid, held text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  about uuid;
  ended access.share;
begin
  for ended in
    update access.share s set ended_at = now(), ended_because = 'erased'
    where s.case_id = wanted and s.ended_at is null
      and (s.legal_order_id is null or not s.category = any (held)) -- what is held is kept, and shared no more
    returning *
  loop
    perform access.tell_share_ended(ended);
  end loop;
  delete from keys.data_key d where d.case_id = wanted and not d.category = any (held);
  if held <> '{}' then return; end if;
  delete from events.domain_event e where e.subject ->> 'caseId' = wanted::text and e.subject ? 'caseId';
  delete from access.case_record r where r.id = wanted returning r.person_id into about;
  perform ledger.forget_case(wanted);
  if about is not null and not exists (select from access.case_record r where r.person_id = about) then
    update identity.words set person_id = null where person_id = about;
    delete from identity.person where id = about;
  end if;
end
$$;

revoke all on function access.propose_hold_ending(uuid, uuid, text), access.end_hold(proposals.proposal) from public;
grant execute on function access.propose_hold_ending(uuid, uuid, text) to leeward_member;
