import { existsSync, readFileSync } from "node:fs";

/** Whether a test file has a test whose name holds these words: for pages that say which test proves what. */
export function hasTest(file: string, words: string): boolean {
  if (!existsSync(file)) return false;
  const names = readFileSync(file, "utf8").matchAll(
    /(?:\b(?:it|test)\b[\s\S]{0,30}?\(\s*|\]\)\(\s*|name: )(["'`])((?:(?!\1)[^\\]|\\.)+)\1/g,
  );
  return [...names].some(([, , name = ""]) => name.includes(words));
}
