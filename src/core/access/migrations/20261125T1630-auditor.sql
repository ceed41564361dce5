-- An auditor reads the ledger's kinds, times and places, and every rule; no person and no case. So an auditor belongs
-- to no agency in what they see: their context carries none, and with it everything that asks for one shows nothing.
-- Someone with another role beside it would audit their own work: that cannot be.

create function identity.ensure_auditor_alone() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from identity.member_role r where r.member_id = new.member_id and r.role = 'auditor')
    and (select count(*) from identity.member_role r where r.member_id = new.member_id) > 1
  then
    raise exception 'An auditor has no other role.' using errcode = 'check_violation', constraint = 'auditor_alone';
  end if;
  return null;
end
$$;
revoke all on function identity.ensure_auditor_alone() from public;
create constraint trigger auditor_alone after insert or update on identity.member_role
  deferrable initially immediate for each row execute function identity.ensure_auditor_alone();

create or replace function access.open_member_context(secret bytea, wanted_purpose text) returns access.member_context
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_context access.member_context;
  works_for uuid;
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
  works_for := found_context.agency_id;
  if 'auditor' = any (found_context.roles) then works_for := null; end if; -- clause: not-auditor
  perform access.put_context(row(pg_backend_pid(), pg_current_xact_id(), current_setting('role'), 'member',
    found_context.session_id, found_context.member_id, works_for, null, null, wanted_purpose)::access.context);
  return found_context;
end
$$;

-- Whoever one is, one sees one's own row.
create policy oneself on identity.member for select to leeward_member
  using (id = (select access.current_member_id()));

-- The rules: who may what, and under which agreements.
grant select on access.protocol, access.protocol_party, access.protocol_scope to leeward_auditor;
create policy auditor_reads_protocols on access.protocol for select to leeward_auditor
  using ((select access.current_member_id()) is not null);
create policy auditor_reads_protocol_parties on access.protocol_party for select to leeward_auditor
  using ((select access.current_member_id()) is not null);
create policy auditor_reads_protocol_scopes on access.protocol_scope for select to leeward_auditor
  using ((select access.current_member_id()) is not null);
