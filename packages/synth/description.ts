import { SynthError } from "./errors.ts";
import { codeList, codeListNames } from "./lists/lists.ts";

/** What to do with a cell that the declared domain does not hold. */
export type Outside = "missing" | "edge" | "refuse";

export type CategoryColumn = {
  name: string;
  kind: "category";
  /** Every value that may occur, from public knowledge. */
  values?: string[];
  /** Or the name of a code list that comes with the package. */
  list?: string;
  missing?: boolean;
  outside?: Outside;
};

export type NumberColumn = {
  name: string;
  kind: "number";
  /** Rising public bounds: n + 1 edges make n classes, each from its edge to just below the next. */
  edges: number[];
  missing?: boolean;
  outside?: Outside;
};

/** Several values of one thing, in one cell or in several columns: each becomes a yes-or-no column of its own. */
export type SetColumn = {
  name: string;
  kind: "set";
  /** Between the values of one cell; also where the rows are written, in which a set is one column whatever it came from. */
  separator: string;
  values: string[];
  /** The columns of the file that hold the values, in any order and any number; the column of this name unless told. */
  columns?: string[];
  /** True where an empty cell means that nobody asked or wrote it down: that is one column more, and written empty again. */
  missing?: boolean;
  /** With `missing`: what a cell says where none of the values holds; "none" unless told. */
  none?: string;
  outside?: Outside;
};

export type DescribedColumn = CategoryColumn | NumberColumn | SetColumn;

/**
 * What is publicly known about a table before anyone looks into it. Values, bounds and impossible combinations must
 * come from code books, forms and law; read off the data, they would themselves tell who is in it.
 */
export type Description = {
  leewardSynth: 1;
  title: string;
  /** Whoever publishes says that no value, bound or limit below was read off the data; without that no release is made. */
  domainsArePublic?: boolean;
  /** The column that says which rows are one person's, and how many of them count; without it every row is a person. */
  person?: { column: string; rowsPerPerson: number };
  columns: DescribedColumn[];
  /** Columns of the file that are left out. */
  drop?: string[];
  /** Combinations that cannot be: one value list for each of two columns or more. */
  impossible?: Array<Record<string, string[]>>;
};

/** The name of the column of codes of a set that says that nothing was recorded, after the set's own. */
export const notRecorded = "(not recorded)";

/** The columns of codes that a set makes: one for each value, and one for none of them known. */
export function membersOf({ values, missing }: SetColumn): string[] {
  return missing ? [...values, notRecorded] : values;
}

/** The columns of the file that a described column is read from. */
export function fileColumnsOf(column: DescribedColumn): string[] {
  return column.kind === "set" && column.columns ? column.columns : [column.name];
}

/** What a column declares, in the order of its codes; classes of numbers as they are written. */
export function valuesOf(column: DescribedColumn): string[] {
  if (column.kind === "number") {
    return column.edges.slice(0, -1).map((edge, k) => `${edge} to under ${column.edges[k + 1]}`);
  }
  if (column.kind === "set") return column.values;
  return [...(column.values ?? codeList(column.list ?? "") ?? [])];
}

/** Between the values of a set that comes from several columns, unless told. */
const usualSeparator = ";";
const usualNone = "none";

export const limits = { columns: 120, valuesPerColumn: 5000, rowsPerPerson: 1000 } as const;

function refuse(sentence: string): never {
  throw new SynthError("description-invalid", sentence);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stringsOf(value: unknown, where: string): string[] {
  if (!Array.isArray(value) || value.length === 0) refuse(`${where} must be a list of at least one text.`);
  const texts = value.map((entry) => {
    if (typeof entry !== "string" || entry === "") refuse(`${where} must hold texts that are not empty.`);
    return entry;
  });
  if (new Set(texts).size !== texts.length) refuse(`${where} holds the same value twice.`);
  if (texts.length > limits.valuesPerColumn) {
    throw new SynthError(
      "domain-too-wide",
      `${where} has ${texts.length} values; at most ${limits.valuesPerColumn} are allowed. Group them, or drop the column.`,
    );
  }
  return texts;
}

function outsideOf(value: unknown, where: string): { outside?: Outside } {
  if (value === undefined) return {};
  if (value === "missing" || value === "edge" || value === "refuse") return { outside: value };
  return refuse(`${where}: outside must be "missing", "edge" or "refuse".`);
}

function columnOf(entry: unknown, position: number): DescribedColumn {
  if (!isRecord(entry) || typeof entry.name !== "string" || entry.name === "") {
    return refuse(`Column ${position + 1} of the description has no name.`);
  }
  const { name } = entry;
  const where = `Column "${name}"`;
  if (entry.missing !== undefined && typeof entry.missing !== "boolean")
    refuse(`${where}: missing is true or false.`);
  const shared = {
    ...(entry.missing === undefined ? {} : { missing: entry.missing === true }),
    ...outsideOf(entry.outside, where),
  };
  if (entry.kind === "category") {
    if (entry.outside === "edge") refuse(`${where}: a category has no edge; say "missing" or "refuse".`);
    if (typeof entry.list === "string") {
      if (!codeList(entry.list))
        refuse(`${where}: no code list "${entry.list}"; there are ${codeListNames().join(", ")}.`);
      return { name, kind: "category", list: entry.list, ...shared };
    }
    return { name, kind: "category", values: stringsOf(entry.values, `${where}: values`), ...shared };
  }
  if (entry.kind === "number") {
    const edges = entry.edges;
    if (!Array.isArray(edges) || edges.length < 2)
      return refuse(`${where}: edges must be two numbers or more.`);
    const numbers = edges.map((edge) =>
      typeof edge === "number" && Number.isFinite(edge)
        ? edge
        : refuse(`${where}: edges must be finite numbers.`),
    );
    if (numbers.some((edge, k) => k > 0 && edge <= (numbers[k - 1] ?? edge)))
      refuse(`${where}: edges must rise.`);
    return { name, kind: "number", edges: numbers, ...shared };
  }
  if (entry.kind === "set") return setOf(entry, name, where);
  return refuse(`${where}: kind must be "category", "number" or "set".`);
}

function setOf(entry: Record<string, unknown>, name: string, where: string): SetColumn {
  const columns = entry.columns === undefined ? undefined : stringsOf(entry.columns, `${where}: columns`);
  const separator = entry.separator ?? (columns ? usualSeparator : undefined);
  if (typeof separator !== "string" || separator === "")
    return refuse(`${where}: a set needs a separator, or the columns that hold its values.`);
  const values = stringsOf(entry.values, `${where}: values`);
  if (values.some((value) => value.includes(separator)))
    refuse(`${where}: a value holds the separator "${separator}"; choose another separator.`);
  const missing = entry.missing === true;
  const none = entry.none ?? usualNone;
  if (entry.none !== undefined && !missing)
    refuse(`${where}: "none" goes with "missing": true; without it an empty cell is none.`);
  if (typeof none !== "string" || none === "" || none.includes(separator))
    return refuse(`${where}: "none" must be a text without the separator.`);
  if (missing && values.some((value) => value === none || value === notRecorded))
    refuse(`${where}: "${none}" and "${notRecorded}" stand for no value, and cannot be values.`);
  return {
    name,
    kind: "set",
    separator,
    values,
    ...(columns ? { columns } : {}),
    ...(missing ? { missing, none } : {}),
    ...outsideOf(entry.outside, where),
  };
}

/**
 * Reads a description.
 *
 * @throws SynthError `description-invalid`, `domain-too-wide`, `source-columns`
 */
export function readDescription(json: string): Description {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (cause) {
    throw new SynthError("description-invalid", "The description is not valid JSON.", { cause });
  }
  if (!isRecord(parsed) || parsed.leewardSynth !== 1) refuse('A description starts with "leewardSynth": 1.');
  if (typeof parsed.title !== "string") refuse("A description needs a title.");
  if (!Array.isArray(parsed.columns) || parsed.columns.length === 0) refuse("A description needs columns.");
  const columns = parsed.columns.map(columnOf);
  const width = columns.reduce(
    (sum, column) => sum + (column.kind === "set" ? membersOf(column).length : 1),
    0,
  );
  if (width > limits.columns) {
    throw new SynthError(
      "source-columns",
      `The description makes ${width} columns; at most ${limits.columns} can be protected well together. Drop some.`,
    );
  }
  if (new Set(columns.map(({ name }) => name)).size !== columns.length)
    refuse("Two columns have the same name.");
  const read = columns.flatMap(fileColumnsOf);
  if (new Set(read).size !== read.length) refuse("A column of the file is read into two described columns.");
  const { title, domainsArePublic } = parsed;
  if (domainsArePublic !== undefined && typeof domainsArePublic !== "boolean")
    return refuse("domainsArePublic is true or false.");
  const description: Description = {
    leewardSynth: 1,
    title,
    ...(domainsArePublic === undefined ? {} : { domainsArePublic }),
    columns,
  };
  if (parsed.person !== undefined) description.person = personOf(parsed.person, columns);
  if (parsed.drop !== undefined) {
    description.drop =
      Array.isArray(parsed.drop) && parsed.drop.length === 0 ? [] : stringsOf(parsed.drop, "drop");
  }
  if (parsed.impossible !== undefined) description.impossible = impossibleOf(parsed.impossible, columns);
  return description;
}

function personOf(
  value: unknown,
  columns: readonly DescribedColumn[],
): { column: string; rowsPerPerson: number } {
  if (!isRecord(value) || typeof value.column !== "string") return refuse("person needs a column.");
  const { column, rowsPerPerson } = value;
  if (
    typeof rowsPerPerson !== "number" ||
    !Number.isInteger(rowsPerPerson) ||
    rowsPerPerson < 1 ||
    rowsPerPerson > limits.rowsPerPerson
  ) {
    return refuse(`person: rowsPerPerson must be a whole number from 1 to ${limits.rowsPerPerson}.`);
  }
  if (columns.some((described) => described.name === column || fileColumnsOf(described).includes(column))) {
    refuse(`Column "${column}" names people; it cannot also be published as a column.`);
  }
  return { column, rowsPerPerson };
}

function impossibleOf(value: unknown, columns: readonly DescribedColumn[]): Array<Record<string, string[]>> {
  if (!Array.isArray(value)) return refuse("impossible must be a list.");
  return value.map((entry) => {
    if (!isRecord(entry) || Object.keys(entry).length < 2)
      return refuse("impossible: each entry names two columns or more.");
    const rule: Record<string, string[]> = {};
    for (const [name, values] of Object.entries(entry)) {
      const column = columns.find((candidate) => candidate.name === name);
      if (!column || column.kind === "set")
        return refuse(`impossible: "${name}" is not a category or number column.`);
      rule[name] = stringsOf(values, `impossible: ${name}`);
      const declared = valuesOf(column);
      const stranger = rule[name].find((value) => !declared.includes(value));
      if (stranger !== undefined) {
        const known = declared.slice(0, 5).map((value) => `"${value}"`);
        // A rule with a value that never occurs would be no rule, and nobody would be told.
        return refuse(
          `impossible: "${name}" has no value "${stranger}"; it has ${known.join(", ")}${declared.length > known.length ? " and others" : ""}.`,
        );
      }
    }
    return rule;
  });
}

/**
 * Refuses to go on where nobody said that the domain is public: a domain read off the data tells who is in it.
 *
 * @throws SynthError `domains-not-public`
 */
export function ensurePublicDomains({ domainsArePublic }: Description): void {
  if (domainsArePublic === true) return;
  throw new SynthError(
    "domains-not-public",
    'The description does not say that its values, bounds and limits are public. Check each against code books, forms or law, take out what was only seen in the data, and then write "domainsArePublic": true.',
  );
}
