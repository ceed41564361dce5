-- An agency that became bound to immigration enforcement reads nothing more under an agreement that says who or where:
-- the rule has held that since its first day. Its shares there end too, so that their wraps go, and so that a
-- declaration that is taken back later brings none of them back.
create or replace function access.end_dead_shares() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  ended access.share;
  n bigint := 0;
  dead uuid[] := array(
    select s.id
    from access.share s
    left join access.consent c on c.id = s.consent_id and c.case_id = s.case_id and c.recipient_agency_id = s.agency_id
      and c.purpose = s.purpose and c.withdrawn_at is null and c.expires_at > now()
    left join access.consent_category ck on ck.consent_id = c.id and ck.category = s.category
    left join access.legal_order o on o.id = s.legal_order_id and o.case_id = s.case_id
      and o.recipient_agency_id = s.agency_id and o.purpose = s.purpose and o.ended_at is null and o.issued_at <= now()
      and o.expires_at > now()
    left join access.legal_order_category ok on ok.legal_order_id = o.id and ok.category = s.category
    join access.protocol p on p.id = s.protocol_id
    join identity.agency a on a.id = s.agency_id
    where s.ended_at is null and (s.expires_at <= now() or (ck.consent_id is null and ok.legal_order_id is null)
      or p.status = 'ended' or p.in_force_until <= now()
      or (a.immigration_bound and access.says_who_or_where(p.id)))
  );
begin
  perform access.lock_case(c.case_id)
  from (select distinct s.case_id from access.share s where s.id = any (dead) order by s.case_id) c;
  for ended in
    update access.share s
    set ended_at = now(), ended_because = case when s.expires_at <= now() then 'expired' else 'basis-ended' end
    where s.id = any (dead) and s.ended_at is null
    returning *
  loop
    perform access.tell_share_ended(ended);
    n := n + 1;
  end loop;
  return n;
end
$$;
