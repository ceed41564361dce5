import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkJurisdiction } from "./check.ts";
import { type JurisdictionPack, shapeFaults } from "./pack.ts";
import { type Lineage, lineageOf } from "./resolve.ts";

/** Where the house's own packs of jurisdictions are. */
export const JURISDICTIONS_DIR = join(import.meta.dirname, "../../../../packs/jurisdictions");

/** What a folder of packs holds, and what is wrong in it. */
export interface JurisdictionsRead {
  readonly packs: readonly JurisdictionPack[];
  readonly faults: readonly string[];
}

/**
 * Reads a folder of packs. One may be based on another of the folder, or on one of the house's.
 *
 * @throws what the file system says where the folder cannot be read
 */
export function readJurisdictions(dir: string, year: number): JurisdictionsRead {
  const own = readFolder(dir);
  const known = new Map(
    [...(dir === JURISDICTIONS_DIR ? [] : readFolder(JURISDICTIONS_DIR)), ...own].flatMap(({ value }) =>
      shapeFaults(value).length === 0
        ? [[(value as JurisdictionPack).code, value as JurisdictionPack] as const]
        : [],
    ),
  );
  const read = own.map(({ file, value }) => ({
    pack: value as JurisdictionPack,
    faults: value === undefined ? [`${file}: is no JSON`] : checkJurisdiction(file, value, known, year),
  }));
  const nothing = own.length === 0 ? ["There is no pack in this folder: files that end in .json."] : [];
  return {
    packs: read.filter(({ faults }) => faults.length === 0).map(({ pack }) => pack),
    faults: [...nothing, ...read.flatMap(({ faults }) => faults)],
  };
}

const readFolder = (dir: string): { file: string; value: unknown }[] =>
  readdirSync(dir)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => ({ file, value: parse(readFileSync(join(dir, file), "utf8")) }));

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The house's packs, and those that a State wrote for itself: one of the same code stands for the house's.
 *
 * @param own the folder of the latter
 * @throws Error where one is wrong: a case is not led by half of a law
 */
export function jurisdictionsHere(own: string | null, year: number): JurisdictionPack[] {
  const read = [JURISDICTIONS_DIR, ...(own === null ? [] : [own])].map((dir) => readJurisdictions(dir, year));
  const faults = read.flatMap((each) => each.faults);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return [...new Map(read.flatMap(({ packs }) => packs.map((pack) => [pack.code, pack] as const))).values()];
}

/**
 * A pack with what it is based on.
 *
 * @throws Error where it is not there or wrong
 */
export function ownJurisdiction(code: string, year: number, own: string | null = null): Lineage {
  const packs = jurisdictionsHere(own, year);
  const pack = packs.find((each) => each.code === code);
  if (!pack) {
    throw new Error(`There is no pack “${code}”. There are: ${packs.map((each) => each.code).join(", ")}.`);
  }
  const lineage = lineageOf(pack, new Map(packs.map((each) => [each.code, each])));
  if (typeof lineage === "string") throw new Error(lineage);
  return lineage;
}
