import { sha256 as browserSha256 } from "@noble/hashes/sha2.js";
import { expect, test } from "vitest";
import { commit } from "./commitment.ts";
import { sha256 } from "./files/node-crypto.ts";

const salt = new Uint8Array(32).map((_, index) => index);
const content = new TextEncoder().encode("An entry, in one agreed spelling.");

test("a commitment is the same in a browser and for ever", () => {
  const commitment = commit(sha256, salt, content);
  expect(commit(browserSha256, salt, content)).toEqual(new Uint8Array(commitment));
  expect(Buffer.from(commitment).toString("hex")).toBe(
    "a2ffc1ee689d87a960102f18827a845c1dcb1ea86eb2d02afe3f834828ee3f02",
  );
});

test.each([0, 16, 31, 33, 64])("a salt of %d bytes is refused", (length) => {
  expect(() => commit(sha256, new Uint8Array(length), content)).toThrow(
    expect.objectContaining({ code: "salt-length" }),
  );
});
