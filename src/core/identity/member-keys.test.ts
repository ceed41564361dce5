import { describe, expect, test } from "vitest";
import { concat } from "../keys/bytes.ts";
import { hash } from "../keys/derive.ts";
import { flipBit, seededRandom, toHex } from "../keys/testing.ts";
import {
  derivePasswordSecrets,
  makeMemberKeys,
  rewrapMemberKeys,
  unwrapMemberKeys,
  wrapMemberKeys,
} from "./member-keys.ts";
import { argon2id } from "./words/argon2-node.ts";
import type { Argon2id } from "./words/argon2id.ts";

const random = seededRandom("members");
const quick: Argon2id = async (password, salt) => hash(concat(password, salt));
const credentials = { email: "noor@example.org", password: "a long and calm sentence" };

describe("a password", () => {
  test("gives two secrets, and the one that is sent does not open what the other wraps", async () => {
    const { authSecret, wrapKey } = await derivePasswordSecrets(credentials, argon2id);
    expect(authSecret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const wrapped = await wrapMemberKeys(await makeMemberKeys(random), wrapKey, "member-1", random);
    const sent = Buffer.from(authSecret, "base64url");
    await expect(unwrapMemberKeys(wrapped, sent, "member-1")).rejects.toMatchObject({ code: "cannot-open" });
  });

  test("gives the same whatever case, spaces or code points it was typed with", async () => {
    const typed = { email: " Zoë@Example.ORG ", password: "caf\u00e9 \ufb01ne" };
    const again = { email: "zoe\u0308@example.org", password: "cafe\u0301 fine" };
    expect(await derivePasswordSecrets(typed, quick)).toEqual(await derivePasswordSecrets(again, quick));
  });

  // Kills: the address left out of the salt.
  test("gives other secrets for another address or another password", async () => {
    const all = await Promise.all(
      [
        credentials,
        { ...credentials, email: "noor@example.com" },
        { ...credentials, password: "A long and calm sentence" },
      ].map((given) => derivePasswordSecrets(given, quick)),
    );
    expect(new Set(all.flatMap(({ authSecret, wrapKey }) => [authSecret, toHex(wrapKey)])).size).toBe(6);
  });

  test("and an address are both needed", async () => {
    for (const missing of [{ email: " " }, { password: "" }]) {
      await expect(derivePasswordSecrets({ ...credentials, ...missing }, quick)).rejects.toMatchObject({
        code: "bad-value",
      });
    }
  });
});

describe("wrapped keys", () => {
  const wrapKey = random(32);

  test("come back whole, public halves included", async () => {
    const keys = await makeMemberKeys(random);
    const wrapped = await wrapMemberKeys(keys, wrapKey, "member-1", random);
    expect(await unwrapMemberKeys(wrapped, wrapKey, "member-1")).toEqual(keys);
  });

  // Kills: aad dropped.
  test("are refused for another member, another wrapping key, or any flipped bit", async () => {
    const wrapped = await wrapMemberKeys(await makeMemberKeys(random), wrapKey, "member-1", random);
    await expect(unwrapMemberKeys(wrapped, wrapKey, "member-2")).rejects.toMatchObject({
      code: "cannot-open",
    });
    await expect(unwrapMemberKeys(wrapped, random(32), "member-1")).rejects.toMatchObject({
      code: "cannot-open",
    });
    for (let bit = 0; bit < wrapped.length * 8; bit += 5) {
      await expect(
        unwrapMemberKeys(flipBit(wrapped, bit), wrapKey, "member-1"),
        `bit ${bit}`,
      ).rejects.toThrow();
    }
  });

  test("move to a new password with the same keys inside, and leave the old one behind", async () => {
    const keys = await makeMemberKeys(random);
    const wrapped = await wrapMemberKeys(keys, wrapKey, "member-1", random);
    const to = random(32);
    const moved = await rewrapMemberKeys(wrapped, "member-1", { from: wrapKey, to }, random);
    expect(await unwrapMemberKeys(moved, to, "member-1")).toEqual(keys);
    await expect(unwrapMemberKeys(moved, wrapKey, "member-1")).rejects.toMatchObject({ code: "cannot-open" });
  });
});
