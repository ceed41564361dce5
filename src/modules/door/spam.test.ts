import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { fromBase32 } from "../../core/keys/index.ts";
import { type TestHouse, type TestMember, testHouse } from "../../core/testing.ts";
import type { ApiError } from "./island/api.ts";
import { openTestDoor, someoneWrites, type TestDoor, type TestVisitor } from "./testing.ts";

/**
 * Threats: a member empties what a person wrote (never what was answered; a week in which anyone brings it back; the
 * ledger names them); someone who comes back finds nothing (their coming back keeps it); another agency's conversations;
 * a race of emptying with an answer.
 */
let house: TestHouse;
let door: TestDoor;
let stranger: TestMember;
beforeAll(async () => {
  house = await testHouse();
  door = await openTestDoor(house);
  const shelter = await house.addAgency({ name: "Harbour House", kind: "shelter" });
  stranger = await house.addMember({ agencyId: shelter, name: "Eve", roles: ["intake-worker"] });
});
afterAll(() => house.stop());
beforeEach(() => rows("delete from door.mailbox"));

const rows = async (text: string, ...values: unknown[]) => (await house.owner.query(text, values)).rows;
const write = (): Promise<TestVisitor> => someoneWrites(door, "Cheap watches, best price");
const setAside = (ways: readonly TestVisitor[], by = door.intake): Promise<{ count: number }> =>
  door.as(by)("/api/inbox/set-aside", {
    method: "POST",
    key: randomUUID(),
    body: { addresses: ways.map(({ address }) => address) },
  });
const bringBack = (way: TestVisitor, by = door.intake): Promise<void> =>
  door.as(by)(`/api/inbox/${way.address}/set-aside`, { method: "DELETE" });
const lines = async (): Promise<{ address: string; goesOn: string | null }[]> =>
  (await door.as(door.intake)<{ mailboxes: { address: string; goesOn: string | null }[] }>("/api/inbox"))
    .mailboxes;
const goesOn = async (way: TestVisitor) =>
  (await lines()).find(({ address }) => address === way.address)?.goesOn;
const inDays = async (days: number) =>
  (await rows("select (current_date + $1::int)::text as day", days))[0].day;
const pass = async (days: number) => {
  await rows("update door.mailbox set goes_on = goes_on - $1::int", days);
  await rows("select retention.keep(false)");
};
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "fine",
    (error: ApiError) => error.code,
  );

it("goes after seven days and not a day before, with its letters; what nobody set aside stays", async () => {
  const [spam, person] = [await write(), await write()];
  expect(await setAside([spam])).toEqual({ count: 1 });
  expect(await goesOn(spam)).toBe(await inDays(7));
  expect(await goesOn(person)).toBeNull();
  await pass(6);
  expect(await lines()).toHaveLength(2);
  await pass(1);
  expect((await lines()).map(({ address }) => address)).toEqual([person.address]);
  const left = await rows(
    "select 1 from door.letter where mailbox = $1",
    Buffer.from(fromBase32(spam.address)),
  );
  expect(left).toEqual([]);
});

it("is written down with who did it and how many, and which ones nowhere", async () => {
  const ways = [await write(), await write()];
  await setAside(ways);
  const entries = await rows(
    "select content::jsonb - 'at' as content from ledger.entry where kind = 'mailboxes.set-aside' order by id desc limit 1",
  );
  expect(entries).toEqual([{ content: { kind: "mailboxes.set-aside", memberId: door.intake.id, count: 2 } }]);
});

it("counts a conversation that waits already no second time, and does not put its day off", async () => {
  const way = await write();
  await setAside([way]);
  await rows("update door.mailbox set goes_on = current_date + 3");
  expect(await setAside([way])).toEqual({ count: 0 });
  expect(await goesOn(way)).toBe(await inDays(3));
});

it("is brought back by a colleague, by the writer's coming back, by their next letter, by an answer and by a question", async () => {
  const colleague = await house.addMember({
    ...{ agencyId: door.agencyId, name: "Sana", roles: ["intake-worker"] },
  });
  const [one, visited, written, answered] = [await write(), await write(), await write(), await write()];
  await setAside([one, visited, written, answered]);
  await bringBack(one, colleague);
  await visited.read();
  expect(await written.write("Is anyone there?")).toBeNull();
  await door.answer(door.intake, answered.address, { text: "Yes?", language: "en" });
  for (const [name, way] of Object.entries({ one, visited, written, answered }))
    expect(await goesOn(way), name).toBeNull();
  await pass(8);
  expect(await lines()).toHaveLength(4);
});

it("passes by what was ever answered or asked about, also where it is named among others", async () => {
  const [spam, answered] = [await write(), await write()];
  await door.answer(door.intake, answered.address, { text: "We are here.", language: "en" });
  expect(await setAside([answered, spam])).toEqual({ count: 1 });
  expect(await goesOn(answered)).toBeNull();
});

it("is nobody's of another agency, of no intake worker, and of no one without a session", async () => {
  const way = await write();
  expect(await setAside([way], stranger)).toEqual({ count: 0 });
  expect(await setAside([way], door.supervisor)).toEqual({ count: 0 });
  expect(await goesOn(way)).toBeNull();
  await setAside([way]);
  expect(await codeOf(bringBack(way, stranger))).toBe("not-found");
  expect(await codeOf(bringBack(way, door.supervisor))).toBe("not-found");
  expect(await goesOn(way)).not.toBeNull();
});

it("ends in either order of an emptying and an answer at once: an answered conversation never goes", async () => {
  for (let round = 0; round < 12; round++) {
    const way = await write();
    const answer = door.answer(door.intake, way.address, { text: "Yes?", language: "en" });
    await Promise.all([answer, setAside([way])]);
    expect(await goesOn(way)).toBeNull();
  }
});

it("takes no empty list, no more than an inbox shows, and no address twice", async () => {
  const way = await write();
  expect(await codeOf(setAside([]))).toBe("bad-body");
  expect(await codeOf(setAside([way, way]))).toBe("bad-body");
});
