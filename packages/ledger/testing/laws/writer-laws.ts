import assert from "node:assert/strict";
import fc from "fast-check";
import { type Law, type LedgerUnderTest, noLock } from "../ledger-under-test.ts";
import { ModelDisk, PowerLost } from "../model-disk.ts";
import { bytesOf, chooserOf, entriesOf } from "../random-bytes.ts";
import { referenceRoot, referenceTilePath } from "../reference.ts";

const ORIGIN = "log.example/a";

export const everyCallGetsItsOwnPlaceAndTheFilesAreThoseOfTheSpecification: Law = async (
  ledger,
  { seed, runs },
) => {
  const callSizes = fc.array(fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 300 })), {
    minLength: 1,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(callSizes, fc.nat(), async (counts, label) => {
      const disk = new ModelDisk(() => 0);
      const log = await open(ledger, disk);
      const calls = counts.map((count, call) => entriesOf(`${label}/${call}`, count));
      const firsts = await Promise.all(calls.map((entries) => log.append(entries)));
      const written: Uint8Array[] = [];
      for (const [call, first] of firsts.entries())
        for (const [offset, entry] of (calls[call] ?? []).entries()) written[first + offset] = entry;
      assert.equal(
        written.length,
        counts.reduce((sum, count) => sum + count, 0),
      );
      assert.equal(log.size, written.length);
      assert.deepEqual(Buffer.from(log.root()), referenceRoot(written));
      assertFiles(disk, written);
      for (const [index, entry] of written.entries())
        if (index % 37 === 0) assert.deepEqual(await log.entry(index), entry);
    }),
    { seed, numRuns: runs },
  );
};

export const appendAtMayBeRepeatedButNeverLeavesAGapOrForks: Law = async (ledger, { seed, runs }) => {
  const step = fc.record({
    back: fc.integer({ min: -2, max: 300 }),
    count: fc.nat({ max: 90 }),
    spoil: fc.boolean(),
    wait: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const log = await open(ledger, new ModelDisk(() => 0));
      let planned = 0;
      const under: Promise<void>[] = [];
      for (const { back, count, spoil, wait } of steps) {
        const first = Math.max(0, planned - back);
        const entries = Array.from({ length: count }, (_, offset) => bytesOf(first + offset, 20));
        const overlap = Math.max(0, Math.min(count, planned - first));
        const isFork = spoil && overlap > 0;
        if (isFork) entries[overlap - 1] = bytesOf("another history", 20);
        const call = log.appendAt(first, entries);
        if (first > planned) under.push(assert.rejects(call, { code: "gap" }));
        else if (isFork) under.push(assert.rejects(call, { code: "fork" }));
        else {
          planned = Math.max(planned, first + count);
          const isDurable = (): void => assert.ok(count === 0 || log.size >= first + count, "told too early");
          under.push(call.then((fresh) => assert.equal(fresh, count - overlap)).then(isDurable));
        }
        if (wait) await Promise.all(under.splice(0));
        // A call that has to read what is durable takes its place only then.
        else await settle();
      }
      await Promise.all(under);
      assert.equal(log.size, planned);
      const expected = Array.from({ length: planned }, (_, index) => bytesOf(index, 20));
      assert.deepEqual(Buffer.from(log.root()), referenceRoot(expected));
    }),
    { seed, numRuns: runs },
  );
};

/** What the callers of a log were told, and what they offered it. */
type History = { acknowledged: Map<number, Uint8Array>; roots: Map<number, Buffer>; offered: Set<string> };

export const nothingAcknowledgedIsLostWhenPowerFails: Law = async (ledger, { seed, runs }) => {
  const rounds = fc.array(
    fc.record({ calls: fc.integer({ min: 1, max: 12 }), life: fc.nat({ max: 160 }), kill: fc.boolean() }),
    {
      minLength: 2,
      maxLength: 6,
    },
  );
  await fc.assert(
    fc.asyncProperty(rounds, fc.integer(), async (plan, label) => {
      const choose = chooserOf(label);
      const history: History = { acknowledged: new Map(), roots: new Map(), offered: new Set() };
      let disk = new ModelDisk(choose);
      for (const [round, { calls, life, kill }] of plan.entries()) {
        // The power may fail again while the log is being recovered.
        disk = disk.restart(life);
        await liveUntilPowerFails(ledger, disk, { calls, choose, history, label: `${label}/${round}` });
        disk = kill ? disk.afterKill() : disk.restart();
        await assertNothingLost(ledger, disk, history);
      }
    }),
    { seed, numRuns: runs },
  );
};

async function liveUntilPowerFails(
  ledger: LedgerUnderTest,
  disk: ModelDisk,
  {
    calls,
    choose,
    history,
    label,
  }: { calls: number; choose: (count: number) => number; history: History; label: string },
): Promise<void> {
  try {
    const log = await open(ledger, disk);
    for (let call = 0; call < calls; call++) {
      const batches = Array.from({ length: 1 + choose(3) }, (_, part) =>
        entriesOf(`${label}/${call}/${part}`, 1 + choose(choose(10) === 0 ? 300 : 6)),
      );
      for (const entry of batches.flat()) history.offered.add(Buffer.from(entry).toString("hex"));
      await Promise.all(
        batches.map(async (entries) => {
          const first = await log.append(entries);
          for (const [offset, entry] of entries.entries()) history.acknowledged.set(first + offset, entry);
        }),
      );
      history.roots.set(log.size, Buffer.from(log.root()));
    }
  } catch (error) {
    rethrowUnlessPowerLost(ledger)(error);
  }
}

async function assertNothingLost(
  ledger: LedgerUnderTest,
  disk: ModelDisk,
  { acknowledged, roots, offered }: History,
): Promise<void> {
  const log = await open(ledger, disk);
  const report = await ledger.verifyLogOn(disk, { verifierKeys: [log.verifierKey] });
  assert.deepEqual([report.fault, report.notes], [null, []]);
  const entries = await new ledger.TileReader(ledger.sha256, (path) => disk.read(path), log.size).entries({
    start: 0,
    end: log.size,
  });
  for (const [index, entry] of acknowledged)
    assert.deepEqual(entries[index], entry, `entry ${index} was acknowledged`);
  const frontier = new ledger.Frontier(ledger.sha256);
  for (const entry of entries) {
    assert.ok(offered.has(Buffer.from(entry).toString("hex")), "an entry that nobody offered");
    frontier.append(ledger.hashLeaf(ledger.sha256, entry), () => {});
    const root = roots.get(frontier.size);
    if (root !== undefined)
      assert.deepEqual(Buffer.from(frontier.root()), root, "a signed root was contradicted");
  }
}

export const whatACutCommitLeftNeverComesBack: Law = async (ledger, { seed, runs }) => {
  const before = fc.integer({ min: 1, max: 200 });
  await fc.assert(
    fc.asyncProperty(before, fc.nat({ max: 60 }), fc.integer(), async (size, life, label) => {
      const choose = chooserOf(label);
      let disk = new ModelDisk(choose);
      await (await open(ledger, disk)).append(entriesOf(`${label}/first`, size));
      // A small commit is cut, and leaves a partial tile of a size that the log then never has.
      disk = disk.restart(life);
      await open(ledger, disk)
        .then((log) => log.append(entriesOf(`${label}/cut`, 1 + choose(40))))
        .catch(rethrowUnlessPowerLost(ledger));
      // A large one fills that tile, and the power fails before the system wrote down what was removed.
      disk = disk.restart();
      const log = await open(ledger, disk);
      await log.append(entriesOf(`${label}/last`, 300));
      await log.close();
      disk = disk.restart();
      await open(ledger, disk);
      const { fault } = await ledger.verifyLogOn(disk, { verifierKeys: [log.verifierKey] });
      assert.equal(fault, null);
    }),
    { seed, numRuns: runs },
  );
};

function rethrowUnlessPowerLost(ledger: LedgerUnderTest): (error: unknown) => void {
  return (error) => {
    const cause = error instanceof ledger.LedgerError ? error.cause : error;
    if (!(cause instanceof PowerLost)) throw error;
  };
}

export const aCheckpointThatWasSeenIsNeverContradicted: Law = async (ledger, { seed, runs }) => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.nat({ max: 120 }), fc.nat({ max: 5 }), async (label, life, before) => {
      const choose = chooserOf(label);
      const seen = new Map<number, string>();
      let disk = new ModelDisk(choose);
      for (let round = 0; round < 3; round++) {
        disk = disk.restart(before * 20 + life);
        // As a web server on the same machine would show it, at any moment.
        const look = (): void => {
          const note = disk.files.get("checkpoint");
          if (note === undefined) return;
          const { size, root } = ledger.parseCheckpoint(ledger.parseNote(note).text);
          const hex = Buffer.from(root).toString("hex");
          assert.equal(seen.get(size) ?? hex, hex, `two roots for size ${size}`);
          seen.set(size, hex);
        };
        const watched = watch(disk, look);
        try {
          const log = await ledger.openLogOn(watched, noLock, options(ledger));
          for (let call = 0; call < 6; call++) await log.append([bytesOf(`${label}/${round}/${call}`)]);
        } catch (error) {
          const cause = error instanceof ledger.LedgerError ? error.cause : error;
          if (!(cause instanceof PowerLost)) throw error;
        }
      }
    }),
    { seed, numRuns: runs },
  );
};

export const everyMomentShowsOnlyWholeFiles: Law = async (ledger, { seed, runs }) => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 60 }), fc.nat({ max: 300 }), fc.integer(), async (life, count, label) => {
      const disk = new ModelDisk(chooserOf(label), life);
      try {
        const log = await open(ledger, disk);
        await log.append(entriesOf(label, count + 1));
      } catch (error) {
        rethrowUnlessPowerLost(ledger)(error);
      }
      // A web server serves whatever has a tile's name: it must never be half of one, not even for a moment.
      for (const [path, bytes] of disk.files) {
        if (!path.startsWith("tile/") || path.endsWith(".tmp")) continue;
        const { level, width } = ledger.parseTilePath(path);
        if (level === "entries") ledger.decodeBundle(bytes, width);
        else assert.equal(bytes.length, width * 32, `${path} is torn`);
      }
    }),
    { seed, numRuns: runs },
  );
};

function watch(disk: ModelDisk, look: () => void): ModelDisk {
  return new Proxy(disk, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return async (...given: unknown[]) => {
        const result = await value.apply(target, given);
        look();
        return result;
      };
    },
  });
}

/** The files of a log are exactly those that the specification asks for, and hold what it says. */
function assertFiles(disk: ModelDisk, entries: readonly Uint8Array[]): void {
  const expected = new Map<string, Buffer>();
  for (let start = 0; start < entries.length; start += 256) {
    const part = entries.slice(start, start + 256);
    const bundle = Buffer.concat(
      part.map((entry) => Buffer.concat([Buffer.of(entry.length >> 8, entry.length & 255), entry])),
    );
    expected.set(referenceTilePath("entries", start / 256, part.length), bundle);
  }
  for (let level = 0; 256 ** level <= entries.length; level++) {
    const span = 256 ** level;
    for (let first = 0; (first + 1) * span <= entries.length; first += 256) {
      const hashes: Buffer[] = [];
      for (let node = first; node < first + 256 && (node + 1) * span <= entries.length; node++) {
        hashes.push(referenceRoot(entries.slice(node * span, (node + 1) * span)));
      }
      expected.set(referenceTilePath(String(level), first / 256, hashes.length), Buffer.concat(hashes));
    }
  }
  for (const [path, bytes] of expected)
    assert.deepEqual(Buffer.from(disk.files.get(path) ?? []), bytes, path);
  const olderPartial = (path: string): boolean => /\.p\/\d+$/.test(path);
  const rest = [...disk.files.keys()].filter(
    (path) => !expected.has(path) && path !== "checkpoint" && !olderPartial(path),
  );
  assert.deepEqual(rest, []);
}

function open(ledger: LedgerUnderTest, disk: ModelDisk) {
  return ledger.openLogOn(disk, noLock, options(ledger));
}

function options(ledger: LedgerUnderTest) {
  return { origin: ORIGIN, signer: ledger.createSigner(bytesOf("signer")) };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await null;
}
