import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type AdvicePack, checkPack } from "./model.ts";

/** Where the house's own packs are. */
export const PACKS_DIR = join(import.meta.dirname, "../../../../packs/advice");

/** A pack cannot be used; the message has a line for each fault. */
class PackError extends Error {
  override readonly name = "PackError";
}

/** What a folder of packs holds, and what is wrong in it. */
export interface PacksRead {
  readonly packs: readonly { readonly file: string; readonly pack: AdvicePack }[];
  readonly faults: readonly string[];
}

/** @throws what the file system says where the folder cannot be read */
export function readPacks(dir: string): PacksRead {
  const files = readdirSync(dir, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".json"))
    .sort();
  const read = files.map((file) => {
    const value = parse(readFileSync(join(dir, file), "utf8"));
    const faults = value === undefined ? [`${file}: is no JSON`] : checkPack(file, value);
    return { file, pack: value as AdvicePack, faults };
  });
  const nothing = files.length === 0 ? ["There is no pack in this folder: files that end in .json."] : [];
  return {
    packs: read.filter(({ faults }) => faults.length === 0).map(({ file, pack }) => ({ file, pack })),
    faults: [...nothing, ...read.flatMap(({ faults }) => faults)],
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The pages of advice that a door gives, in this order, under these addresses. */
const TOPICS = ["happens", "children", "rights", "job", "phone"] as const;
export type AdviceTopic = (typeof TOPICS)[number];

let ours: PacksRead | undefined;

/**
 * The house's own advice, as it holds in one place; read once.
 *
 * @param jurisdiction whose law about children is said: the name of a file in `packs/advice/children`
 * @throws PackError where a pack is wrong or missing: a door does not open with half of its advice
 */
export function ownAdvice(jurisdiction: string): ReadonlyMap<AdviceTopic, AdvicePack> {
  ours ??= readPacks(PACKS_DIR);
  const { packs, faults } = ours;
  if (faults.length > 0) throw new PackError(faults.join("\n"));
  return new Map(
    TOPICS.map((topic) => {
      const all = packs.map(({ pack }) => pack).filter((pack) => pack.topic === topic);
      const found = all.find((pack) => (pack.jurisdiction?.code ?? jurisdiction) === jurisdiction);
      if (found) return [topic, found] as const;
      if (all.length === 0) throw new PackError(`packs/advice/${topic}.json is missing.`);
      const known = all.map((pack) => pack.jurisdiction?.code).join(", ");
      throw new PackError(
        `LEEWARD_DOOR_JURISDICTION is “${jurisdiction}”. There is a pack for ${known}; write one for your place as docs/operating.md says.`,
      );
    }),
  );
}
