import type { Bytes } from "../../keys/bytes.ts";

/**
 * What one derivation of keys from words or from a password costs.
 *
 * 64 MiB and three passes on one lane is RFC 9106's second recommended option but for its four lanes: WebAssembly
 * runs one thread, and four lanes in turn would give an attacker parallel work that the person cannot use. An old phone
 * pays about 3 s, once a visit; an attacker pays memory for each guess. A change makes every mailbox
 * unreachable, so these numbers are part of the format, and a new set is a new label.
 */
export const argon2Parameters = {
  memoryKib: 64 * 1024,
  passes: 3,
  lanes: 1,
  lengthBytes: 32,
} as const;

/**
 * Argon2id version 1.3 (RFC 9106) with {@link argon2Parameters}: in the browser `argon2-browser.ts`, in Node
 * `argon2-node.ts`. Tests hold them equal.
 *
 * @param salt 8 bytes or more
 * @returns 32 bytes
 */
export type Argon2id = (password: Uint8Array, salt: Uint8Array) => Promise<Bytes>;
