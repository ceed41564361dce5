import { brotliDecompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clean } from "./index.ts";
import { SAMPLES } from "./samples.ts";

type Name = keyof typeof SAMPLES;
const NAMES = Object.keys(SAMPLES) as Name[];
const sample = (name: Name): Uint8Array<ArrayBuffer> =>
  new Uint8Array(brotliDecompressSync(Buffer.from(SAMPLES[name], "base64")));
const cleaned = (name: Name): Buffer => {
  const result = clean(sample(name));
  if (result.state !== "cleaned") throw new Error(`${name}: ${result.state}`);
  return Buffer.from(result.bytes);
};

/** What must be left of each, part by part: names of segments, chunks and boxes. */
const LEFT: Readonly<Record<Name, string>> = {
  "pic.jpg": "e1 db db c0 c4 c4 c4 c4 da",
  "prog.jpg": "db db c2 c4 c4 da c4 da c4 da c4 da c4 da c4 da da c4 da c4 da c4 da",
  "cmyk.jpg": "ee db db c0 c4 c4 c4 c4 da",
  "pic.png": "IHDR gAMA cHRM PLTE bKGD IDAT IEND",
  "pic.webp": "VP8X VP8 ",
  "anim.webp": "VP8X ANIM ANMF ANMF ANMF",
  "anim.gif": "",
  "pic.heic": "ftyp meta mdat",
  "pic.avif": "ftyp meta mdat",
  "voice.m4a": "ftyp free mdat moov",
  "film.mp4": "ftyp moov free free mdat",
};

function partsOf(name: Name, bytes: Buffer): string {
  const parts: string[] = [];
  if (name.endsWith(".jpg")) {
    for (let at = 2; bytes[at + 1] !== 0xd9; ) {
      const marker = bytes[at + 1] ?? 0;
      parts.push(marker.toString(16));
      at += 2 + bytes.readUInt16BE(at + 2);
      if (marker === 0xda)
        while (bytes[at] !== 0xff || (bytes[at + 1] ?? 0) < 0xc0 || (bytes[at + 1] ?? 0) === 0xff) at++;
    }
  } else if (name.endsWith(".png")) {
    for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
      parts.push(bytes.toString("latin1", at + 4, at + 8));
  } else if (name.endsWith(".webp")) {
    for (let at = 12; at < bytes.length; ) {
      parts.push(bytes.toString("latin1", at, at + 4));
      const length = bytes.readUInt32LE(at + 4);
      at += 8 + length + (length % 2);
    }
  } else if (!name.endsWith(".gif")) {
    for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at))
      parts.push(bytes.toString("latin1", at + 4, at + 8));
  }
  return parts.join(" ");
}

describe("hidden details", () => {
  it.each(NAMES)("of %s are planted before, and gone afterwards", (name) => {
    expect(Buffer.from(sample(name)).includes("PLANTED")).toBe(true);
    const left = cleaned(name);
    for (const trace of [
      "PLANTED",
      "2026",
      "GPS",
      "Exif\0\0II",
      "http://ns.adobe.com",
      "ImageMagick",
      "Lavf",
      "ICC_PROFILE",
    ]) {
      expect(left.includes(trace), trace).toBe(false);
    }
    expect(partsOf(name, left)).toBe(LEFT[name]);
  });

  it("but not which way up a picture is", () => {
    const at = cleaned("pic.jpg").indexOf("Exif\0\0");
    const exif = cleaned("pic.jpg").subarray(at, at + 32);
    expect(exif.readUInt16BE(6 + 4 + 4 + 2)).toBe(0x0112);
    expect(exif.readUInt16BE(6 + 4 + 4 + 2 + 8)).toBe(6);
    expect(cleaned("prog.jpg").includes("Exif"), "none where it stands upright").toBe(false);
  });

  it("are gone at the first time: cleaning again changes nothing", () => {
    for (const name of NAMES) {
      const again = clean(new Uint8Array(cleaned(name)));
      expect(again.state === "cleaned" && Buffer.from(again.bytes).equals(cleaned(name)), name).toBe(true);
    }
  });

  it("of documents, archives and unknown files are said to be unknown", () => {
    for (const text of ["%PDF-1.7", "PK\u0003\u0004", "<svg onload=x>", "<!doctype html>", "ID3", ""]) {
      expect(clean(new TextEncoder().encode(text))).toEqual({
        state: "unknown",
        type: "application/octet-stream",
      });
    }
  });

  it("of a film with a track that is neither sound nor picture are said to be unknown", () => {
    const film = Buffer.from(sample("film.mp4"));
    film.write("meta", film.indexOf("vide"), "latin1");
    expect(clean(new Uint8Array(film))).toEqual({ state: "unknown", type: "application/octet-stream" });
  });
});

describe("a file that is cut short or harmed", () => {
  it("is broken, or cleaned; never an error, never with what was planted", () => {
    for (const name of NAMES) {
      const bytes = sample(name);
      for (let end = 0; end < bytes.length; end += 1 + Math.floor(bytes.length / 400)) {
        const result = clean(bytes.slice(0, end));
        if (result.state === "cleaned")
          expect(Buffer.from(result.bytes).includes("PLANTED"), `${name} ${end}`).toBe(false);
      }
    }
  });

  it("in any of its bytes ends in time", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        (name, changes) => {
          const bytes = sample(name);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          expect(["cleaned", "unknown", "broken"]).toContain(clean(bytes).state);
        },
      ),
      { numRuns: 600 },
    );
  });
});
