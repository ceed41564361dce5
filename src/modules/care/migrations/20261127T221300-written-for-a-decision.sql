-- A no asks first which evidence is missing, and has reasons that the person can read: what was asked and the reasons stand in their
-- status, locked. That they do, and in which language, is kept beside the case as codes (class D) with each status that is written.
alter table care.case_file
  add column evidence_written boolean not null default false,
  add column reasons_in text check (reasons_in ~ '^[a-z]{2,3}$');

create function care.note_for_decision(of_case uuid, is_asked boolean, written_in text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update care.case_file set evidence_written = is_asked, reasons_in = written_in
  where id = of_case and (evidence_written, reasons_in) is distinct from (is_asked, written_in)
    and access.decide(of_case, 'status') = 'holder'
$$;
revoke all on function care.note_for_decision(uuid, boolean, text) from public;
grant execute on function care.note_for_decision(uuid, boolean, text) to leeward_member;

-- As before, but that the reasons stand there.
create or replace function care.ensure_decided_well() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  file care.case_file;
  before jsonb := case when tg_op = 'UPDATE' then old.standing end;
  was text;
  now_in text := new.standing ->> 'state';
  deciding text[] := array['reasonable-grounds', 'conclusive-grounds', 'reconsideration'];
  away text[] := array['missing', 'withdrawn', 'abroad'];
  proposer text;
  proposes boolean;
  denies boolean;
  reads text;
begin
  if me.kind is null then return new; end if; -- a restore, the owner
  -- "On conflict do update" comes by here twice: what counts is what it finds there.
  if tg_op = 'INSERT' and exists (select from care.journey j where j.case_id = new.case_id) then return new; end if;
  select * into strict file from care.case_file f where f.id = new.case_id;
  was := file.state;
  proposer := before ->> 'proposedBy';
  reads := coalesce(before ->> 'language', case when before is null then file.language end);
  proposes := new.standing ->> 'proposedBy' is not null and new.standing ->> 'proposedBy' is distinct from proposer;
  denies := (new.standing ->> 'negative')::boolean
    and (proposer is not null and new.standing ->> 'proposedBy' is null
      or not coalesce((before ->> 'negative')::boolean, was = 'reconsideration'));
  if proposes and (me.kind <> 'member' or new.standing ->> 'proposedBy' <> me.member_id::text) then
    raise exception 'What is proposed stands under the name of who proposes it.'
      using errcode = 'insufficient_privilege', constraint = 'own_proposal';
  end if;
  if denies and (me.kind <> 'member' or proposer is null or proposer = me.member_id::text) then
    raise exception 'A no takes a second member.' using errcode = 'insufficient_privilege', constraint = 'second_reviewer';
  end if;
  if (proposes or denies)
    and (reads is null or new.standing ->> 'reasonsIn' is distinct from reads or file.reasons_in is distinct from reads)
  then
    raise exception 'Reasons are written in the language that the person reads.'
      using errcode = 'insufficient_privilege', constraint = 'reasons_in_their_language';
  end if;
  if proposes or denies then perform identity.ensure_trained('decision.negative'); end if;
  if was = any (deciding) and now_in <> was and not now_in = any (away) and not denies then
    perform identity.ensure_trained('decision.positive');
  end if;
  if now_in <> was and now_in in ('reasonable-grounds', 'conclusive-grounds', 'closed') and was <> 'follow-up'
    and not (was = any (away) and now_in = coalesce(before ->> 'cameFrom', ''))
  then
    perform identity.ensure_trained('state.' || now_in);
  end if;
  -- A guardian with a conflict of interest reads nothing from here on, whatever words they hold.
  if (before ->> 'hasGuardian')::boolean and not (new.standing ->> 'hasGuardian')::boolean then
    update access.guardianship set conflict = true where case_id = new.case_id and ended_at is null and not conflict;
  end if;
  if new.standing ->> 'language' ~ '^[a-z]{2,3}$' and file.language is distinct from new.standing ->> 'language' then
    update care.case_file set language = new.standing ->> 'language' where id = new.case_id;
  end if;
  return new;
end
$$;
