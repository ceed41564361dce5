import { createHash, randomBytes } from "node:crypto";
import { watch } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { verifyLog } from "@leeward/ledger/files";
import { type Demonstration, startDemonstration, temporaryFolder } from "../e2e/support/demonstration.ts";
import { copyLedger } from "../e2e/support/ledger-copy.ts";
import { deriveMailboxKeys, type MailboxKeys } from "../src/core/identity/words/mailbox.ts";
import { newSecret } from "../src/core/identity/words/secret.ts";
import { signChallenge } from "../src/core/identity/words/statements.ts";
import { fromBase64Url, toBase64Url } from "../src/core/keys/index.ts";
import { hourOf, writeLetter } from "../src/modules/door/letter.ts";
import { type VerifiedRecipients, verifyRecipients } from "../src/modules/door/recipients.ts";

/**
 * kill -9 of the server and the whole database tree, in the middle of writing, at random and at points that can be
 * seen from outside. After each round: everything acknowledged is there, every act has its entry and every entry its
 * act, and copied files of the ledger verify. `npm run bench -- crash [ROUNDS]`
 */
const rounds = Number(process.argv[2] ?? 20);
const random = (n: number) => new Uint8Array(randomBytes(n));
const say = (line: string) => process.stderr.write(`${line}\n`);

/** Where the process dies: at once after an answer, while the ledger writes, or at any moment. */
const POINTS = [
  "after an answer",
  "while tiles are written",
  "while the checkpoint is replaced",
  "at random",
] as const;
type Point = (typeof POINTS)[number];

interface Door {
  readonly recipients: VerifiedRecipients;
  readonly agencyId: string;
  readonly doorSalt: Uint8Array;
}

interface Writer {
  readonly keys: MailboxKeys;
  /** The positions that were acknowledged. */
  readonly acknowledged: Set<number>;
}

async function call(origin: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${origin}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { origin, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return text === "" ? null : JSON.parse(text);
}

async function openDoor(origin: string): Promise<Door> {
  const door = await call(origin, "/api/door");
  const verdict = await verifyRecipients(door.recipients, fromBase64Url(door.rootKey), {
    agencyId: door.agency.id,
    minVersion: 1,
  });
  if (!verdict.ok) throw new Error(`The list of recipients was refused: ${verdict.reason}`);
  return { recipients: verdict.recipients, agencyId: door.agency.id, doorSalt: fromBase64Url(door.doorSalt) };
}

/** The cost of guessing words is measured elsewhere; here a plain hash makes the keys. */
const quickHash = async (password: Uint8Array, salt: Uint8Array) =>
  new Uint8Array(createHash("sha256").update(password).update(salt).digest());

async function sealed(door: Door, writer: Writer, order: number) {
  return writeLetter(
    {
      mailbox: {
        address: writer.keys.address,
        readingKey: writer.keys.reading.publicKey,
        signingKey: writer.keys.signing.publicKey,
      },
      order,
      hour: hourOf(Date.now()),
      from: { kind: "person", signingKey: writer.keys.signing.privateKey },
      body: { text: `letter ${order}`, language: "en" },
      recipients: door.recipients,
    },
    random,
  );
}

/** Opens a mailbox and writes letters into it until the server is gone. */
async function writeUntilDeath(origin: string, door: Door, onAnswer: () => void): Promise<Writer> {
  const keys = await deriveMailboxKeys(newSecret(random), { doorSalt: door.doorSalt, argon2id: quickHash });
  const writer: Writer = { keys, acknowledged: new Set() };
  try {
    const first = await sealed(door, writer, 1);
    await call(
      origin,
      "/api/door/mailboxes",
      {
        address: keys.address,
        readingKey: toBase64Url(keys.reading.publicKey),
        signingKey: toBase64Url(keys.signing.publicKey),
        letter: first,
      },
      { "idempotency-key": toBase64Url(random(16)).replaceAll("_", "-") },
    );
    writer.acknowledged.add(1);
    onAnswer();
    const { nonce } = await call(origin, "/api/words/challenge", { address: keys.address });
    const signature = await signChallenge(keys.signing.privateKey, {
      purpose: "begin-visit",
      address: keys.address,
      nonce: fromBase64Url(nonce),
    });
    const { session } = await call(origin, "/api/words/session", { address: keys.address, nonce, signature });
    for (let order = 2; ; order++) {
      const letter = await sealed(door, writer, order);
      await call(
        origin,
        "/api/door/letters",
        { letter },
        {
          authorization: `Words ${session}`,
          "idempotency-key": toBase64Url(random(16)).replaceAll("_", "-"),
        },
      );
      writer.acknowledged.add(order);
      onAnswer();
    }
  } catch {
    return writer; // the server is gone: what was not acknowledged may or may not be there
  }
}

/** Settles when the point is reached. */
async function reach(point: Point, dataDir: string, answered: Promise<void>): Promise<void> {
  await answered;
  if (point === "after an answer") return;
  const wanted = point === "while tiles are written" ? /entries|^0/ : /checkpoint/;
  await new Promise<void>((resolve) => {
    const longest = setTimeout(resolve, point === "at random" ? 50 + (random(1)[0] ?? 0) * 6 : 3000);
    if (point === "at random") return;
    const watcher = watch(join(dataDir, "ledger"), { recursive: true }, (_event, file) => {
      if (!wanted.test(String(file))) return;
      clearTimeout(longest);
      watcher.close();
      resolve();
    });
  });
}

interface Found {
  readonly lost: number;
  readonly actsWithoutEntry: number;
  readonly entriesWithoutAct: number;
}

async function examine(demonstration: Demonstration, writers: readonly Writer[]): Promise<Found> {
  const owner = await demonstration.owner();
  try {
    let lost = 0;
    for (const writer of writers) {
      for (const position of writer.acknowledged) {
        const { rows } = await owner.query(
          `select 1 from door.letter l join identity.words w on w.address = l.mailbox
           where w.signing_key = $1 and l.position = $2`,
          [Buffer.from(writer.keys.signing.publicKey), position],
        );
        if (rows.length !== 1) lost++;
      }
    }
    const { rows } = await owner.query(`
      with letters as (select encode(sha256(convert_to(envelope, 'UTF8')), 'hex') as sha256 from door.letter),
      entries as (select content::jsonb ->> 'sha256' as sha256 from ledger.entry where kind = 'letter.kept')
      select (select count(*) from letters l where not exists (select 1 from entries e where e.sha256 = l.sha256)) as bare_acts,
        (select count(*) from entries e where not exists (select 1 from letters l where l.sha256 = e.sha256)) as bare_entries`);
    return {
      lost,
      actsWithoutEntry: Number(rows[0].bare_acts),
      entriesWithoutAct: Number(rows[0].bare_entries),
    };
  } finally {
    await owner.end();
  }
}

/** Waits until every entry is in the log, then verifies a copy of its files. */
async function verifyCopy(demonstration: Demonstration): Promise<number> {
  const owner = await demonstration.owner();
  let placed = -1;
  try {
    for (;;) {
      const { rows } = await owner.query(
        `select count(*) filter (where log_index is null) as waiting, (select max(first_place + size) from ledger.batch) as size
         from ledger.entry`,
      );
      const checkpoint = await (await fetch(`${demonstration.origin}/ledger/checkpoint`)).text();
      placed = Number(rows[0].size);
      if (Number(rows[0].waiting) === 0 && Number(checkpoint.split("\n")[1]) === placed) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    await owner.end();
  }
  const folder = await temporaryFolder();
  const copy = join(folder, "copy");
  await copyLedger(join(demonstration.dataDir, "ledger"), copy);
  const report = await verifyLog(copy);
  await rm(folder, { recursive: true, force: true });
  if (!report.ok) throw new Error(`The ledger does not verify: ${report.fault?.message}`);
  if ((report.size ?? 0) < placed)
    throw new Error(`The ledger has ${report.size} entries, the database ${placed}.`);
  return placed;
}

const dataDir = await temporaryFolder();
const writers: Writer[] = [];
let lost = 0;
let actsWithoutEntry = 0;
let entriesWithoutAct = 0;
let entries = 0;
let demonstration = await startDemonstration({ dataDir });
try {
  for (let round = 1; round <= rounds; round++) {
    const point = POINTS[round % POINTS.length] ?? "at random";
    const door = await openDoor(demonstration.origin);
    let onAnswer = () => {};
    const answered = new Promise<void>((resolve) => {
      onAnswer = resolve;
    });
    const { origin } = demonstration;
    const writing = Array.from({ length: 4 }, () => writeUntilDeath(origin, door, onAnswer));
    await reach(point, dataDir, answered);
    await demonstration.kill();
    writers.push(...(await Promise.all(writing)));
    demonstration = await startDemonstration({ dataDir });
    const found = await examine(demonstration, writers);
    entries = await verifyCopy(demonstration);
    lost += found.lost;
    actsWithoutEntry += found.actsWithoutEntry;
    entriesWithoutAct += found.entriesWithoutAct;
    const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged.size, 0);
    say(
      `round ${round}, ${point}: ${acknowledged} acknowledged so far, ${found.lost} lost, ${entries} entries verify`,
    );
  }
} finally {
  await demonstration.stop();
  await demonstration.remove();
}
const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged.size, 0);
process.stdout.write(
  `${JSON.stringify({ rounds, acknowledged, lost, actsWithoutEntry, entriesWithoutAct, entriesVerified: entries })}\n`,
);
if (lost + actsWithoutEntry + entriesWithoutAct > 0) process.exitCode = 1;
