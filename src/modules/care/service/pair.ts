import { randomUUID } from "node:crypto";
import { asMember, type Purpose } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import { CareError } from "../errors.ts";
import { type CaseRow, findCases } from "../store/case.ts";
import * as store from "../store/pair.ts";
import { notFoundOrNotHeld } from "./cases.ts";
import type { Once } from "./once.ts";

export interface Side extends CaseRow, store.SideRow {}

/**
 * Two cases that the member's agency holds, beside each other: what tells them apart without a look at what is written.
 *
 * @throws HttpProblem `not-found`, CareError `holder-only`
 */
export async function readSides(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  caseIds: readonly [string, string],
): Promise<{ cases: Side[] }> {
  return asMember(house.db, secret, purpose, async (tx) => {
    const files = new Map((await findCases(tx, caseIds)).map((row) => [row.id, row]));
    const sides = new Map((await store.listSides(tx, caseIds)).map((row) => [row.id, row]));
    const cases: Side[] = [];
    for (const id of caseIds) {
      const [file, side] = [files.get(id), sides.get(id)];
      if (!file || !side) throw await notFoundOrNotHeld(tx, id);
      cases.push({ ...file, ...side });
    }
    return { cases };
  });
}

/**
 * Says that two cases of the agency are of one person: the one is set aside and kept with the other. Nothing of either changes.
 *
 * @throws CareError `pair-…`, `holder-only`; HttpProblem `not-found`
 */
export async function keepTogether(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  pair: { readonly keptId: string; readonly asideId: string },
  once: Once,
): Promise<{ id: string }> {
  return asMember(house.db, secret, purpose, (tx, me) =>
    once(tx, me.memberId, async () => {
      const id = randomUUID();
      const said = await store.pairCases(tx, { id, ...pair });
      if (said === "unknown") {
        throw (await store.listSides(tx, [pair.keptId])).length === 0
          ? await notFoundOrNotHeld(tx, pair.keptId)
          : await notFoundOrNotHeld(tx, pair.asideId);
      }
      if (said !== "paired") throw new CareError(`pair-${said}`);
      return { id };
    }),
  );
}

/** Takes them apart: both as they were, and what was written since stays where it was written. @throws CareError `pair-role` */
export async function takeApart(house: House, secret: Uint8Array, pairId: string): Promise<void> {
  const said = await asMember(house.db, secret, null, (tx) => store.partCases(tx, pairId));
  if (said === "unknown") throw new HttpProblem("not-found");
  if (said === "role") throw new CareError("pair-role");
}
