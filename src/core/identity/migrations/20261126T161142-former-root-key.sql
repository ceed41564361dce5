-- Former keys that keepers give back also open the root key's copy that was sealed to them: it stays. And they may have been
-- sealed before, to keys that are lost now.

create or replace function identity.let_renew(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r identity.renewal;
  said jsonb := p.content::jsonb;
begin
  perform 1 from identity.member m where m.id = (said ->> 'memberId')::uuid and m.agency_id = p.agency_id
    and m.status = 'active' for update;
  if not found then return false; end if;
  select * into r from identity.renewal x where x.id = (said ->> 'renewalId')::uuid
    and x.member_id = (said ->> 'memberId')::uuid and x.password_hash is not null for update;
  if not found or translate(encode(r.reading_key, 'base64'), E'+/=\n', '-_') <> said ->> 'readingKey'
    or translate(encode(r.signing_key, 'base64'), E'+/=\n', '-_') <> said ->> 'signingKey'
  then return false; end if;
  update identity.member_key set retired_at = now() where member_id = r.member_id and retired_at is null;
  insert into identity.member_key (member_id, reading_key, signing_key, wrapped, renewed)
  values (r.member_id, r.reading_key, r.signing_key, r.wrapped, true);
  update identity.member set password_hash = r.password_hash, second_factor_sealed = null, second_factor_last_step = 0
  where id = r.member_id;
  delete from identity.passkey where member_id = r.member_id;
  delete from identity.recovery_code where member_id = r.member_id;
  delete from identity.provider_link where member_id = r.member_id;
  update identity.session set ended_at = now() where member_id = r.member_id and ended_at is null;
  delete from identity.renewal where id = r.id;
  perform ledger.record('member.keys-renewed', jsonb_build_object('memberId', r.member_id, 'by', p.proposed_by,
    'second', p.settled_by, 'readingKey', encode(r.reading_key, 'base64'),
    'signingKey', encode(r.signing_key, 'base64')), null, p.agency_id);
  perform events.emit('member.keys-changed', p.agency_id, jsonb_build_object('memberId', r.member_id));
  perform identity.ask_keepers_of(r.member_id);
  return true;
end
$$;

create or replace function identity.keep_regained(wanted uuid, former_sealed bytea, voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  k identity.keeping;
begin
  if me.kind is distinct from 'member' or not identity.is_vouched('regained:' || me.member_id || ':' || wanted || ':'
    || encode(sha256(former_sealed), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  delete from identity.keeping where id = wanted and member_id = me.member_id returning * into k;
  if not found then return false; end if;
  update identity.member_key f set wrapped = null, sealed = former_sealed, sealed_to = l.id
  from identity.member_key l
  where f.id = k.member_key_id and f.retired_at is not null
    and l.member_id = me.member_id and l.retired_at is null;
  if not found then
    raise exception 'These keys are not former ones.' using errcode = 'check_violation', constraint = 'former_keys';
  end if;
  perform ledger.record('member.keys-regained', jsonb_build_object('memberId', me.member_id,
    'keeping', k.statement_hash), null, me.agency_id);
  perform events.emit('member.keys-changed', me.agency_id, jsonb_build_object('memberId', me.member_id));
  return true;
end
$$;
