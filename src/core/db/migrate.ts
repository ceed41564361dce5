import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { Client } from "pg";
import { DatabaseError } from "./errors.ts";
import { runMigrations } from "./queue.ts";
import { ROLES } from "./roles.ts";

export interface MigrateOptions {
  /** As the owner of the database; needed here only, never by the running server's pools. */
  readonly connectionString: string;
  readonly log?: (line: string) => void;
  /**
   * Applies these alone and goes no further: the state in which a backup was made, to be filled with its rows.
   *
   * @throws DatabaseError as for a database that has them
   */
  readonly exactly?: readonly MigrationMark[];
}

/** A migration by its name and the SHA-256 of its text, in hex. */
export interface MigrationMark {
  readonly name: string;
  readonly sha256: string;
}

interface Migration extends MigrationMark {
  readonly sql: string;
}

const SOURCE = join(import.meta.dirname, "../..");
const LOCK = 7_356_023_001; // any number that no one else takes

/**
 * Brings a database to the state that this code expects: every `migrations/*.sql` of core and modules, in the order
 * of their names, each in one transaction that first inserts its own row, so that two runners cannot both apply it.
 *
 * @throws DatabaseError `too-new` when the database was migrated by newer code, `changed-migration` when a file
 *   that was applied reads otherwise now, `roles-of-another`
 * @returns the names of those that were applied now
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const log = options.log ?? (() => {});
  const client = new Client({ connectionString: options.connectionString });
  client.on("error", () => undefined); // one that breaks fails the query under way; without a listener, the process
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    const { rows } = await client.query("select to_regclass('installation.migration') is null as is_new");
    if (rows[0].is_new) await ensureRolesAreOurs(client);
    await client.query(`create schema if not exists installation;
      create table if not exists installation.migration (
        name text primary key, sha256 text not null, applied_at timestamptz not null default now());`);
    const applied = new Map<string, string>(
      (await client.query("select name, sha256 from installation.migration")).rows.map((row) => [
        row.name,
        row.sha256,
      ]),
    );
    const migrations = readMigrations();
    refuseForeign(applied, migrations);
    const wanted = options.exactly && new Map(options.exactly.map((mark) => [mark.name, mark.sha256]));
    if (wanted) refuseForeign(wanted, migrations);
    const now: string[] = [];
    for (const migration of migrations) {
      if (applied.has(migration.name) || wanted?.has(migration.name) === false) continue;
      await apply(client, migration);
      log(`migrated ${migration.name}`);
      now.push(migration.name);
    }
    await prepareJobs(client, options.connectionString);
    return now;
  } finally {
    await client.end();
  }
}

/**
 * Roles belong to a whole PostgreSQL: in a new database of an old one they are there already, and whoever did not make
 * them may not give them out. Said before anything is tried, with what mends it.
 */
async function ensureRolesAreOurs(client: Client): Promise<void> {
  const { rows } = await client.query<{ me: string; maker: string | null; roles: string[] | null }>(
    `select current_user as me, array_agg(r.rolname::text order by r.rolname) as roles,
       min(g.rolname) filter (where g.rolname <> current_user) as maker
     from pg_roles r
     left join pg_auth_members m on m.roleid = r.oid and m.admin_option
     left join pg_roles g on g.oid = m.member and not g.rolsuper
     where r.rolname = any ($1) and not pg_has_role(current_user, r.oid, 'member with admin option')`,
    [ROLES],
  );
  const { me = "", maker, roles } = rows[0] ?? {};
  if (!roles) return;
  const heir = /^[a-z_][a-z0-9_]*$/.test(me) ? me : client.escapeIdentifier(me);
  throw new DatabaseError(
    "roles-of-another",
    `This PostgreSQL has Leeward's roles already, made by another owner, and “${me}” may not give them out. If another house still lives here, take a PostgreSQL of its own: the two would set each other's passwords. If not, as ${maker ? `“${maker}” or ` : ""}a superuser: grant ${[...new Set(roles)].join(", ")} to ${heir} with admin option; then this command again. Nothing was changed.`,
  );
}

function readMigrations(): Migration[] {
  return globSync("**/migrations/*.sql", { cwd: SOURCE })
    .map((path) => {
      const sql = readFileSync(join(SOURCE, path), "utf8");
      return { name: basename(path, ".sql"), sql, sha256: createHash("sha256").update(sql).digest("hex") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Every migration of this code, in their order: what a database of this very version has. */
export const migrationsOfThisVersion = (): MigrationMark[] =>
  readMigrations().map(({ name, sha256 }) => ({ name, sha256 }));

let newest: string | undefined;
/** The name of the last migration that this code knows. */
export function newestMigration(): string {
  newest ??= readMigrations().at(-1)?.name ?? "";
  return newest;
}

/**
 * Whether this code may read a database as it is, for commands that migrate nothing.
 *
 * @throws DatabaseError `not-migrated` for one that an older version left or that is empty, `too-new`
 */
export async function ensureOfThisVersion(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query("select to_regclass('installation.migration') is not null as made");
    const applied = rows[0].made
      ? (await client.query("select name, sha256 from installation.migration")).rows
      : [];
    const migrations = readMigrations();
    refuseForeign(new Map(applied.map(({ name, sha256 }) => [name, sha256])), migrations);
    if (applied.length === migrations.length) return;
    throw new DatabaseError(
      "not-migrated",
      applied.length === 0
        ? "This database is empty. Run `leeward migrate` first, or point DATA_DIR or DATABASE_URL at the house's own."
        : "This database is as an older Leeward left it. Back it up with the version that made it, then run `leeward migrate` (docs/operating.md, Upgrade). Nothing was changed.",
    );
  } finally {
    await client.end();
  }
}

function refuseForeign(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.sha256]));
  for (const [name, sha256] of applied) {
    const expected = known.get(name);
    if (expected === undefined) {
      throw new DatabaseError(
        "too-new",
        `The database was migrated by a newer Leeward (it knows “${name}”). Install that version or a later one, or point DATA_DIR or DATABASE_URL at another database.`,
      );
    }
    if (expected !== sha256) {
      throw new DatabaseError(
        "changed-migration",
        `The migration “${name}” was applied in another wording than this version has. Install the version that made the database, or start from an empty one.`,
      );
    }
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query("insert into installation.migration (name, sha256) values ($1, $2)", [
      migration.name,
      migration.sha256,
    ]);
    await client.query(migration.sql);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new DatabaseError(
      "failed-migration",
      `The migration “${migration.name}” failed; nothing of it was kept.`,
      {
        cause: error,
      },
    );
  }
}

/** The queue has tables of its own, made by its library; only the worker's login may touch them. */
async function prepareJobs(client: Client, connectionString: string): Promise<void> {
  await runMigrations({ connectionString, schema: "graphile_worker" });
  await client.query(`
    grant usage on schema graphile_worker to leeward_worker;
    grant all on all tables in schema graphile_worker to leeward_worker;
    grant usage on all sequences in schema graphile_worker to leeward_worker;
    grant execute on all functions in schema graphile_worker to leeward_worker;
    do $$ declare t record; begin
      for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'graphile_worker' and c.relkind = 'r' and c.relrowsecurity loop
        if not exists (select 1 from pg_policies p where p.schemaname = 'graphile_worker' and p.tablename = t.relname) then
          execute format('create policy worker on graphile_worker.%I for all to leeward_worker using (true) with check (true)', t.relname);
        end if;
      end loop;
    end $$;`);
}
