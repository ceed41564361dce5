import { type Category, PURPOSES, type Purpose } from "../access/context.ts";
import { type AgencyKind, ROLE_COVERAGE, ROLES, type Role, WHO_AND_WHERE } from "../access/coverage.ts";
import type { Chance } from "../access/proving/random.ts";
import type { World } from "../access/world.ts";
import { orderScope, type Terms } from "./terms.ts";

/** An agency of the run: all worlds of a run are drawn over the same ones. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly kind: AgencyKind;
  readonly bound: boolean;
  /** A member with every role, and their session. */
  readonly memberId: string;
  readonly sessionId: string;
}

/** What makes a transfer one that must not pass: one thing, with the rest in order. */
export const WRONGS = [
  "category",
  "purpose",
  "recipient",
  "holder",
  "proposed",
  "suspended",
  "ended",
  "not-yet",
  "over",
  "bound",
] as const;
export type Wrong = (typeof WRONGS)[number];

/** One share that is opened under an agreement, and read by whom it is opened to. */
export interface Transfer {
  readonly holder: Place;
  readonly recipient: Place;
  readonly category: Category;
  readonly purpose: Purpose;
  readonly status: "proposed" | "in-force" | "suspended" | "ended";
  /** The object that is in force; for what must not pass it can be another one than for what must. */
  readonly terms: Terms;
}

export interface DrawnAgreement {
  /** In force before `terms`: what is left of it must open nothing. */
  readonly earlier: Terms;
  readonly must: Transfer;
  readonly mustNot: Transfer & { readonly wrong: Wrong };
}

/** All at once, so that roles decide nothing here; who audits has no other role. */
export const EVERY_ROLE: readonly Role[] = ROLES.filter((role) => role !== "auditor");

const TASKS = ROLES.flatMap((role) =>
  PURPOSES.flatMap((purpose) =>
    (ROLE_COVERAGE[role][purpose] ?? []).map((category) => ({ purpose, category })),
  ),
);
const COVERED = [...new Map(TASKS.map((task) => [`${task.purpose} ${task.category}`, task])).values()];
const DAY_MS = 86_400_000;
const saysWho = ({ scope }: Pick<Terms, "scope">) =>
  scope.some(({ category }) => WHO_AND_WHERE.includes(category));

/** A world: an agreement over some of the agencies, one transfer that it covers and one that it does not. */
export function drawAgreement(chance: Chance, places: readonly Place[], nowMs: number): DrawnAgreement {
  const free = places.filter(({ bound }) => !bound);
  const holder = chance.pick(free);
  const recipient = chance.pick(free.filter((place) => place !== holder));
  const others = free.filter((place) => place !== holder && place !== recipient);
  const task = chance.pick(COVERED);
  const parties = [holder, recipient, ...chance.some(others, 0.3)];
  const scope = orderScope([task, ...chance.some(COVERED, 0.15)]);
  const terms = termsOf(chance, parties, scope, nowMs - 30 * DAY_MS, nowMs + 90 * DAY_MS, nowMs);
  const must: Transfer = { holder, recipient, ...task, status: "in-force", terms };
  const wrong = chance.pick(WRONGS);
  const earlier = termsOf(
    chance,
    free,
    orderScope(COVERED),
    nowMs - 60 * DAY_MS,
    nowMs + 300 * DAY_MS,
    nowMs,
  );
  const mustNot = { ...spoil(chance, must, wrong, places, nowMs), wrong };
  return { earlier, must, mustNot };
}

function termsOf(
  chance: Chance,
  parties: readonly Place[],
  scope: Terms["scope"],
  fromMs: number,
  untilMs: number,
  nowMs: number,
): Terms {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return {
    title: `Agreement ${chance.below(1000)}`,
    parties: [...parties]
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .map(({ id, name, kind }) => ({ agencyId: id, name, kind, contact: "desk" })),
    scope,
    legalBasis: { text: "The law says so", citation: `Section ${chance.below(100)}` },
    retentionDays: 1 + chance.below(3650),
    onwardRule: chance.happens(0.5) ? "none" : "with-consent",
    inForceFrom: day(fromMs),
    inForceUntil: day(untilMs),
    reviewOn: day(nowMs),
  };
}

function spoil(
  chance: Chance,
  must: Transfer,
  wrong: Wrong,
  places: readonly Place[],
  nowMs: number,
): Transfer {
  const { terms, holder, recipient, category, purpose } = must;
  const day = (days: number) => new Date(nowMs + days * DAY_MS).toISOString().slice(0, 10);
  const without = (id: string) => ({
    ...terms,
    parties: terms.parties.filter(({ agencyId }) => agencyId !== id),
  });
  switch (wrong) {
    case "category":
    case "purpose": {
      // Near the edge: the same kind for another purpose, or another kind for the same one, is covered.
      const near = COVERED.filter((one) =>
        wrong === "category"
          ? one.purpose === purpose && one.category !== category
          : one.purpose !== purpose && one.category === category,
      );
      const rest = terms.scope.filter((one) => one.purpose !== purpose || one.category !== category);
      const scope = orderScope(near.length > 0 ? [...rest, chance.pick(near)] : rest);
      const other = chance.pick(
        COVERED.filter((one) => one.category !== category || one.purpose !== purpose),
      );
      return { ...must, terms: { ...terms, scope: scope.length > 0 ? scope : [other] } };
    }
    case "recipient":
      return { ...must, terms: without(recipient.id) };
    case "holder":
      return { ...must, terms: without(holder.id) };
    case "not-yet":
      return { ...must, terms: { ...terms, inForceFrom: day(2) } };
    case "over":
      return { ...must, terms: { ...terms, inForceFrom: day(-20), inForceUntil: day(0) } };
    case "bound": {
      // Bound later: it is in the agreement, which says who or where.
      const bound = chance.pick(places.filter((place) => place.bound));
      const parties = [holder, bound].sort((one, other) => (one.id < other.id ? -1 : 1));
      const scope = orderScope([
        ...terms.scope,
        ...(saysWho(terms) ? [] : [{ purpose, category: chance.pick(WHO_AND_WHERE) }]),
      ]);
      const named = parties.map(({ id, name, kind }) => ({ agencyId: id, name, kind, contact: "desk" }));
      return { ...must, recipient: bound, terms: { ...terms, scope, parties: named } };
    }
    default:
      return { ...must, status: wrong };
  }
}

/** The ids under which a transfer lies in the database and in the twin's world. */
export interface Ids {
  readonly protocolId: string;
  readonly caseId: string;
  readonly personId: string;
  readonly consentId: string;
  readonly shareId: string;
}

/** The twin's world of one transfer, as if its share had been opened. */
export function worldOf(
  { holder, recipient, category, purpose, status, terms }: Transfer,
  ids: Ids,
  nowMs: number,
): World {
  const start = (day: string) => Date.parse(`${day}T00:00:00Z`);
  const agencies = [holder, recipient].map(({ id, kind, bound }) => ({
    ...{ id, kind, parentId: null, enforcesImmigrationLaw: bound, passesOnTo: [] },
    status: "active" as const,
  }));
  const roles = EVERY_ROLE;
  return {
    agencies,
    members: [holder, recipient].map(({ id, memberId }) => ({
      ...{ id: memberId, agencyId: id, status: "active" as const, roles },
    })),
    sessions: [holder, recipient].map(({ memberId, sessionId }) => ({
      ...{ id: sessionId, memberId, stage: "full" as const, expiresAt: nowMs + DAY_MS, endedAt: null },
    })),
    ...{ words: [], visits: [], guardianships: [], legalOrders: [], glasses: [] },
    cases: [{ id: ids.caseId, holderAgencyId: holder.id, personId: ids.personId }],
    protocols: [
      {
        id: ids.protocolId,
        status,
        inForceFrom: start(terms.inForceFrom),
        inForceUntil: start(terms.inForceUntil),
        parties: terms.parties.map(({ agencyId }) => agencyId),
        scope: terms.scope,
      },
    ],
    consents: [
      {
        ...{ id: ids.consentId, caseId: ids.caseId, recipientAgencyId: recipient.id, purpose },
        ...{ categories: [category], expiresAt: nowMs + 50 * DAY_MS, withdrawnAt: null },
      },
    ],
    shares: [
      {
        ...{ id: ids.shareId, caseId: ids.caseId, category, agencyId: recipient.id, purpose },
        ...{ consentId: ids.consentId, legalOrderId: null, protocolId: ids.protocolId },
        ...{ openedAt: nowMs - DAY_MS, expiresAt: nowMs + 40 * DAY_MS, endedAt: null },
      },
    ],
  };
}
