import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asMember } from "../../core/access/context.ts";
import { fromBase32 } from "../../core/keys/index.ts";
import type { TestMember } from "../../core/testing.ts";
import type { Journey } from "./journey/shape.ts";
import { type TestCare, type TestPerson, testCare } from "./testing.ts";

/** A no about someone takes two trained members and reasons that the person can read: at the routes, and behind them. */

let care: TestCare;
let first: TestMember;
let second: TestMember;
let person: TestPerson;
let caseId: string;
beforeAll(async () => {
  care = await testCare();
  const add = (name: string) =>
    care.house.addMember({ agencyId: care.ngoId, name, roles: ["decision-maker", "caseworker"] });
  [first, second] = [await add("Dana"), await add("Emil")];
});
beforeEach(async () => {
  for (const member of [first, second]) await train(member, "3 days");
  person = await care.addPerson();
  caseId = (await care.openCase(person)).id;
  version = 0;
  await take("screen", ["indicators", "age-adult"], first);
  await take("refer", ["consent"], first);
  await take("accept-referral", [], first);
});
afterAll(() => care.stop());

const train = (member: TestMember, until: string) =>
  care.house.owner.query(
    "update identity.member set training_valid_until = (now() at time zone 'utc')::date + $2::interval where id = $1",
    [member.id, until],
  );
const look = async () =>
  (await care.request("GET", `/api/cases/${caseId}/journey`, { as: first })).body as {
    revision: number;
    state: string;
    language: string | null;
  };
async function answer(step: string, recorded: string[], as: TestMember, language: string | null = null) {
  const { revision } = await look();
  return care.request("POST", `/api/cases/${caseId}/steps`, {
    as,
    body: {
      step,
      recorded,
      revision,
      language,
      consentId: step === "refer" ? await care.yesOf(caseId) : null,
    },
  });
}
async function take(step: string, recorded: string[], as: TestMember, language: string | null = null) {
  const taken = await answer(step, recorded, as, language);
  expect(taken.status, `${step}: ${taken.text}`).toBe(200);
}
/** The status of the case, written anew. */
let version = 0;
async function writeStatus(document: Record<string, string>): Promise<void> {
  const answer = await care.request("PUT", `/api/cases/${caseId}/sections/status`, {
    ...{ as: first, purpose: "decision", match: `"v${version++}"` },
    body: { document, resolves: [] },
  });
  expect(answer.status, answer.text).toBe(200);
}
const ASKED = { evidenceAsked: "Where the money went." };
const reasonsIn = (language: string) => ({
  ...ASKED,
  reasons: "The papers say otherwise.",
  reasonsIn: language,
});
const propose = async () => {
  await writeStatus(reasonsIn("ti"));
  await take("ask-for-evidence", ["evidence-asked"], first);
  await take("answer-evidence", ["evidence-answered"], first);
  await take("propose-negative", ["reasons"], first, "ti");
};
const lacks = (body: { lacks: { code: string }[] }) => body.lacks.map(({ code }) => code);

describe("a no", () => {
  it("is proposed by one and confirmed by another, in the language that the person named; then support goes on", async () => {
    await propose();
    const confirm = ["reasons", "papers-to-person"];
    expect(lacks((await answer("confirm-negative", confirm, first, "ti")).body)).toEqual(["same-reviewer"]);
    expect(lacks((await answer("confirm-negative", confirm, second, "en")).body)).toEqual([
      "not-their-language",
    ]);
    await take("name-language", ["language"], second, "ar");
    expect(await look()).toMatchObject({ language: "ar", state: "reasonable-grounds" });
    const { rows } = await care.house.owner.query("select language from care.case_file where id = $1", [
      caseId,
    ]);
    expect(rows, "lists and counts say it too").toEqual([{ language: "ar" }]);
    expect(lacks((await answer("confirm-negative", confirm, second, "ti")).body)).toEqual([
      "reasons-not-written",
      "not-their-language",
    ]);
    const forced = [...confirm, "language"];
    expect(lacks((await answer("confirm-negative", forced, second, "en")).body)).toContain(
      "not-of-this-step",
    );
    // They read another language since: the reasons are written anew before it is a no.
    expect(lacks((await answer("confirm-negative", confirm, second, "ar")).body)).toEqual([
      "reasons-not-written",
    ]);
    await writeStatus(reasonsIn("ar"));
    await take("confirm-negative", confirm, second, "ar");
    expect((await look()).state).toBe("early-support");
  });

  it("asks for what stands in the person's status, and is neither proposed nor confirmed while no reasons stand there", async () => {
    expect(lacks((await answer("ask-for-evidence", ["evidence-asked"], first)).body)).toEqual([
      "evidence-not-written",
    ]);
    await writeStatus({ evidenceAsked: "   \n" });
    expect(lacks((await answer("ask-for-evidence", ["evidence-asked"], first)).body)).toEqual([
      "evidence-not-written",
    ]);
    await writeStatus(ASKED);
    await take("ask-for-evidence", ["evidence-asked"], first);
    await take("answer-evidence", ["evidence-answered"], first);
    for (const status of [{ ...ASKED, reasonsIn: "ti" }, { ...ASKED, reasons: "No." }, reasonsIn("en")]) {
      await writeStatus(status);
      expect(lacks((await answer("propose-negative", ["reasons"], first, "ti")).body)).toEqual([
        "reasons-not-written",
      ]);
    }
    await writeStatus(reasonsIn("ti"));
    await take("propose-negative", ["reasons"], first, "ti");
    await writeStatus(ASKED);
    const confirm = ["reasons", "papers-to-person"];
    expect(lacks((await answer("confirm-negative", confirm, second, "ti")).body)).toEqual([
      "reasons-not-written",
    ]);
    await writeStatus(reasonsIn("ti"));
    await take("confirm-negative", confirm, second, "ti");
    const read = await care.request("GET", `/api/my-file/cases/${caseId}/sections/status`, { as: person });
    expect(read.body.document, "and the person reads both").toMatchObject(reasonsIn("ti"));
  });

  it("asks in which language the person reads where nobody has asked, before anything", async () => {
    await care.house.owner.query("update care.case_file set language = null where id = $1", [caseId]);
    await care.house.owner.query(
      `update care.journey set standing = standing || '{"language": null}' where case_id = $1`,
      [caseId],
    );
    await writeStatus(reasonsIn("am"));
    await take("ask-for-evidence", ["evidence-asked"], first);
    await take("answer-evidence", ["evidence-answered"], first);
    expect(lacks((await answer("propose-negative", ["reasons"], first, "en")).body)).toEqual([
      "not-their-language",
    ]);
    expect(lacks((await answer("name-language", ["language"], first)).body)).toEqual(["no-language"]);
    await take("name-language", ["language"], first, "am");
    await take("propose-negative", ["reasons"], first, "am");
  });

  it("waits for what was asked, and the person answers that in their own file; a closed file they open again", async () => {
    const own = async () =>
      (await care.request("GET", `/api/my-file/cases/${caseId}/steps`, { as: person })).body as {
        revision: number;
        open: string[];
      };
    const takeOwn = async (step: string) =>
      care.request("POST", `/api/my-file/cases/${caseId}/steps`, {
        as: person,
        body: { step, revision: (await own()).revision },
      });
    expect((await own()).open, "nobody has asked").not.toContain("answer-evidence");
    await writeStatus(reasonsIn("ti"));
    await take("ask-for-evidence", ["evidence-asked"], first);
    expect(lacks((await answer("propose-negative", ["reasons"], first, "ti")).body)).toContain(
      "evidence-awaited",
    );
    expect((await own()).open).toContain("answer-evidence");
    expect((await takeOwn("answer-evidence")).status).toBe(200);
    expect((await own()).open, "once").not.toContain("answer-evidence");
    await take("propose-negative", ["reasons"], first, "ti");
    for (const table of ["care.step", "care.journey"])
      await care.house.owner.query(`delete from ${table} where case_id = $1`, [caseId]);
    await care.house.owner.query("update care.case_file set state = 'closed' where id = $1", [caseId]);
    expect((await own()).open).toContain("reopen");
    expect(await takeOwn("reopen")).toMatchObject({ status: 200, body: { state: "reopened" } });
    const { rows } = await care.house.owner.query(
      "select role, taken_by as by from care.step where case_id = $1 and code = 'reopen'",
      [caseId],
    );
    expect(rows).toEqual([{ role: "person", by: null }]);
  });

  it("of someone who went away and is back needs no training to write down; deciding does", async () => {
    await take("go-missing", ["last-seen"], second);
    await train(second, "-1 day");
    await take("come-back", [], second);
    expect((await look()).state).toBe("reasonable-grounds");
    for (const [step, recorded] of [
      ["find-reasonable-grounds", ["grounds", "papers-to-person"]],
      ["propose-negative", ["reasons"]],
    ] as const) {
      expect(await answer(step, [...recorded], second, "ti"), step).toMatchObject({
        status: 403,
        body: { code: "training-ended" },
      });
    }
  });
});

describe("a guardian", () => {
  it("who is or may be involved is refused; who turns out to be loses the child's file at once", async () => {
    const child = await care.addPerson();
    caseId = (await care.openCase(child)).id;
    await take("screen", ["indicators", "age-child"], first);
    const guardian = await care.addPerson();
    const files = async () =>
      (await care.request("GET", "/api/my-file", { as: guardian })).body.cases.length as number;
    const name = (isInvolved: boolean) =>
      care.request("POST", `/api/cases/${caseId}/guardians`, {
        as: first,
        body: { proof: "in-person", reference: null, isInvolved, checked: ["child-asked"], startsAt: null },
      });
    const open = async (step = "record-guardian") =>
      (
        (await care.request("GET", `/api/cases/${caseId}/journey`, { as: first })).body.open as {
          code: string;
          lacks: { code: string }[];
        }[]
      ).find(({ code }) => code === step);
    const running = async () =>
      (
        await care.house.owner.query(
          "select count(*)::int as n from care.clock where case_id = $1 and what = 'guardian' and done_at is null",
          [caseId],
        )
      ).rows[0].n;
    expect(lacks((await answer("record-guardian", ["guardian"], first)).body)).toEqual(["not-recorded"]);
    const ticked = await answer("record-guardian", ["guardian", "guardian-without-conflict"], first);
    expect(lacks(ticked.body), "by nobody's tick").toEqual(["guardian-not-named"]);
    expect(lacks((await open()) as never), "and told so before").toEqual(["guardian-not-named"]);
    expect(await open("find-guardian-conflict"), "no conflict is found in nobody").toBeUndefined();
    expect((await name(true)).body.code).toBe("guardian-conflict");
    const asked = await name(false);
    expect(await running(), "one member is not enough: the clock for one goes on").toBe(1);
    const { rows } = await care.house.owner.query(
      "select encode(content_hash, 'hex') as hash from proposals.proposal where id = $1",
      [asked.body.id],
    );
    const confirmed = await care.request("POST", `/api/proposals/${asked.body.id}/confirm`, {
      as: second,
      body: rows[0],
    });
    expect(confirmed.status, confirmed.text).toBe(204);
    const written = await care.house.owner.query(
      "select code, taken_by as by, recorded from care.step where case_id = $1 order by revision desc limit 1",
      [caseId],
    );
    expect(written.rows[0], "under the name of the second").toEqual({
      ...{ code: "record-guardian", by: second.id, recorded: ["guardian", "guardian-without-conflict"] },
    });
    const words = Buffer.from(fromBase32(guardian.address, 16));
    await care.house.owner.query(
      "insert into access.guardianship (case_id, words_address, starts_at) values ($1, $2, now() - interval '1 hour')",
      [caseId, words],
    );
    await care.house.owner.query(
      "update care.guardian_naming set words_address = $2, began_at = now() where case_id = $1",
      [caseId, words],
    );
    expect([await running(), await files()]).toEqual([0, 1]);
    expect(await open(), "there is one").toBeUndefined();
    expect(await open("find-guardian-conflict")).toBeDefined();
    await take("find-guardian-conflict", ["guardian-in-conflict"], first);
    expect([await running(), await files()], "another is looked for, and this one reads nothing").toEqual([
      1, 0,
    ]);
    expect(lacks((await answer("refer", ["assent"], first)).body)).toContain("no-guardian");
    const adult = await care.addPerson();
    caseId = (await care.openCase(adult)).id;
    await take("screen", ["indicators", "age-adult"], first);
    expect(await open(), "an adult speaks for themselves").toBeUndefined();
  });

  it("whom a member ends for a conflict is none on the child's way either; one whose naming is over lets nobody be referred", async () => {
    const child = await care.addPerson();
    caseId = (await care.openCase(child)).id;
    await take("screen", ["indicators", "age-child"], first);
    const named = async () => {
      const asked = await care.request("POST", `/api/cases/${caseId}/guardians`, {
        as: first,
        body: {
          proof: "in-person",
          reference: null,
          isInvolved: false,
          checked: ["child-asked"],
          startsAt: null,
        },
      });
      const { rows } = await care.house.owner.query(
        "select encode(content_hash, 'hex') as hash from proposals.proposal where id = $1",
        [asked.body.id],
      );
      await care.request("POST", `/api/proposals/${asked.body.id}/confirm`, { as: second, body: rows[0] });
      return asked.body.id as string;
    };
    const end = (id: string, why: string) =>
      care.request("POST", `/api/cases/${caseId}/guardians/${id}/end`, { as: first, body: { why } });
    expect((await end(await named(), "interest")).status).toBe(204);
    const steps = await care.house.owner.query(
      "select code from care.step where case_id = $1 order by revision desc limit 2",
      [caseId],
    );
    expect(steps.rows.map(({ code }) => code)).toEqual(["find-guardian-conflict", "record-guardian"]);
    expect((await end(await named(), "over")).status).toBe(204);
    expect(lacks((await answer("refer", ["assent"], first)).body)).toContain("no-guardian");
    await named();
    await take("refer", ["assent"], first);
  });
});

describe("an adult is referred on a yes that stands", () => {
  const refer = async (consentId: string | null, as = first) =>
    care.request("POST", `/api/cases/${caseId}/steps`, {
      as,
      body: {
        step: "refer",
        recorded: ["consent"],
        language: null,
        consentId,
        revision: (await look()).revision,
      },
    });
  beforeEach(async () => {
    caseId = (await care.openCase(await care.addPerson())).id;
    await take("screen", ["indicators", "age-adult"], first);
  });

  it("named with the step and kept with it; on none, another case's, or one for something else nobody is", async () => {
    const yes = await care.yesOf(caseId);
    const other = await care.yesOf((await care.openCase(await care.addPerson())).id);
    const [{ id: forSupport }] = (
      await care.house.owner.query(
        "select id from access.consent where case_id = $1 and purpose = 'support'",
        [caseId],
      )
    ).rows;
    for (const wrong of [null, other, forSupport]) {
      expect(lacks((await refer(wrong)).body), `${wrong}`).toEqual(["no-consent"]);
    }
    const shown = (await care.request("GET", `/api/cases/${caseId}/journey`, { as: first })).body;
    expect(shown.consents).toEqual([
      { id: yes, agencyName: "Harbour House", purpose: "identification", until: expect.any(String) },
    ]);
    expect((await refer(yes)).status).toBe(200);
    const { rows } = await care.house.owner.query(
      "select consent_id from care.step where case_id = $1 and code = 'refer'",
      [caseId],
    );
    expect(rows).toEqual([{ consent_id: yes }]);
  });

  it("that was taken back or ran out carries nobody, and the page says so before", async () => {
    const yes = await care.yesOf(caseId);
    for (const over of ["withdrawn_at = now()", "given_at = now() - interval '9 days', expires_at = now()"]) {
      await care.house.owner.query(
        "update access.consent set withdrawn_at = null, expires_at = now() + interval '1 day' where id = $1",
        [yes],
      );
      await care.house.owner.query(`update access.consent set ${over} where id = $1`, [yes]);
      expect(lacks((await refer(yes)).body), over).toEqual(["no-consent"]);
      const { open } = (await care.request("GET", `/api/cases/${caseId}/journey`, { as: first })).body;
      expect(lacks(open.find(({ code }: { code: string }) => code === "refer"))).toEqual(["no-consent"]);
    }
  });
});

describe("papers of a decision", () => {
  const find = (recorded: string[]) => answer("find-reasonable-grounds", ["grounds", ...recorded], first);

  it("go to no representative whom nobody named, and past none who was", async () => {
    expect(lacks((await find(["papers-to-representative"])).body)).toContain("no-representative");
    expect(lacks((await find(["papers-to-person", "papers-wait"])).body)).toEqual(["not-of-this-step"]);
    await take("name-representative", ["representative"], first);
    expect(lacks((await find(["papers-to-person"])).body)).toEqual(["not-recorded", "not-of-this-step"]);
    await take("find-reasonable-grounds", ["grounds", "papers-to-representative"], first);
  });

  it("wait where a child has nobody: the yes does not, and the clock for a guardian runs", async () => {
    await take("record-age", ["age-in-doubt"], first);
    expect(lacks((await find(["papers-to-representative"])).body)).toContain("no-representative");
    await take("find-reasonable-grounds", ["grounds", "papers-wait"], first);
    const { rows } = await care.house.owner.query(
      "select 1 from care.clock where case_id = $1 and done_at is null and what = 'guardian'",
      [caseId],
    );
    expect(rows).toHaveLength(1);
  });
});

describe("who withdrew", () => {
  it("is brought back by a word of theirs; who was missing needs none", async () => {
    await take("go-missing", ["last-seen"], first);
    await take("come-back", [], first);
    await take("withdraw", ["own-choice"], first);
    expect((await answer("come-back", [], first)).body.lacks).toContainEqual({
      code: "not-recorded",
      records: ["own-choice"],
    });
  });

  const refer = (step: string, recorded: string[], consentId: string | null) =>
    care.request("POST", `/api/cases/${caseId}/steps`, {
      as: first,
      body: { step, recorded, consentId, language: null, revision },
    });
  let revision = 0;
  const journey = async () => {
    const { body } = await care.request("GET", `/api/cases/${caseId}/journey`, { as: first });
    revision = body.revision;
    return body;
  };
  const offered = async (step: string) =>
    (await journey()).open.find(({ code }: { code: string }) => code === step);

  it("while referred comes back to that on a yes that stands, or to support alone, by a word of theirs", async () => {
    caseId = (await care.openCase(await care.addPerson())).id;
    await take("screen", ["indicators", "age-adult"], first);
    const yes = await care.yesOf(caseId);
    await journey();
    expect((await refer("refer", ["consent"], yes)).status).toBe(200);
    await care.house.owner.query("update access.consent set withdrawn_at = now() where id = $1", [yes]);
    expect(await journey(), "the journey stays, and has no yes to show").toMatchObject({
      ...{ state: "referred", consents: [] },
    });

    await take("withdraw", ["own-choice"], first);
    expect(lacks(await offered("come-back"))).toEqual(["no-consent"]);
    const back = (codes: string[], on: string | null = null) =>
      refer("come-back", ["own-choice", ...codes], on);
    expect((await back([])).body.lacks).toEqual([{ code: "not-recorded", records: ["consent"] }]);
    expect(lacks((await back(["consent"], yes)).body)).toEqual(["no-consent"]);
    await care.house.owner.query("update access.consent set withdrawn_at = null where id = $1", [yes]);
    expect((await back(["consent"], yes)).body.state).toBe("referred");

    await take("withdraw", ["own-choice"], first);
    expect((await answer("begin-support", ["plan"], first)).body.lacks).toEqual([
      { code: "not-recorded", records: ["own-choice"] },
    ]);
    await take("begin-support", ["plan", "own-choice"], first);
    expect((await journey()).state).toBe("early-support");
    const { rows } = await care.house.owner.query(
      "select what from care.clock where case_id = $1 and done_at is null and what like 'referral%'",
      [caseId],
    );
    expect(rows, "and nobody waits for an answer any more").toEqual([]);
    await take("withdraw", ["own-choice"], first);
    expect(await offered("begin-support"), "from support they come back to where they were").toBeUndefined();
  });
});

describe("behind the service", () => {
  /** What a changed server would write: the standing as it is, with what it wants of it. */
  async function smuggle(
    as: TestMember,
    change: Partial<Journey>,
    step = "any",
    { codes = [] as string[], consentId = null as string | null } = {},
  ): Promise<string> {
    const { rows } = await care.house.owner.query<{ standing: Journey; revision: number }>(
      "select standing, revision from care.journey where case_id = $1",
      [caseId],
    );
    const [row] = rows;
    if (!row) throw new Error("the case has a journey");
    const standing = JSON.stringify({ ...row.standing, ...change });
    return asMember(care.house.house.db, as.secret, null, async (tx) => {
      const kept = await sql<{ done: boolean }>`
        select care.take_step(${caseId}, ${row.revision}, ${step}, 'decision-maker', ${codes}::text[], 'coe', ${standing}::jsonb, '[]',
          ${consentId}) as done`.execute(tx);
      return kept.rows[0]?.done ? "taken" : "not";
    }).catch((error: { constraint?: string; cause?: { constraint?: string }; message: string }) => {
      return error.constraint ?? error.cause?.constraint ?? error.message;
    });
  }
  const NO: Partial<Journey> = {
    ...{ proposedBy: null, negative: true, reasonsIn: "ti", evidence: "none", state: "early-support" },
  };

  it("nobody is their own second, and nobody proposes in another's name", async () => {
    expect(await smuggle(first, NO), "without a proposal").toBe("second_reviewer");
    expect(await smuggle(first, { proposedBy: second.id, reasonsIn: "ti" })).toBe("own_proposal");
    await propose();
    expect(await smuggle(first, NO)).toBe("second_reviewer");
    expect(await smuggle(first, { proposedBy: second.id, reasonsIn: "ti" })).toBe("own_proposal");
    expect(await smuggle(second, NO, "any-name"), "the very same by another is right").toBe("taken");
  });

  it("nobody who withdrew is brought back into a decision on no yes", async () => {
    const yes = await care.yesOf(caseId);
    await take("withdraw", ["own-choice"], first);
    const back = (consentId: string | null) =>
      smuggle(first, { state: "reasonable-grounds", cameFrom: null }, "come-back", { consentId });
    expect(await back(null)).toBe("referred_on_consent");
    expect(await back(yes)).toBe("taken");
  });

  it("nobody is referred on no yes, on another's, or as a child without a guardian whom two named", async () => {
    const refer = (change: Partial<Journey>, consentId: string | null = null) =>
      smuggle(first, { state: "referred", ...change }, "any", { consentId });
    const yes = await care.yesOf(caseId);
    caseId = (await care.openCase(await care.addPerson())).id;
    const own = await care.yesOf(caseId);
    const { rows: given } = await care.house.owner.query(
      "select id from access.consent where case_id = $1 and purpose = 'support'",
      [caseId],
    );
    for (const wrong of [null, yes, given[0].id])
      expect(await refer({ age: "adult" }, wrong)).toBe("referred_on_consent");
    for (const age of ["child", "in-doubt", "not-asked"] as const)
      expect(await refer({ age, hasGuardian: true }, own), age).toBe("guardian_named");
    expect(await smuggle(first, { hasGuardian: true }, "any", { codes: ["guardian"] })).toBe(
      "guardian_named",
    );
    await care.house.owner.query("update access.consent set withdrawn_at = now() where id = $1", [own]);
    expect(await refer({ age: "adult" }, own), "taken back").toBe("referred_on_consent");
    await care.house.owner.query("update access.consent set withdrawn_at = null where id = $1", [own]);
    expect(await refer({ age: "adult" }, own)).toBe("taken");
    expect(await smuggle(first, { state: "missing", cameFrom: "referred", age: "adult" })).toBe("taken");
    expect(await refer({ age: "adult", cameFrom: null }), "back where they were").toBe("taken");
  });

  it("reasons stand in the status before anyone says no", async () => {
    await propose();
    await writeStatus(ASKED);
    expect(await smuggle(second, NO)).toBe("reasons_in_their_language");
    await writeStatus(reasonsIn("en"));
    expect(await smuggle(second, NO)).toBe("reasons_in_their_language");
    await writeStatus(reasonsIn("ti"));
    expect(await smuggle(second, NO)).toBe("taken");
  });

  it("reasons are in no other language than the person named before", async () => {
    await propose();
    for (const reasonsIn of ["en", null]) {
      expect(await smuggle(second, { ...NO, reasonsIn })).toBe("reasons_in_their_language");
    }
    expect(
      await smuggle(second, { ...NO, language: "en", reasonsIn: "en" }),
      "nor does the no say so itself",
    ).toBe("reasons_in_their_language");
  });

  it("lapsed training proposes, confirms, finds, accepts and closes nothing", async () => {
    await propose();
    await train(second, "-1 day");
    for (const [name, change] of Object.entries<Partial<Journey>>({
      confirms: NO,
      proposes: { proposedBy: second.id, reasonsIn: "ti" },
      finds: { state: "recovery", proposedBy: null },
      "finds otherwise": { state: "inclusion", proposedBy: null },
      "sends away": { state: "early-support", proposedBy: null },
      closes: { state: "closed" },
      "comes in": { state: "conclusive-grounds" },
    })) {
      expect(await smuggle(second, change), name).toBe("training_valid");
    }
    expect(await smuggle(second, { state: "missing", cameFrom: "reasonable-grounds" })).toBe("taken");
    expect(await smuggle(second, { state: "closed" }), "by way of being missing").toBe("training_valid");
    expect(await smuggle(second, { state: "reasonable-grounds", cameFrom: null })).toBe("taken");
  });
});
