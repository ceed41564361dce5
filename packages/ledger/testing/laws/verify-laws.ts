import assert from "node:assert/strict";
import fc from "fast-check";
import { type Law, type LedgerUnderTest, noLock } from "../ledger-under-test.ts";
import { ModelDisk } from "../model-disk.ts";
import { bytesOf, entriesOf } from "../random-bytes.ts";

const ORIGIN = "log.example/a";

/** Sizes of the commits of a log, so that partial tiles of older checkpoints lie about. */
const commits = fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 400 })), {
  minLength: 1,
  maxLength: 5,
});

export const aSoundLogIsFoundSound: Law = async (ledger, { seed, runs }) => {
  await fc.assert(
    fc.asyncProperty(commits, fc.nat(), async (counts, label) => {
      const { disk, key, size } = await logOf(ledger, counts, label);
      const seen: number[] = [];
      const onProgress = ({ entries }: { entries: number }): void => void seen.push(entries);
      const report = await ledger.verifyLogOn(disk, { verifierKeys: [key], onProgress });
      assert.deepEqual(
        [
          report.ok,
          report.fault,
          report.size,
          report.entries,
          report.origin,
          report.signatureChecked,
          report.notes,
        ],
        [true, null, size, size, ORIGIN, true, []],
      );
      assert.deepEqual(report.signatures, [
        { name: ORIGIN, keyId: key.id.toString(16).padStart(8, "0"), timeS: null },
      ]);
      assert.equal(seen.at(-1), size);
      assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
    }),
    { seed, numRuns: runs },
  );
};

export const anyHarmToAnyFileIsFoundWhereItIs: Law = async (ledger, { seed, runs }) => {
  const harms = fc.constantFrom("flip", "flip", "flip", "truncate", "extend", "delete", "zero");
  await fc.assert(
    fc.asyncProperty(
      commits,
      fc.nat(),
      fc.nat(),
      harms,
      fc.nat(),
      async (counts, label, whichFile, harm, at) => {
        const { disk, key } = await logOf(ledger, counts, label);
        const paths = [...disk.files.keys()].sort();
        const path = paths[whichFile % paths.length] ?? "checkpoint";
        const bytes = disk.files.get(path) ?? new Uint8Array();
        const isOlder = await isOlderPartial(ledger, disk, path);
        // An older partial file may go at any time: its full or newer one holds all of it.
        if (harm === "delete" && isOlder) return;
        const place = at % bytes.length;
        const changed = doHarm(bytes, harm, place, at);
        if (changed !== null && Buffer.from(changed).equals(Buffer.from(bytes))) return;
        disk.tamper(path, changed);
        const { ok, fault } = await ledger.verifyLogOn(disk, { verifierKeys: [key] });
        assert.ok(!ok && fault !== null, `${harm} of ${path} at ${place} of ${bytes.length} was not found`);
        assert.equal(fault.path, path, `${harm} of ${path} at ${place}: ${JSON.stringify(fault)}`);
        const [first, last] = changedRange(bytes, changed);
        const isInside = fault.offset <= last && fault.offset + fault.length >= first;
        assert.ok(isInside, `${harm} of ${path}, bytes ${first} to ${last}: ${JSON.stringify(fault)}`);
        // Where a hash was changed, or a copy of the file exists, the very byte is named.
        const isExact = harm === "flip" && (isOlder || /^tile\/\d/.test(path));
        if (isExact) assert.deepEqual([fault.offset, fault.length], [place, 1]);
      },
    ),
    { seed, numRuns: runs },
  );
};

export const aRewrittenHistoryIsFound: Law = async (ledger, { seed, runs }) => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 700 }), fc.nat(), fc.nat(), async (size, label, at) => {
      const entries = entriesOf(label, size);
      const honest = await logOf(ledger, [size], label);
      const rewritten = entries.with(at % size, bytesOf("another history"));
      const forged = new ModelDisk(() => 0);
      const log = await ledger.openLogOn(forged, noLock, options(ledger));
      await log.append(rewritten);
      const verify = (verifierKeys?: (typeof honest.key)[]) =>
        ledger.verifyLogOn(forged, verifierKeys === undefined ? {} : { verifierKeys });
      // All files of the other history, under the checkpoint that was signed.
      forged.tamper("checkpoint", honest.disk.files.get("checkpoint") ?? null);
      const { fault } = await verify([honest.key]);
      assert.deepEqual([fault?.code, fault?.path], ["rewritten", "checkpoint"]);
      const unchecked = await verify();
      assert.deepEqual([unchecked.fault?.code, unchecked.signatureChecked], ["checkpoint-root", false]);
      // And under a checkpoint of its own, signed by another key.
      const stranger = { origin: ORIGIN, signer: ledger.createSigner(bytesOf("stranger")) };
      const other = new ModelDisk(() => 0);
      await (await ledger.openLogOn(other, noLock, stranger)).append(rewritten);
      const strangers = await ledger.verifyLogOn(other, { verifierKeys: [honest.key] });
      assert.deepEqual(
        [strangers.ok, strangers.fault?.code, strangers.fault?.path],
        [false, "checkpoint-signature", "checkpoint"],
      );
    }),
    { seed, numRuns: runs },
  );
};

export const aPartOfARewrittenHistoryIsFoundInItsBundle: Law = async (ledger, { seed, runs }) => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 257, max: 900 }), fc.nat(), async (size, at) => {
      const honest = await logOf(ledger, [size], at);
      const place = at % (256 * Math.floor(size / 256));
      const log = new ModelDisk(() => 0);
      await (await ledger.openLogOn(log, noLock, options(ledger))).append(
        entriesOf(at, size).with(place, bytesOf("other")),
      );
      const bundle = Math.floor(place / 256);
      for (const level of ["entries", 0] as const) {
        const path = ledger.tilePath({ level, index: bundle, width: 256 });
        honest.disk.tamper(path, log.files.get(path) ?? null);
      }
      const { fault } = await ledger.verifyLogOn(honest.disk, { verifierKeys: [honest.key] });
      assert.deepEqual(
        [fault?.code, fault?.path],
        ["rewritten", ledger.tilePath({ level: "entries", index: bundle, width: 256 })],
      );
    }),
    { seed, numRuns: runs },
  );
};

export const aWrongSizeIsFoundInTheCheckpoint: Law = async (ledger, { seed, runs }) => {
  await fc.assert(
    fc.asyncProperty(
      commits,
      fc.nat(),
      fc.nat({ max: 3000 }),
      fc.boolean(),
      async (counts, label, wrong, isKnown) => {
        const { disk, key, size } = await logOf(ledger, counts, label);
        const text = Buffer.from(disk.files.get("checkpoint") ?? []).toString();
        if (wrong === size) return;
        disk.tamper("checkpoint", new Uint8Array(Buffer.from(text.replace(`\n${size}\n`, `\n${wrong}\n`))));
        const { fault } = await ledger.verifyLogOn(disk, isKnown ? { verifierKeys: [key] } : {});
        assert.deepEqual([fault?.code, fault?.path], ["checkpoint-size", "checkpoint"]);
        const same = [...String(size)].findIndex((digit, place) => digit !== String(wrong)[place]);
        const place = same === -1 ? String(size).length : same;
        assert.equal(fault?.offset, ORIGIN.length + 1 + place);
      },
    ),
    { seed, numRuns: runs },
  );
};

export const aDamagedLogIsNotOpened: Law = async (ledger, { seed, runs }) => {
  await fc.assert(
    fc.asyncProperty(commits, fc.nat(), fc.nat(), async (counts, label, at) => {
      const { disk, size } = await logOf(ledger, counts, label);
      // The newest partial files, and the tile above them; full ones below are left to a verification.
      const levels = [...(size % 256 === 0 ? [] : [0, "entries" as const]), ...(size < 256 ? [] : [1])];
      const level = levels[at % levels.length] ?? 0;
      const index = level === 1 ? 0 : Math.floor(size / 256);
      const path = ledger.tilePath({ level, index, width: ledger.tileWidth(level, index, size) });
      const bytes = disk.files.get(path);
      assert.ok(bytes);
      const before = [...disk.files.keys()];
      disk.tamper(path, bytes.with(at % bytes.length, (bytes[at % bytes.length] ?? 0) ^ 0x40));
      await assert.rejects(ledger.openLogOn(disk, noLock, options(ledger)), (error) => {
        assert.ok(error instanceof ledger.LedgerError);
        return error.code === "log-damaged" || error.code === "bundle-malformed";
      });
      assert.deepEqual([...disk.files.keys()], before, "a file went away");
    }),
    { seed, numRuns: runs },
  );
};

async function logOf(ledger: LedgerUnderTest, counts: readonly number[], label: number) {
  const disk = new ModelDisk(() => 0);
  const log = await ledger.openLogOn(disk, noLock, options(ledger));
  const entries = entriesOf(
    label,
    counts.reduce((sum, count) => sum + count, 0),
  );
  for (const count of counts) await log.append(entries.slice(log.size, log.size + count));
  await log.close();
  return { disk, key: log.verifierKey, size: log.size };
}

function options(ledger: LedgerUnderTest) {
  return { origin: ORIGIN, signer: ledger.createSigner(bytesOf("signer")) };
}

async function isOlderPartial(ledger: LedgerUnderTest, disk: ModelDisk, path: string): Promise<boolean> {
  const note = disk.files.get("checkpoint");
  if (path === "checkpoint" || note === undefined) return false;
  const { size } = ledger.parseCheckpoint(ledger.parseNote(note).text);
  const { level, index, width } = ledger.parseTilePath(path);
  return width < ledger.tileWidth(level, index, size);
}

function doHarm(bytes: Uint8Array, harm: string, place: number, at: number): Uint8Array | null {
  if (harm === "delete") return null;
  if (harm === "truncate") return bytes.slice(0, place);
  if (harm === "extend") return Uint8Array.of(...bytes, ...bytesOf(at, 1 + (at % 40)));
  if (harm === "zero") return bytes.map((byte, index) => (index >= place && index < place + 16 ? 0 : byte));
  return bytes.map((byte, index) => (index === place ? byte ^ (1 << (at % 8)) : byte));
}

function changedRange(before: Uint8Array, after: Uint8Array | null): [number, number] {
  if (after === null) return [0, before.length];
  let first = 0;
  while (first < before.length && before[first] === after[first]) first++;
  if (before.length !== after.length) return [first, Math.max(before.length, after.length)];
  let last = before.length - 1;
  while (before[last] === after[last]) last--;
  return [first, last];
}
