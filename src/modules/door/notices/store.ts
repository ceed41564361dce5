import { sql } from "kysely";
import type { Transaction } from "../../../core/db/index.ts";
import type { CameTo } from "./send.ts";

/** What the person is told of their notice: chosen and quiet, on its way, sent, or not to be sent. */
export type NoticeState = "waiting" | "due" | "told" | "failed";

/** @returns null where none is chosen */
export async function findState(tx: Transaction): Promise<NoticeState | null> {
  const row = await tx.selectFrom("door.notice").select("state").executeTakeFirst();
  return (row?.state as NoticeState | undefined) ?? null;
}

/** @returns false where the words open no mailbox */
export async function choose(tx: Transaction, sealed: Buffer): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select door.choose_notice(${sealed}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** @returns false where none was chosen */
export async function end(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select door.end_notice() as done`.execute(tx);
  return rows[0]?.done ?? false;
}

/** The person is here, and sees what they would have been told of. */
export async function see(tx: Transaction): Promise<void> {
  await sql`select door.see_notice()`.execute(tx);
}

export interface NoticeToSend {
  readonly mailbox: Buffer;
  readonly sealed: Buffer;
}

export async function claim(tx: Transaction, most: number): Promise<readonly NoticeToSend[]> {
  const { rows } = await sql<NoticeToSend>`select mailbox, sealed from door.claim_notices(${most})`.execute(
    tx,
  );
  return rows;
}

export async function endSending(tx: Transaction, of: NoticeToSend, cameTo: CameTo): Promise<void> {
  await sql`select door.end_sending(${of.mailbox}, ${of.sealed}, ${cameTo})`.execute(tx);
}
