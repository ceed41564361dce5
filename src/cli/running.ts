import type { Config } from "../core/config/index.ts";
import { readConfig } from "../core/config/index.ts";
import type { CommandIo } from "./command.ts";
import { CommandError, printLine } from "./command.ts";

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

export const LINES_OPTION = {
  json: { type: "boolean", help: "a line of JSON when it is ready, and one when it has stopped" },
} as const;

/**
 * Runs until asked to end or until the embedded database ends by itself; then stops what was started, last first.
 *
 * With `ready`, for a program that started this one: `{"event":"ready",…}` and at last `{"event":"stopped"}` on stdout.
 *
 * @throws CommandError `database-ended`
 */
export async function runUntilEnd(
  io: CommandIo,
  started: {
    database?: Promise<{ expected: boolean }> | undefined;
    parts: readonly { stop(): Promise<void> }[];
    ready?: Readonly<Record<string, unknown>> | undefined;
  },
): Promise<number> {
  if (started.ready) printLine(io.out, JSON.stringify({ event: "ready", ...started.ready }));
  const databaseEnded = started.database?.then((end) => !end.expected) ?? new Promise<boolean>(() => {});
  const isLost = await Promise.race([untilEnd(io.signal).then(() => false), databaseEnded]);
  printLine(io.err, "Stopping.");
  for (const part of [...started.parts].reverse()) await part.stop();
  if (isLost) throw new CommandError("database-ended", "The database ended by itself. Start again to go on.");
  printLine(io.err, "Stopped.");
  if (started.ready) printLine(io.out, JSON.stringify({ event: "stopped" }));
  return 0;
}
