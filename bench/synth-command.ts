import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  createWriteStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { describedFrame, sourceOf } from "./described/described.ts";
import { loadOfMachine } from "./load/machine.ts";
import { ctdcFrame, type Frame, wideFrame } from "./synth/frames.ts";

/**
 * The whole of `leeward synth release`, as somebody types it: a file of comma-separated rows is read, rows are made and
 * fitted, all tables with their ranges, the card and the report are written. In a process of its own; its clock on the
 * wall, processor and peak of memory beside the bars of the issue.
 *
 * npm run bench -- synth-command [--frames ctdc,wide] [--epsilons 1,4,12]
 */
const { values } = parseArgs({
  options: {
    frames: { type: "string", default: "ctdc,wide" },
    epsilons: { type: "string", default: "1,4,12" },
  },
});
const bars: Record<string, { make: () => Frame; seconds: number; peakMb: number }> = {
  ctdc: { make: ctdcFrame, seconds: 30, peakMb: 200 },
  wide: { make: () => wideFrame(), seconds: 180, peakMb: 500 },
};

type Took = { seconds: number; processorSeconds: number; peakMb: number };

async function release(words: readonly string[]): Promise<Took> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [
      "--import",
      join(import.meta.dirname, "synth/tell-at-exit.ts"),
      "src/cli/leeward.ts",
      "synth",
      "release",
      ...words,
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let talk = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    talk += part;
  });
  const [code] = await once(child, "close");
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(`the command ended with ${code}: ${talk.slice(-500)}`);
  const { peakMib, processorSeconds } = JSON.parse(talk.trimEnd().split("\n").at(-1) ?? "").took;
  return { seconds, processorSeconds, peakMb: peakMib };
}

async function writeFrame(frame: Frame, path: string): Promise<void> {
  const { header, rows } = sourceOf(frame);
  await pipeline(async function* () {
    yield `${header.join(",")}\n`;
    for await (const batch of rows) yield `${batch.map((cells) => cells.join(",")).join("\n")}\n`;
  }, createWriteStream(path));
}

const folder = mkdtempSync(join(tmpdir(), "bench-synth-command-"));
const results = [];
try {
  for (const name of values.frames.split(",")) {
    const bar = bars[name];
    if (!bar) throw new Error(`no frame "${name}"; there are ${Object.keys(bars).join(", ")}`);
    const frame = bar.make();
    const [table, description] = [join(folder, `${name}.csv`), join(folder, `${name}.json`)];
    await writeFrame(frame, table);
    writeFileSync(description, JSON.stringify(describedFrame(frame)));
    for (const epsilon of values.epsilons.split(",")) {
      const out = join(folder, `${name}-${epsilon}`);
      const load = loadOfMachine();
      const took = await release([table, "--describe", description, "--epsilon", epsilon, "--out", out]);
      const tables = readFileSync(join(out, "tables/quality.csv"), "utf8").trim().split("\n").length - 1;
      const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((file) =>
        file.isFile(),
      );
      const bytes = files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
      rmSync(out, { recursive: true });
      const passed = took.seconds <= bar.seconds && took.peakMb <= bar.peakMb;
      results.push({
        ...{ frame: name, rows: frame.rows, columns: frame.names.length, epsilon: Number(epsilon), ...took },
        ...{
          tables,
          megabytesWritten: bytes / 1e6,
          bars: { seconds: bar.seconds, peakMb: bar.peakMb },
          passed,
          load,
        },
      });
      process.stderr.write(
        `${passed ? "ok  " : "FAIL"} ${name} ${frame.rows} x ${frame.names.length} epsilon ${epsilon}: ${took.seconds.toFixed(1)} s (bar ${bar.seconds}), processor ${took.processorSeconds.toFixed(1)} s, peak ${took.peakMb.toFixed(0)} MB (bar ${bar.peakMb}), ${tables} tables, ${(bytes / 1e6).toFixed(0)} MB written\n`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const machine = { cores: cpus().length, model: cpus()[0]?.model };
process.stdout.write(`${JSON.stringify({ bench: "synth-command", delta: 1e-6, results, machine })}\n`);
