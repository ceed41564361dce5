import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  COSIGNATURE,
  commit,
  cosignatureMessage,
  cosignaturePayload,
  createVerifierKey,
  formatNote,
  formatReceipt,
  formatVerifierKey,
  parseNote,
} from "@leeward/ledger";
import { createSigner, type Log, openLog, sha256 } from "@leeward/ledger/files";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  checkSigned,
  compare,
  type Fetch,
  findLeaf,
  isSignedReceipt,
  readReceipt,
  type Vouched,
} from "./ledger-check.ts";

const SEED = Buffer.alloc(32, 3);
const WITNESS_SEED = Buffer.alloc(32, 4);
const SALT = Buffer.alloc(32, 5);
const TEXT = '{"kind":"section.read"}';
let folder: string;
let log: Log;
let logKey: string;
let witnessKey: string;
const notes: string[] = [];

const numbered = (n: number) => new Uint8Array(sha256(Buffer.from(String(n))));
const read =
  (name: string): Fetch =>
  (path) =>
    readFile(join(folder, name, path)).catch(() => null);
const open = (name: string) =>
  openLog(join(folder, name), { origin: "log.test/a", signer: createSigner(SEED) });
const vouched = (note: string): Vouched => {
  const found = checkSigned(note, logKey, [witnessKey]);
  if (!found) throw new Error("not signed");
  return found;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leeward-check-"));
  log = await open("log");
  logKey = formatVerifierKey(log.verifierKey);
  const signer = createSigner(WITNESS_SEED);
  const witness = createVerifierKey(sha256, "witness.test/w", signer.publicKey, COSIGNATURE);
  witnessKey = formatVerifierKey(witness);
  await log.append(Array.from({ length: 300 }, (_, n) => numbered(n)));
  notes.push(new TextDecoder().decode(log.checkpoint));
  await log.append([
    commit(sha256, SALT, Buffer.from(TEXT)),
    ...Array.from({ length: 50 }, (_, n) => numbered(1000 + n)),
  ]);
  const { text } = parseNote(log.checkpoint);
  const payload = cosignaturePayload(
    1_700_000_000,
    await signer.sign(cosignatureMessage(text, 1_700_000_000)),
  );
  await log.cosign([{ name: witness.name, keyId: witness.id, payload }]);
  notes.push(new TextDecoder().decode(log.checkpoint));
});
afterAll(async () => {
  await log.close();
  await rm(folder, { recursive: true, force: true });
});

it("reads an entry and a hash in each of its spellings, and says what is none", () => {
  const leaf = new Uint8Array(commit(sha256, SALT, Buffer.from(TEXT)));
  const salt = SALT.toString("base64url");
  expect(readReceipt(JSON.stringify({ content: TEXT, salt, logIndex: 300 }))).toEqual({
    leaf,
    index: 300,
    note: null,
  });
  for (const spelling of ["hex", "base64", "base64url"] as const)
    expect(readReceipt(` ${Buffer.from(leaf).toString(spelling)}\n`)).toEqual({
      leaf,
      index: null,
      note: null,
    });
  const commitment = Buffer.from(leaf).toString("base64url");
  expect(readReceipt(JSON.stringify({ content: null, salt: null, commitment, logIndex: 300 }))).toEqual({
    leaf,
    index: 300,
    note: null,
  });
  expect(readReceipt(JSON.stringify({ content: `${TEXT} `, salt, commitment }))).toBe("bad-commitment");
  for (const none of ["", "abc", "{", "{}", "[1]", "z".repeat(64)])
    expect(readReceipt(none)).toBe("not-a-receipt");
});

it("reads a receipt that the log signed, with the leaf that it promises, and tells it from a changed one", async () => {
  const signer = createSigner(SEED);
  const text = formatReceipt({ origin: "log.test/a", content: TEXT, salt: SALT });
  const signature = {
    name: "log.test/a",
    keyId: log.verifierKey.id,
    payload: await signer.sign(Buffer.from(text)),
  };
  const note = Buffer.from(formatNote({ text, signatures: [signature] })).toString();
  const leaf = new Uint8Array(commit(sha256, SALT, Buffer.from(TEXT)));
  for (const pasted of [note, note.trim(), note.replaceAll("\n", "\r\n")])
    expect(readReceipt(pasted)).toEqual({ leaf, index: null, note });
  expect([isSignedReceipt(note, logKey), isSignedReceipt(note, witnessKey)]).toEqual([true, false]);
  const changed = readReceipt(note.replace("section.read", "section.lost"));
  if (typeof changed === "string" || changed.note === null) throw new Error("it reads as a receipt");
  expect(isSignedReceipt(changed.note, logKey)).toBe(false);
});

it("finds an entry at its place or by looking, with who vouches; not at another place, in a bent file or elsewhere", async () => {
  const [old = "", now = ""] = notes;
  const { checkpoint, witnesses } = vouched(now);
  expect([vouched(old).witnesses, witnesses]).toEqual([[], ["witness.test/w"]]);
  const leaf = new Uint8Array(commit(sha256, SALT, Buffer.from(TEXT)));
  const look = (index: number | null, which = leaf, fetch = read("log")) =>
    findLeaf({ leaf: which, index }, checkpoint, fetch, () => {});
  expect([await look(300), await look(null), await look(null, numbered(7))]).toEqual([300, 300, 7]);
  expect([await look(299), await look(351), await look(null, numbered(9999))]).toEqual([null, null, null]);
  const bent: Fetch = async (path) => {
    const bytes = await read("log")(path);
    if (bytes && path.startsWith("tile/0/001")) bytes[0] = (bytes[0] ?? 0) ^ 1;
    return bytes;
  };
  expect(await look(310, numbered(1009), bent)).toBeNull();
  expect(checkSigned(now.replace("351", "350"), logKey, [witnessKey])).toBeNull();
  expect(checkSigned(now, witnessKey, [])).toBeNull();
});

it("tells one history from two, the same from both, and what is newer than the log shows", async () => {
  const [old, now] = notes.map((note) => vouched(note).checkpoint);
  const other = await open("other");
  await other.append(Array.from({ length: 320 }, (_, n) => numbered(n + 1)));
  const forked = vouched(new TextDecoder().decode(other.checkpoint)).checkpoint;
  await other.close();
  if (!old || !now) throw new Error("two notes were kept");
  expect(await compare(old, now, now, read("log"))).toBe("goes-on");
  expect(await compare(now, old, now, read("log"))).toBe("goes-on");
  expect(await compare(now, now, now, read("log"))).toBe("same");
  expect(await compare(forked, now, now, read("log"))).toBe("another-history");
  expect(await compare(old, forked, now, read("log"))).toBe("another-history");
  expect(await compare(old, now, old, read("log"))).toBe("newer-unknown");
});
