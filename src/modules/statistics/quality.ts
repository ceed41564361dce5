import { randomUUID } from "node:crypto";
import { asMember } from "../../core/access/context.ts";
import { type Codes, openCodes } from "../../core/codes/index.ts";
import type { Transaction } from "../../core/db/index.ts";
import type { House } from "../../core/house.ts";
import { type CodebookVariable, codesOfCase } from "./codebook.ts";
import { ageGroupOf } from "./columns.ts";
import { StatisticsError } from "./errors.ts";
import {
  findCodebook,
  findPartRows,
  keepBoard,
  listPopulations,
  lookAtPart,
  lookAtQuality,
  type QualityRow,
} from "./store.ts";

/** Nothing is told of fewer cases than this, and every other number in whole fives. */
const TOLD_FROM = 20;
const STEP = 5;
/** By when what happened to someone should be written down, so that it can be counted. */
const LATE_DAYS = 30;

/** Cases, in fives; null: fewer than twenty, and nobody among them. */
export type Told = number | null;

export interface QualityBoard {
  /** Null: fewer than twenty, then nothing else is told either. */
  readonly cases: Told;
  /** Of variables that come out of sections: of how many cases nothing is recorded. */
  readonly missing: readonly { readonly variable: string; readonly cases: Told }[];
  /** Cases that are open for more than thirty days with no account that is counted. */
  readonly late: Told;
  /** Cases with sections of before there was a codebook: they count once someone of the holder opens them. */
  readonly uncoded: Told;
  readonly contradictions: readonly { readonly what: Contradiction; readonly cases: Told }[];
}

/** A case as the board sees it. */
export interface QualityRecord {
  readonly codes: Codes;
  readonly daysOpen: number;
  readonly uncoded: number;
}

const has = (codes: Codes, variable: string, ...wanted: readonly string[]): boolean =>
  wanted.length === 0
    ? (codes[variable]?.length ?? 0) > 0
    : (codes[variable] ?? []).some((code) => wanted.includes(code));

/** What cannot be so, or should not: each is worth a look by whoever works on such cases. */
const CONTRADICTIONS = {
  "adult-then-child-now": (codes: Codes) =>
    ageGroupOf(codes.ageBand?.[0]) === "child" && has(codes, "whenTrafficked", "adult"),
  "child-labour-of-an-adult": (codes: Codes) =>
    has(codes, "purpose", "child-labour") && has(codes, "whenTrafficked", "adult"),
  "work-without-work": (codes: Codes) =>
    has(codes, "sector") &&
    has(codes, "purpose") &&
    !has(codes, "purpose", "forced-labour", "child-labour", "servitude", "forced-crime", "other"),
  "decision-of-nobody": (codes: Codes) =>
    has(codes, "finding", "found", "not-found") && !has(codes, "decidedBy"),
  // The Palermo Protocol asks for a means where the person is grown up, and for none of a child (article 3).
  "adult-without-means": (codes: Codes) =>
    ageGroupOf(codes.ageBand?.[0]) === "adult" &&
    !has(codes, "whenTrafficked", "child") &&
    has(codes, "act") &&
    has(codes, "purpose") &&
    !has(codes, "means"),
} as const satisfies Record<string, (codes: Codes) => boolean>;
export type Contradiction = keyof typeof CONTRADICTIONS;

const OF_THE_FILE = ["gender", "ageBand", "adulthood", "stage", "year", "reportingEntity"];
const told = (cases: number): Told => (cases < TOLD_FROM ? null : Math.floor(cases / STEP) * STEP);

/** Pure: what may be told of these records. */
export function boardOf(
  records: readonly QualityRecord[],
  variables: readonly Pick<CodebookVariable, "name">[],
): QualityBoard {
  const cases = told(records.length);
  if (cases === null) return { cases, missing: [], late: null, uncoded: null, contradictions: [] };
  const count = (is: (record: QualityRecord) => boolean): Told => told(records.filter(is).length);
  const ofSections = variables.map(({ name }) => name).filter((name) => !OF_THE_FILE.includes(name));
  const rules = Object.entries(CONTRADICTIONS) as [Contradiction, (codes: Codes) => boolean][];
  return {
    cases,
    missing: ofSections.map((variable) => ({
      variable,
      cases: count(({ codes }) => !has(codes, variable)),
    })),
    late: count(
      ({ codes, daysOpen }) => daysOpen > LATE_DAYS && !has(codes, "act") && !has(codes, "purpose"),
    ),
    uncoded: count(({ uncoded }) => uncoded > 0),
    contradictions: rules.map(([what, is]) => ({ what, cases: count(({ codes }) => is(codes)) })),
  };
}

const recordsOf = (found: readonly QualityRow[], secret: Uint8Array): QualityRecord[] =>
  found.map(({ daysOpen, uncoded, ids, sealed, ...file }) => ({
    ...{ daysOpen, uncoded },
    codes: codesOfCase(
      file,
      (ids ?? []).map((id, at) => openCodes(secret, id, sealed?.[at] ?? new Uint8Array())),
    ),
  }));

/**
 * How good what is counted at the member's agency is. The look is written down.
 *
 * @throws StatisticsError `quality-only`; NoSessionError
 */
export async function lookAtBoard(
  house: Pick<House, "db" | "secrets">,
  secret: Uint8Array,
): Promise<QualityBoard & { readonly variables: readonly CodebookVariable[] }> {
  const { found, variables } = await asMember(house.db, secret, null, async (tx) => ({
    found: await lookAtQuality(tx, randomUUID()),
    variables: (await findCodebook(tx)).variables,
  }));
  return { ...boardOf(recordsOf(found, house.secrets.codes), variables), variables };
}

/** What an office is told of one agency, and on which day that was made. */
export interface PartBoard {
  readonly agency: { readonly id: string; readonly name: string };
  readonly board: QualityBoard;
  /** `2026-11-27` */
  readonly madeOn: string;
}

type KeptBoard = Omit<PartBoard, "agency">;

/**
 * How good what is counted is at each agency of a population of the member's office: made once in thirty days for each, and
 * the same until then. Each look is written down, for the office and for the agency.
 *
 * @throws StatisticsError `quality-only`, `population-unknown`; NoSessionError
 */
export async function lookAtParts(
  house: Pick<House, "db" | "secrets" | "now">,
  secret: Uint8Array,
  populationId: string,
): Promise<{ readonly parts: readonly PartBoard[]; readonly variables: readonly CodebookVariable[] }> {
  return asMember(house.db, secret, null, async (tx) => {
    const populations = await listPopulations(tx);
    const agencies = populations.find(({ id }) => id === populationId)?.agencies ?? null;
    if (agencies === null) throw new StatisticsError("population-unknown");
    const { variables } = await findCodebook(tx);
    const parts: PartBoard[] = [];
    for (const agency of agencies) {
      const lookId = randomUUID();
      const told = await lookAtPart<KeptBoard>(tx, { lookId, populationId, agencyId: agency.id });
      parts.push({ agency, ...(told ?? (await makeBoard(tx, lookId))) });
    }
    return { parts, variables };

    async function makeBoard(within: Transaction, lookId: string): Promise<KeptBoard> {
      const records = recordsOf(await findPartRows(within, lookId), house.secrets.codes);
      const made = { board: boardOf(records, variables), madeOn: house.now().toISOString().slice(0, 10) };
      await keepBoard(within, lookId, made);
      return made;
    }
  });
}
