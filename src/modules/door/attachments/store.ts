import { sql } from "kysely";
import type { Transaction } from "../../../core/db/index.ts";

type Begun = "begun" | "taken" | "full" | "busy" | "none";

/** @returns `none` where the words open no mailbox; `taken` where the number is another attachment's */
export async function begin(tx: Transaction, id: string, pieces: number): Promise<Begun> {
  const { rows } = await sql<{ said: Begun }>`select door.begin_attachment(${id}, ${pieces}) as said`.execute(
    tx,
  );
  return rows[0]?.said ?? "none";
}

type Kept = "kept" | "other" | "none";

/** @returns `other` where another piece stands there already, or none of this size may */
export async function keepPiece(tx: Transaction, id: string, number: number, sealed: Buffer): Promise<Kept> {
  const { rows } = await sql<{
    said: Kept;
  }>`select door.keep_piece(${id}, ${number}, ${sealed}) as said`.execute(tx);
  return rows[0]?.said ?? "none";
}

/** @returns false where a piece is missing */
export async function end(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select door.end_attachment(${id}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

export async function drop(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select door.drop_attachment(${id}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** A locked piece of a whole attachment that is open to whoever asks; null otherwise. */
export async function findPiece(tx: Transaction, id: string, number: number): Promise<Buffer | null> {
  const row = await tx
    .selectFrom("door.attachment_piece as p")
    .innerJoin("door.attachment as a", "a.id", "p.attachment_id")
    .select("p.sealed")
    .where("p.attachment_id", "=", id)
    .where("p.number", "=", number)
    .where("a.is_whole", "=", true)
    .executeTakeFirst();
  return row?.sealed ?? null;
}

/** Whether it is kept unseen: then no piece of it is open to anyone. */
export async function isQuarantined(tx: Transaction, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom("door.attachment")
    .select("id")
    .where("id", "=", id)
    .where("quarantined_hour", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns false where it is no whole attachment of the caller's inbox, or the agency has no list */
export async function quarantine(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select door.quarantine(${id}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** That it is deleted, or that it opens again. @returns false where it is not quarantined */
export async function proposeAboutQuarantined(
  tx: Transaction,
  proposalId: string,
  id: string,
  what: "attachment.deletion" | "attachment.release",
): Promise<boolean> {
  const { rows } = await sql<{
    waits: boolean;
  }>`select door.propose_about_quarantined(${proposalId}, ${id}, ${what}) as waits`.execute(tx);
  return rows[0]?.waits ?? false;
}

/** The list of the caller's agency; empty where it has none. */
export async function findHashList(tx: Transaction): Promise<Buffer> {
  const row = await tx.selectFrom("door.hash_list").select("hashes").executeTakeFirst();
  return row?.hashes ?? Buffer.alloc(0);
}

export async function loadHashList(tx: Transaction, hashes: Uint8Array): Promise<void> {
  await sql`select door.load_hash_list(${Buffer.from(hashes)})`.execute(tx);
}
