import { sql } from "kysely";
import type { Category } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { Wrap } from "../../../core/keys/index.ts";
import type { HolderKey } from "./ask.ts";
import type { Lines, RefusedReferral, SealedLetterPart } from "./referral.ts";
import { lettersJson } from "./referral.ts";

/** The statements on letters: lines that were copied out of a case for another agency. */

export interface LockedLetterPart {
  readonly caseId: string;
  readonly category: Category;
  readonly version: number;
  readonly fromVersion: number;
  readonly dataKeyId: string;
  readonly ciphertext: Uint8Array;
}

/** Of the newest letter of a referral, the parts that the caller may see now. */
export async function listLetterParts(tx: Transaction, referralId: string): Promise<LockedLetterPart[]> {
  const { rows } = await sql<LockedLetterPart>`
    select l.case_id as "caseId", l.category, l.version, l.from_version as "fromVersion", l.data_key_id as "dataKeyId", l.ciphertext
    from care.letter_part l
    where l.referral_id = ${referralId}
      and l.version = (select max(x.version) from care.letter_part x where x.referral_id = ${referralId})
    order by l.category`.execute(tx);
  return rows;
}

/** A look at one part of a letter; null where the caller may not. */
export async function takeLetterPart(
  tx: Transaction,
  referralId: string,
  category: Category,
): Promise<{ clause: string; wrap: Wrap | null; entry: string } | null> {
  const { rows } = await sql<{
    outcome: string | null;
    clause: string;
    data_key_id: string | null;
    agency_id: string;
    agency_key_version: number;
    sealed: Buffer;
    entry_id: string;
  }>`select * from care.take_letter_part(${referralId}, ${category})`.execute(tx);
  const row = rows[0];
  if (!row || row.outcome === null) return null;
  const { clause, data_key_id: dataKeyId, entry_id: entry } = row;
  if (dataKeyId === null) return { clause, wrap: null, entry };
  const { agency_id: agencyId, agency_key_version: agencyKeyVersion, sealed } = row;
  return { clause, entry, wrap: { entry, dataKeyId, agencyId, agencyKeyVersion, sealed } };
}

/** The keys of agencies under which something is locked for them now. */
export async function findAgencyKeys(tx: Transaction, agencyIds: readonly string[]): Promise<HolderKey[]> {
  const { rows } = await sql<HolderKey>`
    select agency_id as "agencyId", version, public_key as "publicKey" from keys.agency_key
    where agency_id = any (${agencyIds}::uuid[]) and replaced_at is null`.execute(tx);
  return rows;
}

export async function sendLetter(
  tx: Transaction,
  referralId: string,
  letter: readonly SealedLetterPart[],
): Promise<RefusedReferral | "not-now" | null> {
  const { rows } = await sql<{ refusal: RefusedReferral | "not-now" | null }>`
    select care.send_letter(${referralId}, ${lettersJson(letter)}::jsonb) as refusal`.execute(tx);
  return rows[0]?.refusal ?? null;
}

/** A yes that was kept in this transaction is for these lines of a part alone. */
export async function nameLines(
  tx: Transaction,
  consentId: string,
  { category, lines }: Lines,
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select access.name_lines(${consentId}, ${category}, ${lines}::text[]) as done`.execute(tx);
  return rows[0]?.done === true;
}

/** Takes the keys of letters that are over. */
export async function endDeadLetters(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ n: string }>`select care.end_dead_letters() as n`.execute(tx);
  return Number(rows[0]?.n ?? 0);
}
