import type { ParseArgsOptionDescriptor } from "node:util";

/** Where a command reads and writes: data on `out`, talk on `err`. */
export interface CommandIo {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
  readonly stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted at Ctrl-C or when the system asks the process to end. */
  readonly signal: AbortSignal;
}

export type OptionValue = string | boolean | undefined;

/** One command, one file. */
export interface Command {
  /** Noun and verb, such as `ledger verify`; or one word, or a noun of two. */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** What stands behind the name, such as `DIR`; nothing where nothing does. */
  readonly operands?: string;
  readonly options: Readonly<Record<string, ParseArgsOptionDescriptor & { readonly help: string }>>;
  /** Whole lines that work. */
  readonly examples: readonly string[];
  /**
   * @returns the exit code: 0 done, 1 refused or failed
   * @throws UsageError for wrong use (exit code 2)
   */
  run(
    io: CommandIo,
    values: Readonly<Record<string, OptionValue>>,
    operands: readonly string[],
  ): Promise<number>;
}

/** The command was called wrongly; the message says how to call it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A command was refused for a reason of its own; the code is for programs. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Every command takes `--json`: then its data is one JSON value on stdout, and so is what it was refused with:
 * `{"error":{"code","message"}}` (leeward.ts). What runs until it is stopped says one value a line (running.ts). */
export const JSON_OPTION = { json: { type: "boolean", help: "answer in JSON" } } as const;

export const printLine = (stream: NodeJS.WritableStream, line: string): void => {
  stream.write(`${line}\n`);
};
