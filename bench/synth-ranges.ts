import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { countTable, encodeSource, seededRandom, shapesOf, writeRelease } from "../packages/synth/index.ts";
import { describedFrame, sourceOf } from "./described/described.ts";
import { adultFrame, ctdcFrame, type Frame } from "./synth/frames.ts";

/**
 * How often the ranges of a release hold the true counts, which they say they do 95 times in 100: apart for tables that
 * were measured, whose noise is known, and for others, whose ranges are estimates. Cells that hold nobody in truth and in
 * the release are told apart too: most cells are such, and their ranges are nearly always right.
 *
 * npm run bench -- synth-ranges [--frames ctdc,adult] [--epsilons 1,4,12] [--seeds 1]
 */
const { values } = parseArgs({
  options: {
    frames: { type: "string", default: "ctdc,adult" },
    epsilons: { type: "string", default: "1,4,12" },
    seeds: { type: "string", default: "1" },
  },
});
const makers: Record<string, () => Frame> = { ctdc: ctdcFrame, adult: adultFrame };
/** From so many people on a cell is large: there an even share of a misfit would be too narrow. */
const largeFrom = 100;
type Tally = {
  cells: number;
  inside: number;
  held: number;
  heldInside: number;
  large: number;
  largeInside: number;
};
type Line = Tally & { frame: string; epsilon: number; columns: number; measured: boolean; tables: number };

const share = (inside: number, cells: number) => (cells === 0 ? null : Number((inside / cells).toFixed(4)));
const folder = mkdtempSync(join(tmpdir(), "bench-ranges-"));
const lines: Line[] = [];
try {
  for (const name of values.frames.split(",")) {
    const frame = makers[name]?.();
    if (!frame) throw new Error(`no frame "${name}"; there are ${Object.keys(makers).join(", ")}`);
    const description = describedFrame(frame);
    const encoded = await encodeSource(sourceOf(frame), description);
    for (const epsilon of values.epsilons.split(",").map(Number)) {
      for (let seed = 1; seed <= Number(values.seeds); seed++) {
        const { bandOf } = await writeRelease(encoded, {
          ...{ description, epsilon, delta: 1e-6, release: "bench", order: 1 },
          ...{ out: join(folder, `${name}-${epsilon}-${seed}`), random: seededRandom(`bench ${seed}`) },
        });
        for (const columns of [1, 2, 3]) {
          for (const shape of shapesOf(encoded.data.width, columns)) {
            const { counts, low, high, measured } = bandOf(shape);
            let line = lines.find(
              (one) =>
                one.frame === name &&
                one.epsilon === epsilon &&
                one.columns === columns &&
                one.measured === measured,
            );
            if (!line) {
              const none = { cells: 0, inside: 0, held: 0, heldInside: 0, large: 0, largeInside: 0 };
              line = { frame: name, epsilon, columns, measured, tables: 0, ...none };
              lines.push(line);
            }
            line.tables++;
            for (const [cell, truth] of countTable(encoded.data, shape).entries()) {
              const isInside = truth >= (low[cell] ?? 0) && truth <= (high[cell] ?? 0) ? 1 : 0;
              line.cells++;
              line.inside += isInside;
              if (truth === 0 && counts[cell] === 0) continue;
              line.held++;
              line.heldInside += isInside;
              if (truth < largeFrom) continue;
              line.large++;
              line.largeInside += isInside;
            }
          }
        }
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const results = lines.map(({ frame, epsilon, columns, measured, tables, ...tally }) => ({
  ...{ frame, epsilon, columns, measured, tables, cells: tally.cells },
  inside: share(tally.inside, tally.cells),
  ...{ held: tally.held, heldInside: share(tally.heldInside, tally.held) },
  ...{ large: tally.large, largeInside: share(tally.largeInside, tally.large) },
}));
for (const { frame, epsilon, columns, measured, tables, inside, heldInside, largeInside } of results)
  process.stderr.write(
    `${frame} epsilon ${epsilon}, ${tables} tables of ${columns}, ${measured ? "measured" : "estimated"}: ${inside} of cells inside, ${heldInside} of those with someone, ${largeInside} of those of ${largeFrom} or more\n`,
  );
process.stdout.write(`${JSON.stringify({ bench: "synth-ranges", delta: 1e-6, largeFrom, results })}\n`);
