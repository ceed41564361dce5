import { asks } from "@leeward/names";

/**
 * How much a token that two names share says: of a skeleton twice its consonants, of a whole word as it is spelt in Latin
 * letters one and a half of its letters. What the words of a name add up to has to be this much: five consonants.
 * Measured: `known.test.ts`.
 */
export const KNOWN_LEAST = 10;

export interface KnownToken {
  /** From 1; 0 where it stands for all words as one. */
  readonly word: number;
  readonly token: string;
  readonly weight: number;
}

/** What a name asks of the tokens that others are kept under, each with its weight. */
export function knownTokens(name: string): KnownToken[] {
  const { words, whole } = asks(name);
  return [whole, ...words].flatMap((list, word) =>
    list.map((token) => ({ word, token, weight: weightOf(token) })),
  );
}

function weightOf(token: string): number {
  const at = token.indexOf(":");
  const letters = token.length - at - 1;
  return token.slice(0, at).endsWith("w") ? Math.floor(1.5 * letters) : 2 * letters;
}

/** Whether a name may be the one that others are kept under; the same as `care.find_known` says. */
export function mayBeKnown(asked: readonly KnownToken[], kept: ReadonlySet<string>): boolean {
  const best = new Map<number, number>();
  let words = 0;
  for (const { word, token, weight } of asked) {
    words = Math.max(words, word);
    if (kept.has(token)) best.set(word, Math.max(best.get(word) ?? 0, weight));
  }
  if ((best.get(0) ?? 0) >= KNOWN_LEAST) return true;
  best.delete(0);
  return best.size === words && [...best.values()].reduce((sum, one) => sum + one, 0) >= KNOWN_LEAST;
}
