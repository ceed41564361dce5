import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fromBase32 } from "../../../core/keys/index.ts";
import { registerProposals } from "../../../core/proposals/index.ts";
import { type TestHouse, type TestMember, testHouse } from "../../../core/testing.ts";
import type { Inbox, Mailbox } from "../../../web/api/door-answers.ts";
import { FirstLetter } from "../island/first-letter.ts";
import { Visit } from "../island/visit.ts";
import { makeWay } from "../island/way.ts";
import { openMailbox } from "../pages/inbox-read.ts";
import { openTestDesk, openTestDoor, type TestDoor } from "../testing.ts";

// A letter that nobody at the door's agency opens within the agreed hours is opened by the one that stands in, and never sooner.
// Mutants that these must kill: handed over before the hours are over; handed over although somebody had opened it; opened by both;
// hours moved by a later agreement; a stand-in that was not shown, or that the person took out; one supervisor agrees alone; the
// words learn that nobody has opened it; the stand-in's browser takes what came early or unasked.

let house: TestHouse;
let door: TestDoor;
let other: TestDoor;
beforeAll(async () => {
  house = await testHouse();
  registerProposals(house.app, house.house);
  door = await openTestDoor(house, "Open Line");
  other = await openTestDesk(house, "Safe Harbour");
});
afterAll(() => house.stop());

const refused = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: Error & { code?: string }) => error.code ?? error.message,
  );
const boxOf = (address: string) => Buffer.from(fromBase32(address, 16));
const handOver = async (): Promise<number> => {
  await house.owner.query("begin");
  await house.owner.query("set local role leeward_clock_worker");
  const { rows } = await house.owner.query("select door.hand_to_stand_ins() as n");
  await house.owner.query("commit");
  return rows[0].n;
};
/** As if so many hours had gone by since everything of it was filed. */
const later = (address: string, hours: number) =>
  house.owner.query(
    "update door.stand_in_wait set opens_at = opens_at - make_interval(hours => $2) where mailbox = $1",
    [...[boxOf(address), hours]],
  );

async function agree(hours: number, standIn = other): Promise<void> {
  await door.as(door.supervisor)("/api/stand-ins", {
    ...{ method: "POST", body: { agencyId: standIn.agencyId, hours }, key: randomUUID() },
  });
  const { rows } = await house.owner.query(
    "select id, encode(content_hash, 'hex') as hash from proposals.proposal where kind = 'door.stand-in' and outcome is null",
  );
  const [{ id, hash }] = rows;
  await door.as(standIn.supervisor)(`/api/proposals/${id}/confirm`, {
    method: "POST",
    body: { hash },
    key: randomUUID(),
  });
}

async function someoneWrites(text: string, takes: "with" | "without" | "another" = "with") {
  const { doorSalt } = await door.tools.ask<{ doorSalt: string }>("/api/door");
  const way = await makeWay(door.tools, doorSalt);
  const shown = takes === "without" ? null : () => takes === "with";
  const sent = await refused(new FirstLetter(door.tools, way).send({ text, language: "en" }, shown));
  return { sent, address: way.keys.address, visit: () => Visit.begin(door.tools, way) };
}
type Someone = Awaited<ReturnType<typeof someoneWrites>>;

async function read(
  desk: TestDoor,
  member: TestMember,
  { address }: Someone,
  change = (mailbox: Mailbox) => mailbox,
) {
  const mailbox = change(await desk.as(member)<Mailbox>(`/api/inbox/${address}`));
  const reading = await openMailbox(mailbox, { ...member.keys, former: [] }, member.id);
  if (reading.state === "opening") throw new Error("it was awaited");
  return reading.state === "refused"
    ? reading.reason
    : reading.letters.map((letter) => (letter.ok ? letter.body.text : letter.reason));
}

describe("what nobody opens in time", () => {
  beforeEach(async () => {
    await house.owner.query("delete from door.stand_in");
    await agree(24);
  });

  it("goes to the agency that stands in, once the hours are over and not before", async () => {
    const someone = await someoneWrites("is anybody there");
    expect(someone.sent).toBe("done");
    const { rows } = await house.owner.query(
      "select opens_at - date_trunc('hour', now()) as left from door.stand_in_wait where mailbox = $1",
      [boxOf(someone.address)],
    );
    expect(rows[0].left, "from the first full hour on").toMatchObject({ days: 1, hours: 1 });
    await later(someone.address, 24);
    expect(await handOver(), "an hour is missing").toBe(0);
    expect(await refused(read(other, other.intake, someone))).toBe("not-found");
    await later(someone.address, 1);
    expect(await handOver()).toBe(1);
    expect(await handOver(), "twice is once").toBe(0);
    expect(await refused(read(door, door.intake, someone)), "it is not with the first any more").toBe(
      "not-found",
    );
    // The clock of the rows was moved, not that of the letter: an honest browser of the stand-in says no to what came early.
    expect(await read(other, other.intake, someone)).toBe("too-early");
    await house.owner.query(
      "update door.transfer set done_hour = done_hour + interval '25 hours' where mailbox = $1",
      [boxOf(someone.address)],
    );
    expect(await read(other, other.intake, someone)).toEqual(["is anybody there"]);

    const talk = await (await someone.visit()).read();
    expect(talk.moved).toEqual([{ afterLetter: 1, isUnread: true, from: "Open Line", to: "Safe Harbour" }]);
    await other.answer(other.intake, someone.address, { text: "we are", language: "en" });
    const on = await (await someone.visit()).reply({ text: "thank you", language: "en" }, 2);
    expect(on.letters.map((letter) => letter.ok && letter.text)).toEqual([
      "is anybody there",
      "we are",
      "thank you",
    ]);
    expect(on.newest?.list.agencyId).toBe(other.agencyId);
  });

  it("stays where somebody opened it first, and the seals are gone in that moment", async () => {
    const someone = await someoneWrites("read in time");
    const inbox = await door.as(door.intake)<Inbox>("/api/inbox");
    expect(inbox.mailboxes.find(({ address }) => address === someone.address)?.standIn).toMatchObject({
      name: "Safe Harbour",
    });
    expect(await read(door, door.intake, someone)).toEqual(["read in time"]);
    const { rows } = await house.owner.query("select 1 from door.stand_in_seal where mailbox = $1", [
      boxOf(someone.address),
    ]);
    expect(rows).toEqual([]);
    await later(someone.address, 100);
    expect(await handOver()).toBe(0);
    expect(await refused(read(other, other.intake, someone))).toBe("not-found");
  });

  it("of two who come at once one has it: in a hundred races never both and never none", async () => {
    const seen = new Set<string>();
    for (let at = 0; at < 100 && (at < 12 || seen.size < 2); at++) {
      const someone = await someoneWrites(`race ${at}`);
      await later(someone.address, 30);
      const delays = at % 3;
      const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
      const [opened] = await Promise.all([
        (delays === 1 ? wait(4) : wait(0)).then(() =>
          refused(door.as(door.intake)(`/api/inbox/${someone.address}`)),
        ),
        (delays === 2 ? wait(4) : wait(0)).then(handOver),
      ]);
      const { rows } = await house.owner.query("select agency_id from door.mailbox where address = $1", [
        boxOf(someone.address),
      ]);
      expect(rows[0].agency_id).toBe(opened === "done" ? door.agencyId : other.agencyId);
      seen.add(opened);
    }
    expect([...seen].sort(), "both came first at least once").toEqual(["done", "not-found"]);
  }, 60_000);

  it("is locked to nobody else where the person took the stand-in out, or was shown another", async () => {
    const without = await someoneWrites("only to you", "without");
    expect(without.sent).toBe("done");
    const { rows } = await house.owner.query("select 1 from door.stand_in_wait where mailbox = $1", [
      boxOf(without.address),
    ]);
    expect(rows).toEqual([]);
    expect((await someoneWrites("to someone I was not shown", "another")).sent).toBe("stand-in-changed");
  });

  it("keeps what was agreed when it was filed, whatever is agreed or ended later", async () => {
    const someone = await someoneWrites("as we said");
    await agree(700);
    await later(someone.address, 25);
    await door.as(other.supervisor)(`/api/stand-ins/${door.agencyId}`, { method: "DELETE" });
    expect(await handOver()).toBe(1);
    const { standIn } = await door.tools.ask<{ standIn: unknown }>("/api/door");
    expect(standIn, "nobody stands in for letters from now on").toBeNull();
  });

  it("waits again with the next letter, from its own hour; and the words never learn whether anybody was there", async () => {
    const someone = await someoneWrites("first");
    const visit = await someone.visit();
    const before = await visit.ask<object>("/api/door/letters");
    await read(door, door.intake, someone);
    const after = await visit.ask<object>("/api/door/letters");
    expect(after, "opened or not: the same answer").toEqual(before);
    const talk = await visit.read();
    await visit.reply({ text: "second", language: "en" }, 1, talk.standIn);
    await later(someone.address, 25);
    expect(await handOver()).toBe(1);
    await house.owner.query(
      "update door.transfer set done_hour = done_hour + interval '25 hours' where mailbox = $1",
      [boxOf(someone.address)],
    );
    expect(await read(other, other.intake, someone), "all of it").toEqual(["first", "second"]);
  });

  it("is given to no role of a request, and goes with the letters when they are deleted", async () => {
    const someone = await someoneWrites("not yet");
    for (const role of [
      "leeward_visitor",
      "leeward_person",
      "leeward_member",
      "leeward_supervisor",
      "leeward_clock_worker",
    ]) {
      await house.owner.query("begin");
      await house.owner.query(`set local role ${role}`);
      await expect(house.owner.query("select * from door.stand_in_seal")).rejects.toThrow(
        "permission denied",
      );
      await house.owner.query("rollback");
    }
    await (await someone.visit()).deleteLetters();
    const { rows } = await house.owner.query("select 1 from door.stand_in_wait where mailbox = $1", [
      boxOf(someone.address),
    ]);
    expect(rows).toEqual([]);
  });

  it("waits on while the stand-in takes no letters, and is refused by its browser when the server made it up", async () => {
    const someone = await someoneWrites("later then");
    await later(someone.address, 25);
    await house.owner.query("update identity.agency set status = 'suspended' where id = $1", [
      other.agencyId,
    ]);
    expect(await handOver()).toBe(0);
    await house.owner.query("update identity.agency set status = 'active' where id = $1", [other.agencyId]);
    expect(await handOver()).toBe(1);

    const third = await openTestDesk(house, "Third");
    const unasked = await someoneWrites("for one other alone");
    await house.owner.query(
      "update door.stand_in_wait set stand_in_agency_id = $2, opens_at = now() where mailbox = $1",
      [...[boxOf(unasked.address), third.agencyId]],
    );
    await handOver();
    expect(await read(third, third.intake, unasked), "no seal is for its members").toEqual(["not-for-you"]);
    const talk = await (await unasked.visit()).read();
    expect(talk.newest, "and the person's browser answers nobody there").toBeNull();
  });
});

describe("that another agency stands in", () => {
  const propose = (as: TestMember, agencyId: string, hours = 48) =>
    refused(door.as(as)("/api/stand-ins", { method: "POST", body: { agencyId, hours }, key: randomUUID() }));

  it("is agreed by a supervisor of each of the two, and by nobody alone", async () => {
    await house.owner.query("delete from door.stand_in");
    const colleague = await house.addMember({ agencyId: door.agencyId, name: "Cleo", roles: ["supervisor"] });
    expect(await propose(door.intake, other.agencyId)).toBe("supervisors-only");
    expect(await propose(door.supervisor, door.agencyId)).toBe("transfer-nobody");
    expect(await propose(door.supervisor, other.agencyId)).toBe("done");
    const { rows } = await house.owner.query(
      "select id, encode(content_hash, 'hex') as hash from proposals.proposal where kind = 'door.stand-in' and outcome is null",
    );
    const [{ id, hash }] = rows;
    const confirm = (as: TestMember) =>
      refused(
        door.as(as)(`/api/proposals/${id}/confirm`, { method: "POST", body: { hash }, key: randomUUID() }),
      );
    expect(await confirm(door.supervisor)).toBe("proposal-own");
    expect(await confirm(colleague), "a second one of the same agency").not.toBe("done");
    expect(await confirm(other.intake)).not.toBe("done");
    expect((await door.tools.ask<{ standIn: unknown }>("/api/door")).standIn).toBeNull();
    expect(await confirm(other.supervisor)).toBe("done");
    expect(await door.tools.ask("/api/door")).toMatchObject({
      standIn: { agency: { id: other.agencyId, name: "Safe Harbour" }, hours: 48 },
    });
    const told = await house.owner.query(
      "select agency_id, content from ledger.entry where kind = 'stand-in.agreed' order by id desc limit 1",
    );
    expect(told.rows[0].agency_id).toBe(door.agencyId);
    expect(JSON.parse(told.rows[0].content)).toMatchObject({
      ...{ agencyId: door.agencyId, standInAgencyId: other.agencyId, hours: 48 },
      rootKey: Buffer.from(other.rootKey).toString("hex"),
    });
  });

  it("is ended by either, and by no third", async () => {
    await house.owner.query("delete from door.stand_in");
    await agree(12);
    const third = await openTestDesk(house, "Somewhere");
    const end = (as: TestMember) =>
      refused(door.as(as)(`/api/stand-ins/${door.agencyId}`, { method: "DELETE" }));
    expect(await end(third.supervisor)).toBe("not-found");
    expect(await end(door.intake)).toBe("supervisors-only");
    expect(await end(door.supervisor)).toBe("done");
    expect(await end(other.supervisor)).toBe("not-found");
  });
});
