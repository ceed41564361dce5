import fc from "fast-check";
import { expect, test } from "vitest";
import { CryptoError } from "./bytes.ts";
import { type CanonicalValue, canonicalJson } from "./canonical-json.ts";

const wellFormed = fc.string({ unit: "binary" }).filter((text) => text.isWellFormed());
const value = fc.letrec<{ any: CanonicalValue }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    wellFormed,
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("any"), { maxLength: 4 }),
    fc.dictionary(wellFormed, tie("any"), { maxKeys: 4 }),
  ),
})).any;

test("reads back as the same value, and the order of keys says nothing", () => {
  fc.assert(
    fc.property(value, (any) => {
      const text = canonicalJson(any);
      // -0 is written 0 (RFC 8785, section 3.2.2.3), so compare what JSON can tell apart.
      expect(JSON.stringify(JSON.parse(text))).toBe(
        JSON.stringify(JSON.parse(canonicalJson(JSON.parse(text)))),
      );
      expect(canonicalJson(JSON.parse(JSON.stringify(reversed(any))))).toBe(text);
    }),
  );
});

function reversed(any: CanonicalValue): CanonicalValue {
  if (Array.isArray(any)) return any.map(reversed);
  if (any === null || typeof any !== "object") return any;
  const entries = Object.entries(any as Record<string, CanonicalValue>).reverse();
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)]));
}

test("orders keys by UTF-16 units, as RFC 8785 does in its example", () => {
  const keys = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
  const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
  expect(Object.keys(JSON.parse(text) as object).filter((key) => key !== "1")).toEqual([
    "\r",
    "\u0080",
    "\u00f6",
    "\u20ac",
    "\ud83d\ude00",
    "\ufb33",
  ]);
});

test.each([0.5, Number.NaN, 2 ** 53, "\ud800", { "\udc00": 1 }])(
  "refuses to sign what others may read otherwise: %j",
  (wrong) => {
    expect(() => canonicalJson(wrong)).toThrow(CryptoError);
  },
);

test("refuses what JSON would silently drop", () => {
  const holed = JSON.parse("{}") as Record<string, CanonicalValue>;
  Object.assign(holed, { gone: undefined });
  expect(() => canonicalJson(holed)).toThrow(CryptoError);
});
