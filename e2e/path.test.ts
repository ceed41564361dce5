import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Language } from "../src/core/texts/index.ts";
import { loadCareTexts } from "../src/modules/care/texts/index.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import { launchBrowser } from "./support/browser.ts";
import { type Demonstration, startDemonstration } from "./support/demonstration.ts";
import { type DeskTexts, deskTexts, openDeskIn, signInAs } from "./support/desk-say.ts";
import { copyLedger } from "./support/ledger-copy.ts";
import {
  DESK,
  expectCalm,
  openStation,
  PHONE,
  picture,
  type Station,
  signInByKeys,
  statusAndBody,
} from "./support/station.ts";

// The path: someone writes, is answered, agrees, a shelter reads what it may, police sees nothing, the person takes it
// back. Four browsers that share nothing; clicks, taps and keys only. What one browser did is checked in another one
// and in the rows of the database, and the ledger is checked from copied files.

const STORY_MS = 240_000;
/** Some byte in the middle of a full tile of 256 hashes of 32 bytes. */
const FLIPPED = 1_000;
const RANDOM_CASE = "0b9f6e3c-7d1a-4c52-9a68-3f2e1d0c4b5a";

let state: Demonstration;
let browser: Browser;
/** Intake's desk, in the language of the story. */
let intake: Station;
let desk: DeskTexts;
let shelter: Station;
let police: Station;

beforeAll(async () => {
  [state, browser] = await Promise.all([startDemonstration(), launchBrowser()]);
  const openDesk = () => openStation(browser, state.origin, { viewport: DESK });
  [shelter, police] = await Promise.all([openDesk(), openDesk()]);
  await signInByKeys(shelter, state, "ines@harbour.example");
  await signInByKeys(police, state, "rita@police.example");
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await state?.stop();
  await state?.remove();
}, 240_000);

interface Told {
  readonly language: Language;
  readonly text: string;
  readonly answer: string;
  readonly more: string;
  readonly question: string;
  readonly hours: string;
  readonly wants: string;
}

const ENGLISH: Told = {
  language: "en",
  text: "They took my passport. I sleep in the kitchen. <i>Please</i> do not call.",
  answer: "Thank you for writing. You decide what happens next.",
  more: "Thank you. The door of the kitchen is locked at night.",
  question: "May Harbour House hear how to reach you, and what you need?",
  hours: "Weekdays, ten to noon",
  wants: "A door that locks from inside",
};
const ARABIC: Told = {
  language: "ar",
  text: "أخذوا جواز سفري. أنام في المطبخ.",
  answer: "شكراً على هذه الرسالة. القرار لك دائماً.",
  more: "شكراً. باب المطبخ مقفل في الليل.",
  question: "هل يعرف «Harbour House» كيف نتواصل معك، وما تحتاج إليه؟",
  hours: "من العاشرة حتى الظهر",
  wants: "باب يُقفل من الداخل",
};

test("the path, on an English phone, with the desk beside it", () => walk(ENGLISH), STORY_MS);
test("the path, on an Arabic phone, with the desk beside it", () => walk(ARABIC), STORY_MS);

async function walk(told: Told): Promise<void> {
  const phone = await openPhone(told.language);
  desk = await deskTexts(told.language);
  intake = await openDeskIn(told.language, browser, state.origin, DESK);
  await signInAs(intake, state, "leila@line.example", desk.say);
  const before = await waitAtToday();
  const words = await write(phone, told);
  const conversation = await noticeAndRead(before, told);
  await answer(told);
  await comeBackAndWriteAgain(phone, words, told);
  await readMoreAndAsk(conversation, told);
  await agree(phone, told);
  await showProof(phone, told);
  const opened = await openCase(told);
  await expectRows(opened.caseId, { wraps: 2 });
  await readAtTheShelter(opened, told);
  await knockAsPolice(opened.caseId);
  await withdraw(phone, told);
  await beRefused(told);
  await expectRows(opened.caseId, { wraps: 0 });
  await expectLedgerVerifies();
  const named = conversation.replaceAll(/[\u2066-\u2069]/g, ""); // in Arabic the name stands apart
  expect(named).toMatch(new RegExp(`^${desk.begins("inbox.mailbox").source} [0-9A-Z_-]{4}$`));
  for (const station of [phone, intake, shelter, police]) expectCalm(station);
  await phone.context.close();
  await intake.context.close();
}

const openPhone = (language: Language): Promise<Station> =>
  openStation(browser, state.origin, {
    viewport: PHONE,
    hasTouch: true,
    isMobile: true,
    locale: language,
    ...(language === "ar" && { colorScheme: "dark" as const }),
  });

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const link = (page: Page, name: string | RegExp) => page.getByRole("link", { name });
/** A place of the desk, in its rail. */
const place = (page: Page, name: string | RegExp) =>
  page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name });
const part = (page: Page, name: string) => page.getByRole("article", { name, exact: true });
/** A place of intake's desk. */
const goTo = async (key: "rail.inbox" | "rail.today" | "rail.ledger"): Promise<void> => {
  const rail = intake.page.getByRole("navigation", { name: desk.say("rail.label") });
  await rail.getByRole("link", { name: new RegExp(`^${desk.say(key)}`) }).click();
};
/** The number beside the inbox, in the digits of any script; none is nought. */
const unread = async (page: Page): Promise<number> => {
  const count = page.locator("nav a[href*=inbox] .count");
  const text = (await count.count()) > 0 ? ((await count.first().textContent()) ?? "") : "0";
  return Number.parseInt(
    text.replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)),
    10,
  );
};

interface Before {
  readonly unread: number;
  readonly conversations: readonly string[];
}

/** Leila has read what there was and is on another page when the next letter comes. */
async function waitAtToday(): Promise<Before> {
  const { page } = intake;
  await goTo("rail.inbox");
  await page.getByRole("heading", { name: desk.say("inbox.title"), level: 1 }).waitFor();
  await page
    .getByRole("table")
    .or(page.getByText(desk.say("inbox.none")))
    .first()
    .waitFor();
  const conversations = await page.locator(".who").allTextContents();
  await goTo("rail.today");
  await page.getByRole("heading", { name: desk.say("today.title"), level: 1 }).waitFor();
  await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }));
  return { unread: await unread(page), conversations };
}

/** At the door: from the first page to the end of the words. */
async function write({ page }: Station, { language, text }: Told): Promise<readonly string[]> {
  const say = sayIn(language);
  await page.goto(state.origin);
  expect(await page.locator("html").getAttribute("dir")).toBe(language === "ar" ? "rtl" : "ltr");
  await picture(page, `${language}-home`);
  await link(page, new RegExp(say("choice-tell"))).tap();
  await page.getByLabel(say("tell-question")).fill(text);
  await page.waitForSelector("#tell-send:not([aria-disabled])");
  await picture(page, `${language}-tell`);
  await button(page, say("tell-send")).tap();
  await page.getByRole("heading", { level: 1, name: say("words-title") }).waitFor();
  const words = await page.locator(".words li").allTextContents();
  expect(words).toHaveLength(8);
  await picture(page, `${language}-words`);
  for (let place = 1; place <= 8; place++) {
    const field = page.getByLabel(say("words-check-word", { position: place }), { exact: true });
    if ((await field.count()) > 0) await field.fill(words[place - 1] ?? "");
  }
  await button(page, say("words-check-go")).tap();
  await page.getByRole("heading", { level: 1, name: say("done-title") }).waitFor();
  await picture(page, `${language}-done`);
  await page.goto("about:blank"); // the phone is put away
  return words;
}

/** The desk tells of it without a reload; the letter is opened in the intake worker's own browser. */
async function noticeAndRead(before: Before, { language, text }: Told): Promise<string> {
  const { page } = intake;
  await expect.poll(() => unread(page), { timeout: 60_000 }).toBe(before.unread + 1);
  await picture(page, `${language}-desk-notified`);
  expect(await page.evaluate(() => Reflect.get(globalThis, "notReloaded"))).toBe(true);
  await goTo("rail.inbox");
  await expect
    .poll(async () => (await page.locator(".who").allTextContents()).length)
    .toBe(before.conversations.length + 1);
  await picture(page, `${language}-desk-inbox`);
  const fresh = (await page.locator(".who").allTextContents()).find(
    (name) => !before.conversations.includes(name),
  );
  if (!fresh) throw new Error("The new conversation is in the list.");
  await link(page, fresh).click();
  await page.getByText(text).waitFor();
  await picture(page, `${language}-desk-letter`);
  return fresh;
}

async function answer({ answer: text }: Told): Promise<void> {
  const { page } = intake;
  await page.getByLabel(desk.say("answer.label")).fill(text);
  await button(page, desk.say("answer.send")).click();
  await page.getByText(desk.say("answer.sent")).waitFor();
}

/** The second letter of the person's own is among the others at the desk, and then the question is asked. */
async function readMoreAndAsk(conversation: string, { language, text, more, question }: Told): Promise<void> {
  const { page } = intake;
  await goTo("rail.inbox");
  await link(page, conversation).click();
  for (const letter of [text, more]) await page.getByText(letter).waitFor();
  await link(page, desk.say("conversation.ask")).click();
  await page.getByLabel(desk.say("ask.agency")).selectOption({ label: "Harbour House" });
  const agreement = page.getByLabel(desk.say("ask.agreement"));
  const wanted = agreement.locator("option", { hasText: "Shelter and first answer" });
  await agreement.selectOption((await wanted.getAttribute("value")) ?? "");
  const purpose = page.getByLabel(desk.say("ask.purpose"));
  if ((await purpose.inputValue()) === "") await purpose.selectOption({ label: desk.say("purpose.support") });
  await page.getByLabel(desk.say("category.contact")).check();
  await page.getByLabel(desk.say("category.needs-and-risk")).check();
  await page.getByLabel(desk.say("ask.text")).fill(question);
  await picture(page, `${language}-desk-ask`);
  await button(page, desk.say("ask.send")).click();
  await page.getByText(desk.say("ask.sent")).waitFor();
}

async function openWithWords(
  page: Page,
  { words, door }: { words: readonly string[]; door: string },
  language: Language,
): Promise<void> {
  const say = sayIn(language);
  await page.goto(state.origin + door);
  await page.waitForSelector("#back-open:not([aria-disabled])");
  await page.getByLabel(say("back-label")).fill(words.join(" "));
  await picture(page, `${language}-back`);
  await button(page, say("back-open")).tap();
}

/** The answer is there for the words alone; the person writes on. */
async function comeBackAndWriteAgain(
  { page }: Station,
  words: readonly string[],
  { language, answer: text, text: first, more }: Told,
): Promise<void> {
  const say = sayIn(language);
  await openWithWords(page, { words, door: `/back?lang=${language}` }, language);
  for (const letter of [first, text]) await page.getByText(letter).waitFor();
  await page.getByLabel(say("talk-reply")).fill(more);
  await button(page, say("talk-send")).tap();
  await page.getByText(say("talk-sent"), { exact: true }).waitFor();
  await page.getByRole("article").filter({ hasText: more }).waitFor();
  await picture(page, `${language}-wrote-again`);
}

/** Still in the same visit: the question is there when they look, and a yes is signed by the words. */
async function agree(
  { page }: Station,
  { language, answer: text, question, text: first, more }: Told,
): Promise<void> {
  const say = sayIn(language);
  await button(page, say("talk-look-again")).tap();
  for (const letter of [first, text, more, question]) await page.getByText(letter).waitFor();
  const names = { agency: "Open Line", recipient: "Harbour House" };
  await page.getByRole("heading", { name: say("offer-title", names) }).waitFor();
  const offer = page.locator(".offer");
  for (const kind of ["category-contact", "category-needs-and-risk"] as const)
    await offer.getByText(say(kind), { exact: true }).waitFor();
  await picture(page, `${language}-offer`);
  await button(page, say("offer-yes")).tap();
  await page.getByText(say("offer-said-yes")).waitFor();
  await picture(page, `${language}-said-yes`);
}

/** The person takes a proof that they wrote; whoever is shown it checks it in a browser of their own. */
async function showProof({ page }: Station, { language, text }: Told): Promise<void> {
  const say = sayIn(language);
  const own = page.getByRole("article").filter({ hasText: text });
  await own.getByText(say("receipt-title")).tap();
  await own.getByRole("button", { name: say("receipt-show") }).tap();
  const proof = await own.getByLabel(say("receipt-label")).inputValue();
  await picture(page, `${language}-proof`);
  expect(proof).not.toContain(text);
  const saved = page.waitForEvent("download");
  await own.getByRole("link", { name: say("receipt-save") }).tap();
  expect(await readFile((await (await saved).path()) ?? "", "utf8")).toBe(proof);
  const stranger = await openStation(browser, state.origin, { viewport: DESK, locale: language });
  const check = stranger.page;
  await check.goto(`${state.origin}/proof?lang=${language}`);
  await check.getByLabel(say("proof-label")).fill(proof.replace("letter.kept", "letter.lost"));
  await check.getByRole("button", { name: say("proof-go") }).click();
  await check.getByText(say("proof-forged")).waitFor();
  await check.getByLabel(say("proof-label")).fill(proof);
  await expect
    .poll(
      async () => {
        await check.getByRole("button", { name: say("proof-go") }).click();
        await check.getByText(say("proof-promised")).waitFor();
        const answer = check.locator("#receipt-said");
        await answer.filter({ hasNotText: say("proof-looking") }).waitFor();
        return answer.textContent();
      },
      { timeout: 30_000, interval: 1_000 },
    )
    .toContain(say("proof-present"));
  await picture(check, `${language}-proof-checked`);
  expectCalm(stranger);
  await stranger.context.close();
}

interface Opened {
  readonly caseId: string;
  readonly alias: string;
}

/** The yes reaches the open conversation by itself; chosen facts go into the two parts that were agreed to. */
async function openCase({ language, hours, wants }: Told): Promise<Opened> {
  const { page } = intake;
  const { say } = desk;
  const fields = await loadCareTexts(language);
  await page.getByText(say("notice.answered")).waitFor();
  await link(page, say("offers.open-case")).click();
  await page.getByLabel(fields["contact.hours"]).fill(hours);
  await page.getByLabel(fields["needs-and-risk.wants"]).fill(wants);
  await picture(page, `${language}-desk-facts`);
  await button(page, say("open-case.do")).click();
  await page.getByText(say("open-case.done", { alias: "|" }).split("|")[1]?.trim() ?? "").waitFor();
  await part(page, say("category.contact")).waitFor();
  const alias = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  for (const name of ["category.contact", "category.needs-and-risk"] as const)
    expect(await part(page, say(name)).textContent()).toContain("Harbour House");
  await picture(page, `${language}-desk-case`);
  return { caseId: new URL(page.url()).pathname.split("/").at(-1) ?? "", alias };
}

/** Exactly two parts can be opened; each of the others is shown closed and says why. */
async function readAtTheShelter({ alias, caseId }: Opened, { language, hours, wants }: Told): Promise<void> {
  const { page } = shelter;
  await place(page, "Cases").click();
  await page.getByLabel("Name of the case begins with").fill(alias);
  await page.keyboard.press("Enter");
  await link(page, alias).click();
  await part(page, "Contact").waitFor();
  expect(new URL(page.url()).pathname).toBe(`/desk/cases/${caseId}`);
  const openable = page.getByRole("article").getByRole("button", { name: /^Open / });
  await expect.poll(() => openable.count()).toBe(2);
  await button(page, "Open Contact").click();
  await part(page, "Contact").getByText(hours).waitFor();
  await button(page, "Open Needs and risk").click();
  await part(page, "Needs and risk").getByText(wants).waitFor();
  const closed = page.getByRole("article").filter({ hasText: "Closed to you." });
  expect(await closed.count()).toBe(7);
  for (const why of await closed.allTextContents()) {
    expect(why).toMatch(
      /It was not shared with your agency. Open Line holds the case.|Your role does not cover this part./,
    );
  }
  await picture(page, `${language}-shelter-case`);
}

/** To someone who is no party, the case and an invented number are the same nothing. */
async function knockAsPolice(caseId: string): Promise<void> {
  const real = await knock(caseId);
  const invented = await knock(RANDOM_CASE);
  expect(real.status).toBe(404);
  expect(real).toEqual(invented);
  await picture(police.page, "police-not-found");
}

async function knock(caseId: string): Promise<{ status: number; body: string; shown: string }> {
  const { page } = police;
  const asked = page.waitForResponse((response) => response.url().endsWith(`/api/cases/${caseId}`));
  await page.goto(`${state.origin}/desk/cases/${caseId}`);
  const response = await statusAndBody(await asked);
  await page.getByText("There is nothing").first().waitFor();
  return { ...response, shown: (await page.locator("main").textContent()) ?? "" };
}

/** Still in the same visit: the letters lead to the file. */
async function withdraw({ page }: Station, { language, hours, wants }: Told): Promise<void> {
  const say = sayIn(language);
  await button(page, say("talk-look-again")).tap();
  await button(page, new RegExp(say("talk-my-file"))).tap();
  await page.getByRole("heading", { level: 1, name: say("file-title") }).waitFor();
  expect(await page.locator("article").count(), "nothing before it is safe").toBe(0);
  await button(page, say("file-safe-yes")).tap();
  const looks = page.locator(".looked li").filter({ hasText: "Harbour House" });
  await expect.poll(() => looks.count()).toBe(2);
  const seen = (await looks.allTextContents()).join("\n");
  expect(seen).toContain(say("role-caseworker"));
  for (const category of ["contact", "needs-and-risk"] as const) {
    const purpose = say("purpose-support");
    expect(seen).toContain(say("file-looked-read", { category: say(`category-${category}`), purpose }));
  }
  const file = (await page.locator("main").textContent()) ?? "";
  for (const hidden of ["Ines", "Leila", "Rita", hours]) expect(file).not.toContain(hidden);
  await picture(page, `${language}-my-file`);
  await button(page, say("file-copy")).tap();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    button(page, say("file-copy-yes")).tap(),
  ]);
  const copy = await readFile(await saved.path(), "utf8");
  expect(saved.suggestedFilename()).toBe("page.html");
  expect(copy).toContain(wants);
  for (const hidden of ["Ines", "Leila", "Rita", hours]) expect(copy).not.toContain(hidden);
  await page.getByRole("switch").tap();
  await page.getByText(say("file-turned-off")).waitFor();
  await picture(page, `${language}-withdrawn`);
  await button(page, say("file-hide")).tap();
  await page.getByText(say("decoy-1")).waitFor();
  const after = (await page.content()) ?? "";
  for (const gone of [wants, "Harbour House", say("file-title")]) expect(after).not.toContain(gone);
  expect(new URL(page.url()).pathname).toBe("/");
}

/** What was open is gone from the shelter's screen; asking again is refused, with the reason. */
async function beRefused({ language, hours }: Told): Promise<void> {
  const { page } = shelter;
  await page.getByText("This case is closed to your agency.").waitFor();
  expect(await page.getByText(hours).count()).toBe(0);
  const asked = page.waitForResponse((response) => /\/api\/cases\/[0-9a-f-]{36}$/.test(response.url()));
  await page.reload();
  expect((await asked).status()).toBe(403);
  await page.getByRole("heading", { name: "This case is closed to your agency." }).waitFor();
  for (const name of ["Contact", "Needs and risk"])
    expect(await part(page, name).textContent()).toContain("The person withdrew their consent.");
  await picture(page, `${language}-shelter-refused`);
}

/** The raw rows, as the owner of the database sees them. */
async function expectRows(caseId: string, expected: { wraps: number }): Promise<void> {
  const owner = await state.owner();
  const count = async (sql: string): Promise<number> => (await owner.query(sql, [caseId])).rows[0].count;
  try {
    const { rows: shares } = await owner.query(
      `select s.category, s.ended_because, c.withdrawn_at is not null as withdrawn, a.name as agency
         from access.share s join access.consent c on c.id = s.consent_id join identity.agency a on a.id = s.agency_id
        where s.case_id = $1 order by s.category`,
      [caseId],
    );
    const ended = expected.wraps === 0;
    expect(shares).toEqual(
      ["contact", "needs-and-risk"].map((category) => ({
        category,
        agency: "Harbour House",
        withdrawn: ended,
        ended_because: ended ? "withdrawn" : null,
      })),
    );
    const wraps = `select count(*)::int from keys.wrap w join keys.data_key k on k.id = w.data_key_id
      join identity.agency a on a.id = w.agency_id where k.case_id = $1 and a.name`;
    expect(await count(`${wraps} = 'Harbour House'`), "wraps of the shelter").toBe(expected.wraps);
    expect(await count(`${wraps} = 'Open Line'`), "wraps of the holder stay").toBeGreaterThanOrEqual(2);
    expect(await count(`${wraps} not in ('Harbour House', 'Open Line')`), "no one else's").toBe(0);
    if (ended) await expectLooks(owner, caseId);
  } finally {
    await owner.end();
  }
}

/** Each look has its entry, each entry its leaf in the ledger; the police officer's knock left none with the case. */
async function expectLooks(owner: Awaited<ReturnType<Demonstration["owner"]>>, caseId: string) {
  const { rows } = await owner.query(
    `select a.name as agency, e.category, e.role, e.purpose, e.outcome, e.clause, l.kind, l.case_id = e.case_id as same
       from access.access_entry e join identity.agency a on a.id = e.agency_id
       left join ledger.entry l on l.id = e.ledger_entry_id
      where e.case_id = $1 order by e.id`,
    [caseId],
  );
  const reads = rows.filter(({ agency, outcome }) => agency === "Harbour House" && outcome === "read");
  expect(reads).toEqual(
    ["contact", "needs-and-risk"].map((category) => ({
      agency: "Harbour House",
      category,
      role: "caseworker",
      purpose: "support",
      outcome: "read",
      clause: "share",
      kind: "section.read",
      same: true,
    })),
  );
  const { rows: acts } = await owner.query(
    "select kind, count(*)::int from ledger.entry where case_id = $1 group by kind order by kind",
    [caseId],
  );
  expect(Object.fromEntries(acts.map(({ kind, count }) => [kind, count]))).toEqual({
    "case.opened": 1,
    "case.step": 1,
    "consent.given": 1,
    "consent.withdrawn": 1,
    "section.read": 3, // two by the shelter, one for the copy
    "section.written": 2,
    "share.ended": 2,
    "share.opened": 2,
  });
  await expect
    .poll(async () => {
      const waiting = "select count(*)::int from ledger.entry where case_id = $1 and log_index is null";
      return (await owner.query(waiting, [caseId])).rows[0].count;
    })
    .toBe(0);
}

/** With a copy of the files and the key from the screen, and nothing else; one changed byte is found and named. */
async function expectLedgerVerifies(): Promise<void> {
  const { page } = intake;
  await goTo("rail.ledger");
  await page.getByRole("heading", { name: desk.say("ledger.title"), level: 1 }).waitFor();
  const newest = page.getByRole("region", { name: desk.say("ledger.checkpoint") });
  const key = (await newest.locator("pre").last().textContent()) ?? "";
  const folder = await mkdtemp(join(tmpdir(), "leeward-ledger-copy-"));
  try {
    const copy = join(folder, "copy");
    await copyLedger(join(state.dataDir, "ledger"), copy);
    const whole = await verify(copy, key);
    expect(whole.said).toMatch(/Whole: \d+ entries/);
    expect(whole.code).toBe(0);
    const tile = join(copy, "tile/0/003");
    const bytes = await readFile(tile);
    bytes[FLIPPED] = (bytes[FLIPPED] ?? 0) ^ 1;
    await writeFile(tile, bytes);
    const broken = await verify(copy, key);
    expect(broken.code).toBe(1);
    expect(broken.said).toContain(`Byte ${FLIPPED} of tile/0/003`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The real command, in a process of its own without an address of any server. */
function verify(folder: string, key: string): Promise<{ code: number; said: string }> {
  const words = ["src/cli/leeward.ts", "ledger", "verify", folder, "--key", key];
  return new Promise((resolve) => {
    execFile(process.execPath, words, { env: { PATH: process.env.PATH } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });
}
