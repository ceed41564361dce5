import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, watch } from "node:fs";
import { join } from "node:path";
import { toBase64Url } from "../src/core/keys/bytes.ts";
import { LIST_BYTES_MAX, parseHashList } from "../src/modules/door/attachments/hash-list.ts";
import { FirstLetter } from "../src/modules/door/island/first-letter.ts";
import { Visit } from "../src/modules/door/island/visit.ts";
import { makeWay } from "../src/modules/door/island/way.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import type { Proof } from "../tools/proof/contract.ts";
import { launchBrowser } from "./support/browser.ts";
import {
  type Caller,
  callFrom,
  type Ensure,
  json,
  publicPages,
  signIn,
  toolsOf,
  upload,
} from "./support/callers.ts";
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
const TEXT = "أخذوا جواز سفري";

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
      const pages = await overTor(state, ensure);
      return { passed: true, figures: { ...figures, pages, seen: seen.length } };
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
    // Each page by someone else: so many from one address at once would meet the proxy's limit.
    await publicPages({
      ...{ isTls: true, ensure, name: NAME, onion: ONION },
      caller: (nth) => callFrom(`127.0.78.${nth + 1}`, to),
      unsaid: [`:${inner}`, `:${recorder.port}`, "127.0.0.1", ".onion"],
    });
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

/** As a Tor asks that is sent to the server's own port: with the onion name and nothing of who it is. @returns how many pages there are */
async function overTor(state: Demonstration, sure: Ensure): Promise<number> {
  const ensure: Ensure = (what, is) => sure(`by the onion name: ${what}`, is);
  const port = Number(new URL(state.origin).port);
  const to = { host: ONION, port, isTls: false };
  const tor = callFrom("127.0.0.1", to);
  try {
    const pages = await publicPages({
      ...{ isTls: false, ensure, name: NAME, onion: ONION },
      caller: () => callFrom("127.0.0.1", to),
      unsaid: [NAME, `:${port}`, "127.0.0.1"],
    });
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
    return pages;
  } finally {
    tor.close();
  }
}
