import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { barLine, barsOf, type Run } from "./synth/bars.ts";
import { adultFrame, ctdcFrame, type Frame, wideFrame } from "./synth/frames.ts";
import { type Closeness, closeness } from "./synth/measures.ts";
import { type Made, peers, runOurs, runPeer } from "./synth/peers.ts";

/**
 * Error at equal privacy beside Synthetic Data Showcase, MST and AIM, in one run.
 *
 * npm run bench -- synth [--frames ctdc,adult,wide] [--epsilons 1,4,12] [--runs leeward=5,sds=5,sds-plain=0,mst=1,aim=0]
 *                        [--keep FOLDER] [--peer-seconds 3600]
 * SYNTH_SDS_PYTHON and SYNTH_MST_PYTHON name Python interpreters that have pac-synth and dpmm (bench/peers/README.md). A
 * peer that is left out, fails or takes longer than its time is named in the result. With --keep, what each run made
 * stays in that folder and is used again, so that a bench that was broken off goes on; times of such runs are of then,
 * not of now, and the result says so. Every bar is printed with its verdict.
 */
const { values } = parseArgs({
  options: {
    frames: { type: "string", default: "ctdc,adult" },
    epsilons: { type: "string", default: "1,4,12" },
    runs: { type: "string", default: "leeward=5,sds=5,mst=1,aim=0" },
    keep: { type: "string" },
    "peer-seconds": { type: "string", default: "3600" },
  },
});
const delta = 1e-6;
const makers: Record<string, () => Frame> = { ctdc: ctdcFrame, adult: adultFrame, wide: () => wideFrame() };
const runsOf = new Map(
  values.runs.split(",").map((part) => [part.split("=")[0], Number(part.split("=")[1])]),
);

function judge(tool: string, frame: Frame, epsilon: number, { columns, ...figures }: Made): Run {
  const orders = ([1, 2, 3] as const).map((size) => closeness(frame, columns, size));
  const lines = orders.map(
    ({ error, invented, inventedFrom10, lostFrom20 }, k) =>
      `${k + 1}: error ${error.toFixed(5)} invented ${invented.toFixed(4)} (10+ ${inventedFrom10.toFixed(4)}) lost 20+ ${lostFrom20.toFixed(5)}`,
  );
  process.stderr.write(
    `${frame.name} epsilon ${epsilon} ${tool} ${figures.seconds.toFixed(1)} s ${figures.peakMb.toFixed(0)} MB\n  ${lines.join("\n  ")}\n`,
  );
  return { tool, frame: frame.name, epsilon, ...figures, orders };
}

const folder = mkdtempSync(join(tmpdir(), "bench-synth-"));
if (values.keep) mkdirSync(values.keep, { recursive: true });
const where = { folder, kept: values.keep, secondsMax: Number(values["peer-seconds"]) };
const runs: Run[] = [];
const leftOut: string[] = [];
try {
  for (const name of values.frames.split(",")) {
    const frame = makers[name]?.();
    if (!frame) throw new Error(`no frame "${name}"; there are ${Object.keys(makers).join(", ")}`);
    for (const epsilon of values.epsilons.split(",").map(Number)) {
      for (let seed = 1; seed <= (runsOf.get("leeward") ?? 0); seed++)
        runs.push(judge("leeward", frame, epsilon, await runOurs(frame, epsilon, delta, seed, where)));
      for (const peer of peers) {
        for (let run = 1; run <= (runsOf.get(peer.name) ?? 0); run++) {
          const made = await runPeer(peer, frame, epsilon, delta, run, where);
          if (typeof made !== "string") runs.push(judge(peer.name, frame, epsilon, made));
          else leftOut.push(`${peer.name} on ${name} at epsilon ${epsilon}, run ${run}: ${made}`);
        }
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const bars = barsOf(runs);
for (const bar of bars) process.stderr.write(`${barLine(bar)}\n`);
for (const what of leftOut) process.stderr.write(`left out: ${what}\n`);

const middle = (numbers: number[]) =>
  numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const spread = (numbers: number[]) => ({ median: middle(numbers), most: Math.max(...numbers) });
const groups = Map.groupBy(runs, ({ frame, epsilon, tool }) => `${frame} ${epsilon} ${tool}`);
const results = [...groups].map(([key, group]) => ({
  key,
  runs: group.length,
  timedNow: group.filter(({ timedNow }) => timedNow).length,
  seconds: spread(group.map(({ seconds }) => seconds)),
  peakMb: spread(group.map(({ peakMb }) => peakMb)),
  orders: [0, 1, 2].map((k) => {
    const of = (measure: keyof Closeness) =>
      spread(group.map(({ orders }) => orders[k]?.[measure] ?? Number.NaN));
    return {
      error: of("error"),
      invented: of("invented"),
      inventedFrom10: of("inventedFrom10"),
      lostFrom20: of("lostFrom20"),
    };
  }),
}));
process.stdout.write(`${JSON.stringify({ bench: "synth", delta, leftOut, bars, results })}\n`);
