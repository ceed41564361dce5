import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { sql } from "kysely";
import { Client } from "pg";
import type { Transaction } from "../db/index.ts";

/**
 * The erasures that were done, in a file outside the database: a line of JSON for each, with the case's number, which
 * stands nowhere else any more. An older copy of the database, however it came back, is told at its next start.
 */
export interface Erasure {
  readonly caseId: string;
  /** ISO 8601. */
  readonly at: string;
}

/** All erasures that the database knows, oldest first. */
export async function listErasures(tx: Transaction): Promise<Erasure[]> {
  const { rows } = await sql<{ case_id: string; decided_at: Date }>`
    select case_id, decided_at from access.list_erasures()`.execute(tx);
  return rows.map((row) => ({ caseId: row.case_id, at: row.decided_at.toISOString() }));
}

/** The erasures in a file; none where there is no file yet. A line that a power cut left half written is left out. */
export async function readErasures(file: string): Promise<Erasure[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  return text.split("\n").flatMap((line) => {
    const found = /^\{"caseId":"([0-9a-f-]{36})","at":"([^"]+)"\}$/.exec(line);
    return found?.[1] && found[2] ? [{ caseId: found[1], at: found[2] }] : [];
  });
}

/** Adds those that the file does not name yet, durably; returns how many. */
export async function appendErasures(file: string, erasures: readonly Erasure[]): Promise<number> {
  if (erasures.length === 0) return 0;
  const known = new Set((await readErasures(file)).map(({ caseId }) => caseId));
  const missing = erasures.filter(({ caseId }) => !known.has(caseId));
  if (missing.length === 0) return 0;
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, "a", 0o600);
  try {
    // Begins with a line's end: what a power cut left half written then stands on a line of its own.
    const isBroken = known.size > 0 && !(await readFile(file, "utf8")).endsWith("\n");
    const lines = missing.map(({ caseId, at }) => JSON.stringify({ caseId, at }));
    await handle.writeFile(`${isBroken ? "\n" : ""}${lines.join("\n")}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return missing.length;
}

/**
 * Erases again, in one transaction, every case that the file names and the database still holds: before anything is
 * served. As the owner.
 *
 * @returns how many there were
 */
export async function replayErasures(
  ownerUrl: string,
  file: string,
  log: (line: string) => void,
): Promise<number> {
  const noted = await readErasures(file);
  if (noted.length === 0) return 0;
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `select access.erase_case(r.id) from access.case_record r
       where r.id = any ($1::uuid[]) and not exists (
         select from access.erasure e where e.case_id = r.id and e.finished_at is null)`,
      [noted.map(({ caseId }) => caseId)],
    );
    const count = rowCount ?? 0;
    if (count > 0) {
      log(`This database was an older copy: ${count} cases that were erased since are erased again.`);
    }
    return count;
  } finally {
    await client.end();
  }
}

/** As `listErasures`, for a command that has the owner's connection. */
export async function listErasuresAsOwner(ownerUrl: string): Promise<Erasure[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query("select case_id, decided_at from access.list_erasures()");
    return rows.map((row) => ({ caseId: row.case_id, at: row.decided_at.toISOString() }));
  } finally {
    await client.end();
  }
}
