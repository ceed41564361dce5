-- Two members of one agency can give a third new keys. If a keeper were of that agency too, one of another would be all that
-- they need for what was locked before. So each of the three keepers is of another agency than whoever names them.
create or replace function identity.put_keeping(new_keeping uuid, said text, said_hash text, signed bytea, new_wrapped bytea,
  keepers uuid[], keeper_keys bytea[], parts bytea[], own_reading_key bytea, voucher bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  live uuid;
begin
  if me.kind is distinct from 'member' or not identity.is_vouched('keeping:' || me.member_id || ':' || new_keeping || ':'
    || encode(sha256(convert_to(said, 'UTF8') || signed || new_wrapped), 'hex'), voucher) then
    raise exception 'not vouched for' using errcode = 'insufficient_privilege';
  end if;
  select k.id into live from identity.member_key k
  where k.member_id = me.member_id and k.retired_at is null and k.reading_key = own_reading_key for update;
  if live is null or cardinality(keepers) <> 3 or me.member_id = any (keepers) or (
    select count(distinct l.agency_id) from identity.list_keepers() l
    join unnest(keepers, keeper_keys) n (id, key) on n.id = l.member_id and n.key = l.reading_key
    where l.agency_id <> me.agency_id) <> 3
  then return false; end if;
  delete from identity.keeping where member_id = me.member_id;
  insert into identity.keeping (id, member_id, member_key_id, statement, statement_hash, signature, wrapped)
  values (new_keeping, me.member_id, live, said, said_hash, signed, new_wrapped);
  insert into identity.kept_part (keeping_id, keeper_id, place, sealed)
  select new_keeping, n.id, n.place - 1, n.part from unnest(keepers, parts) with ordinality n (id, part, place);
  perform ledger.record('keepers.named', jsonb_build_object('memberId', me.member_id, 'keepers', to_jsonb(keepers),
    'keeping', said_hash), null, me.agency_id);
  perform events.emit('keepers.named', a.agency_id, '{}') from (
    select distinct m.agency_id from identity.member m where m.id = any (keepers) or m.id = me.member_id) a;
  return true;
end
$$;
