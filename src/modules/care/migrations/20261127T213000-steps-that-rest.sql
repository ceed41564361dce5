-- "The person agrees" and "there is a guardian" are no words of whoever takes a step: an adult is referred on a yes that stands, a
-- child with a guardian whom two members named, and a step says that there is one only where there is.

alter table care.step add column consent_id uuid references access.consent on delete set null; -- on which yes someone was referred
create index step_on_consent on care.step (consent_id) where consent_id is not null;

-- Whether two members named a guardian who is one still; asked by who works on the case, or whose it is.
create function care.guardian_stands(of_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (access.works_on(of_case) or of_case = any (access.own_cases()))
    and exists (select from care.guardian_naming n where n.case_id = of_case and n.ended_at is null
      and (n.began_at is not null or n.ends_at > now()))
$$;

drop function care.take_step(uuid, int, text, text, text[], text, jsonb, jsonb);
-- False where another step came first. Raises for who may not, for what the step should rest on, and `training_valid`.
create function care.take_step(of_case uuid, base int, step text, as_role text, codes text[], of_pack text, now_standing jsonb,
  running jsonb, on_consent uuid default null) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
  was text;
  refers boolean; -- comes to be referred, and was not
  as_adult boolean := now_standing ->> 'age' = 'adult' and not coalesce((now_standing ->> 'ageDisputed')::boolean, false);
begin
  if me.kind is distinct from 'member'
    or not exists (select from identity.member_role r where r.member_id = me.member_id and r.role = as_role)
    or not (access.holds(of_case) or access.works_on(of_case) and care.steps_from_outside(as_role))
  then
    raise exception 'Not this member''s step.' using errcode = 'insufficient_privilege';
  end if;
  select f.state into strict was from care.case_file f where f.id = of_case for no key update;
  -- Coming back to where one was refers nobody anew.
  refers := now_standing ->> 'state' = 'referred' and was <> 'referred' and not (was in ('missing', 'withdrawn', 'abroad')
    and 'referred' = (select s.from_state from care.state_change s where s.case_id = of_case and s.to_state = was
      order by s.id desc limit 1));
  if refers and as_adult then
    -- Whoever takes it back in this moment waits, and ends what comes of it afterwards.
    perform from access.consent c where c.id = on_consent and c.case_id = of_case and c.withdrawn_at is null
      and c.expires_at > now() for share of c;
    if not found then
      raise exception 'An adult is referred on a yes that stands.'
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
  if refers and as_adult then
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

revoke all on function care.guardian_stands(uuid),
  care.take_step(uuid, int, text, text, text[], text, jsonb, jsonb, uuid) from public;
grant execute on function care.take_step(uuid, int, text, text, text[], text, jsonb, jsonb, uuid) to leeward_member;
grant execute on function care.guardian_stands(uuid) to leeward_member, leeward_person;
