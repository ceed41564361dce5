-- Whoever is asked to help hears of it by another name than whoever asked, so that a desk can say so at once.

create or replace function care.note_referral_step(r care.referral, act text, code text, by_agency uuid, by_member uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into care.referral_step (referral_id, act, code, agency_id, member_id)
  values (r.id, act, code, by_agency, by_member);
  perform ledger.record('referral.' || act, jsonb_strip_nulls(jsonb_build_object('caseId', r.case_id,
    'referralId', r.id, 'code', code, 'memberId', by_member)), r.case_id, by_agency);
  perform events.emit(case when act = 'overdue' then 'referral.overdue' when act = 'send' and a = r.to_agency_id
    then 'referral.received' else 'referral.moved-on' end, a, jsonb_build_object('caseId', r.case_id))
  from unnest(array[r.from_agency_id, r.to_agency_id]) a;
end
$$;
