import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../db/index.ts";
import type { TestHouse } from "../../testing.ts";
import { enrolHolder, makeServerCard } from "./enrol.ts";
import { beginFolder, type HolderCard, type HolderSettings, paths, readRules, writeRules } from "./folder.ts";
import { KeyHolders } from "./holders.ts";
import { type LoggedEntry, readLog } from "./log.ts";
import { KeyRounds } from "./rounds.ts";
import type { Rules } from "./rules.ts";
import { type RunningHolder, serveKeys } from "./serve.ts";
import { listHolders } from "./store.ts";

/** For tests: an agency's key holder in this process, enrolled at a house. */
export interface TestHolder {
  readonly folder: string;
  readonly card: HolderCard;
  readonly said: string[];
  readonly clock: { now: Date };
  rule(change: Partial<Rules>): Promise<void>;
  log(): Promise<LoggedEntry[]>;
  /** Begins again after `stop`, at the same address. */
  start(): Promise<void>;
  stop(): Promise<void>;
  remove(): Promise<void>;
}

export async function startTestHolder(
  house: TestHouse,
  agencyId: string,
  options: { token?: HolderSettings["token"]; pin?: string } = {},
): Promise<TestHolder> {
  const folder = join(await mkdtemp(join(tmpdir(), "leeward-holder-")), "holder");
  const serverCard = await makeServerCard(house.owner, house.identity(), agencyId);
  const port = await freeLocalPort();
  const card = await beginFolder(
    folder,
    {
      card: serverCard,
      address: `https://127.0.0.1:${port}`,
      listen: { host: "127.0.0.1", port },
      token: options.token ?? null,
      pin: options.pin,
    },
    new Date(),
  );
  const said: string[] = [];
  const clock = { now: new Date() };
  const serve = () =>
    serveKeys(folder, { now: () => clock.now, log: (line) => void said.push(line), pin: options.pin });
  let running: RunningHolder | null = await serve();
  await enrolHolder(house.owner, card);
  return {
    folder,
    card,
    said,
    clock,
    rule: async (change) => writeRules(folder, { ...(await readRules(folder)), ...change }),
    log: async () => {
      const entries: LoggedEntry[] = [];
      for await (const { entry } of readLog(paths(folder).log)) entries.push(entry);
      return entries;
    },
    start: async () => {
      running ??= await serve();
    },
    stop: async () => {
      await running?.stop();
      running = null;
    },
    remove: async () => {
      await running?.stop();
      running = null;
      await rm(join(folder, ".."), { recursive: true, force: true });
    },
  };
}

/** The worker's rounds over a house, as the worker's own login. */
export function testRounds(house: TestHouse): { rounds: KeyRounds; keys: KeyHolders; stop(): Promise<void> } {
  const db = openDatabase({
    connectionString: house.connectionString.replace("user=postgres", "user=leeward_worker"),
    sizeMax: 3,
    log: (line) => void house.logged.push(line),
  });
  const keys = new KeyHolders(house.keyFile, house.identity, () =>
    db.transaction("leeward_clock_worker", listHolders),
  );
  const rounds = new KeyRounds({ db, keys, log: (line) => void house.logged.push(line) });
  return {
    ...{ rounds, keys },
    stop: async () => {
      keys.close();
      await db.close();
    },
  };
}

/** A port of this machine that nobody listens on now. */
export async function freeLocalPort(): Promise<number> {
  const { createServer } = await import("node:net");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address === "string" || !address) throw new Error("a server on a port has a port");
  return address.port;
}
