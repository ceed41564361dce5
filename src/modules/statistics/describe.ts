import { type Description, readDescription } from "@leeward/synth";
import type { CodebookVariable } from "./codebook.ts";
import { StatisticsError } from "./errors.ts";

/** What is counted where nobody says otherwise. */
export const USUAL_COLUMNS: readonly string[] = ["gender", "ageBand", "stage"];
const COLUMNS_MAX = 8;
/** Between the codes of one variable in one cell; no code has it. */
export const SEPARATOR = "|";
/** A cell of a variable of several codes of which it was said that none holds; an empty one was not asked. */
export const NONE = "(none)";

/**
 * What is public about a table of these columns: all of it out of lists of codes, nothing read off the rows.
 * Each row is another person's.
 *
 * @throws StatisticsError `columns-unknown` for none, more than eight, or one that is on no list
 */
export function describe(variables: readonly CodebookVariable[], columns: readonly string[]): Description {
  const names = [...new Set(columns)];
  if (names.length === 0 || names.length > COLUMNS_MAX) throw new StatisticsError("columns-unknown");
  return describeAll(
    names.map((name) => {
      const variable = variables.find((one) => one.name === name);
      if (!variable) throw new StatisticsError("columns-unknown");
      return variable;
    }),
  );
}

/** The same of all these variables, however many: for a table that is kept, and not released as a whole. */
export function describeAll(variables: readonly CodebookVariable[]): Description {
  const columns = variables.map(({ name, many, codes }) => {
    const values = codes.map(({ code }) => code);
    return many
      ? { name, kind: "set", separator: SEPARATOR, values, missing: true, none: NONE }
      : { name, kind: "category", values };
  });
  return readDescription(
    JSON.stringify({
      leewardSynth: 1,
      title: "Caseload",
      // All of it stands in the codebook.
      domainsArePublic: true,
      columns,
    }),
  );
}
