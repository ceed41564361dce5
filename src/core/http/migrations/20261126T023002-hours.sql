-- The minute of a request that someone without an account made is nobody's to keep.
update http.idempotency set at = date_trunc('hour', at);
alter table http.idempotency alter column at set default date_trunc('hour', now());
