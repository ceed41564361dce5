import { sql } from "kysely";
import type { Category, Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { ReferralAct, ReferralState, Wanted } from "../model/referral.ts";
import { iso } from "./iso.ts";

/** The statements on referrals; each act is decided by a function of the database. */

export interface Basis {
  readonly caseId: string;
  readonly agencyId: string;
  readonly purpose: Purpose;
  readonly consentId: string | null;
  readonly legalOrderId: string | null;
}

export type RefusedReferral =
  | "unknown"
  | "self"
  | "recipient"
  | "suspended"
  | "running"
  | "basis"
  | "withdrawn"
  | "basis-over"
  | "parts"
  | "agreement"
  | "agreement-over"
  | "takes-up";

/** Lines of one part, by the names of their fields. */
export interface Lines {
  readonly category: Category;
  readonly lines: readonly string[];
}

export interface SealedLetterPart extends Lines {
  readonly fromVersion: number;
  readonly dataKeyId: string;
  readonly ciphertext: Uint8Array;
  readonly wraps: readonly {
    readonly agencyId: string;
    readonly version: number;
    readonly sealed: Uint8Array;
  }[];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
export const lettersJson = (letter: readonly SealedLetterPart[]): string =>
  JSON.stringify(
    letter.map(({ ciphertext, wraps, ...part }) => ({
      ...part,
      ciphertext: base64(ciphertext),
      wraps: wraps.map((wrap) => ({ ...wrap, sealed: base64(wrap.sealed) })),
    })),
  );

export async function refusalOfReferral(
  tx: Transaction,
  basis: Basis,
  categories: readonly Category[],
  letter: readonly Lines[],
  wanted: Wanted,
): Promise<RefusedReferral | null> {
  const { rows } = await sql<{ refusal: RefusedReferral | null }>`
    select care.refusal_of_referral(${basis.caseId}, ${basis.agencyId}, ${basis.purpose}, ${basis.consentId},
      ${basis.legalOrderId}, ${categories}::text[], ${JSON.stringify(letter)}::jsonb, ${wanted}) as refusal`.execute(
    tx,
  );
  return rows[0]?.refusal ?? null;
}

/** The agreement under which a part can be opened now, and until when its consent or order stands. */
export async function findGround(
  tx: Transaction,
  basis: Basis,
  category: Category,
): Promise<{ protocolId: string; until: Date } | null> {
  const { rows } = await sql<{ protocolId: string | null; until: Date }>`
    select care.agreement_for(${basis.caseId}, ${category}, ${basis.agencyId}, ${basis.purpose}) as "protocolId", b.until
    from (
      select expires_at as until from access.consent where id = ${basis.consentId}
      union all
      select expires_at from access.legal_order where id = ${basis.legalOrderId}
    ) b`.execute(tx);
  const ground = rows[0];
  return ground?.protocolId ? { protocolId: ground.protocolId, until: ground.until } : null;
}

export async function sendReferral(
  tx: Transaction,
  referral: Basis & {
    readonly id: string;
    readonly wanted: Wanted;
    readonly urgent: boolean;
    readonly shareIds: readonly string[];
    readonly letter: readonly SealedLetterPart[];
    readonly takesUp: string | null;
    readonly dueAt: Date | null;
  },
): Promise<RefusedReferral | null> {
  const { rows } = await sql<{ refusal: RefusedReferral | null }>`
    select care.send_referral(${referral.id}, ${referral.caseId}, ${referral.agencyId}, ${referral.purpose},
      ${referral.consentId}, ${referral.legalOrderId}, ${referral.wanted}, ${referral.urgent},
      ${referral.shareIds}::uuid[], ${lettersJson(referral.letter)}::jsonb, ${referral.takesUp}, ${referral.dueAt}) as refusal`.execute(
    tx,
  );
  return rows[0]?.refusal ?? null;
}

type RefusedAct = "unknown" | "role" | "suggestion" | "not-now" | "nothing-open";

export async function actOnReferral(
  tx: Transaction,
  id: string,
  act: { readonly what: ReferralAct; readonly code: string | null; readonly suggestedId: string | null },
  dueAt: Date | null,
): Promise<RefusedAct | null> {
  const { rows } = await sql<{ refusal: RefusedAct | null }>`
    select care.act_on_referral(${id}, ${act.what}, ${act.code}, ${act.suggestedId}, ${dueAt}) as refusal`.execute(
    tx,
  );
  return rows[0]?.refusal ?? null;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface ReferralRow {
  readonly id: string;
  readonly caseId: string;
  /** The case as it is shown at the desk, while any of it is open to the reader; else nothing of it. */
  readonly about: {
    readonly alias: string;
    readonly gender: string;
    readonly ageBand: string;
    readonly language: string | null;
  } | null;
  readonly side: "sender" | "recipient";
  readonly from: Named;
  readonly to: Named;
  /** What was sent to an agency that is not on Leeward; null where the other one is. */
  readonly outside: {
    readonly letterId: string;
    readonly reference: string;
    readonly phone: string;
    readonly language: string;
    readonly linkUntil: string;
    readonly parts: readonly Lines[];
    /** What it rested on is over: they are asked to delete it. */
    readonly recalledAt: string | null;
    readonly askedAt: string | null;
    readonly deletedAt: string | null;
  } | null;
  /** The receiving agency is suspended: nobody there can act. */
  readonly toSuspended: boolean;
  readonly purpose: Purpose;
  readonly wanted: Wanted;
  readonly urgent: boolean;
  readonly state: ReferralState;
  readonly stateSince: Date;
  readonly code: string | null;
  readonly suggested: Named | null;
  readonly basis: "consent" | "order";
  /** For the sender: the consent or the order itself. */
  readonly basisId: string | null;
  readonly sentAt: Date;
  readonly dueAt: Date | null;
  readonly toldAt: Date | null;
  readonly closedAt: Date | null;
  readonly takesUp: string | null;
  readonly parts: readonly { readonly category: Category; readonly open: boolean }[];
  /** Whether any part, or any line of its letter, is open to the receiving agency now. */
  readonly opensAny: boolean;
  /** Its letter, as it was sent last, without the words; null for whoever may not read it now. */
  readonly letter: {
    readonly version: number;
    readonly sentAt: string;
    readonly parts: readonly (Lines & { readonly open: boolean })[];
  } | null;
  readonly steps: readonly {
    readonly act: string;
    readonly code: string | null;
    /** Null: the person, or time. */
    readonly agency: string | null;
    /** Of the reader's own agency alone. */
    readonly member: string | null;
    readonly at: string;
  }[];
  /** For the sender: what the receiving agency read meanwhile, and may remember. */
  readonly reads: readonly { readonly category: Category; readonly last: string }[];
}

const shown = sql`
  select r.id, r.case_id as "caseId",
    case when f.id is not null then json_build_object('alias', f.alias, 'gender', f.gender, 'ageBand', f.age_band,
      'language', f.language) end as about,
    case when r.from_agency_id = (select access.current_agency_id()) then 'sender' else 'recipient' end as side,
    json_build_object('id', a.id, 'name', a.name) as "from", json_build_object('id', coalesce(b.id, o.id), 'name', coalesce(b.name, o.name)) as "to",
    case when t.id is not null then json_build_object('letterId', t.id, 'reference', t.reference, 'phone', o.phone, 'language', o.language,
      'linkUntil', ${iso("t.link_until")}, 'recalledAt', ${iso("t.recalled_at")}, 'askedAt', ${iso("t.asked_at")},
      'deletedAt', ${iso("t.deleted_at")}, 'parts', (select json_agg(json_build_object('category', p.category, 'lines', p.lines)
        order by p.category) from care.outside_letter_part p where p.referral_id = r.id)) end as outside,
    coalesce(b.status <> 'active', false) as "toSuspended", r.purpose, r.wanted, r.urgent, r.state, r.state_since as "stateSince", r.code,
    case when g.id is not null then json_build_object('id', g.id, 'name', g.name) end as suggested,
    case when r.consent_id is not null then 'consent' else 'order' end as basis,
    case when r.from_agency_id = (select access.current_agency_id()) then coalesce(r.consent_id, r.legal_order_id) end as "basisId", r.sent_at as "sentAt",
    r.due_at as "dueAt", r.told_at as "toldAt", r.closed_at as "closedAt", r.takes_up as "takesUp",
    coalesce((select json_agg(json_build_object('category', p.category,
        'open', p.category = any ((select care.open_parts(r.id))::text[])) order by p.category)
      from care.referral_part p where p.referral_id = r.id), '[]'::json) as parts,
    cardinality(care.open_parts(r.id)) > 0 as "opensAny",
    (select json_build_object('version', l.version, 'sentAt', min(${iso("l.opened_at")}),
        'parts', json_agg(json_build_object('category', l.category, 'lines', l.lines, 'open', l.ended_at is null) order by l.category))
      from care.letter_part l where l.referral_id = r.id group by l.version order by l.version desc limit 1) as letter,
    (select json_agg(json_build_object('act', s.act, 'code', s.code, 'agency', c.name, 'member', m.display_name,
        'at', ${iso("s.at")}) order by s.id)
      from care.referral_step s left join identity.agency c on c.id = s.agency_id
        left join identity.member m on m.id = s.member_id and m.agency_id = (select access.current_agency_id())
      where s.referral_id = r.id) as steps,
    (select coalesce(json_agg(json_build_object('category', x.category, 'last', ${iso("x.last")}) order by x.category), '[]')
      from (select e.category, max(e.at) as last from access.access_entry e
        where e.category in (select p.category from care.referral_part p where p.referral_id = r.id
            union select l.category from care.letter_part l where l.referral_id = r.id)
          and e.case_id = r.case_id and e.agency_id = r.to_agency_id and e.outcome = 'read' and e.at >= r.sent_at
        group by 1) x) as reads
  from care.referral r
  join identity.agency a on a.id = r.from_agency_id
  left join identity.agency b on b.id = r.to_agency_id
  left join access.outside_agency o on o.id = r.outside_agency_id
  left join care.outside_letter t on t.referral_id = r.id
  left join identity.agency g on g.id = r.suggested_agency_id
  left join care.case_file f on f.id = r.case_id`;

/** Of the agency: what waits first, by when it is due; then the newest. */
export async function listReferrals(
  tx: Transaction,
  which: { readonly box: "sent" | "received" | null; readonly open: boolean },
  limit: number,
): Promise<ReferralRow[]> {
  const { rows } = await sql<ReferralRow>`${shown}
    where (${which.box}::text is null
        or case when r.from_agency_id = (select access.current_agency_id()) then 'sent' else 'received' end = ${which.box})
      and (not ${which.open} or r.closed_at is null)
    order by r.closed_at is not null, r.due_at nulls last, r.sent_at desc, r.id limit ${limit}`.execute(tx);
  return rows;
}

export async function listReferralsOfCase(tx: Transaction, caseId: string): Promise<ReferralRow[]> {
  const { rows } = await sql<ReferralRow>`${shown}
    where r.case_id = ${caseId} order by r.closed_at is not null, r.sent_at desc, r.id limit 200`.execute(tx);
  return rows;
}

export async function findReferral(tx: Transaction, id: string): Promise<ReferralRow | null> {
  const { rows } = await sql<ReferralRow>`${shown} where r.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** An agency that could be asked: party to an agreement in force with the agency that holds the case. */
export interface CouldBeAsked extends Named {
  readonly kind: string;
  /** What the agreements between both cover, by purpose. */
  readonly covers: readonly { readonly purpose: Purpose; readonly categories: readonly Category[] }[];
  /** A consent of the person that names it stands now. */
  readonly allowed: boolean;
}

/** For the holder of a case; the agencies that are asked already and have not answered are left out. */
export async function listCouldBeAsked(tx: Transaction, caseId: string): Promise<CouldBeAsked[]> {
  const { rows } = await sql<CouldBeAsked>`
    with covered as (
      select y.agency_id, z.purpose, array_agg(distinct z.category order by z.category) as categories
      from access.protocol p
      join access.protocol_party h on h.protocol_id = p.id and h.agency_id = (select access.current_agency_id())
      join access.protocol_party y on y.protocol_id = p.id and y.agency_id <> h.agency_id
      join access.protocol_scope z on z.protocol_id = p.id
      where p.status = 'in-force' and p.in_force_from <= now() and p.in_force_until > now()
      group by 1, 2
    )
    select a.id, a.name, a.kind,
      json_agg(json_build_object('purpose', c.purpose, 'categories', c.categories) order by c.purpose) as covers,
      exists (select from access.consent k where k.case_id = ${caseId} and k.recipient_agency_id = a.id
        and k.withdrawn_at is null and k.expires_at > now()) as allowed
    from covered c join identity.agency a on a.id = c.agency_id
    where access.holds(${caseId}) and a.status = 'active' and not exists (
      select from care.referral r where r.case_id = ${caseId} and r.to_agency_id = a.id and r.closed_at is null)
    group by a.id, a.name, a.kind
    order by allowed desc, a.name limit 100`.execute(tx);
  return rows;
}

/** Tells both sides of those whose time passed since. */
export async function tellOverdueReferrals(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ n: string }>`select care.tell_overdue_referrals() as n`.execute(tx);
  return Number(rows[0]?.n ?? 0);
}
