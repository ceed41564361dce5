import { type RawBuilder, sql } from "kysely";
import type { Category } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";

/**
 * The statements on cases of one person that an agency keeps together. Row security shows a pair to that agency alone; what may
 * be done is decided by functions of the database.
 */

/** The column `keptWith` of a case: the one that it is kept with where it is set aside, else null. */
export const keptWith = (
  caseId: "f.id" | "k.case_id",
): RawBuilder<unknown> => sql`(select json_build_object('id', z.id, 'alias', z.alias) from care.case_pair p
  join care.case_file z on z.id = p.kept_case_id
  where p.aside_case_id = ${sql.ref(caseId)} and p.parted_at is null) as "keptWith"`;

/** Of cases (`f`) that the caller's agency holds, those that stand for a person. */
export const isNotAside = sql`not exists (select from care.case_pair p where p.aside_case_id = f.id and p.parted_at is null)`;

export interface PairRow {
  readonly id: string;
  readonly aside: { readonly id: string; readonly alias: string };
  readonly kept: { readonly id: string; readonly alias: string };
  readonly pairedBy: { readonly displayName: string } | null;
  readonly pairedAt: Date;
}

/** The pairs that a case is in now, the oldest first. */
export const pairsOf = (caseId: string): RawBuilder<PairRow> =>
  sql<PairRow>`/* kept as list-pairs */
    select p.id, json_build_object('id', a.id, 'alias', a.alias) as aside,
      json_build_object('id', k.id, 'alias', k.alias) as kept,
      case when m.id is not null then json_build_object('displayName', m.display_name) end as "pairedBy",
      p.paired_at as "pairedAt"
    from care.case_pair p
    join care.case_file a on a.id = p.aside_case_id
    join care.case_file k on k.id = p.kept_case_id
    left join identity.member m on m.id = p.paired_by
    where ${caseId}::uuid in (p.aside_case_id, p.kept_case_id) and p.parted_at is null
    order by p.paired_at, p.id`;

/** A case with all that are kept together with it, in one order; itself alone where none are. */
export async function listOnePerson(tx: Transaction, caseId: string): Promise<string[]> {
  const { rows: pairs } = await pairsOf(caseId).execute(tx);
  const keptId = pairs.find(({ aside }) => aside.id === caseId)?.kept.id ?? caseId;
  const others = keptId === caseId ? pairs : (await pairsOf(keptId).execute(tx)).rows;
  return [...new Set([caseId, keptId, ...others.map(({ aside }) => aside.id)])].sort();
}

type Paired = "paired" | "unknown" | "role" | "same" | "aside" | "keeps" | "already";
export async function pairCases(
  tx: Transaction,
  pair: { readonly id: string; readonly asideId: string; readonly keptId: string },
): Promise<Paired> {
  const { rows } = await sql<{ outcome: Paired }>`
    select care.pair_cases(${pair.id}, ${pair.asideId}, ${pair.keptId}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

type Parted = "parted" | "unknown" | "role";
export async function partCases(tx: Transaction, pairId: string): Promise<Parted> {
  const { rows } = await sql<{ outcome: Parted }>`select care.part_cases(${pairId}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

export interface SideRow {
  readonly id: string;
  readonly openedAt: Date;
  /** The person has words that open it: what is written there is what they read. */
  readonly hasWords: boolean;
  /** Parts in which something is written, of those that the caller may read now. */
  readonly written: readonly Category[];
}

/** What tells two cases apart without a look at what is written; those that the caller's agency holds. */
export async function listSides(tx: Transaction, caseIds: readonly string[]): Promise<SideRow[]> {
  const { rows } = await sql<SideRow>`
    select f.id, f.opened_at as "openedAt", care.has_own_words(f.id) as "hasWords",
      array(select h.category from care.section_head h where h.case_id = f.id order by h.category) as written
    from care.case_file f
    where f.id = any (${caseIds}::uuid[]) and f.holder_agency_id = (select access.current_agency_id())`.execute(
    tx,
  );
  return rows;
}
