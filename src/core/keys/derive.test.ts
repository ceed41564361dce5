import { describe, expect, test } from "vitest";
import { CryptoError, utf8 } from "./bytes.ts";
import { deriveKey, hash, hkdfSha256 } from "./derive.ts";
import { fromHex, toHex } from "./testing.ts";
import { hasWycheproof, readWycheproof } from "./wycheproof.ts";

interface HkdfVector {
  readonly tcId: number;
  readonly ikm: string;
  readonly salt: string;
  readonly info: string;
  readonly size: number;
  readonly okm: string;
  readonly result: "valid" | "invalid";
}

describe("HKDF", () => {
  test.skipIf(!hasWycheproof)("agrees with every vector of Wycheproof (skipped without ../shared)", () => {
    let counted = 0;
    for (const { tests } of readWycheproof<HkdfVector>("hkdf_sha256_test.json.gz")) {
      for (const { tcId, ikm, salt, info, size, okm, result } of tests) {
        const derive = () => hkdfSha256(fromHex(ikm), fromHex(salt), fromHex(info), size);
        if (result === "valid") expect(toHex(derive()), `vector ${tcId}`).toBe(okm);
        else expect(derive, `vector ${tcId}`).toThrow(CryptoError);
        counted++;
      }
    }
    expect(counted).toBe(86);
  });

  test("gives another key for another label, and takes 32 bytes of material only", () => {
    const material = new Uint8Array(32).fill(4);
    expect(toHex(deriveKey(material, "a"))).not.toBe(toHex(deriveKey(material, "b")));
    expect(toHex(deriveKey(material, "a"))).toBe(
      toHex(hkdfSha256(material, new Uint8Array(), utf8("a"), 32)),
    );
    expect(() => deriveKey(new Uint8Array(16), "a")).toThrow(CryptoError);
  });
});

test("the hash is SHA-256 (FIPS 180-4's example)", () => {
  expect(toHex(hash(utf8("abc")))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
