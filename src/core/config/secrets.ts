import { hkdfSync } from "node:crypto";
import { mkdir, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { makePrivately, writePrivately } from "../keys/holder/private-file.ts";
import { ConfigError } from "./index.ts";

/** What only this installation knows; in one file that its owner alone reads, never in the database or a log. */
export interface Secrets {
  /** Vouches for the beginning of sessions (32 bytes). */
  readonly vouching: Buffer;
  /** Seals members' second factors (32 bytes). */
  readonly secondFactors: Buffer;
  /** Signs what is given out and taken back once: challenges, pieces of work (32 bytes; derived). */
  readonly tickets: Buffer;
  /** Hides the names under which tries are counted (32 bytes; derived). */
  readonly counting: Buffer;
  /** Opens where people want to be told of an answer (an X25519 key of 32 bytes; derived). */
  readonly notices: Buffer;
  /** Of which each agency's key for search by name is derived (32 bytes; derived). */
  readonly names: Buffer;
  /** Seals the codes of sections that are counted, and frozen snapshots of them (32 bytes; derived). */
  readonly codes: Buffer;
  /** The seed of the key that signs the ledger's checkpoints (32 bytes). */
  readonly ledgerSeed: Buffer;
  /** The names under which the ledger signs, for ever. */
  readonly ledgerOrigin: string;
  /** Passwords of the two database logins. */
  readonly serverPassword: string;
  readonly workerPassword: string;
}

/**
 * Reads the secrets, or makes them where there are none yet.
 *
 * @throws ConfigError when the file is there but damaged: new secrets would orphan what the old ones sealed
 */
export async function readSecrets(path: string, random: (n: number) => Uint8Array): Promise<Secrets> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    text = await writeNew(path, random);
  }
  try {
    const parsed = JSON.parse(text);
    const bytes = (name: string): Buffer => {
      const value = Buffer.from(String(parsed[name]), "base64url");
      if (value.length !== 32) throw new Error(`${name} is not 32 bytes`);
      return value;
    };
    const word = (name: string): string => {
      const value: unknown = parsed[name];
      if (typeof value !== "string" || value.length < 8) throw new Error(`${name} is missing`);
      return value;
    };
    return {
      vouching: bytes("vouching"),
      // Derived, so that a file from before there were any needs no change.
      tickets: deriveSecret(bytes("secondFactors"), "leeward tickets v1"),
      counting: deriveSecret(bytes("secondFactors"), "leeward counting v1"),
      notices: deriveSecret(bytes("secondFactors"), "leeward notices v1"),
      names: deriveSecret(bytes("secondFactors"), "leeward names v1"),
      codes: deriveSecret(bytes("secondFactors"), "leeward codes v1"),
      secondFactors: bytes("secondFactors"),
      ledgerSeed: bytes("ledgerSeed"),
      ledgerOrigin: word("ledgerOrigin"),
      serverPassword: word("serverPassword"),
      workerPassword: word("workerPassword"),
    };
  } catch (cause) {
    throw new ConfigError(
      `The file ${path} cannot be read. Bring it back from its backup: sign-ins and the ledger's signature depend on it.`,
      { cause },
    );
  }
}

/** A further secret of the server's, from one that it holds. */
const deriveSecret = (from: Uint8Array, label: string): Buffer =>
  Buffer.from(hkdfSync("sha256", from, "", label, 32));

async function writeNew(path: string, random: (n: number) => Uint8Array): Promise<string> {
  const word = (bytes: number) => Buffer.from(random(bytes)).toString("base64url");
  const text = `${JSON.stringify(
    {
      vouching: word(32),
      secondFactors: word(32),
      ledgerSeed: word(32),
      ledgerOrigin: `leeward.invalid/${Buffer.from(random(6)).toString("hex")}`,
      serverPassword: word(24),
      workerPassword: word(24),
    },
    null,
    1,
  )}\n`;
  await mkdir(dirname(path), { recursive: true }); // not private: the database's account passes through it
  await makePrivately(path, text);
  return await readFile(path, "utf8"); // another process may have been first
}

/** What signs for a log: its name, and the seed of its key (32 bytes). */
export interface LedgerSecrets {
  readonly origin: string;
  readonly seed: Uint8Array;
}

const successorPath = (path: string): string => `${path}.successor`;

/** Keeps the secrets with another log's in a file beside them, until {@link finishSuccessor} puts it in their place. */
export async function writeSuccessor(path: string, { origin, seed }: LedgerSecrets): Promise<void> {
  const known = JSON.parse(await readFile(path, "utf8"));
  const ledger = { ledgerOrigin: origin, ledgerSeed: Buffer.from(seed).toString("base64url") };
  await writePrivately(successorPath(path), `${JSON.stringify({ ...known, ...ledger }, null, 1)}\n`);
}

/** The log that was begun and perhaps not finished; null where none was. */
export async function readSuccessor(path: string): Promise<LedgerSecrets | null> {
  const text = await readFile(successorPath(path), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  const { ledgerOrigin, ledgerSeed } = JSON.parse(text);
  return { origin: String(ledgerOrigin), seed: Buffer.from(String(ledgerSeed), "base64url") };
}

/** From here on the new log is signed for; the old one's key is gone. */
export async function finishSuccessor(path: string): Promise<void> {
  await rename(successorPath(path), path);
}
