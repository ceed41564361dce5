import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asMember, type Purpose } from "./core/access/context.ts";
import { declareTools, registerGate } from "./core/gate/index.ts";
import { pass } from "./core/gate/store.ts";
import { ask, assess, write } from "./core/gate/testing.ts";
import type { TestMember } from "./core/testing.ts";
import { CODED_CATEGORIES, countedOf } from "./modules/care/coding.ts";
import { fieldsOf } from "./modules/care/model/categories.ts";
import type { SectionDocument } from "./modules/care/model/field.ts";
import { type TestCare, testCare } from "./modules/care/testing.ts";
import { adoptCodebook } from "./modules/statistics/adopt-codebook.ts";
import { codesOfTaken, releaseCaseload } from "./modules/statistics/caseload.ts";
import { type Codebook, readCodebook } from "./modules/statistics/codebook.ts";
import { readSnapshot, type Snapshot, verifyRelease } from "./modules/statistics/snapshot.ts";
import { unpackRows } from "./modules/statistics/source/counted-rows.ts";
import { findCodebook } from "./modules/statistics/store.ts";
import { takeAll } from "./modules/statistics/testing.ts";
import { caseloadRelease } from "./modules/statistics/tool.ts";

/**
 * What a release is made of, for a case from its first word to its erasure, against a recount by hand: this file knows
 * what was written, and which codes that is, and asks none of the code under test.
 */
let care: TestCare;
let counter: TestMember;
let folder: string;
beforeAll(async () => {
  [care, folder] = await Promise.all([testCare(), mkdtemp(join(tmpdir(), "leeward-counted-"))]);
  registerGate(care.house.app, care.house.house);
  await declareTools(care.house.connectionString, [caseloadRelease]);
  const at = (name: string, ...roles: string[]) =>
    care.house.addMember({ agencyId: care.ngoId, name, roles });
  counter = await at("Counter", "statistician");
  const boss = await at("Boss", "supervisor");
  const officer = await at("Officer", "data-protection-officer");
  const assessor = { agencyId: care.ngoId, boss, officer };
  await assess(care.house, assessor, await write(care.house, "caseload-release"));
  await ask(care.house, assessor, "caseload-release", "for");
  // Others, so that there are enough to be counted at all.
  await care.house.owner.query(
    `with p as (insert into identity.person select from generate_series(1, 24) returning id),
     r as (insert into access.case_record (holder_agency_id, person_id) select $1, id from p returning id)
     insert into care.case_file (id, alias, state, gender, age_band)
     select id, 'Tern ' || row_number() over (), 'recovery', 'man', '45-54' from r`,
    [care.ngoId],
  );
});
afterAll(async () => {
  await care.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What a run is handed, but for the others above; each case as one line of codes. */
async function counted(): Promise<string[]> {
  const { house } = care.house;
  const taken = await asMember(house.db, counter.secret, "statistics", async (tx) => {
    const { runId } = await pass(tx, caseloadRelease);
    return takeAll(tx, runId ?? "", {
      ...{ populationId: null, fromYear: 0, toYear: 9999, epsilon: 0.001, delta: 1e-9 },
      key: house.random(32),
    });
  });
  return taken
    .map((one) => codesOfTaken(house.secrets.codes, one))
    .filter(({ gender }) => !gender?.includes("man"))
    .map(lineOf)
    .sort();
}
const lineOf = (codes: Codes): string =>
  Object.entries(codes)
    .map(([variable, found]) => `${variable}=${[...found].sort().join("+")}`)
    .sort()
    .join(" ");
/** What two releases ask for: few columns each, so that they are made in a moment. */
const ASKED = [
  ["gender", "stage", "act", "whenTrafficked", "finding", "decidedBy"],
  ["gender", "exploitationRegion", "sector", "perpetratorRole"],
] as const;
type Codes = Readonly<Record<string, readonly string[]>>;
const only = (columns: readonly string[], codes: Codes): Codes =>
  Object.fromEntries(Object.entries(codes).filter(([variable]) => columns.includes(variable)));
/** Those of the columns that may have several codes: where nothing was recorded of one, a release says so. */
const SETS = ["act", "perpetratorRole", "exploitationRegion"];
const nothingOf = (columns: readonly string[]): Codes =>
  Object.fromEntries(
    columns.flatMap((column) => (SETS.includes(column) ? [[column, ["(not recorded)"]]] : [])),
  );

/**
 * Makes a release of each, and holds the rows of its frozen snapshot, but for the others above, to these cases.
 *
 * @returns the last release
 */
async function expectReleased(...cases: readonly Codes[]): Promise<string> {
  const { house, owner } = care.house;
  let releaseId = "";
  for (const columns of ASKED) {
    const { folder: made } = await releaseCaseload(house, counter.secret, {
      ...{ columns, question: "What is known of each?", epsilon: 0.01, delta: 1e-9, auditRuns: 20 },
      ...{ out: join(folder, randomUUID()), signal: new AbortController().signal, onProgress: () => {} },
    });
    expect(made).not.toBeNull();
    const { rows } = await owner.query("select id from statistics.release order by made_at desc limit 1");
    releaseId = rows[0].id;
    const { snapshot } = await readSnapshot(house, counter.secret, releaseId);
    const frozen = linesOf(snapshot).filter((line) => !/\bgender=man\b/.test(line));
    expect(frozen.sort()).toEqual(
      cases.map((one) => lineOf({ ...nothingOf(columns), ...only(columns, one) })).sort(),
    );
  }
  return releaseId;
}

/** The rows of a snapshot as lines of codes, read by hand: a member of a set is a column `set: member` of no and yes. */
function linesOf(snapshot: Snapshot): string[] {
  const { domain, data } = unpackRows(snapshot.description, snapshot);
  const lines: string[] = [];
  for (let row = 0; row < data.rows; row++) {
    const codes: Record<string, string[]> = {};
    for (const [at, { name, labels }] of domain.columns.entries()) {
      const value = labels[data.codes[row * data.width + at] ?? 0] ?? "";
      const [variable = "", member] = name.split(": ");
      const code = member === undefined ? value : value === "yes" ? member : "";
      if (code !== "") codes[variable] = [...(codes[variable] ?? []), code];
    }
    for (let time = 0; time < (data.times?.[row] ?? 1); time++) lines.push(lineOf(codes));
  }
  return lines;
}
const YEAR = `${new Date().getUTCFullYear()}`;
/** Of every case that is opened here. */
const FILE = {
  ...{ gender: ["woman"], ageBand: ["25-34"], adulthood: ["adult"], stage: ["contact"] },
  ...{ year: [YEAR], reportingEntity: ["ngo"] },
};

const put = (id: string, category: string, version: number, document: object, purpose: Purpose = "support") =>
  care.request("PUT", `/api/cases/${id}/sections/${category}`, {
    ...{ as: care.caseworker, purpose, match: `"v${version}"`, body: { document } },
  });
const ACCOUNT = {
  ownWords: "He took my passport in the yard.",
  acts: ["recruited", "harboured"],
  means: ["fraud"],
  exploitationTypes: ["forced-labour"],
  recruitmentPlatforms: ["facebook", "instagram", "whatsapp"],
  ageThen: 17,
  eventType: "exploitation",
  eventCountry: "IT",
};
const CODED_ACCOUNT = {
  ...{ act: ["recruited", "harboured"], means: ["fraud"], purpose: ["forced-labour"] },
  // Three sites become two kinds; which ones they were is not counted.
  ...{ recruitmentPlatform: ["social-network", "messaging"], whenTrafficked: ["child"] },
  ...{ exploitationRegion: ["Southern Europe"], exploitationCountry: ["IT"] },
};

describe("a case that is coded, changed and erased", () => {
  it("is in the frozen rows of each release, before and after each step, as a hand would write them; once erased in none", async () => {
    const { owner } = care.house;
    const one = await care.openCase(await care.addPerson());
    await expectReleased(FILE);
    expect((await put(one.id, "account", 0, ACCOUNT)).status).toBe(200);
    expect((await put(one.id, "status", 0, { traffickingStatus: "possible", decidedBy: "ngo" })).status).toBe(
      200,
    );
    const suspects = { suspectRoles: ["recruiter", "transporter"] };
    expect((await put(one.id, "justice", 0, suspects, "remedy")).status).toBe(200);
    const coded = {
      ...{ ...FILE, ...CODED_ACCOUNT, finding: ["possible"], decidedBy: ["ngo"] },
      perpetratorRole: ["recruiter", "transporter"],
    };
    const released = await expectReleased(coded);
    // And its cells are those of the snapshot, each.
    const verified = await verifyRelease(care.house.house, counter.secret, released);
    expect(verified).toEqual({ cells: expect.any(Number), different: 0 });
    expect((await put(one.id, "account", 1, { acts: ["received"], ageThen: 19 })).status).toBe(200);
    expect((await put(one.id, "status", 1, { traffickingStatus: "found", decidedBy: "police" })).status).toBe(
      200,
    );
    const other = await care.openCase(await care.addPerson());
    expect((await put(other.id, "work-and-documents", 0, { industry: "construction" })).status).toBe(200);
    const changed = {
      ...{ ...FILE, act: ["received"], whenTrafficked: ["adult"], finding: ["found"], decidedBy: ["police"] },
      perpetratorRole: ["recruiter", "transporter"],
    };
    const stays = { ...FILE, sector: ["construction"] };
    await expectReleased(changed, stays);

    const { rows: kept } = await owner.query("select id, tables from statistics.release order by id");
    await owner.query("select access.erase_case($1)", [one.id]);
    const { rows: frozen } = await owner.query("select from statistics.snapshot");
    expect(frozen, "whoever is erased goes with every snapshot that had them").toEqual([]);
    await expectReleased(stays);
    const { rows: still } = await owner.query(
      "select id, tables from statistics.release where id = any ($1) order by id",
      [kept.map(({ id }) => id)],
    );
    expect(still, "what was made before stays as it was").toEqual(kept);
    await owner.query("select access.erase_case($1)", [other.id]);
  }, 300_000);

  it("is counted as what was written of it last, before and after each change, and after its erasure not at all", async () => {
    const first = await care.openCase(await care.addPerson());
    expect(await counted(), "nothing but its file").toEqual([lineOf(FILE)]);
    expect((await put(first.id, "account", 0, ACCOUNT)).status).toBe(200);
    expect(await counted()).toEqual([lineOf({ ...FILE, ...CODED_ACCOUNT })]);
    expect((await put(first.id, "identity", 0, { citizenship: ["NG", "GH", "IT"] })).status).toBe(200);
    // Of whoever has several citizenships the regions alone.
    const regions = { citizenshipRegion: ["Sub-Saharan Africa", "Southern Europe"] };
    expect(await counted()).toEqual([lineOf({ ...FILE, ...CODED_ACCOUNT, ...regions })]);
    // What is written now counts; what was answered before, and no more, does not.
    const shorter = { acts: ["received"], exploitationTypes: ["forced-labour", "servitude"] };
    expect((await put(first.id, "account", 1, shorter)).status).toBe(200);
    const changed = {
      ...FILE,
      ...regions,
      act: ["received"],
      purpose: ["forced-labour", "servitude"],
    };
    expect(await counted()).toEqual([lineOf(changed)]);
    // One that conflicts is kept beside it, and counted once it is the one that readers see.
    expect((await put(first.id, "account", 1, { acts: ["transported"] })).status).toBe(409);
    expect(await counted()).toEqual([lineOf(changed)]);

    const second = await care.openCase(await care.addPerson());
    expect((await put(second.id, "work-and-documents", 0, { industry: "construction" })).status).toBe(200);
    const other = lineOf({ ...FILE, sector: ["construction"] });
    expect(await counted()).toEqual([lineOf(changed), other].sort());
    await care.house.owner.query("select access.erase_case($1)", [first.id]);
    expect(await counted(), "in no later snapshot").toEqual([other]);
    const { rows } = await care.house.owner.query("select count(*)::int as n from statistics.coded_section");
    expect(rows, "of the case that stays: its work").toEqual([{ n: 1 }]);
  });

  it("shows nobody its codes: neither a role of the server, nor who reads the database", async () => {
    const { id } = await care.openCase(await care.addPerson());
    expect((await put(id, "account", 0, ACCOUNT)).status).toBe(200);
    for (const as of [counter, care.caseworker]) {
      const asked = asMember(care.house.house.db, as.secret, "statistics", (tx) =>
        sql`select * from statistics.coded_section`.execute(tx),
      );
      await expect(asked).rejects.toMatchObject({ code: "42501" });
    }
    const { rows } = await care.house.owner.query(
      "select encode(sealed, 'escape') as sealed, length(sealed) as n from statistics.coded_section where case_id = $1",
      [id],
    );
    expect(rows).toHaveLength(1);
    for (const word of ["recruited", "harboured", "fraud", "act"]) expect(rows[0].sealed).not.toContain(word);
    expect((await put(id, "account", 1, { acts: ["received"] })).status).toBe(200);
    const shorter = await care.house.owner.query(
      "select length(sealed) as n from statistics.coded_section where case_id = $1",
      [id],
    );
    expect(shorter.rows[0].n, "how much was answered does not show in its length").toBe(256 + 28);
  });

  it("takes no codes from whoever did not write the section, nor of a version that is not the newest", async () => {
    const { id } = await care.openCase(await care.addPerson());
    expect((await put(id, "account", 0, ACCOUNT)).status).toBe(200);
    const { rows } = await care.house.owner.query(
      "select category, version, data_key_id from statistics.coded_section where case_id = $1",
      [id],
    );
    const [{ category, version, data_key_id: key }] = rows;
    const forge = (as: TestMember, of = { category, version }) =>
      care.house.house.db
        .transaction("leeward_member", async (tx) => {
          await sql`select access.open_member_context(${as.secret}, 'support')`.execute(tx);
          await sql`select statistics.keep_codes(array[gen_random_uuid()], array[${id}]::uuid[], array[${of.category}],
            array[${of.version}]::int[], array[${key}]::uuid[], array['x'::bytea])`.execute(tx);
        })
        .then(
          () => "taken",
          (error: { code: string }) => error.code,
        );
    expect(await forge(care.shelter), "of another agency").toBe("42501");
    expect(await forge(care.colleague), "who did not write it").toBe("42501");
    expect(await forge(care.caseworker, { category, version: 7 }), "no such version").toBe("42501");
    expect(await forge(care.caseworker, { category: "contact", version }), "another section").toBe("42501");
    expect(await forge(care.caseworker), "the same again changes nothing").toBe("taken");
    const after = await care.house.owner.query(
      "select octet_length(sealed) as n from statistics.coded_section where case_id = $1",
      [id],
    );
    expect(after.rows[0].n).toBeGreaterThan(1);
  });
});

describe("a section of before there was a codebook", () => {
  it("is counted once a member of its holder opens it for their work, and by no look of anyone else", async () => {
    const { owner } = care.house;
    const { id } = await care.openCase(await care.addPerson());
    expect((await put(id, "account", 0, ACCOUNT)).status).toBe(200);
    const coded = async () =>
      (
        await owner.query(
          "select version from statistics.coded_section where case_id = $1 and category = 'account'",
          [id],
        )
      ).rows;
    const read = (as: TestMember, category = "account") =>
      care.request("GET", `/api/cases/${id}/sections/${category}`, { as, purpose: "support" });
    await owner.query("delete from statistics.coded_section where case_id = $1", [id]);
    expect((await read(care.shelter)).status, "another agency").not.toBe(200);
    expect(await coded()).toEqual([]);
    const { rows: looks } = await owner.query(
      "select count(*)::int as n from access.access_entry where case_id = $1",
      [id],
    );
    expect((await read(care.colleague)).status, "who did not write it").toBe(200);
    expect(await coded()).toEqual([{ version: 1 }]);
    const { rows: after } = await owner.query(
      "select count(*)::int as n from access.access_entry where case_id = $1",
      [id],
    );
    expect(after[0].n, "one look, and no second one for counting").toBe(looks[0].n + 1);
    // It is counted as it would have been when it was written.
    const now = await counted();
    expect(now).toContain(lineOf({ ...FILE, ...CODED_ACCOUNT }));
    const { rows: before } = await owner.query("select id from statistics.coded_section where case_id = $1", [
      id,
    ]);
    expect((await read(care.colleague)).status).toBe(200);
    const { rows: again } = await owner.query("select id from statistics.coded_section where case_id = $1", [
      id,
    ]);
    expect(again, "once is enough").toEqual(before);
    await owner.query("select access.erase_case($1)", [id]);
  });

  it("takes codes from its holder alone, of the version that is there, never in the place of newer ones", async () => {
    const { id } = await care.openCase(await care.addPerson());
    expect((await put(id, "account", 0, ACCOUNT)).status).toBe(200);
    const { rows } = await care.house.owner.query(
      "select data_key_id as key, encode(sealed, 'hex') as sealed from statistics.coded_section where case_id = $1",
      [id],
    );
    const [{ key, sealed }] = rows;
    const forge = (as: TestMember, version: number, of = "account") =>
      asMember(care.house.house.db, as.secret, "support", (tx) =>
        sql`select statistics.code_again(gen_random_uuid(), ${id}, ${of}, ${version}::int, ${key}, 'x')`.execute(
          tx,
        ),
      ).then(
        () => "taken",
        (error: { code: string }) => error.code,
      );
    expect(await forge(care.shelter, 1), "of another agency").toBe("42501");
    expect(await forge(care.colleague, 2), "no such version").toBe("42501");
    expect(await forge(care.colleague, 1, "contact"), "another section").toBe("42501");
    expect(await forge(care.colleague, 1), "what is there as new stays").toBe("taken");
    const { rows: after } = await care.house.owner.query(
      "select encode(sealed, 'hex') as sealed from statistics.coded_section where case_id = $1",
      [id],
    );
    expect(after).toEqual([{ sealed }]);
    await care.house.owner.query("select access.erase_case($1)", [id]);
  });
});

describe("the codebook", () => {
  it("holds, in both languages, every code that a section can be counted as", async () => {
    const { rows } = await care.house.owner.query(
      "select variable, code from statistics.codebook_code where version = (select max(version) from statistics.codebook) and en <> '' and ar <> ''",
    );
    const known = new Set(rows.map(({ variable, code }) => `${variable}=${code}`));
    const missing = CODED_CATEGORIES.flatMap((category) => {
      const answers = fieldsOf(category).flatMap((field): SectionDocument[] => {
        if (field.kind === "choice" || field.kind === "choices")
          return field.options.options.map(({ code }) => ({
            [field.name]: field.kind === "choices" ? [code] : code,
          }));
        return field.kind === "number" ? [{ [field.name]: 3 }, { [field.name]: 30 }] : [];
      });
      const places = answers.map((answer) => ({ ...answer, eventType: "exploitation" }));
      return [...answers, ...places].flatMap((document) =>
        Object.entries(countedOf(category, document) ?? {}).flatMap(([variable, codes]) =>
          codes.map((code) => `${variable}=${code}`).filter((one) => !known.has(one)),
        ),
      );
    });
    expect([...new Set(missing)]).toEqual([]);
    expect(known.size).toBeGreaterThan(180);
  });

  it("in a new version is refused while a record has a code that it drops, with the code, and a count where it is no few; else it is in force", async () => {
    const { owner, house } = care.house;
    const now = await asMember(house.db, counter.secret, null, findCodebook);
    const codes = house.secrets.codes;
    const without = (version: number, ...dropped: readonly string[]): Codebook => ({
      version,
      variables: now.variables.map(({ codes: of, ...variable }) => ({
        ...variable,
        codes: of.filter(({ code }) => !dropped.includes(`${variable.name}=${code}`)),
      })),
    });
    const { id } = await care.openCase(await care.addPerson());
    expect((await put(id, "account", 0, { ...ACCOUNT, acts: ["transferred"] })).status).toBe(200);
    const drops = without(3, "act=transferred", "ageBand=45-54", "act=received", "means=abduction");
    const hindered = await adoptCodebook(owner, codes, drops);
    expect(hindered).toEqual([
      { variable: "act", code: "received", records: null },
      { variable: "act", code: "transferred", records: null },
      { variable: "ageBand", code: "45-54", records: 24 },
    ]);
    expect((await asMember(house.db, counter.secret, null, findCodebook)).version).toBe(2);
    await expect(adoptCodebook(owner, codes, without(4))).rejects.toMatchObject({ code: "codebook-follows" });
    // Read from what it is printed as, with a code that nobody has dropped and one that is new.
    const written = without(3, "means=abduction");
    const text = JSON.stringify(written).replace(
      '"codes":[{"code":"recruited"',
      '"codes":[{"code":"lured","htcds":null,"en":"Lured","ar":"استدراج"},{"code":"recruited"',
    );
    expect(await adoptCodebook(owner, codes, readCodebook(text))).toEqual([]);
    const next = await asMember(house.db, counter.secret, null, findCodebook);
    expect(next).toEqual(JSON.parse(text));
    expect(next.variables.find(({ name }) => name === "act")?.codes[0]).toMatchObject({ en: "Lured" });
    expect(await adoptCodebook(owner, codes, without(4, "act=transferred"))).toMatchObject([
      { code: "transferred" },
    ]);
    await owner.query("select access.erase_case($1)", [id]);
    expect(
      await adoptCodebook(owner, codes, without(4, "act=transferred")),
      "nobody has it any more",
    ).toEqual([]);
  });

  it.each([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["no version", '{"variables":[]}'],
    [
      "a variable without a language",
      '{"version":2,"variables":[{"name":"act","entity":"event","en":"act"}]}',
    ],
    [
      "a code twice",
      '{"version":2,"variables":[{"name":"act","entity":"event","en":"a","ar":"a","codes":[{"code":"x","en":"a","ar":"a"},{"code":"x","en":"a","ar":"a"}]}]}',
    ],
    [
      "an entity of nobody",
      '{"version":2,"variables":[{"name":"act","entity":"crime","en":"a","ar":"a","codes":[{"code":"x","en":"a","ar":"a"}]}]}',
    ],
  ])("is not read from a file that has %s", (_what, text) => {
    expect(() => readCodebook(text)).toThrow();
  });
});
