import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** A table as codes: `columns[j][i]` is the code of row i in column j; code 0 of a sparse column means "not reported". */
export type Frame = {
  name: string;
  names: string[];
  sizes: number[];
  columns: Uint16Array[];
  rows: number;
  /** Columns whose code 0 means "nothing to count": what SDS leaves out of its combinations, to its advantage. */
  sparse: boolean[];
};

const folder = "../shared/data/synth";

function codesOf(file: string): { names: string[]; columns: number[][] } {
  const lines = gunzipSync(readFileSync(`${folder}/${file}`))
    .toString("utf8")
    .trim()
    .split("\n");
  const names = lines[0]?.trim().split(",") ?? [];
  const columns: number[][] = names.map(() => []);
  for (const line of lines.slice(1)) {
    const cells = line.trim().split(",");
    for (const [j, column] of columns.entries()) column.push(Number(cells[j]));
  }
  return { names, columns };
}

/** The rows derived from IOM CTDC's Global Synthetic Dataset: 91,043 x 19, zero for not reported. */
export function ctdcFrame(): Frame {
  const { names, columns } = codesOf("ctdc_v2025_namerica_derived.csv.gz");
  const sizes = columns.map((column) => Math.max(...new Set(column)) + 1);
  return {
    name: "ctdc",
    names,
    sizes,
    columns: columns.map((column) => Uint16Array.from(column)),
    rows: columns[0]?.length ?? 0,
    sparse: names.map(() => true),
  };
}

/** UCI Adult, 48,842 x 13: without the sampling weight; ages by five years, gains, losses and hours by ten codes. */
export function adultFrame(): Frame {
  const { names, columns } = codesOf("adult_pgm_coded.csv.gz");
  const domain = JSON.parse(readFileSync(`${folder}/adult-domain.json`, "utf8")) as Record<string, number>;
  const widths: Record<string, number> = {
    age: 5,
    "capital-gain": 10,
    "capital-loss": 10,
    "hours-per-week": 10,
  };
  const kept = names.map((name, j) => ({ name, j })).filter(({ name }) => name !== "fnlwgt");
  return {
    name: "adult",
    names: kept.map(({ name }) => name),
    sizes: kept.map(({ name }) => Math.ceil((domain[name] ?? 0) / (widths[name] ?? 1))),
    columns: kept.map(({ name, j }) =>
      Uint16Array.from(columns[j] ?? [], (code) => Math.floor(code / (widths[name] ?? 1))),
    ),
    rows: columns[0]?.length ?? 0,
    sparse: kept.map(() => false),
  };
}

/** A small fast generator for made-up frames only (never for noise). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function cumulative(weights: number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let running = 0;
  return weights.map((weight) => {
    running += weight / total;
    return running;
  });
}

function pick(random: () => number, cumulated: number[]): number {
  const u = random();
  let low = 0;
  let high = cumulated.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulated[middle] ?? 1) < u) low = middle + 1;
    else high = middle;
  }
  return low;
}

const wideNames = [
  "yearOfRegistration", "gender", "ageBroad", "citizenship", "CountryOfExploitation", "traffickMonths",
  "meansDebtBondageEarnings", "meansThreats", "meansAbusePsyPhySex", "meansFalsePromises", "meansDrugsAlcohol",
  "meansDenyBasicNeeds", "meansExcessiveWorkHours", "meansWithholdDocs", "isForcedLabour", "isSexualExploit",
  "isOtherExploit", "typeOfLabourAgriculture", "typeOfLabourConstruction", "typeOfLabourDomesticWork",
  "typeOfLabourHospitality", "typeOfSexProstitution", "typeOfSexPornography", "recruiterRelationIntimatePartner",
  "recruiterRelationFriend", "recruiterRelationFamily", "recruiterRelationOther",
]; // biome-ignore format: the order of CTDC's columns, a few to a line

/** Made-up people in CTDC's 27 columns: 190 countries of citizenship and of exploitation with sparse corridors. */
export function wideFrame(rows = 206_000): Frame {
  const countries = 190;
  const sizes = [21, 4, 10, countries + 1, countries + 1, 4, ...Array.from({ length: 21 }, () => 2)];
  const columns = sizes.map(() => new Uint16Array(rows));
  const random = mulberry32(20261123);
  const zipf = (exponent: number) => Array.from({ length: countries }, (_, i) => (i + 1) ** -exponent);
  const citizenship = cumulative(zipf(1.15));
  const anywhere = cumulative(zipf(1.3));
  const years = cumulative(Array.from({ length: 21 }, (_, i) => 1 + i * i * 0.3));
  // Each country has its own few corridors, its own mix of what happened, and its own habit of recording.
  const corridors = Array.from({ length: countries }, () => {
    const places = Array.from({ length: 3 + Math.floor(random() * 7) }, () => pick(random, anywhere));
    return { places, weights: cumulative(places.map((_, i) => 0.6 ** i)), home: 0.2 + 0.6 * random() };
  });
  const mix = Array.from({ length: countries }, () =>
    cumulative([0.2 + random(), 0.2 + random() * 2, 0.1, 0.05]),
  );
  const recorded = Array.from({ length: countries }, () => [random(), random(), random()]);
  const profile = Array.from({ length: 4 }, () =>
    Array.from({ length: 21 }, () => (random() < 0.4 ? 0.3 + 0.5 * random() : 0.02 + 0.1 * random())),
  );
  const ages = Array.from({ length: 4 }, () => cumulative(Array.from({ length: 9 }, () => 0.1 + random())));
  for (let i = 0; i < rows; i++) {
    const from = pick(random, citizenship);
    const routes = corridors[from];
    if (!routes) continue;
    const where = random();
    const to =
      where < routes.home
        ? from
        : where < 0.97
          ? (routes.places[pick(random, routes.weights)] ?? from)
          : pick(random, anywhere);
    const kind = pick(random, mix[random() < 0.5 ? from : to] ?? [1]);
    const habits = recorded[to] ?? [];
    const set = (column: number, code: number) => {
      const target = columns[column];
      if (target) target[i] = code;
    };
    set(0, pick(random, years));
    set(1, random() < 0.03 ? 0 : random() < [0.45, 0.9, 0.7, 0.5][kind]! ? 1 : random() < 0.98 ? 2 : 3);
    set(2, random() < 0.3 ? 0 : 1 + pick(random, ages[kind] ?? [1]));
    set(3, random() < 0.12 ? 0 : from + 1);
    set(4, random() < 0.08 ? 0 : to + 1);
    set(5, random() < 0.55 ? 0 : 1 + Math.floor(3 * random() ** 1.7));
    const groups: Array<[number, number, number]> = [
      [6, 14, 0],
      [14, 17, -1],
      [17, 23, 1],
      [23, 27, 2],
    ];
    for (const [start, end, habit] of groups) {
      if (habit >= 0 && random() > (habits[habit] ?? 1)) continue;
      const harsh = 0.5 + random();
      for (let column = start; column < end; column++) {
        if (random() < harsh * (profile[kind]?.[column - 6] ?? 0)) set(column, 1);
      }
    }
  }
  return { name: "wide", names: wideNames, sizes, columns, rows, sparse: wideNames.map((_, j) => j !== 0) };
}
