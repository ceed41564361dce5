import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  ...["release", "caseload", "--as", counter.email, "--out", join(folder, out), ...more],
];
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
    words("wrong", "--epsilon", "4.1"),
    words("wrong", "--epsilon", "0"),
    words("wrong", "--delta", "0.1"),
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
  const { out, card } = JSON.parse(released.out);
  expect(out).toBe(join(folder, "first"));
  expect(card).toEqual(JSON.parse(await readFile(join(out, "card.json"), "utf8")));
  expect(await readdir(folder), "and no draft beside it").toEqual(["first"]);
  expect(await spent()).toBe(0.5);
  const again = await release("first");
  expect([again.code, codeOf(again)]).toEqual([1, "output-exists"]);
  const more = await release("second", "--epsilon", "3.6");
  expect([more.code, codeOf(more)]).toEqual([1, "caseload-budget"]);
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
