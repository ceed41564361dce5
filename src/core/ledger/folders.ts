import { join } from "node:path";

/** The folder of a log: `ledger` for the newest one, `ledger-before/N` for a predecessor. */
export function logFolder(dataDir: string, number: number, newest: number): string {
  return number === newest ? join(dataDir, "ledger") : join(dataDir, "ledger-before", String(number));
}
