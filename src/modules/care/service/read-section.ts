import {
  asMember,
  asMemberAsking,
  asPerson,
  type Category,
  type Purpose,
} from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import {
  KeyHolderError,
  noteNotOpened,
  type Opener,
  openWrap,
  takeForWriting,
  type Wrap,
} from "../../../core/keys/index.ts";
import { decryptSectionNow } from "../../../core/keys/wrap-many.ts";
import { wasHandedOver } from "../../../core/leaving/index.ts";
import { CODED_CATEGORIES, codesOfSection } from "../coding.ts";
import { documentOf } from "../document-bytes.ts";
import { CareError } from "../errors.ts";
import { whatThePersonSees } from "../model/document.ts";
import type { SectionDocument } from "../model/field.ts";
import { codeAgain, isUncoded } from "../store/codes.ts";
import { findOwnHolder } from "../store/my-file.ts";
import {
  findStandingOfSection,
  type Look,
  look,
  lookAt,
  lookOf,
  notePrinted,
  type SectionRow,
} from "../store/section.ts";

export interface ReadVersion {
  readonly version: number;
  readonly document: SectionDocument;
  readonly writtenAt: Date | null;
  readonly writtenBy: SectionRow["writtenBy"];
}
export interface ReadSection extends ReadVersion {
  readonly category: Category;
  readonly conflicts: readonly ReadVersion[];
}

/**
 * One section, read by a member. The look is committed before a byte of it is decrypted, and says afterwards where the
 * key holder did not open it. Version 0 with an empty
 * document says that nothing is written yet.
 *
 * @throws CareError `section-closed` for a party; HttpProblem `not-found` for everyone else; KeyHolderError
 */
export async function readSection(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  caseId: string,
  category: Category,
): Promise<ReadSection> {
  return sectionOf(category, await openSection(house, secret, purpose, caseId, category));
}

/**
 * One section as an agency reads it to which it is opened: without the names of those who wrote it, and without a conflict that stands
 * under an older key. The look is that of the member who asks.
 *
 * @throws as `readSection`
 */
export async function readAsReceived(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  caseId: string,
  category: Category,
): Promise<ReadSection> {
  const open = await openSection(house, secret, purpose, caseId, category);
  const current = open.find((version) => !version.isConflict);
  return sectionOf(
    category,
    open.flatMap((version) =>
      version.dataKeyId === current?.dataKeyId ? { ...version, writtenBy: null } : [],
    ),
  );
}

function sectionOf(category: Category, open: readonly OpenVersion[]): ReadSection {
  const current = open.find((version) => !version.isConflict);
  return {
    category,
    ...(current ? shown(current) : { version: 0, document: {}, writtenAt: null, writtenBy: null }),
    conflicts: open.filter((version) => version.isConflict).map(shown),
  };
}

async function openSection(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  caseId: string,
  category: Category,
): Promise<OpenVersion[]> {
  const asked = lookAt("member", caseId, category);
  const {
    seen,
    wraps,
    memberId,
    isUncoded: codes,
  } = await asMemberAsking(house.db, secret, purpose, asked, async (tx, me, rows) => {
    const looked = await lookAgainIfMoved(tx, "member", caseId, category, lookOf(rows));
    const current = looked.versions.find((version) => !version.isConflict);
    const mayCode = looked.clause === "holder" && CODED_CATEGORIES.includes(category);
    return {
      ...{ seen: looked, memberId: me.memberId },
      wraps: await wrapsOf(tx, caseId, category, looked),
      isUncoded: mayCode && current ? await isUncoded(tx, { ...current, caseId, category }) : false,
    };
  });
  refuse(seen);
  const opener: Opener = { act: "read", memberId, purpose, clause: seen.clause ?? "" };
  const open = await openVersions(house, caseId, category, seen.versions, wraps, opener).catch(
    async (error: unknown) => {
      throw await asMember(house.db, secret, purpose, (tx) => noteUnopened(tx, caseId, seen, error));
    },
  );
  const current = open.find((version) => !version.isConflict);
  // Written before there was a codebook: it counts from now on. Nothing is opened for that alone (decision 0186).
  if (codes && current)
    await asMember(house.db, secret, purpose, async (tx) => {
      for (const one of codesOfSection(house, { ...current, caseId, category })) await codeAgain(tx, one);
    });
  return open;
}

/**
 * One section of their own file, read by the person: what they may see of it.
 *
 * @throws CareError `section-closed` for a category that the file does not show; HttpProblem `not-found`
 */
export async function readOwnSection(
  house: House,
  secret: Uint8Array,
  caseId: string,
  category: Category,
): Promise<{ document: SectionDocument; writtenAt: Date | null; agency: { name: string; kind: string } }> {
  const { seen, agency } = await asPerson(house.db, secret, async (tx) => ({
    seen: await lookAgainIfMoved(tx, "person", caseId, category, await look(tx, "person", caseId, category)),
    agency: await findOwnHolder(tx, caseId),
  }));
  refuse(seen);
  if (!agency) throw new HttpProblem("not-found");
  const wraps = seen.wrap ? [seen.wrap] : [];
  const current = seen.versions.filter((version) => !version.isConflict);
  const opener: Opener = { act: "read", memberId: null, purpose: null, clause: seen.clause ?? "" };
  const [open] = await openVersions(house, caseId, category, current, wraps, opener).catch(
    async (error: unknown) => {
      throw await asPerson(house.db, secret, (tx) => noteUnopened(tx, caseId, seen, error));
    },
  );
  if (!open) return { document: {}, writtenAt: null, agency };
  return { document: whatThePersonSees(category, open.document), writtenAt: open.writtenAt, agency };
}

export interface Paper {
  readonly whom: "work" | "person";
  readonly sections: readonly (ReadVersion & { readonly category: Category })[];
}

/**
 * Several sections for one paper, read by a member: each is a look, and the looks say that it was printed. For the person
 * and who speaks for them it holds what they may see, no more, and only the agency that holds the case makes it.
 *
 * @throws CareError `section-closed` (nothing is given out then, though each look is on record), `holder-only`,
 *   `not-for-person`; HttpProblem `not-found`; KeyHolderError
 */
export async function readForPaper(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  caseId: string,
  asked: { readonly categories: readonly Category[]; readonly whom: Paper["whom"] },
): Promise<Paper> {
  const { whom } = asked;
  const kept = asked.categories.filter((category) => NEVER_FOR_THE_PERSON.has(category));
  if (whom === "person" && kept.length > 0) throw new CareError("not-for-person", { categories: kept });
  const { looks, memberId } = await asMember(house.db, secret, purpose, async (tx, me) => {
    const looked: { category: Category; seen: Look; wraps: readonly Wrap[] }[] = [];
    // In one order for everybody, so that two papers do not wait for each other.
    for (const category of [...asked.categories].sort()) {
      const first = await look(tx, "member", caseId, category);
      const seen = await lookAgainIfMoved(tx, "member", caseId, category, first);
      looked.push({ category, seen, wraps: await wrapsOf(tx, caseId, category, seen) });
      if (seen.outcome !== "read") break;
      if (whom === "person" && seen.clause !== "holder") throw new CareError("holder-only");
    }
    const read = looked.filter(({ seen }) => seen.outcome === "read");
    if (read.length === asked.categories.length) {
      const entries = read.flatMap(({ seen }) => seen.entry ?? []);
      if (!(await notePrinted(tx, entries, whom))) throw new Error("a look of this transaction takes a note");
    }
    return { looks: looked, memberId: me.memberId };
  });
  for (const { seen } of looks) refuse(seen);
  const sections: (ReadVersion & { category: Category })[] = [];
  for (const { category, seen, wraps } of looks) {
    const opener: Opener = { act: "read", memberId, purpose, clause: seen.clause ?? "" };
    const open = await openVersions(house, caseId, category, seen.versions, wraps, opener).catch(
      async (error: unknown) => {
        throw await asMember(house.db, secret, purpose, (tx) => noteUnopened(tx, caseId, seen, error));
      },
    );
    const current = open.find((version) => !version.isConflict);
    if (!current) continue;
    const { document } = current;
    sections.push({
      category,
      ...shown(current),
      document: whom === "person" ? whatThePersonSees(category, document) : document,
    });
  }
  return { whom, sections };
}

/** Closed to *My file* as a whole: where someone is, and what is being done about others. */
const NEVER_FOR_THE_PERSON: ReadonlySet<Category> = new Set<Category>(["contact", "justice"]);

function refuse(seen: Look): void {
  if (seen.outcome === "unknown") throw new HttpProblem("not-found");
  if (seen.outcome === "refused") throw new CareError("section-closed", { refusal: seen.refusal });
}

/** What was looked for and not shown must not stand there as read. @returns what to say of it */
async function noteUnopened(tx: Transaction, caseId: string, seen: Look, error: unknown): Promise<unknown> {
  if (error instanceof KeyHolderError && seen.entry) await noteNotOpened(tx, seen.entry, error.code);
  if (!(error instanceof UnwrappedError) || !(await wasHandedOver(tx, caseId))) return error;
  if (seen.entry) await noteNotOpened(tx, seen.entry, "no-key");
  return new CareError("section-left-behind", {}, { cause: error });
}

/** No key of the current version is wrapped for the reader: ours to mend, but where the case came from another holder. */
class UnwrappedError extends Error {
  override readonly name = "UnwrappedError";
}

/** A share can open or end between the rows and the decision of one statement; the second look sees one of both. */
async function lookAgainIfMoved(
  tx: Transaction,
  as: "member" | "person",
  caseId: string,
  category: Category,
  first: Look,
): Promise<Look> {
  if (first.outcome !== "read" || (first.versions.length > 0 && first.wrap !== null)) return first;
  const { standing } = await findStandingOfSection(tx, caseId, category);
  if (standing.current === 0 || (await wasHandedOver(tx, caseId))) return first;
  return look(tx, as, caseId, category);
}

/** The wrap that the look handed out; and for the holder those of conflicts that stand under an older key. */
async function wrapsOf(tx: Transaction, caseId: string, category: Category, seen: Look): Promise<Wrap[]> {
  const wraps = seen.wrap ? [seen.wrap] : [];
  if (seen.clause !== "holder") return wraps;
  const others = new Set(seen.versions.map(({ dataKeyId }) => dataKeyId));
  for (const wrap of wraps) others.delete(wrap.dataKeyId);
  for (const dataKeyId of others) {
    const wrap = await takeForWriting(tx, caseId, category, dataKeyId);
    if (wrap) wraps.push(wrap);
  }
  return wraps;
}

type OpenVersion = SectionRow & { readonly document: SectionDocument };

/** Decrypts each version whose key is at hand; another agency may lack the key of a conflict, and does without. */
async function openVersions(
  house: House,
  caseId: string,
  category: Category,
  versions: readonly SectionRow[],
  wraps: readonly Wrap[],
  opener: Opener,
): Promise<OpenVersion[]> {
  const open: OpenVersion[] = [];
  for (const wrap of wraps) {
    const { dataKeyId, key } = await openWrap(house.keys, caseId, category, wrap, opener);
    for (const row of versions.filter((version) => version.dataKeyId === dataKeyId)) {
      const place = { caseId, category, version: row.version, dataKeyId };
      open.push({ ...row, document: documentOf(decryptSectionNow(key, row.ciphertext, place)) });
    }
  }
  if (versions.some((row) => !row.isConflict) && !open.some((row) => !row.isConflict)) {
    throw new UnwrappedError("whoever may read a category has a wrap of its current key");
  }
  return open.sort((left, right) => left.version - right.version);
}

const shown = ({ version, document, writtenAt, writtenBy }: OpenVersion): ReadVersion => ({
  version,
  document,
  writtenAt,
  writtenBy,
});
