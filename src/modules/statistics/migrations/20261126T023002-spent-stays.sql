-- What was spent comes back at a restore from the newest wraps file, also where its run does not.

alter table statistics.spent drop constraint spent_run_id_fkey;
