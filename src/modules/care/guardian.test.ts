import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerIdentity } from "../../core/identity/index.ts";
import { mailboxAddress } from "../../core/identity/words/mailbox.ts";
import { signChallenge } from "../../core/identity/words/statements.ts";
import { chooseCurves } from "../../core/keys/curves.ts";
import { fromBase64Url, toBase64Url } from "../../core/keys/index.ts";
import { makeSealKeys } from "../../core/keys/seal.ts";
import { type TestMember, testRandom } from "../../core/testing.ts";
import { type TestCare, type TestPerson, testCare } from "./testing.ts";

// A child's guardian, named by two, with words of their own. In the stories below whoever exploited the child wants to be the
// guardian, or is. Mutants that these must kill: a conflict is no refusal; an adult gets one; one member is enough, or one who
// is suspended since; a second guardian is named beside the first; a code works twice, after an hour, after another one, after
// the end; who is in a conflict reads on; the child sees which members, or who ended it and why; another agency learns of it.

let care: TestCare;
beforeAll(async () => {
  care = await testCare();
  registerIdentity(care.house.app, care.house.house);
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const SAID = {
  proof: "order",
  reference: "Family Court 7/26",
  isInvolved: false,
  checked: ["child-asked", "authority-asked"],
  startsAt: null,
};
const name = (caseId: string, as: TestMember = care.caseworker, said: object = {}) =>
  care.request("POST", `/api/cases/${caseId}/guardians`, { as, body: { ...SAID, ...said } });
const confirm = async (id: string, as: TestMember = care.colleague) => {
  const found = await rows(
    "select encode(content_hash, 'hex') as hash from proposals.proposal where id = $1",
    id,
  );
  return care.request("POST", `/api/proposals/${id}/confirm`, { as, body: { hash: found[0].hash } });
};
const makeCode = (caseId: string, id: string, as: TestMember = care.caseworker) =>
  care.request("POST", `/api/cases/${caseId}/guardians/${id}/code`, { as });
const end = (caseId: string, id: string, why = "involved", as: TestMember = care.nurse) =>
  care.request("POST", `/api/cases/${caseId}/guardians/${id}/end`, { as, body: { why } });
const guardiansFor = async (caseId: string, as: TestMember = care.caseworker) =>
  (await care.request("GET", `/api/cases/${caseId}/allowed`, { as })).body.guardians;
const mine = async (as: TestPerson) => (await care.request("GET", "/api/my-file", { as })).body.cases;

/** A case of a child, opened for someone who came with words of their own. */
async function childsCase(ageBand = "9-17"): Promise<{ child: TestPerson; caseId: string }> {
  const child = await care.addPerson();
  const { id: caseId } = await care.openCase(child);
  await rows("update care.case_file set age_band = $2 where id = $1", caseId, ageBand);
  for (const table of ["care.step", "care.journey"])
    await rows(`delete from ${table} where case_id = $1`, caseId);
  return { child, caseId };
}

/** What the guardian's browser would make: public halves, and a way to begin a visit. */
async function makeWords() {
  const reading = await makeSealKeys(testRandom);
  const signingKey = testRandom(32);
  const signing = await (await chooseCurves()).signingPublicKey(signingKey);
  const address = mailboxAddress({ readingKey: reading.publicKey, signingKey: signing });
  return {
    address,
    signingKey,
    body: { address, readingKey: toBase64Url(reading.publicKey), signingKey: toBase64Url(signing) },
  };
}
type Words = Awaited<ReturnType<typeof makeWords>>;
const nobody = () => ({ host: new URL(care.house.origin).host, origin: care.house.origin });
const post = async (url: string, payload: object) => {
  const answer = await care.house.app.inject({ method: "POST", url, headers: nobody(), payload });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
};
const take = (code: string, words: Words) => post("/api/new-words", { code, ...words.body });
async function visit(words: Words) {
  const { nonce } = (await post("/api/words/challenge", { address: words.address })).body;
  const signature = await signChallenge(words.signingKey, {
    purpose: "begin-visit",
    address: words.address,
    nonce: fromBase64Url(nonce, 32),
  });
  const { session } = (await post("/api/words/session", { address: words.address, nonce, signature })).body;
  return async (url: string) => {
    const headers = { ...nobody(), authorization: `Words ${session}` };
    const answer = await care.house.app.inject({ method: "GET", url, headers });
    return { status: answer.statusCode, body: answer.json() };
  };
}

/** Two members named one. */
async function named(said: object = {}) {
  const { child, caseId } = await childsCase();
  const asked = await name(caseId, care.caseworker, said);
  expect(asked.status, asked.text).toBe(201);
  expect((await confirm(asked.body.id)).status).toBe(204);
  return { child, caseId, id: asked.body.id as string };
}

/** One who has words, and a visit that is open. */
async function reading(said: object = {}) {
  const naming = await named(said);
  const code: string = (await makeCode(naming.caseId, naming.id)).body.code;
  const words = await makeWords();
  expect((await take(code, words)).status).toBe(204);
  return { ...naming, code, words, ask: await visit(words) };
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
/** Says yes in a child's place, at the desk, to what the shelter may read for support. */
async function sayYes(caseId: string, said: object = {}) {
  const terms = {
    ...{ recipientAgencyId: care.shelterId, purpose: "support", categories: ["account"], language: "en" },
    until: inDays(60),
  };
  const asked = { as: care.caseworker, body: terms };
  const { text } = (await care.request("POST", `/api/cases/${caseId}/consents/sentence`, asked)).body;
  const body = { ...terms, text, by: "guardian", assent: "given", readAloud: true, interpretedInto: null };
  return care.request("POST", `/api/cases/${caseId}/consents`, {
    as: care.caseworker,
    body: { ...body, ...said },
  });
}
/** Yeses of this case by whoever gave them, and whether they stand. */
const yeses = async (caseId: string) =>
  (
    await rows(
      "select id, given_by as by, withdrawn_at is null as stands from access.consent where case_id = $1 and given_in_person_to is not null order by given_at",
      caseId,
    )
  ).map(({ by, stands }) => [by, stands]);

describe("a guardian's yes", () => {
  it("is nobody's of an adult, nor of a child whose guardian two members did not name", async () => {
    const grown = await care.openCase(await care.addPerson());
    expect((await sayYes(grown.id)).body.code).toBe("consent-of-an-adult");
    const { caseId } = await childsCase();
    expect((await sayYes(caseId)).body.code).toBe("consent-no-guardian");
    const asked = await name(caseId);
    expect((await sayYes(caseId)).body.code, "one member is not enough").toBe("consent-no-guardian");
    await confirm(asked.body.id);
    expect((await sayYes(caseId, { assent: null })).body.code, "nor without the child").toBe(
      "consent-assent",
    );
    expect(await yeses(caseId), "and the rows hold none of them").toEqual([]);
    expect((await sayYes(caseId)).status).toBe(201);
    expect(await yeses(caseId)).toEqual([["guardian", true]]);
  });

  it("is told to the child with their own answer", async () => {
    const { child, caseId } = await named();
    await sayYes(caseId, { assent: "too-young" });
    expect((await mine(child))[0].consents).toContainEqual(
      expect.objectContaining({ givenBy: "guardian", assent: "too-young" }),
    );
  });

  it.each(["involved", "interest"])(
    "ends with them where they are found in a conflict (%s), and what is shared on it; the child's own stands",
    async (why) => {
      const { caseId, id } = await named();
      const { body } = await sayYes(caseId);
      await sayYes(caseId, { by: "person", assent: null });
      const shared = await care.request("POST", `/api/cases/${caseId}/shares`, {
        ...{ as: care.caseworker, purpose: "support" },
        body: {
          ...{ category: "account", agencyId: care.shelterId, purpose: "support", consentId: body.id },
          ...{ protocolId: care.protocolId, until: inDays(30) },
        },
      });
      expect(shared.status, shared.text).toBe(201);
      expect((await end(caseId, id, why)).status).toBe(204);
      expect(await yeses(caseId)).toEqual([
        ["guardian", false],
        ["person", true],
      ]);
      expect(
        await rows(
          "select ended_because as why from access.share where consent_id = $1 and ended_at is not null",
          body.id,
        ),
      ).toEqual([{ why: "withdrawn" }]);
      const told = await rows(
        "select from ledger.entry where case_id = $1 and kind = 'consent.withdrawn'",
        caseId,
      );
      expect(told).toHaveLength(1);
      expect((await sayYes(caseId)).body.code, "and nobody says yes in their place").toBe(
        "consent-no-guardian",
      );
    },
  );

  it("stands until it is looked at again where they are the guardian no more, or lost their words", async () => {
    for (const why of ["over", "words"]) {
      const { caseId, id } = await named();
      await sayYes(caseId);
      expect((await end(caseId, id, why)).status).toBe(204);
      expect(await yeses(caseId), why).toEqual([["guardian", true]]);
    }
  });

  it("ends where a step of the journey finds the conflict, with theirs alone: not with one of another before them", async () => {
    const { caseId, id } = await named();
    await sayYes(caseId);
    await end(caseId, id, "over");
    const next = await name(caseId);
    await confirm(next.body.id);
    await sayYes(caseId);
    const { revision } = (await care.request("GET", `/api/cases/${caseId}/journey`, { as: care.caseworker }))
      .body;
    const step = {
      step: "find-guardian-conflict",
      revision,
      recorded: ["guardian-in-conflict"],
      language: null,
    };
    const taken = await care.request("POST", `/api/cases/${caseId}/steps`, {
      ...{ as: care.caseworker, purpose: "support" },
      body: step,
    });
    expect(taken.status, taken.text).toBeLessThan(300);
    expect(await yeses(caseId)).toEqual([
      ["guardian", true],
      ["guardian", false],
    ]);
  });
});

describe("a guardian", () => {
  it("is named by two, makes words with a code, and reads what the child reads: never the contact", async () => {
    const { child, caseId, id, ask } = await reading();
    const { body } = await ask("/api/my-file");
    expect(body.cases.map((file: { id: string }) => file.id)).toEqual([caseId]);
    expect(body.cases[0].guardians, "nor who was one before").toEqual([]);
    const section = (category: string) => ask(`/api/my-file/cases/${caseId}/sections/${category}`);
    expect((await section("needs-and-risk")).body.document).toMatchObject({
      wants: "To sleep without the light.",
    });
    expect((await section("contact")).status).toBe(403);
    // the child sees that someone reads along, and that they looked; no member's name
    const [file] = await mine(child);
    expect(file.guardians).toEqual([{ id, namedAt: expect.any(String), endedAt: null }]);
    expect(file.hasGuardian).toBe(true);
    expect(file.looks).toContainEqual(expect.objectContaining({ clause: "guardian", agency: null }));
    for (const member of ["Ines", "Marta"]) expect(JSON.stringify(file.guardians)).not.toContain(member);
  });

  it("is written down, with both members and whoever handed over the code and ended it; in no entry words or an address", async () => {
    const { caseId, id, words } = await reading();
    expect((await end(caseId, id)).status).toBe(204);
    const told = await rows(
      "select kind, content from ledger.entry where content like $1 order by id",
      `%${id}%`,
    );
    expect(told.map(({ kind }) => kind)).toEqual([
      "proposal.made",
      "proposal.confirmed",
      "guardian.named",
      "guardian.code-made",
      "guardian.has-words",
      "guardian.ended",
    ]);
    expect(JSON.stringify(told)).not.toContain(words.address);
    const notices = await rows(
      "select type from events.domain_event where subject ->> 'caseId' = $1",
      caseId,
    );
    for (const type of ["guardian.named", "guardian.has-words", "guardian.ended"])
      expect(notices).toContainEqual({ type });
  });

  it("who begins on a later day reads nothing before it", async () => {
    const startsAt = new Date(care.house.house.now().getTime() + 3 * 86_400_000).toISOString();
    const { caseId, ask } = await reading({ startsAt });
    expect((await ask("/api/my-file")).body.cases).toEqual([]);
    await rows("update access.guardianship set starts_at = now() where case_id = $1", caseId);
    expect((await ask("/api/my-file")).body.cases).toHaveLength(1);
  });
});

describe("whoever says that they are the guardian", () => {
  // Written by hand: who names one, and what is answered.
  it.each<[string, () => TestMember, number, string | null]>([
    ["an intake worker of the holder", () => care.intake, 201, null],
    ["a nurse of the holder", () => care.nurse, 201, null],
    ["a caseworker whom a part was shared with", () => care.shelter, 403, "holder-only"],
    ["a supervisor elsewhere", () => care.shelterSupervisor, 403, "holder-only"],
    ["the police", () => care.police, 404, "not-found"],
  ])("through %s", async (_who, who, status, code) => {
    const { caseId } = await childsCase();
    const answer = await name(caseId, who());
    expect(answer.status, answer.text).toBe(status);
    if (code) expect(answer.body.code).toBe(code);
    expect(
      await rows("select from care.guardian_naming where case_id = $1", caseId),
      "and nothing yet",
    ).toEqual([]);
  });

  // Written by hand: what is said of them, and what is answered.
  it.each<[string, string, object, number, string | null]>([
    [
      "is the suspect, named in the account, or of an agency that is party",
      "9-17",
      { isInvolved: true },
      409,
      "guardian-conflict",
    ],
    ["speaks for a grown person", "25-34", {}, 409, "guardian-adult"],
    ["speaks for someone whose age nobody knows", "unknown", {}, 201, null],
    ["shows an order without a number", "9-17", { reference: null }, 422, "guardian-reference"],
    ["shows no order, but a number", "9-17", { proof: "in-person" }, 422, "guardian-reference"],
    ["was met, and shows no order", "0-8", { proof: "in-person", reference: null }, 201, null],
    ["begins in half a year", "9-17", { startsAt: "2099-01-01T00:00:00Z" }, 422, "guardian-start"],
    ["was looked into by nobody", "9-17", { checked: [] }, 400, null],
  ])("and %s", async (_what, ageBand, said, status, code) => {
    const { caseId } = await childsCase(ageBand);
    const answer = await name(caseId, care.caseworker, said);
    expect(answer.status, answer.text).toBe(status);
    if (code) expect(answer.body.code).toBe(code);
    expect(await rows("select from proposals.proposal where case_id = $1", caseId)).toHaveLength(
      status === 201 ? 1 : 0,
    );
  });

  it("needs two members: one twice is one, and who was suspended since is none", async () => {
    const { caseId } = await childsCase();
    const { id } = (await name(caseId)).body;
    expect(await confirm(id, care.caseworker)).toMatchObject({ status: 403, body: { code: "proposal-own" } });
    expect(await confirm(id, care.shelter)).toMatchObject({ status: 404 });
    expect((await makeCode(caseId, id)).body).toMatchObject({ code: "guardian-unknown" });
    expect((await name(caseId, care.nurse)).body).toMatchObject({ code: "guardian-waits" });

    const other = await childsCase();
    const leaver = await care.house.addMember({
      agencyId: care.ngoId,
      name: "Timo",
      roles: ["caseworker"],
    });
    const waiting = (await name(other.caseId, leaver)).body.id;
    await rows("update identity.member set status = 'suspended' where id = $1", leaver.id);
    expect((await confirm(waiting)).body).toMatchObject({ code: "proposal-over" });
    expect((await name(other.caseId)).status, "it can be said again").toBe(201);
  });

  it("cannot be put beside one who is there, nor in a case that went elsewhere or whose person is found to be grown up", async () => {
    const { caseId } = await named();
    expect((await name(caseId)).body).toMatchObject({ code: "guardian-one" });
    for (const meanwhile of [
      "update access.case_record set holder_agency_id = $2 where id = $1",
      "update care.case_file set age_band = '18-24' where id = $1 and $2::uuid is not null",
    ]) {
      const { caseId: another } = await childsCase();
      const { id } = (await name(another)).body;
      await rows(meanwhile, another, care.shelterId);
      expect(await confirm(id)).toMatchObject({ status: 409, body: { code: "proposal-impossible" } });
    }
  });
});

describe("a guardian's code", () => {
  it("is good for one hour, one time and until the next one, and made where the case is held", async () => {
    const { caseId, id } = await named();
    expect((await makeCode(caseId, id, care.shelter)).body).toMatchObject({ code: "holder-only" });
    expect((await makeCode(caseId, id, care.police)).status).toBe(404);
    const first = (await makeCode(caseId, id)).body.code;
    expect(first).toMatch(/^\d{20}$/);
    const second = (await makeCode(caseId, id, care.nurse)).body.code;
    const wrong = { status: 409, body: { code: "words-code" } };
    expect(await take(first, await makeWords()), "void").toMatchObject(wrong);
    await rows("update care.guardian_naming set code_until = now() where id = $1", id);
    expect(await take(second, await makeWords()), "an hour later").toMatchObject(wrong);
    const third = (await makeCode(caseId, id)).body.code;
    const words = await makeWords();
    expect((await take(third, words)).status).toBe(204);
    expect((await take(third, words)).status, "the answer was lost: the same again").toBe(204);
    expect(await take(third, await makeWords()), "once").toMatchObject(wrong);
    expect((await makeCode(caseId, id)).body).toMatchObject({ code: "guardian-over" });
    expect(await rows("select from access.guardianship where case_id = $1", caseId)).toHaveLength(1);
  });

  it("opens nothing after an end, or fifteen days in which nobody came for it; then another one can be named", async () => {
    const { caseId, id } = await named();
    const { code } = (await makeCode(caseId, id)).body;
    expect((await end(caseId, id, "over")).status).toBe(204);
    expect((await take(code, await makeWords())).body).toMatchObject({ code: "words-code" });
    const late = (await name(caseId)).body.id;
    expect((await confirm(late)).status).toBe(204);
    await rows(
      "update care.guardian_naming set confirmed_at = now() - interval '15 days', ends_at = now() where id = $1",
      late,
    );
    expect((await makeCode(caseId, late)).body).toMatchObject({ code: "guardian-over" });
    expect((await name(caseId)).status).toBe(201);
  });

  it("of two browsers with it at once counts for one", async () => {
    const { caseId, id } = await named();
    const { code } = (await makeCode(caseId, id)).body;
    const answers = await Promise.all([take(code, await makeWords()), take(code, await makeWords())]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });
});

describe("a guardian who turns out to be involved", () => {
  it.each(["involved", "interest"])(
    "(%s) sees nothing from the next request on, and comes back only through two",
    async (why) => {
      const { child, caseId, id, ask } = await reading();
      expect((await ask("/api/my-file")).body.cases).toHaveLength(1);
      expect((await end(caseId, id, why, care.shelter)).body).toMatchObject({ code: "holder-only" });
      expect((await end(caseId, id, why, care.police)).status).toBe(404);
      expect((await end(caseId, id, why)).status).toBe(204);
      expect((await end(caseId, id, why)).status, "the same wish twice").toBe(204);

      expect((await ask("/api/my-file")).body.cases).toEqual([]);
      expect((await ask(`/api/my-file/cases/${caseId}/sections/needs-and-risk`)).status).toBe(404);
      expect(
        await rows(
          "select conflict, ended_at is not null as over from access.guardianship where case_id = $1",
          caseId,
        ),
      ).toEqual([{ conflict: true, over: true }]);
      // the child sees that it is over, not why nor by whom; the desk sees both
      const [file] = await mine(child);
      expect(file.guardians).toEqual([{ id, namedAt: expect.any(String), endedAt: expect.any(String) }]);
      expect(file.hasGuardian).toBe(false);
      expect(await guardiansFor(caseId)).toMatchObject([
        { endedWhy: why, namedBy: "Ines", confirmedBy: "Marta" },
      ]);
      expect((await makeCode(caseId, id)).body).toMatchObject({ code: "guardian-over" });
      const again = (await name(caseId)).body.id;
      expect((await confirm(again)).status).toBe(204);
      expect((await ask("/api/my-file")).body.cases, "and by new words alone").toEqual([]);
    },
  );

  const writeNeeds = (caseId: string, match: string, document: object) =>
    care.request("PUT", `/api/cases/${caseId}/sections/needs-and-risk`, {
      ...{ as: care.caseworker, purpose: "support", match, body: { document, resolves: [] } },
    });
  const runsFor = async (caseId: string) =>
    (await rows("select what from care.clock where case_id = $1 and done_at is null", caseId)).map(
      ({ what }) => what,
    );

  it("is none from the moment in which it is written in Needs and risk, and the clock for another begins; the next is another", async () => {
    const { caseId, ask } = await reading();
    expect(await runsFor(caseId)).not.toContain("guardian");
    const checking = { guardian: "relative", guardianConflict: "being-checked" };
    expect((await writeNeeds(caseId, '"v1"', checking)).status).toBe(200);
    expect((await ask("/api/my-file")).body.cases, "while it is looked into they read on").toHaveLength(1);
    // Beside another version it changes nothing yet.
    const found = { ...checking, guardianConflict: "found" };
    expect((await writeNeeds(caseId, '"v1"', found)).body.code).toBe("section-conflict");
    expect((await ask("/api/my-file")).body.cases).toHaveLength(1);

    expect((await writeNeeds(caseId, '"v2"', found)).status).toBe(200);
    expect((await ask("/api/my-file")).body.cases).toEqual([]);
    expect(
      await rows(
        "select conflict, ended_at is not null as over from access.guardianship where case_id = $1",
        caseId,
      ),
    ).toEqual([{ conflict: true, over: true }]);
    expect(await guardiansFor(caseId)).toMatchObject([{ endedWhy: "involved" }]);
    const [last] = await rows(
      `select s.code, m.display_name as by from care.step s join identity.member m on m.id = s.taken_by
       where s.case_id = $1 order by s.revision desc limit 1`,
      caseId,
    );
    expect(last).toEqual({ code: "find-guardian-conflict", by: "Ines" });
    expect(await runsFor(caseId)).toContain("guardian");

    // Two members name another; what was found of the one before is no word on them, however often it is saved.
    const { id: another } = (await name(caseId)).body;
    expect((await confirm(another)).status).toBe(204);
    expect((await writeNeeds(caseId, '"v4"', { ...found, plan: "A home." })).status).toBe(200);
    expect((await guardiansFor(caseId))[0]).toMatchObject({ id: another, endedAt: null });
    expect((await writeNeeds(caseId, '"v5"', checking)).status).toBe(200);
    expect((await writeNeeds(caseId, '"v6"', found)).status).toBe(200);
    expect((await guardiansFor(caseId))[0]).toMatchObject({ id: another, endedWhy: "involved" });
  });

  it("writes nothing down where it is found and nobody was named", async () => {
    const { caseId } = await childsCase();
    expect((await writeNeeds(caseId, '"v1"', { guardianConflict: "found" })).status).toBe(200);
    expect(await rows("select code from care.step where case_id = $1", caseId)).toEqual([]);
  });

  it("whose words are in other hands reads no more, without a conflict", async () => {
    const { caseId, id, ask } = await reading();
    expect((await end(caseId, id, "words")).status).toBe(204);
    expect((await ask("/api/my-file")).body.cases).toEqual([]);
    expect(await rows("select conflict from access.guardianship where case_id = $1", caseId)).toEqual([
      { conflict: false },
    ]);
  });

  it("takes the wish to end them along: it does not wait to end the next one", async () => {
    const { child, caseId, id } = await reading();
    const wish = await care.request("POST", `/api/my-file/cases/${caseId}/wishes`, {
      as: child,
      body: { what: "end-guardian" },
    });
    expect(wish.status, wish.text).toBe(201);
    expect((await end(caseId, id)).status).toBe(204);
    expect((await mine(child))[0].wishes).toEqual([]);
  });

  it("is over for the desk too where a wish ended it, or a step found the conflict", async () => {
    for (const [change, why] of [
      ["ended_at = now()", "wish"],
      ["conflict = true", "involved"],
    ]) {
      const { caseId } = await reading();
      await rows(`update access.guardianship set ${change} where case_id = $1`, caseId);
      expect(await guardiansFor(caseId)).toMatchObject([{ endedWhy: why }]);
      expect((await name(caseId)).status).toBe(201);
    }
  });
});

describe("an agency that does not hold the case", () => {
  it("learns nothing of a guardian", async () => {
    const { caseId, id } = await named();
    expect(await guardiansFor(caseId, care.shelter)).toEqual([]);
    expect((await end(caseId, id, "over", care.police)).status).toBe(404);
    expect((await care.request("GET", `/api/cases/${caseId}/allowed`, { as: care.police })).status).toBe(404);
  });
});

describe("smuggled SQL", () => {
  it.each([
    ["leeward_member", "names none alone", "select care.name_guardian(p) from proposals.proposal p"],
    [
      "leeward_member",
      "takes no words",
      "select care.take_guardian_words('\\x00', '\\x00', '\\x00', '\\x00')",
    ],
    [
      "leeward_visitor",
      "takes none past the one way",
      "select care.take_guardian_words('\\x00', '\\x00', '\\x00', '\\x00')",
    ],
    ["leeward_member", "reads no code", "select code_hash from care.guardian_naming"],
    ["leeward_member", "reads no address", "select words_address from care.guardian_naming"],
    [
      "leeward_member",
      "writes none",
      "insert into access.guardianship values (gen_random_uuid(), '\\x00', false, now())",
    ],
    ["leeward_person", "ends none", "select care.end_guardian(gen_random_uuid(), 'over')"],
    ["leeward_person", "sees no member", "select named_by from care.guardian_naming"],
    ["leeward_person", "sees no reason", "select ended_why from care.guardian_naming"],
    ["leeward_visitor", "reads none", "select id from care.guardian_naming"],
  ])("%s %s", async (role, _what, text) => {
    await care.house.owner.query("begin");
    await care.house.owner.query(`set local role ${role}`);
    await expect(care.house.owner.query(text)).rejects.toThrow(/permission denied/);
    await care.house.owner.query("rollback");
  });
});
