import { sql } from "kysely";
import type { Transaction } from "../../../core/db/index.ts";
import type { KnownAsked } from "../name-tokens.ts";

/** The statements on what a case is found by. No role reads the table; owner's functions write it and look into it. */

/** A case whose identity was written, under which key, with its tokens; none where no name is in it. */
export interface NamedCase {
  readonly caseId: string;
  readonly dataKeyId: string;
  readonly tokens: readonly Buffer[];
}

/** Puts the tokens of each of these cases in the place of those from before. */
export async function keepNameTokens(tx: Transaction, cases: readonly NamedCase[]): Promise<void> {
  const lines = cases.flatMap(({ caseId, dataKeyId, tokens }) =>
    tokens.map((token) => ({ caseId, dataKeyId, token })),
  );
  await sql`select care.keep_name_tokens(${cases.map(({ caseId }) => caseId)}::uuid[],
    ${lines.map(({ caseId }) => caseId)}::uuid[], ${lines.map(({ dataKeyId }) => dataKeyId)}::uuid[],
    ${lines.map(({ token }) => token)}::bytea[])`.execute(tx);
}

/** The likeliest cases first, each looked at; `isMore` where there are others as likely as the last. */
export async function findByName(
  tx: Transaction,
  asked: { readonly words: readonly number[]; readonly tokens: readonly Buffer[] },
): Promise<{ caseIds: string[]; isMore: boolean }> {
  const { rows } = await sql<{ case_id: string | null; is_more: boolean }>`/* kept as find-by-name */
    select * from care.find_by_name(${asked.words}::int[], ${asked.tokens}::bytea[])`.execute(tx);
  return {
    caseIds: rows.flatMap(({ case_id }) => case_id ?? []),
    isMore: rows.some(({ is_more }) => is_more),
  };
}

/** Whether the caller's agency holds its own keys, so that this server makes no tokens for it. */
export async function hasKeyHolder(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{
    has: boolean;
  }>`/* kept as has-key-holder */ select care.has_key_holder() as has`.execute(tx);
  return rows[0]?.has === true;
}

/** At most three cases of the caller's agency that may be about the same person, the likeliest first, each looked at; but for some. */
export async function findKnown(
  tx: Transaction,
  asked: readonly KnownAsked[],
  least: number,
  besides: readonly string[] = [],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select k.id from care.find_known(${asked.map(({ name }) => name)}::int[], ${asked.map(({ word }) => word)}::int[],
      ${asked.map(({ token }) => token)}::bytea[], ${asked.map(({ weight }) => weight)}::int[], ${least},
      ${besides}::uuid[]) k(id)`.execute(tx);
  return rows.map(({ id }) => id);
}

/** By row, at most three cases that may be about its person; of at most 200 rows, those that agree most. Each is looked at once. */
export async function findKnownRows(
  tx: Transaction,
  asked: readonly (KnownAsked & { readonly row: number })[],
  least: number,
): Promise<Map<number, string[]>> {
  const { rows } = await sql<{ at_row: number; case_id: string }>`
    select * from care.find_known_rows(${asked.map(({ row }) => row)}::int[], ${asked.map(({ name }) => name)}::int[],
      ${asked.map(({ word }) => word)}::int[], ${asked.map(({ token }) => token)}::bytea[],
      ${asked.map(({ weight }) => weight)}::int[], ${least})`.execute(tx);
  const known = new Map<number, string[]>();
  for (const { at_row, case_id } of rows) known.set(at_row, [...(known.get(at_row) ?? []), case_id]);
  return known;
}
