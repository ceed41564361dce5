import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { asMember, type Category, type MemberContext, type Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { encryptSectionNow, ManyWraps } from "../../../core/keys/wrap-many.ts";
import { drawAlias } from "../alias.ts";
import { codesOfSection } from "../coding.ts";
import { documentBytes } from "../document-bytes.ts";
import { CareError } from "../errors.ts";
import { KNOWN_LEAST } from "../known.ts";
import type { SectionDocument } from "../model/field.ts";
import { knownTokensOf, nameTokensOf } from "../name-tokens.ts";
import { beginImported } from "../service/journey.ts";
import { findCases, type ImportedCase } from "../store/case.ts";
import { keepCodes, type SealedCodes } from "../store/codes.ts";
import {
  type FirstVersion,
  findOwnKey,
  insertFiles,
  insertFirstStates,
  insertFirstVersions,
  insertImport,
  listUncovered,
  openCases,
} from "../store/import.ts";
import { findKnownRows, hasKeyHolder, keepNameTokens, type NamedCase } from "../store/name-token.ts";
import { type FileRead, type ImportForm, readCaseload } from "./read-file.ts";
import type { RefusedRow, RowCase } from "./read-row.ts";
import type { LeftOut } from "./row-reader.ts";

const BATCH = 250;
const REFUSED_KEPT = 10_000;
/** Of so many cases it is asked whether their people may be known: as many as the desk takes. */
const KNOWN_ROWS_MAX = 2_000;

export interface ImportReport {
  readonly rows: number;
  readonly imported: number;
  readonly refusedRows: number;
  /** What to mend, by row and column; the first 10,000. */
  readonly refused: readonly RefusedRow[];
  /** Columns that have no home here, and in how many rows something stands there. */
  readonly leftOut: readonly LeftOut[];
  readonly sha256: string;
  /** Rows whose person may be one of another case of the agency; at most 200. Null where that was not asked: at a check, or of more than 2,000 cases. */
  readonly known: readonly KnownRow[] | null;
}

/** A case that was imported, and those that may be of the same person, each of which was looked at. */
export interface KnownRow extends Named {
  readonly row: number;
  readonly cases: readonly Named[];
}

interface Named {
  readonly id: string;
  readonly alias: string;
}

export interface Import {
  /** Opens the file anew; it is read twice: to check every row, then to import. */
  readonly open: () => Readable;
  /** Whose columns it has; those of HTCDS 2.0 unless said otherwise. */
  readonly form?: ImportForm;
  /** The member has seen which columns have no home here, and leaves them behind. */
  readonly leavesOut?: boolean;
  /** Data rows at most, where it is fewer than an import takes. */
  readonly rowsMax?: number;
  readonly purpose: Purpose | null;
  /** Only check and report: nothing is written. */
  readonly dryRun?: boolean;
  readonly onProgress?: (done: number, of: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Imports a caseload, in HTCDS columns or as Primero exports it, as the member whose session this is, in one transaction: all rows that are
 * right, or, if anything fails on the way, none.
 *
 * @throws CareError `already-imported`, `import-role`, `import-columns`, `import-not-csv`, `import-unreadable`,
 *   `import-primero-sheet`, `import-too-large`, `import-no-rows`, `import-left-out`, `reader-without-key`
 */
export async function importCaseload(house: House, secret: Uint8Array, asked: Import): Promise<ImportReport> {
  const today = house.now().toISOString().slice(0, 10);
  const checked = await check(asked, today);
  if (checked.report.rows === 0) throw new CareError("import-no-rows");
  return asMember(house.db, secret, asked.purpose, async (tx, me) => {
    const uncovered = await listUncovered(tx, me.roles, me.purpose, checked.categories);
    if (uncovered.length > 0) {
      const columns = checked.columns.filter(({ category }) => uncovered.includes(category));
      throw new CareError("import-role", { categories: uncovered, columns: columns.map(({ name }) => name) });
    }
    if (asked.dryRun) return checked.report;
    if (checked.leftOut.length > 0 && !asked.leavesOut) {
      throw new CareError("import-left-out", { columns: checked.leftOut.map(({ column }) => column) });
    }
    const id = randomUUID();
    const noted = await insertImport(tx, {
      id,
      agencyId: me.agencyId,
      memberId: me.memberId,
      ...checked.report,
      sha256: checked.sha256,
    });
    if (!noted) throw new CareError("already-imported");
    // Before they are there: nobody is told of themself.
    const known = await askWhoIsKnown(tx, house, me, checked.named);
    const ids = await importRows(tx, house, me, id, asked, checked, today, known);
    return { ...checked.report, known: known && (await nameKnown(tx, known, ids)) };
  });
}

interface Checked extends FileRead {
  readonly report: ImportReport;
  readonly categories: readonly Category[];
  /** Who each right row says that its person is; null where there are too many to ask of. */
  readonly named: readonly { readonly row: number; readonly identity: SectionDocument }[] | null;
}

const read = ({ open, form = "htcds", rowsMax }: Import, today: string) =>
  readCaseload(open, form, today, rowsMax);

/** Reads every row without keeping any. */
async function check(asked: Import, today: string): Promise<Checked> {
  const refused: RefusedRow[] = [];
  const categories = new Set<Category>();
  const named: { row: number; identity: SectionDocument }[] = [];
  let [rows, imported] = [0, 0];
  const reading = read(asked, today);
  for (;;) {
    const step = await reading.next();
    if (step.done) {
      const report = {
        rows,
        imported,
        refusedRows: rows - imported,
        refused,
        leftOut: step.value.leftOut,
        sha256: step.value.sha256.toString("hex"),
        known: null,
      };
      return {
        ...{ report, ...step.value, categories: [...categories].sort() },
        named: imported > KNOWN_ROWS_MAX ? null : named,
      };
    }
    asked.signal?.throwIfAborted();
    rows++;
    if ("found" in step.value) {
      imported++;
      for (const category of step.value.found.documents.keys()) categories.add(category);
      const identity = step.value.found.documents.get("identity");
      if (identity && imported <= KNOWN_ROWS_MAX) named.push({ row: step.value.row, identity });
    } else if (refused.length < REFUSED_KEPT) refused.push(...step.value.refused);
  }
}

async function importRows(
  tx: Transaction,
  house: House,
  me: MemberContext,
  importId: string,
  asked: Import,
  checked: Checked,
  today: string,
  known: KnownIds | null,
): Promise<ReadonlyMap<number, string>> {
  const key = await findOwnKey(tx, me.agencyId);
  if (!key) throw new CareError("reader-without-key");
  const into = { importId, wraps: new ManyWraps(key.publicKey), keyVersion: key.version };
  const ids = new Map<number, string>();
  let batch: NumberedCase[] = [];
  let done = 0;
  let writing: Promise<number> = Promise.resolve(0);
  /** Encrypts one batch while the database still takes the one before. */
  const hand = async (rows: readonly NumberedCase[]): Promise<void> => {
    const [prepared, written] = await Promise.all([prepareBatch(house, me, into, rows), writing]);
    for (const { row, id } of prepared.cases) if (known?.has(row)) ids.set(row, id);
    tellDone(written);
    writing = putBatch(tx, house, me, into, prepared);
    writing.catch(() => undefined); // it is thrown where it is awaited, also when reading the file fails before
  };
  const tellDone = (written: number): void => {
    done += written;
    if (written > 0) asked.onProgress?.(done, checked.report.imported);
    asked.signal?.throwIfAborted();
  };
  const reading = read(asked, today);
  for (;;) {
    const step = await reading.next();
    if (batch.length === BATCH || (step.done && batch.length > 0)) {
      await hand(batch);
      batch = [];
    }
    if (step.done) {
      tellDone(await writing);
      if (step.value.sha256.equals(checked.sha256)) return ids;
      throw new Error("The file was changed while it was imported; nothing was kept. Import it again.");
    }
    if ("found" in step.value) batch.push({ ...step.value.found, row: step.value.row });
  }
}

type KnownIds = ReadonlyMap<number, readonly string[]>;

/** By the number of its row, the cases of the agency that may be about its person; rows without any are left out. */
async function askWhoIsKnown(
  tx: Transaction,
  house: House,
  me: MemberContext,
  named: Checked["named"],
): Promise<KnownIds | null> {
  if (named === null) return null;
  if (named.length === 0 || (await hasKeyHolder(tx))) return new Map();
  const asked = named.flatMap(({ row, identity }) =>
    knownTokensOf(house.secrets.names, me.agencyId, identity).map((one) => ({ ...one, row })),
  );
  return findKnownRows(tx, asked, KNOWN_LEAST);
}

async function nameKnown(
  tx: Transaction,
  known: KnownIds,
  made: ReadonlyMap<number, string>,
): Promise<KnownRow[]> {
  const all = [...new Set([...made.values(), ...[...known.values()].flat()])];
  // Of two that are kept together, the one that stands for the person.
  const found = new Map(
    (await findCases(tx, all)).map(({ id, alias, keptWith }) => [id, keptWith ?? { id, alias }]),
  );
  const nameOf = (id: string | undefined) => (id === undefined ? undefined : found.get(id));
  const rows = [...known].sort(([a], [b]) => a - b);
  return rows.flatMap(([row, ids]) => {
    const own = nameOf(made.get(row));
    return own
      ? [
          {
            row,
            ...own,
            cases: [...new Map(ids.flatMap((id) => nameOf(id) ?? []).map((one) => [one.id, one])).values()],
          },
        ]
      : [];
  });
}

interface Into {
  readonly importId: string;
  readonly wraps: ManyWraps;
  readonly keyVersion: number;
}

interface PreparedBatch {
  readonly cases: readonly Prepared[];
  readonly versions: readonly FirstVersion[];
  readonly named: readonly NamedCase[];
  readonly counted: readonly SealedCodes[];
}

/** With the number of its row. */
type NumberedCase = RowCase & { readonly row: number };
type Prepared = NumberedCase & ImportedCase;

/** The cases of a batch with their sections encrypted; the event loop breathes in between. */
async function prepareBatch(
  house: House,
  me: MemberContext,
  into: Into,
  batch: readonly NumberedCase[],
): Promise<PreparedBatch> {
  const cases = batch.map((row) => ({
    ...row,
    ...{ id: randomUUID(), leadMemberId: me.memberId },
    ageDisputed: row.documents.get("identity")?.ageDisputed === true,
  }));
  const versions: FirstVersion[] = [];
  const named: NamedCase[] = [];
  const counted: SealedCodes[] = [];
  for (const { id, documents } of cases) {
    for (const [category, document] of documents) {
      const dataKey = house.random(32);
      const place = { caseId: id, category, dataKeyId: randomUUID() };
      counted.push(...codesOfSection(house, { ...place, version: 1, document }));
      if (category === "identity") {
        named.push({ ...place, tokens: nameTokensOf(house.secrets.names, me.agencyId, document) });
      }
      versions.push({
        ...place,
        sealedKey: into.wraps.wrap(dataKey, {
          ...place,
          agencyId: me.agencyId,
          agencyKeyVersion: into.keyVersion,
        }),
        ciphertext: encryptSectionNow(
          dataKey,
          documentBytes(document),
          { ...place, version: 1 },
          house.random,
        ),
      });
    }
    await setImmediate();
  }
  return { cases, versions, named, counted };
}

/** @returns how many cases were added */
async function putBatch(
  tx: Transaction,
  house: House,
  me: MemberContext,
  into: Into,
  { cases, versions, named, counted }: PreparedBatch,
): Promise<number> {
  await openCases(
    tx,
    cases.map(({ id }) => id),
  );
  let waiting = cases;
  for (let digits = 4; waiting.length > 0; digits = Math.min(digits + 1, 9)) {
    const files = waiting.map(({ documents: _documents, row: _row, ...file }) => ({
      ...file,
      alias: drawAlias(house.random, digits),
    }));
    const made = await insertFiles(tx, into.importId, files);
    waiting = waiting.filter(({ id }) => !made.has(id));
  }
  await insertFirstStates(tx, me.memberId, cases);
  await beginImported(tx, house, cases, me);
  await insertFirstVersions(tx, me.memberId, into.keyVersion, versions);
  await keepNameTokens(tx, named);
  await keepCodes(tx, counted);
  return cases.length;
}
