import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestHouse, testHouse } from "../core/testing.ts";
import { runLeeward } from "./testing.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
  await house.addAgency({ name: "Harbour", kind: "ngo" });
  await rows("update installation.mark set kind = 'production'");
  await rows(`insert into installation.backup select kind, kind, now() - interval '1 hour', 1, repeat('0', 64)
    from unnest(array['main', 'wraps']) kind`);
  await writeFile(join(house.house.config.dataDir, "secrets.json"), "{}", { mode: 0o600 });
});
afterAll(() => house.stop());

const rows = async (text: string) => (await house.owner.query(text)).rows;
const doctor = (...words: string[]) =>
  runLeeward(["doctor", ...words], {
    DATABASE_URL: house.connectionString,
    DATA_DIR: house.house.config.dataDir,
  });

/** What DESIGN asks it to look at, and what we look at besides. */
const NAMES = [
  ...["row-security", "roles", "keys", "clock", "ledger", "disk", "versions", "mark"],
  ...["holders", "witnesses", "files", "backups", "retention", "jobs", "readers", "letters", "advice"],
];

it("answers --json with one object: checks, each with its name, whether it is ok, and a sentence", async () => {
  const ran = await doctor("--json");
  expect(ran.out.trim().split("\n"), "one line, for a program").toHaveLength(1);
  const answer = JSON.parse(ran.out);
  expect(Object.keys(answer)).toEqual(["checks"]);
  expect(answer.checks.map(({ name }: { name: string }) => name).sort()).toEqual([...NAMES].sort());
  for (const check of answer.checks) {
    expect(Object.keys(check)).toEqual(["name", "ok", "says"]);
    expect(check).toMatchObject({ ok: true, says: expect.stringMatching(/^.+\.$/) });
  }
  expect(ran.code, ran.out).toBe(0);
});

it("exits with 1 and says it in the same place where one thing is not well", async () => {
  await rows("update installation.mark set kind = 'demonstration'");
  const ran = await doctor("--json");
  const { checks } = JSON.parse(ran.out);
  const wrong = checks.filter(({ ok }: { ok: boolean }) => !ok);
  expect(wrong).toEqual([
    { name: "mark", ok: false, says: expect.stringContaining("where production is wanted") },
  ]);
  expect(ran.code).toBe(1);
  expect((await doctor()).out).toContain("WRONG mark: ");
  expect((await doctor("--demonstration")).code, "as a demonstration it is well").toBe(0);
});
