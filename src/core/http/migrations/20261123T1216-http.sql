-- A repeated request with the same key happens once: the key and the answer are kept in the transaction of the act.

create schema http;
grant usage on schema http to leeward_visitor, leeward_person, leeward_member, leeward_supervisor,
  leeward_clock_worker;

create table http.idempotency (
  scope bytea not null check (length(scope) = 32),
  key text not null check (length(key) = 64), -- SHA-256 of the key that was sent, in hex
  request_hash bytea not null check (length(request_hash) = 32), -- HMAC-SHA256 under that key, so that no dump tells
  answer jsonb, -- sealed under the key that was sent
  at timestamptz not null default now(),
  primary key (scope, key)
);
create index idempotency_old on http.idempotency (at);
alter table http.idempotency enable row level security;

-- Null: the key is new and now ours. Otherwise what was kept: waits for a twin request that is still running.
create function http.claim(of_scope bytea, new_key text, hash bytea) returns http.idempotency
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  kept http.idempotency;
begin
  insert into http.idempotency (scope, key, request_hash) values (of_scope, new_key, hash)
  on conflict (scope, key) do nothing;
  if found then return null; end if;
  select * into kept from http.idempotency i where i.scope = of_scope and i.key = new_key;
  return kept;
end
$$;
create function http.keep(of_scope bytea, of_key text, new_answer jsonb) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update http.idempotency set answer = new_answer where scope = of_scope and key = of_key and answer is null
$$;
create function http.forget_old() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n bigint;
begin
  delete from http.idempotency where at < now() - interval '48 hours';
  get diagnostics n = row_count;
  return n;
end
$$;
revoke all on all functions in schema http from public;
grant execute on function http.claim(bytea, text, bytea), http.keep(bytea, text, jsonb)
  to leeward_visitor, leeward_person, leeward_member, leeward_supervisor;
grant execute on function http.forget_old() to leeward_clock_worker;
