-- Who may touch the database, and as what. The server's login owns nothing, inherits nothing and bypasses
-- nothing: for each request it becomes one of the roles below, inside one transaction (docs/access.md).

do $$
declare
  wanted text;
begin
  foreach wanted in array array[
    'leeward_visitor', 'leeward_person', 'leeward_member', 'leeward_supervisor', 'leeward_auditor',
    'leeward_clock_worker', 'leeward_sequencer', 'leeward_coder'
  ] loop
    begin
      execute format('create role %I nologin', wanted);
    exception when duplicate_object or unique_violation then null; -- roles belong to the whole cluster
    end;
  end loop;
  foreach wanted in array array['leeward_server', 'leeward_worker'] loop
    begin
      execute format('create role %I login noinherit', wanted);
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
end
$$;

grant leeward_visitor, leeward_person, leeward_member, leeward_supervisor, leeward_auditor to leeward_server;
grant leeward_clock_worker, leeward_sequencer, leeward_coder to leeward_worker;

create extension if not exists pgcrypto;
create extension if not exists citext;

revoke all on schema public from public;
-- Nobody makes temporary tables or types: one named like a type of PostgreSQL could catch an owner's function
-- unawares. (Those functions look for such names last, too: `set search_path = pg_catalog, pg_temp`.)
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
end
$$;
grant usage on schema public to leeward_visitor, leeward_person, leeward_member, leeward_supervisor,
  leeward_auditor, leeward_clock_worker, leeward_sequencer, leeward_coder;

-- A demonstration's database says so, and `leeward serve` refuses it.
create schema if not exists installation;
create table installation.mark (
  only_row boolean primary key default true check (only_row),
  kind text not null check (kind in ('demonstration', 'production', 'test')),
  door_salt bytea not null default public.gen_random_bytes(16) check (length(door_salt) = 16),
  made_at timestamptz not null default now()
);
grant usage on schema installation to leeward_visitor, leeward_person, leeward_member, leeward_supervisor,
  leeward_auditor;
grant select on installation.mark to leeward_visitor, leeward_person, leeward_member, leeward_supervisor,
  leeward_auditor;
