import { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { MigrationMark } from "../db/index.ts";
import { type PartName, writeBlocks } from "./blocks.ts";
import { listed, tablesInOrder } from "./catalogue.ts";
import type { BackupKind } from "./files.ts";
import type { BackupRules } from "./rules.ts";

/** What a backup says of itself, inside the seal. */
export interface BackupHeader {
  readonly format: "leeward backup 1";
  readonly kind: BackupKind;
  readonly version: string;
  /** The instant that the rows show. */
  readonly at: string;
  readonly postgres: string;
  readonly installation: string;
  /** What the database was migrated to: a restore makes exactly this schema, fills it, and then goes on. */
  readonly migrations: readonly MigrationMark[];
}

export interface Dump {
  readonly header: BackupHeader;
  /** The file's inside, to be read once. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Never in a backup, whatever the parts say: what a start makes anew, and what is about one server's secrets. */
const OWN: readonly string[] = ["installation.migration", "installation.server_secret"];

/**
 * Reads a database while it is used: one snapshot for all that `work` dumps, since it is one repeatable-read
 * transaction. The server goes on; nothing is locked but against a migration.
 */
export async function withSnapshot<T>(
  connectionString: string,
  version: string,
  rules: Required<BackupRules>,
  work: (dump: (kind: BackupKind, onPart: (name: string) => void) => Dump) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query("begin transaction isolation level repeatable read, read only");
    const headerOf = await readHeader(client, version);
    const result = await work((kind, onPart) => {
      const header = headerOf(kind);
      const parts = kind === "main" ? mainParts(client, rules) : wrapsParts(client, rules);
      return { header, content: writeBlocks(header, told(parts, onPart)) };
    });
    await client.query("commit");
    return result;
  } finally {
    await client.end();
  }
}

async function readHeader(client: Client, version: string): Promise<(kind: BackupKind) => BackupHeader> {
  const { rows } = await client.query(
    `select now() as at, current_setting('server_version') as postgres,
       (select kind from installation.mark) as installation,
       (select json_agg(json_build_object('name', m.name, 'sha256', m.sha256) order by m.name)
        from installation.migration m) as migrations`,
  );
  const { at, postgres, installation, migrations } = rows[0];
  return (kind) => ({
    format: "leeward backup 1",
    kind,
    version,
    at: at.toISOString(),
    postgres,
    installation,
    migrations,
  });
}

type Part = { part: PartName; data: AsyncIterable<Uint8Array> };

async function* told(parts: AsyncIterable<Part>, onPart: (name: string) => void): AsyncGenerator<Part> {
  for await (const part of parts) {
    onPart(part.part.name);
    yield part;
  }
}

async function* mainParts(client: Client, rules: Required<BackupRules>): AsyncGenerator<Part> {
  const left = new Set([
    ...OWN,
    ...rules.never,
    ...rules.apart.filter((apart) => !apart.replaces).map((apart) => apart.table),
  ]);
  const split = new Map(rules.split.map((one) => [one.table, one.columns]));
  for (const { name, columns } of await tablesInOrder(client)) {
    if (left.has(name)) continue;
    const kept = columns.filter((column) => !split.get(name)?.includes(column));
    yield copied(client, { name, columns: kept }, `select ${listed(kept)} from ${name}`);
  }
}

async function* wrapsParts(client: Client, rules: Required<BackupRules>): AsyncGenerator<Part> {
  const columnsOf = new Map((await tablesInOrder(client)).map((table) => [table.name, table.columns]));
  for (const { table } of rules.apart) {
    const columns = columnsOf.get(table) ?? [];
    yield copied(client, { name: table, columns }, `select ${listed(columns)} from ${table}`);
  }
  for (const { table, key, columns } of rules.current) {
    const both = [...key, ...columns];
    yield copied(client, { name: table, columns: both }, `select ${listed(both)} from ${table}`);
  }
  for (const { table, select } of rules.split) yield copied(client, { name: table, columns: [] }, select);
}

function copied(client: Client, part: PartName, select: string): Part {
  return { part, data: client.query(copyTo(`copy (${select}) to stdout (format binary)`)) };
}
