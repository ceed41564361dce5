import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CATEGORIES, type Category } from "../src/core/access/context.ts";
import { fieldsOf } from "../src/modules/care/model/categories.ts";
import { hashOfLink, makeLink } from "../src/modules/care/outside-seal.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import { openProfile } from "./support/browser.ts";
import { type Demonstration, startDemonstration } from "./support/demonstration.ts";
import { FORMS, leakSearch, type Place } from "./support/leak-search.ts";
import { type Member, signInMember } from "./support/member.ts";
import { digitsOn, inGroups } from "./support/person.ts";
import { freePort } from "./support/start.ts";
import { browserStorage, databaseFiles, dumpTables, filesUnder, recordsOfWal } from "./support/traces.ts";

// Random markers are typed into every field of class A and B and into the door; the house is used; then every trace
// that it leaves is searched for them, in every encoding. A leak that is planted must be found by the same search.

const STORY_MS = 240_000;
/** In every marker, so that one search finds them all: letters that have a case, one that folds, and chance. */
const letters = () => [...randomBytes(5)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");
const CORE = `Qz${letters()}É${letters()}Ö`;
const say = sayIn("en");
const marker = (what: string): string => `${CORE} ${what}`;
/** A place of someone, too exact to stand anywhere by chance. */
const longitude = -(100 + (randomBytes(4).readUInt32BE() / 2 ** 32) * 79).toFixed(6);

let state: Demonstration;
let temporary: string;
let profile: string;
let metricsPort: number;
let browser: BrowserContext;
let search: (places: readonly Place[]) => ReturnType<ReturnType<typeof leakSearch>>;
/** The fields that were written, by category. */
const written: Partial<Record<Category, number>> = {};

beforeAll(async () => {
  temporary = mkdtempSync(join(tmpdir(), "leeward-canary-"));
  chmodSync(temporary, 0o1777); // also PostgreSQL's own account may put something there
  metricsPort = await freePort();
  profile = join(temporary, "..", `${temporary.split("/").at(-1)}-profile`);
  [state, browser] = await Promise.all([
    startDemonstration({
      env: { TMPDIR: temporary, METRICS_PORT: String(metricsPort), LEEWARD_LOG: "json" },
    }),
    openProfile(profile, temporary, { locale: "en-GB", viewport: { width: 1280, height: 900 } }),
  ]);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await state?.stop();
  await state?.remove();
  for (const folder of [temporary, profile]) if (folder) rmSync(folder, { recursive: true, force: true });
}, 240_000);

const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).click();

/**
 * A browser writes what was typed into its own session files, to show it again after a crash, but for fields or
 * forms that say `autocomplete="off"`. A headless one keeps no such files, so what the fields say is looked at.
 */
async function expectNotRestored(page: Page): Promise<void> {
  const restored = await page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLInputElement>(
        "main input:not([type=hidden]), main textarea, main select",
      ),
    ]
      .filter((control) => (control.autocomplete || control.form?.getAttribute("autocomplete")) !== "off")
      .map((control) => control.outerHTML.slice(0, 120)),
  );
  expect(restored, page.url()).toEqual([]);
}

/** Tells at the door; the words are shown once, and checked. */
async function tell(page: Page): Promise<{ words: string[]; digits: string }> {
  await page.goto(`${state.origin}/tell?lang=en`);
  await page.waitForSelector("#tell-send:not([aria-disabled])");
  await page.getByLabel("What would you like to say?").fill(marker("the first letter"));
  await expectNotRestored(page);
  await press(page, "Lock and send");
  await page.getByRole("heading", { level: 1, name: /eight words/ }).waitFor({ timeout: 60_000 });
  const words = await page.locator(".words li").allTextContents();
  await press(page, "Numbers instead");
  const digits = await digitsOn(page);
  await press(page, "Words instead");
  const labels = await page.locator("form label").allTextContents();
  for (const [nth, label] of labels.entries()) {
    const word = words[Number(/\d+/.exec(label)?.[0]) - 1] ?? "";
    await page.locator("form input").nth(nth).fill(word);
  }
  await press(page, "Check and go on");
  await page.getByRole("heading", { level: 1, name: /It has arrived/ }).waitFor();
  return { words, digits };
}

/** The same by forms alone, where the server itself locks what was written, and answers with the words. */
async function tellPlainly(page: Page): Promise<string[]> {
  await page.goto(`${state.origin}/plain?lang=en`);
  await page.getByLabel(say("tell-question")).fill(marker("by the plain way"));
  await expectNotRestored(page);
  await press(page, say("plain-send"));
  await page.getByRole("heading", { name: say("words-title"), level: 1 }).waitFor({ timeout: 60_000 });
  return page.locator(".words li").allTextContents();
}

/** Answers at the desk, and asks to open a case with the shelter. */
async function answerAtDesk(page: Page, email: string, address: string): Promise<void> {
  await page.goto(`${state.origin}/desk/inbox`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(state.password);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: `Conversation ${address.slice(0, 4).toUpperCase()}` }).click();
  await page.getByText(marker("the first letter")).waitFor({ timeout: 60_000 });
  await page.getByLabel("Your answer").fill(marker("the answer"));
  await expectNotRestored(page);
  await press(page, "Lock and send");
  await page.getByText("Sent. The person finds it when they come back.").waitFor();
  await page.getByLabel("Note", { exact: true }).fill(marker("the note"));
  await press(page, "Lock and keep");
  await page.getByText("Kept for your colleagues.").waitFor();
  await page.getByRole("link", { name: "Ask to open a case" }).click();
  await page.getByLabel("Who should be able to help").selectOption({ label: "Harbour House" });
  for (const category of ["Identity", "Contact", "Needs and risk"]) await page.getByLabel(category).check();
  await page.getByLabel("Your letter").fill(marker("the question"));
  await expectNotRestored(page);
  await press(page, "Lock and ask");
  await page.getByText("Asked. You will see here when they answer.").waitFor();
}

async function comeBack(page: Page, words: readonly string[]): Promise<void> {
  await page.goto(`${state.origin}/back?lang=en`);
  await page.getByLabel("Your words or digits").fill(words.join(" "));
  await expectNotRestored(page);
  await press(page, "Open");
  await page.getByText(marker("the answer")).waitFor({ timeout: 60_000 });
}

async function openCase(page: Page): Promise<string> {
  await page.getByRole("link", { name: "Open the case" }).click();
  await page.getByLabel("Wants").fill(marker("wants"));
  await expectNotRestored(page);
  await press(page, "Open the case");
  await page.getByText("is open. The person is told.").waitFor();
  await page.waitForURL(/cases\/[0-9a-f-]{36}/);
  return page.url().slice(-36);
}

/** Every text field of every category, by the API; twice, so that there is an earlier version too. */
async function writeEverything(member: Member, caseId: string): Promise<void> {
  for (const category of CATEGORIES) {
    const purpose = category === "justice" ? "remedy" : "support";
    const texts = fieldsOf(category).filter(({ kind }) => kind === "text" || kind === "long-text");
    const places = fieldsOf(category).filter((field) => field.kind === "number" && field.min === -180);
    const path = `/api/cases/${caseId}/sections/${category}`;
    const { version } = await member.ask("GET", path, { purpose });
    for (const again of [0, 1]) {
      const document = {
        ...Object.fromEntries(texts.map(({ name }, nth) => [name, `${CORE}${nth}.${again}`])),
        ...Object.fromEntries(places.map(({ name }) => [name, longitude])),
      };
      await member.ask("PUT", path, { purpose, match: `"v${version + again}"`, body: { document } });
    }
    expect((await member.ask("GET", path, { purpose })).document).toMatchObject(
      texts[0] ? { [texts[0].name]: `${CORE}0.1` } : {},
    );
    written[category] = texts.length;
  }
}

/** What someone says by telephone, with where to call back; the words that they would come back with are read out. */
async function takeCall(page: Page): Promise<string[]> {
  await page.getByRole("link", { name: "Inbox" }).first().click();
  await page.getByRole("link", { name: "A call" }).click();
  await page.getByRole("heading", { name: "A call", level: 1 }).waitFor(); // the inbox asks for a password too
  await page.getByLabel("Password").fill(state.password);
  await press(page, "Unlock");
  await page.getByLabel("What they say").fill(marker("by telephone"));
  await page.getByLabel("Number").fill(marker("a number"));
  await page.getByLabel("Code word").fill(marker("a code word"));
  await expectNotRestored(page);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "Words to come back with" }).waitFor({ timeout: 60_000 });
  const words = await page.locator(".call-words li").allTextContents();
  for (const input of await page.getByLabel(/^Word \d/).all()) {
    const label = await input.evaluate((element: HTMLInputElement) => element.labels?.[0]?.textContent);
    await input.fill(words[Number(label?.match(/\d+/)?.[0]) - 1] ?? "");
  }
  await press(page, "They have them");
  await page.getByLabel("What they say").waitFor();
  return words;
}

/** A file of another system with someone in it: looked through, brought in, found by the name that stands in it. */
async function bringIn(page: Page): Promise<void> {
  const name = `${CORE}import`;
  const file = `prs_FirstName,prs_SecondName,prs_MailingStreet,con_Consent\n${name},${name},${marker("a street")},TRUE\n`;
  await page.goto(`${state.origin}/desk/imports`);
  await page.locator("input[type=file]").setInputFiles({
    name: "caseload.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(file),
  });
  await press(page, "Bring in 1 case");
  await page.getByText("1 case was brought in.").waitFor();
  await page.goto(`${state.origin}/desk/cases`);
  await page.getByLabel("The person's name").fill(name);
  await page.keyboard.press("Enter");
  await page.locator("main .who").first().click();
  await press(page, "Open Identity");
  await page.getByRole("article", { name: "Identity" }).getByText(name).first().waitFor();
}

/** What the person says about their file; it is read at the desk, and answered. */
async function sayAboutFile(person: Page, member: Member, caseId: string): Promise<void> {
  for (const kind of ["complaint", "correction", "question"] as const) {
    await press(person, say(`ask-${kind}`));
    if (kind === "correction") await person.getByLabel(say("ask-about")).selectOption("needs-and-risk");
    await person.getByLabel(say("ask-text")).fill(marker(`a ${kind}`));
    await expectNotRestored(person);
    await press(person, say("ask-send"));
    await person.getByText(say("ask-sent")).waitFor();
  }
  for (const [kind, outcome] of [
    ["correction", "kept-beside"],
    ["question", "answered"],
  ] as const)
    await answerAsk(member, caseId, kind, outcome);
}

/** Whoever works on the case reads what was said, and answers. */
async function answerAsk(member: Member, caseId: string, kind: string, outcome: string): Promise<void> {
  const { asks } = await member.ask("GET", `/api/cases/${caseId}/asks`);
  const { id } = asks.find((ask: { kind: string }) => ask.kind === kind);
  expect((await member.ask("GET", `/api/asks/${id}`, { purpose: "support" })).text).toBe(marker(`a ${kind}`));
  const body = { outcome, text: marker(`what was answered to a ${kind}`) };
  await member.ask("POST", `/api/asks/${id}/answer`, { purpose: "support", body });
}

/** Help has ended; the person says how it was, and is answered. */
async function rateHelp(
  words: readonly string[],
  helper: Member,
  member: Member,
  referralId: string,
  caseId: string,
) {
  for (const body of [{ act: "accept" }, { act: "begin" }, { act: "end", code: "helped" }])
    await helper.ask("POST", `/api/referrals/${referralId}/acts`, { purpose: "support", body });
  const page = await browser.newPage();
  await openFile(page, words);
  await press(page, say("rate-title"));
  await page.getByLabel(say("ask-text")).fill(marker("a rating"));
  await expectNotRestored(page);
  await press(page, say("ask-send"));
  await page.getByText(say("ask-sent")).waitFor();
  await page.close();
  await answerAsk(member, caseId, "rating", "answered");
}

/** Every page about the case and the work around it, as whoever leads it sees them, with what is written opened where a page opens it. */
async function seeEveryPage(desk: Page, caseId: string, referralId: string): Promise<void> {
  const parts = ["", "/allowed", "/looks", "/same-person", "/paper"].map((part) => `cases/${caseId}${part}`);
  const around = [
    "today",
    "cases",
    "cases/new",
    "workload",
    "imports",
    "referrals",
    "seconds",
    "emergencies",
  ];
  for (const path of [...around, "hand-overs", `referrals/${referralId}`, ...parts]) {
    await desk.goto(`${state.origin}/desk/${path}?for=support`);
    await desk.getByRole("heading", { level: 1 }).first().waitFor();
    await expect.poll(() => desk.locator(".wait-bar").count()).toBe(0);
  }
  for (const part of await desk.locator("main input[type=checkbox]").all()) await part.check();
  await desk.locator("main button[type=submit]").click();
  await desk.locator(".paper").getByText(CORE).first().waitFor();
}

/** Asks a colleague to lead the case, with a word on how it goes; they read it. */
async function passOn(member: Member, colleague: Member, memberId: string, caseId: string): Promise<void> {
  const note = marker("handed over");
  const asked = { purpose: "support", body: { caseIds: [caseId], memberId, note } };
  const { ids } = await member.ask("POST", "/api/lead-offers", asked);
  const told = await colleague.ask("GET", `/api/lead-offers/${ids[0]}/note`, { purpose: "support" });
  expect(told.text).toBe(note);
  await colleague.ask("POST", `/api/lead-offers/${ids[0]}/acts`, { body: { act: "decline" } });
}

/** A yes said in person, read out and written down. */
async function agree(member: Member, caseId: string, to: object): Promise<string> {
  const until = new Date(Date.now() + 20 * 86_400_000).toISOString();
  const asked = { ...to, purpose: "support", until, language: "en" };
  const at = `/api/cases/${caseId}/consents`;
  const { text } = await member.ask("POST", `${at}/sentence`, { body: asked });
  const heard = { text, by: "person", assent: null, readAloud: false, interpretedInto: null };
  return (await member.ask("POST", at, { body: { ...asked, ...heard } })).id;
}

/** Two lines of *Identity* in a letter to another agency, which reads it on the referral. */
async function sendLines(member: Member, reader: Member, agencyId: string, caseId: string): Promise<string> {
  const texts = fieldsOf("identity").filter(({ kind }) => kind === "text" || kind === "long-text");
  const chosen = { category: "identity", lines: texts.slice(0, 2).map(({ name }) => name) };
  const consentId = await agree(member, caseId, {
    ...{ recipientAgencyId: agencyId, categories: ["identity"], lines: [chosen] },
  });
  const at = `/api/cases/${caseId}`;
  const shown = await member.ask("POST", `${at}/referral-preview`, {
    ...{ purpose: "support", body: { categories: [], letter: [chosen] } },
  });
  const referral = await member.ask("POST", `${at}/referrals`, {
    purpose: "support",
    body: {
      ...{ agencyId, purpose: "support", consentId, parts: [] },
      ...{
        wanted: "safe-place",
        urgent: false,
        letter: [{ ...chosen, version: shown.letter.parts[0].version }],
      },
    },
  });
  const letter = await reader.ask("GET", `/api/referrals/${referral.id}/letter`, { purpose: "support" });
  expect(JSON.stringify(letter)).toContain(CORE);
  return referral.id;
}

/** Two name the child's guardian, whose browser makes words with a code, and who reads with them. */
async function nameGuardian(
  member: Member,
  colleague: Member,
  caseId: string,
): Promise<{ code: string; words: string[] }> {
  const owner = await state.owner();
  await owner.query("update care.case_file set age_band = '9-17' where id = $1", [caseId]);
  for (const table of ["care.step", "care.journey"])
    await owner.query(`delete from ${table} where case_id = $1`, [caseId]);
  const at = `/api/cases/${caseId}/guardians`;
  const seen = {
    reference: "Family Court 7/26",
    isInvolved: false,
    checked: ["child-asked"],
    startsAt: null,
  };
  const { id } = await member.ask("POST", at, { body: { proof: "order", ...seen } });
  const { rows } = await owner.query(
    "select encode(content_hash, 'hex') as hash from proposals.proposal where id = $1",
    [id],
  );
  await owner.end();
  await colleague.ask("POST", `/api/proposals/${id}/confirm`, { body: { hash: rows[0].hash } });
  const { code } = await member.ask("POST", `${at}/${id}/code`);
  return { code, words: await readWithCode(code) };
}

async function openFile(page: Page, words: readonly string[]): Promise<void> {
  await page.goto(`${state.origin}/my-file?lang=en`);
  await page.getByLabel(say("back-label")).fill(words.join(" "));
  await press(page, say("back-open"));
  await press(page, say("file-safe-yes"));
}

/** Their own browser makes words with a code from a member, and reads the file with them. */
async function readWithCode(code: string): Promise<string[]> {
  const page = await browser.newPage();
  await page.goto(`${state.origin}/new-words?lang=en`);
  await page.getByLabel(say("new-words-code")).fill(code);
  await expectNotRestored(page);
  await press(page, say("new-words-make"));
  await page.locator("ol.words li").nth(7).waitFor({ timeout: 60_000 });
  const words = (await page.locator("ol.words li").allTextContents()).map((word) => word.trim());
  await openFile(page, words);
  await page
    .getByRole("button", { name: /^Read: / })
    .first()
    .click();
  await page.getByText(CORE).first().waitFor();
  const kept = leakSearch({ "a marker": CORE, "their words": words.join(" ") });
  expect(kept(await browserStorage(page)), "in their browser").toEqual([]);
  await page.close();
  return words;
}

/** Lines for an agency outside, as its member's browser seals them; it answers with the secret of its link. */
async function sendOutside(member: Member, caseId: string): Promise<string> {
  const { id: recipientAgencyId } = await member.ask("POST", "/api/outside-agencies", {
    body: {
      ...{ name: "Far Clinic", language: "en", phone: "+44 20 7946 0000" },
      ...{ enforcesImmigrationLaw: false, mustPassOn: false },
    },
  });
  const texts = fieldsOf("identity").filter(({ kind }) => kind === "text" || kind === "long-text");
  const chosen = { category: "identity", lines: texts.slice(0, 2).map(({ name }) => name) };
  const consentId = await agree(member, caseId, {
    ...{ recipientAgencyId, categories: ["identity"], lines: [chosen] },
  });
  const asked = { consentId, wanted: "health-care", urgent: false };
  const shown = await member.ask("POST", `/api/cases/${caseId}/outside-preview`, {
    ...{ purpose: "support", body: { ...asked, letter: [chosen] } },
  });
  expect(shown.text).toContain(CORE);
  const secret = makeLink((n) => new Uint8Array(randomBytes(n)));
  const linkHash = Buffer.from(await hashOfLink(secret)).toString("base64url");
  await member.ask("POST", `/api/cases/${caseId}/outside-referrals`, {
    purpose: "support",
    body: {
      ...{ ...asked, reference: shown.reference, linkHash },
      letter: [{ ...chosen, version: shown.versions[0].version }],
    },
  });
  const link = Buffer.from(secret).toString("base64url");
  for (const [path, body] of [
    ["/api/answer", { secret: link }],
    ["/api/answer/acts", { secret: link, act: "acknowledge" }],
  ] as const) {
    const answer = await fetch(state.origin + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(answer.status, await answer.text()).toBe(200);
  }
  return link;
}

/** Two parts on paper for work. */
async function print(member: Member, caseId: string): Promise<void> {
  const body = { categories: ["identity", "needs-and-risk"], whom: "work" };
  const paper = await member.ask("POST", `/api/cases/${caseId}/papers`, { purpose: "support", body });
  expect(JSON.stringify(paper.sections)).toContain(CORE);
}

/** Someone walks in: their case opens with them, and a code gives them first words; who has room is asked without a name. */
async function walkIn(member: Member, shelterId: string): Promise<{ code: string; words: string[] }> {
  const { id } = await member.ask("POST", "/api/cases/in-person", {
    purpose: "support",
    body: {
      ...{ gender: "woman", ageBand: "25-34", language: null },
      sections: [
        { category: "identity", document: { firstName: marker("walked in") } },
        { category: "needs-and-risk", document: { wants: marker("what they want") } },
      ],
    },
  });
  await member.ask("POST", "/api/capacity-questions", {
    body: {
      ...{ agencyIds: [shelterId], wanted: "safe-place", forWhom: "woman", children: 0 },
      ...{ language: null, needs: [], fromWhen: "now" },
    },
  });
  const { code } = await member.ask("POST", `/api/cases/${id}/first-words`);
  return { code, words: await readWithCode(code) };
}

/** A backup as the runbook makes it, both files of it, sealed to a key that is elsewhere. */
function backUp(): Place[] {
  const key = join(profile, "..", `${profile.split("/").at(-1)}-key`);
  const to = join(temporary, "backups");
  mkdirSync(to);
  const leeward = (...words: string[]) =>
    execFileSync(process.execPath, ["src/cli/leeward.ts", ...words], {
      env: { ...process.env, DATA_DIR: state.dataDir, TMPDIR: temporary },
      stdio: ["ignore", "ignore", "pipe"],
    });
  try {
    leeward("backup", "keygen", key);
    leeward("backup", "--to", to, "--recipient", `${key}.pub`);
    return filesUnder(to, "backup");
  } finally {
    for (const file of [key, `${key}.pub`]) rmSync(file, { force: true });
  }
}

/** All that the house and the browser have left, but for what scripts keep in the browser. */
async function tracesOfTheHouse(): Promise<Place[]> {
  const metrics = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
  if (metrics.status !== 200) throw new Error("there are metrics to be searched");
  return [
    ...(await dumpTables(state)),
    ...(await databaseFiles(state)),
    ...filesUnder(state.dataDir, "data folder").filter(({ name }) => !name.includes("/postgres/")),
    ...filesUnder(temporary, "temporary files"),
    ...backUp(),
    { name: "stdout and stderr", bytes: Buffer.from(state.output()) },
    { name: "metrics", bytes: Buffer.from(await metrics.text()) },
  ];
}

describe("what was written about someone", () => {
  test(
    "is told, written, brought in, found, read, shared, asked about, rated, withdrawn, handed over, sent as lines, sent outside, printed, said by who walks in and read by a guardian, at the door, by telephone and at desks",
    async () => {
      const owner = await state.owner();
      await owner.query(
        "insert into identity.member_role (member_id, role) select id, 'health-worker' from identity.member where email = 'grace@line.example'",
      );
      const { rows: known } = await owner.query(
        `select (select id from identity.member where email = 'leila@line.example') as "leilaId",
           (select agency_id from identity.member where email = 'ines@harbour.example') as "shelterId"`,
      );
      const { leilaId, shelterId } = known[0];
      await owner.end();
      const leila = await signInMember(state, "leila@line.example");
      const person = await browser.newPage();
      const desk = await browser.newPage();
      const grace = await signInMember(state, "grace@line.example");
      const ines = await signInMember(state, "ines@harbour.example");
      const before: { address: string }[] = (await grace.ask("GET", "/api/inbox")).mailboxes;
      const { words, digits } = await tell(person);
      const after: { address: string }[] = (await grace.ask("GET", "/api/inbox")).mailboxes;
      const mailbox = after.find(({ address }) => !before.some((known) => known.address === address));
      await answerAtDesk(desk, "grace@line.example", mailbox?.address ?? "");
      await comeBack(person, words);
      await press(person, "Yes, I agree");
      await person.getByText("You said yes.").waitFor();
      await person.getByLabel("Your answer, if you like").fill(marker("thanks"));
      await expectNotRestored(person);
      await press(person, "Lock and send");
      await person.getByText("Sent.", { exact: true }).waitFor();

      const caseId = await openCase(desk);
      await writeEverything(grace, caseId);
      for (const category of ["identity", "contact", "needs-and-risk"]) {
        const read = await ines.ask("GET", `/api/cases/${caseId}/sections/${category}`, {
          purpose: "support",
        });
        expect(JSON.stringify(read.document)).toContain(CORE);
      }
      await desk.reload();
      await press(desk, "Open Needs and risk");
      await press(desk, "Change");
      await desk.getByLabel("Wants").fill(marker("typed and never sent"));
      await expectNotRestored(desk);

      await press(person, "Look for a new answer");
      await press(person, /My file/);
      await press(person, "Yes, open it");
      const unread = person.getByRole("button", { name: /^Read: / });
      await unread.first().waitFor();
      const parts = await unread.count();
      for (let left = parts - 1; left >= 0; left--) {
        await unread.first().click();
        await expect.poll(() => unread.count()).toBe(left);
      }
      expect(parts, "all but the safe contact and justice").toBe(CATEGORIES.length - 2);
      await person.getByText(CORE).first().waitFor();
      await person.getByRole("switch").click();
      await person.getByText("It is off. They were told at once").waitFor();
      await sayAboutFile(person, grace, caseId);
      await passOn(grace, leila, leilaId, caseId);
      await rateHelp(words, ines, grace, await sendLines(grace, ines, shelterId, caseId), caseId);
      const sent = await sendLines(grace, ines, shelterId, caseId);
      const link = await sendOutside(grace, caseId);
      await print(grace, caseId);
      const walked = await walkIn(grace, shelterId);
      const guardian = await nameGuardian(grace, leila, caseId);
      const plainly = await browser.newPage();
      const plainWords = await tellPlainly(plainly);
      await plainly.close();
      const called = await takeCall(desk);
      await bringIn(desk);
      await seeEveryPage(desk, caseId, sent);
      const refused = ines.ask("GET", `/api/cases/${caseId}/sections/contact`, { purpose: "support" });
      await expect(refused).rejects.toThrow("403");
      expect(Object.keys(written)).toEqual([...CATEGORIES]);
      console.info(`text fields with markers: ${JSON.stringify(written)}`);

      search = leakSearch({
        "a marker": CORE,
        "a place": String(longitude),
        "the words": words.join(" "),
        "the words, joined": words.join(""),
        "the words, by dashes": words.join("-"),
        "the words, by commas": words.join('","'),
        "the words, by lines": words.join("\n"),
        "the words of the plain way": plainWords.join(" "),
        "the words of the plain way, joined": plainWords.join(""),
        "the words of a call": called.join(" "),
        "the words of a call, joined": called.join(""),
        "the words of a call, by commas": called.join('","'),
        "the guardian's code": guardian.code,
        "the guardian's words": guardian.words.join(" "),
        "the guardian's words, joined": guardian.words.join(""),
        "the guardian's words, by commas": guardian.words.join('","'),
        "the link of an agency outside": link,
        "the code of first words": walked.code,
        "first words": walked.words.join(" "),
        "first words, joined": walked.words.join(""),
        "first words, by commas": walked.words.join('","'),
        "the digits": digits,
        "the digits, by spaces": inGroups(digits),
        "the first digits": digits.slice(0, 20),
      });
      const kept = [...(await browserStorage(person)), ...(await browserStorage(desk))];
      expect(search(kept), "in the browser while its pages are open").toEqual([]);
    },
    STORY_MS,
  );

  test(
    "is in no table, data file, write-ahead log, log, tile, metric or temporary file, in any encoding",
    async () => {
      const places = await tracesOfTheHouse();
      const has = (part: string) => places.some(({ name }) => name.includes(part));
      for (const part of [
        "care.section (binary)",
        "door.letter (text)",
        "pg_wal/0",
        "postgres.log",
        "ledger/tile/",
        "care.ask (text)",
        "care.lead_offer (text)",
        "care.letter_part (text)",
        "care.guardian_naming (text)",
        "care.outside_letter (text)",
        "care.capacity_question (text)",
        "access.access_entry (text)",
        "backup/",
      ])
        expect(has(part), part).toBe(true);
      expect(search(places)).toEqual([]);
      const megabytes = places.reduce((sum, { bytes }) => sum + bytes.length, 0) / 2 ** 20;
      console.info(`searched ${places.length} places, ${Math.round(megabytes)} MiB`);
    },
    STORY_MS,
  );

  test(
    "is nowhere in the browser's profile on the disk",
    async () => {
      await browser.close();
      const places = filesUnder(profile, "profile");
      expect(places.length).toBeGreaterThan(10);
      expect(search(places)).toEqual([]);
      browser = await openProfile(profile, temporary);
    },
    STORY_MS,
  );
});

describe("a leak that is planted is found by the same search", () => {
  const forms = Object.entries(FORMS);

  test.each(forms)("as bytes of a file, a log or a tile: %s", async (form, encode) => {
    const leak = Buffer.concat([Buffer.from("before "), encode(marker("planted")), Buffer.from(" after")]);
    for (const [label, folder] of [
      ["data folder", join(state.dataDir, "ledger/tile")],
      ["temporary files", temporary],
      ["profile", join(profile, "Default")],
    ] as const) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "planted"), leak);
      const found = filesUnder(folder, label).filter(({ name }) => name.endsWith("/planted"));
      rmSync(join(folder, "planted"));
      expect(search(found), `${form} in ${label}`).not.toEqual([]);
    }
    for (const [name, bytes] of [
      ["stdout and stderr", Buffer.from(state.output())],
      ["metrics", Buffer.from("# TYPE requests counter\n")],
    ] as const)
      expect(search([{ name, bytes: Buffer.concat([bytes, leak]) }]), `${form} in ${name}`).not.toEqual([]);
  });

  test(
    "as a row: in the dump, in the data files, in the write-ahead log, in each form",
    async () => {
      const owner = await state.owner();
      const wal: Place[] = [];
      const files: string[] = [];
      const position = async () => {
        const { rows } = await owner.query(
          'select (pg_walfile_name_offset(pg_current_wal_insert_lsn())).file_name as file, (pg_walfile_name_offset(pg_current_wal_insert_lsn())).file_offset as "offset"',
        );
        return rows[0] as { file: string; offset: number };
      };
      await owner.query("select pg_switch_wal()");
      for (const [nth, [, encode]] of forms.entries()) {
        await owner.query(`create table public.planted_${nth} (leak bytea)`);
        const from = await position();
        await owner.query(`insert into public.planted_${nth} values ($1)`, [encode(marker("planted"))]);
        const to = await position();
        await owner.query("checkpoint");
        expect(to.file).toBe(from.file);
        const segment = filesUnder(join(state.dataDir, "postgres"), "postgres").find(({ name }) =>
          name.endsWith(`pg_wal/${to.file}`),
        );
        if (!segment) throw new Error("the write-ahead log is where PostgreSQL says");
        wal.push({ name: `pg_wal ${nth}`, bytes: recordsOfWal(segment.bytes, from.offset, to.offset) });
        const { rows } = await owner.query("select pg_relation_filepath($1::regclass) as path", [
          `public.planted_${nth}`,
        ]);
        files.push(rows[0].path);
      }
      const dump = await dumpTables(state);
      const disk = await databaseFiles(state);
      for (const [nth, [form]] of forms.entries()) {
        const rows = dump.filter(({ name }) => name.startsWith(`table public.planted_${nth} `));
        const data = disk.filter(({ name }) => name.endsWith(files[nth] ?? "no file"));
        expect(rows.length).toBe(2);
        expect(search(rows), `${form} in the dump`).not.toEqual([]);
        expect(search(data), `${form} in the data files`).not.toEqual([]);
        expect(search(wal.slice(nth, nth + 1)), `${form} in the write-ahead log`).not.toEqual([]);
        await owner.query(`drop table public.planted_${nth}`);
      }
      await owner.end();
    },
    STORY_MS,
  );

  test(
    "in what a browser keeps: each store in each form, and on the disk once it is closed",
    async () => {
      const page = await browser.newPage();
      await page.goto(`${state.origin}/?lang=en`);
      expect(search(await browserStorage(page))).toEqual([]);
      for (const [form, encode] of forms) {
        const leak = encode(marker("planted")).toString("latin1");
        await browser.clearCookies(); // the other stores are overwritten
        await page.evaluate(plantInBrowser, leak);
        const found = new Set(search(await browserStorage(page)).map(({ place }) => place));
        const everywhere = ["localStorage", "sessionStorage", "IndexedDB", "Cache", "history"];
        // The browser itself refuses a cookie with a NUL, which UTF-16 has.
        const inCookies = leak.includes("\0") ? [] : ["cookies"];
        expect([...found], form).toEqual([...everywhere, ...inCookies].map((name) => `browser ${name}`));
      }
      await browser.close();
      const onDisk = search(filesUnder(profile, "profile")).map(({ place }) => place);
      expect(onDisk.some((place) => place.includes("Local Storage"))).toBe(true);
    },
    STORY_MS,
  );
});

/** Runs in the page: the same text into every store. */
async function plantInBrowser(leak: string): Promise<void> {
  localStorage.setItem("planted", leak);
  sessionStorage.setItem("planted", leak);
  history.replaceState({ planted: leak }, "");
  // biome-ignore lint/suspicious/noDocumentCookie: a leak is being planted
  document.cookie = `planted=${leak.replaceAll(" ", "")}`;
  const cache = await caches.open("planted");
  await cache.put("/planted", new Response(Uint8Array.from(leak, (unit) => unit.charCodeAt(0))));
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open("planted", 1);
    asked.onupgradeneeded = () => void asked.result.createObjectStore("kept");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  await new Promise<void>((resolve, reject) => {
    const asked = database.transaction("kept", "readwrite");
    asked.objectStore("kept").put({ inside: [leak] }, "key");
    asked.oncomplete = () => resolve();
    asked.onerror = () => reject(asked.error);
  });
  database.close();
}
