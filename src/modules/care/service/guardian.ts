import { randomUUID } from "node:crypto";
import { asMember, type MemberContext } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import type { Following } from "../../../core/proposals/index.ts";
import { CareError } from "../errors.ts";
import type { ConflictCheck, GuardianEnd, GuardianProof } from "../model/guardian.ts";
import { isStartOfGuardian } from "../rules.ts";
import { findStanding } from "../store/case.ts";
import { endGuardian, listGuardians, makeGuardianCode, proposeGuardian } from "../store/guardian.ts";
import { notFoundOrNotHeld } from "./cases.ts";
import { takeStepBeside } from "./journey.ts";
import type { Once } from "./once.ts";
import { drawCode, hashOfCode } from "./words-code.ts";

/**
 * A member says who the child's guardian is; a second one has to have seen what makes them that.
 *
 * @throws CareError `guardian-…`, `holder-only`; HttpProblem `not-found`
 */
export async function nameGuardian(
  house: House,
  secret: Uint8Array,
  caseId: string,
  said: {
    readonly proof: GuardianProof;
    readonly reference: string | null;
    readonly isInvolved: boolean;
    readonly checked: readonly ConflictCheck[];
    /** Null: from now on. */
    readonly startsAt: Date | null;
  },
  once: Once,
): Promise<{ id: string }> {
  const startsAt = said.startsAt ?? house.now();
  return asMember(house.db, secret, null, (tx, me) =>
    once(tx, me.memberId, async () => {
      if (!(await findStanding(tx, caseId)).holds) throw await notFoundOrNotHeld(tx, caseId);
      if ((said.proof === "order") !== (said.reference !== null)) throw new CareError("guardian-reference");
      if (!isStartOfGuardian(startsAt, house.now())) throw new CareError("guardian-start");
      const id = randomUUID();
      const outcome = await proposeGuardian(tx, { ...said, id, caseId, startsAt });
      if (outcome !== "proposed") throw new CareError(`guardian-${outcome}`);
      return { id };
    }),
  );
}

/**
 * The guardian is here: a code for their own browser, shown this once.
 *
 * @returns twenty digits
 * @throws CareError `guardian-…`
 */
export async function giveGuardianCode(
  house: House,
  secret: Uint8Array,
  caseId: string,
  id: string,
): Promise<{ code: string }> {
  const code = drawCode(house.random);
  await asMember(house.db, secret, null, async (tx) => {
    if (!(await findStanding(tx, caseId)).holds) throw await notFoundOrNotHeld(tx, caseId);
    const outcome = await makeGuardianCode(tx, id, hashOfCode(code));
    if (outcome !== "made") throw new CareError(`guardian-${outcome}`);
  });
  return { code };
}

/** A guardian whom two named is written down on the child's way, and ends the time to find one. */
export const careFollowing: Following = {
  "guardian.naming": (house, tx, me, content) =>
    takeStepBeside(house, tx, me, (content as { caseId: string }).caseId, {
      step: "record-guardian",
      recorded: ["guardian", "guardian-without-conflict"],
    }),
};

/**
 * A conflict was found, or the words are in other hands: nothing is read any more, from this moment on. A conflict is written down
 * on the child's way too, and begins the time to find another.
 */
export async function endGuardianOfCase(
  house: House,
  secret: Uint8Array,
  caseId: string,
  ending: { readonly id: string; readonly why: GuardianEnd },
): Promise<void> {
  await asMember(house.db, secret, null, async (tx, me) => {
    if (!(await findStanding(tx, caseId)).holds) throw await notFoundOrNotHeld(tx, caseId);
    const outcome = await endGuardian(tx, ending.id, ending.why);
    if (outcome !== "ended") throw new CareError(`guardian-${outcome}`);
    if (ending.why === "involved" || ending.why === "interest") await noteConflict(house, tx, me, caseId);
  });
}

const noteConflict = (house: House, tx: Transaction, me: MemberContext, caseId: string): Promise<void> =>
  takeStepBeside(house, tx, me, caseId, {
    step: "find-guardian-conflict",
    recorded: ["guardian-in-conflict"],
  });

/** The same, where a conflict of interest was written down in the part that says who the guardian is; nothing where there is none. */
export async function endGuardianInConflict(
  house: House,
  tx: Transaction,
  me: MemberContext,
  caseId: string,
): Promise<void> {
  const naming = (await listGuardians(tx, caseId)).find(({ endedAt }) => endedAt === null);
  if (!naming) return;
  const outcome = await endGuardian(tx, naming.id, "involved");
  if (outcome !== "ended") throw new Error(`a guardian stands in a case that is locked, and is ${outcome}`);
  await noteConflict(house, tx, me, caseId);
}
