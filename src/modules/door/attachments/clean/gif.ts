import { concat } from "../../../../core/keys/bytes.ts";
import { BrokenFileError, Reader } from "./bytes.ts";

const TRAILER = 0x3b;
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;

/**
 * A GIF without comments, drawn text and what programs wrote into it; how often it repeats is kept.
 *
 * @throws BrokenFileError
 */
export function cleanGif(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const reader = new Reader(bytes, 10);
  const flags = reader.u8();
  reader.take(2);
  takeColours(reader, flags);
  const kept: Uint8Array[] = [bytes.subarray(0, reader.at)];
  for (;;) {
    const from = reader.at;
    const kind = reader.u8();
    if (kind === TRAILER) return concat(...kept, Uint8Array.of(TRAILER));
    if (kind === EXTENSION) {
      const label = reader.u8();
      const name =
        label === APPLICATION ? String.fromCharCode(...bytes.subarray(reader.at + 1, reader.at + 12)) : "";
      takeBlocks(reader);
      const isKept = label === GRAPHIC_CONTROL || (name === "NETSCAPE2.0" && reader.at - from === 19);
      if (isKept) kept.push(bytes.subarray(from, reader.at));
    } else if (kind === IMAGE) {
      reader.take(8);
      takeColours(reader, reader.u8());
      reader.take(1); // how many bits the first code has
      takeBlocks(reader);
      kept.push(bytes.subarray(from, reader.at));
    } else {
      throw new BrokenFileError("A GIF has no such part.");
    }
  }
}

function takeColours(reader: Reader, flags: number): void {
  if (flags & 0x80) reader.take(3 * 2 ** ((flags & 7) + 1));
}

function takeBlocks(reader: Reader): void {
  for (let length = reader.u8(); length > 0; length = reader.u8()) reader.take(length);
}
