import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CHECKPOINT_PATH,
  formatVerifierKey,
  LedgerError,
  leafOfReceipt,
  type Receipt,
  type VerifierKey,
  verifyReceipt,
} from "@leeward/ledger";
import { sha256, verifyEd25519 } from "@leeward/ledger/files";
import { type Filed, readFiled } from "../../modules/door/index.ts";
import { checkSigned, type Fetch, findLeaf } from "../../web/index.ts";
import {
  type Command,
  type CommandIo,
  JSON_OPTION,
  type OptionValue,
  printLine,
  UsageError,
} from "../command.ts";
import { readVerifierKeys, readWitnessKeys } from "../verifier-keys.ts";
import { readAddress } from "./address.ts";
import { Caller } from "./visitor.ts";

const BYTES_MAX = 16 * 1024 * 1024;
const RECEIPT_BYTES_MAX = 65_536;
const TIMEOUT_MS = 30_000;
/** An hour for the batch to close, and one for a house that was late. */
const IN_LOG_WITHIN_MS = 2 * 3_600_000;

interface Report {
  readonly ok: boolean;
  /** Signed with the key that was given. */
  readonly signed: boolean;
  readonly filed: Filed | null;
  /** Null where no log was given to look in. */
  readonly inLog: {
    readonly place: number | null;
    readonly size: number;
    readonly witnesses: readonly string[];
  } | null;
  readonly says: readonly string[];
}

/** For anyone who is shown a proof of filing: no account, and with copied files no network. */
export const doorReceiptVerify: Command = {
  name: "door receipt verify",
  summary:
    "Checks a proof that a letter was filed at a door: who signed it, for which hour, and that the ledger holds it.",
  operands: "FILE",
  options: {
    key: {
      type: "string",
      help: "the ledger's verifier key, or a file that holds it; got another way than with the proof",
    },
    log: { type: "string", help: "folder with copied files of the ledger, to look for it in there" },
    door: { type: "string", help: "address of the door, to look for it in its ledger" },
    "witness-key": {
      type: "string",
      help: "keys of witnesses, separated by commas, or a file with one a line",
    },
    ...JSON_OPTION,
  },
  examples: [
    "leeward door receipt verify note.txt --key ledger.key --door https://door.example.org",
    "leeward door receipt verify note.txt --key ledger.key --log /media/usb/ledger --witness-key witnesses.keys",
  ],
  run: async (io, values, [file, ...more]) => {
    if (!file || more.length > 0) throw new UsageError("Name one file: the proof, as the door gave it.");
    const [key, ...others] = await readVerifierKeys(values.key);
    if (!key || others.length > 0)
      throw new UsageError("Give the ledger's key with --key; without it nobody signed.");
    const witnessKeys = (await readWitnessKeys("--witness-key", values["witness-key"])).map(
      formatVerifierKey,
    );
    const note = await readFile(file).catch((cause: unknown) => {
      throw new UsageError(`${file} cannot be read.`, { cause });
    });
    if (note.length > RECEIPT_BYTES_MAX) throw new UsageError(`${file} is too long to be a proof of filing.`);
    const proof = readProof(note, key);
    const place = openLog(values, io.signal);
    try {
      const trust = { key, witnessKeys, now: new Date(), io };
      const found = proof.filed && place ? await lookFor(proof, place, trust) : proof.report;
      printLine(io.out, values.json ? JSON.stringify(found) : found.says.join("\n"));
      return found.ok ? 0 : 1;
    } finally {
      place?.close();
    }
  },
};

type Proof =
  | { readonly filed: null; readonly report: Report }
  | { readonly filed: Filed; readonly leaf: Uint8Array; readonly report: Report };

/** What the proof says by itself. */
function readProof(note: Buffer, key: VerifierKey): Proof {
  const nothing = { ok: false, filed: null, inLog: null };
  let signed: Receipt;
  try {
    signed = verifyReceipt(verifyEd25519, withEnd(note), [key]);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return { filed: null, report: { ...nothing, signed: false, says: [error.message] } };
  }
  const filed = readFiled(signed.content);
  if (!filed) {
    const says = ["It is signed, but it is no proof of a letter that a person wrote."];
    return { filed, report: { ...nothing, signed: true, says } };
  }
  const says = [
    `${signed.origin} signed that letter ${filed.order} of a mailbox came in the hour of ${filed.hour.toISOString()}.`,
    `SHA-256 of the locked letter: ${filed.sha256}. Nothing of its text can be told from that.`,
    "The ledger was not looked at: give --log or --door to see that it holds this.",
  ];
  const report = { ok: true, signed: true, filed, inLog: null, says };
  return { filed, leaf: leafOfReceipt(sha256, signed), report };
}

interface Place {
  readonly fetch: Fetch;
  readonly close: () => void;
}

/** Where the ledger's files are; null where none was named. */
function openLog({ log, door }: Readonly<Record<string, OptionValue>>, signal: AbortSignal): Place | null {
  if (typeof log === "string" && typeof door === "string")
    throw new UsageError("Give --log or --door, not both.");
  if (typeof log === "string") return { fetch: (path) => readIfThere(join(log, path)), close: () => {} };
  if (typeof door !== "string") return null;
  const caller = new Caller(
    readAddress(door),
    { bytesMax: BYTES_MAX, timeoutMs: TIMEOUT_MS, ca: null },
    signal,
  );
  return { fetch: (path) => caller.find(`/ledger/${path}`), close: () => caller.close() };
}

/** Whether the ledger holds what the proof says. */
async function lookFor(
  { filed, leaf, report }: Extract<Proof, { filed: Filed }>,
  { fetch }: Place,
  trust: { key: VerifierKey; witnessKeys: readonly string[]; now: Date; io: CommandIo },
): Promise<Report> {
  const said = report.says.slice(0, 2);
  const checkpoint = await fetch(CHECKPOINT_PATH);
  const newest =
    checkpoint &&
    checkSigned(Buffer.from(checkpoint).toString(), formatVerifierKey(trust.key), trust.witnessKeys);
  if (!newest) {
    const unsigned =
      "The ledger's checkpoint is missing or not signed with this key: nothing is said of what it holds.";
    return { ...report, ok: false, says: [...said, unsigned] };
  }
  const { witnesses } = newest;
  const { size } = newest.checkpoint;
  const place = await findLeaf({ leaf, index: null }, newest.checkpoint, fetch, (looked) =>
    printLine(trust.io.err, `${looked} of ${size} places looked through`),
  );
  const due = new Date(filed.hour.getTime() + IN_LOG_WITHIN_MS);
  const isLate = place === null && due <= trust.now;
  const isWitnessed = trust.witnessKeys.length === 0 || witnesses.length > 0;
  return {
    ...report,
    ok: !isLate && isWitnessed,
    inLog: { place, size, witnesses },
    says: [
      ...said,
      describePlace(place, size, due, isLate),
      ...(trust.witnessKeys.length > 0 ? [describeWitnesses(witnesses)] : []),
    ],
  };
}

function describePlace(place: number | null, size: number, due: Date, isLate: boolean): string {
  if (place !== null) return `The ledger holds it, at place ${place} of ${size}.`;
  const by = due.toISOString();
  return isLate
    ? `THE LEDGER DOES NOT HOLD IT, and had to by ${by}. Keep the proof: it shows that something signed was left out.`
    : `The ledger does not hold it yet; it must by ${by}. Look again then.`;
}

const describeWitnesses = (names: readonly string[]): string =>
  names.length > 0
    ? `Vouched for by ${names.join(", ")}.`
    : "None of the witnesses cosigned this checkpoint: it may be shown to you alone.";

/** A copied text loses its last line break, or gets those of another system. */
const withEnd = (note: Buffer): Uint8Array =>
  Buffer.from(`${note.toString("utf8").replaceAll("\r\n", "\n").trim()}\n`);

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return null;
    throw error;
  }
}
