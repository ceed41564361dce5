-- Someone who accepts an invitation links the provider's account in the same act. They have no session yet: the server,
-- which took the acceptance, names the member in a sealed cookie of that browser and vouches for the pair. Only a member
-- who joined just now and has no link yet: whoever saw the invitation's link can tie nothing to an older one.

create function identity.link_joined(of_member uuid, of_issuer text, of_subject text, voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_agency uuid;
begin
  if not identity.is_vouched('join:' || of_member || ':' || of_issuer || ' ' || of_subject, voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  select m.agency_id into of_agency from identity.member m
  join identity.agency a on a.id = m.agency_id and a.status = 'active'
  join identity.invitation i on i.id = m.id and i.accepted_at > now() - interval '15 minutes'
  where m.id = of_member and m.status = 'active';
  if of_agency is null then return false; end if;
  insert into identity.provider_link (issuer, subject, member_id) values (of_issuer, of_subject, of_member)
  on conflict do nothing;
  if not found then return false; end if;
  perform ledger.record('member.provider-linked', jsonb_build_object('memberId', of_member), null, of_agency);
  return true;
end
$$;
revoke all on function identity.link_joined(uuid, text, text, bytea) from public;
grant execute on function identity.link_joined(uuid, text, text, bytea) to leeward_visitor;
