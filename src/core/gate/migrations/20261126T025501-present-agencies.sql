-- For everyone: only agencies that are here. One that left, or is suspended, runs nothing and is overdue with nothing.

create or replace function gate.public_tools() returns table (name text, version text, kind text, good int, overdue int)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select t.name, t.version, t.kind, (count(*) filter (where x.agency_id is not null and v.refusal is null))::int,
    (count(*) filter (where x.agency_id is not null and v.refusal is not null))::int
  from gate.tool t
    left join lateral (select distinct a.agency_id from gate.assessment a
      join identity.agency g on g.id = a.agency_id and g.status = 'active' where a.tool = t.name) x on true
    left join lateral gate.judge(x.agency_id, t.name, t.version, clock_timestamp()) v on x.agency_id is not null
  where t.is_current group by t.name, t.version order by t.kind = 'protection' desc, t.name
$$;
