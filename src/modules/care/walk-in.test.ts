import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES } from "../../core/access/coverage.ts";
import { registerIdentity } from "../../core/identity/index.ts";
import type { TestMember } from "../../core/testing.ts";
import { canOpenCases } from "./model/opener.ts";
import { NEEDS, type TestCare, testCare } from "./testing.ts";
import { wordsAt } from "./words-testing.ts";

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

// Words for someone who never had any, by one member. Mutants that these must kill: another agency, or a role that works with
// nobody, makes the code; it is made for someone who has or had words, or waits for new ones; it works twice, after an hour, after
// another one was made, after the case went elsewhere, or beside words that came meanwhile; a guardian is told of it.
describe("first words", () => {
  const { makeWords, take, visit, filesOf } = wordsAt(() => care);
  const WRONG = { status: 409, body: { code: "words-code" } };
  const give = (caseId: string, as: TestMember = care.caseworker) =>
    care.request("POST", `/api/cases/${caseId}/first-words`, { as });
  const walkIn = async (): Promise<string> => (await open(care.caseworker)).body.id;
  const told = async (caseId: string, as: TestMember = care.nurse) =>
    (await care.request("GET", `/api/cases/${caseId}/allowed`, { as })).body.firstWords;
  const wordsOf = (caseId: string) =>
    rows(
      `select encode(w.signing_key, 'hex') as key from identity.words w join access.case_record r on r.person_id = w.person_id
       where r.id = $1`,
      caseId,
    );

  it("open the file by a code and the person's own browser; who gave them stands on the case, in My file and in the ledger", async () => {
    const caseId = await walkIn();
    expect(await told(caseId)).toEqual({ lacking: true, by: null, codeUntil: null, takenAt: null });
    const { status, body } = await give(caseId);
    expect([status, body.code]).toEqual([200, expect.stringMatching(/^\d{20}$/)]);
    const words = await makeWords();
    expect((await take(body.code, words)).status).toBe(204);
    expect((await take(body.code, words)).status, "the answer was lost: the same again").toBe(204);
    expect(await take(body.code, await makeWords()), "once").toMatchObject(WRONG);
    const [file] = await filesOf((await visit(words)).body.session);
    expect(file).toMatchObject({ id: caseId, firstWords: { agency: "Open Door", at: expect.any(String) } });
    expect(JSON.stringify(file), "never by whom").not.toContain("Ines");
    expect(await told(caseId)).toMatchObject({ lacking: false, by: "Ines", takenAt: expect.any(String) });
    const kinds = await rows(
      "select kind from ledger.entry where content like $1 order by id",
      `%${caseId}%`,
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["case.opened", "first-words.code-made", "first-words.taken"]),
    );
    const [kept] = await rows("select * from care.first_words where case_id = $1", caseId);
    expect(JSON.stringify(kept), "only a hash").not.toContain(body.code);
    expect(await wordsOf(caseId)).toHaveLength(1);
  });

  it.each<[string, () => TestMember, number, string]>([
    ["the police, party to nothing", () => care.police, 404, "not-found"],
    ["a caseworker elsewhere", () => care.shelter, 404, "not-found"],
  ])("are not given by %s", async (_who, who, status, code) => {
    const caseId = await walkIn();
    expect(await give(caseId, who())).toMatchObject({ status, body: { code } });
    expect(await rows("select from care.first_words where case_id = $1", caseId)).toEqual([]);
  });

  it("are given by who works with people at the agency that holds the case; one that sees a part of it is told nothing", async () => {
    const { id } = await care.openCase(await care.addPerson());
    expect(await give(id, care.shelter)).toMatchObject({ status: 403, body: { code: "holder-only" } });
    expect(await told(id, care.shelter)).toEqual({
      lacking: false,
      by: null,
      codeUntil: null,
      takenAt: null,
    });
    const supervisor = await care.house.addMember({
      agencyId: care.ngoId,
      name: "Uma",
      roles: ["supervisor"],
    });
    expect(await give(await walkIn(), supervisor)).toMatchObject({
      status: 403,
      body: { code: "words-reset-role" },
    });
  });

  it("are for who never had any: not beside words, after them, or while two members stand for new ones", async () => {
    const had = { status: 409, body: { code: "first-words-had" } };
    const { id } = await care.openCase(await care.addPerson());
    expect(await give(id), "has some").toMatchObject(had);
    const caseId = await walkIn();
    await take((await give(caseId)).body.code, await makeWords());
    await rows(
      "update identity.words set person_id = null where person_id = (select person_id from access.case_record where id = $1)",
      caseId,
    );
    expect(await give(caseId), "had some").toMatchObject(had);
    const waits = await walkIn();
    const code = (await give(waits)).body.code;
    await rows(
      `insert into care.words_reset (id, case_id, person_id, met_by, met_how, confirmed_by, known_how, opens_at, ends_at)
       select gen_random_uuid(), r.id, r.person_id, $2, 'in-person', $3, 'in-person', now() + interval '25 hours', now() + interval '9 days'
       from access.case_record r where r.id = $1`,
      ...[waits, care.caseworker.id, care.colleague.id],
    );
    expect(await give(waits), "waits for some").toMatchObject(had);
    expect(await take(code, await makeWords()), "nor by a code from before").toMatchObject(WRONG);
  });

  it("take the newest code, within its hour, and while the agency holds the case", async () => {
    const caseId = await walkIn();
    const first = (await give(caseId)).body.code;
    const second = (await give(caseId, care.nurse)).body.code;
    expect(await take(first, await makeWords()), "void").toMatchObject(WRONG);
    await rows("update care.first_words set code_until = now() where case_id = $1", caseId);
    expect(await take(second, await makeWords()), "an hour later").toMatchObject(WRONG);
    const third = (await give(caseId)).body.code;
    await rows("update access.case_record set holder_agency_id = $2 where id = $1", caseId, care.shelterId);
    expect(await take(third, await makeWords()), "of who holds it no more").toMatchObject(WRONG);
    expect(await wordsOf(caseId)).toEqual([]);
  });

  it("race: of two browsers with one code one gets words", async () => {
    for (let round = 0; round < 4; round++) {
      const caseId = await walkIn();
      const { code } = (await give(caseId)).body;
      const answers = await Promise.all([take(code, await makeWords()), take(code, await makeWords())]);
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
      expect(await wordsOf(caseId)).toHaveLength(1);
    }
  });

  it("are not guessed: after a few wrong codes in a minute each one is work", async () => {
    let asked = 0;
    for (; asked < 60; asked++) {
      const { status, body } = await take(String(asked).padStart(20, "0"), await makeWords());
      if (body?.code !== "words-code") {
        expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
        break;
      }
    }
    expect(asked, "calls for work long before").toBeLessThan(60);
  });
});
