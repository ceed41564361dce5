import { execFileSync } from "node:child_process";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KeyFile, readIdentity } from "../keys/index.ts";
import { type TestHouse, testHouse } from "../testing.ts";
import { examine } from "./index.ts";
import { examineRoles } from "./roles.ts";

let house: TestHouse;
let agencyId: string;
let certificate: string;
beforeAll(async () => {
  house = await testHouse();
  agencyId = await house.addAgency({ name: "Harbour", kind: "ngo" });
  const identity = await readIdentity(join(house.house.config.dataDir, "server-identity.json"), "test");
  certificate = identity.certificate;
  await rows("update installation.mark set kind = 'production'");
  for (const kind of ["main", "wraps"]) {
    await rows(
      "insert into installation.backup values ($1, $1, now() - interval '1 hour', 1, repeat('0', 64))",
      kind,
    );
  }
  await writeFile(join(house.house.config.dataDir, "secrets.json"), "{}", { mode: 0o600 });
});
afterAll(() => house.stop());

const LEDGER_KEY = "leeward.test/ledger+0f3c+key";
const rows = async (text: string, ...values: unknown[]) => (await house.owner.query(text, values)).rows;

async function doctor(): Promise<Record<string, { ok: boolean; says: string }>> {
  const { config } = house.house;
  const checks = await examine({
    config,
    ownerUrl: house.connectionString,
    keys: await KeyFile.open(join(config.dataDir, "agency-keys.json")),
    identity: await readIdentity(join(config.dataDir, "server-identity.json"), "test"),
    ledgerKey: async () => LEDGER_KEY,
    expected: "production",
  });
  return Object.fromEntries(checks.map(({ name, ok, says }) => [name, { ok, says }]));
}

/** By check: what breaks the thing, what mends it, and a word of what is said of it. */
const BROKEN: Readonly<Record<string, readonly [breaks: string, mends: string, says: RegExp]>> = {
  "row-security": [
    "alter table identity.person disable row level security",
    "alter table identity.person enable row level security",
    /identity\.person/,
  ],
  roles: [
    "create table public.theirs (); alter table public.theirs enable row level security; alter table public.theirs owner to leeward_server",
    "drop table public.theirs",
    /leeward_server/,
  ],
  keys: [
    "update keys.agency_key set public_key = gen_random_bytes(32)",
    "", // put back from what it was
    /./,
  ],
  holders: [
    `insert into keys.holder (agency_id, address, certificate, signing_key) select id, 'https://127.0.0.1:9', 'CERTIFICATE', gen_random_bytes(32) from identity.agency`,
    "delete from keys.holder",
    /./,
  ],
  clock: [
    "insert into ledger.entry (kind, content, at) values ('case.opened', '{}', now() + interval '1 hour')",
    "delete from ledger.entry where at > now()",
    /clock went back/,
  ],
  ledger: [
    "insert into ledger.entry (kind, content, log_index) values ('case.opened', '{}', 0)",
    "delete from ledger.entry where log_index = 0",
    /missing/,
  ],
  witnesses: [
    "insert into ledger.standing (quorum, period_s, refusal, refused_since, refused_size) values (1, 3600, 'forked', now(), 9)",
    "delete from ledger.standing",
    /./,
  ],
  versions: [
    "insert into installation.migration values ('29991231T2359-later', '-')",
    "delete from installation.migration where name like '2999%'",
    /newer Leeward/,
  ],
  mark: [
    "update installation.mark set kind = 'demonstration'",
    "update installation.mark set kind = 'production'",
    /demonstration, where production/,
  ],
  backups: [
    "update installation.backup set at = now() - interval '27 hours' where kind = 'wraps'",
    "update installation.backup set at = now() - interval '1 hour'",
    /wraps file 27\.0/,
  ],
  retention: [
    "update installation.mark set made_at = now() - interval '4 hours'",
    "update installation.mark set made_at = now()",
    /Nothing was deleted/,
  ],
  jobs: [
    "select graphile_worker.add_job('keep-retention', run_at := now() - interval '20 minutes')",
    "delete from graphile_worker._private_jobs",
    /wait for a worker: keep-retention/,
  ],
};

/** By hand: what somebody gave a role, and how it is said to be taken away. */
const TOO_MUCH: readonly (readonly [string, string])[] = [
  ["alter role leeward_server superuser", "alter role leeward_server nosuperuser"],
  ["alter role leeward_worker bypassrls", "alter role leeward_worker nobypassrls"],
  ["alter role leeward_worker replication", "alter role leeward_worker noreplication"],
  ["alter role leeward_coder createrole", "alter role leeward_coder nocreaterole"],
  ["alter role leeward_coder createdb", "alter role leeward_coder nocreatedb"],
  ["alter role leeward_member login", "alter role leeward_member nologin"],
  ["alter role leeward_server inherit", "alter role leeward_server noinherit"],
  ["grant pg_read_all_data to leeward_server", "revoke pg_read_all_data from leeward_server"],
  ["grant leeward_supervisor to leeward_visitor", "revoke leeward_supervisor from leeward_visitor"],
  [
    "grant leeward_sequencer to leeward_worker with admin option",
    "revoke leeward_sequencer from leeward_worker",
  ],
];

describe("leeward doctor", () => {
  it.each(TOO_MUCH)("sees what nobody should have given: %s", async (given, taken) => {
    await house.owner.query("begin");
    try {
      expect(await examineRoles(house.owner)).toMatchObject({ ok: true });
      await house.owner.query(given);
      const found = await examineRoles(house.owner);
      expect(found).toMatchObject({ ok: false });
      expect(found.says).toContain(taken);
    } finally {
      await house.owner.query("rollback"); // roles belong to every database of this server
    }
  });

  it("says that the ledger needs a successor where secrets.json signs for another log, and names the command", async () => {
    await rows(
      "insert into ledger.log (number, origin, verifier_key, first_place) values (1, 'other', 'other+1+key', 0)",
    );
    const found = await doctor();
    await rows("delete from ledger.log where origin = 'other'");
    expect(found.ledger).toMatchObject({ ok: false });
    expect(found.ledger?.says).toContain("leeward ledger succeed --lost-secrets");
    expect(found.ledger?.says).toContain("other+1+key");
  });

  it("says since when nobody vouches for the ledger, after two periods without enough witnesses", async () => {
    await rows(
      "insert into ledger.log (number, origin, verifier_key, first_place) values (1, 'own', $1, 0)",
      LEDGER_KEY,
    );
    await rows("insert into ledger.standing (quorum, period_s) values (2, 3600)");
    await rows(
      `insert into ledger.checkpoint (log_number, size, note, signed_at, witnessed_at)
       values (1, 64, '', now() - interval '5 hours', now()), (1, 128, '', '2026-11-25T10:00Z', null)`,
    );
    const late = await doctor();
    await rows("update ledger.checkpoint set signed_at = now() - interval '119 minutes' where size = 128");
    const patient = await doctor();
    await rows("delete from ledger.checkpoint");
    await rows("delete from ledger.standing");
    await rows("delete from ledger.log");
    expect(late.witnesses).toMatchObject({ ok: false });
    expect(late.witnesses?.says).toMatch(
      /^Unwitnessed since 2026-11-25T10:00:00\.000Z: .* not seen 64 places/,
    );
    expect(patient.witnesses).toMatchObject({ ok: true });
  });

  it("finds a house that is well to be well, by these checks", async () => {
    const found = await doctor();
    expect(Object.entries(found).filter(([, { ok }]) => !ok)).toEqual([]);
    expect(Object.keys(found).sort()).toEqual([...Object.keys(BROKEN), "disk", "files"].sort());
  });

  for (const [name, [breaks, mends, says]] of Object.entries(BROKEN)) {
    it(`sees it, and nothing else, when this is broken: ${name}`, async () => {
      const kept = (await rows("select public_key from keys.agency_key where agency_id = $1", agencyId))[0];
      await rows(breaks.replace("CERTIFICATE", certificate));
      const found = await doctor();
      if (name === "keys") await rows("update keys.agency_key set public_key = $1", kept.public_key);
      else await rows(mends);
      expect(found[name]).toMatchObject({ ok: false });
      expect(found[name]?.says).toMatch(says);
      const others = Object.entries(found).filter(([other, { ok }]) => !ok && other !== name);
      expect(others).toEqual([]);
      expect((await doctor())[name]).toMatchObject({ ok: true });
    });
  }

  it("sees files that others may read, and a disk that is full", async () => {
    const file = join(house.house.config.dataDir, "secrets.json");
    await chmod(file, 0o640);
    expect((await doctor()).files).toMatchObject({
      ok: false,
      says: expect.stringContaining("secrets.json"),
    });
    await chmod(file, 0o600);
    const elsewhere = { ...house.house.config, dataDir: join(house.house.config.dataDir, "nowhere") };
    const checks = await examine({
      config: elsewhere,
      ownerUrl: house.connectionString,
      keys: await KeyFile.open(join(house.house.config.dataDir, "agency-keys.json")),
      identity: await readIdentity(join(house.house.config.dataDir, "server-identity.json"), "test"),
      ledgerKey: async () => LEDGER_KEY,
      expected: "production",
    });
    expect(
      checks.find(({ name }) => name === "disk"),
      "a disk that cannot be looked at is not well",
    ).toMatchObject({ ok: false });
  });

  it("sees a disk that is really full", async ({ skip }) => {
    const { config } = house.house;
    const disk = join(config.dataDir, "small-disk");
    await mkdir(disk);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], { stdio: "pipe" });
    } catch {
      skip("needs leave to mount a small disk");
    }
    try {
      await expect(writeFile(join(disk, "everything"), Buffer.alloc(16_000_000))).rejects.toThrow("ENOSPC");
      const checks = await examine({
        config: { ...config, dataDir: disk },
        ownerUrl: house.connectionString,
        keys: await KeyFile.open(join(config.dataDir, "agency-keys.json")),
        identity: await readIdentity(join(config.dataDir, "server-identity.json"), "test"),
        ledgerKey: async () => LEDGER_KEY,
        expected: "production",
      });
      expect(checks.find(({ name }) => name === "disk")).toEqual({
        name: "disk",
        ok: false,
        says: "0.0 GB are free.",
      });
    } finally {
      execFileSync("umount", [disk]);
    }
  });
});
