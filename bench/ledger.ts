import { randomBytes } from "node:crypto";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSigner, type Log, openLog } from "@leeward/ledger/files";

/**
 * How many entries a second the ledger makes durable for many clients that each append one and wait, and how long one
 * waits. Beside it, in turns, the floor: the same bytes in the same batches, appended to one file and synced.
 *
 * `npm run bench -- ledger`; the folder is below the system's temporary one, or below TMPDIR: put that on the disk
 * that you want to know about.
 */
const RUNS = 5;
const RUN_MS = 3000;
const WARM_MS = 500;
const CLIENTS = 256;
const ENTRY_BYTES = 32;

type Run = { entriesPerSecond: number; p50Ms: number; p99Ms: number; batches: number[] };

const folder = await mkdtemp(join(tmpdir(), "leeward-bench-ledger-"));
try {
  const measured: (Run & { floorEntriesPerSecond: number })[] = [];
  for (let run = 0; run < RUNS; run++) {
    const log = await openLog(join(folder, `log-${run}`), {
      origin: "bench.example/log",
      signer: createSigner(randomBytes(32)),
    });
    await runClients(log, WARM_MS);
    const result = await runClients(log, RUN_MS);
    await log.close();
    const floorEntriesPerSecond = await appendAndSync(join(folder, `floor-${run}`), result.batches);
    measured.push({ ...result, floorEntriesPerSecond });
    process.stderr.write(
      `run ${run + 1}: ${result.entriesPerSecond.toFixed(0)} entries/s, p50 ${result.p50Ms.toFixed(1)} ms, ` +
        `p99 ${result.p99Ms.toFixed(1)} ms, ${result.batches.length} commits; ` +
        `bare append and sync ${floorEntriesPerSecond.toFixed(0)} entries/s\n`,
    );
  }
  const entriesPerSecond = Math.round(median(measured.map((run) => run.entriesPerSecond)));
  const p99Ms = round(median(measured.map(({ p99Ms }) => p99Ms)));
  const figures = {
    entriesPerSecond,
    p99Ms,
    p50Ms: round(median(measured.map(({ p50Ms }) => p50Ms))),
    floorEntriesPerSecond: Math.round(median(measured.map((run) => run.floorEntriesPerSecond))),
    shareOfFloor: round(median(measured.map((run) => run.entriesPerSecond / run.floorEntriesPerSecond))),
    entriesPerCommit: Math.round(median(measured.map(({ batches }) => mean(batches)))),
    clients: CLIENTS,
    runs: RUNS,
    passed: entriesPerSecond >= 10_000 && p99Ms < 50,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  if (!figures.passed) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Every client appends one entry, waits until it is durable, and goes on until the time is over. */
async function runClients(log: Log, durationMs: number): Promise<Run> {
  const waits: number[] = [];
  const batches: number[] = [];
  const start = performance.now();
  let committed = log.size;
  const client = async (): Promise<void> => {
    for (let now = performance.now(); now - start < durationMs; ) {
      await log.append([randomBytes(ENTRY_BYTES)]);
      const told = performance.now();
      waits.push(told - now);
      now = told;
      if (log.size === committed) continue;
      batches.push(log.size - committed);
      committed = log.size;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const seconds = (performance.now() - start) / 1000;
  waits.sort((a, b) => a - b);
  const at = (share: number): number => waits[Math.floor(waits.length * share)] ?? Number.NaN;
  return { entriesPerSecond: waits.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), batches };
}

/** The least that durable can cost here: one file, one write and one sync for each batch, no tree and no signature. */
async function appendAndSync(path: string, batches: readonly number[]): Promise<number> {
  const file = await open(path, "a");
  const start = performance.now();
  let entries = 0;
  try {
    for (const count of batches) {
      await file.write(randomBytes(count * ENTRY_BYTES));
      await file.sync();
      entries += count;
    }
  } finally {
    await file.close();
  }
  return (entries * 1000) / (performance.now() - start);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
