import { expect, test } from "vitest";
import type { Database, Transaction } from "./index.ts";
import { freshAtMs, openPublicReads, PublicReadsFull, readPlace } from "./public-reads.ts";

const PLACES = ["0/FFFFFFFF", "1/0", "1/A", "16/B374D848"];

test("places in the log are compared as numbers", () => {
  const read = PLACES.map(readPlace);
  expect([...read].sort((a, b) => (a < b ? -1 : 1))).toEqual(read);
  expect(readPlace("1/0") - readPlace("0/FFFFFFFF")).toBe(1n);
});

test("a replica is as fresh as the newest mark that it has passed", () => {
  const marks = [
    { atMs: 1_000, place: 10n },
    { atMs: 2_000, place: 20n },
    { atMs: 3_000, place: 30n },
  ];
  expect([9n, 10n, 19n, 20n, 31n].map((replayed) => freshAtMs(marks, replayed))).toEqual([
    null,
    1_000,
    1_000,
    2_000,
    3_000,
  ]);
});

// Kills: no bound, places that are not given back after a failure, who waited longest served last.
test("six read at once, the next wait in their order, and more than a hundred and twenty are turned away", async () => {
  const database = scripted("primary", () => ({ place: null, isReplica: false }));
  const reads = openPublicReads({ primary: database, log: () => {} });
  const begun: number[] = [];
  const release: (() => void)[] = [];
  const failed: number[] = [];
  const all = Array.from({ length: 130 }, (_, nth) =>
    reads
      .read(async () => {
        begun.push(nth);
        await new Promise<void>((resolve) => release.push(resolve));
        if (nth % 2 === 0) throw new Error("a question that fails");
      })
      .catch((error: unknown) => {
        if (error instanceof PublicReadsFull) failed.push(nth);
      }),
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  await settle();
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
  expect(failed).toEqual([126, 127, 128, 129]);
  while (release.length > 0) {
    release.shift()?.();
    await settle();
  }
  await Promise.all(all);
  expect(begun, "in the order of coming").toEqual(Array.from({ length: 126 }, (_, nth) => nth));
  await reads.read(async () => undefined); // all places are free again
});

/** A database of a test's making: what it answers about its place, and a name for what is read from it. */
function scripted(name: string, say: () => { place: string | null; isReplica: boolean } | Error) {
  const transaction = async (_role: string, work: (tx: Transaction) => Promise<unknown>) => {
    const said = say();
    if (said instanceof Error) throw said;
    const executor = {
      executeQuery: async () => ({ rows: [said] }),
      transformQuery: (node: unknown) => node,
    };
    return work({
      name,
      getExecutor: () => ({ ...executor, compileQuery: () => ({}), provideConnection: undefined }),
    } as unknown as Transaction);
  };
  return { transaction, close: async () => {} } as unknown as Database;
}

test("the primary answers where the replica is late, away, promoted or not there at all", async () => {
  let nowMs = 0;
  let primary = "0/10";
  let replica: { place: string | null; isReplica: boolean } | Error = { place: "0/10", isReplica: true };
  const said: string[] = [];
  const reads = openPublicReads({
    primary: scripted("primary", () => ({ place: primary, isReplica: false })),
    replica: scripted("replica", () => replica),
    log: (line) => void said.push(line),
    nowMs: () => nowMs,
  });
  const from = async (): Promise<string> => {
    nowMs += 1_000;
    return reads.read(async (tx) => String(Reflect.get(tx, "name")));
  };
  expect(await from()).toBe("replica");
  primary = "0/20"; // the replica stands still
  const late = [];
  for (let second = 0; second < 7; second++) late.push(await from());
  expect(late).toEqual(["replica", "replica", "replica", "replica", "replica", "primary", "primary"]);
  replica = { place: "0/20", isReplica: true };
  expect(await from()).toBe("replica");
  replica = { place: "0/30", isReplica: false }; // promoted: another history than the primary's
  expect(await from()).toBe("primary");
  replica = new Error("connection refused");
  expect(await from()).toBe("primary");
  expect(reads.lagS()).toBe(null);
  expect(said).toHaveLength(3);
  const alone = openPublicReads({
    primary: scripted("primary", () => ({ place: primary, isReplica: false })),
    log: () => {},
  });
  expect(await alone.read(async (tx) => String(Reflect.get(tx, "name")))).toBe("primary");
});
