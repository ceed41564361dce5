import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
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

it("a member is suspended by their address while the house runs, once and as an entry, in any spelling of it", async () => {
  const owner = new Client({ connectionString: ground.ownerUrl });
  await owner.connect();
  await owner.query(`insert into identity.member (agency_id, email, display_name, password_hash)
    select id, 'ines@harbour.example', 'Ines', 'x' from identity.agency where name = 'Harbour'`);
  const suspend = (address: string, ...more: string[]) => leeward("member", "suspend", address, ...more);
  expect(await suspend("ines@harbour.exampel")).toMatchObject({
    code: 1,
    err: expect.stringContaining("Nobody signs in as"),
  });
  expect(await suspend("Ines@Harbour.example")).toMatchObject({
    code: 0,
    out: expect.stringContaining("(Harbour) is suspended"),
  });
  const again = await suspend("ines@harbour.example", "--json");
  expect(JSON.parse(again.out)).toMatchObject({ changed: false });
  const { rows } = await owner.query(
    "select m.status, (select count(*)::int from ledger.entry e where e.kind = 'member.suspended') as entries from identity.member m where m.email = 'ines@harbour.example'",
  );
  await owner.end();
  expect(rows).toEqual([{ status: "suspended", entries: 1 }]);
}, 60_000);

it("a key of the key file is never replaced: two rotations at once, and a database of before the last one", async () => {
  const names = async () =>
    JSON.parse(await readFile(join(dataDir, "agency-keys.json"), "utf8")) as Record<string, string>;
  const rotate = async () => {
    const ran = await leeward("keys", "rotate", "--agency", "Harbour", "--json");
    expect(ran.code, ran.err).toBe(0);
    return JSON.parse(ran.out);
  };
  const both = await Promise.all([rotate(), rotate()]);
  expect(both.map(({ version }) => version).sort()).toEqual([2, 3]);
  const held = await names();

  const owner = new Client({ connectionString: ground.ownerUrl });
  await owner.connect();
  await owner.query("delete from keys.agency_key where version = 3");
  await owner.query("update keys.agency_key set replaced_at = null where version = 2");
  await owner.end();
  const { checks } = JSON.parse((await leeward("doctor", "--json")).out);
  expect(checks.find(({ name }: { name: string }) => name === "keys")).toMatchObject({
    ok: false,
    says: expect.stringContaining("newer key than the database knows"),
  });
  expect(await rotate()).toEqual({ version: 3, wasMadeBefore: true });
  expect(await names(), "what a newer copy has locked still opens").toEqual(held);
  expect((await rotate()).version).toBe(4);
  expect(await names()).toMatchObject(held);
}, 60_000);
