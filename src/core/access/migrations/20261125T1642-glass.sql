-- Whoever breaks the glass proposes its confirmation in the same act; the second member of the rule of access confirms
-- there (docs/proposals.md). Any colleague may: it is an emergency, and the person sees both.

insert into proposals.kind (name, proposers, confirmers, lives_hours, performs)
values ('glass.confirmation', '{}', null, 1, 'access.confirm_glass');

create or replace function access.break_the_glass(new_glass uuid, of_case uuid, of_category text, why text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  kind_of_agency text;
  bound boolean;
begin
  select a.kind, a.immigration_bound into kind_of_agency, bound from identity.agency a where a.id = me.agency_id;
  if me.kind is distinct from 'member' or kind_of_agency in ('police', 'bank', 'platform', 'regulator') or bound then
    return 'never';
  end if;
  if not (access.holds(of_case) or exists (
    select 1 from access.share s where s.case_id = of_case and s.agency_id = me.agency_id and access.is_live(s)
  )) then
    return 'unknown';
  end if;
  insert into access.break_glass (id, case_id, category, member_id, reason)
  values (new_glass, of_case, of_category, me.member_id, why);
  perform ledger.record('glass.broken', jsonb_build_object('caseId', of_case, 'category', of_category,
    'memberId', me.member_id, 'glassId', new_glass), of_case, me.agency_id);
  perform events.emit('glass.broken', me.agency_id, jsonb_build_object('caseId', of_case, 'category', of_category));
  perform proposals.put(new_glass, 'glass.confirmation',
    jsonb_build_object('caseId', of_case, 'category', of_category, 'reason', why), of_case);
  return case when of_category = 'contact' then 'waits-for-second' else 'open' end;
end
$$;

drop function access.confirm_break_glass(uuid);
create function access.confirm_glass(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_case uuid;
begin
  update access.break_glass b set confirmed_by = p.settled_by, confirmed_at = now()
  where b.id = p.id and b.confirmed_at is null and b.ended_at is null and b.opened_at + interval '1 hour' > now()
  returning b.case_id into of_case;
  if not found then return false; end if;
  perform ledger.record('glass.confirmed', jsonb_build_object('caseId', of_case, 'glassId', p.id,
    'memberId', p.settled_by), of_case, p.agency_id);
  perform events.emit('glass.confirmed', p.agency_id, jsonb_build_object('caseId', of_case));
  return true;
end
$$;
revoke all on function access.confirm_glass(proposals.proposal) from public;
