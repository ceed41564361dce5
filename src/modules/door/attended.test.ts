import { expect, it } from "vitest";
import { readDoorConfig } from "../../core/config/door.ts";
import { isAlways, isAttended } from "./attended.ts";

const WEEK = ["mo", "tu", "we", "th", "fr", "sa", "su"];
const spansOf = (text: string) => readDoorConfig({ LEEWARD_DOOR_ATTENDED: text }).attended ?? [];
/** A week in which no clock changes: Monday, 4 January 2027. */
const at = (day: number, minute: number) => new Date(Date.UTC(2027, 0, 4 + day, 0, minute));

// Kills: the end counts in, the beginning does not; a night ends at midnight, or ends its own morning; Sunday's night is lost.
it("says that someone is there in each minute of the hours that were agreed, and in no other, over midnight too", () => {
  for (const text of [
    "mo-fr 08:00-20:30, sa 10:00-14:00",
    "sa-mo 22:00-06:00",
    "we 00:00-24:00",
    "fr-fr 23:59-00:01",
  ]) {
    // Slowly: every agreed minute of a week is written down, going round from Sunday to Monday.
    const there = new Set<number>();
    for (const part of text.split(", ")) {
      const [days = "", clock = ""] = part.split(" ");
      const [from = 0, until = 0] = clock
        .split("-")
        .map((hm) => Number(hm.slice(0, 2)) * 60 + Number(hm.slice(3)));
      const [first = "", last = first] = days.split("-");
      const length = ((WEEK.indexOf(last) - WEEK.indexOf(first) + 7) % 7) + 1;
      for (let n = 0; n < length; n++) {
        const begins = (WEEK.indexOf(first) + n) * 1440 + from;
        for (let minute = begins; minute % 1440 !== until % 1440 || minute === begins; minute++)
          there.add(minute % (7 * 1440));
      }
    }
    const spans = spansOf(text);
    for (let minute = 0; minute < 7 * 1440; minute++)
      if (isAttended(spans, at(0, minute), "UTC") !== there.has(minute))
        expect.fail(`${text} at minute ${minute}`);
  }
});

it("counts by the clock of the place, in summer too", () => {
  const spans = spansOf("mo-su 08:00-09:00");
  expect(isAttended(spans, new Date("2027-01-04T07:30:00Z"), "Europe/Rome")).toBe(true);
  expect(isAttended(spans, new Date("2027-07-05T07:30:00Z"), "Europe/Rome"), "summer").toBe(false);
  expect(isAttended(spans, new Date("2027-07-05T06:30:00Z"), "Europe/Rome")).toBe(true);
  expect(
    isAttended(spansOf("mo 00:00-00:30"), new Date("2027-01-03T18:30:00Z"), "Asia/Kathmandu"),
    "Monday there",
  ).toBe(true);
});

it("knows a place that is never empty", () => {
  expect(isAlways(spansOf("always"))).toBe(true);
  expect(isAlways(spansOf("mo-su 00:00-24:00"))).toBe(true);
  expect(isAlways(spansOf("mo-su 00:00-23:59"))).toBe(false);
  expect(isAlways(spansOf("mo-sa 00:00-24:00"))).toBe(false);
});
