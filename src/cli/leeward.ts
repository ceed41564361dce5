import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Command, type CommandIo, printLine, UsageError } from "./command.ts";
import { commands } from "./commands.ts";

/** Finds the command by its first one to three words, and loads it. */
export async function findCommand(
  words: readonly string[],
): Promise<{ command: Command; rest: readonly string[] } | null> {
  for (const length of [3, 2, 1]) {
    const name = words.slice(0, length).join(" ");
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (load && words.length >= length) return { command: await load(), rest: words.slice(length) };
  }
  return null;
}

/** The commands whose first word this is, all where there is none. */
async function describeCommands(noun?: string): Promise<string> {
  const named = Object.entries(commands).filter(([name]) => name.split(" ")[0] === noun);
  const shown = named.length > 0 ? named : Object.entries(commands);
  const width = Math.max(...shown.map(([name]) => name.length)) + 2;
  const all = await Promise.all(shown.map(([, load]) => load()));
  return [
    named.length > 0 ? `leeward ${noun} VERB` : "leeward NOUN VERB",
    "",
    ...all.map((command) => `  ${command.name.padEnd(width)}${command.summary}`),
    "",
    "leeward NOUN VERB --help tells more of one of them.",
  ].join("\n");
}

async function version(): Promise<string> {
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  return `leeward ${(JSON.parse(text) as { version: string }).version}`;
}

function describe(command: Command): string {
  const named = Object.entries(command.options).map(
    ([name, { type, help }]) => [`--${name}${type === "string" ? " VALUE" : ""}`, help] as const,
  );
  const width = Math.max(22, ...named.map(([left]) => left.length + 2));
  const options = named.map(([left, help]) => `  ${left.padEnd(width)}${help}`);
  return [
    `leeward ${command.name}${command.operands ? ` ${command.operands}` : ""}`,
    command.summary,
    ...(options.length > 0 ? ["", ...options] : []),
    "",
    ...command.examples.map((example) => `  ${example}`),
  ].join("\n");
}

/** Runs one command line; 0 done, 1 refused or failed, 2 wrong use. */
export async function runCommandLine(words: readonly string[], io: CommandIo): Promise<number> {
  if (words.length === 0 || words[0] === "--help" || words[0] === "help") {
    printLine(words.length === 0 ? io.err : io.out, await describeCommands());
    return words.length === 0 ? 2 : 0;
  }
  if (words[0] === "--version") {
    printLine(io.out, await version());
    return 0;
  }
  const found = await findCommand(words);
  if (!found) {
    const isHelp = words.length === 2 && words[1] === "--help";
    const wrong = `There is no command “${words.slice(0, 2).join(" ")}”.\n\n`;
    printLine(isHelp ? io.out : io.err, `${isHelp ? "" : wrong}${await describeCommands(words[0])}`);
    return isHelp ? 0 : 2;
  }
  const { command, rest } = found;
  if (rest.includes("--help")) {
    printLine(io.out, describe(command));
    return 0;
  }
  try {
    const { values, positionals } = parse(command, rest);
    return await command.run(io, values, positionals);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    printLine(io.err, isUsage ? `${error.message}\n\n${describe(command)}` : explain(error));
    if (command.options.json && rest.includes("--json")) {
      const message = error instanceof Error ? error.message : String(error);
      printLine(io.out, JSON.stringify({ error: { code: isUsage ? "usage" : codeOf(error), message } }));
    }
    return isUsage ? 2 : 1;
  }
}

function parse(command: Command, rest: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { help: _help, ...option }]) => [name, option]),
  );
  try {
    const parsed = parseArgs({ args: [...rest], options, allowPositionals: command.operands !== undefined });
    return {
      values: parsed.values as Record<string, string | boolean | undefined>,
      positionals: parsed.positionals,
    };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Our own errors say what to do; anything else is ours to mend, and shows where it came from. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const file = explainFile(error);
  if (file) return file;
  if (!isOurs(error)) return error.stack ?? error.message;
  return "code" in error ? `${error.message} (${codeOf(error)})` : error.message;
}

const FILE_FAULTS: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => (path === "" ? "The name of a file is missing." : `There is no ${path}.`),
  EACCES: (path) => `This account may not read or write ${path}.`,
  EISDIR: (path) => `${path} is a folder; a file was wanted.`,
  ENOTDIR: (path) => `${path} is not a folder, or a part of it is a file.`,
};

/** A file that whoever typed the command named, and that is not there or not theirs, is no fault of ours. */
function explainFile(error: Error): string | undefined {
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  const isFile = syscall !== undefined && path !== undefined && !syscall.startsWith("spawn");
  return isFile && code ? FILE_FAULTS[code]?.(path) : undefined;
}

const isOurs = (error: Error): boolean =>
  error.constructor !== Error && /(Error|Refusal)$/.test(error.name) && !(error instanceof TypeError);

/** What a program can tell errors apart by; the codes of others, such as the database's, are not ours to promise. */
const codeOf = (error: unknown): string =>
  error instanceof Error && isOurs(error) && "code" in error && typeof error.code === "string"
    ? error.code
    : "failed";

/** An answer that cannot be given is a failure, and what works for it stops; a full disk under a log must stop nothing. */
function watchStreams(lost: () => void): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough, such as `head`, needs no word about it.
    if (error.code === "ENOSPC")
      printLine(process.stderr, "The answer could not be written: the disk is full.");
    else if (error.code !== "EPIPE")
      printLine(
        process.stderr,
        `The answer could not be written: the system said ${error.code ?? "nothing"}.`,
      );
    lost();
  });
  process.stderr.on("error", () => {});
}

if (import.meta.main) {
  const ending = new AbortController();
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.once(signal, () => {
      ending.abort();
      // Asked twice, it ends at once, but still by its own hand: what was half written goes.
      process.once(signal, () => process.exit(code));
    });
  }
  let isLost = false;
  watchStreams(() => {
    isLost = true;
    process.exitCode = 1;
    ending.abort();
  });
  const code = await runCommandLine(process.argv.slice(2), {
    out: process.stdout,
    err: process.stderr,
    stdin: process.stdin,
    env: process.env,
    cwd: process.cwd(),
    signal: ending.signal,
  });
  process.exitCode = isLost ? 1 : code;
}
