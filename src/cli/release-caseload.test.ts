import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { giveSecrets } from "../core/db/index.ts";
import { registerGate } from "../core/gate/index.ts";
import { addAssessor, ask, assess, type TestAssessor, write } from "../core/gate/testing.ts";
import { registerProposals } from "../core/proposals/index.ts";
import { type TestHouse, type TestMember, testHouse } from "../core/testing.ts";
import { runCommandLine } from "./leeward.ts";
import { runLeeward } from "./testing.ts";

// Passwords are made slow on purpose, and other work may have the machine.
vi.setConfig({ testTimeout: 60_000 });

const PASSWORD = "a password for tests, no other";
let house: TestHouse;
let at: TestAssessor;
let counter: TestMember;
/** Another statistician: each may sign in ten times an hour. */
let importer: TestMember;
let folder: string;
beforeAll(async () => {
  house = await testHouse();
  registerProposals(house.app, house.house);
  registerGate(house.app, house.house);
  folder = await mkdtemp(join(tmpdir(), "leeward-release-"));
  await house.owner.query("update installation.mark set kind = 'production'");
  at = await addAssessor(house, "Harbour");
  counter = await house.addMember({
    ...{ agencyId: at.agencyId, name: "Counter", roles: ["statistician"], password: PASSWORD },
  });
  importer = await house.addMember({
    ...{ agencyId: at.agencyId, name: "Importer", roles: ["statistician"], password: PASSWORD },
  });
  await house.owner.query(
    `with p as (insert into identity.person select from generate_series(1, 40) returning id),
     r as (insert into access.case_record (holder_agency_id, person_id) select $1, id from p returning id)
     insert into care.case_file (id, alias, state, gender, age_band)
     select id, 'Tern ' || row_number() over (), 'recovery', 'woman', '25-34' from r`,
    [at.agencyId],
  );
});
afterAll(async () => {
  await house.stop();
  await rm(folder, { recursive: true, force: true });
});

const env = () => ({
  DATABASE_URL: house.connectionString,
  DATA_DIR: house.house.config.dataDir,
  LEEWARD_PASSWORD: PASSWORD,
});
const words = (out: string, ...more: string[]) => [
  ...[
    "release",
    "caseload",
    "--as",
    counter.email,
    "--out",
    join(folder, out),
    "--audit-runs",
    "100",
    "--question",
    QUESTION,
    ...more,
  ],
];
const QUESTION = "Who was helped in 2026?";
const release = (out: string, ...more: string[]) => runLeeward(words(out, "--json", ...more), env());
const codeOf = ({ out }: { out: string }): string => JSON.parse(out).error.code;
const spent = async () =>
  (await house.owner.query("select coalesce(sum(epsilon), 0)::float as sum from statistics.spent")).rows[0]
    .sum;
/** Both signatures and the council's yes; the command lets the database trust its own server's sessions alone. */
async function assessAndAsk() {
  await giveSecrets(house.connectionString, { vouching: house.house.secrets.vouching });
  await assess(house, at, await write(house, "caseload-release"));
  await ask(house, at, "caseload-release", "for");
}

it("ends with 2 and the usage where something is missing or out of bounds, before it asks anyone", async () => {
  for (const wrong of [
    ["release", "caseload", "--as", "somebody@harbour.example"],
    ["release", "caseload", "--out", join(folder, "wrong")],
    words("wrong").filter((word) => word !== "--question" && word !== QUESTION),
    words("wrong", "--question", "?"),
    words("wrong", "--epsilon", "4.1"),
    words("wrong", "--epsilon", "0"),
    words("wrong", "--delta", "0.1"),
    words("wrong", "--audit-runs", "99"),
    words("wrong", "another"),
  ])
    expect((await runLeeward(wrong, {})).code, wrong.join(" ")).toBe(2);
  expect(await readdir(folder)).toEqual([]);
});

it("ends with 1 and the gate's own word without a valid assessment, and writes nothing", async () => {
  const refused = await release("first");
  expect([refused.code, codeOf(refused)], refused.err).toEqual([1, "never-assessed"]);
  const said = await runLeeward(words("first"), env());
  expect(said).toMatchObject({ code: 1, out: "" });
  expect(said.err).toContain("Your agency has never assessed this tool. (never-assessed)");
  expect(await readdir(folder)).toEqual([]);
  expect(await spent()).toBe(0);
});

it("ends with 0 once it is assessed, with the whole folder and its card as JSON; and never over a folder that is there", async () => {
  await assessAndAsk();
  const released = await release("first", "--epsilon", "0.5");
  expect(released.code, released.err).toBe(0);
  expect(released.err).toContain("of this year are left: epsilon 4, delta 0.00001");
  const { out, card, audit } = JSON.parse(released.out);
  expect(audit).toMatchObject({ runs: 200, passed: true });
  expect(out).toBe(join(folder, "first"));
  expect(card).toEqual(JSON.parse(await readFile(join(out, "card.json"), "utf8")));
  expect(await readdir(folder), "and no draft beside it").toEqual(["first"]);
  expect(await spent()).toBe(0.5);
  const again = await release("first");
  expect([again.code, codeOf(again)]).toEqual([1, "output-exists"]);
  const more = await release("second", "--epsilon", "3.6");
  expect([more.code, codeOf(more)]).toEqual([1, "caseload-budget"]);
  expect(more.err).toContain("of this year are left: epsilon 3.5, delta 0.000009");
  expect(await spent(), "nothing for what was refused").toBe(0.5);
});

it("leaves nothing half-written when it is stopped, or when the password is wrong", async () => {
  const ending = new AbortController();
  let said = "";
  const err = new Writable({
    write: (chunk, _encoding, done) => {
      said += String(chunk);
      if (said.includes("writing rows")) ending.abort();
      done();
    },
  });
  const io = { out: err, err, stdin: process.stdin, env: env(), cwd: "/", signal: ending.signal };
  expect(await runCommandLine(words("stopped", "--epsilon", "0.1"), io)).toBe(1);
  expect(said).toContain("writing rows");
  const wrong = await runLeeward(words("wrong"), { ...env(), LEEWARD_PASSWORD: "not the one, surely" });
  expect([wrong.code, wrong.err.includes("    at ")], wrong.err).toEqual([1, false]);
  const asJson = await runLeeward(words("wrong", "--json"), {
    ...env(),
    LEEWARD_PASSWORD: "not the one, surely",
  });
  expect([asJson.code, codeOf(asJson)], asJson.err).toEqual([1, "wrong-sign-in"]);
  expect(await readdir(folder)).toEqual(["first"]);
});

const CTDC = resolve("../shared/data/synth/ctdc_v2025_namerica_derived.csv.gz");
const ABOUT = ["--form", "ctdc", "--title", "CTDC, three countries", "--origin", "CTDC, IOM, 2025"];
const AS = () => ["--as", importer.email];

it("ends with 2 where a source is not named, its form, kind, title or origin is missing, or numbers are out of bounds", async () => {
  for (const wrong of [
    ["release", "import", ...AS(), ...ABOUT],
    ["release", "import", "nowhere.csv", ...AS(), ...ABOUT, "--kind", "synthetic"],
    ["release", "import", CTDC, ...AS(), ...ABOUT, "--kind", "secret"],
    ["release", "import", CTDC, ...AS(), "--kind", "public"],
    ["release", "source", ...AS(), "--columns", "gender", "--out", "x"],
    ["release", "dry-run", importer.id, ...AS()],
    ["release", "dry-run", importer.id, ...AS(), "--columns", "gender", "--people", "19"],
    ["release", "sources", "more", ...AS()],
  ])
    expect((await runLeeward(wrong, env())).code, wrong.join(" ")).toBe(2);
});

it("imports 91,043 rows of CTDC, tries a question on them for nothing, and releases them with what they are", async ({
  skip,
}) => {
  skip(!existsSync(CTDC), "needs ../shared/data/synth");
  const run = async (...more: string[]) => {
    const ran = await runLeeward(["release", ...more, ...AS(), "--json"], env());
    expect(ran.code, ran.err + ran.out).toBe(0);
    return JSON.parse(ran.out);
  };
  const before = await spent();
  const { id, rows, columns } = await run("import", CTDC, ...ABOUT, "--kind", "synthetic");
  expect([rows, columns]).toEqual([
    91_043,
    [
      "gender",
      "adulthood",
      "purpose",
      "control",
      "ageBroad",
      "trafficMonths",
      "recruiterRelation",
      "citizenThere",
    ],
  ]);
  expect((await run("sources")).sources).toMatchObject([{ id, kind: "synthetic" }]);
  const asked = ["--columns", "gender,ageBroad,purpose", "--epsilon", "0.5"];
  const question = ["--question", QUESTION];
  const tried = await run("dry-run", id, ...asked, "--people", "2000");
  expect(tried).toMatchObject({ people: 2000, epsilon: 0.5 });
  expect(await spent(), "nothing yet").toBe(before);
  await run("source", id, ...asked, ...question, "--out", join(folder, "world"), "--audit-runs", "100");
  expect((await spent()) - before).toBeCloseTo(0.5, 9);
  const { rows: kept } = await house.owner.query(
    "select id, tables, source from statistics.release order by made_at desc limit 1",
  );
  expect(kept[0].source).toMatchObject({ title: "CTDC, three countries", kind: "synthetic" });
  // Women in the file: 70,453. At epsilon 0.5 the noise is a few dozen.
  const women = kept[0].tables.tables.find(({ shape }: { shape: number[] }) => `${shape}` === "0").counts[1];
  expect(Math.abs(women - 70_453)).toBeLessThan(400);
  expect(await run("verify", kept[0].id)).toMatchObject({ different: 0 });
});
