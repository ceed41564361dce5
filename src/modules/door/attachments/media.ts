/** What a page may show or play by itself; everything else is `application/octet-stream`, which is only saved. */
export const MEDIA_TYPES = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/gif",
  "image/avif",
  "audio/webm",
  "audio/mp4",
  "audio/ogg",
  "application/octet-stream",
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

export const isImage = (type: MediaType): boolean => type.startsWith("image/");
export const isAudio = (type: MediaType): boolean => type.startsWith("audio/");

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

const HEIF_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"];

/** What a file is by its first bytes; its name and what its sender says of it count for nothing. */
export type Found = MediaType | "image/heif" | "video/mp4";

/** @param bytes the whole file, or at least its first 64 bytes */
export function typeOf(bytes: Uint8Array): Found {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  if (ascii(bytes, 0, 8) === "\x89PNG\r\n\x1a\n") return "image/png";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return "image/webp";
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return "image/gif";
  if (ascii(bytes, 4, 8) === "ftyp") {
    const brand = ascii(bytes, 8, 12);
    if (brand === "avif" || brand === "avis") return "image/avif";
    if (HEIF_BRANDS.includes(brand)) return "image/heif";
    return brand === "M4A " ? "audio/mp4" : "video/mp4";
  }
  return "application/octet-stream";
}

/** A PDF, or a ZIP: documents of Office and OpenDocument are ZIPs. */
export const isDocument = (bytes: Uint8Array): boolean =>
  ascii(bytes, 0, 5) === "%PDF-" || ascii(bytes, 0, 4) === "PK\x03\x04";
