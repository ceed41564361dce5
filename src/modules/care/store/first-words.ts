import { sql } from "kysely";
import type { Transaction } from "../../../core/db/index.ts";

/** The statements on a person's first words; each act is decided by a function of the database. */

type MadeCode = "made" | "unknown" | "role" | "had";

export async function makeFirstCode(
  tx: Transaction,
  caseId: string,
  codeHash: Uint8Array,
): Promise<MadeCode> {
  const { rows } = await sql<{ outcome: MadeCode }>`
    select care.make_first_code(${caseId}, ${Buffer.from(codeHash)}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

export interface FirstWords {
  /** The person never had words, and this agency could give them some. */
  readonly lacking: boolean;
  /** Who made the last code; null where none was made, or by someone at an agency that held the case before. */
  readonly by: string | null;
  readonly codeUntil: Date | null;
  readonly takenAt: Date | null;
}

export async function findFirstWords(tx: Transaction, caseId: string): Promise<FirstWords> {
  const { rows } = await sql<FirstWords>`
    select care.lacks_first_words(${caseId}) as lacking, m.display_name as "by", f.code_until as "codeUntil",
      f.taken_at as "takenAt"
    from (select 1) one left join care.first_words f on f.case_id = ${caseId}
    left join identity.member m on m.id = f.code_by`.execute(tx);
  return rows[0] ?? { lacking: false, by: null, codeUntil: null, takenAt: null };
}
