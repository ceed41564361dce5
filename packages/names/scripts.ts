/** The scripts that are told apart; `other` is kept as it stands. */
export type Script =
  | "arabic"
  | "armenian"
  | "cyrillic"
  | "ethiopic"
  | "georgian"
  | "greek"
  | "han"
  | "hangul"
  | "hebrew"
  | "indic"
  | "kana"
  | "latin"
  | "other";

/** First and last code point, inclusive, in rising order: only letters that names are written with. */
const RANGES: readonly (readonly [first: number, last: number, script: Script])[] = [
  [0x41, 0x5a, "latin"],
  [0x61, 0x7a, "latin"],
  [0xaa, 0x24f, "latin"],
  [0x250, 0x2ff, "latin"],
  [0x370, 0x3ff, "greek"],
  [0x400, 0x52f, "cyrillic"],
  [0x531, 0x58f, "armenian"],
  [0x591, 0x5f4, "hebrew"],
  [0x600, 0x6ff, "arabic"],
  [0x750, 0x77f, "arabic"],
  [0x900, 0x97f, "indic"],
  [0x980, 0x9ff, "indic"],
  [0x10a0, 0x10ff, "georgian"],
  [0x1100, 0x11ff, "hangul"],
  [0x1200, 0x137f, "ethiopic"],
  [0x1c80, 0x1c8f, "cyrillic"],
  [0x1c90, 0x1cbf, "georgian"],
  [0x1d00, 0x1dbf, "latin"],
  [0x1e00, 0x1eff, "latin"],
  [0x1f00, 0x1fff, "greek"],
  [0x2d00, 0x2d2f, "georgian"],
  [0x3005, 0x3007, "han"],
  [0x3041, 0x30ff, "kana"],
  [0x3400, 0x4dbf, "han"],
  [0x4e00, 0x9fff, "han"],
  [0xac00, 0xd7af, "hangul"],
  [0x20000, 0x323af, "han"],
];

/** The script of a code point; 27 comparisons at most. */
export function scriptOf(codePoint: number): Script {
  for (const [first, last, script] of RANGES) {
    if (codePoint < first) return "other";
    if (codePoint <= last) return script;
  }
  return "other";
}
