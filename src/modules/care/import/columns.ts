import { CATEGORIES, type Category } from "../../../core/access/context.ts";
import { fieldsOf } from "../model/categories.ts";
import type { PlainField } from "../model/field.ts";
import type { JourneyState } from "../model/journey.ts";
import { mapOf } from "./map-of.ts";

/** Where a column of HTCDS 2.0 goes: a field of a section, or the state of the case. */
export type Column =
  | { readonly name: string; readonly home: "field"; readonly category: Category; readonly field: PlainField }
  | { readonly name: string; readonly home: "state" };

/** The case's own status, as HTCDS knows it, and where the journey goes on from. */
export const STATE_OF_STATUS: ReadonlyMap<string, JourneyState> = mapOf({
  active: "early-support",
  followup: "follow-up",
  closed: "closed",
  closedreferred: "closed",
});

/** Spellings that IOM's own templates use for a column: the spreadsheet has a slip, the survey form underscores. */
const ALSO: ReadonlyMap<string, string> = mapOf({
  vic_traffickinstatusdecisionmakingorg: "vic_traffickingstatusdecisionmakingorg",
  prs_first_name: "prs_firstname",
  prs_second_name: "prs_secondname",
  vic_methods_of_control: "vic_methodsofcontrol",
});

const COLUMNS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ["cas_status", { name: "cas_Status", home: "state" }],
  ...CATEGORIES.flatMap((category) =>
    fieldsOf(category).flatMap((field): [string, Column][] =>
      field.htcds === undefined || field.kind === "rows"
        ? []
        : [[field.htcds.toLowerCase(), { name: field.htcds, home: "field", category, field }]],
    ),
  ),
]);

/** The column of a heading, whatever its case; nothing for one that the standard does not have. */
export function findColumn(heading: string): Column | undefined {
  const name = heading.trim().toLowerCase();
  return COLUMNS.get(ALSO.get(name) ?? name);
}

/** Every column that an import takes. */
export const columnNames = (): string[] => [...COLUMNS.values()].map(({ name }) => name);
