import { describe, expect, it } from "vitest";
import { type LookedAt, standOut } from "./oversight-rules.ts";

const START = Date.parse("2026-11-25T08:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const look = (minutes: number, changes: Partial<LookedAt> = {}): LookedAt => ({
  at: new Date(START + minutes * MINUTE),
  memberId: "ines",
  caseId: "a",
  outcome: "read",
  clause: "holder",
  closedSince: null,
  ...changes,
});
const told = (looks: readonly LookedAt[]) =>
  standOut(looks).map(
    ({ rule, memberId, looks: n, caseIds }) => `${rule} ${memberId} ${n} of ${caseIds.length}`,
  );
const cases = (n: number, everyMinutes: number) =>
  Array.from({ length: n }, (_, i) => look(i * everyMinutes, { caseId: `case ${i}` }));

describe("looks stand out by rules that one can read", () => {
  it("fifteen cases within an hour, by one member; not fourteen, not over a longer time, not the same case again", () => {
    expect(told(cases(15, 4))).toEqual(["many-cases ines 15 of 15"]);
    expect(told(cases(14, 4))).toEqual([]);
    expect(told(cases(15, 5))).toEqual([]);
    expect(told(cases(40, 1).map((one) => ({ ...one, caseId: "a" })))).toEqual([]);
    const two = cases(15, 4).map((one, i) => ({ ...one, memberId: i % 2 === 0 ? "ines" : "jonas" }));
    expect(told(two)).toEqual([]);
    expect(told(cases(40, 2)), "a long stretch is told once").toEqual(["many-cases ines 40 of 40"]);
  });

  it("five refusals within a day; reads beside them do not count", () => {
    const refused = (n: number, everyHours: number) =>
      Array.from({ length: n }, (_, i) => look(i * everyHours * 60, { outcome: "refused", clause: null }));
    expect(told([...refused(5, 6), look(1), look(2)])).toEqual(["refused-often ines 5 of 1"]);
    expect(told([...refused(4, 6), look(1), look(2)])).toEqual([]);
    expect(told(refused(5, 7))).toEqual([]);
  });

  it("what was read through broken glass, and not a refusal there", () => {
    expect(told([look(0, { clause: "break-glass" }), look(5, { clause: "break-glass" })])).toEqual([
      "glass ines 2 of 1",
    ]);
    expect(told([look(0, { clause: null, outcome: "refused" })])).toEqual([]);
  });

  it("a case that was closed for thirty days, to the minute", () => {
    const closed = (before: number) => look(0, { closedSince: new Date(START - before) });
    expect(told([closed(30 * DAY)])).toEqual(["after-closing ines 1 of 1"]);
    expect(told([closed(30 * DAY - MINUTE)])).toEqual([]);
  });

  it("whatever the order in which the looks come; the newest is told first", () => {
    const all = [...cases(15, 4), look(600, { clause: "break-glass" })];
    expect(told(all)).toEqual(["glass ines 1 of 1", "many-cases ines 15 of 15"]);
    expect(told(all.toReversed())).toEqual(told(all));
  });
});
