import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestMember, tablesThatHold } from "../../core/testing.ts";
import { type TestCare, type TestPerson, testCare } from "./testing.ts";

/** Who leads a case: passed on to a colleague who says yes, undone within a day, and nobody's once its lead is suspended. */

let care: TestCare;
let person: TestPerson;
let caseId: string;
let boss: TestMember;
beforeAll(async () => {
  care = await testCare();
  boss = await care.house.addMember({ agencyId: care.ngoId, name: "Vida", roles: ["supervisor"] });
});
beforeEach(async () => {
  person = await care.addPerson();
  caseId = (await care.openCase(person)).id; // Leila, who opened it, leads it
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const pass = (
  as: TestMember,
  to: TestMember,
  {
    ids = [caseId],
    note = undefined as string | undefined,
    purpose = "support" as "support" | "oversight",
  } = {},
) =>
  care.request("POST", "/api/lead-offers", {
    ...{ as, purpose },
    body: { caseIds: ids, memberId: to.id, ...(note === undefined ? {} : { note }) },
  });
async function offer(as: TestMember, to: TestMember, note?: string): Promise<string> {
  const made = await pass(as, to, { ...(note === undefined ? {} : { note }) });
  expect(made.status, made.text).toBe(201);
  return made.body.ids[0];
}
const act = (as: TestMember, id: string, what: string) =>
  care.request("POST", `/api/lead-offers/${id}/acts`, { as, body: { act: what } });
const lead = async (id = caseId): Promise<string | null> =>
  (await care.request("GET", `/api/cases/${id}`, { as: care.nurse })).body.lead?.displayName ?? null;
/** Who leads the case, and whom each of its clocks reminds. */
const standing = () =>
  rows(
    `select f.lead_member_id, (select json_agg(k order by k.id) from (select c.id, c.member_id, c.done_at from care.clock c
       where c.case_id = f.id) k) as clocks from care.case_file f where f.id = $1`,
    caseId,
  );
const suspend = (who: TestMember, status: "active" | "suspended") =>
  rows("update identity.member set status = $2 where id = $1", who.id, status);
const kindsOf = async () =>
  (
    await rows("select kind from ledger.entry where case_id = $1 and kind like 'lead.%' order by id", caseId)
  ).map(({ kind }) => kind);

describe("a case is passed on to a colleague", () => {
  it("who is asked on Today and leads it from their yes on, with its clocks; what was written with it is a look on record", async () => {
    const id = await offer(care.intake, care.colleague, "Zebrafish: call her in the mornings.");
    expect(await lead(), "led as before until they say yes").toBe("Leila");
    const asked = await care.request("GET", "/api/lead-offers", { as: care.colleague });
    expect(asked.body.offers).toMatchObject([
      { id, from: { displayName: "Leila" }, hasNote: true, outcome: null, acts: ["accept", "decline"] },
    ]);
    const note = await care.request("GET", `/api/lead-offers/${id}/note`, {
      ...{ as: care.colleague, purpose: "support" },
    });
    expect(note.body).toEqual({ text: "Zebrafish: call her in the mornings." });
    const looks = await care.request("GET", `/api/my-file/cases/${caseId}/looks`, { as: person });
    expect(looks.body.looks[0], "the person sees it").toMatchObject({ category: "needs-and-risk" });
    expect(await tablesThatHold(care.house.owner, "Zebrafish"), "in the clear nowhere").toEqual([]);
    expect((await act(care.colleague, id, "accept")).status).toBe(204);
    expect((await act(care.colleague, id, "accept")).status, "the same wish twice").toBe(204);
    expect(await lead()).toBe("Marta");
    const reminded = await rows(
      "select distinct member_id from care.clock where case_id = $1 and done_at is null",
      caseId,
    );
    expect(reminded).toEqual([{ member_id: care.colleague.id }]);
    expect(await kindsOf()).toEqual(["lead.offered", "lead.changed"]);
  });

  it("and is as it was, to the clock, once that is undone, which it can be for a day", async () => {
    await rows(
      "insert into care.clock (case_id, what, started_at, due_at, basis) values ($1, 'nobody-s', now(), now() + interval '1 day', 'test'), ($1, 'file-complaint', now(), now() + interval '1 day', 'test')",
      caseId,
    );
    await rows(
      "insert into care.clock (case_id, what, started_at, due_at, basis, member_id) values ($1, 'of-ines', now(), now() + interval '1 day', 'test', $2)",
      ...[caseId, care.caseworker.id],
    );
    const before = await standing();
    const id = await offer(care.intake, care.colleague);
    await act(care.colleague, id, "accept");
    const during = (await standing())[0];
    const reminds = (what: string) =>
      rows("select member_id from care.clock where case_id = $1 and what = $2", caseId, what);
    expect(during.lead_member_id).toBe(care.colleague.id);
    expect(await reminds("nobody-s")).toEqual([{ member_id: care.colleague.id }]);
    expect(await reminds("of-ines"), "a colleague's own stays theirs").toEqual([
      { member_id: care.caseworker.id },
    ]);
    expect(await reminds("file-complaint"), "reminds nobody who works on it").toEqual([{ member_id: null }]);
    for (const as of [care.nurse, care.shelter, care.police])
      expect((await act(as, id, "undo")).status, "is theirs alone").toBe(404);
    expect((await act(care.intake, id, "undo")).status).toBe(204);
    expect((await act(care.colleague, id, "undo")).status, "the same wish twice").toBe(204);
    expect(await standing()).toEqual(before);

    const later = await offer(care.intake, care.colleague);
    await act(care.colleague, later, "accept");
    await rows("update care.lead_offer set settled_at = now() - interval '25 hours' where id = $1", later);
    expect((await act(care.intake, later, "undo")).body.code).toBe("lead-over");
    expect(await lead()).toBe("Marta");
  });

  it("but not undone over the head of who leads it since", async () => {
    const first = await offer(care.intake, care.colleague);
    await act(care.colleague, first, "accept");
    const second = await offer(care.colleague, care.caseworker);
    await act(care.caseworker, second, "accept");
    expect((await act(care.intake, first, "undo")).body.code).toBe("lead-over");
    const third = await offer(care.caseworker, care.colleague);
    await act(care.colleague, third, "accept");
    expect((await act(care.intake, first, "undo")).body.code, "nor when it came back").toBe("lead-over");
    expect(await lead()).toBe("Marta");
  });

  it("by a no, or taken back, it is led as before, and can be offered to another", async () => {
    const first = await offer(care.intake, care.colleague);
    expect((await pass(care.intake, care.caseworker)).body.code, "one at a time").toBe("lead-waits");
    expect((await act(care.intake, first, "accept")).body.code, "nobody says yes for another").toBe(
      "lead-who",
    );
    expect((await act(care.colleague, first, "decline")).status).toBe(204);
    const second = await offer(care.intake, care.caseworker);
    expect((await act(care.caseworker, second, "take-back")).body.code).toBe("lead-who");
    expect((await act(care.intake, second, "take-back")).status).toBe(204);
    expect((await act(care.caseworker, second, "accept")).body.code).toBe("lead-over");
    expect(await lead()).toBe("Leila");
  });

  it("several at once: all of them, or none", async () => {
    const other = (await care.openCase(await care.addPerson())).id;
    const waiting = (await care.openCase(await care.addPerson())).id;
    await pass(care.intake, care.caseworker, { ids: [waiting] });
    const refused = await pass(care.intake, care.colleague, { ids: [caseId, other, waiting] });
    expect(refused).toMatchObject({ status: 409, body: { code: "lead-waits", caseId: waiting } });
    expect(await kindsOf()).toEqual([]);
    expect((await pass(care.intake, care.colleague, { ids: [caseId, other] })).body.ids).toHaveLength(2);
    for (const ids of [[], [caseId, caseId], ["x"]])
      expect((await pass(care.intake, care.colleague, { ids })).status).toBe(400);
  });
});

describe("who passes a case on", () => {
  it("is its lead or a supervisor, to a colleague who works with people and is here", async () => {
    const left = await care.house.addMember({ agencyId: care.ngoId, name: "Left", roles: ["caseworker"] });
    await suspend(left, "suspended");
    const stranger = care.shelter;
    for (const [as, to, code] of [
      [care.colleague, care.colleague, "lead-role"],
      [care.nurse, care.colleague, "lead-role"],
      [care.intake, boss, "lead-recipient"], // oversees, and works with no one
      [care.intake, left, "lead-recipient"],
      [care.intake, stranger, "lead-recipient"],
      [care.intake, care.intake, "lead-leads"],
      [care.shelter, care.shelter, "holder-only"],
      [care.police, care.police, undefined],
    ] as const) {
      const said = await pass(as, to);
      expect(said.status).toBeGreaterThanOrEqual(403);
      if (code) expect(said.body.code).toBe(code);
      else expect(said.status).toBe(404);
    }
    expect(await lead()).toBe("Leila");
    const id = await offer(boss, care.nurse);
    expect((await act(boss, id, "accept")).body.code, "nor does a supervisor say yes for them").toBe(
      "lead-who",
    );
    expect((await act(care.nurse, id, "accept")).status).toBe(204);
    expect(await lead()).toBe("Noor");
  });

  it("writes nothing about someone that they may not read themself, for what they work for", async () => {
    expect((await pass(boss, care.colleague, { note: "As asked." })).body.code).toBe("lead-note");
    expect((await pass(boss, care.colleague, { note: "As asked.", purpose: "oversight" })).status).toBe(201);
  });

  it("is told of it alone, with the colleague and their supervisors: nobody else reads the note or learns of it", async () => {
    const id = await offer(care.intake, care.colleague, "Call her in the mornings.");
    for (const as of [care.nurse, care.caseworker, care.shelter, care.police]) {
      expect(
        (await care.request("GET", `/api/lead-offers/${id}/note`, { as, purpose: "support" })).status,
      ).toBe(404);
      const { body } = await care.request("GET", "/api/lead-offers", { as });
      expect(body.offers.filter((one: { id: string }) => one.id === id)).toEqual([]);
    }
    const seen = await care.request("GET", `/api/lead-offers/${id}/note`, { as: boss, purpose: "support" });
    expect(seen.body.code, "a supervisor for oversight").toBe("section-closed");
    expect(
      (await care.request("GET", `/api/lead-offers/${id}/note`, { as: boss, purpose: "oversight" })).status,
    ).toBe(200);
  });

  it("does so by these acts alone: the server's role writes no lead by itself", async () => {
    const client = new pg.Client({ connectionString: care.house.connectionString });
    await client.connect();
    await expect(
      client.query(
        `begin; set local role leeward_member; update care.case_file set lead_member_id = '${care.nurse.id}'`,
      ),
    ).rejects.toThrow(/permission denied/);
    await client.end();
  });
});

describe("whoever led a case", () => {
  it("leads nothing from the moment of their suspension: anyone can take it, and it is theirs again if they come back", async () => {
    const gone = await care.house.addMember({ agencyId: care.ngoId, name: "Gone", roles: ["caseworker"] });
    await act(gone, await offer(care.intake, gone), "accept");
    const waits = (await care.openCase(await care.addPerson())).id;
    await pass(care.intake, gone, { ids: [waits] });
    const unled = async () =>
      (await care.request("GET", "/api/lead-offers", { as: care.nurse })).body.unled as number;
    const before = await unled();
    await suspend(gone, "suspended");
    expect(await unled()).toBe(before + 1);
    expect(await lead()).toBeNull();
    const listed = await care.request("GET", "/api/workload/cases", { as: care.nurse });
    expect(listed.body.cases.map(({ id }: { id: string }) => id)).toContain(caseId);
    const today = (await care.request("GET", "/api/today", { as: care.nurse })).body.clocks;
    const ours = today.filter((clock: { caseId: string }) => clock.caseId === caseId);
    expect(ours.length).toBeGreaterThan(0);
    expect(new Set(ours.map((clock: { member: unknown }) => clock.member)), "they remind nobody").toEqual(
      new Set([null]),
    );
    expect((await pass(care.intake, care.nurse, { ids: [waits] })).status, "asked of who is gone").toBe(201);
    await suspend(gone, "active");
    expect(await lead()).toBe("Gone");
    await suspend(gone, "suspended");
    expect((await pass(care.nurse, care.nurse)).status, "taken at once").toBe(201);
    expect(await lead()).toBe("Noor");
    await suspend(gone, "active");
    expect(await lead(), "it is another's now").toBe("Noor");
  });

  it("is not apart from it after passing it on: no supervisor looks into a complaint about themself", async () => {
    const both = await care.house.addMember({
      ...{ agencyId: care.ngoId, name: "Both", roles: ["supervisor", "caseworker"] },
    });
    await act(both, await offer(care.intake, both), "accept");
    await act(care.colleague, await offer(both, care.colleague), "accept");
    const asked = await care.request("POST", `/api/my-file/cases/${caseId}/asks`, {
      ...{ as: person, body: { kind: "complaint", category: null, text: "Nobody called." } },
    });
    const read = (as: TestMember) =>
      care.request("GET", `/api/asks/${asked.body.id}`, { as, purpose: "oversight" });
    expect((await read(boss)).status).toBe(200);
    expect((await read(both)).status).toBe(404);
  });

  it("is told nothing more once another agency holds it", async () => {
    const id = await offer(care.intake, care.colleague);
    await rows("update access.case_record set holder_agency_id = $2 where id = $1", caseId, care.shelterId);
    expect((await act(care.colleague, id, "accept")).status).toBe(404);
    expect(await rows("select outcome from care.lead_offer where id = $1", id)).toEqual([
      { outcome: "overtaken" },
    ]);
    const { body } = await care.request("GET", "/api/lead-offers", { as: care.colleague });
    expect(body.offers.filter((one: { id: string }) => one.id === id)).toEqual([]);
  });
});

describe("who leads what", () => {
  it("counts, of this agency alone, what each leads and what is due for them", async () => {
    const own = await care.house.addMember({ agencyId: care.outsiderId, name: "Ada", roles: ["caseworker"] });
    const load = async (as: TestMember) => (await care.request("GET", "/api/workload", { as })).body.members;
    const of = async (name: string) =>
      (await load(care.nurse)).find(
        (one: { member: { displayName: string } | null }) => one.member?.displayName === name,
      );
    expect(await load(own)).toEqual([
      { member: null, canLead: true, cases: 0, overdue: 0, dueToday: 0, dueThisWeek: 0 },
      {
        ...{ member: { id: own.id, displayName: "Ada" }, canLead: true },
        ...{ cases: 0, overdue: 0, dueToday: 0, dueThisWeek: 0 },
      },
    ]);
    const late = await care.house.addMember({ agencyId: care.ngoId, name: "Late", roles: ["caseworker"] });
    await act(late, await offer(care.intake, late), "accept");
    await rows("delete from care.clock where case_id = $1", caseId);
    for (const [what, hours] of [
      ["was-due", -2],
      ["is-due", 3],
      ["comes-due", 72],
      ["is-far", 24 * 20],
    ] as const)
      await rows(
        "insert into care.clock (case_id, what, started_at, due_at, basis, member_id) values ($1, $2, now() - interval '3 hours', now() + make_interval(hours => $3), 'test', $4)",
        ...[caseId, what, hours, late.id],
      );
    expect(await of("Late")).toMatchObject({ cases: 1, overdue: 1, dueToday: 1, dueThisWeek: 2 });
    await rows("update care.case_file set state = 'closed' where id = $1", caseId);
    expect(await of("Late"), "what is closed is led by nobody's time").toMatchObject({ cases: 0 });
    expect(
      (await load(boss)).some((one: { member: { id: string } | null }) => one.member?.id === boss.id),
    ).toBe(false);
    const foreign = await care.request("GET", `/api/workload/cases?lead=${late.id}`, { as: care.shelter });
    expect(foreign.body).toEqual({ cases: [], isMore: false });
    expect(
      (await care.request("GET", `/api/cases/${randomUUID()}/lead-offers`, { as: care.nurse })).status,
    ).toBe(404);
  });
});
