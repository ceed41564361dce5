import { sql } from "kysely";
import type { Category, Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import { iso } from "./iso.ts";

/**
 * On what it rests that others see parts of a case, with its history. Row security decides who finds what: the holder
 * all of it, another agency what names itself.
 */

export interface AllowedConsent {
  readonly id: string;
  readonly agency: { readonly id: string; readonly name: string };
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
  readonly givenBy: "person" | "guardian";
  readonly assent: "given" | "too-young" | null;
  /** Signed by their words, or said in person. */
  readonly signed: boolean;
  readonly heardBy: { readonly displayName: string | null; readonly agency: string } | null;
  readonly readAloud: boolean;
  readonly interpretedInto: string | null;
  /** The sentence that they said yes to. */
  readonly sentence: string;
  readonly language: string | null;
  readonly givenAt: Date;
  readonly until: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnTo: { readonly displayName: string } | null;
  readonly disputedAt: Date | null;
  /** What the agency read while it stood: it may remember that. */
  readonly reads: readonly { readonly category: Category; readonly times: number; readonly last: string }[];
}

/** The text of a statement, which is JSON since it has terms beside its text. */
export const sentenceOf = (statement: string) => sql`
  case when pg_input_is_valid(${sql.raw(statement)}, 'jsonb') and jsonb_typeof(${sql.raw(statement)}::jsonb) = 'object'
    then ${sql.raw(statement)}::jsonb ->> 'text' else ${sql.raw(statement)} end`;

/** The language of that text; null where the statement is its text alone. */
export const languageOf = (statement: string) => sql`
  case when pg_input_is_valid(${sql.raw(statement)}, 'jsonb') then ${sql.raw(statement)}::jsonb ->> 'language' end`;

/** Looks that rested on one consent: by its agency, at what it named, while it stood. */
export const readsUnder = (consent: string) => sql`
  (select coalesce(json_agg(json_build_object('category', l.category, 'times', l.times, 'last', ${iso("l.last")})
      order by l.last desc), '[]')
    from (select e.category, count(*)::int as times, max(e.at) as last from access.access_entry e
      where e.case_id = ${sql.raw(consent)}.case_id and e.agency_id = ${sql.raw(consent)}.recipient_agency_id
        and e.clause in ('share', 'letter') and e.outcome = 'read' and e.legal_order_id is null
        and e.purpose = ${sql.raw(consent)}.purpose and e.at >= ${sql.raw(consent)}.given_at
        and e.at <= coalesce(${sql.raw(consent)}.withdrawn_at, ${sql.raw(consent)}.expires_at)
        and e.category in (select y.category from access.consent_category y where y.consent_id = ${sql.raw(consent)}.id)
      group by e.category) l)`;

/** All consents of a case, those that stand first. */
export async function listConsents(tx: Transaction, caseId: string): Promise<AllowedConsent[]> {
  const { rows } = await sql<AllowedConsent>`
    select c.id, json_build_object('id', coalesce(a.id, o.id), 'name', coalesce(a.name, o.name)) as agency, c.purpose,
      array(select y.category from access.consent_category y where y.consent_id = c.id order by 1) as categories,
      c.given_by as "givenBy", c.assent, c.signature is not null as signed,
      case when h.id is not null then json_build_object('displayName', m.display_name, 'agency', h.name) end as "heardBy",
      c.read_aloud as "readAloud", c.interpreted_into as "interpretedInto", ${sentenceOf("c.statement")} as sentence,
      ${languageOf("c.statement")} as language,
      c.given_at as "givenAt", c.expires_at as until, c.withdrawn_at as "withdrawnAt",
      case when w.id is not null then json_build_object('displayName', w.display_name) end as "withdrawnTo",
      c.disputed_at as "disputedAt", ${readsUnder("c")} as reads
    from access.consent c
    left join identity.agency a on a.id = c.recipient_agency_id
    left join access.outside_agency o on o.id = c.outside_agency_id
    left join identity.agency h on h.id = c.recorded_by_agency_id
    left join identity.member m on m.id = c.given_in_person_to
    left join identity.member w on w.id = c.withdrawn_to
    where c.case_id = ${caseId}
    order by c.withdrawn_at is not null or c.expires_at <= now(), c.given_at desc, c.id
    limit 200`.execute(tx);
  return rows;
}
