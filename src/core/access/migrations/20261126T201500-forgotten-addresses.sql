-- An address that is deleted is gone from where no reference takes it along: a proof that was begun and not finished, and the
-- last visit of a connection, which stands until its next request.

create function access.forget_addresses() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from identity.words_challenge c using gone g where c.address = g.address;
  -- Another connection's row that is being written is passed by: its request still runs, and ends by the next one's.
  update access.context c set words_address = null
  where c.backend_pid in (
    select o.backend_pid from access.context o join gone g on g.address = o.words_address for update of o skip locked);
  return null;
end
$$;
revoke all on function access.forget_addresses() from public;
create trigger addresses_forgotten after delete on identity.words
  referencing old table as gone for each statement execute function access.forget_addresses();
