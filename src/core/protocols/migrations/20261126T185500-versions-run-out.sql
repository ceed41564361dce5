-- A proposed version runs out: the rule of two is propose, confirm, expire, and a signature of a month ago is no yes of
-- today. The database's clock says when; nobody who proposes, signs or serves it does.

alter table access.protocol_version add column expires_at timestamptz not null default now() + interval '30 days';
alter table access.protocol_version
  alter column expires_at drop default, -- what waits today has thirty days from today
  drop constraint protocol_version_status_check,
  add constraint protocol_version_status_check
    check (status in ('proposed', 'adopted', 'superseded', 'withdrawn', 'expired'));
create index version_that_waits on access.protocol_version (expires_at) where status = 'proposed';
alter table access.protocol_change
  drop constraint protocol_change_kind_check,
  add constraint protocol_change_kind_check check (kind in ('proposed', 'signed', 'withdrawn', 'expired', 'in-force',
    'suspended', 'lift-agreed', 'lifted', 'ended'));

-- As before, and also for what nobody does: time runs out without a member.
drop function access.tell_protocol(uuid, text, int, text);
create function access.tell_protocol(wanted uuid, what text, of_version int, because text,
  me access.context default access.current_context()) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  party uuid;
begin
  insert into access.protocol_change (protocol_id, kind, version, agency_id, member_id, reason)
  values (wanted, what, of_version, me.agency_id, me.member_id, because);
  perform ledger.record('protocol.' || what, jsonb_strip_nulls(jsonb_build_object('protocolId', wanted,
    'version', of_version, 'agencyId', me.agency_id, 'memberId', me.member_id,
    'sha256', (select encode(sha256(convert_to(v.statement, 'UTF8')), 'hex') from access.protocol_version v
      where v.protocol_id = wanted and v.version = of_version))), null, me.agency_id);
  for party in
    select y.agency_id from access.protocol_party y where y.protocol_id = wanted
    union
    select (y ->> 'agencyId')::uuid from access.protocol_version v,
      jsonb_array_elements(v.statement::jsonb -> 'terms' -> 'parties') y
    where v.protocol_id = wanted and v.version = of_version
  loop
    perform events.emit('protocol.' || what, party, jsonb_build_object('protocolId', wanted));
  end loop;
end
$$;
revoke all on function access.tell_protocol(uuid, text, int, text, access.context) from public;

-- Ends what waited too long: one agreement's version, or with null all of them. An agreement that never was in force ends
-- with it, as after a no. Versions first, then agreements, as whoever signs takes them.
create function access.expire_versions(wanted uuid) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  late access.protocol_version;
  ended int := 0;
begin
  for late in
    select v.* from access.protocol_version v
    where v.status = 'proposed' and v.expires_at <= now() and (wanted is null or v.protocol_id = wanted)
    order by v.protocol_id for update
  loop
    update access.protocol_version set status = 'expired', decided_at = now()
    where protocol_id = late.protocol_id and version = late.version;
    update access.protocol set status = 'ended' where id = late.protocol_id and status = 'proposed';
    perform access.tell_protocol(late.protocol_id, 'expired', late.version, null, null);
    ended := ended + 1;
  end loop;
  return ended;
end
$$;
revoke all on function access.expire_versions(uuid) from public;

-- The clock's own way there, and the only one of a role of the server.
create function access.expire_proposed_versions() returns int
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select access.expire_versions(null)
$$;
revoke all on function access.expire_proposed_versions() from public;
grant execute on function access.expire_proposed_versions() to leeward_clock_worker;

-- The functions below are those of 20261125T1526-protocols.sql; what is new in each is that time is looked at.

create or replace function access.is_party_to_protocol(wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from access.protocol_party y
      where y.protocol_id = wanted and y.agency_id = (access.current_context()).agency_id)
    or exists (select 1 from access.protocol_version v where v.protocol_id = wanted and v.status = 'proposed' and v.expires_at > now()
      and v.statement::jsonb -> 'terms' -> 'parties'
        @> jsonb_build_array(jsonb_build_object('agencyId', (access.current_context()).agency_id)))
$$;

create or replace function access.propose_protocol(wanted uuid, new_statement text, new_texts jsonb, voucher bytea) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  said jsonb := new_statement::jsonb;
  terms jsonb := said -> 'terms';
  stands text;
  next_version int;
  adopted access.protocol_version;
begin
  if not identity.is_vouched('protocol-proposal:' || encode(sha256(convert_to(new_statement, 'UTF8')), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  if me.kind is distinct from 'member' or not exists (
    select 1 from identity.member_role r join identity.role d on d.name = r.role
    where r.member_id = me.member_id and d.supervises
  ) or not terms -> 'parties' @> jsonb_build_array(jsonb_build_object('agencyId', me.agency_id)) then
    raise exception 'Only a supervisor of a party proposes an agreement.'
      using errcode = 'insufficient_privilege', constraint = 'supervisor_of_party';
  end if;
  perform access.expire_versions(wanted);
  select p.status into stands from access.protocol p where p.id = wanted for update;
  select coalesce(max(v.version), 0) + 1 into next_version from access.protocol_version v where v.protocol_id = wanted;
  select v.* into adopted from access.protocol_version v where v.protocol_id = wanted and v.status = 'adopted';
  if stands = 'ended' or exists (select 1 from access.protocol_version v
      where v.protocol_id = wanted and v.status = 'proposed')
    or stands is not null and not access.is_party_to_protocol(wanted) then
    raise exception 'This agreement cannot be changed now.'
      using errcode = 'check_violation', constraint = 'protocol_not_open_to_change';
  end if;
  if said ->> 'agreement' is distinct from wanted::text or (said ->> 'version')::int is distinct from next_version
    or said ->> 'previous' is distinct from encode(sha256(convert_to(adopted.statement, 'UTF8')), 'hex')
    or exists (select 1 from unnest(array['en', 'fr', 'es', 'ar']) l where said -> 'texts' -> l ->> 'sha256'
      is distinct from encode(sha256(convert_to(new_texts ->> l, 'UTF8')), 'hex'))
    or exists (select 1 from jsonb_to_recordset(terms -> 'parties') as y("agencyId" uuid, name text, kind text)
      where not exists (select 1 from identity.agency a where a.id = y."agencyId" and a.name = y.name and a.kind = y.kind))
    or jsonb_array_length(terms -> 'parties') not between 2 and 20 or jsonb_array_length(terms -> 'scope') < 1
  then
    raise exception 'The statement is not of this agreement, this version, these texts or these agencies.'
      using errcode = 'check_violation', constraint = 'statement_not_ours';
  end if;
  -- A change holds from the last signature on, so it cannot begin later: nothing would be agreed in between.
  if stands is not null and (terms ->> 'inForceFrom')::timestamp at time zone 'UTC'
    is distinct from (select p.in_force_from from access.protocol p where p.id = wanted) then
    raise exception 'A change of an agreement keeps the day from which it is in force.'
      using errcode = 'check_violation', constraint = 'change_keeps_the_start';
  end if;
  if stands is null then
    insert into access.protocol (id, title, legal_basis, retention_days, onward_rule, status, in_force_from, in_force_until)
    values (wanted, 'new', 'new', 1, 'none', 'proposed', now(), now() + interval '1 day');
    perform access.put_terms(wanted, terms);
  else
    perform access.protocol_effects(wanted, terms); -- refuses here what could not be put in force
  end if;
  insert into access.protocol_version (protocol_id, version, statement, texts, status, proposed_by, proposed_agency_id, expires_at)
  values (wanted, next_version, new_statement, new_texts, 'proposed', me.member_id, me.agency_id, now() + interval '30 days');
  perform access.tell_protocol(wanted, 'proposed', next_version, null);
  return next_version;
end
$$;

create or replace function access.sign_protocol_as_person(wanted uuid, wanted_version int, as_name text, key bytea, signed bytea,
  voucher bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_party(wanted);
begin
  if not identity.is_vouched('protocol-person:' || wanted || ':' || wanted_version || ':' || me.member_id || ':'
    || encode(sha256(key || signed), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  perform from access.protocol_version v where v.protocol_id = wanted and v.version = wanted_version
    and v.status = 'proposed' and v.expires_at > now()
    and v.statement::jsonb -> 'terms' -> 'parties' @> jsonb_build_array(jsonb_build_object('agencyId', me.agency_id))
    for share;
  if not found then
    raise exception 'This version waits for no signature of this agency.'
      using errcode = 'check_violation', constraint = 'version_not_open';
  end if;
  if not exists (select 1 from identity.member_key k join identity.member m on m.id = k.member_id
    where k.member_id = me.member_id and k.retired_at is null and k.signing_key = key and m.display_name = as_name) then
    raise exception 'The key or the name is not the member''s.' using errcode = 'check_violation',
      constraint = 'signer_unknown';
  end if;
  insert into access.protocol_person_signature (protocol_id, version, agency_id, member_id, name, signing_key, signature)
  values (wanted, wanted_version, me.agency_id, me.member_id, as_name, key, signed)
  on conflict do nothing;
  perform events.emit('protocol.signed', me.agency_id, jsonb_build_object('protocolId', wanted));
end
$$;

create or replace function access.adopt_version(wanted uuid, wanted_version int, seen_digest text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  terms jsonb;
  effects access.protocol_effect[];
  ended access.share;
begin
  -- The cases first, in order, as everyone who ends shares takes them; then the agreement, so that no share is opened
  -- under it meanwhile.
  perform access.lock_case(c.case_id) from (select distinct s.case_id from access.share s
    where s.protocol_id = wanted and s.ended_at is null order by s.case_id) c;
  perform from access.protocol p where p.id = wanted for update;
  if not access.is_signed_by_all(wanted, wanted_version) then
    raise exception 'Not all parties have signed.' using errcode = 'check_violation', constraint = 'as_signed';
  end if;
  select v.statement::jsonb -> 'terms' into terms from access.protocol_version v
  where v.protocol_id = wanted and v.version = wanted_version and v.status = 'proposed' and v.expires_at > now();
  if not found then
    raise exception 'This version waits for no signature.' using errcode = 'check_violation', constraint = 'version_not_open';
  end if;
  effects := array(select e from access.protocol_effects(wanted, terms) e);
  if access.effects_digest(effects) is distinct from seen_digest then
    raise exception 'What the change would do is not what was shown.'
      using errcode = 'check_violation', constraint = 'effects_changed';
  end if;
  update access.protocol_version set status = 'superseded', decided_at = now()
  where protocol_id = wanted and status = 'adopted';
  update access.protocol_version set status = 'adopted', decided_at = now()
  where protocol_id = wanted and version = wanted_version;
  perform access.put_terms(wanted, terms);
  update access.protocol set status = 'in-force' where id = wanted and status = 'proposed';
  for ended in
    update access.share s set ended_at = now(), ended_because = 'basis-ended'
    from unnest(effects) e where s.id = e.share_id and e.effect = 'ends' and s.ended_at is null
    returning s.*
  loop
    perform access.tell_share_ended(ended);
  end loop;
  update access.share s set expires_at = e.would_end_at
  from unnest(effects) e where s.id = e.share_id and e.effect = 'cut';
  perform access.tell_protocol(wanted, 'in-force', wanted_version, null);
end
$$;

create or replace function access.sign_protocol(wanted uuid, wanted_version int, key bytea, signers jsonb, signed bytea,
  seen_digest text, voucher bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_party(wanted);
begin
  if not identity.is_vouched('protocol-party:' || wanted || ':' || wanted_version || ':' || me.agency_id || ':'
    || encode(sha256(key || signed), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  perform from access.protocol_version v where v.protocol_id = wanted and v.version = wanted_version
    and v.status = 'proposed' and v.expires_at > now()
    and v.statement::jsonb -> 'terms' -> 'parties' @> jsonb_build_array(jsonb_build_object('agencyId', me.agency_id))
    for update;
  if not found or exists (select 1 from access.protocol_signature g where g.protocol_id = wanted
    and g.version = wanted_version and g.agency_id = me.agency_id) then
    raise exception 'This version waits for no signature of this agency.'
      using errcode = 'check_violation', constraint = 'version_not_open';
  end if;
  if not exists (select 1 from identity.agency a where a.id = me.agency_id and a.root_key = key) then
    raise exception 'This is not the agency''s root key.' using errcode = 'check_violation', constraint = 'signer_unknown';
  end if;
  if (select count(distinct s."memberId") from jsonb_to_recordset(signers) as s("memberId" uuid)) < 2
    or exists (
      select 1 from jsonb_to_recordset(signers) as s("memberId" uuid, name text, "signingKey" text, signature text)
      where not exists (
        select 1 from access.protocol_person_signature p
        join identity.member m on m.id = p.member_id and m.status = 'active' and m.agency_id = me.agency_id
        where p.protocol_id = wanted and p.version = wanted_version and p.agency_id = me.agency_id
          and p.member_id = s."memberId" and p.name = s.name
          and translate(encode(p.signing_key, 'base64'), E'+/=\n', '-_') = s."signingKey"
          and translate(encode(p.signature, 'base64'), E'+/=\n', '-_') = s.signature
          and exists (select 1 from identity.member_role r join identity.role d on d.name = r.role
            where r.member_id = m.id and d.supervises))
    )
  then
    raise exception 'Two supervisors of the agency sign before its root key does.'
      using errcode = 'check_violation', constraint = 'two_signers';
  end if;
  insert into access.protocol_signature (protocol_id, version, agency_id, root_key, people, signature)
  values (wanted, wanted_version, me.agency_id, key, signers, signed);
  perform access.tell_protocol(wanted, 'signed', wanted_version, null);
  if not access.is_signed_by_all(wanted, wanted_version) then return 'signed'; end if;
  perform access.adopt_version(wanted, wanted_version, seen_digest);
  return 'in-force';
end
$$;

create or replace function access.withdraw_protocol(wanted uuid, because text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.supervisor_of_party(wanted);
  refused int;
begin
  update access.protocol_version set status = 'withdrawn', decided_at = now(), withdrawn_because = because
  where protocol_id = wanted and status = 'proposed' and expires_at > now() returning version into refused;
  if not found then return false; end if;
  update access.protocol set status = 'ended' where id = wanted and status = 'proposed';
  perform access.tell_protocol(wanted, 'withdrawn', refused, because);
  return true;
end
$$;
