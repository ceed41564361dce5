import { type Found, type MediaType, typeOf } from "../media.ts";
import { BrokenFileError } from "./bytes.ts";
import { cleanGif } from "./gif.ts";
import { cleanHeif, cleanMp4 } from "./heif.ts";
import { cleanJpeg } from "./jpeg.ts";
import { cleanPng } from "./png.ts";
import { cleanWebp } from "./webp.ts";

/** A file after its hidden details were looked for. */
export type Cleaned =
  | { readonly state: "cleaned"; readonly bytes: Uint8Array<ArrayBuffer>; readonly type: MediaType }
  /** Of a kind whose details cannot be removed here: a document, an archive, a film with a track of places. */
  | { readonly state: "unknown"; readonly type: MediaType }
  | { readonly state: "broken" };

const CLEANERS: Readonly<Partial<Record<Found, (bytes: Uint8Array) => Uint8Array<ArrayBuffer> | undefined>>> =
  {
    "image/jpeg": cleanJpeg,
    "image/png": cleanPng,
    "image/webp": cleanWebp,
    "image/gif": cleanGif,
    "image/avif": cleanHeif,
    "image/heif": cleanHeif,
    "audio/mp4": cleanMp4,
    "video/mp4": cleanMp4,
  };

/** Leaves out of a file what tells of place, time, device or author. What the picture or the voice shows stays. */
export function clean(bytes: Uint8Array): Cleaned {
  const found = typeOf(bytes);
  // What no page shows is only ever saved, under no name of its kind.
  const type = found === "image/heif" || found === "video/mp4" ? "application/octet-stream" : found;
  const cleaner = CLEANERS[found];
  if (!cleaner) return { state: "unknown", type };
  try {
    const cleaned = cleaner(bytes);
    return cleaned ? { state: "cleaned", bytes: cleaned, type } : { state: "unknown", type };
  } catch (error) {
    if (error instanceof BrokenFileError) return { state: "broken" };
    throw error;
  }
}
