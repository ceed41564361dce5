-- An order is recorded and confirmed by members whose training counts; anyone who handles orders may refuse one.
create trigger trained_order before insert on access.order_proposal
  for each row execute function identity.ensure_trained_for('order.proposed');
create trigger trained_order_confirmed before update of outcome on access.order_proposal
  for each row when (new.outcome = 'confirmed') execute function identity.ensure_trained_for('order.confirmed');
