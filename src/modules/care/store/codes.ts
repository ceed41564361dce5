import { sql } from "kysely";
import type { Category } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";

/** What of one section is counted, sealed for the row that it becomes. */
export interface SealedCodes {
  readonly id: string;
  readonly caseId: string;
  readonly category: Category;
  readonly version: number;
  readonly dataKeyId: string;
  readonly sealed: Uint8Array;
}

/** Puts what is counted of these sections in the place of what was. No role reads it; a release does. */
export async function keepCodes(tx: Transaction, sections: readonly SealedCodes[]): Promise<void> {
  if (sections.length === 0) return;
  await sql`/* kept as keep-codes */ select statistics.keep_codes(${sections.map(({ id }) => id)}::uuid[],
    ${sections.map(({ caseId }) => caseId)}::uuid[], ${sections.map(({ category }) => category)}::text[],
    ${sections.map(({ version }) => version)}::int[], ${sections.map(({ dataKeyId }) => dataKeyId)}::uuid[],
    ${sections.map(({ sealed }) => Buffer.from(sealed))}::bytea[])`.execute(tx);
}

/** Whether a version that readers see is counted as nothing yet: it was written before there was a codebook. */
export async function isUncoded(
  tx: Transaction,
  { caseId, category, version }: Pick<SealedCodes, "caseId" | "category" | "version">,
): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select statistics.is_uncoded(${caseId}, ${category}, ${version}::int) as is`.execute(tx);
  return rows[0]?.is === true;
}

/** Keeps what is counted of a version that was written before; its holder has just opened it for their work. */
export async function codeAgain(tx: Transaction, one: SealedCodes): Promise<void> {
  await sql`select statistics.code_again(${one.id}, ${one.caseId}, ${one.category}, ${one.version}::int, ${one.dataKeyId},
    ${Buffer.from(one.sealed)})`.execute(tx);
}
