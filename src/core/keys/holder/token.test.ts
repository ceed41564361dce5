import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { fromBase64Url } from "../bytes.ts";
import { ManyOpenings, ManyWraps } from "../wrap-many.ts";
import { HolderClient } from "./client.ts";
import { beginFolder, paths, rotateKeys } from "./folder.ts";
import { makeIdentity } from "./identity.ts";
import { serveKeys } from "./serve.ts";
import { freeLocalPort } from "./testing.ts";
import { openToken } from "./token.ts";

// A software token (SoftHSM, Debian's softhsm2) stands for a hardware module: the library is spoken to in the same way.

const MODULE = [
  "/usr/lib/softhsm/libsofthsm2.so",
  "/usr/lib64/pkcs11/libsofthsm2.so",
  "/opt/homebrew/lib/softhsm/libsofthsm2.so",
].find((path) => existsSync(path));
const PIN = "4711 0815";
let folder: string | undefined;

function prepare(): void {
  folder = mkdtempSync(join(tmpdir(), "leeward-token-"));
  mkdirSync(join(folder, "tokens"));
  writeFileSync(
    join(folder, "softhsm2.conf"),
    `directories.tokendir = ${join(folder, "tokens")}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  process.env.SOFTHSM2_CONF = join(folder, "softhsm2.conf");
  execFileSync("softhsm2-util", [
    "--init-token",
    "--free",
    "--label",
    "leeward test",
    "--pin",
    PIN,
    "--so-pin",
    "0000",
  ]);
}

beforeEach(({ skip }) => {
  skip(MODULE === undefined, "needs SoftHSM: apt-get install softhsm2");
  if (!folder) prepare();
});
afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const place = { dataKeyId: "k", caseId: "c", category: "contact", agencyId: "a", agencyKeyVersion: 3 };

it("makes a key of P-256 that opens wraps in its own place and nowhere else", async () => {
  const token = await openToken(MODULE ?? "", "leeward test", PIN);
  const publicKey = token.makeKey("leeward a 3");
  const [wraps, openings] = [
    new ManyWraps(publicKey),
    new ManyOpenings(token.agreement("leeward a 3", publicKey)),
  ];
  for (let i = 0; i < 20; i++) {
    const dataKey = Buffer.alloc(32, i);
    const sealed = wraps.wrap(dataKey, place);
    expect(sealed.length).toBe(65 + 32 + 16);
    expect(Buffer.from(openings.open(sealed, place)).equals(dataKey)).toBe(true);
    expect(() => openings.open(sealed, { ...place, caseId: "d" })).toThrow(/another key or place/);
  }
  // What is no point of the curve is refused by the module.
  const wrong = wraps.wrap(Buffer.alloc(32), place);
  wrong[64] = (wrong[64] ?? 0) ^ 1;
  expect(() => openings.open(wrong, place)).toThrow(/another key or place/);
  token.destroyKey("leeward a 3");
  expect(() => openings.open(wraps.wrap(Buffer.alloc(32), place), place)).toThrow();
  token.close();
});

it("gives the private key to nobody, the PIN's owner included", async ({ skip }) => {
  const token = await openToken(MODULE ?? "", "leeward test", PIN);
  token.makeKey("leeward a 4");
  token.close();
  const listed = spawnTool(["--list-objects", "--type", "privkey"]);
  skip(listed === null, "needs pkcs11-tool, the second witness: apt-get install opensc");
  expect(listed).toContain("leeward a 4");
  expect(listed).toMatch(/Access:\s+sensitive, always sensitive, never extractable, local/);
});

/** What another program says of the token; null where it is not installed. */
function spawnTool(words: readonly string[]): string | null {
  try {
    return execFileSync(
      "pkcs11-tool",
      ["--module", MODULE ?? "", "--token-label", "leeward test", "--login", "--pin", PIN, ...words],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
    );
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

it("says what is wrong with a wrong module, token or PIN", async () => {
  await expect(openToken("/nowhere/lib.so", "leeward test", PIN)).rejects.toThrow(
    /is no PKCS#11 library that can be loaded/,
  );
  await expect(openToken(MODULE ?? "", "another", PIN)).rejects.toThrow(/no token named “another”/);
  const keeps = await openToken(MODULE ?? "", "leeward test", PIN);
  keeps.close(); // the last session is over, and with it the sign-in
  await expect(openToken(MODULE ?? "", "leeward test", "wrong")).rejects.toThrow(/refuses the PIN/);
});

it("serves as a key holder: what is wrapped for the agency opens by the module, and its next key is made there", async () => {
  const folder = join(mkdtempSync(join(tmpdir(), "leeward-holder-")), "holder");
  const server = makeIdentity("the server");
  const agencyId = randomUUID();
  const port = await freeLocalPort();
  const begun = {
    card: {
      leeward: "server card",
      agencyId,
      agencyName: "Harbour House",
      nextVersion: 1,
      certificate: server.certificate,
    },
    address: `https://127.0.0.1:${port}`,
    listen: { host: "127.0.0.1", port },
    token: { module: MODULE ?? "", label: "leeward test" },
    pin: PIN,
  } as const;
  const card = await beginFolder(folder, begun, new Date());
  expect(readFileSync(paths(folder).keys, "utf8")).toContain('"privateKey": null');
  const holder = await serveKeys(folder, { now: () => new Date(), log: () => undefined, pin: PIN });
  const client = new HolderClient({ agencyId, address: card.address, certificate: card.certificate }, server);
  try {
    const at = {
      dataKeyId: randomUUID(),
      caseId: randomUUID(),
      category: "contact",
      agencyId,
      agencyKeyVersion: 1,
    };
    const publicKey = fromBase64Url(card.key.statement.publicKey);
    expect(publicKey.length).toBe(65);
    const dataKey = Buffer.alloc(32, 5);
    const sealed = new ManyWraps(publicKey).wrap(dataKey, at);
    const opening = { act: "read", entry: "1", memberId: null, purpose: null, clause: "person" } as const;
    expect(Buffer.from(await client.open(at, sealed, opening)).equals(dataKey)).toBe(true);
    expect(await rotateKeys(folder, PIN, new Date())).toBe(2);
    const moved = await client.rewrap(at, sealed, 2);
    expect(
      Buffer.from(await client.open({ ...at, agencyKeyVersion: 2 }, moved, opening)).equals(dataKey),
    ).toBe(true);
  } finally {
    client.close();
    await holder.stop();
    rmSync(join(folder, ".."), { recursive: true, force: true });
  }
});
