import { HAN_TABLE } from "./han-table.ts";

let table: Map<string, string> | undefined;

/** Pinyin of a Chinese character without its tone, or nothing for one that is too rare; the first call reads a table. */
export function pinyinOf(character: string): string | undefined {
  table ??= readTable();
  return table.get(character);
}

function readTable(): Map<string, string> {
  const read = new Map<string, string>();
  for (const line of HAN_TABLE.trim().split("\n")) {
    const space = line.indexOf(" ");
    const syllable = line.slice(0, space).replace("ü", "v");
    for (const character of line.slice(space + 1)) read.set(character, syllable);
  }
  return read;
}

const INITIAL = /^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?/;

/** A syllable as its initial and its final, the two parts that Chinese itself hears. */
export function partsOf(syllable: string): readonly [initial: string, final: string] {
  const initial = INITIAL.exec(syllable)?.[0] ?? "";
  return [initial, syllable.slice(initial.length)];
}
