import { asMember, asPerson, type MemberContext } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { House } from "../../../core/house.ts";
import { HttpProblem } from "../../../core/http/index.ts";
import { CareError } from "../errors.ts";
import { carryOver, caughtUp } from "../journey/carry-over.ts";
import { alarmsOf, endOfClock } from "../journey/clocks.ts";
import { type Lack, leftWhatTakesAYes, needsOf, obstaclesOf } from "../journey/guards.ts";
import type { HousePack, PackName, PackSource } from "../journey/house-packs.ts";
import { takeStep } from "../journey/journey.ts";
import type { Need, RecordCode } from "../journey/records.ts";
import { isChild, type Journey, type RunningClock } from "../journey/shape.ts";
import { type Actor, AGE_DISPUTED, AGE_SETTLED, OPENING, type StepRule } from "../journey/steps.ts";
import type { JourneyState } from "../model/journey.ts";
import type { ImportedCase } from "../store/case.ts";
import * as store from "../store/journey.ts";
import { notFoundOrNotHeld } from "./cases.ts";
import type { Once } from "./once.ts";
import { packNamed } from "./pack-named.ts";

/** A step as it could be taken now, or why it cannot. */
export interface OpenStep {
  readonly code: string;
  /** Of a jurisdiction's own step; null for one of everybody's. */
  readonly name: PackName | null;
  /** Where a jurisdiction's own step is written. */
  readonly source: PackSource | null;
  readonly to: string;
  readonly role: Actor;
  /** What is recorded with it: each, or any of several. */
  readonly needs: readonly Need[];
  /** Nothing where it can be taken. */
  readonly lacks: readonly Lack[];
}

export interface ShownJourney {
  readonly pack: Pick<HousePack, "code" | "name" | "isConfirmed" | "keeping">;
  readonly revision: number;
  readonly state: JourneyState;
  readonly language: string | null;
  readonly steps: readonly (store.StepRow & { readonly name: PackName | null })[];
  readonly open: readonly OpenStep[];
  /** What an adult could be referred on. */
  readonly consents: readonly store.StandingConsent[];
}

export interface StepWanted {
  readonly step: string;
  /** As many steps as the member has seen. */
  readonly revision: number;
  readonly recorded: readonly RecordCode[];
  /** In which the reasons are written, or which the person reads; null where it is neither. */
  readonly language: string | null;
  /** The yes that an adult is referred on. */
  readonly consentId?: string | null;
}

/** Roles in which someone of another agency takes steps; held again by the database. */
const FROM_OUTSIDE: ReadonlySet<Actor> = new Set<Actor>([
  ...(["decision-maker", "legal-adviser", "guardian"] as const),
  ...(["child-protection-officer", "prosecutor", "investigator"] as const),
]);

/**
 * Where someone is, what was done, and what can be done now by this member. @throws HttpProblem `not-found`
 */
export async function readJourney(house: House, secret: Uint8Array, caseId: string): Promise<ShownJourney> {
  return asMember(house.db, secret, null, async (tx, me) => {
    const found = await standingOf(tx, house, caseId);
    if (!found) throw await notFoundOrNotHeld(tx, caseId);
    const { pack, journey, revision, held } = found;
    const consents = await store.listStandingConsents(tx, caseId);
    const roles = rolesHere(me.roles as readonly Actor[], held);
    const trained = await store.isTrained(tx);
    const at = house.now().getTime();
    const open = [...pack.rules.steps.values()].flatMap((step): OpenStep[] => {
      const role = step.by.find((one) => roles.includes(one));
      if (role === undefined || !step.from.includes(journey.state)) return [];
      if (!isOfUse(step, journey)) return [];
      const actor = { memberId: me.memberId, role, isTrained: trained };
      const lacks = obstaclesOf(pack.rules, journey, step, actor, at);
      return [
        asOpen(pack, journey, step, role, [
          ...lacks,
          ...ofRows(found, step, needsOf(step, journey), consents),
        ]),
      ];
    });
    return {
      pack: { code: pack.code, name: pack.name, isConfirmed: pack.isConfirmed, keeping: pack.keeping },
      ...{ revision, state: journey.state, language: journey.language, open, consents },
      steps: (await store.listSteps(tx, caseId)).map((step) => ({
        ...step,
        name: pack.stepNames.get(step.code) ?? null,
      })),
    };
  });
}

const asOpen = (
  pack: HousePack,
  journey: Journey,
  step: StepRule,
  role: Actor,
  lacks: readonly Lack[],
): OpenStep => ({
  ...{ code: step.code, to: step.to, role, lacks },
  name: pack.stepNames.get(step.code) ?? null,
  source: pack.stepSources.get(step.code) ?? null,
  needs: needsOf(step, journey),
});

const rolesHere = (roles: readonly Actor[], held: boolean): Actor[] =>
  roles.filter((role) => held || FROM_OUTSIDE.has(role));

/**
 * A member's step, with the clocks that it begins and ends.
 *
 * @throws CareError `step-not-open` with everything that stands in its way, `step-first`, `holder-only`; HttpProblem `not-found`
 */
export async function takeStepAsMember(
  house: House,
  secret: Uint8Array,
  caseId: string,
  wanted: StepWanted,
  once: Once,
): Promise<{ state: JourneyState; revision: number }> {
  return asMember(house.db, secret, null, (tx, me) =>
    once(tx, me.memberId, async () => {
      const found = await standingOf(tx, house, caseId);
      if (!found) throw await notFoundOrNotHeld(tx, caseId);
      const step = found.pack.rules.steps.get(wanted.step);
      const roles = rolesHere(me.roles as readonly Actor[], found.held);
      const role = step?.by.find((one) => roles.includes(one)) ?? roles[0];
      if (role === undefined) throw new CareError("holder-only");
      const by = { memberId: me.memberId, role, isTrained: await store.isTrained(tx) };
      const kept = stepFrom(house, caseId, found, wanted, by);
      if (step) {
        const consents = (await store.listStandingConsents(tx, caseId)).filter(
          ({ id }) => id === wanted.consentId,
        );
        const said = wanted.recorded.filter((code) => code !== "consent" || !isChild(kept.standing));
        const lacks = ofRows(found, step, said, consents);
        if (lacks.length > 0) throw new CareError("step-not-open", { lacks });
      }
      if (!(await store.keepStep(tx, kept, role, wanted.consentId ?? null)))
        throw new CareError("step-first");
      return { state: kept.standing.state, revision: kept.base + 1 };
    }),
  );
}

/**
 * Whether a step would change anything for this person: a guardian is recorded for a child who has none (by two who name one, and by no
 * other way), and a conflict is found in one who is there.
 */
function isOfUse({ code }: StepRule, journey: Journey): boolean {
  if (code === "begin-support" && journey.state === "withdrawn") return leftWhatTakesAYes(journey);
  if (code === "record-guardian") return isChild(journey) && !journey.hasGuardian;
  return code !== "find-guardian-conflict" || journey.hasGuardian;
}

/** What a step should rest on besides the journey, and nothing stands that it could: a yes, a guardian whom two named. */
function ofRows(
  { guardianStands }: Standing,
  step: StepRule,
  needs: readonly Need[],
  consents: readonly store.StandingConsent[],
): Lack[] {
  const lacks: Lack[] = [];
  const asksForAYes = step.to === "referred" || step.to === "back";
  if (asksForAYes && needs.includes("consent") && consents.length === 0) {
    lacks.push({ code: "no-consent" });
  }
  if (needs.includes("guardian") && !guardianStands) lacks.push({ code: "guardian-not-named" });
  return lacks;
}

/**
 * Writes down as a step what an act of its own says, in that act's transaction; nothing where it is not open from where the case is.
 *
 * @throws CareError `step-first`
 */
export async function takeStepBeside(
  house: House,
  tx: Transaction,
  me: MemberContext,
  caseId: string,
  { step: code, recorded }: Pick<StepWanted, "step" | "recorded">,
): Promise<void> {
  const found = await standingOf(tx, house, caseId);
  const step = found?.pack.rules.steps.get(code);
  const role = step?.by.find((one) => (me.roles as readonly Actor[]).includes(one));
  if (!found || role === undefined) return;
  const by = { memberId: me.memberId, role, isTrained: await store.isTrained(tx) };
  const at = house.now().getTime();
  const outcome = takeStep(found.pack.rules, found.journey, { step: code, at, by, recorded, language: null });
  if (outcome.kind === "refused") return;
  const kept = afterStep(caseId, found, { step: code, recorded }, outcome.journey, at);
  if (!(await store.keepStep(tx, kept, role))) throw new CareError("step-first");
}

/** The first step of a case that is opened here: with it the clocks of its jurisdiction begin. */
export async function beginCase(
  tx: Transaction,
  house: House,
  caseId: string,
  first: Omit<Parameters<typeof carryOver>[1], "state" | "stateSince">,
  me: MemberContext,
): Promise<void> {
  const pack = packNamed(house);
  const now = house.now();
  const standing = carryOver(pack.rules, { state: "contact", stateSince: now, ...first });
  const running = runningRows(pack, standing, now.getTime());
  const [role] = me.roles;
  if (role === undefined) throw new Error("who opens a case has a role");
  await store.keepStep(
    tx,
    { caseId, base: 0, step: OPENING, recorded: [], pack: pack.code, standing, running },
    role,
  );
}

/** Neither form of an import has a column for it. */
const NOTHING_WRITTEN = { evidenceWritten: false, reasonsWrittenIn: null } as const;

/**
 * The first steps of cases that are imported: whoever they are, wherever they stand, what their jurisdiction counts from there begins now.
 */
export async function beginImported(
  tx: Transaction,
  house: House,
  files: readonly ImportedCase[],
  me: MemberContext,
): Promise<void> {
  const now = house.now();
  const pack = packNamed(house);
  const [role] = me.roles;
  if (role === undefined) throw new Error("who imports cases has a role");
  const alike = Map.groupBy(files, ({ state, ageBand, ageDisputed, language }) =>
    [state, ageBand, ageDisputed, language].join(),
  );
  const begun = [...alike.values()].flatMap((some): store.BegunAlike[] => {
    const [first] = some;
    if (!first) return [];
    const standing = carryOver(pack.rules, { ...first, ...NOTHING_WRITTEN, stateSince: now });
    return [
      { standing, running: runningRows(pack, standing, now.getTime()), caseIds: some.map(({ id }) => id) },
    ];
  });
  await store.beginImported(tx, pack.code, role, begun);
}

/**
 * What is written in someone's identity about a dispute over their age is a step, by whoever wrote it: with it the clocks of a child begin or
 * end. The file says it already, and stays locked until this is written.
 */
export async function followAgeDispute(
  tx: Transaction,
  house: House,
  caseId: string,
  me: MemberContext,
): Promise<void> {
  const found = await standingOf(tx, house, caseId);
  const [role] = me.roles;
  if (!found || role === undefined) throw new Error("who writes in a case works on it in a role");
  const step = found.journey.ageDisputed ? AGE_DISPUTED : AGE_SETTLED;
  const kept = afterStep(caseId, found, { step, recorded: [] }, found.journey, house.now().getTime());
  if (!(await store.keepStep(tx, kept, role))) throw new Error("a step came first though the file is locked");
}

/** Steps that the person takes by their words alone. */
const OWN_STEPS = [
  ...(["leave-recovery", "ask-reconsideration", "come-back", "mark-urgent"] as const),
  ...(["reopen", "answer-evidence"] as const),
] as const;
export type OwnStep = (typeof OWN_STEPS)[number];
const OWN_RECORDS: Readonly<Record<OwnStep, readonly RecordCode[]>> = {
  "leave-recovery": ["own-choice"],
  "ask-reconsideration": [],
  "come-back": ["own-choice"],
  "mark-urgent": ["urgent"],
  reopen: [],
  "answer-evidence": ["evidence-answered"],
};

/** Which of them the person could take now. */
export async function readOwnSteps(
  house: House,
  secret: Uint8Array,
  caseId: string,
): Promise<{ revision: number; open: OwnStep[]; language: string | null }> {
  return asPerson(house.db, secret, async (tx) => {
    const found = await ownStandingOf(tx, house, caseId);
    if (!found) throw new HttpProblem("not-found");
    const { pack, journey, revision } = found;
    // What is the person's own choice, a guardian does not make for them.
    const { language } = journey;
    if (!found.isThemself) return { revision, open: [], language };
    const at = house.now().getTime();
    const open = OWN_STEPS.filter((code) => {
      const step = pack.rules.steps.get(code);
      if (!step?.from.includes(journey.state)) return false;
      if (code === "mark-urgent" && journey.urgent) return false;
      if (code === "answer-evidence" && journey.evidence !== "asked") return false;
      return obstaclesOf(pack.rules, journey, step, THEMSELF, at).length === 0;
    });
    return { revision, open, language };
  });
}

const THEMSELF = { memberId: "", role: "person", isTrained: false } as const;

/**
 * A step of the person's own.
 *
 * @throws CareError `step-not-open`, `step-first`; HttpProblem `not-found`
 */
export async function takeOwnStep(
  house: House,
  secret: Uint8Array,
  caseId: string,
  wanted: { readonly step: OwnStep; readonly revision: number },
): Promise<{ state: JourneyState }> {
  return asPerson(house.db, secret, async (tx) => {
    const found = await ownStandingOf(tx, house, caseId);
    if (!found?.isThemself) throw new HttpProblem("not-found");
    const full = { ...wanted, recorded: OWN_RECORDS[wanted.step], language: null };
    const kept = stepFrom(house, caseId, found, full, THEMSELF);
    if (!(await store.keepOwnStep(tx, kept))) throw new CareError("step-first");
    return { state: kept.standing.state };
  });
}

export { OWN_STEPS };

interface Standing {
  readonly pack: HousePack;
  readonly journey: Journey;
  /** 0 where no step was written down. */
  readonly revision: number;
  readonly held: boolean;
  readonly guardianStands: boolean;
}

/** The pack that leads a case: the one that it began with, or the house's. */
export async function packOfCase(tx: Transaction, house: House, caseId: string): Promise<HousePack> {
  return packNamed(house, (await store.findPack(tx, caseId)) ?? undefined);
}

async function standingOf(tx: Transaction, house: House, caseId: string): Promise<Standing | null> {
  const file = await store.findFile(tx, caseId);
  return file && withRules(house, file, await store.findJourney(tx, caseId));
}

async function ownStandingOf(
  tx: Transaction,
  house: House,
  caseId: string,
): Promise<(Standing & { readonly isThemself: boolean }) | null> {
  const file = await store.findOwnFile(tx, caseId);
  if (!file) return null;
  const standing = withRules(house, file, await store.findOwnJourney(tx, caseId));
  return { ...standing, isThemself: file.isThemself };
}

function withRules(house: House, file: store.FileStanding, row: store.JourneyRow | null): Standing {
  const pack = packNamed(house, row?.pack);
  const journey = row
    ? caughtUp(pack.rules, row.standing, file, house.now().getTime())
    : carryOver(pack.rules, file);
  const { held, guardianStands } = file;
  return { pack, journey, revision: row?.revision ?? 0, held, guardianStands };
}

function stepFrom(
  house: House,
  caseId: string,
  found: Standing,
  wanted: StepWanted,
  by: { readonly memberId: string; readonly role: Actor; readonly isTrained: boolean },
): store.StepToKeep {
  const { pack, journey, revision } = found;
  if (wanted.revision !== revision) throw new CareError("step-first");
  const at = house.now().getTime();
  const { step, recorded, language } = wanted;
  const outcome = takeStep(pack.rules, journey, { step, at, by, recorded, language });
  if (outcome.kind === "refused") {
    if (outcome.lacks.some(({ code }) => code === "training-lapsed")) throw new HttpProblem("training-ended");
    throw new CareError("step-not-open", { lacks: outcome.lacks });
  }
  return afterStep(caseId, found, wanted, outcome.journey, at);
}

function afterStep(
  caseId: string,
  found: Standing,
  { step, recorded }: Pick<StepWanted, "step" | "recorded">,
  standing: Journey,
  at: number,
): store.StepToKeep {
  const running = runningRows(found.pack, standing, at);
  return { caseId, base: found.revision, step, recorded, pack: found.pack.code, standing, running };
}

const BASIS_MAX = 200;

const runningRows = (pack: HousePack, { clocks }: Journey, at: number): store.RunningRow[] =>
  clocks.map((clock) => runningRow(pack, clock, at));

function runningRow(pack: HousePack, clock: RunningClock, at: number): store.RunningRow {
  const last = clock.pauses.at(-1);
  const stands = last !== undefined && last.until === null;
  // While it stands: as if it went on now, which says how much is left at least.
  const going = stands
    ? { ...clock, pauses: [...clock.pauses.slice(0, -1), ...pausedUntil(last.from, at)] }
    : clock;
  const due = endOfClock(pack.rules, going) ?? at;
  return {
    what: clock.code,
    startedAt: new Date(clock.startedAt),
    dueAt: new Date(Math.max(due, clock.startedAt + 1)),
    standsSince: stands ? new Date(last.from) : null,
    basis: (pack.clockSources.get(clock.code)?.cited ?? pack.code).slice(0, BASIS_MAX),
    name: pack.clockNames.get(clock.code) ?? null,
    alarms: alarmsOf(pack.rules, clock).flatMap(({ name, when, at: moment }) =>
      moment === null ? [] : [{ name, when, at: new Date(moment) }],
    ),
  };
}

const pausedUntil = (from: number, until: number): RunningClock["pauses"] =>
  from < until ? [{ from, until }] : [];
