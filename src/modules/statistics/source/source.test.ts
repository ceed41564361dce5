import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asMember } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import { declareTools, registerGate } from "../../../core/gate/index.ts";
import { pass } from "../../../core/gate/store.ts";
import { addAssessor, ask, assess, type TestAssessor, write } from "../../../core/gate/testing.ts";
import { registerProposals } from "../../../core/proposals/index.ts";
import { type TestHouse, type TestMember, testHouse } from "../../../core/testing.ts";
import type { Codebook } from "../codebook.ts";
import { NONE } from "../describe.ts";
import { verifyRelease } from "../snapshot.ts";
import {
  findCodebook,
  findKept,
  listSources,
  openPublicSource,
  spend,
  takeCases,
  takeSource,
} from "../store.ts";
import { cellsOver } from "../tables.ts";
import { ASKED, FEW_RUNS, plantCases, take } from "../testing.ts";
import { caseloadRelease } from "../tool.ts";
import { ctdcShape } from "./ctdc.ts";
import { dryRun } from "./dry-run.ts";
import { htcdsShape } from "./htcds.ts";
import { type ImportedSource, importSource } from "./import-source.ts";
import { releaseSource } from "./release-source.ts";
import type { Shape } from "./shape.ts";

let house: TestHouse;
let folder: string;
let at: TestAssessor;
let counter: TestMember;
let codebook: Codebook;
beforeAll(async () => {
  house = await testHouse();
  registerProposals(house.app, house.house);
  registerGate(house.app, house.house);
  await declareTools(house.connectionString, [caseloadRelease]);
  folder = await mkdtemp(join(tmpdir(), "leeward-source-"));
  at = await addAssessor(house, "Harbour");
  counter = await house.addMember({ agencyId: at.agencyId, name: "Counter", roles: ["statistician"] });
  await assess(house, at, await write(house, "caseload-release"));
  await ask(house, at, "caseload-release", "for");
  codebook = await asMember(house.house.db, counter.secret, null, findCodebook);
}, 120_000);
afterAll(async () => {
  await house.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A row as what it says of each variable, those of which it says nothing left away. */
const said = ({ variables, read }: Shape, ...cells: string[]) => {
  const row = read(cells);
  return row && Object.fromEntries(variables.flatMap(({ name }, at) => (row[at] ? [[name, row[at]]] : [])));
};

describe("a file in CTDC's columns", () => {
  it.each([
    [
      "of the Global Synthetic Dataset",
      "yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,traffickMonths,meansDebtBondageEarnings,meansThreats,meansAbusePsyPhySex,isForcedLabour,isSexualExploit,typeOfLabourDomesticWork,recruiterRelationIntimatePartner",
      "2019,Woman,09--17,PHL,USA,13--24 (1-2 yrs),1,0,1,1,0,1,",
      {
        ...{ year: "2019", gender: "woman", ageBroad: "9-17", adulthood: "child", trafficMonths: "13-24" },
        ...{ citizenshipRegion: "South-eastern Asia", exploitationRegion: "Northern America" },
        ...{ citizenshipCountry: "PH", exploitationCountry: "US" },
        ...{ control: "debt-or-earnings|any-abuse", purpose: "forced-labour", typeOfLabour: "households" },
      },
    ],
    [
      "of the k-anonymous files",
      "yearOfRegistration,Datasource,gender,majorityStatus,citizenship,meansOfControlTakesEarnings,meansOfControlThreats,isForcedLabour,ageCategories",
      "2012,Case Management,Male,Adult,LK,1,-99,1,Age 30-38",
      {
        ...{
          year: "2012",
          gender: "man",
          citizenshipRegion: "Southern Asia",
          citizenshipCountry: "LK",
          ageBroad: "30-38",
        },
        ...{ control: "takes-earnings", purpose: "forced-labour" },
      },
    ],
    [
      "of a table derived from it, with words and places of bands",
      "Age Band,Trafficking Duration,Means Abuse,isSexualExploit,Recruiter Relation Family,Trans/NonConforming,Woman,Is Citizen of Country",
      "9,0,1,1,1,0,1,1",
      {
        ...{ ageBroad: "48+", adulthood: "adult", control: "any-abuse", purpose: "sexual" },
        ...{ recruiterRelation: "family", gender: "woman", citizenThere: "yes" },
      },
    ],
  ])(
    "%s is read as the codebook has it, and as CTDC's own where it has not",
    (_what, header, row, expected) => {
      expect(said(ctdcShape(header.split(","), codebook, false), ...row.split(","))).toEqual(expected);
    },
  );

  it("tells what was not asked of a set from what does not hold", () => {
    const shape = ctdcShape(["isForcedLabour", "isSexualExploit", "meansThreats"], codebook, false);
    expect(said(shape, "0", "", "")).toEqual({ purpose: NONE });
    expect(said(shape, "0", "1", "-99")).toEqual({ purpose: "sexual" });
    expect(said(shape, "", "NULL", "0")).toEqual({ control: NONE });
    expect(said(shape, "", "", "")).toEqual({});
  });

  it("says nothing of what is empty, unknown, or answered in two ways", () => {
    const shape = ctdcShape(
      ["gender", "Woman", "Trans/NonConforming", "ageBroad", "citizenship"],
      codebook,
      false,
    );
    expect(said(shape, "NULL", "0", "0", "NULL", "-99")).toEqual({});
    expect(said(shape, "", "1", "1", "19-20", "XQ"), "a woman, and not").toEqual({});
  });

  it("is refused for a column that nobody knows, by its name, unless that is to be left out", () => {
    const header = ["gender", "Survivor name"];
    expect(() => ctdcShape(header, codebook, false)).toThrow(
      expect.objectContaining({ code: "source-columns", extra: { unknown: ["Survivor name"] } }),
    );
    const shape = ctdcShape(header, codebook, true);
    expect([shape.leftOut, shape.variables.map(({ name }) => name)]).toEqual([["Survivor name"], ["gender"]]);
    expect(() => ctdcShape(["Survivor name"], codebook, true), "then nothing is left to count").toThrow();
  });
});

describe("a caseload in HTCDS's columns", () => {
  const header = [
    ...["prs_FirstName", "prs_Birthdate", "prs_Gender", "prs_Citizenship", "vic_TypeOfExploitation"],
    ...["vic_MethodsOfControl", "vic_AgeWhenTrafficked", "cas_IncomingReferralDate", "con_Consent"],
  ];
  const shape = () => htcdsShape(header, codebook, false, "2026-11-27");
  const row = ["Ana", "2010-03-05", "TransgenderFeminine", "NG", "ForcedLabour;Servitude", "Threats", "15"];

  it("is read by the names that the codebook has of HTCDS: no name, no day, ages and years out of days", () => {
    const of = shape();
    expect(said(of, ...row, "2026-03-04", "TRUE")).toEqual({
      ...{ gender: "woman", ageBand: "9-17", adulthood: "child", year: "2026", whenTrafficked: "child" },
      ...{ citizenshipRegion: "Sub-Saharan Africa", citizenshipCountry: "NG" },
      ...{ purpose: "forced-labour|servitude", control: "threats" },
    });
    expect(of.leftOut).toEqual(["prs_FirstName"]);
    // Without a day of referral, on the day of the import; the day before eighteen, and on it.
    const born = (day: string) => said(of, "", day, "", "", "", "", "", "", "")?.adulthood;
    expect([born("2008-11-28"), born("2008-11-27"), born("2027-01-01"), born("soon")]).toEqual([
      ...["child", "adult", undefined, undefined],
    ]);
  });

  it("counts nobody who did not agree", () => {
    expect(said(shape(), ...row, "2026-03-04", "FALSE")).toBeNull();
  });
});

/** Six hundred rows of 24 different ones, in CTDC's columns. */
const CTDC = [
  "gender,ageBroad,meansThreats,isForcedLabour,isSexualExploit",
  ...Array.from({ length: 600 }, (_, n) =>
    [n % 3 ? "Woman" : "Man", n % 4 ? "18--20" : "0--8", n % 2, n % 5 ? 1 : "", n % 5 ? "" : 1].join(","),
  ),
].join("\n");

const bring = async (
  asked: { kind?: "synthetic" | "public" | "caseload"; text?: string; by?: TestMember } = {},
) => {
  const path = join(folder, `${randomUUID()}.csv`);
  await writeFile(path, asked.text ?? CTDC);
  return importSource(house.house, (asked.by ?? counter).secret, {
    ...{ path, form: "ctdc", kind: asked.kind ?? "synthetic", title: "Global Synthetic Dataset" },
    ...{ origin: "CTDC, IOM, 2025", leavesOut: false, today: "2026-11-27", onRows: () => {} },
    signal: new AbortController().signal,
  });
};
const COLUMNS = ["gender", "ageBroad", "purpose"];
const STEPS = { signal: new AbortController().signal, onProgress: () => {} };
const release = (
  sourceId: string,
  out: string,
  more: { epsilon?: number; by?: TestMember; columns?: string[] } = {},
) =>
  releaseSource(house.house, (more.by ?? counter).secret, {
    ...{ sourceId, columns: more.columns ?? COLUMNS, epsilon: more.epsilon ?? 0.5, delta: 1e-6 },
    ...{ out: join(folder, out), ...STEPS, ...FEW_RUNS, ...ASKED },
  }).catch((error: { code?: string }) => error.code ?? String(error));
const spent = async () =>
  (await house.owner.query("select coalesce(sum(epsilon), 0)::float as sum from statistics.spent")).rows[0]
    .sum;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code ?? String(error),
  );

describe("a source", () => {
  let source: ImportedSource;

  it("is kept as codes alone, sealed, with its title, its origin and the hash of its file; for its agency alone", async () => {
    source = await bring();
    expect(source).toMatchObject({ rows: 600, leftOut: [], withoutConsent: 0, notOnList: {} });
    expect(source.columns).toEqual(["gender", "adulthood", "purpose", "control", "ageBroad"]);
    const [listed] = await asMember(house.house.db, counter.secret, null, listSources);
    expect(listed).toMatchObject({ id: source.id, kind: "synthetic", origin: "CTDC, IOM, 2025" });
    expect(listed?.sha256).toBe(createHash("sha256").update(CTDC).digest("hex"));
    const { rows } = await house.owner.query(
      "select encode(sealed, 'escape') as text from statistics.source",
    );
    for (const word of ["gender", "woman", "sexual"]) expect(rows[0].text).not.toContain(word);
    const elsewhere = await house.addMember({
      agencyId: await house.addAgency({ name: "Other", kind: "ngo" }),
      ...{ name: "Else", roles: ["statistician"] },
    });
    expect(await asMember(house.house.db, elsewhere.secret, null, listSources)).toEqual([]);
    expect(await release(source.id, "stranger", { by: elsewhere })).toBe("source-unknown");
    expect(await codeOf(bring({ by: at.boss })), "only who counts imports").toBe("statisticians-only");
  });

  it("is not kept with fewer than twenty people", async () => {
    expect(await codeOf(bring({ text: CTDC.split("\n").slice(0, 20).join("\n") }))).toBe("source-few");
  });

  it("is released through the gate, paid for out of the agency's year, with where it is from; each cell comes out again", async () => {
    expect(await release(source.id, "first")).toMatchObject({ card: { rows: expect.any(Number) } });
    expect(await spent()).toBe(0.5);
    expect(await release(source.id, "wrong", { columns: ["stage"] })).toBe("columns-unknown");
    expect(await spent(), "nothing for what cannot be asked").toBe(0.5);
    const { rows } = await house.owner.query("select id, source, frame from statistics.release");
    expect(rows).toHaveLength(1);
    expect(rows[0].source).toMatchObject({
      title: "Global Synthetic Dataset",
      kind: "synthetic",
      form: "ctdc",
    });
    expect(rows[0].frame.columns).toEqual(COLUMNS);
    expect(await verifyRelease(house.house, counter.secret, rows[0].id)).toMatchObject({ different: 0 });
    const kept = await asMember(house.house.db, counter.secret, null, (tx) => findKept(tx, rows[0].id));
    const women = kept && cellsOver(kept, ["gender"])?.find(({ values }) => values[0] === "woman");
    const { low = 0, high = 0 } = women ?? {};
    // The range holds 95 times in 100, and is not the same on both sides; one that is three times as wide, always.
    const width = high - low;
    expect(low - width, "two of three, give or take the noise").toBeLessThan(400);
    expect(high + width).toBeGreaterThan(400);
    const age = kept?.columns.find(({ name }) => name === "ageBroad");
    expect(age?.label).toEqual({ en: "age", ar: "العمر" });
    const made = await readFile(join(folder, "first", "microdata.csv"), "utf8");
    expect(made.split("\n")[0]).toBe("gender,ageBroad,purpose");
  });

  it("shares the budget with the agency's cases, whatever it is said to be, and is refused beyond it", async () => {
    await plantCases(house, at.agencyId, 30);
    expect(await take(house, counter, { epsilon: 3.4 })).toHaveLength(30);
    expect(await release(source.id, "beyond", { epsilon: 0.2 })).toBe("caseload-budget");
    expect(await spent()).toBe(3.9);
    await house.owner.query("update statistics.spent set at = at - interval '366 days'");
    expect(await release(source.id, "after a year", { epsilon: 4 })).toMatchObject({
      card: { rows: expect.any(Number) },
    });
    expect(await codeOf(take(house, counter, { epsilon: 0.1 }))).toBe("caseload-budget");
    await house.owner.query("update statistics.spent set at = at - interval '366 days'");
  });

  it("whose tables would be too large to be kept is refused before anything is spent", async () => {
    const before = await spent();
    const head = "gender,citizenship,CountryOfExploitation,isSexualExploit";
    const lines = Array.from({ length: 40 }, (_, n) => `Woman,${n % 2 ? "PHL" : "UKR"},USA,1`);
    const wide = await bring({ text: [head, ...lines].join("\n") });
    const columns = ["citizenshipCountry", "exploitationCountry", "citizenshipRegion"];
    expect(wide.columns).toEqual(expect.arrayContaining(columns));
    expect(await release(wide.id, "wide", { columns })).toBe("tables-too-large");
    expect(await spent()).toBe(before);
    await house.owner.query("delete from statistics.source where id = $1", [wide.id]);
  });

  it("is tried on before anything is spent: the error of the same question, with the method of a release", async () => {
    const before = await spent();
    const tried = await dryRun(house.house, counter.secret, {
      ...{ sourceId: source.id, columns: COLUMNS, epsilon: 1, delta: 1e-6, people: 300, ...STEPS },
    });
    expect(tried).toMatchObject({ people: 300, epsilon: 1 });
    // The noise is the system's: that of the whole has a standard deviation of 53 here; five of them, and it fails once in a million runs.
    expect(Math.abs(tried.rows - 300)).toBeLessThan(270);
    expect(tried.bytes).toBeGreaterThan(500);
    const [one, two, three] = tried.errors;
    expect([one?.columns, two?.columns, three?.columns]).toEqual([1, 2, 3]);
    for (const error of tried.errors) {
      expect(error.offByMean).toBeLessThan(150);
      expect(error.inRange).toBeGreaterThan(0.3);
    }
    expect(await spent(), "not a thousandth").toBe(before);
    const { rows } = await house.owner.query("select count(*)::int as n from statistics.release");
    expect(rows[0].n, "and nothing is kept").toBe(2);
    // More may be learned of each: the counts are nearer.
    const nearer = await dryRun(house.house, counter.secret, {
      ...{ sourceId: source.id, columns: COLUMNS, epsilon: 4, delta: 1e-6, people: 300, ...STEPS },
    });
    expect(nearer.errors[2]?.halfRangeMean).toBeLessThan(three?.halfRangeMean ?? 0);
  });

  it("with cases in it is tried on by nobody, also around the command, and goes with whoever is erased", async () => {
    const real = await bring({ kind: "caseload" });
    const asked = { sourceId: real.id, columns: COLUMNS, epsilon: 1, delta: 1e-6, ...STEPS };
    expect(await codeOf(dryRun(house.house, counter.secret, asked))).toBe("source-of-cases");
    const around = asMember(house.house.db, counter.secret, "statistics", (tx) =>
      openPublicSource(tx, real.id),
    );
    expect(await around).toBeNull();
    const { rows } = await house.owner.query(
      "select id from access.case_record where holder_agency_id = $1 limit 1",
      [at.agencyId],
    );
    await house.owner.query("select access.erase_case($1)", [rows[0].id]);
    const left = await asMember(house.house.db, counter.secret, null, listSources);
    expect(
      left.map(({ kind }) => kind),
      "what is public stays",
    ).toEqual(["synthetic"]);
  });

  it("is handed to no run that did not pass, and once to one that did", async () => {
    const key = house.house.random(32);
    const asked = { ...ASKED, populationId: null, sourceId: source.id, epsilon: 0.1, delta: 1e-6, key };
    const as = <T>(work: Parameters<typeof asMember<T>>[3]) =>
      asMember(house.house.db, counter.secret, "statistics", work);
    const real = await bring({ kind: "caseload" });
    const pay = (runId: string) => codeOf(as((tx) => spend(tx, runId, asked)));
    const handed = (runId: string, by = key, sourceId = source.id) =>
      codeOf(as((tx) => takeSource(tx, runId, { sourceId, key: by })));
    expect(await pay(randomUUID())).toBe("42501");
    const { runId } = await as((tx) => pass(tx, caseloadRelease));
    const run = runId ?? "";
    expect(await handed(run), "before it paid").toBe("42501");
    expect(await pay(run)).toBe("done");
    expect(await pay(run), "twice").toBe("23505");
    expect(await handed(run, house.house.random(32)), "under another key").toBe("42501");
    expect(await handed(run, key, real.id), "another one than it paid for").toBe("42501");
    const cases = { populationId: null, fromYear: 0, toYear: 9999, key };
    const casesOf = async (tx: Transaction) => {
      for await (const _page of takeCases(tx, run, cases)) return;
    };
    expect(await codeOf(as(casesOf)), "nor cases").toBe("42501");
    expect(await handed(run)).toBe("done");
    expect(await handed(run), "the same twice").toBe("42501");
  });
});
