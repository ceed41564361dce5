import { sql } from "kysely";
import type { Category } from "../access/context.ts";
import type { Transaction } from "../db/index.ts";

/** What one look came to; a wrap is there only when it was allowed and the key exists. */
export interface Taken {
  readonly outcome: "read" | "refused" | "unknown";
  readonly clause: string | null;
  readonly refusal: string | null;
  readonly wrap: Wrap | null;
}

export interface Wrap {
  /** The ledger's entry of the look, or of the key that was taken; null where no key holder asks for it. */
  readonly entry: string | null;
  readonly dataKeyId: string;
  readonly agencyId: string;
  readonly agencyKeyVersion: number;
  readonly sealed: Uint8Array;
}

interface TakenRow {
  outcome: Taken["outcome"];
  clause: string | null;
  refusal: string | null;
  data_key_id: string | null;
  agency_id: string;
  agency_key_version: number;
  sealed: Buffer;
  entry_id: string | null;
}

const toWrap = (row: TakenRow): Wrap | null =>
  row.data_key_id === null
    ? null
    : {
        entry: row.entry_id,
        dataKeyId: row.data_key_id,
        agencyId: row.agency_id,
        agencyKeyVersion: row.agency_key_version,
        sealed: row.sealed,
      };

/** One look at one category: the database decides, records the look, and hands out the wrap. */
export async function take(
  tx: Transaction,
  caseId: string,
  category: Category,
  dataKeyId: string | null,
): Promise<Taken> {
  const { rows } = await sql<TakenRow>`select * from keys.take(${caseId}, ${category}, ${dataKeyId})`.execute(
    tx,
  );
  const row = rows[0];
  if (!row) throw new Error("keys.take answers with one row");
  return { outcome: row.outcome, clause: row.clause, refusal: row.refusal, wrap: toWrap(row) };
}

/** The holder's wrap of the named data key, or of the open one; null where there is none or the member may not write. */
export async function takeForWriting(
  tx: Transaction,
  caseId: string,
  category: Category,
  dataKeyId: string | null,
): Promise<Wrap | null> {
  const { rows } = await sql<TakenRow>`/* kept as take-for-writing */
    select * from keys.take_for_writing(${caseId}, ${category}, ${dataKeyId})`.execute(tx);
  return rows[0] ? toWrap(rows[0]) : null;
}

/** The id of the key whose wrap `takeForWriting` would hand out; without a trace. */
export async function findKeyForWriting(
  tx: Transaction,
  caseId: string,
  category: Category,
  dataKeyId: string | null,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select d.id from keys.data_key d
    where d.case_id = ${caseId} and d.category = ${category}
      and case when ${dataKeyId}::uuid is null then d.closed_at is null else d.id = ${dataKeyId}::uuid end
      and access.decide(${caseId}, ${category}) = 'holder'`.execute(tx);
  return rows[0]?.id ?? null;
}

export interface ReaderKey {
  readonly agencyId: string;
  readonly version: number;
  readonly publicKey: Uint8Array;
}

/** The live public keys of the agencies that may read a category now: the holder and those with a live share. */
export async function findReaderKeys(
  tx: Transaction,
  caseId: string,
  category: Category,
): Promise<ReaderKey[]> {
  const { rows } = await sql<{ agency_id: string; version: number; public_key: Buffer }>`
    select k.agency_id, k.version, k.public_key
    from unnest(keys.readers(${caseId}, ${category})) as reader(agency_id)
    join keys.agency_key k on k.agency_id = reader.agency_id and k.replaced_at is null
    order by k.agency_id`.execute(tx);
  return rows.map((row) => ({ agencyId: row.agency_id, version: row.version, publicKey: row.public_key }));
}

export async function putDataKey(
  tx: Transaction,
  dataKeyId: string,
  caseId: string,
  category: Category,
  wraps: readonly { agencyId: string; version: number; sealed: Uint8Array }[],
): Promise<void> {
  const asJson = JSON.stringify(
    wraps.map((wrap) => ({ ...wrap, sealed: Buffer.from(wrap.sealed).toString("base64") })),
  );
  await sql`select keys.put_data_key(${dataKeyId}, ${caseId}, ${category}, ${asJson}::jsonb)`.execute(tx);
}

export async function addWrap(
  tx: Transaction,
  dataKeyId: string,
  reader: ReaderKey,
  sealed: Uint8Array,
): Promise<void> {
  await sql`select keys.add_wrap(${dataKeyId}, ${reader.agencyId}, ${reader.version}, ${Buffer.from(sealed)})`.execute(
    tx,
  );
}

/** Says of a look that was just recorded that it was not opened, and why. */
export async function noteNotOpened(tx: Transaction, entry: string, why: string): Promise<void> {
  await sql`select keys.note_not_opened(${entry}, ${why})`.execute(tx);
}
