import { concat } from "../../../../core/keys/bytes.ts";
import { BrokenFileError, Reader } from "./bytes.ts";

/** What a picture needs (PNG, third edition), animation included; no text, time, Exif, profile or private chunk. */
const KEPT = new Set("IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT bKGD hIST acTL fcTL fdAT".split(" "));

/**
 * A PNG without hidden details, and without what follows its end.
 *
 * @throws BrokenFileError
 */
export function cleanPng(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const reader = new Reader(bytes);
  const kept: Uint8Array[] = [reader.take(8)];
  for (let isFirst = true; ; isFirst = false) {
    const from = reader.at;
    const length = reader.u32();
    const name = reader.ascii(4);
    reader.take(length + 4); // the content and its checksum
    if (isFirst && name !== "IHDR") throw new BrokenFileError("A PNG begins with its size.");
    if (KEPT.has(name)) kept.push(bytes.subarray(from, reader.at));
    if (name === "IEND") return concat(...kept);
  }
}
