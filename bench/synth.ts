import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { rhoOf, seededRandom } from "../packages/synth/index.ts";
import { synthesise } from "../packages/synth/synthesise.ts";
import { adultFrame, ctdcFrame, type Frame, wideFrame } from "./synth-frames.ts";
import { type Closeness, closeness } from "./synth-measures.ts";

/**
 * Error at equal privacy beside Synthetic Data Showcase and MST, in one run.
 *
 * npm run bench -- synth [--frames ctdc,adult,wide] [--epsilons 1,4,12] [--seeds 5] [--peer-runs 1]
 * SYNTH_SDS_PYTHON and SYNTH_MST_PYTHON name Python interpreters that have pac-synth and dpmm; without them the peers
 * are left out, and the result says so.
 */
const { values } = parseArgs({
  options: {
    frames: { type: "string", default: "ctdc,adult" },
    epsilons: { type: "string", default: "1,4,12" },
    seeds: { type: "string", default: "5" },
    "peer-runs": { type: "string", default: "1" },
  },
});
const delta = 1e-6;
const makers: Record<string, () => Frame> = { ctdc: ctdcFrame, adult: adultFrame, wide: () => wideFrame() };
const peers = [
  { name: "sds", python: process.env.SYNTH_SDS_PYTHON, script: "bench/peers/sds.py" },
  { name: "mst", python: process.env.SYNTH_MST_PYTHON, script: "bench/peers/mst.py" },
];

type Run = {
  tool: string;
  frame: string;
  epsilon: number;
  seconds: number;
  peakMb: number;
  orders: Closeness[];
};

const ordersOf = (frame: Frame, made: readonly Uint16Array[]) =>
  ([1, 2, 3] as const).map((size) => closeness(frame, made, size));

function rowMajor(frame: Frame): Uint16Array {
  const width = frame.names.length;
  const codes = new Uint16Array(frame.rows * width);
  for (const [j, column] of frame.columns.entries()) {
    for (let i = 0; i < frame.rows; i++) codes[i * width + j] = column[i] ?? 0;
  }
  return codes;
}

async function ours(frame: Frame, epsilon: number, seed: number): Promise<Run> {
  const width = frame.names.length;
  const start = performance.now();
  const { microdata } = await synthesise(
    { rows: frame.rows, width, sizes: frame.sizes, codes: rowMajor(frame) },
    { rho: rhoOf(epsilon, delta), rowsPerPerson: 1, random: seededRandom(`bench ${seed}`) },
  );
  const seconds = (performance.now() - start) / 1000;
  const made = frame.names.map((_, j) =>
    Uint16Array.from({ length: microdata.rows }, (_, i) => microdata.codes[i * width + j] ?? 0),
  );
  return {
    tool: "leeward",
    frame: frame.name,
    epsilon,
    seconds,
    peakMb: process.resourceUsage().maxRSS / 1024,
    orders: ordersOf(frame, made),
  };
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

function codesOf(frame: Frame, csv: string): Uint16Array[] {
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

async function theirs(
  peer: (typeof peers)[number],
  frame: Frame,
  epsilon: number,
  folder: string,
): Promise<Run | null> {
  if (!peer.python) return null;
  const source = join(folder, `${frame.name}.csv`);
  const target = join(folder, `${peer.name}-${frame.name}.csv`);
  const domain = join(folder, `${frame.name}.json`);
  writeFileSync(source, csvOf(frame));
  writeFileSync(
    domain,
    JSON.stringify(Object.fromEntries(frame.names.map((name, j) => [name, frame.sizes[j]]))),
  );
  const child = spawn(
    peer.python,
    [peer.script, source, target, `${epsilon}`, `${delta}`, `${frame.rows}`, domain],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    said += part;
  });
  const [code] = await once(child, "exit");
  if (code !== 0) {
    process.stderr.write(`${peer.name} failed on ${frame.name} with code ${code}\n`);
    return null;
  }
  const figures = JSON.parse(said.trim().split("\n").at(-1) ?? "{}") as {
    fitSeconds: number;
    sampleSeconds: number;
    peakMb: number;
  };
  const orders = ordersOf(frame, codesOf(frame, readFileSync(target, "utf8")));
  return {
    tool: peer.name,
    frame: frame.name,
    epsilon,
    seconds: figures.fitSeconds + figures.sampleSeconds,
    peakMb: figures.peakMb,
    orders,
  };
}

function tell(run: Run): Run {
  const parts = run.orders.map(
    ({ error, invented, inventedFrom10, lostFrom20 }, k) =>
      `${k + 1}: error ${error.toFixed(5)} invented ${invented.toFixed(4)} (10+ ${inventedFrom10.toFixed(4)}) lost 20+ ${lostFrom20.toFixed(5)}`,
  );
  process.stderr.write(
    `${run.frame} epsilon ${run.epsilon} ${run.tool} ${run.seconds.toFixed(1)} s ${run.peakMb.toFixed(0)} MB\n  ${parts.join("\n  ")}\n`,
  );
  return run;
}

const folder = mkdtempSync(join(tmpdir(), "bench-synth-"));
const runs: Run[] = [];
try {
  for (const name of values.frames.split(",")) {
    const frame = makers[name]?.();
    if (!frame) throw new Error(`no frame "${name}"; there are ${Object.keys(makers).join(", ")}`);
    for (const epsilon of values.epsilons.split(",").map(Number)) {
      for (let seed = 1; seed <= Number(values.seeds); seed++)
        runs.push(tell(await ours(frame, epsilon, seed)));
      for (let k = 0; k < Number(values["peer-runs"]); k++) {
        for (const peer of peers) {
          const run = await theirs(peer, frame, epsilon, folder);
          if (run) runs.push(tell(run));
        }
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const median = (numbers: number[]) =>
  numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const groups = Map.groupBy(runs, ({ frame, epsilon, tool }) => `${frame} ${epsilon} ${tool}`);
const results = [...groups].map(([key, group]) => ({
  key,
  runs: group.length,
  seconds: median(group.map(({ seconds }) => seconds)),
  peakMb: median(group.map(({ peakMb }) => peakMb)),
  orders: [0, 1, 2].map((k) => ({
    error: median(group.map(({ orders }) => orders[k]?.error ?? Number.NaN)),
    invented: median(group.map(({ orders }) => orders[k]?.invented ?? Number.NaN)),
    inventedFrom10: median(group.map(({ orders }) => orders[k]?.inventedFrom10 ?? Number.NaN)),
    lostFrom20: median(group.map(({ orders }) => orders[k]?.lostFrom20 ?? Number.NaN)),
  })),
}));
const missing = peers.filter(({ python }) => !python).map(({ name }) => name);
process.stdout.write(`${JSON.stringify({ bench: "synth", delta, peersLeftOut: missing, results })}\n`);
