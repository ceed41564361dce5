import type { Category, Purpose } from "../../access/context.ts";
import type { Party, Terms } from "../terms.ts";
import type { Lexicon, SignedLanguage } from "./lexicon.ts";
import { LEXICONS, type Numbered } from "./render.ts";

/**
 * Reads the marked values of a plain text back into the object: what proves that text and rule cannot differ. It
 * looks at nothing but the lines and what stands between marks.
 *
 * @returns null for a text that no object makes
 */
export function parseAgreement(text: string, language: SignedLanguage): Numbered | null {
  const say = LEXICONS[language];
  const [head = "", ...clauses] = text.trimEnd().split("\n\n");
  const marks = clauses.map((clause) => clause.split("\n").slice(1).map(marksOf));
  const [parties = [], scope = [], basis = [], retention = [], onward = [], time = [], , self = []] = marks;
  const title = marksOf(head.split("\n")[1] ?? "")[0];
  const [legalText, citation] = basis.flat();
  const [from, until, review] = time.flat().map((shown) => dayOf(shown, say));
  const [agreement, version] = self.flat();
  const onwardRule = keyOf(say.onwardRules, onward.flat()[0]);
  const readParties = parties.filter((line) => line.length > 0).map((line) => partyOf(line, say));
  const readScope = scope.filter((line) => line.length > 0).flatMap((line) => scopeOf(line, say));
  if (clauses.length !== 8 || !title || !legalText || !citation || !agreement || !version) return null;
  if (!from || !until || !review || !onwardRule) return null;
  if (readParties.includes(null) || readScope.includes(null)) return null;
  const terms: Terms = {
    title,
    parties: readParties as Party[],
    scope: readScope as Terms["scope"],
    legalBasis: { text: legalText, citation },
    retentionDays: Number(retention.flat()[0]),
    onwardRule,
    inForceFrom: from,
    inForceUntil: until,
    reviewOn: review,
  };
  return { agreement, version: Number(version), terms };
}

/** What stands between marks on a line, in order; the line that explains the marks holds none but a space. */
const marksOf = (line: string): string[] =>
  [...line.matchAll(/[⟦⟨]([^⟦⟧⟨⟩]*)[⟧⟩]/g)].map(([, shown = ""]) => shown).filter((shown) => shown !== " ");

function keyOf<Key extends string>(
  words: Readonly<Record<Key, string>>,
  shown: string | undefined,
): Key | undefined {
  return (Object.keys(words) as Key[]).find((key) => words[key] === shown);
}

function partyOf([name, shownKind, agencyId, contact]: readonly string[], say: Lexicon): Party | null {
  const kind = keyOf(say.kinds, shownKind);
  return name && kind && agencyId && contact ? { agencyId, name, kind, contact } : null;
}

function scopeOf(
  [shownPurpose, ...shown]: readonly string[],
  say: Lexicon,
): ({ purpose: Purpose; category: Category } | null)[] {
  const purpose = keyOf(say.purposes, shownPurpose);
  return shown.map((word) => {
    const category = keyOf(say.categories, word);
    return purpose && category ? { purpose, category } : null;
  });
}

function dayOf(shown: string, say: Lexicon): string | null {
  const [date = "", month = "", year = ""] = shown.split(" ");
  const nth = say.months.indexOf(month) + 1;
  return nth === 0 ? null : `${year}-${String(nth).padStart(2, "0")}-${date.padStart(2, "0")}`;
}
