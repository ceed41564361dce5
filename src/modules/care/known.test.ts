import { Readable } from "node:stream";
import { tokens } from "@leeward/names";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { halfOf, hasLists, NO_LISTS, readFullNames } from "../../../packages/names/learning/pairs.ts";
import type { TestMember } from "../../core/testing.ts";
import { importCaseload } from "./index.ts";
import { knownTokens, mayBeKnown } from "./known.ts";
import { isNamedAnew } from "./model/naming.ts";
import { type TestCare, testCare } from "./testing.ts";

/** A member is warned, and no more, that their own agency may know the person whose case they open. */

let care: TestCare;
beforeAll(async () => {
  care = await testCare();
});
afterAll(() => care.stop());

async function caseOf(identity: Record<string, string>): Promise<string> {
  const person = await care.addPerson();
  return (await care.openCase(person, { shared: ["identity"], sections: { identity } })).id;
}
const ask = (document: Record<string, string>, as: TestMember = care.caseworker) =>
  care.request("POST", "/api/cases/known", { as, purpose: "support", body: { document } });
const known = async (document: Record<string, string>, as?: TestMember): Promise<string[]> => {
  const { status, body, text } = await ask(document, as);
  expect(status, text).toBe(200);
  return body.cases.map(({ id }: { id: string }) => id);
};
const looksAt = async (id: string) =>
  (
    await care.house.owner.query(
      "select member_id from access.access_entry where case_id = $1 and category = 'identity'",
      [id],
    )
  ).rows;

describe("someone whom this agency may know", () => {
  it.each([
    [{ firstName: "Mahmoud", familyName: "Darwish" }, { nameInOwnScript: "محمود درويش" }],
    [
      { firstName: "Tsegereda", familyName: "Wolderufael" },
      { firstName: "Tsegerada", familyName: "Wolderufail" },
    ],
    [{ nameInOwnScript: "Леся Українка" }, { firstName: "Lesya", familyName: "Ukrainka" }],
    [
      { firstName: "Adaeze", otherNames: "Blessing Okonkwo" },
      { firstName: "Blesing", familyName: "Okonkwo" },
    ],
  ])(
    "%o is told of before %o is opened, and the look at the one who is told of is on record",
    async (kept, asked) => {
      const id = await caseOf(kept as Record<string, string>);
      expect(await known(asked as Record<string, string>)).toContain(id);
      expect(await looksAt(id)).toEqual([{ member_id: care.caseworker.id }]);
    },
  );

  it("is not told of by one word of two, a short name, or no name", async () => {
    const id = await caseOf({ firstName: "Sabitha", familyName: "Munkhbat" });
    for (const asked of [
      { firstName: "Sabitha", familyName: "Zacharopoulos" },
      { firstName: "Ali" },
      { salutation: "Ms" },
      {},
    ])
      expect(await known(asked as Record<string, string>)).toEqual([]);
    expect(await looksAt(id)).toEqual([]);
  });

  it("is never told of to another agency, though the case is shared with it, nor to who may not read who people are", async () => {
    const id = await caseOf({ firstName: "Nomvula", familyName: "Dlamini-Khumalo" });
    const asked = { firstName: "Nomvula", familyName: "Dlamini-Khumalo" };
    expect(await known(asked, care.shelter)).toEqual([]);
    expect(await looksAt(id)).toEqual([]);
    for (const as of [care.nurse, care.police])
      expect(await ask(asked, as)).toMatchObject({ status: 403, body: { code: "not-covered" } });
    expect(await known(asked), "their own are").toEqual([id]);
  });

  it("is one of three at most, and opening goes on whatever was told", async () => {
    for (let nth = 0; nth < 4; nth++) await caseOf({ firstName: "Gwendolyn", familyName: "Featherstone" });
    expect(await known({ firstName: "Gwendolyn", familyName: "Featherstone" })).toHaveLength(3);
    await caseOf({ firstName: "Gwendolyn", familyName: "Featherstone" });
  });
});

it("is found in these shares of pairs, at these false alarms, on lists of names that nothing was learnt from", ({
  skip,
}) => {
  skip(!hasLists(), NO_LISTS);
  // The floor of recall, and the ceiling of unrelated people taken for one, of each script.
  for (const [script, recallMin, falseMax] of [
    ["hebrew", 0.7, 0.0006],
    ["korean", 0.55, 0.0008],
  ] as const) {
    const pairs = readFullNames().filter((pair) => pair.script === script && halfOf(pair.latin) === "judge");
    const kept = pairs.map(({ original }) => new Set(tokens(original)));
    const asked = pairs.map(({ latin }) => knownTokens(latin));
    const isKnown = (i: number, j: number) => mayBeKnown(asked[i] ?? [], kept[j] ?? new Set());
    const found = pairs.filter((_, i) => isKnown(i, i)).length / pairs.length;
    let wrong = 0;
    const others = 100;
    for (let i = 0; i < pairs.length; i++)
      for (let nth = 1; nth <= others; nth++) if (isKnown(i, (i + nth * 17) % pairs.length)) wrong++;
    const rate = wrong / (pairs.length * others);
    console.info(`${script}: recall ${found.toFixed(3)}, unrelated taken for one ${rate.toFixed(6)}`);
    expect(found, script).toBeGreaterThan(recallMin);
    expect(rate, script).toBeLessThan(falseMax);
  }
});

describe("where a name is written later", () => {
  it("into a case that is there: others are told of, and neither itself nor what is kept together with it is looked at", async () => {
    const asked = { firstName: "Theodora", familyName: "Papandreou" };
    const [own, other, aside] = [await caseOf(asked), await caseOf(asked), await caseOf(asked)];
    const put = await care.request("POST", `/api/cases/${own}/pairs`, {
      ...{ as: care.caseworker, purpose: "support", body: { asideCaseId: aside } },
    });
    expect(put.status, put.text).toBe(201);
    const { body } = await care.request("POST", "/api/cases/known", {
      ...{ as: care.caseworker, purpose: "support", body: { document: asked, caseId: own } },
    });
    expect(body.cases.map(({ id }: { id: string }) => id)).toEqual([other]);
    expect([await looksAt(own), await looksAt(aside)]).toEqual([[], []]);
    expect(await looksAt(other)).toHaveLength(1);
  });

  it("is asked of a name that was not there before, and not of every save", () => {
    const before = { firstName: "Theodora", familyName: "Papandreou" };
    expect(isNamedAnew(null, {})).toBe(false);
    expect(isNamedAnew(null, { firstName: "Theodora" })).toBe(true);
    expect(isNamedAnew(before, { ...before, birthDate: "2001-02-03" })).toBe(false);
    expect(isNamedAnew(before, { ...before, otherNames: "Dora" })).toBe(true);
    expect(isNamedAnew(before, { firstName: "Theodora" }), "one that was taken out asks nobody").toBe(false);
  });

  it("by an import: its report names the rows whose people may be known, each a look; a check asks nothing", async () => {
    const id = await caseOf({ firstName: "Wilhelmina", familyName: "Oosterhout" });
    const csv = `prs_FirstName,prs_SecondName,con_Consent\nAnselm,Pemberton,TRUE\nWilhelmina,Osterhout,TRUE\n`;
    const bring = (dryRun: boolean) =>
      importCaseload(care.house.house, care.caseworker.secret, {
        ...{ open: () => Readable.from([csv]), purpose: "support", dryRun },
      });
    expect((await bring(true)).known).toBeNull();
    expect(await looksAt(id)).toEqual([]);
    const report = await bring(false);
    expect(report.known).toMatchObject([{ row: 3, cases: [{ id }] }]);
    expect(await looksAt(id)).toEqual([{ member_id: care.caseworker.id }]);
    const [made] = report.known ?? [];
    const { body } = await care.request("GET", `/api/cases/${made?.id}`, { as: care.caseworker });
    expect(body.alias, "of the case that it became").toBe(made?.alias);
  });
});
