import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { DoctorGround, Examine } from "../../core/doctor/index.ts";
import { type TestHouse, type TestMember, testHouse } from "../../core/testing.ts";
import { ownAdvice } from "./advice/read.ts";
import { examineAdvice, examineLetters, examineReaders } from "./doctor.ts";
import { openTestDoor, someoneWrites, type TestDoor } from "./testing.ts";

let house: TestHouse;
let door: TestDoor;
let mona: TestMember;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

const rows = async (text: string, ...values: unknown[]) => (await house.owner.query(text, values)).rows;
async function examine(look: Examine = examineReaders) {
  const client = new Client({ connectionString: house.connectionString });
  await client.connect();
  try {
    // Of the ground it looks at nothing but where the advice is for.
    return await look(client, { config: { door: { jurisdiction: "coe" } } } as DoctorGround);
  } finally {
    await client.end();
  }
}

it("says that no door is open, and that everyone on the newest list is there", async () => {
  expect(await examine()).toEqual({ ok: true, says: "No door is open." });
  door = await openTestDoor(house);
  mona = await house.addMember({ agencyId: door.agencyId, name: "Mona", roles: ["intake-worker"] });
  await door.publish([door.intake, mona]);
  expect(await examine()).toEqual({ ok: true, says: "Everyone on each door's newest list is there." });
});

it("counts the conversations of which a letter opens for nobody who is there, and says who could", async () => {
  const right = { ok: true, says: "Someone who is there can open each letter." };
  await someoneWrites(door, "to both");
  expect(await examine(examineLetters)).toEqual(right);
  await door.publish([mona]);
  await someoneWrites(door, "to Mona alone");
  expect(await examine(examineLetters)).toEqual(right);
  await rows("update identity.member set status = 'suspended', suspended_at = now() where id = $1", mona.id);
  expect(await examine(examineLetters)).toMatchObject({
    ok: false,
    says: expect.stringMatching(
      /^Open Door: 1 conversations with a letter that nobody who is there can open/,
    ),
  });
  // What was sealed to a colleague in time opens for them.
  await rows(
    `insert into door.letter_again (mailbox, position, member_id, reading_key, sealed, made_by)
     select mailbox, position, $1, sha256('k'), decode(repeat('00', 80), 'hex'), $1 from door.letter`,
    door.intake.id,
  );
  expect(await examine(examineLetters)).toEqual(right);
  await rows("update identity.member set status = 'active', suspended_at = null where id = $1", mona.id);
  await door.publish([door.intake, mona]);
});

it("names the statements of the advice whose day has passed", async () => {
  const look: Examine = async (client, ground) => {
    const at = (day: string): typeof client =>
      ({ query: async () => ({ rows: [{ today: day }] }) }) as unknown as typeof client;
    const days = [...ownAdvice("coe").values()].flatMap(({ statements }) => statements);
    const first = days.map(({ reviewDue }) => reviewDue).sort()[0] ?? "";
    expect(await examineAdvice(at(first), ground)).toEqual({
      ok: true,
      says: `The advice is to be looked at again by ${first}.`,
    });
    return examineAdvice(at("2999-01-01"), ground);
  };
  const late = await examine(look);
  expect(late.ok).toBe(false);
  expect(late.says).toMatch(/happens-secret, .*sources/);
  expect((await examine(examineAdvice)).says).toMatch(/advice/);
});

it("names the door of which one was suspended, lost the role or has other keys, and how many", async () => {
  const one = /^Open Door: 1 of 2 on its list left/;
  await rows("update identity.member set status = 'suspended', suspended_at = now() where id = $1", mona.id);
  expect(await examine()).toMatchObject({ ok: false, says: expect.stringMatching(one) });
  await rows("update identity.member set status = 'active', suspended_at = null where id = $1", mona.id);
  expect((await examine()).ok).toBe(true);
  await rows("delete from identity.member_role where member_id = $1", mona.id);
  expect(await examine()).toMatchObject({ ok: false, says: expect.stringMatching(one) });
  await rows("insert into identity.member_role values ($1, 'intake-worker')", mona.id);
  const [{ key }] = await rows(
    "select reading_key as key from identity.member_key where member_id = $1",
    mona.id,
  );
  await rows("update identity.member_key set reading_key = sha256('other') where member_id = $1", mona.id);
  expect(await examine()).toMatchObject({ ok: false, says: expect.stringMatching(one) });
  await rows("update identity.member_key set reading_key = $2 where member_id = $1", mona.id, key);
});

it("says so where nobody reads any more", async () => {
  await rows("delete from identity.member_role where role = 'intake-worker'");
  expect(await examine()).toMatchObject({
    ok: false,
    says: expect.stringMatching(/nobody reads what is written/),
  });
});
