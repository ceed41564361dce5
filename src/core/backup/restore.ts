import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type MigrationMark, migrate, migrationsOfThisVersion } from "../db/index.ts";
import { BlockReader, type PartName } from "./blocks.ts";
import { listed, tablesInOrder } from "./catalogue.ts";
import type { BackupHeader } from "./dump.ts";
import { BackupError } from "./errors.ts";
import type { BackupKind } from "./files.ts";
import type { ApartTable, BackupRules, CurrentTable, DependsOn, SplitTable } from "./rules.ts";

export interface OpenBackup {
  readonly header: BackupHeader;
  parts(): AsyncIterable<{ part: PartName; data: AsyncIterable<Buffer> }>;
}

/** Reads a backup's header. @throws BackupError `wrong-file`, `file-damaged` */
export async function openBackup(
  content: AsyncIterable<Uint8Array>,
  wanted: BackupKind,
): Promise<OpenBackup> {
  const reader = new BlockReader(content);
  const header = (await reader.header()) as BackupHeader;
  if (header.format !== "leeward backup 1") {
    throw new BackupError("wrong-file", "This file was written in a form that this version does not know.");
  }
  if (header.kind !== wanted) {
    throw new BackupError(
      "wrong-file",
      `This is a file of the kind “${header.kind}”; “${wanted}” was wanted.`,
    );
  }
  return { header, parts: () => reader.parts() };
}

export interface RestoreOptions {
  /** As the owner of an empty database. */
  readonly connectionString: string;
  readonly rules: Required<BackupRules>;
  readonly main: OpenBackup;
  readonly wraps: OpenBackup;
  /** Cases whose erasure was noted outside the database. */
  readonly erased: readonly string[];
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface Restored {
  readonly tables: number;
  /** Cases that the main file held and that were erased since. */
  readonly erasedAgain: number;
}

/**
 * Brings a main file and the newest wraps file back into an empty database: in one transaction, at whose end what was
 * erased, withdrawn or ended since the main file is so again. There is no moment at which the rows can be read
 * without that. A restore that stops leaves an empty database, and can be begun again.
 *
 * @throws DatabaseError `too-new` for a backup of a newer version; BackupError `not-empty`, `wraps-older`,
 *   `other-version`, `file-damaged`, `stopped`
 */
export async function restoreDatabase(options: RestoreOptions): Promise<Restored> {
  const { main, wraps, log, signal } = options;
  const older = new Date(wraps.header.at) < new Date(main.header.at);
  if (older) {
    throw new BackupError(
      "wraps-older",
      `The wraps file shows ${wraps.header.at}, before the main file (${main.header.at}): what was erased in between would come back. Give a wraps file that is newer.`,
    );
  }
  ensureSameVersion(main.header, wraps.header);
  await ensureEmpty(options.connectionString);
  await migrate({
    connectionString: options.connectionString,
    log: () => {},
    exactly: main.header.migrations,
  });
  const client = new Client({ connectionString: options.connectionString });
  await client.connect();
  try {
    const stop = () => signal.throwIfAborted();
    await client.query("begin");
    const tables = await tablesInOrder(client);
    await client.query(
      `truncate ${tables
        .filter(isFilled)
        .map(({ name }) => name)
        .join(", ")} cascade`,
    );
    await switchTriggers(client, tables, "disable");
    const split = new Map(options.rules.split.map((one) => [one.table, one]));
    // First, since a table of which each file holds a part must be whole before others refer to its rows.
    const staged = await stageWraps(client, options);
    let count = 0;
    for await (const { part, data } of main.parts()) {
      stop();
      log(`main: ${part.name}`);
      await fill(client, part, data, split.get(part.name));
      count += 1;
    }
    stop();
    const erasedAgain = await applyWraps(client, options, tables, staged);
    stop();
    await client.query("commit");
    await client.query("analyze");
    return { tables: count, erasedAgain };
  } catch (error) {
    await client.query("rollback").catch(() => undefined); // the connection may be what broke
    if (signal.aborted) {
      throw new BackupError("stopped", "Stopped; the database is as empty as before.", { cause: error });
    }
    throw error;
  } finally {
    await client.end();
  }
}

/**
 * Which file holds what, and what the wraps file says of a row, are rules of the version that made them. Another
 * version's rules on these files would miss what ended since (a withdrawn consent came back), or fail half-way.
 */
function ensureSameVersion(main: BackupHeader, wraps: BackupHeader): void {
  const newestOf = (marks: readonly MigrationMark[]): string => marks.at(-1)?.name ?? "";
  if (newestOf(main.migrations) !== newestOf(wraps.migrations)) {
    throw new BackupError(
      "other-version",
      `The main file (${newestOf(main.migrations)}) and the wraps file (${newestOf(wraps.migrations)}) were made by two versions of Leeward: between them the house was upgraded. Name with --wraps a file of the main file's version. What was withdrawn or ended after that file must be ended again.`,
    );
  }
  const own = migrationsOfThisVersion();
  const known = new Set(main.migrations.map(({ name }) => name));
  if (own.some(({ name }) => !known.has(name)) && newestOf(main.migrations) <= newestOf(own)) {
    throw new BackupError(
      "other-version",
      `This backup was made by an older version of Leeward: its newest migration is ${newestOf(main.migrations)}, this version's ${newestOf(own)}. Bring it back with the version that made it, then upgrade (docs/operating.md, Upgrade).`,
    );
  }
}

const isFilled = ({ name }: { name: string }): boolean => name !== "installation.migration";

async function ensureEmpty(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query("select to_regclass('installation.mark') is not null as made");
    if (!rows[0].made) return;
    const found = await client.query("select kind from installation.mark");
    if (found.rowCount === 0) return;
    throw new BackupError(
      "not-empty",
      `This database holds a ${found.rows[0].kind} installation already. Bring a backup back into an empty one: point DATA_DIR or DATABASE_URL at another place.`,
    );
  } finally {
    await client.end();
  }
}

/** The house's own triggers say again what the rows say already; references between tables are checked as ever. */
async function switchTriggers(
  client: Client,
  tables: readonly { name: string }[],
  how: "enable" | "disable",
): Promise<void> {
  for (const { name } of tables) await client.query(`alter table ${name} ${how} trigger user`);
}

async function fill(
  client: Client,
  part: PartName,
  data: AsyncIterable<Buffer>,
  split: SplitTable | undefined,
): Promise<void> {
  if (split) {
    await client.query(
      `create temporary table main_rows as select ${listed(part.columns)} from ${part.name} with no data`,
    );
    await copyIn(client, "main_rows", part.columns, data);
    await client.query("analyze main_rows; analyze apart_rows");
    await client.query(split.bringBack);
    return;
  }
  return copyIn(client, part.name, part.columns, data);
}

async function copyIn(
  client: Client,
  table: string,
  columns: readonly string[],
  data: AsyncIterable<Buffer>,
): Promise<void> {
  const into = client.query(copyFrom(`copy ${table} (${listed(columns)}) from stdin (format binary)`));
  await pipeline(Readable.from(data, { objectMode: false }), into);
}

const stagingOf = (table: string): string => `wraps_${table.replace(".", "_")}`;

/** Puts each part of the wraps file into a temporary table of its own; returns their names. */
async function stageWraps(client: Client, options: RestoreOptions): Promise<ReadonlySet<string>> {
  const split = new Map(options.rules.split.map((one) => [one.table, one]));
  const staged = new Set<string>();
  for await (const { part, data } of options.wraps.parts()) {
    options.signal.throwIfAborted();
    options.log(`wraps: ${part.name}`);
    const one = split.get(part.name);
    if (one) {
      await client.query(`create temporary table apart_rows (${one.staging})`);
      const { rows } = await client.query(
        "select attname from pg_attribute where attrelid = 'apart_rows'::regclass and attnum > 0 order by attnum",
      );
      await copyIn(
        client,
        "apart_rows",
        rows.map(({ attname }) => attname),
        data,
      );
    } else {
      const columns = listed(part.columns);
      await client.query(
        `create temporary table ${stagingOf(part.name)} as select ${columns} from ${part.name} with no data`,
      );
      await copyIn(client, stagingOf(part.name), part.columns, data);
    }
    staged.add(part.name);
  }
  return staged;
}

async function applyWraps(
  client: Client,
  options: RestoreOptions,
  tables: readonly { name: string; columns: readonly string[] }[],
  staged: ReadonlySet<string>,
): Promise<number> {
  const { rules } = options;
  const columnsOf = new Map(tables.map((table) => [table.name, table.columns]));
  await client.query("analyze");
  for (const one of rules.current) if (staged.has(one.table)) await bringUpToDate(client, one);
  // From here on rows are deleted, and what hangs on them must go with them.
  await switchTriggers(client, tables, "enable");
  const before = await countCases(client);
  for (const one of rules.current) {
    if (one.deletesMissing && staged.has(one.table)) await deleteMissing(client, one);
  }
  for (const one of rules.apart) {
    if (staged.has(one.table)) await bringApart(client, one, columnsOf.get(one.table) ?? []);
  }
  await setSequences(client); // what follows writes entries of its own
  for (const statement of rules.mend) await client.query(statement);
  for (const id of options.erased) await client.query("select access.erase_case($1)", [id]);
  return before - (await countCases(client));
}

async function countCases(client: Client): Promise<number> {
  return Number((await client.query("select count(*) as n from access.case_record")).rows[0].n);
}

const depends = (row: string, on: readonly DependsOn[] = []): string =>
  on
    .map(
      ({ column, on: [table, key] }) =>
        ` and (${row}."${column}" is null or exists (select from ${table} known where known."${key}" = ${row}."${column}"))`,
    )
    .join("");

const sameRow = (key: readonly string[]): string =>
  key.map((column) => `t."${column}" = w."${column}"`).join(" and ");

async function bringUpToDate(
  client: Client,
  { table, key, columns, dependsOn, orNull = [] }: CurrentTable,
): Promise<void> {
  if (columns.length === 0) return;
  const currentOf = (column: string): string => {
    const asked = orNull.filter((one) => one.column === column);
    return asked.length === 0
      ? `w."${column}"`
      : `case when true${depends("w", asked)} then w."${column}" end`;
  };
  const set = columns.map((column) => `"${column}" = ${currentOf(column)}`).join(", ");
  const differs = columns.map((column) => `t."${column}" is distinct from w."${column}"`).join(" or ");
  await client.query(
    `update ${table} t set ${set} from ${stagingOf(table)} w
     where ${sameRow(key)} and (${differs})${depends("w", dependsOn)}`,
  );
}

async function deleteMissing(client: Client, { table, key }: CurrentTable): Promise<void> {
  await client.query(
    `delete from ${table} t where not exists (select from ${stagingOf(table)} w where ${sameRow(key)})`,
  );
}

async function bringApart(
  client: Client,
  { table, dependsOn, replaces }: ApartTable,
  columns: readonly string[],
): Promise<void> {
  const list = listed(columns);
  // In the order of the key: where only the newest may be live, the older one is replaced before it comes.
  const order = replaces ? ` order by ${listed(replaces)}` : "";
  const newer = replaces
    ? ` on conflict (${listed(replaces)}) do update set ${columns.map((name) => `"${name}" = excluded."${name}"`).join(", ")}`
    : "";
  await client.query(
    `insert into ${table} (${list}) select ${list} from ${stagingOf(table)} w where true${depends("w", dependsOn)}${order}${newer}`,
  );
}

/** Numbers that the database gives itself go on after the highest that came back. */
async function setSequences(client: Client): Promise<void> {
  const { rows } = await client.query(
    `select c.oid::regclass::text as table, a.attname as column,
       pg_get_serial_sequence(c.oid::regclass::text, a.attname) as sequence
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where a.attidentity <> '' and c.relkind = 'r' and n.nspname !~ '^pg_'
       and n.nspname not in ('information_schema', 'graphile_worker')`,
  );
  for (const { table, column, sequence } of rows) {
    await client.query(
      `select setval($1, coalesce(max("${column}"), 1), max("${column}") is not null) from ${table}`,
      [sequence],
    );
  }
}
