import { afterAll, beforeAll, expect, it } from "vitest";
import { type MemberKeys, makeMemberKeys, sealFormerKeys } from "../../core/identity/member-keys.ts";
import { fromBase32, toBase64Url } from "../../core/keys/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../../core/testing.ts";
import type { Api } from "../../web/api/client.ts";
import type { Mailbox, NewestNotes } from "../../web/api/door-answers.ts";
import type { OwnKeys } from "../../web/session/key-ring.ts";
import { withFormerKeys } from "../../web/session/own-keys.ts";
import { NO_MARKS } from "./desk-note.ts";
import { sealAgain } from "./letter.ts";
import { sealForNewcomers, sealWholeConversation } from "./pages/inbox-again.ts";
import {
  checkLists,
  openMailbox,
  openNote,
  placeOf,
  type ReadMailbox,
  wayToNote,
} from "./pages/inbox-read.ts";
import { lockDeskNote } from "./stored-desk-note.ts";
import { openTestDoor, someoneWrites, type TestDoor } from "./testing.ts";

// Who came on after a letter was written, or has other keys, reads it once a colleague's browser has sealed it to them; and
// nobody else does. Mutants that these must kill: a seal is kept for someone who is not on the newest list, or for another
// key than it names; a member reads another one's seal; a later seal opens another text than the letter's own.

let house: TestHouse;
let door: TestDoor;
let mona: TestMember;
beforeAll(async () => {
  house = await testHouse();
  door = await openTestDoor(house, "Open Line");
  mona = await house.addMember({ agencyId: door.agencyId, name: "Mona", roles: ["intake-worker"] });
});
afterAll(() => house.stop());

const present = (member: TestMember): OwnKeys => ({ ...member.keys, former: [] });
const fetched = (member: TestMember, address: string) => door.as(member)<Mailbox>(`/api/inbox/${address}`);
async function look(member: TestMember, address: string, keys = present(member)): Promise<ReadMailbox> {
  const reading = await openMailbox(await fetched(member, address), keys, member.id);
  if (reading.state !== "read") throw new Error(`the lists do not check out: ${reading.state}`);
  return reading;
}
const textsOf = ({ letters }: ReadMailbox) =>
  letters.map((letter) => (letter.ok ? letter.body.text : letter.reason));
const put = (as: TestMember, address: string, seals: readonly object[], notes: readonly object[] = []) =>
  house.app.inject({
    method: "PUT",
    url: `/api/inbox/${address}/seals`,
    headers: as.headers(),
    payload: { seals, notes },
  });
const noted = ({ notes }: ReadMailbox) => notes.map((one) => (one.ok ? one.note.text : one.reason));
/** A note of the intake worker's on a conversation, with a mark. */
async function note(address: string, text: string): Promise<void> {
  const mailbox = await fetched(door.intake, address);
  const { newest } = await look(door.intake, address);
  const locked = await lockDeskNote(
    { mailbox: placeOf(mailbox), order: mailbox.notes.length + 1, recipients: newest },
    { memberId: door.intake.id, hour: 500_000, text, marks: { ...NO_MARKS, urgency: "now" } },
    door.intake.keys.signing.privateKey,
    testRandom,
  );
  await door.as(door.intake)(`/api/inbox/${address}/notes`, {
    method: "POST",
    body: { note: locked },
    key: crypto.randomUUID(),
  });
}

it("a colleague who came on later reads what was sealed to them, and nobody seals to whom the list does not name", async () => {
  const { address } = await someoneWrites(door, "before Mona came");
  await door.publish([door.intake, mona]);
  expect(textsOf(await look(mona, address))).toEqual(["not-for-you"]);

  const mailbox = await fetched(door.intake, address);
  const reading = await look(door.intake, address);
  const { seals } = await sealForNewcomers(mailbox, reading, testRandom);
  expect(seals.map(({ order, memberId }) => [order, memberId])).toEqual([[1, mona.id]]);

  const stranger = await house.addMember({ agencyId: door.agencyId, name: "Eve", roles: ["intake-worker"] });
  const toStranger = { ...seals[0], memberId: stranger.id };
  const otherKey = { ...seals[0], readingKey: toBase64Url(stranger.keys.reading.publicKey) };
  for (const wrong of [toStranger, otherKey]) {
    expect((await put(door.intake, address, [wrong])).statusCode).toBe(409);
  }
  expect((await put(door.supervisor, address, seals)).statusCode, "no intake worker").toBe(404);
  expect((await put(door.intake, address, seals)).statusCode).toBe(204);
  expect((await put(door.intake, address, seals)).statusCode, "again is once").toBe(204);

  expect(textsOf(await look(mona, address))).toEqual(["before Mona came"]);
  const [seen] = (await fetched(stranger, address)).again;
  expect(seen, "whom it was sealed to shows, the seal does not").toMatchObject({
    memberId: mona.id,
    sealed: null,
  });
  const nothing = await sealForNewcomers(await fetched(door.intake, address), reading, testRandom);
  expect(nothing).toEqual({ seals: [], notes: [] });
  const told = await house.owner.query("select content from ledger.entry where kind = 'letter.sealed-again'");
  expect(told.rows.map(({ content }) => JSON.parse(content))).toMatchObject([{ count: 1, to: [mona.id] }]);
});

it("a later seal opens the letter's own text alone: one for another letter, or by another key, opens nothing", async () => {
  const one = await someoneWrites(door, "one");
  const two = await someoneWrites(door, "two");
  const late = await house.addMember({ agencyId: door.agencyId, name: "Late", roles: ["intake-worker"] });
  await door.publish([door.intake, mona, late]);
  const way = (await look(door.intake, one.address)).ways[0];
  if (!way) throw new Error("she reads it");
  const to = [{ memberId: late.id, readingKey: toBase64Url(late.keys.reading.publicKey), signingKey: "" }];
  const [sealed] = await sealAgain(way, to, testRandom);
  const readingKey = toBase64Url(late.keys.reading.publicKey);
  const seal = { order: 1, memberId: late.id, readingKey, sealed };
  expect((await put(door.intake, two.address, [seal])).statusCode, "the server cannot tell").toBe(204);
  expect(textsOf(await look(late, two.address))).toEqual(["tampered"]);
  expect((await put(door.intake, one.address, [seal])).statusCode).toBe(204);
  expect(textsOf(await look(late, one.address))).toEqual(["one"]);
});

it("what the desk noted is sealed to them in the same act, with its marks, and opens for nobody else", async () => {
  const { address } = await someoneWrites(door, "is it safe?");
  await note(address, "asks for Dr. Berg");
  const nia = await house.addMember({ agencyId: door.agencyId, name: "Nia", roles: ["intake-worker"] });
  await door.publish([door.intake, mona, nia]);
  expect(noted(await look(nia, address))).toEqual(["not-for-you"]);
  const reading = await look(door.intake, address);
  const { seals, notes } = await sealForNewcomers(await fetched(door.intake, address), reading, testRandom);
  const toNia = notes.filter(({ memberId }) => memberId === nia.id);
  expect(toNia).toHaveLength(1);

  const stranger = await house.addMember({ agencyId: door.agencyId, name: "Ava", roles: ["intake-worker"] });
  const toStranger = { ...toNia[0], memberId: stranger.id };
  expect((await put(door.intake, address, seals, [toStranger])).statusCode).toBe(409);
  expect(textsOf(await look(nia, address)), "neither of both is kept then").toEqual(["not-for-you"]);
  expect((await put(door.supervisor, address, seals, notes)).statusCode, "no intake worker").toBe(404);
  expect((await put(door.intake, address, seals, notes)).statusCode).toBe(204);
  expect((await put(door.intake, address, seals, notes)).statusCode, "again is once").toBe(204);

  expect(textsOf(await look(nia, address))).toEqual(["is it safe?"]);
  expect(noted(await look(nia, address))).toEqual(["asks for Dr. Berg"]);
  expect(noted(await look(stranger, address))).toEqual(["not-for-you"]);
  expect((await fetched(stranger, address)).notesAgain.map(({ sealed }) => sealed)).not.toContain(
    toNia[0]?.sealed,
  );
  const { mailboxes, recipients, rootKey } = await door.as(nia)<NewestNotes>("/api/inbox/notes");
  const newest = mailboxes.find((one) => one.address === address);
  const checked = await checkLists({ recipients, rootKey: rootKey ?? "" }, door.agencyId);
  if (!newest || !checked.ok) throw new Error("the desk's newest notes check out");
  const way = wayToNote(newest.note, { mailbox: placeOf(newest), order: 1 }, checked.lists, {
    keys: present(nia),
    memberId: nia.id,
    later: newest.again,
  });
  expect(await openNote(way), "the inbox sorts by it too").toMatchObject({
    ok: true,
    note: { marks: { urgency: "now" } },
  });
  const told = await house.owner.query("select content from ledger.entry where kind = 'note.sealed-again'");
  expect(told.rows.map(({ content }) => JSON.parse(content))).toMatchObject([{ count: notes.length }]);
});

it("what lacks more keys than one request takes is sealed whole in one go", async () => {
  const { address } = await someoneWrites(door, "a long story");
  const mailbox = await fetched(door.intake, address);
  const { newest } = await look(door.intake, address);
  for (let order = 1; order <= 63; order += 1) {
    const locked = await lockDeskNote(
      { mailbox: placeOf(mailbox), order, recipients: newest },
      { memberId: door.intake.id, hour: 500_000, text: `note ${order}`, marks: NO_MARKS },
      door.intake.keys.signing.privateKey,
      testRandom,
    );
    await house.owner.query("insert into door.desk_note (mailbox, position, envelope) values ($1, $2, $3)", [
      ...[Buffer.from(fromBase32(address)), order, JSON.stringify(locked)],
    ]);
  }
  const team: TestMember[] = [];
  for (const name of ["Ida", "Leo", "Pia", "Ben", "Zoe", "Gil", "Fay", "Sol"])
    team.push(await house.addMember({ agencyId: door.agencyId, name, roles: ["intake-worker"] }));
  await door.publish([door.intake, ...team]);
  const ask = door.as(door.intake);
  let requests = 0;
  const api = {
    get: (path: string) => ask(path),
    send: (method: "PUT", path: string, { body }: { body: unknown }) => {
      requests += 1;
      return ask(path, { method, body });
    },
  } as unknown as Api;
  const own = { id: door.intake.id, keys: present(door.intake) };
  expect(await sealWholeConversation(api, address, own, testRandom)).toBe(8 + 504);
  expect(requests).toBe(2);
  const last = team.at(-1);
  if (!last) throw new Error("the team has eight");
  expect(noted(await look(last, address)).at(-1)).toBe("note 63");
  expect(await sealWholeConversation(api, address, own, testRandom)).toBe(0);
});

it("a later seal of another note, or by another key, opens nothing", async () => {
  const { address } = await someoneWrites(door, "two notes");
  await note(address, "the first");
  await note(address, "the second");
  const omar = await house.addMember({ agencyId: door.agencyId, name: "Omar", roles: ["intake-worker"] });
  await door.publish([door.intake, mona, omar]);
  const { notes } = await sealForNewcomers(
    await fetched(door.intake, address),
    await look(door.intake, address),
    testRandom,
  );
  const [first, second] = notes.filter(({ memberId }) => memberId === omar.id);
  expect((await put(door.intake, address, [], [{ ...first, sealed: second?.sealed }])).statusCode).toBe(204);
  expect(noted(await look(omar, address))).toEqual(["does-not-open", "not-for-you"]);
  expect((await put(door.intake, address, [], [{ ...second, order: 2 }])).statusCode).toBe(204);
  expect(noted(await look(omar, address))).toEqual(["does-not-open", "the second"]);
  const other = await makeMemberKeys(testRandom);
  expect(noted(await look(omar, address, { ...other, former: [] }))).toEqual(["not-for-you", "not-for-you"]);
});

it("whoever took other keys reads on by the former ones, and is sealed to again once the list names the new", async () => {
  const { address } = await someoneWrites(door, "to the former keys");
  const next: MemberKeys = await makeMemberKeys(testRandom);
  const ask = door.as(mona);
  await ask("/api/me/keys", {
    method: "POST",
    key: crypto.randomUUID(),
    body: {
      readingKey: toBase64Url(next.reading.publicKey),
      signingKey: toBase64Url(next.signing.publicKey),
      wrapped: "a".repeat(120),
      former: toBase64Url(await sealFormerKeys(mona.keys, next.reading.publicKey, mona.id, testRandom)),
      rootKey: null,
    },
  });
  const api = { get: (path: string) => ask(path) } as unknown as Api;
  const keys = await withFormerKeys(next, mona.id, api);
  expect(keys.former).toEqual([mona.keys]);
  expect(textsOf(await look(mona, address, keys))).toEqual(["to the former keys"]);
  expect(textsOf(await look(mona, address, { ...next, former: [] })), "new ones alone").toEqual([
    "former-keys",
  ]);

  await door.publish([door.intake, { ...mona, keys: next }]);
  const mailbox = await fetched(door.intake, address);
  const { seals } = await sealForNewcomers(mailbox, await look(door.intake, address), testRandom);
  expect(seals).toMatchObject([{ memberId: mona.id, readingKey: toBase64Url(next.reading.publicKey) }]);
  expect((await put(door.intake, address, seals)).statusCode).toBe(204);
  expect(textsOf(await look(mona, address, { ...next, former: [] }))).toEqual(["to the former keys"]);
});

it("what was assigned to someone who is suspended waits for anyone again", async () => {
  const { address } = await someoneWrites(door, "who answers me?");
  const assigned = await house.app.inject({
    method: "PUT",
    url: `/api/inbox/${address}/assignment`,
    headers: door.intake.headers(),
    payload: { memberId: mona.id },
  });
  expect(assigned.statusCode).toBe(204);
  const suspended = await house.app.inject({
    method: "PUT",
    url: `/api/members/${mona.id}/suspension`,
    headers: door.supervisor.headers(),
  });
  expect(suspended.statusCode).toBe(204);
  const { mailboxes } = await door.as(door.intake)<{
    mailboxes: { address: string; assignedTo: string | null; waitingSince: string | null }[];
  }>("/api/inbox");
  const line = mailboxes.find((one) => one.address === address);
  expect(line?.assignedTo).toBeNull();
  expect(line?.waitingSince, "and shows as waiting").not.toBeNull();
});
