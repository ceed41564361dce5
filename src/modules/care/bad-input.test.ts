import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fieldsOf } from "./model/categories.ts";
import { type TestCare, testCare } from "./testing.ts";

let care: TestCare;
let id: string;
beforeAll(async () => {
  care = await testCare();
  id = (await care.openCase(await care.addPerson(), { sections: {} })).id;
});
afterAll(() => care.stop());

const put = (category: string, document: unknown, match = '"v0"', extra: object = {}) =>
  care.request("PUT", `/api/cases/${id}/sections/${category}`, {
    as: care.caseworker,
    purpose: "support",
    match,
    body: { document, ...extra },
  });
const raw = (
  payload: string,
  url = `/api/cases/${id}/sections/identity`,
  headers: Record<string, string> = {},
) =>
  care.house.app.inject({
    method: "PUT",
    url,
    payload,
    headers: {
      ...care.caseworker.headers("support"),
      "content-type": "application/json",
      "if-match": '"v0"',
      ...headers,
    },
  });

const HOSTILE = [
  "'; drop table care.section; --",
  "1 or 1=1",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"}, "admin": true, {"',
  "{{7*7}} %00 %s $" + "{7*7}",
  "\\x00\\u0000",
  "سلمى‏ مع علامة",
  "𝕊𝕖𝕝𝕒𝕞 🙂 e\u0301",
];

describe("a case that is opened", () => {
  it("with the same part twice is refused in a sentence, and the yes is still good", async () => {
    const offerId = await care.addYes(await care.addPerson(), ["contact"]);
    const open = (categories: string[]) =>
      care.request("POST", "/api/cases", {
        as: care.intake,
        purpose: "support",
        body: {
          ...{ offerId, gender: "woman", ageBand: "25-34", language: "ti" },
          sections: categories.map((category) => ({ category, document: {} })),
        },
      });
    const twice = await open(["contact", "needs-and-risk", "contact"]);
    expect(twice).toMatchObject({ status: 400, body: { code: "section-twice", category: "contact" } });
    expect(care.house.logged.filter((line) => line.startsWith("500"))).toEqual([]);
    expect((await open(["contact", "needs-and-risk"])).status).toBe(201);
  });
});

describe("hostile text", () => {
  it("is kept as text in every text field of every category that the member may write", async () => {
    const written: Record<string, number> = {};
    for (const category of [
      "identity",
      "contact",
      "account",
      "needs-and-risk",
      "status",
      "work-and-documents",
      "money",
    ] as const) {
      const texts = fieldsOf(category).filter((field) => field.kind === "text" || field.kind === "long-text");
      for (const [nth, hostile] of HOSTILE.entries()) {
        const document = Object.fromEntries(
          texts.map((field) => [field.name, hostile.slice(0, "lengthMax" in field ? field.lengthMax : 10)]),
        );
        const answer = await put(category, document, `"v${nth}"`);
        expect(answer, `${category}: ${hostile}`).toMatchObject({ status: 200, body: { version: nth + 1 } });
        const read = await care.request("GET", `/api/cases/${id}/sections/${category}`, {
          as: care.caseworker,
          purpose: "support",
        });
        expect(read.body.document).toEqual(document);
        expect(read.headers["content-type"]).toMatch(/application\/json/);
        expect(read.headers["x-content-type-options"]).toBe("nosniff");
      }
      written[category] = texts.length;
    }
    expect(Object.values(written).every((n) => n > 0)).toBe(true);
  }, 60_000);

  it.each([
    ["a NUL", '{"document":{"firstName":"a\\u0000b"}}', "bad-text"],
    ["half of a surrogate pair", '{"document":{"reasons":"a\\ud800b"}}', "bad-text"],
    ["a mark that turns direction in a line", '{"document":{"firstName":"a\\u202eb"}}', "bad-document"],
    ["a line break in a line", '{"document":{"firstName":"a\\nb"}}', "bad-document"],
    ["a name of the prototype", '{"document":{"__proto__":{"x":1}}}', "bad-body"],
    ["no JSON", '{"document":', "bad-body"],
    ["a number for a text", '{"document":{"firstName":7}}', "bad-document"],
    ["an object for a text", '{"document":{"firstName":{"$ne":null}}}', "bad-document"],
    ["a list for the document", '{"document":[]}', "bad-document"],
    ["no document", "{}", "bad-document"],
    ["a field of another category", '{"document":{"codeWord":"x"}}', "bad-document"],
    ["an answer that is on no list", '{"document":{"gender":"other"}}', "bad-document"],
    ["a day that is none", '{"document":{"birthDate":"2001-02-30"}}', "bad-document"],
    ["a number too large", '{"document":{"ageClaimed":1e400}}', "bad-document"],
  ])("with %s is refused, and the answer says where without what", async (what, payload, code) => {
    const url = what.startsWith("half") ? `/api/cases/${id}/sections/status` : undefined;
    const answer = await raw(payload, url);
    expect(answer.statusCode, answer.body).toBe(400);
    expect(answer.json().code).toBe(code);
    expect(answer.headers["content-type"]).toMatch(/application\/problem\+json/);
    expect(answer.body).not.toMatch(/\$ne|2001-02-30/);
  });

  it("of ten megabytes is refused before it is parsed", async () => {
    const answer = await raw(`{"document":{"otherNames":"${"x".repeat(10_000_000)}"}}`);
    expect(answer.statusCode).toBe(413);
    expect(answer.json().code).toBe("too-large");
  });

  it("longer than its field is refused with the field's name", async () => {
    const answer = await put("account", { ownWords: "x".repeat(60_001) });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: "bad-document", errors: [{ where: "/ownWords" }] },
    });
  });
});

describe("more than was asked for", () => {
  it("is refused: no field of a table, an envelope or a session can be set from outside", async () => {
    for (const extra of [
      { version: 9 },
      { writtenBy: randomUUID() },
      { dataKeyId: randomUUID() },
      { isConflict: false },
      { caseId: randomUUID() },
    ]) {
      expect(await put("identity", {}, '"v0"', extra), JSON.stringify(extra)).toMatchObject({
        status: 400,
        body: { code: "bad-body" },
      });
    }
    const opening = { offerId: randomUUID(), gender: "woman", ageBand: "0-8", language: null, sections: [] };
    const open = await care.request("POST", "/api/cases", {
      as: care.intake,
      purpose: "support",
      body: { ...opening, holderAgencyId: care.policeId },
    });
    expect(open).toMatchObject({ status: 400, body: { code: "bad-body" } });
  });
});

describe("who asks", () => {
  const url = () => `/api/cases/${id}/sections/contact`;
  it("is refused without a session, with a forged one, with a person's words, and with an ended one", async () => {
    const ask = (headers: Record<string, string>) =>
      care.house.app.inject({ url: url(), headers: { host: "leeward.test", ...headers } });
    expect((await ask({})).statusCode).toBe(401);
    expect((await ask({ cookie: `leeward_session=${"A".repeat(43)}` })).statusCode).toBe(401);
    expect((await ask({ cookie: "leeward_session=' or 1=1 --" })).statusCode).toBe(401);
    const person = await care.addPerson();
    expect((await ask({ authorization: person.headers().authorization ?? "" })).statusCode).toBe(401);
    const member = await care.house.addMember({ agencyId: care.ngoId, name: "Eva", roles: ["caseworker"] });
    await care.house.owner.query("update identity.session set ended_at = now() where member_id = $1", [
      member.id,
    ]);
    expect((await ask(member.headers("support"))).statusCode).toBe(401);
  });

  it("is refused from another site, and for a purpose that is none", async () => {
    const crossed = await raw('{"document":{}}', undefined, { origin: "https://elsewhere.test" });
    expect(crossed.json().code).toBe("cross-site");
    const purpose = await care.house.app.inject({
      url: url(),
      headers: { ...care.caseworker.headers(), "leeward-purpose": "curiosity" },
    });
    expect(purpose.json().code).toBe("bad-purpose");
  });

  it("learns nothing from ids that are guessed or malformed", async () => {
    for (const guess of ["1", "..%2f..", "null", `${id}'`, id.slice(0, -1)]) {
      const answer = await care.request("GET", `/api/cases/${guess}`, {
        as: care.caseworker,
        purpose: "support",
      });
      expect([400, 404], guess).toContain(answer.status);
    }
    const answer = await care.request("GET", `/api/cases/${id}/sections/everything`, { as: care.caseworker });
    expect(answer.status).toBe(400);
    for (const cursor of ["-1", "x", "9".repeat(30)]) {
      const looks = await care.request("GET", `/api/cases/${id}/looks?cursor=${cursor}`, {
        as: care.caseworker,
      });
      expect(looks.status).toBe(400);
    }
  });
});

describe("my file", () => {
  it("shows the person what is theirs, without alias, address, source, or the name of any member", async () => {
    const person = await care.addPerson();
    const { id: own, alias } = await care.openCase(person, {
      sections: {
        contact: { street: "12 Quay Lane", codeWord: "marigold" },
        account: {
          ownWords: "I was promised work.",
          thirdParty: "A neighbour said so.",
          eventStreet: "3 Mill Row",
        },
      },
    });
    await care.request("GET", `/api/cases/${own}/sections/contact`, { as: care.shelter, purpose: "support" });
    const file = await care.request("GET", "/api/my-file", { as: person });
    expect(file.body.cases).toMatchObject([
      {
        id: own,
        state: "contact",
        holder: { name: "Open Door", kind: "ngo" },
        journey: [{ state: "contact" }],
        next: [{ what: "triage" }, { what: "early-support" }, { what: "consent-review" }],
        consents: [
          { agency: { name: "Harbour House", kind: "shelter" }, categories: ["contact", "needs-and-risk"] },
        ],
        categories: ["account"],
        looks: [
          { agency: { name: "Harbour House" }, role: "caseworker", category: "contact", outcome: "read" },
        ],
      },
    ]);
    const account = await care.request("GET", `/api/my-file/cases/${own}/sections/account`, { as: person });
    expect(account.body).toMatchObject({
      document: { ownWords: "I was promised work." },
      agency: { name: "Open Door" },
    });
    const everything = file.text + account.text;
    for (const secret of [alias, "Sofia", "Leila", "neighbour", "Mill Row", "Quay", "marigold"]) {
      expect(everything, secret).not.toContain(secret);
    }
    expect(
      await care.request("GET", `/api/my-file/cases/${own}/sections/contact`, { as: person }),
    ).toMatchObject({
      status: 403,
      body: { refusal: "kept-from-file" },
    });
    const looks = (await care.request("GET", "/api/my-file", { as: person })).body.cases[0].looks;
    expect(looks[0], "their own looks are there too: someone else may hold the words").toMatchObject({
      agency: null,
      category: "contact",
    });
  });

  it("is nobody else's: another person's words open neither case, section nor consent", async () => {
    const [person, other] = [await care.addPerson(), await care.addPerson()];
    const { id: own } = await care.openCase(person);
    const [{ id: consentId }] = (await care.request("GET", "/api/my-file", { as: person })).body.cases[0]
      .consents;
    expect((await care.request("GET", "/api/my-file", { as: other })).body).toEqual({
      cases: [],
      resting: [],
    });
    for (const [method, url] of [
      ["GET", `/api/my-file/cases/${own}/sections/needs-and-risk`],
      ["GET", `/api/my-file/cases/${own}/looks`],
      ["POST", `/api/my-file/cases/${own}/pause`],
      ["POST", `/api/my-file/consents/${consentId}/withdraw`],
    ] as const) {
      expect((await care.request(method, url, { as: other })).status, url).toBe(404);
    }
    const paused = await care.request("POST", `/api/my-file/cases/${own}/pause`, { as: person });
    expect(paused.body.ended).toHaveLength(2);
    expect(
      (await care.request("POST", `/api/my-file/cases/${own}/pause`, { as: person })).body.ended,
    ).toEqual([]);
  });

  it("hides a look that a court's order defers, until the day it names", async () => {
    const person = await care.addPerson();
    const { id: own } = await care.openCase(person, { sections: { account: { ownWords: "…" } } });
    const { owner } = care.house;
    const protocol = await care.house.addProtocol({
      parties: [care.ngoId, care.policeId],
      scope: [{ category: "account", purpose: "investigation" }],
    });
    const { rows } = await owner.query(
      `insert into access.legal_order (case_id, authority, article, court, recipient_agency_id, purpose, issued_at,
         expires_at, notice_deferred_until)
       values ($1, 'Court', '88', 'North', $2, 'investigation', now() - interval '1 hour', now() + interval '9 days',
         now() + interval '8 days') returning id`,
      [own, care.policeId],
    );
    await owner.query("insert into access.legal_order_category values ($1, 'account')", [rows[0].id]);
    await owner.query(
      `insert into access.share (case_id, category, agency_id, purpose, legal_order_id, protocol_id, expires_at)
       values ($1, 'account', $2, 'investigation', $3, $4, now() + interval '9 days')`,
      [own, care.policeId, rows[0].id, protocol],
    );
    const refused = await care.request("GET", `/api/cases/${own}/sections/contact`, {
      as: care.police,
      purpose: "investigation",
    });
    expect(refused.status).toBe(403);
    const seen = async () => (await care.request("GET", "/api/my-file", { as: person })).body.cases[0];
    expect(await seen()).toMatchObject({ orders: [], looks: [] });
    await owner.query("update access.legal_order set notice_deferred_until = now() - interval '1 second'");
    expect(await seen()).toMatchObject({
      orders: [{ court: "North" }],
      looks: [{ agency: { name: "City Police" } }],
    });
  });
});
