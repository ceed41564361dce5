import { concat, utf8 } from "../../../../core/keys/bytes.ts";
import { BrokenFileError, Reader } from "./bytes.ts";

/** What a picture needs (RFC 9649). */
const KEPT = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"]);
const IN_FRAME = new Set(["VP8 ", "VP8L", "ALPH"]);
const FRAME_HEAD_BYTES = 16;
/** Flags of VP8X that say that a colour profile, Exif or XMP follows. */
const PROFILE_EXIF_XMP = 0x20 | 0x08 | 0x04;

/**
 * A WebP without Exif, XMP, colour profile and unknown chunks.
 *
 * @throws BrokenFileError
 */
export function cleanWebp(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const reader = new Reader(bytes, 4);
  const sizeBytes = reader.u32(true);
  const end = 8 + sizeBytes;
  if (end > bytes.length || reader.ascii(4) !== "WEBP") throw new BrokenFileError("The WebP ends too soon.");
  const chunks = chunksOf(bytes.subarray(12, end), KEPT).map(({ name, content }) => {
    if (name === "VP8X") {
      const flags = new Uint8Array(content);
      flags[0] = (flags[0] ?? 0) & ~PROFILE_EXIF_XMP;
      return chunkOf(name, flags);
    }
    return chunkOf(name, name === "ANMF" ? cleanFrame(content) : content);
  });
  const body = concat(utf8("WEBP"), ...chunks);
  return concat(utf8("RIFF"), little(body.length), body);
}

function cleanFrame(content: Uint8Array): Uint8Array {
  const parts = chunksOf(content.subarray(FRAME_HEAD_BYTES), IN_FRAME).map((part) =>
    chunkOf(part.name, part.content),
  );
  return concat(content.subarray(0, FRAME_HEAD_BYTES), ...parts);
}

function chunksOf(bytes: Uint8Array, kept: ReadonlySet<string>): { name: string; content: Uint8Array }[] {
  const reader = new Reader(bytes);
  const found: { name: string; content: Uint8Array }[] = [];
  while (!reader.isAtEnd) {
    const name = reader.ascii(4);
    const content = reader.take(reader.u32(true));
    if (content.length % 2 === 1 && !reader.isAtEnd) reader.take(1);
    if (kept.has(name)) found.push({ name, content });
  }
  return found;
}

const chunkOf = (name: string, content: Uint8Array): Uint8Array =>
  concat(utf8(name), little(content.length), content, new Uint8Array(content.length % 2));

function little(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
