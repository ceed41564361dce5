import { sql } from "kysely";
import type { Category } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { AskKind, AskOutcome } from "../model/ask.ts";

/** The statements on what people say about their own files; row security and functions of the database decide. */

export interface AskRow {
  readonly id: string;
  readonly kind: AskKind;
  readonly category: Category;
  readonly byGuardian: boolean;
  readonly askedAt: Date;
  readonly dueAt: Date;
  readonly outcome: AskOutcome | null;
  readonly answeredAt: Date | null;
}

export interface LockedAsk extends AskRow {
  readonly caseId: string;
  readonly dataKeyId: string;
  readonly ciphertext: Uint8Array;
  readonly answer: Uint8Array | null;
}

const shown = sql`a.id, a.kind, a.category, a.by_guardian as "byGuardian", a.asked_at as "askedAt", a.due_at as "dueAt",
  a.outcome, a.answered_at as "answeredAt"`;

/** Those that the caller may see, the open ones first, then the newest. */
export async function listAsks(tx: Transaction, caseId: string): Promise<AskRow[]> {
  const { rows } = await sql<AskRow>`
    select ${shown} from care.ask a where a.case_id = ${caseId}
    order by a.answered_at is not null, a.asked_at desc limit 200`.execute(tx);
  return rows;
}

/** Null where the caller may not see it. */
export async function findAsk(tx: Transaction, askId: string): Promise<LockedAsk | null> {
  const { rows } = await sql<LockedAsk>`
    select ${shown}, a.case_id as "caseId", a.data_key_id as "dataKeyId", a.ciphertext, a.answer
    from care.ask a where a.id = ${askId}`.execute(tx);
  return rows[0] ?? null;
}

export interface HolderKey {
  readonly agencyId: string;
  readonly version: number;
  readonly publicKey: Uint8Array;
}

/** The key of the agency that holds one's own case; null for any other case. */
export async function findOwnHolderKey(tx: Transaction, caseId: string): Promise<HolderKey | null> {
  const { rows } = await sql<{ agency_id: string; version: number; public_key: Buffer }>`
    select * from care.own_holder_key(${caseId})`.execute(tx);
  const row = rows[0];
  return row ? { agencyId: row.agency_id, version: row.version, publicKey: row.public_key } : null;
}

export interface NewAsk {
  readonly id: string;
  readonly caseId: string;
  readonly kind: AskKind;
  readonly category: Category;
  readonly dataKeyId: string;
  readonly keyVersion: number;
  readonly sealed: Uint8Array;
  readonly ciphertext: Uint8Array;
}

type Put = "asked" | "unknown" | "closed" | "many" | "nobody" | "moved";
export async function putAsk(tx: Transaction, ask: NewAsk): Promise<Put> {
  const { rows } = await sql<{ outcome: Put }>`
    select care.put_ask(${ask.id}, ${ask.caseId}, ${ask.kind}, ${ask.category}, ${ask.dataKeyId}, ${ask.keyVersion},
      ${Buffer.from(ask.sealed)}, ${Buffer.from(ask.ciphertext)}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

/** The case of a referral of one's own whose help has ended, and of which nothing was said; null for any other. */
export async function findRateable(tx: Transaction, referralId: string): Promise<string | null> {
  const { rows } = await sql<{ caseId: string }>`
    select r.case_id as "caseId" from care.referral r where r.id = ${referralId} and care.asks_how_it_was(r.id)`.execute(
    tx,
  );
  return rows[0]?.caseId ?? null;
}

export async function rateReferral(
  tx: Transaction,
  rating: Omit<NewAsk, "caseId" | "kind" | "category"> & { readonly referralId: string },
): Promise<"rated" | "unknown" | "moved"> {
  const { rows } = await sql<{ outcome: "rated" | "unknown" | "moved" }>`
    select care.rate_referral(${rating.id}, ${rating.referralId}, ${rating.dataKeyId}, ${rating.keyVersion},
      ${Buffer.from(rating.sealed)}, ${Buffer.from(rating.ciphertext)}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

type Answered = "done" | "unknown" | "answered" | "outcome";
export async function answerAsk(
  tx: Transaction,
  askId: string,
  outcome: AskOutcome,
  ciphertext: Uint8Array,
): Promise<Answered> {
  const { rows } = await sql<{ outcome: Answered }>`
    select care.answer_ask(${askId}, ${outcome}, ${Buffer.from(ciphertext)}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}
