import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBase64Url } from "../../../core/keys/index.ts";
import { seededRandom } from "../../../core/keys/testing.ts";
import {
  AttachmentSealer,
  CONTENT_BYTES_MAX,
  newAttachmentKey,
  openAttachment,
  PIECE_BYTES,
  PIECES_MAX,
  paddedBytes,
  piecesOf,
} from "./attachment.ts";
import { asAttachments, type NamedAttachment, safeName } from "./named.ts";

const random = seededRandom("attachments");
const content = (bytes: number) => random(bytes);
const at = () => newAttachmentKey(randomUUID(), random);

async function piecesIn(bytes: Uint8Array, key = at()) {
  const sealer = new AttachmentSealer(bytes, key);
  const pieces: Uint8Array[] = [];
  for (let number = 0; number < sealer.pieces; number++) pieces.push(await sealer.piece(number));
  return { key, pieces };
}
const open = (key: ReturnType<typeof at>, size: number, pieces: readonly Uint8Array[]) =>
  openAttachment(key, size, async (number) => pieces[number] ?? new Uint8Array());

describe("an attachment", () => {
  const plain = PIECE_BYTES - 16;
  it.each([1, 16_376, 16_377, plain - 8, plain - 7, plain, 3 * plain - 8, 3 * plain + 1, 1_000_003])(
    "of %i bytes opens as it was, in pieces of one size but the last",
    async (size) => {
      const bytes = content(size);
      const { key, pieces } = await piecesIn(bytes);
      expect(pieces).toHaveLength(piecesOf(size));
      expect(pieces.slice(0, -1).every((piece) => piece.length === PIECE_BYTES)).toBe(true);
      expect(Buffer.from(await open(key, size, pieces)).equals(Buffer.from(bytes))).toBe(true);
    },
  );

  it("gives away of its size a step of at most an eighth", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: CONTENT_BYTES_MAX }), (size) => {
        const padded = paddedBytes(size);
        expect(padded).toBeGreaterThanOrEqual(size + 8);
        if (size > 16_384) expect(padded).toBeLessThanOrEqual((size + 8) * 1.125);
        expect(piecesOf(size)).toBeLessThanOrEqual(PIECES_MAX);
      }),
    );
    const sizes = new Set(Array.from({ length: 26_000 }, (_, nth) => paddedBytes(nth * 1_000 + 1)));
    expect(sizes.size, "so many sizes are told apart in all").toBeLessThan(320);
  });

  it("does not open with a piece left out, moved, repeated, of another, or changed in one bit", async () => {
    const size = 3 * plain;
    const { key, pieces } = await piecesIn(content(size));
    const [a, b, c, d] = pieces as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    expect(pieces).toHaveLength(4);
    const other = await piecesIn(content(size));
    const flipped = new Uint8Array(b);
    flipped[77] = (flipped[77] ?? 0) ^ 1;
    for (const wrong of [
      [a, b, c],
      [b, a, c, d],
      [a, a, c, d],
      [a, other.pieces[1] as Uint8Array, c, d],
      [a, flipped, c, d],
      [a, b, c, c],
    ]) {
      await expect(open(key, size, wrong)).rejects.toMatchObject({ code: "cannot-open" });
    }
    await expect(open({ ...key, id: randomUUID() }, size, pieces)).rejects.toMatchObject({
      code: "cannot-open",
    });
    await expect(open(key, size - 1, pieces)).rejects.toMatchObject({ code: "cannot-open" });
    await expect(open(key, plain, pieces)).rejects.toMatchObject({ code: "cannot-open" });
  });

  it("has at least a byte and at most 25 MiB", () => {
    expect(() => new AttachmentSealer(new Uint8Array(), at())).toThrow(/1 to/);
    expect(() => new AttachmentSealer(new Uint8Array(CONTENT_BYTES_MAX + 1), at())).toThrow(/1 to/);
  });
});

describe("a letter's word of its attachments", () => {
  const good: NamedAttachment = {
    id: randomUUID(),
    key: toBase64Url(random(32)),
    sha256: toBase64Url(random(32)),
    sizeBytes: 7,
    type: "image/png",
    hiddenDetails: "removed",
    name: "picture.png",
  };
  it("is taken as it is", () => expect(asAttachments([good])).toEqual([good]));
  it.each([
    ["no list", {}],
    ["none", []],
    ["eleven", Array.from({ length: 11 }, () => ({ ...good, id: randomUUID() }))],
    ["one twice", [good, good]],
    ["a number of no kind", [{ ...good, id: "../../etc" }]],
    ["a short key", [{ ...good, key: "AAAA" }]],
    ["no size", [{ ...good, sizeBytes: 0 }]],
    ["half a byte", [{ ...good, sizeBytes: 1.5 }]],
    ["too large", [{ ...good, sizeBytes: CONTENT_BYTES_MAX + 1 }]],
    ["a type that could run", [{ ...good, type: "image/svg+xml" }]],
    ["a name that turns", [{ ...good, name: "a\u202egpj.exe" }]],
    ["a name with a path", [{ ...good, name: "../x" }]],
    ["no name", [{ ...good, name: "" }]],
    ["a long name", [{ ...good, name: "x".repeat(121) }]],
    ["more", [{ ...good, from: "10.0.0.1" }]],
  ])("is refused: %s", (_what, value) => expect(asAttachments(value)).toBeUndefined());

  it("has names without marks that steer a line, however a file was called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
        const safe = safeName(name, "file");
        expect(safeName(safe, "")).toBe(safe);
        expect(asAttachments([{ ...good, name: safe }])).toHaveLength(1);
      }),
    );
    expect(safeName(`${"é".repeat(200)}.jpeg`, "file")).toMatch(/^é{115}\.jpeg$/);
  });
});

it("what it was before may be named of a cleaned one alone, and by a hash alone", () => {
  const bytes = toBase64Url(content(32));
  const named = {
    ...{ id: randomUUID(), key: bytes, sizeBytes: 1, sha256: bytes, type: "image/png", name: "picture.png" },
    hiddenDetails: "removed",
  };
  expect(asAttachments([{ ...named, originalSha256: bytes }])?.[0]?.originalSha256).toBe(bytes);
  expect(asAttachments([named])?.[0]).not.toHaveProperty("originalSha256");
  expect(asAttachments([{ ...named, originalSha256: "x" }])).toBeUndefined();
  expect(asAttachments([{ ...named, originalSha256: bytes, hiddenDetails: "kept" }])).toBeUndefined();
  const older = { originalSha1: toBase64Url(content(20)), originalMd5: toBase64Url(content(16)) };
  expect(asAttachments([{ ...named, ...older }])?.[0]).toMatchObject(older);
  expect(
    asAttachments([{ ...named, ...older, hiddenDetails: "kept" }])?.[0],
    "as it was chosen",
  ).toMatchObject(older);
  for (const wrong of [{ originalSha1: bytes }, { originalMd5: older.originalSha1 }, { originalMd5: 1 }])
    expect(asAttachments([{ ...named, ...older, ...wrong }])).toBeUndefined();
});
