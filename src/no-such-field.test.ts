import { readdirSync, readFileSync } from "node:fs";
import { Type } from "typebox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "./core/http/index.ts";
import { type TestHouse, testHouse } from "./core/testing.ts";
import { FIELDS } from "./modules/care/model/categories.ts";
import type { Field, OptionSet } from "./modules/care/model/field.ts";
import { openTestDoor } from "./modules/door/testing.ts";
import type { Codebook } from "./modules/statistics/codebook.ts";
import { findCodebook } from "./modules/statistics/store.ts";
import { registerHouse } from "./testing.ts";

// docs/architecture.md, section 8: no face or emotion recognition, no scoring of occupation, nationality, ethnicity. There is no place to
// keep either: no column, no field of a form, no code that is counted, no property of the API.

/** One name by which the house holds or takes something. */
interface Name {
  readonly where: string;
  readonly name: string;
  /** The names that stand in the same row, group, list or object. */
  readonly beside: readonly string[];
  readonly isNumber: boolean;
}

/** `ageBand`, `age_band` and `age-band` are the same words. */
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);

const RECOGNISED =
  /^(faces?|facial|faceprints?|facenet|voiceprints?|biometrics?|gaits?|iris|retinas?|emotions?|emotional|sentiments?|moods?|affects?|valence|arousal|physiognomy|skin|complexion)$/;
/** Who someone is, or by what they live; a number on it can only be a score. */
const TRAIT =
  /^(ethnic\w*|race|races|racial|tribes?|castes?|nationality|nationalities|citizenships?|religions?|religious|occupations?|occupational|professions?)$/;
/** Words that can mean the same, and other things too. */
const MAY_MEAN_TRAIT =
  /^(positions?|industry|industries|sectors?|jobs?|work|migrants?|migration|languages?|origins?)$/;
const SCORE =
  /^(scores?|scored|scoring|ratings?|rank|ranks|ranked|ranking|likelihoods?|probability|probabilities|propensity|suspicions?|weights?|weighting|predictions?|predicted|percentiles?|coefficients?|multipliers?|points)$/;

/** Why the house may have no such name; null where it may. Pure. */
function whyNot({ name, beside, isNumber }: Name): string | null {
  const words = wordsOf(name);
  const has = (kind: RegExp, of = words) => of.some((word) => kind.test(word));
  const hasScore = has(SCORE);
  if (has(RECOGNISED)) return "recognises a face, a voice or an emotion";
  if (hasScore && (has(TRAIT) || has(MAY_MEAN_TRAIT))) return "scores what a person is or does for a living";
  if (isNumber && has(TRAIT)) return "puts a number on what a person is or does for a living";
  if (hasScore && beside.some((other) => has(TRAIT, wordsOf(other))))
    return "scores beside what a person is or does for a living";
  return null;
}

const found = (names: readonly Name[]) =>
  names.flatMap((one) => {
    const why = whyNot(one);
    return why ? [`${one.where}: ${one.name} ${why}`] : [];
  });

let house: TestHouse;
let codebook: Codebook;

beforeAll(async () => {
  house = await testHouse();
  registerHouse(house);
  await openTestDoor(house);
  codebook = await house.house.db.transaction("leeward_visitor", findCodebook);
});
afterAll(() => house.stop());

/** Columns of every table and view, and values of every closed list that a check or a type writes down. */
async function namesOfDatabase(): Promise<Name[]> {
  const { rows } = await house.owner.query<{ table: string; column: string; type: string }>(
    `select table_schema || '.' || table_name as table, column_name as column, data_type as type
     from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema', 'graphile_worker')`,
  );
  const columnsOf = Map.groupBy(rows, ({ table }) => table);
  const columns = rows.map(({ table, column, type }) => ({
    where: table,
    name: `${table} ${column}`,
    beside: columnsOf.get(table)?.map((other) => other.column) ?? [],
    isNumber: /int|numeric|real|double/.test(type),
  }));
  const lists = await house.owner.query<{ where: string; value: string }>(
    `select distinct conrelid::regclass::text as where, m[1] as value
     from pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([a-z][a-z-]*)''::text', 'g') m
     where contype = 'c' union all
     select typname, enumlabel from pg_enum join pg_type t on t.oid = enumtypid`,
  );
  return [...columns, ...lists.rows.map(({ where, value }) => alone(where, value))];
}

const alone = (where: string, name: string): Name => ({ where, name, beside: [], isNumber: false });

/** Fields of every form with the columns of HTCDS that they take in, what may be answered, and each answer's name there. */
function namesOfForms(forms: Readonly<Record<string, readonly Field[]>>): Name[] {
  const ofSet = (where: string, { name, options }: OptionSet): Name[] =>
    options.flatMap(({ code, htcds }) => [
      alone(where, `${name} ${code}`),
      ...(htcds ? [alone(where, htcds)] : []),
    ]);
  const ofField = (where: string, field: Field, beside: readonly string[]): Name[] => {
    const own = { where, name: field.name, beside, isNumber: field.kind === "number" };
    const column = field.htcds ? [{ ...own, name: field.htcds }] : [];
    const answers = field.kind === "choice" || field.kind === "choices" ? ofSet(where, field.options) : [];
    const parts = field.kind === "rows" ? [field.key, ...field.fields] : [];
    const names = parts.map(({ name }) => name);
    return [
      own,
      ...column,
      ...answers,
      ...parts.flatMap((part) => ofField(`${where}.${field.name}`, part, names)),
    ];
  };
  return Object.entries(forms).flatMap(([category, fields]) =>
    fields.flatMap((field) => {
      const group = fields.filter((other) => other.group === field.group);
      return ofField(
        `form ${category}`,
        field,
        group.map(({ name }) => name),
      );
    }),
  );
}

const namesOfCodebook = ({ variables }: Codebook): Name[] =>
  variables.flatMap(({ name, htcds, codes }) => [
    alone("codebook", name),
    ...(htcds ? [alone("codebook", htcds)] : []),
    ...codes.flatMap((one) => [
      alone(`codebook ${name}`, one.code),
      ...(one.htcds ? [alone(`codebook ${name}`, one.htcds)] : []),
    ]),
  ]);

/** Every property of every shape that goes in or out, and every value of its closed lists. */
function namesOfApi(document: unknown, where = "api"): Name[] {
  if (typeof document !== "object" || document === null) return [];
  if (Array.isArray(document)) return document.flatMap((one) => namesOfApi(one, where));
  const shape = document as Record<string, unknown>;
  const properties =
    typeof shape.properties === "object" && shape.properties !== null ? shape.properties : {};
  const own = Object.entries(properties).map(([name, type]) => ({
    ...{ where, name, beside: Object.keys(properties) },
    isNumber: ["number", "integer"].includes((type as { type?: string }).type ?? ""),
  }));
  const asked =
    typeof shape.in === "string" && typeof shape.name === "string" ? [alone(where, shape.name)] : [];
  const values = [shape.const, ...(Array.isArray(shape.enum) ? shape.enum : [])].filter(
    (value) => typeof value === "string",
  );
  return [
    ...own,
    ...asked,
    ...values.map((value) => alone(where, value)),
    ...Object.entries(shape).flatMap(([key, inner]) => namesOfApi(inner, key.startsWith("/") ? key : where)),
  ];
}

/** Every key and every code of what jurisdictions bring along; sentences are not names. */
function namesOfPack(pack: unknown, where: string): Name[] {
  if (typeof pack === "string") return /^[a-z][a-z-]*$/.test(pack) ? [alone(where, pack)] : [];
  if (typeof pack !== "object" || pack === null) return [];
  if (Array.isArray(pack)) return pack.flatMap((one) => namesOfPack(one, where));
  const beside = Object.keys(pack);
  return Object.entries(pack).flatMap(([name, inner]) => [
    { where, name, beside, isNumber: typeof inner === "number" },
    ...namesOfPack(inner, where),
  ]);
}

const PACKS = "packs/jurisdictions";
const describeApi = async () =>
  (await house.app.inject({ url: "/api/openapi.json", headers: { host: "leeward.test" } })).json();

describe("nothing that recognises a face or an emotion, or scores what a person is, has a place", () => {
  it("in any column, or value that the database holds to", async () => {
    const names = await namesOfDatabase();
    expect(names.length).toBeGreaterThan(900);
    expect(found(names)).toEqual([]);
  });
  it("in any form, column of HTCDS, indicator or other answer", () => {
    const names = namesOfForms(FIELDS);
    expect(names.length).toBeGreaterThan(500);
    expect(found(names)).toEqual([]);
  });
  it("in what is counted", () => {
    const names = namesOfCodebook(codebook);
    expect(names.length).toBeGreaterThan(100);
    expect(found(names)).toEqual([]);
  });
  it("in what goes in or out over the API", async () => {
    const names = namesOfApi(await describeApi());
    expect(names.length).toBeGreaterThan(900);
    expect(found(names)).toEqual([]);
  });
  it("in what a jurisdiction brings along", () => {
    const packs = readdirSync(PACKS).filter((name) => name.endsWith(".json"));
    const names = packs.flatMap((name) =>
      namesOfPack(JSON.parse(readFileSync(`${PACKS}/${name}`, "utf8")), name),
    );
    expect(names.length).toBeGreaterThan(500);
    expect(found(names)).toEqual([]);
  });
});

describe("one that was planted is found", () => {
  it.each([
    ["alter table care.case_file add column face_template bytea", "face_template recognises a face"],
    ["alter table identity.person add column nationality_score real", "nationality_score scores"],
    ["alter table care.case_file add column ethnicity smallint", "ethnicity puts a number"],
    ["create table care.screening (id uuid, occupation text, likelihood real)", "likelihood scores beside"],
    [
      "create table care.planted (kind text check (kind in ('calm', 'emotion-read')))",
      "emotion-read recognises",
    ],
    [
      "create view care.planted as select id, 0 as suspicion, '' as citizenship from care.case_file",
      "suspicion scores beside",
    ],
  ])("in the database: %s", async (plant, says) => {
    await house.owner.query("begin");
    try {
      await house.owner.query(plant);
      const names = await namesOfDatabase();
      expect(found(names).join("\n")).toContain(says);
    } finally {
      await house.owner.query("rollback");
    }
  });

  const options = (code: string, htcds?: string): OptionSet => ({
    name: "planted",
    options: [{ code, ...(htcds ? { htcds } : {}) }],
  });
  const known = { group: "who", personSees: true };
  it.each<[field: Field, beside: readonly Field[], says: string]>([
    [{ ...known, name: "facialMatch", kind: "yes-no" }, [], "facialMatch recognises"],
    [
      { ...known, name: "citizenship", kind: "number", min: 0, max: 1, decimals: 2 },
      [],
      "citizenship puts a number",
    ],
    [{ ...known, name: "occupationRank", kind: "long-text", lengthMax: 9 }, [], "occupationRank scores what"],
    [
      { ...known, name: "likelihood", kind: "text", lengthMax: 9 },
      [{ ...known, name: "ethnicity", kind: "text", lengthMax: 9 }],
      "likelihood scores beside",
    ],
    [
      { ...known, name: "seen", kind: "choices", options: options("emotion-afraid"), countMax: 1 },
      [],
      "emotion-afraid recognises",
    ],
    [
      { ...known, name: "seen", kind: "choice", options: options("a", "prs_FacialRecognition") },
      [],
      "FacialRecognition recognises",
    ],
    [
      { ...known, name: "calm", kind: "yes-no", htcds: "prs_NationalityScore" },
      [],
      "NationalityScore scores",
    ],
  ])("in a form: %o", (field, beside, says) => {
    expect(found(namesOfForms({ identity: [field, ...beside] })).join("\n")).toContain(says);
  });

  it("in what is counted: a variable, a code", () => {
    const code = { code: "b", htcds: null, en: "", ar: "" };
    const variable = {
      name: "a",
      entity: "person",
      many: false,
      htcds: null,
      en: "",
      ar: "",
      codes: [code],
    } as const;
    const plant = (one: object) =>
      found(namesOfCodebook({ version: 1, variables: [{ ...variable, ...one }] }));
    expect(plant({})).toEqual([]);
    expect(plant({ name: "raceScore" })).toHaveLength(1);
    expect(plant({ codes: [{ ...code, code: "emotion-read" }] })).toHaveLength(1);
    expect(plant({ codes: [{ ...code, htcds: "SentimentNegative" }] })).toHaveLength(1);
  });

  it("over the API: in a body, an answer, a question, an address of what is sent", async () => {
    const app = await createApp({ origins: ["http://leeward.test"], version: "test", log: () => {} });
    const Deep = Type.Object({
      people: Type.Array(Type.Object({ nationality: Type.String(), score: Type.Number() })),
    });
    app.post("/api/deep", { schema: { body: Deep } }, async () => ({}));
    app.get(
      "/api/asked",
      { schema: { querystring: Type.Object({ ethnicityWeight: Type.String() }) } },
      async () => ({}),
    );
    app.get(
      "/api/said",
      { schema: { response: { 200: Type.Union([Type.Literal("face-matched")]) } } },
      async () => "face-matched" as const,
    );
    await app.ready();
    expect(found(namesOfApi(app.swagger()))).toEqual([
      expect.stringContaining("score scores beside"),
      expect.stringContaining("ethnicityWeight scores what"),
      expect.stringContaining("face-matched recognises"),
    ]);
    await app.close();
  });

  it("in a jurisdiction's pack", () => {
    expect(
      found(namesOfPack({ steps: [{ code: "screened", occupationWeight: 3 }] }, "planted")),
    ).toHaveLength(1);
  });

  it("and what a file may hold is not: a citizenship, a job, an industry, a rating of the help by the person", () => {
    for (const name of ["citizenship", "position", "industry", "rating", "score", "surface", "interface"])
      expect(whyNot(alone("form", name)), name).toBeNull();
  });
});
