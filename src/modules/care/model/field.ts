/** One answer of a closed list; `htcds` is its value name in IOM's HTCDS 2.0, where it has one. */
export interface Option {
  readonly code: string;
  readonly htcds?: string;
}

/** A closed list of answers, shared by the fields that ask it. */
export interface OptionSet {
  readonly name: string;
  readonly options: readonly Option[];
  /** The part of a long list that an option belongs to; named by the texts, before the option. */
  readonly partOf?: (code: string) => string;
  /** Codes that every browser can name by itself (`Intl.DisplayNames`); else the texts name them. */
  readonly namedAs?: "region" | "language" | "currency";
}

interface Asked {
  /** The property of the document. */
  readonly name: string;
  /** The group within the category: a heading and a reason on the form. */
  readonly group: string;
  /** Whether *My file* shows it: never another person, a source, an address, operations, or a member's name. */
  readonly personSees: boolean;
  /** The column in HTCDS 2.0 that this field takes in, with its prefix. */
  readonly htcds?: string;
  /** Never asked for someone who is a child, or may be. */
  readonly adultsOnly?: boolean;
}

/** One field with one answer: what the form asks, what validation lets in, where the import puts a column. */
export type PlainField = Asked &
  (
    | {
        readonly kind: "text";
        readonly lengthMax: number;
        readonly input?: "tel" | "email" | "text";
      }
    | { readonly kind: "long-text"; readonly lengthMax: number }
    | { readonly kind: "choice"; readonly options: OptionSet }
    | { readonly kind: "choices"; readonly options: OptionSet; readonly countMax: number }
    | { readonly kind: "date" }
    | { readonly kind: "number"; readonly min: number; readonly max: number; readonly decimals: number }
    | { readonly kind: "yes-no" }
  );

/** Several entries, each about one thing of a closed list, at most one for each. */
export interface RowsField extends Asked {
  readonly kind: "rows";
  /** The first field of each entry names what it is about; the others may be left out. */
  readonly key: PlainField & { readonly kind: "choice" };
  readonly fields: readonly PlainField[];
  readonly countMax: number;
  /** What an entry begins with, from what it is about; whoever writes may change it. */
  readonly begin: (key: string) => Row;
}

/** One field of a category. */
export type Field = PlainField | RowsField;

/** An answer as a document keeps it: dates as `2026-11-23`, choices by code. */
export type PlainAnswer = string | readonly string[] | number | boolean;
/** One entry of a field with several: its key and what else was answered. */
export type Row = Readonly<Record<string, PlainAnswer>>;
export type Answer = PlainAnswer | readonly Row[];

/** The entries of an answer to a field with several. */
export const rowsOf = (answer: Answer | undefined): readonly Row[] =>
  Array.isArray(answer) ? answer.filter((row): row is Row => typeof row === "object") : [];

/** The codes of an answer to a choice of many. */
export const codesOf = (answer: Answer | undefined): readonly string[] =>
  Array.isArray(answer) ? answer.filter((code) => typeof code === "string") : [];

/** One category of one case: what was answered. A field without an answer is absent. */
export type SectionDocument = Readonly<Record<string, Answer>>;

type Known = { readonly personSees?: boolean; readonly htcds?: string; readonly adultsOnly?: boolean };
const asked = (known: Known) => ({
  personSees: known.personSees ?? true,
  ...(known.adultsOnly === undefined ? {} : { adultsOnly: known.adultsOnly }),
  ...(known.htcds === undefined ? {} : { htcds: known.htcds }),
});

/** The fields of one group, with the group's name filled in. */
export const group = <const G extends string, const F extends readonly Omit<Field, "group">[]>(
  name: G,
  fields: F,
): { [I in keyof F]: F[I] & { readonly group: G } } =>
  fields.map((field) => ({ ...field, group: name })) as { [I in keyof F]: F[I] & { readonly group: G } };

export const text = <const N extends string>(
  name: N,
  lengthMax: number,
  known: Known & { readonly input?: "tel" | "email" } = {},
) => ({ name, kind: "text" as const, lengthMax, input: known.input ?? ("text" as const), ...asked(known) });

export const longText = <const N extends string>(
  name: N,
  known: Known & { readonly lengthMax?: number } = {},
) => ({
  name,
  kind: "long-text" as const,
  lengthMax: known.lengthMax ?? 8_000,
  ...asked(known),
});

export const choice = <const N extends string, const S extends OptionSet>(
  name: N,
  options: S,
  known: Known = {},
) => ({
  name,
  kind: "choice" as const,
  options,
  ...asked(known),
});

export const choices = <const N extends string, const S extends OptionSet>(
  name: N,
  options: S,
  known: Known = {},
) => ({
  name,
  kind: "choices" as const,
  options,
  countMax: Math.min(options.options.length, 30),
  ...asked(known),
});

export const date = <const N extends string>(name: N, known: Known = {}) => ({
  name,
  kind: "date" as const,
  ...asked(known),
});

export const number = <const N extends string>(
  name: N,
  range: { readonly min: number; readonly max: number; readonly decimals?: number },
  known: Known = {},
) => ({
  name,
  kind: "number" as const,
  min: range.min,
  max: range.max,
  decimals: range.decimals ?? 0,
  ...asked(known),
});

export const yesNo = <const N extends string>(name: N, known: Known = {}) => ({
  name,
  kind: "yes-no" as const,
  ...asked(known),
});

export const rows = <
  const N extends string,
  const K extends Omit<RowsField["key"], "group">,
  const F extends readonly Omit<PlainField, "group">[],
>(
  name: N,
  key: K,
  fields: F,
  known: Known & Pick<RowsField, "countMax" | "begin">,
) => ({
  name,
  kind: "rows" as const,
  key: { ...key, group: name },
  fields: group(name, fields),
  countMax: known.countMax,
  begin: known.begin,
  ...asked(known),
});

/** A closed list; an entry is a code, or a code with its HTCDS value name. */
export const optionSet = <const N extends string, const C extends string>(
  name: N,
  entries: readonly (C | readonly [C, string])[],
): {
  readonly name: N;
  readonly options: readonly { readonly code: C; readonly htcds?: string }[];
} => ({
  name,
  options: entries.map((entry) =>
    typeof entry === "string" ? { code: entry } : { code: entry[0], htcds: entry[1] },
  ),
});
