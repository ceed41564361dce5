-- Lists of known abuse material are mostly given out as MD5 and SHA-1: a list holds all three kinds.

-- How many hashes of a kind a list says that it has: 0 is SHA-256, 1 is SHA-1, 2 is MD5.
create function door.hashes_of_kind(list bytea, kind int) returns bigint
language sql immutable strict set search_path = pg_catalog, pg_temp as $$
  select ('x' || encode(substring(list from 4 * kind + 1 for 4), 'hex'))::bit(32)::bigint
$$;
revoke all on function door.hashes_of_kind(bytea, int) from public;

alter table door.hash_list drop constraint hash_list_hashes_check;
-- What was loaded until now are SHA-256 alone: it stays, with its head.
update door.hash_list set hashes = int4send(octet_length(hashes) / 32) || '\x0000000000000000'::bytea || hashes;
alter table door.hash_list add constraint hash_list_hashes_check check (
  octet_length(hashes) between 28 and 4194316
  and octet_length(hashes) = 12 + 32 * door.hashes_of_kind(hashes, 0) + 20 * door.hashes_of_kind(hashes, 1)
    + 16 * door.hashes_of_kind(hashes, 2));

create or replace function door.load_hash_list(new_hashes bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
begin
  insert into door.hash_list (agency_id, hashes) values (me.agency_id, new_hashes)
  on conflict (agency_id) do update set hashes = excluded.hashes, loaded_at = now();
  perform ledger.record('hash-list.loaded', jsonb_build_object('memberId', me.member_id,
    'sha256', encode(sha256(new_hashes), 'hex'), 'count', door.hashes_of_kind(new_hashes, 0)
      + door.hashes_of_kind(new_hashes, 1) + door.hashes_of_kind(new_hashes, 2)), null, me.agency_id);
end
$$;
