import { randomUUID } from "node:crypto";
import { asMember, asPerson, type Category, type Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import type { Language } from "../../../core/texts/index.ts";
import { type InPersonStatement, sayInPerson } from "../../door/index.ts";
import { CareError, type CareErrorCode } from "../errors.ts";
import { areLinesOf } from "../model/letter.ts";
import { type AllowedConsent, listConsents } from "../store/allowed.ts";
import { findStanding } from "../store/case.ts";
import {
  type ConsentOutcome,
  disputeConsent,
  findAgencies,
  findRunning,
  isHeldConsent,
  type NewConsentInPerson,
  recordConsentInPerson,
} from "../store/consent.ts";
import { type FirstWords, findFirstWords } from "../store/first-words.ts";
import { type GuardianRow, listGuardians } from "../store/guardian.ts";
import { nameLines } from "../store/letter.ts";
import { type EndedShare, listEndedBy, withdrawConsent, withdrawEvery } from "../store/my-file.ts";
import { listOrders, listProposedOrders, type OrderRow, type ProposedOrderRow } from "../store/order.ts";
import { listOnePerson } from "../store/pair.ts";
import type { Lines } from "../store/referral.ts";
import { listWishes, type WishRow } from "../store/wish.ts";
import { listWordsResets, type WordsResetRow } from "../store/words-reset.ts";
import { sayLines } from "../texts/describe.ts";
import { notFoundOrNotHeld } from "./cases.ts";
import { startConsentReview } from "./consent-review.ts";
import type { Once } from "./once.ts";

const DAY_MS = 86_400_000;
const UNTIL_MAX_DAYS = 366;

/** What someone is asked to say yes to. */
export interface Asked {
  readonly recipientAgencyId: string;
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
  /** Of these parts only these lines; of the others all. */
  readonly lines: readonly Lines[];
  readonly until: Date;
  readonly language: Language;
}

export interface Said extends Asked {
  /** The sentence that was read; it must be the one that is kept. */
  readonly text: string;
  readonly by: NewConsentInPerson["by"];
  readonly assent: NewConsentInPerson["assent"];
  readonly readAloud: boolean;
  readonly interpretedInto: string | null;
}

/** The consents and orders of a case with their history: all for its holder, another agency's own. */
export async function readAllowed(
  house: House,
  secret: Uint8Array,
  caseId: string,
): Promise<{
  consents: AllowedConsent[];
  orders: OrderRow[];
  proposedOrders: ProposedOrderRow[];
  wishes: WishRow[];
  wordsResets: WordsResetRow[];
  firstWords: FirstWords;
  guardians: GuardianRow[];
}> {
  return asMember(house.db, secret, null, async (tx) => {
    const consents = await listConsents(tx, caseId);
    const orders = await listOrders(tx, caseId);
    const proposedOrders = await listProposedOrders(tx, caseId);
    const wishes = await listWishes(tx, caseId);
    const wordsResets = await listWordsResets(tx, caseId);
    const firstWords = await findFirstWords(tx, caseId);
    const guardians = await listGuardians(tx, caseId);
    if (!(await findStanding(tx, caseId)).party) throw new HttpProblem("not-found");
    return { consents, orders, proposedOrders, wishes, wordsResets, firstWords, guardians };
  });
}

/** The sentence to read to the person, in a language of the house. @throws CareError `consent-recipient`, `holder-only` */
export async function previewConsent(
  house: House,
  secret: Uint8Array,
  caseId: string,
  asked: Asked,
): Promise<{ text: string }> {
  return asMember(house.db, secret, null, async (tx) => ({
    text: (await statementOf(tx, caseId, asked)).text,
  }));
}

const PROBLEM_OF: Readonly<Record<Exclude<ConsentOutcome, "recorded" | "unknown">, CareErrorCode>> = {
  role: "consent-role",
  assent: "consent-assent",
  adult: "consent-of-an-adult",
  "no-guardian": "consent-no-guardian",
  recipient: "consent-recipient",
  immigration: "consent-immigration",
  agreement: "consent-not-covered",
  "outside-purpose": "consent-outside-purpose",
};

/**
 * Keeps a yes that was said in person, with the sentence that was read, and sees that it is looked at again.
 *
 * @throws CareError `consent-…`, `holder-only`; HttpProblem `not-found`
 */
export async function recordConsentSaid(
  house: House,
  secret: Uint8Array,
  caseId: string,
  said: Said,
  once: Once,
): Promise<{ id: string }> {
  const days = (said.until.getTime() - house.now().getTime()) / DAY_MS;
  return asMember(house.db, secret, null, (tx, me) =>
    once(tx, me.memberId, async () => {
      const statement = await statementOf(tx, caseId, said);
      if (!(days >= 1 && days <= UNTIL_MAX_DAYS)) throw new CareError("consent-limits");
      if (statement.text !== said.text) throw new CareError("consent-text-changed", { text: statement.text });
      const before = await findRunning(tx, caseId, said.purpose);
      const id = randomUUID();
      const outcome = await recordConsentInPerson(tx, {
        ...said,
        id,
        caseId,
        statement: JSON.stringify(statement),
      });
      if (outcome === "unknown") throw await notFoundOrNotHeld(tx, caseId);
      if (outcome !== "recorded") throw new CareError(PROBLEM_OF[outcome]);
      for (const one of said.lines) {
        if (!(await nameLines(tx, id, one))) throw new CareError("letter-lines");
      }
      const by = before.otherPurpose ? "consent-new-purpose" : "consent-review";
      await startConsentReview(tx, house, caseId, by, me);
      return { id };
    }),
  );
}

async function statementOf(tx: Transaction, caseId: string, asked: Asked): Promise<InPersonStatement> {
  const agencies = await findAgencies(tx, caseId, asked.recipientAgencyId);
  if (!agencies) throw await notFoundOrNotHeld(tx, caseId);
  if (!agencies.other) throw new CareError("consent-recipient");
  const { holder: agency, other: recipientAgency, outside } = agencies;
  const { categories, lines, purpose, until, language } = asked;
  const isTwice = new Set(lines.map(({ category }) => category)).size < lines.length;
  const areThere = lines.every(
    (one) => categories.includes(one.category) && areLinesOf(one.category, one.lines),
  );
  if (isTwice || !areThere) throw new CareError("letter-lines");
  const only = await sayLines(lines, language);
  return sayInPerson(
    {
      caseId,
      agency,
      recipientAgency,
      outside,
      categories,
      purpose,
      consentUntil: until.toISOString(),
      lines,
      only,
    },
    language,
  );
}

/** The person took a consent back in person: at once, as if they had done it themself. */
export async function withdrawSaid(
  house: House,
  secret: Uint8Array,
  caseId: string,
  consentId: string,
): Promise<{ ended: EndedShare[] }> {
  return asMember(house.db, secret, null, async (tx) => {
    if (!(await findStanding(tx, caseId)).holds) throw await notFoundOrNotHeld(tx, caseId);
    if (!(await isHeldConsent(tx, caseId, consentId))) throw new CareError("consent-unknown");
    await withdrawConsent(tx, consentId);
    return { ended: await listEndedBy(tx, [consentId]) };
  });
}

/**
 * The person said in person that nothing shall be shared any more: every consent ends, as if they had paused themself, also
 * of what is kept together with this case.
 */
export async function pauseSaid(
  house: House,
  secret: Uint8Array,
  caseId: string,
): Promise<{ ended: EndedShare[] }> {
  return asMember(house.db, secret, null, async (tx) => {
    if (!(await findStanding(tx, caseId)).holds) throw await notFoundOrNotHeld(tx, caseId);
    const ended: string[] = [];
    for (const one of await listOnePerson(tx, caseId)) ended.push(...(await withdrawEvery(tx, one)));
    return { ended: await listEndedBy(tx, ended) };
  });
}

/** The person says that they never gave a consent that was kept as said in person: it ends, and the desk must answer. */
export async function dispute(
  house: House,
  secret: Uint8Array,
  consentId: string,
): Promise<{ ended: EndedShare[] }> {
  return asPerson(house.db, secret, async (tx) => {
    if (!(await disputeConsent(tx, consentId))) throw new CareError("consent-unknown");
    return { ended: await listEndedBy(tx, [consentId]) };
  });
}
