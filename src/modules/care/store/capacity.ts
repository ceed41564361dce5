import { sql } from "kysely";
import type { Transaction } from "../../../core/db/index.ts";
import type { CAPACITY_FOR, CAPACITY_FROM, CAPACITY_NEEDS, CapacityAnswer } from "../model/capacity.ts";
import type { Wanted } from "../model/referral.ts";

/** The statements on questions whether there is room. Functions of the database decide; no case is ever named. */

export interface CapacityQuestion {
  readonly wanted: Wanted;
  readonly forWhom: (typeof CAPACITY_FOR)[number];
  readonly children: number;
  readonly language: string | null;
  readonly needs: readonly (typeof CAPACITY_NEEDS)[number][];
  readonly fromWhen: (typeof CAPACITY_FROM)[number];
}

export async function askCapacity(
  tx: Transaction,
  asked: CapacityQuestion & { readonly ids: readonly string[]; readonly agencyIds: readonly string[] },
): Promise<"role" | "agency" | "many" | null> {
  const { rows } = await sql<{ refusal: "role" | "agency" | "many" | null }>`
    select care.ask_capacity(${asked.ids}::uuid[], ${asked.agencyIds}::uuid[], ${asked.wanted}, ${asked.forWhom},
      ${asked.children}, ${asked.language}, ${asked.needs}::text[], ${asked.fromWhen}) as refusal`.execute(
    tx,
  );
  return rows[0]?.refusal ?? null;
}

export async function answerCapacity(
  tx: Transaction,
  id: string,
  answer: CapacityAnswer,
  until: Date | null,
): Promise<"unknown" | "role" | "over" | "until" | null> {
  const { rows } = await sql<{ refusal: "unknown" | "role" | "over" | "until" | null }>`
    select care.answer_capacity(${id}, ${answer}, ${until}) as refusal`.execute(tx);
  return rows[0]?.refusal ?? null;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface CapacityRow extends CapacityQuestion {
  readonly id: string;
  readonly side: "asker" | "asked";
  readonly from: Named;
  readonly to: Named;
  readonly askedAt: Date;
  readonly expiresAt: Date;
  readonly answer: CapacityAnswer | null;
  readonly until: Date | null;
  readonly answeredAt: Date | null;
}

/** Of the agency, on either side: those that are still worth something, the newest first. */
export async function listCapacity(tx: Transaction, limit: number): Promise<CapacityRow[]> {
  const { rows } = await sql<CapacityRow>`
    select q.id, case when q.from_agency_id = (select access.current_agency_id()) then 'asker' else 'asked' end as side,
      json_build_object('id', a.id, 'name', a.name) as "from", json_build_object('id', b.id, 'name', b.name) as "to",
      q.wanted, q.for_whom as "forWhom", q.children, q.language, q.needs, q.from_when as "fromWhen", q.asked_at as "askedAt",
      q.expires_at as "expiresAt", q.answer, q.until, q.answered_at as "answeredAt"
    from care.capacity_question q
    join identity.agency a on a.id = q.from_agency_id join identity.agency b on b.id = q.to_agency_id
    where greatest(q.expires_at, q.until) > now()
    order by q.asked_at desc, q.id limit ${limit}`.execute(tx);
  return rows;
}

/** Agencies that could be asked: active, and party to an agreement in force with the caller's own. */
export async function listWithAgreement(tx: Transaction): Promise<(Named & { readonly kind: string })[]> {
  const { rows } = await sql<Named & { kind: string }>`
    select a.id, a.name, a.kind from identity.agency a
    where a.status = 'active' and exists (
      select from access.protocol p
      join access.protocol_party h on h.protocol_id = p.id and h.agency_id = (select access.current_agency_id())
      join access.protocol_party y on y.protocol_id = p.id and y.agency_id = a.id and y.agency_id <> h.agency_id
      where p.status = 'in-force' and p.in_force_from <= now() and p.in_force_until > now())
    order by a.name limit 200`.execute(tx);
  return rows;
}
