import { plainCalendar } from "@leeward/clocks";
import { calendarOf } from "@leeward/clocks/holidays";
import { expect, it } from "vitest";
import { endOfClock } from "./clocks.ts";
import { housePack } from "./house-packs.ts";

const now = new Date("2026-12-22T10:00:00Z");
const austria = calendarOf({ country: "AT", weekend: [6, 7] }, { from: 2020, until: 2038 });

/** Kills: a baseline that counts in nobody's days; a place that counts in the days of wherever the server stands. */
it("counts a baseline in the days of the house, and a place in its own", () => {
  const working = { unit: "working-days", length: 5 } as const;
  const endIn = (code: string, house: typeof austria) => {
    const { rules } = housePack(code, now, house);
    const [first] = rules.clocks;
    if (!first) throw new Error("a pack has clocks");
    const counted = { ...rules, clocks: [{ ...first, limit: working }] };
    const clock = { code: first.code, startedAt: now.getTime(), pauses: [], extensions: [] };
    return new Date(endOfClock(counted, clock) ?? 0).toISOString().slice(0, 10);
  };
  // The 25th is a Friday, and free in Austria; the 28th stands for Boxing Day in England.
  expect(endIn("coe", plainCalendar("UTC"))).toBe("2026-12-29");
  expect(endIn("coe", austria)).toBe("2026-12-30");
  expect(endIn("gb-eaw", austria)).toBe("2026-12-31");
  expect(endIn("gb-eaw", plainCalendar("UTC"))).toBe("2026-12-31");
  expect(endIn("coe", plainCalendar("UTC")), "also after another house was asked").toBe("2026-12-29");
});
