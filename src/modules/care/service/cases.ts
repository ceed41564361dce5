import { asMember, type Category, type MemberContext, type Purpose } from "../../../core/access/context.ts";
import { askTogether, type Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import { CareError } from "../errors.ts";
import { openPlace, sealPlace } from "../look-place.ts";
import type { JourneyState } from "../model/journey.ts";
import { type BasisRow, basesOf } from "../store/basis.ts";
import {
  type CaseRow,
  type CategoryRow,
  categoriesOf,
  findCases,
  findLostParts,
  findStanding,
  journeyOf,
  listCaseIds,
} from "../store/case.ts";
import {
  type ClockRow,
  type Counts,
  clocksOf,
  countsOf,
  dueClocks,
  endClock,
  workUntil,
} from "../store/clock.ts";
import { findRunning } from "../store/consent.ts";
import { type PairRow, pairsOf } from "../store/pair.ts";
import { type LookRow, listLooks, type SightRow, sightsOf } from "../store/share.ts";
import { startConsentReview } from "./consent-review.ts";
import { type Sourced, withSource } from "./sources.ts";

const DAY_MS = 24 * 3_600_000;
const PAGE = 50;
const CLOCKS_MAX = 500;

/** What is due at the member's agency: overdue, within two weeks, and done since yesterday. */
export async function readToday(
  house: House,
  secret: Uint8Array,
): Promise<{ now: Date; clocks: Sourced<ClockRow>[]; counts: Counts }> {
  const now = house.now();
  const dueBefore = new Date(now.getTime() + 14 * DAY_MS);
  const doneSince = new Date(now.getTime() - DAY_MS);
  return asMember(house.db, secret, null, async (tx) => {
    const [clocks, counted] = await askTogether(
      tx,
      dueClocks({ dueBefore, doneSince }, CLOCKS_MAX),
      workUntil(new Date(now.getTime() + DAY_MS)),
    );
    return { now, clocks: clocks.map((clock) => withSource(house, clock)), counts: countsOf(counted) };
  });
}

export interface CasesPage {
  readonly cases: readonly CaseRow[];
  readonly nextCursor: string | null;
}

/** The cases that the agency holds or has a live share of, newest first. */
export async function listCases(
  house: House,
  secret: Uint8Array,
  query: { readonly cursor: string | null; readonly search: string | null; readonly state: string | null },
): Promise<CasesPage> {
  return asMember(house.db, secret, null, async (tx) => {
    const page = { after: query.cursor, search: query.search, state: query.state };
    const ids = await listCaseIds(tx, page, PAGE + 1);
    const cases = await findCases(tx, ids.slice(0, PAGE));
    return { cases, nextCursor: ids.length > PAGE ? (ids[PAGE - 1] ?? null) : null };
  });
}

export type ShownCategory =
  | {
      readonly category: Category;
      readonly protectionClass: string;
      readonly open: true;
      readonly version: number | null;
      readonly writtenAt: Date | null;
      readonly writtenBy: { readonly displayName: string } | null;
      readonly conflicts: number;
    }
  | {
      readonly category: Category;
      readonly protectionClass: string;
      readonly open: false;
      readonly refusal: string;
      readonly purposes: readonly Purpose[];
    };

export interface ShownCase extends CaseRow {
  readonly journey: readonly { readonly state: JourneyState; readonly at: Date }[];
  readonly categories: readonly ShownCategory[];
  readonly sees: readonly SightRow[];
  /** For the holder: what a share can rest on. */
  readonly bases: readonly BasisRow[];
  readonly clocks: readonly Sourced<ClockRow>[];
  /** With what it is kept together at this agency: the one that is kept, or those that are set aside. */
  readonly pairs: readonly PairRow[];
}

/**
 * A case as it stands to the member, without a look at any of its sections.
 *
 * @throws CareError `case-over-for-you` for an agency whose last share ended; HttpProblem `not-found` for no party
 */
export async function readCase(
  house: House,
  secret: Uint8Array,
  purpose: Purpose | null,
  caseId: string,
): Promise<ShownCase> {
  return asMember(house.db, secret, purpose, async (tx) => {
    const [found] = await findCases(tx, [caseId]);
    if (!found) {
      const lost = await findLostParts(tx, caseId);
      if (!lost) throw new HttpProblem("not-found");
      throw new CareError("case-over-for-you", { parts: lost });
    }
    const [journey, categories, sees, bases, clocks, pairs] = await askTogether(
      tx,
      journeyOf(caseId),
      categoriesOf(caseId),
      sightsOf(caseId),
      basesOf(caseId),
      clocksOf(caseId),
      pairsOf(caseId),
    );
    return {
      ...found,
      ...{ journey, sees, bases, pairs },
      categories: categories.map(shownCategory),
      clocks: clocks.map((clock) => withSource(house, clock)),
    };
  });
}

function shownCategory(row: CategoryRow): ShownCategory {
  const { category, protectionClass } = row;
  // Closed: neither how much is written nor when.
  if (row.clause === null) {
    return {
      category,
      protectionClass,
      open: false,
      refusal: row.refusal ?? "not-shared",
      purposes: row.purposes,
    };
  }
  const { version, writtenAt, writtenBy, conflicts } = row;
  return { category, protectionClass, open: true, version, writtenAt, writtenBy, conflicts };
}

/** Who looked at a case: the holder learns every look, another party those of its own agency. */
export async function readLooks(
  house: House,
  secret: Uint8Array,
  caseId: string,
  cursor: string | null,
): Promise<{ looks: Omit<LookRow, "id">[]; nextCursor: string | null }> {
  return asMember(house.db, secret, null, async (tx) => {
    const looks = await listLooks(tx, caseId, cursorOf(house, cursor), PAGE + 1);
    if (!(await findStanding(tx, caseId)).party) throw new HttpProblem("not-found");
    return pageOfLooks(house, looks);
  });
}

/** A page of looks, without their numbers, and where the next one begins. */
export function pageOfLooks<T extends { readonly id: string }>(
  house: House,
  looks: readonly T[],
): { looks: Omit<T, "id">[]; nextCursor: string | null } {
  const page = looks.slice(0, PAGE);
  const last = looks.length > PAGE ? page.at(-1) : undefined;
  return {
    looks: page.map(({ id: _id, ...look }) => look),
    nextCursor: last ? sealPlace(house.secrets.tickets, last.id) : null,
  };
}
/** The look after which a page begins. @throws HttpProblem `bad-body` */
export const cursorOf = (house: House, cursor: string | null): string | null =>
  cursor === null ? null : openPlace(house.secrets.tickets, cursor);
export const LOOKS_ASKED = PAGE + 1;

/** For someone who does not hold the case: a party is told so, everyone else is told nothing. */
export async function notFoundOrNotHeld(tx: Transaction, caseId: string): Promise<Error> {
  const { party, holds } = await findStanding(tx, caseId);
  return party && !holds ? new CareError("holder-only") : new HttpProblem("not-found");
}

/**
 * Ends a clock: what it waited for is done. Nothing else happens because of it, but that consents which still run are
 * looked at again later.
 */
export async function finishClock(house: House, secret: Uint8Array, clockId: string): Promise<void> {
  await asMember(house.db, secret, null, async (tx, me: MemberContext) => {
    const ended = await endClock(tx, clockId, me.memberId, house.now());
    if (!ended) throw new HttpProblem("not-found");
    if (ended.fresh && ended.what === "consent-review" && (await findRunning(tx, ended.caseId, null)).any) {
      await startConsentReview(tx, house, ended.caseId, "consent-review", me);
    }
  });
}
