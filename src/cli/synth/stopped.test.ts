import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder = "";
const at = (name: string) => join(folder, name);
const names = Array.from({ length: 20 }, (_, k) => `question ${k}`);
const answers = ["always", "often", "seldom", "never"];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "synth-stopped-"));
  const row = (k: number) => names.map((_, j) => answers[((k * (j + 3)) % 11) % 4]).join(",");
  const table = (rows: number) =>
    `${[names.join(","), ...Array.from({ length: rows }, (_, k) => row(k))].join("\n")}\n`;
  await writeFile(at("people.csv"), table(400));
  await writeFile(at("more.csv"), table(15_000));
  await writeFile(at("many.csv"), table(120_000));
  const columns = names.map((name) => ({ name, kind: "category", values: answers, missing: false }));
  const description = { leewardSynth: 1, title: "People", domainsArePublic: true, columns };
  await writeFile(at("people.json"), JSON.stringify(description));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command in a process of its own and presses Ctrl-C so often once it says `when`. */
async function stopped(
  words: readonly string[],
  when: string,
  times = 1,
): Promise<{ code: number | null; talk: string }> {
  const child = spawn(process.execPath, ["src/cli/leeward.ts", "synth", ...words], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let talk = "";
  let isPressed = false;
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    talk += part;
    if (isPressed || !talk.includes(when)) return;
    isPressed = true;
    for (let k = 0; k < times; k++) child.kill("SIGINT");
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  expect(talk, "it came as far as that").toContain(when);
  return { code, talk };
}

const people = (file: string) => [at(file), "--describe", at("people.json")];
const left = async () => (await readdir(folder)).filter((name) => /^\.|made|draft/.test(name));

describe("Ctrl-C", () => {
  // Kills: a signal that nobody asks about once the rows are fitted (the release was written, and the command ended well).
  it.each([
    ["release", "many.csv", "reading: "],
    ["release", "people.csv", "fitting rows to"],
    ["release", "people.csv", "500 of 1140 tables written"],
    ["k-anonymous", "more.csv", "10000 of 15000 rows made"],
  ])("stops %s of %s at “%s” and leaves nothing", async (command, file, when) => {
    const { code, talk } = await stopped([command, ...people(file), "--out", at("made")], when);
    expect({ code, talk }).toEqual({
      code: 1,
      talk: expect.stringMatching(/Stopped on request; nothing was written\. \(stopped\)\n$/),
    });
    expect(await left()).toEqual([]);
  });

  it("stops an audit", async () => {
    const { code, talk } = await stopped(["audit", ...people("people.csv")], "worst person: 0 of 2000 runs");
    expect({ code, talk }).toEqual({ code: 1, talk: expect.stringMatching(/Stopped on request/) });
  });

  // Kills: the system's own way of ending at the second one, which leaves a hidden folder with a part of the release.
  it("pressed twice leaves nothing either", async () => {
    const words = ["release", ...people("people.csv"), "--out", at("made")];
    const { code } = await stopped(words, "500 of 1140 tables written", 2);
    expect([1, 130]).toContain(code);
    expect(await left()).toEqual([]);
  });
});
