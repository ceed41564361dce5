import type { Client } from "pg";

/** The steps of a story that were seen to be so; each is told when it is, and the first that is not ends the story. */
export interface Steps {
  /** What was seen so far. */
  readonly seen: readonly string[];
  ensure(what: string, is: boolean): void;
  /** Waits for a row, as the owner of the database sees it: longer than the minute in which the worker comes round. */
  ensureRow(what: string, text: string, ...values: unknown[]): Promise<void>;
  // biome-ignore lint/suspicious/noExplicitAny: raw rows are checked by what is done with them
  rows(text: string, ...values: unknown[]): Promise<any[]>;
}

const TRIES = 900;
const BETWEEN_MS = 100;

export function keepSteps(owner: Client, log: (line: string) => void): Steps {
  const seen: string[] = [];
  const rows: Steps["rows"] = async (text, ...values) => (await owner.query(text, values)).rows;
  const ensure: Steps["ensure"] = (what, is) => {
    if (!is) throw new Error(`Not so: ${what}`);
    seen.push(what);
    log(what);
  };
  const ensureRow: Steps["ensureRow"] = async (what, text, ...values) => {
    for (let tries = 0; tries < TRIES; tries++) {
      if ((await rows(text, ...values)).length > 0) return ensure(what, true);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    }
    ensure(what, false);
  };
  return { seen, ensure, ensureRow, rows };
}
