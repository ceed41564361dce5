import { createHmac } from "node:crypto";
import { tokens } from "../../packages/names/index.ts";
import { round } from "./recall.ts";

const KEY = Buffer.alloc(32, 7);

/** What a row of the table holds: each token under the agency's key. */
const blind = (token: string): string => createHmac("sha256", KEY).update(token).digest("base64");

/**
 * What a stolen table of blind tokens gives away to someone with a list of names, as often as each is borne: with the
 * key, by trying each name of the list; without it, by which tokens are frequent.
 *
 * @param stolen full names, a row each
 * @param list what the thief has: full names of other people, likely to be called alike
 */
export function attack(stolen: readonly string[], list: readonly string[]) {
  const rows = stolen.map((name) => tokens(name).map(blind));
  return { withKey: withKey(stolen, rows, list), withoutKey: withoutKey(stolen, rows, list) };
}

const wordsOf = (names: readonly string[]): string[] => [
  ...new Set(names.flatMap((name) => name.toLowerCase().split(/\s+/)).filter((word) => word.length > 1)),
];

/** Every word of the list is hashed and looked for: a row is read where one of its exact words is found. */
function withKey(stolen: readonly string[], rows: readonly string[][], list: readonly string[]) {
  const dictionary = wordsOf(list);
  const began = performance.now();
  const guesses = new Map(
    dictionary.flatMap((word) => tokens(word).map((token) => [blind(token), token] as const)),
  );
  const seconds = (performance.now() - began) / 1000;
  const exact = rows.filter((row) => row.some((token) => guesses.get(token)?.startsWith("w:"))).length;
  const alike = rows.filter((row) => row.some((token) => guesses.has(token))).length;
  return {
    dictionary: dictionary.length,
    namesTriedPerSecond: Math.round(dictionary.length / seconds),
    rows: stolen.length,
    rowsWithAWordRead: round(exact / stolen.length),
    rowsWithASkeletonRead: round(alike / stolen.length),
  };
}

/** Tokens ranked by how many rows have them, beside those of the list: the same place is the guess. */
function withoutKey(stolen: readonly string[], rows: readonly string[][], list: readonly string[]) {
  const truth = new Map(
    stolen.flatMap((name) => tokens(name).map((token) => [blind(token), token] as const)),
  );
  const seen = ranked(rows);
  const expected = ranked(list.map((name) => tokens(name)));
  const right = (most: number): number =>
    seen.slice(0, most).filter(([token], place) => truth.get(token) === expected[place]?.[0]).length;
  const guessed = new Map(seen.slice(0, 1000).map(([token], place) => [token, expected[place]?.[0]]));
  const word = (row: readonly string[]) =>
    row.some((token) => truth.get(token)?.startsWith("w:") && truth.get(token) === guessed.get(token));
  const kind = (row: readonly string[]) => row.some((token) => truth.get(token) === guessed.get(token));
  const groups = new Map<string, number>();
  for (const row of rows) {
    const whole = [...row].sort().join(" ");
    groups.set(whole, (groups.get(whole) ?? 0) + 1);
  }
  return {
    differentTokens: seen.length,
    tokensOfOneRow: round(seen.filter(([, count]) => count === 1).length / seen.length),
    rightOfTheTen: right(10),
    rightOfTheHundred: right(100),
    rightOfTheThousand: right(1000),
    rowsWithAWordRead: round(rows.filter(word).length / rows.length),
    rowsWithASkeletonRead: round(rows.filter(kind).length / rows.length),
    rowsOfEqualNames: [...groups.values()]
      .filter((count) => count > 1)
      .reduce((sum, count) => sum + count, 0),
  };
}

function ranked(rows: readonly (readonly string[])[]): [token: string, rows: number][] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const token of row) counts.set(token, (counts.get(token) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
