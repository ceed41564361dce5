-- What waits for somebody at the gate, for the page Today: an assessment that ends within thirty days or has ended, and
-- required advice that is not answered yet; each with those who can act, by name within one's own agency and as a body else.

create function gate.due() returns table (tool text, what text, at timestamptz, agency text, is_own boolean,
  first text[], second text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  assesses boolean := proposals.has_role('{supervisor,data-protection-officer}');
  answers boolean;
  moment timestamptz := clock_timestamp();
  supervisors text[];
  officers text[];
begin
  if me.kind is distinct from 'member' or me.agency_id is null then return; end if;
  select exists (select 1 from identity.agency a where a.id = me.agency_id and a.kind = 'survivors-council' and a.status = 'active')
  into answers;
  if assesses then
    select array_agg(m.display_name order by m.display_name) filter (where exists (
        select 1 from identity.member_role r where r.member_id = m.id and r.role = 'supervisor')),
      array_agg(m.display_name order by m.display_name) filter (where exists (
        select 1 from identity.member_role r where r.member_id = m.id and r.role = 'data-protection-officer') and not exists (
        select 1 from identity.member_role r join identity.role d on d.name = r.role where r.member_id = m.id and d.supervises))
    into supervisors, officers from identity.member m where m.agency_id = me.agency_id and m.status = 'active';
    return query
    select t.name, case when a.expires_at > moment then 'ends' else 'ended' end, a.expires_at, null::text, true,
      case when w.id is null then coalesce(supervisors, '{}') else '{}' end, coalesce(officers, '{}')
    from gate.tool t
      join lateral (select * from gate.assessment x where x.agency_id = me.agency_id and x.tool = t.name and x.version = t.version
        order by x.signed_at desc limit 1) a on a.withdrawn_at is null and a.declaration_hash = t.declaration_hash
      left join lateral (select p.id from proposals.proposal p where p.kind = 'tool.assessment' and p.agency_id = me.agency_id
        and p.outcome is null and p.expires_at > moment and p.content::jsonb ->> 'tool' = t.name
        and p.content::jsonb ->> 'version' = t.version limit 1) w on true
    where t.is_current and a.expires_at <= moment + interval '30 days' order by a.expires_at, t.name;
  end if;
  return query
  select d.tool, 'advice', d.asked_at, g.name, d.agency_id = me.agency_id,
    case when gate.has_council()
      then array(select c.name from identity.agency c where c.kind = 'survivors-council' and c.status = 'active'
        and c.id <> d.agency_id order by c.name)
      else array(select m.display_name from identity.member m where m.agency_id = d.agency_id and m.status = 'active'
        and m.id <> d.asked_by and exists (select 1 from identity.member_role r where r.member_id = m.id
          and r.role in ('supervisor', 'data-protection-officer')) order by m.display_name) end, '{}'::text[]
  from gate.tool t
    join identity.agency g on g.status = 'active' and (g.id = me.agency_id and assesses or g.id <> me.agency_id and answers)
    join lateral (select * from gate.advice x where x.agency_id = g.id and x.tool = t.name and x.version = t.version
      order by x.asked_at desc limit 1) d on d.answered_at is null
  where t.is_current and t.needs_advice order by d.asked_at, d.tool;
end
$$;
revoke all on function gate.due() from public;
grant execute on function gate.due() to leeward_member;
