/** The file is cut short or is not what its first bytes say. */
export class BrokenFileError extends Error {
  override readonly name = "BrokenFileError";
}

/** Reads numbers and stretches of a file, and says so where it ends too soon. */
export class Reader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  #step(count: number): number {
    const from = this.at;
    if (count < 0 || from + count > this.bytes.length) throw new BrokenFileError("The file ends too soon.");
    this.at = from + count;
    return from;
  }

  u8(): number {
    return this.#view.getUint8(this.#step(1));
  }
  u16(isLittle = false): number {
    return this.#view.getUint16(this.#step(2), isLittle);
  }
  u32(isLittle = false): number {
    return this.#view.getUint32(this.#step(4), isLittle);
  }
  /** Up to 2^53. */
  u64(): number {
    return this.u32() * 2 ** 32 + this.u32();
  }
  take(count: number): Uint8Array {
    const from = this.#step(count);
    return this.bytes.subarray(from, from + count);
  }
  ascii(count: number): string {
    return String.fromCharCode(...this.take(count));
  }
}
