-- Whoever proposed must still have the role for it when a second one confirms (proposals.stands).

update proposals.kind set stands_by = '{supervisor}' where name = 'door.readers';
update proposals.kind set stands_by = '{intake-worker}' where name = 'attachment.deletion';
