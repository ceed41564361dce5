import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toBase64Url } from "../../keys/bytes.ts";
import { signingKeysOf } from "../../keys/derive.ts";
import { flipBit, seededRandom } from "../../keys/testing.ts";
import { signChallenge, signStatement, verifyChallenge, verifyStatement } from "./statements.ts";

const random = seededRandom("statements");
const keys = await signingKeysOf(random(32));
const others = await signingKeysOf(random(32));
const address = "abcdefghijklmnopqrstuvwxyz";
const challenge = { purpose: "open-mailbox", address, nonce: random(32) };

describe("a challenge", () => {
  test("is answered by who holds the words, and by nobody else", async () => {
    const signature = await signChallenge(keys.privateKey, challenge);
    expect(await verifyChallenge(keys.publicKey, challenge, signature)).toBe(true);
    expect(await verifyChallenge(others.publicKey, challenge, signature)).toBe(false);
  });

  // Kills: purpose, address or nonce left out of what is signed.
  test("is for one purpose, one mailbox and one nonce", async () => {
    const signature = await signChallenge(keys.privateKey, challenge);
    for (const change of [
      { purpose: "delete-mailbox" },
      { address: "abcdefghijklmnopqrstuvwxy2" },
      { nonce: flipBit(challenge.nonce, 255) },
      { purpose: "open-mailboxa", address: "bcdefghijklmnopqrstuvwxyz" },
    ]) {
      expect(await verifyChallenge(keys.publicKey, { ...challenge, ...change }, signature)).toBe(false);
    }
  });

  test.each(["", "x", "A".repeat(85), "A".repeat(86), "=".repeat(86), "é"])(
    "an answer that is no signature is refused: %j",
    async (text) => {
      expect(await verifyChallenge(keys.publicKey, challenge, text)).toBe(false);
    },
  );

  test("any flipped bit of the signature is refused", async () => {
    const signature = Buffer.from(await signChallenge(keys.privateKey, challenge), "base64url");
    for (let bit = 0; bit < 512; bit += 7) {
      expect(await verifyChallenge(keys.publicKey, challenge, toBase64Url(flipBit(signature, bit)))).toBe(
        false,
      );
    }
  });

  test("with a short nonce is not signed at all", async () => {
    await expect(signChallenge(keys.privateKey, { ...challenge, nonce: random(16) })).rejects.toMatchObject({
      code: "bad-length",
    });
  });
});

describe("a statement", () => {
  const statement = { kind: "consent", categories: ["contact"], until: "2027-01-01T00:00:00.000Z" };

  test("keeps its signature when it travels as JSON with its keys in another order", async () => {
    const signed = await signStatement(keys.privateKey, address, statement);
    const travelled = JSON.parse(
      JSON.stringify({ ...signed, statement: Object.fromEntries(Object.entries(statement).reverse()) }),
    );
    expect(await verifyStatement(keys.publicKey, travelled)).toBe(true);
  });

  test("loses it when a word, the mailbox or the key is another", async () => {
    const signed = await signStatement(keys.privateKey, address, statement);
    expect(await verifyStatement(others.publicKey, signed)).toBe(false);
    expect(await verifyStatement(keys.publicKey, { ...signed, address: "other" })).toBe(false);
    expect(
      await verifyStatement(keys.publicKey, {
        ...signed,
        statement: { ...statement, categories: ["contact", "health"] },
      }),
    ).toBe(false);
  });

  // Kills: one label for both kinds.
  test("is never a challenge, whatever it says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme-ascii" }), async (text) => {
        const signed = await signStatement(keys.privateKey, address, text);
        expect(await verifyChallenge(keys.publicKey, { ...challenge, purpose: text }, signed.signature)).toBe(
          false,
        );
      }),
      { numRuns: 20 },
    );
  });
});
