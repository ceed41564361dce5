import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase32, toBase64Url } from "../../../core/keys/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../../../core/testing.ts";
import type { Mailbox } from "../../../web/api/door-answers.ts";
import type { TransferAnswered } from "../island/api.ts";
import { sealForNewcomers } from "../pages/inbox-again.ts";
import { openMailbox } from "../pages/inbox-read.ts";
import { sayIn } from "../pages/texts/index.ts";
import { openTestDesk, openTestDoor, someoneWrites, type TestDoor, type TestVisitor } from "../testing.ts";

// A conversation goes to another agency by a signed yes, and in no other way. Mutants that these must kill: a member moves it
// without a yes; the yes to one agency moves it to another; the old readers still fetch it; the new ones lack an earlier letter;
// the desk's notes go along; seals for someone who is not on the list are kept; a letter locked to the old readers is kept
// after it; an agency that must reach those who enforce immigration law takes letters.

let house: TestHouse;
let from: TestDoor;
let to: TestDoor;
beforeAll(async () => {
  house = await testHouse();
  from = await openTestDoor(house, "Open Line");
  to = await openTestDesk(house, "Safe Harbour");
});
afterAll(() => house.stop());

const textsOf = async (desk: TestDoor, member: TestMember, address: string) => {
  const mailbox = await desk.as(member)<Mailbox>(`/api/inbox/${address}`);
  const reading = await openMailbox(mailbox, { ...member.keys, former: [] }, member.id);
  return reading.state === "read"
    ? reading.letters.map((letter) => (letter.ok ? letter.body.text : letter.reason))
    : reading;
};
const refused = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: Error & { code?: string }) => error.code ?? error.message,
  );

async function asked(someone: TestVisitor, toAgencyId = to.agencyId): Promise<string> {
  const id = randomUUID();
  await from.as(from.intake)(`/api/inbox/${someone.address}/transfers`, {
    ...{ method: "POST", body: { id, toAgencyId }, key: randomUUID() },
  });
  await from.answer(from.intake, someone.address, {
    ...{ text: "They can help you better.", language: "en" },
    transfer: { transferId: id, fromAgency: from.agencyId, toAgency: toAgencyId },
  });
  return id;
}

async function shown(someone: TestVisitor): Promise<TransferAnswered> {
  const talk = await (await someone.visit()).read();
  const terms = talk.letters
    .flatMap((letter) => (letter.ok && letter.transfer ? [letter.transfer.terms] : []))
    .at(-1);
  if (!terms) throw new Error("the question is shown");
  return terms;
}

const sayYes = async (someone: TestVisitor): Promise<void> =>
  (await someone.visit()).sayYesToTransfer(await shown(someone), "en", sayIn("en"));

describe("a conversation that goes to another agency", () => {
  it("is read whole by the new readers and by none of the old, and goes on", async () => {
    const someone = await someoneWrites(from, "first");
    await from.answer(from.intake, someone.address, { text: "we are here", language: "en" });
    await asked(someone);
    expect(await refused(to.as(to.intake)(`/api/inbox/${someone.address}`)), "not before").toBe("not-found");
    await sayYes(someone);

    expect(await textsOf(to, to.intake, someone.address)).toEqual([
      ...["first", "we are here", "They can help you better."],
    ]);
    expect(await refused(from.as(from.intake)(`/api/inbox/${someone.address}`))).toBe("not-found");
    const inbox = (desk: TestDoor) =>
      desk
        .as(desk.intake)<{
          mailboxes: { address: string; cameFrom: { id: string } | null; waitingSince: string | null }[];
        }>("/api/inbox")
        .then(({ mailboxes }) => mailboxes.find(({ address }) => address === someone.address));
    expect(await inbox(from)).toBeUndefined();
    expect(await inbox(to)).toMatchObject({
      cameFrom: { id: from.agencyId },
      waitingSince: expect.any(String),
    });

    const talk = await (await someone.visit()).read();
    expect(talk.moved).toEqual([{ afterLetter: 3, isUnread: false, from: "Open Line", to: "Safe Harbour" }]);
    expect(await someone.write("and I go on")).toBeNull();
    await to.answer(to.intake, someone.address, { text: "welcome", language: "en" });
    expect(await someone.read()).toEqual([
      ...["first", "we are here", "They can help you better.", "and I go on", "welcome"],
    ]);
    expect(await textsOf(to, to.intake, someone.address)).toHaveLength(5);
  });

  it("opens to a newcomer of the new agency once a colleague locked it to them", async () => {
    const someone = await someoneWrites(from, "for whoever comes");
    await asked(someone);
    await sayYes(someone);
    const late = await house.addMember({ agencyId: to.agencyId, name: "Late", roles: ["intake-worker"] });
    await to.publish([to.intake, late]);
    expect(await textsOf(to, late, someone.address)).toEqual(["not-for-you", "not-for-you"]);
    const mailbox = await to.as(to.intake)<Mailbox>(`/api/inbox/${someone.address}`);
    const reading = await openMailbox(mailbox, { ...to.intake.keys, former: [] }, to.intake.id);
    if (reading.state !== "read") throw new Error(reading.state);
    const { seals } = await sealForNewcomers(mailbox, reading, testRandom);
    await to.as(to.intake)(`/api/inbox/${someone.address}/seals`, { method: "PUT", body: { seals } });
    expect(await textsOf(to, late, someone.address)).toEqual([
      "for whoever comes",
      "They can help you better.",
    ]);
  });

  it("leaves the desk's notes to nobody, takes open questions back, and is told to the ledger of both", async () => {
    const someone = await someoneWrites(from, "with a note");
    const box = Buffer.from(fromBase32(someone.address, 16));
    await house.owner.query(
      "insert into door.desk_note (mailbox, position, envelope) values ($1, 1, '{\"recipientsVersion\": 1}')",
      [box],
    );
    await asked(someone);
    await sayYes(someone);
    const { rows: notes } = await house.owner.query("select 1 from door.desk_note where mailbox = $1", [box]);
    expect(notes).toEqual([]);
    const { rows: told } = await house.owner.query(
      "select kind, agency_id, content from ledger.entry where kind in ('mailbox.left', 'mailbox.came') order by id desc limit 2",
    );
    expect(told.map(({ kind, agency_id }) => [kind, agency_id]).sort()).toEqual([
      ["mailbox.came", to.agencyId],
      ["mailbox.left", from.agencyId],
    ]);
    expect(JSON.stringify(told), "no mailbox in it").not.toContain(someone.address);
  });

  it("stays where it is after a no, after the question was taken back, and for a yes that another agency is written into", async () => {
    const someone = await someoneWrites(from, "I stay");
    const id = await asked(someone);
    const visit = await someone.visit();
    await visit.sayNoToTransfer(id);
    expect(
      await refused(visit.sayYesToTransfer({ ...(await shown(someone)), status: "open" }, "en", sayIn("en"))),
    ).toBe("transfer-answered");
    const again = await asked(someone);
    const terms = await shown(someone);
    const other = await openTestDesk(house, "Other Shore");
    const changed = { ...terms, to: { id: terms.to.id, name: "Other Shore" } };
    expect(await refused(visit.sayYesToTransfer(changed, "en", sayIn("en")))).toBe("transfer-changed");
    await house.owner.query("update door.transfer set to_agency_id = $1 where id = $2", [
      other.agencyId,
      again,
    ]);
    expect(
      await refused(visit.sayYesToTransfer(terms, "en", sayIn("en"))),
      "a server that swaps it",
    ).not.toBe("done");
    const talk = await visit.read();
    expect(
      talk.letters.flatMap((letter) => (letter.ok && letter.transfer ? [letter.transfer.terms] : [])).at(-1),
    ).toBeNull();
    await from.as(from.intake)(`/api/inbox/transfers/${again}`, { method: "DELETE" });
    expect(await textsOf(from, from.intake, someone.address)).toHaveLength(3);
    expect(await refused(other.as(other.intake)(`/api/inbox/${someone.address}`))).toBe("not-found");
  });

  it("is moved by no member alone, and not to those who may not take letters", async () => {
    const someone = await someoneWrites(from, "not yours to give");
    const ask = (as: TestMember, toAgencyId: string) =>
      refused(
        from.as(as)(`/api/inbox/${someone.address}/transfers`, {
          ...{ method: "POST", body: { id: randomUUID(), toAgencyId }, key: randomUUID() },
        }),
      );
    expect(await ask(to.intake, to.agencyId), "another agency's").toBe("not-found");
    expect(await ask(from.supervisor, to.agencyId), "no intake worker").toBe("not-found");
    expect(await ask(from.intake, from.agencyId), "to oneself").toBe("transfer-nobody");
    const noDesk = await house.addAgency({ name: "No Desk", kind: "ngo" });
    expect(await ask(from.intake, noDesk)).toBe("transfer-nobody");
    const border = await openTestDesk(house, "Border");
    await house.owner.query("update identity.agency set enforces_immigration_law = true where id = $1", [
      border.agencyId,
    ]);
    expect(await ask(from.intake, border.agencyId)).toBe("transfer-nobody");
    const takers = await from.as(from.intake)<{ agencies: { name: string }[] }>("/api/inbox/takers");
    expect(takers.agencies.map(({ name }) => name)).not.toContain("Border");
    expect(takers.agencies.map(({ name }) => name)).toContain("Safe Harbour");
  });

  it("takes no seal for anyone else, and none that leaves a reader out", async () => {
    const someone = await someoneWrites(from, "sealed to the right ones");
    const id = await asked(someone);
    const visit = await someone.visit();
    const terms = await shown(someone);
    const sent = await bodyOfYes(someone, terms);
    const stranger = await house.addMember({ agencyId: to.agencyId, name: "Eve", roles: ["intake-worker"] });
    const post = (change: object) =>
      refused(visit.ask(`/api/door/transfers/${id}/answer`, "POST", { ...sent, ...change }));
    const [seal, ...rest] = sent.seals;
    expect(await post({ seals: [{ ...seal, memberId: stranger.id }, ...rest] })).toBe("transfer-seals");
    expect(await post({ seals: rest })).toBe("transfer-seals");
    expect(await post({ seals: [seal, seal, ...rest] })).toBe("transfer-seals");
    expect(await post({ seals: sent.seals.map((one) => ({ ...one, order: one.order + 9 })) })).toBe(
      "transfer-seals",
    );
    expect(await post({ letters: sent.letters + 1 })).toBe("letter-order");
    expect(await post({ listVersion: sent.listVersion + 1 })).toBe("recipients-changed");
    expect(await post({ signature: toBase64Url(new Uint8Array(64)) })).toBe("wrong-signature");
    expect(await textsOf(from, from.intake, someone.address), "nothing was changed").toHaveLength(2);
    expect(await post({})).toBe("done");
  });

  it("keeps no letter that was locked to the readers of before", async () => {
    const someone = await someoneWrites(from, "in two windows");
    await asked(someone);
    const elsewhere = await someone.visit();
    await sayYes(someone);
    expect(
      await refused(elsewhere.reply({ text: "too late", language: "en" }, 2)),
      "read anew, to the new ones",
    ).toBe("done");
    const late = await refused(from.answer(from.intake, someone.address, { text: "ours", language: "en" }));
    expect(late).toBe("not-found");
    expect(await textsOf(to, to.intake, someone.address)).toContain("too late");
  });

  it("is refused by the new readers' browser where the proof is another's", async () => {
    const one = await someoneWrites(from, "one");
    const two = await someoneWrites(from, "two");
    for (const someone of [one, two]) {
      await asked(someone);
      await sayYes(someone);
    }
    const mailbox = await to.as(to.intake)<Mailbox>(`/api/inbox/${one.address}`);
    const other = await to.as(to.intake)<Mailbox>(`/api/inbox/${two.address}`);
    const keys = { ...to.intake.keys, former: [] };
    const look = async (changed: Mailbox) => {
      const reading = await openMailbox(changed, keys, to.intake.id);
      return reading.state === "refused" ? reading.reason : reading.state;
    };
    const [transfer] = mailbox.transfers;
    if (!transfer) throw new Error("there is one");
    expect(await look(mailbox)).toBe("read");
    expect(await look({ ...mailbox, transfers: other.transfers })).toBe("not-signed");
    expect(await look({ ...mailbox, transfers: [{ ...transfer, id: randomUUID() }] })).toBe("other-terms");
    expect(await look({ ...mailbox, transfers: [{ ...transfer, to: transfer.from }] })).toBe("wrong-order");
    expect(await look({ ...mailbox, transfers: [] }), "no proof at all").toBe("wrong-order");
    expect(await look({ ...mailbox, transfers: [{ ...transfer, statement: "{}" }] })).toBe("not-signed");
  });
});

/** What a browser sends for a yes, caught on its way. */
async function bodyOfYes(someone: TestVisitor, terms: TransferAnswered) {
  const visit = await someone.visit();
  let body: {
    seals: { order: number; memberId: string; sealed: string }[];
    letters: number;
    listVersion: number;
  } | null = null;
  const { ask } = visit;
  visit.ask = ((path: string, method?: "GET" | "POST" | "PUT" | "DELETE", sent?: unknown) => {
    if (!path.endsWith("/answer")) return ask.call(visit, path, method, sent);
    body = sent as typeof body;
    return Promise.resolve(undefined);
  }) as typeof visit.ask;
  await visit.sayYesToTransfer(terms, "en", sayIn("en"));
  if (!body) throw new Error("a yes is sent");
  return body as {
    seals: { order: number; memberId: string; sealed: string }[];
    letters: number;
    listVersion: number;
  };
}
