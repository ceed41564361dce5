import { readFile } from "node:fs/promises";
import { COSIGNATURE, parseVerifierKey, type VerifierKey } from "@leeward/ledger";
import { sha256 } from "@leeward/ledger/files";
import { type OptionValue, UsageError } from "./command.ts";

/** Keys of a log or of witnesses from an option: on the line itself, with commas, or in a file, one a line. */
export async function readVerifierKeys(given: OptionValue): Promise<VerifierKey[]> {
  if (typeof given !== "string") return [];
  const text = given.includes("+") ? given : await readFile(given, "utf8");
  const lines = text.split(/[,\n]/).map((line) => line.trim());
  return lines.filter((line) => line !== "").map((line) => parseVerifierKey(sha256, line));
}

/** The keys of witnesses. @throws UsageError for a key of another type */
export async function readWitnessKeys(option: string, given: OptionValue): Promise<VerifierKey[]> {
  const keys = await readVerifierKeys(given);
  if (keys.some(({ kind }) => kind !== COSIGNATURE))
    throw new UsageError(`One of the keys of ${option} is no witness's key: those are of type 4.`);
  return keys;
}

/** How many of the witnesses must have cosigned: all, unless fewer were said. @throws UsageError */
export function readQuorum(given: OptionValue, witnesses: number): number {
  if (given === undefined) return witnesses;
  const quorum = Number(given);
  if (!Number.isInteger(quorum) || quorum < 1 || quorum > witnesses)
    throw new UsageError(`--quorum is a whole number from 1 to the number of witnesses, ${witnesses}.`);
  return quorum;
}
