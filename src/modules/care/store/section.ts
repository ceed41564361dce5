import { type RawBuilder, sql } from "kysely";
import type { Category } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { Wrap } from "../../../core/keys/index.ts";

/** The statements on sections: append-only versions, each under a data key of its case and category. */

export interface SectionRow {
  readonly version: number;
  readonly isConflict: boolean;
  readonly dataKeyId: string;
  readonly ciphertext: Buffer;
  readonly writtenAt: Date;
  readonly writtenBy: { readonly displayName: string; readonly agency: { id: string; name: string } } | null;
}

export interface Look {
  readonly outcome: "read" | "refused" | "unknown";
  readonly clause: string | null;
  readonly refusal: string | null;
  readonly wrap: Wrap | null;
  /** The ledger's entry of this look; null where nothing was written down. */
  readonly entry: string | null;
  /** The current version and the open conflicts, oldest first; empty where nothing is written. */
  readonly versions: readonly SectionRow[];
}

export interface LookRow {
  outcome: Look["outcome"];
  clause: string | null;
  refusal: string | null;
  data_key_id: string | null;
  agency_id: string;
  agency_key_version: number;
  sealed: Buffer;
  entry_id: string | null;
  version: number | null;
  is_conflict: boolean;
  row_key_id: string;
  ciphertext: Buffer;
  written_at: Date;
  written_by: SectionRow["writtenBy"];
}

/**
 * One look at one category: the database decides, records the look and hands out the wrap of the current version's
 * key, and row security gives the versions. One statement, since every look pays for it; what is in no case and
 * what is not open to the caller run the same one. `lookOf` reads its rows.
 */
export function lookAt(as: "member" | "person", caseId: string, category: Category): RawBuilder<LookRow> {
  // The person is never told a member's name, and has no right to read one.
  const { kept, named, found } =
    as === "person"
      ? { kept: sql`/* kept as look-of-person */`, named: sql`null::json`, found: sql`` }
      : {
          kept: sql`/* kept as look-of-member */`,
          named: sql`case when m.id is not null then json_build_object('displayName', m.display_name,
            'agency', json_build_object('id', a.id, 'name', a.name)) end`,
          found: sql`left join identity.member m on m.id = v.written_by
            left join identity.agency a on a.id = m.agency_id`,
        };
  return sql<LookRow>`${kept}
    with head as materialized (
      select h.current, h.open_conflicts from care.section_head h
      where h.case_id = ${caseId} and h.category = ${category}
    ),
    versions as materialized (
      select s.*, s.version = h.current as is_current from head h join care.section s
        on s.case_id = ${caseId} and s.category = ${category} and s.version = any (h.open_conflicts || h.current)
    ),
    taken as materialized (
      select * from keys.take(${caseId}, ${category}, (select v.data_key_id from versions v where v.is_current))
    )
    select t.*, v.version, v.is_conflict, v.data_key_id as row_key_id, v.ciphertext, v.written_at,
      ${named} as written_by
    from taken t
    left join versions v on true
    ${found}
    order by v.version`;
}

/** A look by itself. */
export async function look(
  tx: Transaction,
  as: "member" | "person",
  caseId: string,
  category: Category,
): Promise<Look> {
  return lookOf((await lookAt(as, caseId, category).execute(tx)).rows);
}

/** Says of looks that were made in this very transaction that what they found goes on paper. */
export async function notePrinted(
  tx: Transaction,
  entries: readonly string[],
  whom: "work" | "person",
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select access.note_printed(${entries}::bigint[], ${whom}) as done`.execute(tx);
  return rows[0]?.done === true;
}

/** What the rows of `lookAt` say. */
export function lookOf(rows: readonly LookRow[]): Look {
  const first = rows[0];
  if (!first) throw new Error("a look answers with at least one row");
  return {
    outcome: first.outcome,
    clause: first.clause,
    refusal: first.refusal,
    entry: first.entry_id,
    wrap:
      first.data_key_id === null
        ? null
        : {
            entry: first.entry_id,
            dataKeyId: first.data_key_id,
            agencyId: first.agency_id,
            agencyKeyVersion: first.agency_key_version,
            sealed: first.sealed,
          },
    versions: rows.flatMap((row) =>
      row.version === null
        ? []
        : {
            version: row.version,
            isConflict: row.is_conflict,
            dataKeyId: row.row_key_id,
            ciphertext: row.ciphertext,
            writtenAt: row.written_at,
            writtenBy: row.written_by,
          },
    ),
  };
}

/** Who writes in the case waits here for those before. Nothing is locked for whoever does not hold it. */
export const lockForWriting = (caseId: string): RawBuilder<unknown> =>
  sql`/* kept as lock-for-writing */ select care.lock_for_writing(${caseId})`;

/** Where a further version would stand: for a member who may write, else null. */
export interface Standing {
  /** The version that readers see, 0 before the first. */
  readonly current: number;
  readonly highest: number;
  readonly openConflicts: readonly number[];
}

type StandingRow = { clause: string | null; refusal: string | null } & Standing;

/** What `standingIn` reads. */
export const standingOfSection = (caseId: string, category: Category): RawBuilder<StandingRow> =>
  sql<StandingRow>`/* kept as find-standing */
    select access.decide(${caseId}, ${category}) as clause, access.refusal(${caseId}, ${category}) as refusal,
      coalesce(h.current, 0) as current, coalesce(h.highest, 0) as highest,
      coalesce(h.open_conflicts, '{}') as "openConflicts"
    from (select) one
    left join care.section_head h on h.case_id = ${caseId} and h.category = ${category}`;

export function standingIn([row]: readonly StandingRow[]): {
  clause: string | null;
  refusal: string | null;
  standing: Standing;
} {
  if (!row) throw new Error("one row and what joins it answer with one row");
  const { clause, refusal, ...standing } = row;
  return { clause, refusal, standing };
}

export async function findStandingOfSection(tx: Transaction, caseId: string, category: Category) {
  const { rows } = await standingOfSection(caseId, category).execute(tx);
  return standingIn(rows);
}

/** Versions that a member wrote on the same base before, without a look: to tell a repeated request from a new one. */
export async function findEarlierTries(
  tx: Transaction,
  sought: {
    readonly caseId: string;
    readonly category: Category;
    readonly basedOn: number;
    readonly writtenBy: string;
    readonly among: readonly number[];
  },
): Promise<{ version: number; isConflict: boolean; dataKeyId: string; ciphertext: Buffer }[]> {
  const { rows } = await sql<{ version: number; isConflict: boolean; dataKeyId: string; ciphertext: Buffer }>`
    select version, is_conflict as "isConflict", data_key_id as "dataKeyId", ciphertext from care.section
    where case_id = ${sought.caseId} and category = ${sought.category} and version = any (${sought.among}::int[])
      and based_on = ${sought.basedOn} and written_by = ${sought.writtenBy}
    order by version desc limit 20`.execute(tx);
  return rows;
}

/** One version, without a look: what a writer's own compares with. */
export async function findVersion(
  tx: Transaction,
  caseId: string,
  category: Category,
  version: number,
): Promise<{ dataKeyId: string; ciphertext: Buffer } | null> {
  const { rows } = await sql<{ dataKeyId: string; ciphertext: Buffer }>`
    select data_key_id as "dataKeyId", ciphertext from care.section
    where case_id = ${caseId} and category = ${category} and version = ${version}`.execute(tx);
  return rows[0] ?? null;
}

export interface NewVersion {
  readonly caseId: string;
  readonly category: Category;
  readonly version: number;
  readonly basedOn: number;
  readonly isConflict: boolean;
  readonly resolves: readonly number[];
  readonly dataKeyId: string;
  readonly ciphertext: Uint8Array;
  readonly writtenBy: string;
}

/** Adds a version; the table says so to the ledger and to the desks of the agency. */
export async function insertVersion(tx: Transaction, added: NewVersion): Promise<void> {
  await sql`/* kept as insert-version */
    insert into care.section (case_id, category, version, based_on, is_conflict, resolves, data_key_id, ciphertext,
      written_by)
    values (${added.caseId}, ${added.category}, ${added.version}, ${added.basedOn}, ${added.isConflict},
      ${added.resolves}::int[], ${added.dataKeyId}, ${Buffer.from(added.ciphertext)}, ${added.writtenBy})`.execute(
    tx,
  );
}

/** The data keys that a new reader needs: of the current version, of each open conflict, and the open one. */
export async function listKeysInUse(tx: Transaction, caseId: string, category: Category): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from keys.data_key d
    where d.case_id = ${caseId} and d.category = ${category} and (d.closed_at is null or d.id in (
      select s.data_key_id from care.section_head h join care.section s
        on s.case_id = h.case_id and s.category = h.category and s.version = any (h.open_conflicts || h.current)
      where h.case_id = ${caseId} and h.category = ${category}))
    order by d.id`.execute(tx);
  return rows.map(({ id }) => id);
}
