import { ageGroupOf, isUnknown, type Role, type Topic, topicsOf, type Unit } from "./columns.ts";
import { differenceOf, isAbove, type Range, shareOf, sumOf, widen } from "./ranges.ts";
import { type Cell, cellsOver, type ReleasedTables } from "./tables.ts";

/** Something that the numbers say, with ranges that hold for all that was looked at together. */
export type Finding =
  | { readonly kind: "children"; readonly share: Range }
  | { readonly kind: "largest"; readonly topics: readonly string[]; readonly units: readonly Unit[] }
  | {
      readonly kind: "year";
      readonly year: string;
      readonly before: string;
      readonly verdict: "more" | "fewer";
    };

/** A picture: of one topic, or of how two go together. */
export interface Figure {
  readonly kind: "pyramid" | "corridors" | "map" | "means" | "forms" | "trend" | "bars";
  readonly topics: readonly Topic[];
}

/** A share whose range is wider than this, of 100, says too little for a headline. */
const SHARE_WIDTH_MAX = 15;

/** The M49 regions that packages/synth lists, and that the map has a tile for. */
export const REGIONS = [
  ...["Northern America", "Northern Europe", "Eastern Europe", "Central Asia"],
  ...["Latin America and the Caribbean", "Western Europe", "Southern Europe", "Eastern Asia"],
  ...["Northern Africa", "Western Asia", "Southern Asia"],
  ...["Sub-Saharan Africa", "South-eastern Asia", "Oceania"],
] as const;

/** Which pictures there are, by what the columns mean; every column is in one at least. */
export function figuresOf(tables: ReleasedTables): Figure[] {
  const topics = topicsOf(tables);
  const [gender, age, origin, place, purpose, sector, means, year] = (
    ["gender", "age", "origin", "place", "purpose", "sector", "means", "year"] as const
  ).map((role: Role) => topics.find((topic) => topic.role === role));
  const isMapped = origin?.units.some(({ label }) => REGIONS.some((region) => region === label));
  const figures: (Figure | false | undefined)[] = [
    gender && age && !gender.isSet && !age.isSet && { kind: "pyramid", topics: [gender, age] },
    year && { kind: "trend", topics: [year] },
    // The map and the corridors stand side by side.
    origin && isMapped && { kind: "map", topics: [origin] },
    origin && place && { kind: "corridors", topics: [origin, place] },
    purpose && means && { kind: "means", topics: [purpose, means] },
    purpose && sector && { kind: "forms", topics: [sector, purpose] },
  ];
  const drawn = figures.filter((figure): figure is Figure => typeof figure === "object");
  const shown = new Set(drawn.flatMap((figure) => figure.topics.map(({ name }) => name)));
  // Shares of one another do not say how many there are.
  for (const topic of topics)
    if (!shown.has(topic.name) || topic === purpose) drawn.push({ kind: "bars", topics: [topic] });
  return drawn;
}

/** The cells of a table, and how to one of them by the values of its columns. */
interface Way {
  readonly cells: readonly Cell[];
  readonly steps: readonly { readonly places: ReadonlyMap<string, number>; readonly step: number }[];
}

/** Reads cells of a release, each table once. */
export class Reader {
  readonly tables: ReleasedTables;
  readonly #plain = new Map<string, readonly Cell[]>();
  readonly #wide = new Map<string, readonly Cell[]>();
  readonly #ways = new Map<string, Way>();

  constructor(tables: ReleasedTables) {
    this.tables = tables;
  }

  /** The cells over these columns, in the order in which the release has the columns; none where there is no such table. */
  cells(names: readonly string[], together = 1): readonly Cell[] {
    const key = [...names].sort().join("\n");
    let plain = this.#plain.get(key);
    if (!plain) {
      plain = cellsOver(this.tables, names) ?? [];
      this.#plain.set(key, plain);
    }
    if (together === 1) return plain;
    const wideKey = `${together}\n${key}`;
    let wide = this.#wide.get(wideKey);
    if (!wide) {
      const ranges = widen(plain, together);
      wide = plain.map((cell, n) => ({ ...cell, ...ranges[n] }));
      this.#wide.set(wideKey, wide);
    }
    return wide;
  }

  /** How many people all these are true of, and between what; null where no table says. */
  of(units: readonly Unit[], together = 1): Range | null {
    const names = units.map(({ column }) => column);
    const key = `${together}\n${names.join("\n")}`;
    let way = this.#ways.get(key);
    if (!way) {
      way = this.#wayTo(names, together);
      this.#ways.set(key, way);
    }
    // Where a cell stands follows from its values: of two lists of countries there are 62,001.
    let at = 0;
    for (const [n, { places, step }] of way.steps.entries()) {
      const place = places.get(units[n]?.value ?? "");
      if (place === undefined) return null;
      at += place * step;
    }
    return way.cells[at] ?? null;
  }

  /** For each of these columns where its values stand, and how far apart; no cells where no table is over them. */
  #wayTo(names: readonly string[], together: number): Way {
    const { columns } = this.tables;
    const inOrder = columns.filter(({ name }) => names.includes(name));
    if (inOrder.length < names.length) return { cells: [], steps: [] };
    const steps = names.map((name) => {
      const after = inOrder.slice(inOrder.findIndex((column) => column.name === name) + 1);
      const { values = [] } = columns.find((column) => column.name === name) ?? {};
      return {
        places: new Map(values.map((value, place) => [value, place])),
        step: after.reduce((product, column) => product * column.values.length, 1),
      };
    });
    return { cells: this.cells(names, together), steps };
  }
}

/** Every way to be in all topics of a figure, with those of whom something is unknown. */
export const groupsOf = ([first, second]: readonly Topic[]): Unit[][] =>
  (first?.units ?? []).flatMap((one) => (second ? second.units.map((other) => [one, other]) : [[one]]));

export const isKnown = (units: readonly Unit[]): boolean => units.every(({ label }) => !isUnknown(label));

/** How many cells a page looks at before it says anything: whoever picks among them must count them. */
export const looksOf = (figures: readonly Figure[]): number =>
  figures.reduce((sum, { topics }) => sum + groupsOf(topics).length, 0);

/**
 * Everything that the released numbers carry, the first for the headline: children's share, then the largest group of the
 * pyramid, then of each other picture, and the last two years. None where no range carries one. People of whom something
 * is unknown never count as a group.
 */
export function findingsOf(reader: Reader): Finding[] {
  const figures = figuresOf(reader.tables);
  const together = looksOf(figures);
  const age = figures.flatMap(({ topics }) => topics).find(({ role }) => role === "age");
  const order: readonly Figure["kind"][] = ["pyramid", "map", "corridors", "bars"];
  const largest = order.flatMap((kind) =>
    figures.filter((figure) => figure.kind === kind).map(({ topics }) => largestOf(reader, topics, together)),
  );
  const year = figures.find(({ kind }) => kind === "trend")?.topics[0];
  const purposeFirst = [...largest].sort(
    (a, b) => Number(isOf(b, figures, "purpose")) - Number(isOf(a, figures, "purpose")),
  );
  const pyramid = largest.find(
    (finding) => finding?.topics.length === 2 && finding.topics.includes(age?.name ?? ""),
  );
  return [
    age ? childrenOf(reader, age, together) : null,
    pyramid ?? null,
    ...purposeFirst.filter((finding) => finding !== pyramid),
    year ? yearOf(reader, year, together) : null,
  ].filter((finding) => finding !== null);
}

function isOf(
  finding: Extract<Finding, { kind: "largest" }> | null,
  figures: readonly Figure[],
  role: Role,
): boolean {
  const [name] = finding?.topics ?? [];
  return figures.some(({ topics }) => topics.some((topic) => topic.name === name && topic.role === role));
}

function childrenOf(reader: Reader, age: Topic, together: number): Finding | null {
  const cells = reader.cells([age.name], together);
  const group = (wanted: string) => sumOf(cells.filter(({ values }) => ageGroupOf(values[0]) === wanted));
  if (cells.some(({ values }) => ageGroupOf(values[0]) === "across")) return null;
  const [children, adults] = [group("child"), group("adult")];
  if (children.low <= 0) return null;
  const share = {
    count: (100 * children.count) / (children.count + adults.count),
    low: (100 * children.low) / (children.low + adults.high),
    high: (100 * children.high) / (children.high + adults.low),
  };
  return share.high - share.low > SHARE_WIDTH_MAX ? null : { kind: "children", share };
}

/** The one group whose range lies above every other's. */
function largestOf(
  reader: Reader,
  topics: readonly Topic[],
  together: number,
): Extract<Finding, { kind: "largest" }> | null {
  const known = groupsOf(topics)
    .filter(isKnown)
    .flatMap((units) => {
      const range = reader.of(units, together);
      return range ? [{ units, range }] : [];
    });
  if (known.length < 2) return null;
  const best = known.reduce((most, one) => (one.range.count > most.range.count ? one : most));
  const others = known.filter((one) => one !== best).map(({ range }) => range);
  if (!isAbove(best.range, others)) return null;
  return { kind: "largest", topics: topics.map(({ name }) => name), units: best.units };
}

function yearOf(reader: Reader, year: Topic, together: number): Finding | null {
  const [before, last] = year.units.filter((unit) => isKnown([unit])).slice(-2);
  const earlier = before && reader.of([before], together);
  const later = last && reader.of([last], together);
  if (!earlier || !later) return null;
  const { verdict } = differenceOf(later, earlier);
  return verdict === "open" ? null : { kind: "year", year: last.label, before: before.label, verdict };
}

/** Of 100 people of `whole`, how many are also of `part`; both counts are widened, because both must hold. */
export function shareWithin(reader: Reader, whole: Unit, part: Unit): Range | null {
  const all = reader.of([whole], 2);
  const both = reader.of([whole, part], 2);
  return all && both ? shareOf(both, all) : null;
}
