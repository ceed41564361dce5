import { createHash } from "node:crypto";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { toBase64Url } from "../../../core/keys/bytes.ts";
import { readFile } from "../island/attached.ts";
import { SAMPLES } from "./clean/samples.ts";
import { countHashes, HASHES_MAX, hasHash, isHashList, isNamedIn, parseHashList } from "./hash-list.ts";

const hexOf = (text: string | number): string => createHash("sha256").update(`${text}`).digest("hex");
const bytesOf = (text: string | number): Buffer => createHash("sha256").update(`${text}`).digest();

describe("a list of hashes", () => {
  it("names what is in it and nothing else, whatever its size", () => {
    // Kills: a search that skips either end, rounds the middle up, or compares the first byte alone.
    for (const size of [1, 2, 3, 4, 7, 64, 1_000]) {
      const names = Array.from({ length: size }, (_, at) => at);
      const list = parseHashList(names.map(hexOf).join("\n"));
      expect(isHashList(list)).toBe(true);
      expect(names.every((name) => hasHash(list, bytesOf(name)))).toBe(true);
      for (const other of names) {
        expect(hasHash(list, bytesOf(`other ${other}`))).toBe(false);
        const near = bytesOf(other);
        near[31] = (near[31] ?? 0) ^ 1;
        expect(hasHash(list, near), "all but the last bit").toBe(false);
      }
    }
    expect(hasHash(new Uint8Array(), bytesOf(1)), "none is loaded").toBe(false);
  });

  it("is read from lines, with a mark of order, a heading, notes, quotes and further columns", () => {
    const file = `\ufeffsha256;kind\r\n# of March\r\n"${hexOf(1).toUpperCase()}";A1\r\n\r\n${hexOf(2)},x\n${hexOf(1)}\r${hexOf(3)} *a.jpg`;
    const list = parseHashList(file);
    expect(countHashes(list), "each once").toBe(3);
    for (const name of [1, 2, 3]) expect(hasHash(list, bytesOf(name))).toBe(true);
  });

  it.each([
    ["nothing", "", 0],
    ["a heading alone", "sha256", 0],
    ["another hash in the second line", `${hexOf(1)}\n${"a".repeat(40)}`, 2],
    ["a longer one", `${hexOf(1)}\n${"a".repeat(128)}`, 2],
    ["a page", `<html>\n<body>\n${hexOf(1)}`, 2],
  ])("refuses %s, and says which line", (_what, file, line) => {
    expect(() => parseHashList(file)).toThrow(expect.objectContaining({ name: "HashListError", line }));
  });

  it("is refused where a search would miss: unsorted, twice, half of a hash, none, too many", () => {
    const [low, high] = [bytesOf(1), bytesOf(2)].sort(Buffer.compare);
    if (!low || !high) throw new Error("both are there");
    const list = (...parts: Buffer[]) => isHashList(Buffer.concat(parts));
    expect(list(low, high)).toBe(true);
    expect(list(high, low)).toBe(false);
    expect(list(low, low)).toBe(false);
    expect(list(low, high.subarray(1))).toBe(false);
    expect(list()).toBe(false);
    expect(isHashList(new Uint8Array((HASHES_MAX + 1) * 32))).toBe(false);
  });
});

// Kills: the hash of the cleaned file in both places; a match by the cleaned one alone.
it("a photograph in the list is found after its hidden details were taken out, and another one is not", async () => {
  const photo = brotliDecompressSync(Buffer.from(SAMPLES["pic.jpg"], "base64"));
  const read = await readFile(new File([photo], "a.jpg"), "1");
  if (typeof read === "string" || !read.clean) throw new Error("it was cleaned");
  const { content, originalSha256 } = read.clean;
  const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
  const list = parseHashList(digest(photo).toString("hex"));
  const named = { sha256: toBase64Url(digest(content)), originalSha256: originalSha256 ?? "" };
  expect(hasHash(list, digest(content)), "the bytes that are sent are other ones").toBe(false);
  expect(isNamedIn(list, named)).toBe(true);
  expect(isNamedIn(list, { sha256: named.sha256 })).toBe(false);
  expect(isNamedIn(list, { ...named, originalSha256: named.sha256 })).toBe(false);
});
