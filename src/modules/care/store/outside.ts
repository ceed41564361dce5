import { sql } from "kysely";
import type { Transaction } from "../../../core/db/index.ts";
import type { ReferralState, Wanted } from "../model/referral.ts";
import type { Lines, RefusedReferral } from "./referral.ts";

/** The statements on agencies that are not on Leeward, and on what was sent to them. */

export interface OutsideAgency {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly phone: string;
  readonly ageRecipient: string | null;
}

const agency = sql`o.id, o.name, o.language, o.phone, o.age_recipient as "ageRecipient"`;

/** Those that the member's agency wrote down. */
export async function listOutsideAgencies(tx: Transaction): Promise<OutsideAgency[]> {
  const { rows } = await sql<OutsideAgency>`
    select ${agency} from access.outside_agency o
    where o.agency_id = (select access.current_agency_id()) order by o.name limit 500`.execute(tx);
  return rows;
}

/** Null where the member's role may not. */
export async function declareOutsideAgency(tx: Transaction, declared: OutsideAgency): Promise<string | null> {
  const { id, name, language, phone, ageRecipient } = declared;
  const { rows } = await sql<{ id: string | null }>`
    select access.declare_outside_agency(${id}, ${name}, ${language}, ${phone}, ${ageRecipient}) as id`.execute(
    tx,
  );
  return rows[0]?.id ?? null;
}

/** A consent of a case that the caller holds, and the agency outside that it names; null where there is none. */
export async function findOutsideConsent(
  tx: Transaction,
  caseId: string,
  consentId: string,
): Promise<{
  readonly agency: OutsideAgency;
  readonly from: string;
  readonly purpose: string;
  readonly until: Date;
} | null> {
  const { rows } = await sql<OutsideAgency & { from: string; purpose: string; until: Date }>`
    select ${agency}, h.name as "from", c.purpose, c.expires_at as until
    from access.consent c
    join access.outside_agency o on o.id = c.outside_agency_id
    join access.case_record r on r.id = c.case_id
    join identity.agency h on h.id = r.holder_agency_id
    where c.id = ${consentId} and c.case_id = ${caseId} and access.holds(c.case_id)`.execute(tx);
  if (!rows[0]) return null;
  const { from, purpose, until, ...named } = rows[0];
  return { agency: named, from, purpose, until };
}

export async function sendOutside(
  tx: Transaction,
  sent: {
    readonly id: string;
    readonly letterId: string;
    readonly caseId: string;
    readonly consentId: string;
    readonly wanted: Wanted;
    readonly urgent: boolean;
    readonly letter: readonly (Lines & { readonly fromVersion: number })[];
    readonly reference: string;
    readonly linkHash: Uint8Array;
    readonly takesUp: string | null;
    readonly dueAt: Date | null;
  },
): Promise<RefusedReferral | "role" | null> {
  const { rows } = await sql<{ refusal: RefusedReferral | "role" | null }>`
    select care.send_outside(${sent.id}, ${sent.letterId}, ${sent.caseId}, ${sent.consentId}, ${sent.wanted}, ${sent.urgent},
      ${JSON.stringify(sent.letter)}::jsonb, ${sent.reference}, ${Buffer.from(sent.linkHash)}, ${sent.takesUp},
      ${sent.dueAt}) as refusal`.execute(tx);
  return rows[0]?.refusal ?? null;
}

/** The file in place of the one before, which is asked back. */
export async function sendOutsideAnew(
  tx: Transaction,
  sent: {
    readonly referralId: string;
    readonly letterId: string;
    readonly letter: readonly (Lines & { readonly fromVersion: number })[];
    readonly reference: string;
    readonly linkHash: Uint8Array;
  },
): Promise<RefusedReferral | "role" | "not-now" | null> {
  const { rows } = await sql<{ refusal: RefusedReferral | "role" | "not-now" | null }>`
    select care.send_outside_anew(${sent.referralId}, ${sent.letterId}, ${JSON.stringify(sent.letter)}::jsonb, ${sent.reference},
      ${Buffer.from(sent.linkHash)}) as refusal`.execute(tx);
  return rows[0]?.refusal ?? null;
}

type RefusedOutside = "unknown" | "role" | "not-now";

/** What they said on the telephone. */
export async function writeDownOutside(
  tx: Transaction,
  id: string,
  act: { readonly what: string; readonly code: string | null },
  dueAt: Date | null,
): Promise<RefusedOutside | null> {
  const { rows } = await sql<{ refusal: RefusedOutside | null }>`
    select care.write_down_outside(${id}, ${act.what}, ${act.code}, ${dueAt}) as refusal`.execute(tx);
  return rows[0]?.refusal ?? null;
}

export async function renewOutsideLink(
  tx: Transaction,
  id: string,
  linkHash: Uint8Array,
): Promise<RefusedOutside | null> {
  const { rows } = await sql<{ refusal: RefusedOutside | null }>`
    select care.renew_outside_link(${id}, ${Buffer.from(linkHash)}) as refusal`.execute(tx);
  return rows[0]?.refusal ?? null;
}

export async function askOutsideDeletion(tx: Transaction, letterId: string): Promise<RefusedOutside | null> {
  const { rows } = await sql<{ refusal: RefusedOutside | null }>`
    select care.ask_outside_deletion(${letterId}) as refusal`.execute(tx);
  return rows[0]?.refusal ?? null;
}

/** Somebody has to call, since what a file rested on is over. */
export interface Recall {
  readonly id: string;
  readonly reference: string;
  readonly agency: string;
  readonly phone: string;
  readonly dueAt: Date;
}

/** Not asked, and not said to be deleted. */
export async function listRecalls(tx: Transaction): Promise<Recall[]> {
  const { rows } = await sql<Recall>`
    select l.id, l.reference, o.name as agency, o.phone, l.recall_due_at as "dueAt"
    from care.outside_letter l join access.outside_agency o on o.id = l.outside_agency_id
    where l.agency_id = (select access.current_agency_id()) and l.recalled_at is not null and l.asked_at is null
      and l.deleted_at is null
    order by l.recall_due_at limit 100`.execute(tx);
  return rows;
}

export interface OutsideLink {
  readonly reference: string;
  readonly agency: string;
  /** Null, like the state, where its case is gone. */
  readonly wanted: Wanted | null;
  readonly urgent: boolean;
  readonly state: ReferralState | null;
  readonly sentAt: Date | null;
  readonly dueAt: Date | null;
  readonly over: boolean;
  readonly deletedAt: Date | null;
}

/** What a link is about; null where it is wrong, replaced, or its time is over. */
export async function findOutsideLink(tx: Transaction, linkHash: Uint8Array): Promise<OutsideLink | null> {
  const { rows } =
    await sql<OutsideLink>`select * from care.find_outside_link(${Buffer.from(linkHash)})`.execute(tx);
  return rows[0] ?? null;
}

export async function answerOutside(
  tx: Transaction,
  linkHash: Uint8Array,
  act: { readonly what: string; readonly code: string | null },
  dueAt: Date | null,
): Promise<"unknown" | "not-now" | null> {
  const { rows } = await sql<{ refusal: "unknown" | "not-now" | null }>`
    select care.answer_outside(${Buffer.from(linkHash)}, ${act.what}, ${act.code}, ${dueAt}) as refusal`.execute(
    tx,
  );
  return rows[0]?.refusal ?? null;
}

/** What ran out: its referral stops, and the file is asked back. */
export async function endOutside(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ n: string }>`select care.end_outside() as n`.execute(tx);
  return Number(rows[0]?.n ?? 0);
}
