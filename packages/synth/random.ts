import { createCipheriv, createHash, randomBytes, randomFillSync } from "node:crypto";

/** Uniform random bits. `isPrivate` is false when someone else could repeat them: then nothing made with them is private. */
export type RandomSource = {
  readonly isPrivate: boolean;
  /** A uniform integer in [0, 2^64). */
  next64(): bigint;
};

const bufferBytes = 1 << 16;

function bufferedSource(isPrivate: boolean, refill: (buffer: Buffer) => void): RandomSource {
  const buffer = Buffer.alloc(bufferBytes);
  let position = bufferBytes;
  return {
    isPrivate,
    next64() {
      if (position === bufferBytes) {
        refill(buffer);
        position = 0;
      }
      const value = buffer.readBigUInt64LE(position);
      position += 8;
      return value;
    },
  };
}

/** Randomness of the operating system: the only source for a release. */
export function systemRandom(): RandomSource {
  return bufferedSource(true, (buffer) => {
    randomFillSync(buffer);
  });
}

/** Randomness that whoever holds the key (32 bytes of the operating system) can repeat, and nobody else: private as long as it is secret. */
export function keyedRandom(key: Uint8Array): RandomSource {
  const cipher = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  const zeros = Buffer.alloc(bufferBytes);
  return bufferedSource(true, (buffer) => {
    cipher.update(zeros).copy(buffer);
  });
}

/** A repeatable source for tests (AES-256-CTR over a hash of the seed). Whatever it touches is not private. */
export function seededRandom(seed: string): RandomSource {
  const key = createHash("sha256").update(seed).digest();
  const cipher = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  const zeros = Buffer.alloc(bufferBytes);
  return bufferedSource(false, (buffer) => {
    cipher.update(zeros).copy(buffer);
  });
}

function bitLength(value: bigint): number {
  let rest = value;
  let bits = 0;
  for (; rest > 0xffffffffn; rest >>= 32n) bits += 32;
  return bits + 32 - Math.clz32(Number(rest));
}

/** A uniform integer in [0, `bound`), by rejection, so exactly uniform. `bound` at least 1. */
export function uniformBelow(random: RandomSource, bound: bigint): bigint {
  if (bound === 1n) return 0n;
  const bits = bitLength(bound - 1n);
  if (bits <= 64) {
    const shift = BigInt(64 - bits);
    for (;;) {
      const candidate = random.next64() >> shift;
      if (candidate < bound) return candidate;
    }
  }
  const words = Math.ceil(bits / 64);
  const shift = BigInt(words * 64 - bits);
  for (;;) {
    let candidate = 0n;
    for (let k = 0; k < words; k++) candidate = (candidate << 64n) | random.next64();
    candidate >>= shift;
    if (candidate < bound) return candidate;
  }
}

/** A fast uniform in [0, 1) for work after the noise (fitting, sampling): privacy does not rest on it. */
export type Shuffle = () => number;

/** xoshiro128** (Blackman and Vigna 2018), started from `random`. */
export function shuffleFrom(random: RandomSource): Shuffle {
  const first = random.next64();
  const second = random.next64();
  let a = Number(first & 0xffffffffn) | 1;
  let b = Number(first >> 32n) | 0;
  let c = Number(second & 0xffffffffn) | 0;
  let d = Number(second >> 32n) | 0;
  return () => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return (result >>> 0) / 4294967296;
  };
}

/** A fresh identifier for a release, of the operating system; it says nothing about the data. */
export function releaseIdentifier(): string {
  return randomBytes(9).toString("base64url");
}
