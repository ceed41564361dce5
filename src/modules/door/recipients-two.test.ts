import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { registerProposals } from "../../core/proposals/index.ts";
import { type TestHouse, type TestMember, testHouse } from "../../core/testing.ts";
import type { SignedRecipients } from "./recipients.ts";
import { openTestDoor, type TestDoor } from "./testing.ts";

// One supervisor, or a server in their name, adds a reader. Mutants that these must kill: a new key of a known reader is no
// growth; the second is not needed; a list that came first is overwritten; who was suspended meanwhile comes on.

let house: TestHouse;
let door: TestDoor;
let mona: TestMember;
beforeAll(async () => {
  house = await testHouse();
  registerProposals(house.app, house.house);
  door = await openTestDoor(house, "Open Line");
  mona = await house.addMember({ agencyId: door.agencyId, name: "Mona", roles: ["intake-worker"] });
});
afterAll(() => house.stop());

const post = async (as: TestMember, url: string, payload: object) => {
  const headers = { ...as.headers(), "idempotency-key": randomUUID() };
  const answer = await house.app.inject({ method: "POST", url, headers, payload });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
};
const publish = (signed: SignedRecipients, secondAgencyId: string | null = null) =>
  post(door.supervisor, "/api/recipients", { ...signed, secondAgencyId });
const waiting = async (): Promise<{ id: string; hash: string }[]> =>
  (
    await house.owner.query(
      "select id, encode(content_hash, 'hex') as hash from proposals.proposal where kind = 'door.readers' and outcome is null order by proposed_at",
    )
  ).rows;
const confirm = (as: TestMember, { id, hash }: { id: string; hash: string }) =>
  post(as, `/api/proposals/${id}/confirm`, { hash });
const newest = async () =>
  (await house.owner.query("select max(version) as version from door.recipients_list")).rows[0].version;

it("a list that grows waits for a second member; one that shrinks holds at once", async () => {
  expect(await newest(), "the first list took two as well").toBe(1);
  expect(await publish(await door.sign([door.intake, mona]))).toMatchObject({
    status: 201,
    body: { waits: true },
  });
  expect(await newest(), "nothing yet").toBe(1);
  const [proposal] = await waiting();
  if (!proposal) throw new Error("it waits");
  expect((await confirm(door.supervisor, proposal)).body.code).toBe("proposal-own");
  const shown = await house.app.inject({
    method: "GET",
    url: "/api/proposals",
    headers: door.intake.headers(),
  });
  const [{ content }] = shown
    .json()
    .proposals.filter(({ outcome }: { outcome: string }) => outcome === "waits");
  expect(content).toMatchObject({ version: 2, readers: 2, added: [{ id: mona.id, name: "Mona" }] });
  expect((await confirm(door.intake, proposal)).status).toBe(204);
  expect(await newest()).toBe(2);
  await door.took(await door.sign([door.intake, mona]));
  expect(await publish(await door.sign([mona]))).toMatchObject({ body: { waits: false } });
  expect(await newest()).toBe(3);
  await door.took(await door.sign([mona]));
});

it("of two lists that wait one comes first, and who was suspended meanwhile does not come on", async () => {
  const signed = await door.sign([mona, door.intake]);
  await publish(signed);
  await publish(signed);
  const both = await waiting();
  expect(both).toHaveLength(2);
  await house.owner.query("update identity.member set status = 'suspended' where id = $1", [door.intake.id]);
  const [one, other] = both as [{ id: string; hash: string }, { id: string; hash: string }];
  expect((await confirm(mona, one)).body.code).toBe("proposal-impossible");
  await house.owner.query("update identity.member set status = 'active' where id = $1", [door.intake.id]);
  const answers = await Promise.all([confirm(mona, one), confirm(mona, other)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  expect(await newest()).toBe(4);
  await door.took(signed);
});

it("another key of a known reader is growth; its second may sit in the agency that was named", async () => {
  const neighbours = await house.addAgency({ name: "Harbour", kind: "ngo" });
  const neighbour = await house.addMember({ agencyId: neighbours, name: "Vera", roles: ["supervisor"] });
  const plain = await house.addMember({ agencyId: neighbours, name: "Ada", roles: ["caseworker"] });
  const again = await house.addMember({
    agencyId: door.agencyId,
    name: "Rui",
    roles: ["intake-worker"],
  });
  const withNewKey = { ...mona, keys: again.keys };
  await house.owner.query(
    "update identity.member_key k set reading_key = n.reading_key, signing_key = n.signing_key from identity.member_key n where k.member_id = $1 and n.member_id = $2",
    [mona.id, again.id],
  );
  expect(await publish(await door.sign([withNewKey, door.intake]), neighbours)).toMatchObject({
    body: { waits: true },
  });
  const [proposal] = (await waiting()).slice(-1);
  if (!proposal) throw new Error("it waits");
  expect((await confirm(plain, proposal)).status, "no supervisor there").toBe(404);
  expect((await confirm(neighbour, proposal)).status).toBe(204);
  expect(await newest()).toBe(5);
});
