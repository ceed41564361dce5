-- A report of an import names rows and columns of a file, never a value.

insert into retention.schedule (name, place, what, kept_days, since, reason, source, from_table, condition) values
  ('import-reports', 310, 'reports of imported caseloads, without the hash of files', 730, 'the import',
    'refused rows are looked into, and the same file is not brought in twice', 'our choice', 'care.import',
    't.at < now() - k.kept');
