import { expect, test } from "vitest";
import { decodeBundle, encodeBundle } from "./bundle.ts";
import { parseTilePath, tilePath, tileWidth } from "./layout.ts";

test("paths are those of the examples in c2sp.org/tlog-tiles", () => {
  expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe("tile/0/x001/x234/067");
  expect(tilePath({ level: "entries", index: 1_234_067, width: 112 })).toBe(
    "tile/entries/x001/x234/067.p/112",
  );
  expect(tilePath({ level: 2, index: 0, width: 1 })).toBe("tile/2/000.p/1");
});

test("a tree of 70,000 has the tiles that the specification counts", () => {
  expect(tileWidth(0, 272, 70_000)).toBe(256);
  expect(tileWidth(0, 273, 70_000)).toBe(112);
  expect(tileWidth(0, 274, 70_000)).toBe(0);
  expect(tileWidth(1, 0, 70_000)).toBe(256);
  expect(tileWidth(1, 1, 70_000)).toBe(17);
  expect(tileWidth(2, 0, 70_000)).toBe(1);
  expect([tileWidth(0, 0, 256), tileWidth(1, 0, 256), tileWidth("entries", 0, 256)]).toEqual([256, 1, 256]);
});

test.each([
  "",
  "checkpoint",
  "tile/0/0",
  "tile/00/000",
  "tile/7/000",
  "tile/64/000",
  "tile/-1/000",
  "tile/0/x000/000",
  "tile/0/001/002",
  "tile/0/x001",
  "tile/0/000.p/0",
  "tile/0/000.p/256",
  "tile/0/000.p/300",
  "tile/0/000.p/01",
  "tile/entries/../../checkpoint",
  "/tile/0/000",
  "tile/0/000/",
  "tile/0/000\n",
])("%j names no tile", (path) => {
  expect(() => parseTilePath(path)).toThrow(expect.objectContaining({ code: "path-malformed" }));
});

test("entries of every length survive a bundle", () => {
  const entries = [0, 1, 255, 256, 65_535].map((length) => new Uint8Array(length).fill(7));
  expect(decodeBundle(encodeBundle(entries), 5)).toEqual(entries);
  expect(encodeBundle([Uint8Array.of(1, 2, 3)])).toEqual(Uint8Array.of(0, 3, 1, 2, 3));
});

test("a bundle that ends too soon is refused", () => {
  const bytes = encodeBundle([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
  for (let length = 0; length < bytes.length; length++) {
    expect(() => decodeBundle(bytes.subarray(0, length), 2)).toThrow(
      expect.objectContaining({ code: "bundle-malformed" }),
    );
  }
});
