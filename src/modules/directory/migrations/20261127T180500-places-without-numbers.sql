-- How many places are free, and in all, says how many people are there and when one came or left. The public is told whether
-- there is a place, and on which day somebody counted; the records of the agency itself stay as they are.

update directory.public_entry e
set content = e.content - array['leeward_capacity_free', 'leeward_capacity_total', 'leeward_capacity_at']
  || case when jsonb_typeof(e.content -> 'leeward_capacity_free') = 'number' then jsonb_strip_nulls(jsonb_build_object(
    'leeward_places', case when (e.content ->> 'leeward_capacity_free')::numeric > 0 then 'free' else 'none' end,
    'leeward_places_on', left(e.content ->> 'leeward_capacity_at', 10))) else '{}' end
where e.kind = 'service';
