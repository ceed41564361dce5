import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dueAt, escalationsOf } from "@leeward/clocks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findDifferences, wallOf } from "../../../../packages/clocks/testing/differential.ts";
import { obviousDueAt } from "../../../../packages/clocks/testing/obvious.ts";
import { alarmsUntil, endOfClock } from "./clocks.ts";
import { needsOf, obstaclesOf } from "./guards.ts";
import { ageDispute, beginJourney, takeStep } from "./journey.ts";
import type { JurisdictionPack } from "./pack.ts";
import { JURISDICTIONS_DIR, ownJurisdiction, readJurisdictions } from "./read-packs.ts";
import { lineageOf, rulesOf } from "./resolve.ts";
import type { Rules } from "./rules.ts";
import { allRules, seedOf } from "./testing/jurisdictions.ts";
import { walk } from "./testing/walk.ts";

const YEAR = 2026;
const YEARS = { from: 2025, until: 2045 };
const read = (code: string): JurisdictionPack =>
  JSON.parse(readFileSync(join(JURISDICTIONS_DIR, `${code}.json`), "utf8"));

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "leeward-jurisdictions-"));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** What the check says of England and Wales after a change. */
function faultsAfter(change: (pack: JurisdictionPack) => void): readonly string[] {
  const pack = read("gb-eaw");
  change(pack);
  const place = mkdtempSync(join(dir, "one-"));
  writeFileSync(join(place, "gb-eaw.json"), JSON.stringify(pack));
  return readJurisdictions(place, YEAR).faults;
}

const clockOf = (pack: JurisdictionPack, code: string) => {
  const found = pack.clocks.find((clock) => clock.code === code);
  if (!found) throw new Error(`there is no clock ${code} in ${pack.code}`);
  return found;
};

describe("the house's packs", () => {
  it("are right, and every entry cites a source and waits for counsel", () => {
    const { packs, faults } = readJurisdictions(JURISDICTIONS_DIR, YEAR);
    expect(faults).toEqual([]);
    expect(packs.map(({ code }) => code)).toEqual(["coe", "gb-eaw", "gb-sct", "it"]);
    const entries = packs.flatMap(({ clocks, steps, retention }) => [...clocks, ...steps, ...retention]);
    expect(entries.every(({ counsel }) => counsel === null)).toBe(true);
  });

  it("count recovery by their own days", () => {
    const days = [...allRules()].map(([code, { clocks }]) => [
      code,
      clocks.find((clock) => clock.code === "recovery")?.limit.length,
    ]);
    expect(Object.fromEntries(days)).toEqual({ coe: 30, "gb-eaw": 30, "gb-sct": 90, it: 90 });
  });
});

describe("a pack that is wrong is told what and where:", () => {
  it.each<[string, (pack: JurisdictionPack) => void, string]>([
    [
      "an unknown step",
      (p) => clockOf(p, "reasonable-grounds").ends.push("nod"),
      "gb-eaw.json, clock reasonable-grounds: there is no step “nod”",
    ],
    [
      "an unknown clock",
      (p) => Object.assign(p.steps[0] ?? {}, { waitsFor: ["moon"] }),
      "gb-eaw.json, step notify-home-office: there is no clock “moon”",
    ],
    [
      "recovery below the baseline's",
      (p) => {
        clockOf(p, "recovery").limit.length = 29;
      },
      "gb-eaw.json, clock recovery: has 29 days; the least is 30",
    ],
    [
      "recovery in working days",
      (p) => {
        clockOf(p, "recovery").limit.unit = "working-days";
      },
      "gb-eaw.json, clock recovery: is counted in calendar-days",
    ],
    [
      "recovery that an act of staff ends",
      (p) => clockOf(p, "recovery").ends.push("review-recovery"),
      "gb-eaw.json, clock recovery: “review-recovery” does not leave recovery, so it cannot end it",
    ],
    [
      "a step that leaves recovery and lets its clock run on",
      (p) => Object.assign(p.steps[0] ?? {}, { from: ["recovery"], to: "early-support" }),
      "gb-eaw.json, clock recovery: “notify-home-office” leaves recovery, so it has to end it",
    ],
    [
      "recovery without a review",
      (p) => {
        clockOf(p, "recovery").alarms = [];
      },
      "gb-eaw.json, clock recovery: tells at two thirds or before that it is to be reviewed: { share: [2, 3] }",
    ],
    [
      "a clock that waits for itself",
      (p) => {
        clockOf(p, "recovery").starts.afterClock = "reasonable-grounds";
        clockOf(p, "reasonable-grounds").starts.afterClock = "recovery";
      },
      "gb-eaw.json, clocks: wait in a circle, reasonable-grounds for recovery for reasonable-grounds",
    ],
    [
      "a pack that is based on itself",
      (p) => {
        p.basedOn = "gb-eaw";
      },
      "gb-eaw.json, basedOn: goes round in a circle, gb-eaw on gb-eaw",
    ],
    [
      "a base that is not there",
      (p) => {
        p.basedOn = "atlantis";
      },
      "gb-eaw.json, basedOn: there is no pack “atlantis”. There are: coe, gb-eaw, gb-sct, it",
    ],
    [
      "a holiday that moves",
      (p) => p.calendar.holidays.push({ name: "Easter Monday", every: "04-06" }),
      "gb-eaw.json, calendar, holiday “Easter Monday”: moves, it is on 04-06 in 1 of 11 years; write its dates",
    ],
    [
      "a holiday on a leap day",
      (p) => p.calendar.holidays.push({ name: "Leap", every: "02-29" }),
      "gb-eaw.json, calendar, holiday “Leap”: 02-29 is no day of every year",
    ],
    [
      "a zone that is not there",
      (p) => {
        p.calendar.zone = "Mars/Base";
      },
      "gb-eaw.json, calendar: ",
    ],
    [
      "a protection that is left out",
      (p) => p.leavesOut.steps.push("ask-reconsideration"),
      "gb-eaw.json, leavesOut, steps: “ask-reconsideration” is the person's, and stays",
    ],
    [
      "everyone's step, made easier",
      (p) => Object.assign(p.steps[0] ?? {}, { code: "confirm-negative" }),
      "gb-eaw.json, step confirm-negative: is a step of every jurisdiction; give this one another name",
    ],
    [
      "a negative that ends support",
      (p) => Object.assign(p.steps[0] ?? {}, { decision: "negative", to: "closed", from: ["early-support"] }),
      "gb-eaw.json, step notify-home-office: after a negative support goes on: it leads to early-support",
    ],
    [
      "a closing without an answer",
      (p) => Object.assign(p.steps[0] ?? {}, { to: "closed", from: ["reasonable-grounds"] }),
      "gb-eaw.json, step notify-home-office: closes someone who is in reasonable-grounds without an answer",
    ],
    [
      "a child whom a dispute gives no guardian",
      (p) =>
        p.clocks.push({ ...clockOf(read("coe"), "guardian"), starts: { steps: ["open", "record-age"] } }),
      "gb-eaw.json, clock guardian: begins also at “age-disputed”, which may show that someone is a child",
    ],
    [
      "consents looked at again by a step",
      (p) => p.clocks.push({ ...clockOf(read("coe"), "consent-review"), ends: ["review-recovery"] }),
      "gb-eaw.json, clock consent-review: ends at consent-reviewed and at nothing else: write so",
    ],
    [
      "a purpose that is new on entering a state",
      (p) =>
        p.clocks.push({ ...clockOf(read("coe"), "consent-new-purpose"), starts: { entering: ["contact"] } }),
      "gb-eaw.json, clock consent-new-purpose: begins at purpose-named and at nothing else: write so",
    ],
    [
      "a clock of its own that begins with a consent",
      (p) => {
        clockOf(p, "reasonable-grounds").starts.steps = ["consent-given"];
      },
      "gb-eaw.json, clock reasonable-grounds: there is no step “consent-given”",
    ],
    [
      "consents that nobody looks at again",
      (p) => p.leavesOut.clocks.push("consent-review"),
      "gb-eaw.json, leavesOut, clocks: “consent-review” protects the person, and stays",
    ],
    [
      "an alarm that cannot be placed",
      (p) => {
        clockOf(p, "recovery").alarms.push({ name: "late", when: { share: [5, 3] } });
      },
      "gb-eaw.json, clock recovery: An escalation is placed by",
    ],
    [
      "a rule without a source",
      (p) => Object.assign(clockOf(p, "recovery"), { source: undefined }),
      "gb-eaw.json, clock recovery",
    ],
  ])("%s", (_, change, fault) => {
    expect(faultsAfter(change).join("\n")).toContain(fault);
  });
});

describe("a State whose clocks and steps no other pack has", () => {
  const own = read("coe");
  const source = { instrument: "Act of Ruritania", article: "section 1", year: 2026 };
  const ruritania: JurisdictionPack = {
    ...{ code: "ruritania", name: { en: "Ruritania", ar: "روريتانيا" }, basedOn: "coe", retention: [] },
    calendar: {
      region: null,
      zone: "Asia/Beirut",
      weekend: [5, 6],
      holidays: [{ name: "Founding", every: "03-21" }],
    },
    steps: [
      {
        code: "ask-the-village",
        name: { en: "Ask the village", ar: "سؤال القرية" },
        from: ["early-support"],
        to: "stay",
        by: ["guardian"],
        records: ["review"],
        source,
        counsel: null,
      },
      {
        code: "vouch",
        name: { en: "The village vouches", ar: "القرية تشهد" },
        from: ["early-support"],
        to: "inclusion",
        by: ["guardian"],
        records: ["own-choice"],
        waitsFor: ["village"],
        source,
        counsel: null,
      },
    ],
    clocks: [
      {
        code: "village",
        name: { en: "The village answers", ar: "القرية ترد" },
        runsFor: "everyone",
        starts: { steps: ["ask-the-village"] },
        limit: { unit: "working-days", length: 3 },
        ends: ["vouch", "close"],
        pausesIn: ["abroad"],
        alarms: [],
        source,
        counsel: null,
      },
    ],
    leavesOut: { steps: ["decline-referral"], clocks: ["triage"] },
  };

  function rules(): Rules {
    const place = mkdtempSync(join(dir, "state-"));
    writeFileSync(join(place, "ruritania.json"), JSON.stringify(ruritania));
    expect(readJurisdictions(place, YEAR).faults).toEqual([]);
    const lineage = lineageOf(ruritania, new Map([["coe", own]]));
    if (typeof lineage === "string") throw new Error(lineage);
    return rulesOf(lineage, YEARS);
  }

  it("is walked without touching code: its step waits for its clock, in its working days", () => {
    const place = rules();
    const at = Date.parse("2026-03-18T09:00:00Z"); // a Wednesday; Friday, Saturday and the 21st are free
    const act = (step: string, when: number, recorded: readonly string[]) => ({
      ...{ step, at: when, language: null, recorded: recorded as never },
      by: { memberId: "ada", role: "guardian" as const, isTrained: true },
    });
    let journey = beginJourney(place, { at, recorded: ["age-adult"], language: "ar" });
    for (const one of [act("begin-support", at, ["plan"]), act("ask-the-village", at, ["review"])]) {
      const outcome = takeStep(place, journey, one);
      if (outcome.kind === "refused") throw new Error(JSON.stringify(outcome.lacks));
      journey = outcome.journey;
    }
    const village = journey.clocks.find(({ code }) => code === "village");
    const end = village ? endOfClock(place, village) : null;
    expect(new Date(end ?? 0).toISOString()).toBe("2026-03-23T21:59:59.999Z"); // Thursday, Sunday, Monday
    const early = takeStep(place, journey, act("vouch", at + 3_600_000, ["own-choice"]));
    expect(early).toEqual({ kind: "refused", lacks: [{ code: "waits-for-clock", until: end }] });
    const late = takeStep(place, journey, act("vouch", (end ?? 0) + 1, ["own-choice"]));
    expect(late).toMatchObject({ kind: "taken", journey: { state: "inclusion" } });
  });

  it("keeps every law of the journey", () => {
    const engine = { beginJourney, takeStep, ageDispute, needsOf, obstaclesOf, alarmsUntil };
    const walked = walk(engine, rules(), seedOf("Ruritania"), 20_000);
    expect(walked.faults).toEqual([]);
    expect(walked.takenOf.get("ask-the-village")).toBeGreaterThan(0);
  });
});

it("limits end, in each pack's zone and holidays, when a slow walk along the wall says so", () => {
  const seed = seedOf("clocks of the packs");
  for (const [code, place] of allRules({ from: 2025, until: 2032 })) {
    const { calendar } = place;
    const span = { from: 2026, until: 2027 };
    const wall = wallOf(calendar.zone, span);
    const world = { seed, zone: calendar.zone, wall, span, clocks: 100, place: calendar };
    expect(findDifferences({ dueAt, escalationsOf }, world).examples, code).toEqual([]);
    for (const { code: clock, limit } of place.clocks) {
      if (limit.unit !== "hours" && limit.length > 60) continue; // the slow way is slow
      for (const month of [0, 2, 3, 9, 11]) {
        const begun = { startedAt: Date.UTC(2026, month, 23 + (seed % 5), 16, 40), limit };
        expect(dueAt(begun, calendar), `${code} ${clock}`).toBe(obviousDueAt(begun, calendar, wall));
      }
    }
  }
});

it("a lineage is read from the house", () => {
  expect(ownJurisdiction("gb-sct", YEAR).map(({ code }) => code)).toEqual(["coe", "gb-sct"]);
  expect(() => ownJurisdiction("atlantis", YEAR)).toThrow(/There are: coe, gb-eaw, gb-sct, it/);
  cpSync(JURISDICTIONS_DIR, join(dir, "copy"), { recursive: true });
  expect(readJurisdictions(join(dir, "copy"), YEAR).faults).toEqual([]);
});
