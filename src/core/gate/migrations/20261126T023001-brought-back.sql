-- A restore takes the registry, what was signed, advised and run from the newest wraps file (src/core/gate/backup.ts), and
-- members and proposals from an older main file: a withdrawal must not be lost because the one who made it joined since.
-- Who did what stands in the signatures and in the ledger.

alter table gate.assessment drop constraint assessment_id_fkey, drop constraint assessment_withdrawn_by_fkey;
alter table gate.advice drop constraint advice_asked_by_fkey, drop constraint advice_answered_by_fkey;
