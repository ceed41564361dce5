import { randomUUID } from "node:crypto";
import { asMember, asPerson, type Category, type Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import {
  asMemberWithKeys,
  decryptSection,
  encryptSection,
  KeyHolderError,
  noteNotOpened,
  type Opener,
  openWrap,
  type Taken,
  take,
  wrapFor,
} from "../../../core/keys/index.ts";
import { documentBytes, documentOf } from "../document-bytes.ts";
import { CareError } from "../errors.ts";
import type { AskKind, AskOutcome, Rating } from "../model/ask.ts";
import type { SectionDocument } from "../model/field.ts";
import * as store from "../store/ask.ts";
import { findStanding } from "../store/case.ts";
import { findOwnHolder } from "../store/my-file.ts";
import type { Once } from "./once.ts";

/** A question and a complaint are about the whole; this is whose key locks them: it is read where needs are looked after. */
const OF_THE_WHOLE: Category = "needs-and-risk";
/** As of a section: what was asked is its first version, the answer its second. */
const ASKED = 1;
const ANSWERED = 2;

export interface OpenAsk extends store.AskRow {
  readonly text: string;
  /** Of a referral, what was chosen. */
  readonly rating: Rating | null;
  readonly answer: string | null;
}

/**
 * Something that the person says about their own file. It is kept beside what is written there, never over it.
 *
 * @throws CareError `ask-…`; HttpProblem `not-found`
 */
export async function ask(
  house: House,
  secret: Uint8Array,
  caseId: string,
  said: { readonly kind: AskKind; readonly category: Category | null; readonly text: string },
  once: Once,
): Promise<{ id: string }> {
  const { kind, text } = said;
  if ((kind === "correction") !== (said.category !== null)) throw new CareError("ask-part");
  const category = said.category ?? OF_THE_WHOLE;
  return asPerson(house.db, secret, (tx, me) =>
    once(tx, me.sessionId, async () => {
      const holder = await store.findOwnHolderKey(tx, caseId);
      if (!holder) throw new HttpProblem("not-found");
      const id = randomUUID();
      const dataKey = { dataKeyId: randomUUID(), key: new Uint8Array(house.random(32)) };
      const place = { caseId, category, version: ASKED, dataKeyId: dataKey.dataKeyId };
      const outcome = await store.putAsk(tx, {
        ...{ id, caseId, kind, category, dataKeyId: dataKey.dataKeyId },
        keyVersion: holder.version,
        sealed: wrapFor(holder, caseId, category, dataKey),
        ciphertext: await encryptSection(dataKey.key, documentBytes({ text }), place, house.random),
      });
      if (outcome === "unknown" || outcome === "moved") throw new HttpProblem("not-found");
      if (outcome !== "asked") throw new CareError(outcome === "closed" ? "ask-part" : `ask-${outcome}`);
      return { id };
    }),
  );
}

/**
 * How a referral was for the person, to the agency that sent them there and to nobody else: what was chosen is locked with the words.
 *
 * @throws CareError `ask-empty`; HttpProblem `not-found`, also where it was said already
 */
export async function rate(
  house: House,
  secret: Uint8Array,
  referralId: string,
  said: Rating & { readonly text?: string },
  once: Once,
): Promise<{ id: string }> {
  const text = said.text?.trim() ?? "";
  if (text === "" && !said.helped && !said.treatedWell) throw new CareError("ask-empty");
  return asPerson(house.db, secret, (tx, me) =>
    once(tx, me.sessionId, async () => {
      const caseId = await store.findRateable(tx, referralId);
      const holder = caseId && (await store.findOwnHolderKey(tx, caseId));
      if (!caseId || !holder) throw new HttpProblem("not-found");
      const id = randomUUID();
      const dataKey = { dataKeyId: randomUUID(), key: new Uint8Array(house.random(32)) };
      const place = { caseId, category: OF_THE_WHOLE, version: ASKED, dataKeyId: dataKey.dataKeyId };
      const outcome = await store.rateReferral(tx, {
        ...{ id, referralId, dataKeyId: dataKey.dataKeyId, keyVersion: holder.version },
        sealed: wrapFor(holder, caseId, OF_THE_WHOLE, dataKey),
        ciphertext: await encryptSection(dataKey.key, documentBytes({ ...said, text }), place, house.random),
      });
      if (outcome !== "rated") throw new HttpProblem("not-found");
      return { id };
    }),
  );
}

/** What one said so far, without the words. */
export async function readOwnAsks(house: House, secret: Uint8Array, caseId: string): Promise<store.AskRow[]> {
  return asPerson(house.db, secret, async (tx) => {
    if (!(await findOwnHolder(tx, caseId))) throw new HttpProblem("not-found");
    return store.listAsks(tx, caseId);
  });
}

/** One of them with its words and its answer. @throws HttpProblem `not-found`; CareError `section-left-behind` */
export async function readOwnAsk(house: House, secret: Uint8Array, askId: string): Promise<OpenAsk> {
  const seen = await asPerson(house.db, secret, (tx) => lookAtAsk(tx, askId));
  const opener: Opener = { act: "read", memberId: null, purpose: null, clause: seen.taken.clause ?? "" };
  return openAsk(house, seen, opener).catch(async (error: unknown) => {
    throw await asPerson(house.db, secret, (tx) => noteUnopened(tx, seen, error));
  });
}

/** What the person said about a case that the member's agency holds, as far as it is theirs to see. */
export async function readAsksOfCase(
  house: House,
  secret: Uint8Array,
  caseId: string,
): Promise<store.AskRow[]> {
  return asMember(house.db, secret, null, async (tx) => {
    if (!(await findStanding(tx, caseId)).party) throw new HttpProblem("not-found");
    return store.listAsks(tx, caseId);
  });
}

/** One of them, opened: a look at the part that it is about, on record. */
export async function readAsk(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  askId: string,
): Promise<OpenAsk> {
  const { memberId, ...seen } = await asMember(house.db, secret, purpose, async (tx, me) => ({
    ...(await lookAtAsk(tx, askId)),
    memberId: me.memberId,
  }));
  const { outcome, refusal, clause } = seen.taken;
  if (outcome === "refused") throw new CareError("section-closed", { refusal });
  return openAsk(house, seen, { act: "read", memberId, purpose, clause: clause ?? "" }).catch(
    async (error: unknown) => {
      throw await asMember(house.db, secret, purpose, (tx) => noteUnopened(tx, seen, error));
    },
  );
}

/**
 * The answer, which the person reads in their file; with it the clock ends.
 *
 * @throws CareError `ask-answered`, `ask-outcome`; HttpProblem `not-found`; KeyHolderError
 */
export async function answer(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  askId: string,
  said: { readonly outcome: AskOutcome; readonly text: string },
): Promise<void> {
  await asMemberWithKeys(house, secret, purpose, "write", async (tx, _me, keys) => {
    const found = await store.findAsk(tx, askId);
    if (!found) throw new HttpProblem("not-found");
    const { caseId, category, dataKeyId } = found;
    const [open] = await keys.open(tx, caseId, category, [dataKeyId]);
    if (!open) throw new CareError("section-left-behind");
    const place = { caseId, category, version: ANSWERED, dataKeyId };
    const ciphertext = await encryptSection(
      open.key,
      documentBytes({ text: said.text }),
      place,
      house.random,
    );
    const outcome = await store.answerAsk(tx, askId, said.outcome, ciphertext);
    if (outcome === "unknown") throw new HttpProblem("not-found");
    if (outcome !== "done") throw new CareError(`ask-${outcome}`);
  });
}

interface Seen {
  readonly found: store.LockedAsk;
  readonly taken: Taken;
}

async function lookAtAsk(tx: Transaction, askId: string): Promise<Seen> {
  const found = await store.findAsk(tx, askId);
  if (!found) throw new HttpProblem("not-found");
  const taken = await take(tx, found.caseId, found.category, found.dataKeyId);
  if (taken.outcome === "unknown") throw new HttpProblem("not-found");
  return { found, taken };
}

async function openAsk(house: House, { found, taken }: Seen, opener: Opener): Promise<OpenAsk> {
  const { caseId, dataKeyId, ciphertext, answer: locked, ...row } = found;
  // Asked of an agency that has handed the case over since: its key opens it no more.
  if (!taken.wrap) throw new CareError("section-left-behind");
  const { key } = await openWrap(house.keys, caseId, row.category, taken.wrap, opener);
  const read = async (bytes: Uint8Array, version: number): Promise<SectionDocument> =>
    documentOf(await decryptSection(key, bytes, { caseId, category: row.category, version, dataKeyId }));
  const { text, helped, treatedWell } = await read(ciphertext, ASKED);
  return {
    ...row,
    text: String(text),
    rating: row.kind === "rating" ? ({ helped, treatedWell } as Rating) : null,
    answer: locked ? String((await read(locked, ANSWERED)).text) : null,
  };
}

/** What was looked for and not shown must not stand there as read. @returns what to say of it */
async function noteUnopened(tx: Transaction, { taken }: Seen, error: unknown): Promise<unknown> {
  const code = error instanceof KeyHolderError ? error.code : taken.wrap === null ? "no-key" : null;
  if (code !== null && taken.wrap?.entry) await noteNotOpened(tx, taken.wrap.entry, code);
  return error;
}
