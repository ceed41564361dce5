import { type Bytes, CryptoError, concat, uint32 } from "../../core/keys/bytes.ts";

const kib = 1024;
/**
 * Sizes that a letter may have before it is encrypted: all that its length gives away. The last holds 20,000 units of
 * the widest kind (a control character is six bytes of JSON).
 */
export const bucketBytes: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128].map((size) => size * kib);
const lengthBytes = 4;

/** `content` behind its length (4 bytes), then zeros up to the next of {@link bucketBytes}, less `besideBytes`. */
export function pad(content: Uint8Array, besideBytes: number): Bytes {
  const needed = besideBytes + lengthBytes + content.length;
  const bucket = bucketBytes.find((size) => size >= needed);
  if (bucket === undefined) throw new CryptoError("bad-value", "This letter cannot be sent: too-long.");
  return concat(uint32(content.length), content, new Uint8Array(bucket - needed));
}

/** What {@link pad} was given, or undefined when the length, a bucket or a zero is not as it writes them. */
export function unpad(padded: Uint8Array, besideBytes: number): Uint8Array | undefined {
  if (padded.length < lengthBytes || !bucketBytes.includes(padded.length + besideBytes)) return undefined;
  const length = new DataView(padded.buffer, padded.byteOffset, lengthBytes).getUint32(0);
  const end = lengthBytes + length;
  if (end > padded.length || padded.subarray(end).some((byte) => byte !== 0)) return undefined;
  return padded.subarray(lengthBytes, end);
}
