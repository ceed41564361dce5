import assert from "node:assert/strict";
import { createPrivateKey, sign } from "node:crypto";
import fc from "fast-check";
import type { SignedCheckpoint } from "../../notes/checkpoint.ts";
import type { Law, LedgerUnderTest } from "../ledger-under-test.ts";
import { bytesOf } from "../random-bytes.ts";
import { referenceCommitment, referenceTilePath } from "../reference.ts";

const names = fc.stringMatching(/^[a-z]{1,12}(\.example)?(\/[a-z0-9]{1,8})?$/);
const sizes = fc.nat({ max: Number.MAX_SAFE_INTEGER });

export const checkpointsAreReadAsWritten: Law = ({ formatCheckpoint, parseCheckpoint }, { seed, runs }) => {
  fc.assert(
    fc.property(names, sizes, fc.nat(), (origin, size, label) => {
      const checkpoint = { origin, size, root: bytesOf(label) };
      assert.deepEqual(parseCheckpoint(formatCheckpoint(checkpoint)), checkpoint);
    }),
    { seed, numRuns: runs },
  );
};

export const aSignedCheckpointHoldsOnlyUnchanged: Law = (ledger, { seed, runs }) => {
  const changes = fc.record({
    at: fc.nat(),
    mask: fc.integer({ min: 1, max: 255 }),
    kind: fc.constantFrom("byte", "digit", "last"),
  });
  fc.assert(
    fc.property(names, sizes, fc.nat(), changes, (origin, size, label, { at, mask, kind }) => {
      const { note, keys } = signedCheckpoint(ledger, origin, size, label);
      const good = ledger.verifyCheckpoint(ledger.verifyEd25519, note, keys);
      const times = good.signatures.map(({ timeS }) => timeS);
      assert.deepEqual([good.origin, good.size, times], [origin, size, [null, 1_700_000_000]]);

      // The last digit before the padding says less than six bits: the rest of it could be changed unseen.
      const place = kind === "last" ? (lastDigits(note)[at % 3] ?? 0) : at % note.length;
      const byte = note[place] ?? 0;
      const changed = note.with(place, kind === "byte" ? byte ^ mask : neighbourDigit(byte, mask));
      if (changed[place] === byte) return;
      let read: SignedCheckpoint;
      try {
        read = ledger.verifyCheckpoint(ledger.verifyEd25519, changed, keys);
      } catch (error) {
        assert.ok(error instanceof ledger.LedgerError, `not a refusal: ${error}`);
        return;
      }
      // Two changes may pass: of what a stranger wrote, and of a witness's name or number: that is a stranger's then.
      assert.deepEqual(
        [read.origin, read.size, Buffer.from(read.root)],
        [origin, size, Buffer.from(good.root)],
      );
      const isStrangers = place >= note.length - Buffer.byteLength(STRANGER_LINE);
      assert.ok(isStrangers || read.signatures.length < times.length, `the change at ${place} passed`);
    }),
    { seed, numRuns: runs },
  );
};

export const aStrangersCheckpointIsRefused: Law = (ledger, { seed, runs }) => {
  fc.assert(
    fc.property(names, sizes, fc.nat(), (origin, size, label) => {
      const { note, keys } = signedCheckpoint(ledger, origin, size, label);
      const [key] = keys;
      assert.ok(key);
      const verify = (given: typeof keys) => () => ledger.verifyCheckpoint(ledger.verifyEd25519, note, given);
      const other = ledger.createVerifierKey(
        ledger.sha256,
        origin,
        ledger.createSigner(bytesOf("other")).publicKey,
      );
      assert.throws(verify([other]), { code: "signature-unknown" });
      assert.throws(verify([]), { code: "signature-unknown" });
      // Same name and number, another key: what an attacker gets who finds a key with the number of ours.
      assert.throws(verify([{ ...key, publicKey: other.publicKey }]), { code: "signature-invalid" });
      // A witness alone cannot speak for the log, nor can the key of another log.
      assert.throws(verify(keys.slice(1)), { code: "origin-mismatch" });
      const elsewhere = signNote(
        ledger,
        ledger.formatCheckpoint({ origin: `${origin}x`, size, root: bytesOf(label) }),
        origin,
      );
      assert.throws(() => ledger.verifyCheckpoint(ledger.verifyEd25519, elsewhere, keys), {
        code: "origin-mismatch",
      });
    }),
    { seed, numRuns: runs },
  );
};

export const verifierKeysAreReadAsWrittenAndOnlySo: Law = (ledger, { seed, runs }) => {
  fc.assert(
    fc.property(
      names,
      fc.nat(),
      fc.constantFrom(ledger.ED25519, ledger.COSIGNATURE),
      fc.nat(),
      (name, label, kind, at) => {
        const key = ledger.createVerifierKey(ledger.sha256, name, bytesOf(label), kind);
        const line = ledger.formatVerifierKey(key);
        assert.deepEqual(ledger.parseVerifierKey(ledger.sha256, line), key);
        const place = at % line.length;
        const changed = `${line.slice(0, place)}${line[place] === "a" ? "b" : "a"}${line.slice(place + 1)}`;
        assert.throws(() => ledger.parseVerifierKey(ledger.sha256, changed), { code: "key-malformed" });
      },
    ),
    { seed, numRuns: runs },
  );
};

export const commitmentsAreTheDocumentedHmacAndFitNothingElse: Law = (
  { commit, isCommitmentTo, sha256 },
  { seed, runs },
) => {
  fc.assert(
    fc.property(fc.nat(), fc.uint8Array({ maxLength: 200 }), fc.nat(), (label, bytes, at) => {
      const salt = bytesOf(label);
      const commitment = commit(sha256, salt, bytes);
      assert.deepEqual(Buffer.from(commitment), referenceCommitment(salt, bytes));
      assert.ok(isCommitmentTo(sha256, commitment, salt, bytes));
      const otherSalt = salt.map((byte, index) => (index === at % 32 ? byte ^ 1 : byte));
      assert.ok(!isCommitmentTo(sha256, commitment, otherSalt, bytes));
      assert.ok(!isCommitmentTo(sha256, commitment, salt, Uint8Array.of(...bytes, 0)));
      if (bytes.length > 0) assert.ok(!isCommitmentTo(sha256, commitment, salt, bytes.slice(1)));
    }),
    { seed, numRuns: runs },
  );
};

export const tilePathsAreThoseOfTheSpecification: Law = ({ parseTilePath, tilePath }, { seed, runs }) => {
  const tiles = fc.record(
    {
      level: fc.oneof(fc.nat({ max: 6 }), fc.constant("entries" as const)),
      index: fc.oneof(fc.nat({ max: 2_000_000 }), sizes, fc.constantFrom(0, 999, 1000, 999_999, 1_000_000)),
      width: fc.integer({ min: 1, max: 256 }),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(
      tiles,
      fc.nat(),
      fc.constantFrom("0", "x", "/", ".", "1", " ", "x000/"),
      (tile, at, character) => {
        const path = tilePath(tile);
        assert.equal(path, referenceTilePath(String(tile.level), tile.index, tile.width));
        assert.deepEqual(parseTilePath(path), tile);
        const place = at % path.length;
        const changed = path.slice(0, place) + character + path.slice(place);
        try {
          const read = parseTilePath(changed);
          assert.equal(tilePath(read), changed, "two spellings for one tile");
          assert.ok(read.width >= 1 && read.width <= 256, `a width of ${read.width}`);
        } catch (error) {
          if (!(error instanceof Error && "code" in error && error.code === "path-malformed")) throw error;
        }
      },
    ),
    { seed, numRuns: runs },
  );
};

const PADDING = "=".charCodeAt(0);
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Where the last digit before each padding stands. */
function lastDigits(note: Uint8Array): number[] {
  return [...note.keys()].filter((place) => note[place] !== PADDING && note[place + 1] === PADDING);
}

/** Another base64 digit that differs in its two lowest bits only; any other byte as it is. */
function neighbourDigit(byte: number, by: number): number {
  const value = DIGITS.indexOf(String.fromCharCode(byte));
  return value === -1 ? byte : DIGITS.charCodeAt(value ^ (1 + (by % 3)));
}

const STRANGER_LINE = "— stranger.example AAAAAAA=\n";

/** A checkpoint signed by its log and a witness, with a stranger's line below. */
function signedCheckpoint(ledger: LedgerUnderTest, origin: string, size: number, label: number) {
  const text = ledger.formatCheckpoint({ origin, size, root: bytesOf(label) });
  const { publicKey } = ledger.createSigner(bytesOf("witness"));
  const witness = ledger.createVerifierKey(ledger.sha256, "witness.example", publicKey, ledger.COSIGNATURE);
  const note = Buffer.concat([
    signNote(ledger, text, origin),
    cosign(text, witness.id),
    Buffer.from(STRANGER_LINE),
  ]);
  const key = ledger.createVerifierKey(ledger.sha256, origin, ledger.createSigner(bytesOf("log")).publicKey);
  return { note: new Uint8Array(note), keys: [key, witness] };
}

function signNote(ledger: LedgerUnderTest, text: string, name: string): Uint8Array {
  const signer = ledger.createSigner(bytesOf("log"));
  const { id } = ledger.createVerifierKey(ledger.sha256, name, signer.publicKey);
  const payload = sign(null, Buffer.from(text), privateKeyOf("log"));
  return ledger.formatNote({ text, signatures: [{ name, keyId: id, payload }] });
}

/** A witness's line, as c2sp.org/tlog-cosignature states it; the package itself only checks them. */
function cosign(text: string, keyId: number): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32BE(keyId);
  head.writeBigUInt64BE(1_700_000_000n, 4);
  const signature = sign(
    null,
    Buffer.from(`cosignature/v1\ntime 1700000000\n${text}`),
    privateKeyOf("witness"),
  );
  return Buffer.from(`— witness.example ${Buffer.concat([head, signature]).toString("base64")}\n`);
}

function privateKeyOf(label: string) {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), bytesOf(label)]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}
