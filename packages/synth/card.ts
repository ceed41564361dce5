import type { Budget } from "./accounting.ts";
import type { Description } from "./description.ts";
import type { Domain } from "./domain.ts";
import { promiseOf } from "./promise.ts";

export type QualityOfOrder = {
  tables: number;
  /** With all tables of fewer of their columns: their ranges hold 95 times in 100, those of others are estimates. */
  measured: number;
  /** Mean over tables of the half-width of a cell's range, in rows; and the largest of any cell. */
  halfWidthMean: number;
  halfWidthMax: number;
};

/** Everything a reader must know to use a release, and nothing that was not paid for. */
export type Card = {
  leewardSynthCard: 1;
  release: string;
  title: string;
  isPrivate: boolean;
  privacy: {
    promise: string;
    neighbours: string;
    sensitivity: string;
    epsilon: number;
    delta: number;
    rho: number;
    epsilonReached: number;
    spent: Array<{ what: string; rho: number; share: number }>;
  };
  rows: number;
  /** So many rows each are alike, and every count is a multiple of it: less than half of the noise in any count. */
  each: number;
  columns: Array<{ name: string; values: number }>;
  quality: Record<string, QualityOfOrder>;
  /** Tables of more cells than are written out, each by its columns; whoever needs one counts it from the rows. */
  tablesLeftOut: string[][];
  notes: string[];
  files: Array<{ name: string; bytes: number; sha256: string }>;
};

function spentByKind(budget: Budget): Array<{ what: string; rho: number; share: number }> {
  const kinds = new Map<string, number>();
  for (const { what, rho } of budget.spent) {
    const columns = what.startsWith("table ") ? what.slice(6).split(",").filter(Boolean).length : -1;
    const kind =
      columns === 0
        ? "how many rows"
        : columns > 0
          ? `tables of ${columns} column${columns > 1 ? "s" : ""}`
          : what;
    kinds.set(kind, (kinds.get(kind) ?? 0) + rho);
  }
  return [...kinds].map(([what, rho]) => ({ what, rho, share: rho / budget.rho }));
}

/** Tables are chosen by noisy scores, which one person moves too. */
function scoresMove({ spent }: Budget, rowsPerPerson: number): string {
  return spent.some(({ what }) => what.startsWith("choosing "))
    ? `Each score by which tables are chosen moves by at most ${rowsPerPerson}, all of one choice by that times the root of their number.`
    : "No score was taken to choose tables.";
}

/** How many times odds may grow, in words. */
const growthOf = (epsilon: number): string =>
  epsilon < 14 ? Math.ceil(Math.exp(epsilon)).toLocaleString("en-GB") : "over a million";

const ROW_IS_PERSON =
  " No column names the person, so each row is taken for another's: for someone in two rows, epsilon is twice as large.";

export function cardOf(input: {
  release: string;
  description: Description;
  domain: Domain;
  isPrivate: boolean;
  epsilon: number;
  delta: number;
  epsilonReached: number;
  budget: Budget;
  rowsPerPerson: number;
  rows: number;
  each: number;
  quality: Record<string, QualityOfOrder>;
  tablesLeftOut: Card["tablesLeftOut"];
  files: Card["files"];
}): Card {
  const { description, epsilon, delta, rowsPerPerson } = input;
  const notes = [
    "Rows are made up. No row is a person; rows that look like someone do so by chance or because many share them.",
    "Detected cases are not prevalence: these data count whom someone found.",
    "The promise holds only if the values, bounds and limits in the description were not read off the data.",
    "The columns, their values and the code are public; the promise does not rest on keeping them secret.",
    "Every further release about the same people adds its epsilon to this one.",
    "How many people an attack rebuilds from the tables is for the audit to say; its figures count real people, so they stand nowhere here.",
    "What is true of a group stays visible: the promise is about each person, not about groups.",
    "Ranges come from the noise that was added. Where a table and all tables of fewer of its columns were measured, the true count is inside 95 times in 100; where not, the range is an estimate and is wrong more often.",
    "A combination that is not listed counts zero, and may still exist: tables/quality.csv says for each table how many it may stand for.",
  ];
  if (input.each > 1) {
    notes.push(
      `There are so many rows that each is written ${input.each} times: every count is a multiple of ${input.each}, which is less than half of the noise in any count.`,
    );
  }
  if (!input.isPrivate) notes.unshift("NOT PRIVATE: made with a fixed seed, for a test. Do not publish.");
  if (epsilon > 4) {
    notes.unshift(
      `Epsilon ${epsilon} is above 4: in the worst case, odds about one person may grow ${growthOf(epsilon)} times. Say who accepted that, and why.`,
    );
  }
  return {
    leewardSynthCard: 1,
    release: input.release,
    title: description.title,
    isPrivate: input.isPrivate,
    privacy: {
      promise: input.isPrivate
        ? promiseOf({ epsilon, delta, rho: input.budget.rho })
        : "None: a fixed seed was used.",
      neighbours: `Two tables are neighbours when one holds one person more, with all of that person's rows (at most ${rowsPerPerson}).${description.person ? "" : ROW_IS_PERSON}`,
      sensitivity: `One person moves the vector of all scaled counts of a table by at most ${rowsPerPerson} in Euclidean length, times the root of the product of (values - 1)/values over its columns. ${scoresMove(input.budget, rowsPerPerson)}`,
      epsilon,
      delta,
      rho: input.budget.rho,
      epsilonReached: input.epsilonReached,
      spent: spentByKind(input.budget),
    },
    rows: input.rows,
    each: input.each,
    columns: input.domain.columns.map(({ name, labels }) => ({ name, values: labels.length })),
    quality: input.quality,
    tablesLeftOut: input.tablesLeftOut,
    notes,
    files: input.files,
  };
}
