import { join } from "node:path";
import { createVerifierKey, formatVerifierKey } from "@leeward/ledger";
import {
  createSigner,
  createWitness,
  type Log,
  openLog,
  openWitness,
  serveWitness,
  sha256,
  type Witness,
  type WitnessServer,
} from "@leeward/ledger/files";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "../core/db/index.ts";
import { claimLog } from "../core/ledger/claim.ts";
import { patienceFor, registerLedger } from "../core/ledger/index.ts";
import { Sequencer } from "../core/ledger/sequencer.ts";
import { type TestHouse, type TestMember, testHouse } from "../core/testing.ts";
import type { Assets } from "./assets.ts";
import { registerLedgerPage } from "./ledger-page.ts";

const ORIGIN = "house.test/log";
const SEED = Buffer.alloc(32, 7);
const PERIOD_S = 3600;

let house: TestHouse;
let member: TestMember;
let worker: Database;
let log: Log;
let witness: Witness;
let server: WitnessServer;
let sequencer: Sequencer;

beforeAll(async () => {
  house = await testHouse();
  const { dataDir } = house.house.config;
  const assets: Assets = { dir: "", url: (name) => `/assets/${name}`, pieces: () => [], files: new Map() };
  registerLedgerPage(house.app, house.house, assets, dataDir);
  registerLedger(house.app, house.house, { dataDir });
  const agencyId = await house.addAgency({ name: "Harbour", kind: "ngo" });
  member = await house.addMember({ agencyId, name: "Amara", roles: ["supervisor"] });
  await createWitness(join(dataDir, "witness"), "witness.test/w");
  witness = await openWitness(join(dataDir, "witness"), nowS);
  await witness.follow(createVerifierKey(sha256, ORIGIN, createSigner(SEED).publicKey));
  server = await serveWitness(witness, { host: "127.0.0.1", port: 0, onFailure: () => {} });
  log = await openLog(join(dataDir, "ledger"), { origin: ORIGIN, signer: createSigner(SEED) });
  worker = openDatabase({
    connectionString: house.connectionString.replace("user=postgres", "user=leeward_worker"),
    sizeMax: 2,
    log: () => {},
  });
  const verifierKey = formatVerifierKey(log.verifierKey);
  const { number, firstPlace } = await claimLog(house.connectionString, { origin: ORIGIN, verifierKey });
  const asked = { url: `http://127.0.0.1:${server.port}`, key: witness.verifierKey };
  sequencer = new Sequencer({
    ...{ db: worker, log, logNumber: number, firstPlace, periodS: PERIOD_S },
    ...{ witnesses: [asked], quorum: 1, now: () => house.clock.now, say: () => {} },
  });
});
afterAll(async () => {
  await server.close();
  await witness.close();
  await log.close();
  await worker.close();
  await house.stop();
});

const nowS = () => Math.floor(house.clock.now.getTime() / 1000);

/** An hour has passed: the next batch is placed, signed, and brought to the witness. */
async function nextBatch(): Promise<void> {
  await house.owner.query("update ledger.batch set cut = cut - interval '1 hour'");
  await sequencer.round(new AbortController().signal);
}

/** Since when nobody vouches, as each page and each address says it; null where it does not. */
async function look() {
  const get = (url: string, headers = {}) =>
    house.app.inject({ url, headers: { host: "leeward.test", ...headers } });
  const said = async (language: string, words: string) =>
    new RegExp(`${words} ([^<]*)\\.<`).exec((await get(`/ledger?lang=${language}`)).body)?.[1] ?? null;
  return {
    english: await said("en", "Unwitnessed since"),
    arabic: await said("ar", "بلا شهود منذ"),
    everyone: (await get("/ledger/state")).json().unwitnessedSince,
    desk: (await get("/api/ledger", member.headers())).json().unwitnessedSince,
  };
}
const NOTHING = { english: null, arabic: null, everyone: null, desk: null };

it("says 'unwitnessed since' once a witness has been silent for two hours, and no more once it answers again", async () => {
  await nextBatch();
  expect(await look(), "a witness that answers").toEqual(NOTHING);

  const { port } = server;
  await server.close();
  await nextBatch();
  const { rows } = await house.owner.query(
    "select signed_at from ledger.checkpoint where witnessed_at is null",
  );
  expect(rows).toHaveLength(1);
  const since: Date = rows[0].signed_at;
  const afterS = (seconds: number) => new Date(since.getTime() + seconds * 1000);
  expect(patienceFor(PERIOD_S)).toBe(7200);
  house.clock.now = afterS(7200);
  expect(await look(), "silent for no longer than was agreed").toEqual(NOTHING);
  house.clock.now = afterS(7201);
  const written = (locale: string) =>
    `${since.toLocaleString(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" })} UTC`;
  expect(await look()).toEqual({
    english: written("en-GB"),
    arabic: written("ar"),
    everyone: since.toISOString(),
    desk: since.toISOString(),
  });
  await nextBatch();
  expect((await look()).everyone, "since the first that nobody saw, not the newest").toBe(
    since.toISOString(),
  );

  server = await serveWitness(witness, { host: "127.0.0.1", port, onFailure: () => {} });
  await nextBatch();
  expect(await look(), "it has seen all of it").toEqual(NOTHING);
  expect(house.logged).toEqual([]);
});
