import type { Client } from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromBase32 } from "../src/core/keys/index.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { type Demonstration, startDemonstration } from "./support/demonstration.ts";
import { writeAtDoor } from "./support/person.ts";
import {
  DESK,
  expectCalm,
  expectNothingSideways,
  openStation,
  PHONE,
  picture,
  type Station,
  signInByKeys,
} from "./support/station.ts";

// Someone writes on a phone and nobody at the door's agency opens it: the stand-in does, and answers. Someone else takes the
// stand-in out. A third is asked whether another agency may take over, says yes in Arabic, and goes on there. What each screen
// shows is checked in the rows, and by what each agency's members can fetch.

const STORY_MS = 240_000;
let state: Demonstration;
let browser: Browser;
let owner: Client;
const stations: Station[] = [];

beforeAll(async () => {
  [state, browser] = await Promise.all([startDemonstration(), launchBrowser()]);
  owner = await state.owner();
}, 240_000);
afterAll(async () => {
  await owner?.end();
  await browser?.close();
  await state?.stop();
  await state?.remove();
}, 240_000);

const open = async (viewport: { width: number; height: number }): Promise<Station> => {
  const isPhone = viewport === PHONE;
  const station = await openStation(browser, state.origin, {
    viewport,
    hasTouch: isPhone,
    isMobile: isPhone,
  });
  stations.push(station);
  return station;
};
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

/** Writes a first letter, keeps the words, and is in the conversation. @returns the mailbox's address in base32 */
async function tell(page: Page, text: string, lang: "en" | "ar", withStandIn: boolean): Promise<string> {
  const say = sayIn(lang);
  await page.goto(`${state.origin}/tell?lang=${lang}`);
  await page.getByLabel(say("tell-question")).fill(text);
  const box = page.locator("#tell-stand-in");
  expect(await box.isChecked(), "left in unless it is taken out").toBe(true);
  if (!withStandIn) await box.uncheck();
  await expectNothingSideways(page);
  await expectNoAxeViolations(page);
  await page.waitForSelector("#tell-send:not([aria-disabled])");
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.url().endsWith("/api/door/mailboxes") && one.method() === "POST"),
    button(page, say("tell-send")).tap(),
  ]);
  const sent = request.postDataJSON();
  expect("standIn" in sent, "locked to the stand-in only where the box was left").toBe(withStandIn);
  await page.getByRole("heading", { level: 1, name: say("words-title") }).waitFor({ timeout: 60_000 });
  return sent.address;
}

const box = (address: string) => Buffer.from(fromBase32(address, 16));
const agencyOf = async (address: string): Promise<string> =>
  (
    await owner.query(
      "select a.name from door.mailbox m join identity.agency a on a.id = m.agency_id where m.address = $1",
      [box(address)],
    )
  ).rows[0].name;

async function signIn(name: string): Promise<Station> {
  const station = await open(DESK);
  await signInByKeys(station, state, name);
  return station;
}

async function openConversation({ page }: Station, address: string): Promise<number> {
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.url().endsWith(`/api/inbox/${address}`)),
    page.goto(`${state.origin}/desk/inbox/${address}`),
  ]);
  const unlock = button(page, "Unlock");
  await unlock
    .or(page.getByText(/There is nothing here|not here|no such/i).first())
    .or(page.locator(".letters"))
    .first()
    .waitFor();
  if (await unlock.isVisible()) {
    await page.getByLabel("Password", { exact: true }).first().fill(state.password);
    await unlock.click();
  }
  return answer.status();
}

test(
  "a letter that nobody opens in time is opened and answered by the agency that stands in, as it was agreed",
  async () => {
    const phone = await open(PHONE);
    const text = "I am in a room above the car wash.";
    await phone.page.goto(`${state.origin}/tell?lang=en`);
    await phone.page
      .getByText(/If nobody at Open Line opens my letter within 24 hours, Harbour House may open it/)
      .waitFor();
    const address = await tell(phone.page, text, "en", true);
    const refused = await open(PHONE);
    const alone = await tell(refused.page, "Only for you to read.", "en", false);
    const waits = await owner.query("select mailbox from door.stand_in_wait");
    expect(waits.rows.map(({ mailbox }) => mailbox.toString("hex"))).toEqual([box(address).toString("hex")]);

    const yusuf = await signIn("yusuf@harbour.example");
    await yusuf.page.goto(`${state.origin}/desk/inbox`);
    await yusuf.page.getByRole("heading", { level: 1, name: "Inbox" }).waitFor();
    expect(await yusuf.page.content(), "nothing of it before the hour").not.toContain(address.slice(0, 4));

    // The hours go by: for the letter that waits, and for the clock that its readers hold it to.
    await owner.query("update door.stand_in_wait set opens_at = now() - interval '1 hour'");
    await expect.poll(() => agencyOf(address), { timeout: 100_000 }).toBe("Harbour House");
    await owner.query(
      "update door.transfer set done_hour = done_hour + interval '26 hours' where mailbox = $1",
      [box(address)],
    );
    expect(await agencyOf(alone)).toBe("Open Line");

    await openConversation(yusuf, address);
    await yusuf.page.getByText(text).waitFor();
    await yusuf.page.getByText(/Nobody at Open Line had opened it in time/).waitFor();
    await expectNoAxeViolations(yusuf.page);
    await picture(yusuf.page, "stand-in-opened");
    await yusuf.page.getByLabel("Your answer").fill("We read you. Are you safe tonight?");
    await button(yusuf.page, "Lock and send").click();
    await yusuf.page.getByText("We read you. Are you safe tonight?").first().waitFor();

    const leila = await signIn("leila@line.example");
    expect(await openConversation(leila, address), "whoever was too late fetches nothing").toBe(404);
    expect(await leila.page.content()).not.toContain(text);
    expect(await openConversation(leila, alone)).toBe(200);
    await leila.page.getByText("Only for you to read.").waitFor();
    for (const station of [phone, refused, yusuf, leila]) expectCalm(station);
  },
  STORY_MS,
);

test(
  "a conversation goes to another agency by a yes said on a phone, in Arabic; the one that asked sees nothing of it any more",
  async () => {
    const say = sayIn("ar");
    const text = "The man from the agency keeps my passport.";
    const person = await writeAtDoor(state.origin, text);
    const leila = await signIn("leila@line.example");
    expect(await openConversation(leila, person.address)).toBe(200);
    await leila.page.getByText(text).waitFor();
    await leila.page.getByRole("link", { name: "Ask to pass on" }).click();
    await leila.page.getByRole("heading", { level: 1, name: "Ask to pass the conversation on" }).waitFor();
    await expectNoAxeViolations(leila.page);
    await button(leila.page, "Lock and ask").click();
    await leila.page.getByText("Choose an agency.").waitFor();
    await leila.page
      .getByLabel("Who should read and answer from then on")
      .selectOption({ label: "Harbour House" });
    await leila.page.getByLabel("Your letter").fill("They have a lawyer and beds. May they answer you?");
    await picture(leila.page, "transfer-ask");
    await button(leila.page, "Lock and ask").click();
    await leila.page.getByText("Asked: may Harbour House take over?").waitFor();

    const phone = await open(PHONE);
    const { page } = phone;
    await page.goto(`${state.origin}/back?lang=ar`);
    await page.waitForSelector("#back-open:not([aria-disabled])");
    await page.getByLabel(say("back-label")).fill(person.words.join(" "));
    await button(page, say("back-open")).tap();
    const names = { from: "Open Line", to: "Harbour House" };
    await page.getByRole("heading", { name: say("transfer-title", names) }).waitFor({ timeout: 60_000 });
    await expectNothingSideways(page);
    await expectNoAxeViolations(page);
    await picture(page, "transfer-asked-phone");
    await button(page, say("offer-yes")).tap();
    await page.getByText(say("transfer-from-here", names)).waitFor();
    expect(await agencyOf(person.address)).toBe("Harbour House");
    await picture(page, "transfer-done-phone");
    await page.getByLabel(say("talk-reply")).fill("شكرا");
    await button(page, say("talk-send")).tap();
    await page.getByText(say("talk-sent")).waitFor();

    expect(await openConversation(leila, person.address)).toBe(404);
    expect(await leila.page.content()).not.toContain(text);
    const yusuf = await signIn("yusuf@harbour.example");
    expect(await openConversation(yusuf, person.address)).toBe(200);
    for (const seen of [text, "They have a lawyer and beds.", "شكرا"])
      await yusuf.page.getByText(seen).waitFor();
    const { rows } = await owner.query(
      "select why, until_letter, status from door.transfer where mailbox = $1",
      [box(person.address)],
    );
    expect(rows).toEqual([{ why: "asked", until_letter: 2, status: "done" }]);
    for (const station of [phone, leila, yusuf]) expectCalm(station);
  },
  STORY_MS,
);
