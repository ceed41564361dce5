-- Words that someone said were stolen rest: until it is settled they open nothing, neither a file nor a mailbox nor what a
-- guardian reads (decision 0149). One place, before every policy and every look: a visit that knows no words and no person.

alter table identity.words add column rests_until timestamptz;

create or replace function access.open_person_context(secret bytea) returns access.person_context
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_context access.person_context;
  seen access.person_context;
begin
  select s.id, w.address, w.person_id into found_context
  from identity.words_session s join identity.words w on w.address = s.address
  where s.secret_hash = sha256(secret)
    and s.ended_at is null -- clause: words-session-ended
    and s.expires_at > now() -- clause: words-session-expired
  ;
  if found_context.session_id is null then return null; end if;
  seen := found_context;
  if exists (select 1 from identity.words w where w.address = seen.words_address and w.rests_until > now()) then seen.words_address := null; seen.person_id := null; end if; -- clause: words-resting
  perform access.put_context(row(pg_backend_pid(), pg_current_xact_id(), current_setting('role'), 'person',
    found_context.session_id, null, null, seen.words_address, seen.person_id, null)::access.context);
  return found_context; -- whose visit it is; what it opens is in the context
end
$$;
