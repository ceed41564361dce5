import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VERSION } from "../../main.ts";
import { buildAssets, hashAssets } from "../../web/index.ts";
import {
  type Command,
  type CommandIo,
  JSON_OPTION,
  type OptionValue,
  printLine,
  UsageError,
} from "../command.ts";
import { readQuorum, readVerifierKeys, readWitnessKeys } from "../verifier-keys.ts";
import { readAddress } from "./address.ts";
import { type Finding, Findings } from "./findings.ts";
import { type LogSeen, lookAtLog, type Trust } from "./log-look.ts";
import { type Memory, readMemory, writeMemory } from "./memory.ts";
import {
  compareWithSource,
  findPublished,
  lookAtPages,
  type PagesSeen,
  type Published,
} from "./pages-look.ts";
import { lookAtReaders, type ReadersSeen } from "./readers-look.ts";
import { Caller, VISITORS } from "./visitor.ts";

const TIMEOUT_S = 30;
/** A log waits for its witnesses for some seconds; with 30 s for an answer, a checkpoint gets four times 1.5 s. */
const ANSWERS_A_COSIGNING_TAKES = 20;
/** The largest script of ours is a tenth of this. */
const BYTES_MAX = 16 * 1024 * 1024;

/** For outsiders: no account, no database, nothing but what any visitor is given. */
export const doorWatch: Command = {
  name: "door watch",
  summary: "Compares what a door gives its visitors, and who reads there, with its witnessed ledger.",
  operands: "URL",
  options: {
    state: { type: "string", help: "file that keeps what was seen, from one look to the next" },
    key: {
      type: "string",
      help: "the ledger's verifier key, or a file that holds it; got another way than from the door",
    },
    "witness-key": {
      type: "string",
      help: "keys of witnesses, separated by commas, or a file with one a line",
    },
    quorum: { type: "string", help: "how many of them must have cosigned; all, unless you say fewer" },
    witness: { type: "string", help: "address of a witness, to ask how much it has seen" },
    source: { type: "boolean", help: "also build the files from this source, and compare" },
    ca: {
      type: "string",
      help: "file with certificates (PEM) of an authority that browsers here trust beside the usual ones",
    },
    timeout: { type: "string", help: `seconds that an answer may take; ${TIMEOUT_S}` },
    ...JSON_OPTION,
  },
  examples: [
    "leeward door watch https://door.example.org --state door.json --key ledger.key --witness-key witnesses.keys --quorum 2",
    "leeward door watch https://door.example.org --state door.json --source --json",
  ],
  run: async (io, values, [address, ...more]) => {
    if (!address || more.length > 0)
      throw new UsageError("Name one address: the door's, such as https://door.example.org.");
    const url = readAddress(address);
    const timeoutMs = readTimeout(values.timeout) * 1000;
    const limits = { bytesMax: BYTES_MAX, timeoutMs, ca: await readCa(values.ca) };
    const witness =
      typeof values.witness === "string" ? new Caller(readAddress(values.witness), limits, io.signal) : null;
    const trust = {
      ...{ ...(await readTrust(values)), witness, now: new Date() },
      cosigningMs: timeoutMs / ANSWERS_A_COSIGNING_TAKES,
    };
    const statePath = typeof values.state === "string" ? values.state : null;
    const memory = statePath === null ? null : await readMemory(statePath, url.href);
    const caller = new Caller(url, limits, io.signal);
    try {
      const seen = await look({
        caller,
        trust,
        memory,
        say: (line) => printLine(io.err, line),
        ownBuild: Boolean(values.source),
      });
      if (statePath !== null && seen.log) await writeMemory(statePath, remember(url, seen, memory));
      report(io, url, seen, Boolean(values.json));
      return seen.findings.length === 0 ? 0 : 1;
    } finally {
      caller.close();
      witness?.close();
    }
  },
};

interface Seen {
  readonly log: LogSeen | null;
  readonly published: Published | null;
  readonly pages: PagesSeen | null;
  readonly readers: ReadersSeen | null;
  readonly findings: readonly Finding[];
  readonly news: readonly string[];
}

async function look(given: {
  caller: Caller;
  trust: Trust;
  memory: Memory | null;
  say: (line: string) => void;
  ownBuild: boolean;
}): Promise<Seen> {
  const { caller, trust, memory, say } = given;
  const findings = new Findings();
  say("Reading the ledger…");
  const log = await lookAtLog(caller, trust, memory, findings);
  const entries = log?.entries ?? [];
  const published = log && (await findPublished(caller, entries, memory?.publication ?? null, findings));
  if (published && memory?.publication && memory.publication !== published.hash)
    findings.news.push(
      `Version ${published.publication.version} of the files followed since the last look, as logged at ${published.entry.at}.`,
    );
  const pages = published && (await lookAtPages(caller, published, findings, say));
  if (published && given.ownBuild) {
    say("Building the files from this source…");
    compareWithSource(published, await hashOwnBuild(), VERSION, findings);
  }
  const readers = log && (await lookAtReaders(caller, entries, memory?.readers ?? null, findings));
  return { log, published, pages, readers, findings: findings.list(), news: findings.news };
}

async function hashOwnBuild(): Promise<Record<string, string>> {
  const outDir = await mkdtemp(join(tmpdir(), "leeward-watch-"));
  try {
    return await hashAssets(await buildAssets({ outDir, log: () => {}, minify: true }));
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

/** What was right is remembered; what was not leaves the older memory, so that it is found again. */
function remember(url: URL, { log, published, readers, findings }: Seen, memory: Memory | null): Memory {
  if (!log) throw new Error("only a log that was right is remembered");
  const older = findings.some(({ code }) => code === "entry-missing") ? memory : null;
  return {
    url: url.href,
    logKey: log.key,
    checkpoint: log.checkpoint,
    unexplained: (older ?? log).unexplained,
    publication: older ? older.publication : (published?.hash ?? memory?.publication ?? null),
    readers: readers?.kept ?? memory?.readers ?? null,
  };
}

function report(io: CommandIo, url: URL, seen: Seen, asJson: boolean): void {
  const { log, published, pages, readers, findings, news } = seen;
  if (asJson) {
    const found = {
      url: url.href,
      ok: findings.length === 0,
      findings,
      news,
      log: log && { key: log.key, size: log.size, witnessedAt: log.witnessedAt },
      files: published && { version: published.publication.version, sha256: published.hash, ...pages },
      readers: readers && { agency: readers.agency, version: readers.version, count: readers.count },
    };
    printLine(io.out, JSON.stringify(found));
    return;
  }
  for (const line of news) printLine(io.out, `Note: ${line}`);
  for (const { code, what, says, shownTo } of findings) {
    const to =
      shownTo.length > 0 && shownTo.length < VISITORS.length ? ` Shown only to: ${shownTo.join("; ")}.` : "";
    printLine(io.out, `${what}: ${says} (${code})${to}`);
  }
  if (log) {
    const vouched = log.witnessedAt
      ? `witnessed at ${log.witnessedAt.toISOString()}`
      : "not checked with any witness";
    printLine(io.out, `Ledger: ${log.size} places, ${vouched}.`);
  }
  if (pages)
    printLine(
      io.out,
      `Looked at ${pages.pages} pages and ${pages.files} files as ${VISITORS.length} visitors.`,
    );
  if (readers)
    printLine(io.out, `${readers.count} readers of ${readers.agency}, version ${readers.version}.`);
  printLine(
    io.out,
    findings.length === 0
      ? "All is as the ledger says."
      : `${findings.length} things are not as the ledger says.`,
  );
}

/** @throws UsageError for a file without a certificate */
async function readCa(given: OptionValue): Promise<string | null> {
  if (typeof given !== "string") return null;
  const pem = await readFile(given, "utf8");
  try {
    new X509Certificate(pem);
  } catch {
    throw new UsageError(`The file ${given} of --ca holds no certificate in PEM.`);
  }
  return pem;
}

function readTimeout(given: OptionValue): number {
  const seconds = given === undefined ? TIMEOUT_S : Number(given);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 600)
    throw new UsageError(`--timeout is a whole number of seconds from 1 to 600; not “${given}”.`);
  return seconds;
}

async function readTrust(
  values: Readonly<Record<string, OptionValue>>,
): Promise<Pick<Trust, "logKey" | "witnesses" | "quorum">> {
  const keys = await readVerifierKeys(values.key);
  if (keys.length > 1) throw new UsageError("--key is one key: the ledger's.");
  const witnesses = await readWitnessKeys("--witness-key", values["witness-key"]);
  return { logKey: keys[0] ?? null, witnesses, quorum: readQuorum(values.quorum, witnesses.length) };
}
