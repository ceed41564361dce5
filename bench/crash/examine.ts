import { writeFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CHECKPOINT_PATH, parseCheckpoint, parseNote } from "@leeward/ledger";
import { verifyLog } from "@leeward/ledger/files";
import type { Client } from "pg";
import { copyLedger } from "../../e2e/support/ledger-copy.ts";
import { compareLogs } from "../../src/core/keys/holder/compare.ts";
import { paths } from "../../src/core/keys/holder/folder.ts";
import { type LoggedEntry, readLog } from "../../src/core/keys/holder/log.ts";
import { AGENCY, type House } from "./house.ts";
import type { Writer } from "./letters.ts";
import type { Saver } from "./sections.ts";

export interface Found {
  /** Acknowledged, and not there, or acknowledged a second time as if the first had not been. */
  readonly lost: number;
  /** Letters that are there more often than they were written. */
  readonly twice: number;
  readonly actsWithoutEntry: number;
  readonly entriesWithoutAct: number;
  /** Transactions in which letters of two people or more were kept. */
  readonly sharedBatches: number;
}

/** Holds what clients were told against the rows, while nobody writes. */
export async function examineRows(
  owner: Client,
  writers: readonly Writer[],
  savers: readonly Saver[],
): Promise<Found> {
  let lost = 0;
  let twice = 0;
  const { rows: letters } = await owner.query(
    `select encode(w.signing_key, 'hex') as key, array_agg(l.position) as positions
     from door.letter l join identity.words w on w.address = l.mailbox where w.signing_key = any ($1) group by 1`,
    [writers.map(({ signingKey }) => Buffer.from(signingKey))],
  );
  const kept = new Map<string, number[]>(letters.map(({ key, positions }) => [key, positions]));
  for (const { signingKey, acknowledged } of writers) {
    const positions = kept.get(Buffer.from(signingKey).toString("hex")) ?? [];
    lost += [...acknowledged].filter((position) => !positions.includes(position)).length;
    twice += positions.length - new Set(positions).size;
    twice += positions.filter((position) => !acknowledged.has(position)).length;
  }
  for (const { caseId, category, acknowledged } of savers) {
    const { rows } = await owner.query(
      "select version from care.section where case_id = $1 and category = $2 and version = any ($3)",
      [caseId, category, acknowledged],
    );
    lost += acknowledged.length - rows.length; // one version that was acknowledged twice stands there once
  }
  const { rows } = await owner.query(`
    with act as (
      select 'letter.kept ' || encode(sha256(convert_to(envelope, 'UTF8')), 'hex') as what from door.letter
      union all select 'section.written ' || case_id || ' ' || category || ' ' || version from care.section
        where written_at >= (select min(at) from ledger.entry where kind = 'section.written')
    ), entry as (
      select 'letter.kept ' || (content::jsonb ->> 'sha256') as what from ledger.entry where kind = 'letter.kept'
      union all select 'section.written ' || (content::jsonb ->> 'caseId') || ' ' || (content::jsonb ->> 'category')
        || ' ' || (content::jsonb ->> 'version') from ledger.entry where kind = 'section.written'
    )
    select (select count(*) from (select what from act except all select what from entry) a)::int as bare_acts,
      (select count(*) from (select what from entry except all select what from act) e)::int as bare_entries`);
  // Its entry names the hour alone, so the transaction itself is asked; the demonstration's own letters are not counted.
  const { rows: shared } = await owner.query(
    `select count(*)::int as count from (
       select l.xmin::text from door.letter l join identity.words w on w.address = l.mailbox
       where l.position = 1 and w.signing_key = any ($1) group by 1 having count(*) > 1) t`,
    [writers.map(({ signingKey }) => Buffer.from(signingKey))],
  );
  return {
    ...{ lost, twice },
    actsWithoutEntry: rows[0].bare_acts,
    entriesWithoutAct: rows[0].bare_entries,
    sharedBatches: shared[0].count,
  };
}

/** What waits for the full hour goes into the ledger now. */
export async function letTheHourPass(owner: Client): Promise<void> {
  await owner.query(
    "update ledger.entry set at = at - interval '2 hours' where log_index is null and at > now() - interval '2 hours'",
  );
  await owner.query("update ledger.batch set closes = false");
  await owner.query("notify leeward_ledger");
}

/** Lets the hour pass for what waits, and verifies copies of the files of both machines. @returns entries verified */
export async function verifyLogs(owner: Client, house: House, folder: string): Promise<number> {
  await letTheHourPass(owner);
  let placed = 0;
  for (const dataDir of house.dataDirs) {
    const files = join(dataDir, "ledger");
    for (const deadline = Date.now() + 120_000; ; ) {
      const { rows } = await owner.query(
        `select count(*) filter (where log_index is null)::int as waiting,
           (select max(first_place + size) from ledger.batch)::int as size from ledger.entry`,
      );
      placed = rows[0].size;
      const signed = await readFile(join(files, CHECKPOINT_PATH)).catch(() => null);
      const size = signed ? parseCheckpoint(parseNote(signed).text).size : -1;
      if (rows[0].waiting === 0 && size === placed) break;
      if (Date.now() > deadline) throw new Error(`${files} has ${size} entries, the database ${placed}.`);
      await sleep(200);
    }
    const copy = join(folder, "ledger-copy");
    await copyLedger(files, copy);
    const report = await verifyLog(copy);
    await rm(copy, { recursive: true, force: true });
    if (!report.ok) throw new Error(`${files} does not verify: ${report.fault?.message}`);
  }
  return placed;
}

export interface Books {
  /** Openings of which the holder and the ledger say the same. */
  readonly same: number;
  /** Opened at the holder without an entry, or with another one: must not be. */
  readonly wrong: number;
  /** Opened at the holder, and noted as not opened: the answer was lost when something died, and nobody read it. */
  readonly answerLost: number;
  /** In the ledger, and not at the holder: what was asked for when something died; the person sees one look too many. */
  readonly unseen: number;
  readonly repeated: number;
}

/** The agency's own check, by the commands that an agency uses. */
export async function compareBooks(house: House, folder: string): Promise<Books> {
  const exported = join(folder, "ledger-entries.jsonl");
  const since = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  writeFileSync(exported, await house.command(["keys", "export", "--agency", AGENCY, "--since", since]));
  const lines = (await readFile(exported, "utf8")).split("\n").filter((line) => line.startsWith("{"));
  const own: LoggedEntry[] = [];
  for await (const { entry } of readLog(paths(house.holderFolder).log)) own.push(entry);
  const platform = lines.map((line) => JSON.parse(line)).filter(({ entry }) => entry !== undefined);
  const { same, differences } = compareLogs(own, platform);
  for (const found of differences) {
    if (found.what !== "unseen" && found.what !== "repeated")
      process.stderr.write(`${JSON.stringify(found)}\n`);
  }
  const count = (...whats: string[]) => differences.filter(({ what }) => whats.includes(what)).length;
  return {
    same,
    wrong: count("unrecorded", "different", "foreign-key"),
    answerLost: count("contradicted"),
    unseen: count("unseen"),
    repeated: count("repeated"),
  };
}
