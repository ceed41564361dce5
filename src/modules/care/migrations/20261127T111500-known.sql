-- Before a case is opened: whose case of this agency may be about the same person. By the tokens that names are found by, and
-- by more of them: every word of one of the names has to be there, and the sounds that agree have to be many enough
-- (`weights`, and what they add up to: src/modules/care/known.ts). Of this agency's own cases alone. Each that is told of is a
-- look at the identity, as in care.find_by_name: that it is told says how its person is called.

create function care.find_known(in_name int[], in_word int[], asked bytea[], weights int[], enough int) returns setof uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  me access.context := access.current_context();
  likely uuid;
  n int := 0;
begin
  if me.kind is distinct from 'member' then return; end if;
  for likely in
    with asks as materialized (select * from unnest(in_name, in_word, asked, weights) a(name, word, token, weight)),
    long as (select a.name, max(a.word) as words from asks a group by a.name),
    agrees as (
      select t.case_id, a.name, a.word, max(a.weight) as weight
      from care.name_token t join asks a on a.token = any (t.tokens)
      where t.agency_id = me.agency_id and t.tokens && asked group by t.case_id, a.name, a.word
    ),
    scored as (
      select g.case_id, greatest(max(g.weight) filter (where g.word = 0),
        case when count(*) filter (where g.word > 0) = l.words then sum(g.weight) filter (where g.word > 0) end) as score
      from agrees g join long l on l.name = g.name group by g.case_id, g.name, l.words
    )
    select s.case_id from scored s where s.score >= enough group by s.case_id order by max(s.score) desc, s.case_id
  loop
    continue when access.decide(likely, 'identity') is distinct from 'holder';
    perform keys.take(likely, 'identity', null);
    return next likely;
    n := n + 1;
    exit when n = 3;
  end loop;
end
$$;
revoke all on function care.find_known(int[], int[], bytea[], int[], int) from public;
grant execute on function care.find_known(int[], int[], bytea[], int[], int) to leeward_member;
