import { Logger } from "../db/queue.ts";

/** Passes on warnings and errors of the queue, without the payloads. */
export const quietLogger = (log: (line: string) => void) =>
  new Logger(() => (level, message) => {
    if (level === "error" || level === "warning") log(`jobs: ${message}`);
  });
