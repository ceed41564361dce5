import { plainCalendar } from "@leeward/clocks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { housePack } from "./journey/house-packs.ts";
import type { ConsentClock } from "./journey/rules.ts";
import { reviewAfter } from "./rules.ts";
import { type TestCare, type TestPerson, testCare } from "./testing.ts";

const DAY_MS = 86_400_000;
let care: TestCare;
beforeAll(async () => {
  care = await testCare();
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const inDays = (days: number): string =>
  new Date(care.house.clock.now.getTime() + days * DAY_MS).toISOString();

const asked = (changes: object = {}) => ({
  recipientAgencyId: care.shelterId,
  purpose: "support",
  categories: ["account"],
  until: inDays(60),
  language: "en",
  ...changes,
});

async function sentenceOf(caseId: string, changes: object = {}): Promise<string> {
  const { body } = await care.request("POST", `/api/cases/${caseId}/consents/sentence`, {
    as: care.caseworker,
    body: asked(changes),
  });
  return body.text;
}

/** Keeps a yes that was said to the caseworker, with the sentence that the server gave. */
async function say(caseId: string, changes: Record<string, unknown> = {}, as = care.caseworker) {
  const terms = Object.fromEntries(Object.entries(changes).filter(([name]) => name in asked()));
  const body = {
    ...asked(),
    text: changes.text ?? (await sentenceOf(caseId, terms)) ?? "none",
    by: "person",
    assent: null,
    readAloud: true,
    interpretedInto: null,
    ...changes,
  };
  return care.request("POST", `/api/cases/${caseId}/consents`, { as, body });
}

const ownFile = async (person: TestPerson) =>
  (await care.request("GET", "/api/my-file", { as: person })).body.cases[0];

describe("a consent that is said in person", () => {
  it("is kept with the sentence that was read, in the person's language, and shown to them with the agency that heard it", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person);
    const text = await sentenceOf(id, { language: "ar" });
    expect(text).toContain("Harbour House");
    expect(text).toContain("تصلني المساعدة نفسها");
    const kept = await say(id, { language: "ar", text, interpretedInto: "ti" });
    expect(kept.status, kept.text).toBe(201);
    const own = (await ownFile(person)).consents.find(({ id: one }: { id: string }) => one === kept.body.id);
    expect(own).toMatchObject({
      heardBy: { name: "Open Door" },
      sentence: text,
      sentenceIn: "ar",
      givenBy: "person",
      disputedAt: null,
      reads: [],
    });
    const { body } = await care.request("GET", `/api/cases/${id}/allowed`, { as: care.colleague });
    expect(body.consents.find(({ id: one }: { id: string }) => one === kept.body.id)).toMatchObject({
      signed: false,
      heardBy: { displayName: "Ines", agency: "Open Door" },
      readAloud: true,
      interpretedInto: "ti",
      language: "ar",
    });
    expect(JSON.stringify(own)).not.toContain("Ines");
  });

  it("opens nothing by itself, and is a basis for a share of what it names and no more", async () => {
    const { id } = await care.openCase(await care.addPerson());
    const { body } = await say(id);
    const share = (category: string) =>
      care.request("POST", `/api/cases/${id}/shares`, {
        as: care.caseworker,
        purpose: "support",
        body: {
          category,
          agencyId: care.shelterId,
          purpose: "support",
          consentId: body.id,
          protocolId: care.protocolId,
          until: inDays(30),
        },
      });
    const read = () =>
      care.request("GET", `/api/cases/${id}/sections/account`, { as: care.shelter, purpose: "support" });
    expect((await read()).status).toBe(403);
    expect(await share("identity")).toMatchObject({ status: 409, body: { code: "share-not-live" } });
    expect((await share("account")).status).toBe(201);
    expect((await read()).status).toBe(200);
  });

  const REFUSED: readonly (readonly [string, () => Record<string, unknown>, number, string])[] = [
    ["for a sentence that was not read", () => ({ text: "Sign here." }), 409, "consent-text-changed"],
    ["for longer than a year", () => ({ until: inDays(367) }), 422, "consent-limits"],
    ["for less than a day", () => ({ until: inDays(0.5) }), 422, "consent-limits"],
    ["for the agency itself", () => ({ recipientAgencyId: care.ngoId }), 422, "consent-recipient"],
    [
      "where no agreement covers it",
      () => ({ recipientAgencyId: care.policeId }),
      422,
      "consent-not-covered",
    ],
    [
      "where none covers one of its parts",
      () => ({ categories: ["account", "money"] }),
      422,
      "consent-not-covered",
    ],
    ["by a guardian, of an adult", () => ({ by: "guardian", assent: "given" }), 422, "consent-of-an-adult"],
  ];
  for (const [what, changes, status, code] of REFUSED) {
    it(`is refused ${what}, and nothing is kept`, async () => {
      const { id } = await care.openCase(await care.addPerson());
      const before = await rows("select count(*) from access.consent where case_id = $1", id);
      expect(await say(id, changes())).toMatchObject({ status, body: { code } });
      expect(await rows("select count(*) from access.consent where case_id = $1", id)).toEqual(before);
    });
  }

  it("is never asked for immigration enforcement: who and where stay closed even before an agreement is looked for", async () => {
    const { id } = await care.openCase(await care.addPerson());
    const border = await care.house.addAgency({
      name: "Border",
      kind: "immigration-enforcement",
      enforcesImmigrationLaw: true,
    });
    for (const category of ["identity", "contact", "status"]) {
      const answer = await say(id, { recipientAgencyId: border, categories: [category] });
      expect(answer).toMatchObject({ status: 422, body: { code: "consent-immigration" } });
    }
  });

  it("is heard by someone who works with the person, at the agency that holds the case", async () => {
    const { id } = await care.openCase(await care.addPerson());
    const boss = await care.house.addMember({ agencyId: care.ngoId, name: "Boss", roles: ["supervisor"] });
    const text = await sentenceOf(id);
    expect(await say(id, { text }, boss)).toMatchObject({ status: 403, body: { code: "consent-role" } });
    expect(await say(id, { text }, care.shelter)).toMatchObject({
      status: 403,
      body: { code: "holder-only" },
    });
    expect((await say(id, { text }, care.police)).status).toBe(404);
  });

  it("that nobody said is told so by the person: it ends at once, stays on record, and the desk must answer", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person);
    const { body } = await say(id, { categories: ["identity"] });
    const dispute = (as: TestPerson, consentId = body.id) =>
      care.request("POST", `/api/my-file/consents/${consentId}/dispute`, { as });
    expect((await dispute(await care.addPerson())).status).toBe(404);
    const signed = (
      await rows("select id from access.consent where case_id = $1 and signature is not null", id)
    )[0];
    expect((await dispute(person, signed.id)).status, "a yes that their words signed").toBe(404);
    expect((await dispute(person)).status).toBe(200);
    expect((await dispute(person)).status, "the same wish twice").toBe(200);
    const [consent] = await rows("select * from access.consent where id = $1", body.id);
    expect(consent.withdrawn_at).toEqual(consent.disputed_at);
    const clocks = await rows(
      "select what from care.clock where case_id = $1 and what = 'consent-disputed'",
      id,
    );
    expect(clocks).toHaveLength(1);
    const told = await rows(
      "select kind from ledger.entry where case_id = $1 and kind = 'consent.disputed'",
      id,
    );
    expect(told).toHaveLength(1);
  });
});

describe("what a withdrawal means", () => {
  it("a live share ends now and its wraps go; what was read is listed for the person, told to the agency, and in the ledger", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person);
    const look = () =>
      care.request("GET", `/api/cases/${id}/sections/contact`, { as: care.shelter, purpose: "support" });
    expect((await look()).status).toBe(200);
    expect((await look()).status).toBe(200);
    const [before] = (await ownFile(person)).consents;
    expect(before.reads).toMatchObject([{ category: "contact", times: 2 }]);

    await care.request("POST", `/api/my-file/consents/${before.id}/withdraw`, { as: person });
    expect((await look()).status).toBe(403);
    const [after] = (await ownFile(person)).consents;
    expect(after.reads).toEqual(before.reads);
    const events = await rows(
      "select subject ->> 'because' as because from events.domain_event where type = 'share.ended' and agency_id = $1 and subject ->> 'caseId' = $2",
      care.shelterId,
      id,
    );
    expect(events).toEqual([{ because: "withdrawn" }, { because: "withdrawn" }]);
    const kinds = await rows(
      "select kind, count(*)::int as n from ledger.entry where case_id = $1 group by 1",
      id,
    );
    expect(kinds).toEqual(
      expect.arrayContaining([
        { kind: "section.read", n: 2 },
        { kind: "share.ended", n: 2 },
        { kind: "consent.withdrawn", n: 1 },
      ]),
    );
    const wraps = await rows(
      "select 1 from keys.wrap w join keys.data_key d on d.id = w.data_key_id where d.case_id = $1 and w.agency_id = $2",
      id,
      care.shelterId,
    );
    expect(wraps).toEqual([]);
  });

  it("is the same where the person says it at the desk; who heard it is on record, and no other agency can say it", async () => {
    const { id } = await care.openCase(await care.addPerson());
    const [{ id: consentId }] = await rows("select id from access.consent where case_id = $1", id);
    const url = `/api/cases/${id}/consents/${consentId}/withdraw`;
    expect((await care.request("POST", url, { as: care.shelter })).body).toMatchObject({
      code: "holder-only",
    });
    const done = await care.request("POST", url, { as: care.caseworker });
    expect(done.body.ended.map(({ category }: { category: string }) => category)).toEqual([
      "contact",
      "needs-and-risk",
    ]);
    const [consent] = await rows("select withdrawn_to from access.consent where id = $1", consentId);
    expect(consent.withdrawn_to).toBe(care.caseworker.id);
  });

  it("is the same for all of them at once, said at the desk: what was read stays listed, a second time ends nothing", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person);
    const look = () =>
      care.request("GET", `/api/cases/${id}/sections/contact`, { as: care.shelter, purpose: "support" });
    expect((await look()).status).toBe(200);
    const url = `/api/cases/${id}/pause`;
    expect((await care.request("POST", url, { as: care.shelter })).body.code).toBe("holder-only");
    expect((await look()).status).toBe(200);
    const done = await care.request("POST", url, { as: care.caseworker });
    expect(done.body.ended.map(({ category }: { category: string }) => category)).toEqual([
      "contact",
      "needs-and-risk",
    ]);
    expect((await look()).status).toBe(403);
    const running = await rows(
      `select (select count(*)::int from access.consent where case_id = $1 and withdrawn_at is null) as consents,
        (select count(*)::int from access.share where case_id = $1 and ended_at is null and consent_id is not null) as shares,
        (select count(*)::int from keys.wrap w join keys.data_key d on d.id = w.data_key_id
          where d.case_id = $1 and w.agency_id = $2) as wraps,
        (select array_agg(distinct withdrawn_to) from access.consent where case_id = $1) as told`,
      id,
      care.shelterId,
    );
    expect(running).toEqual([{ consents: 0, shares: 0, wraps: 0, told: [care.caseworker.id] }]);
    const [consent] = (await ownFile(person)).consents;
    expect(consent.reads).toMatchObject([{ category: "contact", times: 2 }]);
    expect((await care.request("POST", url, { as: care.caseworker })).body.ended).toEqual([]);
  });

  it("a legal order stays, and the person is shown it", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person);
    await rows(
      `with o as (
         insert into access.legal_order (case_id, authority, article, recipient_agency_id, purpose, issued_at, expires_at)
         values ($1, 'District Court', 'Article 9', $2, 'support', now(), now() + interval '9 days') returning id
       ), k as (insert into access.legal_order_category select id, 'contact' from o)
       insert into access.share (case_id, category, agency_id, purpose, legal_order_id, protocol_id, expires_at)
       select $1, 'contact', $2, 'support', o.id, $3, now() + interval '9 days' from o`,
      id,
      care.shelterId,
      care.protocolId,
    );
    const look = (category: string) =>
      care.request("GET", `/api/cases/${id}/sections/${category}`, { as: care.shelter, purpose: "support" });
    await care.request("POST", `/api/cases/${id}/pause`, { as: care.caseworker });
    await care.request("POST", `/api/my-file/cases/${id}/pause`, { as: person });
    expect((await look("needs-and-risk")).status).toBe(403);
    expect((await look("contact")).status).toBe(200);
    expect((await ownFile(person)).orders).toMatchObject([{ authority: "District Court", endedAt: null }]);
  });
});

describe("consents are looked at again", () => {
  const now = new Date("2026-11-25T12:00:00Z");
  const later = (days: number) => new Date(now.getTime() + days * DAY_MS);

  it("within 30 days, or within three at a new purpose; one clock that is due as soon is enough", () => {
    const { consents } = housePack("coe", now, plainCalendar("UTC"));
    const days = (runningUntil: Date | null, by: ConsentClock) => {
      const due = reviewAfter(consents[by], now, runningUntil, plainCalendar("UTC"));
      return due && Math.floor((due.getTime() - now.getTime()) / DAY_MS);
    };
    expect(days(null, "consent-review")).toBe(30);
    expect(days(null, "consent-new-purpose")).toBe(3);
    expect(days(later(30), "consent-review")).toBe(null);
    expect(days(later(31), "consent-review")).toBe(30);
    expect(days(later(30), "consent-new-purpose")).toBe(3);
    expect(days(later(3), "consent-new-purpose")).toBe(null);
    expect(days(later(-5), "consent-review")).toBe(null);
  });

  it("and again after each look, while any of them runs", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person);
    const review = async () =>
      rows(
        "select id from care.clock where case_id = $1 and what = 'consent-review' and done_at is null",
        id,
      );
    const done = async () =>
      care.request("PUT", `/api/clocks/${(await review())[0]?.id}/done`, { as: care.caseworker });
    expect(await review()).toHaveLength(1);
    await done();
    expect(await review()).toHaveLength(1);
    await care.request("POST", `/api/my-file/cases/${id}/pause`, { as: person });
    await done();
    expect(await review()).toHaveLength(0);
  });
});
