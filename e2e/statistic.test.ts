import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { STATISTICS_TEXTS } from "../src/modules/statistics/pages/texts.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { type Demonstration, startDemonstration, temporaryFolder } from "./support/demonstration.ts";
import { answerOf, release } from "./support/release-command.ts";
import {
  DESK,
  expectCalm,
  expectNothingSideways,
  openStation,
  PHONE,
  picture,
  signInByKeys,
} from "./support/station.ts";

// The short way of `npm run proof -- "a statistic"`, without kills: a file is imported and released beside the house, two people
// publish it with its audit before them, the board of quality is looked at, and a phone reads the numbers in Arabic. The release is a wide
// one, so that each picture of a public page is drawn from a true release; it is read by keyboard, on paper and at four times its size too.

const TITLE = "People found in one country";
/** Twelve thousand made-up rows in CTDC's columns, of everything that a page has a picture for. */
const FROM = ["PHL", "BGD", "UKR", "NGA"];
const FOUND = ["USA", "ARE", "DEU"];
const ROWS = [
  "yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,isForcedLabour,isSexualExploit,meansThreats,meansFalsePromises,typeOfLabourConstruction,typeOfLabourDomesticWork",
  ...Array.from({ length: 12_000 }, (_, n) =>
    [
      ...[n % 5 ? 2024 : 2023, n % 3 ? "Woman" : "Man", n % 4 ? "18--20" : "09--17"],
      ...[FROM[n % 7 > 3 ? 0 : n % 4], FOUND[n % 7 > 3 ? 0 : n % 3], n % 2, (n + 1) % 2],
      ...[n % 3 ? 1 : 0, n % 5 ? 0 : 1, n % 2, n % 6 ? 0 : 1],
    ].join(","),
  ),
].join("\n");
const COLUMNS = "gender,ageBroad,purpose,year,citizenshipRegion,exploitationRegion,control,typeOfLabour";

let state: Demonstration;
let browser: Browser;
let owner: Client;
let folder: string;
beforeAll(async () => {
  [state, browser, folder] = await Promise.all([startDemonstration(), launchBrowser(), temporaryFolder()]);
  owner = await state.owner();
}, 240_000);
afterAll(async () => {
  await owner.end();
  await browser.close();
  await state.stop();
  await state.remove();
  await rm(folder, { recursive: true, force: true });
});

const open = async (role: string, of = "Harbour House") => {
  const found = state.signIns.find(({ agency, roles }) => agency === of && roles.includes(role));
  const station = await openStation(browser, state.origin, { viewport: DESK });
  await signInByKeys(station, state, found?.email ?? "");
  await station.page
    .getByRole("navigation", { name: "Desk" })
    .getByRole("link", { name: "Releases" })
    .click();
  await station.page.getByRole("heading", { level: 1, name: "Releases" }).waitFor();
  return station;
};
const rows = async (text: string) => (await owner.query(text)).rows;

test("a file becomes numbers that everyone reads, once two others have seen its audit, and the year has paid for it", async () => {
  const file = join(folder, "rows.csv");
  await writeFile(file, ROWS);
  const about = ["--form", "ctdc", "--kind", "synthetic", "--title", "Made-up rows", "--origin", "This test"];
  const { id } = answerOf(await release(state, ["import", file, ...about]));
  expect(await rows("select from statistics.spent")).toHaveLength(0);
  const asked = [
    "--columns",
    COLUMNS,
    "--epsilon",
    "1",
    "--audit-runs",
    "100",
    "--question",
    "Who was found?",
  ];
  const made = answerOf(await release(state, ["source", id, ...asked, "--out", join(folder, "made")]));
  expect(made.audit).toMatchObject({ passed: true, runs: 200 });
  expect(await rows("select epsilon from statistics.spent")).toEqual([{ epsilon: 1 }]);

  const amina = await open("statistician");
  await amina.page.getByRole("button", { name: "Publish…" }).click();
  await amina.page.getByText("epsilon 3 of 4, delta 9 of 10 in a million").waitFor();
  await amina.page.getByLabel("Title").fill(TITLE);
  await amina.page.getByRole("button", { name: "Propose", exact: true }).click();
  await amina.page.getByText("Waits for two approvals").waitFor();

  const boss = await open("supervisor");
  await boss.page.getByRole("button", { name: "Look", exact: true }).click();
  await boss.page.getByText("A decision, and nobody who took it").waitFor();
  await boss.page.getByText("1 look", { exact: true }).waitFor();
  await expectNoAxeViolations(boss.page);
  await picture(boss.page, "quality");
  await boss.page.goto(`${state.origin}/desk/seconds`);
  await boss.page.getByText("Audit: nothing found").waitFor();
  await boss.page.getByRole("link", { name: "Read its numbers" }).click();
  await boss.page.getByText("Not out yet.").first().waitFor();
  await boss.page.locator(".fig-pyramid").waitFor();
  await expectNoAxeViolations(boss.page);
  await picture(boss.page, "preview");
  await boss.page.goBack();
  await boss.page.getByRole("button", { name: "Confirm, and do it" }).first().click();
  const once = () => rows("select from proposals.proposal where kind = 'release.second-approval'");
  await expect.poll(once, { timeout: 30_000 }).toHaveLength(1);
  await amina.page.reload();
  await amina.page.getByText("Approved once, waits for another").waitFor();
  const officer = await open("data-protection-officer");
  await officer.page.goto(`${state.origin}/desk/seconds`);
  await officer.page.getByText("Publish a release: the second approval").waitFor();
  await officer.page.getByRole("button", { name: "Confirm, and do it" }).first().click();
  const published = () => rows("select from statistics.release where published_at is not null");
  await expect.poll(published, { timeout: 30_000 }).toHaveLength(1);

  const phone = await openStation(browser, state.origin, { viewport: PHONE, locale: "ar" });
  const { ar } = STATISTICS_TEXTS;
  await phone.page.goto(`${state.origin}/statistics`);
  await phone.page.getByRole("link", { name: TITLE, exact: true }).click();
  await phone.page.getByText(ar.fromKinds.synthetic).waitFor();
  await phone.page.getByText("استغلال جنسي").first().waitFor();
  await expectNothingSideways(phone.page);
  await picture(phone.page, "numbers-arabic");
  await expectNoAxeViolations(phone.page);

  await readWithoutScripts(phone.page.url().replace("lang=ar", "lang=en"));
  const desk = await openStation(browser, state.origin, { viewport: DESK, locale: "en" });
  const { page } = desk;
  await page.goto(phone.page.url().replace("lang=ar", "lang=en"));
  for (const kind of ["pyramid", "trend", "map", "corridors", "means", "forms"])
    await page.locator(`.fig-${kind}`).waitFor();
  const topOf = async (kind: string) => (await page.locator(`.fig-${kind}`).boundingBox())?.y;
  expect(await topOf("map"), "the map beside the corridors").toBe(await topOf("corridors"));
  await picture(page, "numbers-wide");
  await readByKeyboard(page);
  await readOnPaper(page);
  // 200 and 400 in 100 of a window of 1280 (WCAG 1.4.10)
  for (const width of [640, 320]) {
    await page.setViewportSize({ width, height: 512 });
    await expectNothingSideways(page);
  }
  await page.goto(`${state.origin}/statistics?lang=ar`);
  await expectNothingSideways(page);
  for (const station of [amina, boss, officer, phone, desk]) expectCalm(station);
}, 180_000);

/** Where no script runs: the table of a figure, a question, and the way out. */
async function readWithoutScripts(url: string): Promise<void> {
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  const first = page.locator(".fig").first();
  await first.locator(".seg label").nth(1).click();
  await first.locator(".as-table").waitFor();
  expect(await first.locator(".as-chart").isVisible()).toBe(false);
  await page.locator('#ask input[value="gender"]').check();
  await page.locator("#ask button").click();
  await page.locator("#ask table").waitFor();
  await page.getByRole("link", { name: "Leave now" }).click();
  await page.waitForURL("about:blank");
  await context.close();
}

test("an office counts an agency that two of its people let in, and sees by agency how good its numbers are", async () => {
  await owner.query(
    "update identity.agency set kind = 'statistics-office' where name = 'Labour Inspectorate'",
  );
  const name = "People found by any of us";
  const office = await open("supervisor", "Labour Inspectorate");
  await office.page.getByLabel("Begin another").fill(name);
  await office.page.getByRole("button", { name: "Begin it" }).click();
  await office.page.getByRole("heading", { name }).waitFor();
  await office.page.getByText("No agency is in it yet.").waitFor();

  const boss = await open("supervisor");
  await boss.page.getByRole("button", { name: "Let our people be counted in it" }).click();
  await boss.page.getByText("A data-protection officer finds it under Seconds.").waitFor();
  const officer = await open("data-protection-officer");
  await officer.page.goto(`${state.origin}/desk/seconds`);
  await officer.page.getByText(name).first().waitFor();
  await officer.page.getByRole("button", { name: "Confirm, and do it" }).first().click();
  const parts = () => rows("select from statistics.population_part where left_at is null");
  await expect.poll(parts, { timeout: 30_000 }).toHaveLength(1);

  await office.page.reload();
  await office.page.getByText("In it: Harbour House.").waitFor();
  await office.page.getByRole("button", { name: "Look at each agency’s numbers" }).click();
  await office.page.getByRole("heading", { level: 4, name: "Harbour House" }).waitFor();
  await expectNoAxeViolations(office.page);
  await picture(office.page, "office");
  await office.page.setViewportSize(PHONE);
  await expectNothingSideways(office.page);
  await boss.page.reload();
  await boss.page.getByText("Labour Inspectorate", { exact: false }).first().waitFor();
  await boss.page.getByRole("button", { name: "Take our people out" }).click();
  await expect.poll(parts, { timeout: 30_000 }).toHaveLength(0);
  for (const station of [office, boss, officer]) expectCalm(station);
}, 180_000);

/** The other form of a figure, and a question, without a pointer. */
async function readByKeyboard(page: Page): Promise<void> {
  const tabTo = async (selector: string) => {
    for (let presses = 0; presses < 100; presses++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    throw new Error(`No press of Tab came to ${selector}.`);
  };
  const first = page.locator(".fig").first();
  await tabTo("#f1c");
  await page.keyboard.press("ArrowRight");
  await first.locator(".as-table").waitFor();
  expect(await first.locator(".as-chart").isVisible()).toBe(false);
  await tabTo('#ask input[name="by"]');
  await page.keyboard.press("Space");
  await tabTo("#ask button");
  await page.keyboard.press("Enter");
  await page.locator("#ask table").waitFor();
}

/** On paper stand picture and table of each figure, what was folded away, and how to cite it; nothing to press. */
async function readOnPaper(page: Page): Promise<void> {
  await page.emulateMedia({ media: "print" });
  const figures = await page.locator(".fig").count();
  for (let at = 0; at < figures; at++)
    for (const part of [".as-chart", ".as-table"])
      expect(await page.locator(".fig").nth(at).locator(part).isVisible(), `${part} of ${at + 1}`).toBe(true);
  for (const pressed of [".pub-bar", ".fig-tools", "form", ".exit"])
    expect(await page.locator(pressed).first().isVisible(), pressed).toBe(false);
  const { pathname } = new URL(page.url());
  expect(await page.locator("cite").textContent()).toContain(`${state.origin}${pathname}?lang=en`);
  expect(await page.locator("cite").textContent()).toContain(TITLE);
  await picture(page, "numbers-printed");
  await page.emulateMedia({ media: "screen" });
}
