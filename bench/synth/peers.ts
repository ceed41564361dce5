import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rhoOf, seededRandom } from "../../packages/synth/index.ts";
import { synthesise } from "../../packages/synth/synthesise.ts";
import { ownPeakMib } from "../load/machine.ts";
import type { Frame } from "./frames.ts";

/** What a tool made of a frame, and what it took. `timedNow` is false where an earlier run's rows were read again. */
export type Made = { columns: Uint16Array[]; seconds: number; peakMb: number; timedNow: boolean };

/** A tool that is compared with ours: a Python of its own and a script in `bench/peers`. */
export type Peer = { name: string; python: string | undefined; script: string };

export const peers: readonly Peer[] = [
  { name: "sds", python: process.env.SYNTH_SDS_PYTHON, script: "bench/peers/sds.py" },
  { name: "sds-plain", python: process.env.SYNTH_SDS_PYTHON, script: "bench/peers/sds.py" },
  { name: "mst", python: process.env.SYNTH_MST_PYTHON, script: "bench/peers/graphical.py" },
  { name: "aim", python: process.env.SYNTH_MST_PYTHON, script: "bench/peers/graphical.py" },
];

type Figures = { seconds: number; peakMb: number };

async function lastLineOf(command: string, parts: readonly string[], secondsMax: number): Promise<unknown> {
  const child = spawn(command, parts, { stdio: ["ignore", "pipe", "inherit"], timeout: secondsMax * 1000 });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    said += part;
  });
  const [code, signal] = await once(child, "exit");
  if (code !== 0) throw new Error(signal ? `stopped after ${secondsMax} s` : `ended with code ${code}`);
  return JSON.parse(said.trim().split("\n").at(-1) ?? "{}");
}

/** Where runs are made; with `kept`, what an earlier run left in that folder is used again. */
export type Where = { folder: string; kept: string | undefined; secondsMax: number };

/** Changes with every file of the method, so that no rows of an older one are taken for this one's. */
function methodHash(): string {
  const hash = createHash("sha256");
  for (const file of globSync("packages/synth/**/*.ts").sort())
    if (!/\.(test|proof)\.ts$/.test(file)) hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

/** Ours in a process of its own, so that its memory is its own: the same work as a release without writing files. */
export async function runOurs(
  frame: Frame,
  epsilon: number,
  delta: number,
  seed: number,
  where: Where,
): Promise<Made> {
  const name = `leeward-${frame.name}-${epsilon}-${seed}-${methodHash()}`;
  const target = join(where.kept ?? where.folder, `${name}.codes`);
  const note = join(where.kept ?? where.folder, `${name}.json`);
  const isKept = existsSync(note);
  if (!isKept) {
    const source = join(where.folder, `${frame.name}.codes`);
    writeFileSync(source, rowMajor(frame));
    const figures = await lastLineOf(
      process.execPath,
      [
        "bench/synth/peers.ts",
        ...[source, target, JSON.stringify(frame.sizes), `${epsilon}`, `${delta}`, `${seed}`],
      ],
      7200,
    );
    // Last: rows without their note are of a run that was broken off.
    writeFileSync(note, JSON.stringify(figures));
  }
  const figures = JSON.parse(readFileSync(note, "utf8")) as Figures;
  const bytes = readFileSync(target);
  const codes = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  const width = frame.names.length;
  const columns = frame.names.map((_, j) =>
    Uint16Array.from({ length: codes.length / width }, (_, i) => codes[i * width + j] ?? 0),
  );
  return { columns, ...figures, timedNow: !isKept };
}

function rowMajor(frame: Frame): Uint16Array {
  const width = frame.names.length;
  const codes = new Uint16Array(frame.rows * width);
  for (const [j, column] of frame.columns.entries()) {
    for (let i = 0; i < frame.rows; i++) codes[i * width + j] = column[i] ?? 0;
  }
  return codes;
}

/** One run of a peer, or why there is none. */
export async function runPeer(
  peer: Peer,
  frame: Frame,
  epsilon: number,
  delta: number,
  run: number,
  where: Where,
): Promise<Made | string> {
  const name = `${peer.name}-${frame.name}-${epsilon}-${run}`;
  const target = join(where.kept ?? where.folder, `${name}.csv`);
  const note = join(where.kept ?? where.folder, `${name}.json`);
  if (existsSync(note)) {
    const figures = JSON.parse(readFileSync(note, "utf8")) as Figures;
    return { columns: columnsOf(frame, readFileSync(target, "utf8")), ...figures, timedNow: false };
  }
  if (!peer.python) return "no Python was named for it";
  const source = join(where.folder, `${frame.name}.csv`);
  const domain = join(where.folder, `${frame.name}.json`);
  writeFileSync(source, csvOf(frame));
  writeFileSync(domain, JSON.stringify(Object.fromEntries(frame.names.map((n, j) => [n, frame.sizes[j]]))));
  try {
    const said = (await lastLineOf(
      peer.python,
      [peer.script, peer.name, source, target, `${epsilon}`, `${delta}`, `${frame.rows}`, domain],
      where.secondsMax,
    )) as { fitSeconds: number; sampleSeconds: number; peakMb: number };
    const figures = { seconds: said.fitSeconds + said.sampleSeconds, peakMb: said.peakMb };
    writeFileSync(note, JSON.stringify(figures));
    return { columns: columnsOf(frame, readFileSync(target, "utf8")), ...figures, timedNow: true };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function csvOf(frame: Frame): string {
  const lines = [frame.names.join(",")];
  for (let i = 0; i < frame.rows; i++) {
    lines.push(
      frame.columns.map((column, j) => (frame.sparse[j] && column[i] === 0 ? "" : `v${column[i]}`)).join(","),
    );
  }
  return `${lines.join("\n")}\n`;
}

function columnsOf(frame: Frame, csv: string): Uint16Array[] {
  const lines = csv.trimEnd().split(/\r?\n/).slice(1);
  const made = frame.names.map(() => new Uint16Array(lines.length));
  for (const [i, line] of lines.entries()) {
    for (const [j, cell] of line.split(",").entries()) {
      const column = made[j];
      if (column) column[i] = Number(cell.replace("v", "") || 0);
    }
  }
  return made;
}

/** The other side of `runOurs`. */
async function synthesiseFile(parts: readonly string[]): Promise<void> {
  const [source = "", target = "", sizesText = "[]", epsilon, delta, seed] = parts;
  const sizes = JSON.parse(sizesText) as number[];
  const bytes = readFileSync(source);
  const codes = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  const start = performance.now();
  const { microdata } = await synthesise(
    { rows: codes.length / sizes.length, width: sizes.length, sizes, codes },
    {
      rho: rhoOf(Number(epsilon), Number(delta)),
      rowsPerPerson: 1,
      random: seededRandom(`bench ${seed}`),
      ...(process.env.SYNTH_SAY
        ? {
            onProgress: (step: string) =>
              process.stderr.write(`${((performance.now() - start) / 1000).toFixed(1)} ${step}\n`),
          }
        : {}),
    },
  );
  const seconds = (performance.now() - start) / 1000;
  if (process.env.SYNTH_SAY) process.stderr.write(`cpu ${JSON.stringify(process.cpuUsage())}\n`);
  writeFileSync(target, microdata.codes);
  process.stdout.write(`${JSON.stringify({ seconds, peakMb: ownPeakMib() })}\n`);
}

if (import.meta.main) await synthesiseFile(process.argv.slice(2));
