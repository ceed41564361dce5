import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVerifierKey, formatVerifierKey } from "@leeward/ledger";
import {
  createSigner,
  createWitness,
  openLog,
  openWitness,
  serveWitness,
  sha256,
} from "@leeward/ledger/files";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { readSecrets, type Secrets } from "../../core/config/secrets.ts";
import { type TestDatabase, testDatabase } from "../../core/db/testing.ts";
import { makeMemberKeys } from "../../core/identity/member-keys.ts";
import { makeRootKey } from "../../core/identity/root-key.ts";
import { makeIdentity } from "../../core/keys/holder/identity.ts";
import { toBase64Url } from "../../core/keys/index.ts";
import { type Publication, publishPages } from "../../core/ledger/index.ts";
import { testRandom } from "../../core/testing.ts";
import { DOOR_LANGUAGES } from "../../core/texts/index.ts";
import { type SignedRecipients, signRecipients } from "../../modules/door/recipients.ts";
import { runLeeward } from "../testing.ts";
import { Findings } from "./findings.ts";
import { compareWithSource, type Published } from "./pages-look.ts";

// A real `leeward serve` with a real witness; between it and the watcher a proxy, which is the server that was changed.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

interface Sent {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer;
}
/** What the proxy does with an answer; it may also give another one, or none. */
type Tamper = (url: string, sent: Sent, agent: string) => Sent | null | Promise<Sent | null>;

let folder: string;
let database: TestDatabase;
let owner: Client;
let secrets: Secrets;
let proxy: Server;
let url: string;
/** The same over HTTPS, by a certificate that only a file vouches for. */
let secureUrl: string;
/** As a cache before a server does, which keeps what never changes. */
const files = new Map<string, Sent>();
let tamper: Tamper | null = null;
let logKey: string;
let witnessKey: string;
let witnessUrl: string;
const ending = new AbortController();
const closing: (() => Promise<unknown>)[] = [];
let honest: Watched;
let publish: (count: number) => Promise<SignedRecipients>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leeward-watch-"));
  database = await testDatabase();
  owner = new Client({ connectionString: database.connectionString });
  await owner.connect();
  secrets = await readSecrets(join(folder, "secrets.json"), testRandom);
  const key = createVerifierKey(sha256, secrets.ledgerOrigin, createSigner(secrets.ledgerSeed).publicKey);
  logKey = formatVerifierKey(key);
  witnessKey = formatVerifierKey(await createWitness(join(folder, "witness"), "witness.example/1"));
  const witness = await openWitness(join(folder, "witness"), () => Math.floor(Date.now() / 1000));
  await witness.follow(key);
  const watching = await serveWitness(witness, { host: "127.0.0.1", port: 0, onFailure: () => {} });
  witnessUrl = `http://127.0.0.1:${watching.port}`;
  closing.push(() => watching.close().then(() => witness.close()));
  await openDoor();
  await serve();
  honest = await watch(null, "--state", statePath("honest"), "--witness", witnessUrl);
});
afterAll(async () => {
  ending.abort();
  for (const close of closing.reverse()) await close();
  await owner?.end();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

/** An agency whose root key signs lists of as many readers as wanted; its first list has one. */
async function openDoor(): Promise<void> {
  const root = await makeRootKey(testRandom);
  const { rows } = await owner.query(
    "insert into identity.agency (name, kind, root_key, root_key_sealed) values ('Open <Door>', 'ngo', $1, '{}') returning id",
    [Buffer.from(root.publicKey)],
  );
  const agencyId: string = rows[0].id;
  const members = await Promise.all(
    Array.from({ length: 4 }, async () => ({ id: randomUUID(), keys: await makeMemberKeys(testRandom) })),
  );
  const lists: SignedRecipients[] = [];
  publish = async (count) => {
    const before = lists.at(-1);
    const signed = await signRecipients(
      {
        ...{ agencyId, version: lists.length + 1, issuedAtHour: 490_000 },
        previousHash: before ? toBase64Url(sha256(Buffer.from(String(lists.length)))) : null,
        recipients: members.slice(0, count).map(({ id, keys }) => ({
          ...{ memberId: id, readingKey: toBase64Url(keys.reading.publicKey) },
          signingKey: toBase64Url(keys.signing.publicKey),
        })),
      },
      root.privateKey,
    );
    lists.push(signed);
    const text = JSON.stringify(signed);
    const { version } = signed.list;
    await owner.query("insert into door.recipients_list (agency_id, version, signed) values ($1, $2, $3)", [
      ...[agencyId, version, text],
    ]);
    await owner.query(
      `select ledger.record('recipients.published', jsonb_build_object('agencyId', $1::uuid, 'version', $2::int,
         'sha256', encode(sha256(convert_to($3, 'UTF8')), 'hex')), null, $1::uuid)`,
      [agencyId, version, text],
    );
    return signed;
  };
  await publish(1);
}

async function serve(): Promise<void> {
  const [port, outside, secure] = await Promise.all([freePort(), freePort(), freePort()]);
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { "accept-encoding": encodings = "", ...headers } = incoming.headers;
    const path = incoming.url ?? "";
    // As a text, where it is to be changed.
    const packed = tamper ? {} : { "accept-encoding": encodings };
    const name = `${path} ${JSON.stringify(packed)}`;
    try {
      const sent = files.get(name) ?? (await pass(port, path, { ...headers, ...packed }));
      if (sent.status === 200 && path.startsWith("/assets/")) files.set(name, sent);
      const changed = tamper ? await tamper(path, sent, headers["user-agent"] ?? "") : sent;
      if (changed) outgoing.writeHead(changed.status, changed.headers).end(changed.body);
      else outgoing.destroy();
    } catch {
      outgoing.destroy();
    }
  };
  proxy = createServer(answer);
  const { certificate, privateKey } = makeIdentity("localhost");
  await writeFile(join(folder, "ca.pem"), certificate);
  const secured = createSecureServer({ cert: certificate, key: privateKey }, answer);
  proxy.listen(outside, "127.0.0.1");
  secured.listen(secure, "localhost");
  await Promise.all([once(proxy, "listening"), once(secured, "listening")]);
  for (const server of [proxy, secured])
    closing.push(async () => {
      server.closeAllConnections();
      server.close();
    });
  url = `http://127.0.0.1:${outside}`;
  secureUrl = `https://localhost:${secure}`;
  const place = new URL(
    database.connectionString.replace("postgresql:///", "postgresql://postgres@localhost/"),
  );
  place.searchParams.delete("user");
  const served = runLeeward(
    ["serve"],
    {
      ...{
        DATABASE_URL: place.href,
        DATA_DIR: folder,
        PORT: String(port),
        LEEWARD_ORIGIN: `${url},${secureUrl}`,
      },
      LEEWARD_WITNESSES: `${witnessUrl} ${witnessKey}`,
    },
    ending.signal,
  );
  closing.push(() => served);
  let end: string | null = null;
  served.then(
    ({ err }) => (end = err),
    (error: unknown) => (end = String(error)),
  );
  await untilWitnessed(2, () => {
    if (end !== null) throw new Error(end);
  });
}

function pass(port: number, path: string, headers: OutgoingHttpHeaders): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const passed = request({ host: "127.0.0.1", port, path, headers }, async (answer) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part);
      const { "content-length": _length, "transfer-encoding": _coding, ...kept } = answer.headers;
      const found = Object.entries(kept).map(([header, value]) => [header, value ?? ""]);
      resolve({
        status: answer.statusCode ?? 0,
        headers: Object.fromEntries(found),
        body: Buffer.concat(parts),
      });
    });
    passed.on("error", reject);
    passed.end();
  });
}

/** Until so many public entries are in the log, and the witness has seen its newest state. */
async function untilWitnessed(count: number, check: () => void = () => {}): Promise<void> {
  await vi.waitUntil(
    async () => {
      check();
      const listed = await fetch(`${url}/ledger/public-entries`).catch(() => null);
      if (!listed?.ok) return false;
      const { entries } = await listed.json();
      const { size, witnessed } = await (await fetch(`${url}/ledger/state`)).json();
      const placed = entries.filter((entry: { logIndex: number | null }) => entry.logIndex !== null);
      return placed.length === count && size > 0 && witnessed?.size === size;
    },
    { timeout: 180_000, interval: 200 },
  );
}

async function freePort(): Promise<number> {
  const probe = createSocketServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

interface Watched {
  readonly code: number;
  readonly ok: boolean;
  readonly codes: string[];
  readonly findings: { code: string; what: string; says: string; shownTo: string[] }[];
  readonly news: string[];
}

const statePath = (name: string): string => join(folder, `${name}.state`);

/** What a watcher kept of one look at the honest door, for a test of its own. */
async function keptState(name: string): Promise<string> {
  await copyFile(statePath("honest"), statePath(name));
  return statePath(name);
}

/** One look from outside, at a server that was changed so. */
async function watch(change: Tamper | null, ...more: string[]): Promise<Watched> {
  tamper = change;
  try {
    const given = more.includes("--witness-key") ? [] : ["--key", logKey, "--witness-key", witnessKey];
    const words = ["door", "watch", url, ...given, "--json", ...more];
    const ran = await runLeeward(words, {});
    if (ran.out === "") throw new Error(ran.err);
    const seen = JSON.parse(ran.out);
    const codes = [...new Set<string>(seen.findings.map(({ code }: { code: string }) => code))].sort();
    return { ...seen, code: ran.code, codes };
  } finally {
    tamper = null;
  }
}

/** Changes the body of one kind of answer, for some visitors. */
const rewrite =
  (at: RegExp, change: (text: string) => string, agents = /^/): Tamper =>
  (path, sent, agent) =>
    at.test(path) && agents.test(agent) ? { ...sent, body: Buffer.from(change(sent.body.toString())) } : sent;

const TELL = /^\/tell$/;

it("finds nothing at an honest door, through compression and without, and remembers what it saw", async () => {
  expect(honest.findings).toEqual([]);
  expect(honest).toMatchObject({
    code: 0,
    ok: true,
    files: { pages: 281 },
    readers: { version: 1, count: 1 },
  });
  expect(honest.news).toEqual([]);
  tamper = (_path, sent) => sent;
  const state = await keptState("again");
  const { code, out } = await runLeeward(["door", "watch", url, "--state", state, "--timeout", "60"], {});
  tamper = null;
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/No witness was named[\s\S]*All is as the ledger says\./),
  ]);
  expect(await readFile(state, "utf8")).toContain(logKey);
});

it("names each file and page that was changed, and who was given it", async () => {
  const found = async (change: Tamper) =>
    (await watch(change)).findings
      .map(({ code, what, shownTo }) => [code, what.replace(/-\w{12}\./, "."), shownTo.length])
      .sort();
  const changes: Tamper[] = [
    rewrite(/^\/assets\/talk-\w+\.js$/, (text) => `${text};fetch("/leak")`),
    // A piece that only a script imports, for one kind of browser.
    rewrite(/^\/assets\/piece-\w+\.js$/, (text) => `${text}\n`, /iPhone/),
    rewrite(TELL, (html) => html.replace("</main>", "<script>steal()</script></main>"), /Android/),
    rewrite(/^\/back$/, (html) => html.replace("<form", '<form onsubmit="steal()"'), /iPhone/),
    rewrite(/^\/about$/, (html) => html.replace(/<h1>[^<]*/, "<h1>Call 555")),
    rewrite(/^\/words$/, (html) =>
      html.replace("</head>", '<script src="/assets/extra.js"></script></head>'),
    ),
    (path, sent) =>
      path === "/assets/extra.js" ? { ...sent, status: 200, body: Buffer.from("steal()") } : sent,
    // The ledger's own page follows the day: what a browser would do with it is compared all the same.
    rewrite(/^\/ledger$/, (html) => html.replace("</body>", "<img src=x onerror=steal()></body>")),
    (path, sent) => (path === "/conversation" ? null : sent),
    (path, sent) =>
      path === "/my-file" ? { ...sent, headers: { ...sent.headers, "set-cookie": "who=1" } } : sent,
    (path, sent) =>
      path === "/orders"
        ? { ...sent, status: 302, headers: { location: "https://elsewhere.example/" } }
        : sent,
    (path, sent) =>
      path === "/"
        ? { ...sent, headers: { ...sent.headers, "content-security-policy": "default-src *" } }
        : sent,
  ];
  const all: Tamper = async (path, sent, agent) => {
    let changed: Sent | null = sent;
    for (const change of changes) changed = changed && (await change(path, changed, agent));
    return changed;
  };
  const seen = await found(all);
  const pieces = seen.filter(([code, what]) => code === "file-differs" && what === "/assets/piece.js");
  expect(pieces.length).toBeGreaterThan(0);
  expect(pieces.every(([, , count]) => count === 1)).toBe(true);
  expect(seen.filter((one) => !pieces.includes(one))).toEqual([
    ["file-differs", "/assets/talk.js", 5],
    ["file-unlogged", "/assets/extra.js", 5],
    ["header-added", "/my-file", 5],
    ["markup-added", "/back", 1],
    ["markup-added", "/ledger", 5],
    ["page-differs", "/about", 5],
    ["page-differs", "/back", 1],
    ["page-differs", "/tell", 1],
    ["page-differs", "/words", 5],
    ["policy-differs", "/", 5],
    ["redirected", "/orders", 5],
    ["script-added", "/words", 5],
    ["script-inline", "/tell", 1],
    ["unreachable", "/conversation", 5],
  ]);
});

it("names what is changed in one language alone, at the address that links lead to, or among the numbers", async () => {
  const steals = (html: string) => html.replace("</main>", "<script>steal()</script></main>");
  const release = `/statistics/${randomUUID()}`;
  const changes: Tamper[] = [
    rewrite(/^\/tell\?lang=vi$/, steals),
    rewrite(/^\/\?lang=sq$/, (html) => html.replace(/<h1>[^<]*/, "<h1>Call 555")),
    rewrite(/^\/tools$/, steals, /iPhone/),
    rewrite(/^\/statistics\?lang=ar$/, (html) => html.replace("<main", '<main onclick="steal()"')),
    // Among the releases is one that only its link names.
    rewrite(/^\/statistics$/, (html) =>
      html.replace("</main>", `<a href="${release}?lang=en">Numbers</a></main>`),
    ),
    (path, sent) =>
      path.startsWith(release)
        ? { ...sent, status: 200, body: Buffer.from("<!doctype html><script>steal()</script>") }
        : sent,
  ];
  const { findings } = await watch(async (path, sent, agent) => {
    let changed: Sent | null = sent;
    for (const change of changes) changed = changed && (await change(path, changed, agent));
    return changed;
  });
  const markup = findings.filter(({ code }) => code !== "policy-differs");
  expect(markup.map(({ code, what, shownTo }) => [code, what, shownTo.length]).sort()).toEqual([
    ["markup-added", "/statistics?lang=ar", 1],
    ["page-differs", "/?lang=sq", 1],
    ["page-differs", "/tell?lang=vi", 1],
    ["script-inline", release, 5],
    ["script-inline", `${release}?lang=ar`, 1],
    ["script-inline", `${release}?lang=en`, 1],
    ["script-inline", "/tell?lang=vi", 1],
    ["script-inline", "/tools", 1],
  ]);
});

it("names a reader who was added, one whose key was changed, and an older list", async () => {
  const door = await (await fetch(`${url}/api/door`)).json();
  const [reader] = door.recipients.list.recipients;
  const keys = await makeMemberKeys(testRandom);
  const thief = {
    memberId: "thief",
    readingKey: toBase64Url(keys.reading.publicKey),
    signingKey: toBase64Url(keys.signing.publicKey),
  };
  // Whoever changed the server signs with a root key of their own.
  const root = await makeRootKey(testRandom);
  const forged = async (recipients: unknown[]) => {
    const list = { ...door.recipients.list, recipients };
    const signed = await signRecipients(list, root.privateKey);
    return JSON.stringify({ ...door, recipients: signed, rootKey: toBase64Url(root.publicKey) });
  };
  const state = await keptState("readers");
  const two = await forged([reader, thief]);
  const swapped = await forged([{ ...thief, memberId: reader.memberId }]);
  const unsigned = JSON.stringify({ ...door, rootKey: toBase64Url(root.publicKey) });
  const seen = await watch(
    async (path, sent, agent) => {
      if (path !== "/api/door") return sent;
      if (agent.includes("Firefox/115")) return { ...sent, body: Buffer.from(two) };
      if (agent.includes("iPhone")) return { ...sent, body: Buffer.from(swapped) };
      return agent.includes("Win64") ? { ...sent, body: Buffer.from(unsigned) } : sent;
    },
    ...["--state", state],
  );
  const shown = (code: string) => seen.findings.filter((finding) => finding.code === code);
  expect(seen.codes).toEqual([
    ...["reader-added", "reader-key-changed", "readers-signature", "readers-unlogged", "root-key-changed"],
  ]);
  expect(shown("reader-added")).toEqual([
    {
      ...{ code: "reader-added", what: "reader thief", shownTo: ["an old Firefox, Arabic"] },
      says: expect.stringContaining(thief.readingKey),
    },
  ]);
  expect(shown("reader-key-changed")).toMatchObject([
    { what: `reader ${reader.memberId}`, shownTo: ["Safari on iPhone, English"] },
  ]);
  expect(shown("readers-signature")).toMatchObject([{ shownTo: ["Chrome on Windows, French"] }]);
  expect(shown("root-key-changed")[0]?.shownTo).toHaveLength(3);

  // The agency's next list is news, and the one before is an older one from then on.
  await publish(3);
  await untilWitnessed(3);
  const older = await watch(
    rewrite(/^\/api\/door$/, () => JSON.stringify(door)),
    "--state",
    state,
  );
  expect(older.codes).toEqual(["reader-removed", "readers-older"]);
  const next = await watch(null, "--state", state);
  expect([next.ok, next.news]).toEqual([
    true,
    [
      "Version 2 of the readers’ list followed 1, as logged.",
      ...Array(2).fill(expect.stringContaining("Added")),
    ],
  ]);
});

it("finds an entry that is not shown any more, and a log that is shown as it was before", async () => {
  const state = await keptState("entries");
  const hidden = await watch(
    rewrite(/^\/ledger\/public-entries/, (text) => {
      const { entries, ...rest } = JSON.parse(text);
      return JSON.stringify({ ...rest, entries: entries.slice(0, -1) });
    }),
    ...["--state", state],
  );
  expect(hidden.codes).toContain("entry-missing");
  const kept = await (await fetch(`${url}/ledger/checkpoint`)).text();
  const { length } = (await (await fetch(`${url}/ledger/public-entries`)).json()).entries;
  await publish(2);
  await untilWitnessed(length + 1);
  expect((await watch(null, "--state", state)).findings).toEqual([]);
  const back = await watch(
    rewrite(/^\/ledger\/checkpoint$/, () => kept),
    "--state",
    state,
  );
  expect(back.codes).toEqual(["log-shrunk"]);
  const bent = await watch(
    async (path, sent, agent) => {
      const older = await rewrite(/^\/ledger\/checkpoint$/, () => kept)(path, sent, agent);
      return (
        older &&
        rewrite(/^\/ledger\/public-entries/, (text) => text.replaceAll("0.1.0", "0.1.1"))(path, older, agent)
      );
    },
    ...["--witness", witnessUrl],
  );
  expect(bent.codes).toContain("log-behind-witness");
  expect(bent.codes).toContain("entry-wrong");
});

it("finds another history under the same key, with a memory or with a witness", async () => {
  const state = await keptState("fork");
  const log = await openLog(join(folder, "fork"), {
    origin: secrets.ledgerOrigin,
    signer: createSigner(secrets.ledgerSeed),
  });
  await log.append(Array.from({ length: 200 }, () => testRandom(32)));
  await log.close();
  const fork: Tamper = async (path, sent) => {
    const at = /^\/ledger\/(checkpoint|tile\/.*)$/.exec(path)?.[1];
    const body = at && (await readFile(join(folder, "fork", at)).catch(() => null));
    return body ? { ...sent, status: 200, body } : sent;
  };
  const before = await readFile(state);
  expect((await watch(fork, "--state", state, "--timeout", "5")).codes).toEqual(["log-rewritten"]);
  expect(await readFile(state), "what was seen before is the proof, and stays").toEqual(before);
  const unCosigned = ["--timeout", "5"];
  expect((await watch(fork, ...unCosigned)).codes).toContain("log-rewritten");
  const alone: Tamper = (path, sent, agent) =>
    path === "/ledger/state"
      ? rewrite(/./, (text) => text.replace(/"witnessed":\{[^}]*\}/, '"witnessed":null'))(path, sent, agent)
      : fork(path, sent, agent);
  expect((await watch(alone, ...unCosigned)).codes).toContain("log-unwitnessed");
  const other = formatVerifierKey(
    createVerifierKey(sha256, "other.example", createSigner(testRandom(32)).publicKey),
  );
  const named = await watch(rewrite(/^\/ledger\/state$/, (text) => text.replace(logKey, other)));
  expect(named.codes).toEqual(["log-key-changed"]);
});

it("follows the log's key only where the watcher is given the new one", async () => {
  const state = await keptState("successor");
  const before = await readFile(state);
  const signer = createSigner(testRandom(32));
  const other = formatVerifierKey(createVerifierKey(sha256, "second.example", signer.publicKey));
  const log = await openLog(join(folder, "second"), { origin: "second.example", signer });
  await log.append(Array.from({ length: 64 }, () => testRandom(32)));
  await log.close();
  const second: Tamper = async (path, sent) => {
    const at = /^\/ledger\/(checkpoint|tile\/.*)$/.exec(path)?.[1];
    const body = at && (await readFile(join(folder, "second", at)).catch(() => null));
    if (body) return { ...sent, status: 200, body };
    if (path !== "/ledger/state") return sent;
    return { ...sent, body: Buffer.from(sent.body.toString().replace(logKey, other)) };
  };
  // Without a key and a witness: what a watcher has who trusted the door at the first look.
  const look = async (...more: string[]) => {
    tamper = second;
    const { code, out } = await runLeeward(["door", "watch", url, "--json", "--state", state, ...more], {});
    tamper = null;
    return { code, ...JSON.parse(out) };
  };
  expect((await look()).findings).toMatchObject([{ code: "log-key-changed" }]);
  expect(await readFile(state), "the old key is the proof").toEqual(before);
  const given = await look("--key", other);
  expect(given.news[0]).toContain("is another than last time");
  expect(given.findings.map(({ code }: { code: string }) => code)).not.toContain("log-key-changed");
  expect((await watch(null, "--state", await keptState("after"))).ok).toBe(true);
});

it("finds a state of the log that nobody has vouched for since three hours", async () => {
  const late = await createWitness(join(folder, "late"), "late.example/1");
  const witness = await openWitness(join(folder, "late"), () => Math.floor(Date.now() / 1000) - 4 * 3600);
  const [key] = [createVerifierKey(sha256, secrets.ledgerOrigin, createSigner(secrets.ledgerSeed).publicKey)];
  await witness.follow(key);
  const note = await (await fetch(`${url}/ledger/checkpoint`)).text();
  const { body } = await witness.addCheckpoint(Buffer.from(`old 0\n\n${note}`));
  await witness.close();
  const line = Buffer.from(body).toString();
  const keys = ["--key", logKey, "--witness-key", formatVerifierKey(late)];
  const seen = await watch(
    rewrite(/^\/ledger\/checkpoint$/, () => note + line),
    ...keys,
  );
  expect(seen.codes).toEqual(["log-stale"]);
});

it("reads a door over HTTPS, and trusts no authority that it was not told of", async () => {
  const look = async (...more: string[]) => {
    const words = [
      "door",
      "watch",
      secureUrl,
      "--key",
      logKey,
      "--witness-key",
      witnessKey,
      "--json",
      ...more,
    ];
    const { code, out } = await runLeeward(words, {});
    return { code, ...JSON.parse(out) };
  };
  const strange = await look();
  expect(strange).toMatchObject({ code: 1, findings: [{ code: "unreachable", what: "/ledger/state" }] });
  expect(strange.findings[0].says).toContain("self-signed certificate");
  const seen = await look("--ca", join(folder, "ca.pem"));
  expect(seen.findings).toEqual([]);
  expect(seen).toMatchObject({ code: 0, files: { pages: 281 } });
});

it("says that a page is an older one, after the log named others; and what this source does not make", async () => {
  const { sha256: newest } = JSON.parse(
    (
      await owner.query(
        "select content from ledger.entry where kind = 'pages.published' order by id desc limit 1",
      )
    ).rows[0].content,
  );
  const list: Publication = await (await fetch(`${url}/ledger/published/${newest}`)).json();
  const changed: Publication = {
    ...list,
    pages: list.pages.map((page) => (page.path === "/about" ? { ...page, hashes: ["0".repeat(64)] } : page)),
  };
  const { length } = (await (await fetch(`${url}/ledger/public-entries`)).json()).entries;
  await publishPages(database.connectionString, changed);
  await untilWitnessed(length + 1);
  const seen = await watch(null, "--state", await keptState("older"));
  const older = seen.findings.filter(({ what }) => what.startsWith("/about"));
  expect(older).toEqual(seen.findings);
  expect(older.map(({ code }) => code)).toEqual(Array(1 + DOOR_LANGUAGES.length).fill("page-older"));
  expect(seen.news[0]).toContain("of the files followed since the last look");

  // A server that logs its own change: every look says yes but the one at the source. How it is built: source.proof.ts.
  const [file = ""] = Object.keys(list.files);
  const built = Object.fromEntries(Object.entries(list.files));
  const compare = (files: Record<string, string>) => {
    const findings = new Findings();
    compareWithSource({ publication: { ...list, files } } as Published, built, list.version, findings);
    return findings.list().map(({ code, what }) => [code, what]);
  };
  expect(compare({ ...list.files })).toEqual([]);
  expect(compare({ ...list.files, [file]: "0".repeat(64) })).toEqual([["file-unlike-source", file]]);
  expect(compare({ ...list.files, "/assets/extra.js": "0".repeat(64) })).toEqual([
    ["file-unlike-source", "/assets/extra.js"],
  ]);
});

it("says what is wrong with a door that does not answer as one: away, slow, endless, half, malformed", async () => {
  const away = await runLeeward(["door", "watch", `http://127.0.0.1:${await freePort()}`, "--json"], {});
  expect([away.code, JSON.parse(away.out).findings[0].code]).toEqual([1, "unreachable"]);
  const slow = await watch(
    async (path, sent) => {
      if (path === "/ledger/checkpoint") await new Promise((resolve) => setTimeout(resolve, 3_000));
      return sent;
    },
    ...["--timeout", "1"],
  );
  expect(slow.codes).toContain("slow");
  const huge = Buffer.alloc(17 * 1024 * 1024, 97);
  const endless = await watch((path, sent) => (path === "/ledger/state" ? { ...sent, body: huge } : sent));
  expect(endless.codes).toEqual(["too-large"]);
  for (const change of [
    (text: string) => text.replace("\n\n", "\n"),
    (text: string) => text.slice(0, 40),
    () => "\u0000",
  ]) {
    expect((await watch(rewrite(/^\/ledger\/checkpoint$/, change))).codes).toEqual(["log-malformed"]);
  }
  const unsigned = await watch(rewrite(/^\/ledger\/checkpoint$/, (text) => text.replace(/\n\d+\n/, "\n7\n")));
  expect(unsigned.codes).toEqual(["log-signature"]);
  expect((await watch(rewrite(/^\/ledger\/public-entries/, () => "[1"))).codes).toEqual(["malformed"]);
  expect(
    (await watch(rewrite(/^\/ledger\/published/, (text) => text.replace("talk", "walk")))).codes,
  ).toEqual(["pages-unlogged"]);
});

it("names an agency that stands in without the log's word, and a list of its readers that is not logged", async () => {
  const door = await (await fetch(`${url}/api/door`)).json();
  expect(door.standIn, "nobody stands in at this door").toBeNull();
  const root = await makeRootKey(testRandom);
  const keys = await makeMemberKeys(testRandom);
  const agencyId = randomUUID();
  const thief = {
    ...{ memberId: "thief", readingKey: toBase64Url(keys.reading.publicKey) },
    signingKey: toBase64Url(keys.signing.publicKey),
  };
  const list = { agencyId, version: 1, issuedAtHour: 490_000, previousHash: null, recipients: [thief] };
  const standIn = {
    ...{ agency: { id: agencyId, name: "Someone" }, rootKey: toBase64Url(root.publicKey), hours: 1 },
    recipients: await signRecipients(list, root.privateKey),
  };
  const seen = await watch(rewrite(/^\/api\/door$/, () => JSON.stringify({ ...door, standIn }), /iPhone/));
  const ofReaders = ({ findings }: Watched) => findings.filter(({ code }) => code !== "page-older"); // left by the test before
  expect(
    ofReaders(seen)
      .map(({ code }) => code)
      .sort(),
  ).toEqual(["readers-unlogged", "stand-in-unlogged"]);
  expect(ofReaders(seen).map(({ what, shownTo }) => [what, shownTo])).toEqual([
    ["the stand-in", ["Safari on iPhone, English"]],
    ["the stand-in’s list", ["Safari on iPhone, English"]],
  ]);
  // What two people agreed, in the log, is nothing to tell of.
  const { rows } = await owner.query(
    "insert into identity.agency (id, name, kind, root_key, root_key_sealed) values ($1, 'Someone', 'ngo', $2, '{}') returning id",
    [agencyId, Buffer.from(root.publicKey)],
  );
  expect(rows).toHaveLength(1);
  const text = JSON.stringify(standIn.recipients);
  await owner.query("insert into door.recipients_list (agency_id, version, signed) values ($1, 1, $2)", [
    agencyId,
    text,
  ]);
  await owner.query("insert into door.stand_in values ($1, $2, 1)", [door.agency.id, agencyId]);
  await owner.query(
    `select ledger.record('recipients.published', jsonb_build_object('agencyId', $1::uuid, 'version', 1,
       'sha256', encode(sha256(convert_to($2, 'UTF8')), 'hex')), null, $1::uuid)`,
    [agencyId, text],
  );
  await owner.query(
    `select ledger.record('stand-in.agreed', jsonb_build_object('agencyId', $1::uuid, 'standInAgencyId', $2::uuid, 'hours', 1,
       'rootKey', $3::text), null, $1::uuid)`,
    [door.agency.id, agencyId, Buffer.from(root.publicKey).toString("hex")],
  );
  const { entries } = await (await fetch(`${url}/ledger/public-entries`)).json();
  await untilWitnessed(entries.length);
  const agreed = await watch(null);
  expect(ofReaders(agreed)).toEqual([]);
  await owner.query("delete from door.stand_in");
});

it("is told how to be called", async () => {
  for (const words of [
    [],
    ["ftp://door.example"],
    [`${url}/tell`],
    [url, "--timeout", "0"],
    [url, "--quorum", "2"],
  ]) {
    expect((await runLeeward(["door", "watch", ...words], {})).code).toBe(2);
  }
  await writeFile(statePath("damaged"), "{}");
  const damaged = await runLeeward(["door", "watch", url, "--state", statePath("damaged")], {});
  expect([damaged.code, damaged.err]).toEqual([2, expect.stringContaining("was damaged")]);
});
