import { asMember, type Category, type Purpose } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import { CareError } from "../errors.ts";
import { opensCases } from "../store/case.ts";
import { dropDraftKey, keepDraftKey } from "../store/draft-key.ts";
import { findStandingOfSection } from "../store/section.ts";

const KEY_BYTES = 32;

/**
 * The key under which this member's draft of one section waits on their own device; made when there is none. Only for
 * who may write there now.
 *
 * @returns 32 bytes
 * @throws CareError `section-closed`, `holder-only`; HttpProblem `not-found`
 */
export async function openDraft(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  caseId: string,
  category: Category,
): Promise<Uint8Array> {
  return asMember(house.db, secret, purpose, async (tx, { memberId }) => {
    const { clause, refusal } = await findStandingOfSection(tx, caseId, category);
    if (clause === null && refusal === null) throw new HttpProblem("not-found");
    if (clause === null) throw new CareError("section-closed", { refusal });
    if (clause !== "holder") throw new CareError("holder-only");
    return keepDraftKey(tx, { caseId, category, memberId }, house.random(KEY_BYTES));
  });
}

/**
 * Makes a draft unreadable, wherever a copy of it is left. What is not there, or of no use to this member any more, is
 * gone already.
 */
export async function endDraft(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  caseId: string,
  category: Category,
): Promise<void> {
  await asMember(house.db, secret, purpose, (tx, { memberId }) =>
    dropDraftKey(tx, { caseId, category, memberId }),
  );
}

/** As `openDraft`, of a case that this member is about to open with someone who is here. @throws CareError `open-case-role` */
export async function openCaseDraft(house: House, secret: Uint8Array): Promise<Uint8Array> {
  return asMember(house.db, secret, null, async (tx, { memberId }) => {
    if (!(await opensCases(tx))) throw new CareError("open-case-role");
    return keepDraftKey(tx, { ...OF_NO_CASE, memberId }, house.random(KEY_BYTES));
  });
}

/** As `endDraft`. */
export async function endCaseDraft(house: House, secret: Uint8Array): Promise<void> {
  await asMember(house.db, secret, null, (tx, { memberId }) => dropDraftKey(tx, { ...OF_NO_CASE, memberId }));
}
const OF_NO_CASE = { caseId: null, category: null } as const;
