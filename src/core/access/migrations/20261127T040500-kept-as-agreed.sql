-- An agreement says for how many days a party keeps what it received. A share opened under it ends by then at the latest: its
-- day stands on it from the first, both agencies see it, and the rule of access needs no new clause. What the
-- party wrote down elsewhere stays its promise.

create function access.end_as_agreed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (access.current_context()).kind is null then return new; end if; -- a restore: it has its day
  new.expires_at := least(new.expires_at, new.opened_at
    + (select make_interval(days => p.retention_days) from access.protocol p where p.id = new.protocol_id));
  return new;
end
$$;
revoke all on function access.end_as_agreed() from public;
create trigger end_as_agreed before insert on access.share for each row execute function access.end_as_agreed();

-- Those that run: as agreed too, but nobody loses what they work with in less than thirty days.
update access.share s set expires_at = least(s.expires_at,
  greatest(s.opened_at + make_interval(days => p.retention_days), now() + interval '30 days'))
from access.protocol p where p.id = s.protocol_id and s.ended_at is null;
