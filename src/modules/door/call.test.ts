import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { argon2id } from "../../core/identity/words/argon2-node.ts";
import { deriveMailboxKeys, type MailboxKeys } from "../../core/identity/words/mailbox.ts";
import { newSecret, type Secret } from "../../core/identity/words/secret.ts";
import { fromBase64Url, toBase64Url } from "../../core/keys/index.ts";
import {
  type TestHouse,
  type TestMember,
  tablesThatHold,
  testHouse,
  testRandom,
} from "../../core/testing.ts";
import { type CallBack, type DeskNote, NO_MARKS } from "./desk-note.ts";
import type { ApiError } from "./island/api.ts";
import type { readConversation } from "./island/conversation.ts";
import { Visit } from "./island/visit.ts";
import { writeLetter } from "./letter.ts";
import { type SignedRecipients, verifyRecipients } from "./recipients.ts";
import { lockDeskNote, openDeskNote } from "./stored-desk-note.ts";
import { openTestDoor, type TestDoor } from "./testing.ts";

/**
 * Threats: a number or a code word that the server, a colleague off the list, or whoever finds the caller's words can read;
 * a call in the caller's name that nobody made; a count that tells of one call; a worker of another agency.
 */
let house: TestHouse;
let door: TestDoor;
let colleague: TestMember;
let stranger: TestMember;
beforeAll(async () => {
  house = await testHouse();
  door = await openTestDoor(house);
  const add = (agencyId: string, name: string) =>
    house.addMember({ agencyId, name, roles: ["intake-worker"] });
  colleague = await add(door.agencyId, "Sana");
  stranger = await add(await house.addAgency({ name: "Harbour House", kind: "shelter" }), "Eve");
});
afterAll(() => house.stop());
beforeEach(() => rows("delete from door.call_count"));

const rows = async (text: string, ...values: unknown[]) => (await house.owner.query(text, values)).rows;
const SAID = "He keeps my card and waits at the gate.";
const HIDDEN = "Call back on: +000 555 0100\nCode word: marigold-kettle";
const CALL_BACK: CallBack = { from: 490_000, until: 490_003 };

interface LookedAt {
  readonly rootKey: string;
  readonly doorSalt: string;
  readonly recipients: SignedRecipients;
  readonly hour: number;
}

interface Taken {
  readonly secret: Secret;
  readonly keys: MailboxKeys;
  readonly request: Record<string, unknown>;
}

/** What the desk's page locks. */
async function lock(by: TestMember, change: { as?: "person" } = {}): Promise<Taken> {
  const look = await door.tools.ask<LookedAt>("/api/door");
  const verdict = await verifyRecipients(look.recipients, fromBase64Url(look.rootKey, 32), {
    ...{ agencyId: door.agencyId, minVersion: 1 },
  });
  if (!verdict.ok) throw new Error(verdict.reason);
  const { recipients } = verdict;
  const secret = newSecret(testRandom);
  const keys = await deriveMailboxKeys(secret, { doorSalt: fromBase64Url(look.doorSalt), argon2id });
  const mailbox = {
    ...{ address: keys.address, readingKey: keys.reading.publicKey, signingKey: keys.signing.publicKey },
  };
  const from =
    change.as === "person"
      ? { kind: "person" as const, signingKey: keys.signing.privateKey }
      : { kind: "member" as const, memberId: by.id, signingKey: by.keys.signing.privateKey };
  const body = { text: SAID, language: "en", byTelephone: true as const };
  const letter = await writeLetter(
    { mailbox, order: 1, hour: look.hour, from, body, recipients },
    testRandom,
  );
  const note: DeskNote = {
    ...{ memberId: by.id, hour: look.hour, text: HIDDEN },
    marks: { ...NO_MARKS, urgency: "now", callBack: CALL_BACK },
  };
  const place = { mailbox, order: 1, recipients };
  const locked =
    change.as === "person" ? null : await lockDeskNote(place, note, by.keys.signing.privateKey, testRandom);
  const request = {
    address: keys.address,
    readingKey: toBase64Url(mailbox.readingKey),
    signingKey: toBase64Url(mailbox.signingKey),
    letter,
    note: locked,
  };
  return { secret, keys, request };
}

const send = (by: TestMember, body: unknown): Promise<void> =>
  door.as(by)("/api/inbox/calls", { method: "POST", key: randomUUID(), body });
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "fine",
    (error: ApiError) => error.code,
  );

it("is read by those on the list, and by the caller with their words: without number, code word or time", async () => {
  const { secret, keys, request } = await lock(door.intake);
  await send(door.intake, request);
  const [body] = await door.readBodies(door.intake, keys.address);
  expect(body).toEqual({ text: SAID, language: "en", byTelephone: true });

  const visit = await Visit.begin(door.tools, { secret, keys });
  const { letters } = await visit.read();
  expect(letters).toMatchObject([{ ok: true, from: "us", text: SAID, byTelephone: true }]);
  const answer = await visit.ask<Parameters<typeof readConversation>[0]>("/api/door/letters");
  expect(JSON.stringify([answer, letters])).not.toMatch(/marigold|0100|490000|note/);
  expect(await visit.reply({ text: "I am out.", language: "en" }, 1)).toMatchObject({ letters: [{}, {}] });
  await visit.deleteLetters();
  expect(await codeOf(Visit.begin(door.tools, { secret, keys }))).toBe("wrong-words");
});

it("keeps a time and a code word for colleagues, locked: they open for the list and stand in no table", async () => {
  const { keys, request } = await lock(door.intake);
  await send(door.intake, request);
  const notes = await door.as(door.intake)<{ mailboxes: { address: string; note: unknown }[] }>(
    "/api/inbox/notes",
  );
  const note = notes.mailboxes.find(({ address }) => address === keys.address)?.note;
  const look = await door.tools.ask<LookedAt>("/api/door");
  const verdict = await verifyRecipients(look.recipients, fromBase64Url(look.rootKey, 32), {
    ...{ agencyId: door.agencyId, minVersion: 1 },
  });
  if (!verdict.ok) throw new Error(verdict.reason);
  const mailbox = {
    ...{ address: keys.address, readingKey: keys.reading.publicKey, signingKey: keys.signing.publicKey },
  };
  const place = { mailbox, order: 1, recipients: verdict.recipients };
  const as = (member: TestMember) => ({ memberId: member.id, readingKey: member.keys.reading.privateKey });
  expect(await openDeskNote(note, place, as(door.intake))).toMatchObject({
    ok: true,
    note: { text: HIDDEN, marks: { callBack: CALL_BACK, urgency: "now" } },
  });
  expect(await openDeskNote(note, place, as(colleague)), "not on the list").toMatchObject({ ok: false });
  for (const word of ["marigold", "555 0100", "waits at the gate"])
    expect(await tablesThatHold(house.owner, word), word).toEqual([]);
});

it("is in the name of the member who took it, and in nobody else's", async () => {
  const asPerson = await lock(door.intake, { as: "person" });
  expect(await codeOf(send(door.intake, asPerson.request))).toBe("wrong-sender");
  const { request } = await lock(door.intake);
  expect(await codeOf(send(colleague, request)), "another member's letter").toBe("wrong-sender");
  expect(await codeOf(send(stranger, request))).not.toBe("fine");
  expect(await codeOf(send(door.supervisor, request))).toBe("not-found");
  const other = await lock(door.intake);
  const mixed = { ...request, readingKey: other.request.readingKey };
  expect(await codeOf(send(door.intake, mixed))).toBe("wrong-address");
  await send(door.intake, request);
  expect(await codeOf(send(door.intake, request)), "the same place twice").toBe("address-taken");
  const sender = await rows(
    "select sender_member_id as by from door.letter where position = 1 and envelope::json->>'senderKind' = 'member'",
  );
  expect(sender.every(({ by }) => by === door.intake.id)).toBe(true);
  const [entry] = await rows(
    "select content::jsonb->>'memberId' as by from ledger.entry where kind = 'letter.kept' order by id desc limit 1",
  );
  expect(entry).toEqual({ by: door.intake.id });
});

it("is kept whole or not at all: a note that does not fit takes the letter with it", async () => {
  const { keys, request } = await lock(door.intake);
  const note = request.note as { ciphertext: string };
  const short = { ...request, note: { ...note, ciphertext: note.ciphertext.slice(4) } };
  expect(await codeOf(send(door.intake, short))).toBe("bad-note");
  expect(await codeOf(send(door.intake, { ...request, note: { ...note, order: 2 } }))).toBe("note-order");
  expect(await codeOf(door.as(door.intake)(`/api/inbox/${keys.address}`))).toBe("not-found");
  await send(door.intake, { ...request, note: null });
  expect(await door.readAll(door.intake, keys.address)).toEqual([SAID]);
});

it("leaves one more in the day's count where nothing is kept, and nothing else in any table", async () => {
  const count = (by: TestMember) =>
    door.as(by)("/api/inbox/call-counts", { method: "POST", key: randomUUID() });
  const before = await rows(
    "select (select count(*) from ledger.entry) as entries, (select count(*) from door.letter) as letters",
  );
  await count(door.intake);
  await Promise.all([count(colleague), count(door.intake)]);
  expect(await codeOf(count(door.supervisor))).toBe("not-found");
  expect(await rows("select agency_id, calls from door.call_count")).toEqual([
    { agency_id: door.agencyId, calls: 3 },
  ]);
  const after = await rows(
    "select (select count(*) from ledger.entry) as entries, (select count(*) from door.letter) as letters",
  );
  expect(after).toEqual(before);
});

it("is one of sixty within an hour, kept or counted, of one member: a colleague's are counted apart", async () => {
  const count = () => door.as(busy)("/api/inbox/call-counts", { method: "POST" });
  const busy = await house.addMember({ agencyId: door.agencyId, name: "Bea", roles: ["intake-worker"] });
  await door.publish([door.intake, busy]);
  await send(busy, (await lock(busy)).request);
  const wrong = { ...(await lock(busy)).request, address: "a".repeat(26) };
  expect(await codeOf(send(busy, wrong)), "what is refused does not count").toBe("wrong-address");
  for (let done = 1; done < 60; done++) await count();
  const full = await lock(busy);
  expect(await codeOf(send(busy, full.request))).toBe("too-many-calls");
  expect(await codeOf(count())).toBe("too-many-calls");
  expect(await rows("select calls from door.call_count")).toEqual([{ calls: 59 }]);
  await send(door.intake, (await lock(door.intake)).request);
  await rows("update http.attempt_hour set hour = hour - interval '1 hour'");
  await send(busy, full.request);
});
