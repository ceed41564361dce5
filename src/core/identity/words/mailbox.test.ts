import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat } from "../../keys/bytes.ts";
import { hash } from "../../keys/derive.ts";
import { flipBit, seededRandom, toHex } from "../../keys/testing.ts";
import { argon2id as argon2InBrowser } from "./argon2-browser.ts";
import { argon2id as argon2InNode } from "./argon2-node.ts";
import type { Argon2id } from "./argon2id.ts";
import { deriveMailboxKeys, mailboxAddress, ownsAddress } from "./mailbox.ts";
import { newSecret } from "./secret.ts";

const random = seededRandom("mailbox");
const doorSalt = random(16);
/** Stands in for Argon2id where the test is about what comes after it. */
const quick: Argon2id = async (password, salt) => hash(concat(password, salt));

describe("Argon2id", () => {
  test("is the same in Node's native code and in the browser's WebAssembly", async () => {
    for (let i = 0; i < 3; i++) {
      const password = random(10 + i * 20);
      const salt = random(16 + i * 8);
      expect(toHex(await argon2InBrowser(password, salt))).toBe(toHex(await argon2InNode(password, salt)));
    }
  });

  test("gives this value for this secret and salt: 64 MiB, 3 passes, 1 lane, version 1.3", async () => {
    const value = await argon2InNode(new Uint8Array(10).fill(1), new Uint8Array(16).fill(2));
    expect(toHex(value)).toBe("1a500811d8205e2e03883b49017f41ca9a2f5188aeaadff214b0dc73bb00b6ea");
  });
});

describe("a mailbox", () => {
  test("is the same for the same words at the same door", async () => {
    const secret = newSecret(random);
    const one = await deriveMailboxKeys(secret, { doorSalt, argon2id: argon2InNode });
    const two = await deriveMailboxKeys(secret, { doorSalt, argon2id: argon2InBrowser });
    expect(one).toEqual(two);
    expect(one.address).toMatch(/^[a-z2-7]{26}$/);
  });

  // Kills: one key used twice, the salt left out, a secret cut short.
  test("has an address and two private keys that all differ, and other ones for any other secret or door", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1 }),
        fc.integer({ min: 4, max: 79 }),
        fc.nat(127),
        async (seed, bit, saltBit) => {
          const secret = newSecret(seededRandom(seed));
          const mailboxes = await Promise.all([
            deriveMailboxKeys(secret, { doorSalt, argon2id: quick }),
            deriveMailboxKeys(flipBit(secret, bit), { doorSalt, argon2id: quick }),
            deriveMailboxKeys(secret, { doorSalt: flipBit(doorSalt, saltBit), argon2id: quick }),
          ]);
          const values = mailboxes.flatMap(({ address, reading, signing }) => [
            address,
            toHex(reading.privateKey),
            toHex(signing.privateKey),
          ]);
          expect(new Set(values).size).toBe(9);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("owns its address; no other key does, not even one of the two", async () => {
    const own = await deriveMailboxKeys(newSecret(random), { doorSalt, argon2id: quick });
    const other = await deriveMailboxKeys(newSecret(random), { doorSalt, argon2id: quick });
    const keys = { readingKey: own.reading.publicKey, signingKey: own.signing.publicKey };
    expect(mailboxAddress(keys)).toBe(own.address);
    expect(ownsAddress(own.address, keys)).toBe(true);
    expect(ownsAddress(own.address, { ...keys, readingKey: other.reading.publicKey })).toBe(false);
    expect(ownsAddress(own.address, { ...keys, signingKey: other.signing.publicKey })).toBe(false);
    expect(ownsAddress(own.address, { readingKey: keys.signingKey, signingKey: keys.readingKey })).toBe(
      false,
    );
    expect(ownsAddress(other.address, keys)).toBe(false);
    expect(ownsAddress("", keys)).toBe(false);
  });

  test("is not made with a short salt or from what is no secret", async () => {
    const options = { doorSalt: new Uint8Array(15), argon2id: quick };
    await expect(deriveMailboxKeys(newSecret(random), options)).rejects.toMatchObject({ code: "bad-length" });
    const tooLarge = new Uint8Array(10).fill(0xff);
    await expect(deriveMailboxKeys(tooLarge, { doorSalt, argon2id: quick })).rejects.toMatchObject({
      code: "bad-value",
    });
  });
});
