-- The facts that intake carries into a new case wait on the writer's own device too, with the conversation that they come from.
alter table door.draft_key drop constraint draft_key_what_check,
  add constraint draft_key_what_check check (what in ('letter', 'note', 'offer', 'case', 'call'));
