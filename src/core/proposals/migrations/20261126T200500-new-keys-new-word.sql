-- Whoever lost their keys or password may not be who proposed in their name meanwhile: with the new keys all of it falls, and what is
-- still meant is proposed anew.

drop function proposals.fall(uuid);
-- Ends what a member proposed and stands for no longer, or all of it, with what waited beside it.
create function proposals.fall(of_member uuid, all_of_it boolean default false) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p proposals.proposal;
  undoes text;
begin
  for p in select * from proposals.proposal x where x.proposed_by = of_member and x.outcome is null order by x.id for update
  loop
    if all_of_it or not proposals.stands(p) then
      perform proposals.overtake(p.id);
      select k.undoes into undoes from proposals.kind k where k.name = p.kind;
      if undoes is not null then execute format('select %s($1)', undoes) using p; end if;
    end if;
  end loop;
end
$$;
revoke all on function proposals.fall(uuid, boolean) from public;

create or replace function identity.let_renew(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r identity.renewal;
  said jsonb := p.content::jsonb;
begin
  perform proposals.take_cases((said ->> 'memberId')::uuid, p.agency_id);
  perform 1 from identity.member m where m.id = (said ->> 'memberId')::uuid and m.agency_id = p.agency_id
    and m.status = 'active' for update;
  if not found then return false; end if;
  select * into r from identity.renewal x where x.id = (said ->> 'renewalId')::uuid
    and x.member_id = (said ->> 'memberId')::uuid and x.password_hash is not null for update;
  if not found or translate(encode(r.reading_key, 'base64'), E'+/=\n', '-_') <> said ->> 'readingKey'
    or translate(encode(r.signing_key, 'base64'), E'+/=\n', '-_') <> said ->> 'signingKey'
  then return false; end if;
  update identity.member_key set retired_at = now() where member_id = r.member_id and retired_at is null;
  insert into identity.member_key (member_id, reading_key, signing_key, wrapped, renewed)
  values (r.member_id, r.reading_key, r.signing_key, r.wrapped, true);
  update identity.member set password_hash = r.password_hash, second_factor_sealed = null, second_factor_last_step = 0
  where id = r.member_id;
  delete from identity.passkey where member_id = r.member_id;
  delete from identity.recovery_code where member_id = r.member_id;
  delete from identity.provider_link where member_id = r.member_id;
  update identity.session set ended_at = now() where member_id = r.member_id and ended_at is null;
  delete from identity.renewal where id = r.id;
  perform proposals.fall(r.member_id, true);
  perform ledger.record('member.keys-renewed', jsonb_build_object('memberId', r.member_id, 'by', p.proposed_by,
    'second', p.settled_by, 'readingKey', encode(r.reading_key, 'base64'),
    'signingKey', encode(r.signing_key, 'base64')), null, p.agency_id);
  perform events.emit('member.keys-changed', p.agency_id, jsonb_build_object('memberId', r.member_id));
  perform identity.ask_keepers_of(r.member_id);
  return true;
end
$$;
