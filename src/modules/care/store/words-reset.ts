import { sql } from "kysely";
import type { Transaction } from "../../../core/db/index.ts";
import type { ReachedHow } from "../model/wish.ts";
import type { WordsWhy } from "../model/words-why.ts";

/** The statements on new words for a person; each act is decided by a function of the database. */

type ProposedReset = "proposed" | "unknown" | "role" | "waits";

export async function proposeWordsReset(
  tx: Transaction,
  reset: { readonly id: string; readonly caseId: string; readonly how: ReachedHow; readonly why: WordsWhy },
): Promise<ProposedReset> {
  const { rows } = await sql<{ outcome: ProposedReset }>`
    select care.propose_words_reset(${reset.id}, ${reset.caseId}, ${reset.how}, ${reset.why}) as outcome`.execute(
    tx,
  );
  return rows[0]?.outcome ?? "unknown";
}

export async function stopWordsReset(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select care.stop_words_reset(${id}) as done`.execute(tx);
  return rows[0]?.done === true;
}

type ThirdStands = "stands" | "unknown" | "role" | "over" | "not-needed";

/** After a no over the old words: one more person, from elsewhere, who met the person face to face. */
export async function beThirdForWords(tx: Transaction, id: string): Promise<ThirdStands> {
  const { rows } = await sql<{ outcome: ThirdStands }>`
    select care.be_third_for_words(${id}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

export interface RestingFile {
  readonly id: string;
  /** Which agency was told. */
  readonly agency: string;
  readonly opensAt: Date;
  readonly endsAt: Date;
  readonly saidNo: boolean;
  readonly third: boolean;
}

/** What words that rest are told. Empty where they do not. */
export async function listRestingFiles(tx: Transaction): Promise<RestingFile[]> {
  const { rows } = await sql<RestingFile>`
    select id, agency, opens_at as "opensAt", ends_at as "endsAt", said_no as "saidNo", third
    from care.resting_files()`.execute(tx);
  return rows;
}

type MadeCode = "made" | "unknown" | "role" | "early" | "over" | "third";

export async function makeWordsCode(tx: Transaction, id: string, codeHash: Uint8Array): Promise<MadeCode> {
  const { rows } = await sql<{ outcome: MadeCode }>`
    select care.make_words_code(${id}, ${Buffer.from(codeHash)}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

export async function takeNewWords(
  tx: Transaction,
  words: {
    readonly codeHash: Uint8Array;
    readonly address: Buffer;
    readonly readingKey: Buffer;
    readonly signingKey: Buffer;
  },
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select care.take_new_words(${Buffer.from(words.codeHash)}, ${words.address}, ${words.readingKey},
      ${words.signingKey}) as done`.execute(tx);
  return rows[0]?.done === true;
}

export interface WordsResetRow {
  readonly id: string;
  /** Null, like the other, for an agency that is asked for a third: it learns no names. */
  readonly metBy: string | null;
  readonly confirmedBy: string | null;
  readonly why: WordsWhy;
  readonly saidNoAt: Date | null;
  readonly thirdAt: Date | null;
  readonly confirmedAt: Date;
  readonly opensAt: Date;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
  readonly endedHow: "done" | "stopped" | null;
}

/** For the agency that holds the case, the newest first; for another one that works on it, where a third is needed. */
export async function listWordsResets(tx: Transaction, caseId: string): Promise<WordsResetRow[]> {
  const { rows } = await sql<WordsResetRow>`
    select w.id, m.display_name as "metBy", c.display_name as "confirmedBy", w.confirmed_at as "confirmedAt",
      w.why, w.said_no_at as "saidNoAt",
      w.third_at as "thirdAt", w.opens_at as "opensAt", w.ends_at as "endsAt", w.ended_at as "endedAt", w.ended_how as "endedHow"
    from care.words_reset w
    left join identity.member m on m.id = w.met_by
    left join identity.member c on c.id = w.confirmed_by
    where w.case_id = ${caseId}
    order by w.confirmed_at desc limit 20`.execute(tx);
  return rows;
}
