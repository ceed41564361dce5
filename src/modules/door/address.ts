import { HttpProblem } from "../../core/http/index.ts";
import { CryptoError, fromBase32 } from "../../core/keys/index.ts";

/** The 16 bytes of a mailbox's address. @throws HttpProblem `not-found` for another spelling of some address */
export function readAddress(address: string): Buffer {
  try {
    return Buffer.from(fromBase32(address, 16));
  } catch (error) {
    if (error instanceof CryptoError) throw new HttpProblem("not-found");
    throw error;
  }
}
