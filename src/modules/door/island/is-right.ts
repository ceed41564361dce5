import { foldWord, plainDigits } from "../../../core/identity/words/fold.ts";

/** Whether what was typed is that word, or that group of digits, as far as it matters for coming back. */
export const isRightPart = (form: "words" | "digits", wanted: string, typed: string): boolean =>
  form === "words"
    ? foldWord(typed.trim()) === foldWord(wanted)
    : plainDigits(typed).replace(/[^0-9]/g, "") === wanted;

/** Two different places from 0, in order. */
export function twoPlaces(count: number, random: (n: number) => Uint8Array): readonly [number, number] {
  const first = (random(1)[0] ?? 0) % count;
  const step = 1 + ((random(1)[0] ?? 0) % (count - 1));
  const second = (first + step) % count;
  return first < second ? [first, second] : [second, first];
}
