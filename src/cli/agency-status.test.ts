import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readConfig } from "../core/config/index.ts";
import { type Ground, prepareGround } from "../main.ts";
import { runLeeward } from "./testing.ts";

let dataDir: string;
let ground: Ground;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "leeward-beside-"));
  ground = await prepareGround(readConfig({ DATA_DIR: dataDir }, "/"), "production", () => {});
}, 60_000);
afterAll(async () => {
  await ground.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const leeward = (...words: string[]) => runLeeward(words, { DATA_DIR: dataDir });

it("an agency is added, suspended and restored while the house runs on its embedded database", async () => {
  const added = await leeward(
    ...["agency", "add", "--name", "Harbour", "--kind", "ngo", "--supervisor", "ada@harbour.example"],
  );
  expect(added.code, added.err).toBe(0);
  const suspended = await leeward("agency", "suspend", "--name", "Harbour");
  expect(suspended, suspended.err).toMatchObject({ code: 0, out: expect.stringContaining("is suspended") });
  const restored = await leeward("agency", "restore", "--name", "Harbour");
  expect(restored, restored.err).toMatchObject({
    code: 0,
    out: expect.stringContaining("can sign in again"),
  });
  const elsewhere = await leeward("agency", "suspend", "--name", "Harbor");
  expect(elsewhere).toMatchObject({ code: 1, err: expect.stringContaining("no agency of the name") });
  expect(ground.postgres?.pid, "and the house still has its database").toBeGreaterThan(0);
}, 60_000);
