import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  commit,
  createVerifierKey,
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  verifyCheckpoint,
} from "@leeward/ledger";
import {
  createSigner,
  createWitness,
  openLog,
  openWitness,
  serveWitness,
  sha256,
  verifyEd25519,
  verifyLog,
} from "@leeward/ledger/files";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../db/index.ts";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { claimLog } from "./claim.ts";
import { LogFiles } from "./files.ts";
import { Sequencer, type SequencerOptions } from "./sequencer.ts";
import { lookAtStanding, patienceFor, unwitnessedSince } from "./standing.ts";
import { placeCut } from "./store.ts";
import { succeedLog } from "./succeed.ts";
import { type ChosenWitness, mayGrow, type WitnessAnswer } from "./witnessing.ts";

const HOUR_S = 3600;
const ORIGIN = "house.test/log";
const SEED = Buffer.alloc(32, 7);
const signal = new AbortController().signal;

/** A database with a ledger of its own, and the owner who plants entries. */
interface Place {
  readonly connectionString: string;
  readonly dataDir: string;
  readonly owner: Client;
  readonly db: Database;
  readonly visitor: Database;
  /** Opens the log, runs one round, closes it; returns what was said. */
  round(options?: Partial<SequencerOptions>, look?: (sequencer: Sequencer) => void): Promise<string[]>;
  /** `at`: hours ago. */
  record(count: number, options?: { kind?: string; hoursAgo?: number }): Promise<void>;
  stop(): Promise<void>;
}

let folder: string;
let databases: TestDatabase[];
let places: Place[];
let witnesses: { chosen: ChosenWitness; stop(): Promise<void> }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "leeward-sequencer-"));
  databases = [];
  places = [];
  witnesses = [];
});
afterEach(async () => {
  await Promise.all(places.map((place) => place.stop()));
  await Promise.all(witnesses.map((witness) => witness.stop()));
  await Promise.all(databases.map((database) => database.drop()));
  await rm(folder, { recursive: true, force: true });
});

async function openPlace(name: string, connectionString: string): Promise<Place> {
  const dataDir = join(folder, name);
  const owner = new Client({ connectionString });
  await owner.connect();
  const as = (login: string) =>
    openDatabase({
      connectionString: connectionString.replace("user=postgres", `user=${login}`),
      sizeMax: 3,
      log: () => {},
    });
  const [db, visitor] = [as("leeward_worker"), as("leeward_server")];
  const place: Place = {
    ...{ connectionString, dataDir, owner, db, visitor },
    round: async (options = {}, look = () => {}) => {
      const log = await openLog(join(dataDir, "ledger"), { origin: ORIGIN, signer: createSigner(SEED) });
      const claimed = await claimLog(connectionString, {
        origin: ORIGIN,
        verifierKey: formatVerifierKey(log.verifierKey),
      });
      const said: string[] = [];
      try {
        const sequencer = new Sequencer({
          ...{ db, log, logNumber: claimed.number, firstPlace: claimed.firstPlace, periodS: HOUR_S },
          ...{ witnesses: [], quorum: 0, now: () => new Date(), say: (line) => void said.push(line) },
          ...options,
        });
        await sequencer.round(signal);
        look(sequencer);
      } finally {
        await log.close();
      }
      return said;
    },
    record: async (count, { kind = "section.read", hoursAgo = 2 } = {}) => {
      await owner.query(
        "select ledger.record($1, jsonb_build_object('n', n), null, null) from generate_series(1, $2) n",
        [kind, count],
      );
      await owner.query(
        "update ledger.entry set at = now() - $1 * interval '1 hour' where log_index is null and at > now() - interval '1 minute'",
        [hoursAgo],
      );
    },
    stop: async () => {
      await owner.end();
      await db.close();
      await visitor.close();
    },
  };
  places.push(place);
  return place;
}

async function newPlace(name = "first"): Promise<Place> {
  const database = await testDatabase();
  databases.push(database);
  return openPlace(name, database.connectionString);
}

/** What `pg_dump` and a copied folder would bring back later. */
async function copyOf(place: Place, name: string): Promise<() => Promise<Place>> {
  const source = /test_\w+/.exec(place.connectionString)?.[0] ?? "";
  const copy = `${source}_${name}`;
  const admin = new Client({ connectionString: place.connectionString.replace(source, "postgres") });
  await admin.connect();
  await place.stop();
  places = places.filter((each) => each !== place);
  await admin.query(`create database ${copy} template ${source}`);
  await admin.end();
  await cp(place.dataDir, join(folder, name), { recursive: true });
  const connectionString = place.connectionString.replace(source, copy);
  databases.push({
    connectionString,
    drop: async () => {
      const client = new Client({ connectionString: place.connectionString.replace(source, "postgres") });
      await client.connect();
      await client.query(`drop database if exists ${copy} with (force)`);
      await client.end();
    },
  });
  return () => openPlace(name, connectionString);
}

async function newWitness(name: string): Promise<ChosenWitness> {
  const dir = join(folder, name);
  await createWitness(dir, `${name}.example/w`);
  const witness = await openWitness(dir, () => Math.floor(Date.now() / 1000));
  await witness.follow(logKey());
  const server = await serveWitness(witness, { host: "127.0.0.1", port: 0, onFailure: () => {} });
  const chosen = { url: `http://127.0.0.1:${server.port}`, key: witness.verifierKey };
  let isServing = true;
  const stop = async () => {
    if (!isServing) return;
    isServing = false;
    await server.close();
    await witness.close();
  };
  witnesses.push({ chosen, stop });
  return chosen;
}

const silence = (chosen: ChosenWitness) => witnesses.find((each) => each.chosen === chosen)?.stop();

const logKey = () => createVerifierKey(sha256, ORIGIN, createSigner(SEED).publicKey);

const rows = async (place: Place, text: string, ...values: unknown[]) =>
  (await place.owner.query(text, values)).rows;
const sizeOf = async (place: Place) => {
  const found = await new LogFiles(place.dataDir).checkpoint({ number: 1, newest: 1 });
  return found?.size ?? null;
};
const standingOf = (place: Place) =>
  place.visitor.transaction("leeward_visitor", (tx) =>
    lookAtStanding(tx, new LogFiles(place.dataDir), new Date()),
  );

describe("batches", () => {
  it("hold what was done before the hour, in no order and among padding; each entry is at its place in the log", async () => {
    const place = await newPlace();
    await place.record(40);
    await place.record(1, { hoursAgo: -1 });
    expect(await place.round()).toEqual([]);
    expect(await sizeOf(place)).toBe(64);
    const placed = await rows(
      place,
      "select log_index, content, salt from ledger.entry where log_index is not null order by id",
    );
    expect(placed).toHaveLength(40);
    const order = placed.map(({ log_index }) => Number(log_index));
    expect(order).not.toEqual(order.toSorted((a, b) => a - b));
    const report = await verifyLog(join(place.dataDir, "ledger"), { verifierKeys: [logKey()] });
    expect([report.fault, report.size]).toEqual([null, 64]);
    const log = await openLog(join(place.dataDir, "ledger"), { origin: ORIGIN, signer: createSigner(SEED) });
    for (const { log_index, content, salt } of placed) {
      expect(Buffer.from(await log.entry(Number(log_index)))).toEqual(
        Buffer.from(commit(sha256, salt, Buffer.from(content))),
      );
    }
    await log.close();
    expect(await rows(place, "select count(*)::int as n from ledger.entry where log_index is null")).toEqual([
      { n: 1 },
    ]);
  });

  it("come once an hour, however often the process starts; an hour without an act looks like one with some", async () => {
    const place = await newPlace();
    await place.round();
    await place.record(3); // late: their transaction ended after the cut
    await place.round();
    await place.round();
    expect(await rows(place, "select first_place, size, closes from ledger.batch")).toEqual([
      { first_place: "0", size: 64, closes: true },
    ]);
    await rows(place, "update ledger.batch set cut = cut - interval '1 hour'");
    await place.round();
    expect(await sizeOf(place)).toBe(128);
    expect(await rows(place, "select count(*)::int as n from ledger.entry where log_index is null")).toEqual([
      { n: 0 },
    ]);
  });

  it("let what is public by nature in at once, alone and without padding", async () => {
    const place = await newPlace();
    await place.round();
    await place.record(2, { kind: "section.read", hoursAgo: -1 });
    await place.record(1, { kind: "recipients.published", hoursAgo: -1 });
    await place.round();
    expect(await sizeOf(place)).toBe(65);
    expect(await rows(place, "select kind from ledger.entry where log_index = 64")).toEqual([
      { kind: "recipients.published" },
    ]);
  });

  it("are written from the database after a crash between the place and the file, and after the files were lost", async () => {
    const place = await newPlace();
    await place.record(5);
    await place.round();
    await rows(place, "update ledger.batch set cut = cut - interval '1 hour'");
    await place.record(70);
    await place.db.transaction("leeward_sequencer", (tx) => placeCut(tx, HOUR_S)); // and then the power went
    expect(await sizeOf(place)).toBe(64);
    await place.round();
    expect(await sizeOf(place)).toBe(64 + 128);
    const before = await standingOf(place);
    await rm(join(place.dataDir, "ledger"), { recursive: true });
    expect(await place.round()).toEqual([]);
    expect((await standingOf(place)).checkpoint).toBe(before.checkpoint);
  });

  it("are not written again as another history: a database that was changed meanwhile is refused", async () => {
    const place = await newPlace();
    await place.record(5);
    await place.round();
    await rm(join(place.dataDir, "ledger"), { recursive: true });
    await rows(place, "update ledger.entry set content = '{}' where log_index is not null");
    expect((await place.round()).join()).toContain("another history");
    expect(await sizeOf(place)).toBe(0);
  });
});

describe("witnesses", () => {
  it("are measured: how old what they vouch for is, what they have not seen, how often one did not cosign", async () => {
    const place = await newPlace();
    const witness = await newWitness("w");
    const chosen = { witnesses: [witness], quorum: 1 };
    const seen: unknown[] = [];
    const look = (sequencer: Sequencer) => {
      const found = sequencer.witnessing();
      seen.push([
        found?.ageS == null ? null : found.ageS < 3600,
        found?.unwitnessed,
        [...(found?.refusals ?? [])],
      ]);
    };
    await place.round({}, look);
    await place.round(chosen, look);
    await rows(place, "update ledger.batch set cut = cut - interval '1 hour'");
    await silence(witness);
    const later = () => new Date(Date.now() + 7_200_000);
    const two = { witnesses: [witness, await newWitness("v")], quorum: 2 };
    await place.round({ ...two, now: later }, look);
    expect(seen).toEqual([
      [null, undefined, []],
      [true, 0, []],
      [false, 64, [["failed", 2]]],
    ]);
  });

  it("cosign each checkpoint; enough of them make it witnessed, and the public state shows it", async () => {
    const place = await newPlace();
    const three = await Promise.all(["a", "b", "c"].map(newWitness));
    const options = { witnesses: three, quorum: 2 };
    await place.record(1);
    expect(await place.round(options)).toEqual([]);
    const standing = await standingOf(place);
    expect(standing).toMatchObject({ size: 64, quorum: 2, refusal: null, unwitnessedSince: null });
    expect(standing.witnessed?.size).toBe(64);
    expect(
      standing.witnesses.map(({ name, outcome, cosignedSize }) => [name, outcome, cosignedSize]),
    ).toEqual(["a", "b", "c"].map((name) => [`${name}.example/w`, "cosigned", 64]));
    const note = Buffer.from(standing.witnessed?.checkpoint ?? "");
    const keys = [logKey(), ...three.map((witness) => witness.key)];
    expect(verifyCheckpoint(verifyEd25519, note, keys).signatures).toHaveLength(4);
    // One that is silent does not stop it; two that are leave it unwitnessed, which is said after a while.
    for (const [index, isWitnessed] of [true, false].entries()) {
      await silence(three[index] as ChosenWitness);
      const said: string[] = [];
      const log = await openLog(join(place.dataDir, "ledger"), {
        origin: ORIGIN,
        signer: createSigner(SEED),
      });
      await rows(place, "update ledger.batch set cut = cut - interval '1 hour'");
      const sequencer = new Sequencer({
        ...{ db: place.db, log, logNumber: 1, firstPlace: 0, periodS: HOUR_S, now: () => new Date() },
        ...options,
        say: (line) => void said.push(line),
      });
      await sequencer.round(signal);
      await log.close();
      const now = await standingOf(place);
      if (isWitnessed) expect(now.witnessed?.size).toBe(now.size);
      else expect(said.join()).toContain("Too few witnesses answer");
    }
  });

  it("are asked before anything is signed after a start: too few answers, and everything waits in the database", async () => {
    const place = await newPlace();
    const [a, b] = await Promise.all(["a", "b"].map(newWitness));
    if (!a || !b) throw new Error("two");
    await silence(b);
    await place.record(1);
    // Any quorum of two has both of two: one answer is enough to have met each of them. Of one: both must answer.
    expect((await place.round({ witnesses: [a, b], quorum: 1 })).join()).toContain(
      "Too few witnesses answer",
    );
    expect(await sizeOf(place)).toBe(0);
    expect((await standingOf(place)).refusal?.code).toBe("witnesses-silent");
    expect(await place.round({ witnesses: [a, b], quorum: 2 })).toEqual([]);
    expect(await sizeOf(place)).toBe(64);
    expect((await standingOf(place)).witnessed?.size, "of the empty log, by one, when one was enough").toBe(
      0,
    );
  });

  it("stop a restored copy of database and ledger from signing a second history", async () => {
    const original = await newPlace();
    const witness = await newWitness("w");
    const options = { witnesses: [witness], quorum: 1 };
    await original.record(3);
    await original.round(options);
    const restore = await copyOf(original, "restored");
    const again = await openPlace("first", original.connectionString);
    await rows(again, "update ledger.batch set cut = cut - interval '1 hour'");
    await again.record(3);
    expect(await again.round(options)).toEqual([]);
    expect((await standingOf(again)).witnessed?.size).toBe(128);

    const restored = await restore();
    await rows(restored, "update ledger.batch set cut = cut - interval '1 hour'");
    await restored.record(3);
    const said = await restored.round(options);
    expect(said.join()).toMatch(/Witnesses have seen 128 entries .* older copy.*`leeward ledger succeed`/);
    expect(await sizeOf(restored)).toBe(64);
    const standing = await standingOf(restored);
    expect(standing.refusal).toMatchObject({ code: "older-than-witnessed", size: 128 });
    expect(
      await rows(restored, "select count(*)::int as n from ledger.entry where log_index is null"),
    ).toEqual([{ n: 3 }]);
    // A witness that is away does not help the copy either.
    await silence(witness);
    expect((await restored.round(options)).join()).toContain("Too few witnesses");
    expect(await sizeOf(restored)).toBe(64);
    // Without any witness it goes on: the copy cannot know, and the page says that nobody vouches.
    expect(await restored.round()).toEqual([]);
    expect((await standingOf(restored)).quorum).toBe(0);
  });

  it("see a successor begin openly: another name and key, and a first entry that commits to the old log and says why", async () => {
    const place = await newPlace();
    await place.record(3);
    await place.round();
    await place.record(2, { kind: "recipients.published" });
    await writeFile(
      join(place.dataDir, "secrets.json"),
      JSON.stringify({ ledgerOrigin: ORIGIN, ledgerSeed: SEED.toString("base64url"), kept: "as it was" }),
    );
    const succession = {
      ...{ dataDir: place.dataDir, ownerUrl: place.connectionString, last: null, keyIsLost: false },
      ...{ current: { origin: ORIGIN, seed: SEED }, reason: "The disk failed; the newest state is lost." },
      random: (n: number) => new Uint8Array(randomBytes(n)),
    };
    const told = await succeedLog(succession);
    expect(told).toMatchObject({ number: 2, before: { origin: ORIGIN, size: 64, lastSize: 64 } });
    const secrets = JSON.parse(await readFile(join(place.dataDir, "secrets.json"), "utf8"));
    expect(secrets).toMatchObject({ kept: "as it was", ledgerOrigin: `${ORIGIN}/log-2` });
    const signer = createSigner(Buffer.from(secrets.ledgerSeed, "base64url"));
    const log = await openLog(join(place.dataDir, "ledger"), { origin: secrets.ledgerOrigin, signer });
    const claimed = await claimLog(place.connectionString, {
      ...{ origin: secrets.ledgerOrigin, verifierKey: formatVerifierKey(log.verifierKey) },
    });
    expect(claimed).toEqual({ number: 2, firstPlace: 64 });
    await new Sequencer({
      ...{ db: place.db, log, logNumber: 2, firstPlace: 64, periodS: HOUR_S, now: () => new Date() },
      ...{ witnesses: [], quorum: 0, say: () => {} },
    }).round(signal);
    const [first] = await rows(place, "select content, salt from ledger.entry where log_index = 64");
    expect(Buffer.from(await log.entry(0))).toEqual(
      Buffer.from(commit(sha256, first.salt, Buffer.from(first.content))),
    );
    expect(JSON.parse(first.content)).toMatchObject({
      kind: "log.succeeded",
      predecessor: { origin: ORIGIN, size: 64 },
      reason: "The disk failed; the newest state is lost.",
    });
    expect(log.size, "the first entry, and the two that waited").toBe(3);
    await log.close();
    const old = await verifyLog(join(place.dataDir, "ledger-before/1"), { verifierKeys: [logKey()] });
    expect([old.fault, old.size], "the old log stays, whole").toEqual([null, 64]);
    await expect(
      claimLog(place.connectionString, { origin: ORIGIN, verifierKey: formatVerifierKey(logKey()) }),
    ).rejects.toThrow("same backup");
  });

  it.each([
    ["with its files", false],
    ["from the database's copy of its last state, the files being lost too", true],
  ])("see a successor begin where secrets.json is lost: %s", async (_what, filesAreLost) => {
    const place = await newPlace(`lost-${filesAreLost}`);
    await place.record(3);
    await place.round();
    await place.record(2, { kind: "recipients.published" });
    if (filesAreLost) await rm(join(place.dataDir, "ledger"), { recursive: true });
    const made = { origin: "leeward.invalid/made-anew", seed: randomBytes(32) };
    await writeFile(
      join(place.dataDir, "secrets.json"),
      JSON.stringify({ ledgerOrigin: made.origin, ledgerSeed: made.seed.toString("base64url") }),
    );
    const succeed = (current: { origin: string; seed: Uint8Array }, keyIsLost: boolean) =>
      succeedLog({
        ...{ dataDir: place.dataDir, ownerUrl: place.connectionString, last: null, current, keyIsLost },
        ...{ reason: "The key was lost in a fire.", random: (n) => new Uint8Array(randomBytes(n)) },
      });
    await expect(succeed(made, false), "nobody slips into it").rejects.toThrow("another ledger");
    await expect(succeed({ origin: ORIGIN, seed: SEED }, true), "nothing is lost").rejects.toThrow(
      "without --lost-secrets",
    );
    const told = await succeed(made, true);
    expect(told).toMatchObject({ number: 2, before: { origin: ORIGIN, size: 64, lastSize: 64 } });
    const { ledgerOrigin, ledgerSeed } = JSON.parse(
      await readFile(join(place.dataDir, "secrets.json"), "utf8"),
    );
    expect(ledgerOrigin).toBe(`${ORIGIN}/log-2`);
    const signer = createSigner(Buffer.from(ledgerSeed, "base64url"));
    expect(formatVerifierKey(createVerifierKey(sha256, ledgerOrigin, signer.publicKey))).toBe(
      told.verifierKey,
    );
    expect(
      await claimLog(place.connectionString, { origin: ledgerOrigin, verifierKey: told.verifierKey }),
    ).toEqual({ number: 2, firstPlace: 64 });
    if (!filesAreLost) {
      const old = await verifyLog(join(place.dataDir, "ledger-before/1"), { verifierKeys: [logKey()] });
      expect([old.fault, old.size], "the old log stays, whole").toEqual([null, 64]);
    }
  });

  it("are believed when they have cosigned another history: nothing more is signed", async () => {
    const first = await newPlace();
    const witness = await newWitness("w");
    await first.record(3);
    await first.round({ witnesses: [witness], quorum: 1 });
    const second = await newPlace("second");
    await second.record(3);
    await second.round();
    await rows(second, "update ledger.batch set cut = cut - interval '1 hour'");
    expect((await second.round({ witnesses: [witness], quorum: 1 })).join()).toContain("another history");
    expect(await sizeOf(second)).toBe(64);
    expect((await standingOf(second)).refusal?.code).toBe("forked");
  });

  it("find files that are newer than the database", async () => {
    const place = await newPlace();
    await place.record(3);
    await place.round();
    await rows(place, "delete from ledger.batch");
    await rows(place, "update ledger.entry set log_index = null");
    expect((await place.round()).join()).toContain("files hold 64 entries, and the database fewer");
    expect((await standingOf(place)).refusal?.code).toBe("database-older");
  });
});

describe("the rule of growing", () => {
  const witness = { url: "", key: { name: "w", id: 1, kind: 4, publicKey: randomBytes(32) } } as const;
  const say = (said: WitnessAnswer["said"]): WitnessAnswer => ({ witness, said });
  const cosigned = say({
    outcome: "cosigned",
    signature: { name: "w", keyId: 1, payload: new Uint8Array() },
    timeS: 1,
  });
  const failed = say({ outcome: "failed", reason: "" });
  const forked = say({ outcome: "forked", reason: "" });
  const ahead = (size: number) => say({ outcome: "ahead", size });

  it.each([
    ["no witness is set", [], 0, 10, 0, null],
    ["all cosigned", [cosigned, cosigned, cosigned], 2, 10, 0, null],
    ["two of three answered where two make a quorum", [cosigned, failed, cosigned], 2, 10, 0, null],
    [
      "one of three answered where two make a quorum",
      [cosigned, failed, failed],
      2,
      10,
      0,
      "witnesses-silent",
    ],
    [
      "two of three answered where one makes a quorum",
      [cosigned, failed, cosigned],
      1,
      10,
      0,
      "witnesses-silent",
    ],
    ["one of three answered where three make a quorum", [failed, failed, cosigned], 3, 10, 0, null],
    ["one has seen more than is held", [cosigned, cosigned, ahead(11)], 2, 10, 0, "older-than-witnessed"],
    ["one has seen as much as is held, and the files are to be written again", [ahead(10)], 1, 10, 0, null],
    ["this database saw more witnessed than it holds", [cosigned], 1, 10, 11, "older-than-witnessed"],
    ["one has seen another history", [cosigned, forked, cosigned], 2, 10, 0, "forked"],
    [
      "one has seen more, and the others are silent",
      [ahead(11), failed, failed],
      2,
      10,
      0,
      "older-than-witnessed",
    ],
  ] as const)("%s", (_, answers, quorum, held, own, expected) => {
    expect(mayGrow(answers, quorum, held, own)?.refusal ?? null).toBe(expected);
  });

  it("says since when nobody vouches, once that is longer than the patience", () => {
    const since = new Date("2026-11-25T10:00:00Z");
    const at = (text: string) => unwitnessedSince(since, patienceFor(HOUR_S), new Date(text));
    expect(at("2026-11-25T12:00:00Z")).toBeNull();
    expect(at("2026-11-25T12:00:01Z")).toEqual(since);
    expect(unwitnessedSince(null, 1, since)).toBeNull();
    expect(patienceFor(1)).toBe(60);
  });
});

it("secrets of another ledger than the database knows are refused", async () => {
  const place = await newPlace();
  await place.round();
  const other = { origin: ORIGIN, verifierKey: `${ORIGIN}+00000000+AAAA` };
  await expect(claimLog(place.connectionString, other)).rejects.toThrow("from the same backup");
  expect(
    parseCheckpoint(parseNote(Buffer.from((await standingOf(place)).checkpoint ?? "")).text).origin,
  ).toBe(ORIGIN);
});
