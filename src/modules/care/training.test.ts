import { afterAll, beforeAll, expect, it } from "vitest";
import { CONTACT, NEEDS, type TestCare, testCare } from "./testing.ts";

let care: TestCare;
beforeAll(async () => {
  care = await testCare();
});
afterAll(() => care.stop());

const trainedUntil = (sql: string) =>
  care.house.owner.query(`update identity.member set training_valid_until = ${sql} where id = $1`, [
    care.caseworker.id,
  ]);
/** As if it had come there two months ago, before its steps were written down. */
const at = async (caseId: string, state: string) => {
  for (const table of ["care.step", "care.journey"])
    await care.house.owner.query(`delete from ${table} where case_id = $1`, [caseId]);
  await care.house.owner.query(
    "update care.case_file set state = $2, state_since = now() - interval '60 days' where id = $1",
    [caseId, state],
  );
};
const TODAY = "(now() at time zone 'utc')::date";

it("without a training that counts deciding stops; care, reading and writing go on", async () => {
  const { id } = await care.openCase(await care.addPerson(), {
    sections: { "needs-and-risk": NEEDS, contact: CONTACT },
  });
  const take = async (from: string, step: string, recorded: readonly string[]) => {
    await at(id, from);
    const { status, body } = await care.request("POST", `/api/cases/${id}/steps`, {
      as: care.caseworker,
      purpose: "support",
      body: {
        ...{ step, recorded, revision: 0, language: null },
        consentId: step === "refer" ? await care.yesOf(id) : null,
      },
    });
    return status === 200 ? 200 : `${status} ${body.code}`;
  };
  // Written by hand: which steps a caseworker decides by.
  const steps = [
    ["contact", "screen", ["indicators", "age-adult"], false],
    ["screened", "begin-support", ["plan"], false],
    ["screened", "refer", ["consent"], false],
    ["early-support", "go-missing", ["last-seen"], false],
    ["closed", "reopen", [], false],
    ["recovery", "begin-conclusive", ["review"], true],
    ["contact", "close", ["reason"], true],
  ] as const;
  // Written by hand: until when the training counts, and whether its member may decide today.
  for (const [until, mayDecide] of [
    ["null", false],
    [`${TODAY} - 400`, false],
    [`${TODAY} - 1`, false],
    [TODAY, true],
    [`${TODAY} + 1`, true],
  ] as const) {
    await trainedUntil(until);
    for (const [from, step, recorded, decides] of steps) {
      const expected = mayDecide || !decides ? 200 : "403 training-ended";
      expect(await take(from, step, recorded), `${until}: ${step} from ${from}`).toBe(expected);
    }
  }
  await trainedUntil("null");
  expect(await take("contact", "close", ["reason"])).toBe("403 training-ended");
  const { rows } = await care.house.owner.query("select state from care.case_file where id = $1", [id]);
  expect(rows[0].state, "nothing half-written").toBe("contact");
  await care.house.owner.query("update care.case_file set state = 'contact' where id = $1", [id]);

  const as = care.caseworker;
  const url = `/api/cases/${id}/sections/needs-and-risk`;
  const read = await care.request("GET", url, { as, purpose: "support" });
  expect(read.status).toBe(200);
  const written = await care.request("PUT", url, {
    as,
    purpose: "support",
    match: '"v1"',
    body: { document: NEEDS },
  });
  expect(written.status).toBe(200);
});

it("an order is recorded and confirmed by trained members; anyone who handles orders refuses one", async () => {
  const { id } = await care.openCase(await care.addPerson());
  const DAY_MS = 86_400_000;
  const inDays = (days: number) => new Date(care.house.clock.now.getTime() + days * DAY_MS).toISOString();
  const record = () =>
    care.request("POST", `/api/cases/${id}/orders`, {
      as: care.caseworker,
      body: {
        authority: "District Court",
        article: "Criminal Procedure Act, s. 94",
        reference: "DC-2026-0417",
        court: null,
        recipientAgencyId: care.policeId,
        purpose: "investigation",
        categories: ["account"],
        issuedAt: inDays(-1),
        expiresAt: inDays(60),
        deferredUntil: null,
      },
    });
  const confirm = async (orderId: string, as = care.colleague) => {
    const { rows } = await care.house.owner.query(
      "select encode(content_hash, 'hex') as hash from proposals.proposal where id = $1",
      [orderId],
    );
    return care.request("POST", `/api/proposals/${orderId}/confirm`, { as, body: rows[0] });
  };
  await trainedUntil("null");
  expect(await record()).toMatchObject({ status: 403, body: { code: "training-ended" } });
  await trainedUntil(TODAY);
  const recorded = await record();
  expect(recorded.status, recorded.text).toBeLessThan(300);
  const orderId: string = recorded.body.id;
  const lapse = (until: string) =>
    care.house.owner.query(`update identity.member set training_valid_until = ${until} where id = $1`, [
      care.colleague.id,
    ]);
  await lapse(`${TODAY} - 1`);
  expect(await confirm(orderId)).toMatchObject({ status: 403, body: { code: "training-ended" } });
  const reason = { reason: "Another number." };
  const declined = await care.request("POST", `/api/proposals/${orderId}/decline`, {
    as: care.colleague,
    body: reason,
  });
  expect(declined.status).toBe(204);
  await lapse(TODAY);
});
