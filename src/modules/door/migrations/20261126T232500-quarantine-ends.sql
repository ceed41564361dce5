-- A way back from quarantine, by two people: a list can be wrong, and whoever is of intake can mark what no list names. While the
-- list names the file, the browser that opens it marks it again.

insert into proposals.kind (name, proposers, confirmers, lives_hours, performs, stands_by)
values ('attachment.release', '{}', '{intake-worker,supervisor}', 72, 'door.release_quarantined', '{intake-worker}');

-- That it is deleted, or that it is released; false where it is not quarantined. What waits already is not proposed twice.
drop function door.propose_deletion(uuid, uuid);
create function door.propose_about_quarantined(new_proposal uuid, wanted uuid, what text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if what not in ('attachment.deletion', 'attachment.release') then
    raise exception 'No such end of a quarantine.' using errcode = 'check_violation';
  end if;
  perform 1 from door.attachment a where a.id = wanted for update;
  if (door.attachment_of_intake(wanted)).quarantined_hour is null then return false; end if;
  if not exists (select 1 from proposals.proposal p where p.kind = what and p.agency_id = me.agency_id
    and p.outcome is null and p.expires_at > now() and p.content::jsonb ->> 'attachmentId' = wanted::text) then
    perform proposals.put(new_proposal, what, jsonb_build_object('attachmentId', wanted), null, null);
  end if;
  return true;
end
$$;

create function door.release_quarantined(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update door.attachment a set quarantined_hour = null from door.mailbox m
  where a.id = (p.content::jsonb ->> 'attachmentId')::uuid and a.quarantined_hour is not null
    and m.address = a.mailbox and m.agency_id = p.agency_id;
  if not found then return false; end if;
  perform ledger.record('attachment.released', jsonb_build_object('memberId', p.proposed_by, 'second', p.settled_by), null,
    p.agency_id);
  return true;
end
$$;
revoke all on function door.propose_about_quarantined(uuid, uuid, text), door.release_quarantined(proposals.proposal) from public;
grant execute on function door.propose_about_quarantined(uuid, uuid, text) to leeward_member;
