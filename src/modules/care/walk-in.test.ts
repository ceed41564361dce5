import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES } from "../../core/access/coverage.ts";
import { registerIdentity } from "../../core/identity/index.ts";
import type { TestMember } from "../../core/testing.ts";
import { canOpenCases } from "./model/opener.ts";
import { NEEDS, type TestCare, testCare } from "./testing.ts";

// Someone walks in at an agency that has no door. Their case opens with them, and nobody else sees it.

let care: TestCare;
beforeAll(async () => {
  care = await testCare();
  registerIdentity(care.house.app, care.house.house);
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const FACTS = {
  gender: "woman",
  ageBand: "25-34",
  language: "ti",
  sections: [
    { category: "identity", document: { firstName: "Luwam" } },
    { category: "needs-and-risk", document: NEEDS },
  ],
};
const open = (as: TestMember, body: object = FACTS, key: string = randomUUID()) =>
  care.request("POST", "/api/cases/in-person", { as, purpose: "support", body, key });
const cases = async (): Promise<number> =>
  (await rows("select count(*)::int as n from access.case_record"))[0].n;

describe("a case with someone who is here", () => {
  it("opens at the member's own agency: its parts written, its journey begun, nothing shared, no words", async () => {
    const { status, body, text } = await open(care.shelter);
    expect(status, text).toBe(201);
    const [found] = await rows(
      `select r.holder_agency_id, f.lead_member_id, f.state,
         (select count(*)::int from access.share s where s.case_id = r.id) as shares,
         (select count(*)::int from access.consent c where c.case_id = r.id) as consents,
         (select count(*)::int from identity.words w where w.person_id = r.person_id) as words,
         (select count(*)::int from care.step s where s.case_id = r.id) as steps,
         (select count(*)::int from care.clock c where c.case_id = r.id) as clocks
       from access.case_record r join care.case_file f on f.id = r.id where r.id = $1`,
      body.id,
    );
    expect(found).toMatchObject({
      ...{ holder_agency_id: care.shelterId, lead_member_id: care.shelter.id, state: "contact" },
      ...{ shares: 0, consents: 0, words: 0, steps: 1 },
    });
    expect(found.clocks, "its first time limits run").toBeGreaterThan(0);
    const needs = `/api/cases/${body.id}/sections/needs-and-risk`;
    const read = await care.request("GET", needs, { as: care.shelter, purpose: "support" });
    expect(read.body.document).toEqual(NEEDS);
    for (const as of [care.caseworker, care.police])
      expect((await care.request("GET", `/api/cases/${body.id}`, { as, purpose: "support" })).status).toBe(
        404,
      );
    expect(
      (await rows("select kind from ledger.entry where case_id = $1 order by id", body.id)).map(
        ({ kind }) => kind,
      ),
    ).toContain("case.opened");
  });

  it("happens once for one key, and not at all where a part is refused", async () => {
    const key = randomUUID();
    const [first, second] = [
      await open(care.caseworker, FACTS, key),
      await open(care.caseworker, FACTS, key),
    ];
    expect(second.body).toEqual(first.body);
    const before = await cases();
    const health = { ...FACTS, sections: [{ category: "health", document: {} }] };
    expect(await open(care.caseworker, health)).toMatchObject({ status: 403, body: { code: "not-covered" } });
    const twice = { ...FACTS, sections: [FACTS.sections[0], FACTS.sections[0]] };
    expect((await open(care.caseworker, twice)).body.code).toBe("section-twice");
    expect(await cases()).toBe(before);
  });

  it("is opened, and its draft kept, by the roles that the desk offers it to, and by no other", async () => {
    const draftKey = "/api/cases/in-person/draft-key";
    for (const role of ROLES) {
      const as = await care.house.addMember({ agencyId: care.ngoId, name: `A ${role}`, roles: [role] });
      const expected = canOpenCases([role]) ? [201, 200] : [403, 403];
      const opened = await open(as, { ...FACTS, sections: [] });
      const kept = await care.request("PUT", draftKey, { as });
      expect([opened.status, kept.status], role).toEqual(expected);
      if (!canOpenCases([role])) expect(opened.body.code).toBe("open-case-role");
    }
  });

  it("keeps one draft for each member, whose key goes with it", async () => {
    const draftKey = "/api/cases/in-person/draft-key";
    const keyOf = async (as: TestMember) => (await care.request("PUT", draftKey, { as })).body.key;
    const key = await keyOf(care.caseworker);
    expect(await keyOf(care.caseworker)).toBe(key);
    expect(await keyOf(care.colleague)).not.toBe(key);
    expect((await care.request("DELETE", draftKey, { as: care.caseworker })).status).toBe(204);
    expect(await keyOf(care.caseworker), "a new one").not.toBe(key);
  });
});
