import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CryptoError,
  equalBytes,
  framed,
  fromBase64Url,
  fromUtf8,
  toBase32,
  toBase64Url,
  uint32,
  utf8,
} from "./bytes.ts";
import { toHex } from "./testing.ts";

const bytes = fc.uint8Array({ maxLength: 400 });

describe("base64url", () => {
  test("is what Node writes, and comes back", () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toBase64Url(value)).toBe(Buffer.from(value).toString("base64url"));
        expect(toHex(fromBase64Url(toBase64Url(value)))).toBe(toHex(value));
      }),
    );
  });

  test("takes a value of 200,000 bytes", () => {
    const large = new Uint8Array(200_000).fill(0xfe);
    expect(equalBytes(fromBase64Url(toBase64Url(large)), large)).toBe(true);
  });

  // Kills: padding accepted, loose last bits accepted, the other alphabet accepted.
  test.each(["QQ==", "QR", "Q", "QUI+", "Q U", "QUJDR", "é"])(
    "has one spelling for one value: %j is refused",
    (text) => {
      expect(() => fromBase64Url(text)).toThrow(CryptoError);
    },
  );

  test("refuses a wrong length by name", () => {
    expect(() => fromBase64Url("QUJD", 4)).toThrow("has 3 bytes; it must have 4");
  });
});

test("base32 gives RFC 4648's examples in lower case without padding", () => {
  const examples = {
    "": "",
    f: "my",
    fo: "mzxq",
    foo: "mzxw6",
    foob: "mzxw6yq",
    fooba: "mzxw6ytb",
    foobar: "mzxw6ytboi",
  };
  for (const [text, encoded] of Object.entries(examples)) expect(toBase32(utf8(text))).toBe(encoded);
});

// Kills: lengths left out of the frame, the label run into the first part.
test("two different lists of parts, or two labels, never frame to the same bytes", () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 6 }), { maxLength: 4 });
  const label = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(label, parts, label, parts, (oneLabel, one, twoLabel, two) => {
      const same = oneLabel === twoLabel && JSON.stringify(one.map(toHex)) === JSON.stringify(two.map(toHex));
      expect(toHex(framed(oneLabel, ...one)) === toHex(framed(twoLabel, ...two))).toBe(same);
    }),
    { numRuns: 500 },
  );
  // The same bytes, cut in every way: each cut is another message.
  const cuts = ["abc", "a|bc", "ab|c", "a|b|c", "|abc", "abc|"].map((cut) => cut.split("|").map(utf8));
  expect(new Set(cuts.map((cut) => toHex(framed("label", ...cut)))).size).toBe(cuts.length);
});

test("text that UTF-8 cannot say and bytes that are no UTF-8 are refused", () => {
  expect(() => utf8("half \ud83d")).toThrow(CryptoError);
  expect(() => fromUtf8(Uint8Array.of(0xc3))).toThrow(CryptoError);
  expect(fromUtf8(utf8("\ufeffA mark at the start stays"))).toBe("\ufeffA mark at the start stays");
});

test("numbers that four bytes cannot hold are refused", () => {
  expect(toHex(uint32(0xfffffffe))).toBe("fffffffe");
  for (const wrong of [-1, 1.5, 2 ** 32, Number.NaN]) expect(() => uint32(wrong)).toThrow(CryptoError);
});
