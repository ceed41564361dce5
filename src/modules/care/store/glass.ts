import { sql } from "kysely";
import type { Category } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";

/** The statements on broken glass. */

export interface GlassRow {
  readonly id: string;
  readonly caseId: string;
  /** Null where the caller's agency works on the case no more. */
  readonly alias: string | null;
  readonly category: Category;
  readonly reason: string;
  readonly agency: { readonly id: string; readonly name: string };
  readonly member: { readonly id: string; readonly displayName: string } | null;
  readonly openedAt: Date;
  readonly confirmedAt: Date | null;
  readonly confirmedBy: { readonly displayName: string } | null;
  readonly endedAt: Date | null;
}

/** Those of the caller's agency, and over the cases that it holds, since a time; the newest first. */
export async function listGlasses(tx: Transaction, since: Date, limit: number): Promise<GlassRow[]> {
  const { rows } = await sql<GlassRow>`
    select b.id, b.case_id as "caseId", f.alias, b.category, b.reason,
      json_build_object('id', a.id, 'name', a.name) as agency,
      case when m.id is not null then json_build_object('id', m.id, 'displayName', m.display_name) end as member,
      b.opened_at as "openedAt", b.confirmed_at as "confirmedAt",
      case when c.id is not null then json_build_object('displayName', c.display_name) end as "confirmedBy",
      b.ended_at as "endedAt"
    from access.break_glass b
    join identity.agency a on a.id = b.agency_id
    left join care.case_file f on f.id = b.case_id
    left join identity.member m on m.id = b.member_id
    left join identity.member c on c.id = b.confirmed_by
    where b.opened_at >= ${since}
    order by b.opened_at desc, b.id limit ${limit}`.execute(tx);
  return rows;
}

export async function endGlass(tx: Transaction, glassId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select access.end_glass(${glassId}) as done`.execute(tx);
  return rows[0]?.done === true;
}
