-- A guardian reads what a child may read. What is the person's own choice, a guardian does not make for them.
create function care.is_themself(of_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from access.case_record r, access.current_context() c
    where r.id = of_case and c.kind = 'person' and r.person_id = c.person_id)
$$;

create or replace function care.take_own_step(of_case uuid, base int, step text, codes text[], of_pack text, now_standing jsonb,
  running jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before jsonb := (select j.standing -> 'proposedBy' from care.journey j where j.case_id = of_case);
begin
  if not care.is_themself(of_case) then
    raise exception 'Not one''s own.' using errcode = 'insufficient_privilege';
  end if;
  return care.keep_step(of_case, base, step, 'person', null, codes, of_pack,
    now_standing || jsonb_build_object('proposedBy', before), running);
end
$$;
revoke all on function care.is_themself(uuid) from public;
grant execute on function care.is_themself(uuid) to leeward_person;
