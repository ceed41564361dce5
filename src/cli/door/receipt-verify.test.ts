import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVerifierKey, formatVerifierKey, leafOfReceipt } from "@leeward/ledger";
import { createSigner, openLog, sha256 } from "@leeward/ledger/files";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { receiptsOf } from "../../core/ledger/index.ts";
import { runLeeward } from "../testing.ts";

// Someone is shown a proof of filing and checks it with copied files: no account, no database, no network.

const ORIGIN = "log.test/door";
const SEED = Buffer.alloc(32, 6);
const SALT = Buffer.alloc(32, 7);
const keyOf = (origin: string, seed: Buffer): string =>
  formatVerifierKey(createVerifierKey(sha256, origin, createSigner(seed).publicKey));
const KEY = keyOf(ORIGIN, SEED);
const LONG_AGO = "2026-11-01T10:00:00+00:00";
const letter = (at: string, position = 1) =>
  JSON.stringify({ at, kind: "letter.kept", memberId: null, position, sha256: "ab".repeat(32) });

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leeward-receipt-"));
  const log = await openLog(join(folder, "log"), { origin: ORIGIN, signer: createSigner(SEED) });
  const filler = Array.from({ length: 300 }, (_, n) => new Uint8Array(sha256(Buffer.from(String(n)))));
  await log.append([
    ...filler,
    leafOfReceipt(sha256, { origin: ORIGIN, content: letter(LONG_AGO), salt: SALT }),
    ...filler.slice(0, 20),
  ]);
  await log.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(content: string, change: (note: string) => string = (note) => note): Promise<string> {
  const note = await receiptsOf({ origin: ORIGIN, seed: SEED })({ content, salt: SALT });
  const path = join(folder, `note-${files++}.txt`);
  await writeFile(path, change(note));
  return path;
}
async function verify(file: string, ...more: string[]) {
  const { code, out, err } = await runLeeward(["door", "receipt", "verify", file, ...more, "--json"], {});
  return { code, err, ...(out && JSON.parse(out)) };
}

describe("a proof of filing", () => {
  it("is right where the log's key signed it and the log holds it", async () => {
    const seen = await verify(await fileOf(letter(LONG_AGO)), "--key", KEY, "--log", join(folder, "log"));
    expect(seen).toMatchObject({
      code: 0,
      ok: true,
      filed: { order: 1, sha256: "ab".repeat(32), hour: "2026-11-01T10:00:00.000Z" },
      inLog: { place: 300, size: 321 },
    });
    const copied = await fileOf(letter(LONG_AGO), (note) => note.trim().replaceAll("\n", "\r\n"));
    expect(await verify(copied, "--key", KEY)).toMatchObject({ code: 0, ok: true, inLog: null });
  });

  it("shows what was left out: signed, due, and not in the log; one of this hour is not due yet", async () => {
    const log = ["--key", KEY, "--log", join(folder, "log")];
    const left = await verify(await fileOf(letter(LONG_AGO, 2)), ...log);
    expect(left).toMatchObject({ code: 1, ok: false, signed: true, inLog: { place: null } });
    expect(left.says.join(" ")).toContain("THE LEDGER DOES NOT HOLD IT");
    const young = await verify(await fileOf(letter(new Date().toISOString(), 3)), ...log);
    expect(young).toMatchObject({ code: 0, ok: true, inLog: { place: null } });
    expect(young.says.join(" ")).toContain("does not hold it yet");
  });

  it("is refused where it was changed, another key signed it, it is of something else, or the files are another log's", async () => {
    const changed = await fileOf(letter(LONG_AGO), (note) => note.replace("T10:00", "T11:00"));
    expect(await verify(changed, "--key", KEY)).toMatchObject({ code: 1, signed: false });
    const other = keyOf("other.test/door", Buffer.alloc(32, 9));
    expect(await verify(await fileOf(letter(LONG_AGO)), "--key", other)).toMatchObject({
      code: 1,
      signed: false,
    });
    const entry = await fileOf('{"kind": "section.read", "at": "2026-11-01T10:00:00+00:00"}');
    expect(await verify(entry, "--key", KEY)).toMatchObject({ code: 1, signed: true, filed: null });
    const nowhere = await verify(await fileOf(letter(LONG_AGO)), "--key", KEY, "--log", folder);
    expect(nowhere).toMatchObject({ code: 1, ok: false, inLog: null });
    expect(nowhere.says.join(" ")).toContain("missing or not signed");
  });

  it("says how it is asked: no key, two places, no file, one that is far too long", async () => {
    const file = await fileOf(letter(LONG_AGO));
    expect(await verify(file)).toMatchObject({ code: 2 });
    const both = await verify(file, "--key", KEY, "--log", folder, "--door", "https://door.example.org");
    expect(both.code).toBe(2);
    expect((await runLeeward(["door", "receipt", "verify"], {})).code).toBe(2);
    const long = await fileOf(letter(LONG_AGO), (note) => note + "x".repeat(70_000));
    expect(await verify(long, "--key", KEY)).toMatchObject({ code: 2 });
    expect((await verify(join(folder, "none.txt"), "--key", KEY)).code).toBe(2);
  });
});
