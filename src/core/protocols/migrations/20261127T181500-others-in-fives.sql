-- What a version would do to shares of others is a count about their people: a party that neither holds nor reads a case is told
-- how many there are in fives, from twenty on, and nothing of each. What is signed is still the whole list, by its digest.

drop function access.preview_protocol(uuid, jsonb);
create function access.preview_protocol(wanted uuid, new_terms jsonb)
returns table (case_id uuid, category text, purpose text, agency_id uuid, holder_agency_id uuid, effect text, because text,
  ends_at timestamptz, would_end_at timestamptz, digest text, others int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_party(wanted);
  effects access.protocol_effect[] := array(select e from access.protocol_effects(wanted, new_terms) e);
begin
  return query
  select e.case_id, e.category, e.purpose, e.agency_id, e.holder_agency_id, e.effect, e.because, e.ends_at, e.would_end_at,
    null::text, null::int
  from unnest(effects) e where me.agency_id in (e.agency_id, e.holder_agency_id)
  union all
  select null, null, null, null, null, 'whole', null, null, null, access.effects_digest(effects),
    case when n >= 20 then n / 5 * 5 end
  from (select count(*)::int as n from unnest(effects) e where me.agency_id not in (e.agency_id, e.holder_agency_id)) o;
end
$$;
revoke all on function access.preview_protocol(uuid, jsonb) from public;
grant execute on function access.preview_protocol(uuid, jsonb) to leeward_supervisor;
