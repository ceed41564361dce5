import { CATEGORIES, type Category, type Purpose } from "../context.ts";
import type { CaseRecord, Consent, LegalOrder, Protocol, Share } from "../world.ts";
import {
  bind,
  DAY,
  type Draft,
  HOUR,
  other,
  otherAgency,
  otherCategory,
  otherPurpose,
  TASKS,
  type Writable,
} from "./draft.ts";

/** A share with its basis and its protocol, not yet in the world. Exactly one of consent and order is there. */
export interface SharePlan {
  readonly draft: Draft;
  readonly holderAgencyId: string;
  readonly share: Writable<Share>;
  readonly consent: Writable<Consent> | undefined;
  readonly order: Writable<LegalOrder> | undefined;
  readonly protocol: Writable<Protocol>;
}

/** A share that lives. */
export function planShare(
  draft: Draft,
  record: CaseRecord,
  agencyId: string,
  category: Category,
  purpose: Purpose,
): SharePlan {
  const { chance, now } = draft;
  const protocol = planProtocol(draft, [record.holderAgencyId, agencyId], category, purpose);
  const basis = {
    id: chance.uuid(),
    caseId: record.id,
    recipientAgencyId: agencyId,
    purpose,
    categories: [...new Set([category, ...chance.some(CATEGORIES, 0.2)])],
    expiresAt: now + 30 * DAY,
  };
  const isOrder = chance.happens(0.5);
  const deferred = [null, null, null, now - DAY, now + 10 * DAY];
  const order = isOrder
    ? { ...basis, issuedAt: now - 10 * DAY, endedAt: null, noticeDeferredUntil: chance.pick(deferred) }
    : undefined;
  const consent = isOrder ? undefined : { ...basis, withdrawnAt: null };
  const share: Writable<Share> = {
    id: chance.uuid(),
    caseId: record.id,
    category,
    agencyId,
    purpose,
    consentId: consent?.id ?? null,
    legalOrderId: order?.id ?? null,
    protocolId: protocol.id,
    openedAt: now - 5 * DAY,
    expiresAt: now + 20 * DAY,
    endedAt: null,
  };
  return { draft, share, consent, order, protocol, holderAgencyId: record.holderAgencyId };
}

function planProtocol(
  { chance, now, agencies }: Draft,
  parties: readonly string[],
  category: Category,
  purpose: Purpose,
): Writable<Protocol> {
  const scope = new Map([[`${category} ${purpose}`, { category, purpose }]]);
  for (const task of chance.some(TASKS, 0.04)) {
    scope.set(`${task.category} ${task.purpose}`, { category: task.category, purpose: task.purpose });
  }
  return {
    id: chance.uuid(),
    status: "in-force",
    inForceFrom: now - 90 * DAY,
    inForceUntil: now + 90 * DAY,
    parties: [...new Set([...parties, ...chance.some(agencies, 0.15).map((agency) => agency.id)])],
    scope: [...scope.values()],
  };
}

export function settle({ draft, share, consent, order, protocol }: SharePlan): void {
  if (consent) draft.consents.push(consent);
  if (order) draft.legalOrders.push(order);
  draft.protocols.push(protocol);
  draft.shares.push(share);
}

/** One thing is wrong with the consent or the order. */
export function spoilBasis({ draft, share, consent, order }: SharePlan): void {
  const { chance, now } = draft;
  const basis = consent ?? order;
  if (!basis) throw new Error("a share rests on a consent or an order");
  const common = ["case", "recipient", "purpose", "expired", "category", "ended"] as const;
  const wrong = chance.pick(order ? [...common, "issued" as const] : common);
  const cases = draft.cases.map((record) => record.id);
  if (wrong === "case") basis.caseId = other(chance, cases, share.caseId);
  if (wrong === "recipient") basis.recipientAgencyId = otherAgency(draft, share.agencyId).id;
  if (wrong === "purpose") basis.purpose = otherPurpose(draft, share.purpose);
  if (wrong === "expired") basis.expiresAt = now - 2 * HOUR;
  if (wrong === "category") basis.categories = CATEGORIES.filter((one) => one !== share.category);
  if (wrong === "ended" && consent) consent.withdrawnAt = now - 2 * HOUR;
  if (wrong === "ended" && order) order.endedAt = now - 2 * HOUR;
  if (wrong === "issued" && order) order.issuedAt = now + 2 * HOUR;
  // No notice is deferred beyond the order's own end.
  if (wrong === "expired" && order && order.noticeDeferredUntil !== null)
    order.noticeDeferredUntil = now - DAY;
}

/** One thing is wrong with the protocol. */
export function spoilProtocol({ draft, share, protocol, holderAgencyId }: SharePlan): void {
  const { chance, now } = draft;
  const without = (id: string) => protocol.parties.filter((party) => party !== id);
  const wrong = chance.pick([
    "status",
    "from",
    "until",
    "recipient",
    "holder",
    "scope",
    "immigration",
  ] as const);
  if (wrong === "status") protocol.status = chance.pick(["draft", "proposed", "suspended", "ended"] as const);
  if (wrong === "from") protocol.inForceFrom = now + 2 * HOUR;
  if (wrong === "until") protocol.inForceUntil = now - 2 * HOUR;
  if (wrong === "recipient") protocol.parties = without(share.agencyId);
  if (wrong === "holder") protocol.parties = without(holderAgencyId);
  if (wrong === "scope") {
    protocol.scope = chance.happens(0.5)
      ? [{ category: otherCategory(draft, share.category), purpose: share.purpose }]
      : [{ category: share.category, purpose: otherPurpose(draft, share.purpose) }];
  }
  if (wrong === "immigration") {
    const status = { category: "status", purpose: share.purpose } as const;
    const rest = protocol.scope.filter((one) => one.category !== "status" || one.purpose !== share.purpose);
    protocol.scope = [...rest, status];
    bind(draft, share.agencyId);
  }
}

/** The share ended, has not begun or has run out. */
export function spoilTime({ draft, share }: SharePlan): void {
  const { chance, now } = draft;
  const wrong = chance.pick(["ended", "opened", "expired"] as const);
  if (wrong === "ended") share.endedAt = now - HOUR;
  if (wrong === "opened") share.openedAt = now + HOUR;
  if (wrong === "expired") share.expiresAt = now - HOUR;
}

/** The share, its basis and its protocol are in order, but open something else, to someone else, or for another end. */
export function redirect(plan: SharePlan): void {
  const { draft, share, protocol } = plan;
  const wrong = draft.chance.pick(["category", "purpose", "agency"] as const);
  if (wrong === "category") share.category = otherCategory(draft, share.category);
  if (wrong === "purpose") share.purpose = otherPurpose(draft, share.purpose);
  if (wrong === "agency") share.agencyId = otherAgency(draft, share.agencyId, plan.holderAgencyId).id;
  protocol.scope = [{ category: share.category, purpose: share.purpose }];
  protocol.parties = [plan.holderAgencyId, share.agencyId];
  for (const basis of [plan.consent, plan.order]) {
    if (!basis) continue;
    basis.categories = [share.category];
    basis.purpose = share.purpose;
    basis.recipientAgencyId = share.agencyId;
  }
}
