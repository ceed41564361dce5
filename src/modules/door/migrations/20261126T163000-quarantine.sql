-- Files that an agency's list of known abuse material names: kept unseen, opened by nobody, deleted by two people. The list is
-- compared in the worker's browser; the server never learns the hash of what a person sent.

create table door.hash_list (
  agency_id uuid primary key references identity.agency,
  -- SHA-256 of files, 32 bytes each, ascending.
  hashes bytea not null check (octet_length(hashes) between 32 and 4194304 and octet_length(hashes) % 32 = 0),
  loaded_at timestamptz not null default now()
);
alter table door.hash_list enable row level security;
grant select (agency_id, hashes) on door.hash_list to leeward_member;
create policy list_of_own_agency on door.hash_list for select to leeward_member
  using (agency_id = (select access.current_agency_id()) and proposals.has_role('{intake-worker,supervisor}'));

alter table door.attachment add column quarantined_hour timestamptz;
grant select (quarantined_hour) on door.attachment to leeward_person, leeward_member;
drop policy pieces_of_open_ones on door.attachment_piece;
create policy pieces_of_open_ones on door.attachment_piece for select to leeward_person, leeward_member
  using (exists (select 1 from door.attachment a
    where a.id = attachment_piece.attachment_id and a.quarantined_hour is null));

create function door.load_hash_list(new_hashes bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
begin
  insert into door.hash_list (agency_id, hashes) values (me.agency_id, new_hashes)
  on conflict (agency_id) do update set hashes = excluded.hashes, loaded_at = now();
  perform ledger.record('hash-list.loaded', jsonb_build_object('memberId', me.member_id,
    'sha256', encode(sha256(new_hashes), 'hex'), 'count', octet_length(new_hashes) / 32), null, me.agency_id);
end
$$;

-- The attachment, where it is one of the caller's own inbox; whoever has no list has matched nothing.
create function door.attachment_of_intake(wanted uuid) returns door.attachment
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a from door.attachment a join door.mailbox m on m.address = a.mailbox
  where a.id = wanted and a.is_whole and door.is_intake_of(m.agency_id)
    and exists (select 1 from door.hash_list h where h.agency_id = m.agency_id)
$$;

-- True once nobody can open it. The entry says who, and not what.
create function door.quarantine(wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if (door.attachment_of_intake(wanted)).id is null then return false; end if;
  update door.attachment set quarantined_hour = date_trunc('hour', now()) where id = wanted and quarantined_hour is null;
  if found then
    perform ledger.record('attachment.quarantined', jsonb_build_object('memberId', me.member_id), null, me.agency_id);
  end if;
  return true;
end
$$;

insert into proposals.kind (name, proposers, confirmers, lives_hours, performs)
values ('attachment.deletion', '{}', '{intake-worker,supervisor}', 72, 'door.delete_quarantined');

-- False where it is not quarantined. What waits already is not proposed twice.
create function door.propose_deletion(new_proposal uuid, wanted uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  perform 1 from door.attachment a where a.id = wanted for update;
  if (door.attachment_of_intake(wanted)).quarantined_hour is null then return false; end if;
  if not exists (select 1 from proposals.proposal p where p.kind = 'attachment.deletion' and p.agency_id = me.agency_id
    and p.outcome is null and p.expires_at > now() and p.content::jsonb ->> 'attachmentId' = wanted::text) then
    perform proposals.put(new_proposal, 'attachment.deletion', jsonb_build_object('attachmentId', wanted), null, null);
  end if;
  return true;
end
$$;

create function door.delete_quarantined(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from door.attachment a using door.mailbox m
  where a.id = (p.content::jsonb ->> 'attachmentId')::uuid and a.quarantined_hour is not null
    and m.address = a.mailbox and m.agency_id = p.agency_id;
  if not found then return false; end if;
  perform ledger.record('attachment.deleted', jsonb_build_object('memberId', p.proposed_by, 'second', p.settled_by), null,
    p.agency_id);
  return true;
end
$$;

revoke all on function door.load_hash_list(bytea), door.attachment_of_intake(uuid), door.quarantine(uuid),
  door.propose_deletion(uuid, uuid), door.delete_quarantined(proposals.proposal) from public;
grant execute on function door.load_hash_list(bytea) to leeward_supervisor;
grant execute on function door.quarantine(uuid), door.propose_deletion(uuid, uuid) to leeward_member;
