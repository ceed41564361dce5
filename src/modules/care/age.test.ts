import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ageContradictions, bandOfIdentity, isTreatedAsChild } from "./model/age.ts";
import type { SectionDocument } from "./model/field.ts";
import { AGE_BANDS, type AgeBand, ageBandOf, yearsBetween } from "./rules.ts";
import { type TestCare, testCare } from "./testing.ts";

const TODAY = "2026-11-27";

/** The same by enumeration: an age that nothing said speaks against, or not. */
const agree = (identity: SectionDocument): boolean => {
  const { ageClaimed: claimed, ageFrom: from, ageTo: to, birthDate } = identity;
  for (let age = 0; age <= 121; age++) {
    const isWithin = age >= Number(from ?? 0) && age <= Number(to ?? 121);
    const isClaimed =
      claimed === undefined || (Number(claimed) >= Number(from ?? 0) && Number(claimed) <= Number(to ?? 121));
    const isBorn = birthDate === undefined || yearsBetween(String(birthDate), TODAY) === age;
    const isNear = birthDate === undefined || claimed === undefined || Math.abs(age - Number(claimed)) <= 1;
    if (isWithin && isClaimed && isBorn && isNear) return true;
  }
  return false;
};

describe("ages", () => {
  it("contradict just where no age could be true of all that was said", () => {
    const seed = randomInt(2 ** 31);
    let state = seed;
    const below = (n: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % n;
    };
    const met = new Set<boolean>();
    for (let n = 0; n < 3000; n++) {
      const maybe = <T>(value: T): T | undefined => (below(3) > 0 ? value : undefined);
      const identity = Object.fromEntries(
        Object.entries({
          ageClaimed: maybe(14 + below(8)),
          ageFrom: maybe(13 + below(6)),
          ageTo: maybe(15 + below(6)),
          birthDate: maybe(`${2003 + below(12)}-${String(1 + below(12)).padStart(2, "0")}-15`),
        }).filter(([, value]) => value !== undefined),
      ) as SectionDocument;
      const found = ageContradictions(identity, TODAY, null);
      met.add(found.length === 0);
      expect(found.length === 0, `seed ${seed}: ${JSON.stringify(identity)} ${found}`).toBe(agree(identity));
      if (found.length > 0) expect(bandOfIdentity(identity, TODAY)).toBe("unknown");
    }
    expect(met.size, "some agree, some do not").toBe(2);
  });

  it("are told by what they contradict, and a disputed one is nobody's band", () => {
    const born = { birthDate: "2010-01-01" };
    expect(ageContradictions({ ageFrom: 20, ageTo: 18 }, TODAY, null)).toEqual(["range-turned"]);
    expect(ageContradictions({ birthDate: "2027-01-01" }, TODAY, null)).toEqual(["born-later"]);
    expect(ageContradictions({ ageClaimed: 30, ageFrom: 15, ageTo: 17 }, TODAY, null)).toEqual([
      "claimed-outside-range",
    ]);
    expect(ageContradictions({ ...born, ageTo: 14 }, TODAY, null)).toEqual(["born-outside-range"]);
    expect(ageContradictions({ ...born, ageClaimed: 19 }, TODAY, null)).toEqual(["claimed-not-born"]);
    expect(ageContradictions(born, TODAY, "18-24")).toEqual(["band-not-born"]);
    expect(bandOfIdentity(born, TODAY)).toBe(ageBandOf(16));
    expect(bandOfIdentity({ ...born, ageDisputed: true }, TODAY)).toBe("unknown");
  });
});

describe("a case", () => {
  let care: TestCare;
  beforeAll(async () => {
    care = await testCare();
  });
  afterAll(() => care.stop());

  const write = (id: string, category: string, document: SectionDocument, match = '"v0"') =>
    care.request("PUT", `/api/cases/${id}/sections/${category}`, {
      ...{ as: care.caseworker, purpose: "support", match },
      body: { document, resolves: [] },
    });

  const file = async (id: string) =>
    (await care.request("GET", `/api/cases/${id}`, { as: care.caseworker, purpose: "support" })).body;
  const journey = async (id: string) =>
    (await care.request("GET", `/api/cases/${id}/journey`, { as: care.caseworker })).body;
  const step = async (id: string, code: string, recorded: readonly string[]) => {
    const { revision } = await journey(id);
    return care.request("POST", `/api/cases/${id}/steps`, {
      ...{ as: care.caseworker, purpose: "support" },
      body: { step: code, revision, recorded, language: null },
    });
  };
  /** What stands in the way of referring them, besides what is recorded with it; what would be recorded. */
  const refer = async (id: string) => {
    const { open } = await journey(id);
    const { lacks, needs } = open.find(({ code }: { code: string }) => code === "refer");
    return { lacks: lacks.map(({ code }: { code: string }) => code), needs };
  };
  const clocks = async (id: string): Promise<string[]> =>
    (await file(id)).clocks
      .filter(({ doneAt }: { doneAt: string | null }) => doneAt === null)
      .map(({ what }: { what: string }) => what);
  const means = { means: ["fraud"] };
  const open = async (ageBand: AgeBand, identity: SectionDocument = {}): Promise<string> =>
    (await care.openCase(await care.addPerson(), { ageBand, sections: { identity } })).id;
  const ofAChild = { lacks: ["no-guardian"], needs: [["assent", "too-young-to-assent"]] };
  const ofAnAdult = { lacks: [], needs: ["consent"] };

  it.each(["9-17", "unknown"] as const)(
    "of a child (%s) takes no means, whoever asks the API",
    async (band) => {
      const id = await open(band);
      expect(await write(id, "account", means)).toMatchObject({
        status: 422,
        body: { code: "not-of-a-child", fields: ["means"] },
      });
      expect((await file(id)).isChild).toBe(true);
    },
  );

  it("of an adult whose age was disputed from the beginning is a child's: no referral without a guardian, whose clock runs", async () => {
    const id = await open("18-24", { firstName: "Selam", ageDisputed: true });
    expect((await file(id)).isChild).toBe(true);
    expect(await clocks(id)).toContain("guardian");
    expect((await write(id, "account", means)).body.code).toBe("not-of-a-child");
    await step(id, "begin-support", ["plan"]);
    expect(await refer(id)).toEqual(ofAChild);
    const refused = await step(id, "refer", ["consent", "assent"]);
    expect(refused.body).toMatchObject({ code: "step-not-open", lacks: [{ code: "no-guardian" }] });
  });

  it("of an adult becomes a child's with the dispute and is an adult's without it, in the form, the API, the journey and the clocks", async () => {
    const id = await open("25-34", { firstName: "Selam" });
    await care.yesOf(id);
    await step(id, "begin-support", ["plan"]);
    expect([await refer(id), await clocks(id), (await file(id)).isChild]).toEqual([
      ofAnAdult,
      expect.not.arrayContaining(["guardian"]),
      false,
    ]);
    expect((await write(id, "account", means)).status).toBe(200);
    expect((await write(id, "identity", { firstName: "Selam", ageDisputed: true }, '"v1"')).status).toBe(200);
    expect([await refer(id), await clocks(id), (await file(id)).isChild]).toEqual([
      ofAChild,
      expect.arrayContaining(["guardian"]),
      true,
    ]);
    expect((await write(id, "account", means, '"v1"')).body.code).toBe("not-of-a-child");
    // Written again, it is disputed no more than before.
    expect((await write(id, "identity", { firstName: "Selamawit", ageDisputed: true }, '"v2"')).status).toBe(
      200,
    );
    // What a step records does not settle what is disputed.
    expect((await step(id, "record-age", ["age-adult", "age-established"])).status).toBe(200);
    expect(await refer(id)).toEqual(ofAChild);
    expect((await write(id, "identity", { firstName: "Selamawit" }, '"v3"')).status).toBe(200);
    expect([await refer(id), await clocks(id), (await file(id)).isChild]).toEqual([
      ofAnAdult,
      expect.not.arrayContaining(["guardian"]),
      false,
    ]);
    expect((await write(id, "account", means, '"v1"')).status).toBe(200);
    const { steps } = await journey(id);
    expect(
      steps.map(({ code, by }: { code: string; by: { displayName: string } }) => [code, by.displayName]),
    ).toEqual([
      ["age-settled", "Ines"],
      ["record-age", "Ines"],
      ["age-disputed", "Ines"],
      ["begin-support", "Ines"],
      ["open", "Leila"],
    ]);
  });

  it("goes by what a step found of the age: whoever was thought an adult is asked for means no more, and the other way round", async () => {
    const grown = await open("25-34");
    expect((await step(grown, "record-age", ["age-in-doubt"])).status).toBe(200);
    expect((await file(grown)).isChild).toBe(true);
    expect((await write(grown, "account", means)).body.code).toBe("not-of-a-child");
    const unknown = await open("unknown");
    expect((await step(unknown, "record-age", ["age-adult"])).status).toBe(200);
    expect((await file(unknown)).isChild).toBe(false);
    expect((await write(unknown, "account", means)).status).toBe(200);
  });

  it("is a child's by one rule: here, in the list and in the database", async () => {
    const id = await open("25-34");
    const { owner } = care.house;
    const asked = [...AGE_BANDS].flatMap((ageBand) =>
      [true, false].flatMap((ageDisputed) =>
        (["adult", "child", "in-doubt", "not-asked", null] as const).map((standingAge) => ({
          ...{ ageBand, ageDisputed, standingAge },
        })),
      ),
    );
    const { rows } = await owner.query(
      "select pack, revision, standing from care.journey where case_id = $1",
      [id],
    );
    const [begun] = rows;
    for (const known of asked) {
      await owner.query("delete from care.journey where case_id = $1", [id]);
      await owner.query("update care.case_file set age_band = $2, age_disputed = $3 where id = $1", [
        ...[id, known.ageBand, known.ageDisputed],
      ]);
      if (known.standingAge !== null) {
        await owner.query("insert into care.journey values ($1, $2, $3, $4)", [
          ...[id, begun.pack, begun.revision],
          JSON.stringify({ ...begun.standing, age: known.standingAge }),
        ]);
      }
      const said = await owner.query("select care.treated_as_child($1) as child", [id]);
      const list = (await file(id)).isChild;
      expect([said.rows[0].child, list], JSON.stringify(known)).toEqual(
        Array(2).fill(isTreatedAsChild(known)),
      );
    }
  });

  it("refuses ages that cannot be, and tells of those that contradict", async () => {
    const { id } = await care.openCase(await care.addPerson());
    expect(await write(id, "identity", { ageFrom: 30, ageTo: 20 })).toMatchObject({
      status: 422,
      body: { code: "age-impossible", faults: ["range-turned"] },
    });
    const doubtful = { ageClaimed: 19, birthDate: "2010-01-01" };
    expect((await write(id, "identity", doubtful)).body.doubts).toEqual([
      "claimed-not-born",
      "band-not-born",
    ]);
    expect((await write(id, "identity", { ...doubtful, ageDisputed: true }, '"v1"')).body).toEqual({
      version: 2,
    });
  });
});
