import type { Closeness } from "./measures.ts";
import type { Made } from "./peers.ts";

/** One run of one tool, with how far its rows are from the truth in tables of one, two and three columns. */
export type Run = Omit<Made, "columns"> & {
  tool: string;
  frame: string;
  epsilon: number;
  orders: Closeness[];
};

/** What the issue asks, what was found, and whether that is enough. Figures of several runs are named by how they are taken. */
export type Bar = {
  frame: string;
  epsilon: number;
  asks: string;
  ours: number;
  theirs: number | undefined;
  verdict: "pass" | "FAIL" | "not judged";
};

const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** Seconds and megabytes for two cores, of the issue. */
const limits: Readonly<Record<string, { seconds: number; peakMb: number }>> = {
  ctdc: { seconds: 30, peakMb: 200 },
  wide: { seconds: 180, peakMb: 500 },
};

const measures = ["error", "invented", "inventedFrom10", "lostFrom20"] as const;
const inWords = {
  error: "mean error",
  invented: "invented cells of any size",
  inventedFrom10: "invented cells of 10 or more",
  lostFrom20: "lost combinations of 20 or more",
} as const;

/** Every bar of the issue for each frame and epsilon that ours was run on; SDS is the better of its settings, by the median run. */
export function barsOf(runs: readonly Run[]): Bar[] {
  const groups = Map.groupBy(runs, ({ frame, epsilon }) => `${frame} ${epsilon}`);
  return [...groups.values()].flatMap((group) => {
    const ours = group.filter(({ tool }) => tool === "leeward");
    const sds = [...Map.groupBy(group, ({ tool }) => tool)].flatMap(([tool, those]) =>
      tool.startsWith("sds") ? [those] : [],
    );
    const [first] = ours;
    return first ? barsOfFrame(first.frame, first.epsilon, ours, sds) : [];
  });
}

function barsOfFrame(
  frame: string,
  epsilon: number,
  ours: readonly Run[],
  sds: ReadonlyArray<readonly Run[]>,
): Bar[] {
  const bar = (asks: string, found: number, most: number | undefined, theirs?: number): Bar => ({
    ...{ frame, epsilon, asks, ours: found, theirs },
    verdict: most === undefined ? "not judged" : found <= most ? "pass" : "FAIL",
  });
  const of = (those: readonly Run[], order: number, measure: keyof Closeness) =>
    middle(those.map(({ orders }) => orders[order - 1]?.[measure] ?? Number.NaN));
  const best = (figureOf: (those: readonly Run[]) => number): number | undefined =>
    sds.length > 0 ? Math.min(...sds.map(figureOf)) : undefined;
  const beside = (asks: string, order: number, measure: keyof Closeness, share = 1) => {
    const theirs = best((those) => of(those, order, measure));
    const most = theirs === undefined ? undefined : theirs * share;
    return bar(`${order}-way ${asks}`, of(ours, order, measure), most, theirs);
  };
  const bars = ([2, 3] as const).flatMap((order) => [
    beside("mean error at most a quarter of SDS's (median)", order, "error", 1 / 4),
    beside("invented cells of 10 or more no more frequent than SDS's (median)", order, "inventedFrom10"),
  ]);
  if (epsilon === 4) {
    const lost = ({ orders }: Run) => {
      const [lostOf, all] = orders.reduce(
        ([sum, whole], { lostFrom20, trueFrom20 }) => [sum + lostFrom20 * trueFrom20, whole + trueFrom20],
        [0, 0],
      );
      return lostOf / Math.max(1, all);
    };
    bars.push(
      bar(
        "all combinations of 20 or more: at most 0.1% lost (worst run)",
        Math.max(...ours.map(lost)),
        0.001,
      ),
      ...[2, 3].map((order) =>
        bar(
          `${order}-way combinations of 20 or more alone: at most 0.1% lost (worst run)`,
          Math.max(...ours.map(({ orders }) => orders[order - 1]?.lostFrom20 ?? 1)),
          0.001,
        ),
      ),
    );
  }
  if (frame === "wide") {
    for (const order of [1, 2, 3])
      for (const measure of measures)
        bars.push(beside(`${inWords[measure]} no worse than SDS (median)`, order, measure));
  } else bars.push(beside("invented cells of any size, beside SDS (median)", 3, "invented"));
  return [...bars, ...timeBars(frame, ours, sds, bar, best)];
}

function timeBars(
  frame: string,
  ours: readonly Run[],
  sds: ReadonlyArray<readonly Run[]>,
  bar: (asks: string, found: number, most: number | undefined, theirs?: number) => Bar,
  best: (figureOf: (those: readonly Run[]) => number) => number | undefined,
): Bar[] {
  const isTimed = [ours, ...sds].every((those) => those.some(({ timedNow }) => timedNow));
  const seconds = (those: readonly Run[]) =>
    middle(those.filter(({ timedNow }) => timedNow).map((run) => run.seconds));
  const theirs = isTimed ? best(seconds) : undefined;
  const own = seconds(ours);
  const peak = Math.max(...ours.map(({ peakMb }) => peakMb));
  const limit = limits[frame];
  return [
    bar("seconds: faster than SDS in the same run (median)", own, theirs, theirs),
    ...(limit && !Number.isNaN(own)
      ? [bar(`seconds: about ${limit.seconds} (median)`, own, limit.seconds)]
      : []),
    ...(limit ? [bar(`megabytes: at most ${limit.peakMb} (worst run)`, peak, limit.peakMb)] : []),
  ];
}

/** A line for each bar, to be read by people. */
export function barLine({ frame, epsilon, asks, ours, theirs, verdict }: Bar): string {
  const figure = (value: number) => (value >= 1 ? value.toFixed(1) : value.toPrecision(3));
  const beside = theirs === undefined ? "" : `, SDS ${figure(theirs)}`;
  return `${verdict.padEnd(10)} ${frame} epsilon ${epsilon}: ${asks}: ${figure(ours)}${beside}`;
}
