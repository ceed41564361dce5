import { sql } from "kysely";
import type { Transaction } from "../../core/db/index.ts";
import { StatisticsError, type StatisticsErrorCode } from "./errors.ts";

/** One case of the caller's agency in codes; `person` is a number of this answer alone. */
export interface CodedCase {
  readonly person: string;
  readonly gender: string;
  readonly ageBand: string;
  readonly stage: string;
}

const CONSTRAINTS: Readonly<Record<string, StatisticsErrorCode>> = {
  statistician: "statisticians-only",
  caseload_budget: "caseload-budget",
};

/**
 * The agency's own caseload in codes, once for a run that passed the gate; what it may cost is spent with it.
 *
 * @throws StatisticsError
 */
export async function takeCodes(
  tx: Transaction,
  runId: string,
  cost: { readonly epsilon: number; readonly delta: number },
): Promise<CodedCase[]> {
  const { rows } = await sql<CodedCase>`
    select person, gender, age_band as "ageBand", stage
    from statistics.caseload_codes(${runId}, ${cost.epsilon}, ${cost.delta})`
    .execute(tx)
    .catch((cause: unknown) => {
      const constraint =
        typeof cause === "object" && cause !== null && "constraint" in cause ? String(cause.constraint) : "";
      const code = CONSTRAINTS[constraint];
      throw code ? new StatisticsError(code, { cause }) : cause;
    });
  return rows;
}
