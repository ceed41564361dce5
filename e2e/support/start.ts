import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const REPOSITORY = join(import.meta.dirname, "../..");

/**
 * A port of this machine that nobody uses at the moment, from below those that systems give to outgoing connections:
 * a demonstration takes seconds until it listens, and by then one of those may be in use.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(20_000, 30_000);
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await once(server, "listening").then(
      () => true,
      () => false, // taken: another one is tried
    );
    server.close();
    if (isFree) return port;
  }
  throw new Error("A hundred ports in a row are taken.");
}

/** A started command, with everything that it said on both streams. */
export interface Started {
  readonly child: ChildProcess;
  said(): string;
  /** Milliseconds from the start until the first word. */
  firstWordMs(): number | undefined;
  /** Milliseconds from the start until the pattern was said; throws what was said when it ends before. */
  until(pattern: RegExp, timeoutMs: number): Promise<number>;
  /** As the terminal does on Ctrl-C: to the whole group of the command. */
  press(signal: "SIGINT" | "SIGKILL"): void;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/**
 * Starts a command in the checkout as a person would in a terminal, with only the environment that is named here.
 *
 * @param words `npm start`, or the words after `leeward`
 */
export function startCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Started {
  const [program = "", ...args] =
    words[0] === "npm" ? words : [process.execPath, join(REPOSITORY, "src/cli/leeward.ts"), ...words];
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  const kept = Object.entries({ PATH, HOME, TMPDIR, LANG }).filter((entry) => entry[1] !== undefined);
  const child = spawn(program, args, {
    cwd: REPOSITORY,
    env: { ...Object.fromEntries(kept), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const startedAt = performance.now();
  let firstWordMs: number | undefined;
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      firstWordMs ??= performance.now() - startedAt;
      said += text;
    });
  }
  let isOver = false;
  const ended = new Promise<number | string>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      isOver = true;
      resolve(code ?? signal ?? "unknown");
    });
  });
  return {
    child,
    said: () => said,
    firstWordMs: () => firstWordMs,
    until: async (pattern, timeoutMs) => {
      while (!pattern.test(said)) {
        const ms = performance.now() - startedAt;
        if (isOver || ms > timeoutMs)
          throw new Error(`"${pattern.source}" was not said within ${ms} ms, but:\n${said}`);
        await sleep(20);
      }
      return performance.now() - startedAt;
    },
    press: (signal) => {
      if (child.pid !== undefined && !isOver) process.kill(-child.pid, signal);
    },
    ended,
  };
}
