import { mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  CHECKPOINT_PATH,
  createVerifierKey,
  formatVerifierKey,
  parseVerifierKey,
  type SignedCheckpoint,
  type VerifierKey,
  verifyCheckpoint,
} from "@leeward/ledger";
import { createSigner, openLog, sha256, verifyEd25519 } from "@leeward/ledger/files";
import { Client } from "pg";
import { ConfigError } from "../config/index.ts";
import { finishSuccessor, type LedgerSecrets, readSuccessor, writeSuccessor } from "../config/secrets.ts";
import { logFolder } from "./folders.ts";

export interface Succession {
  /** Holds `secrets.json`, `ledger` and `ledger-before`. */
  readonly dataDir: string;
  readonly ownerUrl: string;
  /** What signs for the log that ends; with `keyIsLost`, what was made in its place and signed nothing. */
  readonly current: LedgerSecrets;
  /** The old log's key is lost with `secrets.json`: its newest signed state is read, and nothing is opened for writing. */
  readonly keyIsLost: boolean;
  /** Why the old log cannot go on: published, for ever. */
  readonly reason: string;
  /** The newest checkpoint of the old log that anyone kept, as a signed note; absent: the one in the folder. */
  readonly last: Uint8Array | null;
  readonly random: (n: number) => Uint8Array;
}

export interface Succeeded {
  readonly number: number;
  readonly verifierKey: string;
  /** The old log as far as this installation has it, and as far as anyone is known to have it. */
  readonly before: { readonly origin: string; readonly size: number; readonly lastSize: number };
}

/**
 * Ends the log that cannot go on without a second history, and begins one under another name and key, whose first entry
 * commits to the old one's last checkpoints and says why. As the owner, while nothing serves or works. May be repeated
 * after a crash: what was begun is finished, and nothing begins twice.
 *
 * @throws ConfigError that says what is missing
 */
export async function succeedLog(succession: Succession): Promise<Succeeded> {
  const client = new Client({ connectionString: succession.ownerUrl });
  await client.connect();
  try {
    const begun = await readSuccessor(secretsPath(succession));
    const known = begun && (await findLog(client, keyOf(begun)));
    if (begun && known) return await finish(client, succession, known);
    const done = await findUnused(client, succession);
    if (done) return done;
    return await begin(client, succession);
  } finally {
    await client.end();
  }
}

/** A successor that was finished and has signed nothing: who runs the command again after a crash means that one. */
async function findUnused(client: Client, { current }: Succession): Promise<Succeeded | null> {
  const { rows } = await client.query(
    `select number from ledger.log l where verifier_key = $1 and number > 1
       and not exists (select from ledger.checkpoint c where c.log_number = l.number)
       and not exists (select from ledger.log later where later.number > l.number)`,
    [keyOf(current)],
  );
  return rows[0] ? await tell(client, rows[0].number) : null;
}

async function begin(client: Client, succession: Succession): Promise<Succeeded> {
  const { random } = succession;
  const { rows } = await client.query("select * from ledger.log order by number desc limit 1");
  const [old] = rows;
  if (!old) throw new ConfigError("No ledger has begun here: there is nothing to succeed.");
  const oldKey = parseVerifierKey(sha256, old.verifier_key);
  const own = await ownLast(client, succession, old.number, oldKey);
  const last = succession.last ? verifyCheckpoint(verifyEd25519, succession.last, [oldKey]) : own;
  const number = old.number + 1;
  const secrets = { origin: `${old.origin.replace(/\/log-\d+$/, "")}/log-${number}`, seed: random(32) };
  // The key is durable before anything names it: after a crash the next run goes on from here.
  await writeSuccessor(secretsPath(succession), secrets);
  const said = {
    predecessor: { origin: old.origin, verifierKey: old.verifier_key, ...stateOf(own) },
    lastKnown: stateOf(last),
    reason: succession.reason,
  };
  await client.query("begin");
  await client.query("select pg_advisory_xact_lock(7356023002)"); // the sequencer's
  const first = await freePlaces(client, Number(old.first_place) + own.size);
  await client.query(
    "insert into ledger.log (number, origin, verifier_key, first_place) values ($1, $2, $3, $4)",
    [...[number, secrets.origin, keyOf(secrets), first]],
  );
  const made = await client.query("select ledger.record('log.succeeded', $1::jsonb, null, null) as id", [
    JSON.stringify(said),
  ]);
  await client.query("update ledger.entry set log_index = $1 where id = $2", [first, made.rows[0].id]);
  await client.query(
    "insert into ledger.batch (first_place, size, cut, closes) values ($1, 1, null, false)",
    [first],
  );
  await client.query("delete from ledger.standing");
  await client.query("delete from ledger.witness");
  await client.query("commit");
  return await finish(client, succession, number);
}

/** The newest signed state of the old log that this installation has. */
async function ownLast(
  client: Client,
  { dataDir, current, keyIsLost }: Succession,
  number: number,
  oldKey: VerifierKey,
): Promise<SignedCheckpoint> {
  const isOurs = keyOf(current) === formatVerifierKey(oldKey);
  if (isOurs && keyIsLost)
    throw new ConfigError("The file secrets.json holds this ledger's key: run this without --lost-secrets.");
  if (!isOurs && !keyIsLost)
    throw new ConfigError(
      "The file secrets.json is of another ledger than the database. Bring back the two from the same backup; only where secrets.json is lost for good, --lost-secrets goes on without it.",
    );
  const folder = logFolder(dataDir, 1, 1);
  if (isOurs) {
    // Opened as its writer: refused while a house still runs.
    const { origin, seed } = current;
    const log = await openLog(folder, { origin, signer: createSigner(seed) });
    await log.close();
    return verifyCheckpoint(verifyEd25519, log.checkpoint, [oldKey]);
  }
  const note = (await readIfThere(join(folder, CHECKPOINT_PATH))) ?? (await newestNote(client, number));
  if (!note)
    throw new ConfigError(
      `Neither ${folder} nor the database has a signed state of the old ledger: bring its files back from a mirror.`,
    );
  return verifyCheckpoint(verifyEd25519, note, [oldKey]);
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  return await readFile(path).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
}

async function newestNote(client: Client, number: number): Promise<Uint8Array | null> {
  const { rows } = await client.query(
    "select note from ledger.checkpoint where log_number = $1 order by size desc limit 1",
    [number],
  );
  return rows[0] ? Buffer.from(rows[0].note) : null;
}

const stateOf = ({ size, root }: SignedCheckpoint) => ({ size, root: Buffer.from(root).toString("base64") });

/** Takes the places back that the old log's files never got, and returns the first free one. */
async function freePlaces(client: Client, written: number): Promise<number> {
  await client.query("update ledger.entry set log_index = null where log_index >= $1", [written]);
  await client.query("delete from ledger.batch where first_place >= $1", [written]);
  await client.query("update ledger.batch set size = $1 - first_place where first_place + size > $1", [
    written,
  ]);
  const { rows } = await client.query(
    `select greatest((select coalesce(max(log_index) + 1, 0) from ledger.entry),
      (select coalesce(max(first_place + size), 0) from ledger.batch)) as first`,
  );
  return Number(rows[0].first);
}

/** Moves the old files aside and puts the new key in its place; each step may have been done before. */
async function finish(client: Client, succession: Succession, number: number): Promise<Succeeded> {
  const { dataDir } = succession;
  const aside = logFolder(dataDir, number - 1, number);
  const isAside = await stat(aside).then(
    () => true,
    () => false,
  );
  if (!isAside) {
    const files = logFolder(dataDir, number, number);
    // A house that lost its key may have lost these files too: then an empty folder stands for them.
    for (const folder of [dirname(aside), files]) await mkdir(folder, { recursive: true });
    await rename(files, aside);
    for (const folder of [dirname(aside), dataDir]) await syncFolder(folder);
  }
  await finishSuccessor(secretsPath(succession));
  return await tell(client, number);
}

async function tell(client: Client, number: number): Promise<Succeeded> {
  const { rows } = await client.query(
    "select number, verifier_key from ledger.log order by number desc limit 1",
  );
  const told = await client.query(
    "select content from ledger.entry where kind = 'log.succeeded' order by id desc limit 1",
  );
  const { predecessor, lastKnown } = JSON.parse(told.rows[0].content);
  const before = { origin: predecessor.origin, size: predecessor.size, lastSize: lastKnown.size };
  return { number, verifierKey: rows[0].verifier_key, before };
}

async function findLog(client: Client, verifierKey: string): Promise<number | null> {
  const { rows } = await client.query("select number from ledger.log where verifier_key = $1", [verifierKey]);
  return rows[0]?.number ?? null;
}

const keyOf = ({ origin, seed }: LedgerSecrets): string =>
  formatVerifierKey(createVerifierKey(sha256, origin, createSigner(seed).publicKey));

const secretsPath = ({ dataDir }: Succession): string => join(dataDir, "secrets.json");

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
