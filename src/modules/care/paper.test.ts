import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asMember } from "../../core/access/context.ts";
import { look, notePrinted } from "./store/section.ts";
import { CONTACT, NEEDS, type TestCare, type TestPerson, testCare } from "./testing.ts";

let care: TestCare;
let person: TestPerson;
let id: string;
beforeAll(async () => {
  care = await testCare();
  person = await care.addPerson();
  const identity = { firstName: "Selam", familyName: "Haile" };
  ({ id } = await care.openCase(person, {
    sections: { identity, contact: CONTACT, "needs-and-risk": NEEDS },
  }));
});
afterAll(() => care.stop());

const looks = async () =>
  (
    await care.house.owner.query(
      "select category, outcome, printed_for from access.access_entry where case_id = $1 order by id",
      [id],
    )
  ).rows;
const entries = async () =>
  (
    await care.house.owner.query(
      "select content::jsonb as content from ledger.entry where kind = 'case.printed' order by id",
    )
  ).rows.map(({ content: { at: _at, kind: _kind, ...content } }) => content);
const print = (
  as: TestCare["caseworker"],
  categories: readonly string[],
  whom: string,
  purpose = "support",
) =>
  care.request("POST", `/api/cases/${id}/papers`, {
    as,
    purpose: purpose as "support",
    body: { categories, whom },
  });

describe("a paper", () => {
  it("is a look at each part that says so, to the agency, the person and the ledger", async () => {
    const { status, body } = await print(care.caseworker, ["needs-and-risk", "identity"], "work");
    expect(status).toBe(200);
    expect(body.sections).toMatchObject([
      { category: "identity", version: 1, document: { firstName: "Selam" } },
      { category: "needs-and-risk", document: NEEDS },
    ]);
    expect(await looks()).toEqual([
      { category: "identity", outcome: "read", printed_for: "work" },
      { category: "needs-and-risk", outcome: "read", printed_for: "work" },
    ]);
    expect(await entries()).toEqual([
      {
        caseId: id,
        memberId: care.caseworker.id,
        purpose: "support",
        whom: "work",
        categories: ["identity", "needs-and-risk"],
      },
    ]);
    const seen = await care.request("GET", `/api/cases/${id}/looks`, {
      as: care.caseworker,
      purpose: "support",
    });
    expect(seen.body.looks[0]).toMatchObject({ printedFor: "work", outcome: "read" });
    const own = await care.request("GET", "/api/my-file", { as: person });
    expect(own.body.cases[0].looks.slice(0, 2)).toMatchObject([
      { printedFor: "work" },
      { printedFor: "work" },
    ]);
    expect(own.text).not.toContain("Ines");
  });

  it("for the person and who speaks for them holds what they may see and no more", async () => {
    const { status, body, text } = await print(care.caseworker, ["identity", "needs-and-risk"], "person");
    expect(status).toBe(200);
    expect(body.sections[1].document).toEqual({ wants: NEEDS.wants, risks: NEEDS.risks });
    expect(text).not.toContain(NEEDS.riskDetails);
    expect((await looks()).at(-1)).toMatchObject({ printed_for: "person" });
    const before = (await looks()).length;
    const refused = await print(care.caseworker, ["identity", "contact"], "person");
    expect(refused).toMatchObject({ status: 409, body: { code: "not-for-person", categories: ["contact"] } });
    expect(await looks()).toHaveLength(before);
  });

  it("of another agency's case is for its own work alone, and of what is open to it", async () => {
    expect((await print(care.shelter, ["needs-and-risk"], "person")).body.code).toBe("holder-only");
    expect((await print(care.shelter, ["needs-and-risk"], "work")).status).toBe(200);
    const before = await entries();
    const closed = await print(care.shelter, ["needs-and-risk", "identity"], "work");
    expect(closed).toMatchObject({ status: 403, body: { code: "section-closed" } });
    expect(closed.text).not.toMatch(/sleep|Selam/);
    expect((await looks()).at(-1)).toEqual({ category: "identity", outcome: "refused", printed_for: null });
    expect(await entries()).toEqual(before);
    expect((await print(care.police, ["identity"], "work", "investigation")).status).toBe(404);
  });

  it.each([
    ["no part", { categories: [], whom: "work" }],
    ["a part twice", { categories: ["identity", "identity"], whom: "work" }],
    ["a part that is none", { categories: ["soul"], whom: "work" }],
    ["nobody", { categories: ["identity"], whom: "court" }],
  ])("of %s is refused", async (_what, body) => {
    const answer = await care.request("POST", `/api/cases/${id}/papers`, {
      as: care.caseworker,
      purpose: "support",
      body,
    });
    expect(answer.status).toBe(400);
  });

  it("turns no look into one by smuggled SQL: not a colleague's, not an earlier one, not a refused one", async () => {
    const entryOf = (secret: Uint8Array, category: "identity" | "health") =>
      asMember(
        care.house.house.db,
        secret,
        "support",
        async (tx) => (await look(tx, "member", id, category)).entry,
      );
    const earlier = await entryOf(care.caseworker.secret, "identity");
    const note = (secret: Uint8Array, entry: string | null) =>
      asMember(care.house.house.db, secret, "support", (tx) => notePrinted(tx, [entry ?? "0"], "work"));
    const before = await entries();
    expect(await note(care.caseworker.secret, earlier)).toBe(false);
    expect(await note(care.colleague.secret, earlier)).toBe(false);
    const refused = await asMember(care.house.house.db, care.caseworker.secret, "support", async (tx) => {
      const { entry, outcome } = await look(tx, "member", id, "health");
      return { outcome, noted: await notePrinted(tx, [entry ?? "0"], "work") };
    });
    expect(refused).toEqual({ outcome: "refused", noted: false });
    expect(await entries()).toEqual(before);
  });
});
