import { firstDifference, toHex } from "../bytes.ts";
import { TILE_WIDTH, tilePath } from "../tiles/layout.ts";
import type { LogFault } from "./report.ts";

/** Stops a verification at the first fault. */
export class FaultFound extends Error {
  readonly fault: LogFault;

  constructor({ cause, ...fault }: LogFault & { cause?: unknown }) {
    super(fault.message, { cause });
    this.name = "FaultFound";
    this.fault = fault;
  }
}

/** A bundle as it was read: where an entry's record lies in it. */
export type EntryPlace = {
  readonly path: string;
  /** index of the entry in the log */
  readonly index: number;
  /** first byte of its length */
  readonly offset: number;
  /** bytes of its length and itself */
  readonly length: number;
};

export function missingFile(path: string, size: number): FaultFound {
  return new FaultFound({
    code: "file-missing",
    path,
    offset: 0,
    length: 0,
    expected: `a file, for a log of ${size} entries has it`,
    found: "no such file",
    message: `The file ${path} is missing.`,
  });
}

export function wrongLength(path: string, expectedBytes: number, foundBytes: number): FaultFound {
  const isShort = foundBytes < expectedBytes;
  return new FaultFound({
    code: isShort ? "file-too-short" : "file-too-long",
    path,
    offset: Math.min(expectedBytes, foundBytes),
    length: Math.abs(expectedBytes - foundBytes),
    expected: `${expectedBytes} bytes`,
    found: `${foundBytes} bytes`,
    message: `The file ${path} has ${foundBytes} bytes where ${expectedBytes} belong.`,
  });
}

export function cutEntry({ path, index, offset, length }: EntryPlace): FaultFound {
  return new FaultFound({
    code: "file-too-short",
    path,
    offset,
    length,
    expected: `entry ${index}, whole`,
    found: `the end of the file at byte ${offset + length}`,
    message: `The file ${path} ends within entry ${index}, which begins at byte ${offset}: it was cut, or that entry's length was changed.`,
  });
}

/** @param isCertain whether the hash that was found elsewhere leads to the checkpoint's root */
export function wrongEntry(
  place: EntryPlace,
  expected: Uint8Array,
  found: Uint8Array,
  isCertain: boolean,
): FaultFound {
  const { path, index, offset, length } = place;
  return new FaultFound({
    code: "entry-differs",
    path,
    offset,
    length,
    expected: `entry ${index} with hash ${toHex(expected)}`,
    found: `an entry with hash ${toHex(found)}`,
    message: isCertain
      ? `Entry ${index} (${path}, ${length} bytes from byte ${offset}) is not the entry that was logged.`
      : `Entry ${index} (${path}, ${length} bytes from byte ${offset}) and its hash tile disagree, and neither leads to the checkpoint: more than one file is wrong.`,
  });
}

/**
 * @param hashOffset where the hash begins in the tile
 * @param isCertain whether the expected hash leads to the checkpoint's root
 */
export function wrongHash(
  path: string,
  hashOffset: number,
  expected: Uint8Array,
  found: Uint8Array,
  isCertain: boolean,
): FaultFound {
  const byte = firstDifference(expected, found);
  const offset = hashOffset + byte;
  return new FaultFound({
    code: "hash-differs",
    path,
    offset,
    length: 1,
    expected: `byte ${toHex(expected.subarray(byte, byte + 1))}, to which the entries lead`,
    found: `byte ${toHex(found.subarray(byte, byte + 1))}`,
    message: isCertain
      ? `Byte ${offset} of ${path} is not what the entries lead to; the entries themselves lead to the checkpoint.`
      : `Byte ${offset} of ${path} is not what the entries lead to, and neither leads to the checkpoint: more than one file is wrong.`,
  });
}

/** Entries and the tiles right above them agree, but not with the tile above those, which leads to the checkpoint. */
export function rewrittenEntries(level: number, node: number, higherPath: string): FaultFound {
  const count = TILE_WIDTH ** level;
  const path = tilePath({ level: "entries", index: (node * count) / TILE_WIDTH, width: TILE_WIDTH });
  return new FaultFound({
    code: "rewritten",
    path,
    offset: 0,
    length: 0,
    expected: `entries ${node * count} to ${(node + 1) * count - 1} as ${higherPath} and the checkpoint know them`,
    found: "other entries, with tiles made to fit",
    message: `Among the ${count} entries from ${path} on some were rewritten, and the tile above them too; ${higherPath} and the checkpoint still know the old ones.`,
  });
}

/** @param offset the first byte that differs from the newer file, which is known to be right */
export function wrongOlderPartial(path: string, newerPath: string, offset: number): FaultFound {
  return new FaultFound({
    code: path.includes("/entries/") ? "entry-differs" : "hash-differs",
    path,
    offset,
    length: 1,
    expected: `the beginning of ${newerPath}`,
    found: "something else",
    message: `From byte ${offset} on ${path} is not the beginning of ${newerPath}, which leads to the checkpoint.`,
  });
}
