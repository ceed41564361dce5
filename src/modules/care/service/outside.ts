import { randomUUID } from "node:crypto";
import { Encrypter } from "age-encryption";
import { asMember, type Purpose } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem, type TryLimit } from "../../../core/http/index.ts";
import { fromBase64Url } from "../../../core/keys/index.ts";
import { DOOR_LANGUAGES, houseLanguageOf } from "../../../core/texts/index.ts";
import { sayIn } from "../../door/index.ts";
import { CareError } from "../errors.ts";
import { outsideText, referenceOf } from "../model/outside.ts";
import type { Wanted } from "../model/referral.ts";
import { hashOfLink } from "../outside-seal.ts";
import { afterAct, isCodeOf } from "../referral-rules.ts";
import { findStanding } from "../store/case.ts";
import * as store from "../store/outside.ts";
import type { Lines } from "../store/referral.ts";
import { describeDocument } from "../texts/describe.ts";
import { notFoundOrNotHeld } from "./cases.ts";
import { type ChosenLines, copyLines } from "./letter.ts";
import type { Once } from "./once.ts";
import { endOfWait } from "./referral.ts";

/** What an agency says of itself before anything can be sent to it. */
export interface Declared extends Omit<store.OutsideAgency, "id"> {
  readonly enforcesImmigrationLaw: boolean;
  readonly mustPassOn: boolean;
}

/** @throws CareError `outside-immigration`, `outside-recipient`, `outside-role` */
export async function declareOutside(
  house: House,
  secret: Uint8Array,
  { enforcesImmigrationLaw, mustPassOn, ...declared }: Declared,
): Promise<{ id: string }> {
  if (enforcesImmigrationLaw || mustPassOn) throw new CareError("outside-immigration");
  if (declared.ageRecipient !== null) ensureRecipient(declared.ageRecipient);
  return asMember(house.db, secret, null, async (tx) => {
    const id = await store.declareOutsideAgency(tx, { ...declared, id: randomUUID() });
    if (id === null) throw new CareError("outside-role");
    return { id };
  });
}

function ensureRecipient(recipient: string): void {
  try {
    new Encrypter().addRecipient(recipient);
  } catch (cause) {
    throw new CareError("outside-recipient", {}, { cause });
  }
}

export const readOutsideAgencies = (
  house: House,
  secret: Uint8Array,
): Promise<{ agencies: store.OutsideAgency[] }> =>
  asMember(house.db, secret, null, async (tx) => ({ agencies: await store.listOutsideAgencies(tx) }));

interface Asked {
  readonly caseId: string;
  readonly consentId: string;
  readonly wanted: Wanted;
  readonly urgent: boolean;
}

/**
 * The text that would be sealed, as whoever receives it reads it. Each part is a look of the member who asks, on record before a letter
 * of it leaves this server; the browser seals it, so that the passphrase and the link are never here.
 *
 * @throws CareError `letter-lines`, `section-closed`, `referral-basis`; HttpProblem `not-found`
 */
export async function previewOutside(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  { caseId, consentId, wanted, urgent }: Asked,
  chosen: readonly Lines[],
): Promise<{
  reference: string;
  text: string;
  to: store.OutsideAgency;
  versions: { category: string; version: number }[];
}> {
  const found = await asMember(house.db, secret, purpose, async (tx) => {
    if (!(await findStanding(tx, caseId)).holds) throw await notFoundOrNotHeld(tx, caseId);
    return store.findOutsideConsent(tx, caseId, consentId);
  });
  if (!found) throw new CareError("referral-basis");
  const parts = await copyLines(house, secret, purpose, caseId, chosen);
  const reference = referenceOf(house.random(8));
  const language = houseLanguageOf(DOOR_LANGUAGES.find((known) => known === found.agency.language) ?? "en");
  const say = sayIn(language);
  const text = outsideText(
    {
      ...{ reference, from: found.from, to: found.agency.name, urgent, until: found.until },
      wanted: say(`wanted-${wanted}`),
      purpose: say(`purpose-${found.purpose as Purpose}`),
      parts: await Promise.all(
        parts.map(async ({ category, document }) => ({
          category,
          name: say(`category-${category}`),
          facts: await describeDocument(category, document, { language, calendar: "gregory" }),
        })),
      ),
    },
    language,
  );
  const versions = parts.map(({ category, version }) => ({ category, version }));
  return { reference, text, to: found.agency, versions };
}

export interface NewFile {
  readonly letter: readonly ChosenLines[];
  readonly reference: string;
  /** Of the link's secret, which only the browser that made it and whoever was sent it have. */
  readonly linkHash: string;
}

export interface NewOutside extends Asked, NewFile {
  readonly takesUp: string | null;
}

const storedFile = ({ letter, reference, linkHash }: NewFile) => ({
  reference,
  letterId: randomUUID(),
  linkHash: fromBase64Url(linkHash, 32),
  letter: letter.map(({ category, lines, version }) => ({ category, lines, fromVersion: version })),
});

/**
 * Writes down that a file goes to an agency outside, before it does.
 *
 * @throws CareError `referral-…`, `holder-only`; HttpProblem `not-found`
 */
export async function referOutside(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  asked: NewOutside,
  once: Once,
): Promise<{ id: string }> {
  return asMember(house.db, secret, purpose, async (tx, me) => {
    if (!(await findStanding(tx, asked.caseId)).holds) throw await notFoundOrNotHeld(tx, asked.caseId);
    return once(tx, me.memberId, async () => {
      const id = randomUUID();
      const refusal = await store.sendOutside(tx, {
        ...asked,
        ...storedFile(asked),
        id,
        dueAt: endOfWait(house, "sent", { urgent: asked.urgent, sentAt: house.now() }),
      });
      if (refusal === "unknown") throw new CareError("holder-only");
      if (refusal !== null) throw new CareError(`referral-${refusal}`);
      return { id };
    });
  });
}

/**
 * Writes down that the file goes out anew, before it does. The one before is asked back, with a clock; the referral's own clocks stay.
 *
 * @throws CareError `referral-…`; HttpProblem `not-found`
 */
export async function sendOutsideAnew(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  id: string,
  file: NewFile,
  once: Once,
): Promise<{ sent: true }> {
  return asMember(house.db, secret, purpose, (tx, me) =>
    once(tx, me.memberId, async () => {
      const refusal = await store.sendOutsideAnew(tx, { ...storedFile(file), referralId: id });
      if (refusal === "unknown") throw new HttpProblem("not-found");
      if (refusal !== null) throw new CareError(`referral-${refusal}`);
      return { sent: true };
    }),
  );
}

/** A new link in the place of one that was lost. @throws CareError `referral-role`, `referral-not-now`; HttpProblem `not-found` */
export async function renewLink(
  house: House,
  secret: Uint8Array,
  id: string,
  linkHash: string,
): Promise<{ renewed: true }> {
  return asMember(house.db, secret, null, async (tx) => {
    const refusal = await store.renewOutsideLink(tx, id, fromBase64Url(linkHash, 32));
    if (refusal === "unknown") throw new HttpProblem("not-found");
    if (refusal !== null) throw new CareError(`referral-${refusal}`);
    return { renewed: true };
  });
}

export const readRecalls = (house: House, secret: Uint8Array): Promise<{ recalls: store.Recall[] }> =>
  asMember(house.db, secret, null, async (tx) => ({ recalls: await store.listRecalls(tx) }));

/** They were called, and asked to delete what they were sent. */
export async function askDeletion(house: House, secret: Uint8Array, letterId: string): Promise<void> {
  await asMember(house.db, secret, null, async (tx) => {
    const refusal = await store.askOutsideDeletion(tx, letterId);
    if (refusal === "unknown") throw new HttpProblem("not-found");
    if (refusal !== null) throw new CareError(refusal === "role" ? "outside-role" : "referral-not-now");
  });
}

// ---------- the page that answers without an account ----------

export const ANSWERS = ["acknowledge", "accept", "decline", "begin", "end", "deleted"] as const;
type Answer = (typeof ANSWERS)[number];

/** What a link shows: never a fact about the person. */
export interface Answerable {
  readonly reference: string;
  readonly agency: string;
  readonly wanted: Wanted | null;
  readonly urgent: boolean;
  readonly state: string | null;
  readonly dueAt: Date | null;
  readonly over: boolean;
  readonly deleted: boolean;
  readonly answers: readonly Answer[];
}

/** Of one link in an hour: looks and answers. */
export const LINK_TRIES_AN_HOUR = 60;

/** @throws CareError `outside-link`, whatever is wrong with it; HttpProblem `too-many` */
async function openLink(house: House, limit: TryLimit, secret: string) {
  const linkHash = await hashOfLink(fromBase64Url(secret, 32));
  const link = await house.db.transaction("leeward_visitor", (tx) => store.findOutsideLink(tx, linkHash));
  await limit.take(Buffer.from(linkHash).toString("hex"), link ? "count" : "refuse");
  if (!link) throw new CareError("outside-link");
  return { link, linkHash };
}

export async function readLink(house: House, limit: TryLimit, secret: string): Promise<Answerable> {
  return shown((await openLink(house, limit, secret)).link);
}

/**
 * Each answer once: what was said cannot be said again, and an agreement that is over takes no answer but that the file is deleted.
 *
 * @throws CareError `outside-link`, `referral-not-now`, `referral-code`, `outside-declares`
 */
export async function answerLink(
  house: House,
  limit: TryLimit,
  secret: string,
  said: { readonly act: Answer; readonly code: string | null; readonly declares: boolean },
): Promise<Answerable> {
  const { link, linkHash } = await openLink(house, limit, secret);
  const { act, code, declares } = said;
  if (!answersOf(link).includes(act)) throw new CareError("referral-not-now", { state: link.state });
  if (act === "deleted" ? code !== null : !isCodeOf(act, code)) throw new CareError("referral-code");
  // Nothing goes on with whoever enforces immigration law: they say on the page itself that they do not.
  if (act === "accept" && !declares) throw new CareError("outside-declares");
  const refusal = await house.db.transaction("leeward_visitor", (tx) =>
    store.answerOutside(tx, linkHash, { what: act, code }, dueAfter(house, link, act)),
  );
  if (refusal === "unknown") throw new CareError("outside-link");
  if (refusal !== null) throw new CareError("referral-not-now", { state: link.state });
  return readLink(house, limit, secret);
}

function dueAfter(house: House, { state, urgent, sentAt }: store.OutsideLink, act: Answer): Date | null {
  if (act === "deleted" || state === null || sentAt === null) return null;
  const next = afterAct(act, state, "recipient");
  return next === null ? null : endOfWait(house, next, { urgent, sentAt });
}

function answersOf({ over, state, deletedAt }: store.OutsideLink): Answer[] {
  if (over) return deletedAt === null ? ["deleted"] : [];
  return ANSWERS.filter(
    (answer) => answer !== "deleted" && state !== null && afterAct(answer, state, "recipient") !== null,
  );
}

function shown(link: store.OutsideLink): Answerable {
  const { reference, agency, wanted, urgent, state, dueAt, over, deletedAt } = link;
  const stands = { state: over ? null : state, dueAt: over ? null : dueAt, wanted: over ? null : wanted };
  return {
    reference,
    agency,
    urgent,
    over,
    ...stands,
    deleted: deletedAt !== null,
    answers: answersOf(link),
  };
}
