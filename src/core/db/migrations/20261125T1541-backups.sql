-- Which backups were made, so that `leeward doctor` can say how old the newest is. Written by the owner alone.

create table installation.backup (
  name text primary key check (length(name) <= 200),
  kind text not null check (kind in ('main', 'wraps')),
  at timestamptz not null, -- the instant that it shows
  bytes bigint not null check (bytes > 0),
  sha256 text not null check (length(sha256) = 64)
);
alter table installation.backup enable row level security;
