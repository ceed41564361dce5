-- Who worked at an agency that left: how they were reached goes soon, who they were when nobody can claim anything any more.
-- The row stays, since looks and acts name it.

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, blanks, condition) values
  ('former-member-addresses', 197, 'addresses, passwords and second factors of an agency''s former members', 90, 'the day their agency left',
    'nobody signs in any more; a question about the last weeks can still be asked', 'GDPR Art. 5(1)(e)', 'identity.member',
    'email = t.id::text || ''@left.invalid'', password_hash = ''-'', second_factor_sealed = null',
    't.email::text not like ''%@left.invalid'' and exists (select from identity.agency a where a.id = t.agency_id and a.left_at < now() - k.kept)'),
  ('former-member-names', 198, 'names of an agency''s former members, at looks and acts', 3650, 'the day their agency left',
    'people may ask who looked at their file for as long as they can claim something', 'GDPR Art. 15(1)(c), 17(3)(e); our choice of ten years',
    'identity.member', 'display_name = ''—''',
    't.display_name <> ''—'' and exists (select from identity.agency a where a.id = t.agency_id and a.left_at < now() - k.kept)');
