import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

/** Open lists of names beside the checkout (CC0, Apache-2.0, MIT); absent where there is only the repository. */
const FOLDER = resolve(import.meta.dirname, "../../../../shared/data/linkage");

/** One name in two scripts. */
export interface Pair {
  readonly script: string;
  readonly latin: string;
  readonly original: string;
}

/** Whether the lists are there; who is told "no" says so aloud, since a skip must be seen. */
export const hasLists = (): boolean => existsSync(FOLDER);
export const NO_LISTS = "SKIPPED: there is no ../shared/data/linkage, so nothing was measured on its names";

const textOf = (file: string): string => {
  const bytes = readFileSync(join(FOLDER, file));
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
};

/** Cells of a CSV; quoted cells may hold commas and doubled quotes. */
export function readCsv(file: string): string[][] {
  const cell = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g;
  const lines = textOf(file).trim().split(/\r?\n/).slice(1);
  return lines.map((line) =>
    [...line.matchAll(cell)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ""),
  );
}

const readPairs = (file: string): Pair[] =>
  readCsv(file).map(([script = "", latin = "", original = ""]) => ({ script, latin, original }));

export const readWords = (): Pair[] => readPairs("wikidata_name_word_pairs.csv.gz");
export const readFullNames = (): Pair[] => readPairs("wikidata_full_name_pairs.csv.gz");

/** Names of Wikipedia articles, Arabic and English; none was used for learning. */
export const readGoogle = (): Pair[] =>
  textOf("google_ar2en_eval.txt")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split("\t"))
    .map(([original = "", latin = ""]) => ({ script: "arabic", latin, original }));

/** FNV-1a, so that a half is the same on every machine; the Latin word decides, in whatever script it comes again. */
export function halfOf(latin: string): "learn" | "judge" {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(latin)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return ((hash ^ (hash >>> 15)) & 1) === 0 ? "learn" : "judge";
}
