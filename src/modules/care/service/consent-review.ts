import type { MemberContext } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import type { ConsentClock } from "../journey/rules.ts";
import { reviewAfter } from "../rules.ts";
import { insertClocks } from "../store/clock.ts";
import { findReviewDue } from "../store/consent.ts";
import { packOfCase } from "./journey.ts";

/**
 * Sees that the consents of a case are looked at again, within the time and on the basis that its jurisdiction names, unless a clock
 * that is due as soon runs already. It reminds the member.
 *
 * @param by `consent-new-purpose` where one for another purpose stood before
 */
export async function startConsentReview(
  tx: Transaction,
  house: House,
  caseId: string,
  by: ConsentClock,
  { memberId }: Pick<MemberContext, "memberId">,
): Promise<void> {
  const { code: pack, consents, rules } = await packOfCase(tx, house, caseId);
  const rule = consents[by];
  const startedAt = house.now();
  const dueAt = reviewAfter(rule, startedAt, await findReviewDue(tx, caseId), rules.calendar);
  if (!dueAt) return;
  await insertClocks(tx, [
    { caseId, what: "consent-review", startedAt, dueAt, memberId, basis: rule.basis, pack },
  ]);
}
