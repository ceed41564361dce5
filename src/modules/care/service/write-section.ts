import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Category, MemberContext, Purpose } from "../../../core/access/context.ts";
import { askTogether, type Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import {
  asMemberWithKeys,
  type DataKeys,
  decryptSection,
  encryptSection,
  makeDataKey,
  type OpenDataKey,
} from "../../../core/keys/index.ts";
import { codesOfSection } from "../coding.ts";
import { documentBytes, documentOf } from "../document-bytes.ts";
import { CareError } from "../errors.ts";
import {
  AGE_DOUBTS,
  AGE_FAULTS,
  type AgeDoubt,
  ageContradictions,
  isTreatedAsChild,
  type KnownAge,
} from "../model/age.ts";
import { fieldsOf } from "../model/categories.ts";
import { writtenForDecision } from "../model/decision.ts";
import type { SectionDocument } from "../model/field.ts";
import { isConflictFound } from "../model/guardian.ts";
import { nameTokensOf } from "../name-tokens.ts";
import { placeVersion } from "../rules.ts";
import { knownAgeOf, noteAgeDispute, noteForDecision } from "../store/case.ts";
import { keepCodes } from "../store/codes.ts";
import { keepNameTokens } from "../store/name-token.ts";
import {
  findEarlierTries,
  findVersion,
  insertVersion,
  lockForWriting,
  type Standing,
  standingIn,
  standingOfSection,
} from "../store/section.ts";
import { endGuardianInConflict } from "./guardian.ts";
import { followAgeDispute } from "./journey.ts";
import { keepReviewDays } from "./review-days.ts";

export interface Writing {
  readonly caseId: string;
  readonly category: Category;
  /** The version that the member saw, 0 before the first. */
  readonly basedOn: number;
  readonly document: SectionDocument;
  /** Open conflicts that this version brings together with the current one. */
  readonly resolves: readonly number[];
}

/**
 * Adds a version of a section. One that is based on an older version than the current one is kept as a conflict,
 * and the member is told; the same text sent twice is one version.
 *
 * @returns the version that readers see now
 * @throws CareError `section-conflict` (both versions are kept), `section-closed`, `holder-only`, `version-unknown`,
 *   `resolves-unknown`; HttpProblem `not-found`; KeyHolderError
 */
export async function writeSection(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  writing: Writing,
): Promise<{ version: number; doubts?: AgeDoubt[] }> {
  const { caseId, category, document } = writing;
  const kept = await asMemberWithKeys(house, secret, purpose, "write", async (tx, me, keys) => {
    const [, stands, [known]] = await askTogether(
      tx,
      lockForWriting(caseId),
      standingOfSection(caseId, category),
      knownAgeOf(caseId),
    );
    const { clause, refusal, standing } = standingIn(stands);
    if (clause === null && refusal === null) throw new HttpProblem("not-found");
    if (clause === null) throw new CareError("section-closed", { refusal });
    if (clause !== "holder") throw new CareError("holder-only");
    if (!known) throw new Error("who writes in a case works on it");
    ensureAsked(category, document, known);
    const doubts = ensureAges(category, document, house.now(), known.ageBand);
    const kept = await keepVersion(tx, { house, me, keys }, writing, standing);
    const isDisputed = document.ageDisputed === true;
    if (category === "identity" && !kept.isConflict && isDisputed !== known.ageDisputed) {
      await followAgeDispute(tx, house, caseId, me);
    }
    if (category === "needs-and-risk" && !kept.isConflict && document.guardianConflict === "found") {
      const before = await readVersion(tx, keys, writing, standing.current);
      if (isConflictFound(before, document)) await endGuardianInConflict(house, tx, me, caseId);
    }
    return { ...kept, doubts };
  });
  // Thrown after the commit: the version is kept all the same.
  if (kept.isConflict) {
    throw new CareError("section-conflict", { version: kept.version, current: kept.current });
  }
  return { version: kept.version, ...(kept.doubts.length > 0 && { doubts: kept.doubts }) };
}

/** What is never asked of a child, nor where the age is in doubt or disputed, is not kept for one. @throws CareError `not-of-a-child` */
export function ensureAsked(category: Category, document: SectionDocument, known: KnownAge): void {
  const fields = fieldsOf(category)
    .filter(({ adultsOnly, name }) => adultsOnly && document[name] !== undefined)
    .map(({ name }) => name);
  if (fields.length > 0 && isTreatedAsChild(known)) throw new CareError("not-of-a-child", { fields });
}

/** Ages that cannot be are refused; those that contradict are told, where it is not written down that they are disputed. @throws CareError `age-impossible` */
export function ensureAges(
  category: Category,
  document: SectionDocument,
  now: Date,
  ageBand: string,
): AgeDoubt[] {
  if (category !== "identity") return [];
  const found = ageContradictions(document, now.toISOString().slice(0, 10), ageBand);
  const faults = found.filter((one) => AGE_FAULTS.some((fault) => fault === one));
  if (faults.length > 0) throw new CareError("age-impossible", { faults });
  return document.ageDisputed === true ? [] : AGE_DOUBTS.filter((doubt) => found.includes(doubt));
}

/** Who writes, and with what. */
interface Writer {
  readonly house: House;
  readonly me: MemberContext;
  readonly keys: DataKeys;
}

interface Kept {
  readonly version: number;
  readonly isConflict: boolean;
  readonly current: number;
}

async function keepVersion(
  tx: Transaction,
  writer: Writer,
  writing: Writing,
  standing: Standing,
): Promise<Kept> {
  const { caseId, category } = writing;
  const placed = placeVersion(writing.basedOn, standing.current, standing.highest);
  if (placed.kind === "unknown-base") throw new CareError("version-unknown", { current: standing.current });
  const isConflict = placed.kind === "conflict";
  if (isConflict) {
    const twin = await findTwin(tx, writer, writing, standing);
    if (twin) return { ...twin, current: standing.current };
  } else if (writing.resolves.some((version) => !standing.openConflicts.includes(version))) {
    throw new CareError("resolves-unknown", { open: standing.openConflicts });
  }
  const [open] = await writer.keys.open(tx, caseId, category, [null]);
  const { house, me } = writer;
  const dataKey = open ?? (await makeDataKey(tx, caseId, category, house.random, randomUUID()));
  await addVersion(tx, house, me, dataKey, writing, {
    version: placed.version,
    isConflict,
    resolves: isConflict ? [] : writing.resolves, // what did not see the current version settles nothing
  });
  return { version: placed.version, isConflict, current: isConflict ? standing.current : placed.version };
}

/** Encrypts one version and adds it; the case is found by the names in it, and counted by its codes, from then on. */
export async function addVersion(
  tx: Transaction,
  house: House,
  me: MemberContext,
  { dataKeyId, key }: OpenDataKey,
  writing: Pick<Writing, "caseId" | "category" | "basedOn" | "document">,
  placed: { readonly version: number; readonly isConflict: boolean; readonly resolves: readonly number[] },
): Promise<void> {
  const { caseId, category } = writing;
  const place = { caseId, category, version: placed.version, dataKeyId };
  const ciphertext = await encryptSection(key, documentBytes(writing.document), place, house.random);
  await insertVersion(tx, {
    ...place,
    ...placed,
    basedOn: writing.basedOn,
    ciphertext,
    writtenBy: me.memberId,
  });
  if (placed.isConflict) return;
  await keepCodes(tx, codesOfSection(house, { ...place, document: writing.document }));
  await keepReviewDays(tx, house, me, writing);
  if (category === "status") await noteForDecision(tx, caseId, writtenForDecision(writing.document));
  if (category === "identity") {
    await noteAgeDispute(tx, caseId, writing.document.ageDisputed === true);
    const tokens = nameTokensOf(house.secrets.names, me.agencyId, writing.document);
    await keepNameTokens(tx, [{ caseId, dataKeyId, tokens }]);
  }
}

/** One version as it was written, without a look; null where there is none, or its key is not the member's to write under. */
async function readVersion(
  tx: Transaction,
  keys: DataKeys,
  { caseId, category }: Pick<Writing, "caseId" | "category">,
  version: number,
): Promise<SectionDocument | null> {
  const found = await findVersion(tx, caseId, category, version);
  const [open] = found ? await keys.open(tx, caseId, category, [found.dataKeyId]) : [];
  if (!found || !open) return null;
  const { dataKeyId, ciphertext } = found;
  return documentOf(await decryptSection(open.key, ciphertext, { caseId, category, version, dataKeyId }));
}

/** The version that already holds this very document, when a request that was answered is sent again. */
async function findTwin(
  tx: Transaction,
  { me, keys }: Writer,
  { caseId, category, basedOn, document }: Writing,
  standing: Standing,
): Promise<{ version: number; isConflict: boolean } | null> {
  const among = [standing.current, ...standing.openConflicts];
  const tries = await findEarlierTries(tx, { caseId, category, basedOn, writtenBy: me.memberId, among });
  const ids = new Set(tries.map(({ dataKeyId }) => dataKeyId));
  const opened = await keys.open(tx, caseId, category, [...ids]);
  for (const { dataKeyId, version, isConflict, ciphertext } of tries) {
    const key = opened.find((open) => open.dataKeyId === dataKeyId)?.key;
    if (!key) continue;
    const written = documentOf(
      await decryptSection(key, ciphertext, { caseId, category, version, dataKeyId }),
    );
    if (isDeepStrictEqual(written, document)) return { version, isConflict };
  }
  return null;
}
