import { randomUUID } from "node:crypto";
import { asMember, type Category, type MemberContext, type Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { makeDataKey } from "../../../core/keys/index.ts";
import { type AcceptedOffer, carryOffer, verifyAcceptedOffer } from "../../door/index.ts";
import { drawAlias } from "../alias.ts";
import { CareError } from "../errors.ts";
import { writtenForDecision } from "../model/decision.ts";
import type { SectionDocument } from "../model/field.ts";
import type { JourneyState } from "../model/journey.ts";
import type { AgeBand, CountedGender } from "../rules.ts";
import { insertFile, insertFirstState, type NewCase, openCase, opensCases } from "../store/case.ts";
import { findStandingOfSection } from "../store/section.ts";
import { hasKey, openShare, recordConsent } from "../store/share.ts";
import { startConsentReview } from "./consent-review.ts";
import { beginCase } from "./journey.ts";
import type { Once } from "./once.ts";
import { addVersion, ensureAges, ensureAsked } from "./write-section.ts";

const FIRST_STATE: JourneyState = "contact";
const TRIES = 12;

/** What is known of someone when their case opens. */
export interface FirstFacts {
  readonly gender: CountedGender;
  readonly ageBand: AgeBand;
  readonly language: string | null;
  readonly sections: readonly { readonly category: Category; readonly document: SectionDocument }[];
}

/**
 * Opens a case from a person's signed yes, in one transaction: the case and who it is about, the consent with its
 * statement and signature, a share for each category that they named, the sections (each under a key that is
 * wrapped for those who may read it), the first clocks; and the yes is marked as used.
 *
 * @throws what `verifyAcceptedOffer` throws; CareError `not-covered`, `share-not-live`, `reader-without-key`
 */
export async function openCaseFromOffer(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  { offerId, ...facts }: FirstFacts & { readonly offerId: string },
  once: Once,
): Promise<{ id: string; alias: string }> {
  return asMember(house.db, secret, purpose, (tx, me) =>
    once(tx, me.memberId, async () => {
      const yes = await verifyAcceptedOffer(tx, offerId, house.now());
      const id = randomUUID();
      await openCase(tx, id, yes.mailboxAddress);
      const alias = await openFile(tx, house, me, id, facts);
      await openShares(tx, id, yes);
      await writeFacts(tx, house, me, id, facts);
      await startConsentReview(tx, house, id, "consent-review", me);
      await carryOffer(tx, offerId, id);
      return { id, alias };
    }),
  );
}

/**
 * Opens a case with someone who is here, in one transaction. They said yes to no sharing: nobody else sees any of it.
 * They have no words until a member gives them a code (`first-words.ts`).
 *
 * @throws CareError `open-case-role`, `not-covered`
 */
export async function openCaseInPerson(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  facts: FirstFacts,
  once: Once,
): Promise<{ id: string; alias: string }> {
  return asMember(house.db, secret, purpose, (tx, me) =>
    once(tx, me.memberId, async () => {
      if (!(await opensCases(tx))) throw new CareError("open-case-role");
      const id = randomUUID();
      await openCase(tx, id, null);
      const alias = await openFile(tx, house, me, id, facts);
      await writeFacts(tx, house, me, id, facts);
      return { id, alias };
    }),
  );
}

/** The sections, each under a key for those who may read it, and the first step with its clocks. */
async function writeFacts(
  tx: Transaction,
  house: House,
  me: MemberContext,
  caseId: string,
  facts: FirstFacts,
): Promise<void> {
  const identity = facts.sections.find(({ category }) => category === "identity")?.document;
  const known = { ageBand: facts.ageBand, ageDisputed: identity?.ageDisputed === true, standingAge: null };
  for (const { category, document } of facts.sections) {
    ensureAsked(category, document, known);
    ensureAges(category, document, house.now(), facts.ageBand);
    await writeFirst(tx, house, me, { caseId, category, document });
  }
  const status = facts.sections.find(({ category }) => category === "status")?.document ?? {};
  await beginCase(tx, house, caseId, { ...facts, ...known, ...writtenForDecision(status) }, me);
}

/** Makes the file under the first free alias; longer numbers where the short ones were taken. */
async function openFile(
  tx: Transaction,
  house: House,
  me: MemberContext,
  id: string,
  { gender, ageBand, language }: FirstFacts,
): Promise<string> {
  const file: NewCase = { id, gender, ageBand, language, state: FIRST_STATE, leadMemberId: me.memberId };
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const alias = drawAlias(house.random, 3 + Math.floor(attempt / 4));
    if (await insertFile(tx, file, alias)) {
      await insertFirstState(tx, file);
      return alias;
    }
  }
  throw new Error("no free alias was drawn, though there are a hundred million");
}

async function openShares(tx: Transaction, caseId: string, yes: AcceptedOffer): Promise<void> {
  const consentId = randomUUID();
  if (!(await hasKey(tx, yes.recipientAgencyId))) throw new CareError("reader-without-key");
  await recordConsent(tx, {
    id: consentId,
    caseId,
    recipientAgencyId: yes.recipientAgencyId,
    purpose: yes.purpose,
    categories: yes.categories,
    statement: yes.statement,
    signature: yes.signature,
    until: yes.consentUntil,
  });
  for (const category of yes.categories) {
    await openShare(tx, {
      id: randomUUID(),
      caseId,
      category,
      agencyId: yes.recipientAgencyId,
      purpose: yes.purpose,
      consentId,
      legalOrderId: null,
      protocolId: yes.protocolId,
      until: yes.consentUntil,
    });
  }
}

async function writeFirst(
  tx: Transaction,
  house: House,
  me: MemberContext,
  first: { readonly caseId: string; readonly category: Category; readonly document: SectionDocument },
): Promise<void> {
  const { clause } = await findStandingOfSection(tx, first.caseId, first.category);
  if (clause !== "holder") throw new CareError("not-covered", { category: first.category });
  const dataKey = await makeDataKey(tx, first.caseId, first.category, house.random, randomUUID());
  const placed = { version: 1, isConflict: false, resolves: [] };
  await addVersion(tx, house, me, dataKey, { ...first, basedOn: 0 }, placed);
}
