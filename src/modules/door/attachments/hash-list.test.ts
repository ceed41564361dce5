import { createHash } from "node:crypto";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { toBase64Url, uint32 } from "../../../core/keys/bytes.ts";
import { readFile } from "../island/attached.ts";
import { SAMPLES } from "./clean/samples.ts";
import {
  countHashes,
  hasHash,
  isContentIn,
  isHashList,
  isNamedIn,
  LIST_BYTES_MAX,
  parseHashList,
} from "./hash-list.ts";
import type { ToAttach } from "./upload.ts";

const KINDS = ["sha256", "sha1", "md5"] as const;
type Kind = (typeof KINDS)[number];

const bytesOf = (text: string | number, kind: Kind = "sha256"): Buffer =>
  createHash(kind).update(`${text}`).digest();
const hexOf = (text: string | number, kind?: Kind): string => bytesOf(text, kind).toString("hex");

describe("a list of hashes", () => {
  it.each(KINDS)("names what is in it and nothing else, whatever its size: %s", (kind) => {
    // Kills: a search that skips either end, rounds the middle up, compares the first byte alone, or reads another kind's place.
    for (const size of [1, 2, 3, 4, 7, 64, 1_000]) {
      const names = Array.from({ length: size }, (_, at) => at);
      const others = KINDS.flatMap((other) => (other === kind ? [] : [hexOf("beside", other)]));
      const list = parseHashList([...names.map((name) => hexOf(name, kind)), ...others].join("\n"));
      expect(isHashList(list)).toBe(true);
      expect(countHashes(list)).toBe(size + 2);
      expect(names.every((name) => hasHash(list, kind, bytesOf(name, kind)))).toBe(true);
      for (const other of names) {
        expect(hasHash(list, kind, bytesOf(`other ${other}`, kind))).toBe(false);
        const near = bytesOf(other, kind);
        near[near.length - 1] = (near.at(-1) ?? 0) ^ 1;
        expect(hasHash(list, kind, near), "all but the last bit").toBe(false);
      }
      expect(hasHash(list, kind, bytesOf("beside", kind)), "named in the other kinds").toBe(false);
    }
    expect(hasHash(new Uint8Array(), kind, bytesOf(1, kind)), "none is loaded").toBe(false);
    expect(countHashes(new Uint8Array())).toBe(0);
  });

  it("is read from lines, with a mark of order, a heading, notes, quotes and columns in whatever order", () => {
    const file = [
      "\ufeffid;sha256;kind\r\n# of March\r\n",
      `"${hexOf(1).toUpperCase()}";A1\r\n\r\n`,
      `${hexOf(2)},x\n${hexOf(1)}\r${hexOf(3)} *a.jpg\n`,
      `17\t"${hexOf(4, "md5").toUpperCase()}"\t${hexOf(4, "sha1")}\n`,
      `MD5 (${hexOf(9, "sha1")}.jpg) = ${hexOf(5, "md5")}\n`,
      `sha1:${hexOf(6, "sha1")} 2026-03-01\n`,
    ].join("");
    const list = parseHashList(file);
    expect(countHashes(list), "each once").toBe(7);
    for (const name of [1, 2, 3]) expect(hasHash(list, "sha256", bytesOf(name))).toBe(true);
    for (const name of [4, 5]) expect(hasHash(list, "md5", bytesOf(name, "md5"))).toBe(true);
    for (const name of [4, 6]) expect(hasHash(list, "sha1", bytesOf(name, "sha1"))).toBe(true);
  });

  it.each([
    ["nothing", "", 0],
    ["a heading alone", "sha256", 0],
    ["half a hash in the second line", `${hexOf(1)}\n${"a".repeat(31)}`, 2],
    ["a longer one", `${hexOf(1)}\n${"a".repeat(128)}`, 2],
    ["one with more letters at its end", `${hexOf(1)}\n${hexOf(2)}z`, 2],
    ["a page", `<html>\n<body>\n${hexOf(1)}`, 2],
    [
      "more than fit",
      Array.from({ length: 262_145 }, (_, at) => at.toString(16).padStart(32, "0")).join("\n"),
      0,
    ],
  ])("refuses %s, and says which line", (_what, file, line) => {
    expect(() => parseHashList(file)).toThrow(expect.objectContaining({ name: "HashListError", line }));
  });

  it("is refused where a search would miss: unsorted, twice, half of a hash, other counts, none, too many", () => {
    const [low, high] = [bytesOf(1), bytesOf(2)].sort(Buffer.compare);
    if (!low || !high) throw new Error("both are there");
    const head = (...counts: [number, number, number]) =>
      Buffer.from(new Uint8Array(counts.flatMap((n) => [...uint32(n)])));
    const list = (counts: [number, number, number], ...parts: Buffer[]) =>
      isHashList(Buffer.concat([head(...counts), ...parts]));
    expect(list([2, 0, 0], low, high)).toBe(true);
    expect(list([2, 0, 0], high, low)).toBe(false);
    expect(list([2, 0, 0], low, low)).toBe(false);
    expect(list([2, 0, 0], low, high.subarray(1))).toBe(false);
    expect(list([1, 0, 0], low, high), "more than it says").toBe(false);
    expect(list([0, 0, 0])).toBe(false);
    expect(isHashList(new Uint8Array(LIST_BYTES_MAX + 16))).toBe(false);
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
  expect(hasHash(list, "sha256", digest(content)), "the bytes that are sent are other ones").toBe(false);
  expect(isNamedIn(list, named)).toBe(true);
  expect(isNamedIn(list, { sha256: named.sha256 })).toBe(false);
  expect(isNamedIn(list, { ...named, originalSha256: named.sha256 })).toBe(false);
});

// Kills: a kind that the letter does not name, or that nobody compares; a recording or a bare file passed over.
it.each(["sha1", "md5"] as const)(
  "a photograph in a list of %s is found by the letter before it is fetched, and by its bytes where the letter does not say",
  async (kind) => {
    const photo = brotliDecompressSync(Buffer.from(SAMPLES["pic.jpg"], "base64"));
    const list = parseHashList(createHash(kind).update(photo).digest("hex"));
    const read = await readFile(new File([photo], "a.jpg"), "1");
    const bare = await readFile(new File(["no picture"], "a.bin"), "2");
    if (typeof read === "string" || !read.clean || !read.original) throw new Error("it was cleaned");
    if (typeof bare === "string" || !bare.original) throw new Error("it goes as it is");
    const ofWhatGoes = async ({ content, ...said }: ToAttach) =>
      isNamedIn(list, { ...said, sha256: toBase64Url(createHash("sha256").update(content).digest()) });
    expect(await ofWhatGoes(read.clean)).toBe(true);
    expect(await ofWhatGoes(read.original)).toBe(true);
    expect(await ofWhatGoes(bare.original)).toBe(false);
    expect(await isContentIn(list, photo)).toBe(true);
    expect(await isContentIn(list, read.clean.content)).toBe(false);
    expect(await isContentIn(new Uint8Array(), photo)).toBe(false);
    const unsaid = { sha256: toBase64Url(createHash("sha256").update(photo).digest()) };
    expect(isNamedIn(list, unsaid)).toBe(false);
  },
);
