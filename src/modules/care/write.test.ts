import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { fromBase32 } from "../../core/keys/index.ts";
import { type TestCare, type TestPerson, testCare } from "./testing.ts";

let care: TestCare;
let person: TestPerson;
beforeAll(async () => {
  care = await testCare();
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
async function newCase(sections = {}) {
  person = await care.addPerson();
  return (await care.openCase(person, { sections })).id;
}
const write = (
  id: string,
  match: string,
  document: object,
  extra: { resolves?: number[]; category?: string } = {},
) =>
  care.request("PUT", `/api/cases/${id}/sections/${extra.category ?? "needs-and-risk"}`, {
    as: care.caseworker,
    purpose: "support",
    match,
    body: { document, ...(extra.resolves ? { resolves: extra.resolves } : {}) },
  });
const read = (id: string, as = care.caseworker, category = "needs-and-risk") =>
  care.request("GET", `/api/cases/${id}/sections/${category}`, { as, purpose: "support" });

describe("writing", () => {
  it("follows the version that was seen", async () => {
    const id = await newCase();
    expect(await write(id, '"v0"', { wants: "one" })).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await write(id, '"v1"', { wants: "two" })).toMatchObject({
      status: 200,
      headers: { etag: '"v2"' },
      body: { version: 2 },
    });
    expect((await read(id)).body).toMatchObject({
      version: 2,
      document: { wants: "two" },
      writtenBy: { displayName: "Ines", agency: { name: "Open Door" } },
    });
  });

  it("is recorded once, even by a smuggled statement that lets go of its role in the same breath", async () => {
    const id = await newCase({ "needs-and-risk": { wants: "before" } });
    const client = new pg.Client({
      connectionString: care.house.connectionString.replace("user=postgres", "user=leeward_server"),
    });
    await client.connect();
    try {
      await client.query("begin; set local role leeward_member");
      await client.query("select access.open_member_context($1, 'support')", [care.caseworker.secret]);
      await client.query(
        `insert into care.section (case_id, category, version, based_on, data_key_id, ciphertext, written_by)
         select d.case_id, d.category, 2, 1, d.id, '\\x00', $2 from keys.data_key d
         where d.case_id = $1 and d.category = 'needs-and-risk'
         returning set_config('role', 'leeward_visitor', true)`,
        [id, care.caseworker.id],
      );
      await client.query("commit");
    } finally {
      await client.end();
    }
    const told = await rows(
      `select content::jsonb - 'at' as content, case_id, agency_id from ledger.entry
       where kind = 'section.written' and case_id = $1 order by id`,
      id,
    );
    const entry = (version: number, memberId: string) => ({
      content: {
        ...{ kind: "section.written", caseId: id, category: "needs-and-risk" },
        ...{ version, conflict: false, memberId },
      },
      ...{ case_id: id, agency_id: care.ngoId },
    });
    expect(told).toEqual([entry(1, care.intake.id), entry(2, care.caseworker.id)]);
  });

  it("keeps both versions of two members, tells the second, and lets a third version bring them together", async () => {
    const id = await newCase({ "needs-and-risk": { wants: "before" } });
    await write(id, '"v1"', { wants: "first" });
    expect(await write(id, '"v1"', { wants: "second" })).toMatchObject({
      status: 409,
      body: { code: "section-conflict", version: 3, current: 2 },
    });
    const both = await read(id);
    expect(both.body).toMatchObject({
      version: 2,
      document: { wants: "first" },
      conflicts: [{ version: 3, document: { wants: "second" } }],
    });
    expect(await write(id, '"v2"', { wants: "x" }, { resolves: [2] })).toMatchObject({
      status: 409,
      body: { code: "resolves-unknown", open: [3] },
    });
    const joined = await write(id, '"v2"', { wants: "first and second" }, { resolves: [3] });
    expect(joined).toMatchObject({ status: 200, body: { version: 4 } });
    expect((await read(id)).body).toMatchObject({ version: 4, conflicts: [] });
  });

  it("makes one version of the same text sent twice, also of one that was kept as a conflict", async () => {
    const id = await newCase({ "needs-and-risk": { wants: "before" } });
    expect((await write(id, '"v1"', { wants: "after", risks: ["debt"] })).body).toEqual({ version: 2 });
    expect((await write(id, '"v1"', { risks: ["debt"], wants: "after" })).body).toEqual({ version: 2 });
    const late = await write(id, '"v1"', { wants: "late" });
    expect(late).toMatchObject({ status: 409, body: { version: 3 } });
    expect(await write(id, '"v1"', { wants: "late" })).toMatchObject({ status: 409, body: { version: 3 } });
    expect(await rows("select count(*)::int as n from care.section where case_id = $1", id)).toEqual([
      { n: 3 },
    ]);
  });

  it("asks for the version, and refuses one that is none", async () => {
    const id = await newCase();
    const unmatched = await care.request("PUT", `/api/cases/${id}/sections/needs-and-risk`, {
      as: care.caseworker,
      purpose: "support",
      body: { document: {} },
    });
    expect(unmatched).toMatchObject({ status: 428, body: { code: "match-needed" } });
    for (const match of ["3", "*", '"3"', 'W/"v1"', '"v01"', '"v1", "v2"', '"v-1"', '"v99999999"']) {
      expect(await write(id, match, {}), match).toMatchObject({ status: 400, body: { code: "bad-match" } });
    }
    expect(await write(id, '"v7"', {})).toMatchObject({ status: 412, body: { code: "version-unknown" } });
  });

  it("is for the holder alone, in a role and for a purpose that cover the part", async () => {
    const id = await newCase({ contact: { channel: "call" } });
    const put = (as = care.caseworker, purpose: "support" | "decision" = "support", category = "contact") =>
      care.request("PUT", `/api/cases/${id}/sections/${category}`, {
        as,
        purpose,
        match: '"v1"',
        body: { document: {} },
      });
    expect(await put(care.shelter)).toMatchObject({ status: 403, body: { code: "holder-only" } });
    expect(await put(care.caseworker, "decision")).toMatchObject({
      status: 403,
      body: { refusal: "other-purpose" },
    });
    expect(await put(care.caseworker, "support", "health")).toMatchObject({
      status: 403,
      body: { refusal: "role" },
    });
    expect(await put(care.police)).toMatchObject({ status: 404, body: { code: "not-found" } });
  });

  it("never changes or removes a version: no role of the server may", async () => {
    const id = await newCase({ contact: { channel: "call" } });
    for (const role of ["leeward_member", "leeward_supervisor", "leeward_person", "leeward_clock_worker"]) {
      for (const statement of ["update care.section set version = 2", "delete from care.section"]) {
        await care.house.owner.query("begin");
        await care.house.owner.query(`set local role ${role}`);
        await expect(care.house.owner.query(statement), `${role}: ${statement}`).rejects.toThrow(
          /permission denied/,
        );
        await care.house.owner.query("rollback");
      }
    }
    expect(await rows("select version from care.section where case_id = $1", id)).toEqual([{ version: 1 }]);
  });

  /**
   * Kills: a conflict that overwrites (words are lost), a version number given twice (the request fails), a
   * conflict that is not told (two members believe that theirs stands).
   */
  it("loses no word when two members change one section in random interleavings, 200 times in all", async () => {
    const id = await newCase();
    const written = new Set<string>();
    const bases: Record<string, number> = { ines: 0, marta: 0 };
    let conflicts = 0;
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ who: fc.constantFrom("ines", "marta"), rereads: fc.boolean() }), {
          minLength: 8,
          maxLength: 8,
        }),
        async (steps) => {
          const started = steps.map(async ({ who, rereads }) => {
            const as = who === "ines" ? care.caseworker : care.colleague;
            if (rereads) bases[who] = (await read(id, as)).body.version;
            const wants = `${who} ${n++}`;
            const answer = await care.request("PUT", `/api/cases/${id}/sections/needs-and-risk`, {
              as,
              purpose: "support",
              match: `"v${bases[who]}"`,
              body: { document: { wants } },
            });
            expect([200, 409], answer.text).toContain(answer.status);
            if (answer.status === 409) conflicts++;
            else bases[who] = answer.body.version;
            written.add(wants);
          });
          await Promise.all(started);
        },
      ),
      { numRuns: 25, endOnFailure: true },
    );
    const kept = (await read(id)).body;
    const history = await rows(
      "select version, is_conflict from care.section where case_id = $1 order by 1",
      id,
    );
    expect(written.size).toBe(200);
    expect(history.map(({ version }) => version)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    expect(history.filter((row) => row.is_conflict)).toHaveLength(conflicts);
    expect(conflicts, "the interleavings did meet").toBeGreaterThan(20);
    expect(kept.conflicts).toHaveLength(conflicts);
    for (const { document } of kept.conflicts) expect(written.has(document.wants)).toBe(true);
  }, 60_000);
});

describe("when a share ends", () => {
  it("takes its wraps in the same moment, refuses the next read with the reason, and puts the next version under a new key", async () => {
    const id = await newCase({ contact: { channel: "call" } });
    const keyOf = async (version: number) =>
      (await rows("select data_key_id from care.section where case_id = $1 and version = $2", id, version))[0]
        .data_key_id;
    expect((await read(id, care.shelter, "contact")).status).toBe(200);
    const file = await care.request("GET", "/api/my-file", { as: person });
    const [{ id: consentId }] = file.body.cases[0].consents;
    const ended = await care.request("POST", `/api/my-file/consents/${consentId}/withdraw`, { as: person });
    expect(ended).toMatchObject({
      status: 200,
      body: {
        ended: [
          { agency: { name: "Harbour House", kind: "shelter" }, category: "contact" },
          { agency: { name: "Harbour House" }, category: "needs-and-risk" },
        ],
      },
    });
    const again = await care.request("POST", `/api/my-file/consents/${consentId}/withdraw`, { as: person });
    expect(again.body, "the same wish twice is one wish").toEqual(ended.body);
    const wraps = await rows(
      "select w.agency_id from keys.wrap w join keys.data_key d on d.id = w.data_key_id where d.case_id = $1",
      id,
    );
    expect(wraps).toEqual([{ agency_id: care.ngoId }]);
    expect(await read(id, care.shelter, "contact")).toMatchObject({
      status: 403,
      body: { code: "section-closed", refusal: "withdrawn" },
    });
    expect(
      await care.request("GET", `/api/cases/${id}`, { as: care.shelter, purpose: "support" }),
    ).toMatchObject({
      status: 403,
      body: {
        code: "case-over-for-you",
        parts: [
          { category: "contact", refusal: "withdrawn" },
          { category: "needs-and-risk", refusal: "withdrawn" },
        ],
      },
    });
    expect((await write(id, '"v1"', { channel: "email" }, { category: "contact" })).status).toBe(200);
    expect(await keyOf(2)).not.toBe(await keyOf(1));
    expect((await read(id, care.caseworker, "contact")).body.document).toEqual({ channel: "email" });
  });

  it("shares again on another consent, and what was written meanwhile opens to the new reader", async () => {
    const id = await newCase({ contact: { channel: "call" } });
    const [{ id: shareId }] = await rows(
      "select id from access.share where case_id = $1 and category = 'contact'",
      id,
    );
    const end = () => care.request("DELETE", `/api/cases/${id}/shares/${shareId}`, { as: care.caseworker });
    expect((await end()).status).toBe(204);
    expect(await end()).toMatchObject({ status: 409, body: { code: "share-ended" } });
    await write(id, '"v1"', { channel: "email" }, { category: "contact" });
    await write(id, '"v1"', { channel: "letter" }, { category: "contact" });
    const [{ id: consentId }] = await rows("select id from access.consent where case_id = $1", id);
    const share = (changes = {}, as = care.caseworker) =>
      care.request("POST", `/api/cases/${id}/shares`, {
        as,
        purpose: "support",
        body: {
          category: "contact",
          agencyId: care.shelterId,
          purpose: "support",
          consentId,
          protocolId: care.protocolId,
          until: new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+/, ""),
          ...changes,
        },
      });
    expect(await share({ category: "identity" }), "no consent to it").toMatchObject({
      body: { code: "share-not-live" },
    });
    expect(await share({ category: "health" }), "not a caseworker's").toMatchObject({
      body: { code: "not-covered" },
    });
    expect(await share({ agencyId: care.ngoId })).toMatchObject({ status: 409 });
    expect(await share({ agencyId: care.policeId })).toMatchObject({
      status: 409,
      body: { code: "share-not-live" },
    });
    expect(await share({ consentId: care.ngoId }), "no such consent").toMatchObject({
      body: { code: "share-not-live" },
    });
    expect(await share({}, care.shelter)).toMatchObject({ status: 403, body: { code: "holder-only" } });
    expect((await share()).status, care.house.logged.join()).toBe(201);
    expect((await read(id, care.shelter, "contact")).body).toMatchObject({
      version: 2,
      document: { channel: "email" },
      conflicts: [{ version: 3, document: { channel: "letter" } }],
    });
  });
});

describe("breaking the glass", () => {
  it("opens health to a colleague for an emergency, a place only with a second member, and never to police", async () => {
    const id = await newCase({ contact: { channel: "call" }, account: { ownWords: "He waits outside." } });
    const reason = "They do not answer, and were threatened this morning.";
    const glass = (as: typeof care.nurse, category: string) =>
      care.request("POST", `/api/cases/${id}/break-glass`, {
        as,
        purpose: "support",
        body: { category, reason },
      });
    expect(await glass(care.caseworker, "health")).toMatchObject({ status: 201, body: { state: "open" } });
    expect((await read(id, care.caseworker, "health")).status).toBe(200);
    const place = await glass(care.shelterNurse, "account");
    expect(place.body.state).toBe("open");
    expect(
      (await read(id, care.shelterNurse, "account")).body.document,
      "written by others, for others",
    ).toEqual({
      ownWords: "He waits outside.",
    });
    const supervisor = await care.house.addMember({
      agencyId: care.ngoId,
      name: "Una",
      roles: ["supervisor"],
    });
    const waits = await glass(supervisor, "contact");
    expect(waits.body.state).toBe("waits-for-second");
    expect((await read(id, supervisor, "contact")).status).toBe(403);
    const confirm = (as: typeof care.nurse) =>
      care.request("POST", `/api/proposals/${waits.body.id}/confirm`, { as, body: { hash } });
    const [{ hash }] = await rows(
      "select encode(content_hash, 'hex') as hash from proposals.proposal where id = $1",
      waits.body.id,
    );
    expect(await confirm(supervisor)).toMatchObject({ status: 403, body: { code: "proposal-own" } });
    expect((await confirm(care.shelter)).status, "another agency knows nothing of it").toBe(404);
    expect((await confirm(care.colleague)).status).toBe(204);
    expect((await read(id, supervisor, "contact")).body.document).toEqual({ channel: "call" });
    expect(await glass(care.police, "contact")).toMatchObject({ status: 403, body: { code: "glass-never" } });
    const file = await care.request("GET", "/api/my-file", { as: person });
    expect(file.body.cases[0].glasses).toHaveLength(3);
    expect(file.body.cases[0].glasses[0]).toMatchObject({ category: "contact", reason });
  });
});

describe("the journey", () => {
  const look = async (id: string, as = care.caseworker) =>
    (await care.request("GET", `/api/cases/${id}/journey`, { as })).body;
  const take = async (
    id: string,
    step: string,
    recorded: string[] = [],
    as = care.caseworker,
    revision?: number,
  ) =>
    care.request("POST", `/api/cases/${id}/steps`, {
      as,
      body: {
        ...{ step, recorded, language: null, revision: revision ?? (await look(id)).revision },
        consentId: step === "refer" ? await care.yesOf(id) : null,
      },
    });

  it("goes step by step, with what is recorded, by whom it may, and says everything that stands in the way", async () => {
    const id = await newCase();
    expect(await look(id)).toMatchObject({
      ...{ revision: 1, state: "contact", pack: { code: "coe", isConfirmed: false } },
      steps: [{ code: "open", role: "intake-worker", by: { displayName: "Leila" } }],
    });
    expect(await take(id, "refer", ["consent"])).toMatchObject({
      status: 409,
      body: { code: "step-not-open", lacks: [{ code: "not-from-here" }] },
    });
    expect((await take(id, "screen")).body.lacks).toEqual([
      { code: "not-recorded", records: ["indicators"] },
      { code: "not-recorded", records: ["age-adult", "age-child", "age-in-doubt"] },
    ]);
    const screened = ["indicators", "age-adult"];
    expect(await take(id, "screen", screened, care.shelter, 1)).toMatchObject({
      status: 403,
      body: { code: "holder-only" },
    });
    expect((await take(id, "screen", screened, care.police, 1)).status).toBe(404);
    expect(await take(id, "screen", screened)).toMatchObject({
      status: 200,
      body: { state: "screened", revision: 2 },
    });
    expect(await take(id, "screen", screened, care.caseworker, 1), "of two at once one").toMatchObject({
      ...{ status: 409, body: { code: "step-first" } },
    });
    expect((await take(id, "refer", ["consent"])).body.state).toBe("referred");
    expect((await take(id, "go-missing", ["last-seen"])).body.state).toBe("missing");
    expect((await take(id, "come-back")).body.state, "who comes back goes on where they were").toBe(
      "referred",
    );
    const { rows } = await care.house.owner.query(
      "select code from care.step where case_id = $1 order by revision",
      [id],
    );
    expect(rows.map(({ code }) => code)).toEqual(["open", "screen", "refer", "go-missing", "come-back"]);
    const shown = (await care.request("GET", `/api/cases/${id}`, { as: care.caseworker, purpose: "support" }))
      .body;
    expect(shown.journey.map(({ state }: { state: string }) => state)).toEqual([
      ...["contact", "screened", "referred", "missing", "referred"],
    ]);
  });

  it("runs the clocks of its jurisdiction, which end by steps alone, stand while someone is away, and never close anything", async () => {
    const id = await newCase();
    const clocks = async () =>
      (
        await care.house.owner.query(
          "select what, done_at is not null as done, stands_since is not null as stands, basis, name from care.clock where case_id = $1 and of_journey order by what",
          [id],
        )
      ).rows;
    const running = async () => (await clocks()).filter(({ done }) => !done).map(({ what }) => what);
    expect(await running()).toContain("early-support");
    const [first] = (await clocks()).filter(({ what }) => what === "early-support");
    expect(first).toMatchObject({
      name: { en: expect.any(String), ar: expect.any(String) },
      basis: expect.stringContaining("("),
    });
    const shown = (await care.request("GET", "/api/today", { as: care.caseworker })).body.clocks.find(
      (one: { caseId: string; what: string }) => one.caseId === id && one.what === "early-support",
    );
    await care.request("PUT", `/api/clocks/${shown.id}/done`, { as: care.caseworker });
    expect(await running(), "nobody presses it away").toContain("early-support");
    await take(id, "begin-support", ["plan"]);
    expect(await running()).not.toContain("early-support");
    await take(id, "screen", ["indicators", "age-adult"]);
    await take(id, "refer", ["consent"]);
    const waits = (await running()).filter((what) => what.startsWith("referral-"));
    expect(waits.length).toBeGreaterThan(0);
    await take(id, "go-missing", ["last-seen"]);
    await care.house.owner.query(
      "update care.clock set due_at = now() + interval '1 second' where case_id = $1 and started_at < now()",
      [id],
    );
    expect((await look(id)).state, "time alone moves nobody").toBe("missing");
  });

  it("says where each length is written, what was added to that, and that counsel has yet to confirm it: at the desk and to the person", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person);
    const written = {
      cited: expect.stringContaining("Article 12"),
      note: expect.stringContaining("house rule"),
      isConfirmed: false,
    };
    type Shown = { what: string; caseId?: string; source: object };
    const sourceOf = (clocks: Shown[], what: string) => clocks.find((one) => one.what === what)?.source;
    const as = care.caseworker;
    const today: Shown[] = (await care.request("GET", "/api/today", { as })).body.clocks;
    const ofCase = today.filter(({ caseId }) => caseId === id);
    expect(sourceOf(ofCase, "early-support")).toEqual(written);
    expect(sourceOf(ofCase, "consent-review") ?? { isConfirmed: true }, "a rule of the house").toMatchObject({
      isConfirmed: true,
    });
    const file = (await care.request("GET", `/api/cases/${id}`, { as, purpose: "support" })).body;
    expect(sourceOf(file.clocks, "early-support")).toEqual(written);
    const { cases } = (await care.request("GET", "/api/my-file", { as: person })).body;
    expect(sourceOf(cases[0].next, "early-support"), "to the person with the language of each").toEqual({
      ...written,
      ...{ citedIn: "en", noteIn: "en" },
    });
    expect((await look(id)).pack.keeping).toEqual({
      ...{ days: 3653, reason: expect.any(String), isConfirmed: false },
      source: expect.stringContaining("house rule"),
    });
  });

  it("is the person's where it is theirs: staff cannot end recovery, and they can, by their words", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person);
    await care.house.owner.query(
      "update care.case_file set state = 'recovery', state_since = now() where id = $1",
      [id],
    );
    await care.house.owner.query("delete from care.step where case_id = $1", [id]);
    await care.house.owner.query("delete from care.journey where case_id = $1", [id]);
    const early = await take(id, "begin-conclusive", ["review"]);
    expect(early.body.lacks.map(({ code }: { code: string }) => code)).toEqual(["recovery-runs"]);
    expect((await take(id, "leave-recovery", ["own-choice"])).body.lacks).toContainEqual({
      code: "not-their-role",
    });
    const other = await care.addPerson();
    const steps = `/api/my-file/cases/${id}/steps`;
    expect((await care.request("GET", steps, { as: other })).status).toBe(404);
    expect((await care.request("GET", steps, { as: person })).body).toEqual({
      revision: 0,
      open: ["leave-recovery", "mark-urgent"],
      language: "ti",
    });
    const leave = { step: "leave-recovery", revision: 0 };
    const guardian = await care.addPerson();
    await care.house.owner.query(
      "insert into access.guardianship (case_id, words_address, starts_at) values ($1, $2, now() - interval '1 hour')",
      [id, Buffer.from(fromBase32(guardian.address, 16))],
    );
    expect(
      (await care.request("GET", steps, { as: guardian })).body.open,
      "a guardian does not choose it",
    ).toEqual([]);
    expect((await care.request("POST", steps, { as: guardian, body: leave })).status).toBe(404);
    expect((await care.request("POST", steps, { as: other, body: leave })).status).toBe(404);
    expect((await care.request("POST", steps, { as: person, body: leave })).body.state).toBe("early-support");
    const { rows } = await care.house.owner.query("select role, taken_by from care.step where case_id = $1", [
      id,
    ]);
    expect(rows).toEqual([{ role: "person", taken_by: null }]);
  });
});

describe("the list of cases", () => {
  it("pages through what the agency works on, newest first, by state and by alias", async () => {
    const made = [];
    for (let i = 0; i < 3; i++) made.push(await care.openCase(await care.addPerson(), { sections: {} }));
    const list = async (query: string, as = care.caseworker) =>
      (await care.request("GET", `/api/cases?${query}`, { as })).body;
    const all = await list("", care.shelter);
    expect(all.cases.slice(0, 3).map(({ id }: { id: string }) => id)).toEqual(
      made.map(({ id }) => id).reverse(),
    );
    expect(all.cases[0]).toMatchObject({
      held: false,
      holder: { name: "Open Door" },
      lead: null,
      nextDue: null,
    });
    const after = await list(`cursor=${made[2]?.id}`);
    expect(after.cases[0].id).toBe(made[1]?.id);
    const found = await list(`search=${encodeURIComponent(made[0]?.alias ?? "")}`);
    expect(found.cases).toMatchObject([{ id: made[0]?.id, held: true, lead: { displayName: "Leila" } }]);
    expect((await list("state=inclusion")).cases).toEqual([]);
    expect((await list("", care.police)).cases).toEqual([]);
    expect((await list("search=%25")).cases, "a percent sign is a character").toEqual([]);
  });
});

describe("a read", () => {
  it("is the same statements for whoever is no party and for a case that is not there", async () => {
    const query = pg.Client.prototype.query;
    const id = await newCase({ contact: { channel: "call" } });
    const seen: string[] = [];
    const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
      this: unknown,
      ...args: unknown[]
    ) {
      const [what] = args as [{ text?: string } | string];
      seen.push(typeof what === "string" ? what : (what.text ?? ""));
      return Reflect.apply(query, this, args);
    } as never);
    const statementsOf = async (url: string, as = care.police) => {
      seen.length = 0;
      const answer = await care.request("GET", url, { as, purpose: "investigation" });
      return { text: answer.text, statements: [...seen] };
    };
    const nowhere = "00000000-0000-4000-8000-000000000000";
    try {
      for (const path of ["", "/sections/contact", "/looks"]) {
        const real = await statementsOf(`/api/cases/${id}${path}`);
        const none = await statementsOf(`/api/cases/${nowhere}${path}`);
        expect(real.statements.length).toBeGreaterThan(3);
        expect(real).toEqual(none);
      }
      const open = await statementsOf(`/api/cases/${id}/sections/contact`, care.caseworker);
      expect(open.statements, "begin and become, who, look, commit").toHaveLength(4);
    } finally {
      spy.mockRestore();
    }
  });
});
