import { type Bytes, fromUtf8, utf8 } from "../../core/keys/index.ts";
import type { SectionDocument } from "./model/field.ts";

const STEP_BYTES = 256;
const LARGE_BYTES = 4_096;

/**
 * A document as bytes, filled up with spaces (which JSON ignores) to a multiple of 256 bytes, beyond 4 KiB to a
 * multiple of 4 KiB: how long a row is says less about what someone told.
 */
export function documentBytes(document: SectionDocument): Bytes {
  const json = utf8(JSON.stringify(document));
  const step = json.length <= LARGE_BYTES ? STEP_BYTES : LARGE_BYTES;
  const padded = new Uint8Array(Math.max(1, Math.ceil(json.length / step)) * step).fill(0x20);
  padded.set(json);
  return padded;
}

/** @throws SyntaxError when a version holds what `documentBytes` did not write */
export const documentOf = (bytes: Uint8Array): SectionDocument => JSON.parse(fromUtf8(bytes));
