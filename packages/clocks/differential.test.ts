import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dueAt, escalationsOf } from "./index.ts";
import { findDifferences, type Quick, type Span, wallOf } from "./testing/differential.ts";
import type { Wall } from "./testing/obvious.ts";
import { seedOf } from "./testing/seed.ts";

/** A zone whose clocks change at midnight, by half an hour, a minute after midnight; one that left out a day. */
const TRIED: readonly { zone: string; span: Span }[] = [
  { zone: "America/Sao_Paulo", span: { from: 2011, until: 2011 } },
  { zone: "Australia/Lord_Howe", span: { from: 2011, until: 2011 } },
  { zone: "America/St_Johns", span: { from: 2010, until: 2010 } },
  { zone: "Pacific/Apia", span: { from: 2011, until: 2011 } },
];
const seed = seedOf("limits the quick and the slow way");
let walls: Wall[] = [];

beforeAll(() => {
  walls = TRIED.map(({ zone, span }) => wallOf(zone, span));
});

const differences = (quick: Quick, clocks: number, round = 0) =>
  TRIED.map((tried, n) => {
    const wall = walls[n] ?? wallOf(tried.zone, tried.span);
    return findDifferences(quick, { ...tried, seed: seed + round, clocks, wall });
  });

test("limits end, and others are told, when a slow walk along the wall says so, and pauses keep some away", {
  timeout: 60_000,
}, () => {
  const found = differences({ dueAt, escalationsOf }, 250);
  expect(found.flatMap(({ examples }) => examples)).toEqual([]);
  const kept = found.reduce((sum, each) => sum + each.kept, 0);
  expect(kept).toBeGreaterThan(50);
  expect(kept).toBeLessThan(500);
});

/** A plausible mistake: in `file`, `find` (found once) becomes `replace`; the slow walk must notice. */
const MUTANTS: readonly { name: string; file: string; find: string; replace: string }[] = [
  {
    name: "the day of the start counts",
    file: "clock.ts",
    find: "let day = dayOf(zone, startedAt);",
    replace: "let day = dayOf(zone, startedAt) - 1;",
  },
  {
    name: "holidays are working days",
    file: "calendar.ts",
    find: " && !calendar.holidays.has(date)",
    replace: "",
  },
  {
    name: "every weekend is Saturday and Sunday",
    file: "calendar.ts",
    find: "!calendar.weekend.includes(weekdayOf(day))",
    replace: "weekdayOf(day) < 6",
  },
  {
    name: "weeks begin on Sunday",
    file: "calendar.ts",
    find: "(day + 3) % 7",
    replace: "(day + 4) % 7",
  },
  {
    name: "calendar days leave free days out",
    file: "clock.ts",
    find: 'limit.unit === "calendar-days" || isWorkingDay(calendar, day);\n  const mayEnd',
    replace: "isWorkingDay(calendar, day);\n  const mayEnd",
  },
  {
    name: "a limit ends on a free day although it should move on",
    file: "clock.ts",
    find: "left === 0 && mayEnd(day)",
    replace: "left === 0",
  },
  {
    name: "every limit in calendar days moves to a working day",
    file: "clock.ts",
    find: "!limit.movesToWorkingDay || ",
    replace: "",
  },
  {
    name: "pauses are ignored in days",
    file: "clock.ts",
    find: "pauses.find(({ from, until }) => from <= end && (until === null || end < until))",
    replace: "pauses.find(({ until }) => until === null && false)",
  },
  {
    name: "a day counts if the clock ran at its beginning",
    file: "clock.ts",
    find: "from <= end && (until === null || end < until)",
    replace: "from <= before && (until === null || before < until)",
  },
  {
    name: "a limit ends on a day on which the clock stood still",
    file: "clock.ts",
    find: "if (!pause && left === 0",
    replace: "if (left === 0",
  },
  {
    name: "pauses are ignored in hours",
    file: "clock.ts",
    find: "due += until - Math.max(from, startedAt);",
    replace: "",
  },
  {
    name: "a pause that had begun before the clock counts from its own beginning",
    file: "clock.ts",
    find: "until - Math.max(from, startedAt)",
    replace: "until - from",
  },
  {
    name: "a pause after the end of a limit in hours still moves it",
    file: "clock.ts",
    find: "if (from > due) break;",
    replace: "",
  },
  {
    name: "extensions are ignored",
    file: "clock.ts",
    find: "extensions.reduce((sum, by) => sum + by, length)",
    replace: "length",
  },
  {
    name: "only the last extension counts",
    file: "clock.ts",
    find: "extensions.reduce((sum, by) => sum + by, length)",
    replace: "length + (extensions.at(-1) ?? 0)",
  },
  {
    name: "a day ends as the offset of its beginning says",
    file: "zone.ts",
    find: "if (offsetBefore === offsetAfter) return",
    replace: "return",
  },
  {
    name: "a day ends as the offset after it says",
    file: "zone.ts",
    find: "if (offsetBefore === offsetAfter) return midnight - offsetBefore - 1;",
    replace: "return midnight - offsetAfter - 1;",
  },
  {
    name: "days end at midnight UTC",
    file: "zone.ts",
    find: "const midnight = (day + 1) * DAY_MS;",
    replace: "return (day + 1) * DAY_MS - 1;\n  const midnight = (day + 1) * DAY_MS;",
  },
  {
    name: "a day that the zone left out counts",
    file: "clock.ts",
    find: "if (end === before) continue;",
    replace: "",
  },
  {
    name: "a clock that began in the first of two midnights belongs to the day after",
    file: "zone.ts",
    find: "while (endOfDay(zone, day - 1) >= at) day--;",
    replace: "",
  },
  {
    name: "a limit ends a millisecond after its last day",
    file: "zone.ts",
    find: "  return on;\n}",
    replace: "  return past;\n}",
  },
  {
    name: "a share of hours is a broken number of them",
    file: "clock.ts",
    find: "(whole * HOUR_MS * part) / of",
    replace: "((whole * part) / of) * HOUR_MS",
  },
  {
    name: "a share of days is told before it has run",
    file: "clock.ts",
    find: "Math.ceil((whole * part) / of)",
    replace: "Math.max(1, Math.floor((whole * part) / of))",
  },
  {
    name: "the hours before the end may begin before the clock",
    file: "escalation.ts",
    find: "Math.max(clock.startedAt, due - when.hoursBefore * HOUR_MS)",
    replace: "due - when.hoursBefore * HOUR_MS",
  },
  {
    name: "days after the end are days before it",
    file: "escalation.ts",
    find: "end = endOfDay(zone, ++day);",
    replace: "end = endOfDay(zone, --day);",
  },
  {
    name: "a day that the zone left out is a day after the end",
    file: "escalation.ts",
    find: "if (end !== before) left--;",
    replace: "left--;",
  },
  {
    name: "days after the end begin with the day of the start",
    file: "escalation.ts",
    find: "daysLater(calendar.zone, due, when.daysAfter)",
    replace: "daysLater(calendar.zone, clock.startedAt, when.daysAfter)",
  },
  {
    name: "it is told as over while it is in time",
    file: "escalation.ts",
    find: "due === null ? null : due + 1",
    replace: "due",
  },
  {
    name: "what a pause keeps away comes first",
    file: "escalation.ts",
    find: "(a.at ?? Number.POSITIVE_INFINITY)",
    replace: "(a.at ?? 0)",
  },
];

describe("the slow walk notices that", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await fs.mkdtemp(join(tmpdir(), "clocks-mutants-"));
  });
  afterAll(() => fs.rm(folder, { recursive: true, force: true }));

  test.each(MUTANTS.map((mutant, n) => ({ ...mutant, n })))(
    "$name",
    { timeout: 60_000 },
    async ({ file, find, replace, n }) => {
      const place = join(folder, String(n));
      await fs.mkdir(place);
      for (const name of await fs.readdir(import.meta.dirname)) {
        if (!/^(?!holidays).*(?<!\.test|\.proof)\.ts$/.test(name)) continue;
        const text = await fs.readFile(join(import.meta.dirname, name), "utf8");
        if (name === file) expect(text.split(find).length, "the place is found once").toBe(2);
        await fs.writeFile(join(place, name), name === file ? text.replace(find, replace) : text);
      }
      const mutant: Quick = await import(pathToFileURL(join(place, "index.ts")).href);
      // Most are noticed at once; one that shows only at a midnight with two sides takes more clocks.
      for (let round = 0; round < 25; round++) {
        if (differences(mutant, 60, round).some(({ different }) => different > 0)) return;
      }
      expect.fail("no clock showed it");
    },
  );
});
