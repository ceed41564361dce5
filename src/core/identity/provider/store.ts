import { sql } from "kysely";
import type { Transaction } from "../../db/index.ts";
import { type SignIn, type SignInRow, toSignIn } from "../store.ts";

export async function findBySubject(
  tx: Transaction,
  issuer: string,
  subject: string,
  voucher: Buffer,
): Promise<SignIn | null> {
  const { rows } = await sql<SignInRow>`
    select * from identity.find_by_subject(${issuer}, ${subject}, ${voucher})`.execute(tx);
  return toSignIn(rows[0]);
}

export async function linkSubject(
  tx: Transaction,
  sessionHash: Buffer,
  who: { issuer: string; subject: string },
  voucher: Buffer,
): Promise<"linked" | "taken" | "gone"> {
  const { rows } = await sql<{ outcome: "linked" | "taken" | "gone" }>`
    select identity.link_subject(${sessionHash}, ${who.issuer}, ${who.subject}, ${voucher}) as outcome`.execute(
    tx,
  );
  return rows[0]?.outcome ?? "gone";
}

export async function linkJoined(
  tx: Transaction,
  memberId: string,
  who: { issuer: string; subject: string },
  voucher: Buffer,
): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`
    select identity.link_joined(${memberId}, ${who.issuer}, ${who.subject}, ${voucher}) as ok`.execute(tx);
  return rows[0]?.ok === true;
}

export async function isLinked(tx: Transaction): Promise<boolean> {
  const found = await tx.selectFrom("identity.provider_link").select("linked_at").executeTakeFirst();
  return found !== undefined;
}

export async function unlink(tx: Transaction, voucher: Buffer): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`select identity.unlink_provider(${voucher}) as ok`.execute(tx);
  return rows[0]?.ok === true;
}

/** @returns how many sessions ended; null for a token that came before */
export async function endSessionsByProvider(
  tx: Transaction,
  end: {
    tokenHash: Buffer;
    issuer: string;
    /** Null where the token named a session. */
    wholeSubject: string | null;
    keys: Buffer[];
    at: Date;
    voucher: Buffer;
  },
): Promise<number | null> {
  const { rows } = await sql<{ ended: number | null }>`
    select identity.end_sessions_by_provider(${end.tokenHash}, ${end.issuer}, ${end.wholeSubject}, ${end.keys},
      ${end.at}, ${end.voucher}) as ended`.execute(tx);
  return rows[0]?.ended ?? null;
}
