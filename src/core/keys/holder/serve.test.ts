import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fromBase64Url } from "../bytes.ts";
import type { WrapPlace } from "../wrap.ts";
import { ManyWraps } from "../wrap-many.ts";
import { HolderClient } from "./client.ts";
import { beginFolder, type HolderCard, paths, readRules, rotateKeys, writeRules } from "./folder.ts";
import { type Identity, makeIdentity } from "./identity.ts";
import type { Opening } from "./key-holder.ts";
import { type LoggedEntry, readLog } from "./log.ts";
import { type RunningHolder, serveKeys } from "./serve.ts";
import { freeLocalPort } from "./testing.ts";

// One holder, asked by the server that it knows and by others.

const server = makeIdentity("the server");
const agencyId = randomUUID();
const opening: Opening = {
  act: "read",
  entry: "17",
  memberId: randomUUID(),
  purpose: "support",
  clause: "holder",
};
const dataKey = Buffer.alloc(32, 9);

let folder: string;
let card: HolderCard;
let holder: RunningHolder;
let said: string[];
const clients: HolderClient[] = [];

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), "leeward-holder-")), "holder");
  const port = await freeLocalPort();
  card = await beginFolder(
    folder,
    {
      card: {
        leeward: "server card",
        agencyId,
        agencyName: "Harbour House",
        nextVersion: 1,
        certificate: server.certificate,
      },
      address: `https://127.0.0.1:${port}`,
      listen: { host: "127.0.0.1", port },
      token: null,
      pin: undefined,
    },
    new Date(),
  );
  said = [];
  holder = await serveKeys(folder, { now: () => new Date(), log: (line) => void said.push(line) });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await holder.stop();
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

const place = (change: Partial<WrapPlace> = {}): WrapPlace => ({
  dataKeyId: randomUUID(),
  caseId: randomUUID(),
  category: "contact",
  agencyId,
  agencyKeyVersion: 1,
  ...change,
});
const wrap = (at: WrapPlace) => new ManyWraps(fromBase64Url(card.key.statement.publicKey)).wrap(dataKey, at);
function clientAs(own: Identity, certificate = card.certificate): HolderClient {
  const client = new HolderClient({ agencyId, address: card.address, certificate }, own);
  clients.push(client);
  return client;
}
async function entries(): Promise<LoggedEntry[]> {
  const found: LoggedEntry[] = [];
  for await (const { entry } of readLog(paths(folder).log)) found.push(entry);
  return found;
}

it("opens a wrap for the server that it was told of, in its own place alone", async () => {
  const client = clientAs(server);
  const at = place();
  expect(Buffer.from(await client.open(at, wrap(at), opening)).equals(dataKey)).toBe(true);
  for (const elsewhere of [{ caseId: randomUUID() }, { category: "health" }, { dataKeyId: randomUUID() }]) {
    await expect(client.open({ ...at, ...elsewhere }, wrap(at), opening)).rejects.toMatchObject({
      code: "cannot-open",
    });
  }
  await expect(client.open({ ...at, agencyKeyVersion: 2 }, wrap(at), opening)).rejects.toMatchObject({
    code: "no-key",
  });
  await expect(client.open({ ...at, agencyId: randomUUID() }, wrap(at), opening)).rejects.toMatchObject({
    code: "no-key",
  });
  const kinds = (await entries()).map(({ kind, why }) => why ?? kind);
  expect(kinds).toEqual([
    ...[
      "started",
      "key",
      "rules",
      "opened",
      "cannot-open",
      "cannot-open",
      "cannot-open",
      "alarm",
      "no-key",
      "no-key",
    ],
  ]);
  expect(said).toMatchObject([expect.stringContaining("ALARM many-unopenable: 3")]);
});

// Kills: a holder that takes any certificate, or none; a server that speaks to any holder.
it("speaks to no other server, and the server to no other holder", async () => {
  const at = place();
  const ask = (client: HolderClient) => client.open(at, wrap(at), opening);
  await expect(ask(clientAs(makeIdentity("the server")))).rejects.toMatchObject({ code: "keys-away" });
  await expect(
    ask(clientAs(server, makeIdentity("Leeward key holder of Harbour House").certificate)),
  ).rejects.toMatchObject({
    code: "keys-away",
  });
  expect((await entries()).map(({ kind }) => kind)).toEqual(["started", "key", "rules"]);
  // Without a certificate at all.
  const answer = await new Promise((resolve) => {
    const sent = request(`${card.address}/v1/state`, { rejectUnauthorized: false }, ({ statusCode }) =>
      resolve(statusCode),
    );
    sent.on("error", ({ code }: NodeJS.ErrnoException) => resolve(code));
    sent.end();
  });
  expect(answer).not.toBe(200);
  expect(String(answer)).toMatch(/CERTIFICATE_REQUIRED|ECONNRESET|EPIPE/);
  // The card's own certificate proves nothing without its key.
  const copied = clientAs({ certificate: server.certificate, privateKey: makeIdentity("x").privateKey });
  await expect(ask(copied)).rejects.toMatchObject({ code: "keys-away" });
  // Nor is an older TLS spoken.
  const old = await new Promise((resolve) => {
    const socket = connect({
      port: holder.port,
      host: "127.0.0.1",
      maxVersion: "TLSv1.2",
      rejectUnauthorized: false,
      cert: server.certificate,
      key: server.privateKey,
    });
    socket.on("secureConnect", () => resolve("connected"));
    socket.on("error", ({ code }: NodeJS.ErrnoException) => resolve(code));
  });
  expect(old).toMatch(/PROTOCOL_VERSION/);
});

it("does not let a holder that hangs hold up who asks next", async () => {
  let lines = 0;
  const silent = createServer((line) => {
    lines++; // takes the line, and says nothing
    line.on("error", () => undefined).resume();
  });
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = silent.address();
  const port = typeof address === "object" ? address?.port : 0;
  const client = new HolderClient(
    { agencyId, address: `https://127.0.0.1:${port}`, certificate: card.certificate },
    server,
  );
  const at = place();
  const ask = () => client.open(at, wrap(at), opening).catch(({ code }) => code);
  expect(await Promise.all(Array.from({ length: 30 }, ask))).toEqual(new Array(30).fill("keys-away"));
  // Nobody waits again while it is known to be away: no new line is tried.
  const tried = lines;
  expect(tried).toBeGreaterThan(0);
  expect(await ask()).toBe("keys-away");
  expect(lines).toBe(tried);
  client.close();
  await new Promise((resolve) => silent.close(resolve));
});

it("takes one wrap for each request, and nothing that is not as it must be", async () => {
  const at = place();
  const good = { place: at, sealed: wrap(at).toString("base64"), opening };
  const wrong: Record<string, unknown> = {
    "many at once": [good, good],
    "two wraps": { ...good, sealed: [good.sealed, good.sealed] },
    "a field more": { ...good, also: 1 },
    "a word for a purpose": { ...good, opening: { ...opening, purpose: "curiosity" } },
    "words in a code": { ...good, place: { ...at, category: "Ana Popa, 12 Quay Lane" } },
    "a large one": { ...good, opening: { ...opening, clause: "x".repeat(10_000) } },
    nothing: null,
  };
  const client = clientAs(server);
  for (const [name, body] of Object.entries(wrong)) {
    expect(await post("/v1/open", JSON.stringify(body)), name).toEqual([400, '{"code":"bad-request"}']);
  }
  expect(await post("/v1/open", "{")).toEqual([400, '{"code":"bad-request"}']);
  expect(await post("/v1/keys", "{}")).toEqual([400, '{"code":"bad-request"}']);
  expect(Buffer.from(await client.open(at, wrap(at), opening)).equals(dataKey)).toBe(true);
  expect(readFileSync(paths(folder).log, "utf8")).not.toContain("Quay Lane");
});

/** As the known server, without the client's manners. */
const post = (path: string, body: string): Promise<[number, string]> =>
  new Promise((resolve, reject) => {
    const options = {
      method: "POST",
      cert: server.certificate,
      key: server.privateKey,
      ca: [card.certificate],
      checkServerIdentity: () => undefined,
    };
    const sent = request(`${card.address}${path}`, options, async (answer) => {
      let text = "";
      for await (const part of answer) text += part;
      resolve([answer.statusCode ?? 0, text]);
    });
    sent.on("error", reject);
    sent.end(body);
  });

it("never gives a private key, nor a data key by another way than opening", async () => {
  const secrets = JSON.parse(readFileSync(paths(folder).keys, "utf8"));
  const client = clientAs(server);
  await rotateKeys(folder, undefined, new Date());
  const at = place();
  const rewrapped = await client.rewrap(at, wrap(at), 2);
  const state = JSON.stringify(await client.state());
  for (const secret of [secrets.signingKey, secrets.keys[0].privateKey]) expect(state).not.toContain(secret);
  expect(Buffer.from(rewrapped).includes(dataKey)).toBe(false);
  const moved = { ...at, agencyKeyVersion: 2 };
  expect(Buffer.from(await client.open(moved, rewrapped, opening)).equals(dataKey)).toBe(true);
  // Not back to an older key, and not to one that is not there.
  await expect(client.rewrap(moved, rewrapped, 1)).rejects.toMatchObject({ code: "no-key" });
  await expect(client.rewrap(moved, rewrapped, 3)).rejects.toMatchObject({ code: "no-key" });
  expect((await entries()).filter(({ kind }) => kind === "rewrapped").length).toBe(1);
});

it("fails shut: with rules that cannot be read it opens nothing", async () => {
  const client = clientAs(server);
  writeFileSync(paths(folder).rules, '{"closed": "no"}');
  const at = place();
  await expect(client.open(at, wrap(at), opening)).rejects.toMatchObject({ code: "keys-away" });
  expect(said.at(-1)).toMatch(/rules\.json should be the rules of a key holder/);
});

it("starts the agency's own program at an alarm, with the entry on its standard input", async () => {
  const program = join(folder, "alarm.sh");
  const heard = join(folder, "heard");
  writeFileSync(program, `#!/bin/sh\ncat >> '${heard}'\n`);
  chmodSync(program, 0o755);
  const rules = await readRules(folder);
  await writeRules(folder, { ...rules, alarms: { ...rules.alarms, casesPerHour: 1, hook: program } });
  const client = clientAs(server);
  for (const at of [place(), place()]) await client.open(at, wrap(at), opening);
  await expect
    .poll(() => readFileSync(heard, { encoding: "utf8", flag: "a+" }), { timeout: 60_000 })
    .toContain(`"rule":"many-cases","memberId":"${opening.memberId}","count":2`);
});

it("answers many at the same time, each with its own key", async ({ onTestFinished }) => {
  // How long a client waits is another test's; a hundred on a busy machine may take longer than one person would wait.
  const patience = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => new AbortController().signal);
  onTestFinished(() => patience.mockRestore());
  const client = clientAs(server);
  await writeRules(folder, { ...(await readRules(folder)), perMemberPerMinute: 1000 });
  const wraps = new ManyWraps(fromBase64Url(card.key.statement.publicKey));
  const opened = await Promise.all(
    Array.from({ length: 100 }, async (_, i) => {
      const at = place();
      const key = await client.open(at, wraps.wrap(Buffer.alloc(32, i), at), opening);
      return key.every((byte) => byte === i);
    }),
  );
  expect(opened.every(Boolean)).toBe(true);
});
