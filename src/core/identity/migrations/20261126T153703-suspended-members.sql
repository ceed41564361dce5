-- Who was suspended a year ago comes back no more: what they were reached by and signed in with goes. The row stays, since
-- looks and acts name it, and the name with it for as long as people may ask who looked at their file.

alter table identity.member add column suspended_at timestamptz;
update identity.member m set suspended_at = coalesce(
  (select max(e.at) from ledger.entry e where e.kind = 'member.suspended' and e.content::jsonb ->> 'memberId' = m.id::text), now())
where m.status = 'suspended';
alter table identity.member add check ((status = 'suspended') = (suspended_at is not null));

-- However the standing changes, the time is that of the change.
create function identity.note_suspension() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.suspended_at := case when new.status = 'suspended' then coalesce(new.suspended_at, now()) end;
  return new;
end
$$;
revoke all on function identity.note_suspension() from public;
create trigger suspension_noted before insert or update of status, suspended_at on identity.member
  for each row execute function identity.note_suspension();

-- Whether nothing is left by which they could sign in.
create function identity.is_forgotten(m identity.member) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select m.email::text like '%@left.invalid'
$$;
revoke all on function identity.is_forgotten(identity.member) from public;

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, blanks, condition) values
  ('suspended-member-addresses', 200, 'addresses, passwords and second factors of members who were suspended', 365, 'the suspension',
    'a mistake is found within a year; whoever comes back later is invited anew', 'GDPR Art. 5(1)(e)', 'identity.member',
    'email = t.id::text || ''@left.invalid'', password_hash = ''-'', second_factor_sealed = null, second_factor_last_step = 0',
    't.suspended_at < now() - k.kept and not identity.is_forgotten(t)'),
  ('suspended-member-names', 201, 'names of members who were suspended, at looks and acts', 3650, 'the suspension',
    'people may ask who looked at their file for as long as they can claim something', 'GDPR Art. 15(1)(c), 17(3)(e); our choice of ten years',
    'identity.member', 'display_name = ''—''', 't.display_name <> ''—'' and t.suspended_at < now() - k.kept'),
  ('forgotten-member-keys', 205, 'the locked private keys of members whose address has gone', 0, 'the day on which their address goes',
    'nobody can open them, but whoever guesses the password', 'GDPR Art. 5(1)(e), 32', 'identity.member_key', 'wrapped = ''\x''',
    't.wrapped <> ''\x'' and exists (select from identity.member m where m.id = t.member_id and identity.is_forgotten(m))');
insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('forgotten-member-passkeys', 202, 'passkeys of members whose address has gone', 0, 'the day on which their address goes',
    'nobody signs in with them any more', 'GDPR Art. 5(1)(e)', 'identity.passkey',
    'exists (select from identity.member m where m.id = t.member_id and identity.is_forgotten(m))'),
  ('forgotten-member-links', 203, 'what the State''s provider calls members whose address has gone', 0, 'the day on which their address goes',
    'nobody signs in by it any more', 'GDPR Art. 5(1)(e)', 'identity.provider_link',
    'exists (select from identity.member m where m.id = t.member_id and identity.is_forgotten(m))'),
  ('forgotten-member-codes', 204, 'recovery codes of members whose address has gone', 0, 'the day on which their address goes',
    'nobody signs in with them any more', 'GDPR Art. 5(1)(e)', 'identity.recovery_code',
    'exists (select from identity.member m where m.id = t.member_id and identity.is_forgotten(m))'),
  ('forgotten-member-keepings', 207, 'the copy of their keys that keepers can give back to members whose address has gone', 0,
    'the day on which their address goes', 'nobody asks keepers for it any more', 'GDPR Art. 5(1)(e), 32', 'identity.keeping',
    'exists (select from identity.member m where m.id = t.member_id and identity.is_forgotten(m))'),
  -- They hold an address or a name, in words that two people read.
  ('proposals-about-members', 206, 'proposals to admit someone, to let them return, to give other roles or keys', 365, 'their end, whatever it was',
    'who decided stands in the ledger, by number', 'GDPR Art. 5(1)(e)', 'proposals.proposal',
    't.kind in (''member.admission'', ''member.return'', ''member.roles'', ''member.renewal'') and coalesce(t.settled_at, t.expires_at) < now() - k.kept');

-- Named ones alone, where some are asked for: a restore has those kept at once that an older copy brought back.
drop function retention.keep(boolean);
create function retention.keep(only_count boolean, wanted text[] default null) returns table (schedule text, rows_gone bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s retention.schedule;
  told jsonb := '{}';
begin
  for s in select * from retention.schedule r where r.from_table is not null and (wanted is null or r.name = any (wanted)) order by r.place loop
    schedule := s.name;
    if only_count then
      execute format('select count(*) from %s t, (select make_interval(days => %s) as kept) k where %s', s.from_table, s.kept_days, s.condition)
        into rows_gone;
    else
      execute case when s.blanks is null
        then format('delete from %s t using (select make_interval(days => %s) as kept) k where %s', s.from_table, s.kept_days, s.condition)
        else format('update %s t set %s from (select make_interval(days => %s) as kept) k where %s', s.from_table, s.blanks, s.kept_days, s.condition)
      end;
      get diagnostics rows_gone = row_count;
      update retention.schedule r set last_run_at = now() where r.name = s.name;
      if rows_gone > 0 then
        insert into retention.deletion (schedule, deleted) values (s.name, rows_gone);
        told := told || jsonb_build_object(s.name, rows_gone);
      end if;
    end if;
    return next;
  end loop;
  if told <> '{}' then perform ledger.record('retention.kept', jsonb_build_object('deleted', told), null, null); end if;
end
$$;
revoke all on function retention.keep(boolean, text[]) from public;
grant execute on function retention.keep(boolean, text[]) to leeward_clock_worker;

-- As before, but for whom nothing is left to sign in with: 'forgotten', nothing proposed.
create or replace function identity.propose_return(new_proposal uuid, wanted uuid, second uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := identity.acting_supervisor();
  found_member identity.member;
begin
  select m.* into found_member from identity.member m
  where m.id = wanted and m.agency_id = me.agency_id and m.status = 'suspended';
  if not found then return 'unknown'; end if;
  if identity.is_forgotten(found_member) then return 'forgotten'; end if;
  perform proposals.put(new_proposal, 'member.return', jsonb_build_object('memberId', wanted, 'name', found_member.display_name), null, second);
  return 'waits';
end
$$;
create or replace function identity.let_return(p proposals.proposal) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted uuid := p.content::jsonb ->> 'memberId';
begin
  perform 1 from identity.member m where m.id = wanted and m.agency_id = p.agency_id and m.status = 'suspended'
    and not identity.is_forgotten(m) for update;
  if not found then return false; end if;
  -- A sign-in that was on its way while the member was suspended begins nothing now.
  update identity.session set ended_at = now() where member_id = wanted and ended_at is null;
  update identity.member set status = 'active' where id = wanted;
  perform ledger.record('member.restored', jsonb_build_object('memberId', wanted, 'by', p.proposed_by,
    'second', p.settled_by), null, p.agency_id);
  perform events.emit('member.restored', p.agency_id, jsonb_build_object('memberId', wanted));
  return true;
end
$$;
