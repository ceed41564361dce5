-- A case is found by its person's name, which stands in ciphertext, through keyed hashes of what spellings of one name
-- share (packages/names). One row a case, in the hands of the agency that holds it; no role reads it, only the two
-- functions below. What it is worth to a thief: docs/threat-model.md, "Around names and their search tokens".

create table care.name_token (
  case_id uuid primary key references care.case_file on delete cascade,
  agency_id uuid not null references identity.agency,
  -- With the key of the very part that the name stands in the tokens go, also where the rest of a case is held.
  data_key_id uuid not null references keys.data_key on delete cascade,
  tokens bytea[] not null check (cardinality(tokens) between 1 and 500)
);
create index name_token_found on care.name_token using gin (tokens);
create index name_token_under_key on care.name_token (data_key_id);
create index name_token_of_agency on care.name_token (agency_id);
alter table care.name_token enable row level security;

-- Puts the tokens of names that were written, instead of those from before: cases, and for each of them its key and
-- tokens, one a line. An agency with a key holder of its own has none: the key of its tokens would be at this server.
create function care.keep_name_tokens(written uuid[], of_case uuid[], of_key uuid[], made bytea[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me access.context := access.current_context();
begin
  if me.kind is distinct from 'member' or exists (
      select from unnest(written || of_case) c(id) where access.decide(c.id, 'identity') is distinct from 'holder')
    or exists (
      select from unnest(of_case, of_key) m(case_id, key_id) where not exists (
        select from keys.data_key d where d.id = m.key_id and d.case_id = m.case_id and d.category = 'identity'))
  then
    raise insufficient_privilege;
  end if;
  delete from care.name_token t where t.case_id = any (written);
  if exists (select from keys.holder h where h.agency_id = me.agency_id) then return; end if;
  insert into care.name_token (case_id, agency_id, data_key_id, tokens)
  select m.case_id, me.agency_id, m.key_id, array_agg(distinct m.token)
  from unnest(of_case, of_key, made) m(case_id, key_id, token) group by m.case_id, m.key_id
  on conflict (case_id) do update set agency_id = excluded.agency_id, data_key_id = excluded.data_key_id,
    tokens = excluded.tokens;
end
$$;

-- The cases of the member's agency in which each word of a name is, or (word 0) all of it as one: the ten likeliest.
-- That a case is found says how its person is called: so each one is a look at the identity, written down like any
-- other, seen by the person. One case too many is looked for, and not looked at, to say that there are more.
create function care.find_by_name(in_word int[], asked bytea[]) returns table (case_id uuid, is_more boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  me access.context := access.current_context();
  likely uuid;
  n int := 0;
begin
  if me.kind is distinct from 'member' then return; end if;
  for likely in
    select f.case_id from (
      select t.case_id, count(distinct w.token) as shared, max(count(distinct w.token)) over () as most
      from care.name_token t
      join lateral (
        select w.word, w.token from unnest(in_word, asked) w(word, token) where w.token = any (t.tokens)) w on true
      where t.agency_id = me.agency_id and t.tokens && asked
      group by t.case_id
      having bool_or(w.word = 0) or count(distinct w.word) = (select max(o) from unnest(in_word) o)
    ) f
    where 2 * f.shared >= f.most -- beside a near one, far ones are nobody that was meant
    order by f.shared desc, f.case_id
  loop
    continue when access.decide(likely, 'identity') is distinct from 'holder';
    n := n + 1;
    is_more := n > 10;
    case_id := case when is_more then null else likely end;
    if not is_more then perform keys.take(likely, 'identity', null); end if;
    return next;
    exit when is_more;
  end loop;
end
$$;

-- Whether the agency holds its own keys: members are told why nothing is found by name.
create function care.has_key_holder() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from keys.holder h where h.agency_id = access.current_agency_id())
$$;

-- The agency that takes a case over has another key; whoever holds its own keys has no tokens.
create function care.drop_name_tokens_of_case() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from care.name_token t where t.case_id = new.id;
  return null;
end
$$;
create trigger drop_name_tokens after update of holder_agency_id on access.case_record
  for each row when (old.holder_agency_id <> new.holder_agency_id) execute function care.drop_name_tokens_of_case();
create function care.drop_name_tokens_of_agency() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from care.name_token t where t.agency_id = new.agency_id;
  return null;
end
$$;
create trigger drop_name_tokens after insert on keys.holder
  for each row execute function care.drop_name_tokens_of_agency();

revoke all on function care.keep_name_tokens(uuid[], uuid[], uuid[], bytea[]), care.find_by_name(int[], bytea[]),
  care.has_key_holder(), care.drop_name_tokens_of_case(), care.drop_name_tokens_of_agency() from public;
grant execute on function care.keep_name_tokens(uuid[], uuid[], uuid[], bytea[]), care.find_by_name(int[], bytea[]),
  care.has_key_holder() to leeward_member;
