import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate, migrationsOfThisVersion } from "../core/db/index.ts";
import { emptyDatabase, type TestDatabase } from "../core/db/testing.ts";
import { runLeeward } from "./testing.ts";

/** How far the database is that the new version finds: before most tables of today were there. */
const OLDER = migrationsOfThisVersion().slice(0, 15);

let place: TestDatabase;
let folder: string;
beforeAll(async () => {
  place = await emptyDatabase();
  folder = await mkdtemp(join(tmpdir(), "leeward-upgrade-"));
  await migrate({ connectionString: place.connectionString, exactly: OLDER });
  expect((await leeward("backup", "keygen", join(folder, "key"))).code).toBe(0);
});
afterAll(async () => {
  await place.drop();
  await rm(folder, { recursive: true, force: true });
});
const leeward = (...words: string[]) =>
  runLeeward(words, { DATABASE_URL: place.connectionString, DATA_DIR: folder });

it("before the migration the doctor names it, and calls nothing else broken that it could not look at", async () => {
  const { checks } = JSON.parse((await leeward("doctor", "--json")).out);
  const says = Object.fromEntries(checks.map(({ name, says }: Record<string, string>) => [name, says]));
  expect(says.versions).toContain("leeward migrate");
  expect(says.backups).toBe("Not looked at: the database is of another version (see versions).");
  expect(JSON.stringify(checks)).not.toContain("does not exist");
});

it("a command that migrates nothing says what to do first, and changes nothing", async () => {
  const ran = await leeward("backup", "--to", folder, "--recipient", join(folder, "key.pub"), "--json");
  expect(ran.code).toBe(1);
  expect(JSON.parse(ran.out).error).toEqual({
    code: "not-migrated",
    message: expect.stringContaining("Back it up with the version that made it"),
  });
  expect(ran.err).not.toContain("    at ");
});

it("a file that is not there is named, without the places in our code that looked for it", async () => {
  const key = join(folder, "no-such.key");
  const ran = await leeward("ledger", "verify", folder, "--key", key);
  expect([ran.code, ran.err.trim()]).toEqual([1, `There is no ${key}.`]);
});
