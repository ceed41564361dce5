import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toBase64Url } from "../src/core/keys/bytes.ts";
import { parseHashList } from "../src/modules/door/attachments/hash-list.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import { launchBrowser } from "./support/browser.ts";
import { type Demonstration, startDemonstration } from "./support/demonstration.ts";
import { leakSearch, type Place } from "./support/leak-search.ts";
import { signInMember } from "./support/member.ts";
import { heapSnapshot, memoryOf } from "./support/memory.ts";
import { digitsOn, inGroups } from "./support/person.ts";
import { type RecordingProxy, startRecordingProxy } from "./support/recording-proxy.ts";
import { databaseFiles, dumpTables } from "./support/traces.ts";

// Someone records everything that passes between browser and server, and takes the server's database, logs and memory,
// while a report is written, answered and read. None of it says what was written, with which words, from where.

const STORY_MS = 240_000;
const LETTER = "Mí pasaporte está in the grey van, Ravensbourne Road 41";
const NOTE = "Ring the Ålesund consulate before the ferry leaves";
const ANSWER = "Wait by the Öresund kiosk, Thursday, half past four";
const ATTACHED = "They moved the crates to Hollowmere Wharf, door nine, before dawn";
const PLAIN_LETTER = "Mí hermana is kept above the Wintergreen bakery, third bell";
const PLAIN_REPLY = "Since Sunday they change the lock each évening, Brackwater Lane";
const PLAIN_ANSWER = "Your sister can ring us from the Ströget pharmacy before nine";
const AGENT_OF_THE_PERSON = "Mozilla/5.0 (Linux; Android 15; Quillfeather 7731) Mobile Safari/537.36";
const AGENT_OF_THE_MEMBER = "Mozilla/5.0 (X11; Marshwiggle 9054) Chrome/140.0 Safari/537.36";
/** What an operator's proxy would say of the person. */
const FORWARDED = "203.0.113.177";
/** Sent beside those, and told by nobody to be forgotten: where this is found, the others could be. */
const KEPT_WHILE_CONNECTED = "Thistlewood 4410";
/** Where the connections seem to come from; on Linux alone this machine has all of 127.0.0.0/8. */
const ADDRESS = process.platform === "linux" ? "127.93.141.217" : undefined;

const say = sayIn("en");

let proxy: RecordingProxy;
let state: Demonstration;
let browser: Browser;
let diagnostics: string;
let origin: string;
let words: string[];
let digits: string;

beforeAll(async () => {
  diagnostics = mkdtempSync(join(tmpdir(), "leeward-heap-"));
  proxy = await startRecordingProxy(ADDRESS);
  origin = `http://127.0.0.1:${proxy.port}`;
  const options = `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${diagnostics}`;
  [state, browser] = await Promise.all([
    startDemonstration({ env: { LEEWARD_ORIGIN: origin, NODE_OPTIONS: options } }),
    launchBrowser(),
  ]);
  proxy.forwardTo(Number(new URL(state.origin).port));
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await proxy?.stop();
  await state?.stop();
  await state?.remove();
  if (diagnostics) rmSync(diagnostics, { recursive: true, force: true });
}, 240_000);

const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).click();

const contextOf = (userAgent: string): Promise<BrowserContext> =>
  browser.newContext({
    userAgent,
    locale: "en",
    extraHTTPHeaders: {
      ...{ "x-forwarded-for": FORWARDED, forwarded: `for=${FORWARDED}`, "x-real-ip": FORWARDED },
      "x-weather": KEPT_WHILE_CONNECTED,
    },
  });

const whatWasSaid = () => ({
  "the letter": LETTER,
  "what was attached": ATTACHED,
  "the answer": ANSWER,
  "the note": NOTE,
  "the words": words.join(" "),
  "the words, joined": words.join(""),
  "the words, by dashes": words.join("-"),
  "the words, by commas": words.join('","'),
  "the words, by lines": words.join("\n"),
  "the digits": digits,
  "the digits, by spaces": inGroups(digits),
  "the first digits": digits.slice(0, 20),
});
const whoCame = () => ({
  "the person's browser": "Quillfeather 7731",
  "the member's browser": "Marshwiggle 9054",
  "the forwarded address": FORWARDED,
  ...(ADDRESS && { "the address": ADDRESS }),
});

const texts = (found: readonly { text: string }[]) => [...new Set(found.map(({ text }) => text))].sort();
const snapshot = () => heapSnapshot(state.process.pid ?? 0, diagnostics, () => fetch(`${state.origin}/`));

describe("while a report is written, answered and read in browsers", () => {
  let person: BrowserContext;
  let member: BrowserContext;
  let traffic: Place[];

  test(
    "it is written, answered and read",
    async () => {
      person = await contextOf(AGENT_OF_THE_PERSON);
      member = await contextOf(AGENT_OF_THE_MEMBER);
      const phone = await person.newPage();
      await phone.goto(`${origin}/tell?lang=en`);
      await phone.waitForSelector("#tell-send:not([aria-disabled])");
      await phone.getByLabel("What would you like to say?").fill(LETTER);
      await press(phone, "Lock and send");
      await phone.getByRole("heading", { level: 1, name: /eight words/ }).waitFor({ timeout: 60_000 });
      words = await phone.locator(".words li").allTextContents();
      await press(phone, "Numbers instead");
      digits = await digitsOn(phone);
      expect([words.length, digits.length]).toEqual([8, 26]);

      const desk = await member.newPage();
      await desk.goto(`${origin}/desk/inbox`);
      await desk.getByLabel("E-mail address").fill("leila@line.example");
      await desk.getByLabel("Password").fill(state.password);
      await desk.keyboard.press("Enter");
      await desk
        .getByRole("link", { name: /^Conversation/ })
        .first()
        .click();
      await desk.getByText(LETTER).waitFor({ timeout: 60_000 });
      await desk.getByLabel("Your answer").fill(ANSWER);
      await press(desk, "Lock and send");
      await desk.getByText("Sent. The person finds it when they come back.").waitFor();
      await desk.getByLabel("How urgent").selectOption({ label: "Cannot wait" });
      await desk.getByLabel("Note", { exact: true }).fill(NOTE);
      await press(desk, "Lock and keep");
      await desk.getByText("Kept for your colleagues.").waitFor();

      await phone.goto(`${origin}/back?lang=en`);
      await phone.getByLabel("Your words or digits").fill(words.join(" "));
      await press(phone, "Open");
      await phone.getByText(ANSWER).waitFor({ timeout: 60_000 });
      await phone.getByText("Add pictures, a recording or files").click();
      const file = { name: "what-i-saw.txt", mimeType: "text/plain", buffer: Buffer.from(ATTACHED) };
      await phone.locator('input[type="file"]').setInputFiles([file]);
      await phone.getByLabel("Send it as it is").check();
      await press(phone, "Lock and send");
      await phone.getByText("Sent.", { exact: true }).waitFor();

      await desk.reload();
      await desk.getByLabel("Password").fill(state.password);
      await desk.keyboard.press("Enter");
      await desk.getByText("what-i-saw.txt").waitFor({ timeout: 60_000 });
      await press(desk, "Open");
      const saving = desk.waitForEvent("download");
      await desk.getByRole("link", { name: "Save a copy" }).click();
      expect(readFileSync(await (await saving).path(), "utf8")).toBe(ATTACHED);

      // From now on it is on the agency's list: it is not even fetched.
      const sam = state.signIns.find((one) => one.agency === "Open Line" && one.roles.includes("supervisor"));
      const supervisor = await signInMember({ origin, password: state.password }, sam?.email ?? "");
      const known = createHash("sha256").update(ATTACHED).digest("hex");
      const hashes = toBase64Url(parseHashList(known));
      await supervisor.ask("PUT", "/api/hash-list", { body: { hashes } });
      const fetched: string[] = [];
      desk.on("request", (request) => fetched.push(request.url()));
      await desk.reload();
      await desk.getByLabel("Password").fill(state.password);
      await desk.keyboard.press("Enter");
      await desk.getByText("what-i-saw.txt").waitFor({ timeout: 60_000 });
      await press(desk, "Open");
      await desk.getByText("on your agency’s list of known abuse material").waitFor();
      expect(fetched.filter((url) => url.includes("/pieces/"))).toEqual([]);
      await press(desk, "Propose to delete it");
      await desk.getByText("A colleague must confirm this").waitFor();
    },
    STORY_MS,
  );

  test("the line between browser and server carries neither letter, answer, words nor password", () => {
    const { sent, answered } = proxy.recorded();
    traffic = [
      { name: "sent", bytes: sent },
      { name: "answered", bytes: answered },
    ];
    const seen = sent.toString("latin1");
    expect(seen, "the recording is whole").toMatch(
      /POST \/api\/door\/mailboxes[\s\S]*POST \/api\/words\/session/,
    );
    expect(answered.toString("latin1")).toContain('"ciphertext"');
    expect(leakSearch({ ...whatWasSaid(), "the password": state.password })(traffic)).toEqual([]);
    const known = leakSearch({ agent: "Quillfeather 7731", forwarded: FORWARDED })(traffic);
    expect(texts(known), "what is on the line is found there").toEqual(["agent", "forwarded"]);
  });

  test(
    "the heap of the server holds neither letter, answer nor words, and of who is connected neither browser nor address",
    async () => {
      const heap = await snapshot();
      expect(heap.bytes.length).toBeGreaterThan(10_000_000);
      expect(leakSearch(whatWasSaid())([heap])).toEqual([]);
      const search = leakSearch({ ...whoCame(), "another header": KEPT_WHILE_CONNECTED });
      expect(texts(search([heap])), "but the search sees what is there").toEqual(["another header"]);
    },
    STORY_MS,
  );

  test(
    "once the connections are closed, it holds no other header of theirs either",
    async () => {
      await person.close();
      await member.close();
      proxy.hangUp();
      await expect
        .poll(async () => leakSearch({ ...whoCame(), other: KEPT_WHILE_CONNECTED })([await snapshot()]), {
          timeout: 60_000,
        })
        .toEqual([]);
    },
    STORY_MS,
  );

  test.runIf(process.platform === "linux")(
    "the raw memory of the server, with what is freed, never held letter, answer or words",
    () => {
      // The words in the forms in which this page reads and joins them.
      const said = [
        "the letter",
        "what was attached",
        "the answer",
        "the words",
        "the words, by commas",
        "the digits",
        "the digits, by spaces",
      ];
      const sought = Object.entries(whatWasSaid()).filter(([name]) => said.includes(name));
      const search = leakSearch({ ...Object.fromEntries(sought), ...whoCame() });
      const remains = new Set<string>();
      let bytes = 0;
      for (const place of memoryOf(state.process.pid ?? 0)) {
        bytes += place.bytes.length;
        const found = search([place]);
        for (const { text } of found) remains.add(text);
        expect(found.filter(({ text }) => said.includes(text))).toEqual([]);
      }
      expect(bytes).toBeGreaterThan(50_000_000);
      const who = [...remains].sort().join(", ") || "nothing";
      console.info(`raw memory: ${Math.round(bytes / 2 ** 20)} MiB; in freed parts of it remains: ${who}`);
    },
    STORY_MS,
  );

  test("each column that a dump shows is in the threat model, and no other", async () => {
    const owner = await state.owner();
    const { rows } = await owner.query<{ name: string; columns: string[] }>(
      `select n.nspname || '.' || c.relname as name, array_agg(a.attname::text order by a.attname) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
       where c.relkind in ('r', 'm', 'p') and a.attnum > 0 and not a.attisdropped
         and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') group by 1`,
    );
    await owner.end();
    const model = readFileSync(join(import.meta.dirname, "../docs/threat-model.md"), "utf8");
    const section = model.split("### Every column")[1]?.split("\n## ")[0] ?? "";
    const written = [...section.matchAll(/^\| `([a-z_]+\.[a-z_]+)` \|(.*)$/gm)].map(([, name, cells]) => [
      name,
      [...(cells ?? "").matchAll(/`([a-z_0-9]+)`/g)].map(([, column]) => column).sort(),
    ]);
    expect(Object.fromEntries(written)).toEqual(
      Object.fromEntries(rows.map(({ name, columns }) => [name, columns.sort()])),
    );
  });

  test(
    "the database and the logs hold nothing of it, and nothing of who came",
    async () => {
      const search = leakSearch({ ...whatWasSaid(), ...whoCame() });
      const places = [
        ...(await dumpTables(state)),
        ...(await databaseFiles(state)),
        { name: "stdout and stderr", bytes: Buffer.from(state.output()) },
      ];
      expect(places.some(({ name }) => name.endsWith("postgres.log"))).toBe(true);
      expect(search(places)).toEqual([]);
    },
    STORY_MS,
  );
});

// There the server itself locks what was written: for the length of a request it knows text and words. What must hold is
// that nothing of it stays: not in the database, not in the logs, not in what it can still reach.
describe("while a report is written, answered and read by the plain way", () => {
  let plainWords: string[];
  let plainDigits: string;
  const inForm = (text: string): string => new URLSearchParams({ text }).toString().slice("text=".length);
  const whatWasSaidPlainly = () => ({
    "the letter, in a form": inForm(PLAIN_LETTER),
    "what was written on, in a form": inForm(PLAIN_REPLY),
    "the letter": PLAIN_LETTER,
    "what was written on": PLAIN_REPLY,
    "the answer": PLAIN_ANSWER,
    "the words": plainWords.join(" "),
    "the words, joined": plainWords.join(""),
    "the words, in a form": inForm(plainWords.join(" ")),
    "the words, by commas": plainWords.join('","'),
    "the words, by lines": plainWords.join("\n"),
    "the digits": plainDigits,
    "the digits, by spaces": inGroups(plainDigits),
    "the digits, in a form": inForm(inGroups(plainDigits)),
    "the first digits": plainDigits.slice(0, 20),
  });

  test(
    "it is written, answered, read and written on, in a browser without a script",
    async () => {
      const person = await browser.newContext({ javaScriptEnabled: false, userAgent: AGENT_OF_THE_PERSON });
      const phone = await person.newPage();
      const leila = await signInMember({ origin, password: state.password }, "leila@line.example");
      const before: { address: string }[] = (await leila.ask("GET", "/api/inbox")).mailboxes;
      await phone.goto(`${origin}/plain?lang=en`);
      await phone.getByLabel(say("tell-question")).fill(PLAIN_LETTER);
      await press(phone, say("plain-send"));
      await phone.getByRole("heading", { name: say("words-title"), level: 1 }).waitFor({ timeout: 60_000 });
      plainWords = await phone.locator(".words li").allTextContents();
      plainDigits = await digitsOn(phone);
      expect([plainWords.length, plainDigits.length]).toEqual([8, 26]);
      const after: { address: string }[] = (await leila.ask("GET", "/api/inbox")).mailboxes;
      const address = after.find((one) => !before.some((known) => known.address === one.address))?.address;

      const member = await contextOf(AGENT_OF_THE_MEMBER);
      const desk = await member.newPage();
      await desk.goto(`${origin}/desk/inbox`);
      await desk.getByLabel("E-mail address").fill("leila@line.example");
      await desk.getByLabel("Password").fill(state.password);
      await desk.keyboard.press("Enter");
      await desk.getByRole("link", { name: `Conversation ${address?.slice(0, 4).toUpperCase()}` }).click();
      await desk.getByText(PLAIN_LETTER).waitFor({ timeout: 60_000 });
      await desk.getByLabel("Your answer").fill(PLAIN_ANSWER);
      await press(desk, "Lock and send");
      await desk.getByText("Sent. The person finds it when they come back.").waitFor();
      await member.close();

      await phone.goto(`${origin}/plain/back?lang=en`);
      await phone.getByLabel(say("back-label")).fill(plainWords.join(" "));
      await press(phone, say("back-open"));
      await phone.getByText(PLAIN_ANSWER).waitFor({ timeout: 60_000 });
      await phone.getByLabel(say("talk-reply")).fill(PLAIN_REPLY);
      await press(phone, say("plain-send"));
      await phone.getByText(PLAIN_REPLY).waitFor({ timeout: 60_000 });
      await person.close();
      proxy.hangUp();
    },
    STORY_MS,
  );

  test("the line to the server carries it, so what must be gone was there", () => {
    const { sent, answered } = proxy.recorded();
    const search = leakSearch(whatWasSaidPlainly());
    const seen = texts(
      search([
        { name: "sent", bytes: sent },
        { name: "answered", bytes: answered },
      ]),
    );
    expect(seen).toEqual(
      expect.arrayContaining([
        "the answer",
        "the letter, in a form",
        "the words, in a form",
        "what was written on",
      ]),
    );
  });

  test(
    "once the connection is closed, the heap holds neither letter, answer nor words",
    async () => {
      await expect
        .poll(async () => leakSearch(whatWasSaidPlainly())([await snapshot()]), { timeout: 60_000 })
        .toEqual([]);
    },
    STORY_MS,
  );

  test.runIf(process.platform === "linux")(
    "the raw memory keeps what it keeps: freed parts are told, not hidden",
    () => {
      const search = leakSearch(whatWasSaidPlainly());
      const remains = new Set<string>();
      for (const place of memoryOf(state.process.pid ?? 0))
        for (const { text } of search([place])) remains.add(text);
      console.info(`plain way: in freed memory remains: ${[...remains].sort().join(", ") || "nothing"}`);
    },
    STORY_MS,
  );

  test(
    "the database and the logs hold nothing of it, and nothing of who came",
    async () => {
      const search = leakSearch({ ...whatWasSaidPlainly(), ...whoCame() });
      expect(
        search([
          ...(await dumpTables(state)),
          ...(await databaseFiles(state)),
          { name: "stdout and stderr", bytes: Buffer.from(state.output()) },
        ]),
      ).toEqual([]);
    },
    STORY_MS,
  );
});
