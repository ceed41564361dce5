import { unzlibSync } from "fflate";
import { BrokenFileError } from "./bytes.ts";

/** What a PDF is made of (ISO 32000-1, section 7.3). Numbers, words and strings stay as they were written. */
export type PdfValue = PdfName | PdfRef | PdfWritten | PdfStream | PdfDict | readonly PdfValue[];
export type PdfDict = ReadonlyMap<string, PdfValue>;
export class PdfName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
export class PdfRef {
  readonly number: number;
  constructor(number: number) {
    this.number = number;
  }
}
export class PdfWritten {
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}
export class PdfStream {
  readonly dict: PdfDict;
  readonly bytes: Uint8Array;
  constructor(dict: PdfDict, bytes: Uint8Array) {
    this.dict = dict;
    this.bytes = bytes;
  }
}

export const isDict = (value: PdfValue | undefined): value is PdfDict => value instanceof Map;
export const nameOf = (value: PdfValue | undefined): string | undefined =>
  value instanceof PdfName ? value.name : undefined;

const NOTHING = new PdfWritten(latin("null"));
const DEPTH_MAX = 100;
/** Unpacked: a small file that unpacks to more is no letter's attachment. */
const UNPACKED_BYTES_MAX = 100 * 1024 * 1024;

export function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
export const fromLatin = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
};

const broken = (): BrokenFileError => new BrokenFileError("The document is not what its first bytes say.");
const isSpace = (byte: number | undefined): boolean =>
  byte === 0 || byte === 9 || byte === 10 || byte === 12 || byte === 13 || byte === 32;
const isRegular = (byte: number | undefined): boolean =>
  byte !== undefined && !isSpace(byte) && !"()<>[]{}/%".includes(String.fromCharCode(byte));

/** Reads values one after the other. */
class Lexer {
  readonly bytes: Uint8Array;
  at: number;
  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  skipSpace(): void {
    for (;;) {
      while (isSpace(this.bytes[this.at])) this.at++;
      if (this.bytes[this.at] !== 0x25) return;
      while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13)
        this.at++;
    }
  }

  /** A word or a number, as it stands. */
  word(): string {
    this.skipSpace();
    const from = this.at;
    while (isRegular(this.bytes[this.at])) this.at++;
    return fromLatin(this.bytes.subarray(from, this.at));
  }

  whole(): number {
    const word = this.word();
    if (!/^\d{1,10}$/.test(word)) throw broken();
    return Number(word);
  }

  expect(word: string): void {
    if (this.word() !== word) throw broken();
  }

  /** @returns whether that is what comes next; it is passed over then */
  isNext(word: string): boolean {
    const from = this.at;
    if (this.word() === word) return true;
    this.at = from;
    return false;
  }

  value(depth = 0): PdfValue {
    if (depth > DEPTH_MAX) throw broken();
    this.skipSpace();
    const [first, second] = [this.bytes[this.at], this.bytes[this.at + 1]];
    if (first === 0x2f) return this.#name();
    if (first === 0x3c && second === 0x3c) return this.#dict(depth);
    if (first === 0x3c) return this.#hexString();
    if (first === 0x28) return this.#string();
    if (first === 0x5b) return this.#array(depth);
    return this.#numberOrWord();
  }

  #name(): PdfName {
    this.at++;
    const from = this.at;
    while (isRegular(this.bytes[this.at])) this.at++;
    const written = fromLatin(this.bytes.subarray(from, this.at));
    return new PdfName(
      written.replace(/#([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
  }

  #dict(depth: number): PdfDict {
    this.at += 2;
    const dict = new Map<string, PdfValue>();
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) {
        this.at += 2;
        return dict;
      }
      if (this.bytes[this.at] !== 0x2f) throw broken();
      const { name } = this.#name();
      dict.set(name, this.value(depth + 1));
    }
  }

  #array(depth: number): PdfValue[] {
    this.at++;
    const array: PdfValue[] = [];
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.at] === 0x5d) {
        this.at++;
        return array;
      }
      array.push(this.value(depth + 1));
    }
  }

  #hexString(): PdfWritten {
    const end = this.bytes.indexOf(0x3e, this.at);
    if (end < 0) throw broken();
    return this.#written(end + 1);
  }

  #string(): PdfWritten {
    let [open, end] = [0, this.at];
    do {
      const byte = this.bytes[end++];
      if (byte === undefined) throw broken();
      if (byte === 0x5c) end++;
      else if (byte === 0x28) open++;
      else if (byte === 0x29) open--;
    } while (open > 0);
    return this.#written(end);
  }

  #written(end: number): PdfWritten {
    const written = new PdfWritten(this.bytes.subarray(this.at, end));
    this.at = end;
    return written;
  }

  #numberOrWord(): PdfValue {
    const from = this.at;
    const word = this.word();
    if (!/^([+-]?(\d+\.?\d*|\.\d+)|true|false|null)$/.test(word)) throw broken();
    const after = this.at;
    if (/^\d{1,10}$/.test(word)) {
      if (/^\d{1,5}$/.test(this.word()) && this.word() === "R") return new PdfRef(Number(word));
      this.at = after;
    }
    return new PdfWritten(this.bytes.subarray(from, after));
  }
}

/** Where the newest revision has an object: in the file, or in a stream of objects. */
type Place = { readonly at: number } | { readonly within: number; readonly nth: number } | "free";

/** A PDF, read as its newest revision stands: strictly, since what is misread would be left out or left in. */
export class PdfFile {
  readonly #bytes: Uint8Array;
  readonly #places = new Map<number, Place>();
  readonly #unpacked = new Map<number, readonly PdfValue[]>();
  readonly trailer: PdfDict;
  #unpackedBytes = 0;
  /** Objects that are being read, each for the length of the one before. */
  #reading = 0;

  /** @throws BrokenFileError */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.trailer = this.#readTables();
  }

  /** What a reference stands for; null where there is nothing. @throws BrokenFileError */
  follow(value: PdfValue | undefined): PdfValue {
    let followed = value ?? NOTHING;
    for (let steps = 0; followed instanceof PdfRef; steps++) {
      if (steps > DEPTH_MAX) throw broken();
      followed = this.#object(followed.number);
    }
    return followed;
  }

  /** The bytes of a stream that is packed as every writer packs its own tables. @throws BrokenFileError */
  unpack({ dict, bytes }: PdfStream): Uint8Array {
    const filter = this.follow(dict.get("Filter"));
    const only = Array.isArray(filter) && filter.length === 1 ? this.follow(filter[0]) : filter;
    if (nameOf(only) === undefined && !(only === NOTHING || (Array.isArray(only) && only.length === 0)))
      throw broken();
    if (nameOf(only) !== undefined && nameOf(only) !== "FlateDecode") throw broken();
    const plain = nameOf(only) === undefined ? bytes : this.inflate(bytes);
    const parms = this.follow(dict.get("DecodeParms"));
    const first = Array.isArray(parms) ? this.follow(parms[0]) : parms;
    return isDict(first) ? this.#unpredict(plain, first) : plain;
  }

  inflate(bytes: Uint8Array): Uint8Array {
    try {
      const plain = unzlibSync(bytes);
      this.#unpackedBytes += plain.length;
      if (this.#unpackedBytes > UNPACKED_BYTES_MAX) throw broken();
      return plain;
    } catch {
      throw broken();
    }
  }

  /** A whole number of a dictionary. */
  number(dict: PdfDict, key: string): number | undefined {
    const value = this.follow(dict.get(key));
    const text = value instanceof PdfWritten ? fromLatin(value.bytes) : "";
    return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
  }

  #readTables(): PdfDict {
    const tail = fromLatin(this.#bytes.subarray(-2048));
    const said = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(tail.slice(tail.lastIndexOf("startxref")));
    if (!said) throw broken();
    const seen = new Set<number>();
    const waiting = [Number(said[1])];
    let newest: PdfDict | undefined;
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      if (seen.has(at) || at >= this.#bytes.length) throw broken();
      seen.add(at);
      const lexer = new Lexer(this.#bytes, at);
      const trailer = lexer.isNext("xref") ? this.#readTable(lexer) : this.#readTableStream(lexer);
      newest ??= trailer;
      for (const key of ["XRefStm", "Prev"]) {
        const before = this.number(trailer, key);
        if (before !== undefined) waiting.push(before);
      }
    }
    if (!newest) throw broken();
    return newest;
  }

  #note(number: number, place: Place): void {
    if (!this.#places.has(number)) this.#places.set(number, place);
  }

  #readTable(lexer: Lexer): PdfDict {
    while (!lexer.isNext("trailer")) {
      const first = lexer.whole();
      for (let [nth, count] = [0, lexer.whole()]; nth < count; nth++) {
        const at = lexer.whole();
        lexer.whole();
        const kind = lexer.word();
        if (kind !== "n" && kind !== "f") throw broken();
        this.#note(first + nth, kind === "n" ? { at } : "free");
      }
    }
    const trailer = lexer.value();
    if (!isDict(trailer)) throw broken();
    return trailer;
  }

  #readTableStream(lexer: Lexer): PdfDict {
    const stream = this.#readObject(lexer);
    if (!(stream instanceof PdfStream) || nameOf(stream.dict.get("Type")) !== "XRef") throw broken();
    const { dict } = stream;
    const numbers = (key: string): number[] | undefined => {
      const array = dict.get(key);
      if (!Array.isArray(array)) return undefined;
      return array.map((one) => (one instanceof PdfWritten ? Number(fromLatin(one.bytes)) : Number.NaN));
    };
    const widths = numbers("W") ?? [];
    const index = numbers("Index") ?? [0, this.number(dict, "Size") ?? 0];
    if (widths.length !== 3 || [...widths, ...index].some((n) => !Number.isSafeInteger(n) || n < 0))
      throw broken();
    const rows = this.unpack(stream);
    let at = 0;
    const field = (width = 0, otherwise = 0): number => {
      if (width === 0) return otherwise;
      if (at + width > rows.length) throw broken();
      let value = 0;
      for (const byte of rows.subarray(at, at + width)) value = value * 256 + byte;
      at += width;
      return value;
    };
    for (let nth = 0; nth + 1 < index.length; nth += 2) {
      const [first = 0, count = 0] = index.slice(nth, nth + 2);
      for (let number = first; number < first + count; number++) {
        const [kind, second, third] = [field(widths[0], 1), field(widths[1]), field(widths[2])];
        if (kind === 0) this.#note(number, "free");
        else if (kind === 1) this.#note(number, { at: second });
        else if (kind === 2) this.#note(number, { within: second, nth: third });
      }
    }
    return dict;
  }

  #object(number: number): PdfValue {
    const place = this.#places.get(number);
    if (place === undefined || place === "free") return NOTHING;
    if ("at" in place) return this.#readObject(new Lexer(this.#bytes, place.at), number);
    return this.#objectsIn(place.within)[place.nth] ?? NOTHING;
  }

  /** What a stream of objects holds, in its order. */
  #objectsIn(number: number): readonly PdfValue[] {
    const known = this.#unpacked.get(number);
    if (known) return known;
    const place = this.#places.get(number);
    if (place === undefined || place === "free" || !("at" in place)) throw broken();
    const stream = this.#readObject(new Lexer(this.#bytes, place.at), number);
    if (!(stream instanceof PdfStream)) throw broken();
    const [count, first] = [this.number(stream.dict, "N"), this.number(stream.dict, "First")];
    if (count === undefined || first === undefined) throw broken();
    const plain = this.unpack(stream);
    const head = new Lexer(plain, 0);
    const offsets = Array.from({ length: count }, () => {
      head.whole();
      return first + head.whole();
    });
    const objects = offsets.map((at) => new Lexer(plain, at).value());
    this.#unpacked.set(number, objects);
    return objects;
  }

  #readObject(lexer: Lexer, number?: number): PdfValue {
    if (this.#reading > DEPTH_MAX) throw broken(); // a length that is said by the very stream that has it
    this.#reading++;
    const value = this.#readWhole(lexer, number);
    this.#reading--;
    return value;
  }

  #readWhole(lexer: Lexer, number?: number): PdfValue {
    const said = lexer.whole();
    if (number !== undefined && said !== number) throw broken();
    lexer.whole();
    lexer.expect("obj");
    const value = lexer.value();
    if (!isDict(value) || !lexer.isNext("stream")) {
      lexer.expect("endobj");
      return value;
    }
    if (this.#bytes[lexer.at] === 13) lexer.at++;
    if (this.#bytes[lexer.at] === 10) lexer.at++;
    const length = this.number(value, "Length");
    if (length === undefined || lexer.at + length > this.#bytes.length) throw broken();
    const bytes = this.#bytes.subarray(lexer.at, lexer.at + length);
    lexer.at += length;
    lexer.expect("endstream");
    return new PdfStream(value, bytes);
  }

  /** Undoes what a table is packed with, as in PNG (section 7.4.4.4). */
  #unpredict(bytes: Uint8Array, parms: PdfDict): Uint8Array {
    const predictor = this.number(parms, "Predictor") ?? 1;
    if (predictor === 1) return bytes;
    const columns = this.number(parms, "Columns") ?? 1;
    const samples = [this.number(parms, "Colors") ?? 1, this.number(parms, "BitsPerComponent") ?? 8];
    if (predictor < 10 || columns < 1 || samples[0] !== 1 || samples[1] !== 8) throw broken();
    const rows = Math.floor(bytes.length / (columns + 1));
    const plain = new Uint8Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      const kind = bytes[row * (columns + 1)];
      if (kind !== 0 && kind !== 2) throw broken(); // what tables are packed with: nothing, or the row above
      for (let n = 0; n < columns; n++) {
        const above = kind === 2 && row > 0 ? (plain[(row - 1) * columns + n] ?? 0) : 0;
        plain[row * columns + n] = (bytes[row * (columns + 1) + 1 + n] ?? 0) + above;
      }
    }
    return plain;
  }
}
