import { setTimeout as sleep } from "node:timers/promises";
import { runLeeward } from "../src/cli/testing.ts";
import { fileHash, type Publication, publishPages } from "../src/core/ledger/index.ts";
import type { Proof } from "../tools/proof/contract.ts";
import { type Demonstration, startDemonstration, temporaryFolder } from "./support/demonstration.ts";

/** A server that was taken over and logs what it changed: every comparison says yes, but the one with the source. */
export const proof: Proof = {
  name: "watch-source",
  bar: "`door watch --source` says yes to a door that runs this source, and names the one file that a server changed and logged",
  run: async (log) => {
    const state = await startDemonstration({ dataDir: await temporaryFolder() });
    try {
      await untilPlaced(state, 2); // the readers, and the files
      const honest = await look(state, "--source");
      log(`honest: ${JSON.stringify(honest.findings)}`);
      const file = await logAChange(state);
      await untilPlaced(state, 3);
      const unaided = await look(state);
      const aided = await look(state, "--source");
      const unlike = aided.findings.filter(({ code }) => code === "file-unlike-source");
      log(`changed ${file}: ${JSON.stringify(unlike)}`);
      return {
        passed:
          honest.code === 0 &&
          unaided.findings.every(({ code }) => code !== "file-unlike-source") &&
          unlike.length === 1 &&
          unlike[0]?.what === file,
        figures: {
          findingsAtAnHonestDoor: honest.findings.length,
          unlikeTheSource: unlike.map(({ what }) => what.replace(/-\w{12}\./, ".")).join(", "),
        },
      };
    } finally {
      await state.stop();
      await state.remove();
    }
  },
};

interface Look {
  readonly code: number;
  readonly findings: readonly { code: string; what: string }[];
}

async function look(state: Demonstration, ...more: string[]): Promise<Look> {
  const { code, out, err } = await runLeeward(["door", "watch", state.origin, "--json", ...more], {});
  if (out === "") throw new Error(err);
  return { code, ...JSON.parse(out) };
}

/** Until so many public entries stand in the log. */
async function untilPlaced({ origin }: Demonstration, count: number): Promise<void> {
  for (let turn = 0; turn < 120; turn++) {
    const { entries } = await (await fetch(`${origin}/ledger/public-entries`)).json();
    if (entries.filter(({ logIndex }: { logIndex: number | null }) => logIndex !== null).length >= count)
      return;
    await sleep(500);
  }
  throw new Error(`not ${count} public entries in the log after a minute`);
}

/** As the owner of the database, which a thief of the whole machine is. */
async function logAChange(state: Demonstration): Promise<string> {
  const owner = await state.owner();
  const { rows } = await owner.query(
    `select p.list from ledger.entry e join ledger.publication p
       on encode(p.sha256, 'hex') = e.content::jsonb ->> 'sha256'
     where e.kind = 'pages.published' order by e.id desc limit 1`,
  );
  const { host, port, user, database } = owner;
  await owner.end();
  const list: Publication = JSON.parse(rows[0].list);
  const file = Object.keys(list.files).find((path) => /\/talk-\w+\.js$/.test(path)) ?? "";
  const changed = { ...list, files: { ...list.files, [file]: fileHash(Buffer.from("steal()")) } };
  const url = `postgresql:///${database}?host=${encodeURIComponent(host)}&port=${port}&user=${user}`;
  await publishPages(url, changed);
  return file;
}
