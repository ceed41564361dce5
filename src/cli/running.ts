import type { Config } from "../core/config/index.ts";
import { readConfig } from "../core/config/index.ts";
import type { CommandIo } from "./command.ts";
import { printLine } from "./command.ts";

/** The configuration from the environment, and a log on stderr. */
export function setting(io: CommandIo): { config: Config; log: (line: string) => void } {
  const config = readConfig(io.env, io.cwd);
  const asJson = (line: string) => JSON.stringify({ time: new Date().toISOString(), message: line });
  return { config, log: (line) => printLine(io.err, config.logAs === "json" ? asJson(line) : line) };
}

/** Settles when the process is asked to end. */
function untilEnd(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Runs until asked to end or until the embedded database ends by itself; then stops what was started, last first. */
export async function runUntilEnd(
  io: CommandIo,
  started: {
    database?: Promise<{ expected: boolean }> | undefined;
    parts: readonly { stop(): Promise<void> }[];
  },
): Promise<number> {
  const databaseEnded = started.database?.then((end) => !end.expected) ?? new Promise<boolean>(() => {});
  const isLost = await Promise.race([untilEnd(io.signal).then(() => false), databaseEnded]);
  printLine(io.err, isLost ? "The database ended by itself. Stopping; start again to go on." : "Stopping.");
  for (const part of [...started.parts].reverse()) await part.stop();
  if (!isLost) printLine(io.err, "Stopped.");
  return isLost ? 1 : 0;
}
