import { Writable } from "node:stream";
import { runCommandLine } from "./leeward.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

class Collected extends Writable {
  text = "";
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** For tests: runs one command line in this process. */
export async function runLeeward(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  signal = new AbortController().signal,
): Promise<Ran> {
  const out = new Collected();
  const err = new Collected();
  const code = await runCommandLine(words, { out, err, stdin: process.stdin, env, cwd: "/", signal });
  return { code, out: out.text, err: err.text };
}
