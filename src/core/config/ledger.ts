import { COSIGNATURE, parseVerifierKey, type VerifierKey } from "@leeward/ledger";
import { sha256 } from "@leeward/ledger/files";
import { ConfigError } from "./error.ts";
import { isLoopback } from "./loopback.ts";

/** Who watches the ledger, and how often it grows. */
export interface LedgerConfig {
  readonly witnesses: readonly { readonly url: string; readonly key: VerifierKey }[];
  /** How many of them make a checkpoint witnessed: 1 to their number; 0 where there are none. */
  readonly quorum: number;
  /** Seconds from one batch to the next, where the environment says so: in a demonstration only. */
  readonly periodS: number | undefined;
}

/** @throws ConfigError */
export function readLedgerConfig(env: Readonly<Record<string, string | undefined>>): LedgerConfig {
  const { LEEWARD_WITNESSES: listed, LEEWARD_WITNESS_QUORUM: wanted, LEEWARD_LEDGER_PERIOD: period } = env;
  const witnesses = (listed ?? "")
    .split(",")
    .filter((entry) => entry.trim() !== "")
    .map(readWitness);
  const names = new Set(witnesses.map(({ key }) => key.name));
  if (names.size < witnesses.length)
    throw new ConfigError("LEEWARD_WITNESSES names a witness twice: each must be another's.");
  const majority = witnesses.length === 0 ? 0 : Math.floor(witnesses.length / 2) + 1;
  const quorum = wanted?.trim() ? Number(wanted) : majority;
  if (!Number.isInteger(quorum) || quorum < Math.min(1, witnesses.length) || quorum > witnesses.length) {
    throw new ConfigError(
      `LEEWARD_WITNESS_QUORUM is “${wanted}”, but it is how many of the ${witnesses.length} witnesses must cosign.`,
    );
  }
  const periodS = period?.trim() ? Number(period) : undefined;
  if (periodS !== undefined && (!Number.isInteger(periodS) || periodS < 1 || periodS > 3600)) {
    throw new ConfigError(
      `LEEWARD_LEDGER_PERIOD is “${period}”, but it is a whole number of seconds from 1 to 3600, for a demonstration.`,
    );
  }
  return { witnesses, quorum, periodS };
}

function readWitness(entry: string): LedgerConfig["witnesses"][number] {
  const [address = "", line = "", ...more] = entry.trim().split(/\s+/);
  const url = URL.parse(address);
  const explain = (what: string, cause?: unknown) =>
    new ConfigError(
      `LEEWARD_WITNESSES has “${entry.trim()}”, ${what}. Write each as an address and a key, like https://w.example.org w.example.org+a1b2c3d4+BE…, with commas between them.`,
      { cause },
    );
  if (!url || more.length > 0 || !["http:", "https:"].includes(url.protocol))
    throw explain("which is no address and key");
  if (url.protocol === "http:" && !isLoopback(url.hostname) && !url.hostname.endsWith(".onion"))
    throw explain("but a witness elsewhere is reached over https");
  try {
    const key = parseVerifierKey(sha256, line);
    if (key.kind === COSIGNATURE) return { url: url.href, key };
  } catch (cause) {
    throw explain("whose key cannot be read", cause);
  }
  throw explain("whose key is not a witness's, of type 4");
}
