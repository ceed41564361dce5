-- Whom an agency may know already is asked later too: where who someone is comes to be written into a case that is there, and
-- of each row of an import. As before (20261127T111500-known.sql), but for those cases that are the person's own: no look is written at them.

drop function care.find_known(int[], int[], bytea[], int[], int);
create function care.find_known(in_name int[], in_word int[], asked bytea[], weights int[], enough int,
  besides uuid[]) returns setof uuid
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
    continue when likely = any (besides) or access.decide(likely, 'identity') is distinct from 'holder';
    perform keys.take(likely, 'identity', null);
    return next likely;
    n := n + 1;
    exit when n = 3;
  end loop;
end
$$;
revoke all on function care.find_known(int[], int[], bytea[], int[], int, uuid[]) from public;
grant execute on function care.find_known(int[], int[], bytea[], int[], int, uuid[]) to leeward_member;

-- The same of many at once: rows of an import, before their cases are there. At most 200 rows are told of, those that agree most
-- first; a case that several rows may be about is looked at once.
create function care.find_known_rows(in_row int[], in_name int[], in_word int[], asked bytea[], weights int[], enough int)
returns table (at_row int, case_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  me access.context := access.current_context();
  likely record;
  looked uuid[] := '{}';
  closed uuid[] := '{}';
  told int[] := '{}';
begin
  if me.kind is distinct from 'member' then return; end if;
  for likely in
    with asks as materialized (
      select * from unnest(in_row, in_name, in_word, asked, weights) a(at_row, name, word, token, weight)),
    long as (select a.at_row, a.name, max(a.word) as words from asks a group by a.at_row, a.name),
    kept as (select t.case_id, k.token from care.name_token t cross join unnest(t.tokens) k(token) where t.agency_id = me.agency_id),
    agrees as (
      select k.case_id, a.at_row, a.name, a.word, max(a.weight) as weight
      from kept k join asks a on a.token = k.token group by k.case_id, a.at_row, a.name, a.word
    ),
    scored as (
      select g.case_id, g.at_row, greatest(max(g.weight) filter (where g.word = 0),
        case when count(*) filter (where g.word > 0) = l.words then sum(g.weight) filter (where g.word > 0) end) as score
      from agrees g join long l on l.at_row = g.at_row and l.name = g.name group by g.case_id, g.at_row, g.name, l.words
    ),
    best as (
      select s.at_row, s.case_id, max(s.score) as score,
        row_number() over (partition by s.at_row order by max(s.score) desc, s.case_id) as nth
      from scored s where s.score >= enough group by s.at_row, s.case_id
    )
    select b.at_row, b.case_id from best b where b.nth <= 3 order by max(b.score) over (partition by b.at_row) desc, b.at_row, b.nth
  loop
    continue when likely.case_id = any (closed);
    if not likely.at_row = any (told) then
      exit when cardinality(told) = 200;
    end if;
    if not likely.case_id = any (looked) then
      if access.decide(likely.case_id, 'identity') is distinct from 'holder' then
        closed := closed || likely.case_id;
        continue;
      end if;
      perform keys.take(likely.case_id, 'identity', null);
      looked := looked || likely.case_id;
    end if;
    if not likely.at_row = any (told) then told := told || likely.at_row; end if;
    at_row := likely.at_row;
    case_id := likely.case_id;
    return next;
  end loop;
end
$$;
revoke all on function care.find_known_rows(int[], int[], int[], bytea[], int[], int) from public;
grant execute on function care.find_known_rows(int[], int[], int[], bytea[], int[], int) to leeward_member;
