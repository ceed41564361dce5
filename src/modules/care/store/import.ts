import { sql } from "kysely";
import type { Category } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { RefusedRow } from "../import/read-row.ts";
import type { ImportedCase } from "./case.ts";

/** The statements of an import: the acts of opening a case, for many at once. Row security holds for each row. */

/** Notes the import, first of all: a second import of the same file waits here, and then finds it done. */
export async function insertImport(
  tx: Transaction,
  noted: {
    readonly id: string;
    readonly agencyId: string;
    readonly memberId: string;
    readonly sha256: Buffer;
    readonly rows: number;
    readonly imported: number;
    readonly refused: readonly RefusedRow[];
  },
): Promise<boolean> {
  const made = await sql`
    insert into care.import (id, agency_id, imported_by, file_sha256, row_count, imported_count, refused)
    values (${noted.id}, ${noted.agencyId}, ${noted.memberId}, ${noted.sha256}, ${noted.rows}, ${noted.imported},
      ${JSON.stringify(noted.refused)}::jsonb)
    on conflict (agency_id, file_sha256) do nothing`.execute(tx);
  return (made.numAffectedRows ?? 0n) > 0n;
}

/** The categories that none of the member's roles covers for a purpose. */
export async function listUncovered(
  tx: Transaction,
  roles: readonly string[],
  purpose: string | null,
  categories: readonly Category[],
): Promise<Category[]> {
  const { rows } = await sql<{ category: Category }>`/* kept as list-uncovered */
    select c as category from unnest(${categories}::text[]) c
    where not exists (select from access.role_coverage v
      where v.category = c and v.purpose = ${purpose} and v.role = any (${roles}::text[]))
    order by c`.execute(tx);
  return rows.map(({ category }) => category);
}

/** The agency's live key. */
export async function findOwnKey(
  tx: Transaction,
  agencyId: string,
): Promise<{ version: number; publicKey: Buffer } | null> {
  const { rows } = await sql<{ version: number; publicKey: Buffer }>`
    select version, public_key as "publicKey" from keys.agency_key
    where agency_id = ${agencyId} and replaced_at is null`.execute(tx);
  return rows[0] ?? null;
}

/** Opens cases for people who have no words yet. */
export async function openCases(tx: Transaction, caseIds: readonly string[]): Promise<void> {
  await sql`select access.open_case(id, null) from unnest(${caseIds}::uuid[]) id`.execute(tx);
}

/** Makes the files whose alias is free. */
export async function insertFiles(
  tx: Transaction,
  importId: string,
  files: readonly (ImportedCase & { readonly alias: string })[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into care.case_file (id, alias, lead_member_id, state, gender, age_band, age_disputed, language, import_id)
    select f.id, f.alias, f."leadMemberId", f.state, f.gender, f."ageBand", f."ageDisputed", f.language, ${importId}
    from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as f(id uuid, alias text, "leadMemberId" uuid, state text,
      gender text, "ageBand" text, "ageDisputed" boolean, language text)
    on conflict (alias) do nothing
    returning id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

export async function insertFirstStates(
  tx: Transaction,
  memberId: string,
  files: readonly { readonly id: string; readonly state: string }[],
): Promise<void> {
  await sql`insert into care.state_change (case_id, from_state, to_state, changed_by)
    select id, null, state, ${memberId}
    from unnest(${files.map(({ id }) => id)}::uuid[], ${files.map(({ state }) => state)}::text[]) f(id, state)`.execute(
    tx,
  );
}

export interface FirstVersion {
  readonly caseId: string;
  readonly category: Category;
  readonly dataKeyId: string;
  readonly sealedKey: Buffer;
  readonly ciphertext: Buffer;
}

/** Data keys with their wrap for the agency alone, and the first versions under them. */
export async function insertFirstVersions(
  tx: Transaction,
  memberId: string,
  keyVersion: number,
  versions: readonly FirstVersion[],
): Promise<void> {
  const cases = versions.map(({ caseId }) => caseId);
  const categories = versions.map(({ category }) => category);
  const keys = versions.map(({ dataKeyId }) => dataKeyId);
  await sql`select keys.put_first_keys(${keys}::uuid[], ${cases}::uuid[], ${categories}::text[], ${keyVersion}::int,
    ${versions.map(({ sealedKey }) => sealedKey)}::bytea[])`.execute(tx);
  await sql`
    insert into care.section (case_id, category, version, based_on, data_key_id, ciphertext, written_by)
    select f.case_id, f.category, 1, 0, f.key_id, f.ciphertext, ${memberId}
    from unnest(${cases}::uuid[], ${categories}::text[], ${keys}::uuid[],
      ${versions.map(({ ciphertext }) => ciphertext)}::bytea[]) f(case_id, category, key_id, ciphertext)`.execute(
    tx,
  );
}
