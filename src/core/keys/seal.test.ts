import * as NobleHpke from "@panva/hpke-noble";
import fc from "fast-check";
import * as Hpke from "hpke";
import { describe, expect, test } from "vitest";
import { concat, utf8 } from "./bytes.ts";
import { webCryptoCurves } from "./curves.ts";
import { nobleCurves } from "./noble-curves.ts";
import { makeSealKeys, open, openWith, seal, sealKeysOf, sealOverheadBytes, sealWith } from "./seal.ts";
import { flipBit, fromHex, seededRandom, toHex } from "./testing.ts";

const curves = [webCryptoCurves, nobleCurves];
const bytes = (maxLength: number) => fc.uint8Array({ maxLength });

// The vector that RFC 9180's authors publish for mode 0, KEM 0x0020, KDF 0x0001, AEAD 0x0002, first encryption.
const rfc = {
  info: fromHex("4f6465206f6e2061204772656369616e2055726e"),
  ephemeralMaterial: fromHex("2cd7c601cefb3d42a62b04b7a9041494c06c7843818e0ce28a8f704ae7ab20f9"),
  privateKey: fromHex("497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d"),
  publicKey: fromHex("430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c"),
  enc: fromHex("6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256"),
  plaintext: fromHex("4265617574792069732074727574682c20747275746820626561757479"),
  aad: fromHex("436f756e742d30"),
  ciphertext: fromHex(
    "e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a",
  ),
};

describe.each(curves)("by $by", (chosen) => {
  test("sealing and opening give the bytes of RFC 9180's published vector", async () => {
    expect(toHex((await sealKeysOf(rfc.privateKey)).publicKey)).toBe(toHex(rfc.publicKey));
    const sealed = await sealWith(chosen, rfc.publicKey, rfc.plaintext, rfc, () => rfc.ephemeralMaterial);
    expect(toHex(sealed)).toBe(toHex(concat(rfc.enc, rfc.ciphertext)));
    expect(toHex(await openWith(chosen, rfc.privateKey, sealed, rfc))).toBe(toHex(rfc.plaintext));
  });

  // Kills: a KEM that derives other secrets than the libraries' own, in either direction.
  test("the libraries' own suites open what we seal, and we open what they seal", async () => {
    const theirs = [
      new Hpke.CipherSuite(Hpke.KEM_DHKEM_X25519_HKDF_SHA256, Hpke.KDF_HKDF_SHA256, Hpke.AEAD_AES_256_GCM),
      new Hpke.CipherSuite(
        NobleHpke.KEM_DHKEM_X25519_HKDF_SHA256,
        NobleHpke.KDF_HKDF_SHA256,
        NobleHpke.AEAD_AES_256_GCM,
      ),
    ];
    await fc.assert(
      fc.asyncProperty(bytes(200), bytes(40), bytes(40), fc.string(), async (plaintext, info, aad, seed) => {
        const random = seededRandom(seed);
        for (const suite of theirs) {
          const keys = await makeSealKeys(random);
          const own = await pairFor(suite, keys);
          const sealed = await sealWith(chosen, keys.publicKey, plaintext, { info, aad }, random);
          const opened = await suite.Open(own, sealed.subarray(0, 32), sealed.subarray(32), { info, aad });
          expect(toHex(opened)).toBe(toHex(plaintext));

          const { encapsulatedSecret, ciphertext } = await suite.Seal(own.publicKey, plaintext, {
            info,
            aad,
          });
          const both = concat(encapsulatedSecret, ciphertext);
          expect(toHex(await openWith(chosen, keys.privateKey, both, { info, aad }))).toBe(toHex(plaintext));
        }
      }),
      { numRuns: 15 },
    );
  });
});

/** A key pair as a library's suite holds it; WebCrypto needs the public half beside a key that does not leave it. */
async function pairFor(suite: Hpke.CipherSuite, keys: { publicKey: Uint8Array; privateKey: Uint8Array }) {
  return {
    publicKey: await suite.DeserializePublicKey(keys.publicKey),
    privateKey: await suite.DeserializePrivateKey(keys.privateKey, true),
  };
}

describe("what is sealed", () => {
  const context = { info: utf8("info"), aad: utf8("aad") };
  const random = seededRandom("seal");

  test("opens for its reader and adds 48 bytes", async () => {
    await fc.assert(
      fc.asyncProperty(bytes(2000), bytes(60), bytes(60), async (plaintext, info, aad) => {
        const { publicKey, privateKey } = await makeSealKeys(random);
        const sealed = await seal(publicKey, plaintext, { info, aad }, random);
        expect(sealed.length).toBe(plaintext.length + sealOverheadBytes);
        expect(toHex(await open(privateKey, sealed, { info, aad }))).toBe(toHex(plaintext));
      }),
      { numRuns: 40 },
    );
  });

  // Kills: the encapsulated key, the ciphertext or the tag left out of what is checked.
  test("is refused when any bit is flipped", async () => {
    const { publicKey, privateKey } = await makeSealKeys(random);
    const sealed = await seal(publicKey, utf8("a letter's key"), context, random);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      // The highest bit of an X25519 key is ignored by the curve (RFC 7748, section 5), yet HPKE hashes it.
      await expect(open(privateKey, flipBit(sealed, bit), context), `bit ${bit}`).rejects.toMatchObject({
        code: "cannot-open",
      });
    }
  });

  // Kills: aad dropped, info dropped, aad and info swapped.
  test("is refused for another purpose, another place or another key", async () => {
    const { publicKey, privateKey } = await makeSealKeys(random);
    const sealed = await seal(publicKey, utf8("x"), context, random);
    const refusal = { code: "cannot-open" };
    const { info, aad } = context;
    await expect(open(privateKey, sealed, { info: utf8("other"), aad })).rejects.toMatchObject(refusal);
    await expect(open(privateKey, sealed, { info, aad: utf8("other") })).rejects.toMatchObject(refusal);
    await expect(open(privateKey, sealed, { info: aad, aad: info })).rejects.toMatchObject(refusal);
    await expect(open((await makeSealKeys(random)).privateKey, sealed, context)).rejects.toMatchObject(
      refusal,
    );
    await expect(open(privateKey, sealed.subarray(0, 47), context)).rejects.toMatchObject({
      code: "bad-length",
    });
  });

  test("never repeats: the same plaintext twice gives different bytes", async () => {
    const { publicKey } = await makeSealKeys(random);
    const twice = [1, 2].map(() => seal(publicKey, utf8("same"), context, random));
    const [first, second] = await Promise.all(twice);
    expect(toHex(first as Uint8Array)).not.toBe(toHex(second as Uint8Array));
  });

  test("goes to no key of low order, and the caller learns why", async () => {
    for (const chosen of curves) {
      await expect(sealWith(chosen, new Uint8Array(32), utf8("x"), context, random)).rejects.toMatchObject({
        code: "low-order-key",
      });
    }
    await expect(seal(new Uint8Array(31), utf8("x"), context, random)).rejects.toMatchObject({
      code: "bad-length",
    });
  });

  test("draws its randomness from what is passed in, and from nothing else", async () => {
    const { publicKey } = await makeSealKeys(random);
    const one = await seal(publicKey, utf8("x"), context, seededRandom("fixed"));
    const two = await seal(publicKey, utf8("x"), context, seededRandom("fixed"));
    expect(toHex(one)).toBe(toHex(two));
    await expect(seal(publicKey, utf8("x"), context, () => new Uint8Array(16))).rejects.toThrow();
  });
});
