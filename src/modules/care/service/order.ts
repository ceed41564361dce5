import { randomUUID } from "node:crypto";
import { asMember } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import { CareError, type CareErrorCode } from "../errors.ts";
import { findStanding } from "../store/case.ts";
import {
  endOrder,
  type NewOrder,
  type ProposeOutcome,
  proposeHoldEnding,
  proposeOrder,
} from "../store/order.ts";
import { notFoundOrNotHeld } from "./cases.ts";
import type { Once } from "./once.ts";

const NOT_PROPOSED: Readonly<Record<Exclude<ProposeOutcome, "proposed" | "unknown">, CareErrorCode>> = {
  role: "order-role",
  recipient: "order-recipient",
  immigration: "order-immigration",
  limits: "order-limits",
  court: "order-court",
};

/**
 * Writes down what an order says. It opens nothing until a second member has compared it with the paper.
 *
 * @throws CareError `order-…`, `holder-only`; HttpProblem `not-found`
 */
export async function recordOrder(
  house: House,
  secret: Uint8Array,
  order: Omit<NewOrder, "id">,
  once: Once,
): Promise<{ id: string }> {
  return asMember(house.db, secret, null, (tx, me) =>
    once(tx, me.memberId, async () => {
      const id = randomUUID();
      const outcome = await proposeOrder(tx, { ...order, id });
      if (outcome === "unknown") throw await notFoundOrNotHeld(tx, order.caseId);
      if (outcome !== "proposed") throw new CareError(NOT_PROPOSED[outcome]);
      return { id };
    }),
  );
}

/** Ends an order that was lifted, and every share that rests on it. @throws CareError `order-unknown`, `holder-only` */
export async function endOrderOfCase(
  house: House,
  secret: Uint8Array,
  caseId: string,
  orderId: string,
): Promise<void> {
  await asMember(house.db, secret, null, async (tx) => {
    await ensureHeld(tx, caseId);
    if (!(await endOrder(tx, orderId))) throw new CareError("order-unknown");
  });
}

/**
 * Says that a legal hold was lifted; it ends when a second member confirms that.
 *
 * @throws CareError `order-unknown`, `order-role`, `holder-only`; HttpProblem `not-found`
 */
export async function sayHoldLifted(
  house: House,
  secret: Uint8Array,
  lifted: { readonly caseId: string; readonly orderId: string; readonly reason: string },
  once: Once,
): Promise<{ id: string }> {
  return asMember(house.db, secret, null, (tx, me) =>
    once(tx, me.memberId, async () => {
      await ensureHeld(tx, lifted.caseId);
      const id = randomUUID();
      const outcome = await proposeHoldEnding(tx, { ...lifted, id });
      if (outcome !== "proposed") throw new CareError(outcome === "role" ? "order-role" : "order-unknown");
      return { id };
    }),
  );
}

async function ensureHeld(tx: Transaction, caseId: string): Promise<void> {
  const { holds, party } = await findStanding(tx, caseId);
  if (!party) throw new HttpProblem("not-found");
  if (!holds) throw new CareError("holder-only");
}
