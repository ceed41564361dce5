import type { Category, Purpose } from "./context.ts";
import type { AgencyKind, Role } from "./coverage.ts";

/** Milliseconds since 1970, UTC. */
export type Instant = number;

export interface Agency {
  readonly id: string;
  readonly kind: AgencyKind;
  readonly parentId: string | null;
  readonly enforcesImmigrationLaw: boolean;
  /** The agencies to which it must pass on what it learns. */
  readonly passesOnTo: readonly string[];
  readonly status: "active" | "suspended";
}

export interface Member {
  readonly id: string;
  readonly agencyId: string;
  readonly status: "active" | "suspended";
  readonly roles: readonly Role[];
}

/** A member signed in; at the stage `password` the second factor is still owed. */
export interface Session {
  readonly id: string;
  readonly memberId: string;
  readonly stage: "password" | "full";
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
}

/** The address that someone's words open, and whose file it is, if any. */
export interface Words {
  /** 16 bytes in hexadecimal. */
  readonly address: string;
  readonly personId: string | null;
  /** Said to be stolen: they open nothing until then. */
  readonly restsUntil: Instant | null;
}

/** Someone came with their words. */
export interface Visit {
  readonly id: string;
  readonly address: string;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
}

export interface CaseRecord {
  readonly id: string;
  readonly holderAgencyId: string;
  readonly personId: string;
}

export interface Guardianship {
  readonly caseId: string;
  readonly address: string;
  /** The guardian's interests and the child's pull apart. */
  readonly conflict: boolean;
  readonly startsAt: Instant;
  readonly endedAt: Instant | null;
}

export interface Protocol {
  readonly id: string;
  readonly status: "draft" | "proposed" | "in-force" | "suspended" | "ended";
  readonly inForceFrom: Instant;
  readonly inForceUntil: Instant;
  readonly parties: readonly string[];
  readonly scope: readonly { readonly category: Category; readonly purpose: Purpose }[];
}

export interface Consent {
  readonly id: string;
  readonly caseId: string;
  readonly recipientAgencyId: string;
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
  readonly expiresAt: Instant;
  readonly withdrawnAt: Instant | null;
}

export interface LegalOrder {
  readonly id: string;
  readonly caseId: string;
  readonly recipientAgencyId: string;
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
  /** Until when a court keeps looks under this order from the person. */
  readonly noticeDeferredUntil: Instant | null;
}

/** One category of one case opened to one agency; exactly one of consent and order is its basis. */
export interface Share {
  readonly id: string;
  readonly caseId: string;
  readonly category: Category;
  readonly agencyId: string;
  readonly purpose: Purpose;
  readonly consentId: string | null;
  readonly legalOrderId: string | null;
  readonly protocolId: string;
  readonly openedAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
}

export interface BreakGlass {
  readonly id: string;
  readonly caseId: string;
  readonly category: Category;
  readonly memberId: string;
  readonly openedAt: Instant;
  /** By a second member of the same agency. */
  readonly confirmedAt: Instant | null;
  readonly endedAt: Instant | null;
}

/** All that the rule of access looks at. */
export interface World {
  readonly agencies: readonly Agency[];
  readonly members: readonly Member[];
  readonly sessions: readonly Session[];
  readonly words: readonly Words[];
  readonly visits: readonly Visit[];
  readonly cases: readonly CaseRecord[];
  readonly guardianships: readonly Guardianship[];
  readonly protocols: readonly Protocol[];
  readonly consents: readonly Consent[];
  readonly legalOrders: readonly LegalOrder[];
  readonly shares: readonly Share[];
  readonly glasses: readonly BreakGlass[];
}

/** Who asks: a member's session with a stated purpose, or a person's visit. */
export type Reader =
  | { readonly kind: "member"; readonly sessionId: string; readonly purpose: Purpose | null }
  | { readonly kind: "person"; readonly visitId: string };
