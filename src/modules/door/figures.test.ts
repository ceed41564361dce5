import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { DatabaseError } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestHouse, type TestMember, testHouse } from "../../core/testing.ts";
import { openTestDoor, type TestDoor } from "./testing.ts";

let house: TestHouse;
let door: TestDoor;
let otherId: string;
let other: TestMember;
beforeAll(async () => {
  house = await testHouse();
  door = await openTestDoor(house);
  otherId = await house.addAgency({ name: "Second Door", kind: "ngo" });
  other = await house.addMember({ agencyId: otherId, name: "Olga", roles: ["supervisor"] });
  await rows("insert into door.recipients_list (agency_id, version, signed) values ($1, 1, 'x')", otherId);
});
afterAll(() => house.stop());
beforeEach(async () => {
  await rows("delete from door.mailbox");
  await rows("delete from door.month_figure");
});

const rows = async (text: string, ...values: unknown[]) => (await house.owner.query(text, values)).rows;

/** As the database's clock would read it: the same function under another name of the time. */
async function countAt(now: string, mutate = (text: string) => text): Promise<number> {
  const [{ body }] = await rows("select pg_get_functiondef('door.count_month()'::regprocedure) as body");
  const moved = String(body)
    .replace("door.count_month()", "pg_temp.count_month_at()")
    .replaceAll("now()", `timestamptz '${now}'`);
  expect(moved).not.toBe(body);
  const written = mutate(moved);
  await rows(written);
  const [{ n }] = await rows("select pg_temp.count_month_at() as n");
  return n;
}

interface Conversation {
  readonly agencyId: string;
  /** A member wrote down what was said on the telephone. */
  readonly isCall?: boolean;
  /** ISO, whole hours. */
  readonly begun: string;
  /** Hours until a member first answered; null: nobody did. */
  readonly after: number | null;
}

async function begin({ agencyId, begun, after, isCall = false }: Conversation): Promise<string> {
  const address = randomUUID().replaceAll("-", "");
  await rows(
    `insert into identity.words (address, reading_key, signing_key)
     values (decode($1, 'hex'), decode(repeat($1, 2), 'hex'), decode(repeat($1, 2), 'hex'))`,
    address,
  );
  await rows(
    "insert into door.mailbox (address, agency_id, opened_hour, last_letter) values (decode($1, 'hex'), $2, $3, 3)",
    ...[address, agencyId, begun],
  );
  const letter = (position: number, hours: number, memberId: string | null) =>
    rows(
      `insert into door.letter (mailbox, position, hour, sender_member_id, envelope)
       values (decode($1, 'hex'), $2, $3::timestamptz + make_interval(hours => $4), $5, '{}')`,
      ...[address, position, begun, hours, memberId],
    );
  await letter(1, 0, isCall ? door.intake.id : null);
  if (after !== null) {
    await letter(2, after, door.intake.id);
    await letter(3, after + 1, door.intake.id); // a later answer is not the first
  }
  return address;
}

const figuresOf = async (member: TestMember) => {
  const headers = member.headers();
  const answer = await house.app.inject({ method: "GET", url: "/api/inbox-figures", headers });
  return { status: answer.statusCode, ...(answer.json() as { months: unknown[] }) };
};

describe("the figures of a month", () => {
  it("are in fives, by the hours until a member first answered", async () => {
    const at = "2026-09-10T10:00:00Z";
    const plan: [number, number | null][] = [
      [5, 0],
      [2, 4],
      [9, 5],
      [1, 24],
      [4, 25],
      [5, 72],
      [6, 73],
      [4, null],
    ];
    for (const [count, after] of plan)
      for (let n = 0; n < count; n++) await begin({ agencyId: door.agencyId, begun: at, after });
    expect(await countAt("2026-10-08T00:00:00Z")).toBe(2);
    expect(await figuresOf(door.supervisor)).toEqual({
      status: 200,
      months: [
        {
          month: "2026-09-01",
          figures: {
            ...{ begun: 35, "within-4": 5, "within-24": 10, "within-72": 5 },
            ...{ later: 5, unanswered: null, calls: null },
          },
        },
      ],
    });
    expect(await figuresOf(other), "of another agency, with a door that nobody wrote to").toMatchObject({
      months: [{ figures: { begun: null, unanswered: null } }],
    });
    expect((await figuresOf(door.intake)).status).toBe(403);
  });

  it("are counted a week after the month, once, and nothing that happens later changes them", async () => {
    const addresses: string[] = [];
    for (let n = 0; n < 10; n++) {
      const conversation = { agencyId: door.agencyId, begun: "2026-09-30T23:00:00Z", after: null };
      addresses.push(await begin(conversation));
    }
    await begin({ agencyId: door.agencyId, begun: "2026-10-01T00:00:00Z", after: null });
    expect(await countAt("2026-10-07T23:59:59Z")).toBe(0);
    expect(await countAt("2026-10-08T00:00:00Z")).toBe(2);
    const before = await figuresOf(door.supervisor);
    expect(before.months).toMatchObject([{ month: "2026-09-01", figures: { begun: 10, unanswered: 10 } }]);
    await rows("delete from door.mailbox where address = decode($1, 'hex')", addresses[0]);
    expect(await countAt("2026-10-09T00:00:00Z")).toBe(0);
    expect(await countAt("2026-10-31T23:00:00Z")).toBe(0);
    expect(await figuresOf(door.supervisor)).toEqual(before);
    expect(await countAt("2026-11-08T00:00:00Z")).toBe(2);
    expect((await figuresOf(door.supervisor)).months).toHaveLength(2);
  });

  it("are the same for two workers that count at once", async () => {
    for (let n = 0; n < 7; n++)
      await begin({ agencyId: door.agencyId, begun: "2026-09-03T00:00:00Z", after: 1 });
    await Promise.all([countAt("2026-10-08T00:00:00Z"), countAt("2026-10-08T00:00:00Z")]);
    expect(await rows("select count(*)::int as n from door.month_figure")).toEqual([{ n: 14 }]);
  });

  it("leave out a month that was never counted: none is counted late from what is left", async () => {
    await begin({ agencyId: door.agencyId, begun: "2026-08-03T00:00:00Z", after: 1 });
    await countAt("2026-10-08T00:00:00Z");
    expect(await rows("select distinct month::text from door.month_figure")).toEqual([
      { month: "2026-09-01" },
    ]);
  });

  it("equal a slow recount by hand-written code, and no mutant does", async () => {
    const seed = Number(process.env.LEEWARD_SEED ?? Date.now() % 1_000_000_000);
    console.info(`seed ${seed} (LEEWARD_SEED=${seed} repeats this run)`);
    const begun = fc
      .integer({ min: -3, max: 30 * 24 + 3 })
      .map((hours) => new Date(Date.UTC(2026, 8, 1) + hours * 3_600_000).toISOString());
    const border = fc.constantFrom(4, 24, 72);
    const after = fc.option(fc.oneof(border, fc.constantFrom(0, 5, 25, 73, 200)), { nil: null, freq: 5 });
    const agencyId = fc.constantFrom(door.agencyId, otherId);
    // Whole crowds of one kind as well, so that a border that moves takes five with it.
    const crowd = fc
      .record({
        agencyId,
        begun,
        after,
        isCall: fc.nat(3).map((n) => n === 0),
        size: fc.integer({ min: 3, max: 11 }),
      })
      .map(({ size, ...one }) => Array.from({ length: size }, () => one));
    const edges = [
      "2026-08-31T23:00:00Z",
      "2026-09-01T00:00:00Z",
      "2026-09-30T23:00:00Z",
      "2026-10-01T00:00:00Z",
    ];
    const edge = fc
      .record({ agencyId, begun: fc.constantFrom(...edges), after })
      .map((one) => Array.from({ length: 5 }, () => one));
    const world = fc.array(fc.oneof(crowd, edge), { minLength: 4, maxLength: 7 }).map((all) => all.flat());
    const worlds = fc.sample(world, { seed, numRuns: 12 });
    const survivors: string[] = [];
    for (const [name, mutate] of [["none", (text: string) => text], ...MUTANTS] as const) {
      let differences = 0;
      for (const drawn of worlds) if (!(await isCountedRight(drawn, mutate))) differences++;
      if (name === "none") expect(differences).toBe(0);
      else if (differences === 0) survivors.push(name);
    }
    expect(survivors).toEqual([]);
  }, 120_000);
});

const swap = (from: string, to: string) => (text: string) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};
const MUTANTS: readonly (readonly [string, (text: string) => string])[] = [
  ["rounding left out", swap("e.figure / 5 * 5", "e.figure")],
  ["rounded up", swap("e.figure / 5 * 5", "(e.figure + 4) / 5 * 5")],
  ["four hours are late", swap("b.hours <= 4", "b.hours < 4")],
  ["a day is late", swap("b.hours <= 24", "b.hours < 24")],
  ["three days are late", swap("b.hours <= 72", "b.hours < 72")],
  ["the last answer counts, not the first", swap("min(l.hour)", "max(l.hour)")],
  ["a letter of the person is an answer", swap("and l.sender_member_id is not null", "")],
  ["the month's first hour is left out", swap("m.opened_hour >= counted", "m.opened_hour > counted")],
  [
    "the next month's first hour is taken in",
    swap("m.opened_hour < this_month", "m.opened_hour <= this_month"),
  ],
  [
    "every door's conversations",
    swap("b.agency_id = a.agency_id and not b.by_telephone", "not b.by_telephone"),
  ],
  ["calls counted as letters", swap("and not b.by_telephone", "")],
  ["any member's letter makes it a call", swap("and l.position = 1 and", "and")],
  ["calls of letters", swap("b.agency_id = a.agency_id and b.by_telephone", "b.agency_id = a.agency_id")],
];

async function isCountedRight(
  drawn: readonly Conversation[],
  mutate: (text: string) => string,
): Promise<boolean> {
  await rows("delete from door.mailbox");
  await rows("delete from door.month_figure");
  for (const one of drawn) await begin(one);
  try {
    await countAt("2026-10-08T00:00:00Z", mutate);
  } catch (error) {
    if (error instanceof DatabaseError && error.constraint?.startsWith("month_figure")) return false;
    throw error;
  }
  const answers = await Promise.all([figuresOf(door.supervisor), figuresOf(other)]);
  const wanted = [door.agencyId, otherId].map((of) => [slowly(drawn.filter((one) => one.agencyId === of))]);
  return isDeepStrictEqual(
    answers.map(({ months }) => months),
    wanted,
  );
}

function slowly(own: readonly Conversation[]) {
  const all = own.filter(({ begun }) => begun.startsWith("2026-09"));
  const inMonth = all.filter(({ isCall }) => !isCall);
  let calls = all.length - inMonth.length;
  while (calls % 5 !== 0) calls--;
  const fives = (is: (after: number | null) => boolean): number | null => {
    let count = 0;
    for (const { after } of inMonth) if (is(after)) count++;
    while (count % 5 !== 0) count--;
    return count === 0 ? null : count;
  };
  return {
    month: "2026-09-01",
    figures: {
      begun: fives(() => true),
      "within-4": fives((after) => after !== null && after <= 4),
      "within-24": fives((after) => after !== null && after > 4 && after <= 24),
      "within-72": fives((after) => after !== null && after > 24 && after <= 72),
      later: fives((after) => after !== null && after > 72),
      unanswered: fives((after) => after === null),
      calls: calls === 0 ? null : calls,
    },
  };
}
