import type { Description, Source } from "../../packages/synth/index.ts";
import type { Frame } from "../synth/frames.ts";

/** A frame as whoever holds it would describe it: every code a value that is publicly known. */
export const describedFrame = ({ name, names, sizes }: Frame): Description => ({
  leewardSynth: 1,
  title: name,
  domainsArePublic: true,
  columns: names.map((column, j) => ({
    name: column,
    kind: "category",
    values: Array.from({ length: sizes[j] ?? 1 }, (_, code) => `${code}`),
    missing: false,
  })),
});

const batchRows = 1024;

/** Its rows as text, as they are read from a file. */
export function sourceOf({ names, columns, rows }: Frame): Source {
  return {
    header: names,
    rows: (async function* () {
      for (let start = 0; start < rows; start += batchRows) {
        const length = Math.min(batchRows, rows - start);
        yield Array.from({ length }, (_, k) => columns.map((column) => `${column[start + k]}`));
      }
    })(),
  };
}
