import { expect, test } from "vitest";
import { toUtf8 } from "../bytes.ts";
import { commit } from "../commitment.ts";
import { createSigner, sha256, verifyEd25519 } from "../files/node-crypto.ts";
import { formatCheckpoint, verifyCheckpoint } from "./checkpoint.ts";
import { createVerifierKey } from "./key.ts";
import { formatNote } from "./note.ts";
import { formatReceipt, leafOfReceipt, type Receipt, verifyReceipt } from "./receipt.ts";

const signer = createSigner(new Uint8Array(32).fill(7));
const ORIGIN = "log.example/state";
const key = createVerifierKey(sha256, ORIGIN, signer.publicKey);
const receipt: Receipt = {
  origin: ORIGIN,
  content: '{"kind": "letter.kept", "sha256": "ab"}',
  salt: new Uint8Array(32).fill(9),
};

function sign(text: string): Uint8Array {
  const payload = signer.sign(toUtf8(text)) as Uint8Array;
  return formatNote({ text, signatures: [{ name: ORIGIN, keyId: key.id, payload }] });
}
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "accepted";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test("what the log's key signed is read back, with the leaf that the log holds for it", () => {
  const read = verifyReceipt(verifyEd25519, sign(formatReceipt(receipt)), [key]);
  expect(read).toEqual(receipt);
  expect(leafOfReceipt(sha256, read)).toEqual(commit(sha256, receipt.salt, toUtf8(receipt.content)));
});

test("a receipt is no checkpoint, and a checkpoint no receipt, under the same key", () => {
  const root = new Uint8Array(32);
  const checkpoint = formatCheckpoint({ origin: ORIGIN, size: 5, root });
  expect(codeOf(() => verifyReceipt(verifyEd25519, sign(checkpoint), [key]))).toBe("receipt-malformed");
  expect(codeOf(() => verifyCheckpoint(verifyEd25519, sign(formatReceipt(receipt)), [key]))).toBe(
    "checkpoint-malformed",
  );
  // Whatever someone gets into a text that is signed: the second line is never a size.
  expect(codeOf(() => formatReceipt({ ...receipt, content: "5" }))).toBe("receipt-malformed");
  expect(codeOf(() => formatReceipt({ ...receipt, content: "{}\n5" }))).toBe("receipt-malformed");
  expect(codeOf(() => formatReceipt({ ...receipt, origin: "a\nb" }))).toBe("receipt-malformed");
});

test("another log's key, a changed letter and a short salt are refused", () => {
  const text = formatReceipt(receipt);
  const other = createVerifierKey(sha256, "other.example", signer.publicKey);
  expect(codeOf(() => verifyReceipt(verifyEd25519, sign(text), [other]))).toBe("signature-unknown");
  const payload = signer.sign(toUtf8(text)) as Uint8Array;
  const named = formatNote({ text, signatures: [{ name: "other.example", keyId: other.id, payload }] });
  expect(codeOf(() => verifyReceipt(verifyEd25519, named, [other]))).toBe("origin-mismatch");
  const changed = toUtf8(new TextDecoder().decode(sign(text)).replace("kept", "lost"));
  expect(codeOf(() => verifyReceipt(verifyEd25519, changed, [key]))).toBe("signature-invalid");
  expect(codeOf(() => formatReceipt({ ...receipt, salt: new Uint8Array(31) }))).toBe("receipt-malformed");
});
