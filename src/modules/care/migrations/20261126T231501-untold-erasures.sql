-- What an order still holds after an erasure is told to whoever holds the words only where they may know of the order.

create or replace function care.carry_out_wish(wanted uuid, number_hash bytea) returns care.wish_outcome
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  w care.wish;
  held text[];
begin
  if (access.current_context()).kind is distinct from 'person' then return row('unknown', '{}'::text[])::care.wish_outcome; end if;
  select x.* into w from care.wish x where x.id = wanted and x.ended_at is null
    and x.case_id = any (access.own_cases()) for update;
  if not found then return row('unknown', '{}'::text[])::care.wish_outcome; end if;
  if w.ripe_at > now() then return row('early', '{}'::text[])::care.wish_outcome; end if;
  if w.code_hash is null or w.wrong_codes >= 5 or w.reached_at + interval '14 days' <= now()
    or w.code_hash <> number_hash
  then
    update care.wish set wrong_codes = wrong_codes + 1 where id = wanted and code_hash is not null;
    return row('number', '{}'::text[])::care.wish_outcome;
  end if;
  held := care.do_wish(w); -- by itself, so that what follows sees what it did
  return row('done', array(select h from unnest(held) h where not access.is_untold(w.case_id, h)))::care.wish_outcome;
end
$$;
