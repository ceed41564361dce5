import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fromBase32 } from "../../core/keys/index.ts";
import { type TestMember, tablesThatHold } from "../../core/testing.ts";
import { NEEDS, type TestCare, type TestPerson, testCare } from "./testing.ts";

/** What a person says about their own file reaches someone who may answer it, with a day, and the answer reaches them. */

let care: TestCare;
let person: TestPerson;
let caseId: string;
let apart: TestMember;
let involved: TestMember;
beforeAll(async () => {
  care = await testCare();
  const supervisor = (name: string, ...more: string[]) =>
    care.house.addMember({ agencyId: care.ngoId, name, roles: ["supervisor", ...more] });
  [apart, involved] = [await supervisor("Apart"), await supervisor("Involved", "caseworker")];
});
beforeEach(async () => {
  person = await care.addPerson();
  caseId = (await care.openCase(person)).id;
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const say = (kind: string, text: string, { as = person, category = null as string | null } = {}) =>
  care.request("POST", `/api/my-file/cases/${caseId}/asks`, { as, body: { kind, category, text } });
const own = async (as = person) =>
  (await care.request("GET", `/api/my-file/cases/${caseId}/asks`, { as })).body.asks;
const listed = async (as: TestMember) => {
  const { status, text } = await care.request("GET", `/api/cases/${caseId}/asks`, { as });
  return status === 200 ? (JSON.parse(text).asks as { kind: string }[]).map(({ kind }) => kind) : status;
};
const read = (id: string, as: TestMember, purpose: "support" | "oversight" = "support") =>
  care.request("GET", `/api/asks/${id}`, { as, purpose });
const answer = (
  id: string,
  as: TestMember,
  outcome: string,
  text = "We look into it.",
  purpose: "support" | "oversight" = "support",
) => care.request("POST", `/api/asks/${id}/answer`, { as, purpose, body: { outcome, text } });
const clocks = async () =>
  (
    await rows(
      "select what from care.clock where case_id = $1 and what in ('file-question', 'file-correction', 'file-complaint') and done_at is null order by what",
      caseId,
    )
  ).map(({ what }) => what);
const step = async (as: TestMember) => {
  const { revision } = (await care.request("GET", `/api/cases/${caseId}/journey`, { as })).body;
  const body = { step: "begin-support", recorded: ["plan"], revision, language: null };
  expect((await care.request("POST", `/api/cases/${caseId}/steps`, { as, body })).status).toBe(200);
};

describe("a question", () => {
  it("is read at the desk as a look on record, answered once, and read in the file; its clock ends with the answer alone", async () => {
    const asked = await say("question", "When do I see the doctor?");
    expect(asked.status, asked.text).toBe(201);
    const { id } = asked.body;
    const today = (await care.request("GET", "/api/today", { as: care.caseworker })).body.clocks;
    const clock = today.find(
      (one: { caseId: string; what: string }) => one.what === "file-question" && one.caseId === caseId,
    );
    expect(Date.parse(clock.dueAt) - Date.now()).toBeLessThan(7.1 * 86_400_000);
    await care.request("PUT", `/api/clocks/${clock.id}/done`, { as: care.caseworker });
    expect(await clocks(), "nobody presses a question away").toEqual(["file-question"]);
    expect((await read(id, care.caseworker)).body).toMatchObject({
      ...{ kind: "question", text: "When do I see the doctor?", answer: null },
    });
    const looks = await care.request("GET", `/api/my-file/cases/${caseId}/looks`, { as: person });
    expect(looks.body.looks[0]).toMatchObject({ category: "needs-and-risk" });
    expect((await answer(id, care.caseworker, "written-in")).body.code, "no answer to a question").toBe(
      "ask-outcome",
    );
    expect((await answer(id, care.caseworker, "answered", "On Monday at ten.")).status).toBe(204);
    expect((await answer(id, care.caseworker, "answered", "No.")).body.code).toBe("ask-answered");
    expect(await clocks()).toEqual([]);
    expect(await own()).toMatchObject([{ id, outcome: "answered" }]);
    const back = await care.request("GET", `/api/my-file/asks/${id}`, { as: person });
    expect(back.body).toMatchObject({ text: "When do I see the doctor?", answer: "On Monday at ten." });
    expect(back.text, "never a member's name").not.toContain("Ines");
  });

  it("is nobody else's: not of an agency with a share, of the police, of other words, nor in the clear in any table", async () => {
    const { id } = (await say("question", "Zebrafish at noon?")).body;
    for (const as of [care.shelter, care.police]) {
      expect([
        await listed(as),
        (await read(id, as)).status,
        (await answer(id, as, "answered")).status,
      ]).toEqual([as === care.shelter ? [] : 404, 404, 404]);
    }
    const other = await care.addPerson();
    expect((await say("question", "Whose?", { as: other })).status).toBe(404);
    expect((await care.request("GET", `/api/my-file/asks/${id}`, { as: other })).status).toBe(404);
    expect((await care.request("GET", `/api/my-file/cases/${caseId}/asks`, { as: other })).status).toBe(404);
    expect(await tablesThatHold(care.house.owner, "Zebrafish")).toEqual([]);
    expect((await read(id, care.caseworker, "oversight")).status, "for a purpose that covers it").toBe(403);
  });

  it("is bounded, and says so", async () => {
    for (let nth = 0; nth < 10; nth++) expect((await say("question", `No. ${nth}`)).status).toBe(201);
    expect((await say("question", "One more")).body.code).toBe("ask-many");
    for (const bad of ["", "   ", "x".repeat(4001)]) expect((await say("question", bad)).status).toBe(400);
  });
});

describe("a correction", () => {
  it("is kept beside what is written, never over it, for whoever reads that part", async () => {
    const part = { as: person, category: "needs-and-risk" };
    const { id } = (await say("correction", "I said without the light because of the noise.", part)).body;
    const section = await care.request("GET", `/api/cases/${caseId}/sections/needs-and-risk`, {
      ...{ as: care.caseworker, purpose: "support" },
    });
    expect(section.body.document, "what stands there stands").toEqual(NEEDS);
    expect((await answer(id, care.caseworker, "answered")).body.code).toBe("ask-outcome");
    expect((await answer(id, care.caseworker, "kept-beside")).status).toBe(204);
    expect((await read(id, care.caseworker)).body).toMatchObject({
      outcome: "kept-beside",
      category: "needs-and-risk",
    });
    expect((await say("correction", "Of what?")).body.code).toBe("ask-part");
    expect((await say("correction", "My address", { category: "contact" })).body.code, "not shown").toBe(
      "ask-part",
    );
    expect((await say("question", "Q", { category: "account" })).body.code).toBe("ask-part");
  });
});

describe("a complaint", () => {
  it("goes to a supervisor who has nothing to do with the case; who works on it learns of it from no list and no clock", async () => {
    await step(involved);
    const { id } = (await say("complaint", "She shouts at me.")).body;
    expect(await clocks()).toEqual(["file-complaint"]);
    for (const as of [care.caseworker, care.intake, involved]) {
      expect(await listed(as)).toEqual([]);
      expect((await read(id, as)).status).toBe(404);
      expect((await answer(id, as, "looked-into")).status).toBe(404);
      const today = (await care.request("GET", "/api/today", { as })).body;
      expect(today.clocks.map(({ what }: { what: string }) => what)).not.toContain("file-complaint");
      const file = await care.request("GET", `/api/cases/${caseId}`, { as, purpose: "support" });
      expect(file.text).not.toContain("file-complaint");
    }
    const told = await rows(
      "select subject from events.domain_event where type = 'ask.made' order by id desc limit 1",
    );
    expect(told, "a desk is told that something came, not about whom").toEqual([{ subject: {} }]);
    expect(await listed(apart)).toEqual(["complaint"]);
    expect((await read(id, apart, "oversight")).body.text).toBe("She shouts at me.");
    expect(
      (await answer(id, apart, "looked-into", "Someone else works with you now.", "oversight")).status,
    ).toBe(204);
    expect((await care.request("GET", `/api/my-file/asks/${id}`, { as: person })).body.answer).toBe(
      "Someone else works with you now.",
    );
    const next = (await care.request("GET", "/api/my-file", { as: person })).body.cases[0].next;
    expect(next.map(({ what }: { what: string }) => what)).not.toContain("file-complaint");
  });

  it("is not taken where everyone has to do with the case, and says so", async () => {
    await step(involved);
    await rows("update care.case_file set lead_member_id = $2 where id = $1", caseId, apart.id);
    expect((await say("complaint", "To whom?")).body.code).toBe("ask-nobody");
    expect(await own()).toEqual([]);
  });
});

it("a guardian and a child each say their own: neither reads the other's", async () => {
  const guardian = await care.addPerson();
  await rows(
    "insert into access.guardianship (case_id, words_address, starts_at) values ($1, $2, now() - interval '1 hour')",
    caseId,
    Buffer.from(fromBase32(guardian.address, 16)),
  );
  const mine = (await say("complaint", "About my guardian.")).body.id;
  const theirs = (await say("question", "About school.", { as: guardian })).body.id;
  expect((await own()).map(({ id }: { id: string }) => id)).toEqual([mine]);
  expect((await own(guardian)).map(({ id }: { id: string }) => id)).toEqual([theirs]);
  for (const [as, id] of [
    [guardian, mine],
    [person, theirs],
  ] as const) {
    expect((await care.request("GET", `/api/my-file/asks/${id}`, { as })).status).toBe(404);
  }
  expect((await read(theirs, care.caseworker)).body.byGuardian).toBe(true);
});
