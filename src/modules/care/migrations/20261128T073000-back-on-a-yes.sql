-- Staff bring nobody who withdrew back into a referral or a decision without their yes (decision 0269): the step rests on one that stands, as
-- the referral did. With words of their own a person comes back by their own step, which is no function of this.

create or replace function care.take_step(of_case uuid, base int, step text, as_role text, codes text[], of_pack text, now_standing jsonb,
  running jsonb, on_consent uuid default null) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  was text;
  refers boolean; -- comes to be referred, and was not
  takes_a_yes boolean; -- an adult's
  as_adult boolean := now_standing ->> 'age' = 'adult' and not coalesce((now_standing ->> 'ageDisputed')::boolean, false);
begin
  if me.kind is distinct from 'member'
    or not exists (select from identity.member_role r where r.member_id = me.member_id and r.role = as_role)
    or not (access.holds(of_case) or access.works_on(of_case) and care.steps_from_outside(as_role))
  then
    raise exception 'Not this member''s step.' using errcode = 'insufficient_privilege';
  end if;
  -- As whatever ends a yes does: the case first, then what is in it.
  if 'guardian-in-conflict' = any (codes) then perform access.lock_case(of_case); end if;
  select f.state into strict was from care.case_file f where f.id = of_case for no key update;
  -- Coming back to where one was refers nobody anew.
  refers := now_standing ->> 'state' = 'referred' and was <> 'referred' and not (was in ('missing', 'withdrawn', 'abroad')
    and 'referred' = (select s.from_state from care.state_change s where s.case_id = of_case and s.to_state = was
      order by s.id desc limit 1));
  -- Who withdrew is brought back into a referral or a decision on a yes, not on what they took back.
  takes_a_yes := as_adult and (refers or was = 'withdrawn'
    and now_standing ->> 'state' in ('referred', 'reasonable-grounds', 'conclusive-grounds', 'reconsideration'));
  if takes_a_yes then
    -- Whoever takes it back in this moment waits, and ends what comes of it afterwards.
    perform from access.consent c where c.id = on_consent and c.case_id = of_case and c.withdrawn_at is null
      and c.expires_at > now() and c.given_by = 'person' and c.purpose in ('identification', 'decision') for share of c;
    if not found then
      raise exception 'An adult is referred, and brought back to it, on their own yes that stands, for being identified or decided on.'
        using errcode = 'insufficient_privilege', constraint = 'referred_on_consent';
    end if;
  end if;
  if (refers and as_adult is distinct from true or 'guardian' = any (codes))
    and not care.guardian_stands(of_case)
  then
    raise exception 'A guardian is named by two.' using errcode = 'insufficient_privilege', constraint = 'guardian_named';
  end if;
  if not care.keep_step(of_case, base, step, as_role, me.member_id, codes, of_pack, now_standing, running) then
    return false;
  end if;
  if takes_a_yes then
    update care.step s set consent_id = on_consent where s.case_id = of_case and s.revision = base + 1;
  end if;
  -- Whoever is involved is no guardian any more, also where they had no words yet.
  if 'guardian-in-conflict' = any (codes) then
    update care.guardian_naming n set ended_at = now(), ended_why = 'involved', ended_by = me.member_id
    where n.case_id = of_case and n.ended_at is null;
  end if;
  return true;
end
$$;
