import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countDeferredNotices, registerDeferredNotices } from "../../core/access/deferred.ts";
import type { TestMember } from "../../core/testing.ts";
import { type TestCare, type TestPerson, testCare } from "./testing.ts";

const DAY_MS = 86_400_000;
let care: TestCare;
let investigation: string;
beforeAll(async () => {
  care = await testCare();
  registerDeferredNotices(care.house.app, care.house.house);
  investigation = await care.house.addProtocol({
    parties: [care.ngoId, care.policeId],
    scope: (["account", "work-and-documents"] as const).map((category) => ({
      category,
      purpose: "investigation",
    })),
  });
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const inDays = (days: number): string =>
  new Date(care.house.clock.now.getTime() + days * DAY_MS).toISOString();

const paper = (changes: object = {}) => ({
  authority: "Investigating judge, District Court",
  article: "Criminal Procedure Act, s. 94",
  reference: "DC-2026-0417",
  court: null,
  recipientAgencyId: care.policeId,
  purpose: "investigation",
  categories: ["account"],
  issuedAt: inDays(-1),
  expiresAt: inDays(60),
  deferredUntil: null,
  ...changes,
});

const record = (caseId: string, changes: object = {}, as: TestMember = care.caseworker) =>
  care.request("POST", `/api/cases/${caseId}/orders`, { as, body: paper(changes) });
const confirm = async (id: string, as: TestMember = care.colleague) => {
  const [{ hash }] = await rows(
    "select encode(content_hash, 'hex') as hash from proposals.proposal where id = $1",
    id,
  );
  return care.request("POST", `/api/proposals/${id}/confirm`, { as, body: { hash } });
};
const decline = (id: string, as: TestMember = care.colleague) =>
  care.request("POST", `/api/proposals/${id}/decline`, { as, body: { reason: "Another number." } });
const share = (caseId: string, legalOrderId: string, category = "account", changes: object = {}) =>
  care.request("POST", `/api/cases/${caseId}/shares`, {
    as: care.caseworker,
    purpose: "support",
    body: {
      category,
      agencyId: care.policeId,
      purpose: "investigation",
      legalOrderId,
      protocolId: investigation,
      until: inDays(30),
      ...changes,
    },
  });
const look = (caseId: string, category: string) =>
  care.request("GET", `/api/cases/${caseId}/sections/${category}`, {
    as: care.police,
    purpose: "investigation",
  });
const ownFile = async (person: TestPerson) =>
  (await care.request("GET", "/api/my-file", { as: person })).body.cases[0];

async function caseWithOrder(changes: object = {}) {
  const person = await care.addPerson();
  const { id } = await care.openCase(person);
  const { body } = await record(id, changes);
  expect((await confirm(body.id)).status).toBe(204);
  return { person, id, orderId: body.id as string };
}

describe("a legal order", () => {
  it("opens nothing until a second member has compared it with the paper; nobody confirms their own", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person);
    const { status, body } = await record(id);
    expect(status).toBe(201);
    expect(await share(id, body.id)).toMatchObject({ status: 409, body: { code: "share-not-live" } });
    expect((await ownFile(person)).orders).toEqual([]);
    expect((await confirm(body.id, care.caseworker)).body).toMatchObject({ code: "proposal-own" });
    expect((await confirm(body.id, care.nurse)).status, "no role for orders").toBe(404);
    expect((await confirm(body.id, care.shelter)).status).toBe(404);
    expect((await confirm(body.id, care.police)).status).toBe(404);
    expect((await confirm(body.id)).status).toBe(204);
    expect((await confirm(body.id)).status, "the same wish twice is one wish").toBe(204);
    expect((await decline(body.id)).body).toMatchObject({ code: "proposal-over" });
    expect((await share(id, body.id)).status).toBe(201);
    expect((await look(id, "account")).status).toBe(200);
    const [order] = (await ownFile(person)).orders;
    expect(order).toMatchObject({
      reference: "DC-2026-0417",
      deferredUntil: null,
      reads: [{ category: "account", times: 1 }],
    });
  });

  it("is confirmed once, though two confirm it in the same moment", async () => {
    const { id } = await care.openCase(await care.addPerson());
    const { body } = await record(id);
    const third = await care.house.addMember({
      agencyId: care.ngoId,
      name: "Tariq",
      roles: ["legal-adviser"],
    });
    const answers = await Promise.all([confirm(body.id), confirm(body.id, third), decline(body.id, third)]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });

  it("never covers more than its scope: another part, agency or purpose stays closed", async () => {
    const { id, orderId } = await caseWithOrder();
    const refused = { status: 409, body: { code: "share-not-live" } };
    expect(await share(id, orderId, "work-and-documents")).toMatchObject(refused);
    expect(await share(id, orderId, "account", { agencyId: care.shelterId })).toMatchObject(refused);
    expect(await share(id, orderId, "account", { purpose: "prosecution" })).toMatchObject(refused);
    expect((await share(id, orderId)).status).toBe(201);
    expect((await look(id, "contact")).status).toBe(403);
  });

  it("that is refused opens nothing, and its writer may take it back", async () => {
    const { id } = await care.openCase(await care.addPerson());
    const { body } = await record(id);
    const takeBack = await care.request("DELETE", `/api/proposals/${body.id}`, { as: care.caseworker });
    expect(takeBack.status).toBe(204);
    expect((await confirm(body.id)).body).toMatchObject({ code: "proposal-over" });
    expect(await rows("select 1 from access.legal_order where id = $1", body.id)).toEqual([]);
  });

  it("that is lifted ends, with every share on it and their wraps", async () => {
    const { id, orderId } = await caseWithOrder();
    await share(id, orderId);
    const end = (as: TestMember) => care.request("DELETE", `/api/cases/${id}/orders/${orderId}`, { as });
    expect((await end(care.police)).body).toMatchObject({ code: "holder-only" });
    expect((await end(care.caseworker)).status).toBe(204);
    expect((await look(id, "account")).status).toBe(403);
    const wraps = await rows(
      "select 1 from keys.wrap w join keys.data_key d on d.id = w.data_key_id where d.case_id = $1 and w.agency_id = $2",
      id,
      care.policeId,
    );
    expect(wraps).toEqual([]);
  });

  const REFUSED: readonly (readonly [string, () => object, string])[] = [
    ["for the agency itself", () => ({ recipientAgencyId: care.ngoId }), "order-recipient"],
    ["from tomorrow", () => ({ issuedAt: inDays(1) }), "order-limits"],
    ["that is over", () => ({ expiresAt: inDays(-0.5) }), "order-limits"],
    ["whose notice waits though no court is named", () => ({ deferredUntil: inDays(9) }), "order-court"],
    [
      "whose notice waits longer than the order",
      () => ({ court: "C", deferredUntil: inDays(61) }),
      "order-court",
    ],
    [
      "whose notice waits for more than a year",
      () => ({ court: "C", expiresAt: inDays(900), deferredUntil: inDays(400) }),
      "order-court",
    ],
  ];
  for (const [what, changes, code] of REFUSED) {
    it(`${what} is not written down`, async () => {
      const { id } = await care.openCase(await care.addPerson());
      expect(await record(id, changes())).toMatchObject({ status: 422, body: { code } });
    });
  }

  it("never opens who or where to an agency bound to immigration enforcement, not even if it became so meanwhile", async () => {
    const { id } = await care.openCase(await care.addPerson());
    const agency = await care.house.addAgency({ name: "Ports", kind: "police" });
    const { body } = await record(id, { recipientAgencyId: agency, categories: ["status"] });
    await rows("update identity.agency set enforces_immigration_law = true where id = $1", agency);
    expect((await confirm(body.id)).body).toMatchObject({ code: "proposal-impossible" });
    for (const category of ["identity", "contact", "status"]) {
      const answer = await record(id, { recipientAgencyId: agency, categories: ["account", category] });
      expect(answer).toMatchObject({ status: 422, body: { code: "order-immigration" } });
    }
    expect((await record(id, { recipientAgencyId: agency, categories: ["account"] })).status).toBe(201);
  });
});

describe("a notice that a court defers", () => {
  const deferred = { court: "Court of Appeal", deferredUntil: "" };

  it("keeps the order and every look under it from the person; when its end has come they see all of it, by itself", async () => {
    const { person, id, orderId } = await caseWithOrder({ ...deferred, deferredUntil: inDays(20) });
    await share(id, orderId);
    const before = await ownFile(person);
    await look(id, "account");
    await look(id, "health");
    const meanwhile = await ownFile(person);
    expect(meanwhile).toEqual(before);
    expect(JSON.stringify(meanwhile)).not.toContain("Court of Appeal");

    await rows("update access.legal_order set notice_deferred_until = now() where id = $1", orderId);
    const after = await ownFile(person);
    expect(after.orders).toMatchObject([{ court: "Court of Appeal", reads: [{ category: "account" }] }]);
    expect(after.orders[0].deferredUntil).not.toBe(null);
    expect(
      after.looks.map(({ category, outcome }: Record<string, string>) => `${category} ${outcome}`),
    ).toEqual(expect.arrayContaining(["account read", "health refused"]));
  });

  it("is not found by counting: where a list of looks goes on, nobody reads how many there were meanwhile", async () => {
    const { person, id, orderId } = await caseWithOrder({ ...deferred, deferredUntil: inDays(20) });
    await share(id, orderId);
    const own = () => care.request("GET", `/api/my-file/cases/${id}/sections/needs-and-risk`, { as: person });
    for (let n = 0; n < 30; n++) expect((await own()).status).toBe(200);
    await look(id, "account");
    for (let n = 0; n < 30; n++) await own();
    const { nextLooks, looks } = await ownFile(person);
    expect(nextLooks).toMatch(/^[0-9a-f]{32}$/);
    const { body: rest } = await care.request("GET", `/api/my-file/cases/${id}/looks?cursor=${nextLooks}`, {
      as: person,
    });
    expect(rest.nextCursor).toBe(null);
    expect([...looks, ...rest.looks], "each once, and none of the police").toHaveLength(60);
    const numbers = (
      await rows("select id::text from access.access_entry where case_id = $1 order by id desc", id)
    ).map((row) => row.id as string);
    expect(numbers.filter((number) => BigInt(`0x${nextLooks}`) === BigInt(number))).toEqual([]);
    // Each other place, and a number as it was once taken, is nobody's.
    for (const other of [
      numbers[50],
      nextLooks.replace(/^./, (first: string) => (first === "0" ? "1" : "0")),
    ])
      for (const [url, as] of [
        [`/api/my-file/cases/${id}/looks`, person],
        [`/api/cases/${id}/looks`, care.caseworker],
      ] as const)
        expect((await care.request("GET", `${url}?cursor=${other}`, { as })).status).toBe(400);
    const desk = await care.request("GET", `/api/cases/${id}/looks`, { as: care.caseworker });
    const { body: further } = await care.request(
      "GET",
      `/api/cases/${id}/looks?cursor=${desk.body.nextCursor}`,
      { as: care.caseworker },
    );
    expect([...desk.body.looks, ...further.looks]).toHaveLength(61);
  });

  it("is longer by a new order alone, which does not reach back", async () => {
    const { person, id, orderId } = await caseWithOrder({ ...deferred, deferredUntil: inDays(20) });
    const { body } = await record(id, { ...deferred, deferredUntil: inDays(50), reference: "DC-2026-0999" });
    await confirm(body.id);
    await rows("update access.legal_order set notice_deferred_until = now() where id = $1", orderId);
    expect((await ownFile(person)).orders.map(({ reference }: { reference: string }) => reference)).toEqual([
      "DC-2026-0417",
    ]);
  });

  it("is counted for everyone in fives, as it stood when the month began, and no role learns the number", async () => {
    const count = () => countDeferredNotices(care.house.house);
    const month = new Date();
    const asOf = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), 1))
      .toISOString()
      .slice(0, 10);
    await caseWithOrder({ ...deferred, deferredUntil: inDays(20) });
    expect(await count(), "of this month").toEqual({ asOf, atLeast: null, fewerThan: 5 });
    const { id } = await care.openCase(await care.addPerson());
    const add = (n: number) =>
      rows(
        `insert into access.legal_order (case_id, authority, article, court, recipient_agency_id, purpose, issued_at, expires_at, notice_deferred_until)
         select $1, 'a', 'b', 'c', $2, 'investigation', now() - interval '40 days', now() + interval '40 days', now() + interval '9 days'
         from generate_series(1, $3)`,
        id,
        care.policeId,
        n,
      );
    await add(4);
    expect(await count()).toEqual({ asOf, atLeast: null, fewerThan: 5 });
    await add(1);
    expect(await count()).toEqual({ asOf, atLeast: 5, fewerThan: 10 });
    await add(4);
    expect(await count()).toEqual({ asOf, atLeast: 5, fewerThan: 10 });
    const answer = await care.house.app.inject({
      url: "/api/deferred-notices",
      headers: { host: "leeward.test" },
    });
    expect(answer.json()).toEqual({ asOf, atLeast: 5, fewerThan: 10 });
  });
});

describe("a legal hold", () => {
  const HOLD = { recipientAgencyId: null, purpose: null, categories: ["needs-and-risk"] };
  const lift = (id: string, orderId: string, as: TestMember = care.caseworker) =>
    care.request("POST", `/api/cases/${id}/orders/${orderId}/ending`, {
      as,
      body: { reason: "Lifted by the court, DC-2026-0501." },
    });
  const kept = async (id: string) =>
    (await rows("select distinct category from care.section where case_id = $1", id)).map(
      ({ category }) => category,
    );
  const liveShares = async (id: string) =>
    (await rows("select category from access.share where case_id = $1 and ended_at is null", id)).map(
      ({ category }) => category,
    );

  it("stands by two, opens nothing to anyone, and is shown to the person", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person);
    for (const half of [
      { ...HOLD, purpose: "investigation" },
      { ...HOLD, recipientAgencyId: care.policeId },
    ])
      expect(await record(id, half)).toMatchObject({ status: 422, body: { code: "order-recipient" } });
    const { body } = await record(id, HOLD);
    expect((await ownFile(person)).orders).toEqual([]);
    expect((await confirm(body.id, care.caseworker)).body).toMatchObject({ code: "proposal-own" });
    expect((await confirm(body.id)).status).toBe(204);
    expect((await ownFile(person)).orders).toMatchObject([
      {
        agency: null,
        purpose: null,
        categories: ["needs-and-risk"],
        reference: "DC-2026-0417",
        endedAt: null,
      },
    ]);
    const { body: allowed } = await care.request("GET", `/api/cases/${id}/allowed`, { as: care.caseworker });
    expect(allowed.orders).toMatchObject([{ id: body.id, agency: null, purpose: null }]);
    expect(await share(id, body.id, "needs-and-risk")).toMatchObject({ body: { code: "share-not-live" } });
    const { body: bases } = await care.request("GET", `/api/cases/${id}`, { as: care.caseworker });
    expect(JSON.stringify(bases)).not.toContain(body.id);
  });

  it("stays when the person takes everything back, and keeps from an erasure what it names, shared with nobody", async () => {
    const { person, id, orderId } = await caseWithOrder(HOLD);
    const { consents } = await ownFile(person);
    expect((await liveShares(id)).sort()).toEqual(["contact", "needs-and-risk"]);
    const other = await caseWithOrder(HOLD);
    for (const one of consents)
      await care.request("POST", `/api/my-file/consents/${one.id}/withdraw`, { as: person });
    expect(await liveShares(id)).toEqual([]);
    expect((await ownFile(person)).orders).toMatchObject([{ endedAt: null }]);

    for (const one of [id, other.id]) {
      expect(await rows("select access.erase_case($1) as held", one)).toEqual([{ held: ["needs-and-risk"] }]);
      expect(await kept(one)).toEqual(["needs-and-risk"]);
      expect(await liveShares(one), "what is held is shared no more").toEqual([]);
    }
    expect((await ownFile(person)).orders).toMatchObject([{ reference: "DC-2026-0417" }]);
    expect(await rows("select access.finish_erasures() as n")).toEqual([{ n: "0" }]);
    await rows("update access.legal_order set expires_at = now() where id = $1", orderId);
    expect(await rows("select access.finish_erasures() as n"), "its day has come").toEqual([{ n: "1" }]);
    expect(await kept(id)).toEqual([]);
    await rows("update access.legal_order set expires_at = now() where id = $1", other.orderId);
    await rows("select access.finish_erasures()");
  });

  /** Erases a file as its person does: asked with the words, reached, seven days later, with the number. */
  async function eraseByWish(person: TestPerson, id: string) {
    const at = `/api/my-file/cases/${id}/wishes`;
    const { body: wish } = await care.request("POST", at, { as: person, body: { what: "erase" } });
    const { body: reached } = await care.request("POST", `/api/cases/${id}/wishes/${wish.id}/reached`, {
      as: care.caseworker,
      body: { how: "in-person" },
    });
    await rows(
      "update care.wish set asked_at = asked_at - interval '7 days', ripe_at = ripe_at - interval '7 days' where id = $1",
      wish.id,
    );
    return care.request("POST", `/api/my-file/wishes/${wish.id}/carry-out`, {
      as: person,
      body: { number: reached.number },
    });
  }
  const quiet = () => ({ ...HOLD, court: "Court of Appeal", deferredUntil: inDays(20) });

  it("whose notice a court defers is not told by an erasure either: to the person the file is gone, until the notice's end", async () => {
    const { person, id, orderId } = await caseWithOrder(quiet());
    const plain = await care.addPerson();
    const { id: gone } = await care.openCase(plain);
    const told = await eraseByWish(person, id);
    expect(told).toMatchObject({ status: 200, text: (await eraseByWish(plain, gone)).text });
    expect(await kept(id)).toEqual(["needs-and-risk"]);

    // The same bytes as where nothing is kept, whatever is asked by the number of the case.
    const ways = (of: string): ["GET" | "POST", string, object?][] => [
      ["GET", "/api/my-file"],
      ["GET", `/api/my-file/cases/${of}/looks`],
      ["GET", `/api/my-file/cases/${of}/sections/needs-and-risk`],
      ["POST", `/api/my-file/cases/${of}/pause`],
      ["POST", `/api/my-file/cases/${of}/wishes`, { what: "erase" }],
    ];
    for (const [nth, [method, url, body]] of ways(id).entries()) {
      const as = (who: TestPerson, at: string) =>
        care.request(method, at, { as: who, ...(body && { body }) });
      const [hidden, erased] = [await as(person, url), await as(plain, ways(gone)[nth]?.[1] ?? "")];
      expect([hidden.status, hidden.text.replaceAll(id, gone)], url).toEqual([erased.status, erased.text]);
    }
    await rows("update access.legal_order set notice_deferred_until = now() where id = $1", orderId);
    expect(await ownFile(person)).toMatchObject({
      id,
      categories: ["needs-and-risk"],
      orders: [{ court: "Court of Appeal" }],
    });
  });

  it("whose notice a court defers stays untold beside another one that is told: what it alone keeps is not shown", async () => {
    const { person, id } = await caseWithOrder(quiet());
    const { body } = await record(id, { ...HOLD, categories: ["contact"], reference: "DC-2026-0888" });
    await confirm(body.id);
    const section = (category = "needs-and-risk") =>
      care.request("GET", `/api/my-file/cases/${id}/sections/${category}`, { as: person });
    expect((await section()).status).toBe(200);
    expect((await eraseByWish(person, id)).body).toEqual({ held: ["contact"] });
    expect((await kept(id)).sort()).toEqual(["contact", "needs-and-risk"]);
    const file = await ownFile(person);
    expect(file.orders).toMatchObject([{ reference: "DC-2026-0888" }]);
    expect(file.categories).toEqual([]);
    const [quietly, gone] = [await section(), await section("health")];
    expect([quietly.status, quietly.text], "as what is gone").toEqual([403, gone.text]);
  });

  it("ends before its day by two; then what waited is erased", async () => {
    const { id, orderId } = await caseWithOrder(HOLD);
    await rows("select access.erase_case($1)", id);
    const alone = await care.request("DELETE", `/api/cases/${id}/orders/${orderId}`, { as: care.caseworker });
    expect(alone.body, "no one ends it alone").toMatchObject({ code: "order-unknown" });
    expect((await lift(id, orderId, care.nurse)).body).toMatchObject({ code: "order-role" });
    expect((await lift(id, orderId, care.police)).status).toBe(404);
    const { status, body } = await lift(id, orderId);
    expect(status).toBe(201);
    const { body: again } = await lift(id, orderId, care.colleague);
    expect(await kept(id)).toEqual(["needs-and-risk"]);
    expect((await confirm(body.id, care.caseworker)).body).toMatchObject({ code: "proposal-own" });
    expect((await confirm(body.id, care.nurse)).status).toBe(404);
    expect((await confirm(body.id)).status).toBe(204);
    expect((await confirm(again.id, care.caseworker)).body).toMatchObject({ code: "proposal-impossible" });
    expect((await lift(id, orderId)).body).toMatchObject({ code: "order-unknown" });
    const told = await rows(
      "select content::jsonb ->> 'memberId' as by from ledger.entry where kind = 'hold.ended' and case_id = $1",
      id,
    );
    expect(told).toEqual([{ by: care.colleague.id }]);
    expect(await rows("select access.finish_erasures() as n")).toEqual([{ n: "1" }]);
    expect(await kept(id)).toEqual([]);
  });

  it("of an order that opens something, nothing waits for a second to end it", async () => {
    const { id, orderId } = await caseWithOrder();
    expect((await lift(id, orderId)).body).toMatchObject({ code: "order-unknown" });
  });

  it("is kept from the person while a court says so", async () => {
    const { person, orderId } = await caseWithOrder({ ...HOLD, court: "C", deferredUntil: inDays(20) });
    expect((await ownFile(person)).orders).toEqual([]);
    await rows("update access.legal_order set notice_deferred_until = now() where id = $1", orderId);
    expect((await ownFile(person)).orders).toMatchObject([{ agency: null, court: "C" }]);
  });
});
