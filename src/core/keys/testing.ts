import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Bytes, concat, type Random, uint32, utf8 } from "./bytes.ts";
import { hash } from "./derive.ts";

/** Bytes that look random and are the same on every run with the same seed: for tests and golden vectors alone. */
export function seededRandom(seed: string): Random {
  let count = 0;
  return (n) => {
    const blocks: Bytes[] = [];
    for (let have = 0; have < n; have += 32) blocks.push(hash(concat(utf8(seed), uint32(count++))));
    return concat(...blocks).slice(0, n);
  };
}

/** `bytes` with one bit flipped; bits are counted from the first byte's highest and wrap around. */
export function flipBit(bytes: Uint8Array, bit: number): Bytes {
  const flipped = new Uint8Array(bytes);
  const at = Math.floor(bit / 8) % flipped.length;
  flipped[at] = (flipped[at] as number) ^ (0x80 >> (bit % 8));
  return flipped;
}

/** Bytes of a hexadecimal text. */
export function fromHex(hex: string): Bytes {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

const wycheproof = join(import.meta.dirname, "../../../../shared/data/wycheproof");

/** Whether the folder with Wycheproof's vectors is beside the checkout; tests that need it say that they skip. */
export const hasWycheproof = existsSync(wycheproof);

export interface WycheproofGroup<Test> {
  readonly publicKey?: { readonly pk: string };
  readonly tests: readonly Test[];
}

/** A file of Wycheproof's vectors, such as "x25519_test.json.gz". */
export function readWycheproof<Test>(file: string): readonly WycheproofGroup<Test>[] {
  const text = gunzipSync(readFileSync(join(wycheproof, file))).toString("utf8");
  return (JSON.parse(text) as { testGroups: WycheproofGroup<Test>[] }).testGroups;
}
