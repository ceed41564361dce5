import { learned, type Outputs, outputText } from "./spelling.ts";
import type { Unit } from "./units.ts";

/**
 * Latin letters and what remains of them: the kind of consonant, by where in the mouth it is made. The longest that fits
 * comes first. Two kinds where spellings differ from one language to the next, the likelier first.
 */
const LATIN_KINDS: readonly (readonly [letters: string, kinds: readonly string[]])[] = [
  ["tsch", ["S"]],
  ["shch", ["S"]],
  ["sch", ["S"]],
  ["dzh", ["S"]],
  ["tch", ["S"]],
  ["ch", ["S", "K"]],
  ["sh", ["S"]],
  ["zh", ["S"]],
  ["cz", ["S"]],
  ["sz", ["S"]],
  ["ts", ["S"]],
  ["tz", ["S"]],
  ["dj", ["S"]],
  ["dz", ["S"]],
  ["ph", ["P"]],
  ["th", ["T", "S"]],
  ["kh", ["K"]],
  ["gh", ["K", ""]],
  ["ck", ["K"]],
  ["ng", ["N", "NK"]],
  ["ce", ["S", "K"]],
  ["ci", ["S", "K"]],
  ["cy", ["S", "K"]],
  ["ge", ["K", "S"]],
  ["gi", ["K", "S"]],
  ["gy", ["K", "S"]],
  ["b", ["P"]],
  ["c", ["K"]],
  ["d", ["T"]],
  ["f", ["P"]],
  ["g", ["K"]],
  ["h", ["", "K"]],
  ["j", ["S", ""]],
  ["k", ["K"]],
  ["l", ["L"]],
  ["m", ["M"]],
  ["n", ["N"]],
  ["p", ["P"]],
  ["q", ["K"]],
  ["r", ["L"]],
  ["s", ["S"]],
  ["t", ["T"]],
  ["v", ["P"]],
  ["w", ["P", ""]],
  ["x", ["KS", "S"]],
  ["z", ["S"]],
];
const SECOND_SHARE = 0.3;

type Option = readonly [kinds: string, share: number];

/** Consonants of Latin letters, as options in the order of the letters. */
function optionsOfLatin(latin: string): Option[][] {
  const slots: Option[][] = [];
  for (let i = 0; i < latin.length; ) {
    const found = LATIN_KINDS.find(([letters]) => latin.startsWith(letters, i));
    if (found) {
      const [likely = "", other] = found[1];
      slots.push(
        other === undefined
          ? [[likely, 1]]
          : [
              [likely, 1 - SECOND_SHARE],
              [other, SECOND_SHARE],
            ],
      );
    }
    // French and others write last letters that nobody says.
    if (found && i > 1 && /^[stxz]$/.test(latin.slice(i)))
      slots[slots.length - 1] = [
        [found[1][0] ?? "", 0.8],
        ["", 0.2],
      ];
    i += found && !/^[cg][eiy]$/.test(found[0]) ? found[0].length : 1;
  }
  return slots;
}

const firstKinds = (latin: string): string =>
  optionsOfLatin(latin)
    .map((options) => options[0]?.[0] ?? "")
    .join("");

const known = new Map<string, readonly Option[]>();
const SHARE_LEAST = 0.06;

/** What a sound leaves, by how it is written. */
function optionsOfOutputs(key: string, outputs: Outputs): readonly Option[] {
  const before = known.get(key);
  if (before) return before;
  const shares = new Map<string, number>();
  for (const [output, share] of outputs) {
    const kinds = firstKinds(outputText(output));
    shares.set(kinds, (shares.get(kinds) ?? 0) + share);
  }
  const options: Option[] = [...shares]
    .filter(([, share]) => share >= SHARE_LEAST)
    .sort(([, a], [, b]) => b - a);
  if (options.length === 0) options.push(["", 1]);
  known.set(key, options);
  return options;
}

/** The slots of a word: runs of Latin letters by rule, learnt sounds by how they are written. */
function slotsOf(units: readonly Unit[]): (readonly Option[])[] {
  const slots: (readonly Option[])[] = [];
  let latin = "";
  const end = (): void => {
    slots.push(...optionsOfLatin(latin));
    latin = "";
  };
  for (const { key, latin: usual } of units) {
    const outputs = /^[a-z]$/.test(key) ? undefined : learned.outputs.get(key);
    if (outputs) {
      end();
      slots.push(optionsOfOutputs(key, outputs));
    } else latin += usual;
  }
  end();
  return slots;
}

/** The same kind twice is heard once; t before s belongs to it (ts, tch), and m before p is often written n. */
function append(kinds: string, more: string): string {
  let all = kinds;
  for (const kind of more) {
    if (kind === "S" && all.endsWith("T")) all = all.slice(0, -1);
    if (kind === "P" && all.endsWith("M")) all = append(all.slice(0, -1), "N");
    if (!all.endsWith(kind)) all += kind;
  }
  return all;
}

/**
 * The likeliest skeletons of a word: its consonants, as kinds P T K S M N L.
 *
 * @returns at most `most`, the likeliest first
 */
export function skeletonsOf(units: readonly Unit[], most: number): string[] {
  let paths = new Map<string, number>([["", 1]]);
  for (const options of slotsOf(units)) {
    const next = new Map<string, number>();
    for (const [kinds, share] of paths) {
      for (const [more, part] of options) {
        const longer = append(kinds, more);
        next.set(longer, (next.get(longer) ?? 0) + share * part);
      }
    }
    paths = new Map([...next].sort(([, a], [, b]) => b - a).slice(0, 2 * most));
  }
  return [...paths.keys()].slice(0, most);
}
