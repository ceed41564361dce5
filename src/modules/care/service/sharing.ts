import { randomUUID } from "node:crypto";
import { asMember, type Category, type Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import { asMemberWithKeys, type DataKeys, wrapForNewReader } from "../../../core/keys/index.ts";
import { CareError } from "../errors.ts";
import { findStanding } from "../store/case.ts";
import { findStandingOfSection, listKeysInUse } from "../store/section.ts";
import { breakGlass, endShare, hasKey, openShare } from "../store/share.ts";
import { notFoundOrNotHeld } from "./cases.ts";
import type { Once } from "./once.ts";

export interface Sharing {
  readonly category: Category;
  readonly agencyId: string;
  readonly purpose: Purpose;
  readonly consentId: string | null;
  readonly legalOrderId: string | null;
  readonly protocolId: string;
  readonly until: Date;
}

/**
 * Opens one category to one agency for one purpose, and wraps for it the keys of what is written now. The member
 * works for a purpose for which one of their roles covers the category: who may not read cannot hand on.
 *
 * @throws CareError `holder-only`, `not-covered`, `share-not-live`, `reader-without-key`; HttpProblem `not-found`;
 *   KeyHolderError
 */
export async function shareCategory(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  caseId: string,
  sharing: Sharing,
  once: Once,
): Promise<{ id: string }> {
  const { agencyId } = sharing;
  return asMemberWithKeys(house, secret, purpose, "share", async (tx, me, keys) => {
    if (!(await findStanding(tx, caseId)).holds) throw await notFoundOrNotHeld(tx, caseId);
    return once(tx, me.memberId, async () => {
      if (agencyId === me.agencyId) throw new CareError("share-not-live"); // a share with oneself is none
      return { id: await openToAgency(tx, keys, caseId, sharing) };
    });
  });
}

/** Opens the share and wraps the keys, within a transaction that has asked whether the caller's agency holds the case. */
export async function openToAgency(
  tx: Transaction,
  keys: DataKeys,
  caseId: string,
  sharing: Sharing,
): Promise<string> {
  const { category, agencyId } = sharing;
  const { clause } = await findStandingOfSection(tx, caseId, category);
  if (clause !== "holder") throw new CareError("not-covered", { category });
  if (!(await hasKey(tx, agencyId))) throw new CareError("reader-without-key");
  const id = randomUUID();
  await openShare(tx, { ...sharing, id, caseId });
  const inUse = await listKeysInUse(tx, caseId, category);
  const opened = await keys.open(tx, caseId, category, inUse);
  if (opened.length < inUse.length) throw new Error("whoever may write a category has wraps of its keys");
  await wrapForNewReader(tx, caseId, category, agencyId, opened);
  return id;
}

/** Ends a share at once; its wraps go in the same transaction, and the next version gets a new key. */
export async function endShareOfCase(
  house: House,
  secret: Uint8Array,
  caseId: string,
  shareId: string,
): Promise<void> {
  await asMember(house.db, secret, null, async (tx) => {
    const ended = await endShare(tx, caseId, shareId);
    if (ended === "unknown") throw await notFoundOrNotHeld(tx, caseId);
    if (ended === "ended-before") throw new CareError("share-ended");
  });
}

/**
 * Opens a closed category to this member for four hours. A place waits for a second member first.
 *
 * @param reason 20 to 1000 characters, shown to the person
 * @throws CareError `glass-never`; HttpProblem `not-found`
 */
export async function breakTheGlass(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  glass: { readonly caseId: string; readonly category: Category; readonly reason: string },
  once: Once,
): Promise<{ id: string; state: "open" | "waits-for-second" }> {
  return asMember(house.db, secret, purpose, (tx, me) =>
    once(tx, me.memberId, async () => {
      const id = randomUUID();
      const state = await breakGlass(tx, { ...glass, id });
      if (state === "never") throw new CareError("glass-never");
      if (state === "unknown") throw new HttpProblem("not-found");
      return { id, state };
    }),
  );
}
