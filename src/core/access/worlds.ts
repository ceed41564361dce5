import { CATEGORIES, type Category, PURPOSES, type Purpose } from "./context.ts";
import { NEVER_BREAK_GLASS, READ_BY_THE_PERSON, ROLES, type Role } from "./coverage.ts";
import {
  agencyOf,
  bind,
  DAY,
  type Draft,
  drawPopulation,
  HOUR,
  hire,
  other,
  otherAgency,
  otherCategory,
  otherPurpose,
  signIn,
  spoilSession,
  TASKS,
  type Writable,
  wrongRoles,
} from "./proving/draft.ts";
import { type Chance, chanceFrom } from "./proving/random.ts";
import { planShare, redirect, settle, spoilBasis, spoilProtocol, spoilTime } from "./proving/shares.ts";
import type { Look } from "./sight.ts";
import type {
  Agency,
  BreakGlass,
  CaseRecord,
  Guardianship,
  Instant,
  Reader,
  Session,
  Words,
  World,
} from "./world.ts";

/** One question to the rule: may this reader read this category of this case? */
export interface Question {
  readonly reader: Reader;
  /** The role of the database under which it is asked. */
  readonly as: "leeward_member" | "leeward_supervisor" | "leeward_person";
  readonly caseId: string;
  readonly category: Category;
  /** The section whose data key is asked for: this one, or by mistake another. */
  readonly keyOf: { readonly caseId: string; readonly category: Category };
}

/** A drawn world, what lies in it beside the rule's own rows, and what is asked of it. */
export interface Drawn {
  readonly world: World;
  readonly questions: readonly Question[];
  readonly looks: readonly Look[];
}

/**
 * Draws a small world: about six agencies, three cases, and five or six questions. Five of the questions end a story
 * that was told so that the answer is yes, and in which, more often than not, one thing was then made wrong. The
 * stories share agencies, members and cases, so that one can open what another closed.
 *
 * @param seed of the run, a whole number
 * @param index of the world in the run
 * @param now no instant in the world is nearer to it than 15 minutes
 */
export function drawWorld(seed: number, index: number, now: Instant): Drawn {
  const draft = drawPopulation(chanceFrom(seed, index), now);
  const { chance, now: _, ...world } = draft;
  const questions = Array.from({ length: 5 }, () => pickStory(chance)(draft));
  if (chance.happens(0.5)) questions.push(anyonesQuestion(draft));
  return { world, questions, looks: drawLooks(draft) };
}

function pickStory(chance: Chance): (draft: Draft) => Question {
  const at = chance.below(100);
  if (at < 18) return holderStory;
  if (at < 62) return shareStory;
  if (at < 82) return glassStory;
  if (at < 90) return personStory;
  return guardianStory;
}

/** More often than not, something is wrong. */
const isSpoiled = (chance: Chance): boolean => chance.happens(0.57);

function ask(
  { chance, cases }: Draft,
  session: Session,
  purpose: Purpose | null,
  record: CaseRecord,
  category: Category,
): Question {
  const slip = chance.happens(0.5)
    ? { caseId: chance.pick(cases).id, category }
    : { caseId: record.id, category: chance.pick(CATEGORIES) };
  return {
    reader: { kind: "member", sessionId: session.id, purpose },
    as: chance.happens(0.05) ? "leeward_supervisor" : "leeward_member",
    caseId: record.id,
    category,
    keyOf: chance.happens(0.08) ? slip : { caseId: record.id, category },
  };
}

/** An auditor holds no other role. */
const WORKING_ROLES = ROLES.filter((role) => role !== "auditor");

/** A member of the agency that holds the case looks. */
function holderStory(draft: Draft): Question {
  const { chance } = draft;
  const record = chance.pick(draft.cases);
  const task = chance.pick(TASKS);
  const wrong = isSpoiled(chance)
    ? chance.pick(["agency", "role", "session", "session"] as const)
    : undefined;
  const agencyId = wrong === "agency" ? otherAgency(draft, record.holderAgencyId).id : record.holderAgencyId;
  const roles = wrong === "role" ? wrongRoles(draft, task) : [task.role, ...chance.some(WORKING_ROLES, 0.05)];
  const member = hire(draft, agencyId, roles);
  const session = signIn(draft, member);
  if (wrong === "session") spoilSession(draft, session, member);
  return ask(draft, session, task.purpose, record, task.category);
}

const WRONG_WITH_A_SHARE = [
  ...["basis", "basis", "basis", "basis", "protocol", "protocol", "protocol"],
  ...["time", "redirected", "role", "session"],
] as const;

/** A member of an agency to which the category was opened looks. */
function shareStory(draft: Draft): Question {
  const { chance } = draft;
  const record = chance.pick(draft.cases);
  const task = chance.pick(TASKS);
  const agency = otherAgency(draft, record.holderAgencyId);
  const plan = planShare(draft, record, agency.id, task.category, task.purpose);
  const wrong = isSpoiled(chance) ? chance.pick(WRONG_WITH_A_SHARE) : undefined;
  if (wrong === "basis") spoilBasis(plan);
  if (wrong === "protocol") spoilProtocol(plan);
  if (wrong === "time") spoilTime(plan);
  if (wrong === "redirected") redirect(plan);
  settle(plan);
  const roles: readonly Role[] = wrong === "role" ? wrongRoles(draft, task) : [task.role];
  const member = hire(draft, agency.id, roles);
  const session = signIn(draft, member);
  if (wrong === "session") spoilSession(draft, session, member);
  return ask(draft, session, task.purpose, record, task.category);
}

/** A member whose role does not cover a category breaks the glass over it. */
function glassStory(draft: Draft): Question {
  const { chance, now } = draft;
  const record = chance.pick(draft.cases);
  const category = chance.happens(0.4) ? "contact" : chance.pick(CATEGORIES);
  const isHolder = chance.happens(0.4);
  const agency = isHolder
    ? agencyOf(draft, record.holderAgencyId)
    : otherAgency(draft, record.holderAgencyId);
  if (NEVER_BREAK_GLASS.includes(agency.kind)) agency.kind = "ngo";
  const wrong = isSpoiled(chance) ? pickWrongWithGlass(chance, category, isHolder) : undefined;
  const member = hire(draft, agency.id, [wrong === "auditor" ? "auditor" : "statistician"]);
  const glass = breakTheGlass(draft, record, category, member.id);
  if (wrong === "category") glass.category = otherCategory(draft, category);
  if (wrong === "member") glass.memberId = hire(draft, agency.id, ["caseworker"]).id;
  if (wrong === "ended") glass.endedAt = now - HOUR / 4;
  if (wrong === "expired") Object.assign(glass, { openedAt: now - 5 * HOUR, confirmedAt: now - 4.5 * HOUR });
  if (wrong === "unconfirmed") Object.assign(glass, { openedAt: now - 2 * HOUR, confirmedAt: null });
  if (wrong === "location") Object.assign(glass, { openedAt: now - HOUR / 3, confirmedAt: null });
  if (wrong === "never") agency.kind = chance.pick(NEVER_BREAK_GLASS);
  if (wrong === "immigration") bind(draft, agency.id);
  if (!isHolder) openSomethingElse(draft, record, agency, category, wrong === "party");
  const purpose = wrong === "purpose" ? otherPurpose(draft, "support") : "support";
  return ask(draft, signIn(draft, member), purpose, record, category);
}

function pickWrongWithGlass(chance: Chance, category: Category, isHolder: boolean) {
  const always = [
    ...(["purpose", "never", "immigration", "category", "member"] as const),
    ...(["ended", "expired", "auditor"] as const),
  ] as const;
  const unconfirmed = category === "contact" ? "location" : "unconfirmed";
  return chance.pick(
    isHolder ? [...always, unconfirmed] : [...always, unconfirmed, unconfirmed, "party", "party"],
  );
}

function breakTheGlass(
  { chance, now, glasses }: Draft,
  record: CaseRecord,
  category: Category,
  memberId: string,
): Writable<BreakGlass> {
  const isLate = chance.happens(0.4);
  const glass: Writable<BreakGlass> = {
    id: chance.uuid(),
    caseId: record.id,
    category,
    memberId,
    openedAt: now - (isLate ? 2 * HOUR : HOUR / 3),
    confirmedAt: isLate || category === "contact" || chance.happens(0.3) ? now - HOUR / 4 : null,
    endedAt: null,
  };
  glasses.push(glass);
  return glass;
}

/** Another category is shared with the agency, which makes it one that works on the case; unless the share is over. */
function openSomethingElse(
  draft: Draft,
  record: CaseRecord,
  agency: Agency,
  than: Category,
  isOver: boolean,
): void {
  const { chance } = draft;
  const plan = planShare(draft, record, agency.id, otherCategory(draft, than), chance.pick(PURPOSES));
  if (isOver) chance.pick([spoilTime, spoilProtocol, spoilBasis])(plan);
  settle(plan);
}

function askAsPerson(draft: Draft, words: Words, record: CaseRecord, category: Category): Question {
  const { chance, now } = draft;
  const state = chance.below(10);
  const visit = {
    id: chance.uuid(),
    address: words.address,
    expiresAt: state === 0 ? now - HOUR : now + HOUR,
    endedAt: state === 1 ? now - HOUR : null,
  };
  draft.visits.push(visit);
  return {
    reader: { kind: "person", visitId: visit.id },
    as: "leeward_person",
    caseId: record.id,
    category,
    keyOf: { caseId: record.id, category },
  };
}

const KEPT_FROM_THE_PERSON = CATEGORIES.filter((one) => !READ_BY_THE_PERSON.includes(one));

/** The person opens their own file; or someone else's; or what is kept from it. */
function personStory(draft: Draft): Question {
  const { chance } = draft;
  const record = chance.pick(draft.cases);
  const own = draft.words.find((one) => one.personId === record.personId);
  const wrong = isSpoiled(chance) ? chance.pick(["category", "own"] as const) : undefined;
  const words = own && wrong !== "own" ? own : chance.pick(draft.words);
  const category = chance.pick(wrong === "category" ? KEPT_FROM_THE_PERSON : READ_BY_THE_PERSON);
  return askAsPerson(draft, words, record, category);
}

/** A guardian opens the child's file with words of their own. */
function guardianStory(draft: Draft): Question {
  const { chance, now } = draft;
  const record = chance.pick(draft.cases);
  const words = chance.pick(draft.words.filter((one) => one.personId !== record.personId));
  const wrongs = ["category", "words", "conflict", "started", "ended"] as const;
  const wrong = isSpoiled(chance) ? chance.pick(wrongs) : undefined;
  const before = chance.below(1_000_000); // two guardianships of one case never start in the same instant
  const guardianship: Guardianship = {
    caseId: record.id,
    address: wrong === "words" ? other(chance, draft.words, words).address : words.address,
    conflict: wrong === "conflict",
    startsAt: wrong === "started" ? now + DAY + before : now - 30 * DAY - before,
    endedAt: wrong === "ended" ? now - DAY : null,
  };
  draft.guardianships.push(guardianship);
  const category = chance.pick(wrong === "category" ? KEPT_FROM_THE_PERSON : READ_BY_THE_PERSON);
  return askAsPerson(draft, words, record, category);
}

/** Anyone who happens to be there asks for anything. */
function anyonesQuestion(draft: Draft): Question {
  const { chance } = draft;
  const record = chance.pick(draft.cases);
  const category = chance.pick(CATEGORIES);
  const session = draft.sessions.length > 0 && chance.happens(0.75) ? chance.pick(draft.sessions) : undefined;
  if (!session) return askAsPerson(draft, chance.pick(draft.words), record, category);
  return ask(draft, session, chance.pick([...PURPOSES, null]), record, category);
}

/** A few looks that were taken before. */
function drawLooks({ chance, cases, agencies, legalOrders }: Draft): Look[] {
  return Array.from({ length: chance.below(4) }, () => {
    const record = chance.pick(cases);
    const orders = legalOrders.filter((order) => order.caseId === record.id);
    return {
      id: chance.uuid(),
      caseId: record.id,
      agencyId: chance.happens(0.8) ? chance.pick(agencies).id : null,
      legalOrderId: orders.length > 0 && chance.happens(0.5) ? chance.pick(orders).id : null,
    };
  });
}
