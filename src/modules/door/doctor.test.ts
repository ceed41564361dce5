import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestHouse, type TestMember, testHouse } from "../../core/testing.ts";
import { examineReaders } from "./doctor.ts";
import { openTestDoor, type TestDoor } from "./testing.ts";

let house: TestHouse;
let door: TestDoor;
let mona: TestMember;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.stop());

const rows = async (text: string, ...values: unknown[]) => (await house.owner.query(text, values)).rows;
async function examine() {
  const client = new Client({ connectionString: house.connectionString });
  await client.connect();
  try {
    // It looks at the database alone.
    return await examineReaders(client, undefined as never);
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
