import { CATEGORIES, type Category, PURPOSES, type Purpose } from "../context.ts";
import { AGENCY_KINDS, ROLE_COVERAGE, ROLES, type Role } from "../coverage.ts";
import type {
  Agency,
  BreakGlass,
  CaseRecord,
  Consent,
  Guardianship,
  Instant,
  LegalOrder,
  Member,
  Protocol,
  Session,
  Share,
  Visit,
  Words,
} from "../world.ts";
import type { Chance } from "./random.ts";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A world while it is drawn. */
export interface Draft {
  readonly chance: Chance;
  readonly now: Instant;
  readonly agencies: Writable<Agency>[];
  readonly members: Writable<Member>[];
  readonly sessions: Writable<Session>[];
  readonly words: Writable<Words>[];
  readonly visits: Writable<Visit>[];
  readonly cases: Writable<CaseRecord>[];
  readonly guardianships: Writable<Guardianship>[];
  readonly protocols: Writable<Protocol>[];
  readonly consents: Writable<Consent>[];
  readonly legalOrders: Writable<LegalOrder>[];
  readonly shares: Writable<Share>[];
  readonly glasses: Writable<BreakGlass>[];
}

/** Six agencies, four who hold words, three cases about two to four persons. */
export function drawPopulation(chance: Chance, now: Instant): Draft {
  const kinds = AGENCY_KINDS.filter((kind) => kind !== "immigration-enforcement");
  const agencies = Array.from(
    { length: 6 },
    (): Writable<Agency> => ({
      id: chance.uuid(),
      kind: chance.pick(kinds),
      parentId: null,
      enforcesImmigrationLaw: false,
      passesOnTo: [],
      status: "active",
    }),
  );
  const words = Array.from({ length: 4 }, (_, i) => ({
    address: chance.hex(16),
    personId: i < 3 ? chance.uuid() : null,
    // One of eight rests: more would leave too little for the other clauses to decide.
    restsUntil: chance.pick([null, null, null, null, null, now - HOUR, now - HOUR, now + HOUR]),
  }));
  const cases = Array.from({ length: 3 }, (_, i) => ({
    id: chance.uuid(),
    holderAgencyId: chance.pick(agencies).id,
    // The third is about someone without words, or is someone's second case.
    personId: i < 2 ? (words[i]?.personId ?? chance.uuid()) : (chance.pick(words).personId ?? chance.uuid()),
  }));
  // Two who are always there, so that whoever breaks a glass finds a second member.
  const members = agencies
    .slice(0, 2)
    .map((agency): Member => ({ id: chance.uuid(), agencyId: agency.id, status: "active", roles: [] }));
  return {
    ...{ chance, now, agencies, words, cases, members, sessions: [], visits: [], guardianships: [] },
    ...{ protocols: [], consents: [], legalOrders: [], shares: [], glasses: [] },
  };
}

/** What one role covers: one category for one purpose. */
export interface Task {
  readonly role: Role;
  readonly purpose: Purpose;
  readonly category: Category;
}

export const TASKS: readonly Task[] = ROLES.flatMap((role) =>
  PURPOSES.flatMap((purpose) =>
    (ROLE_COVERAGE[role][purpose] ?? []).map((category) => ({ role, purpose, category })),
  ),
);

export const other = <T>(chance: Chance, list: readonly T[], than: T): T =>
  chance.pick(list.filter((one) => one !== than));

export const otherCategory = ({ chance }: Draft, than: Category): Category => other(chance, CATEGORIES, than);
export const otherPurpose = ({ chance }: Draft, than: Purpose): Purpose => other(chance, PURPOSES, than);
export const otherAgency = (draft: Draft, ...than: readonly string[]): Writable<Agency> =>
  draft.chance.pick(draft.agencies.filter((one) => !than.includes(one.id)));

export function agencyOf(draft: Draft, id: string): Writable<Agency> {
  const agency = draft.agencies.find((one) => one.id === id);
  if (!agency) throw new Error("an agency of this world");
  return agency;
}

/** A member of the agency with these roles: often someone new, sometimes someone who is there already. */
export function hire(draft: Draft, agencyId: string, roles: readonly Role[]): Writable<Member> {
  const { chance } = draft;
  const isAuditor = (some: readonly Role[]) => some.includes("auditor"); // holds no other role
  const colleagues = draft.members.filter((one) => one.agencyId === agencyId && !isAuditor(one.roles));
  if (!isAuditor(roles) && colleagues.length > 0 && chance.happens(0.25)) {
    const colleague = chance.pick(colleagues);
    colleague.roles = [...new Set([...colleague.roles, ...roles])];
    return colleague;
  }
  const member: Writable<Member> = {
    id: chance.uuid(),
    agencyId,
    status: "active",
    roles: [...new Set(roles)],
  };
  draft.members.push(member);
  return member;
}

export function signIn(draft: Draft, member: Member): Writable<Session> {
  const { chance, now } = draft;
  const session: Writable<Session> = {
    id: chance.uuid(),
    memberId: member.id,
    stage: "full",
    expiresAt: now + 8 * HOUR,
    endedAt: null,
  };
  draft.sessions.push(session);
  return session;
}

/** One thing is wrong with the session, its member or the agency. */
export function spoilSession(draft: Draft, session: Writable<Session>, member: Writable<Member>): void {
  const { chance, now } = draft;
  const wrong = chance.pick(["stage", "ended", "expired", "member", "agency"] as const);
  if (wrong === "stage") session.stage = "password";
  if (wrong === "ended") session.endedAt = now - HOUR;
  if (wrong === "expired") session.expiresAt = now - HOUR;
  if (wrong === "member") member.status = "suspended";
  if (wrong === "agency") agencyOf(draft, member.agencyId).status = "suspended";
}

/** Roles that cover the category for another purpose, or another category for this purpose, or nothing. */
export function wrongRoles({ chance }: Draft, { purpose, category }: Task): readonly Role[] {
  const covers = (role: Role) =>
    TASKS.some((one) => one.role === role && one.purpose === purpose && one.category === category);
  const near = TASKS.filter(
    (one) => !covers(one.role) && (one.purpose === purpose || one.category === category),
  );
  return near.length > 0 && chance.happens(0.85) ? [chance.pick(near).role] : ["statistician"];
}

/** Binds an agency to immigration enforcement: by its own powers, its parent's, or a duty, at one or two removes. */
export function bind(draft: Draft, agencyId: string): void {
  const { chance } = draft;
  const agency = agencyOf(draft, agencyId);
  if (chance.happens(0.4)) {
    agency.enforcesImmigrationLaw = true;
    return;
  }
  const enforcer: Writable<Agency> = {
    id: chance.uuid(),
    kind: "immigration-enforcement",
    parentId: null,
    enforcesImmigrationLaw: true,
    passesOnTo: [],
    status: "active",
  };
  draft.agencies.push(enforcer);
  if (chance.happens(0.5)) {
    link(chance, agency, enforcer);
    return;
  }
  const between: Writable<Agency> = {
    ...enforcer,
    id: chance.uuid(),
    kind: "competent-authority",
    enforcesImmigrationLaw: false,
  };
  draft.agencies.push(between);
  link(chance, between, enforcer);
  link(chance, agency, between);
}

function link(chance: Chance, from: Writable<Agency>, to: Agency): void {
  if (from.parentId === null && chance.happens(0.5)) from.parentId = to.id;
  else from.passesOnTo = [...from.passesOnTo, to.id];
}
