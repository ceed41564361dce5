import { partsOf, pinyinOf } from "./scripts/han.ts";
import { ARABIC, ARMENIAN, CYRILLIC, GEORGIAN, GREEK, HEBREW } from "./scripts/letters.ts";
import { ethiopicToLatin, hangulSounds, indicSounds, kanaSounds, type Sound } from "./scripts/syllables.ts";
import { scriptOf } from "./scripts.ts";

/** A sound of a word: `key` names it in the learned costs, `latin` is its usual romanisation. */
export interface Unit {
  readonly key: string;
  readonly latin: string;
}

const LETTERS = new Map([
  ["arabic", ARABIC],
  ["armenian", ARMENIAN],
  ["cyrillic", CYRILLIC],
  ["georgian", GEORGIAN],
  ["greek", GREEK],
  ["hebrew", HEBREW],
] as const);

/** The sounds of a word of `wordsOf`, script by script. Linear. */
export function unitsOf(word: string): Unit[] {
  const units: Unit[] = [];
  const letters = [...word];
  for (let start = 0; start < letters.length; ) {
    const script = scriptOf(codeOf(letters[start]));
    let end = start + 1;
    while (end < letters.length && (letters[end] === "'" || scriptOf(codeOf(letters[end])) === script)) end++;
    const run = letters.slice(start, end);
    const table = LETTERS.get(script as "arabic");
    if (table) units.push(...byTable(run, table));
    else for (const { letter, latin } of soundsOf(script, run)) units.push({ key: letter, latin });
    start = end;
  }
  return units;
}

const codeOf = (letter: string | undefined): number => letter?.codePointAt(0) ?? 0;

/** Two letters that together make one sound come before single ones. */
function byTable(run: readonly string[], table: ReadonlyMap<string, string>): Unit[] {
  const units: Unit[] = [];
  for (let i = 0; i < run.length; i++) {
    const letter = run[i] ?? "";
    const two = letter + (run[i + 1] ?? "");
    const both = two === letter ? undefined : table.get(two);
    if (both !== undefined) {
      units.push({ key: two, latin: both });
      i++;
    } else if (letter !== "'") units.push({ key: letter, latin: table.get(letter) ?? letter });
  }
  return units;
}

function soundsOf(script: string, run: readonly string[]): Sound[] {
  switch (script) {
    case "han":
      return run.flatMap(hanSounds);
    case "hangul":
      return run.flatMap(hangulSounds);
    case "kana":
      return kanaSounds(run);
    case "indic":
      return indicSounds(run);
    case "ethiopic":
      return run.map((letter) => ({ letter, latin: ethiopicToLatin(codeOf(letter)) ?? letter }));
    default:
      return run.map((letter) => ({ letter, latin: letter }));
  }
}

/** Keys of Chinese parts begin with "~", so that they are not taken for Latin letters. */
function hanSounds(character: string): Sound[] {
  const syllable = pinyinOf(character);
  if (syllable === undefined) return [{ letter: character, latin: character }];
  const [initial, final] = partsOf(syllable);
  const latin = final.replace("v", "u");
  const sound = { letter: `~-${final}`, latin };
  return initial === "" ? [sound] : [{ letter: `~${initial}`, latin: initial }, sound];
}
