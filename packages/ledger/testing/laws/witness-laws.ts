import assert from "node:assert/strict";
import fc from "fast-check";
import type { Witness } from "../../files/witness.ts";
import { type Law, type LedgerUnderTest, noLock } from "../ledger-under-test.ts";
import { ModelDisk, PowerLost } from "../model-disk.ts";
import { bytesOf, chooserOf } from "../random-bytes.ts";
import { referenceConsistent, referenceProof, referenceRoot } from "../reference.ts";

const ORIGIN = "log.example/a";
const NAME = "witness.example/w";
const TIME_S = 1_700_000_000;
const SIZE_MAX = 14;

type Branch = "honest" | "other";

/** Two histories that share their first entries: what a witness must never cosign both of. */
function entriesOf(branch: Branch, shared: number, size: number): Uint8Array[] {
  return Array.from({ length: size }, (_, index) => bytesOf(`${index < shared ? "" : branch}/${index}`));
}

/** A request, right or wrong in one of many ways. */
type Wish = {
  branch: Branch;
  size: number;
  /** added to what the witness knows */
  oldBy: number;
  proof: "right" | "empty" | "short" | "long" | "of the other" | "changed";
  origin: "known" | "unknown";
  signer: "log" | "stranger";
};

const wishes: fc.Arbitrary<Wish> = fc.record({
  branch: fc.constantFrom("honest", "honest", "honest", "other"),
  size: fc.nat({ max: SIZE_MAX }),
  oldBy: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, -1, 3),
  proof: fc.constantFrom(
    "right",
    "right",
    "right",
    "right",
    "empty",
    "short",
    "long",
    "of the other",
    "changed",
  ),
  origin: fc.constantFrom("known", "known", "known", "known", "known", "known", "unknown"),
  signer: fc.constantFrom("log", "log", "log", "log", "log", "log", "stranger"),
});

export const aWitnessCosignsExactlyWhatGoesOn: Law = async (ledger, { seed, runs }) => {
  const steps = fc.array(fc.record({ wish: wishes, reopen: fc.boolean() }), { minLength: 1, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(steps, fc.nat({ max: SIZE_MAX }), async (plan, shared) => {
      const disk = await newWitnessDisk(ledger, new ModelDisk(() => 0));
      let witness = await open(ledger, disk);
      await witness.follow(logKey(ledger));
      let seen: { branch: Branch; size: number } = { branch: "honest", size: 0 };
      for (const { wish, reopen } of plan) {
        if (reopen) witness = await open(ledger, disk);
        const knownRoot = referenceRoot(entriesOf(seen.branch, shared, seen.size));
        const request = requestOf(ledger, wish, shared, seen.size);
        const expected = statusByReference(wish, request, seen.size, knownRoot);
        const answer = await witness.addCheckpoint(ledger.formatAddCheckpoint(request));
        assert.equal(answer.status, expected, `${JSON.stringify(wish)} after ${JSON.stringify(seen)}`);
        if (expected === 409 && request.oldSize !== seen.size) {
          assert.deepEqual([answer.type, answer.body], ["text/x.tlog.size", `${seen.size}\n`]);
        }
        if (expected === 409 && request.oldSize === seen.size)
          assert.notEqual(answer.type, "text/x.tlog.size");
        if (expected !== 200) continue;
        assertCosigned(ledger, witness, request.checkpoint, answer.body);
        const [before, after] = [seen, wish].map(({ branch, size }) => entriesOf(branch, shared, size));
        assert.deepEqual(after?.slice(0, before?.length), before, "cosigned a history that does not go on");
        seen = { branch: wish.branch, size: wish.size };
        assert.equal(witness.logs[0]?.size, wish.size);
      }
    }),
    { seed, numRuns: runs },
  );
};

export const whatAWitnessAnsweredIsNeverForgotten: Law = async (ledger, { seed, runs }) => {
  const rounds = fc.array(
    fc.record({ life: fc.nat({ max: 40 }), kill: fc.boolean(), asks: fc.integer({ min: 1, max: 8 }) }),
    { minLength: 2, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(rounds, fc.integer(), fc.nat({ max: SIZE_MAX }), async (plan, label, shared) => {
      const choose = chooserOf(label);
      let disk = await newWitnessDisk(ledger, new ModelDisk(choose));
      const first = await open(ledger, disk);
      await first.follow(logKey(ledger));
      const answered: { branch: Branch; size: number }[] = [];
      for (const { life, kill, asks } of plan) {
        disk = disk.restart(life);
        try {
          const witness = await open(ledger, disk);
          for (let ask = 0; ask < asks; ask++) {
            // Some at the same time, from the same tree, of both histories.
            const known = witness.logs[0]?.size ?? 0;
            const together = Array.from({ length: 1 + choose(3) }, async () => {
              const branch: Branch = choose(2) === 0 ? "honest" : "other";
              const size = Math.min(SIZE_MAX, known + choose(4));
              const wish: Wish = { branch, size, oldBy: 0, proof: "right", origin: "known", signer: "log" };
              const request = requestOf(ledger, wish, shared, known);
              const { status } = await witness.addCheckpoint(ledger.formatAddCheckpoint(request));
              if (status === 200) answered.push({ branch, size });
            });
            await Promise.all(together);
          }
        } catch (error) {
          if (!(error instanceof PowerLost)) throw error;
        }
        disk = kill ? disk.afterKill() : disk.restart();
        const [found] = (await open(ledger, disk)).logs;
        const largest = Math.max(0, ...answered.map(({ size }) => size));
        assert.ok((found?.size ?? -1) >= largest, `it answered for ${largest}, and knows ${found?.size}`);
        assertOneHistory(answered, shared);
      }
    }),
    { seed, numRuns: runs },
  );
};

export const requestsAreReadAsWritten: Law = (
  { formatAddCheckpoint, parseAddCheckpoint },
  { seed, runs },
) => {
  const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 });
  const sizes = fc.nat({ max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(sizes, hashes, fc.uint8Array({ maxLength: 200 }), (oldSize, proof, checkpoint) => {
      const request = { oldSize, proof, checkpoint };
      assert.deepEqual(parseAddCheckpoint(formatAddCheckpoint(request)), request);
    }),
    { seed, numRuns: runs },
  );
};

/** No two of what was cosigned may be of different histories. */
function assertOneHistory(answered: readonly { branch: Branch; size: number }[], shared: number): void {
  const beyond = answered.filter(({ size }) => size > shared).map(({ branch }) => branch);
  assert.ok(new Set(beyond).size <= 1, `cosigned both histories: ${JSON.stringify(answered)}`);
}

/** c2sp.org/tlog-witness once more, with the plain reference in the place of the package's proofs. */
function statusByReference(
  { size, origin, signer }: Wish,
  { oldSize, proof, root }: { oldSize: number; proof: readonly Uint8Array[]; root: Buffer },
  knownSize: number,
  knownRoot: Buffer,
): number {
  if (origin === "unknown") return 404;
  if (signer === "stranger") return 403;
  if (oldSize > size) return 400;
  if (oldSize !== knownSize) return 409;
  if (size === knownSize && !root.equals(knownRoot)) return 409;
  if (size === knownSize || oldSize === 0) return proof.length === 0 ? 200 : 422;
  return referenceConsistent(oldSize, size, proof, knownRoot, root) ? 200 : 422;
}

function requestOf(ledger: LedgerUnderTest, wish: Wish, shared: number, known: number) {
  const { branch, size, oldBy, signer } = wish;
  const oldSize = Math.max(0, known + oldBy);
  const entries = entriesOf(branch, shared, size);
  const other = entriesOf(branch === "honest" ? "other" : "honest", shared, size);
  const isStep = oldSize > 0 && oldSize < size;
  const right = isStep ? referenceProof(oldSize, entries) : [];
  const proofs = {
    right,
    empty: [],
    short: right.slice(0, -1),
    long: [...right, Buffer.from(bytesOf("more"))],
    "of the other": isStep ? referenceProof(oldSize, other) : [],
    changed: right.map((hash, place) => (place === 0 ? Buffer.from(hash).fill(7, 0, 1) : hash)),
  };
  const proof = proofs[wish.proof].map((hash) => new Uint8Array(hash));
  const root = referenceRoot(entries);
  const origin = wish.origin === "known" ? ORIGIN : `${ORIGIN}/other`;
  const text = ledger.formatCheckpoint({ origin, size, root: new Uint8Array(root) });
  const seedOfSigner = bytesOf(signer === "log" ? "log" : "stranger");
  const key = ledger.createVerifierKey(ledger.sha256, origin, ledger.createSigner(seedOfSigner).publicKey);
  const payload = ledger.createSigner(seedOfSigner).sign(Buffer.from(text)) as Uint8Array;
  const checkpoint = ledger.formatNote({ text, signatures: [{ name: origin, keyId: key.id, payload }] });
  return { oldSize, proof, checkpoint, root };
}

function assertCosigned(
  ledger: LedgerUnderTest,
  witness: Witness,
  checkpoint: Uint8Array,
  lines: string,
): void {
  const note = Buffer.concat([checkpoint, Buffer.from(lines)]);
  const keys = [logKey(ledger), witness.verifierKey];
  const { signatures } = ledger.verifyCheckpoint(ledger.verifyEd25519, new Uint8Array(note), keys);
  assert.deepEqual(
    signatures.map(({ key, timeS }) => [key.name, timeS]),
    [
      [ORIGIN, null],
      [NAME, TIME_S],
    ],
  );
}

const logKey = (ledger: LedgerUnderTest) =>
  ledger.createVerifierKey(ledger.sha256, ORIGIN, ledger.createSigner(bytesOf("log")).publicKey);

/** A disk with what `createWitness` leaves there. */
async function newWitnessDisk(ledger: LedgerUnderTest, disk: ModelDisk): Promise<ModelDisk> {
  const seed = bytesOf("witness");
  const { publicKey } = ledger.createSigner(seed);
  const key = ledger.createVerifierKey(ledger.sha256, NAME, publicKey, ledger.COSIGNATURE);
  const text = `${ledger.formatVerifierKey(key)}\n${Buffer.from(seed).toString("base64")}\n`;
  await disk.makeFolder("logs");
  await disk.writeSynced("key", Buffer.from(text));
  await disk.syncFolder("");
  return disk;
}

async function open(ledger: LedgerUnderTest, disk: ModelDisk): Promise<Witness> {
  return await ledger.openWitnessOn(disk, noLock, () => TIME_S);
}
