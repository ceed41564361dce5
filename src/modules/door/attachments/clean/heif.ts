import { BrokenFileError, Reader } from "./bytes.ts";

/**
 * Pictures of the HEIF family (HEIC, AVIF; ISO/IEC 23008-12) and recordings in MP4 (ISO/IEC 14496-12). Their parts point at
 * one another by places in the file, so nothing is taken out: what tells of a device, a place or a time is written over
 * with zeros, and its box becomes a free one.
 */

interface Box {
  readonly name: string;
  /** Where the box, and its content, begin; and the first place after it. */
  readonly from: number;
  readonly content: number;
  readonly end: number;
}

const PICTURE_BOXES = new Set(["ftyp", "meta", "mdat", "idat", "free"]);
const RECORDING_BOXES = new Set(["ftyp", "moov", "moof", "mdat", "mfra", "free", "sidx", "styp"]);
/** Inside a recording; everything else there is what playing needs. */
const TELLING = new Set(["udta", "meta", "uuid", "skip"]);
const HOLDS_BOXES = new Set(["moov", "trak", "mdia", "edts", "minf", "dinf", "moof", "traf", "mvex"]);
const HAS_TIMES = new Set(["mvhd", "tkhd", "mdhd"]);

/** @throws BrokenFileError */
export function cleanHeif(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes);
  const boxes = boxesOf(out, 0, out.length);
  const meta = boxes.find(({ name }) => name === "meta");
  if (!meta) throw new BrokenFileError("The picture does not say where its parts are.");
  const picture = picturePlaces(out, meta);
  for (const box of boxes) {
    if (!PICTURE_BOXES.has(box.name)) wipeBox(out, box);
    else if (box.name === "mdat" || box.name === "free") wipeBetween(out, box.content, box.end, picture);
  }
  return out;
}

/**
 * A recording of sound or pictures.
 *
 * @returns undefined where it has a track of something else (places, faces, times), which cannot be cleaned so
 * @throws BrokenFileError
 */
export function cleanMp4(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const out = new Uint8Array(bytes);
  let isKnown = true;
  const walk = (from: number, end: number, allowed: ReadonlySet<string> | undefined): void => {
    for (const box of boxesOf(out, from, end)) {
      if (TELLING.has(box.name) || (allowed && !allowed.has(box.name))) wipeBox(out, box);
      else if (box.name === "free") out.fill(0, box.content, box.end);
      else if (HAS_TIMES.has(box.name)) wipeTimes(out, box);
      else if (box.name === "hdlr") isKnown &&= isSoundOrPicture(out, box);
      else if (HOLDS_BOXES.has(box.name)) walk(box.content, box.end, undefined);
    }
  };
  walk(0, out.length, RECORDING_BOXES);
  return isKnown ? out : undefined;
}

function boxesOf(bytes: Uint8Array, start: number, end: number): Box[] {
  const found: Box[] = [];
  for (let from = start; from < end; ) {
    const reader = new Reader(bytes, from);
    const short = reader.u32();
    const name = reader.ascii(4);
    const length = short === 1 ? reader.u64() : short === 0 ? end - from : short;
    if (from + length > end || reader.at > from + length)
      throw new BrokenFileError("A box is larger than its file.");
    found.push({ name, from, content: reader.at, end: from + length });
    from += length;
  }
  return found;
}

function wipeBox(bytes: Uint8Array, box: Box): void {
  bytes.fill(0, box.content, box.end);
  bytes.set([0x66, 0x72, 0x65, 0x65], box.from + 4); // "free"
}

/** Creation and change, 32 or 64 bits each, after version and flags. */
function wipeTimes(bytes: Uint8Array, { content, end }: Box): void {
  bytes.fill(0, content + 4, Math.min(end, content + 4 + (bytes[content] === 1 ? 16 : 8)));
}

function isSoundOrPicture(bytes: Uint8Array, { content, end }: Box): boolean {
  const kind = new Reader(bytes, content + 8).ascii(4);
  bytes.fill(0, content + 24, end); // the handler's name: who made the program
  return kind === "soun" || kind === "vide";
}

/** A stretch of the file. */
interface Stretch {
  readonly from: number;
  readonly end: number;
}

/** Where the picture stands: the items that are one. Boxes beside them that tell something are written over. */
function picturePlaces(bytes: Uint8Array, meta: Box): Stretch[] {
  const boxes = boxesOf(bytes, meta.content + 4, meta.end); // after version and flags
  const places = boxes.find(({ name }) => name === "iloc");
  const infos = boxes.find(({ name }) => name === "iinf");
  const data = boxes.find(({ name }) => name === "idat");
  if (!places || !infos) throw new BrokenFileError("The picture does not say where its parts are.");
  const pictures = pictureItems(bytes, infos);
  const kept = extentsOf(bytes, places)
    .filter(({ item }) => pictures.has(item))
    .map(({ from, length, isInData }) => {
      const start = isInData ? (data?.content ?? Number.NaN) + from : from;
      if (!(start >= 0 && start + length <= bytes.length)) {
        throw new BrokenFileError("A part is outside the file.");
      }
      return { from: start, end: start + length };
    });
  for (const box of boxes) if (box.name === "uuid" || box.name === "udta") wipeBox(bytes, box);
  if (data) wipeBetween(bytes, data.content, data.end, kept);
  return kept;
}

/** Writes over everything from one place to another that is no part of the picture. */
function wipeBetween(bytes: Uint8Array, from: number, end: number, kept: readonly Stretch[]): void {
  let at = from;
  for (const stretch of kept.toSorted((a, b) => a.from - b.from)) {
    if (stretch.end <= at || stretch.from >= end) continue;
    bytes.fill(0, at, Math.max(at, stretch.from));
    at = Math.min(end, stretch.end);
  }
  bytes.fill(0, at, end);
}

const PICTURE_ITEMS = new Set(["hvc1", "av01", "avc1", "j2k1", "jpeg", "grid", "iden", "iovl", "tmap"]);

function pictureItems(bytes: Uint8Array, infos: Box): Set<number> {
  const head = new Reader(bytes, infos.content);
  const isWide = head.u8() > 0;
  head.take(3);
  if (isWide) head.u32();
  else head.u16();
  const pictures = new Set<number>();
  for (const info of boxesOf(bytes, head.at, infos.end)) {
    const reader = new Reader(bytes, info.content);
    const version = reader.u8();
    reader.take(3);
    if (version < 2)
      throw new BrokenFileError("The picture names its parts in a way that is not known here.");
    const item = version === 2 ? reader.u16() : reader.u32();
    reader.take(2);
    if (PICTURE_ITEMS.has(reader.ascii(4))) pictures.add(item);
  }
  return pictures;
}

interface Extent {
  readonly item: number;
  readonly from: number;
  readonly length: number;
  readonly isInData: boolean;
}

/** Where each item stands (8.11.3 of the file format). */
function extentsOf(bytes: Uint8Array, places: Box): Extent[] {
  const reader = new Reader(bytes, places.content);
  const version = reader.u8();
  reader.take(3);
  const [sizes, more] = [reader.u8(), reader.u8()];
  const [offsetBytes, lengthBytes, baseBytes, indexBytes] = [
    sizes >> 4,
    sizes & 15,
    more >> 4,
    version > 0 ? more & 15 : 0,
  ];
  const sized = (count: number): number => {
    if (count === 0) return 0;
    if (count === 4) return reader.u32();
    if (count === 8) return reader.u64();
    throw new BrokenFileError("The picture's places have a size that is not known here.");
  };
  const items = version < 2 ? reader.u16() : reader.u32();
  const extents: Extent[] = [];
  for (let nth = 0; nth < items; nth++) {
    const item = version < 2 ? reader.u16() : reader.u32();
    const method = version > 0 ? reader.u16() & 15 : 0;
    reader.take(2);
    const base = sized(baseBytes);
    const count = reader.u16();
    for (let extent = 0; extent < count; extent++) {
      sized(indexBytes);
      const from = base + sized(offsetBytes);
      extents.push({ item, from, length: sized(lengthBytes), isInData: method === 1 });
    }
  }
  return extents;
}
