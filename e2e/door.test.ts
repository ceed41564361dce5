import { randomUUID } from "node:crypto";
import { brotliDecompressSync } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readNoticesConfig } from "../src/core/config/notices.ts";
import { foldWord } from "../src/core/identity/words/fold.ts";
import { loadWordList } from "../src/core/identity/words/lists.ts";
import { fromBase64Url } from "../src/core/keys/index.ts";
import { type TestHouse, type TestMember, testHouse } from "../src/core/testing.ts";
import { DOOR_LANGUAGES } from "../src/core/texts/index.ts";
import { registerCare } from "../src/modules/care/index.ts";
import { SAMPLES } from "../src/modules/door/attachments/clean/samples.ts";
import type { NamedAttachment } from "../src/modules/door/attachments/named.ts";
import { openNamed } from "../src/modules/door/attachments/upload.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import { openTestDoor, type TestDoor } from "../src/modules/door/testing.ts";
import { ENTRY_SETS } from "../src/web/entries.ts";
import { buildAssets, serveAssets } from "../src/web/index.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { freePort } from "./support/start.ts";
import { expectNothingSideways, picture } from "./support/station.ts";
import { plantVoices, saidOn } from "./support/voices.ts";

// The door in a real browser: what a person sees and does, what stays on their phone, and what the server never saw.

const STORY_MS = 240_000;
const PHONE = { width: 390, height: 844 };
const TEXT = "They took my passport. I sleep in the kitchen.";

let house: TestHouse;
let door: TestDoor;
let browser: Browser;
let shelterWorker: TestMember;
let protocolId: string;

beforeAll(async () => {
  const port = await freePort();
  house = await testHouse(`http://127.0.0.1:${port}`);
  const notices = { LEEWARD_NOTICE_SMTP: "smtps://mail.invalid", LEEWARD_NOTICE_FROM: "notes@example.net" };
  Object.assign(house.house.config, { notices: readNoticesConfig(notices) });
  const own = ["door.css", "argon.js", "exit.js"];
  const sets = ENTRY_SETS.filter((set) => set.some(({ name }) => own.includes(name)));
  const outDir = `${house.house.config.dataDir}/assets`;
  const assets = await buildAssets({ outDir, log: () => {}, minify: true, sets });
  serveAssets(house.app, assets);
  registerCare(house.app, house.house);
  door = await openTestDoor(house, "Open Door", assets);
  const shelterId = await house.addAgency({ name: "Harbour House", kind: "shelter" });
  shelterWorker = await house.addMember({ agencyId: shelterId, name: "Ines", roles: ["caseworker"] });
  protocolId = await house.addProtocol({
    parties: [door.agencyId, shelterId],
    scope: [
      { category: "contact", purpose: "support" },
      { category: "needs-and-risk", purpose: "support" },
    ],
  });
  await house.app.listen({ port, host: "127.0.0.1" });
  browser = await launchBrowser();
}, STORY_MS);
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

let context: BrowserContext;
let page: Page;
/** Everything that the browser asked for, and what a console would show. */
let asked: string[];
let complaints: string[];

async function openPhone(options: Parameters<Browser["newContext"]>[0] = {}): Promise<void> {
  context = await browser.newContext({ viewport: PHONE, hasTouch: true, locale: "en", ...options });
  page = await context.newPage();
  page.setDefaultTimeout(60_000); // words become keys slowly where many tests share two cores
  asked = [];
  complaints = [];
  context.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
}
const at = (path: string): string => house.origin + path;
const press = (name: string | RegExp): Promise<void> => page.getByRole("button", { name }).click();
const heading = (name: string | RegExp): Promise<void> =>
  page.getByRole("heading", { level: 1, name }).waitFor();

/** Nothing of a visit is left on the phone. */
async function expectNothingKept(): Promise<void> {
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    name: window.name,
    state: history.state,
  }));
  expect(kept).toEqual({ local: 0, session: 0, databases: 0, caches: 0, workers: 0, name: "", state: null });
  expect(await context.cookies()).toEqual([]);
}

/** Everything that can be pressed is at least 44 by 44 pixels, but for links inside a sentence (WCAG 2.5.8). */
async function expectTargets(): Promise<void> {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("a, button, summary, input, select, textarea")].flatMap((element) => {
      const target = element.closest("label") ?? element;
      const { width, height } = target.getBoundingClientRect();
      const isHidden = width === 0 || element.classList.contains("skip");
      return isHidden || (width >= 44 && height >= 43.5)
        ? []
        : [`${element.outerHTML.slice(0, 80)} ${width}x${height}`];
    }),
  );
  expect(small).toEqual([]);
}

async function expectFitsTheScreen(): Promise<void> {
  const { wide, screen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  expect(wide, "nothing to scroll sideways").toBeLessThanOrEqual(screen);
}

let pictures = 0;

/** Clean in both themes, at 200%, with big enough targets. */
async function expectGoodPage(): Promise<void> {
  const folder = process.env.LEEWARD_PICTURES; // to look at what was tested
  if (folder) {
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: `${folder}/door-${++pictures}.png`, fullPage: true });
  }
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectNoAxeViolations(page);
  }
  await page.emulateMedia({ colorScheme: null });
  await expectTargets();
  await page.setViewportSize({ width: PHONE.width / 2, height: PHONE.height / 2 });
  await expectFitsTheScreen();
  await page.setViewportSize(PHONE);
  await expectFitsTheScreen();
}

async function offerTo(address: string, lastsMs = 60 * 86_400_000): Promise<string> {
  const id = randomUUID();
  const offered = {
    categories: ["contact", "needs-and-risk"] as const,
    purpose: "support" as const,
    protocolId,
  };
  const consentUntil = new Date(house.clock.now.getTime() + lastsMs).toISOString();
  await door.as(door.intake)(`/api/inbox/${address}/offers`, {
    method: "POST",
    body: { id, recipientAgencyId: shelterWorker.agencyId, consentUntil, ...offered },
    key: randomUUID(),
  });
  const offer = {
    offerId: id,
    intakeAgency: door.agencyId,
    recipientAgency: shelterWorker.agencyId,
    until: consentUntil,
    ...offered,
  };
  await door.answer(door.intake, address, { text: "There is a safe place. May we?", language: "en", offer });
  return id;
}

async function openCase(offerId: string): Promise<string> {
  const answer = await house.app.inject({
    method: "POST",
    url: "/api/cases",
    headers: { ...door.intake.headers("support"), "idempotency-key": randomUUID() },
    payload: {
      offerId,
      gender: "unknown",
      ageBand: "unknown",
      language: "en",
      sections: [
        { category: "contact", document: { hours: "after ten in the evening" } },
        {
          category: "needs-and-risk",
          document: { wants: "A bed of my own", riskReview: "2027-02-01", riskDetails: "kept" },
        },
      ],
    },
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
}

/** Where to is typed, corrected, locked; the house keeps a lock and the page offers to stop. */
async function askToBeTold(): Promise<void> {
  await page.getByText("Be told when we answer").click();
  await page.getByLabel("Your e-mail address").fill("someone@example");
  await press("Tell me");
  await page.getByText("This is not yet an e-mail address.").waitFor();
  await expectGoodPage();
  await page.getByLabel("Your e-mail address").fill("someone@example.org");
  await page.getByLabel("What should it say?").selectOption({ label: "The note that you asked for" });
  await press("Tell me");
  await page.getByText("This is on.").waitFor();
  const { rows } = await house.owner.query("select state, sealed from door.notice");
  expect(rows).toMatchObject([{ state: "waiting" }]);
  expect(Buffer.from(rows[0].sealed).includes("someone")).toBe(false);
  await expectGoodPage();
  await press("Stop this");
  await page.getByText("It is off.").waitFor();
  expect((await house.owner.query("select from door.notice")).rowCount).toBe(0);
}

const readAsShelter = (caseId: string) =>
  house.app.inject({
    url: `/api/cases/${caseId}/sections/contact`,
    headers: shelterWorker.headers("support"),
  });

async function newestMailbox(): Promise<string> {
  const { mailboxes } = await door.as(door.intake)<{
    mailboxes: { address: string; waitingSince: string | null }[];
  }>("/api/inbox");
  const known = new Set(mailboxesBefore);
  const fresh = mailboxes.find(({ address }) => !known.has(address));
  if (!fresh) throw new Error("a letter arrived");
  return fresh.address;
}
let mailboxesBefore: string[] = [];
beforeEach(async () => {
  const { mailboxes } = await door.as(door.intake)<{ mailboxes: { address: string }[] }>("/api/inbox");
  mailboxesBefore = mailboxes.map(({ address }) => address);
});
afterEach(() => context?.close());

describe("on an English phone", () => {
  test(
    "someone tells, keeps the words, comes back, says yes, sees who looked, and takes it back",
    async () => {
      await openPhone();
      await page.goto(at("/"));
      await expectGoodPage();
      await page.getByRole("link", { name: /Tell us or ask us/ }).click();
      await heading("Tell us or ask us");
      await expectGoodPage();
      await press("Lock and send");
      await page.getByText("There is nothing to send yet").waitFor();
      await page.getByLabel("What would you like to say?").fill(TEXT);
      await press("Lock and send");

      await heading(/eight words/);
      const words = await page.locator(".words li").allTextContents();
      expect(words).toHaveLength(8);
      await expectGoodPage();
      await press("Numbers instead");
      expect((await page.locator(".digits li").allTextContents()).join("").replace(/\D/g, "")).toHaveLength(
        26 + 7,
      );
      await press("Words instead");
      const fields = page.locator("form input");
      const places = (await page.locator("form label").allTextContents()).map((label) =>
        Number(/\d+/.exec(label)?.[0]),
      );
      await fields.nth(0).fill("nonsense");
      expect(await page.locator(".words li").count(), "hidden while one types").toBe(0);
      await fields.nth(1).fill(words[(places[1] ?? 1) - 1] ?? "");
      await press("Check and go on");
      await page.getByText("“nonsense” is not it").waitFor();
      await fields.nth(0).fill((words[(places[0] ?? 1) - 1] ?? "").toUpperCase());
      await press("Check and go on");
      await heading(/It has arrived/);
      await expectGoodPage();
      await expectNothingKept();

      const address = await newestMailbox();
      expect(await door.readAll(door.intake, address)).toEqual([TEXT]);
      const offerId = await offerTo(address);

      await page.goto(at("/back?lang=en"));
      await expectGoodPage();
      const slipped = words.map((word, place) => (place === 4 ? `${word}q` : word)).join(" ");
      await page.getByLabel("Your words or digits").fill(slipped);
      await press("Open");
      await page.getByText(`Word 5, “${words[4]}q”, is not in our list. Do you mean`).waitFor();
      await page.getByLabel("Your words or digits").fill(words.join("\n"));
      await press("Open");
      await page.getByText(TEXT).waitFor();
      await page.getByRole("heading", { name: /May we open a file for you/ }).waitFor();
      await expectGoodPage();
      await press("Yes, I agree");
      await page.getByText("You said yes.").waitFor();
      await page.getByLabel("Your answer, if you like").fill("Thank you");
      await press("Lock and send");
      await page.getByText("Sent.", { exact: true }).waitFor();
      await expect.poll(() => door.readAll(door.intake, address), { timeout: 60_000 }).toHaveLength(3);
      await askToBeTold();

      const caseId = await openCase(offerId);
      expect((await readAsShelter(caseId)).statusCode).toBe(200);
      await press("Look for a new answer");
      await press(/My file/);
      await heading("My file");
      await press("Yes, open it");
      await page.getByText("Harbour House may see: how to reach me safely").waitFor();
      await page.getByText("read: how to reach me safely. For: helping me.").waitFor();
      const file = await page.locator("main").textContent();
      expect(file, "agency and role, never a member's name, a safe contact, or the desk's alias").not.toMatch(
        /Ines|Leila|after ten/,
      );
      await expectGoodPage();
      await page.getByRole("switch").click();
      await page.getByText("It is off. They were told at once").waitFor();
      expect((await readAsShelter(caseId)).statusCode).toBe(403);
      await expectGoodPage();

      await expectNothingKept();
      expect(asked.filter((url) => !url.startsWith(house.origin))).toEqual([]);
      // A word of the list may be one of ours, such as "asset" or "door"; several in one address are the person's.
      const own = (url: string) => words.filter((word) => new RegExp(`\\b${word}\\b`, "i").test(url));
      expect(
        asked.filter((url) => own(url).length > 1),
        "no words in an address",
      ).toEqual([]);
      expect(complaints).toEqual([]);
    },
    STORY_MS,
  );

  test("the way out answers at once, asks for nothing, and Back does not return", async () => {
    await openPhone();
    await page.goto("data:text/html,<title>Before</title>before");
    await page.goto(at("/?lang=en"));
    await page.getByRole("link", { name: /Come back/ }).click();
    await heading("Come back");
    await page.getByRole("link", { name: "To the first page" }).click();
    await page.getByRole("link", { name: /Tell us or ask us/ }).click();
    await page.waitForSelector("#tell-send:not([aria-disabled])");
    await page.getByLabel("What would you like to say?").fill(TEXT);
    await press("Lock and send"); // Argon2id begins: the way out must not wait for it
    const before = asked.length;
    const left = await page.evaluate(() => {
      const startedAt = performance.now();
      document.querySelector<HTMLAnchorElement>(".exit")?.click();
      return { ms: performance.now() - startedAt, rest: document.documentElement.textContent };
    });
    expect(left.rest).toBe("");
    expect(left.ms).toBeLessThan(300);
    await page.waitForURL("about:blank");
    expect(
      asked.slice(before).filter((url) => !/\/api\//.test(url)),
      "nothing asked for to leave",
    ).toEqual([]);
    await page.goBack();
    expect(await page.title(), "pages followed one another in one place of the history").toBe("Before");
  });

  // Kills: a way out that comes with the other scripts, after the page is there to be read.
  test("the way out works from the first moment that there is something to see, before any other script has come", async () => {
    await openPhone();
    await page.goto("data:text/html,<title>Before</title>before");
    const held: string[] = [];
    await page.route(/\/(assets|door)\/(?!exit-).*\.js$/, (route) => void held.push(route.request().url()));
    for (const path of ["/tell?lang=ar", "/about?lang=en", "/back?lang=en"]) {
      await page.goto(at(path), { waitUntil: "commit" });
      await page.locator("h1").waitFor();
      await page.locator("a.exit").first().tap();
      await page.waitForURL("about:blank");
      await page.goBack();
      expect(await page.title(), path).toBe("Before");
    }
    expect(held.length, "scripts that never came").toBeGreaterThan(1);
    await page.unrouteAll();
  });

  test("Esc pressed three times leaves, also from a field; twice does not", async () => {
    await openPhone();
    await page.goto(at("/tell?lang=en"));
    const field = page.getByLabel("What would you like to say?");
    await field.fill(TEXT);
    await field.press("Escape");
    await field.press("Escape");
    expect(page.url()).toMatch(/tell/);
    await field.press("Escape");
    await page.waitForURL("about:blank");
  });

  test("a letter that did not reach the server stays, and is sent once the connection is back", async () => {
    await openPhone();
    await page.goto(at("/tell?lang=en"));
    await page.waitForSelector("#tell-send:not([aria-disabled])");
    await page.getByLabel("What would you like to say?").fill(TEXT);
    await context.setOffline(true);
    await press("Lock and send");
    await page.getByText("There is no connection now").waitFor();
    expect(await page.getByLabel("What would you like to say?").inputValue()).toBe(TEXT);
    await context.setOffline(false);
    await press("Lock and send");
    await heading(/eight words/);
    expect(await door.readAll(door.intake, await newestMailbox())).toEqual([TEXT]);
  });

  test("no letter goes before all that shows the words is there; what could not be fetched is fetched again", async () => {
    await openPhone();
    // Every part after the form, then the worker: each fails while the person writes and when they send.
    for (const parts of ["**/assets/**", "**/door/argon-*"]) {
      await page.goto(at("/tell?lang=en"));
      await page.waitForSelector("#tell-send:not([aria-disabled])");
      const refused: string[] = [];
      await context.route(parts, (route) => {
        refused.push(route.request().url());
        return route.abort("internetdisconnected");
      });
      const { rows: before } = await house.owner.query("select count(*) from identity.words");
      await page.getByLabel("What would you like to say?").fill(TEXT);
      for (const _twice of [1, 2]) {
        await press("Lock and send");
        await page.getByText("There is no connection now").waitFor();
      }
      expect(refused.length, parts).toBeGreaterThan(1);
      const { rows: after } = await house.owner.query("select count(*) from identity.words");
      expect(after).toEqual(before);
      await context.unroute(parts);
      await press("Lock and send");
      await heading(/eight words/);
      expect(await page.locator(".words li").count()).toBe(8);
      expect(await door.readAll(door.intake, await newestMailbox())).toEqual([TEXT]);
    }
  });

  test("what it is about asks two questions, which may be left out; the reader sees what was answered", async () => {
    await openPhone();
    await page.goto(at("/tell?lang=en"));
    await page.waitForSelector("#tell-send:not([aria-disabled])");
    await page.getByLabel("What is it about?").selectOption({ label: "A job offer" });
    await page.getByLabel("Who offers the work, and where?").fill("Bright Homes, in the harbour");
    await page.getByLabel("What is it about?").selectOption({ label: "About me" });
    await page.getByLabel("Are you safe just now?").waitFor();
    await page.getByLabel("What is it about?").selectOption({ label: "A job offer" });
    const who = page.getByLabel("Who offers the work, and where?");
    expect(await who.inputValue(), "another choice loses nothing").toBe("Bright Homes, in the harbour");
    await expectGoodPage();
    await press("Lock and send");
    await heading(/eight words/);
    await press(/Skip/);
    await press("See what I sent");
    await page.getByText("Bright Homes, in the harbour").waitFor();
    await page.getByText("A job offer").waitFor();
    expect(await page.getByText("What do they want from you first?").count(), "left out").toBe(0);
  });

  test("unsent text is gone after a reload; where the person asked for it, it stays until it is sent or they leave", async () => {
    await openPhone();
    const open = async (): Promise<void> => {
      await page.goto(at("/tell?lang=en"));
      await page.waitForSelector("#tell-send:not([aria-disabled])");
    };
    const kept = () => page.evaluate(() => Object.keys(sessionStorage).length);
    const field = page.getByLabel("What would you like to say?");
    page.on("dialog", (dialog) => void dialog.accept());
    await open();
    await field.fill(TEXT);
    await open();
    expect(await field.inputValue()).toBe("");
    expect(await kept()).toBe(0);

    await page.getByLabel("What is it about?").selectOption("me");
    await page.getByLabel("Keep this text on this phone").check();
    await page.getByLabel("Are you safe just now?").fill("Until six.");
    await field.fill(TEXT);
    await open();
    expect(await field.inputValue()).toBe(TEXT);
    expect(await page.getByLabel("Are you safe just now?").inputValue()).toBe("Until six.");
    await page.getByLabel("Keep this text on this phone").uncheck();
    expect(await kept(), "taken back").toBe(0);
    await page.getByLabel("Keep this text on this phone").check();
    await field.fill(`${TEXT} More.`);
    expect(await kept()).toBe(1);
    await page.getByRole("link", { name: "Leave now" }).first().click();
    await page.waitForURL("about:blank");
    await open();
    expect(await kept(), "left").toBe(0);
    expect(await field.inputValue()).toBe("");

    await page.getByLabel("Keep this text on this phone").check();
    await field.fill(TEXT);
    await press("Lock and send");
    await heading(/eight words/);
    expect(await kept(), "sent").toBe(0);

    await context.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await open();
    await field.fill(TEXT);
    await page.getByText("Keep this text on this phone").click();
    await page.getByText("This browser keeps nothing.").waitFor();
    expect(await page.getByLabel("Keep this text on this phone").isChecked()).toBe(false);
    expect(await field.inputValue()).toBe(TEXT);
  });

  test("the words are read aloud by a voice of this phone, never by one that sends them away", async () => {
    await openPhone();
    await plantVoices(context);
    const said = () => saidOn(page);
    await page.goto(at("/tell?lang=en"));
    await page.waitForSelector("#tell-send:not([aria-disabled])");
    await page.getByLabel("What would you like to say?").fill(TEXT);
    await press("Lock and send");
    await heading(/eight words/);
    const words = await page.locator(".words li").allTextContents();
    await press("Read aloud");
    await page.getByRole("button", { name: "Stop reading" }).waitFor();
    await expect.poll(said).toContain(`here: ${words[1]}`);
    await press("Stop reading");
    await page.getByRole("button", { name: "Read aloud" }).waitFor();
    const before = (await said()).length;
    await press("Hide");
    expect(await page.getByRole("button", { name: "Read aloud" }).count(), "hidden words are not read").toBe(
      0,
    );
    expect((await said()).filter((line) => line.startsWith("far"))).toEqual([]);
    expect((await said()).length).toBeLessThan(before + 3);
  });

  test(
    "a clock that is four hours wrong, a browser that keeps nothing, and twelve scripts with marks that turn text",
    async () => {
      const written = [
        "\u202eturned\u202c \u2067isolated\u2069 \u200fmark and then plain.",
        "አማርኛ · العربية · বাংলা · 中文 · English · עברית · हिन्दी · 한국어 · Русский · ไทย · ქართული · தமிழ்",
        "e\u0301 \ud83d\udc69\u200d\ud83d\udc67 \u0e01\u0e33 \ufdfa",
      ].join("\n\n");
      const scripts =
        "Ethiopic Arabic Bengali Han Latin Hebrew Devanagari Hangul Cyrillic Thai Georgian Tamil".split(" ");
      expect(scripts.filter((script) => new RegExp(`\\p{Script=${script}}`, "u").test(written))).toHaveLength(
        12,
      );
      const say = sayIn("en");
      for (const skewHours of [-4, 4]) {
        const { mailboxes } = await door.as(door.intake)<{ mailboxes: { address: string }[] }>("/api/inbox");
        mailboxesBefore = mailboxes.map(({ address }) => address);
        await openPhone();
        await context.addInitScript(() => {
          for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
            Object.defineProperty(globalThis, name, {
              get: () => {
                throw new DOMException("turned off", "SecurityError");
              },
            });
          }
        });
        await page.clock.setSystemTime(Date.now() + skewHours * 3_600_000);
        await page.goto(at("/tell?lang=en"));
        await page.waitForSelector("#tell-send:not([aria-disabled])");
        await page.getByLabel("What would you like to say?").fill(written);
        await press("Lock and send");
        await heading(/eight words/);
        const address = await newestMailbox();
        expect(await door.readAll(door.intake, address)).toEqual([written]);
        const words = (await page.locator(".words li").allTextContents()).join(" ");
        await press(/Skip/);
        await press("See what I sent");
        const shown = page.locator(".letter-text");
        await shown.waitFor();
        expect(await shown.textContent()).toBe(written);
        const { direction, plain } = await page.evaluate(() => ({
          direction: getComputedStyle(document.querySelector("h1") ?? document.body).direction,
          plain: getComputedStyle(document.querySelector(".letter-text") ?? document.body).unicodeBidi,
        }));
        expect({ direction, plain }, "what was written turns nothing else").toEqual({
          direction: "ltr",
          plain: "plaintext",
        });

        // What comes after, by the same clock: back, an answer, a yes that ends in two hours, and the file.
        const offerId = await offerTo(address, 2 * 3_600_000);
        await page.goto(at("/back?lang=en"));
        await page.getByLabel("Your words or digits").fill(words);
        await press("Open");
        await press("Yes, I agree");
        await page.getByText("You said yes.").waitFor();
        await page.getByLabel("Your answer, if you like").fill("Thank you");
        await press("Lock and send");
        await page.getByText("Sent.", { exact: true }).waitFor();
        expect((await door.readAll(door.intake, address)).at(-1)).toBe("Thank you");
        await openCase(offerId);
        await press("Look for a new answer");
        await press(/My file/);
        await press("Yes, open it");
        await page.getByText("Harbour House may see: how to reach me safely").waitFor();
        expect(await page.getByRole("switch").count(), "it is on, by the server's hour").toBe(1);
        await press(say("file-pause"));
        await page.getByText(say("file-pause-yes")).waitFor();
        expect(complaints).toEqual([]);
        await context.close();
      }
    },
    STORY_MS,
  );

  test("pressed twice it is sent once; in two tabs neither answer is lost", async () => {
    await openPhone();
    await page.goto(at("/tell?lang=en"));
    await page.waitForSelector("#tell-send:not([aria-disabled])");
    await page.getByLabel("What would you like to say?").fill(TEXT);
    const before = await house.owner.query("select count(*)::int as n from door.mailbox");
    await page.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>("#tell-send");
      button?.click();
      button?.click();
    });
    await heading(/eight words/);
    const after = await house.owner.query("select count(*)::int as n from door.mailbox");
    expect(after.rows[0].n).toBe(before.rows[0].n + 1);
    const words = (await page.locator(".words li").allTextContents()).join(" ");
    const address = await newestMailbox();

    const other = await context.newPage();
    for (const tab of [page, other]) {
      await tab.goto(at("/back?lang=en"));
      await tab.waitForSelector("#back-open:not([aria-disabled])");
      await tab.getByLabel("Your words or digits").fill(words);
      await tab.getByRole("button", { name: "Open" }).click();
      await tab.getByLabel("Your answer, if you like").fill(tab === page ? "From the one" : "From the other");
    }
    await press("Lock and send");
    await page.getByText("Sent.", { exact: true }).waitFor();
    const second = other.getByRole("button", { name: "Lock and send" });
    await second.click();
    await other.getByText("From the one").waitFor(); // someone was first: what they wrote is shown
    expect(await other.getByLabel("Your answer, if you like").inputValue()).toBe("From the other");
    await second.click();
    await other.getByText("Sent.", { exact: true }).waitFor();
    expect(await door.readAll(door.intake, address)).toEqual([TEXT, "From the one", "From the other"]);
  });

  test(
    "a picture, a voice and a file go with a letter, without hidden details unless the person wants that",
    async () => {
      await openPhone();
      await context.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = async () => {
          const sound = new AudioContext();
          const ear = sound.createMediaStreamDestination();
          const voice = sound.createOscillator();
          voice.connect(ear);
          voice.start();
          return ear.stream;
        };
      });
      await page.goto(at("/tell?lang=en"));
      await page.waitForSelector("#tell-send:not([aria-disabled])");
      // Without a word typed: who cannot write gets to where a voice is recorded.
      await page.getByLabel("What is it about?").selectOption({ label: "About me" });
      await press("I would rather speak or send a picture");
      await heading(/eight words/);
      await press(/Skip/);
      await heading(sayIn("en")("talk-title"));
      const address = await newestMailbox();
      expect(await door.readBodies(door.intake, address)).toMatchObject([
        { text: "I would rather speak or send a picture", about: { subject: "me" } },
      ]);
      await page.getByText("Add pictures, a recording or files").click();
      const chooser = page.locator('input[type="file"]');
      const picture = brotliDecompressSync(Buffer.from(SAMPLES["pic.jpg"], "base64"));
      const contract = await page.pdf(); // as a browser writes it: its own name, and the second
      expect(contract.toString("latin1")).toMatch(/\/Creator.*\/CreationDate/s);
      await chooser.setInputFiles([
        { name: "Maria at home.jpg", mimeType: "image/jpeg", buffer: picture },
        { name: "Contract of Maria.pdf", mimeType: "application/pdf", buffer: contract },
        { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) },
        { name: "list\u202egpj.exe", mimeType: "image/jpeg", buffer: Buffer.from("<svg onload=alert(1)>") },
      ]);
      await page.getByText("empty.txt is empty.").waitFor();
      await page.getByText("This file may hold hidden details").waitFor();
      expect(await page.getByText("Hidden details taken out").count()).toBe(2);
      await page.getByLabel("Send the original too").first().check();
      await page.getByLabel("Send it as it is").check();
      await press("Record your voice");
      await page.getByText("Recording: 1 s").waitFor();
      await press("Stop recording");
      await expect.poll(() => page.locator(".attached > li").count()).toBe(4);
      await expectGoodPage();
      await press("Lock and send");
      await page.getByText("Sent.", { exact: true }).waitFor();
      expect(await page.locator(".attached > li").count()).toBe(0);
      for (const name of [
        "picture.jpg",
        "Maria at home.jpg",
        "file.pdf",
        "listgpj.exe",
        /recording\.(webm|mp4|ogg)/,
      ]) {
        await page.getByText(name).first().waitFor();
      }
      await page.getByRole("button", { name: "Show" }).first().click();
      await expect
        .poll(() => page.locator("img.attachment").evaluate((image: HTMLImageElement) => image.naturalHeight))
        .toBe(24); // turned upright, as the camera held it
      await expectGoodPage();
      await expectNothingKept();
      expect(complaints).toEqual([]);

      const [, bodies] = await door.readBodies(door.intake, address);
      const named = bodies?.attachments ?? [];
      expect(named.map(({ name, type, hiddenDetails }) => [name, type, hiddenDetails])).toEqual([
        ["picture.jpg", "image/jpeg", "removed"],
        ["Maria at home.jpg", "application/octet-stream", "kept"],
        ["file.pdf", "application/octet-stream", "removed"],
        ["listgpj.exe", "application/octet-stream", "unknown"],
        [expect.stringMatching(/^recording\./), expect.stringMatching(/^audio\//), "removed"],
      ]);
      const open = (one: NamedAttachment | undefined) => {
        if (!one) throw new Error("it went with the letter");
        return openNamed(one, fromBase64Url(one.key, 32), (number) =>
          door.as(door.intake)<Uint8Array>(`/api/inbox/attachments/${one.id}/pieces/${number}`, {
            wants: "bytes",
          }),
        );
      };
      expect(Buffer.from(await open(named[0])).includes("PLANTED")).toBe(false);
      expect(Buffer.from(await open(named[1])).equals(picture), "the original, byte by byte").toBe(true);
      const cleaned = Buffer.from(await open(named[2])).toString("latin1");
      expect(cleaned).not.toMatch(/Creator|CreationDate|Chrom|Skia/);
      const pagesIn = (pdf: string) => pdf.match(/\/Type\s*\/Page\b/g)?.length;
      expect(pagesIn(cleaned)).toBe(pagesIn(contract.toString("latin1")));
      expect((await open(named[4])).length).toBeGreaterThan(1_000);
    },
    STORY_MS,
  );

  test("by keys alone: the text is skipped to, the form filled, the words kept", async () => {
    await openPhone();
    await page.goto(at("/tell?lang=en"));
    await page.waitForSelector("#tell-send:not([aria-disabled])");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("skip");
    const focused = () => page.evaluate(() => document.activeElement?.id);
    for (let tabs = 0; tabs < 4; tabs++) await page.keyboard.press("Tab");
    expect(await focused()).toBe("tell-text");
    await page.keyboard.type(TEXT);
    for (let tabs = 0; tabs < 3; tabs++) await page.keyboard.press("Tab");
    expect(await focused()).toBe("tell-send");
    await page.keyboard.press("Enter");
    await heading(/eight words/);
    expect(await page.evaluate(() => document.activeElement?.tagName), "a reader begins at the name").toBe(
      "H1",
    );
  });
});

describe("on an Arabic phone", () => {
  test(
    "someone tells and comes back, from right to left, with Arabic words and with digits",
    async () => {
      await openPhone({ locale: "ar", colorScheme: "dark" });
      await page.goto(at("/"));
      expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
      await expectGoodPage();
      await page.getByRole("link", { name: /الحديث إلينا/ }).click();
      await page.getByLabel("كلامك أو سؤالك").fill("أخذوا جواز سفري.");
      await press(/قفل وإرسال/);
      await heading(/الكلمات الثماني/);
      const words = await page.locator(".words li").allTextContents();
      expect(words.join(" ")).toMatch(/^[\p{Script=Arabic} ]+$/u);
      await expectGoodPage();
      await press("أرقام بدل الكلمات");
      const digits = (await page.locator(".digits li").allTextContents())
        .map((group) => group.slice(1))
        .join(" ");
      await press(/تخطٍّ/);
      await press("عرض ما أُرسل");
      await page.getByText("أخذوا جواز سفري.").waitFor();
      await expectGoodPage();
      await door.answer(door.intake, await newestMailbox(), {
        text: "شكراً على هذه الرسالة.",
        language: "ar",
      });

      await page.goto(at("/conversation?lang=ar"));
      const field = page.getByLabel("كلماتك أو أرقامك");
      await field.fill(words.slice(0, 7).join("، "));
      await press("فتح");
      await page.getByText("هذه 7 كلمات. المطلوب ثماني كلمات.").waitFor();
      const arabicDigits = digits.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
      await field.fill(arabicDigits);
      await press("فتح");
      await page.getByText("شكراً على هذه الرسالة.").waitFor();
      await page.getByText("لدينا جواب لك.").waitFor();
      const address = await newestMailbox();
      const offerId = await offerTo(address);
      await press("هل من جواب جديد؟");
      await page.getByRole("heading", { name: /هل نفتح لك ملفّاً/ }).waitFor();
      await expectGoodPage();
      await press("نعم، أوافق");
      await page.getByText("قلت نعم.").waitFor();
      const caseId = await openCase(offerId);
      await press("هل من جواب جديد؟");
      await press(/ملفّي/);
      await press("نعم، فتح");
      await page.getByText("ما أحتاج إليه، وما هو خطر عليّ").first().waitFor();
      await press(/قراءة: ما أحتاج إليه/);
      await page.getByText("A bed of my own").waitFor();
      await page.getByText("1 فبراير 2027", { exact: true }).waitFor();
      expect(await page.getByText("kept", { exact: true }).count(), "what is kept from the file").toBe(0);
      await expectGoodPage();
      await press("إيقاف كل مشاركة الآن");
      await press("نعم، إيقافها");
      await page.getByText("أُوقفت كل مشاركة.").waitFor();
      expect((await readAsShelter(caseId)).statusCode).toBe(403);
      await press(/العودة إلى رسائلي/);
      await press("حذف كل شيء الآن");
      await press("نعم، حذفها");
      await page.getByText("حُذفت هذه المحادثة. ملفّك ما زال هنا.").waitFor();
      await press(/ملفّي/);
      await heading("ملفّي");
      await expectNothingKept();
      expect(complaints).toEqual([]);
    },
    STORY_MS,
  );
});

describe("in each of the door's languages", () => {
  test("the pages stand on the narrowest phone, in their own language and script", async () => {
    const leads = new Set<string>();
    for (const language of DOOR_LANGUAGES) {
      await openPhone({ locale: language, viewport: { width: 320, height: 568 } });
      for (const path of ["/", "/tell", "/back", "/about"]) {
        await page.goto(at(path));
        expect(await page.locator("html").getAttribute("lang"), `${language} ${path}`).toBe(language);
        await expectNothingSideways(page);
      }
      await page.goto(at("/"));
      leads.add((await page.locator("main h1").textContent()) ?? "");
      expect(await page.locator(".lang-list a[aria-current]").getAttribute("lang")).toBe(language);
      await picture(page, `door-in-${language}`);
      expect(complaints).toEqual([]);
      await context.close();
    }
    expect(leads.size, "no language says it in another's words").toBe(DOOR_LANGUAGES.length);
  });

  /** Without a mark where there are marks, without a space where there are none between words. */
  const typedPlainly = (words: readonly string[], language: string): string =>
    words
      .map(foldWord)
      .join(language === "zh" ? "" : " ")
      .toUpperCase();

  test.each([
    ["ro", "ro-RO"],
    ["zh", "zh-CN"],
    ["fil", "tl-PH"], // as some phones still call it
    ["sq", "sq-AL"],
    ["vi", "vi_VN"],
    ["bn", "bn-IN"],
  ] as const)(
    "someone keeps eight words of their own language (%s), which a voice of the phone can read, and comes back with them typed as on a plain phone",
    async (language, voice) => {
      const say = sayIn(language);
      await openPhone({ locale: language });
      await context.addInitScript((lang) => {
        const getVoices = () => [{ lang, localService: true }];
        Object.defineProperty(globalThis, "speechSynthesis", {
          value: Object.assign(new EventTarget(), { getVoices, cancel() {} }),
        });
      }, voice);
      await page.goto(at("/tell"));
      await page.getByLabel(say("tell-question")).fill(TEXT);
      await press(say("tell-send"));
      await heading(say("words-title"));
      const words = await page.locator(`.words[lang="${language}"] li`).allTextContents();
      const list = await loadWordList(language);
      expect(words.map((word) => list.words.includes(word))).toEqual(Array(8).fill(true));
      expect(await page.getByRole("button", { name: say("words-aloud") }).count()).toBe(1);
      await picture(page, `words-in-${language}`);
      await page.goto(at("/back"));
      await page.getByLabel(say("back-label")).fill(typedPlainly(words, language));
      await press(say("back-open"));
      await page.getByText(TEXT).waitFor();
      expect(complaints).toEqual([]);
    },
    STORY_MS,
  );
});

describe("in a browser that cannot lock", () => {
  /** What a browser does without; said before a word is typed, and no form that could not send stands there. */
  const LACKS: readonly (readonly [string, () => void])[] = [
    ["no WebCrypto", () => Object.defineProperty(crypto, "subtle", { value: undefined })],
    ["no WebAssembly", () => Reflect.deleteProperty(globalThis, "WebAssembly")],
    ["an old language", () => Reflect.deleteProperty(String.prototype, "isWellFormed")],
  ];

  test("each lack is said before a word is typed, in each language, with what is weaker, and leads to the plain way", async () => {
    const leads = new Set<string>();
    for (const [nth, language] of DOOR_LANGUAGES.entries()) {
      const [lack, init] = LACKS[nth % (LACKS.length + 1)] ?? ["no JavaScript", null];
      await openPhone({ locale: language, javaScriptEnabled: init !== null });
      if (init) await context.addInitScript(init);
      const say = sayIn(language);
      for (const [path, plain] of [
        ["/tell", "/plain"],
        ["/back", "/plain/back"],
      ] as const) {
        await page.goto(at(`${path}?lang=${language}`));
        const why = page.locator(init ? "#talk-no-lock .note" : "noscript .note");
        await why.waitFor();
        expect(await why.textContent()).toContain(say("no-lock"));
        expect(await page.locator("form").filter({ visible: true }).count(), `${language}, ${lack}`).toBe(0);
        expect(await page.getByRole("link", { name: /112/ }).isVisible()).toBe(true);
        await page
          .getByRole("link", { name: say("plain-title") })
          .filter({ visible: true })
          .click();
        await page.waitForURL(at(`${plain}?lang=${language}`));
        const weaker = page.getByText(say("plain-weaker"));
        const field = page.locator("textarea");
        const [above, below] = [await weaker.boundingBox(), await field.boundingBox()];
        expect(above && below && above.y + above.height < below.y, "above the field").toBe(true);
        expect(await page.getByText(say("plain-leave")).first().isVisible(), "what Leave now does here").toBe(
          true,
        );
        await expectNothingSideways(page);
      }
      leads.add(say("plain-weaker"));
      expect(complaints).toEqual([]);
      await context.close();
    }
    expect(leads.size).toBe(DOOR_LANGUAGES.length);
    // Where there is no plain way none is offered, and the form sends nothing.
    await openPhone({ javaScriptEnabled: false });
    for (const path of ["/my-file", "/new-words"]) {
      await page.goto(at(`${path}?lang=en`));
      expect(await page.locator("noscript .note").isVisible()).toBe(true);
      expect(await page.getByRole("link", { name: "The plain way" }).count()).toBe(0);
      expect(await page.locator("form [name]").count(), "a form without names sends nothing").toBe(0);
    }
    await page.getByRole("link", { name: "Leave now" }).click();
    expect(page.url()).toBe("about:blank");
  });

  /** No script checks a page for what it lacks where there is no JavaScript. */
  const expectGood = (hasScript: boolean) => (hasScript ? expectGoodPage() : Promise.resolve());

  test.each(["en", "ar"] as const)(
    "the plain way (%s): someone tells, keeps digits or words, reads the answer, answers, and deletes all",
    async (language) => {
      const say = sayIn(language);
      const hasScript = language === "ar"; // and cannot lock
      await openPhone({ locale: language, javaScriptEnabled: hasScript });
      if (hasScript) await context.addInitScript(LACKS[0]?.[1] ?? (() => {}));
      await page.goto("data:text/html,<title>Before</title>before");
      await page.goto(at(`/plain?lang=${language}`));
      await expectGood(hasScript);
      await press(say("plain-send"));
      await page.getByText(say("tell-empty")).waitFor();
      await page.getByLabel(say("tell-question")).fill(TEXT);
      await page.getByLabel(say("tell-subject")).selectOption("me");
      await press(say("plain-send"));
      await heading(say("words-title"));
      const words = (await page.locator(".words li").allTextContents()).join(" ");
      const digits = (await page.locator(".digits li").allTextContents()).map((group) => group.slice(1));
      expect(digits.join("")).toMatch(/^[0-9]{26}$/);
      await expectGood(hasScript);
      const address = await newestMailbox();
      // What the browser keeps of the page, for a reload or for a next start, holds no form that was sent.
      const loaded: string[] = [];
      page.on("request", (request) => {
        if (request.isNavigationRequest()) loaded.push(`${request.method()} ${request.postData() ?? ""}`);
      });
      await page.reload();
      expect(loaded.splice(0)).toEqual(["GET "]);
      expect((await page.locator(".words li").allTextContents()).join(" ")).toBe(words);
      expect(await door.readBodies(door.intake, address)).toMatchObject([
        { text: TEXT, language, about: { subject: "me" }, byServer: true },
      ]);
      const { rows } = await house.owner.query("select count(*)::int as n from door.mailbox");
      expect(rows[0].n).toBe(mailboxesBefore.length + 1);
      await door.answer(door.intake, address, { text: "There is <b>a bed</b>.", language: "en" });
      await press(say("words-check-title"));
      await heading(say("words-check-title"));
      expect(await page.locator("main").textContent(), "they are away while they are asked").not.toContain(
        words,
      );
      await expectGood(hasScript);
      const places = (await page.locator("input[name=places]").inputValue()).split(" ").map(Number);
      const fields = page.locator(".compose .input");
      await fields.nth(0).fill(words.split(" ")[places[0] ?? 0] ?? "");
      await fields.nth(1).fill("qqq");
      await press(say("words-check-go"));
      await page.getByText(say("words-check-wrong", { typed: "qqq" })).waitFor();
      expect(await page.locator("[aria-invalid=true]").count()).toBe(1);
      await press(say("words-show"));
      await heading(say("words-title"));
      await press(say("words-check-title"));
      await heading(say("words-check-title"));
      const again = (await page.locator("input[name=places]").inputValue()).split(" ").map(Number);
      for (const [nth, place] of again.entries()) await fields.nth(nth).fill(words.split(" ")[place] ?? "");
      await press(say("words-check-go"));
      await heading(say("done-title"));

      /** Forms made no place of their own: Back opens neither words nor letters again. */
      const expectLeavesForGood = async () => {
        await page.locator("a.exit").click();
        await page.waitForURL("about:blank");
        await page.goBack();
        expect(await page.title()).toBe("Before");
      };
      if (hasScript) await expectLeavesForGood();
      await page.goto(at(`/plain/back?lang=${language}`));
      await page.getByLabel(say("back-label")).fill(words.split(" ").slice(0, 7).join(" "));
      await press(say("back-open"));
      await page.getByText(say("slip-too-few-words", { seen: 7 })).waitFor();
      await page.getByLabel(say("back-label")).fill(language === "en" ? words : digits.join(" "));
      await press(say("back-open"));
      await heading(say("talk-title"));
      await page.getByText("There is <b>a bed</b>.").waitFor();
      await page.getByText(TEXT).waitFor();
      await expectGood(hasScript);
      await page.getByLabel(say("talk-reply")).fill("Thank you");
      await press(say("plain-send"));
      await page.getByText(say("talk-sent"), { exact: true }).waitFor();
      expect(await door.readAll(door.intake, address)).toEqual([TEXT, "There is <b>a bed</b>.", "Thank you"]);
      loaded.splice(0);
      await page.reload();
      expect(loaded).toEqual(["GET "]);
      await page.getByText(say("talk-sent"), { exact: true }).waitFor();
      expect(await door.readAll(door.intake, address)).toHaveLength(3);
      if (hasScript) {
        // No answer: what was typed stays, and nothing else stands in its place.
        await context.setOffline(true);
        await page.getByLabel(say("talk-reply")).fill("Not yet sent");
        await press(say("plain-send"));
        await page.getByText(say("no-connection")).waitFor();
        expect(await page.getByLabel(say("talk-reply")).inputValue()).toBe("Not yet sent");
        await context.setOffline(false);
        await expectLeavesForGood();
        await page.goto(at(`/plain/back?lang=${language}`));
        await page.getByLabel(say("back-label")).fill(words);
        await press(say("back-open"));
        await heading(say("talk-title"));
      }
      await press(say("talk-delete"));
      await press(say("talk-delete-yes"));
      await page.getByText(say("talk-deleted-done")).waitFor();
      await page.goto(at(`/plain/back?lang=${language}`));
      await page.getByLabel(say("back-label")).fill(words);
      await press(say("back-open"));
      await page.getByText(say("back-not-found")).waitFor();
      expect(await context.cookies()).toEqual([]);
      expect(asked.filter((url) => !url.startsWith(house.origin))).toEqual([]);
      expect(
        asked.filter((url) => url.includes(digits[0] ?? "") || url.includes(words)),
        "no words in an address",
      ).toEqual([]);
    },
    STORY_MS,
  );

  test("a phone that cannot give 64 MiB hears that it cannot lock, and loses no word", async () => {
    await openPhone();
    await context.route("**/door/argon-*", (route) =>
      route.fulfill({
        contentType: "text/javascript",
        body: 'addEventListener("message", () => postMessage("out of memory"));',
      }),
    );
    await page.goto(at("/tell?lang=en"));
    await page.waitForSelector("#tell-send:not([aria-disabled])");
    await page.getByLabel("What would you like to say?").fill(TEXT);
    await press("Lock and send");
    await page.getByText("It was not sent. Your words are still here.").waitFor();
    await page.getByText(sayIn("en")("no-lock")).filter({ visible: true }).waitFor();
    expect(await page.getByLabel("What would you like to say?").inputValue()).toBe(TEXT);
    expect(await page.getByRole("link", { name: "The plain way" }).filter({ visible: true }).count()).toBe(1);
  });
});

describe("the first view", () => {
  test("of each page weighs under 60 kB on the wire, with its style and its first scripts", async () => {
    const weights: Record<string, number> = {};
    for (const path of ["/", "/tell", "/back"]) {
      await openPhone();
      let bytes = 0;
      const session = await context.newCDPSession(page);
      await session.send("Network.enable");
      session.on("Network.loadingFinished", ({ encodedDataLength }) => {
        bytes += encodedDataLength;
      });
      await page.goto(at(`${path}?lang=en`), { waitUntil: "load" });
      weights[path] = Math.round(bytes / 100) / 10;
      await context.close();
    }
    console.info(`first views, kB on the wire: ${JSON.stringify(weights)}`);
    for (const [path, kilobytes] of Object.entries(weights)) expect(kilobytes, path).toBeLessThan(60);
  });
});

describe("when machines crowd the door", () => {
  test(
    "a phone works first, beside the page, and its letter arrives",
    async () => {
      const key = `${"a".repeat(42)}A`;
      const junk = {
        address: "a".repeat(26),
        readingKey: key,
        signingKey: key,
        letter: {
          version: 1,
          order: 1,
          hour: 1,
          senderKind: "person",
          senderMemberId: null,
          recipientsVersion: 1,
          ciphertext: "aaaa",
          seals: [
            { to: "x", sealed: `${"a".repeat(106)}A` },
            { to: "y", sealed: `${"a".repeat(106)}A` },
          ],
        },
      };
      const crowd = async () => {
        const headers = { host: new URL(house.origin).host, origin: house.origin };
        const answers = await Promise.all(
          Array.from({ length: 200 }, () =>
            house.app.inject({ method: "POST", url: "/api/door/mailboxes", headers, payload: junk }),
          ),
        );
        return answers.filter(({ statusCode }) => statusCode === 428).length;
      };
      expect(await crowd(), "most of them are asked to work").toBeGreaterThan(100);
      await openPhone();
      const answered: number[] = [];
      page.on("response", (response) => {
        if (response.url().endsWith("/api/door/mailboxes")) answered.push(response.status());
      });
      await page.goto(at("/tell?lang=en"));
      await page.waitForSelector("#tell-send:not([aria-disabled])");
      await page.getByLabel("What would you like to say?").fill(TEXT);
      await crowd(); // also when the minute has turned meanwhile
      await press("Lock and send");
      await heading(/eight words/);
      const words = await page.locator(".words li").allTextContents();
      const fields = page.locator("form input");
      const places = (await page.locator("form label").allTextContents()).map((label) =>
        Number(/\d+/.exec(label)?.[0]),
      );
      for (const nth of [0, 1]) await fields.nth(nth).fill(words[(places[nth] ?? 1) - 1] ?? "");
      await press("Check and go on");
      await heading(/It has arrived/);
      expect(answered).toEqual([428, 201]);
    },
    STORY_MS,
  );
});
