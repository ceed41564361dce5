import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Cluster, makeCluster } from "../../e2e/support/cluster.ts";
import { type RoundRobin, startRoundRobin } from "../../e2e/support/round-robin.ts";
import { freePort, type Started, startCommand } from "../../e2e/support/start.ts";

/** Everything that runs, on two machines that are one: each has a server, a worker and a data folder of its own. */
export interface House {
  readonly proxy: RoundRobin;
  readonly dataDirs: readonly string[];
  readonly holderFolder: string;
  /** The server that is written to. */
  primary(): Cluster;
  /** Runs a command of the house to its end. @returns what it wrote on stdout */
  command(words: readonly string[]): Promise<string>;
  kill(victim: Victim): Promise<void>;
  /** Starts again what was killed, as an operator would. */
  mend(victim: Victim): Promise<void>;
  stop(): Promise<void>;
}

export const VICTIMS = ["server 1", "server 2", "worker 1", "worker 2", "holder", "primary", "all"] as const;
export type Victim = (typeof VICTIMS)[number];

/** The agency that holds its own keys. */
export const AGENCY = "Harbour House";
const READY_MS = 180_000;
const NAMES = ["server 1", "server 2", "worker 1", "worker 2", "holder"] as const;
type Name = (typeof NAMES)[number];

export async function startHouse(folder: string, say: (line: string) => void): Promise<House> {
  const dataDirs = [join(folder, "machine-1"), join(folder, "machine-2")];
  const holderFolder = join(folder, "holder");
  const ports = [await freePort(), await freePort()];
  const proxy = await startRoundRobin(await freePort(), () => ports);
  let clusters = 0;
  const newFolder = () => join(folder, `postgres-${++clusters}`);
  let primary = await makeCluster(newFolder());
  let replica: Cluster | undefined;
  const running = new Map<Name, Started>();

  const environment = (machine: number): Record<string, string> => ({
    DATABASE_URL: primary.url,
    DATA_DIR: dataDirs[machine] ?? "",
    PORT: String(ports[machine]),
    LEEWARD_ORIGIN: proxy.origin,
    NODE_NO_WARNINGS: "1",
  });
  const command = async (words: readonly string[]) => {
    const run = startCommand(words, environment(0));
    let out = "";
    run.child.stdout?.on("data", (text: string) => {
      out += text;
    });
    const code = await run.ended;
    if (code !== 0) throw new Error(`leeward ${words.join(" ")} ended with ${code}:\n${run.said()}`);
    return out;
  };
  const start = async (...names: readonly Name[]) => {
    for (const name of names) {
      const words = {
        server: ["serve", "--without-jobs"],
        worker: ["work"],
        holder: ["keys", "serve", holderFolder],
      }[name.split(" ")[0] as "server" | "worker" | "holder"];
      running.set(name, startCommand(words, environment(name.endsWith("2") ? 1 : 0)));
    }
    for (const name of names) {
      const ready = name.startsWith("server") ? /Ready:/ : name === "holder" ? /Holding the keys/ : /Working/;
      await running.get(name)?.until(ready, READY_MS);
    }
  };
  const killThese = async (names: readonly Name[]) => {
    for (const name of names) running.get(name)?.press("SIGKILL");
    for (const name of names) await running.get(name)?.ended;
  };
  const attachReplica = async () => {
    replica = await primary.makeReplica(newFolder());
    await primary.waitForReplica();
  };

  say("Filling the house.");
  await fill(command, primary, dataDirs);
  await enrolHolder(command, folder, holderFolder);
  await attachReplica();
  await start("holder");
  await start("server 1", "server 2", "worker 1", "worker 2");
  await untilMoved(primary);

  return {
    ...{ proxy, dataDirs, holderFolder, command },
    primary: () => primary,
    kill: async (victim) => {
      if (victim === "primary") await primary.kill();
      else if (victim !== "all") await killThese([victim]);
      else await Promise.all([primary.kill(), replica?.kill(), killThese(NAMES)]);
    },
    mend: async (victim) => {
      if (victim === "primary") {
        await killThese(["server 1", "server 2", "worker 1", "worker 2"]);
        if (!replica) throw new Error("There is no replica to promote.");
        await replica.promote();
        primary = replica;
        await attachReplica();
        await start("server 1", "server 2", "worker 1", "worker 2");
      } else if (victim === "all") {
        await primary.start();
        await replica?.start();
        await start(...NAMES);
      } else await start(victim);
    },
    stop: async () => {
      await killThese([...running.keys()]);
      await proxy.stop();
      await primary.stop();
      await replica?.stop();
    },
  };
}

/** The demonstration's State, marked as a real one: `serve` and `work` refuse any other. */
async function fill(
  command: House["command"],
  primary: Cluster,
  [first = "", second = ""]: readonly string[],
): Promise<void> {
  await command(["demo", "--fill-only"]);
  const owner = await primary.superuser();
  await owner.query("update installation.mark set kind = 'production'");
  await owner.end();
  mkdirSync(second, { recursive: true });
  for (const name of ["secrets.json", "agency-keys.json", "server-identity.json"]) {
    copyFileSync(join(first, name), join(second, name));
  }
}

async function enrolHolder(command: House["command"], folder: string, holderFolder: string): Promise<void> {
  const cards = { server: join(folder, "server-card.json"), holder: join(folder, "holder-card.json") };
  writeFileSync(cards.server, await command(["keys", "card", "--agency", AGENCY]));
  const address = `https://127.0.0.1:${await freePort()}`;
  const init = ["keys", "init", holderFolder, "--card", cards.server, "--address", address];
  writeFileSync(cards.holder, await command(init));
  // A member here saves without a pause, which no person does: the bench is of crashes, not of limits.
  const rules = join(holderFolder, "rules.json");
  const first = JSON.parse(readFileSync(rules, "utf8"));
  writeFileSync(rules, JSON.stringify({ ...first, perMemberPerMinute: 6000, inAllPerMinute: 12_000 }));
  await command(["keys", "enrol", cards.holder]);
}

/** Until the worker has moved the agency's wraps to the holder's key. */
async function untilMoved(primary: Cluster): Promise<void> {
  const owner = await primary.superuser();
  const deadline = Date.now() + READY_MS;
  for (;;) {
    const { rows } = await owner.query(
      `select count(*)::int as n from keys.wrap w join identity.agency a on a.id = w.agency_id
       where a.name = $1 and w.agency_key_version = 1`,
      [AGENCY],
    );
    if (rows[0].n === 0) break;
    if (Date.now() > deadline) throw new Error("The wraps were not moved to the holder's key.");
    await sleep(200);
  }
  await owner.end();
}
