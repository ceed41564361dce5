import { randomUUID } from "node:crypto";
import { asMember, CATEGORIES, type Category, type Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import {
  decryptSection,
  encryptSection,
  KeyHolderError,
  noteNotOpened,
  type Opener,
  openWrap,
  wrapFor,
} from "../../../core/keys/index.ts";
import { documentBytes, documentOf } from "../document-bytes.ts";
import { CareError } from "../errors.ts";
import { areLinesOf, type LetterPart, letterBody, onlyLines } from "../model/letter.ts";
import * as store from "../store/letter.ts";
import { findReferral, type Lines, type SealedLetterPart } from "../store/referral.ts";
import type { Once } from "./once.ts";
import { readAsReceived, readSection } from "./read-section.ts";

/** Lines that go into a letter, and the version of the part in which the sender saw them. */
export interface ChosenLines extends Lines {
  readonly version: number;
}

/** A letter has one row for each part; what it holds is its first version under its key. */
const SEALED = 1;

/**
 * What a referral would open: whole parts as whoever is asked would read them, and a letter byte for byte as they would get it. Each part
 * is a look of the member who asks.
 *
 * @throws CareError `letter-lines`, `section-closed`; HttpProblem `not-found`
 */
export async function previewReferral(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  caseId: string,
  chosen: { readonly categories: readonly Category[]; readonly letter: readonly Lines[] },
): Promise<string> {
  const { categories, letter } = chosen;
  ensureEachOnce(categories, letter);
  const sections = [];
  for (const category of CATEGORIES.filter((each) => categories.includes(each))) {
    sections.push(await readAsReceived(house, secret, purpose, caseId, category));
  }
  const parts = await copyLines(house, secret, purpose, caseId, letter);
  return `{"sections":${JSON.stringify(sections)},"letter":${letterBody(parts)}}`;
}

/** @throws CareError `letter-lines` where a part is opened as a whole and in lines too, or twice */
export function ensureEachOnce(categories: readonly Category[], letter: readonly Lines[]): void {
  const all = [...categories, ...letter.map(({ category }) => category)];
  if (new Set(all).size < all.length) throw new CareError("letter-lines");
}

/** The lines of a letter that was previewed: of the same versions, or nothing is sent. @throws CareError `part-moved` */
export async function copyChosen(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  caseId: string,
  chosen: readonly ChosenLines[],
): Promise<LetterPart[]> {
  const parts = await copyLines(house, secret, purpose, caseId, chosen);
  const moved = chosen.filter(
    ({ category, version }) => parts.find((part) => part.category === category)?.version !== version,
  );
  if (moved.length > 0)
    throw new CareError("part-moved", { categories: moved.map(({ category }) => category) });
  return parts;
}

/** Chosen lines out of their parts as they stand now; each part is a look of the member who asks. */
export async function copyLines(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  caseId: string,
  chosen: readonly Lines[],
): Promise<LetterPart[]> {
  const isTwice = new Set(chosen.map(({ category }) => category)).size < chosen.length;
  if (isTwice || !chosen.every(({ category, lines }) => areLinesOf(category, lines))) {
    throw new CareError("letter-lines");
  }
  const parts: LetterPart[] = [];
  for (const { category, lines } of chosen) {
    const { version, document } = await readSection(house, secret, purpose, caseId, category);
    parts.push({ category, version, document: onlyLines(category, document, lines) });
  }
  return parts;
}

/** Locks each part under a key of its own, for the two agencies. */
export async function sealLetter(
  tx: Transaction,
  house: House,
  letter: { readonly caseId: string; readonly agencyIds: readonly string[] },
  parts: readonly LetterPart[],
  chosen: readonly Lines[],
): Promise<SealedLetterPart[]> {
  const { caseId, agencyIds } = letter;
  if (parts.length === 0) return [];
  const readers = await store.findAgencyKeys(tx, agencyIds);
  if (readers.length < agencyIds.length) throw new CareError("reader-without-key");
  return Promise.all(
    parts.map(async ({ category, version, document }) => {
      const dataKey = { dataKeyId: randomUUID(), key: new Uint8Array(house.random(32)) };
      const { dataKeyId } = dataKey;
      return {
        category,
        lines: linesOf(chosen, category),
        fromVersion: version,
        dataKeyId,
        ciphertext: await encryptSection(
          dataKey.key,
          documentBytes(document),
          { caseId, category, version: SEALED, dataKeyId },
          house.random,
        ),
        wraps: readers.map((reader) => ({
          agencyId: reader.agencyId,
          version: reader.version,
          sealed: wrapFor(reader, caseId, category, dataKey),
        })),
      };
    }),
  );
}

const linesOf = (chosen: readonly Lines[], category: Category): readonly string[] =>
  chosen.find((one) => one.category === category)?.lines ?? [];

/**
 * The letter of a referral, for whoever received it and for whoever sent it; each part is a look. As it was previewed, byte for byte,
 * for a member whose roles cover all of its parts; of the others they get those.
 *
 * @throws CareError `letter-closed`; HttpProblem `not-found`; KeyHolderError
 */
export async function readLetter(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  referralId: string,
): Promise<string> {
  const { memberId, looks } = await asMember(house.db, secret, purpose, async (tx, me) => {
    if (!(await findReferral(tx, referralId))) throw new HttpProblem("not-found");
    const found = [];
    for (const part of await store.listLetterParts(tx, referralId)) {
      const taken = await store.takeLetterPart(tx, referralId, part.category);
      if (taken) found.push({ part, taken });
    }
    return { memberId: me.memberId, looks: found };
  });
  if (looks.length === 0) throw new CareError("letter-closed");
  const parts: LetterPart[] = [];
  for (const { part, taken } of looks) {
    const { caseId, category, dataKeyId, ciphertext, fromVersion } = part;
    const opener: Opener = { act: "read", memberId, purpose, clause: taken.clause };
    try {
      if (!taken.wrap) throw new CareError("letter-closed");
      const { key } = await openWrap(house.keys, caseId, category, taken.wrap, opener);
      const bytes = await decryptSection(key, ciphertext, { caseId, category, version: SEALED, dataKeyId });
      parts.push({ category, version: fromVersion, document: documentOf(bytes) });
    } catch (error) {
      const code = error instanceof KeyHolderError ? error.code : taken.wrap === null ? "no-key" : null;
      if (code !== null)
        await asMember(house.db, secret, purpose, (tx) => noteNotOpened(tx, taken.entry, code));
      throw error;
    }
  }
  return letterBody(parts);
}

/** A letter anew, with other lines or as the part is now: it takes the place of the one before. */
export async function sendLetterAnew(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  referralId: string,
  chosen: readonly ChosenLines[],
  once: Once,
): Promise<{ sent: boolean }> {
  const row = await asMember(house.db, secret, purpose, (tx) => findReferral(tx, referralId));
  if (!row) throw new HttpProblem("not-found");
  if (row.side !== "sender") throw new CareError("holder-only");
  if (row.outside) throw new CareError("referral-not-now", { state: row.state });
  const parts = await copyChosen(house, secret, purpose, row.caseId, chosen);
  return asMember(house.db, secret, purpose, (tx, me) =>
    once(tx, me.memberId, async () => {
      const letter = { caseId: row.caseId, agencyIds: [me.agencyId, row.to.id] };
      const refusal = await store.sendLetter(
        tx,
        referralId,
        await sealLetter(tx, house, letter, parts, chosen),
      );
      if (refusal === "unknown") throw new HttpProblem("not-found");
      if (refusal !== null) throw new CareError(`referral-${refusal}`);
      return { sent: true };
    }),
  );
}
