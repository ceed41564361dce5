import { sql } from "kysely";
import type { Transaction } from "../../../core/db/index.ts";
import type { ConflictCheck, GuardianEnd, GuardianProof } from "../model/guardian.ts";

/** The statements on a child's guardian; each act is decided by a function of the database. */

type ProposedGuardian = "proposed" | "unknown" | "role" | "conflict" | "adult" | "one" | "waits";

export async function proposeGuardian(
  tx: Transaction,
  naming: {
    readonly id: string;
    readonly caseId: string;
    readonly proof: GuardianProof;
    readonly reference: string | null;
    readonly isInvolved: boolean;
    readonly checked: readonly ConflictCheck[];
    readonly startsAt: Date;
  },
): Promise<ProposedGuardian> {
  const { id, caseId, proof, reference, isInvolved, checked, startsAt } = naming;
  const { rows } = await sql<{ outcome: ProposedGuardian }>`
    select care.propose_guardian(${id}, ${caseId}, ${proof}, ${reference}, ${isInvolved}, ${checked}::text[],
      ${startsAt.toISOString()}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

type MadeCode = "made" | "unknown" | "role" | "over";

export async function makeGuardianCode(tx: Transaction, id: string, codeHash: Uint8Array): Promise<MadeCode> {
  const { rows } = await sql<{ outcome: MadeCode }>`
    select care.make_guardian_code(${id}, ${Buffer.from(codeHash)}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

type EndedGuardian = "ended" | "unknown" | "over";

export async function endGuardian(tx: Transaction, id: string, why: GuardianEnd): Promise<EndedGuardian> {
  const { rows } = await sql<{ outcome: EndedGuardian }>`
    select care.end_guardian(${id}, ${why}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

export interface GuardianRow {
  readonly id: string;
  readonly namedBy: string | null;
  readonly confirmedBy: string | null;
  readonly proof: GuardianProof;
  readonly reference: string | null;
  readonly checked: readonly ConflictCheck[];
  readonly confirmedAt: Date;
  readonly startsAt: Date;
  /** Until then the guardian comes for the code. */
  readonly endsAt: Date;
  /** When they made their words; null before. */
  readonly beganAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedWhy: GuardianEnd | "wish" | "late" | "restored" | null;
}

/** For the agency that holds the case, the newest first. */
export async function listGuardians(tx: Transaction, caseId: string): Promise<GuardianRow[]> {
  const { rows } = await sql<GuardianRow>`
    select n.id, m.display_name as "namedBy", c.display_name as "confirmedBy", n.proof, n.reference, n.checked,
      n.confirmed_at as "confirmedAt", n.starts_at as "startsAt", n.ends_at as "endsAt", n.began_at as "beganAt",
      n.ended_at as "endedAt", n.ended_why as "endedWhy"
    from care.guardian_naming n
    left join identity.member m on m.id = n.named_by
    left join identity.member c on c.id = n.confirmed_by
    where n.case_id = ${caseId}
    order by n.confirmed_at desc limit 20`.execute(tx);
  return rows;
}
