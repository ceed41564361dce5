import { sql } from "kysely";
import type { Transaction } from "../../../core/db/index.ts";

/** Whose draft, and of what. */
export interface DraftPlace {
  readonly memberId: string;
  readonly what: "letter" | "note" | "offer" | "case" | "call";
  /** Null for a call: nobody has words for it yet. */
  readonly mailbox: Uint8Array | null;
}

/** Whether the caller works with this mailbox at the desk; without one, whether they are of intake at all. */
export async function isAtDesk(tx: Transaction, mailbox: Uint8Array | null): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select case when ${bytes(mailbox)}::bytea is null then door.intake_agency() is not null
      else exists (select 1 from door.mailbox m where m.address = ${bytes(mailbox)}) end as is`.execute(tx);
  return rows[0]?.is === true;
}

/** The key that is there, else this new one. */
export async function keepDraftKey(tx: Transaction, place: DraftPlace, key: Uint8Array): Promise<Uint8Array> {
  const { memberId, what, mailbox } = place;
  await sql`
    insert into door.draft_key (member_id, what, mailbox, key)
    values (${memberId}, ${what}, ${bytes(mailbox)}, ${Buffer.from(key)})
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ key: Buffer }>`
    select key from door.draft_key
    where member_id = ${memberId} and what = ${what} and mailbox is not distinct from ${bytes(mailbox)}`.execute(
    tx,
  );
  const row = rows[0];
  if (!row) throw new Error("a key that was kept in this transaction is there");
  return row.key;
}

export async function dropDraftKey(tx: Transaction, { memberId, what, mailbox }: DraftPlace): Promise<void> {
  await sql`
    delete from door.draft_key
    where member_id = ${memberId} and what = ${what} and mailbox is not distinct from ${bytes(mailbox)}`.execute(
    tx,
  );
}

const bytes = (mailbox: Uint8Array | null): Buffer | null => mailbox && Buffer.from(mailbox);
