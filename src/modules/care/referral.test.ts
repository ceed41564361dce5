import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asMember, type Category } from "../../core/access/context.ts";
import { endDeadShares } from "../../core/access/jobs.ts";
import { openDatabase } from "../../core/db/index.ts";
import type { Job } from "../../core/jobs/index.ts";
import { type TestMember, tablesThatHold } from "../../core/testing.ts";
import { endLetters, tellClocks, tellOverdue } from "./jobs.ts";
import { housePack } from "./journey/house-packs.ts";
import { REFERRAL_ACTS, REFERRAL_STATES } from "./model/referral.ts";
import { afterAct, HOUSE_LIMITS, limitsOf } from "./referral-rules.ts";
import { CONTACT, NEEDS, type TestCare, type TestPerson, testCare } from "./testing.ts";

// Three agencies that may and two that may not: the NGO that holds the case asks a clinic, a legal aid, a shelter.

let care: TestCare;
let clinicId: string;
let doctor: TestMember;
let aidId: string;
let lawyer: TestMember;
let clinicAgreement: string;
beforeAll(async () => {
  care = await testCare();
  clinicId = await care.house.addAgency({ name: "Hill Clinic", kind: "health" });
  aidId = await care.house.addAgency({ name: "Law Corner", kind: "legal-aid" });
  doctor = await care.house.addMember({
    agencyId: clinicId,
    name: "Doctor",
    roles: ["caseworker", "health-worker"],
  });
  lawyer = await care.house.addMember({ agencyId: aidId, name: "Lawyer", roles: ["legal-adviser"] });
  for (const agencyId of [clinicId, aidId]) {
    const id = await care.house.addProtocol({
      parties: [care.ngoId, agencyId],
      scope: (["contact", "needs-and-risk", "identity"] as const).map((category) => ({
        category,
        purpose: "support",
      })),
    });
    if (agencyId === clinicId) clinicAgreement = id;
  }
});
afterAll(() => care.stop());

/** What the worker does, as the worker. */
async function work(job: Job): Promise<number> {
  const db = openDatabase({
    connectionString: care.house.connectionString.replace("user=postgres", "user=leeward_worker"),
    sizeMax: 1,
    log: () => undefined,
  });
  try {
    return await db.transaction(job.role, (tx) => job.run(tx));
  } finally {
    await db.close();
  }
}

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;

interface Story {
  readonly person: TestPerson;
  readonly caseId: string;
}

async function opened(): Promise<Story> {
  const person = await care.addPerson();
  const { id } = await care.openCase(person, {
    sections: { contact: CONTACT, "needs-and-risk": NEEDS, identity: { firstName: "Selam" } },
  });
  return { person, caseId: id };
}

async function allow(
  caseId: string,
  agencyId = clinicId,
  categories: readonly Category[] = ["needs-and-risk"],
  days = 30,
): Promise<string> {
  const asked = {
    recipientAgencyId: agencyId,
    purpose: "support",
    categories,
    until: new Date(care.house.clock.now.getTime() + days * 86_400_000).toISOString(),
    language: "en",
  };
  const as = care.caseworker;
  const { text } = (await care.request("POST", `/api/cases/${caseId}/consents/sentence`, { as, body: asked }))
    .body;
  const kept = await care.request("POST", `/api/cases/${caseId}/consents`, {
    as,
    body: { ...asked, text, by: "person", assent: null, readAloud: false, interpretedInto: null },
  });
  expect(kept.status, kept.text).toBe(201);
  return kept.body.id;
}

/** Whole parts are of their first version, in which they were previewed, unless a test says otherwise. */
const refer = (
  caseId: string,
  {
    categories = ["needs-and-risk"],
    ...body
  }: { readonly categories?: readonly string[]; [more: string]: unknown },
  as: TestMember = care.caseworker,
) =>
  care.request("POST", `/api/cases/${caseId}/referrals`, {
    as,
    purpose: "support",
    body: {
      agencyId: clinicId,
      purpose: "support",
      parts: categories.map((category) => ({ category, version: 1 })),
      wanted: "health-care",
      urgent: false,
      ...body,
    },
  });
const act = (id: string, as: TestMember, what: string, more: object = {}) =>
  care.request("POST", `/api/referrals/${id}/acts`, { as, body: { act: what, ...more } });
const see = (id: string, as: TestMember) => care.request("GET", `/api/referrals/${id}`, { as });
const section = (caseId: string, category: string, as: TestMember) =>
  care.request("GET", `/api/cases/${caseId}/sections/${category}`, { as, purpose: "support" });
const ownFile = async (as: TestPerson) => (await care.request("GET", "/api/my-file", { as })).body.cases[0];

async function sent(body: object = {}): Promise<Story & { id: string; consentId: string }> {
  const story = await opened();
  const consentId = await allow(story.caseId);
  const answer = await refer(story.caseId, { consentId, ...body });
  expect(answer.status, answer.text).toBe(201);
  return { ...story, consentId, id: answer.body.id };
}

/** As if a referral had been sent so long ago. */
const age = (id: string, interval: string) =>
  rows(
    "update care.referral set sent_at = sent_at - $2::interval, state_since = state_since - $2::interval, due_at = due_at - $2::interval where id = $1",
    id,
    interval,
  );

describe("a referral", () => {
  it("goes from one agency to the other and back: asked, acknowledged, accepted, begun, ended, followed up", async () => {
    const { caseId, person, id } = await sent();
    expect((await section(caseId, "needs-and-risk", doctor)).body.document).toMatchObject({
      wants: NEEDS.wants,
    });
    expect((await see(id, care.caseworker)).body).toMatchObject({
      state: "sent",
      side: "sender",
      turn: ["recipient"],
      overdue: false,
      acts: ["take-back"],
      parts: [{ category: "needs-and-risk", open: true }],
      reads: [{ category: "needs-and-risk" }],
    });
    const told: string[] = [];
    for (const [who, what, more] of [
      [doctor, "acknowledge", {}],
      [doctor, "accept", {}],
      [doctor, "begin", {}],
      [doctor, "end", { code: "helped" }],
      [care.caseworker, "close", { code: "person-is-well" }],
    ] as const) {
      const done = await act(id, who, what, more);
      expect(done.status, done.text).toBe(200);
      const [own] = (await ownFile(person)).referrals;
      told.push(`${done.body.state} ${own.state} ${own.agency.name}`);
    }
    expect(told).toEqual([
      "acknowledged acknowledged Hill Clinic",
      "accepted accepted Hill Clinic",
      "begun begun Hill Clinic",
      "ended ended Hill Clinic",
      "ended ended Hill Clinic",
    ]);
    const over = (await see(id, care.caseworker)).body;
    expect(over).toMatchObject({ state: "ended", code: "helped", turn: [], acts: [], dueAt: null });
    expect(
      over.steps.map(({ act, agency, member, code }: Record<string, unknown>) => [act, agency, member, code]),
    ).toEqual([
      ["send", "Open Door", "Ines", null],
      ["acknowledge", "Hill Clinic", null, null],
      ["accept", "Hill Clinic", null, null],
      ["begin", "Hill Clinic", null, null],
      ["end", "Hill Clinic", null, "helped"],
      ["close", "Open Door", "Ines", "person-is-well"],
    ]);
    // What was opened for it is closed with it.
    expect((await section(caseId, "needs-and-risk", doctor)).status).toBe(403);
    expect((await see(id, doctor)).body).toMatchObject({ about: null, parts: [{ open: false }] });
  });

  it("has its times: a day and three days, an hour and four where it is urgent; a late acknowledgement gives no more", async () => {
    const hours = async (id: string) => {
      const { dueAt, sentAt } = (await see(id, care.caseworker)).body;
      return Math.round((Date.parse(dueAt) - Date.parse(sentAt)) / 3_600_000);
    };
    for (const [urgent, times] of [
      [false, [24, 72]],
      [true, [1, 4]],
    ] as const) {
      const { id } = await sent({ urgent });
      const found = [await hours(id)];
      await age(id, "30 minutes");
      await act(id, doctor, "acknowledge");
      found.push(await hours(id));
      expect(found).toEqual(times);
    }
  });

  it("has the times that the pack of the place names, and those of the house for what it leaves open", () => {
    const now = care.house.clock.now;
    for (const code of ["coe", "gb-eaw", "gb-sct", "it"]) {
      const limits = limitsOf(housePack(code, now, care.house.house.calendar).rules.clocks);
      expect(limits.acknowledged).toEqual({
        usual: { unit: "hours", length: 24 },
        urgent: { unit: "hours", length: 1 },
      });
      expect(limits.answered).toEqual({
        usual: { unit: "hours", length: 72 },
        urgent: { unit: "hours", length: 4 },
      });
      expect(limits.begun).toEqual(HOUSE_LIMITS.begun);
    }
    // A place whose agencies agreed on something else.
    const workingDay = { unit: "working-days", length: 1 } as const;
    expect(limitsOf([{ code: "referral-acknowledged", limit: workingDay }])).toMatchObject({
      acknowledged: { usual: workingDay, urgent: HOUSE_LIMITS.acknowledged.urgent },
      answered: HOUSE_LIMITS.answered,
    });
  });

  it("opens a part exactly as the sender was shown it, and not one that was written in since", async () => {
    const { caseId } = await opened();
    const consentId = await allow(caseId, clinicId, ["needs-and-risk", "identity"]);
    const look = (categories: readonly string[], as: TestMember = care.caseworker) =>
      care.request("POST", `/api/cases/${caseId}/referral-preview`, {
        ...{ as, purpose: "support", body: { categories, letter: [] } },
      });
    const write = (document: object, based: string) =>
      care.request("PUT", `/api/cases/${caseId}/sections/needs-and-risk`, {
        ...{ as: care.caseworker, purpose: "support", body: { document }, match: based },
      });
    const before = await look(["needs-and-risk"]);
    expect(before.status, before.text).toBe(200);
    await write({ ...NEEDS, wants: "A doctor, soon" }, '"v1"');
    // And a colleague who wrote beside it: two texts, for whoever is asked too.
    expect((await write({ ...NEEDS, wants: "Rest first" }, '"v1"')).body.code).toBe("section-conflict");
    expect((await refer(caseId, { consentId })).body).toMatchObject({ code: "part-moved" });
    expect(await rows("select from care.referral where case_id = $1", caseId)).toEqual([]);
    expect((await section(caseId, "needs-and-risk", doctor)).status, "and no share stays").toBe(404);

    const shown = (await look(["needs-and-risk", "identity"])).body;
    expect(shown.sections.map(({ category }: { category: string }) => category)).toEqual([
      "identity",
      "needs-and-risk",
    ]);
    expect(shown.sections[1].conflicts).toHaveLength(1);
    const parts = shown.sections.map(({ category, version }: { category: string; version: number }) => ({
      category,
      version,
    }));
    const answer = await refer(caseId, { consentId, parts });
    expect(answer.status, answer.text).toBe(201);
    for (const each of shown.sections) {
      expect((await section(caseId, each.category, doctor)).body, each.category).toEqual(each);
    }
    // Whoever may not read a part is shown nothing of it, and a part comes once.
    expect((await look(["identity"], care.nurse)).body.code).toBe("section-closed");
    expect((await look(["identity", "identity"])).body.code).toBe("letter-lines");
  });

  it("carries what the consent names and no more, and opens it to nobody else", async () => {
    const { caseId, id } = await sent();
    for (const category of ["contact", "identity", "health", "account"])
      expect((await section(caseId, category, doctor)).status, category).toBe(403);
    for (const as of [lawyer, care.police]) {
      const answers = [await section(caseId, "needs-and-risk", as), await see(id, as)];
      const invented = [await section(randomUUID(), "needs-and-risk", as), await see(randomUUID(), as)];
      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
      expect(answers.map(({ text }) => text)).toEqual(invented.map(({ text }) => text));
      expect((await care.request("GET", "/api/referrals", { as })).text).not.toContain(id);
      expect((await act(id, as, "accept")).status).toBe(404);
    }
  });

  it("comes back at once with a no: what it opened is closed, the sender must act, and is told whom they could ask", async () => {
    const { caseId, person, id } = await sent();
    const no = await act(id, doctor, "decline", { code: "no-place", suggestedId: aidId });
    expect(no.body).toEqual({ state: "declined" });
    expect((await section(caseId, "needs-and-risk", doctor)).status).toBe(403);
    const back = (await see(id, care.caseworker)).body;
    expect(back).toMatchObject({
      state: "declined",
      code: "no-place",
      suggested: { name: "Law Corner" },
      turn: ["sender"],
      acts: ["close"],
    });
    expect(Date.parse(back.dueAt) - Date.parse(back.stateSince)).toBeCloseTo(24 * 3_600_000, -5);
    expect(
      back.couldBeAsked.map(({ name, allowed }: { name: string; allowed: boolean }) => [name, allowed]),
    ).toEqual([
      ["Harbour House", true],
      ["Law Corner", false],
    ]);
    expect((await ownFile(person)).referrals[0]).toMatchObject({ state: "declined", code: "no-place" });

    const consentId = await allow(caseId, aidId, ["identity"]);
    const next = await refer(caseId, {
      agencyId: aidId,
      consentId,
      categories: ["identity"],
      wanted: "legal-advice",
      takesUp: id,
    });
    expect(next.status, next.text).toBe(201);
    expect((await see(id, care.caseworker)).body).toMatchObject({ turn: [], state: "declined" });
    expect((await see(next.body.id, lawyer)).body).toMatchObject({ takesUp: id, side: "recipient" });
    expect((await see(id, lawyer)).status, "the lawyer is told nothing of the clinic's no").toBe(404);
    expect((await section(caseId, "identity", lawyer)).status).toBe(200);
    expect(
      (await refer(caseId, { agencyId: care.shelterId, consentId, takesUp: id })).body.code,
      "it was taken up already, and this consent is not for them",
    ).toBe("referral-basis");
  });

  it("that nobody answers is the sender's again too, told to both once; nothing is closed by it", async () => {
    const { id } = await sent();
    await age(id, "25 hours");
    const listed = async (as: TestMember) =>
      (await care.request("GET", "/api/referrals?open=true", { as })).body.referrals[0];
    for (const as of [care.caseworker, doctor]) {
      expect(await listed(as), "the first of all").toMatchObject({
        id,
        overdue: true,
        turn: ["recipient", "sender"],
      });
    }
    expect([await work(tellOverdue), await work(tellOverdue)]).toEqual([1, 0]);
    expect(
      (await rows("select agency_id from events.domain_event where type = 'referral.overdue' order by id"))
        .map(({ agency_id }) => agency_id)
        .sort(),
    ).toEqual([care.ngoId, clinicId].sort());
    expect((await see(id, doctor)).body).toMatchObject({ state: "sent", parts: [{ open: true }] });
    expect((await act(id, doctor, "acknowledge")).status, "late is better than never").toBe(200);
    expect((await act(id, care.caseworker, "take-back", { code: "no-answer" })).status).toBe(200);
    expect((await see(id, care.caseworker)).body.couldBeAsked.length).toBeGreaterThan(0);
  });

  it("stops when the person takes the yes back, in the middle of help: at once, and with what was read", async () => {
    const { caseId, person, id, consentId } = await sent();
    await section(caseId, "needs-and-risk", doctor);
    for (const what of ["acknowledge", "accept", "begin"]) await act(id, doctor, what);
    await care.request("POST", `/api/my-file/consents/${consentId}/withdraw`, { as: person });
    expect((await section(caseId, "needs-and-risk", doctor)).status).toBe(403);
    expect((await see(id, care.caseworker)).body).toMatchObject({
      state: "stopped",
      code: "withdrawn",
      turn: ["sender"],
      acts: ["close"],
      parts: [{ open: false }],
      reads: [{ category: "needs-and-risk" }],
    });
    expect((await act(id, doctor, "end", { code: "helped" })).body).toMatchObject({
      code: "referral-not-now",
    });
    expect((await ownFile(person)).referrals[0]).toMatchObject({ state: "stopped", code: "withdrawn" });
  });

  it("stops when its consent runs out or its agreement ends; and one that stands still takes nothing on", async () => {
    const first = await sent();
    await rows("update access.protocol set status = 'suspended' where id = $1", clinicAgreement);
    expect((await act(first.id, doctor, "accept")).body.code).toBe("referral-nothing-open");
    expect((await see(first.id, care.caseworker)).body).toMatchObject({
      state: "sent",
      parts: [{ open: false }],
    });
    await rows("update access.protocol set status = 'in-force' where id = $1", clinicAgreement);
    expect((await act(first.id, doctor, "accept")).status).toBe(200);

    const second = await sent();
    await rows(
      "update access.consent set given_at = now() - interval '2 days', expires_at = now() - interval '1 second' where id = $1",
      second.consentId,
    );
    await work(endDeadShares);
    expect((await see(second.id, care.caseworker)).body).toMatchObject({
      state: "stopped",
      code: "basis-ended",
    });
    expect((await see(first.id, care.caseworker)).body).toMatchObject({ state: "accepted" });
  });

  it("whose agency is suspended in the middle says so to the sender, who takes it back; nobody there can act or read", async () => {
    const { caseId, id } = await sent();
    await act(id, doctor, "accept");
    await rows("update identity.agency set status = 'suspended' where id = $1", clinicId);
    expect([
      (await act(id, doctor, "begin")).status,
      (await section(caseId, "needs-and-risk", doctor)).status,
    ]).toEqual([401, 401]);
    expect((await see(id, care.caseworker)).body).toMatchObject({
      toSuspended: true,
      acts: ["take-back"],
      couldBeAsked: [{ name: "Harbour House" }, { name: "Law Corner" }],
    });
    expect((await act(id, care.caseworker, "take-back", { code: "no-answer" })).status).toBe(200);
    await rows("update identity.agency set status = 'active' where id = $1", clinicId);
    expect((await section(caseId, "needs-and-risk", doctor)).status, "and not afterwards either").toBe(403);
  });

  it("rests on an order too, and is kept from the person for as long as a court keeps the order", async () => {
    const { caseId, person } = await opened();
    const orderId = randomUUID();
    await rows(
      `insert into access.legal_order (id, case_id, authority, article, court, recipient_agency_id, purpose, issued_at,
         expires_at, notice_deferred_until) values ($1, $2, 'A court', 'An article', 'A court', $3, 'support',
         now() - interval '1 day', now() + interval '30 days', now() + interval '9 days')`,
      orderId,
      caseId,
      clinicId,
    );
    await rows("insert into access.legal_order_category values ($1, 'needs-and-risk')", orderId);
    const answer = await refer(caseId, { legalOrderId: orderId });
    expect(answer.status, answer.text).toBe(201);
    expect((await section(caseId, "needs-and-risk", doctor)).status).toBe(200);
    expect((await see(answer.body.id, doctor)).body).toMatchObject({ basis: "order" });
    expect((await ownFile(person)).referrals).toEqual([]);
    await rows("update access.legal_order set notice_deferred_until = null where id = $1", orderId);
    expect((await ownFile(person)).referrals).toMatchObject([
      { agency: { name: "Hill Clinic" }, state: "sent" },
    ]);
    await rows("update access.legal_order set ended_at = now() where id = $1", orderId);
    expect((await refer(caseId, { legalOrderId: orderId, wanted: "counselling" })).body.code).toBe(
      "referral-withdrawn",
    );
  });

  it("goes with a case that is erased, and its sender with one that is handed over", async () => {
    const { caseId, id } = await sent();
    await rows("update access.case_record set holder_agency_id = $2 where id = $1", caseId, aidId);
    expect((await see(id, care.caseworker)).status).toBe(404);
    expect((await see(id, lawyer)).body).toMatchObject({ side: "sender" });
    await rows("select access.delete_case_rows($1, '{}')", caseId);
    expect(await rows("select from care.referral where id = $1", id)).toEqual([]);
  });
});

describe("a referral is refused, with the reason, and nothing is opened", () => {
  const countShares = async (caseId: string) =>
    (await rows("select from access.share where case_id = $1", caseId)).length;

  it("to oneself, to nobody, to an agency that is suspended, without a basis, on one that is taken back or ran out, of more than it names, without an agreement, under one that ended, and twice", async () => {
    const { caseId } = await opened();
    const consentId = await allow(caseId);
    const before = await countShares(caseId);
    const told: string[] = [];
    const tell = async (body: object) => told.push((await refer(caseId, { consentId, ...body })).body.code);

    await tell({ agencyId: care.ngoId });
    await tell({ agencyId: randomUUID() });
    await tell({ consentId: randomUUID() });
    await tell({ agencyId: care.shelterId });
    await tell({ purpose: "remedy" });
    await tell({ categories: ["needs-and-risk", "contact"] });
    await tell({ takesUp: randomUUID() });
    await tell({ consentId: undefined });
    await rows("update identity.agency set status = 'suspended' where id = $1", clinicId);
    await tell({});
    await rows("update identity.agency set status = 'active' where id = $1", clinicId);
    await rows("update access.protocol set status = 'ended' where id = $1", clinicAgreement);
    await tell({});
    await rows("update access.protocol set status = 'in-force' where id = $1", clinicAgreement);
    await rows(
      "update access.consent set given_at = now() - interval '9 days', expires_at = now() where id = $1",
      consentId,
    );
    await tell({});
    await rows("update access.consent set withdrawn_at = now() where id = $1", consentId);
    await tell({});
    expect(told).toEqual([
      "referral-self",
      "referral-recipient",
      "referral-basis",
      "referral-basis",
      "referral-basis",
      "referral-parts",
      "referral-takes-up",
      "referral-basis",
      "referral-suspended",
      "referral-agreement-over",
      "referral-basis-over",
      "referral-withdrawn",
    ]);
    expect(await countShares(caseId)).toBe(before);
    expect(await rows("select from care.referral where case_id = $1", caseId)).toEqual([]);

    const again = await allow(caseId);
    expect((await refer(caseId, { consentId: again })).status).toBe(201);
    expect((await refer(caseId, { consentId: again })).body.code).toBe("referral-running");
  });

  it("by whoever does not hold the case, or may not read what they would send", async () => {
    const { caseId } = await opened();
    const consentId = await allow(caseId);
    expect((await refer(caseId, { consentId }, care.shelter)).body.code).toBe("holder-only");
    expect((await refer(caseId, { consentId }, doctor)).status).toBe(404);
    const contact = await allow(caseId, clinicId, ["identity"]);
    expect(
      (await refer(caseId, { consentId: contact, categories: ["identity"] }, care.nurse)).body.code,
    ).toBe("not-covered");
  });
});

describe("the database", () => {
  it("knows the same table of acts as the rules, each act in each state from each side", async () => {
    const found = await rows(
      `select a as act, s as state, k.side, k.next from unnest($1::text[]) a, unnest($2::text[]) s,
         lateral care.referral_rule(a, s) k`,
      REFERRAL_ACTS,
      REFERRAL_STATES,
    );
    const expected = REFERRAL_ACTS.flatMap((act) =>
      REFERRAL_STATES.flatMap((state) =>
        (["sender", "recipient"] as const).flatMap((side) => {
          const next = afterAct(act, state, side);
          return next === null ? [] : [{ act, state, side, next }];
        }),
      ),
    );
    const byName = (one: object, other: object) => JSON.stringify(one).localeCompare(JSON.stringify(other));
    expect(found.sort(byName)).toEqual(expected.sort(byName));
    expect(
      await rows(
        "select extract(epoch from care.back_within(false))::int / 3600 as usual, extract(epoch from care.back_within(true))::int / 3600 as urgent",
      ),
    ).toEqual([
      { usual: HOUSE_LIMITS["seen-to"].usual.length, urgent: HOUSE_LIMITS["seen-to"].urgent.length },
    ]);
  });

  it("tells a third agency nothing, also where its member's request carries SQL", async () => {
    const { caseId, id } = await sent();
    const { owner } = care.house;
    const asMember = async (member: TestMember, text: string) => {
      await owner.query("begin; set local role leeward_member");
      try {
        await owner.query("select access.open_member_context($1, 'support')", [Buffer.from(member.secret)]);
        return (await owner.query(text)).rows;
      } finally {
        await owner.query("rollback");
      }
    };
    const questions = [
      "select count(*)::int as said from care.referral",
      "select count(*)::int as said from care.referral_part",
      "select count(*)::int as said from care.referral_step",
      `select care.act_on_referral('${id}', 'accept', null, null, null) as said`,
      `select care.act_on_referral('${id}', 'take-back', 'no-answer', null, null) as said`,
      `select care.open_parts('${id}')::text as said`,
      `select care.refusal_of_referral('${caseId}', '${clinicId}', 'support', null, null, '{}', '[]', 'health-care') as said`,
      `select care.send_referral(gen_random_uuid(), '${caseId}', '${aidId}', 'support', null, null, 'health-care', false, '{}', '[]', null, null) as said`,
      `select care.agreement_for('${caseId}', 'needs-and-risk', '${clinicId}', 'support') as said`,
    ];
    const answers = async (member: TestMember) => {
      const said: unknown[] = [];
      for (const question of questions) said.push((await asMember(member, question))[0]?.said);
      return said;
    };
    expect(await answers(care.police)).toEqual([
      0,
      0,
      0,
      "unknown",
      "unknown",
      "{}",
      "unknown",
      "unknown",
      null,
    ]);
    // The same questions from the two who are party to it say something, or nothing would have been asked.
    expect(await answers(doctor)).not.toContain(0);
    expect((await answers(doctor)).slice(3)).toEqual([
      null,
      "not-now",
      "{needs-and-risk}",
      "unknown",
      "unknown",
      null,
    ]);
  });

  it("lets a role of each side act, and no other", async () => {
    const { id } = await sent();
    expect((await act(id, care.caseworker, "accept")).body.code, "the sender does not answer").toBe(
      "referral-not-now",
    );
    const clerk = await care.house.addMember({ agencyId: clinicId, name: "Clerk", roles: ["investigator"] });
    expect((await act(id, clerk, "accept")).body.code).toBe("referral-role");
    const head = await care.house.addMember({ agencyId: clinicId, name: "Head", roles: ["supervisor"] });
    expect((await act(id, head, "acknowledge")).status).toBe(200);
    expect((await act(id, head, "decline")).body.code, "a no says why").toBe("referral-code");
    expect((await act(id, head, "decline", { code: "helped" })).body.code).toBe("referral-code");
    expect((await act(id, head, "decline", { code: "no-place", suggestedId: clinicId })).body.code).toBe(
      "referral-suggestion",
    );
    expect((await act(id, head, "decline", { code: "no-place", suggestedId: randomUUID() })).body.code).toBe(
      "referral-suggestion",
    );
    expect((await act(id, head, "accept", { suggestedId: aidId })).body.code).toBe("referral-suggestion");
  });
});

describe("in the middle of everything", () => {
  const journey = async (caseId: string, as: TestMember = care.caseworker) =>
    (await care.request("GET", `/api/cases/${caseId}/journey`, { as })).body;
  const step = async (caseId: string, what: string, recorded: string[]) =>
    care.request("POST", `/api/cases/${caseId}/steps`, {
      as: care.caseworker,
      body: { step: what, recorded, revision: (await journey(caseId)).revision, language: null },
    });

  it("someone takes everything back: nothing is shared, the referral is the sender's, support and clocks go on, and they can come back", async () => {
    const { caseId, person, id } = await sent();
    for (const what of ["acknowledge", "accept", "begin"]) await act(id, doctor, what);
    expect((await step(caseId, "begin-support", ["plan"])).status).toBe(200);
    const asked = await care.request("POST", `/api/my-file/cases/${caseId}/asks`, {
      as: person,
      body: { kind: "question", category: null, text: "Who knows of me?" },
    });
    const paused = await care.request("POST", `/api/my-file/cases/${caseId}/pause`, { as: person });
    expect(paused.status).toBe(200);
    for (const as of [doctor, care.shelter]) {
      for (const category of ["needs-and-risk", "contact"])
        expect((await section(caseId, category, as)).status, `${as.email} ${category}`).toBe(403);
    }
    expect((await see(id, care.caseworker)).body).toMatchObject({ state: "stopped", turn: ["sender"] });
    expect((await act(id, doctor, "end", { code: "helped" })).status, "help that is over is not ended").toBe(
      409,
    );
    const left = await step(caseId, "withdraw", ["own-choice"]);
    expect(left.body).toMatchObject({ state: "withdrawn" });
    const open = await rows(
      "select what, stands_since is not null as stands from care.clock where case_id = $1 and done_at is null and of_journey",
      caseId,
    );
    expect(open.length, "no clock is lost").toBeGreaterThan(0);
    expect(
      (await section(caseId, "contact", care.caseworker)).status,
      "who holds the case still can help",
    ).toBe(200);
    expect((await care.request("GET", `/api/my-file/asks/${asked.body.id}`, { as: person })).status).toBe(
      200,
    );
    const { revision, open: own } = (
      await care.request("GET", `/api/my-file/cases/${caseId}/steps`, { as: person })
    ).body;
    expect(own).toContain("come-back");
    const back = await care.request("POST", `/api/my-file/cases/${caseId}/steps`, {
      as: person,
      body: { step: "come-back", revision },
    });
    expect(back.body).toEqual({ state: "early-support" });
    expect((await section(caseId, "needs-and-risk", doctor)).status, "coming back allows nothing anew").toBe(
      403,
    );
  });

  it("an agency is suspended: whoever was asked there is the sender's again, and where it holds the case the person loses nothing", async () => {
    const { caseId, person, id } = await sent();
    await act(id, doctor, "acknowledge");
    const suspend = (agencyId: string, status: string) =>
      rows("select identity.set_agency_status($1, $2)", agencyId, status);
    // Suspending ends sessions for good; these are put back to see what is left of the right itself.
    const sessions = () => rows("update identity.session set ended_at = null");
    await suspend(clinicId, "suspended");
    expect((await see(id, doctor)).status).toBe(401);
    expect((await see(id, care.caseworker)).body).toMatchObject({ state: "acknowledged" });
    expect((await act(id, care.caseworker, "take-back", { code: "no-answer" })).status).toBe(200);
    const again = await refer(caseId, { consentId: await allow(caseId) });
    expect(again.body.code, "nobody there could answer").toBe("referral-suspended");

    await suspend(care.ngoId, "suspended");
    expect((await section(caseId, "contact", care.caseworker)).status).toBe(401);
    expect((await ownFile(person)).id, "the file is the person's").toBe(caseId);
    const said = await care.request("POST", `/api/my-file/cases/${caseId}/asks`, {
      as: person,
      body: { kind: "question", category: null, text: "Is anyone there?" },
    });
    expect(said.status).toBe(201);
    expect((await care.request("POST", `/api/my-file/cases/${caseId}/pause`, { as: person })).status).toBe(
      200,
    );
    await rows(
      `update care.clock set due_at = now() - interval '1 hour', started_at = now() - interval '9 days',
         alarms = jsonb_build_array(alarms -> 0 || jsonb_build_object('at', now() - interval '1 hour'))
       where case_id = $1 and what = 'file-question'`,
      caseId,
    );
    expect(await work(tellClocks), "clocks tell on, and close nothing").toBeGreaterThan(0);
    expect((await rows("select state from care.case_file where id = $1", caseId))[0].state).toBe("contact");
    for (const agencyId of [clinicId, care.ngoId]) await suspend(agencyId, "active");
    await sessions();
    expect((await section(caseId, "contact", care.caseworker)).status).toBe(200);
    expect((await section(caseId, "needs-and-risk", doctor)).status, "what was taken back stays so").toBe(
      403,
    );
  });
});

describe("a question whether there is room", () => {
  const QUESTION = {
    wanted: "safe-place",
    forWhom: "woman",
    children: 1,
    language: "ar",
    needs: ["cot"],
    fromWhen: "tonight",
  };
  const askRoom = (body: object = {}, as: TestMember = care.caseworker) =>
    care.request("POST", "/api/capacity-questions", {
      as,
      body: { ...QUESTION, agencyIds: [clinicId], ...body },
    });
  const answerRoom = (id: string, as: TestMember, answer: string, until: string | null = null) =>
    care.request("POST", `/api/capacity-questions/${id}/answer`, { as, body: { answer, until } });
  const seen = async (as: TestMember) =>
    (await care.request("GET", "/api/capacity-questions", { as })).body.questions;
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

  it("is answered by each agency for itself, and seen by nobody else", async () => {
    const asked = await askRoom({ agencyIds: [clinicId, aidId] });
    expect(asked.status, asked.text).toBe(201);
    const [atClinic, atAid] = asked.body.ids;
    expect((await seen(doctor)).map(({ id }: { id: string }) => id)).toEqual([atClinic]);
    expect(await seen(care.shelter)).toEqual([]);
    expect((await answerRoom(atAid, doctor, "no")).status, "another agency's question").toBe(404);
    expect((await answerRoom(atClinic, care.caseworker, "no")).status, "one's own").toBe(404);
    const until = inHours(24);
    expect((await answerRoom(atClinic, doctor, "yes", until)).status).toBe(204);
    expect((await answerRoom(atAid, lawyer, "no")).status).toBe(204);
    const answers = (await seen(care.caseworker)).filter(({ id }: { id: string }) =>
      asked.body.ids.includes(id),
    );
    expect(
      Object.fromEntries(answers.map((one: { to: { name: string } } & object) => [one.to.name, one])),
    ).toMatchObject({
      "Hill Clinic": { side: "asker", answer: "yes", until },
      "Law Corner": { answer: "no", until: null },
    });
    // The place was given away meanwhile: it is said so.
    expect((await answerRoom(atClinic, doctor, "later", inHours(24 * 20))).status).toBe(204);
    expect((await seen(care.caseworker)).find(({ id }: { id: string }) => id === atClinic)).toMatchObject({
      answer: "later",
    });
    const told = await rows(
      "select kind, case_id from ledger.entry where content::jsonb ->> 'questionId' = $1 order by id",
      atClinic,
    );
    expect(told).toEqual([
      { kind: "capacity.asked", case_id: null },
      { kind: "capacity.answered", case_id: null },
      { kind: "capacity.answered", case_id: null },
    ]);
  });

  it("has no place for a name, and leads to no case", async () => {
    for (const body of [
      { name: "Selam" },
      { wanted: "Selam" },
      { forWhom: "Selam" },
      { language: "Selam" },
      { needs: ["Selam"] },
      { fromWhen: "Selam" },
      { children: "Selam" },
      { children: 10 },
      { caseId: randomUUID() },
    ]) {
      expect((await askRoom(body)).status, JSON.stringify(body)).toBe(400);
    }
    expect(
      await rows(`select a.attname as name from pg_attribute a join pg_constraint c on c.conrelid = a.attrelid
        and c.contype = 'f' and a.attnum = any (c.conkey)
        where a.attrelid = 'care.capacity_question'::regclass and c.confrelid::regclass::text not in ('identity.agency', 'identity.member')`),
      "it refers to agencies and members alone",
    ).toEqual([]);
    // Whatever the server's code lets through, the table takes lists alone.
    const texts =
      await rows(`select attname as name from pg_attribute where attrelid = 'care.capacity_question'::regclass
      and attnum > 0 and atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'bytea'::regtype)`);
    expect(texts.length).toBeGreaterThan(5);
    const put = (name: string, value: string) => {
      const row: Record<string, string> = {
        ...{ id: "gen_random_uuid()", from_agency_id: `'${care.ngoId}'`, to_agency_id: `'${clinicId}'` },
        ...{ wanted: "'safe-place'", for_whom: "'woman'", children: "0", needs: "'{}'", from_when: "'now'" },
        ...{ expires_at: "now()", answer: "'no'", answered_at: "now()" },
        [name]: value,
      };
      return rows(
        `insert into care.capacity_question (${Object.keys(row)}) values (${Object.values(row)}) returning id`,
      );
    };
    expect(await put("language", "'ti'"), "a good row is taken").toHaveLength(1);
    for (const { name } of texts) {
      await expect(put(name, name === "needs" ? "'{Selam}'" : "'Selam'"), name).rejects.toThrow(
        /check constraint/,
      );
    }
  });

  it("is refused to oneself, to a stranger, to whoever is suspended, and by whoever works with nobody", async () => {
    for (const agencyIds of [[care.ngoId], [care.outsiderId], [randomUUID()], [clinicId, care.policeId]]) {
      expect((await askRoom({ agencyIds })).body.code).toBe("capacity-agency");
    }
    expect((await askRoom({ agencyIds: [clinicId] }, care.police)).body.code).toBe("capacity-role");
    await rows("update identity.agency set status = 'suspended' where id = $1", aidId);
    expect((await askRoom({ agencyIds: [aidId] })).body.code).toBe("capacity-agency");
    await rows("update identity.agency set status = 'active' where id = $1", aidId);
  });

  it("runs out: nobody answers any more, and nothing is kept of it", async () => {
    const [id] = (await askRoom()).body.ids;
    for (const [answer, until] of [
      ["yes", null],
      ["no", inHours(2)],
      ["yes", inHours(24 * 8)],
      ["later", inHours(24 * 91)],
      ["yes", inHours(-1)],
    ] as const) {
      expect((await answerRoom(id, doctor, answer, until)).body.code).toBe("capacity-until");
    }
    await rows(
      "update care.capacity_question set expires_at = now() - interval '1 minute' where id = $1",
      id,
    );
    expect((await answerRoom(id, doctor, "no")).body.code).toBe("capacity-over");
    expect(await seen(doctor)).not.toContainEqual(expect.objectContaining({ id }));
    await rows("update care.capacity_question set expires_at = now() - interval '31 days' where id = $1", id);
    await rows("select retention.keep(false)");
    expect(await rows("select from care.capacity_question where id = $1", id)).toEqual([]);
  });

  it("is not asked without end", async () => {
    await rows(
      `insert into care.capacity_question (id, from_agency_id, to_agency_id, wanted, for_whom, children, needs, from_when, expires_at)
       select gen_random_uuid(), $1, $2, 'safe-place', 'man', 0, '{}', 'now', now() + interval '1 hour' from generate_series(1, 100)`,
      care.ngoId,
      clinicId,
    );
    expect((await askRoom()).body.code).toBe("capacity-many");
    await rows("delete from care.capacity_question");
    expect((await askRoom()).status).toBe(201);
  });
});

describe("a letter of chosen lines", () => {
  const IDENTITY = { firstName: "Selam", familyName: "Tesfaye", ageClaimed: 24, primaryLanguage: "ti" };
  const lettersOf = (referralId: string) =>
    rows(
      "select version, category, ended_at is not null as ended, data_key_id from care.letter_part where referral_id = $1 order by 1, 2",
      referralId,
    );
  const wrapsOf = async (referralId: string): Promise<string[]> =>
    (
      await rows(
        `select a.name from keys.wrap w join care.letter_part l on l.data_key_id = w.data_key_id join identity.agency a on a.id = w.agency_id
         where l.referral_id = $1 order by 1`,
        referralId,
      )
    ).map(({ name }: { name: string }) => name);
  const preview = (caseId: string, letter: readonly object[], as: TestMember = care.caseworker) =>
    care.request("POST", `/api/cases/${caseId}/referral-preview`, {
      ...{ as, purpose: "support", body: { categories: [], letter } },
    });
  /** As it is received: the preview's bytes without its frame. */
  const letterIn = (previewed: { text: string }) =>
    previewed.text.slice('{"sections":[],"letter":'.length, -1);
  const readLetter = (id: string, as: TestMember) =>
    care.request("GET", `/api/referrals/${id}/letter`, { as, purpose: "support" });

  async function withIdentity(): Promise<Story> {
    const person = await care.addPerson();
    const { id } = await care.openCase(person, {
      sections: { contact: CONTACT, "needs-and-risk": NEEDS, identity: IDENTITY },
    });
    return { person, caseId: id };
  }
  async function allowLines(caseId: string, lines: readonly object[], agencyId = clinicId): Promise<string> {
    const asked = {
      recipientAgencyId: agencyId,
      purpose: "support",
      categories: [...new Set(lines.map((one) => (one as { category: Category }).category))],
      lines,
      until: new Date(care.house.clock.now.getTime() + 30 * 86_400_000).toISOString(),
      language: "en",
    };
    const as = care.caseworker;
    const sentence = await care.request("POST", `/api/cases/${caseId}/consents/sentence`, {
      as,
      body: asked,
    });
    expect(sentence.status, sentence.text).toBe(200);
    const kept = await care.request("POST", `/api/cases/${caseId}/consents`, {
      as,
      body: {
        ...asked,
        text: sentence.body.text,
        by: "person",
        assent: null,
        readAloud: false,
        interpretedInto: null,
      },
    });
    expect(kept.status, kept.text).toBe(201);
    return kept.body.id;
  }
  const LINES = { category: "identity", lines: ["firstName", "primaryLanguage"] };
  const NEED = { category: "needs-and-risk", lines: ["wants"] };
  const seenIn = (
    letter: readonly { category: string; lines: readonly string[] }[],
    body: { parts: { category: string; version: number }[] },
  ) =>
    letter.map((one) => ({
      ...one,
      version: body.parts.find(({ category }) => category === one.category)?.version,
    }));

  async function lettered() {
    const story = await withIdentity();
    const consentId = await allowLines(story.caseId, [LINES, NEED]);
    const shown = await preview(story.caseId, [NEED, LINES]);
    expect(shown.status, shown.text).toBe(200);
    const letter = seenIn([LINES, NEED], shown.body.letter);
    const answer = await refer(story.caseId, { consentId, categories: [], letter });
    expect(answer.status, answer.text).toBe(201);
    return { ...story, consentId, letter, preview: letterIn(shown), id: answer.body.id as string };
  }

  it("is for whoever receives it what the sender was shown, byte for byte; and opens no part of the case", async () => {
    const { caseId, person, id, preview: before } = await lettered();
    const received = await readLetter(id, doctor);
    expect(received.status, received.text).toBe(200);
    expect(received.text).toBe(before);
    expect(JSON.parse(before)).toEqual({
      parts: [
        { category: "identity", version: 1, document: { firstName: "Selam", primaryLanguage: "ti" } },
        { category: "needs-and-risk", version: 1, document: { wants: NEEDS.wants } },
      ],
    });
    expect((await readLetter(id, care.caseworker)).text, "what was sent stays readable for its sender").toBe(
      before,
    );
    for (const category of ["identity", "needs-and-risk", "contact"]) {
      expect((await section(caseId, category, doctor)).status, category).toBe(404);
    }
    expect(
      (await care.request("GET", `/api/cases/${caseId}`, { as: doctor, purpose: "support" })).status,
    ).toBe(404);
    expect((await see(id, doctor)).body).toMatchObject({
      about: null,
      parts: [],
      opensAny: true,
      letter: { version: 1, parts: [{ category: "identity", lines: LINES.lines, open: true }, NEED] },
    });
    // Nobody else; nor the same agency for what it was not sent for, nor in a role that does not cover it.
    expect((await readLetter(id, lawyer)).status).toBe(404);
    expect(
      (await care.request("GET", `/api/referrals/${id}/letter`, { as: doctor, purpose: "investigation" }))
        .body.code,
    ).toBe("letter-closed");
    const clerk = await care.house.addMember({ agencyId: clinicId, name: "Clerk", roles: ["statistician"] });
    expect((await readLetter(id, clerk)).body.code).toBe("letter-closed");
    const looks = (await care.request("GET", `/api/my-file/cases/${caseId}/looks`, { as: person })).body
      .looks;
    expect(looks).toContainEqual(
      expect.objectContaining({
        clause: "letter",
        category: "identity",
        agency: { name: "Hill Clinic", kind: "health" },
      }),
    );
    expect((await ownFile(person)).referrals).toContainEqual(
      expect.objectContaining({
        id,
        categories: ["identity", "needs-and-risk"],
        letter: [
          { category: "identity", names: ["First name", "First language"] },
          { category: "needs-and-risk", names: ["Wants"] },
        ],
      }),
    );
  });

  it("rests on a yes that names its lines in the sentence that was read, and on no more than that", async () => {
    const { caseId } = await withIdentity();
    const consentId = await allowLines(caseId, [LINES]);
    const [{ statement }] = await rows("select statement from access.consent where id = $1", consentId);
    expect(JSON.parse(statement).text).toContain("(only: First name, ");
    expect(JSON.parse(statement).lines).toEqual([LINES]);
    const more = [{ category: "identity", lines: ["firstName", "familyName"], version: 1 }];
    for (const body of [
      { categories: [], letter: more },
      { categories: ["identity"], letter: [] },
      { categories: ["identity"] },
      { categories: [], letter: [] },
      { categories: [], letter: [{ ...NEED, version: 1 }] },
    ]) {
      expect((await refer(caseId, { consentId, ...body })).body.code, JSON.stringify(body)).toBe(
        "referral-parts",
      );
    }
    const shared = await care.request("POST", `/api/cases/${caseId}/shares`, {
      as: care.caseworker,
      purpose: "support",
      body: {
        ...{ category: "identity", agencyId: clinicId, purpose: "support", consentId },
        protocolId: clinicAgreement,
        until: new Date(care.house.clock.now.getTime() + 86_400_000).toISOString(),
      },
    });
    expect(shared.body.code, "no share rests on a yes to lines").toBe("share-not-live");
    // Lines that are none; a part twice; written in since; seen by nobody who sends.
    for (const [letter, code] of [
      [[{ category: "identity", lines: ["password"], version: 1 }], "letter-lines"],
      [
        [
          { ...LINES, version: 1 },
          { ...LINES, version: 1 },
        ],
        "letter-lines",
      ],
      [[{ ...LINES, version: 0 }], "part-moved"],
    ] as const) {
      expect((await refer(caseId, { consentId, categories: [], letter })).body.code).toBe(code);
    }
    expect((await preview(caseId, [LINES], care.shelter)).body.code).toBe("section-closed");
    expect((await rows("select from care.letter_part where case_id = $1", caseId)).length).toBe(0);
    expect(
      (await refer(caseId, { consentId, categories: [], letter: [{ ...LINES, version: 1 }] })).status,
    ).toBe(201);
  });

  it("is locked under a key of its own, which goes when it ends: by a withdrawal, a no, an end, a take-back, the last minute", async () => {
    const endings: Readonly<
      Record<string, (story: Awaited<ReturnType<typeof lettered>>) => Promise<unknown>>
    > = {
      withdrawn: ({ consentId, caseId }) =>
        care.request("POST", `/api/cases/${caseId}/consents/${consentId}/withdraw`, { as: care.caseworker }),
      declined: ({ id }) => act(id, doctor, "decline", { code: "no-place" }),
      "taken-back": ({ id }) => act(id, care.caseworker, "take-back", { code: "no-answer" }),
      ended: async ({ id }) => {
        for (const what of ["accept", "begin"]) await act(id, doctor, what);
        await act(id, doctor, "end", { code: "helped" });
      },
      expired: async ({ id, consentId }) => {
        await rows("update access.consent set expires_at = now() where id = $1", consentId);
        expect((await readLetter(id, doctor)).body.code, "closed before the worker comes").toBe(
          "letter-closed",
        );
        expect(await work(endLetters)).toBeGreaterThan(0);
      },
    };
    for (const [how, end] of Object.entries(endings)) {
      const story = await lettered();
      const { id } = story;
      expect(await wrapsOf(id), how).toEqual(["Hill Clinic", "Hill Clinic", "Open Door", "Open Door"]);
      expect((await readLetter(id, doctor)).status, how).toBe(200);
      await end(story);
      expect(await wrapsOf(id), how).toEqual(["Open Door", "Open Door"]);
      expect((await readLetter(id, doctor)).body.code, how).toBe("letter-closed");
      expect((await see(id, doctor)).body, how).toMatchObject({ opensAny: false, letter: null });
      const stopped = how === "withdrawn" || how === "expired";
      expect((await see(id, care.caseworker)).body, how).toMatchObject({
        state: stopped ? "stopped" : how,
        ...(stopped && { code: how === "withdrawn" ? "withdrawn" : "basis-ended" }),
      });
      expect((await act(id, doctor, "accept")).body.code).toMatch(/^referral-not-now$/);
    }
  });

  it("waits while its agreement is suspended, is judged by the agreement at every look, and outlives the end of a share beside it", async () => {
    const { id, caseId } = await lettered();
    const suspend = (status: string) =>
      rows("update access.protocol set status = $2 where id = $1", clinicAgreement, status);
    await suspend("suspended");
    expect((await readLetter(id, doctor)).body.code).toBe("letter-closed");
    expect((await act(id, doctor, "accept")).body.code).toBe("referral-nothing-open");
    expect(await work(endLetters)).toBe(0);
    await suspend("in-force");
    expect((await readLetter(id, doctor)).status).toBe(200);
    const consentId = await allow(caseId);
    const beside = await refer(caseId, { consentId, wanted: "counselling" });
    expect(beside.status, beside.text).toBe(201);
    await act(beside.body.id, doctor, "decline", { code: "no-place" });
    expect((await section(caseId, "needs-and-risk", doctor)).status).toBe(403);
    expect((await readLetter(id, doctor)).status, "its key is its own").toBe(200);
  });

  it("is sent anew in the place of the one before", async () => {
    const { id, caseId, preview: first } = await lettered();
    const shown = await preview(caseId, [{ category: "identity", lines: ["firstName"] }]);
    const anew = (letter: readonly object[], as = care.caseworker) =>
      care.request("POST", `/api/referrals/${id}/letter`, { as, purpose: "support", body: { letter } });
    const letter = [{ category: "identity", lines: ["firstName"], version: 1 }];
    expect((await anew(letter, doctor)).status, "by its sender alone").toBe(403);
    expect((await anew([{ ...letter[0], lines: ["familyName"] }])).body.code).toBe("referral-parts");
    expect((await anew(letter)).status).toBe(201);
    expect((await readLetter(id, doctor)).text).toBe(letterIn(shown));
    expect(letterIn(shown)).not.toBe(first);
    expect((await lettersOf(id)).map(({ version, category, ended }) => [version, category, ended])).toEqual([
      [1, "identity", true],
      [1, "needs-and-risk", true],
      [2, "identity", false],
    ]);
    await act(id, doctor, "decline", { code: "no-place" });
    expect((await anew(letter)).body.code).toBe("referral-not-now");
  });

  it("gives injected SQL of another agency, or in a role without the part, no row and no key; and lies nowhere in the clear", async () => {
    const { id, caseId } = await lettered();
    const clerk = await care.house.addMember({ agencyId: clinicId, name: "Porter", roles: ["statistician"] });
    for (const [who, seen] of [
      [doctor, 2],
      [clerk, 0],
      [lawyer, 0],
      [care.shelter, 0],
      [care.police, 0],
    ] as const) {
      const db = openDatabase({
        connectionString: care.house.connectionString.replace("user=postgres", "user=leeward_server"),
        sizeMax: 1,
        log: () => undefined,
      });
      try {
        const found = await asMember(db, who.secret, "support", async (tx) => ({
          letters: (await sql`select from care.letter_part where case_id = ${caseId}`.execute(tx)).rows
            .length,
          sections: (await sql`select from care.section where case_id = ${caseId}`.execute(tx)).rows.length,
          files: (await sql`select from care.case_file where id = ${caseId}`.execute(tx)).rows.length,
          key:
            (
              await sql<{
                outcome: string | null;
              }>`select * from care.take_letter_part(${id}, 'identity')`.execute(tx)
            ).rows[0]?.outcome ?? null,
        }));
        expect(found, who.email).toEqual({
          letters: seen,
          key: seen > 0 ? "read" : null,
          ...(who === care.shelter
            ? { sections: expect.any(Number), files: expect.any(Number) }
            : { sections: 0, files: 0 }),
        });
      } finally {
        await db.close();
      }
    }
    const [{ text }] = await rows(
      "select string_agg(l::text, '') as text from care.letter_part l where case_id = $1",
      caseId,
    );
    expect(text).not.toMatch(/Selam|Tesfaye|sleep without/);
    await rows("delete from keys.data_key where case_id = $1", caseId); // as an erasure does
    expect(await lettersOf(id)).toEqual([]);
  });
});

describe("how it was for the person", () => {
  const rate = (id: string, as: TestPerson, body: object) =>
    care.request("POST", `/api/my-file/referrals/${id}/rating`, { as, body });
  const asksHowItWas = async (as: TestPerson): Promise<boolean> =>
    (await ownFile(as)).referrals[0].asksHowItWas;
  async function ended(): Promise<Story & { id: string }> {
    const story = await sent();
    for (const [what, more] of [
      ["accept", {}],
      ["begin", {}],
      ["end", { code: "helped" }],
    ] as const) {
      const done = await act(story.id, doctor, what, more);
      expect(done.status, done.text).toBe(200);
    }
    return story;
  }

  it("is asked once its help has ended, read by who sent them there and by nobody else, answered, and asked no more", async () => {
    const running = await sent();
    expect(await asksHowItWas(running.person)).toBe(false);
    expect((await rate(running.id, running.person, { helped: "yes" })).status, "not before its end").toBe(
      404,
    );

    const { person, caseId, id } = await ended();
    expect(await asksHowItWas(person)).toBe(true);
    expect((await rate(id, person, {})).body.code).toBe("ask-empty");
    const before = await see(id, doctor);
    const said = await rate(id, person, {
      helped: "partly",
      treatedWell: "no",
      text: "Zebrafish waited outside.",
    });
    expect(said.status, said.text).toBe(201);
    expect(await asksHowItWas(person)).toBe(false);
    expect((await rate(id, person, { helped: "yes" })).status, "once").toBe(404);

    expect((await see(id, doctor)).text, "who helped sees nothing of it").toBe(before.text);
    for (const as of [doctor, lawyer, care.police])
      expect(
        (await care.request("GET", `/api/asks/${said.body.id}`, { as, purpose: "support" })).status,
      ).toBe(404);
    const told = await rows(
      "select agency_id from events.domain_event where type = 'ask.made' and subject ->> 'caseId' = $1",
      caseId,
    );
    expect(told).toEqual([{ agency_id: care.ngoId }]);
    expect(await tablesThatHold(care.house.owner, "Zebrafish"), "in the clear nowhere").toEqual([]);
    expect(await tablesThatHold(care.house.owner, "treatedWell"), "nor what was chosen").toEqual([]);

    const read = await care.request("GET", `/api/asks/${said.body.id}`, {
      as: care.caseworker,
      purpose: "support",
    });
    expect(read.body).toMatchObject({
      ...{ kind: "rating", text: "Zebrafish waited outside." },
      rating: { helped: "partly", treatedWell: "no" },
    });
    const clock = () =>
      rows("select id, done_at from care.clock where case_id = $1 and what = 'file-rating'", caseId);
    const [waits] = await clock();
    expect((await care.request("PUT", `/api/clocks/${waits.id}/done`, { as: care.caseworker })).status).toBe(
      404,
    );
    const answered = await care.request("POST", `/api/asks/${said.body.id}/answer`, {
      ...{
        as: care.caseworker,
        purpose: "support",
        body: { outcome: "answered", text: "We will speak with them, if you wish." },
      },
    });
    expect(answered.status, answered.text).toBe(204);
    expect((await clock())[0].done_at, "its clock ends with the answer alone").not.toBeNull();
    const own = await care.request("GET", `/api/my-file/asks/${said.body.id}`, { as: person });
    expect(own.body).toMatchObject({
      rating: { helped: "partly" },
      answer: "We will speak with them, if you wish.",
    });
  });

  it("is nobody else's to say, nor after ninety days, nor of one that a court keeps from them", async () => {
    const { id, person } = await ended();
    const stranger = await opened();
    expect((await rate(id, stranger.person, { helped: "no" })).status).toBe(404);
    await rows("update care.referral set state_since = now() - interval '91 days' where id = $1", id);
    expect(await asksHowItWas(person)).toBe(false);
    expect((await rate(id, person, { helped: "no" })).status).toBe(404);
    const other = await ended();
    const [order] = await rows(
      `insert into access.legal_order (case_id, authority, article, court, recipient_agency_id, purpose, issued_at, expires_at,
         notice_deferred_until) values ($1, 'Court', '1', 'Court', $2, 'support', now(), now() + interval '30 days', now() + interval '20 days')
       returning id`,
      ...[other.caseId, clinicId],
    );
    await rows(
      "update care.referral set consent_id = null, legal_order_id = $2 where id = $1",
      other.id,
      order.id,
    );
    expect((await rate(other.id, other.person, { helped: "no" })).status).toBe(404);
  });
});
