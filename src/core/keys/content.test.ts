import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "./bytes.ts";
import { contentOverheadBytes, decryptContent, encryptContent } from "./content.ts";
import { flipBit, seededRandom, toHex } from "./testing.ts";

const random = seededRandom("content");
const key = random(32);
const place = utf8("case 1, contact, version 3");

test("what is encrypted comes back under the same key and place, and is 29 bytes longer", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 5000 }),
      fc.uint8Array({ maxLength: 90 }),
      async (document, aad) => {
        const sealed = await encryptContent(key, document, aad, random);
        expect(sealed.length).toBe(document.length + contentOverheadBytes);
        expect(toHex(await decryptContent(key, sealed, aad))).toBe(toHex(document));
      },
    ),
  );
});

// Kills: aad dropped, tag unchecked, nonce outside what is checked, version byte not authenticated.
test("any flipped bit is refused", async () => {
  const sealed = await encryptContent(key, utf8("a document"), place, random);
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    await expect(decryptContent(key, flipBit(sealed, bit), place), `bit ${bit}`).rejects.toMatchObject({
      code: bit < 8 ? "unknown-version" : "cannot-open",
    });
  }
});

test("another key, another place, too few bytes or another version are refused by name", async () => {
  const sealed = await encryptContent(key, utf8("a document"), place, random);
  await expect(decryptContent(random(32), sealed, place)).rejects.toMatchObject({ code: "cannot-open" });
  await expect(decryptContent(key, sealed, utf8("case 2"))).rejects.toMatchObject({ code: "cannot-open" });
  await expect(decryptContent(key, sealed.subarray(0, 28), place)).rejects.toMatchObject({
    code: "bad-length",
  });
  await expect(decryptContent(key.subarray(1), sealed, place)).rejects.toMatchObject({ code: "bad-length" });
  const later = new Uint8Array(sealed);
  later[0] = 2;
  await expect(decryptContent(key, later, place)).rejects.toMatchObject({ code: "unknown-version" });
});

test("each encryption takes a fresh nonce of twelve bytes", async () => {
  const nonces = new Set<string>();
  for (let i = 0; i < 50; i++)
    nonces.add(toHex((await encryptContent(key, place, place, random)).subarray(1, 13)));
  expect(nonces.size).toBe(50);
  await expect(encryptContent(key, place, place, () => new Uint8Array(8))).rejects.toMatchObject({
    code: "bad-length",
  });
});
