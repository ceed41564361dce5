-- Tries of one hour, counted for all processes together, without the names of those who try: what stands here is an
-- HMAC under a key made of a secret of the servers, which is in no database, and of this hour's salt, which goes with
-- the hour. Unlogged: neither the write-ahead log, nor a replica, nor a backup of files has it; a crash forgets it.

create unlogged table http.attempt_hour (
  only_row boolean primary key default true check (only_row),
  hour timestamptz not null,
  salt bytea not null check (length(salt) = 32)
);
create unlogged table http.attempt (
  name bytea primary key check (length(name) = 32),
  count int not null
);
create unlogged sequence http.attempt_row; -- how many rows there are, without counting them
alter table http.attempt_hour enable row level security;
alter table http.attempt enable row level security;

create function http.attempt_salt() returns http.attempt_hour
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select h from http.attempt_hour h where h.hour = date_trunc('hour', clock_timestamp())
$$;
-- Begins an hour and throws the last one away, with the files it stood in: `truncate` starts new ones. It locks before
-- it reads: two who read first and then locked would wait for each other.
create function http.begin_attempt_hour(fresh bytea) returns http.attempt_hour
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  this http.attempt_hour;
begin
  lock table http.attempt_hour, http.attempt in access exclusive mode;
  select * into this from http.attempt_hour h where h.hour = date_trunc('hour', clock_timestamp());
  if found then return this; end if;
  truncate http.attempt_hour, http.attempt;
  perform setval('http.attempt_row', 1, false);
  insert into http.attempt_hour (hour, salt) values (date_trunc('hour', clock_timestamp()), fresh) returning * into this;
  return this;
end
$$;

-- Counts one try: 'taken', 'too-many', or 'other-hour' where the salt is not of this hour. At most 100,000 names an
-- hour have a row; what happens to one more says `when_full`. Names that we know to exist (`count`) have room beyond.
create function http.take_attempt(of_hour timestamptz, wanted bytea, most int, when_full text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from http.attempt_hour h
    where h.hour = of_hour and h.hour = date_trunc('hour', clock_timestamp())) then
    return 'other-hour';
  end if;
  update http.attempt a set count = a.count + 1 where a.name = wanted and a.count < most;
  if found then return 'taken'; end if;
  if exists (select 1 from http.attempt a where a.name = wanted) then return 'too-many'; end if;
  if nextval('http.attempt_row') > (case when_full when 'count' then 1000000 else 100000 end) then
    return case when_full when 'allow' then 'taken' else 'too-many' end;
  end if;
  insert into http.attempt as a (name, count) values (wanted, 1)
  on conflict (name) do update set count = a.count + 1 where a.count < most;
  return case when found then 'taken' else 'too-many' end;
end
$$;

-- Forgets an hour that is over although nobody tried since. Returns how many names there were.
create function http.forget_attempts() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n bigint;
begin
  lock table http.attempt_hour, http.attempt in access exclusive mode;
  if exists (select 1 from http.attempt_hour h where h.hour = date_trunc('hour', clock_timestamp())) then return 0; end if;
  select count(*) into n from http.attempt;
  truncate http.attempt_hour, http.attempt;
  perform setval('http.attempt_row', 1, false);
  return n;
end
$$;
revoke all on function http.attempt_salt(), http.begin_attempt_hour(bytea), http.take_attempt(timestamptz, bytea, int, text), http.forget_attempts()
  from public;
grant execute on function http.attempt_salt(), http.begin_attempt_hour(bytea) to leeward_visitor;
grant execute on function http.take_attempt(timestamptz, bytea, int, text) to leeward_visitor, leeward_person, leeward_member;
grant execute on function http.forget_attempts() to leeward_clock_worker;

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('spent-challenges', 115, 'challenges and work that were used', 0, 'their own end, minutes', 'each counts once while it lives',
    'our choice', 'http.spent', 't.expires_at < now() - k.kept');
insert into retention.schedule (name, place, what, kept_days, since, reason, source, elsewhere) values
  ('attempts', 905, 'who tried what, hidden', 0, 'the hour', 'limits of tries', 'our choice', 'truncated with the hour (http.forget_attempts)');
