import { randomUUID } from "node:crypto";
import { dueAt as endOfLimit } from "@leeward/clocks";
import { asMember, type Category, type Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import { asMemberWithKeys } from "../../../core/keys/index.ts";
import { findPlaces } from "../../directory/index.ts";
import { CareError } from "../errors.ts";
import type { ReferralAct, ReferralSide, ReferralState, Wanted } from "../model/referral.ts";
import {
  actsOf,
  afterAct,
  isCodeOf,
  isOverdue,
  isTold,
  limitsOf,
  turnOf,
  waitAfter,
} from "../referral-rules.ts";
import { findStanding } from "../store/case.ts";
import { writeDownOutside } from "../store/outside.ts";
import {
  actOnReferral,
  type CouldBeAsked,
  findGround,
  findReferral,
  listCouldBeAsked,
  listReferrals,
  listReferralsOfCase,
  type ReferralRow,
  type RefusedReferral,
  refusalOfReferral,
  sendReferral,
} from "../store/referral.ts";
import { findStandingOfSection } from "../store/section.ts";
import { notFoundOrNotHeld } from "./cases.ts";
import { type ChosenLines, copyChosen, ensureEachOnce, sealLetter } from "./letter.ts";
import type { Once } from "./once.ts";
import { packNamed } from "./pack-named.ts";
import { openToAgency } from "./sharing.ts";

const SHOWN_MAX = 200;

export interface NewReferral {
  readonly caseId: string;
  readonly agencyId: string;
  readonly purpose: Purpose;
  readonly consentId: string | null;
  readonly legalOrderId: string | null;
  /** Whole parts, in the versions in which they were previewed. */
  readonly parts: readonly { readonly category: Category; readonly version: number }[];
  /** Chosen lines of other parts, copied out; in the versions in which they were previewed. */
  readonly letter: readonly ChosenLines[];
  readonly wanted: Wanted;
  readonly urgent: boolean;
  /** A referral of this case that came to nothing: with this one the person is looked after again. */
  readonly takesUp: string | null;
}

/**
 * Asks another agency to help, and opens to it the parts that are chosen; in one transaction. The member works for a
 * purpose for which their role covers each part: who may not read cannot hand on. Nothing is opened that stands otherwise than it was previewed.
 *
 * @throws CareError `referral-…`, `part-moved`, `holder-only`, `not-covered`, `reader-without-key`; HttpProblem `not-found`
 */
export async function refer(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  asked: NewReferral,
  once: Once,
): Promise<{ id: string }> {
  const { caseId, parts, wanted, letter } = asked;
  const categories = parts.map(({ category }) => category);
  ensureEachOnce(categories, letter);
  const copied = await copyChosen(house, secret, purpose, caseId, letter);
  return asMemberWithKeys(house, secret, purpose, "share", async (tx, me, keys) => {
    if (!(await findStanding(tx, caseId)).holds) throw await notFoundOrNotHeld(tx, caseId);
    return once(tx, me.memberId, async () => {
      refuse(await refusalOfReferral(tx, asked, categories, letter, wanted));
      const shareIds: string[] = [];
      for (const { category, version } of parts) {
        const ground = await findGround(tx, asked, category);
        if (!ground) throw new CareError("referral-agreement");
        shareIds.push(await openToAgency(tx, keys, caseId, { ...asked, ...ground, category }));
        // After the share, which waits for whoever is writing.
        const { standing } = await findStandingOfSection(tx, caseId, category);
        if (standing.current !== version) throw new CareError("part-moved", { categories: [category] });
      }
      const id = randomUUID();
      const sentAt = house.now();
      const due = endOfWait(house, "sent", { urgent: asked.urgent, sentAt });
      const sealed = await sealLetter(
        tx,
        house,
        { caseId, agencyIds: [me.agencyId, asked.agencyId] },
        copied,
        letter,
      );
      refuse(await sendReferral(tx, { ...asked, id, shareIds, letter: sealed, dueAt: due }));
      return { id };
    });
  });
}

function refuse(refusal: RefusedReferral | null): void {
  if (refusal === "unknown") throw new CareError("holder-only");
  if (refusal !== null) throw new CareError(`referral-${refusal}`);
}

/** When what is waited for in a state should have come; null where nothing is agreed. */
export function endOfWait(
  house: House,
  state: ReferralState,
  { urgent, sentAt }: { readonly urgent: boolean; readonly sentAt: Date },
): Date | null {
  const next = waitAfter(state);
  if (next === null) return null;
  // The jurisdiction by which cases are led here says how long another agency may take.
  const { rules } = packNamed(house);
  const limit = limitsOf(rules.clocks)[next.wait][urgent ? "urgent" : "usual"];
  const startedAt = next.counts === "from-sending" ? sentAt : house.now();
  const due = endOfLimit({ startedAt: startedAt.getTime(), limit }, rules.calendar);
  return due === null ? null : new Date(due);
}

/** A referral with whose turn it is, and what the reader's side can do. */
export interface ShownReferral extends ReferralRow {
  readonly turn: readonly ReferralSide[];
  readonly overdue: boolean;
  readonly acts: readonly ReferralAct[];
}

const withTurn = (row: ReferralRow, now: Date): ShownReferral => ({
  ...row,
  turn: turnOf(row, now),
  overdue: isOverdue(row, now),
  // What an agency outside says on the telephone is written down by whoever sent it there.
  acts: [...(row.outside ? actsOf(row, "recipient") : []), ...actsOf(row, row.side)],
});

/** What the member's agency sent or received. */
export async function readReferrals(
  house: House,
  secret: Uint8Array,
  which: { readonly box: "sent" | "received" | null; readonly open: boolean },
): Promise<{ referrals: ShownReferral[] }> {
  return asMember(house.db, secret, null, async (tx) => ({
    referrals: (await listReferrals(tx, which, SHOWN_MAX)).map((row) => withTurn(row, house.now())),
  }));
}

/** One referral, for the two agencies; and for the sender, who could be asked next. */
export async function readReferral(
  house: House,
  secret: Uint8Array,
  id: string,
): Promise<ShownReferral & { couldBeAsked: Askable[] }> {
  return asMember(house.db, secret, null, async (tx) => {
    const row = await findReferral(tx, id);
    if (!row) throw new HttpProblem("not-found");
    const asking = row.side === "sender" && row.closedAt === null;
    return {
      ...withTurn(row, house.now()),
      couldBeAsked: asking ? await findAskable(tx, row.caseId) : [],
    };
  });
}

export interface Askable extends CouldBeAsked {
  /** Whether its public services say that places are free; null where none says. */
  readonly free: boolean | null;
}

async function findAskable(tx: Transaction, caseId: string): Promise<Askable[]> {
  const could = await listCouldBeAsked(tx, caseId);
  const places = await findPlaces(
    tx,
    could.map(({ id }) => id),
  );
  return could.map((agency) => ({ ...agency, free: places.get(agency.id) ?? null }));
}

/** The referrals of a case; for its holder, whom they could ask. */
export async function readReferralsOfCase(
  house: House,
  secret: Uint8Array,
  caseId: string,
): Promise<{ referrals: ShownReferral[]; couldBeAsked: Askable[] }> {
  return asMember(house.db, secret, null, async (tx) => {
    const { holds, party } = await findStanding(tx, caseId);
    if (!party) throw new HttpProblem("not-found");
    return {
      referrals: (await listReferralsOfCase(tx, caseId)).map((row) => withTurn(row, house.now())),
      couldBeAsked: holds ? await findAskable(tx, caseId) : [],
    };
  });
}

/**
 * One side does what is its to do. The same act again changes nothing.
 *
 * @throws CareError `referral-not-now`, `referral-code`, `referral-role`, `referral-nothing-open`; HttpProblem `not-found`
 */
export async function act(
  house: House,
  secret: Uint8Array,
  id: string,
  done: { readonly what: ReferralAct; readonly code: string | null; readonly suggestedId: string | null },
): Promise<{ state: ReferralState }> {
  const { what, code, suggestedId } = done;
  return asMember(house.db, secret, null, async (tx) => {
    const row = await findReferral(tx, id);
    if (!row) throw new HttpProblem("not-found");
    if (!isCodeOf(what, code)) throw new CareError("referral-code");
    const couldSuggest =
      what === "decline" && !row.outside && suggestedId !== row.to.id && suggestedId !== row.from.id;
    if (suggestedId !== null && !couldSuggest) throw new CareError("referral-suggestion");
    const told = row.outside !== null && isTold(what);
    const state = afterAct(what, row.state, told ? "recipient" : row.side);
    if (state === null) throw new CareError("referral-not-now", { state: row.state });
    const due = what === "close" ? null : endOfWait(house, state, row);
    const refusal = told ? await writeDownOutside(tx, id, done, due) : await actOnReferral(tx, id, done, due);
    if (refusal === "unknown") throw new HttpProblem("not-found");
    if (refusal !== null) throw new CareError(`referral-${refusal}`, { state: row.state });
    return { state };
  });
}
