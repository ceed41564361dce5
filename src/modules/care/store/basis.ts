import { type RawBuilder, sql } from "kysely";
import type { Category, Purpose } from "../../../core/access/context.ts";

/** A consent or an order of a case on which its holder can rest a share. */
export interface BasisRow {
  readonly id: string;
  readonly kind: "consent" | "order";
  readonly agency: { readonly id: string; readonly name: string };
  /** The agency is not on Leeward: a sealed file can rest on it, and nothing else. */
  readonly outside: boolean;
  readonly purpose: Purpose;
  /** Parts that it names as a whole. */
  readonly categories: Category[];
  /** Parts of which it names these lines alone: a letter can rest on them, and no share. */
  readonly lines: readonly { readonly category: Category; readonly lines: readonly string[] }[];
  readonly until: Date;
}

/** Those that stand now, for the holder; another agency finds none. */
export const basesOf = (caseId: string): RawBuilder<BasisRow> =>
  sql<BasisRow>`/* kept as list-bases */
    select b.id, b.kind, json_build_object('id', coalesce(a.id, x.id), 'name', coalesce(a.name, x.name)) as agency,
      x.id is not null as outside, b.purpose, b.categories, b.lines, b.until
    from (
      select c.id, 'consent' as kind, c.recipient_agency_id, c.outside_agency_id, c.purpose, c.expires_at as until,
        array(select k.category from access.consent_category k where k.consent_id = c.id and k.lines is null order by 1) as categories,
        coalesce((select json_agg(json_build_object('category', k.category, 'lines', k.lines) order by k.category)
          from access.consent_category k where k.consent_id = c.id and k.lines is not null), '[]'::json) as lines
      from access.consent c
      where c.case_id = ${caseId} and c.withdrawn_at is null and c.expires_at > now()
      union all
      select o.id, 'order', o.recipient_agency_id, null, o.purpose, o.expires_at,
        array(select k.category from access.legal_order_category k where k.legal_order_id = o.id order by 1), '[]'::json
      from access.legal_order o
      where o.case_id = ${caseId} and o.ended_at is null and o.issued_at <= now() and o.expires_at > now()
    ) b
    left join identity.agency a on a.id = b.recipient_agency_id
    left join access.outside_agency x on x.id = b.outside_agency_id
    where access.holds(${caseId}) and coalesce(a.id, x.id) is not null
    order by coalesce(a.name, x.name), b.until, b.id
    limit 200`;
