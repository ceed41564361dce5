import { type Description, domainOf, type Encoded } from "@leeward/synth";

/** So that memory and what is kept stay small, however many rows there are. */
export const DIFFERENT_MAX = 1_000_000;

/** Rows of codes, those that read alike once: the bytes of both lists in base64, of little-endian numbers. */
export interface CountedRows {
  readonly codes: string;
  /** How many rows of the table each stands for. */
  readonly times: string;
}

const text = ({ buffer, byteOffset, byteLength }: Uint16Array | Uint32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

export const packRows = ({ data: { codes, times, rows } }: Encoded): CountedRows => ({
  codes: text(codes),
  times: text(times ?? new Uint32Array(rows).fill(1)),
});

/** As they were before they were packed. */
export function unpackRows(description: Description, packed: CountedRows): Encoded {
  const domain = domainOf(description);
  const codes = numbersOf(packed.codes, Uint16Array);
  const times = numbersOf(packed.times, Uint32Array);
  return {
    domain,
    data: { rows: times.length, width: domain.columns.length, sizes: domain.sizes, codes, times },
    rowsPerPerson: 1,
    seen: { rows: times.length, rowsBeyondBound: 0, outside: new Map() },
  };
}

function numbersOf<Numbers>(packed: string, List: new (buffer: ArrayBuffer) => Numbers): Numbers {
  const bytes = Buffer.from(packed, "base64");
  // A copy: a view of Node's pool may begin at an odd place.
  return new List(new Uint8Array(bytes).buffer);
}

/**
 * The same rows with the columns of `wanted` alone.
 *
 * @param wanted describes columns that `whole` describes in the same words
 */
export function chooseColumns(whole: Description, wanted: Description, packed: CountedRows): CountedRows {
  const { data } = unpackRows(whole, packed);
  const places = domainOf(whole).columns.map(({ name }) => name);
  const kept = domainOf(wanted).columns.map(({ name }) => places.indexOf(name));
  const codes = new Uint16Array(data.rows * kept.length);
  for (let row = 0; row < data.rows; row++)
    for (const [at, place] of kept.entries())
      codes[row * kept.length + at] = data.codes[row * data.width + place] ?? 0;
  return { codes: text(codes), times: packed.times };
}
