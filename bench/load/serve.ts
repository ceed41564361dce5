import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** `leeward serve` on a kept folder, as an operator starts it. */
export interface Served {
  readonly port: number;
  readonly pid: number;
  /** Of PostgreSQL's first process. */
  readonly postgresPid: number;
  metrics(): Promise<string>;
  stop(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port was free");
  return address.port;
};

export async function serve(folder: string, withJobs: boolean, say: (line: string) => void): Promise<Served> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const options = ["bin/leeward.mjs", "serve", ...(withJobs ? [] : ["--without-jobs"])];
  const child = spawn(process.execPath, options, {
    env: { ...process.env, DATA_DIR: folder, PORT: String(port), METRICS_PORT: String(metricsPort) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  await untilReady(child, say);
  const lock = readFileSync(join(folder, "postgres/cluster/postmaster.pid"), "utf8");
  return {
    port,
    pid: child.pid ?? 0,
    postgresPid: Number(lock.split("\n")[0]),
    metrics: async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text(),
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function untilReady(child: ChildProcess, say: (line: string) => void): Promise<void> {
  if (!child.stderr) throw new Error("the server's stderr is a pipe");
  const lines = createInterface({ input: child.stderr });
  await new Promise<void>((resolve, reject) => {
    lines.on("line", (line) => {
      if (line.startsWith("Ready:")) resolve();
      else if (!line.startsWith("migrated")) say(`server: ${line}`);
    });
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
}
