import {
  type Bytes,
  CryptoError,
  concat,
  exactly,
  type Random,
  uint32,
  utf8,
} from "../../../core/keys/bytes.ts";
import { deriveKey } from "../../../core/keys/derive.ts";

/**
 * A picture, a recording or a file beside a letter, locked piece by piece: AES-256-GCM under a key that serves this one
 * attachment, the nonce a counter with a mark on the last piece (as in the STREAM construction, Hoang et al. 2015), the
 * attachment's number as additional data. Pieces cannot be left out, moved, repeated or taken from another attachment.
 *
 * In the clear: the length (8 bytes), the content, zeros up to the next size of {@link paddedBytes}.
 */

/** Of a locked piece with its tag; every piece but the last has it. On the slowest lines it is sent within 30 seconds. */
export const PIECE_BYTES = 128 * 1024;
const TAG_BYTES = 16;
const PLAIN_BYTES = PIECE_BYTES - TAG_BYTES;
const LENGTH_BYTES = 8;
/** Of the content. */
export const CONTENT_BYTES_MAX = 25 * 1024 * 1024;
/** The least size that anything is padded to. */
const PADDED_BYTES_MIN = 16 * 1024;

/** Where an attachment stands: its number (a UUID that its writer's browser made). */
export interface AttachmentKey {
  readonly id: string;
  /** 32 random bytes, for this attachment alone. */
  readonly key: Uint8Array;
}

/**
 * The size that a content of `bytes` is padded to, with its length: at most 12% more, and it gives away no more of the
 * size than the order of its magnitude and a few bits ("Padmé", Nikitin et al. 2019).
 */
export function paddedBytes(bytes: number): number {
  const needed = Math.max(bytes + LENGTH_BYTES, PADDED_BYTES_MIN);
  const exponent = Math.floor(Math.log2(needed));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - kept);
  return Math.ceil(needed / step) * step;
}

/** How many pieces a content of `bytes` becomes, 1 to {@link PIECES_MAX}. */
export const piecesOf = (bytes: number): number => Math.ceil(paddedBytes(bytes) / PLAIN_BYTES);

export const PIECES_MAX: number = piecesOf(CONTENT_BYTES_MAX);

const aesOf = (key: Uint8Array, use: "encrypt" | "decrypt"): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", deriveKey(key, "leeward attachment v1"), "AES-GCM", false, [use]);

/** 12 bytes: zeros, the piece's number from 0, and whether it is the last. */
const nonceOf = (number: number, isLast: boolean): Bytes =>
  concat(new Uint8Array(7), uint32(number), Uint8Array.of(isLast ? 1 : 0));

const paramsOf = (id: string, number: number, isLast: boolean) => ({
  name: "AES-GCM",
  iv: nonceOf(number, isLast),
  additionalData: utf8(id),
});

/** Locks a content of 1 to {@link CONTENT_BYTES_MAX} bytes; one piece at a time is in memory beside it. */
export class AttachmentSealer {
  readonly pieces: number;
  readonly #content: Uint8Array;
  readonly #at: AttachmentKey;
  readonly #total: number;
  readonly #aes: Promise<CryptoKey>;

  /** @throws CryptoError `bad-value` where the content is empty or too large */
  constructor(content: Uint8Array, at: AttachmentKey) {
    if (content.length === 0 || content.length > CONTENT_BYTES_MAX) {
      throw new CryptoError("bad-value", `An attachment has 1 to ${CONTENT_BYTES_MAX} bytes.`);
    }
    this.#content = content;
    this.#at = at;
    this.#total = paddedBytes(content.length);
    this.pieces = piecesOf(content.length);
    this.#aes = aesOf(at.key, "encrypt");
  }

  /** The locked piece of a number from 0. The same again for the same number. */
  async piece(number: number): Promise<Bytes> {
    const from = number * PLAIN_BYTES;
    const plain = new Uint8Array(Math.min(PLAIN_BYTES, this.#total - from));
    const skipped = number === 0 ? LENGTH_BYTES : 0;
    if (number === 0) new DataView(plain.buffer).setUint32(4, this.#content.length);
    const start = from + skipped - LENGTH_BYTES;
    plain.set(this.#content.subarray(start, start + plain.length - skipped), skipped);
    const isLast = number === this.pieces - 1;
    return new Uint8Array(
      await crypto.subtle.encrypt(paramsOf(this.#at.id, number, isLast), await this.#aes, plain),
    );
  }
}

/**
 * Opens the pieces of an attachment, in order.
 *
 * @param fetchPiece the locked piece of a number from 0
 * @throws CryptoError `cannot-open` where a piece was changed, is another's, or is not where it should be
 */
export async function openAttachment(
  at: AttachmentKey,
  sizeBytes: number,
  fetchPiece: (number: number) => Promise<Uint8Array>,
): Promise<Bytes> {
  const pieces = piecesOf(sizeBytes);
  const aes = await aesOf(at.key, "decrypt");
  const whole = new Uint8Array(paddedBytes(sizeBytes));
  for (let number = 0; number < pieces; number++) {
    const sealed = new Uint8Array(await fetchPiece(number));
    const params = paramsOf(at.id, number, number === pieces - 1);
    const plain = await crypto.subtle.decrypt(params, aes, sealed).catch((cause: unknown) => {
      throw new CryptoError("cannot-open", "A piece of the attachment was changed, or is of another.", {
        cause,
      });
    });
    if (number * PLAIN_BYTES + plain.byteLength > whole.length) throw wrongSize();
    whole.set(new Uint8Array(plain), number * PLAIN_BYTES);
  }
  const view = new DataView(whole.buffer);
  if (view.getUint32(0) !== 0 || view.getUint32(4) !== sizeBytes) throw wrongSize();
  if (whole.subarray(LENGTH_BYTES + sizeBytes).some((byte) => byte !== 0)) throw wrongSize();
  return whole.slice(LENGTH_BYTES, LENGTH_BYTES + sizeBytes);
}

const wrongSize = (): CryptoError =>
  new CryptoError("cannot-open", "The attachment has another size than its letter says.");

export function newAttachmentKey(id: string, random: Random): AttachmentKey {
  return { id, key: exactly(random(32), 32, "An attachment's key") };
}
