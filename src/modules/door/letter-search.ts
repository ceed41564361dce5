/** Where a text holds what someone looks for: the words themselves, with some of what stands around them. */
export interface Snippet {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

const AROUND_UNITS = 60;

/**
 * The first place in a text that reads like what is looked for, whatever the case, the accents, vowel signs or width of either.
 *
 * @returns null where there is none, or nothing is looked for
 */
export function findSnippet(text: string, sought: string): Snippet | null {
  const wanted = [...sought.trim()].map(fold).join("");
  if (wanted === "") return null;
  const places: number[] = [];
  let folded = "";
  let at = 0;
  for (const character of text) {
    for (const unit of fold(character)) {
      folded += unit;
      for (let n = 0; n < unit.length; n++) places.push(at);
    }
    at += character.length;
  }
  const found = folded.indexOf(wanted);
  if (found === -1) return null;
  const from = places[found] ?? 0;
  const last = places[found + wanted.length - 1] ?? from;
  // A letter's marks follow it and fold to nothing: they belong to what was found.
  const until = places.slice(found + wanted.length).find((place) => place > last) ?? text.length;
  return {
    before: text.slice(Math.max(0, from - AROUND_UNITS), from).toWellFormed(),
    match: text.slice(from, until),
    after: text.slice(until, until + AROUND_UNITS).toWellFormed(),
  };
}

const fold = (character: string): string =>
  character.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/\s+/g, " ");
