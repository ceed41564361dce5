import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { readDescription } from "../description.ts";
import { encodeSource } from "../encode.ts";
import { fileSource } from "./file.ts";

const description = readDescription(
  JSON.stringify({
    leewardSynth: 1,
    title: "import",
    person: { column: "person", rowsPerPerson: 2 },
    columns: [
      { name: "country", kind: "category", list: "countries" },
      { name: "age", kind: "number", edges: [0, 9, 18, 21, 24, 27, 30, 39, 48, 120] },
      { name: "means", kind: "set", separator: ";", values: ["threats", "debt", "documents", "drugs"] },
      ...Array.from({ length: 15 }, (_, k) => ({ name: `flag${k}`, kind: "category", list: "yes-no" })),
    ],
  }),
);

async function writeRows(path: string, rows: number): Promise<void> {
  const stream = createWriteStream(path);
  stream.write(`person,country,age,means,${Array.from({ length: 15 }, (_, k) => `flag${k}`).join(",")}\n`);
  for (let row = 0; row < rows; row++) {
    const flags = Array.from({ length: 15 }, (_, k) => `${(row >> (k % 12)) & 1}`).join(",");
    const line = `P${row % 700_000},${["UA", "NG", "PH", "", "RO"][row % 5]},${row % 100},${row % 3 ? "threats;debt" : ""},${flags}\n`;
    if (!stream.write(line)) await once(stream, "drain");
  }
  stream.end();
  await finished(stream);
}

/** Reads a file as a release does; the most that JavaScript's own heap held meanwhile, its rubbish not among it. */
async function read(
  path: string,
): Promise<{ seconds: number; heapMax: number; rows: number; codes: number }> {
  let heapMax = 0;
  let batches = 0;
  const start = performance.now();
  let collecting = 0;
  const { data } = await encodeSource(await fileSource(path), description, {
    onRows: () => {
      if (batches++ % 20 !== 0) return;
      const before = performance.now();
      globalThis.gc?.();
      heapMax = Math.max(heapMax, process.memoryUsage().heapUsed);
      collecting += performance.now() - before;
    },
  });
  const seconds = (performance.now() - start - collecting) / 1000;
  return { seconds, heapMax, rows: data.rows, codes: data.codes.byteLength };
}

/** Heap at the end of a million rows beside that of a tenth: above this it grows with the rows. */
const flat = 1.25;

/** A million rows with a person's key: time, and memory beside that of a tenth of the rows. */
export const proof = {
  name: "synth import",
  bar: `1,000,000 rows of CSV in under 60 s, memory flat (the heap holds at most ${flat} times what it holds for a tenth of the rows; codes and keys of people apart, which are arrays of their own)`,
  run: async (log: (line: string) => void) => {
    // Rubbish is collected before each look, or chance would decide what the heap holds.
    setFlagsFromString("--expose-gc");
    globalThis.gc ??= runInNewContext("gc");
    const folder = await mkdtemp(join(tmpdir(), "synth-proof-"));
    try {
      const [small, large] = [join(folder, "tenth.csv"), join(folder, "rows.csv")];
      await writeRows(small, 100_000);
      await writeRows(large, 1_000_000);
      await read(small);
      const tenth = await read(small);
      const rssBefore = process.memoryUsage().rss;
      const whole = await read(large);
      const ratio = whole.heapMax / tenth.heapMax;
      log(
        `${whole.rows} rows in ${whole.seconds.toFixed(1)} s; heap ${ratio.toFixed(2)} times that of a tenth`,
      );
      return {
        passed: whole.seconds < 60 && ratio < flat,
        figures: {
          seconds: Number(whole.seconds.toFixed(1)),
          rowsKept: whole.rows,
          heapMaxMb: Number((whole.heapMax / 1e6).toFixed(1)),
          heapMaxMbOfATenth: Number((tenth.heapMax / 1e6).toFixed(1)),
          heapRatio: Number(ratio.toFixed(2)),
          codesMb: Math.round(whole.codes / 1e6),
          rssGrowthMb: Math.round((process.memoryUsage().rss - rssBefore) / 1e6),
        },
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
