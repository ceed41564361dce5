import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sealCodes } from "../../core/codes/index.ts";
import { type TestHouse, type TestMember, testHouse } from "../../core/testing.ts";
import { boardOf, type QualityRecord } from "./quality.ts";
import { registerStatistics } from "./routes.ts";
import { plantCases } from "./testing.ts";

const VARIABLES = ["gender", "act", "means", "purpose", "whenTrafficked", "sector"].map((name) => ({ name }));
const record = (codes: QualityRecord["codes"], daysOpen = 1, uncoded = 0): QualityRecord => ({
  ...{ daysOpen, uncoded },
  codes: { gender: ["woman"], ageBand: ["25-34"], ...codes },
});
const many = (n: number, codes: QualityRecord["codes"], daysOpen = 1, uncoded = 0) =>
  Array.from({ length: n }, () => record(codes, daysOpen, uncoded));

describe("what may be told of codes", () => {
  it("is nothing of fewer than twenty cases, also where it is nobody; and all other numbers in fives", () => {
    expect(boardOf(many(19, {}), VARIABLES)).toEqual({
      ...{ cases: null, missing: [], late: null, uncoded: null, contradictions: [] },
    });
    const of = (missing: number) =>
      boardOf([...many(missing, {}), ...many(100, { act: ["recruited"] })], VARIABLES).missing.find(
        ({ variable }) => variable === "act",
      )?.cases;
    expect([0, 1, 19, 20, 24, 25].map(of)).toEqual([null, null, null, 20, 20, 25]);
    expect(boardOf(many(104, {}), VARIABLES).cases).toBe(100);
  });

  it.each([
    ["adult-then-child-now", { ageBand: ["9-17"], whenTrafficked: ["adult"] }, { whenTrafficked: ["child"] }],
    [
      "child-labour-of-an-adult",
      { purpose: ["child-labour"], whenTrafficked: ["adult"] },
      { purpose: ["child-labour"], whenTrafficked: ["child"] },
    ],
    [
      "work-without-work",
      { sector: ["construction"], purpose: ["sexual"] },
      { sector: ["construction"], purpose: ["sexual", "forced-labour"] },
    ],
    ["decision-of-nobody", { finding: ["found"] }, { finding: ["found"], decidedBy: ["police"] }],
    [
      "adult-without-means",
      { act: ["recruited"], purpose: ["sexual"] },
      { act: ["recruited"], purpose: ["sexual"], whenTrafficked: ["child"] },
    ],
  ])("counts a contradiction: %s, and not what only looks like one", (what, codes, other) => {
    const counted = (some: QualityRecord["codes"]) =>
      boardOf([...many(30, some), ...many(30, {})], VARIABLES).contradictions.find((one) => one.what === what)
        ?.cases;
    expect([counted(codes), counted(other)]).toEqual([30, null]);
  });

  it("counts as late what is open for more than thirty days without what happened", () => {
    const late = (days: number, codes = {}) => boardOf(many(40, codes, days), VARIABLES).late;
    expect([late(30), late(31), late(31, { act: ["received"] })]).toEqual([null, 40, null]);
  });
});

describe("the board at the desk", () => {
  let house: TestHouse;
  let agencyId: string;
  let counter: TestMember;
  let worker: TestMember;
  beforeAll(async () => {
    house = await testHouse();
    registerStatistics(house.app, house.house);
    agencyId = await house.addAgency({ name: "Harbour", kind: "ngo" });
    counter = await house.addMember({ agencyId, name: "Counter", roles: ["statistician"] });
    worker = await house.addMember({ agencyId, name: "Worker", roles: ["caseworker"] });
  });
  afterAll(() => house.stop());

  const ask = async (method: "GET" | "POST", as: TestMember) => {
    const { statusCode, body } = await house.app.inject({
      method,
      url: "/api/quality-looks",
      headers: as.headers(),
    });
    return { status: statusCode, body: JSON.parse(body) };
  };

  it("is for those who answer for the numbers; each look is written down and seen by all of them; another agency's cases are not in it", async () => {
    expect(await ask("POST", worker)).toMatchObject({ status: 403, body: { code: "quality-only" } });
    expect((await ask("POST", counter)).body, "of nobody").toMatchObject({ cases: null, missing: [] });
    await plantCases(house, agencyId, 45);
    await plantCases(house, await house.addAgency({ name: "Other", kind: "ngo" }), 50);
    // Thirty of them have an account that was coded, under a section's key.
    const { rows } = await house.owner.query(
      "select r.id from access.case_record r where r.holder_agency_id = $1 order by r.id limit 30",
      [agencyId],
    );
    for (const { id } of rows) {
      const coded = sealCodes(
        house.house.secrets.codes,
        id,
        { act: ["recruited"], purpose: ["sexual"] },
        house.house.random,
      );
      await house.owner.query(
        `with k as (insert into keys.data_key (id, case_id, category) values (gen_random_uuid(), $1, 'account') returning id)
         insert into statistics.coded_section (id, case_id, category, version, data_key_id, sealed)
         select $1, $1, 'account', 1, k.id, $2 from k`,
        [id, coded],
      );
    }
    const { status, body } = await ask("POST", counter);
    expect([status, body.cases, body.uncoded]).toEqual([201, 45, null]);
    const missing = Object.fromEntries(
      body.missing.map((one: { variable: string; cases: number | null }) => [one.variable, one.cases]),
    );
    expect([missing.act, missing.means, missing.gender]).toEqual([null, 45, undefined]);
    expect(body.contradictions).toContainEqual({ what: "adult-without-means", cases: 30 });
    expect(body.names).toContainEqual({ name: "act", en: "act", ar: "الفعل" });
    expect((await ask("GET", counter)).body.looks).toMatchObject([{ by: "Counter" }, { by: "Counter" }]);
    expect((await ask("GET", worker)).body.looks, "the log is theirs too, and nobody else's").toEqual([]);
    const { rows: entries } = await house.owner.query(
      "select from ledger.entry where kind = 'quality.looked'",
    );
    expect(entries).toHaveLength(2);
  });
});
