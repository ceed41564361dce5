-- What an order or a hold names stays, though its next holder was given no part of it and nobody reads it meanwhile.

update retention.schedule set condition = condition || ' and not exists (select from keys.data_key d where d.id = t.data_key_id and d.category = any (access.held_by_order(d.case_id)))'
where name = 'former-holder-wraps';
update retention.schedule set condition = condition || ' and not t.category = any (access.held_by_order(t.case_id))'
where name = 'left-behind';
