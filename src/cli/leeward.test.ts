import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commands } from "./commands.ts";
import { runLeeward } from "./testing.ts";

/** What serves until it is stopped, and what runs before anything is there, has nothing to say to a program. */
const WITHOUT_JSON = ["serve", "work", "migrate", "keys serve", "witness follow", "witness serve"];

const SOURCE = ["none.csv", "--describe", "none.json"];
const AS = ["--as", "nobody@harbour.example"];
/** By hand: a right call that fails all the same, since no database, file or server is there; and the code that it ends with. */
const FAILING: readonly (readonly [string, readonly string[], string])[] = [
  ["doctor", [], "unreachable"],
  ["backup", ["--to", "none", "--recipient", "none.pub"], "recipient-malformed"],
  ["retention report", [], "unreachable"],
  ["retention run", [], "unreachable"],
  ["agency add", ["--name", "A", "--kind", "ngo", "--supervisor", "a@harbour.example"], "unreachable"],
  ["agency invite", ["--agency", "A", "--supervisor", "a@harbour.example"], "unreachable"],
  ["agency suspend", ["--name", "A"], "unreachable"],
  ["agency restore", ["--name", "A"], "unreachable"],
  ["agency leaving", ["--agency", "A"], "unreachable"],
  ["release caseload", [...AS, "--out", "none"], "unreachable"],
  ["keys card", ["--agency", "A"], "unreachable"],
  ["keys status", [], "unreachable"],
  ["keys log", ["none"], "failed"],
  ["keys close", ["none"], "failed"],
  ["synth release", [...SOURCE, "--out", "none"], "source-unreadable"],
  ["synth audit", SOURCE, "source-unreadable"],
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leeward-json-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (name: string, more: readonly string[]) =>
  runLeeward([...name.split(" "), ...more, "--json"], {
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing",
    DATA_DIR: join(folder, "data"),
    LEEWARD_PASSWORD: "a password of nobody",
  });

it("every command takes --json but those that have nothing to say to a program", async () => {
  const loaded = await Promise.all(Object.values(commands).map((load) => load()));
  const without = loaded.filter(({ options }) => !options.json).map(({ name }) => name);
  expect(without).toEqual(WITHOUT_JSON);
});

it.each(Object.keys(commands).filter((name) => !WITHOUT_JSON.includes(name)))(
  "%s says in JSON that it was called wrongly",
  async (name) => {
    const ran = await run(name, ["--no-such-option"]);
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.out)).toEqual({ error: { code: "usage", message: expect.any(String) } });
    expect(ran.err).toContain(`leeward ${name}`);
  },
);

it.each(FAILING)("%s %j says in JSON why it failed: %s", async (name, more, code) => {
  const ran = await run(name, more);
  expect([ran.code, JSON.parse(ran.out)], ran.err).toEqual([
    1,
    { error: { code, message: expect.any(String) } },
  ]);
});
