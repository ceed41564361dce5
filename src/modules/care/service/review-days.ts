import type { Category, MemberContext } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { REVIEW_DAYS } from "../model/clocks.ts";
import type { SectionDocument } from "../model/field.ts";
import { endOfWrittenDay } from "../rules.ts";
import { keepReviewDay } from "../store/clock.ts";

const BASIS = "The day that was written down with it";

/**
 * A day that a section names for looking at something again has a clock until its end, which tells whoever leads the case. It ends when
 * another day is written, when none is, or at the desk.
 */
export async function keepReviewDays(
  tx: Transaction,
  house: House,
  me: MemberContext,
  { caseId, category, document }: { caseId: string; category: Category; document: SectionDocument },
): Promise<void> {
  const now = house.now();
  for (const { field, what } of REVIEW_DAYS.filter((one) => one.category === category)) {
    const day = document[field];
    const dueAt = typeof day === "string" ? endOfWrittenDay(day, now, house.calendar) : null;
    await keepReviewDay(tx, { caseId, what, dueAt, basis: BASIS }, me.memberId, now);
  }
}
