import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, watch, writeFileSync } from "node:fs";
import {
  request as askPlain,
  type IncomingHttpHeaders,
  type IncomingMessage,
  Agent as PlainAgent,
} from "node:http";
import { request as askTls, Agent as TlsAgent } from "node:https";
import { join } from "node:path";
import { isThere, random } from "../bench/attachments/phones.ts";
import { solveWork, type Work } from "../src/core/http/work-puzzle.ts";
import { derivePasswordSecrets } from "../src/core/identity/member-keys.ts";
import { argon2id } from "../src/core/identity/words/argon2-node.ts";
import { toBase64Url } from "../src/core/keys/bytes.ts";
import { DOOR_LANGUAGES } from "../src/core/texts/index.ts";
import { LIST_BYTES_MAX, parseHashList } from "../src/modules/door/attachments/hash-list.ts";
import { Upload } from "../src/modules/door/attachments/upload.ts";
import { ApiError, type Ask, type Asker } from "../src/modules/door/island/api.ts";
import { FirstLetter } from "../src/modules/door/island/first-letter.ts";
import { Visit } from "../src/modules/door/island/visit.ts";
import { makeWay, type Tools } from "../src/modules/door/island/way.ts";
import { askWorking } from "../src/modules/door/island/working.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import type { Proof } from "../tools/proof/contract.ts";
import { launchBrowser } from "./support/browser.ts";
import {
  type Demonstration,
  fillFolder,
  startDemonstration,
  temporaryFolder,
} from "./support/demonstration.ts";
import { type ProxyKind, startProxy, versionOf } from "./support/proxies.ts";
import { startRecordingProxy } from "./support/recording-proxy.ts";
import { freePort } from "./support/start.ts";
import { expectCalm, openStation, PHONE } from "./support/station.ts";

// The door behind a real nginx and a real HAProxy, with the files of deploy/proxy, and asked by its onion name as Tor would.

const NAME = "leeward.localhost";
const ONION = `${"leewardonionaddressforaproof".repeat(2)}.onion`;
/** Whoever calls; Linux has all of 127.0.0.0/8. Others, for what is limited by address. */
const [CALLER, OTHER, CROWD] = ["127.0.77.1", "127.0.77.2", "127.0.77.3"] as const;
/** What a caller says of itself to be taken for another one. */
const CLAIMED = "198.51.100.77";
const MIB = 1024 ** 2;
const PAGES = [
  ...["/", "/tell", "/back", "/my-file", "/new-words", "/about", "/proof", "/orders", "/help", "/copy"],
  ...["/plain", "/plain/back", "/rights", "/ledger", "/statistics", "/tools", "/nowhere"],
];
const STRICT: Readonly<Record<string, RegExp>> = {
  "content-security-policy": /^default-src 'self'; .*frame-ancestors 'none'/,
  "x-frame-options": /^DENY$/,
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /^(no-referrer|same-origin)$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cache-control": /no-store/,
};
const TEXT = "أخذوا جواز سفري";

type Ensure = (what: string, is: boolean) => void;

export const proof: Proof = {
  name: "reverse proxy",
  bar: "with the files of deploy/proxy, behind a real nginx and a real HAProxy: every public page in every language with its strict headers, no cookie, and no address of the house; other names, ports and sizes refused; nothing of who called passes on or is written; limits hold; 10 MB go up and come back at once; a list of 4 MiB is taken; nothing that passes touches the proxy's disk; a phone tells and leaves; by its onion name no other name, no cookie that needs HTTPS, and work before a first letter",
  run: async (log) => {
    const kinds = (["nginx", "haproxy"] as const).filter((kind) => versionOf(kind) !== undefined);
    if (kinds.length < 2) throw new Error("needs nginx, HAProxy and openssl (apt-get install nginx haproxy)");
    const folder = await temporaryFolder();
    const ports = { nginx: await freePort(), haproxy: await freePort() };
    const origins = [...kinds.map((kind) => `https://${NAME}:${ports[kind]}`), `http://${ONION}`];
    const dataDir = await temporaryFolder();
    fillFolder(dataDir);
    const state = await startDemonstration({
      dataDir,
      env: { LEEWARD_ORIGIN: origins.join(",") },
    });
    const seen: string[] = [];
    const ensure: Ensure = (what, is) => {
      if (!is) throw new Error(`Not so: ${what}`);
      seen.push(what);
      log(what);
    };
    const figures: Record<string, string | number> = {};
    try {
      for (const kind of kinds) {
        const at = join(folder, kind);
        mkdirSync(at);
        figures[kind] = await behind(kind, { folder: at, port: ports[kind], state, ensure });
      }
      figures.tor = linesForTor(folder, ensure);
      await overTor(state, ensure);
      return {
        passed: true,
        figures: { ...figures, pages: PAGES.length * DOOR_LANGUAGES.length, seen: seen.length },
      };
    } finally {
      await state.stop();
      await state.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Stand {
  readonly folder: string;
  readonly port: number;
  readonly state: Demonstration;
  readonly ensure: Ensure;
}

/** @returns the proxy's version */
async function behind(kind: ProxyKind, { folder, port, state, ensure: sure }: Stand): Promise<string> {
  const ensure: Ensure = (what, is) => sure(`${kind}: ${what}`, is);
  const inner = Number(new URL(state.origin).port);
  const recorder = await startRecordingProxy();
  recorder.forwardTo(inner);
  const plainPort = await freePort();
  const proxy = await startProxy(kind, { folder, name: NAME, port, plainPort, behind: recorder.port });
  const host = `${NAME}:${port}`;
  const to = { host, port, isTls: true };
  const caller = callFrom(CALLER, to);
  const written: string[] = [];
  // Each folder by itself: what a proxy writes while something passes is gone again at once.
  const folders = [
    folder,
    ...readdirSync(folder)
      .map((name) => join(folder, name))
      .filter(isFolder),
  ];
  const watching = folders.map((one) => watch(one, (_what, name) => void written.push(join(one, `${name}`))));
  try {
    await publicPages(to, ensure, [`:${inner}`, `:${recorder.port}`, "127.0.0.1", ".onion"]);
    ensure("the first page is passed on as it is", await isSame(caller, state, host));
    await refusals(caller, plainPort, ensure);
    await passingOn(caller, () => recorder.recorded().sent.toString("latin1"), ensure);
    const cookie = await signIn(caller, state);
    ensure("the member's cookie names its host", /^__Host-.*; Secure/.test(cookie.whole));
    await events(caller, cookie.sent, ensure);
    await bodies(caller, cookie.sent, ensure);
    await upload(caller, ensure);
    if (kind === "nginx") await crowd({ host, port }, ensure);
    await ownLimit(host, port, ensure);
    await onAPhone(`https://${host}`, ensure);
    ensure(`nothing that passed was written to its disk (${written.slice(0, 5)})`, written.length === 0);
    const kept = allText(folder) + state.output();
    ensure("no file and no log has who called", ![CALLER, CROWD, CLAIMED].some((one) => kept.includes(one)));
    return proxy.version;
  } finally {
    for (const one of watching) one.close();
    caller.close();
    await proxy.stop();
    await recorder.stop();
  }
}

const isFolder = (path: string): boolean => statSync(path).isDirectory();

const allText = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => readFileSync(join(one.parentPath, one.name), "latin1"))
    .join("\n");

/** Headers and addresses of every page that anyone can open. */
async function publicPages(to: Place, ensure: Ensure, unsaid: readonly string[]): Promise<void> {
  const wrong: string[] = [];
  for (const [nth, path] of PAGES.entries()) {
    // Each page by someone else: so many from one address at once would meet the proxy's limit.
    const caller = callFrom(to.isTls ? `127.0.78.${nth + 1}` : "127.0.0.1", to);
    for (const language of DOOR_LANGUAGES) {
      const answer = await caller.ask(`${path}?lang=${language}`, { headers: { accept: "text/html" } });
      const text = answer.body.toString();
      if (answer.status !== (path === "/nowhere" ? 404 : 200)) wrong.push(`${path} ${answer.status}`);
      for (const [name, form] of Object.entries(STRICT))
        if (!form.test(String(answer.headers[name]))) wrong.push(`${path} ${name}: ${answer.headers[name]}`);
      const { "onion-location": onion, ...others } = answer.headers;
      if (onion !== undefined && !onion.toString().startsWith(`http://${ONION}${path}`))
        wrong.push(`${path} onion`);
      if (others["set-cookie"] !== undefined) wrong.push(`${path} sets a cookie`);
      if (/\d/.test(String(others.server ?? ""))) wrong.push(`${path} tells a version`);
      const said = `${JSON.stringify(others)}\n${text}`;
      for (const one of unsaid) if (said.includes(one)) wrong.push(`${path} says ${one}`);
      // A page may lead to a source of what it says, and never to the house by a whole address.
      if (new RegExp(`//[^"' ]*${NAME}`).test(text)) wrong.push(`${path} has a whole address of the house`);
      const lasts = String(others["strict-transport-security"] ?? "");
      if (to.isTls !== /max-age=\d{8}/.test(lasts)) wrong.push(`${path} HSTS ${lasts}`);
    }
    caller.close();
  }
  ensure(
    `every public page has its strict headers, no cookie and no address of the house (${wrong.slice(0, 5).join("; ")})`,
    wrong.length === 0,
  );
}

/** What a browser gets is byte by byte what the house says. */
async function isSame(caller: Caller, state: Demonstration, host: string): Promise<boolean> {
  const direct = callFrom(OTHER, { host, port: Number(new URL(state.origin).port), isTls: false });
  const [through, plain] = [await caller.ask("/?lang=en"), await direct.ask("/?lang=en")];
  direct.close();
  return through.body.equals(plain.body) && through.body.length > 1000;
}

async function refusals(caller: Caller, plainPort: number, ensure: Ensure): Promise<void> {
  const foreign = await caller.ask("/", { headers: { host: "evil.test" } });
  ensure("a name that is not ours is refused", foreign.status === 421);
  for (const path of ["/healthz", "/readyz"])
    ensure(`${path} is nobody's outside`, (await caller.ask(path)).status === 404);
  const typed = callFrom(CALLER, { host: NAME, port: plainPort, isTls: false });
  const led = await typed.ask("/tell?lang=ar");
  typed.close();
  const to = String(led.headers.location);
  ensure("the name alone leads to HTTPS", led.status === 308 && to === `https://${NAME}/tell?lang=ar`);
  // Of its head alone: whoever refuses it need not wait for the rest.
  const head = { "content-type": "application/json", "content-length": String(2 * MIB) };
  const large = await caller.open("/api/door/mailboxes", { method: "POST", headers: head });
  large.destroy();
  ensure("a body of 2 MiB is refused", large.statusCode === 413);
}

/** What the house hears of a caller who says who they are, and who claims to be another. */
async function passingOn(caller: Caller, heard: () => string, ensure: Ensure): Promise<void> {
  const names = ["x-forwarded-for", "x-real-ip", "forwarded"];
  await caller.ask("/?lang=en", { headers: Object.fromEntries(names.map((name) => [name, CLAIMED])) });
  ensure("something was heard", heard().includes(`${NAME}:`));
  ensure(
    "the house hears no address of a caller, true or claimed",
    ![CALLER, CLAIMED].some((one) => heard().includes(one)),
  );
}

async function signIn(
  caller: Caller,
  state: Demonstration,
): Promise<{ readonly sent: string; readonly whole: string }> {
  const isOurs = ({ agency, roles }: Demonstration["signIns"][number]) =>
    agency === "Open Line" && roles.includes("supervisor");
  const email = state.signIns.find(isOurs)?.email ?? "";
  const { authSecret } = await derivePasswordSecrets({ email, password: state.password }, argon2id);
  const first = await caller.ask("/api/sign-in", json("POST", { email, authSecret }));
  const asked = first.status === 200 ? undefined : JSON.parse(first.body.toString()).work;
  const answer = asked
    ? await caller.ask(
        "/api/sign-in",
        json("POST", { email, authSecret }, { "leeward-work": await solved(asked) }),
      )
    : first;
  const [whole = ""] = answer.headers["set-cookie"] ?? [];
  return { whole, sent: whole.split(";")[0] ?? "" };
}

const solved = async (work: Work): Promise<string> =>
  [work.ticket, work.bits, ...(await solveWork(work, async () => undefined))].join(" ");

/** A stream is passed on as it comes: its beginning is there while it stays open. */
async function events(caller: Caller, cookie: string, ensure: Ensure): Promise<void> {
  const answer = await caller.open("/api/events", { headers: { cookie } });
  const [first] = await once(answer, "data", { signal: AbortSignal.timeout(30_000) });
  ensure("the stream of events is passed on as it comes", answer.statusCode === 200 && first.length > 0);
  answer.destroy();
}

/** Bodies and answers that a proxy would write to its disk. */
async function bodies(caller: Caller, cookie: string, ensure: Ensure): Promise<void> {
  const hashes = Array.from({ length: (LIST_BYTES_MAX - 12) / 16 }, (_, at) =>
    at.toString(16).padStart(32, "0"),
  );
  const list = parseHashList(hashes.join("\n"));
  const loaded = await caller.ask("/api/hash-list", json("PUT", { hashes: toBase64Url(list) }, { cookie }));
  ensure(`a list of 4 MiB is taken from a supervisor (${loaded.status})`, loaded.status === 204);
  const again = await caller.ask("/api/hash-list", { headers: { cookie } });
  ensure("and comes back as it is", again.body.equals(list));
  const form = new URLSearchParams({ lang: "ar", once: "x", text: "ق".repeat(15_000) }).toString();
  const plain = await caller.ask("/plain", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: `https://${caller.host}` },
    body: Buffer.from(form),
  });
  ensure(`a long text of the plain way is heard (${plain.status})`, [200, 303, 400].includes(plain.status));
}

async function upload(caller: Caller, ensure: Ensure): Promise<void> {
  const tools = toolsOf(caller);
  const { doorSalt } = await tools.ask<{ doorSalt: string }>("/api/door");
  const way = await makeWay(tools, doorSalt);
  await new FirstLetter(tools, way).send({ text: TEXT, language: "ar" });
  const visit = await Visit.begin(tools, way);
  const content = new Uint8Array(randomBytes(10 * MIB));
  const what = { content, type: "application/octet-stream", hiddenDetails: "unknown", name: "film" } as const;
  const named = await new Upload(what, randomUUID(), random).run(visit, () => undefined);
  ensure(
    "10 MB go up at the pace of this machine and come back byte by byte",
    await isThere(visit, named, content),
  );
}

/** nginx's own limit, by address and in memory. */
async function crowd({ host, port }: { host: string; port: number }, ensure: Ensure): Promise<void> {
  const one = callFrom(CROWD, { host, port, isTls: true });
  const other = callFrom(OTHER, { host, port, isTls: true });
  const asked = await Promise.all(Array.from({ length: 400 }, () => one.ask("/?lang=en").catch(() => null)));
  const statuses = asked.map((answer) => answer?.status ?? 0);
  ensure("of 400 at once from one address some are answered", statuses.includes(200));
  ensure("and some are asked to wait", statuses.includes(429));
  ensure("and another address meets nothing of it", (await other.ask("/?lang=en")).status === 200);
  one.close();
  other.close();
}

/** The house's, which knows no address: tries to sign in are counted by name. */
async function ownLimit(host: string, port: number, ensure: Ensure): Promise<void> {
  const callers = [CALLER, OTHER].map((from) => callFrom(from, { host, port, isTls: true }));
  const email = `nobody-${randomUUID()}@house.test`;
  const statuses: number[] = [];
  for (let n = 0; n < 12; n++) {
    const answer = await callers[n % 2]?.ask(
      "/api/sign-in",
      json("POST", { email, authSecret: "A".repeat(43) }),
    );
    statuses.push(answer?.status ?? 0);
  }
  for (const caller of callers) caller.close();
  ensure(
    `tries are counted over two addresses (${statuses})`,
    statuses.join() === [...Array(10).fill(401), 429, 429].join(),
  );
}

/** A phone in Arabic: tells, keeps the words, and leaves. */
async function onAPhone(origin: string, ensure: Ensure): Promise<void> {
  const say = sayIn("ar");
  const browser = await launchBrowser();
  try {
    const phone = await openStation(browser, origin, {
      ...{ viewport: PHONE, isMobile: true, hasTouch: true, locale: "ar", ignoreHTTPSErrors: true },
    });
    const { page } = phone;
    await page.goto("data:text/html,<title>Before</title>before");
    await page.goto(`${origin}/tell?lang=ar`);
    await page.waitForSelector("#tell-send:not([aria-disabled])");
    await page.fill("#tell-text", TEXT);
    await page.locator("#tell-send").tap();
    await page.waitForSelector(".words li", { timeout: 60_000 });
    ensure("a phone locks, sends and shows eight words", (await page.locator(".words li").count()) === 8);
    ensure("the title says nothing", (await page.title()) === say("site-name"));
    const before = phone.asked();
    await page.locator("a.exit").first().tap();
    await page.waitForURL("about:blank");
    ensure("leaving asks for nothing", phone.asked() === before);
    await page.goBack();
    ensure("and Back does not return", (await page.title()) === "Before");
    expectCalm(phone);
    await phone.context.close();
  } finally {
    await browser.close();
  }
}

/** The file of deploy/tor, as Tor itself reads it. @returns its version, or that it is not here */
function linesForTor(folder: string, ensure: Ensure): string {
  const version = /[\d.]+\d/.exec(spawnSync("tor", ["--version"], { encoding: "utf8" }).stdout ?? "")?.[0];
  if (!version) return "not installed, so its lines were not read";
  const lines = readFileSync(join(import.meta.dirname, "../deploy/tor/torrc"), "utf8");
  const own = join(folder, "tor");
  mkdirSync(own, { mode: 0o700 });
  const text = lines.replace("/var/lib/tor/leeward", join(own, "service"));
  writeFileSync(join(own, "torrc"), `DataDirectory ${own}\n${text}\n`);
  const said = execFileSync("tor", ["--verify-config", "-f", join(own, "torrc")], { encoding: "utf8" });
  ensure("the file for Tor is valid to Tor", text !== lines && said.includes("Configuration was valid"));
  return version;
}

/** As Tor's service asks: at the server itself, with the onion name and nothing of who it is. */
async function overTor(state: Demonstration, sure: Ensure): Promise<void> {
  const ensure: Ensure = (what, is) => sure(`by the onion name: ${what}`, is);
  const port = Number(new URL(state.origin).port);
  const to = { host: ONION, port, isTls: false };
  const tor = callFrom("127.0.0.1", to);
  try {
    await publicPages(to, ensure, [NAME, `:${port}`, "127.0.0.1"]);
    const led = (await tor.ask("/tell?lang=en")).headers["onion-location"];
    ensure("nothing leads on from there", led === undefined);
    const cookie = await signIn(tor, state);
    ensure("a cookie that works over http", cookie.sent !== "" && !/__Host-|; Secure/.test(cookie.whole));
    ensure("and it does", (await tor.ask("/api/me", { headers: { cookie: cookie.sent } })).status === 200);
    let worked = 0;
    const tools = toolsOf(tor, () => {
      worked += 1;
    });
    const { doorSalt } = await tools.ask<{ doorSalt: string }>("/api/door");
    const way = await makeWay(tools, doorSalt);
    await new FirstLetter(tools, way).send({ text: TEXT, language: "ar" });
    ensure("work is asked for before a first letter, done, and enough", worked === 1);
    const { letters } = await (await Visit.begin(tools, way)).read();
    ensure("the letter is read again with its words", letters.length === 1 && letters[0]?.ok === true);
  } finally {
    tor.close();
  }
}

interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}
interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
interface Caller {
  readonly host: string;
  /** The beginning of an answer. */
  open(path: string, question?: Question): Promise<IncomingMessage>;
  ask(path: string, question?: Question): Promise<Answer>;
  close(): void;
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
}

/** Someone at an address of this machine, with lines that stay open. */
function callFrom(from: string, { host, port, isTls }: Place): Caller {
  const lines = { keepAlive: true, maxSockets: 64 };
  const agent = isTls ? new TlsAgent(lines) : new PlainAgent(lines);
  const open: Caller["open"] = async (path, { method = "GET", headers = {}, body } = {}) => {
    const sent = (isTls ? askTls : askPlain)({
      ...{ agent, host: "127.0.0.1", port, localAddress: from, path, method, servername: NAME },
      ...{ rejectUnauthorized: false },
      headers: { host, ...headers, ...(body && { "content-length": body.length }) },
    });
    const answered = once(sent, "response");
    // A server that refuses a body closes the line while it still comes; its answer is read all the same.
    sent.on("error", () => undefined);
    sent.end(body);
    const [answer] = await answered;
    return answer;
  };
  return {
    ...{ host, open },
    ask: async (path, question) => {
      const answer = await open(path, question);
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part);
      return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) };
    },
    close: () => agent.destroy(),
  };
}

const json = (method: string, value: unknown, headers: Record<string, string> = {}): Question => ({
  method,
  headers: { "content-type": "application/json", ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

/** What a person's browser has; it does the work that it is asked for, as the page does. */
function toolsOf(caller: Caller, onWork: () => void = () => undefined): Tools {
  const ask: Asker = async <T>(path: string, options: Ask = {}): Promise<T> => {
    const { method = "GET", body, bytes, wants, session, key, work } = options;
    const payload = bytes ?? (body === undefined ? undefined : Buffer.from(JSON.stringify(body)));
    const answer = await caller.ask(path, {
      method,
      ...(payload && { body: payload }),
      headers: {
        ...(payload && { "content-type": bytes ? "application/octet-stream" : "application/json" }),
        ...(session !== undefined && { authorization: `Words ${session}` }),
        ...(key !== undefined && { "idempotency-key": key }),
        ...(work !== undefined && { "leeward-work": work }),
      },
    });
    if (answer.status === 204) return undefined as T;
    if (answer.status < 400 && wants === "bytes") return new Uint8Array(answer.body) as T;
    const said = JSON.parse(answer.body.toString());
    if (answer.status < 400) return said as T;
    throw new ApiError(said.code, said);
  };
  const solve = (work: Work): Promise<number[]> => {
    onWork();
    return solveWork(work, async () => undefined);
  };
  return { ask: askWorking(ask, solve), random, argon2id, newKey: randomUUID };
}
