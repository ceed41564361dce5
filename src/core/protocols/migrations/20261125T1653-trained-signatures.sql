-- An agreement is signed for an agency by a supervisor whose training counts.
create trigger trained_signature before insert on access.protocol_signature
  for each row execute function identity.ensure_trained_for('agreement.signed');
create trigger trained_person_signature before insert on access.protocol_person_signature
  for each row execute function identity.ensure_trained_for('agreement.signed');
