/**
 * What a part of the house says of its tables when an agency leaves: the rows that the agency takes, and why it does
 * not take the others. A test asks for every table of the catalogue.
 */
export interface LeavingRules {
  /**
   * Rows as `select`s, of which `$1` is the agency. They may read `taken` (`case_id`, `until`): the cases that it takes,
   * each until it was handed over, or until now.
   */
  readonly takes: readonly TakenTable[];
  /** Tables of which nothing is taken, each with its reason. */
  readonly leaves: Readonly<Record<string, string>>;
  /** A `select` of cases that nobody takes along, because the person asked for their erasure. */
  readonly withheld?: string;
}

export interface TakenTable {
  /** `schema.table`. */
  readonly table: string;
  /** In the order in which the rows are written. */
  readonly select: string;
}

/** The rules of all parts as one, in the order of the parts. */
export function joinLeavingRules(parts: readonly LeavingRules[]): {
  readonly takes: readonly TakenTable[];
  readonly leaves: Readonly<Record<string, string>>;
  readonly withheld: readonly string[];
} {
  return {
    takes: parts.flatMap(({ takes }) => takes),
    leaves: Object.assign({}, ...parts.map(({ leaves }) => leaves)),
    withheld: parts.flatMap(({ withheld }) => (withheld === undefined ? [] : [withheld])),
  };
}
