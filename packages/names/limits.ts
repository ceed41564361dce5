/** What one in a thousand unrelated words reaches, in natural logarithms. Written by `learning/limits.ts`: do not edit. */
export const LIMITS: Readonly<Record<string, number>> = {
  arabic: 2.89,
  cyrillic: 1.36,
  hebrew: 2.71,
  kana: 2.34,
  hangul: 3.3,
  han: 4.22,
  latin: 2.56,
  both: 2.05,
};
