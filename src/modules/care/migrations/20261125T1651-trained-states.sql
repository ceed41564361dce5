-- Where a case stands is decided by someone whose training counts. Where it begins, and what an import brings, was
-- decided elsewhere.
create trigger trained_state before insert on care.state_change
  for each row when (new.from_state is not null) execute function identity.ensure_trained_for('state', 'to_state');
