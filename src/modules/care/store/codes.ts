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
  await sql`select statistics.keep_codes(${sections.map(({ id }) => id)}::uuid[],
    ${sections.map(({ caseId }) => caseId)}::uuid[], ${sections.map(({ category }) => category)}::text[],
    ${sections.map(({ version }) => version)}::int[], ${sections.map(({ dataKeyId }) => dataKeyId)}::uuid[],
    ${sections.map(({ sealed }) => Buffer.from(sealed))}::bytea[])`.execute(tx);
}
