import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTACT, NEEDS, type TestCare, testCare } from "./testing.ts";

let care: TestCare;
beforeAll(async () => {
  care = await testCare();
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;

describe("opening a case from a signed yes", () => {
  it("makes the case, the consent, the shares, the sections and the first clocks, and marks the yes as used", async () => {
    const person = await care.addPerson();
    const opened = await care.openCase(person);
    expect(opened.alias).toMatch(/^[A-Z][a-z]+ \d{3,6}$/);
    const [consent] = await rows("select * from access.consent where case_id = $1", opened.id);
    expect(consent).toMatchObject({
      recipient_agency_id: care.shelterId,
      purpose: "support",
      given_by: "person",
    });
    expect(consent.signature).toHaveLength(64);
    expect(JSON.parse(consent.statement).text).toBe("You may share this with Harbour House.");
    const shares = await rows("select category from access.share where case_id = $1 order by 1", opened.id);
    expect(shares.map(({ category }) => category)).toEqual(["contact", "needs-and-risk"]);
    const wraps = await rows(
      "select d.category, count(*)::int as n from keys.wrap w join keys.data_key d on d.id = w.data_key_id where d.case_id = $1 group by 1 order by 1",
      opened.id,
    );
    expect(wraps).toEqual([
      { category: "contact", n: 2 },
      { category: "needs-and-risk", n: 2 },
    ]);
    const clocks = await rows("select what from care.clock where case_id = $1 order by due_at", opened.id);
    expect(clocks.map(({ what }) => what)).toEqual(["triage", "early-support", "consent-review"]);
    const kinds = await rows("select kind from ledger.entry where case_id = $1", opened.id);
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["case.opened", "consent.given", "share.opened", "section.written"]),
    );
  });

  it("opens one case from one yes, though it is asked twice at once", async () => {
    const person = await care.addPerson();
    const offerId = await care.addYes(person, ["contact"]);
    const body = { offerId, gender: "man", ageBand: "unknown", language: null, sections: [] };
    const ask = (key: string) =>
      care.request("POST", "/api/cases", { as: care.intake, purpose: "support", body, key });
    const key = randomUUID();
    const [first, twin] = await Promise.all([ask(key), ask(key)]);
    expect([first.status, twin.status]).toEqual([201, 201]);
    expect(first.body).toEqual(twin.body);
    const later = await ask(randomUUID());
    expect(later).toMatchObject({ status: 409, body: { code: "offer-carried" } });
    expect(await rows("select 1 from access.consent where case_id = $1", first.body.id)).toHaveLength(1);
  });

  it("leaves nothing behind when one of its parts is refused", async () => {
    const person = await care.addPerson();
    const offerId = await care.addYes(person, ["contact"]);
    const before = await rows("select count(*) from access.case_record");
    const answer = await care.request("POST", "/api/cases", {
      as: care.intake,
      purpose: "support",
      body: {
        offerId,
        gender: "man",
        ageBand: "unknown",
        language: "ti",
        sections: [
          { category: "contact", document: CONTACT },
          { category: "health", document: { concerns: "not for an intake worker to write" } },
        ],
      },
    });
    expect(answer).toMatchObject({ status: 403, body: { code: "not-covered", category: "health" } });
    expect(await rows("select count(*) from access.case_record")).toEqual(before);
    expect(await rows("select case_id from door.offer where id = $1", offerId)).toEqual([{ case_id: null }]);
  });

  it("opens nothing from a yes whose terms were changed in the database", async () => {
    const person = await care.addPerson();
    const offerId = await care.addYes(person, ["contact"]);
    await care.house.owner.query("update door.offer set categories = '{contact,health}' where id = $1", [
      offerId,
    ]);
    const body = { offerId, gender: "man", ageBand: "unknown", language: null, sections: [] };
    const answer = await care.request("POST", "/api/cases", { as: care.intake, purpose: "support", body });
    expect(answer).toMatchObject({ status: 409, body: { code: "offer-unproven" } });
  });
});

describe("reading", () => {
  let id: string;
  beforeAll(async () => {
    const person = await care.addPerson();
    const sections = { contact: CONTACT, "needs-and-risk": NEEDS, identity: { firstName: "Selam" } } as const;
    id = (await care.openCase(person, { sections })).id;
  });
  const read = (
    category: string,
    as = care.shelter,
    purpose: "support" | "investigation" | undefined = "support",
  ) => care.request("GET", `/api/cases/${id}/sections/${category}`, { as, purpose });

  it("gives a sharing agency exactly what was shared, and says why the rest is closed", async () => {
    const contact = await read("contact");
    expect(contact).toMatchObject({ status: 200, headers: { etag: '"v1"' } });
    expect(contact.body).toMatchObject({ category: "contact", version: 1, document: CONTACT, conflicts: [] });
    expect(contact.body.writtenBy, "another agency's member has no name here").toBeNull();
    expect((await read("needs-and-risk")).body.document).toEqual(NEEDS);
    expect(await read("identity")).toMatchObject({
      status: 403,
      body: { code: "section-closed", refusal: "not-shared" },
    });
    const shown = await care.request("GET", `/api/cases/${id}`, { as: care.shelter, purpose: "support" });
    const open = shown.body.categories.filter((entry: { open: boolean }) => entry.open);
    expect(open.map((entry: { category: string }) => entry.category)).toEqual(["contact", "needs-and-risk"]);
    const closed = shown.body.categories.find((entry: { category: string }) => entry.category === "identity");
    expect(closed, "neither size nor dates of what is closed").toEqual({
      category: "identity",
      protectionClass: "A",
      open: false,
      refusal: "not-shared",
      purposes: [],
    });
  });

  it("writes each look and each refused look down, for the holder and the person", async () => {
    await read("contact");
    await read("identity");
    await read("contact", care.shelterSupervisor);
    const looks = await care.request("GET", `/api/cases/${id}/looks`, { as: care.caseworker });
    expect(looks.body.looks.slice(0, 3)).toMatchObject([
      { outcome: "refused", refusal: "role", category: "contact", member: { displayName: "Vera" } },
      { outcome: "refused", refusal: "not-shared", category: "identity", agency: { name: "Harbour House" } },
      { outcome: "read", clause: "share", category: "contact", purpose: "support" },
    ]);
    const own = await care.request("GET", `/api/cases/${id}/looks`, { as: care.shelter });
    expect(
      own.body.looks.every((look: { agency: { name: string } }) => look.agency.name === "Harbour House"),
    ).toBe(true);
  });

  it("answers a closed purpose with the purposes that would open it", async () => {
    expect(await read("contact", care.caseworker, "investigation")).toMatchObject({
      status: 403,
      body: { refusal: "other-purpose" },
    });
    const shown = await care.request("GET", `/api/cases/${id}`, { as: care.caseworker });
    const contact = shown.body.categories.find((entry: { category: string }) => entry.category === "contact");
    expect(contact).toMatchObject({ open: false, refusal: "other-purpose", purposes: ["support"] });
  });

  it("says version 0 of a part in which nothing is written", async () => {
    expect(await read("status", care.caseworker)).toMatchObject({
      status: 200,
      headers: { etag: '"v0"' },
      body: { version: 0, document: {}, writtenAt: null, conflicts: [] },
    });
  });

  it("keeps every route of a case as silent to no party as to a case that is not there", async () => {
    const nowhere = randomUUID();
    const routes: readonly (readonly ["GET" | "POST" | "PUT" | "DELETE", string, object?])[] = [
      ["GET", ""],
      ["GET", "/sections/contact"],
      ["PUT", "/sections/contact", { document: {} }],
      ["GET", "/looks"],
      ["GET", "/journey"],
      ["POST", "/steps", { step: "close", revision: 1, recorded: ["reason"], language: null }],
      ["DELETE", `/shares/${randomUUID()}`],
      ["POST", "/break-glass", { category: "contact", reason: "someone is in danger there" }],
      [
        "POST",
        "/shares",
        {
          category: "contact",
          agencyId: care.policeId,
          purpose: "investigation",
          consentId: randomUUID(),
          protocolId: care.protocolId,
          until: "2030-01-01T00:00:00Z",
        },
      ],
    ];
    for (const [method, path, body] of routes) {
      const as = path === "/break-glass" ? await outsider() : care.police;
      const ask = (caseId: string) =>
        care.request(method, `/api/cases/${caseId}${path}`, {
          as,
          purpose: "investigation",
          body,
          match: '"v1"',
        });
      const [real, none] = [await ask(id), await ask(nowhere)];
      expect(real.status, `${method} ${path}`).toBe(404);
      expect(real.text, `${method} ${path}`).toBe(none.text);
    }
  });
  const outsider = () =>
    care.house.addMember({ agencyId: care.outsiderId, name: "Otto", roles: ["caseworker"] });
});
