import { ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasAgeVectors, openAge, readAgeVectors } from "./age-vectors.ts";
import { CryptoError } from "./bytes.ts";
import { type Curves, isSafeSigningKey } from "./curve-keys.ts";
import { chooseCurves, isSafeReadingKey, webCryptoCurves } from "./curves.ts";
import { hkdfSha256 } from "./derive.ts";
import { nobleCurves } from "./noble-curves.ts";
import { fromHex, toHex } from "./testing.ts";
import { hasWycheproof, readWycheproof } from "./wycheproof.ts";

const noble = nobleCurves;
const both: readonly Curves[] = [webCryptoCurves, noble];
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });

test("Node has the curves itself, so that noble is not loaded", async () => {
  expect((await chooseCurves()).by).toBe("webcrypto");
});

describe("WebCrypto and noble give the same bytes", () => {
  // Kills: a wrong PKCS #8 prefix, an unclamped scalar, a signature that draws randomness.
  test("for public keys, shared secrets and signatures of random keys", async () => {
    await fc.assert(
      fc.asyncProperty(key, key, fc.uint8Array({ maxLength: 300 }), async (mine, theirs, message) => {
        const [web, other] = await Promise.all(
          both.map(async (curves) => {
            const theirPublic = await curves.readingPublicKey(theirs);
            return [
              toHex(theirPublic),
              toHex(await curves.agree(mine, theirPublic)),
              toHex(await curves.signingPublicKey(mine)),
              toHex(await curves.sign(mine, message)),
            ];
          }),
        );
        expect(web).toEqual(other);
      }),
      { numRuns: 40 },
    );
  });

  test("and each accepts what the other signed, and refuses it for any other message or key", async () => {
    await fc.assert(
      fc.asyncProperty(
        key,
        key,
        fc.uint8Array({ minLength: 1, maxLength: 80 }),
        async (mine, theirs, message) => {
          fc.pre(toHex(mine) !== toHex(theirs));
          for (const [signer, checker] of [
            [webCryptoCurves, noble],
            [noble, webCryptoCurves],
          ] as const) {
            const signature = await signer.sign(mine, message);
            const publicKey = await checker.signingPublicKey(mine);
            expect(await checker.verify(publicKey, message, signature)).toBe(true);
            expect(await checker.verify(publicKey, message.slice(1), signature)).toBe(false);
            expect(await checker.verify(await checker.signingPublicKey(theirs), message, signature)).toBe(
              false,
            );
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe.each(both)("$by", (curves) => {
  test("refuses keys and signatures of any other length, as an error or as not good", async () => {
    const short = new Uint8Array(31);
    await expect(curves.readingPublicKey(short)).rejects.toThrow(CryptoError);
    await expect(curves.agree(new Uint8Array(32).fill(1), short)).rejects.toThrow(CryptoError);
    await expect(curves.sign(short, short)).rejects.toThrow(CryptoError);
    expect(await curves.verify(short, short, new Uint8Array(64))).toBe(false);
    expect(await curves.verify(new Uint8Array(32).fill(9), short, new Uint8Array(63))).toBe(false);
  });

  test("says no, and throws nothing, for a public key that is no point of the curve", async () => {
    // y = 2 has no x on the curve.
    const notAPoint = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 2 : 0));
    expect(await curves.verify(notAPoint, new Uint8Array(1), new Uint8Array(64))).toBe(false);
  });

  test("refuses a reading key that gives everyone the same secret", async () => {
    for (const weak of ["00".repeat(32), `01${"00".repeat(31)}`]) {
      await expect(curves.agree(new Uint8Array(32).fill(7), fromHex(weak))).rejects.toMatchObject({
        code: "low-order-key",
      });
    }
  });

  test.skipIf(!hasWycheproof)(
    "agrees with every X25519 vector of Wycheproof (skipped without ../shared)",
    async () => {
      let counted = 0;
      for (const { tests } of readWycheproof<X25519Vector>("x25519_test.json.gz")) {
        for (const { tcId, private: own, public: other, shared, flags } of tests) {
          const agreed = curves.agree(fromHex(own), fromHex(other));
          if (flags.includes("ZeroSharedSecret")) {
            await expect(agreed, `vector ${tcId}`).rejects.toMatchObject({ code: "low-order-key" });
          } else {
            expect(toHex(await agreed), `vector ${tcId}`).toBe(shared);
          }
          counted++;
        }
      }
      expect(counted).toBe(518);
    },
  );

  test.skipIf(!hasWycheproof)(
    "agrees with every Ed25519 vector of Wycheproof (skipped without ../shared)",
    async () => {
      let counted = 0;
      for (const { publicKey, tests } of readWycheproof<Ed25519Vector>("ed25519_test.json.gz")) {
        for (const { tcId, msg, sig, result } of tests) {
          const good = await curves.verify(fromHex(publicKey?.pk ?? ""), fromHex(msg), fromHex(sig));
          expect(good, `vector ${tcId}`).toBe(result === "valid");
          counted++;
        }
      }
      expect(counted).toBe(151);
    },
  );
});

interface X25519Vector {
  readonly tcId: number;
  readonly private: string;
  readonly public: string;
  readonly shared: string;
  readonly flags: readonly string[];
}

interface Ed25519Vector {
  readonly tcId: number;
  readonly msg: string;
  readonly sig: string;
  readonly result: "valid" | "invalid";
}

test("signing keys of small order are refused in every encoding: the multiples of a point of order eight", () => {
  const torsion = ed25519.Point.fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
  expect(torsion.isSmallOrder()).toBe(true);
  const encodings = new Set([0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n].map((k) => torsion.multiplyUnsafe(k).toHex()));
  expect(encodings.size).toBe(8);
  for (const hex of encodings) expect(isSafeSigningKey(fromHex(hex)), hex).toBe(false);
  // Not reduced: y = p and y = p + 1 stand for 0 and 1; each with either sign bit.
  for (const hex of ["ed", "ee"].flatMap((low) => [
    `${low}${"ff".repeat(30)}7f`,
    `${low}${"ff".repeat(31)}`,
  ])) {
    expect(isSafeSigningKey(fromHex(hex)), hex).toBe(false);
  }
  expect(isSafeSigningKey(ed25519.getPublicKey(new Uint8Array(32).fill(3)))).toBe(true);
});

test("reading keys of low order are refused, others are not", async () => {
  const order8 = "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800";
  expect(await isSafeReadingKey(fromHex(order8))).toBe(false);
  expect(await isSafeReadingKey(new Uint8Array(32))).toBe(false);
  expect(await isSafeReadingKey(new Uint8Array(31))).toBe(false);
  expect(await isSafeReadingKey(await noble.readingPublicKey(new Uint8Array(32).fill(3)))).toBe(true);
});

describe.skipIf(!hasAgeVectors)("age's vectors for X25519 keys, by our agreement and derivation", () => {
  const vectors = hasAgeVectors ? readAgeVectors() : [];

  // Kills: an HKDF whose salt and info are swapped, an agreement over another point, a key of another length.
  test.each(both)("come out right by %s (skipped without ../shared)", async ({ agree }) => {
    expect(vectors.length).toBe(33);
    for (const vector of vectors) {
      const { result, payload } = await openAge(vector, { agree, hkdf: hkdfSha256 });
      expect([vector.name, result, payload]).toEqual([vector.name, vector.expect, vector.payload]);
    }
    const swapped = {
      agree,
      hkdf: (m: Uint8Array, s: Uint8Array, i: Uint8Array, l: number) => hkdfSha256(m, i, s, l),
    };
    const right = vectors.filter(({ expect }) => expect === "success");
    for (const vector of right) expect((await openAge(vector, swapped)).result).toBe("no match");
  });
});
