import { argon2id as argon2idInWasm } from "hash-wasm";
import { type Argon2id, argon2Parameters } from "./argon2id.ts";

/** Argon2id in WebAssembly (its bytes are inside the script; the page's policy needs `wasm-unsafe-eval`). */
export const argon2id: Argon2id = async (password, salt) =>
  new Uint8Array(
    await argon2idInWasm({
      password,
      salt,
      memorySize: argon2Parameters.memoryKib,
      iterations: argon2Parameters.passes,
      parallelism: argon2Parameters.lanes,
      hashLength: argon2Parameters.lengthBytes,
      outputType: "binary",
    }),
  );
