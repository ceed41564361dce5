/** A place where something may have been left: its name and its bytes. */
export interface Place {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Finding {
  readonly place: string;
  /** Which text, and in which form it stood there. */
  readonly text: string;
  readonly form: string;
  /** What stands around it, for the message of a failed test. */
  readonly around: string;
}

interface Needle {
  readonly text: string;
  readonly form: string;
  readonly bytes: Buffer;
  /** Sought without regard to the case of A to Z. */
  readonly anyCase: boolean;
}

/** How a text may be encoded where it was left. Each form of a text is planted and found by the tests themselves. */
export const FORMS: Readonly<Record<string, (text: string) => Buffer>> = {
  plain: (text) => Buffer.from(text),
  folded: (text) => Buffer.from(fold(text)),
  "upper case": (text) => Buffer.from(text.toUpperCase()),
  decomposed: (text) => Buffer.from(text.normalize("NFD")),
  "Latin-1": (text) => Buffer.from(text, "latin1"),
  "UTF-16LE": (text) => Buffer.from(text, "utf16le"),
  "UTF-16BE": (text) => Buffer.from(text, "utf16le").swap16(),
  hex: (text) => Buffer.from(Buffer.from(text).toString("hex")),
  "upper-case hex": (text) => Buffer.from(Buffer.from(text).toString("hex").toUpperCase()),
  base64: (text) => Buffer.from(Buffer.from(text).toString("base64")),
  "base64, one byte later": (text) => Buffer.from(Buffer.from(`.${text}`).toString("base64")),
  "base64, two bytes later": (text) => Buffer.from(Buffer.from(`..${text}`).toString("base64")),
  base64url: (text) => Buffer.from(Buffer.from(text).toString("base64url")),
  "escaped as in JSON": (text) => Buffer.from(escapeJson(text)),
  "escaped as in an address": (text) => Buffer.from(encodeURIComponent(text)),
};

/** Without case and without marks over letters. */
const fold = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

const escapeJson = (text: string): string =>
  text.replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/**
 * Texts to look for, each by a name that a message may show; texts of eight bytes and more, or chance finds them.
 * All their forms are sought in one pass (Wu and Manber 1994): the two bytes where the shortest form would end say how
 * far the next place can be at which any form ends.
 */
export function leakSearch(texts: Readonly<Record<string, string>>): (places: readonly Place[]) => Finding[] {
  const needles = Object.entries(texts).flatMap(([name, text]) => needlesOf(name, text));
  const window = Math.min(...needles.map(({ bytes }) => bytes.length));
  /** How far to go on from a pair of bytes; nought: a form may be here. */
  const steps = new Uint8Array(2 ** 16).fill(Math.min(window - 1, 255));
  const endingIn = new Map<number, Needle[]>();
  for (const needle of needles) {
    const folded = lowerAscii(needle.bytes);
    for (let at = 1; at < window; at++) {
      const pair = pairAt(folded, at);
      steps[pair] = Math.min(steps[pair] as number, window - 1 - at);
      if (at === window - 1) endingIn.set(pair, [...(endingIn.get(pair) ?? []), needle]);
    }
  }
  return (places) =>
    places.flatMap((place) => {
      const { bytes } = place;
      const findings = new Map<Needle, Finding>();
      for (let end = window - 1; end < bytes.length; ) {
        const pair = pairAt(bytes, end);
        const step = steps[pair] as number;
        if (step === 0) {
          const at = end - window + 1;
          for (const needle of endingIn.get(pair) ?? []) {
            if (!findings.has(needle) && standsAt(bytes, at, needle))
              findings.set(needle, findingOf(place, at, needle));
          }
        }
        end += step || 1;
      }
      return [...findings.values()];
    });
}

const LOWERED = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte,
);

/** The byte at a place and the one before it, without regard to the case of A to Z. */
const pairAt = (bytes: Uint8Array, at: number): number =>
  ((LOWERED[bytes[at - 1] as number] as number) << 8) | (LOWERED[bytes[at] as number] as number);

function standsAt(bytes: Buffer, at: number, { bytes: sought, anyCase }: Needle): boolean {
  if (at + sought.length > bytes.length) return false;
  for (let nth = 0; nth < sought.length; nth++) {
    const byte = bytes[at + nth] as number;
    if ((anyCase ? LOWERED[byte] : byte) !== sought[nth]) return false;
  }
  return true;
}

function findingOf({ name, bytes }: Place, at: number, { text, form, bytes: sought }: Needle): Finding {
  const around = bytes.subarray(Math.max(0, at - 60), at + sought.length + 60);
  return {
    place: name,
    text,
    form,
    around: around.toString("latin1").replaceAll(/[^\x20-\x7e]/g, "·"),
  };
}

function needlesOf(name: string, text: string): Needle[] {
  if (Buffer.byteLength(text) < 8) throw new Error(`The text “${name}” is too short to look for.`);
  const found = new Map<string, Needle>();
  const add = (form: string, bytes: Buffer, anyCase: boolean) => {
    const sought = anyCase ? lowerAscii(bytes) : bytes;
    found.set(`${anyCase} ${sought.toString("latin1")}`, { text: name, form, bytes: sought, anyCase });
  };
  for (const variant of new Set([
    text,
    text.toLowerCase(),
    text.toUpperCase(),
    fold(text),
    text.normalize("NFD"),
  ])) {
    const bytes = Buffer.from(variant);
    add("plain or folded", bytes, true);
    if (!/[^\0-\xff]/.test(variant)) add("Latin-1", Buffer.from(variant, "latin1"), true);
    add("UTF-16LE", Buffer.from(variant, "utf16le"), true);
    add("UTF-16BE", Buffer.from(variant, "utf16le").swap16(), true);
    add("hex", Buffer.from(bytes.toString("hex")), true);
    add("escaped as in JSON", Buffer.from(escapeJson(variant)), true);
    add("escaped as in an address", Buffer.from(encodeURIComponent(variant)), true);
    for (const offset of [0, 1, 2]) {
      const inside = insideOfBase64(bytes, offset);
      add("base64", Buffer.from(inside), false);
      add("base64url", Buffer.from(inside.replaceAll("+", "-").replaceAll("/", "_")), false);
    }
  }
  return [...found.values()];
}

/** The letters of base64 that depend on these bytes alone, when `offset` bytes of a group stand before them. */
function insideOfBase64(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  const whole = Math.floor(((offset + bytes.length) * 8) / 6);
  return encoded.slice(Math.ceil((offset * 8) / 6), whole);
}

/** A to Z alone: other bytes may be parts of letters of two bytes, or of none. */
const lowerAscii = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => LOWERED[byte] as number));
