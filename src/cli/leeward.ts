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

async function describeAll(): Promise<string> {
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2;
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  return [
    "leeward NOUN VERB",
    "",
    ...all.map((command) => `  ${command.name.padEnd(width)}${command.summary}`),
    "",
    "leeward NOUN VERB --help tells more of one of them.",
  ].join("\n");
}

function describe(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => {
    const left = `--${name}${option.type === "string" ? " VALUE" : ""}`;
    return `  ${left.padEnd(22)}${option.help}`;
  });
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
    printLine(words.length === 0 ? io.err : io.out, await describeAll());
    return words.length === 0 ? 2 : 0;
  }
  const found = await findCommand(words);
  if (!found) {
    printLine(io.err, `There is no command “${words.slice(0, 2).join(" ")}”.\n\n${await describeAll()}`);
    return 2;
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
    if (error instanceof UsageError) {
      printLine(io.err, `${error.message}\n\n${describe(command)}`);
      return 2;
    }
    printLine(io.err, explain(error));
    return 1;
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
  const isOurs = error.constructor !== Error && error.name.endsWith("Error") && !(error instanceof TypeError);
  return isOurs ? error.message : (error.stack ?? error.message);
}

if (import.meta.main) {
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort());
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    out: process.stdout,
    err: process.stderr,
    stdin: process.stdin,
    env: process.env,
    cwd: process.cwd(),
    signal: ending.signal,
  });
}
