import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestMember } from "../../core/testing.ts";
import { type TestCare, type TestPerson, testCare } from "./testing.ts";

// Someone else may hold the words. In each of these stories the coercer has them, and nothing else.

let care: TestCare;
beforeAll(async () => {
  care = await testCare();
});
afterAll(() => care.stop());

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
/** As if seven days had gone by since it was asked. */
const wait = (wishId: string, interval = "7 days") =>
  rows(
    `with waits as (update proposals.proposal set proposed_at = proposed_at - $2::interval,
       ripe_at = ripe_at - $2::interval, expires_at = expires_at - $2::interval where id = $1)
     update care.wish set asked_at = asked_at - $2::interval, ripe_at = ripe_at - $2::interval where id = $1`,
    wishId,
    interval,
  );

const ask = (as: TestPerson, caseId: string, what: string) =>
  care.request("POST", `/api/my-file/cases/${caseId}/wishes`, { as, body: { what } });
const carryOut = (as: TestPerson, wishId: string, number: string) =>
  care.request("POST", `/api/my-file/wishes/${wishId}/carry-out`, { as, body: { number } });
const reach = (caseId: string, wishId: string, as: TestMember = care.caseworker, how = "safe-contact") =>
  care.request("POST", `/api/cases/${caseId}/wishes/${wishId}/reached`, { as, body: { how } });
const second = async (wishId: string, as: TestMember = care.colleague, how: string | null = "in-person") => {
  const [found] = await rows(
    "select encode(content_hash, 'hex') as hash from proposals.proposal where id = $1",
    wishId,
  );
  const body = { hash: found?.hash ?? "0".repeat(64), ...(how && { how }) };
  return care.request("POST", `/api/proposals/${wishId}/confirm`, { as, body });
};
const ownFile = async (as: TestPerson) => (await care.request("GET", "/api/my-file", { as })).body.cases[0];

async function asked(what: string) {
  const person = await care.addPerson();
  const { id } = await care.openCase(person);
  const { status, body } = await ask(person, id, what);
  expect(status).toBe(201);
  return { person, caseId: id, wishId: body.id as string };
}

/** A number that it is not. */
const other = (number: string): string => (number === "00000000" ? "00000001" : "00000000");

describe("whoever holds the words alone", () => {
  it("cannot erase: not before seven days, not after them without the number, and is told the same whether or not the person was reached", async () => {
    const { person, caseId, wishId } = await asked("erase");
    const { number } = (await reach(caseId, wishId)).body;
    expect(await carryOut(person, wishId, number)).toMatchObject({
      status: 409,
      body: { code: "wish-early" },
    });
    await wait(wishId, "6 days 23 hours 59 minutes");
    expect((await carryOut(person, wishId, number)).body).toMatchObject({ code: "wish-early" });

    const unreached = await asked("erase");
    await wait(unreached.wishId);
    await wait(wishId, "1 minute");
    const [wrong, never] = [
      await carryOut(person, wishId, other(number)),
      await carryOut(unreached.person, unreached.wishId, number),
    ];
    expect(wrong).toMatchObject({ status: 409, body: { code: "wish-number" } });
    expect(never.text).toBe(wrong.text);
    expect(
      await rows("select 1 from access.case_record where id = any ($1)", [caseId, unreached.caseId]),
    ).toHaveLength(2);
  });

  it("has five tries at a number, and then even the right one is void; each number that is given makes the last one void", async () => {
    const { person, caseId, wishId } = await asked("erase");
    await wait(wishId);
    const first = (await reach(caseId, wishId)).body.number;
    for (let attempt = 0; attempt < 5; attempt++) await carryOut(person, wishId, other(first));
    expect((await carryOut(person, wishId, first)).body).toMatchObject({ code: "wish-number" });
    const next = (await reach(caseId, wishId)).body.number;
    if (next !== first) expect((await carryOut(person, wishId, first)).status).toBe(409);
    await rows("update care.wish set reached_at = now() - interval '14 days' where id = $1", wishId);
    expect((await carryOut(person, wishId, next)).body, "after 14 days").toMatchObject({
      code: "wish-number",
    });
  });

  it("cannot leave, or change the safe contact or the guardian; and what they see tells neither the contact nor whether the person was reached", async () => {
    const { person, caseId, wishId } = await asked("leave");
    for (const what of ["change-contact", "erase"])
      expect((await ask(person, caseId, what)).status).toBe(201);
    expect((await ask(person, caseId, "end-guardian")).body).toMatchObject({ code: "wish-none" });
    const before = await ownFile(person);
    await reach(caseId, wishId);
    const after = await ownFile(person);
    expect(after).toEqual(before);
    expect(JSON.stringify(after)).not.toMatch(/marigold|text-message|safe-contact/);
    expect(after.next.map(({ what }: { what: string }) => what)).not.toContain("wish-asked");
    expect(after.state).toBe("contact");
    expect(after.consents[0].withdrawnAt).toBe(null);
  });

  it("can pause at once, and can stop what was asked", async () => {
    const { person, caseId, wishId } = await asked("erase");
    expect((await care.request("POST", `/api/my-file/cases/${caseId}/pause`, { as: person })).status).toBe(
      200,
    );
    const stop = (as: TestPerson) => care.request("POST", `/api/my-file/wishes/${wishId}/stop`, { as });
    expect((await stop(await care.addPerson())).status).toBe(404);
    expect((await stop(person)).status).toBe(204);
    expect((await stop(person)).status, "the same wish twice").toBe(204);
    await wait(wishId);
    expect((await reach(caseId, wishId)).body).toMatchObject({ code: "wish-over" });
    expect((await ownFile(person)).wishes).toEqual([]);
  });

  it("tires nobody: the same is asked once, and no more than a dozen a month", async () => {
    const { person, caseId } = await asked("erase");
    expect((await ask(person, caseId, "erase")).body).toMatchObject({ code: "wish-waits" });
    for (let n = 0; n < 11; n++) {
      const [{ id }] = await rows("select id from care.wish where case_id = $1 and ended_at is null", caseId);
      await care.request("POST", `/api/my-file/wishes/${id}/stop`, { as: person });
      expect((await ask(person, caseId, "erase")).status).toBe(201);
    }
    expect((await ask(person, caseId, "leave")).body).toMatchObject({ code: "wish-many" });
  });
});

describe("one member alone", () => {
  it("cannot carry out what they heard themself, nor what was asked with words; a desk that holds no case can do nothing", async () => {
    const person = await care.addPerson();
    const { id } = await care.openCase(person);
    const heard = await care.request("POST", `/api/cases/${id}/wishes`, {
      as: care.caseworker,
      body: { what: "erase" },
    });
    expect(heard.status).toBe(201);
    expect((await second(heard.body.id)).body).toMatchObject({ code: "proposal-not-yet" });
    await wait(heard.body.id);
    expect((await second(heard.body.id, care.caseworker)).body).toMatchObject({ code: "proposal-own" });
    expect((await second(heard.body.id, care.shelter)).status).toBe(404);
    expect((await second(heard.body.id, care.colleague, null)).body).toMatchObject({ code: "proposal-how" });
    expect((await ownFile(person)).wishes, "the person sees it").toHaveLength(1);

    const words = await asked("erase");
    await wait(words.wishId);
    expect((await second(words.wishId)).status, "asked with words, carried out with words").toBe(404);
    expect(
      await rows("select 1 from access.case_record where id = any ($1)", [id, words.caseId]),
    ).toHaveLength(2);
  });
});

describe("the person, reached over the safe contact", () => {
  it("erases the file with the number, once", async () => {
    const { person, caseId, wishId } = await asked("erase");
    const clocks = await rows(
      "select what from care.clock where case_id = $1 and what = 'wish-asked'",
      caseId,
    );
    expect(clocks).toHaveLength(1);
    const { number } = (await reach(caseId, wishId)).body;
    expect(number).toMatch(/^\d{8}$/);
    await wait(wishId);
    expect(await carryOut(person, wishId, number)).toMatchObject({ status: 200, body: { held: [] } });
    expect(await rows("select 1 from access.case_record where id = $1", caseId)).toEqual([]);
    expect(await rows("select 1 from care.section where case_id = $1", caseId)).toEqual([]);
    expect(await rows("select 1 from care.wish where id = $1", wishId)).toEqual([]);
    expect(await ownFile(person)).toBe(undefined);
    expect((await carryOut(person, wishId, number)).status).toBe(404);
  });

  it("leaves: all sharing ends and the journey says so; what a judge ordered stays, in an erasure too", async () => {
    const { person, caseId, wishId } = await asked("leave");
    const { number } = (await reach(caseId, wishId, care.nurse, "in-person")).body;
    await wait(wishId);
    expect((await carryOut(person, wishId, number)).status).toBe(200);
    const after = await ownFile(person);
    expect(after.state).toBe("withdrawn");
    expect(
      after.consents.every(({ withdrawnAt }: { withdrawnAt: string | null }) => withdrawnAt !== null),
    ).toBe(true);
    expect(await rows("select 1 from access.share where case_id = $1 and ended_at is null", caseId)).toEqual(
      [],
    );

    await rows(
      `with o as (
         insert into access.legal_order (case_id, authority, article, recipient_agency_id, purpose, issued_at, expires_at)
         values ($1, 'Court', 'Article 9', $2, 'support', now(), now() + interval '9 days') returning id
       ) insert into access.legal_order_category select id, 'contact' from o`,
      caseId,
      care.shelterId,
    );
    const { body } = await ask(person, caseId, "erase");
    await wait(body.id);
    const again = (await reach(caseId, body.id)).body.number;
    expect((await carryOut(person, body.id, again)).body).toEqual({ held: ["contact"] });
    const kept = await rows("select distinct category from care.section where case_id = $1", caseId);
    expect(kept).toEqual([{ category: "contact" }]);
  });

  it("has a new contact written down, or another guardian ended", async () => {
    const { person, caseId, wishId } = await asked("change-contact");
    await rows(
      `insert into access.guardianship (case_id, words_address, starts_at)
       select $1, address, now() from identity.words where person_id is null limit 1`,
      caseId,
    );
    expect((await ownFile(person)).hasGuardian).toBe(true);
    const guardian = (await ask(person, caseId, "end-guardian")).body.id;
    for (const id of [wishId, guardian]) {
      const { number } = (await reach(caseId, id)).body;
      await wait(id);
      expect((await carryOut(person, id, number)).status).toBe(200);
    }
    expect((await ownFile(person)).hasGuardian).toBe(false);
    expect((await ownFile(person)).next.map(({ what }: { what: string }) => what)).toContain(
      "contact-change",
    );
  });
});

describe("someone without words", () => {
  it("asks face to face, waits as long, and a second member who saw them too carries it out", async () => {
    const { id } = await care.openCase(await care.addPerson());
    const { body } = await care.request("POST", `/api/cases/${id}/wishes`, {
      as: care.caseworker,
      body: { what: "erase" },
    });
    await wait(body.id);
    expect((await second(body.id)).status).toBe(204);
    expect(await rows("select 1 from access.case_record where id = $1", id)).toEqual([]);
  });

  it("is not held to what was stopped, declined, taken back or forgotten: it can be said again", async () => {
    const { id } = await care.openCase(await care.addPerson());
    const say = async () =>
      (
        await care.request("POST", `/api/cases/${id}/wishes`, {
          as: care.caseworker,
          body: { what: "leave" },
        })
      ).body;
    const ends: ((wishId: string) => Promise<unknown>)[] = [
      (wishId) => care.request("POST", `/api/cases/${id}/wishes/${wishId}/stop`, { as: care.colleague }),
      (wishId) =>
        care.request("POST", `/api/proposals/${wishId}/decline`, {
          as: care.nurse,
          body: { reason: "They do not wish it." },
        }),
      (wishId) => care.request("DELETE", `/api/proposals/${wishId}`, { as: care.caseworker }),
      (wishId) => wait(wishId, "21 days"),
    ];
    for (const end of ends) {
      const { id: wishId } = await say();
      expect(wishId).toBeDefined();
      expect(await say(), "waits").toMatchObject({ code: "wish-waits" });
      await end(wishId);
      if (end !== ends.at(-1)) await wait(wishId);
      expect((await second(wishId)).body).toMatchObject({ code: "proposal-over" });
    }
    expect((await say()).id).toBeDefined();
    const [left] = await rows("select state from care.case_file where id = $1", id);
    expect(left.state, "nobody left").not.toBe("withdrawn");
  });

  it("races: of a second, a stop and a no at once one counts, and none is thrown out as half of a deadlock", async () => {
    for (let round = 0; round < 6; round++) {
      const { id } = await care.openCase(await care.addPerson());
      const { body } = await care.request("POST", `/api/cases/${id}/wishes`, {
        as: care.caseworker,
        body: { what: "leave" },
      });
      await wait(body.id);
      const answers = await Promise.all([
        second(body.id),
        care.request("POST", `/api/cases/${id}/wishes/${body.id}/stop`, { as: care.nurse }),
        care.request("POST", `/api/proposals/${body.id}/decline`, {
          as: care.nurse,
          body: { reason: "They do not wish it." },
        }),
      ]);
      const statuses = answers.map(({ status }) => status);
      expect(Math.max(...statuses), "a refusal at most").toBeLessThan(500);
      const [wish] = await rows("select ended_how from care.wish where id = $1", body.id);
      const [file] = await rows("select state from care.case_file where id = $1", id);
      expect(wish.ended_how).toBe(statuses[0] === 204 ? "done" : "stopped");
      expect(file.state === "withdrawn").toBe(statuses[0] === 204);
    }
  });

  it("may say that they did not wish it: the desk stops it", async () => {
    const { person, caseId, wishId } = await asked("erase");
    const stop = (as: TestMember) =>
      care.request("POST", `/api/cases/${caseId}/wishes/${wishId}/stop`, { as });
    expect((await stop(care.shelter)).body).toMatchObject({ code: "holder-only" });
    expect((await stop(care.caseworker)).status).toBe(204);
    expect((await ownFile(person)).wishes).toEqual([]);
  });
});
