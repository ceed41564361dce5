import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVerifierKey } from "@leeward/ledger";
import { createSigner, sha256, verifyLog } from "@leeward/ledger/files";
import { Client } from "pg";
import { expect, it } from "vitest";
import { testDatabase } from "../db/testing.ts";
import { succeedLog } from "./succeed.ts";
import { writeLedger } from "./testing.ts";

const ORIGIN = "house.test/log";
const SEED = Buffer.alloc(32, 7);
const REASON = "The disk failed; the newest state is lost.";

/** A process that runs the command's work and kills itself before or after its nth rename of a file or folder. */
const script = (from: string) => `
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
const [ownerUrl, dataDir, nth, when] = process.argv.slice(2);
const rename = fs.rename;
const die = () => { process.kill(process.pid, "SIGKILL"); return new Promise(() => {}); };
let count = 0;
fs.rename = async (...paths) => {
  const isIt = ++count === Number(nth);
  if (isIt && when === "before") await die();
  await rename(...paths);
  if (isIt) await die();
};
syncBuiltinESMExports();
const { succeedLog } = await import(${JSON.stringify(from)});
const seed = Buffer.alloc(32, 7);
await succeedLog({ dataDir, ownerUrl, current: { origin: "${ORIGIN}", seed }, reason: "${REASON}", last: null, keyIsLost: false,
  random: (n) => crypto.getRandomValues(new Uint8Array(n)) });
`;

it.each([
  ["before its key is written", 1, "before"],
  ["after its key is written, before the database knows", 1, "after"],
  ["after the database knows, before the old files are aside", 2, "before"],
  ["after the old files are aside, before the key counts", 2, "after"],
  ["at its very end", 3, "after"],
])(
  "a succession that is killed %s is finished by the next one, once",
  async (_what, nth, when) => {
    const folder = await mkdtemp(join(tmpdir(), "leeward-succeed-"));
    const database = await testDatabase();
    const owner = new Client({ connectionString: database.connectionString });
    await owner.connect();
    try {
      const secretsFile = join(folder, "secrets.json");
      await writeFile(
        secretsFile,
        JSON.stringify({ ledgerOrigin: ORIGIN, ledgerSeed: SEED.toString("base64url") }),
      );
      await owner.query("select ledger.record('section.read', '{}', null, null)");
      await writeLedger(database.connectionString, join(folder, "ledger"));
      await writeFile(join(folder, "kill.ts"), script(join(import.meta.dirname, "succeed.ts")));
      const killed = spawn(
        process.execPath,
        [join(folder, "kill.ts"), database.connectionString, folder, String(nth), when],
        { stdio: ["ignore", "ignore", "inherit"] },
      );
      const [, killedBy] = await once(killed, "exit");
      expect(killedBy).toBe("SIGKILL");
      const now = JSON.parse(await readFile(secretsFile, "utf8"));
      const told = await succeedLog({
        ...{
          dataDir: folder,
          ownerUrl: database.connectionString,
          reason: REASON,
          last: null,
          keyIsLost: false,
        },
        current: { origin: now.ledgerOrigin, seed: Buffer.from(now.ledgerSeed, "base64url") },
        random: (n) => new Uint8Array(randomBytes(n)),
      });
      expect(told).toMatchObject({ number: 2, before: { origin: ORIGIN, size: 64 } });
      const logs = await owner.query("select number, verifier_key from ledger.log order by number");
      expect(logs.rows.map(({ number }) => number)).toEqual([1, 2]);
      const said = await owner.query("select log_index from ledger.entry where kind = 'log.succeeded'");
      expect(said.rows).toEqual([{ log_index: "64" }]);
      const secrets = JSON.parse(await readFile(secretsFile, "utf8"));
      expect([secrets.ledgerOrigin, told.verifierKey]).toEqual([
        `${ORIGIN}/log-2`,
        logs.rows[1].verifier_key,
      ]);
      await expect(stat(`${secretsFile}.successor`)).rejects.toThrow("ENOENT");
      const key = createVerifierKey(sha256, ORIGIN, createSigner(SEED).publicKey);
      const old = await verifyLog(join(folder, "ledger-before/1"), { verifierKeys: [key] });
      expect([old.fault, old.size]).toEqual([null, 64]);
    } finally {
      await owner.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    }
  },
  60_000,
);
