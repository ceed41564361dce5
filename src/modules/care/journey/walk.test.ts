import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alarmsUntil } from "./clocks.ts";
import { LACK_CODES, needsOf, obstaclesOf } from "./guards.ts";
import { ageDispute, beginJourney, takeStep } from "./journey.ts";
import type { Rules } from "./rules.ts";
import type { StepRule } from "./steps.ts";
import { allRules, seedOf } from "./testing/jurisdictions.ts";
import { type Engine, walk } from "./testing/walk.ts";

const OURS: Engine = { beginJourney, takeStep, ageDispute, needsOf, obstaclesOf, alarmsUntil };
const seed = seedOf("random steps along journeys");
const rules = new Map([...allRules(), ["a State in a hurry", inAHurry()]]);
const STEPS_SHORT = 20_000;

/** A State whose own steps ask for nothing: what they may not do has to come from what they do. */
function inAHurry(): Rules {
  const base = allRules().get("coe");
  if (!base) throw new Error("there is a baseline");
  const own: StepRule[] = [
    { code: "hurry", from: ["recovery"], to: "early-support", by: ["caseworker"], records: [] },
    { code: "hasten", from: ["screened"], to: "conclusive-grounds", by: ["decision-maker"], records: [] },
    {
      ...{ code: "say-no", from: ["reasonable-grounds", "early-support"], to: "early-support" },
      ...{ by: ["decision-maker"], records: [], decision: "negative" },
    },
  ];
  const clocks = base.clocks.map((clock) =>
    clock.code === "recovery" ? { ...clock, ends: [...clock.ends, "hurry"] } : clock,
  );
  return {
    ...base,
    clocks,
    steps: new Map([...base.steps, ...own.map((step) => [step.code, step] as const)]),
  };
}

const lacked = new Set<string>();

test.each([...rules.keys()])("no forbidden state, no lost clock, no timer that decides: %s", (code) => {
  const place = rules.get(code);
  if (!place) throw new Error("the pack is there");
  const walked = walk(OURS, place, seed, STEPS_SHORT);
  expect(walked.faults).toEqual([]);
  // Both answers are common.
  expect(walked.taken).toBeGreaterThan(STEPS_SHORT / 5);
  expect(walked.refused).toBeGreaterThan(STEPS_SHORT / 5);
  expect(walked.alarms).toBeGreaterThan(100);
  for (const lack of walked.lackOf.keys()) lacked.add(lack);
});

test("everything that can be lacking stood in somebody's way", () => {
  expect(LACK_CODES.filter((lack) => !RARE.has(lack) && !lacked.has(lack))).toEqual([]);
});

/** Seen in long walks only, or never while a pack has nothing that waits besides recovery; and what the service asks of the rows beside a journey. */
const RARE = new Set<string>([
  ...["step-unknown", "waits-for-clock", "no-recovery", "no-representative"],
  ...["no-consent", "guardian-not-named"],
]);

/** A guard that is forgotten: in `file`, `find` (found once) becomes `replace`; the witness must see it. */
const MUTANTS: readonly { name: string; file: string; find: string; replace: string }[] = [
  ["anyone takes any step", "guards.ts", "!step.by.includes(actor.role)", "false"],
  ["a step is taken from anywhere", "guards.ts", "!step.from.includes(journey.state)) lacks", "false) lacks"],
  ["lapsed training decides", "guards.ts", "!actor.isTrained && takesTraining(step)", "false"],
  [
    "a closing brings its own review along",
    "guards.ts",
    "if (misplaced.length > 0) lacks",
    "if (misplaced.length < 0) lacks",
  ],
  ["an adult is referred without consent", "guards.ts", ': "consent"', ': "plan"'],
  [
    "a child is not asked",
    "guards.ts",
    '["assent", "too-young-to-assent"]',
    '["assent", "too-young-to-assent", "plan"]',
  ],
  [
    "a child is referred without a guardian",
    "guards.ts",
    'isChild(journey) && !journey.hasGuardian) lacks.push({ code: "no-guardian" })',
    'false) lacks.push({ code: "no-guardian" })',
  ],
  ["age in doubt means adult", "shape.ts", 'age !== "adult"', 'age === "child"'],
  ["a disputed age is an adult's", "shape.ts", "ageDisputed ||", "false ||"],
  ["nobody guards whose age is disputed", "clocks.ts", "ageDisputed || age", "age"],
  ["a dispute begins no clock", "journey.ts", "? AGE_DISPUTED : AGE_SETTLED", '? "" : AGE_SETTLED'],
  [
    "what a child has runs on when the dispute is over",
    "journey.ts",
    "if (journey.ageDisputed === ageDisputed) return journey;",
    "if (journey.ageDisputed === ageDisputed || !ageDisputed) return { ...journey, ageDisputed };",
  ],
  ["a child is asked for means", "guards.ts", 'recorded.has("means") && isChild(knownAfter)', "false"],
  ["a child becomes an adult by a word", "guards.ts", '!recorded.has("age-established")', "false"],
  ["staff cut recovery short", "guards.ts", "leaves && !byThemself", "false && !byThemself"],
  ["recovery is over when its time is near", "clocks.ts", "at > due;", "at > due - 9 * 86_400_000;"],
  ["evidence is asked for by a code alone", "guards.ts", "!journey.evidenceWritten", "false"],
  [
    "a negative without written reasons",
    "guards.ts",
    "journey.reasonsWrittenIn !== journey.language",
    "journey.reasonsWrittenIn !== journey.language && journey.reasonsWrittenIn !== null",
  ],
  [
    "a negative with reasons in another language",
    "guards.ts",
    "journey.reasonsWrittenIn !== journey.language",
    "journey.reasonsWrittenIn === null",
  ],
  ["a negative without asking what is missing", "guards.ts", 'journey.evidence === "none"', "false"],
  [
    "a negative before the answer",
    "guards.ts",
    'journey.evidence === "asked" && !(awaited',
    "false && !(awaited",
  ],
  ["reasons in any language", "guards.ts", "act.language !== journey.language", "false"],
  [
    "a suspect guards a child",
    "guards.ts",
    'recorded.has("guardian") && recorded.has("guardian-in-conflict")',
    "false",
  ],
  [
    "a guardian in conflict stays the guardian",
    "journey.ts",
    'has.has("guardian-in-conflict")\n      ? false\n      : ',
    "",
  ],
  ["a language that nobody named", "guards.ts", 'recorded.has("language") && act.language === null', "false"],
  [
    "reasons make their language the person's",
    "guards.ts",
    '  "non-punishment-review",\n  "language",',
    '  "non-punishment-review",',
  ],
  [
    "nobody proposed the negative",
    "guards.ts",
    'if (journey.proposedBy === null) lacks.push({ code: "no-proposal" });',
    "if (journey.proposedBy === null) {}",
  ],
  ["one member says no alone", "guards.ts", "actor.memberId === journey.proposedBy", "false"],
  [
    "a child's papers go home",
    "guards.ts",
    'if (!isChild(journey)) return "papers-to-person";',
    'return "papers-to-person";',
  ],
  ["papers go past the lawyer", "guards.ts", "journey.hasRepresentative || (isChild", "(isChild"],
  ["papers go past the guardian", "guards.ts", " || (isChild(journey) && journey.hasGuardian);", ";"],
  [
    "papers go to a representative whom nobody named",
    "guards.ts",
    'if (!isChild(journey)) return "papers-to-person";',
    'if (!isChild(journey)) return "papers-to-representative";',
  ],
  [
    "a child's papers go to nobody",
    "guards.ts",
    '? "papers-wait" : "papers-to-representative"',
    '? "papers-to-representative" : "papers-to-representative"',
  ],
  ["who withdrew is brought back by somebody else's word", "guards.ts", '    needs.push("own-choice");', ""],
  [
    "an adult who withdrew is brought back into a decision without a yes",
    "guards.ts",
    "!child && leftWhatTakesAYes(journey)",
    "false",
  ],
  [
    "who withdrew from recovery loses it",
    "guards.ts",
    'step.to !== "back" && !leftWhatTakesAYes(journey)',
    "false",
  ],
  ["punished for what they were made to do", "guards.ts", 'journey.madeToDo === "open"', "false"],
  ["reconsidered without a negative", "guards.ts", "!journey.negative", "false"],
  ["who is missing is closed", "guards.ts", "!step.from.includes(cameFrom)", "false"],
  ["one comes back to somewhere else", "journey.ts", 'state: cameFrom ?? "reopened"', 'state: "reopened"'],
  [
    "a decision leaves its proposal standing",
    "journey.ts",
    '...{ proposedBy: null, evidence: "none", evidenceAskedAt: null }',
    "...{ evidenceAskedAt: null }",
  ],
  ["coming into a state begins no clock", "clocks.ts", "before.state !== after.state", "false"],
  ["a clock is begun twice", "clocks.ts", "!running.has(time.code) && ", ""],
  ["a step ends no clock", "clocks.ts", "time.ends.includes(step) || ", ""],
  ["a clock runs on for whom it is not", "clocks.ts", " || !applies(time, after)", ""],
  ["a clock runs on while away", "clocks.ts", "if (stands === stood) return clock;", "return clock;"],
  [
    "a clock stands still for good",
    "clocks.ts",
    "if (stands === stood) return clock;",
    "if (stands === stood || stood) return clock;",
  ],
  [
    "alarms of long clocks are lost",
    "clocks.ts",
    "at === null || at > now",
    "at === null || at > now - 3 * 86_400_000",
  ],
  ["alarms come early", "clocks.ts", "at === null || at > now", "at === null || at > now + 3 * 86_400_000"],
  [
    "a late wish for a reconsideration is denied",
    "guards.ts",
    'if (step.to === "reconsideration" && !journey.negative)',
    'if (step.to === "reconsideration" && (!journey.negative || journey.clocks.some((c) => c.code === "reconsideration-asked" && isOver(rules, c, at))))',
  ],
].map(([name = "", file = "", find = "", replace = ""]) => ({ name, file, find, replace }));

describe("the witness sees when", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await fs.mkdtemp(join(tmpdir(), "journey-mutants-"));
  });
  afterAll(() => fs.rm(folder, { recursive: true, force: true }));

  test.each(MUTANTS.map((mutant, n) => ({ ...mutant, n })))("$name", async ({ file, find, replace, n }) => {
    const place = join(folder, String(n));
    await fs.mkdir(place);
    const clocks = pathToFileURL(join(import.meta.dirname, "../../../../packages/clocks/index.ts")).href;
    for (const name of ["clocks.ts", "guards.ts", "journey.ts", "records.ts", "shape.ts", "steps.ts"]) {
      const text = await fs.readFile(join(import.meta.dirname, name), "utf8");
      if (name === file) expect(text.split(find).length, "the place is found once").toBe(2);
      const changed = (name === file ? text.replace(find, () => replace) : text).replace(
        '"@leeward/clocks"',
        `"${clocks}"`,
      );
      await fs.writeFile(join(place, name), changed);
    }
    const load = (name: string) => import(pathToFileURL(join(place, name)).href);
    const mutant: Engine = {
      ...(await load("journey.ts")),
      ...(await load("guards.ts")),
      ...(await load("clocks.ts")),
    };
    for (let round = 0; round < 25; round++) {
      for (const one of rules.values()) if (walk(mutant, one, seed + round, 1_500).faults.length > 0) return;
    }
    expect.fail("no walk showed it");
  });
});
