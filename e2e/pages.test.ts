import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inflateSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readMarkup } from "../src/cli/door/markup.ts";
import type { DoorLanguage } from "../src/core/texts/index.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import { readingGrades } from "../tools/reading-grades.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { type Demonstration, startDemonstration } from "./support/demonstration.ts";
import { expectReachedByTab } from "./support/keyboard.ts";
import { type Person, writeAtDoor } from "./support/person.ts";
import { plantRelease } from "./support/planted-release.ts";
import {
  DESK,
  expectCalm,
  expectNothingSideways,
  openStation,
  PHONE,
  picture,
  type Station,
  signInByKeys,
  tabTo,
} from "./support/station.ts";
import { plantVoices, saidOn } from "./support/voices.ts";

// Every address of door and desk: nothing for axe to find, in light and dark, from left and from right, at twice the
// size; no request to anyone else, no broken policy. And the main steps of the path with a keyboard alone.

const STORY_MS = 240_000;
/** 1280 px at 200% zoom. */
const ZOOMED = { width: 640, height: 450 };

let state: Demonstration;
let browser: Browser;
let person: Person;
const POPULATION = "People found by any of us";
beforeAll(async () => {
  [state, browser] = await Promise.all([startDemonstration(), launchBrowser()]);
  person = await writeAtDoor(state.origin, "May I ask something?");
  const owner = await state.owner();
  await owner.query(
    `insert into statistics.population (id, office_agency_id, name, founded_by)
     select gen_random_uuid(), m.agency_id, $1, m.id from identity.member m where m.email = 'lucia@authority.example'`,
    [POPULATION],
  );
  await owner.end();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await state?.stop();
  await state?.remove();
}, 240_000);

type Theme = "light" | "dark";

/** Clean in the themes as the page stands, and nothing to scroll sideways on a narrow screen. */
async function expectGoodPage(
  page: Page,
  narrow: { width: number; height: number },
  themes: readonly Theme[],
): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    await expectNoAxeViolations(page);
  }
  await page.emulateMedia({ colorScheme: null });
  const before = page.viewportSize() ?? DESK;
  await page.setViewportSize(narrow);
  await expectNothingSideways(page);
  await page.setViewportSize(before);
  await picture(page, `page${new URL(page.url()).pathname.replaceAll("/", "-").slice(0, 40)}`);
}

// Colours do not depend on the side from which one reads, so each page is seen light from left and dark from right.
const SEEN: readonly { language: "en" | "ar"; themes: readonly Theme[] }[] = [
  { language: "en", themes: ["light"] },
  { language: "ar", themes: ["dark"] },
];

describe.each(SEEN)("the door in $language, $themes", ({ language, themes }) => {
  test(
    "is clean at every address, at 200%, and asks no one else for anything",
    async () => {
      const station = await openStation(browser, state.origin, { viewport: DESK, locale: language });
      const { page } = station;
      const paths = await publishedPaths();
      expect(paths).toEqual(expect.arrayContaining([...SOME_PAGES]));
      const hard: string[] = [];
      await page.goto(BEFORE);
      for (const path of [...paths, "/nowhere"]) {
        const answer = await page.goto(`${state.origin}${path}?lang=${language}`, { waitUntil: "load" });
        expect(answer?.status()).toBe(path === "/nowhere" ? 404 : 200);
        expect(await page.locator("html").getAttribute("dir")).toBe(language === "ar" ? "rtl" : "ltr");
        await expectGoodPage(page, ZOOMED, themes);
        if (language === "en") hard.push(...(await hardToRead(page, path)));
        await leaveHere(station, path, language);
      }
      expect(hard, "read at the age of twelve, by two formulas").toEqual([]);
      await openCopyOffline(station, language);
      const release = `/statistics/${await plantRelease(state)}`;
      await page.goto(BEFORE);
      await page.goto(`${state.origin}${release}?lang=${language}`, { waitUntil: "load" });
      if (language === "en") expect(await hardToRead(page, release)).toEqual([]);
      // Such as `door watch` reads it: nothing that none of our pages has.
      expect(readMarkup(await (await fetch(page.url())).text())).toMatchObject({
        strange: [],
        inlineScripts: [],
      });
      await leaveHere(station, release, language);
      const beside = `${release}/comparison?with=${await plantRelease(state)}`;
      await page.goto(BEFORE);
      await page.goto(`${state.origin}${beside}&lang=${language}`, { waitUntil: "load" });
      await expectGoodPage(page, ZOOMED, themes);
      if (language === "en") expect(await hardToRead(page, "the comparison")).toEqual([]);
      await leaveHere(station, "the comparison", language);
      await page.goto(`${state.origin}${release}?lang=${language}&by=gender&by=year#ask`);
      expect(await page.locator(".tiles, .pyr, .trend, .means, .data:visible").count()).toBe(5);
      await expectGoodPage(page, ZOOMED, themes);
      await page.setViewportSize(PHONE);
      await picture(page, `numbers-${language}`);
      await page.locator(".fig .seg label").nth(1).click();
      expect(await page.locator(".fig .as-table").first().isVisible()).toBe(true);
      await page.setViewportSize(DESK);
      expectCalm(station);
      await station.context.close();
    },
    STORY_MS,
  );
});

/** What someone kept opens where there is no connection, out of the device alone and without a script. */
async function openCopyOffline({ page }: Station, language: DoorLanguage): Promise<void> {
  const say = sayIn(language);
  await page.goto(`${state.origin}/copy?lang=${language}`, { waitUntil: "load" });
  const link = page.locator('a[download="notes.html"]');
  const [saved] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const path = join(state.dataDir, `notes-${language}.html`);
  await saved.saveAs(path);
  const context = await browser.newContext({ offline: true, javaScriptEnabled: false });
  const asked: string[] = [];
  context.on("request", (request) => asked.push(request.url()));
  const copy = await context.newPage();
  await copy.goto(pathToFileURL(path).href);
  expect(await copy.title()).toBe(say("copy-name"));
  expect(await copy.locator("html").getAttribute("dir")).toBe(language === "ar" ? "rtl" : "ltr");
  expect(await copy.getByRole("heading", { level: 2 }).count()).toBe(5);
  await expectNothingSideways(copy);
  expect(asked, "the file, and nothing else").toEqual([pathToFileURL(path).href]);
  await copy.getByRole("link", { name: say("leave") }).click();
  await copy.waitForURL("about:blank");
  await context.close();
}

/** Grade 7 begins at twelve; nothing where the page is easier by both formulas. */
async function hardToRead(page: Page, path: string): Promise<string[]> {
  const shown = await page.locator("main").evaluate((main) => {
    // Signatures and hashes are nobody's words: another one each time, of any length.
    const codes = [...main.querySelectorAll<HTMLElement>("pre, code")];
    for (const code of codes) code.hidden = true;
    // biome-ignore lint/performance/useDomNodeTextContent: what is shown, line by line; the rest of the text is hidden
    const text = (main as HTMLElement).innerText;
    for (const code of codes) code.hidden = false;
    return text;
  });
  const lines = shown.split("\n").filter((line) => /[a-z]/i.test(line));
  const text = lines.map((line) => (/[.!?:]$/.test(line.trim()) ? line : `${line}.`)).join(" ");
  const { kincaidGrade, colemanLiauGrade } = readingGrades(text);
  return kincaidGrade < 7 && colemanLiauGrade < 7
    ? []
    : [`${path}: Flesch-Kincaid ${kincaidGrade.toFixed(1)}, Coleman-Liau ${colemanLiauGrade.toFixed(1)}`];
}

/** Of each part one, so that a list that shrinks is seen. */
const SOME_PAGES = [
  "/",
  "/tell",
  "/plain",
  "/plain/back",
  "/my-file",
  "/new-words",
  "/help",
  "/rights",
  "/copy",
  "/proof",
  "/ledger",
  "/tools",
  "/statistics",
];
/** What stands in the history before any page of ours. */
const BEFORE = "data:text/html,<title>Before</title>before";

/** Every public page, as the list names them that the ledger publishes and `door watch` holds the house to. */
async function publishedPaths(): Promise<string[]> {
  const { entries } = await (await fetch(`${state.origin}/ledger/public-entries`)).json();
  const listed = entries.findLast(({ kind }: { kind: string }) => kind === "pages.published");
  const list = await (
    await fetch(`${state.origin}/ledger/published/${JSON.parse(listed.content).sha256}`)
  ).json();
  const paths: string[] = list.pages.map(({ path }: { path: string }) => path);
  // The desk is no public page; `/*` stands for what is not there; a copy is a file that is saved.
  const pages = paths.filter((path) => !/^\/desk|\*|:id|\.html$/.test(path));
  return [...new Set(pages)];
}

/** The way out of the page that is shown: a neutral title, at once, without a request, and Back does not return. */
async function leaveHere({ page, asked }: Station, path: string, language: string): Promise<void> {
  expect(await page.title(), path).toBe(language === "ar" ? "نصائح يومية" : "Everyday advice");
  const before = asked();
  const ms = await page.evaluate(() => {
    const startedAt = performance.now();
    document.querySelector<HTMLAnchorElement>(".exit")?.click();
    return performance.now() - startedAt;
  });
  expect(ms, path).toBeLessThan(300);
  await page.waitForURL("about:blank");
  expect(asked(), `${path}: nothing is asked for to leave`).toBe(before);
  await page.goBack();
  expect(await page.title(), `${path}: Back does not return`).toBe("Before");
}

describe.each(SEEN)("the desk in $language, $themes", ({ language, themes }) => {
  test(
    "is clean at every address, on a phone, and asks no one else for anything",
    async () => {
      const station = await openStation(browser, state.origin, { viewport: DESK });
      const { page } = station;
      await signInByKeys(station, state, "henrik@line.example");
      await page.evaluate((chosen) => localStorage.setItem("leeward-choices", `device ${chosen}`), language);
      await page.goto(`${state.origin}/desk/cases`);
      await page.locator("main .who").first().waitFor();
      const cases = await page
        .locator("main .who")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
      const [aCase = ""] = cases;
      await page.goto(`${state.origin}/desk/agreements`);
      const anAgreement =
        (await page.locator("main a[href*='/agreements/']").first().getAttribute("href")) ?? "";
      const pages = [
        ...[
          "today",
          "cases",
          "inbox",
          "call",
          "agreements",
          "ledger",
          "seconds",
          "tools",
          "emergencies",
          "oversight",
          "members",
          "hand-overs",
          "workload",
          "releases",
          "imports",
          "referrals",
          "services",
          "texts-for-answers",
          "leaving",
          "recipients",
          "profile",
          "keys",
          "kit",
          "nowhere",
        ].map((name) => `/desk/${name}`),
        ...[
          aCase,
          `${aCase.split("?")[0]}/looks`,
          `${aCase.split("?")[0]}/allowed`,
          `${aCase.split("?")[0]}/paper`,
          `${aCase.split("?")[0]}/same-person`,
          anAgreement,
        ],
        "/desk/cases/new",
        `/desk/cases/${crypto.randomUUID()}`,
      ];
      for (const path of pages) {
        await page.goto(state.origin + path);
        await page
          .locator("h1")
          .first()
          .waitFor()
          .catch(() => expect.fail(`${path} has no heading`));
        await settled(page);
        await expectGoodPage(page, PHONE, themes);
        await expectNamedOnPaper(page);
        // The order of what a page has does not depend on the language.
        if (language === "en") await expectReachedByTab(page);
      }
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      await seeAudit(language, themes);
      await bringInAFile(page, language === "en");
      if (language === "en") await joinAPopulation(page);
      await putOnPaper(page, cases);
      await page.goto(`${state.origin}/desk/inbox/${person.address}`);
      await page.locator("input[type=password]").waitFor();
      await expectGoodPage(page, PHONE, themes);
      await page.locator("input[type=password]").fill(state.password);
      await page.keyboard.press("Enter");
      await page.getByText("May I ask something?").waitFor();
      await expectGoodPage(page, PHONE, themes);
      await page.locator("a[href$='/offer']").click();
      await page.locator("main select").first().waitFor();
      await page.locator("main select").first().selectOption({ label: "Harbour House" });
      await expectGoodPage(page, PHONE, themes);
      expectCalm(station);
      await station.context.close();
    },
    STORY_MS,
  );
});

/** A supervisor proposes that the agency's people are counted with others'; nobody is until someone else agrees. */
async function joinAPopulation(page: Page): Promise<void> {
  await page.goto(`${state.origin}/desk/releases`);
  const one = page.getByRole("listitem").filter({ hasText: POPULATION });
  const number = await one.locator("code").textContent();
  await one.getByRole("button", { name: "Let our people be counted in it" }).click();
  await page.getByText("Proposed. A data-protection officer finds it under Seconds.").waitFor();
  const owner = await state.owner();
  const { rows } = await owner.query(
    `select content::json ->> 'populationId' as "populationId", (select count(*)::int from statistics.population_part) as parts
     from proposals.proposal where kind = 'population.joining'`,
  );
  await owner.end();
  expect(rows).toEqual([{ populationId: number, parts: 0 }]);
}

/** Whatever page of the desk is printed says who did, at which agency and when. */
async function expectNamedOnPaper(page: Page): Promise<void> {
  // On paper of a case it stands in the head of its table, below; pages outside the shell (components, a wrong address) are nobody's.
  if (page.url().includes("/paper") || (await page.locator(".rail").count()) === 0) return;
  await page.emulateMedia({ media: "print" });
  const by = page.locator(".printed");
  expect(await by.filter({ visible: true }).count(), page.url()).toBe(1);
  expect(await by.textContent(), page.url()).toContain("Open Line");
  await page.emulateMedia({ media: null });
}

/** Who printed it stands in the head of a table, which is repeated on every page; the desk around it is not on paper. */
async function putOnPaper(page: Page, cases: readonly string[]): Promise<void> {
  const parts = page.locator("main input[type=checkbox]");
  // Of cases that were opened in one moment any may come first, also one of which this member may print nothing.
  for (const aCase of cases) {
    await page.goto(`${state.origin}${aCase.split("?")[0]}/paper`);
    await page.locator("h1").first().waitFor();
    await settled(page);
    if ((await parts.count()) > 0) break;
  }
  expect(await parts.count(), "a part that may be printed").toBeGreaterThan(0);
  for (const part of await parts.all()) await part.check();
  await page.locator("main button[type=submit]").click();
  await page.locator(".paper thead").waitFor();
  await expectGoodPage(page, PHONE, ["light"]);
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".paper-by").textContent()).toContain("Open Line");
  expect(await page.locator(".paper thead").evaluate((head) => getComputedStyle(head).display)).toBe(
    "table-header-group",
  );
  for (const around of [".rail", ".purpose", "main h1"]) {
    expect(await page.locator(around).first().isVisible(), around).toBe(false);
  }
  const starts = firstWordsOfPages(await page.pdf({ width: "600px", height: "300px" }));
  expect(starts.length).toBeGreaterThan(1);
  expect(new Set(starts).size, "every page begins with who printed it").toBe(1);
  await page.emulateMedia({ media: null });
}

/** What each page of a PDF writes first, in whatever way its fonts number their letters. */
function firstWordsOfPages(pdf: Buffer): string[] {
  const starts: string[] = [];
  for (let at = pdf.indexOf("stream\n"); at >= 0; at = pdf.indexOf("stream\n", at + 1)) {
    const end = pdf.indexOf("endstream", at);
    const drawn = inflated(pdf.subarray(at + "stream\n".length, end));
    const first = /<[0-9A-Fa-f]+>[^\n]*T[jJ]/.exec(drawn)?.[0];
    if (first) starts.push(first.slice(0, 60));
  }
  return starts;
}

function inflated(stream: Buffer): string {
  try {
    return inflateSync(stream).toString("latin1");
  } catch {
    return ""; // a font or a table of the file
  }
}

/** What an auditor alone sees. */
async function seeAudit(language: string, themes: readonly Theme[]): Promise<void> {
  const station = await openStation(browser, state.origin, { viewport: DESK });
  const { page } = station;
  await signInByKeys(station, state, "lucia@authority.example");
  await page.evaluate((chosen) => localStorage.setItem("leeward-choices", `device ${chosen}`), language);
  await page.goto(`${state.origin}/desk/audit`);
  await page.locator("main table").first().waitFor();
  await settled(page);
  await expectGoodPage(page, PHONE, themes);
  expectCalm(station);
  await station.context.close();
}

/** One row is right and one is wrong; what would happen is said before anything does. */
async function bringInAFile(page: Page, isEnglish: boolean): Promise<void> {
  await page.goto(`${state.origin}/desk/imports`);
  const name = `Rahel${isEnglish ? "" : " B"}`;
  const csv = `prs_FirstName,prs_Birthdate\n${name},1999-03-04\nAbel,4 March\n`;
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "caseload.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await page.locator("main table").waitFor();
  expect(await page.locator("main tbody tr").allInnerTexts()).toEqual([
    expect.stringContaining("prs_Birthdate"),
  ]);
  await expectGoodPage(page, PHONE, ["light"]);
  if (!isEnglish) return;
  await page.getByRole("button", { name: "Bring in 1 case" }).click();
  await page.getByText("1 case was brought in.").waitFor();
}

/** What is on its way has come: the line for events stays open, so the network is never idle. */
async function settled(page: Page): Promise<void> {
  if (page.url().endsWith("/kit")) return; // it shows what waiting looks like
  await expect.poll(() => page.locator(".wait-bar").count()).toBe(0);
}

test("before one is signed in, the desk's pages are clean too", async () => {
  const station = await openStation(browser, state.origin, { viewport: DESK });
  for (const path of ["/desk/sign-in", "/desk/join", "/desk/join#not-an-invitation", "/desk/renew"]) {
    await station.page.goto(state.origin + path);
    await station.page.locator("h1").first().waitFor();
    await expectGoodPage(station.page, PHONE, ["light", "dark"]);
  }
  expectCalm(station);
  await station.context.close();
});

test(
  "the main steps of the path are walked with a keyboard alone, at the door and at the desk",
  async () => {
    const door = await openStation(browser, state.origin, { viewport: DESK });
    const desk = await openStation(browser, state.origin, { viewport: DESK });
    await plantVoices(door.context);
    await signInByKeys(desk, state, "leila@line.example");
    const words = await tell(door.page);
    await answerAndAsk(desk.page);
    await agree(door.page, words);
    await openCase(desk.page);
    await takeBack(door.page);
    for (const station of [door, desk]) {
      expectCalm(station);
      await station.context.close();
    }
  },
  STORY_MS,
);

/** Goes to it and does what Enter does. */
async function enter(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}
async function type(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.type(text);
}
const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { level: 1, name }).waitFor();

async function tell(page: Page): Promise<readonly string[]> {
  await page.goto(state.origin);
  await enter(page, /^Tell us or ask us/);
  await page.waitForSelector("#tell-send:not([aria-disabled])");
  await type(page, "What would you like to say?", "By keys alone");
  await enter(page, /^Lock and send/);
  await heading(page, /eight words/);
  const words = await page.locator(".words li").allTextContents();
  for (const label of await page.locator("form label").allTextContents())
    await type(page, label, words[Number(/\d+/.exec(label)?.[0]) - 1] ?? "");
  await page.keyboard.press("Enter");
  await heading(page, /It has arrived/);
  return words;
}

async function answerAndAsk(page: Page): Promise<void> {
  await enter(page, /^Inbox/);
  await heading(page, "Inbox");
  const names = page.locator("main .who");
  await expect.poll(() => names.count()).toBeGreaterThan(1);
  await enter(page, (await names.allTextContents()).find((name) => !name.includes(nameOf(person))) ?? "");
  await page.getByText("By keys alone").waitFor();
  await type(page, "Your answer", "You are not alone.");
  await enter(page, "Lock and send");
  await page.getByText("Sent. The person finds it when they come back.").waitFor();
  await enter(page, "Ask to open a case");
  await heading(page, "Ask to open a case");
  await type(page, "Who should be able to help", "Harbour");
  for (const kind of [/^Contact/, /^Needs and risk/]) {
    await tabTo(page, kind);
    await page.keyboard.press("Space");
  }
  await type(page, "Your letter", "May we open a case?");
  await enter(page, "Lock and ask");
  await page.getByText("Asked. You will see here when they answer.").waitFor();
}
const nameOf = ({ address }: Person): string => address.slice(0, 4).toUpperCase();

async function agree(page: Page, words: readonly string[]): Promise<void> {
  await enter(page, "To the first page");
  await heading(page, "You can talk to us here.");
  await enter(page, /^Come back/);
  await page.waitForSelector("#back-open:not([aria-disabled])");
  await type(page, "Your words or digits", words.join(" "));
  await enter(page, /^Open/);
  await page.getByText("You are not alone.").waitFor();
  await enter(page, "Yes, I agree");
  await page.getByText("You said yes.").waitFor();
}

async function openCase(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Open the case" }).waitFor(); // it comes by itself
  await enter(page, "Open the case");
  await heading(page, "Open a case");
  await type(page, "Safe days and hours", "Mornings");
  await type(page, "Wants", "My passport");
  await enter(page, "Open the case");
  await page.getByText("is open. The person is told.").waitFor();
  await enter(page, "Open Needs and risk");
  await page.getByRole("article", { name: "Needs and risk" }).getByText("My passport").waitFor();
}

async function takeBack(page: Page): Promise<void> {
  await enter(page, "Look for a new answer");
  await page.getByRole("button", { name: /^My file/ }).waitFor();
  await enter(page, /^My file/);
  await heading(page, "My file");
  // The title takes the focus once it is painted: a key pressed before would go there.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
  await enter(page, /^Yes, open it/);
  await page
    .getByRole("switch")
    .waitFor()
    .catch(async (cause) => {
      throw new Error(`My file says: ${await page.locator("main").textContent()}`, { cause });
    });
  await enter(page, /^Read: .*need/i);
  await page.getByText("My passport").waitFor();
  await enter(page, "Read aloud");
  await expect.poll(async () => (await saidOn(page)).join()).toMatch(/here: .*My passport/);
  expect((await saidOn(page)).join(), "by no voice that sends it away").not.toContain("far:");
  await tabTo(page, /^Harbour House may see/);
  await page.keyboard.press("Space");
  await page.getByText("It is off. They were told at once").waitFor();
}
