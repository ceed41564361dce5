import type { Language } from "../../../core/texts/index.ts";
import type { CodebookVariable } from "../codebook.ts";
import type { Labels, ReleasedColumn } from "../tables.ts";

/** What columns and codes are called: in the release itself, which keeps the words of its day, else in the codebook. */
export interface Words {
  readonly columns: readonly ReleasedColumn[];
  readonly variables: readonly CodebookVariable[];
}

export const NO_WORDS: Words = { columns: [], variables: [] };

/** ISO 3166-1 alpha-2, which the browser's and the server's own lists name. */
const COUNTRY = /^[A-Z]{2}$/;

/** What a column is called; of a member of a set, what the set is called. */
export function columnWord(name: string, { columns, variables }: Words, language: Language): string | null {
  const [topic = ""] = name.split(": ");
  const label =
    variables.find((one) => one.name === topic) ??
    columns.find((one) => one.name === topic || one.name.startsWith(`${topic}: `))?.label;
  return label ? (label[language].split(": ")[0] ?? null) : null;
}

/**
 * A code in words.
 *
 * @param column of the release where it stands: of a set, the name of the set or of the member
 */
export function wordOf(code: string, column: string, words: Words, language: Language): string {
  const label = labelOf(code, column, words);
  if (label) return label[language];
  if (COUNTRY.test(code)) return new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code;
  // A slug reads better without its dashes; a band of ages keeps them.
  return /^[a-z]+(-[a-z]+)+$/.test(code) ? code.replaceAll("-", " ") : code;
}

function labelOf(code: string, column: string, { columns, variables }: Words): Labels | null {
  const [topic = ""] = column.split(": ");
  const own = columns.find(({ name }) => name === column);
  const at = own?.values.indexOf(code) ?? -1;
  if (own?.valueLabels && at >= 0) return own.valueLabels[at] ?? null;
  // A member of a set: its column is called "purpose: forced labour".
  const member = columns.find(({ name }) => name === `${topic}: ${code}`)?.label;
  if (member) return { en: behind(member.en), ar: behind(member.ar) };
  return variables.find(({ name }) => name === topic)?.codes.find((one) => one.code === code) ?? null;
}

const behind = (label: string): string => label.slice(label.indexOf(": ") + 2);
