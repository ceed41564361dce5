import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Demonstration } from "./demonstration.ts";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs `leeward release …` as the demonstration's statistician, in a process of its own beside the house.
 *
 * @param onSaid called with all that it said on stderr so far
 */
export async function release(
  state: Pick<Demonstration, "dataDir" | "password" | "signIns">,
  words: readonly string[],
  onSaid: (said: string, child: ChildProcess) => void = () => {},
): Promise<Ran> {
  const counter = state.signIns.find(({ roles }) => roles.includes("statistician"));
  const child = spawn(
    process.execPath,
    ["src/cli/leeward.ts", "release", ...words, "--as", counter?.email ?? "", "--demonstration", "--json"],
    {
      env: { ...process.env, DATA_DIR: state.dataDir, LEEWARD_PASSWORD: state.password },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    out += part;
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    err += part;
    onSaid(err, child);
  });
  const [code] = await once(child, "close");
  return { code, out, err };
}

/** What a command answered that went well. */
export function answerOf({ code, out, err }: Ran) {
  if (code !== 0) throw new Error(`the command ended with ${code}:\n${err}\n${out}`);
  return JSON.parse(out);
}
