import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Client } from "pg";
import { registerDeferredNotices } from "../src/core/access/deferred.ts";
import {
  claimInstallation,
  ensureReachable,
  giveSecrets,
  migrate,
  openDatabase,
  openPublicReads,
  type PublicReads,
  withLogin,
} from "../src/core/db/index.ts";
import { createApp } from "../src/core/http/index.ts";
import { addMember } from "../src/core/testing.ts";
import { registerStatisticsPages } from "../src/modules/statistics/index.ts";
import { plantRelease } from "../src/modules/statistics/testing.ts";
import { registerToolsPage } from "../src/web/tools-page.ts";
import type { Proof } from "../tools/proof/contract.ts";
import { makeCluster } from "./support/cluster.ts";
import { temporaryFolder } from "./support/demonstration.ts";

const PASSWORDS = { leeward_server: "heron", leeward_worker: "egret" };

export const proof: Proof = {
  name: "replica",
  bar: "a commit waits for an absent replica, whatever limit its statements have; the public is read at the replica, published numbers and tools too, nobody's session is; a late one is passed over; another certificate is refused",
  run: async (log) => {
    const folder = await temporaryFolder();
    const primary = await makeCluster(join(folder, "primary"));
    await migrate({ connectionString: primary.url });
    await claimInstallation(primary.url, "test");
    await giveSecrets(primary.url, { vouching: new Uint8Array(32), passwords: PASSWORDS });
    const secret = await beginSession(await primary.superuser());
    const owner = await primary.superuser();
    const release = await plantRelease(owner);
    await owner.end();
    const replica = await primary.makeReplica(join(folder, "replica"));
    await primary.waitForReplica();
    const open = (url: string) =>
      openDatabase({
        connectionString: withLogin(url, "leeward_server", PASSWORDS.leeward_server),
        sizeMax: 4,
        log,
      });
    const [writing, following] = [open(primary.url), open(replica.url)];
    const reads = openPublicReads({ primary: writing, replica: following, log });
    try {
      const readAt = () =>
        reads.read(async (tx) => {
          const { rows } = await sql<{ r: boolean }>`select pg_is_in_recovery() as r`.execute(tx);
          return rows[0]?.r ? "replica" : "primary";
        });
      const publicReadsAtReplica = (await readAt()) === "replica" ? 1 : 0;
      const pagesAtReplica = await countPages(reads, release);
      const session = await following
        .transaction("leeward_member", (tx) =>
          sql`select * from access.open_member_context(${Buffer.from(secret)}, null)`.execute(tx),
        )
        .then(
          () => "opened",
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        );
      const otherCertificate = await ensureReachable(primary.url.replace(/&sslrootcert=[^&]*/, "")).then(
        () => "accepted",
        () => "refused",
      );
      await replica.kill();
      let isDone = false;
      const waiting = writing
        .transaction("leeward_visitor", async (tx) => {
          await sql`set local statement_timeout = '1s'`.execute(tx);
          await sql`select http.begin_attempt_hour(${Buffer.alloc(32, 1)})`.execute(tx);
          await sql`select http.spend(${Buffer.alloc(32, 2)}, ${new Date(Date.now() + 60_000)})`.execute(tx);
        })
        .then(() => {
          isDone = true;
        });
      await sleep(4_000);
      const waitedWhileAway = isDone ? 0 : 1;
      const passedOver = (await readAt()) === "primary" ? 1 : 0;
      await replica.start();
      await waiting;
      return {
        passed:
          publicReadsAtReplica + waitedWhileAway + passedOver === 3 &&
          pagesAtReplica === PAGES.length &&
          /unlogged|recovery|read-only/.test(session) &&
          otherCertificate === "refused",
        figures: {
          publicReadsAtReplica,
          pagesAtReplica,
          sessionAtReplica: session,
          otherCertificate,
          waitedWhileAway,
          passedOver,
        },
      };
    } finally {
      await reads.close();
      await writing.close();
      await primary.stop();
      await replica.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

const REPORTED = "area=826&iso=GBR&year=2025";
const PAGES = ["", "/codebook.json", "/{}", "/{}/comparison?with={}", "/{}/tables.csv", "/{}/tables.json"]
  .concat(["sdg-16-2-2", "glotip", "questionnaire"].map((file) => `/{}/${file}.csv?${REPORTED}`))
  .map((path) => `/statistics${path}`)
  .concat("/tools", "/api/deferred-notices");

/** How many of the pages that anyone may read are answered by the replica, and by it alone. */
async function countPages(reads: PublicReads, release: string): Promise<number> {
  let askedOfPrimary = 0;
  const watched: PublicReads = {
    ...reads,
    read: (work) =>
      reads.read(async (tx) => {
        const { rows } = await sql<{ r: boolean }>`select pg_is_in_recovery() as r`.execute(tx);
        if (!rows[0]?.r) askedOfPrimary++;
        return work(tx);
      }),
  };
  const app = await createApp({ origins: ["http://house.test"], version: "proof", log: () => {} });
  const assets = { url: (name: string) => `/${name}` };
  registerStatisticsPages(app, { publicReads: watched, config: { origins: ["http://127.0.0.1"] } }, assets);
  registerToolsPage(app, { publicReads: watched }, assets);
  registerDeferredNotices(app, { publicReads: watched });
  let answered = 0;
  for (const path of PAGES) {
    const url = path.replaceAll("{}", release);
    const { statusCode } = await app.inject({ url, headers: { host: "house.test" } });
    if (statusCode === 200 && askedOfPrimary === 0) answered++;
  }
  await app.close();
  return answered;
}

/** A member's session that the primary would open. @returns its secret */
async function beginSession(owner: Client): Promise<Uint8Array> {
  const { rows } = await owner.query(
    "insert into identity.agency (name, kind, second_factor_required) values ('Harbour House', 'shelter', false) returning id",
  );
  const member = { agencyId: rows[0].id, name: "Ada", roles: ["caseworker"] };
  const { secret } = await addMember(owner, "https://house.test", member);
  await owner.end();
  return secret;
}
