import { concat } from "../../../../core/keys/bytes.ts";
import { BrokenFileError, Reader } from "./bytes.ts";

/**
 * A JPEG (ITU-T T.81) with what its picture needs and nothing else: tables, frames, scans, the mark that says how the
 * colours are coded, and which way up it is. Everything of a camera, a place, a time, a program, a second picture or behind
 * the end is left out. The picture itself is not coded anew.
 *
 * @throws BrokenFileError
 */
export function cleanJpeg(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const reader = new Reader(bytes);
  if (reader.u16() !== 0xffd8) throw new BrokenFileError("No JPEG begins so.");
  const kept: Uint8Array[] = [];
  let turned = 1;
  for (;;) {
    const marker = readMarker(reader);
    if (marker === 0xd9) break;
    const segment = reader.take(reader.u16() - 2);
    if (marker === 0xe1) turned = orientationOf(segment) ?? turned;
    const isAdobe = marker === 0xee && String.fromCharCode(...segment.subarray(0, 5)) === "Adobe";
    if (isAdobe) kept.push(segmentOf(marker, segment.subarray(0, 12)));
    else if (isPicture(marker)) kept.push(segmentOf(marker, segment));
    if (marker === 0xda) kept.push(takeScan(reader));
  }
  const orientation = turned === 1 ? [] : [segmentOf(0xe1, exifOf(turned))];
  return concat(Uint8Array.of(0xff, 0xd8), ...orientation, ...kept, Uint8Array.of(0xff, 0xd9));
}

/** Huffman, arithmetic and quantisation tables, frames, scans, lines, restarts. No APPn, no comment. */
const isPicture = (marker: number): boolean =>
  (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xda && marker <= 0xdf);

function readMarker(reader: Reader): number {
  if (reader.u8() !== 0xff) throw new BrokenFileError("A JPEG's part does not begin with its mark.");
  let marker = reader.u8();
  while (marker === 0xff) marker = reader.u8(); // fill bytes
  if (marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
    throw new BrokenFileError("A JPEG's mark stands where none may be.");
  }
  return marker;
}

function segmentOf(marker: number, content: Uint8Array): Uint8Array {
  const length = content.length + 2;
  return concat(Uint8Array.of(0xff, marker, length >> 8, length & 0xff), content);
}

/** Coded picture, up to the next mark that is none of a restart. */
function takeScan(reader: Reader): Uint8Array {
  const { bytes } = reader;
  for (let at = reader.at; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0;
    if (next === 0x00 || (next >= 0xd0 && next <= 0xd7) || next === 0xff) continue;
    return reader.take(at - reader.at);
  }
  throw new BrokenFileError("The JPEG's picture has no end.");
}

/** Which way up, 1 to 8 (Exif 2.32, tag 274); undefined where the segment does not say. */
function orientationOf(segment: Uint8Array): number | undefined {
  if (String.fromCharCode(...segment.subarray(0, 6)) !== "Exif\0\0") return undefined;
  try {
    const tiff = segment.subarray(6);
    const isLittle = tiff[0] === 0x49;
    const reader = new Reader(tiff, 4);
    reader.at = reader.u32(isLittle);
    const entries = reader.u16(isLittle);
    for (let nth = 0; nth < entries; nth++) {
      const [tag, type, count] = [reader.u16(isLittle), reader.u16(isLittle), reader.u32(isLittle)];
      const value = reader.u16(isLittle);
      reader.take(2);
      if (tag === 0x0112 && type === 3 && count === 1) return value >= 1 && value <= 8 ? value : undefined;
    }
  } catch (error) {
    if (!(error instanceof BrokenFileError)) throw error; // details that do not read are left out like all others
  }
  return undefined;
}

/** The least that says which way up. */
const exifOf = (turned: number): Uint8Array =>
  concat(
    Uint8Array.of(0x45, 0x78, 0x69, 0x66, 0, 0),
    Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 8),
    Uint8Array.of(0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0),
  );
