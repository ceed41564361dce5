import { asks, compare, romanise, tokens } from "../packages/names/index.ts";
import { drawnScores } from "../packages/names/learning/negatives.ts";
import {
  halfOf,
  hasLists,
  NO_LISTS,
  type Pair,
  readCsv,
  readFullNames,
  readGoogle,
  readWords,
} from "../packages/names/learning/pairs.ts";
import { attack } from "./names/attack.ts";
import { jaroWinkler } from "./names/jaro-winkler.ts";
import { recallOf, round, type Side } from "./names/recall.ts";

/**
 * How often `compare` finds a name in another script where one in a thousand unrelated pairs is taken for one, beside
 * Jaro-Winkler over our romanisation; how often two spellings share a token; what stolen tokens give away. On the half
 * of the lists that the costs were not learnt from. `npm run bench -- names`, with a number of negatives if not 300000.
 */
const NEGATIVES = Number(process.argv[2] ?? 300_000);
const SEED = 20261126;

if (!hasLists()) {
  process.stderr.write(`${NO_LISTS}\n`);
  process.stdout.write(`${JSON.stringify({ skipped: NO_LISTS })}\n`);
  process.exit(0);
}

const sideOf = ({ original, latin }: Pair): Side => ({ one: original, other: latin });
const memo = <T>(work: (name: string) => T): ((name: string) => T) => {
  const kept = new Map<string, T>();
  return (name) => {
    const known = kept.get(name);
    if (known !== undefined) return known;
    const made = work(name);
    kept.set(name, made);
    return made;
  };
};
const romanised = memo((name) => romanise(name).replaceAll(" ", ""));
const byJaroWinkler = (one: string, other: string): number => jaroWinkler(romanised(one), romanised(other));

function measure(name: string, pairs: readonly Pair[], negatives = NEGATIVES) {
  const sides = pairs.map(sideOf);
  const ours = recallOf(sides, compare, { negatives, seed: SEED });
  const theirs = recallOf(sides, byJaroWinkler, { negatives, seed: SEED });
  process.stderr.write(
    `${name}: recall ${ours.recall} (${ours.low} to ${ours.high}) of ${ours.pairs}; Jaro-Winkler ${theirs.recall}\n`,
  );
  return { ...ours, negatives, jaroWinklerRecall: theirs.recall };
}

const asksOf = memo(asks);
const tokensOf = memo((name) => new Set(tokens(name)));
function shared(one: string, other: string): number {
  const theirs = tokensOf(one);
  const { words, whole } = asksOf(other);
  return [...words.flat(), ...whole].filter((token) => theirs.has(token)).length;
}

/** A token of each word of the name that is asked for is there, or one of all of it as one. */
function isFound(asked: string, kept: string): boolean {
  const theirs = tokensOf(kept);
  const isThere = (list: readonly string[]): boolean => list.some((token) => theirs.has(token));
  const { words, whole } = asksOf(asked);
  return isThere(whole) || words.every(isThere);
}

function measureSearch(pairs: readonly Pair[], negatives = NEGATIVES) {
  const sides = pairs.map(sideOf);
  const found = (one: string, other: string): number => (isFound(other, one) ? 1 : 0);
  const others = drawnScores(sides, (i, j) => found(sides[i]?.one ?? "", sides[j]?.other ?? ""), {
    count: negatives,
    seed: SEED,
  });
  return {
    found: round(sides.filter(({ one, other }) => isFound(other, one)).length / sides.length),
    unrelatedFound: Number((others.filter((one) => one > 0).length / negatives).toFixed(5)),
  };
}

function measureTokens(name: string, pairs: readonly Pair[], negatives = NEGATIVES) {
  const sides = pairs.map(sideOf);
  const found = sides.map(({ one, other }) => shared(one, other));
  const others = drawnScores(sides, (i, j) => shared(sides[i]?.one ?? "", sides[j]?.other ?? ""), {
    count: negatives,
    seed: SEED,
  });
  const share = (list: ArrayLike<number>, least: number) =>
    Array.from(list).filter((count) => count >= least).length / list.length;
  const figures = {
    sharesOne: round(share(found, 1)),
    unrelatedShareOne: Number(share(others, 1).toFixed(5)),
    sharesThree: round(share(found, 3)),
    unrelatedShareThree: Number(share(others, 3).toFixed(5)),
    tokensMean: round(pairs.reduce((sum, { original }) => sum + tokensOf(original).size, 0) / pairs.length),
  };
  process.stderr.write(`${name}: tokens ${JSON.stringify(figures)}\n`);
  return figures;
}

const judged = readWords().filter(({ latin }) => halfOf(latin) === "judge");
const lists = [...new Set(judged.map(({ script }) => script))].map(
  (script) => [script, judged.filter((pair) => pair.script === script)] as const,
);
const full = ["hebrew", "korean"].map(
  (script) =>
    [
      `full ${script}`,
      readFullNames().filter((p) => p.script === script && halfOf(p.latin) === "judge"),
    ] as const,
);
const google = readGoogle();

/** Both names in other scripts than Latin: originals of one Latin word. */
const seen = new Map<string, Pair>();
const between: Pair[] = [];
for (const pair of judged) {
  const first = seen.get(pair.latin);
  if (first) between.push({ script: "both", latin: first.original, original: pair.original });
  else seen.set(pair.latin, pair);
}

/** Names of persons of the nomenklatura bench: how well the score ranks, and the best F1 at one limit. */
function nomenklatura() {
  const cases = readCsv("nomenklatura_name_bench.csv")
    .filter(([, schema]) => schema === "Person")
    .map(([, , one = "", other = "", match]) => ({
      is: match === "true",
      score: compare(one, other),
      jw: byJaroWinkler(one, other),
    }));
  const auc = (of: (c: (typeof cases)[number]) => number): number => {
    const [yes, no] = [cases.filter((c) => c.is).map(of), cases.filter((c) => !c.is).map(of)];
    const wins = yes.flatMap((a) => no.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
    return round(wins.reduce((sum: number, win) => sum + win, 0) / wins.length);
  };
  const f1 = (limit: number): number => {
    const hits = cases.filter((c) => c.is && c.score >= limit).length;
    return (2 * hits) / (cases.filter((c) => c.score >= limit).length + cases.filter((c) => c.is).length);
  };
  const best = Math.max(...cases.map((c) => f1(c.score)));
  return {
    persons: cases.length,
    auc: auc((c) => c.score),
    jaroWinklerAuc: auc((c) => c.jw),
    f1Best: round(best),
  };
}

/** Costs of `compare` and `tokens` on full names. */
function speeds(names: readonly Pair[]) {
  const perSecond = (work: (pair: Pair) => unknown): number => {
    for (const pair of names) work(pair);
    const began = performance.now();
    for (const pair of names) work(pair);
    return Math.round(names.length / ((performance.now() - began) / 1000));
  };
  return {
    comparesPerSecond: perSecond(({ latin, original }) => compare(latin, original)),
    namesToTokensPerSecond: perSecond(({ latin }) => tokens(latin)),
  };
}

const latinNames = readFullNames().map(({ latin }) => latin);
const figures = {
  negatives: NEGATIVES,
  words: Object.fromEntries(lists.map(([name, pairs]) => [name, measure(name, pairs)])),
  google: measure("google ar2en", google),
  bothNotLatin: measure("neither in Latin", between),
  fullNames: Object.fromEntries(full.map(([name, pairs]) => [name, measure(name, pairs, NEGATIVES / 3)])),
  nomenklatura: nomenklatura(),
  tokens: Object.fromEntries(
    [...lists, ["google", google] as const, ...full].map(([name, pairs]) => [
      name,
      measureTokens(name, pairs),
    ]),
  ),
  search: Object.fromEntries(full.map(([name, pairs]) => [name, measureSearch(pairs)])),
  searchLatin: measureSearch(
    readFullNames()
      .filter(({ latin }) => halfOf(latin) === "judge")
      .map((pair) => ({ ...pair, original: pair.latin })),
  ),
  attack: attack(
    latinNames.filter((name) => halfOf(name) === "judge"),
    latinNames.filter((name) => halfOf(name) === "learn"),
  ),
  speeds: speeds(full.flatMap(([, pairs]) => pairs)),
};
process.stderr.write(`${JSON.stringify([figures.search, figures.searchLatin])}\n`);
process.stderr.write(`${JSON.stringify(figures.nomenklatura)}\n${JSON.stringify(figures.attack, null, 1)}\n`);
process.stdout.write(`${JSON.stringify(figures)}\n`);
