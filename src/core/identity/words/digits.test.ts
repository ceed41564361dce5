import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom, toHex } from "../../keys/testing.ts";
import { digitCount, digitGroups, readDigits, secretToDigits } from "./digits.ts";
import { readSecret } from "./read.ts";
import { newSecret, numberToSecret } from "./secret.ts";

const secret = fc.string({ minLength: 1 }).map((seed) => newSecret(seededRandom(seed)));

function read(text: string): string {
  const answer = readDigits(text);
  return "secret" in answer ? toHex(answer.secret) : answer.slip;
}

describe("26 digits", () => {
  test("stand in seven groups and give the secret back", () => {
    fc.assert(
      fc.property(secret, (own) => {
        const groups = secretToDigits(own);
        expect(groups.map((group) => group.length)).toEqual(digitGroups);
        expect(groups.join("")).toMatch(/^[0-9]{26}$/);
        expect(read(groups.join(" "))).toBe(toHex(own));
      }),
    );
  });

  test("hold the smallest and the largest secret", () => {
    for (const number of [0n, 1n, 2n ** 76n - 1n]) {
      const own = numberToSecret(number) as Uint8Array;
      expect(read(secretToDigits(own).join(" "))).toBe(toHex(own));
    }
  });

  // Kills: the check left out, the modulus not prime to ten, a weight of zero.
  test("every single wrong digit and every two digits in each other's place are noticed", () => {
    fc.assert(
      fc.property(secret, (own) => {
        const digits = secretToDigits(own).join("");
        for (let at = 0; at < digitCount; at++) {
          for (let digit = 0; digit <= 9; digit++) {
            if (String(digit) === digits[at]) continue;
            expect(read(digits.slice(0, at) + digit + digits.slice(at + 1))).toBe("digits-check-failed");
          }
          for (let other = at + 1; other < digitCount; other++) {
            if (digits[at] === digits[other]) continue;
            const swapped = [...digits].with(at, digits[other] as string).with(other, digits[at] as string);
            expect(read(swapped.join(""))).toBe("digits-check-failed");
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test("the group of a wrong digit is named, seldom with more than two others", () => {
    let named = 0;
    let slips = 0;
    fc.assert(
      fc.property(secret, fc.nat(25), fc.integer({ min: 1, max: 9 }), (own, at, by) => {
        const digits = secretToDigits(own).join("");
        const answer = readDigits(
          digits.slice(0, at) + ((Number(digits[at]) + by) % 10) + digits.slice(at + 1),
        );
        if (!("slip" in answer) || answer.slip !== "digits-check-failed") throw new Error("not noticed");
        const group =
          1 + digitGroups.findIndex((_, i) => at < digitGroups.slice(0, i + 1).reduce((a, b) => a + b));
        expect(answer.groups).toContain(group);
        named += answer.groups.length;
        slips++;
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(named / slips).toBeLessThan(2);
  });

  test("are read from any keyboard, however they are separated", () => {
    const own = newSecret(seededRandom("keyboards"));
    const groups = secretToDigits(own);
    for (const zero of [0x0660, 0x06f0, 0x0966, 0xff10]) {
      const typed = groups
        .join(" - ")
        .replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));
      expect(read(`\u2067${typed}\u2069`)).toBe(toHex(own));
    }
    expect(read(groups.join("\n"))).toBe(toHex(own));
    expect(read(groups.join(". "))).toBe(toHex(own));
  });

  test("too few, too many and other signs are told by name", () => {
    expect(readDigits("1234 5678")).toEqual({ slip: "too-few-digits", seen: 8, wanted: 26 });
    expect(readDigits("1".repeat(27))).toEqual({ slip: "too-many-digits", seen: 27, wanted: 26 });
    expect(readDigits("1234 567€")).toEqual({ slip: "not-digits" });
  });

  test("a number beyond 76 bits is refused even when its check is right", () => {
    const beyond = (2n ** 76n + 5n) * 1000n;
    const whole = beyond + ((997n - (beyond % 997n)) % 997n);
    expect(read(whole.toString())).toBe("digits-check-failed");
  });
});

test("one field takes words or digits, and says when it is empty", async () => {
  const own = newSecret(seededRandom("field"));
  const answer = await readSecret(secretToDigits(own).join(" "), "ar");
  expect("secret" in answer && toHex(answer.secret)).toBe(toHex(own));
  expect(await readSecret(" \n\u200f", "ar")).toEqual({ slip: "empty" });
  expect(await readSecret("1. lemon", "en")).toMatchObject({ slip: "too-few-words", seen: 1 });
});
