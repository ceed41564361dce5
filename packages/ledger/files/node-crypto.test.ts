import { join } from "node:path";
import { ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, test } from "vitest";
import { sharedFolder, unzippedText } from "../testing/shared-data.ts";
import { createSigner, sha256, verifyEd25519 } from "./node-crypto.ts";

type Group = {
  publicKey: { pk: string };
  tests: { tcId: number; comment: string; msg: string; sig: string; result: "valid" | "invalid" }[];
};

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));
const folder = sharedFolder("wycheproof");

describe.skipIf(folder === null)("Wycheproof vectors for Ed25519", () => {
  const groups: Group[] =
    folder === null ? [] : JSON.parse(unzippedText(join(folder, "ed25519_test.json.gz"))).testGroups;
  const vectors = groups.flatMap(({ publicKey, tests }) =>
    tests.map((vector) => ({ ...vector, pk: publicKey.pk })),
  );

  test("there are 151, good and bad", () => {
    expect(vectors).toHaveLength(151);
    expect(new Set(vectors.map(({ result }) => result))).toEqual(new Set(["valid", "invalid"]));
  });

  test.each(vectors)(
    "$tcId $comment: $result, by node:crypto and as a browser would check it",
    ({ pk, msg, sig, result }) => {
      expect(verifyEd25519(hex(pk), hex(msg), hex(sig))).toBe(result === "valid");
      expect(verifyInBrowser(hex(pk), hex(msg), hex(sig))).toBe(result === "valid");
    },
  );
});

/** What a page passes to `verifyNote`: @noble/curves, which throws where lengths are wrong. */
function verifyInBrowser(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  return ed25519.verify(signature, message, publicKey, { zip215: false });
}

test("a signer's public key is the one of its seed (RFC 8032, 7.1, test 1)", async () => {
  const signer = createSigner(hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
  expect(Buffer.from(signer.publicKey).toString("hex")).toBe(
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  );
  const signature = await signer.sign(new Uint8Array());
  expect(Buffer.from(signature).toString("hex")).toMatch(
    /^e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155/,
  );
  expect(verifyEd25519(signer.publicKey, new Uint8Array(), signature)).toBe(true);
});

test("a seed of another length is refused, and not shown", () => {
  expect(() => createSigner(new Uint8Array(31).fill(0xab))).toThrow(
    expect.objectContaining({ code: "key-malformed" }),
  );
  expect(() => createSigner(new Uint8Array(31).fill(0xab))).not.toThrow(/ab|171/);
});

test("digests lie in JavaScript's heap: outside of it a million of them would leave gaps that stay", () => {
  const leaf = new Uint8Array(32).fill(7);
  const before = process.memoryUsage().arrayBuffers;
  const kept = Array.from({ length: 10_000 }, () => sha256(leaf));
  const grownBytes = process.memoryUsage().arrayBuffers - before;
  expect(kept.length).toBe(10_000);
  expect(grownBytes).toBeLessThan(30_000);
});
