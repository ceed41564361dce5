-- A case that its person had erased is theirs to see only as far as an order that they may be told of still keeps it. Otherwise
-- what is left after an erasure would tell them of an order whose notice a court defers. The rule in SQL alone: the
-- worlds of the twin hold no erasures (src/modules/care/order.test.ts).

-- Whether the case, or one category of it (null: all of it), was erased but for orders that the person is not told of.
create function access.is_untold(wanted_case uuid, wanted_category text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from access.erasure e where e.case_id = wanted_case and e.finished_at is null)
    and not exists (
      select from access.legal_order o join access.legal_order_category k on k.legal_order_id = o.id
      where o.case_id = wanted_case and o.ended_at is null and o.expires_at > now()
        and coalesce(o.notice_deferred_until <= now(), true)
        and k.category = coalesce(wanted_category, k.category))
$$;
revoke all on function access.is_untold(uuid, text) from public;

create or replace function access.own_cases() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as materialized (select c.* from access.current_context() c where c.kind = 'person')
  select array(
    select r.id from me join access.case_record r on r.person_id = me.person_id where not access.is_untold(r.id, null)
    union
    select g.case_id from me join access.guardianship g on g.words_address = me.words_address
    where not g.conflict and g.starts_at <= now() and g.ended_at is null and not access.is_untold(g.case_id, null)
  )
$$;

create or replace function access.decide(wanted_case uuid, wanted_category text) returns text
language sql stable security definer cost 10000
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
  with me as materialized (select c.* from access.current_context() c)
  select coalesce(
    (select 'holder' from me join access.case_record r on r.id = wanted_case
     where me.kind = 'member'
       and r.holder_agency_id = me.agency_id -- clause: holder-agency
       and access.role_covers(me.member_id, wanted_category, me.purpose) -- clause: holder-role
    ),
    (select 'share' from me
     where me.kind = 'member'
       and access.role_covers(me.member_id, wanted_category, me.purpose) -- clause: share-role
       and exists (
         select 1 from access.share s
         where s.case_id = wanted_case
           and s.category = wanted_category -- clause: share-category
           and s.agency_id = me.agency_id -- clause: share-agency
           and s.purpose = me.purpose -- clause: share-purpose
           and access.is_live(s) -- clause: share-live
       )
    ),
    (select 'break-glass' from me join identity.agency a on a.id = me.agency_id
     where me.kind = 'member'
       and me.purpose = 'support' -- clause: glass-purpose
       and a.kind not in ('police', 'bank', 'platform', 'regulator') -- clause: glass-never
       and not a.immigration_bound -- clause: glass-immigration
       and access.works_on(wanted_case) -- clause: glass-party
       and exists (
         select 1 from access.break_glass b
         where b.case_id = wanted_case
           and b.category = wanted_category -- clause: glass-category
           and b.member_id = me.member_id -- clause: glass-member
           and access.is_live(b) -- clause: glass-live
       )
    ),
    (select 'person' from me
     join access.case_record r on r.id = wanted_case
     join access.category k on k.name = wanted_category
     where me.kind = 'person'
       and r.person_id = me.person_id -- clause: person-own
       and k.person_reads -- clause: person-category
       and not access.is_untold(wanted_case, wanted_category)
    ),
    (select 'guardian' from me
     join access.category k on k.name = wanted_category
     where me.kind = 'person'
       and k.person_reads -- clause: guardian-category
       and not access.is_untold(wanted_case, wanted_category)
       and exists (
         select 1 from access.guardianship g
         where g.case_id = wanted_case
           and g.words_address = me.words_address -- clause: guardian-words
           and not g.conflict -- clause: guardian-conflict
           and g.starts_at <= now() -- clause: guardian-started
           and g.ended_at is null -- clause: guardian-ended
       )
    )
  )
$$;
