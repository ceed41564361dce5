import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { FirstLetter } from "../src/modules/door/island/first-letter.ts";
import { Visit } from "../src/modules/door/island/visit.ts";
import { makeWay } from "../src/modules/door/island/way.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import type { Proof } from "../tools/proof/contract.ts";
import { launchBrowser } from "./support/browser.ts";
import {
  type Caller,
  callFrom,
  callThrough,
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
import { leakSearch } from "./support/leak-search.ts";
import { signInMember } from "./support/member.ts";
import { startRecordingProxy } from "./support/recording-proxy.ts";
import { freePort } from "./support/start.ts";
import { expectCalm, openStation, PHONE } from "./support/station.ts";
import { startTor, type TorNetwork, torVersion } from "./support/tor.ts";
import { dumpTables, filesUnder } from "./support/traces.ts";

// The door behind a real Tor with the file of deploy/tor, reached through a Tor network of its own on this machine.

const TEXT = "أخذوا جواز سفري وأنا خائفة";
const ANSWER = "نحن هنا. هل يمكنك القراءة بأمان؟";
/** Of a browser; and what a caller claims of itself. */
const AGENT = "Thistledown 4417";
const CLAIMED = "198.51.100.77";
const LINES_MAX = 100;
const MEMBER = "leila@line.example";

interface Stand {
  readonly tor: TorNetwork;
  readonly state: Demonstration;
  /** The other address, where the members are. */
  readonly open: string;
  readonly metricsPort: number;
  readonly ensure: Ensure;
}

export const proof: Proof = {
  name: "onion",
  bar: "with the file of deploy/tor, through a Tor network of its own: every public page in every language with its strict headers, no cookie and no other address of the house; no other name, health or metrics; work before each first letter and sign-in, whatever name is claimed; one caller's lines bounded; a phone in Arabic tells, comes back with the words and reads the answer, leaves, and asks nobody else; by the plain way too; 10 MB go up and come back; nothing of who called or what was told in logs or database",
  run: async (log) => {
    const version = torVersion();
    if (!version) throw new Error("needs tor and tor-gencert (apt-get install tor)");
    const folder = await temporaryFolder();
    const [onionPort, metricsPort] = [await freePort(), await freePort()];
    const tor = await startTor(folder, onionPort);
    const clear = await startRecordingProxy();
    const open = `http://127.0.0.1:${clear.port}`;
    let state: Demonstration | undefined;
    const seen: string[] = [];
    const ensure: Ensure = (what, is) => {
      if (!is) throw new Error(`Not so: ${what}`);
      seen.push(what);
      log(what);
    };
    try {
      const dataDir = await temporaryFolder();
      fillFolder(dataDir);
      state = await startDemonstration({
        dataDir,
        env: {
          LEEWARD_ORIGIN: `${open},http://${tor.name}`,
          ...{ ONION_PORT: String(onionPort), METRICS_PORT: String(metricsPort), LEEWARD_LOG: "json" },
        },
      });
      clear.forwardTo(Number(new URL(state.origin).port));
      await tor.ready();
      const stand: Stand = { tor, state, open, metricsPort, ensure };
      const msToFirst = await untilReached(tor);
      const figures = await overTor(stand);
      return { passed: true, figures: { tor: version, ...figures, msToFirst, seen: seen.length } };
    } finally {
      await state?.stop();
      await state?.remove();
      await clear.stop();
      await tor.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const callOver = (tor: TorNetwork): Caller => callThrough(() => tor.connect(tor.name), tor.name);

/** A door's name is known to the network some rounds after its Tor is. @returns milliseconds of the first answer */
async function untilReached(tor: TorNetwork): Promise<number> {
  const deadline = Date.now() + 180_000;
  for (;;) {
    const caller = callOver(tor);
    const begun = performance.now();
    const status = await caller.ask("/?lang=en").then(
      (answer) => answer.status,
      () => 0,
    );
    caller.close();
    if (status === 200) return Math.round(performance.now() - begun);
    if (Date.now() > deadline) throw new Error(`the door is not reached over Tor: ${status}`);
    await sleep(1000);
  }
}

async function overTor(stand: Stand): Promise<Record<string, string | number>> {
  const { tor, state, open, ensure } = stand;
  const at = new URL(open).host;
  const pages = await publicPages({
    ...{ isTls: false, ensure, name: at, onion: tor.name, caller: () => callOver(tor) },
    unsaid: [at, new URL(state.origin).host, "127.0.0.1", "localhost"],
  });
  const caller = callOver(tor);
  try {
    await names(caller, stand);
    await work(caller, stand);
    const begun = performance.now();
    await upload(caller, ensure);
    const uploadMs = Math.round(performance.now() - begun);
    const lines = await manyLines(stand);
    await inBrowsers(stand);
    defended(stand);
    await traces(stand);
    return { pages, uploadMs, linesOfOne: lines };
  } finally {
    caller.close();
  }
}

/** What is heard there, and under which name. */
async function names(caller: Caller, { tor, state, open, metricsPort, ensure }: Stand): Promise<void> {
  const port = new URL(state.origin).port;
  const others = [new URL(open).host, `127.0.0.1:${port}`, "localhost", "evil.test", `${tor.name}:8090`, ""];
  const statuses: string[] = [];
  for (const host of others)
    for (const path of ["/", "/healthz", "/readyz", "/desk", "/%zz"])
      statuses.push(String((await caller.ask(path, { headers: { host } })).status));
  // An empty name is refused by Node before the house hears it.
  ensure(
    `no other name is heard (${[...new Set(statuses)]})`,
    statuses.every((one) => ["421", "400"].includes(one)),
  );
  for (const path of ["/healthz", "/readyz", "/metrics"])
    ensure(`${path} is nobody's`, (await caller.ask(path)).status === 404);
  const here = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  ensure("metrics are there for this machine", here.includes("leeward_"));
  const led = (await caller.ask("/tell?lang=en")).headers["onion-location"];
  ensure("nothing leads on from there", led === undefined);
  const direct = callFrom("127.0.0.1", { host: new URL(open).host, port: Number(port), isTls: false });
  const fromOpen = (await direct.ask("/tell?lang=ar")).headers["onion-location"];
  ensure("the other address leads there", fromOpen === `http://${tor.name}/tell?lang=ar`);
  const there = await direct.ask("/", { headers: { host: tor.name } });
  ensure("and does not hear its name", there.status === 421);
  direct.close();
}

/** Work before a first letter and a sign-in, however calm it is and whatever a caller says of itself. */
async function work(caller: Caller, { state, open, ensure }: Stand): Promise<void> {
  const nobody = json("POST", { email: "nobody@house.test", authSecret: "A".repeat(43) });
  const claims = { "x-forwarded-for": CLAIMED, forwarded: `for=${CLAIMED}`, "user-agent": AGENT };
  const first = await caller.ask("/api/sign-in", { ...nobody, headers: { ...nobody.headers, ...claims } });
  ensure("work is asked for before a sign-in", first.status === 428);
  const feigned = { ...nobody.headers, host: new URL(open).host, origin: open };
  const asOther = await caller.ask("/api/sign-in", { ...nobody, headers: feigned });
  ensure("another name does not spare it", asOther.status === 421);
  const cookie = await signIn(caller, state);
  ensure("a member who did it gets a cookie that works over http", !/__Host-|; Secure/.test(cookie.whole));
  const me = await caller.ask("/api/me", { headers: { cookie: cookie.sent } });
  ensure("and the desk's routes answer", me.status === 200);
  let worked = 0;
  const tools = toolsOf(caller, () => {
    worked += 1;
  });
  const { doorSalt } = await tools.ask<{ doorSalt: string }>("/api/door");
  for (const nth of [1, 2]) {
    const way = await makeWay(tools, doorSalt);
    await new FirstLetter(tools, way).send({ text: TEXT, language: "ar" });
    ensure(`work is asked for before first letter ${nth}, done, and enough`, worked === nth);
    const { letters } = await (await Visit.begin(tools, way)).read();
    ensure("it is read again with its words", letters.length === 1 && letters[0]?.ok === true);
  }
}

/** Of one caller's lines, so many are let in; others are answered meanwhile. @returns how many were let in */
async function manyLines({ tor, ensure }: Stand): Promise<number> {
  const wanted = LINES_MAX + 50;
  const lines = await Promise.all(
    Array.from({ length: wanted }, () => tor.connect(tor.name).catch(() => undefined)),
  );
  const open = lines.filter((line) => line !== undefined);
  for (const line of open) line.on("error", () => undefined);
  ensure(
    `of ${wanted} lines at once over one way some wait in vain (${open.length} came)`,
    open.length > 6 && open.length <= LINES_MAX,
  );
  for (const line of open) line.destroy();
  await sleep(1000);
  const later = callOver(tor);
  ensure("and once they are gone it is heard again", (await later.ask("/?lang=en")).status === 200);
  later.close();
  return open.length;
}

async function inBrowsers(stand: Stand): Promise<void> {
  const { tor, ensure } = stand;
  const proxy = { server: `socks5://127.0.0.1:${tor.socksPort}` };
  // Tor Browser takes an onion address for safe. Chromium does when told so; without a window, only in one process.
  const told = ["--single-process", "--no-zygote"];
  const args = [...told, `--unsafely-treat-insecure-origin-as-secure=http://${tor.name}`];
  const [unsafe, desk] = [await launchBrowser({ proxy }), await launchBrowser()];
  try {
    await onAPhone(() => launchBrowser({ proxy, args }), desk, stand);
    await byThePlainWay(unsafe, ensure, tor);
  } finally {
    await Promise.all([unsafe.close(), desk.close()]);
  }
}

const openPhone = (browser: Browser, tor: TorNetwork) =>
  openStation(browser, `http://${tor.name}`, {
    ...{ viewport: PHONE, isMobile: true, hasTouch: true, locale: "ar", userAgent: AGENT },
  });

/** Tells; a member answers at the desk; comes back with the words in another browser, reads, and leaves. */
async function onAPhone(launch: () => Promise<Browser>, members: Browser, stand: Stand): Promise<void> {
  const { tor, ensure } = stand;
  const say = sayIn("ar");
  const listed = await conversations(stand);
  const first = await launch();
  const phone = await openPhone(first, tor);
  const { page } = phone;
  await page.goto(`http://${tor.name}/tell?lang=ar`);
  await page.waitForSelector("#tell-send:not([aria-disabled])");
  await page.fill("#tell-text", TEXT);
  await page.locator("#tell-send").tap();
  await page.waitForSelector(".words li", { timeout: 120_000 });
  const words = await page.locator(".words li").allTextContents();
  ensure("a phone locks, works, sends and shows eight words", words.length === 8);
  ensure("the browser keeps no cookie", (await phone.context.cookies()).length === 0);
  expectCalm(phone);
  await first.close();

  const own = (await conversations(stand)).filter((one) => !listed.includes(one));
  ensure("one conversation more is at the desk", own.length === 1);
  await answerAtDesk(await members.newPage(), stand, own[0] ?? "");

  const second = await launch();
  const later = await openPhone(second, tor);
  await later.page.goto("data:text/html,<title>Before</title>before");
  await later.page.goto(`http://${tor.name}/back?lang=ar`);
  await later.page.waitForSelector("#back-open:not([aria-disabled])");
  await later.page.getByLabel(say("back-label")).fill(words.join(" "));
  await later.page.locator("#back-open").tap();
  await later.page.getByText(ANSWER).waitFor({ timeout: 120_000 });
  ensure("and comes back with them and reads the answer", true);
  const before = later.asked();
  await later.page.locator("a.exit").first().tap();
  await later.page.waitForURL("about:blank");
  ensure("leaving asks for nothing", later.asked() === before);
  await later.page.goBack();
  ensure("and Back does not return", (await later.page.title()) === "Before");
  expectCalm(later);
  ensure("no page asked for anything elsewhere", later.strangers.length + phone.strangers.length === 0);
  await second.close();
}

/** The addresses of all that a member finds at the desk. */
async function conversations({ state, open }: Stand): Promise<string[]> {
  const leila = await signInMember({ origin: open, password: state.password }, MEMBER);
  const { mailboxes }: { mailboxes: { address: string }[] } = await leila.ask("GET", "/api/inbox");
  return mailboxes.map(({ address }) => address);
}

async function answerAtDesk(page: Page, { state, open }: Stand, address: string): Promise<void> {
  await page.goto(`${open}/desk/inbox`);
  await page.getByLabel("E-mail address").fill(MEMBER);
  await page.getByLabel("Password").fill(state.password);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: `Conversation ${address.slice(0, 4).toUpperCase()}` }).click();
  await page.getByText(TEXT).first().waitFor({ timeout: 60_000 });
  await page.getByLabel("Your answer").fill(ANSWER);
  await page.getByRole("button", { name: "Lock and send" }).click();
  await page.getByText("Sent. The person finds it when they come back.").waitFor();
}

/** A browser that takes the address for unsafe is told so, and led to the way that needs nothing of it. */
async function byThePlainWay(browser: Browser, ensure: Ensure, tor: TorNetwork): Promise<void> {
  const say = sayIn("ar");
  const phone = await openPhone(browser, tor);
  const { page } = phone;
  await page.goto(`http://${tor.name}/tell?lang=ar`);
  await page.locator("#talk-no-lock .note").waitFor();
  ensure("a browser that cannot lock there is told so", true);
  await page
    .getByRole("link", { name: say("plain-title") })
    .first()
    .tap();
  await page.getByLabel(say("tell-question")).fill(TEXT);
  await page.getByRole("button", { name: say("plain-send") }).tap();
  await page.getByRole("heading", { name: say("words-title"), level: 1 }).waitFor({ timeout: 120_000 });
  const words = await page.locator(".words li").allTextContents();
  await page.goto(`http://${tor.name}/plain/back?lang=ar`);
  await page.getByLabel(say("back-label")).fill(words.join(" "));
  await page.getByRole("button", { name: say("back-open") }).tap();
  await page.getByText(TEXT).waitFor({ timeout: 120_000 });
  ensure("tells by the plain way, and opens the letter again with its words", words.length === 8);
  // It says of each page that one of its headers is for safe addresses alone.
  const others = phone.complaints.filter((one) => !one.startsWith("The Cross-Origin-Opener-Policy header"));
  expectCalm({ ...phone, complaints: others });
  await phone.context.close();
}

/** The door's own Tor tells callers how to work for it, should too many call. */
function defended({ tor, ensure }: Stand): void {
  const said = tor.said();
  ensure(
    "the door's Tor has its defence by work, and says so in what it publishes",
    said.includes("PoW defenses are enabled") && said.includes("Initializing pow_params in descriptor"),
  );
}

/** Nothing of who called is left, nor of what was told. */
async function traces({ tor, state, ensure }: Stand): Promise<void> {
  const search = leakSearch({ text: TEXT, answer: ANSWER, agent: AGENT, claimed: CLAIMED });
  const files = ["postgres/postgres.log", "postgres/cluster/log"].map((one) => join(state.dataDir, one));
  const logs = files.filter(existsSync).map((name) => ({ name, bytes: readFileSync(name) }));
  const said = { name: "stdout and stderr", bytes: Buffer.from(state.output()) };
  const kept = [
    ...(await dumpTables(state)),
    ...filesUnder(join(state.dataDir, "ledger"), "ledger"),
    ...logs,
    said,
  ];
  const found = search(kept);
  ensure(
    `no table, log or file has who called or what was told (${found.map(({ place, text }) => `${text} in ${place}`)})`,
    found.length === 0 && kept.length > 100,
  );
  ensure(
    "and no line of the log the onion name",
    !state
      .output()
      .replace(/.*Ready.*/g, "")
      .includes(tor.name),
  );
}
