import { expect, test } from "vitest";
import { toUtf8 } from "../bytes.ts";
import { sha256, verifyEd25519 } from "../files/node-crypto.ts";
import { formatCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { parseVerifierKey } from "./key.ts";
import { formatNote, parseNote, verifyNote } from "./note.ts";

/** The example of c2sp.org/signed-note, "Verifier keys". */
const KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const SIGNATURE =
  "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
const NOTE = `This is an example message.\n\n${SIGNATURE}`;

test("the example of the specification verifies under its key", () => {
  const key = parseVerifierKey(sha256, KEY);
  const note = parseNote(toUtf8(NOTE));
  expect(note.text).toBe("This is an example message.\n");
  expect(verifyNote(verifyEd25519, note, [key])).toEqual([{ key, timeS: null }]);
  expect(Buffer.from(formatNote(note)).toString()).toBe(NOTE);
});

test("the checkpoint of the specification is read", () => {
  const text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  expect(parseCheckpoint(text)).toMatchObject({ origin: "example.com/behind-the-sofa", size: 20_852_163 });
  expect(parseCheckpoint(`${text}an extension line\n`).size).toBe(20_852_163);
});

test("a signature by an unknown key is ignored, one that a known key did not make is refused", () => {
  const key = parseVerifierKey(sha256, KEY);
  const stranger = "— example.com/foo AAAAAAAAAAA=\n";
  expect(verifyNote(verifyEd25519, parseNote(toUtf8(NOTE + stranger)), [key])).toHaveLength(1);
  expect(verifyNote(verifyEd25519, parseNote(toUtf8(NOTE + SIGNATURE)), [key])).toHaveLength(1);
  const forged = NOTE.replace("neyaQM=", "neyaQI=");
  expect(() => verifyNote(verifyEd25519, parseNote(toUtf8(forged)), [key])).toThrow(/wrong/);
});

test("what could not be read back is not written", () => {
  const signature = { name: "log.example", keyId: 1, payload: new Uint8Array(64) };
  const malformed = expect.objectContaining({ code: "note-malformed" });
  for (const text of ["", "no newline", "tab\there\n", "lone \ud800\n"]) {
    expect(() => formatNote({ text, signatures: [signature] }), JSON.stringify(text)).toThrow(malformed);
  }
  for (const name of ["", "a b", "a+b", "a\n— b"]) {
    expect(() => formatNote({ text: "text\n", signatures: [{ ...signature, name }] })).toThrow(malformed);
  }
  expect(() => formatNote({ text: "text\n", signatures: [] })).toThrow(malformed);
  for (const origin of ["", "two\nlines", "log\n5"]) {
    const checkpoint = { origin, size: 1, root: new Uint8Array(32) };
    expect(() => formatCheckpoint(checkpoint)).toThrow(
      expect.objectContaining({ code: "checkpoint-malformed" }),
    );
  }
  expect(() => formatCheckpoint({ origin: "log", size: 1.5, root: new Uint8Array(32) })).toThrow("size");
  expect(() => formatCheckpoint({ origin: "log", size: 1, root: new Uint8Array(31) })).toThrow("32 bytes");
});

test("sixteen signatures and more are read, but not without end", () => {
  expect(parseNote(toUtf8(NOTE + SIGNATURE.repeat(15))).signatures).toHaveLength(16);
  expect(() => parseNote(toUtf8(NOTE + SIGNATURE.repeat(100)))).toThrow("more than 100");
});

const good = SIGNATURE.slice("— example.com/foo ".length, -1);
const malformed: [string, string][] = [
  ["nothing", ""],
  ["no signatures", "text\n"],
  ["no blank line", `text\n${SIGNATURE}`],
  ["no text", `\n\n${SIGNATURE}`],
  ["an end without newline", NOTE.slice(0, -1)],
  ["a blank line at the end", `${NOTE}\n`],
  ["a carriage return", NOTE.replaceAll("\n", "\r\n")],
  ["a control character", NOTE.replace("example message", "example\tmessage")],
  ["a NUL", NOTE.replace("example message", "example\0message")],
  ["a hyphen for the dash", NOTE.replace("—", "-")],
  ["two spaces", NOTE.replace("foo ", "foo  ")],
  ["a no-break space in the name", NOTE.replace("example.com/foo", "example.com/\u00a0foo")],
  ["a plus in the name", NOTE.replace("example.com/foo", "example.com/+foo")],
  ["an empty name", NOTE.replace("— example.com/foo", "— ")],
  ["base64 without padding", NOTE.replace("=\n", "\n")],
  ["base64 with stray bits", NOTE.replace("aQM=", "aQN=")],
  ["base64 of the address kind", NOTE.replace(good, good.replaceAll("U", "_"))],
  ["a signature of four bytes", NOTE.replace(good, "AAAAAA==")],
];

test.each(malformed)("%s is no note", (_, text) => {
  expect(() => parseNote(toUtf8(text))).toThrow(expect.objectContaining({ code: "note-malformed" }));
});

test("bytes that are not UTF-8 are no note, and the place is told", () => {
  const bytes = toUtf8(NOTE);
  bytes[5] = 0xff;
  expect(() => parseNote(bytes)).toThrow(expect.objectContaining({ range: { offset: 0, length: 6 } }));
});

const root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
const notCheckpoints: [string, string][] = [
  ["two lines", "log\n1\n"],
  ["an empty origin", `\n1\n${root}\n`],
  ["a leading zero", `log\n01\n${root}\n`],
  ["a sign", `log\n+1\n${root}\n`],
  ["a size in hexadecimal", `log\n0x1\n${root}\n`],
  ["a size that a number cannot hold", `log\n9007199254740993\n${root}\n`],
  ["a root of 31 bytes", `log\n1\n${Buffer.alloc(31).toString("base64")}\n`],
  ["a root with stray bits", `log\n1\n${root.replace("2I=", "2J=")}\n`],
  ["an empty further line", `log\n1\n${root}\n\n`],
  ["no newline at the end", `log\n1\n${root}`],
];

test.each(notCheckpoints)("%s is no checkpoint", (_, text) => {
  expect(() => parseCheckpoint(text)).toThrow(expect.objectContaining({ code: "checkpoint-malformed" }));
});

const notKeys = [
  "",
  "example.com/foo",
  KEY.replace("530d903a", "530D903A"),
  KEY.replace("530d903a", "530d903b"),
  KEY.replace("+Aeky", "+Beky"),
  `${KEY}\n`,
  KEY.replace("example.com/foo", ""),
  KEY.replace("example.com/foo", "example.com foo"),
];

test.each(notKeys)("%j is no verifier key", (line) => {
  expect(() => parseVerifierKey(sha256, line)).toThrow(expect.objectContaining({ code: "key-malformed" }));
});
