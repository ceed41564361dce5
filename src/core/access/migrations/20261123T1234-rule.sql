-- The rule of access. `src/core/access/rule.ts` says the same with reasons; a property test holds the two equal
-- on random worlds. A line that ends in `-- clause: NAME` can be dropped on its own: the test drops each in turn
-- and must notice. `cost` tells the planner what to ask last: these functions look further than they seem to.
-- `plan_cache_mode`: every question has the same shape, and planning it anew took longer than answering it.

create function access.has_live_basis(s access.share) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1
    from access.consent c
    where c.id = s.consent_id
      and c.case_id = s.case_id -- clause: consent-case
      and c.recipient_agency_id = s.agency_id -- clause: consent-recipient
      and c.purpose = s.purpose -- clause: consent-purpose
      and c.withdrawn_at is null -- clause: consent-withdrawn
      and c.expires_at > now() -- clause: consent-expired
      and exists (select 1 from access.consent_category k where k.consent_id = c.id and k.category = s.category) -- clause: consent-category
  ) or exists (
    select 1
    from access.legal_order o
    where o.id = s.legal_order_id
      and o.case_id = s.case_id -- clause: order-case
      and o.recipient_agency_id = s.agency_id -- clause: order-recipient
      and o.purpose = s.purpose -- clause: order-purpose
      and o.ended_at is null -- clause: order-ended
      and o.issued_at <= now() -- clause: order-issued
      and o.expires_at > now() -- clause: order-expired
      and exists (select 1 from access.legal_order_category k where k.legal_order_id = o.id and k.category = s.category) -- clause: order-category
  )
$$;

create function access.is_immigration_bound(agency uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from identity.agency a where a.id = agency and a.immigration_bound)
$$;
create function access.says_who_or_where(protocol uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from access.protocol_scope z where z.protocol_id = protocol and z.category in ('identity', 'contact', 'status'))
$$;

create function access.is_under_protocol(s access.share) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1
    from access.protocol p
    join access.case_record r on r.id = s.case_id
    where p.id = s.protocol_id
      and p.status = 'in-force' -- clause: protocol-status
      and p.in_force_from <= now() -- clause: protocol-from
      and p.in_force_until > now() -- clause: protocol-until
      and exists (select 1 from access.protocol_party y where y.protocol_id = p.id and y.agency_id = s.agency_id) -- clause: protocol-recipient
      and exists (select 1 from access.protocol_party y where y.protocol_id = p.id and y.agency_id = r.holder_agency_id) -- clause: protocol-holder
      and exists (select 1 from access.protocol_scope z where z.protocol_id = p.id and z.category = s.category and z.purpose = s.purpose) -- clause: protocol-scope
      and not (access.is_immigration_bound(s.agency_id) and access.says_who_or_where(p.id)) -- clause: protocol-immigration
  )
$$;

-- Live: the share itself runs, its consent or order stands, and a protocol between the two agencies covers it.
create function access.is_live(s access.share) returns boolean
language sql stable security definer cost 5000 set search_path = pg_catalog, pg_temp as $$
  select true
    and s.ended_at is null -- clause: share-ended
    and s.opened_at <= now() -- clause: share-opened
    and s.expires_at > now() -- clause: share-expired
    and access.has_live_basis(s) -- clause: share-basis
    and access.is_under_protocol(s) -- clause: share-protocol
$$;

-- Break-glass lasts four hours; a second member confirms before where it opens a place, else within the hour.
create function access.is_live(b access.break_glass) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select true
    and b.ended_at is null -- clause: glass-ended
    and b.opened_at + interval '4 hours' > now() -- clause: glass-expired
    and (b.confirmed_at is not null or b.opened_at + interval '1 hour' > now()) -- clause: glass-unconfirmed
    and (b.confirmed_at is not null or b.category <> 'contact') -- clause: glass-location
$$;

create function access.role_covers(member uuid, wanted_category text, wanted_purpose text) returns boolean
language sql stable security definer cost 1000 set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from identity.member_role m join access.role_coverage v on v.role = m.role
    where m.member_id = member
      and v.category = wanted_category -- clause: role-category
      and v.purpose = wanted_purpose -- clause: role-purpose
  )
$$;

create function access.holds(wanted_case uuid) returns boolean
language sql stable security definer cost 1000 set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from access.case_record r
    where r.id = wanted_case and r.holder_agency_id = (access.current_context()).agency_id
  )
$$;

-- The cases that are the person's own file, or of which they are the guardian. As an array, so that a policy asks
-- once for a whole query and can use an index.
create function access.own_cases() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as materialized (select c.* from access.current_context() c where c.kind = 'person')
  select array(
    select r.id from me join access.case_record r on r.person_id = me.person_id
    union
    select g.case_id from me join access.guardianship g on g.words_address = me.words_address
    where not g.conflict and g.starts_at <= now() and g.ended_at is null
  )
$$;

-- Party: holds the case, or has or had a part of it opened to it; or it is the person's own. A party is told why
-- something is closed; everyone else is told nothing.
create function access.is_party(wanted_case uuid) returns boolean
language sql stable security definer cost 1500 set search_path = pg_catalog, pg_temp as $$
  with me as materialized (select c.* from access.current_context() c)
  select case me.kind
    when 'member' then
      exists (select 1 from access.case_record r where r.id = wanted_case and r.holder_agency_id = me.agency_id)
      or exists (select 1 from access.share s where s.case_id = wanted_case and s.agency_id = me.agency_id)
    when 'person' then wanted_case = any (access.own_cases())
    else false
  end
  from me
$$;

-- Works on the case now: holds it, or a live share opens a part of it. Only they may follow its journey; an agency
-- whose last share ended may not.
create function access.works_on(wanted_case uuid) returns boolean
language sql stable security definer cost 10000
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
  with me as materialized (select c.* from access.current_context() c where c.kind = 'member')
  select exists (
    select 1 from me
    where exists (select 1 from access.case_record r where r.id = wanted_case and r.holder_agency_id = me.agency_id)
      or exists (select 1 from access.share s where s.case_id = wanted_case and s.agency_id = me.agency_id and access.is_live(s))
  )
$$;

-- Looked at a case that the caller's agency holds: the holder learns the name.
create function access.has_looked(member uuid) returns boolean
language sql stable security definer cost 2000 set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from access.access_entry e join access.case_record r on r.id = e.case_id
    where e.member_id = member and r.holder_agency_id = (access.current_context()).agency_id
  )
$$;

-- The clause by which the caller may read this category of this case, or null.
create function access.decide(wanted_case uuid, wanted_category text) returns text
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
    ),
    (select 'guardian' from me
     join access.category k on k.name = wanted_category
     where me.kind = 'person'
       and k.person_reads -- clause: guardian-category
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

-- Why a party's member may not read: the first reason that applies. Null where they may, or are no party.
create function access.refusal(wanted_case uuid, wanted_category text) returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
  with me as materialized (select c.* from access.current_context() c),
  mine as materialized (
    select s.*, access.is_live(s) as live, access.is_under_protocol(s) as covered,
      exists (select 1 from access.consent c where c.id = s.consent_id and c.withdrawn_at is not null) as withdrawn
    from access.share s, me
    where s.case_id = wanted_case and s.category = wanted_category and s.agency_id = me.agency_id
  )
  select case
    when not access.is_party(wanted_case) then null -- a member of no party, or no case at all: told nothing
    when not exists (select 1 from access.category k where k.name = wanted_category) then null
    when access.decide(wanted_case, wanted_category) is not null then null
    when me.kind = 'person' then 'kept-from-file'
    when access.holds(wanted_case) then
      case when exists (select 1 from access.purpose p where access.role_covers(me.member_id, wanted_category, p.name))
        then 'other-purpose' else 'role' end
    when exists (select 1 from mine where live and mine.purpose = me.purpose) then 'role'
    when exists (select 1 from mine where live) then 'other-purpose'
    when exists (select 1 from mine where withdrawn) then 'withdrawn'
    when exists (select 1 from mine where not covered and mine.ended_at is null) then 'protocol'
    when exists (select 1 from mine) then 'ended'
    else 'not-shared'
  end
  from me
$$;

revoke all on all functions in schema access from public;
grant execute on function
  access.current_context(), access.current_member_id(), access.current_agency_id(), access.current_purpose(),
  access.current_address(), access.current_person_id(), access.decide(uuid, text), access.refusal(uuid, text),
  access.is_party(uuid), access.holds(uuid), access.works_on(uuid)
  to leeward_visitor, leeward_person, leeward_member, leeward_supervisor, leeward_auditor;
grant execute on function access.own_cases() to leeward_person;
grant execute on function access.has_looked(uuid) to leeward_member, leeward_supervisor;

