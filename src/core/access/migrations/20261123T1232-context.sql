-- The context of one transaction: who asks, and why. Only the functions below write it, after they have
-- checked a session's secret; policies read it. Injected SQL can neither forge it nor carry it over, since a
-- row counts only for the transaction that wrote it, and for the database role that opened it. A line that ends
-- in `-- clause: NAME` can be dropped on its own: a test drops each in turn and must notice.

create unlogged table access.context (
  backend_pid int primary key,
  xid xid8 not null,
  opened_as text not null, -- the role of the database: after another `set role` this row counts for nothing
  kind text not null check (kind in ('visitor', 'person', 'member')),
  session_id uuid,
  member_id uuid,
  agency_id uuid,
  words_address bytea,
  person_id uuid,
  purpose text
) with (fillfactor = 50);
alter table access.context enable row level security;

create function access.put_context(row_in access.context) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into access.context
  select (row_in).*
  on conflict (backend_pid) do update set
    xid = excluded.xid, opened_as = excluded.opened_as, kind = excluded.kind, session_id = excluded.session_id,
    member_id = excluded.member_id, agency_id = excluded.agency_id, words_address = excluded.words_address,
    person_id = excluded.person_id, purpose = excluded.purpose
$$;
revoke all on function access.put_context(access.context) from public;

create type access.member_context as (
  session_id uuid, member_id uuid, agency_id uuid, display_name text, roles text[], supervises boolean
);

-- Opens a member's context from the session's secret. Returns null for a session that is unknown, ended, expired
-- or still owes its second factor, and for a member or agency that is suspended. As supervisor or auditor it opens
-- only for a member who is one; the answer still says who they are, so that they can be told.
create function access.open_member_context(secret bytea, wanted_purpose text) returns access.member_context
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_context access.member_context;
begin
  select s.id, m.id, m.agency_id, m.display_name,
    array(select r.role from identity.member_role r where r.member_id = m.id order by r.role),
    exists (select 1 from identity.member_role r join identity.role d on d.name = r.role and d.supervises
            where r.member_id = m.id)
  into found_context
  from identity.session s
  join identity.member m on m.id = s.member_id
  join identity.agency a on a.id = m.agency_id
  where s.secret_hash = sha256(secret)
    and s.stage = 'full' -- clause: session-stage
    and s.ended_at is null -- clause: session-ended
    and s.expires_at > now() -- clause: session-expired
    and m.status = 'active' -- clause: member-active
    and a.status = 'active' -- clause: agency-active
  ;
  if found_context.session_id is null then return null; end if;
  if current_setting('role') = 'leeward_supervisor' and not found_context.supervises
    or current_setting('role') = 'leeward_auditor' and not 'auditor' = any (found_context.roles)
  then
    return found_context;
  end if;
  if wanted_purpose is not null and not exists (select 1 from access.purpose p where p.name = wanted_purpose) then
    return null;
  end if;
  perform access.put_context(row(pg_backend_pid(), pg_current_xact_id(), current_setting('role'), 'member',
    found_context.session_id, found_context.member_id, found_context.agency_id, null, null, wanted_purpose)::access.context);
  return found_context;
end
$$;

create type access.person_context as (session_id uuid, words_address bytea, person_id uuid);

create function access.open_person_context(secret bytea) returns access.person_context
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_context access.person_context;
begin
  select s.id, w.address, w.person_id into found_context
  from identity.words_session s join identity.words w on w.address = s.address
  where s.secret_hash = sha256(secret)
    and s.ended_at is null -- clause: words-session-ended
    and s.expires_at > now() -- clause: words-session-expired
  ;
  if found_context.session_id is null then return null; end if;
  perform access.put_context(row(pg_backend_pid(), pg_current_xact_id(), current_setting('role'), 'person',
    found_context.session_id, null, null, found_context.words_address, found_context.person_id, null)::access.context);
  return found_context;
end
$$;

create function access.current_context() returns access.context
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c from access.context c
  where c.backend_pid = pg_backend_pid() and c.xid = pg_current_xact_id_if_assigned()
    and c.opened_as = current_setting('role')
$$;
create function access.current_member_id() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select (access.current_context()).member_id $$;
create function access.current_agency_id() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select (access.current_context()).agency_id $$;
create function access.current_purpose() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select (access.current_context()).purpose $$;
create function access.current_address() returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select (access.current_context()).words_address $$;
create function access.current_person_id() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select (access.current_context()).person_id $$;

revoke all on function access.open_member_context(bytea, text) from public;
revoke all on function access.open_person_context(bytea) from public;
grant execute on function access.open_member_context(bytea, text) to leeward_member, leeward_supervisor,
  leeward_auditor;
grant execute on function access.open_person_context(bytea) to leeward_person;
