-- A State's identity provider (OpenID Connect): which of its subjects is which member. A member links theirs while signed
-- in; nobody becomes a member by signing in there.

create table identity.provider_link (
  issuer text not null check (length(issuer) between 8 and 500),
  subject text not null check (length(subject) between 1 and 255),
  member_id uuid not null references identity.member on delete cascade,
  linked_at timestamptz not null default now(),
  primary key (issuer, subject),
  unique (member_id, issuer)
);
alter table identity.provider_link enable row level security;
grant select on identity.provider_link to leeward_member;
create policy own_links on identity.provider_link for select to leeward_member
  using (member_id = (select access.current_member_id()));

-- The member behind a subject whose sign-in the server has checked. Without a voucher it finds nobody.
create function identity.find_by_subject(of_issuer text, of_subject text, voucher bytea) returns identity.sign_in
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.id, m.agency_id, m.password_hash, m.second_factor_sealed, m.second_factor_last_step,
    a.second_factor_required, identity.has_passkey(m.id)
  from identity.provider_link l
  join identity.member m on m.id = l.member_id and m.status = 'active'
  join identity.agency a on a.id = m.agency_id and a.status = 'active'
  where l.issuer = of_issuer and l.subject = of_subject
    and identity.is_vouched('subject:' || of_issuer || ' ' || of_subject, voucher)
$$;

-- Links a subject to the member of a full session. The session is named by its hash: the browser came back from another
-- site, so its cookie did not come along; the server kept the hash in a sealed cookie of its own.
create function identity.link_subject(session_hash bytea, of_issuer text, of_subject text, voucher bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_member uuid;
begin
  if not identity.is_vouched('link:' || encode(session_hash, 'hex') || ':' || of_issuer || ' ' || of_subject, voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  select s.member_id into of_member from identity.session s
  join identity.member m on m.id = s.member_id and m.status = 'active'
  join identity.agency a on a.id = m.agency_id and a.status = 'active'
  where s.secret_hash = session_hash and s.stage = 'full' and s.ended_at is null and s.expires_at > now();
  if of_member is null then return 'gone'; end if;
  insert into identity.provider_link (issuer, subject, member_id) values (of_issuer, of_subject, of_member)
  on conflict do nothing;
  if not found then return 'taken'; end if;
  perform ledger.record('member.provider-linked', jsonb_build_object('memberId', of_member), null,
    (select m.agency_id from identity.member m where m.id = of_member));
  return 'linked';
end
$$;

-- A member ends their own link. The password stays, so nobody is locked out.
create function identity.unlink_provider(voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if not identity.is_vouched('unlink:' || me.member_id, voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  delete from identity.provider_link where member_id = me.member_id;
  if not found then return false; end if;
  perform ledger.record('member.provider-unlinked', jsonb_build_object('memberId', me.member_id), null, me.agency_id);
  return true;
end
$$;
revoke all on function identity.find_by_subject(text, text, bytea), identity.link_subject(bytea, text, text, bytea),
  identity.unlink_provider(bytea) from public;
grant execute on function identity.find_by_subject(text, text, bytea), identity.link_subject(bytea, text, text, bytea)
  to leeward_visitor;
grant execute on function identity.unlink_provider(bytea) to leeward_member;
