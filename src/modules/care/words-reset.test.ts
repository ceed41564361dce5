import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerIdentity } from "../../core/identity/index.ts";
import { chooseCurves } from "../../core/keys/curves.ts";
import { fromBase64Url } from "../../core/keys/index.ts";
import type { TestMember } from "../../core/testing.ts";
import { type TestCare, type TestPerson, testCare } from "./testing.ts";
import { wordsAt } from "./words-testing.ts";

// New words for a person. In the stories below the coercer says that words were lost, or holds them, or sits at the desk.
// Mutants that these must kill: the day is skipped; the proposer seconds in another session; the second need not know
// the person; a code works twice, after an hour, after it was stopped, or after another one was made; old words, or a
// visit of theirs, live on; new words get the old mailbox; a party that does not hold the case may ask.

let care: TestCare;
beforeAll(async () => {
  care = await testCare();
  registerIdentity(care.house.app, care.house.house);
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const ask = (caseId: string, as: TestMember = care.caseworker, why = "lost") =>
  care.request("POST", `/api/cases/${caseId}/words-resets`, { as, body: { how: "in-person", why } });
const hashOf = async (id: string): Promise<string> =>
  (await rows("select encode(content_hash, 'hex') as hash from proposals.proposal where id = $1", id))[0]
    .hash;
const confirm = async (id: string, as: TestMember = care.colleague, how: string | null = "safe-contact") =>
  care.request("POST", `/api/proposals/${id}/confirm`, {
    as,
    body: { hash: await hashOf(id), ...(how && { how }) },
  });
const makeCode = (caseId: string, id: string, as: TestMember = care.caseworker) =>
  care.request("POST", `/api/cases/${caseId}/words-resets/${id}/code`, { as });
const aDayLater = (id: string, interval = "24 hours") =>
  rows(
    "update care.words_reset set confirmed_at = confirmed_at - $2::interval, opens_at = opens_at - $2::interval, ends_at = ends_at - $2::interval where id = $1",
    id,
    interval,
  );

const { makeWords, post, take, visit, filesOf } = wordsAt(() => care);

/** Two members stand for it. */
async function begun(why = "lost"): Promise<{ person: TestPerson; caseId: string; id: string }> {
  const person = await care.addPerson();
  const { id: caseId } = await care.openCase(person);
  const asked = await ask(caseId, care.caseworker, why);
  expect(asked.status, asked.text).toBe(201);
  expect((await confirm(asked.body.id)).status).toBe(204);
  return { person, caseId, id: asked.body.id };
}

async function withCode() {
  const reset = await begun();
  await aDayLater(reset.id);
  const { status, body } = await makeCode(reset.caseId, reset.id);
  expect(status).toBe(200);
  return { ...reset, code: body.code as string };
}

describe("new words", () => {
  it("open the file once two members, a day and the person's own browser made them; the old ones end everywhere", async () => {
    const { person, caseId, code } = await withCode();
    const words = await makeWords();
    expect((await take(code, words)).status).toBe(204);
    expect((await take(code, words)).status, "the answer was lost: the same again").toBe(204);

    const begunVisit = await visit(words);
    expect(begunVisit.status).toBe(200);
    const [file] = await filesOf(begunVisit.body.session);
    expect(file.id).toBe(caseId);
    expect(file.wordsResets, "and say that they are new").toMatchObject([
      { endedAt: expect.stringMatching(/Z|\+/) },
    ]);
    // the old ones: no new visit, and the one that was open is over
    expect(await visit(person)).toMatchObject({ status: 401, body: { code: "wrong-words" } });
    expect((await care.request("GET", "/api/my-file", { as: person })).status).toBe(401);
  });

  it("open no old letter: the mailbox stays with the old words, which nobody has any more", async () => {
    const { person, code } = await withCode();
    const words = await makeWords();
    await take(code, words);
    const mailboxes = await rows(
      "select w.ended_at is not null as ended, m.address is not null as has_mailbox, w.person_id is not null as has_file from identity.words w left join door.mailbox m on m.address = w.address where w.signing_key in ($1, $2) order by 1",
      Buffer.from(fromBase64Url(words.body.signingKey, 32)),
      Buffer.from(await (await chooseCurves()).signingPublicKey(person.signingKey)),
    );
    expect(mailboxes).toEqual([
      { ended: false, has_mailbox: false, has_file: true },
      { ended: true, has_mailbox: true, has_file: false },
    ]);
  });

  it("are written down, with both members and whoever handed over the code", async () => {
    const { id, code } = await withCode();
    await take(code, await makeWords());
    const told = await rows("select kind from ledger.entry where content like $1 order by id", `%${id}%`);
    expect(told.map(({ kind }) => kind)).toEqual([
      "proposal.made",
      "proposal.confirmed",
      "words-reset.begun",
      "words-reset.code-made",
      "words-reset.done",
    ]);
  });
});

describe("whoever only says that words were lost", () => {
  // Written by hand: who asks for them, and what is answered.
  it.each<[string, () => TestMember, number]>([
    ["an intake worker of the holder", () => care.intake, 201],
    ["a nurse of the holder", () => care.nurse, 201],
    ["a caseworker whom a part was shared with", () => care.shelter, 403],
    ["a supervisor elsewhere", () => care.shelterSupervisor, 403],
    ["the police", () => care.police, 404],
  ])("%s", async (_who, who, status) => {
    const { id } = await care.openCase(await care.addPerson());
    expect((await ask(id, who())).status).toBe(status);
    expect(await rows("select 1 from care.words_reset where case_id = $1", id), "and nothing yet").toEqual(
      [],
    );
  });

  it("needs two members who each know the person, and one of them twice is one", async () => {
    const { id: caseId } = await care.openCase(await care.addPerson());
    const { id } = (await ask(caseId)).body;
    expect(await confirm(id, care.caseworker)).toMatchObject({ status: 403, body: { code: "proposal-own" } });
    expect(await confirm(id, care.shelter)).toMatchObject({ status: 404 });
    expect(await confirm(id, care.colleague, null)).toMatchObject({
      status: 422,
      body: { code: "proposal-how" },
    });
    expect((await makeCode(caseId, id)).body).toMatchObject({ code: "words-reset-unknown" });
    expect((await ask(caseId, care.nurse)).body).toMatchObject({ code: "words-reset-waits" });
    expect((await confirm(id)).status).toBe(204);
    expect((await ask(caseId, care.nurse)).body).toMatchObject({ code: "words-reset-waits" });
  });

  it("waits a whole day, and then a code is good for one hour, one time and until the next one", async () => {
    const { caseId, id } = await begun();
    await aDayLater(id, "23 hours 59 minutes");
    expect((await makeCode(caseId, id)).body).toMatchObject({ code: "words-reset-early" });
    await aDayLater(id, "1 minute");
    expect((await makeCode(caseId, id, care.shelter)).body).toMatchObject({ code: "holder-only" });
    const first = (await makeCode(caseId, id)).body.code;
    expect(first).toMatch(/^\d{20}$/);
    const second = (await makeCode(caseId, id, care.nurse)).body.code;
    const wrong = { status: 409, body: { code: "words-code" } };
    expect(await take(first, await makeWords()), "void").toMatchObject(wrong);
    await rows("update care.words_reset set code_until = now() where id = $1", id);
    expect(await take(second, await makeWords()), "an hour later").toMatchObject(wrong);
    const third = (await makeCode(caseId, id)).body.code;
    expect((await take(third, await makeWords())).status).toBe(204);
    expect(await take(third, await makeWords()), "once").toMatchObject(wrong);
    expect((await makeCode(caseId, id)).body).toMatchObject({ code: "words-reset-over" });
  });

  it("gets nothing by keys that are not the address's, nor when the case went elsewhere meanwhile", async () => {
    const { code } = await withCode();
    const [one, other] = [await makeWords(), await makeWords()];
    expect((await post("/api/new-words", { code, ...one.body, address: other.address })).body.code).toBe(
      "words-address",
    );
    const { id: caseId } = await care.openCase(await care.addPerson());
    const { id } = (await ask(caseId)).body;
    await rows("update access.case_record set holder_agency_id = $2 where id = $1", caseId, care.shelterId);
    expect(await confirm(id)).toMatchObject({ status: 409, body: { code: "proposal-impossible" } });
  });
});

describe("whoever has the old words, and every member there", () => {
  it("sees that it waits, not by whom, and stops it, also after a code was made", async () => {
    const { person, caseId, id, code } = await withCode();
    const seen = (await care.request("GET", "/api/my-file", { as: person })).body.cases[0].wordsResets;
    expect(seen).toEqual([{ id, saidNo: false, opensAt: expect.any(String), endedAt: null }]);
    const stop = (as: TestPerson) => care.request("POST", `/api/my-file/words-resets/${id}/stop`, { as });
    expect((await stop(await care.addPerson())).status, "another person").toBe(404);
    expect((await stop(person)).status).toBe(204);
    expect((await stop(person)).status, "the same wish twice").toBe(204);
    expect((await take(code, await makeWords())).body).toMatchObject({ code: "words-code" });
    expect((await makeCode(caseId, id)).body).toMatchObject({ code: "words-reset-over" });
    expect((await care.request("GET", "/api/my-file", { as: person })).status).toBe(200);
  });

  it("of the agency that holds the case, and of no other", async () => {
    const { caseId, id } = await begun();
    const stop = (as: TestMember) =>
      care.request("POST", `/api/cases/${caseId}/words-resets/${id}/stop`, { as });
    expect((await stop(care.shelter)).status).toBe(403);
    const restsAs = async (as: TestMember) =>
      (await care.request("GET", `/api/cases/${caseId}/allowed`, { as })).body.wordsResets;
    expect(await restsAs(care.shelter), "party, and told nothing").toEqual([]);
    expect(await restsAs(care.nurse)).toMatchObject([{ metBy: "Ines", confirmedBy: "Marta" }]);
    expect((await stop(care.police)).status).toBe(404);
    expect((await stop(care.nurse)).status).toBe(204);
    expect((await ask(caseId)).status, "and it can be asked for again").toBe(201);
  });

  it("races: of a stop and two browsers with one code, one counts, and the words agree with it", async () => {
    for (let round = 0; round < 4; round++) {
      const { person, id, code } = await withCode();
      const [one, two] = [await makeWords(), await makeWords()];
      const answers = await Promise.all([
        take(code, one),
        care.request("POST", `/api/my-file/words-resets/${id}/stop`, { as: person }),
        take(code, two),
        visit(person),
      ]);
      const [first, stopped, second] = answers.map(({ status }) => status);
      expect([first, stopped, second].filter((status) => status === 204)).toHaveLength(1);
      const live = await rows(
        "select 1 from identity.words_session s join identity.words w on w.address = s.address where s.ended_at is null and w.ended_at is not null",
      );
      expect(live, "no visit of ended words").toEqual([]);
      const works = await visit(person);
      expect(works.status).toBe(stopped === 204 ? 200 : 401);
    }
  }, 60_000);
});

// The same with words that someone else has. Mutants that these must kill: the words read on; a no ends it, or counts for
// nothing; a second no begins the wait again; a code outlives a no; no third is needed, one of the two can be it, one who
// sits with them, or one who is told nothing of the case; it rests for ever; a no is forgotten, so that two members can let
// a file rest week after week.
describe("words that someone else has", () => {
  /** What has passed of every time of it, and of the rest of the words. */
  const later = async (id: string, interval: string) => {
    await rows(
      `update care.words_reset set confirmed_at = confirmed_at - $2::interval, opens_at = opens_at - $2::interval,
         ends_at = ends_at - $2::interval, said_no_at = said_no_at - $2::interval, third_at = third_at - $2::interval
       where id = $1`,
      ...[id, interval],
    );
    await rows(
      `update identity.words w set rests_until = w.rests_until - $2::interval from care.words_reset r
       where r.id = $1 and w.person_id = r.person_id`,
      ...[id, interval],
    );
  };
  const third = (caseId: string, id: string, as: TestMember) =>
    care.request("POST", `/api/cases/${caseId}/words-resets/${id}/third`, { as });
  const sayNo = (person: TestPerson, id: string) =>
    care.request("POST", `/api/my-file/words-resets/${id}/stop`, { as: person });
  const mine = async (person: TestPerson) => (await care.request("GET", "/api/my-file", { as: person })).body;

  type Step = "a day" | "a week" | "a no" | "a third" | "the desk" | "a code";
  // Written by hand: who holds the words is not known to us; what is known is who says what, and when.
  it.each<["lost" | "stolen", Step[], "read" | "rest", string]>([
    ["lost", [], "read", "words-reset-early"],
    ["lost", ["a day"], "read", "made"],
    ["lost", ["a no"], "read", "words-reset-over"],
    ["lost", ["a day", "a code", "the desk"], "read", "words-reset-over"],
    ["stolen", [], "rest", "words-reset-early"],
    ["stolen", ["a day"], "rest", "made"],
    ["stolen", ["the desk"], "read", "words-reset-over"],
    ["stolen", ["a day", "a week", "a week"], "read", "words-reset-over"],
    ["stolen", ["a no"], "rest", "words-reset-third"],
    ["stolen", ["a no", "a day"], "rest", "words-reset-third"],
    ["stolen", ["a no", "the desk"], "read", "words-reset-over"],
    ["stolen", ["a no", ...Array<Step>(6).fill("a day")], "rest", "words-reset-third"],
    ["stolen", ["a no", "a week"], "read", "words-reset-over"],
    ["stolen", ["a day", "a code", "a no"], "rest", "words-reset-third"],
    ["stolen", ["a no", "a third"], "rest", "words-reset-early"],
    ["stolen", ["a no", "a third", "a day"], "rest", "made"],
    ["stolen", ["a no", "a third", "a no", "a day"], "rest", "made"],
    ["stolen", ["a no", "a third", "the desk"], "read", "words-reset-over"],
    ["stolen", ["a no", "a no", "a week"], "read", "words-reset-over"],
    ["stolen", ["a no", "a third", "a week", "a week", "a day"], "read", "words-reset-over"],
  ])("said to be %s, then %j: they %s, and of a code: %s", async (why, steps, words, code) => {
    const { person, caseId, id } = await begun(why);
    let given = "";
    for (const step of steps) {
      if (step === "a day") await later(id, "1 day");
      if (step === "a week") await later(id, "7 days");
      if (step === "a no") expect((await sayNo(person, id)).status).toBe(204);
      if (step === "a third") expect((await third(caseId, id, care.shelter)).status).toBe(204);
      if (step === "a code") given = (await makeCode(caseId, id)).body.code;
      if (step === "the desk") {
        const stopped = await care.request("POST", `/api/cases/${caseId}/words-resets/${id}/stop`, {
          as: care.nurse,
        });
        expect(stopped.status).toBe(204);
      }
    }
    const { cases, resting } = await mine(person);
    const section = await care.request("GET", `/api/my-file/cases/${caseId}/sections/needs-and-risk`, {
      as: person,
    });
    const reads = words === "read";
    expect({ cases: cases.length, resting: resting.length, section: section.status }).toEqual(
      reads ? { cases: 1, resting: 0, section: 200 } : { cases: 0, resting: 1, section: 404 },
    );
    if (given)
      expect(await take(given, await makeWords()), "a code from before").toMatchObject({ status: 409 });
    const made = await makeCode(caseId, id);
    expect(made.status === 200 ? "made" : made.body.code).toBe(code);
    if (made.status === 200) {
      const fresh = await makeWords();
      expect((await take(made.body.code, fresh)).status).toBe(204);
      expect(await filesOf((await visit(fresh)).body.session), "and the new ones read").toHaveLength(1);
      expect((await care.request("GET", "/api/my-file", { as: person })).status).toBe(401);
    }
  });

  it("tell whoever holds them that they rest, by whom and until when, and no name", async () => {
    const { person, id } = await begun("stolen");
    const told = { id, agency: "Open Door", opensAt: expect.any(String), endsAt: expect.any(String) };
    expect((await mine(person)).resting).toEqual([{ ...told, saidNo: false, third: false }]);
    await sayNo(person, id);
    expect((await mine(person)).resting).toEqual([{ ...told, saidNo: true, third: false }]);
    expect((await sayNo(await care.addPerson(), id)).status, "another person").toBe(404);
  });

  it("read no child's file either, and a guardian stays one with the new ones", async () => {
    const { person, caseId, id } = await begun("stolen");
    const child = await care.openCase(await care.addPerson());
    await rows(
      `insert into access.guardianship (case_id, words_address, starts_at)
       select $1, w.address, now() - interval '1 day' from identity.words w
       join access.case_record r on r.person_id = w.person_id where r.id = $2`,
      ...[child.id, caseId],
    );
    expect((await mine(person)).cases).toEqual([]);
    await later(id, "1 day");
    const fresh = await makeWords();
    await take((await makeCode(caseId, id)).body.code, fresh);
    const files = async () => await filesOf((await visit(fresh)).body.session);
    expect((await files()).map((file: { id: string }) => file.id).sort()).toEqual([child.id, caseId].sort());
    await rows("update access.guardianship set conflict = true where case_id = $1", child.id);
    expect(await files(), "but not where interests pull apart").toHaveLength(1);
  });

  // Written by hand: who can be the third, after a no.
  it.each<[string, boolean, () => TestMember | Promise<TestMember>, number]>([
    ["a caseworker whom a part is open to", true, () => care.shelter, 204],
    ["a supervisor there, who works with nobody", true, () => care.shelterSupervisor, 403],
    ["a caseworker there, once nothing is open to them", false, () => care.shelter, 404],
    ["the police", true, () => care.police, 404],
    ["whoever met the person first", true, () => care.caseworker, 403],
    ["whoever knew it too", true, () => care.colleague, 403],
    ["another one beside them", true, () => care.nurse, 403],
    ["another one beside them, where nobody else helps", false, () => care.nurse, 403],
    ["a supervisor beside them", true, supervisor, 403],
    ["a supervisor beside them, where nobody else helps", false, supervisor, 204],
  ])("third, after a no: %s (someone elsewhere helps: %s)", async (_who, elsewhere, who, status) => {
    const { person, caseId, id } = await begun("stolen");
    if (!elsewhere)
      await rows(
        "update access.share set ended_at = now(), ended_because = 'withdrawn' where case_id = $1",
        caseId,
      );
    const as = await who();
    expect((await third(caseId, id, as)).status, "before a no, nobody").toBeGreaterThan(400);
    await sayNo(person, id);
    const stands = await third(caseId, id, as);
    expect(stands.status, stands.text).toBe(status);
    if (status === 204)
      expect((await third(caseId, id, as)).body).toMatchObject({ code: "words-reset-no-third" });
  });

  it("ask for a third where a part is open, without a name, and nobody there before a no", async () => {
    const { person, caseId, id } = await begun("stolen");
    const seen = async () =>
      (await care.request("GET", `/api/cases/${caseId}/allowed`, { as: care.shelter })).body.wordsResets;
    expect(await seen()).toEqual([]);
    await sayNo(person, id);
    expect(await seen()).toMatchObject([{ id, metBy: null, confirmedBy: null, thirdAt: null }]);
    const told = await rows(
      "select kind from ledger.entry where content like $1 order by id desc limit 1",
      `%${id}%`,
    );
    expect(told).toEqual([{ kind: "words-reset.said-no" }]);
  });

  it("rest once in thirty days at most, if a no was said and no third came: two members cannot close a file for long", async () => {
    const { person, caseId, id } = await begun("stolen");
    await sayNo(person, id);
    await later(id, "9 days");
    const again = (await ask(caseId, care.nurse, "stolen")).body.id;
    expect((await confirm(again)).status).toBe(204);
    const { cases, resting } = await mine(person);
    expect(resting).toEqual([]);
    expect(cases[0].wordsResets).toMatchObject([{ id: again, saidNo: true }]);
    await later(again, "1 day");
    expect((await makeCode(caseId, again)).body).toMatchObject({ code: "words-reset-third" });
    expect((await third(caseId, again, care.shelter)).status).toBe(204);
    expect((await mine(person)).resting, "with a third they rest").toMatchObject([{ third: true }]);
  });

  async function supervisor(): Promise<TestMember> {
    return care.house.addMember({ agencyId: care.ngoId, name: "Sol", roles: ["supervisor"] });
  }
});

describe("smuggled SQL", () => {
  it.each([
    ["leeward_member", "begins no reset", "select care.begin_words_reset(p) from proposals.proposal p"],
    ["leeward_member", "takes no words", "select care.take_new_words('\\x00', '\\x00', '\\x00', '\\x00')"],
    ["leeward_member", "reads no code", "select code_hash from care.words_reset"],
    ["leeward_person", "lets no words rest", "select care.rest_words(gen_random_uuid(), now())"],
    ["leeward_member", "wakes none", "select care.rest_words(gen_random_uuid(), null)"],
    ["leeward_person", "sees no third", "select third_by from care.words_reset"],
    ["leeward_person", "sees no member", "select met_by from care.words_reset"],
    ["leeward_visitor", "reads none", "select id from care.words_reset"],
  ])("%s %s", async (role, _what, text) => {
    await care.house.owner.query("begin");
    await care.house.owner.query(`set local role ${role}`);
    await expect(care.house.owner.query(text)).rejects.toThrow(/permission denied/);
    await care.house.owner.query("rollback");
  });
});
