-- An agreement is suspended by one supervisor, at once. Ending it cannot be taken back, so it takes two of a party, or one
-- of each of two parties, who sign the same words with their own keys. Lifting still takes every party.

insert into proposals.kind (name, proposers, confirmers, lives_hours, elsewhere, signed, performs)
values ('protocol.ending', '{}', '{supervisor}', 336, true, true, 'access.end_by_two');

-- What both signed, as it stands in the export.
alter table access.protocol_change add column signed jsonb;

drop function access.end_protocol(uuid, text);

-- 'waits'; 'nothing' (neither in force nor suspended), 'text' (other words than the ones that are in force), 'party' (the
-- agency of the second is none). Raises `supervisor_of_party`. The caller's signature follows in the same transaction.
create function access.propose_ending(new_proposal uuid, said jsonb, second uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted uuid := said ->> 'protocolId';
  me access.context := access.supervisor_of_standing_party(wanted);
begin
  if not exists (select 1 from access.protocol p where p.id = wanted and p.status in ('in-force', 'suspended')) then
    return 'nothing';
  end if;
  if said ->> 'title' is distinct from (select p.title from access.protocol p where p.id = wanted)
    or said ->> 'statement' is distinct from (select encode(sha256(convert_to(v.statement, 'UTF8')), 'hex')
      from access.protocol_version v where v.protocol_id = wanted and v.status = 'adopted')
    or length(said ->> 'reason') not between 3 and 1000
  then
    return 'text';
  end if;
  if second is not null
    and not exists (select 1 from access.protocol_party y where y.protocol_id = wanted and y.agency_id = second)
  then
    return 'party';
  end if;
  perform proposals.put(new_proposal, 'protocol.ending', said, null, second);
  return 'waits';
end
$$;

-- Every share under it ends in the same transaction, and with them the wraps. Not where the words in force changed, or an
-- agency is no party any more.
create function access.end_by_two(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := p.content::jsonb;
  wanted uuid := said ->> 'protocolId';
  because text := said ->> 'reason';
  ended access.share;
begin
  perform access.supervisor_of_standing_party(wanted);
  perform access.lock_case(c.case_id) from (select distinct s.case_id from access.share s
    where s.protocol_id = wanted and s.ended_at is null order by s.case_id) c;
  if said ->> 'statement' is distinct from (select encode(sha256(convert_to(v.statement, 'UTF8')), 'hex')
      from access.protocol_version v where v.protocol_id = wanted and v.status = 'adopted')
    or not exists (select 1 from access.protocol_party y where y.protocol_id = wanted and y.agency_id = p.agency_id)
  then
    return false;
  end if;
  update access.protocol set status = 'ended' where id = wanted and status in ('in-force', 'suspended');
  if not found then return false; end if;
  update access.protocol_version set status = 'withdrawn', decided_at = now(), withdrawn_because = because
  where protocol_id = wanted and status = 'proposed';
  for ended in
    update access.share set ended_at = now(), ended_because = 'basis-ended'
    where protocol_id = wanted and ended_at is null returning *
  loop
    perform access.tell_share_ended(ended);
  end loop;
  perform access.tell_protocol(wanted, 'ended', null, because);
  update access.protocol_change c set signed = jsonb_build_object('kind', p.kind, 'agencyId', p.agency_id, 'content', said,
    'people', (select jsonb_agg(jsonb_build_object('memberId', g.member_id, 'name', g.name,
        'signingKey', translate(encode(g.signing_key, 'base64'), E'+/=\n', '-_'),
        'signature', translate(encode(g.signature, 'base64'), E'+/=\n', '-_')) order by g.signed_at, g.member_id)
      from proposals.signature g where g.proposal_id = p.id and g.member_id in (p.proposed_by, p.settled_by)))
  where c.protocol_id = wanted and c.kind = 'ended' and c.signed is null;
  return true;
end
$$;
revoke all on function access.propose_ending(uuid, jsonb, uuid), access.end_by_two(proposals.proposal) from public;
grant execute on function access.propose_ending(uuid, jsonb, uuid) to leeward_supervisor;
