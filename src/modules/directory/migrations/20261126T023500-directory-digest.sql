-- Of an entry as it was made (SHA-256, base64url): one that comes out the same again is not written again. Null for those
-- from before; they are written once more. Its hours carry it too: an entry that a restore brought up to date stands beside
-- the hours of an older file, and is written anew.
alter table directory.public_entry add column digest text check (length(digest) = 43);
alter table directory.opening add column digest text check (length(digest) = 43);
