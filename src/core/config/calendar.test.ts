import { dueAt } from "@leeward/clocks";
import { expect, test } from "vitest";
import { makeCalendar, readCalendarSetting } from "./calendar.ts";
import { ConfigError } from "./error.ts";

const NOW = new Date("2026-11-25T12:00:00Z");
const read = (env: Record<string, string>) => makeCalendar(readCalendarSetting(env), NOW);
const fiveWorkingDays = {
  startedAt: Date.parse("2026-12-23T12:00:00Z"),
  limit: { unit: "working-days", length: 5 },
} as const;

test("a region brings its public holidays and its zone", () => {
  const england = read({ LEEWARD_REGION: "GB-ENG" });
  expect(england.zone).toBe("Europe/London");
  // Christmas Day, and Boxing Day's day in lieu on Monday, do not count; New Year's Day neither.
  expect(dueAt(fiveWorkingDays, england)).toBe(Date.parse("2027-01-04T23:59:59.999Z"));
});

test("without a region weekends count, in the zone that was named", () => {
  const plain = read({ LEEWARD_ZONE: "Asia/Dubai", LEEWARD_WEEKEND: "5, 6" });
  expect(plain.weekend).toEqual([5, 6]);
  expect(dueAt(fiveWorkingDays, plain)).toBe(Date.parse("2026-12-30T19:59:59.999Z"));
  expect(read({}).zone).toBe("UTC");
});

test.each([
  [{ LEEWARD_REGION: "England" }, "LEEWARD_REGION"],
  [{ LEEWARD_REGION: "XX" }, "LEEWARD_REGION"],
  [{ LEEWARD_REGION: "GB-NOWHERE" }, "LEEWARD_REGION"],
  [{ LEEWARD_REGION: "US" }, "LEEWARD_ZONE"],
  [{ LEEWARD_ZONE: "Europe/Atlantis" }, "LEEWARD_ZONE"],
  [{ LEEWARD_WEEKEND: "0,6" }, "LEEWARD_WEEKEND"],
  [{ LEEWARD_WEEKEND: "1,2,3,4,5,6,7" }, "LEEWARD_WEEKEND"],
])("%j is refused with the name of the setting", (env, name) => {
  expect(() => read(env)).toThrow(ConfigError);
  expect(() => read(env)).toThrow(name);
});
