-- Whoever heard a wish, or met the person for new words, must still work with people when a second one confirms.

update proposals.kind set stands_by = '{intake-worker,caseworker,health-worker,legal-adviser,guardian,child-protection-officer}'
where name in ('wish.second', 'words.reset');

create or replace function care.hear_wish(new_wish uuid, of_case uuid, wanted text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said text;
begin
  if not care.hears_wishes(of_case) then
    return case when access.holds(of_case) then 'role' else 'unknown' end;
  end if;
  -- What nobody seconded in time is over, and so is what is nobody's word any more: it can be said again.
  update care.wish w set ended_at = now(), ended_how = 'stopped'
  from proposals.proposal p
  where p.id = w.id and p.outcome is null and (p.expires_at <= now() or not proposals.stands(p)) and w.case_id = of_case and w.ended_at is null;
  said := care.record_wish(new_wish, of_case, wanted, (access.current_context()).member_id);
  if said = 'asked' then
    perform proposals.put(new_wish, 'wish.second', jsonb_build_object('caseId', of_case, 'wish', wanted), of_case);
  end if;
  return said;
end
$$;
