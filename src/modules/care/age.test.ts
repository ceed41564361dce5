import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ageContradictions, bandOfIdentity } from "./model/age.ts";
import type { SectionDocument } from "./model/field.ts";
import { ageBandOf, yearsBetween } from "./rules.ts";
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

  it("takes no means for a child, nor where the age is in doubt or disputed, whoever asks the API", async () => {
    const { id } = await care.openCase(await care.addPerson());
    const means = { means: ["fraud"] };
    const counted = (band: string) =>
      care.house.owner.query("update care.case_file set age_band = $2 where id = $1", [id, band]);
    for (const band of ["9-17", "unknown"]) {
      await counted(band);
      expect(await write(id, "account", means)).toMatchObject({
        status: 422,
        body: { code: "not-of-a-child", fields: ["means"] },
      });
    }
    await counted("25-34");
    expect((await write(id, "account", means)).status).toBe(200);
    expect((await write(id, "identity", { firstName: "Selam", ageDisputed: true })).status).toBe(200);
    const file = await care.request("GET", `/api/cases/${id}`, { as: care.caseworker, purpose: "support" });
    expect(file.body.ageDisputed).toBe(true);
    expect((await write(id, "account", means, '"v1"')).body.code).toBe("not-of-a-child");
    expect((await write(id, "identity", { firstName: "Selam" }, '"v1"')).status).toBe(200);
    expect((await write(id, "account", means, '"v1"')).status).toBe(200);
  });

  it("refuses ages that cannot be, and tells of those that contradict", async () => {
    const { id } = await care.openCase(await care.addPerson());
    await care.house.owner.query("update care.case_file set age_band = '25-34' where id = $1", [id]);
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
