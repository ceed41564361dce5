import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Decrypter } from "age-encryption";
import type { Client } from "pg";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromBase64Url } from "../src/core/keys/bytes.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { type Demonstration, startDemonstration } from "./support/demonstration.ts";
import { type Member, signInMember } from "./support/member.ts";
import { type Person, writeAtDoor } from "./support/person.ts";
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

// A referral over four agencies: the one that holds the case asks a clinic, which has no place; it asks legal help, which
// says yes and begins; the person takes their yes back on a phone, and it stops. Police, party to nothing, try. What each
// desk was sent over the network, and what the database gives each agency's role, is searched for what is not theirs.

const SAID_OF_THE_CLINIC = "The waiting room has no door.";
const STORY_MS = 240_000;
const SECRETS = {
  contact: "Only the bakery, after ten",
  needs: "A doctor who is a woman",
  identity: "Tsehay of the hills",
} as const;

let state: Demonstration;
let browser: Browser;
let owner: Client;
let person: Person;
let caseId: string;
let line: Station;
let clinic: Station;
let legal: Station;
let police: Station;
/** Every body that a desk was sent. */
const bodies = new Map<Station, string[]>();

beforeAll(async () => {
  [state, browser] = await Promise.all([startDemonstration(), launchBrowser()]);
  owner = await state.owner();
  person = await writeAtDoor(state.origin, "They took my passport.");
  const open = async (): Promise<Station> => {
    const station = await openStation(browser, state.origin, { viewport: DESK });
    const seen: string[] = [];
    bodies.set(station, seen);
    station.page.on("response", async (response) => {
      if (response.url().includes("/api/") && !response.url().endsWith("/api/events"))
        seen.push(await response.text().catch(() => ""));
    });
    return station;
  };
  [line, clinic, legal, police] = await Promise.all([open(), open(), open(), open()]);
  await signInByKeys(line, state, "grace@line.example");
  await signInByKeys(clinic, state, "wei@clinic.example");
  await signInByKeys(legal, state, "sofia@legal.example");
  await signInByKeys(police, state, "rita@police.example");
  const grace = await signInMember(state, "grace@line.example");
  caseId = await openCase(grace);
  await sayYes(grace, "Marigold Clinic", ["needs-and-risk", "contact"]);
  await sayYes(grace, "Legal Aid Centre", ["identity"]);
}, 240_000);
afterAll(async () => {
  await owner?.end();
  await browser?.close();
  await state?.stop();
  await state?.remove();
}, 240_000);

const agencyId = async (grace: Member, wanted: string): Promise<string> =>
  (await grace.ask("GET", "/api/agencies")).agencies.find(({ name }: { name: string }) => name === wanted).id;
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

async function openCase(grace: Member): Promise<string> {
  const recipientAgencyId = await agencyId(grace, "Harbour House");
  const { protocols } = await grace.ask("GET", "/api/protocols");
  const id = randomUUID();
  await grace.ask("POST", `/api/inbox/${person.address}/offers`, {
    body: {
      id,
      recipientAgencyId,
      categories: ["contact"],
      purpose: "support",
      protocolId: protocols.find(({ title }: { title: string }) => title === "Shelter and first answer").id,
      consentUntil: inDays(60),
    },
  });
  await person.sayYes();
  const opened = await grace.ask("POST", "/api/cases", {
    purpose: "support",
    body: {
      offerId: id,
      gender: "woman",
      ageBand: "25-34",
      language: "ti",
      sections: [
        { category: "contact", document: { hours: SECRETS.contact } },
        { category: "needs-and-risk", document: { wants: SECRETS.needs } },
        { category: "identity", document: { firstName: SECRETS.identity } },
      ],
    },
  });
  return opened.id;
}

async function sayYes(grace: Member, agency: string, categories: readonly string[]): Promise<void> {
  const asked = {
    recipientAgencyId: await agencyId(grace, agency),
    purpose: "support",
    categories,
    until: inDays(30),
    language: "en",
  };
  const { text } = await grace.ask("POST", `/api/cases/${caseId}/consents/sentence`, { body: asked });
  await grace.ask("POST", `/api/cases/${caseId}/consents`, {
    body: { ...asked, text, by: "person", assent: null, readAloud: true, interpretedInto: null },
  });
}

const button = (within: Page | Locator, name: string | RegExp) => within.getByRole("button", { name });
const place = (page: Page, name: string | RegExp) =>
  page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name });
/** A line of what was done. */
const done = (page: Page, what: string) => page.getByRole("list", { name: "What was done" }).getByText(what);
const say = sayIn("en");

/** Nothing for axe to find, nothing sideways on a phone. */
async function expectGood(page: Page, name: string): Promise<void> {
  await expectNoAxeViolations(page);
  await picture(page, name);
  await page.setViewportSize(PHONE);
  await expectNothingSideways(page);
  await picture(page, `${name}-phone`);
  await page.setViewportSize(DESK);
}

/** What row security gives to the member who sits there, of this case's sections and of all referrals. */
async function rowsFor({ context }: Station): Promise<{ sections: string[]; referrals: number }> {
  const cookie = (await context.cookies()).find(({ name }) => name.endsWith("leeward_session"));
  if (!cookie) throw new Error("nobody is signed in here");
  await owner.query("begin; set local role leeward_member");
  try {
    await owner.query("select access.open_member_context($1, 'support')", [
      Buffer.from(fromBase64Url(cookie.value)),
    ]);
    const sections = await owner.query("select category from care.section where case_id = $1 order by 1", [
      caseId,
    ]);
    const referrals = await owner.query("select from care.referral where case_id = $1", [caseId]);
    return { sections: sections.rows.map(({ category }) => category), referrals: referrals.rows.length };
  } finally {
    await owner.query("rollback");
  }
}

async function chooseBasis(page: Page, agency: string): Promise<void> {
  const field = page.getByLabel("Whom, and on what it rests");
  await field.waitFor();
  const label = (await field.locator("option").allTextContents()).find((text) => text.includes(agency));
  await field.selectOption({ label: label ?? agency });
}

test(
  "is asked of one agency after another until somebody helps, stops when the person says so, and shows nobody what is not theirs",
  async () => {
    await askForRoom();
    await askTheClinic();
    await sayNoAtTheClinic();
    await askLegalHelp();
    await helpBegins();
    await takeBackOnThePhone();
    await seeToThePerson();
    await sendALetter();
    await askOutside();
    await knockAsPolice();
    await lookInArabic();
    await expectNobodySawWhatIsNotTheirs();
    for (const station of [line, clinic, legal, police]) expectCalm(station);
  },
  STORY_MS,
);

/** Before anyone is named: two agencies are asked, one answers; and nothing of it leads to the case. */
async function askForRoom(): Promise<void> {
  const { page } = line;
  await place(page, /^Referrals/).click();
  await button(page, "Ask for room").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What you ask for").selectOption({ label: "Health care" });
  await dialog.getByLabel("Children who come with them").selectOption({ label: "1" });
  await dialog.getByLabel("Language").selectOption({ label: "Arabic" });
  await button(dialog, "Ask").click();
  await page.getByText("Choose at least one agency.").waitFor();
  await dialog.getByLabel("Marigold Clinic").check();
  await dialog.getByLabel("Legal Aid Centre").check();
  expect(
    await dialog.locator("input[type=text], input:not([type]), textarea").count(),
    "no place for words",
  ).toBe(0);
  await expectGood(page, "capacity-ask");
  await button(dialog, "Ask").click();
  await page.getByText("2 agencies were asked.").waitFor();
  await place(clinic.page, /^Referrals/).click();
  const waits = clinic.page.getByRole("list", { name: "Is there room?" });
  await waits.getByText("Health care. a woman, with 1 child. Arabic. from tonight").waitFor();
  await waits.getByRole("button", { name: "asks for room" }).click();
  await clinic.page.getByLabel("Yes, there is room").check();
  await expectGood(clinic.page, "capacity-answer");
  await button(clinic.page.getByRole("dialog"), "Answer").click();
  await waits.getByText("yes, kept until").waitFor();
  const answers = page.getByRole("list", { name: "Is there room?" });
  await answers.getByText("yes, kept until").waitFor();
  await answers.getByText("no answer yet").waitFor();
  await expectGood(page, "capacity-answered");
}

/** With a keyboard alone: from the case to the dialog, a part, and sent. */
async function askTheClinic(): Promise<void> {
  const { page } = line;
  await page.goto(`${state.origin}/desk/cases/${caseId}`);
  await button(page, "Ask another agency").waitFor();
  await tabTo(page, "Ask another agency");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await chooseBasis(page, "Marigold Clinic");
  await page.getByLabel("What you ask for").selectOption({ label: "Health care" });
  await page.getByText("Marigold Clinic was asked for room: yes, kept until").waitFor();
  await page.getByText("will see nothing yet").waitFor();
  await button(page, "Send it").click();
  await page.getByText("Choose at least one part, and").waitFor();
  await tabTo(page, "Needs and risk");
  await page.keyboard.press("Space");
  await page.getByText(/Marigold Clinic will see the made-up name.*Needs and risk, with/).waitFor();
  await expectGood(page, "refer");
  await button(page, "Send it").click();
  await page.getByText("Look at it as they will see it, then send it.").waitFor();
  await tabTo(page, "See it as they will");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByText(SECRETS.needs).waitFor();
  await expectGood(page, "refer-preview");
  await tabTo(page, "Send it");
  await page.keyboard.press("Enter");
  await page.getByText("Marigold Clinic was asked.").waitFor();
  await page.getByText("It is the turn of Marigold Clinic.").first().waitFor();
  expect(await rowsFor(clinic)).toEqual({ sections: ["needs-and-risk"], referrals: 1 });
}

async function sayNoAtTheClinic(): Promise<void> {
  const { page } = clinic;
  await place(page, /^Today/).click();
  const waiting = page.getByRole("list", { name: "Referrals that wait" });
  await waiting.getByRole("link", { name: "Health care" }).waitFor();
  await expectGood(page, "today-with-referral");
  await waiting.getByRole("link", { name: "Health care" }).click();
  await page.getByRole("heading", { level: 1, name: "Health care" }).waitFor();
  await button(page, "We have it").click();
  await done(page, "acknowledged it").waitFor();
  await expectGood(page, "referral-received");
  await page
    .getByRole("main")
    .getByRole("link", { name: /^[A-Z][a-z]+ \d+/ })
    .click();
  await button(page, "Open Needs and risk").click();
  await page.getByText(SECRETS.needs).waitFor();
  await page.goBack();
  await button(page, "We cannot help").click();
  await button(page.getByRole("dialog"), "We cannot help").click();
  await page.getByText("Choose one.").waitFor();
  await page.getByLabel("no place is free").check();
  await page.getByLabel("Another agency that may help").selectOption({ label: "Legal Aid Centre" });
  await expectNoAxeViolations(page);
  await button(page.getByRole("dialog"), "We cannot help").click();
  await done(page, "said no: no place is free").waitFor();
  await page.getByText("Nothing of the case is open to you now").waitFor();
  expect(await rowsFor(clinic)).toEqual({ sections: [], referrals: 1 });
}

async function askLegalHelp(): Promise<void> {
  const { page } = line;
  await place(page, /^Referrals/).click();
  await page.getByRole("table", { name: "Referrals" }).getByText("declined").waitFor();
  await expectGood(page, "referrals");
  await page.getByRole("table", { name: "Referrals" }).getByRole("link", { name: "Health care" }).click();
  await page.getByText("Legal Aid Centre was suggested.").waitFor();
  await page.getByText("Who could be asked next").waitFor();
  await page.getByText(/Needs and risk.*last on/).waitFor();
  await expectGood(page, "referral-came-back");
  await page.getByRole("link", { name: "Ask Legal Aid Centre" }).click();
  await page.getByText("This takes up the referral that came to nothing.").waitFor();
  await chooseBasis(page, "Legal Aid Centre");
  await page.getByLabel("What you ask for").selectOption({ label: "Legal advice" });
  // Single lines are looked at first, as they will be seen; here the whole part is sent instead.
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Identity: 0 lines alone").click();
  await dialog.getByLabel("First name").check();
  await button(dialog, "Send it").click();
  await dialog.getByText("Look at it as they will see it, then send it.").waitFor();
  await button(dialog, "See it as they will").click();
  await dialog.getByText("Legal Aid Centre will see exactly this:").waitFor();
  await dialog.getByText(SECRETS.identity).waitFor();
  await expectGood(page, "letter-preview");
  await dialog.getByLabel("First name").uncheck();
  await dialog.getByLabel("Identity", { exact: true }).first().check();
  await button(dialog, "See it as they will").click();
  await page.getByLabel(/^Urgent:/).check();
  await dialog.getByText("Legal Aid Centre will see exactly this:").waitFor();
  await button(page, "Send it").click();
  await page.getByText("Legal Aid Centre was asked.").waitFor();
  expect(await rowsFor(legal)).toEqual({ sections: ["identity"], referrals: 1 });
}

async function helpBegins(): Promise<void> {
  const { page } = legal;
  await place(page, /^Referrals/).click();
  await page.getByRole("link", { name: "Legal advice (Urgent)" }).first().click();
  await button(page, "We will help").click();
  await done(page, "said yes").waitFor();
  await page
    .getByRole("main")
    .getByRole("link", { name: /^[A-Z][a-z]+ \d+/ })
    .click();
  await button(page, "Open Identity").click();
  await page.getByText(SECRETS.identity).waitFor();
  await page.goBack();
  await button(page, "Help has begun").click();
  await done(page, "began to help").waitFor();
}

async function takeBackOnThePhone(): Promise<void> {
  const phone = await openStation(browser, state.origin, { viewport: PHONE, hasTouch: true, isMobile: true });
  const { page } = phone;
  await page.goto(`${state.origin}/my-file?lang=en`);
  await page.waitForSelector("#back-open:not([aria-disabled])");
  await page.getByLabel(say("back-label")).fill(person.words.join(" "));
  await button(page, say("back-open")).tap();
  await button(page, say("file-safe-yes")).tap();
  await page.getByRole("heading", { name: say("refer-title") }).waitFor();
  await page.getByText(say("refer-begun", { agency: "Legal Aid Centre" })).waitFor();
  await page.getByText(say("refer-back", { agency: "Marigold Clinic" })).waitFor();
  expect(await page.content()).not.toMatch(/Wei|Sofia|Grace/);
  await expectNoAxeViolations(page);
  await expectNothingSideways(page);
  await picture(page, "my-file-referrals");
  await page.getByRole("switch", { name: /Legal Aid Centre/ }).tap();
  await page.getByText(say("file-turned-off")).waitFor();
  await page.getByText(say("refer-stopped", { agency: "Legal Aid Centre" })).waitFor();
  expectCalm(phone);
  await phone.context.close();
}

async function seeToThePerson(): Promise<void> {
  expect(await rowsFor(legal)).toEqual({ sections: [], referrals: 1 });
  await legal.page.getByText("the person took their yes back").first().waitFor();
  const { page } = line;
  await place(page, /^Today/).click();
  const waiting = page.getByRole("list", { name: "Referrals that wait" });
  await waiting.getByRole("link", { name: "Legal advice (Urgent)" }).click();
  await page.getByText("the person took their yes back").first().waitFor();
  await page.getByText("What was read before may be remembered there").waitFor();
  await expectGood(page, "referral-stopped");
  await button(page, "Close it").click();
  await page.getByLabel("we support the person ourselves").check();
  await button(page.getByRole("dialog"), "Close it").click();
  await page.getByText("Nobody has to do anything any more.").waitFor();
}

/** A yes to one line, by clicks; a letter of that line, looked at before it is sent, and read by whoever received it: nothing else is open. */
async function sendALetter(): Promise<void> {
  const { page } = line;
  await page.goto(`${state.origin}/desk/cases/${caseId}/allowed`);
  await button(page, "Ask for a yes").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Who would see it").selectOption({ label: "Legal Aid Centre" });
  await dialog.getByRole("radio", { name: /^support$/i }).check();
  await dialog.getByRole("checkbox", { name: "Identity" }).check();
  await dialog.getByText("Identity: 0 lines alone").click();
  await dialog.getByRole("checkbox", { name: "First name" }).check();
  await expectGood(page, "letter-yes");
  await button(dialog, "To the sentence").click();
  await dialog.getByText(/\(only: First name\)/).waitFor();
  await expectGood(page, "letter-sentence");
  await button(dialog, "They said yes").click();
  await dialog.waitFor({ state: "detached" });

  await page.goto(`${state.origin}/desk/cases/${caseId}?for=support`);
  await button(page, "Ask another agency").click();
  await chooseBasis(page, "Legal Aid Centre");
  await page.getByLabel("What you ask for").selectOption({ label: "Legal advice" });
  await dialog.getByText("Identity: 0 lines alone").click();
  expect(
    await dialog.getByRole("group", { name: "Identity" }).getByRole("checkbox").count(),
    "the line that was named",
  ).toBe(1);
  await dialog.getByLabel("First name").check();
  await button(dialog, "See it as they will").click();
  await dialog.getByText("Legal Aid Centre will see exactly this:").waitFor();
  await button(dialog, "Send it").click();
  await page.getByText("Legal Aid Centre was asked.").waitFor();

  const theirs = legal.page;
  await place(theirs, /^Referrals/).click();
  await theirs.getByRole("link", { name: "Legal advice", exact: true }).first().click();
  await theirs.getByText("A letter is open to you, and nothing else of the case").waitFor();
  expect(await theirs.content()).not.toContain(SECRETS.identity);
  await button(theirs, "Open the letter").click();
  await theirs.getByText(SECRETS.identity).waitFor();
  await expectGood(theirs, "letter-received");
  // What stands there is sent anew by its sender, and takes the place of the one before.
  await page.getByRole("link", { name: "Legal advice", exact: true }).first().click();
  await button(page, "Send it anew").click();
  await button(dialog, "See it as they will").click();
  await dialog.getByText("Legal Aid Centre will see exactly this:").waitFor();
  await expectGood(page, "letter-anew");
  await button(dialog, "Send it").click();
  await dialog.waitFor({ state: "detached" });
  expect(await rowsFor(legal), "no section, but two referrals").toEqual({ sections: [], referrals: 2 });
}

/** An agency that is not on Leeward: a yes, a file sealed here, a page on a phone in French, and the call once the yes is taken back. */
async function askOutside(): Promise<void> {
  const { page } = line;
  await page.goto(`${state.origin}/desk/cases/${caseId}/allowed`);
  await button(page, "Ask for a yes").click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Who would see it").selectOption({ label: "An agency that is not on Leeward …" });
  await form.getByLabel("Name of the agency").fill("Far Clinic");
  await form.getByLabel("Its telephone").fill("+44 20 7946 0000");
  await form.getByLabel("Language of its page").selectOption({ label: "French" });
  const enforces = form.getByRole("group", { name: "Does it enforce immigration law?" });
  await enforces.getByLabel("Yes").check();
  await form.getByRole("group", { name: "Must it pass on" }).getByLabel("No").check();
  await button(form, "Write it down").click();
  await form.getByText("This agency cannot be asked").waitFor();
  await enforces.getByLabel("No").check();
  await expectGood(page, "outside-agency");
  await button(form, "Write it down").click();
  await form.getByRole("group", { name: "What for" }).getByLabel("support").check();
  await form.getByRole("group", { name: "Which parts" }).getByLabel("Identity").check();
  await button(form, "To the sentence").click();
  await form.getByText("Nobody can make sure that it does.").first().waitFor();
  await button(form, "They said yes").click();
  await form.waitFor({ state: "hidden" });

  await page.goto(`${state.origin}/desk/cases/${caseId}?for=support`);
  await button(page, "Ask another agency").click();
  await chooseBasis(page, "Far Clinic");
  await form.getByLabel("What you ask for").selectOption({ label: "Health care" });
  await form.getByText("Identity: 0 lines alone").click();
  await form.getByLabel("First name").check();
  await button(form, "See it as they will").click();
  await form.getByText(SECRETS.identity).waitFor();
  await expectGood(page, "outside-preview");
  await button(form, "Seal it").click();
  await button(form, "Save the sealed file").waitFor();
  await expectGood(page, "outside-sealed");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    button(form, "Save the sealed file").click(),
  ]);
  const decrypter = new Decrypter();
  decrypter.addPassphrase((await form.locator("[data-passphrase]").textContent()) ?? "");
  const text = await decrypter.decrypt(await readFile(await download.path()), "text");
  expect(text).toContain(SECRETS.identity);
  for (const hidden of [SECRETS.contact, SECRETS.needs, caseId]) expect(text).not.toContain(hidden);
  await button(form, "I have all of it").click();
  const link = await sendOutsideAnew(page);

  const phone = await openStation(browser, state.origin, { viewport: PHONE, hasTouch: true, isMobile: true });
  const sayFrench = sayIn("fr");
  await phone.page.goto(link);
  await phone.page.getByText(sayFrench("answer-state-sent")).waitFor();
  expect(phone.page.url(), "the secret leaves the address").not.toContain("#");
  expect(await phone.page.content()).not.toContain(SECRETS.identity);
  await button(phone.page, sayFrench("answer-do-acknowledge")).tap();
  await phone.page.getByText(sayFrench("answer-state-acknowledged")).waitFor();
  await button(phone.page, sayFrench("answer-do-accept")).tap();
  await phone.page.getByText(sayFrench("answer-declare-first")).waitFor();
  await phone.page.getByLabel(sayFrench("answer-declare")).check();
  await expectNoAxeViolations(phone.page);
  await expectNothingSideways(phone.page);
  await picture(phone.page, "outside-answer");
  await button(phone.page, sayFrench("answer-do-accept")).tap();
  await phone.page.getByText(sayFrench("answer-state-accepted")).waitFor();

  await page.goto(`${state.origin}/desk/cases/${caseId}/allowed`);
  await button(page, "They took it back: what Far Clinic may see").click();
  await button(page.getByRole("dialog"), "Yes, end it now").click();
  await phone.page.goto("about:blank");
  await phone.page.goto(link);
  await phone.page.getByText(sayFrench("answer-over")).waitFor();
  await expectNoAxeViolations(phone.page);
  await picture(phone.page, "outside-answer-over");
  await place(page, /^Today/).click();
  const calls = page.getByRole("list", { name: "To call: delete what was sent" });
  await calls.getByText("Call Far Clinic, +44 20 7946 0000").waitFor();
  await expectGood(page, "today-with-call");
  await button(calls, "They were asked: Far Clinic").click();
  await calls.waitFor({ state: "detached" });
  await button(phone.page, sayFrench("answer-do-deleted")).tap();
  await phone.page.getByText(sayFrench("answer-deleted")).waitFor();
  expectCalm(phone);
  await phone.context.close();
}

/** The file was lost: it goes again with another link, and the one before is to be deleted. */
async function sendOutsideAnew(page: Page): Promise<string> {
  const { rows } = await owner.query(
    "select id from care.referral where case_id = $1 and outside_agency_id is not null",
    [caseId],
  );
  await page.goto(`${state.origin}/desk/referrals/${rows[0].id}?for=support`);
  await button(page, "Send it anew").click();
  const form = page.getByRole("dialog");
  await button(form, "Their telephone or key has changed").click();
  for (const asked of ["Does it enforce", "Must it pass on"])
    await form.getByRole("group", { name: asked }).getByLabel("No").check();
  await button(form, "Write it down").click();
  await button(form, "Their telephone or key has changed").waitFor();
  await button(form, "See it as they will").click();
  await form.getByText(SECRETS.identity).waitFor();
  await expectGood(page, "outside-anew");
  await button(form, "Seal it").click();
  await button(form, "Save the sealed file").click();
  const link = (await form.locator("[data-link]").textContent()) ?? "";
  await button(form, "I have all of it").click();
  await done(page, "sent the file anew").waitFor();
  await expectGood(page, "outside-sent-anew");
  await place(page, /^Today/).click();
  const calls = page.getByRole("list", { name: "To call: delete what was sent" });
  await button(calls, "They were asked: Far Clinic").click();
  await calls.waitFor({ state: "detached" });
  return link;
}

async function knockAsPolice(): Promise<void> {
  const { page } = police;
  const { rows } = await owner.query("select id from care.referral where case_id = $1", [caseId]);
  for (const { id } of rows) {
    const answer = await page.goto(`${state.origin}/desk/referrals/${id}`);
    expect(answer?.status()).toBe(200);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.content()).not.toMatch(/Health care|Legal advice/);
  }
  await page.goto(`${state.origin}/desk/referrals`);
  await page.getByText("There is no referral here.").waitFor();
  expect(await rowsFor(police)).toEqual({ sections: [], referrals: 0 });
}

/** The same pages from right to left, in the dark, on a phone too; and My file. */
async function lookInArabic(): Promise<void> {
  const { page } = line;
  await page.evaluate(() => localStorage.setItem("leeward-choices", "device ar"));
  await page.emulateMedia({ colorScheme: "dark" });
  const { rows } = await owner.query("select id from care.referral where case_id = $1", [caseId]);
  for (const path of ["today", "referrals", `referrals/${rows[0].id}`, `cases/${caseId}`]) {
    await page.goto(`${state.origin}/desk/${path}`);
    await page.locator("h1").first().waitFor();
    await expect.poll(() => page.locator(".wait-bar").count()).toBe(0);
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    await expectGood(page, `ar-${path.slice(0, 9).replace("/", "-")}`);
  }
  await button(page, "سؤال جهة أخرى").click();
  await page.getByRole("dialog").waitFor();
  await expectGood(page, "ar-refer");
  const phone = await openStation(browser, state.origin, {
    viewport: PHONE,
    hasTouch: true,
    isMobile: true,
    locale: "ar",
  });
  const sayArabic = sayIn("ar");
  // As if the clinic had helped after all, and were done.
  await owner.query(
    `update care.referral set state = 'ended', code = 'helped', state_since = now() where case_id = $1
       and to_agency_id = (select id from identity.agency where name = 'Marigold Clinic')`,
    [caseId],
  );
  await phone.page.goto(`${state.origin}/my-file?lang=ar`);
  await phone.page.waitForSelector("#back-open:not([aria-disabled])");
  await phone.page.getByLabel(sayArabic("back-label")).fill(person.words.join(" "));
  await button(phone.page, sayArabic("back-open")).tap();
  await button(phone.page, sayArabic("file-safe-yes")).tap();
  await phone.page.getByText(sayArabic("refer-stopped", { agency: "Legal Aid Centre" })).waitFor();
  await phone.page.getByText(sayArabic("refer-outside", { agency: "Far Clinic" })).waitFor();
  // Which lines went; and days by another calendar, of which nothing is kept.
  await phone.page.getByText("الاسم الأوّل").first().waitFor();
  const persianYear = new Intl.DateTimeFormat("en-u-ca-persian", { year: "numeric" })
    .format(new Date())
    .slice(0, 4);
  await phone.page.getByLabel(sayArabic("file-calendar")).selectOption("persian");
  await phone.page.getByText(persianYear).first().waitFor();
  await expectNoAxeViolations(phone.page);
  await expectNothingSideways(phone.page);
  await picture(phone.page, "ar-my-file");
  await button(phone.page, sayArabic("rate-title")).tap();
  await phone.page.getByText(sayArabic("rate-lead", { agency: "Open Line" })).waitFor();
  await phone.page
    .getByRole("group", { name: sayArabic("rate-helped") })
    .getByText(sayArabic("rate-partly"))
    .tap();
  await phone.page
    .getByRole("group", { name: sayArabic("rate-well") })
    .getByText(sayArabic("rate-no"), { exact: true })
    .tap();
  await phone.page.getByLabel(sayArabic("ask-text")).fill(SAID_OF_THE_CLINIC);
  await expectNoAxeViolations(phone.page);
  await expectNothingSideways(phone.page);
  await picture(phone.page, "ar-my-file-rating");
  await button(phone.page, sayArabic("ask-send")).tap();
  await phone.page.getByText(sayArabic("ask-sent")).waitFor();
  expectCalm(phone);
  await phone.context.close();

  // At the desk of whoever sent them there, and nowhere else.
  await page.goto(`${state.origin}/desk/cases/${caseId}?for=support`);
  await button(page, "كيف كانت الإحالة بالنسبة إليه").click();
  await page.getByRole("dialog").getByText(SAID_OF_THE_CLINIC).waitFor();
  await expectNoAxeViolations(page, "[role=dialog]");
  await picture(page, "ar-rating");
}

async function expectNobodySawWhatIsNotTheirs(): Promise<void> {
  const { rows } = await owner.query("select alias from care.case_file where id = $1", [caseId]);
  const { alias } = rows[0];
  const seen = (station: Station) => bodies.get(station)?.join("\n") ?? "";
  const found = (station: Station) =>
    Object.entries({ ...SECRETS, alias }).flatMap(([what, text]) =>
      seen(station).includes(text) ? [what] : [],
    );
  // Each was sent something, or an empty list would say nothing.
  for (const station of [line, clinic, legal, police]) expect(seen(station).length).toBeGreaterThan(1000);
  expect(found(clinic)).toEqual(["needs", "alias"]);
  expect(found(legal)).toEqual(["identity", "alias"]);
  expect(found(police)).toEqual([]);
  for (const station of [clinic, legal, police]) expect(seen(station)).not.toContain(SAID_OF_THE_CLINIC);
  // Nor the other agency that was asked, nor who said no.
  expect(seen(legal)).not.toContain("no-place");
}
