import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { type Client, escapeIdentifier } from "pg";
import type { Page } from "playwright-core";
import type { Demonstration } from "./demonstration.ts";
import type { Place } from "./leak-search.ts";

/** Where a house leaves traces: its tables, its files, what it says, and what a browser keeps of it. */

interface Table {
  readonly schema: string;
  readonly name: string;
}

/** Every table of the house's database, those of its libraries too. */
async function tablesOf(owner: Client): Promise<Table[]> {
  const { rows } = await owner.query<Table>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm', 'p') and n.nspname not in ('information_schema', 'pg_toast') order by 1, 2`,
  );
  return rows;
}

/** A logical dump: each table as text, as `pg_dump` writes it, and in binary, where a `bytea` is its own bytes. */
export async function dumpTables(state: Demonstration): Promise<Place[]> {
  const owner = await state.owner();
  const folder = join(state.dataDir, "dump-of-a-test");
  mkdirSync(folder);
  chmodSync(folder, 0o777); // PostgreSQL's own account writes into it
  try {
    const tables = await tablesOf(owner);
    const places: Place[] = [];
    for (const format of ["text", "binary"]) {
      const file = join(folder, format);
      for (const { schema, name } of tables) {
        if (format === "binary" && schema === "pg_catalog") continue; // some of its types have no binary form
        const from = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
        await owner.query(`copy (select * from ${from}) to '${file}' (format ${format})`);
        places.push({ name: `table ${schema}.${name} (${format})`, bytes: readFileSync(file) });
      }
    }
    return places;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await owner.end();
  }
}

/** Every file under a folder as it is now; one that goes away meanwhile is passed over. */
export function filesUnder(folder: string, label: string): Place[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => {
    if (!entry.isFile()) return [];
    const path = join(entry.parentPath, entry.name);
    try {
      return [{ name: `${label}/${relative(folder, path)}`, bytes: readFileSync(path) }];
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
      throw error;
    }
  });
}

const WAL_PAGE_BYTES = 8192;

/**
 * The records of one file of the write-ahead log without the header of each page, which would cut a text in two.
 *
 * @param from the first byte, and `to` the byte after the last
 */
export function recordsOfWal(segment: Buffer, from = 0, to = segment.length): Buffer {
  const parts: Buffer[] = [];
  for (let page = from - (from % WAL_PAGE_BYTES); page < to; page += WAL_PAGE_BYTES) {
    const header = page === 0 ? 40 : 24;
    parts.push(segment.subarray(Math.max(from, page + header), Math.min(to, page + WAL_PAGE_BYTES)));
  }
  return Buffer.concat(parts);
}

/** The database's data files, its write-ahead log and its own log, after everything was written out. */
export async function databaseFiles(state: Demonstration): Promise<Place[]> {
  const owner = await state.owner();
  await owner.query("checkpoint");
  await owner.end();
  return filesUnder(join(state.dataDir, "postgres"), "postgres").map(({ name, bytes }) =>
    /\/pg_wal\/[0-9A-F]{24}$/.test(name) ? { name, bytes: recordsOfWal(bytes) } : { name, bytes },
  );
}

/** What scripts of this page's origin could have kept: every text, in UTF-8 and as one byte for each unit. */
export async function browserStorage(page: Page): Promise<Place[]> {
  const kept = await page.evaluate(async () => {
    const answer = <T>(asked: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    const textsIn = (value: unknown): string[] => {
      if (typeof value === "string") return [value];
      if (value instanceof ArrayBuffer) return textsIn(new Uint8Array(value));
      if (ArrayBuffer.isView(value)) {
        const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        return [Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")];
      }
      if (typeof value !== "object" || value === null) return [String(value)];
      return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
    };
    const databases: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name ?? ""));
      databases.push(name ?? "");
      for (const store of database.objectStoreNames) {
        const records: IDBObjectStore = database.transaction(store).objectStore(store);
        databases.push(store, ...textsIn(await answer(records.getAllKeys())));
        databases.push(...textsIn(await answer(records.getAll())));
      }
      database.close();
    }
    const cached: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const body = await (await cache.match(request))?.arrayBuffer();
        cached.push(name, request.url, ...textsIn(body));
      }
    }
    return {
      localStorage: Object.entries(localStorage).flat(),
      sessionStorage: Object.entries(sessionStorage).flat(),
      IndexedDB: databases,
      Cache: cached,
      history: [window.name, location.href, ...textsIn(history.state)],
    };
  });
  const cookies = (await page.context().cookies()).flatMap(({ name, value }) => [name, value]);
  return Object.entries({ ...kept, cookies }).map(([name, texts]) => ({
    name: `browser ${name}`,
    bytes: Buffer.concat(texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, "latin1")])),
  }));
}
