import { en } from "./en.ts";
import type { TextKey } from "./index.ts";

/** The text of each code that a route can answer; a code without one is shown as it is. */
export const PROBLEM_TEXTS: Readonly<Record<string, TextKey | undefined>> = Object.fromEntries(
  (Object.keys(en) as TextKey[]) // the keys of an object whose type names them all
    .filter((key) => key.startsWith("problem."))
    .map((key) => [key.slice("problem.".length), key]),
);
