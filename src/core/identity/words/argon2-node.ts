import { hashRaw } from "@node-rs/argon2";
import { type Argon2id, argon2Parameters } from "./argon2id.ts";

/** `Algorithm.Argon2id` of @node-rs/argon2: a const enum, which erasable TypeScript cannot import. */
const argon2idAlgorithm = 2;

/** Argon2id by native code, off the main thread. */
export const argon2id: Argon2id = async (password, salt) =>
  new Uint8Array(
    await hashRaw(password, {
      algorithm: argon2idAlgorithm,
      salt,
      memoryCost: argon2Parameters.memoryKib,
      timeCost: argon2Parameters.passes,
      parallelism: argon2Parameters.lanes,
      outputLen: argon2Parameters.lengthBytes,
    }),
  );
