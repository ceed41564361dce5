import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
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

/** A million rows with a person's key: time, and memory beside that of a tenth of the rows. */
export const proof = {
  name: "synth import",
  bar: "1,000,000 rows of CSV in under 60 s, memory flat",
  run: async (log: (line: string) => void) => {
    const folder = await mkdtemp(join(tmpdir(), "synth-proof-"));
    try {
      const path = join(folder, "rows.csv");
      const stream = createWriteStream(path);
      stream.write(
        `person,country,age,means,${Array.from({ length: 15 }, (_, k) => `flag${k}`).join(",")}\n`,
      );
      for (let row = 0; row < 1_000_000; row++) {
        const flags = Array.from({ length: 15 }, (_, k) => `${(row >> (k % 12)) & 1}`).join(",");
        const line = `P${row % 700_000},${["UA", "NG", "PH", "", "RO"][row % 5]},${row % 100},${row % 3 ? "threats;debt" : ""},${flags}\n`;
        if (!stream.write(line)) await once(stream, "drain");
      }
      stream.end();
      await finished(stream);
      const before = process.memoryUsage().rss;
      let heapMax = 0;
      const start = performance.now();
      const { data } = await encodeSource(await fileSource(path), description, {
        onRows: () => {
          heapMax = Math.max(heapMax, process.memoryUsage().heapUsed);
        },
      });
      const seconds = (performance.now() - start) / 1000;
      const codesMb = data.codes.byteLength / 1e6;
      log(
        `${data.rows} rows in ${seconds.toFixed(1)} s; heap at most ${(heapMax / 1e6).toFixed(0)} MB, codes ${codesMb.toFixed(0)} MB`,
      );
      return {
        passed: seconds < 60 && heapMax < 400e6,
        figures: {
          seconds: Number(seconds.toFixed(1)),
          rowsKept: data.rows,
          heapMaxMb: Math.round(heapMax / 1e6),
          codesMb: Math.round(codesMb),
          rssGrowthMb: Math.round((process.memoryUsage().rss - before) / 1e6),
        },
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
