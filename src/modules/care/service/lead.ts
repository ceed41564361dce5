import { randomUUID } from "node:crypto";
import { asMember, type Category, type Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import {
  decryptSection,
  encryptSection,
  KeyHolderError,
  noteNotOpened,
  openWrap,
  take,
  wrapFor,
} from "../../../core/keys/index.ts";
import { documentBytes, documentOf } from "../document-bytes.ts";
import { CareError } from "../errors.ts";
import { LEAD_CASES_MAX, type LeadAct } from "../model/lead.ts";
import { type CaseRow, findCases, findStanding } from "../store/case.ts";
import * as store from "../store/lead.ts";
import { notFoundOrNotHeld } from "./cases.ts";
import type { Once } from "./once.ts";

const DAY_MS = 24 * 3_600_000;
const SHOWN_MAX = 200;
/** Under the key of the part that most who work with someone may read. */
const NOTE_PART: Category = "needs-and-risk";
const NOTE_VERSION = 1;

/** Who leads how many cases at the member's agency, and what is due for each. */
export async function readWorkload(house: House, secret: Uint8Array): Promise<{ members: store.LoadRow[] }> {
  return asMember(house.db, secret, null, async (tx) => ({
    members: await store.listWorkload(tx, new Date(house.now().getTime() + DAY_MS)),
  }));
}

/** The cases that a colleague leads, or nobody; as many as can be passed on at once. */
export async function readLedBy(
  house: House,
  secret: Uint8Array,
  memberId: string | null,
): Promise<{ cases: CaseRow[]; isMore: boolean }> {
  return asMember(house.db, secret, null, async (tx) => {
    const ids = await store.listLedBy(tx, memberId, LEAD_CASES_MAX + 1);
    const shown = ids.slice(0, LEAD_CASES_MAX);
    const found = new Map((await findCases(tx, shown)).map((row) => [row.id, row]));
    return { cases: shown.flatMap((id) => found.get(id) ?? []), isMore: ids.length > LEAD_CASES_MAX };
  });
}

/** What the member was asked to lead or asks a colleague to, and how many cases nobody leads. */
export async function readLeadOffers(
  house: House,
  secret: Uint8Array,
): Promise<{ offers: store.LeadOfferRow[]; unled: number }> {
  return asMember(house.db, secret, null, async (tx, { memberId }) => ({
    offers: await store.listLeadOffers(tx, { memberId, caseId: null }, SHOWN_MAX),
    unled: await store.countUnled(tx),
  }));
}

/** The same of one case, as far as the member sees it. */
export async function readLeadOffersOfCase(
  house: House,
  secret: Uint8Array,
  caseId: string,
): Promise<{ offers: store.LeadOfferRow[] }> {
  return asMember(house.db, secret, null, async (tx, { memberId }) => {
    if (!(await findStanding(tx, caseId)).party) throw new HttpProblem("not-found");
    return { offers: await store.listLeadOffers(tx, { memberId, caseId }, SHOWN_MAX) };
  });
}

/**
 * Asks a colleague to lead cases, all of them or none; what is said with it is locked for each case. A case that nobody
 * leads is taken at once by who asks it of themself.
 *
 * @throws CareError `lead-…`, `holder-only`, `reader-without-key`; HttpProblem `not-found`
 */
export async function passOn(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  asked: { readonly caseIds: readonly string[]; readonly memberId: string; readonly note: string | null },
  once: Once,
): Promise<{ ids: string[] }> {
  return asMember(house.db, secret, purpose, (tx, me) =>
    once(tx, me.memberId, async () => {
      const ids: string[] = [];
      // In one order, so that two who pass on the same cases wait for one another and not for each other.
      for (const caseId of [...asked.caseIds].sort()) {
        const id = randomUUID();
        const note = asked.note === null ? null : await lockNote(tx, house, caseId, asked.note);
        const said = await store.offerLead(tx, { id, caseId, memberId: asked.memberId, note });
        if (said === "unknown") throw await notFoundOrNotHeld(tx, caseId);
        if (said === "moved") throw new HttpProblem("not-found");
        if (said !== "offered" && said !== "taken") throw new CareError(`lead-${said}`, { caseId });
        ids.push(id);
      }
      return { ids };
    }),
  );
}

async function lockNote(
  tx: Transaction,
  house: House,
  caseId: string,
  text: string,
): Promise<NonNullable<store.NewLeadOffer["note"]>> {
  const own = await store.findOwnAgencyKey(tx);
  if (!own) throw new CareError("reader-without-key");
  const dataKey = { dataKeyId: randomUUID(), key: new Uint8Array(house.random(32)) };
  const place = { caseId, category: NOTE_PART, version: NOTE_VERSION, dataKeyId: dataKey.dataKeyId };
  return {
    dataKeyId: dataKey.dataKeyId,
    keyVersion: own.version,
    sealed: wrapFor(own, caseId, NOTE_PART, dataKey),
    ciphertext: await encryptSection(dataKey.key, documentBytes({ text }), place, house.random),
  };
}

/** A yes, a no, taken back, or undone within a day. The same again changes nothing. @throws CareError `lead-…` */
export async function settle(house: House, secret: Uint8Array, id: string, act: LeadAct): Promise<void> {
  const said = await asMember(house.db, secret, null, (tx) => store.settleLead(tx, id, act));
  if (said === "unknown") throw new HttpProblem("not-found");
  if (said !== "done") throw new CareError(`lead-${said}`);
}

/** What a colleague wrote with it: a look at the part that it is locked with, on record. */
export async function readLeadNote(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  id: string,
): Promise<{ text: string }> {
  const { found, taken, memberId } = await asMember(house.db, secret, purpose, async (tx, me) => {
    const note = await store.findLeadNote(tx, id);
    if (!note) throw new HttpProblem("not-found");
    const look = await take(tx, note.caseId, NOTE_PART, note.dataKeyId);
    return { found: note, taken: look, memberId: me.memberId };
  });
  const { outcome, refusal, clause, wrap } = taken;
  if (outcome === "unknown") throw new HttpProblem("not-found");
  if (outcome === "refused") throw new CareError("section-closed", { refusal });
  try {
    if (!wrap) throw new CareError("section-left-behind");
    const opener = { act: "read", memberId, purpose, clause: clause ?? "" } as const;
    const { key } = await openWrap(house.keys, found.caseId, NOTE_PART, wrap, opener);
    const place = {
      caseId: found.caseId,
      category: NOTE_PART,
      version: NOTE_VERSION,
      dataKeyId: found.dataKeyId,
    };
    return { text: String(documentOf(await decryptSection(key, found.ciphertext, place)).text) };
  } catch (error) {
    const code = error instanceof KeyHolderError ? error.code : null;
    const { entry = null } = wrap ?? {};
    if (code !== null && entry !== null) {
      await asMember(house.db, secret, purpose, (tx) => noteNotOpened(tx, entry, code));
    }
    throw error;
  }
}
