import type { Clause } from "./clauses.ts";
import type { Category, Purpose } from "./context.ts";
import { NEVER_BREAK_GLASS, READ_BY_THE_PERSON, ROLE_COVERAGE, WHO_AND_WHERE } from "./coverage.ts";
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
  Reader,
  Share,
  Words,
  World,
} from "./world.ts";

/** By what right someone reads. */
export type Right = "holder" | "share" | "break-glass" | "person" | "guardian";

/** Why a party may not read: the first reason that applies. */
export type Refusal =
  | "role"
  | "other-purpose"
  | "withdrawn"
  | "protocol"
  | "ended"
  | "not-shared"
  | "kept-from-file";

/** `refusal` is there for a party only: an agency that is none, and everyone else, is told nothing. */
export type Decision =
  | { readonly allowed: true; readonly clause: Right }
  | { readonly allowed: false; readonly party: boolean; readonly refusal?: Refusal };

/** How a condition counts: `isSo`, unless a test drops the condition to see whether it decides. */
export type Must = (clause: Clause, isSo: boolean) => boolean;
const asWritten: Must = (_, isSo) => isSo;

const HOUR = 3_600_000;

/** What one decision is taken over. */
interface Scene {
  readonly world: World;
  readonly now: Instant;
  readonly must: Must;
}

/** The one who asks, once their session has been looked at. */
export type Asker =
  | {
      readonly kind: "member";
      readonly member: Member;
      readonly agency: Agency;
      readonly purpose: Purpose | null;
    }
  | { readonly kind: "person"; readonly words: Words };

/**
 * The rule of access (DESIGN, section 4). A reader may read a category of a case if
 *
 * 1. they are a member whose agency holds the case, and one of their roles covers the category for the purpose; or
 * 2. they are a member, a live share opens the category to their agency for the purpose, and a role covers it too; or
 * 3. they are a member who broke the glass; or
 * 4. they are the person, or a guardian without conflict.
 *
 * The database enforces the same in SQL (`access.decide`, `access.refusal`); a test holds the two equal.
 */
export function decide(
  world: World,
  reader: Reader,
  caseId: string,
  category: Category,
  now: Instant,
  must: Must = asWritten,
): Decision {
  const asker = findAsker(world, reader, now, must);
  const record = world.cases.find((one) => one.id === caseId);
  if (!asker || !record) return { allowed: false, party: false };
  const scene = { world, now, must };
  const right =
    asker.kind === "member"
      ? rightOfMember(scene, asker, record, category)
      : rightOfPerson(scene, asker.words, record, category);
  if (right) return { allowed: true, clause: right };
  if (!isParty(world, asker, record, now)) return { allowed: false, party: false };
  const refusal =
    asker.kind === "person"
      ? "kept-from-file"
      : whyClosed({ ...scene, must: asWritten }, asker, record, category);
  return { allowed: false, party: true, refusal };
}

/** Who stands behind a session; nobody if it does not count. */
export function findAsker(
  world: World,
  reader: Reader,
  now: Instant,
  must: Must = asWritten,
): Asker | undefined {
  if (reader.kind === "person") {
    const visit = world.visits.find((one) => one.id === reader.visitId);
    const words = world.words.find((one) => one.address === visit?.address);
    if (!visit || !words) return undefined;
    const counts =
      must("words-session-ended", visit.endedAt === null) &&
      must("words-session-expired", visit.expiresAt > now);
    if (!counts) return undefined;
    const rests = words.restsUntil !== null && words.restsUntil > now;
    // A visit with words that rest knows no words and no person.
    return {
      kind: "person",
      words: must("words-resting", !rests) ? words : { ...words, address: "", personId: null },
    };
  }
  const session = world.sessions.find((one) => one.id === reader.sessionId);
  const member = world.members.find((one) => one.id === session?.memberId);
  const agency = world.agencies.find((one) => one.id === member?.agencyId);
  if (!session || !member || !agency) return undefined;
  const counts =
    must("session-stage", session.stage === "full") &&
    must("session-ended", session.endedAt === null) &&
    must("session-expired", session.expiresAt > now) &&
    must("member-active", member.status === "active") &&
    must("agency-active", agency.status === "active");
  if (!counts) return undefined;
  // An auditor belongs to no agency in what they see, and so is party to nothing.
  const worksFor = must("not-auditor", !member.roles.includes("auditor")) ? agency : { ...agency, id: "" };
  return { kind: "member", member, agency: worksFor, purpose: reader.purpose };
}

type MemberAsks = Extract<Asker, { kind: "member" }>;

function rightOfMember(
  scene: Scene,
  asker: MemberAsks,
  record: CaseRecord,
  category: Category,
): Right | undefined {
  const { world, must } = scene;
  const isCovered = roleCovers(scene, asker.member, category, asker.purpose);

  const asHolder =
    must("holder-agency", record.holderAgencyId === asker.agency.id) && must("holder-role", isCovered);
  if (asHolder) return "holder";

  const throughShare =
    must("share-role", isCovered) &&
    sharesOf(world, record).some(
      (share) =>
        must("share-category", share.category === category) &&
        must("share-agency", share.agencyId === asker.agency.id) &&
        must("share-purpose", share.purpose === asker.purpose) &&
        must("share-live", isLive(scene, share)),
    );
  if (throughShare) return "share";

  const throughGlass =
    must("glass-purpose", asker.purpose === "support") &&
    must("glass-never", !NEVER_BREAK_GLASS.includes(asker.agency.kind)) &&
    must("glass-immigration", !isImmigrationBound(world, asker.agency.id)) &&
    must("glass-party", worksOn(scene, asker.agency.id, record)) &&
    world.glasses.some(
      (glass) =>
        glass.caseId === record.id &&
        must("glass-category", glass.category === category) &&
        must("glass-member", glass.memberId === asker.member.id) &&
        must("glass-live", isLiveGlass(scene, glass)),
    );
  return throughGlass ? "break-glass" : undefined;
}

function rightOfPerson(
  scene: Scene,
  words: Words,
  record: CaseRecord,
  category: Category,
): Right | undefined {
  const { world, must } = scene;
  const mayBeTold = READ_BY_THE_PERSON.includes(category);

  if (must("person-own", record.personId === words.personId) && must("person-category", mayBeTold)) {
    return "person";
  }
  const asGuardian =
    must("guardian-category", mayBeTold) &&
    world.guardianships.some((one) => one.caseId === record.id && isGuardian(scene, one, words));
  return asGuardian ? "guardian" : undefined;
}

function roleCovers({ must }: Scene, member: Member, category: Category, purpose: Purpose | null): boolean {
  return member.roles.some((role) =>
    Object.entries(ROLE_COVERAGE[role]).some(
      ([forPurpose, categories]) =>
        must("role-purpose", forPurpose === purpose) &&
        categories.some((covered) => must("role-category", covered === category)),
    ),
  );
}

/** Live: the share itself runs, its consent or order stands, and a protocol between the two agencies covers it. */
function isLive(scene: Scene, share: Share): boolean {
  const { now, must } = scene;
  return (
    must("share-ended", share.endedAt === null) &&
    must("share-opened", share.openedAt <= now) &&
    must("share-expired", share.expiresAt > now) &&
    must("share-basis", hasLiveBasis(scene, share)) &&
    must("share-protocol", isUnderProtocol(scene, share))
  );
}

function hasLiveBasis(scene: Scene, share: Share): boolean {
  const { world } = scene;
  const consent = world.consents.find((one) => one.id === share.consentId);
  const order = world.legalOrders.find((one) => one.id === share.legalOrderId);
  return (
    (consent && consentStands(scene, consent, share)) || (order && orderStands(scene, order, share)) || false
  );
}

function consentStands({ now, must }: Scene, consent: Consent, share: Share): boolean {
  return (
    must("consent-case", consent.caseId === share.caseId) &&
    must("consent-recipient", consent.recipientAgencyId === share.agencyId) &&
    must("consent-purpose", consent.purpose === share.purpose) &&
    must("consent-withdrawn", consent.withdrawnAt === null) &&
    must("consent-expired", consent.expiresAt > now) &&
    must("consent-category", consent.categories.includes(share.category))
  );
}

function orderStands({ now, must }: Scene, order: LegalOrder, share: Share): boolean {
  return (
    must("order-case", order.caseId === share.caseId) &&
    must("order-recipient", order.recipientAgencyId === share.agencyId) &&
    must("order-purpose", order.purpose === share.purpose) &&
    must("order-ended", order.endedAt === null) &&
    must("order-issued", order.issuedAt <= now) &&
    must("order-expired", order.expiresAt > now) &&
    must("order-category", order.categories.includes(share.category))
  );
}

function isUnderProtocol({ world, now, must }: Scene, share: Share): boolean {
  const protocol = world.protocols.find((one) => one.id === share.protocolId);
  const record = world.cases.find((one) => one.id === share.caseId);
  if (!protocol || !record) return false;
  const covers = ({ category, purpose }: Protocol["scope"][number]) =>
    category === share.category && purpose === share.purpose;
  return (
    must("protocol-status", protocol.status === "in-force") &&
    must("protocol-from", protocol.inForceFrom <= now) &&
    must("protocol-until", protocol.inForceUntil > now) &&
    must("protocol-recipient", protocol.parties.includes(share.agencyId)) &&
    must("protocol-holder", protocol.parties.includes(record.holderAgencyId)) &&
    must("protocol-scope", protocol.scope.some(covers)) &&
    must("protocol-immigration", !(isImmigrationBound(world, share.agencyId) && saysWhoOrWhere(protocol)))
  );
}

const saysWhoOrWhere = (protocol: Protocol): boolean =>
  protocol.scope.some(({ category }) => WHO_AND_WHERE.includes(category));

/** Enforces immigration law, belongs to an agency that does, or must pass on to one that is bound: however far. */
export function isImmigrationBound(world: World, agencyId: string, seen: readonly string[] = []): boolean {
  const agency = world.agencies.find((one) => one.id === agencyId);
  if (!agency || seen.includes(agencyId)) return false;
  const onward = agency.parentId === null ? agency.passesOnTo : [agency.parentId, ...agency.passesOnTo];
  return (
    agency.enforcesImmigrationLaw ||
    onward.some((next) => isImmigrationBound(world, next, [...seen, agencyId]))
  );
}

/** Four hours of life; a second member confirms before where it opens a place, else within the hour. */
function isLiveGlass({ now, must }: Scene, glass: BreakGlass): boolean {
  const isConfirmed = glass.confirmedAt !== null;
  return (
    must("glass-ended", glass.endedAt === null) &&
    must("glass-expired", glass.openedAt + 4 * HOUR > now) &&
    must("glass-unconfirmed", isConfirmed || glass.openedAt + HOUR > now) &&
    must("glass-location", isConfirmed || glass.category !== "contact")
  );
}

function isGuardian({ now, must }: Scene, guardianship: Guardianship, words: Words): boolean {
  return (
    must("guardian-words", guardianship.address === words.address) &&
    must("guardian-conflict", !guardianship.conflict) &&
    must("guardian-started", guardianship.startsAt <= now) &&
    must("guardian-ended", guardianship.endedAt === null)
  );
}

const sharesOf = (world: World, record: CaseRecord): Share[] =>
  world.shares.filter((share) => share.caseId === record.id);

/** Holds the case, or a live share opens a part of it: such an agency follows the journey. */
function worksOn(scene: Scene, agencyId: string, record: CaseRecord): boolean {
  return (
    record.holderAgencyId === agencyId ||
    sharesOf(scene.world, record).some((share) => share.agencyId === agencyId && isLive(scene, share))
  );
}

/** Whether the agency of a member holds the case now or a live share opens some part of it. */
export const worksOnCase = (world: World, agencyId: string, record: CaseRecord, now: Instant): boolean =>
  worksOn({ world, now, must: asWritten }, agencyId, record);

/** Holds the case, or has or had a part of it opened to it; or it is the person's own file, or their ward's. */
export function isParty(world: World, asker: Asker, record: CaseRecord, now: Instant): boolean {
  if (asker.kind === "person") return isOwnFile(world, asker.words, record, now);
  return (
    record.holderAgencyId === asker.agency.id ||
    sharesOf(world, record).some((share) => share.agencyId === asker.agency.id)
  );
}

/** The file of the person behind the words, or one of which they are guardian. */
export function isOwnFile(world: World, words: Words, record: CaseRecord, now: Instant): boolean {
  const scene = { world, now, must: asWritten };
  return (
    record.personId === words.personId ||
    world.guardianships.some((one) => one.caseId === record.id && isGuardian(scene, one, words))
  );
}

/** Whether a share stands at this instant. */
export const isLiveShare = (world: World, share: Share, now: Instant): boolean =>
  isLive({ world, now, must: asWritten }, share);

function whyClosed(scene: Scene, asker: MemberAsks, record: CaseRecord, category: Category): Refusal {
  const { world } = scene;
  const { member, agency, purpose } = asker;
  if (record.holderAgencyId === agency.id) {
    const coversSomePurpose = member.roles.some((role) =>
      Object.values(ROLE_COVERAGE[role]).some((categories) => categories.includes(category)),
    );
    return coversSomePurpose ? "other-purpose" : "role";
  }
  const mine = sharesOf(world, record).filter(
    (share) => share.agencyId === agency.id && share.category === category,
  );
  const live = mine.filter((share) => isLive(scene, share));
  if (live.some((share) => share.purpose === purpose)) return "role";
  if (live.length > 0) return "other-purpose";
  const withdrawn = new Set(world.consents.filter((one) => one.withdrawnAt !== null).map((one) => one.id));
  if (mine.some((share) => share.consentId !== null && withdrawn.has(share.consentId))) return "withdrawn";
  if (mine.some((share) => share.endedAt === null && !isUnderProtocol(scene, share))) return "protocol";
  return mine.length > 0 ? "ended" : "not-shared";
}
