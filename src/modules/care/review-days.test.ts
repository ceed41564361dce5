import { plainCalendar } from "@leeward/clocks";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../../core/db/index.ts";
import { tellClocks } from "./jobs.ts";
import type { SectionDocument } from "./model/field.ts";
import { endOfWrittenDay } from "./rules.ts";
import { NEEDS, type TestCare, type TestPerson, testCare } from "./testing.ts";

/** A day by which risk or best interests are looked at again: it was written down, and nobody was reminded of it. */

let care: TestCare;
beforeAll(async () => {
  care = await testCare();
});
afterAll(() => care.stop());

const DAY_MS = 86_400_000;
const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const day = (ahead: number): string =>
  new Date(care.house.clock.now.getTime() + ahead * DAY_MS).toISOString().slice(0, 10);
const open = async (needs: SectionDocument): Promise<{ id: string; person: TestPerson }> => {
  const person = await care.addPerson();
  const { id } = await care.openCase(person, { sections: { "needs-and-risk": { ...NEEDS, ...needs } } });
  return { id, person };
};
const write = async (id: string, match: string, needs: SectionDocument) => {
  const answer = await care.request("PUT", `/api/cases/${id}/sections/needs-and-risk`, {
    ...{ as: care.caseworker, purpose: "support", match },
    body: { document: { ...NEEDS, ...needs }, resolves: [] },
  });
  expect(answer.status, answer.text).toBe(200);
};
const clocks = async (id: string) =>
  (
    await rows(
      `select what, to_char(due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as due, done_at is not null as done, member_id as led
       from care.clock where case_id = $1 and what in ('risk-review', 'best-interests-review') order by what desc, due_at`,
      id,
    )
  ).map(({ what, due, done, led }) => [what, due, done, led]);

it("has a clock until the end of that day, for the lead, from the opening on and when it is written later", async () => {
  const { id } = await open({ riskReview: day(7) });
  const first = ["risk-review", `${day(7)} 23:59`, false, care.intake.id];
  expect(await clocks(id)).toEqual([first]);
  await write(id, '"v1"', { riskReview: day(7), bestInterestsReview: day(30), wants: "To sleep." });
  expect(await clocks(id), "the same day is not begun twice").toEqual([
    first,
    ["best-interests-review", `${day(30)} 23:59`, false, care.intake.id],
  ]);
  await write(id, '"v2"', { riskReview: day(14) });
  expect(await clocks(id), "another day ends the one before, and so does none").toEqual([
    ["risk-review", `${day(7)} 23:59`, true, care.intake.id],
    ["risk-review", `${day(14)} 23:59`, false, care.intake.id],
    ["best-interests-review", `${day(30)} 23:59`, true, care.intake.id],
  ]);
});

it("is in Today and in the person's file, tells when it is over, and changes nothing else", async () => {
  const { id, person } = await open({ riskReview: day(-3) });
  const today = (await care.request("GET", "/api/today", { as: care.caseworker })).body.clocks;
  expect(today).toContainEqual(
    expect.objectContaining({ caseId: id, what: "risk-review", ofJourney: false }),
  );
  const [mine] = (await care.request("GET", "/api/my-file", { as: person })).body.cases;
  expect(mine.next).toContainEqual(expect.objectContaining({ what: "risk-review", name: null }));
  const frozen = async () =>
    rows(
      `select f.state, k.done_at, k.due_at, (select count(*) from care.section s where s.case_id = f.id) as sections
       from care.case_file f join care.clock k on k.case_id = f.id where f.id = $1 order by k.id`,
      id,
    );
  const before = await frozen();
  const worker = openDatabase({
    connectionString: care.house.connectionString.replace("user=postgres", "user=leeward_worker"),
    ...{ sizeMax: 1, log: () => undefined },
  });
  try {
    await worker.transaction(tellClocks.role, (tx) => tellClocks.run(tx));
  } finally {
    await worker.close();
  }
  const told = await rows(
    "select 1 from ledger.entry where kind = 'clock.alarm' and case_id = $1 and content::jsonb ->> 'clock' = 'risk-review'",
    id,
  );
  expect([told.length, await frozen()]).toEqual([1, before]);
  const [clock] = await rows("select id from care.clock where case_id = $1 and what = 'risk-review'", id);
  await care.request("PUT", `/api/clocks/${clock?.id}/done`, { as: care.caseworker });
  await write(id, '"v1"', { riskReview: day(-3), wants: "To cook." });
  expect(
    (await clocks(id)).map(([, , done]) => done),
    "what was looked at is not asked for again",
  ).toEqual([true]);
});

it("a version that stands beside another says nothing until it is the one that counts", async () => {
  const { id } = await open({});
  await write(id, '"v1"', { riskReview: day(5) });
  const beside = await care.request("PUT", `/api/cases/${id}/sections/needs-and-risk`, {
    ...{ as: care.colleague, purpose: "support", match: '"v1"' },
    body: { document: { ...NEEDS, riskReview: day(9) }, resolves: [] },
  });
  expect(beside.status).toBe(409);
  expect(await clocks(id)).toEqual([["risk-review", `${day(5)} 23:59`, false, care.intake.id]]);
});

it("ends a written day on the wall of the zone, also one that has passed", () => {
  const now = new Date("2026-11-27T23:30:00Z");
  for (const [zone, written, end] of [
    ["UTC", "2026-11-28", "2026-11-28T23:59:59.999Z"],
    ["UTC", "2026-11-27", "2026-11-27T23:59:59.999Z"],
    ["UTC", "2026-11-01", "2026-11-01T23:59:59.999Z"],
    ["Asia/Beirut", "2026-11-28", "2026-11-28T21:59:59.999Z"],
    ["America/New_York", "2026-12-27", "2026-12-28T04:59:59.999Z"],
    ["Pacific/Kiritimati", "2026-11-29", "2026-11-29T09:59:59.999Z"],
  ] as const) {
    expect(endOfWrittenDay(written, now, plainCalendar(zone)).toISOString(), `${zone} ${written}`).toBe(end);
  }
});
