import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Proof } from "../../../tools/proof/contract.ts";
import { stopTestServer } from "../../core/db/testing.ts";
import { rotateKeys } from "../../core/keys/holder/folder.ts";
import { startTestHolder } from "../../core/keys/holder/testing.ts";
import { importCaseload } from "./index.ts";
import { testCare } from "./testing.ts";

const ROWS = 500;
const KILLS = 20;

/** A worker that goes round without a pause, until it is killed. */
const worker = (core: string): string => `
import { openDatabase } from ${JSON.stringify(join(core, "db/index.ts"))};
import { KeyFile, KeyHolders, KeyRounds, listHolders, readIdentity } from ${JSON.stringify(join(core, "keys/index.ts"))};
const [url, keyFile, identityFile] = process.argv.slice(2);
const db = openDatabase({ connectionString: url, sizeMax: 3, log: console.error });
const identity = await readIdentity(identityFile, "");
const list = () => db.transaction("leeward_clock_worker", listHolders);
const keys = new KeyHolders(await KeyFile.open(keyFile), () => identity, list);
const rounds = new KeyRounds({ db, keys, log: console.error });
console.log("going");
for (;;) await rounds.once();
`;

export const proof: Proof = {
  name: "keys that change while the worker is killed",
  bar: `${KILLS} kills over several changes of keys: no wrap lost, every part opens, nothing left under an old key`,
  run: async (log) => {
    const care = await testCare();
    const folder = await mkdtemp(join(tmpdir(), "leeward-rotation-"));
    const children: ChildProcess[] = [];
    const { owner } = care.house;
    try {
      const csv = Array.from({ length: ROWS }, (_, i) => `Ana${i},TRUE`).join("\n");
      await importCaseload(care.house.house, care.caseworker.secret, {
        open: () => Readable.from([Buffer.from(`prs_FirstName,con_Consent\n${csv}\n`)]),
        purpose: "support",
      });
      const holder = await startTestHolder(care.house, care.ngoId);
      await holder.rule({ perMemberPerMinute: 100_000, inAllPerMinute: 1_000_000 });
      await writeFile(join(folder, "worker.ts"), worker(join(import.meta.dirname, "../../core")));
      await writeFile(join(folder, "identity.json"), JSON.stringify(care.house.identity()));
      const url = care.house.connectionString.replace("user=postgres", "user=leeward_worker");
      const keyFile = join(care.house.house.config.dataDir, "agency-keys.json");
      const words = [join(folder, "worker.ts"), url, keyFile, join(folder, "identity.json")];
      const start = async (): Promise<ChildProcess> => {
        const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "ignore"] });
        children.push(child);
        await once(child.stdout, "data");
        return child;
      };
      const count = async (query: string): Promise<number> =>
        Number((await owner.query(query, [care.ngoId])).rows[0].n);
      const old = `select count(*) as n from keys.wrap where agency_id = $1 and agency_key_version <
        (select max(version) from keys.agency_key where agency_id = $1)`;
      let changes = 1;
      let inTheMiddle = 0;
      for (let kill = 1; kill <= KILLS; kill++) {
        if ((await count(old)) === 0) {
          await rotateKeys(holder.folder, undefined, new Date());
          changes++;
        }
        const child = await start();
        while ((await count(old)) === 0) await sleep(20); // until the worker has published the new key
        const goal = Math.max(0, (await count(old)) - randomInt(1, ROWS));
        while ((await count(old)) > goal) await sleep(randomInt(1, 30));
        child.kill("SIGKILL");
        await once(child, "exit");
        const left = await count(old);
        if (left > 0) inTheMiddle++;
        if (kill % 5 === 0) log(`${kill} kills, ${changes} changes of keys, ${left} wraps under older keys`);
      }
      const last = await start();
      while ((await count(old)) > 0) await sleep(100);
      last.kill("SIGKILL");
      await once(last, "exit");
      const lost = await count(
        `select count(*) as n from keys.data_key d join access.case_record r on r.id = d.case_id and r.holder_agency_id = $1
         where not exists (select from keys.wrap w where w.data_key_id = d.id and w.agency_id = $1)`,
      );
      let unread = 0;
      const { rows } = await owner.query(
        "select case_id, category from care.section order by case_id, category",
      );
      for (const { case_id, category } of rows) {
        const answer = await care.request("GET", `/api/cases/${case_id}/sections/${category}`, {
          as: care.caseworker,
          purpose: "support",
        });
        if (answer.status !== 200) unread++;
      }
      await holder.remove();
      return {
        passed: lost === 0 && unread === 0 && inTheMiddle > 0,
        figures: {
          kills: KILLS,
          killedInTheMiddle: inTheMiddle,
          changesOfKeys: changes,
          partsRead: rows.length,
          lost,
          unread,
        },
      };
    } finally {
      for (const child of children) child.kill("SIGKILL");
      await care.stop();
      await stopTestServer();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
