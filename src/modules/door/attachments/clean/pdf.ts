import { BrokenFileError } from "./bytes.ts";
import { cleanJpeg } from "./jpeg.ts";
import {
  fromLatin,
  isDict,
  latin,
  nameOf,
  type PdfDict,
  PdfFile,
  PdfName,
  PdfRef,
  PdfStream,
  type PdfValue,
  PdfWritten,
} from "./pdf-read.ts";

/** The document has what cannot be cleaned honestly: a lock, a signature, a file inside it, a picture of another kind. */
class NotOursError extends Error {
  override readonly name = "NotOursError";
}

/** Who made it, with what, when, and what a program noted for itself; wherever they stand. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "Metadata",
  "PieceInfo",
  "LastModified",
  "Thumb",
  "SpiderInfo",
  "CreationDate",
  "ModDate",
  "CreatorInfo",
  "User",
]);
/** Of a remark: who wrote it, and when. */
const LEFT_OUT_OF_REMARKS: ReadonlySet<string> = new Set(["T", "M", "NM"]);
/** A lock, a signature, a form of another format, a file within. */
const NOT_OURS: ReadonlySet<string> = new Set([
  "ByteRange",
  "Perms",
  "DSS",
  "XFA",
  "EF",
  "EmbeddedFiles",
  "Collection",
  "RichMediaContent",
]);

/**
 * A PDF with the pages of its newest revision and nothing that they do not need: without details of who made it, earlier
 * revisions, what was deleted; the pictures in it cleaned. Undefined where that cannot be done honestly.
 *
 * @throws BrokenFileError
 */
export function cleanPdf(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const file = new PdfFile(bytes);
  try {
    if (file.trailer.has("Encrypt")) return undefined;
    const root = file.trailer.get("Root");
    if (!(root instanceof PdfRef) || !hasPages(file, root)) throw new BrokenFileError("It has no pages.");
    return new Copy(file).write(root, fromLatin(bytes.subarray(0, 8)));
  } catch (error) {
    if (error instanceof NotOursError) return undefined;
    throw error;
  }
}

/** What points to nothing counts as nothing; of pages that would be a document without them. */
function hasPages(file: PdfFile, from: PdfRef): boolean {
  const root = file.follow(from);
  const pages = isDict(root) ? file.follow(root.get("Pages")) : undefined;
  const kids = isDict(pages) ? file.follow(pages.get("Kids")) : undefined;
  return Array.isArray(kids) && kids.length > 0 && kids.every((kid) => isDict(file.follow(kid)));
}

/** Writes what can be reached from the beginning, and that alone. */
class Copy {
  readonly #file: PdfFile;
  /** Old numbers, in the order of the new ones from 1. */
  readonly #reached: number[] = [];
  readonly #numbers = new Map<number, number>();
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  constructor(file: PdfFile) {
    this.#file = file;
  }

  write(root: PdfRef, header: string): Uint8Array<ArrayBuffer> {
    this.#put(latin(`${header}\n%\xe2\xe3\xcf\xd3\n`));
    this.#refer(root);
    const offsets: number[] = [];
    for (const [nth, number] of this.#reached.entries()) {
      offsets.push(this.#length);
      this.#put(latin(`${nth + 1} 0 obj\n`));
      this.#value(this.#file.follow(new PdfRef(number)));
      this.#put(latin("\nendobj\n"));
    }
    const at = this.#length;
    const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
    const size = offsets.length + 1;
    this.#put(
      latin(
        `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`,
      ),
    );
    const whole = new Uint8Array(this.#length);
    let end = 0;
    for (const part of this.#parts) {
      whole.set(part, end);
      end += part.length;
    }
    return whole;
  }

  #put(part: Uint8Array): void {
    this.#parts.push(part);
    this.#length += part.length;
  }

  /** The new number; whatever is named is written sooner or later. */
  #refer({ number }: PdfRef): number {
    const known = this.#numbers.get(number);
    if (known !== undefined) return known;
    this.#reached.push(number);
    this.#numbers.set(number, this.#reached.length);
    return this.#reached.length;
  }

  #value(value: PdfValue): void {
    if (value instanceof PdfWritten) this.#put(value.bytes);
    else if (value instanceof PdfName) this.#put(latin(nameAsWritten(value.name)));
    else if (value instanceof PdfRef) this.#put(latin(`${this.#refer(value)} 0 R`));
    else if (value instanceof PdfStream) this.#stream(value);
    else if (isDict(value)) this.#dict(value);
    else {
      this.#put(latin("["));
      for (const one of value as readonly PdfValue[]) {
        this.#value(one);
        this.#put(latin(" "));
      }
      this.#put(latin("]"));
    }
  }

  #dict(dict: PdfDict, streamBytes?: number): void {
    const subtype = nameOf(dict.get("Subtype"));
    const isRemark = dict.has("Rect") && subtype !== undefined && subtype !== "Widget";
    if (nameOf(dict.get("FT")) === "Sig" && dict.has("V")) throw new NotOursError();
    this.#put(latin("<<"));
    for (const [key, value] of dict) {
      if (NOT_OURS.has(key)) throw new NotOursError();
      if (LEFT_OUT.has(key) || (isRemark && LEFT_OUT_OF_REMARKS.has(key))) continue;
      if (key === "Length" && streamBytes !== undefined) continue;
      this.#put(latin(`${nameAsWritten(key)} `));
      this.#value(value);
    }
    if (streamBytes !== undefined) this.#put(latin(`/Length ${streamBytes}`));
    this.#put(latin(">>"));
  }

  #stream(stream: PdfStream): void {
    const { dict, bytes } = this.#cleanPicture(stream);
    this.#dict(dict, bytes.length);
    this.#put(latin("\nstream\n"));
    this.#put(bytes);
    this.#put(latin("\nendstream"));
  }

  #cleanPicture(stream: PdfStream): PdfStream {
    const filter = this.#file.follow(stream.dict.get("Filter"));
    const filters = (Array.isArray(filter) ? filter : [filter]).map((one) => nameOf(this.#file.follow(one)));
    if (filters.includes("JPXDecode")) throw new NotOursError();
    if (!filters.includes("DCTDecode")) return stream;
    if (filters.length > 1 && stream.dict.has("DecodeParms")) throw new NotOursError();
    const picture = filters
      .slice(0, -1)
      .reduce((bytes, packing) => this.#unpack(bytes, packing), stream.bytes);
    if (filters.at(-1) !== "DCTDecode") throw new NotOursError();
    return new PdfStream(new Map(stream.dict).set("Filter", new PdfName("DCTDecode")), cleanJpeg(picture));
  }

  #unpack(bytes: Uint8Array, packing: string | undefined): Uint8Array {
    if (packing === "FlateDecode") return this.#file.inflate(bytes);
    if (packing === "ASCII85Decode") return fromAscii85(bytes);
    throw new NotOursError();
  }
}

/** Five signs for four bytes (ISO 32000-1, section 7.4.3). @throws BrokenFileError */
function fromAscii85(bytes: Uint8Array): Uint8Array {
  const text = fromLatin(bytes).replace(/\s/g, "");
  const end = text.indexOf("~>");
  const signs = (end < 0 ? text : text.slice(0, end)).replaceAll("z", "!!!!!");
  if (!/^[!-u]*$/.test(signs) || signs.length % 5 === 1)
    throw new BrokenFileError("A picture is packed wrongly.");
  const lacking = (5 - (signs.length % 5)) % 5;
  const whole = signs + "u".repeat(lacking);
  const plain = new Uint8Array((whole.length / 5) * 4);
  for (let at = 0; at < whole.length; at += 5) {
    let four = 0;
    for (let n = 0; n < 5; n++) four = four * 85 + whole.charCodeAt(at + n) - 33;
    new DataView(plain.buffer).setUint32((at / 5) * 4, four % 2 ** 32);
  }
  return plain.subarray(0, plain.length - lacking);
}

const nameAsWritten = (name: string): string =>
  `/${name.replace(/[^!-~]|[#()<>[\]{}/%]/g, (one) => `#${one.charCodeAt(0).toString(16).padStart(2, "0")}`)}`;
