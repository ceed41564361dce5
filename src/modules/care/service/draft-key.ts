import { asMember, type Category, type Purpose } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import { CareError } from "../errors.ts";
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
