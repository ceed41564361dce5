import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commands } from "./commands.ts";
import { runLeeward } from "./testing.ts";

const SOURCE = ["none.csv", "--describe", "none.json"];
const AS = ["--as", "nobody@harbour.example"];
/** By hand: a right call that fails all the same, since no database, file or server is there; and the code that it ends with. */
const FAILING: readonly (readonly [string, readonly string[], string])[] = [
  ["doctor", [], "unreachable"],
  ["serve", [], "unreachable"],
  ["work", [], "unreachable"],
  ["migrate", [], "unreachable"],
  ["keys serve", ["none"], "failed"],
  ["witness serve", ["none"], "failed"],
  ["witness follow", ["none", "none"], "key-malformed"],
  ["backup", ["--to", "none", "--recipient", "none.pub"], "recipient-malformed"],
  ["retention report", [], "unreachable"],
  ["retention run", [], "unreachable"],
  ["retention set", ["notices", "60", "--reason", "A letter of counsel"], "unreachable"],
  ["agency add", ["--name", "A", "--kind", "ngo", "--supervisor", "a@harbour.example"], "unreachable"],
  ["agency invite", ["--agency", "A", "--supervisor", "a@harbour.example"], "unreachable"],
  ["agency suspend", ["--name", "A"], "unreachable"],
  ["agency restore", ["--name", "A"], "unreachable"],
  ["member suspend", ["ines@harbour.example"], "unreachable"],
  ["agency leaving", ["--agency", "A"], "unreachable"],
  ["release caseload", [...AS, "--out", "none", "--question", "How many?"], "unreachable"],
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

it.each(Object.keys(commands))("%s says in JSON that it was called wrongly", async (name) => {
  const ran = await run(name, ["--no-such-option"]);
  expect(ran.code).toBe(2);
  expect(JSON.parse(ran.out)).toEqual({ error: { code: "usage", message: expect.any(String) } });
  expect(ran.err).toContain(`leeward ${name}`);
});

it.each(FAILING)("%s %j says in JSON why it failed: %s", async (name, more, code) => {
  const ran = await run(name, more);
  expect([ran.code, JSON.parse(ran.out)], ran.err).toEqual([
    1,
    { error: { code, message: expect.any(String) } },
  ]);
});

it("says its version", async () => {
  const ran = await runLeeward(["--version"], {});
  expect([ran.code, ran.out]).toEqual([0, expect.stringMatching(/^leeward \d+\.\d+\.\d+\n$/)]);
});

it("lists the commands of a noun alone, also to who did not know the verb", async () => {
  const listed = (text: string) => [...text.matchAll(/^ {2}([a-z][a-z -]*?) {2,}/gm)].map(([, name]) => name);
  const ofWitness = Object.keys(commands).filter((name) => name.startsWith("witness "));
  const asked = await runLeeward(["witness", "--help"], {});
  expect([asked.code, listed(asked.out)]).toEqual([0, ofWitness]);
  const unknown = await runLeeward(["witness", "cosine"], {});
  expect([unknown.code, listed(unknown.err)]).toEqual([2, ofWitness]);
  expect(unknown.err).toContain("There is no command “witness cosine”.");
});
