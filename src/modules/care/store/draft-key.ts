import { sql } from "kysely";
import type { Category } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";

/** Whose draft, in which section of which case; of a case that is not there yet where both are null. */
export type DraftPlace = { readonly memberId: string } & (
  | { readonly caseId: string; readonly category: Category }
  | { readonly caseId: null; readonly category: null }
);

/** The key that is there, else this new one. */
export async function keepDraftKey(tx: Transaction, place: DraftPlace, key: Uint8Array): Promise<Uint8Array> {
  const { caseId, category, memberId } = place;
  await sql`
    insert into care.draft_key (case_id, category, member_id, key)
    values (${caseId}, ${category}, ${memberId}, ${Buffer.from(key)})
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ key: Buffer }>`
    select key from care.draft_key
    where case_id is not distinct from ${caseId} and category is not distinct from ${category} and member_id = ${memberId}`.execute(
    tx,
  );
  const row = rows[0];
  if (!row) throw new Error("a key that was kept in this transaction is there");
  return row.key;
}

export async function dropDraftKey(
  tx: Transaction,
  { caseId, category, memberId }: DraftPlace,
): Promise<void> {
  await sql`
    delete from care.draft_key
    where case_id is not distinct from ${caseId} and category is not distinct from ${category} and member_id = ${memberId}`.execute(
    tx,
  );
}
