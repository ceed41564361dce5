import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "pg";
import type { Browser } from "playwright-core";
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
// publish it with its audit before them, the board of quality is looked at, and a phone reads the numbers in Arabic.

const TITLE = "People found in one country";
/** Six hundred made-up rows in CTDC's columns. */
const ROWS = [
  "gender,ageBroad,isForcedLabour,isSexualExploit",
  ...Array.from({ length: 600 }, (_, n) =>
    [n % 3 ? "Woman" : "Man", n % 4 ? "18--20" : "0--8", n % 2, (n + 1) % 2].join(","),
  ),
].join("\n");

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

const open = async (role: string) => {
  const found = state.signIns.find(({ agency, roles }) => agency === "Harbour House" && roles.includes(role));
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
  const asked = ["--columns", "gender,ageBroad,purpose", "--epsilon", "1", "--audit-runs", "100"];
  const made = answerOf(await release(state, ["source", id, ...asked, "--out", join(folder, "made")]));
  expect(made.audit).toMatchObject({ passed: true, runs: 200 });
  expect(await rows("select epsilon from statistics.spent")).toEqual([{ epsilon: 1 }]);

  const amina = await open("statistician");
  await amina.page.getByRole("button", { name: "Publish…" }).click();
  await amina.page.getByLabel("Title").fill(TITLE);
  await amina.page.getByLabel("Which question it answers").fill("Who was found?");
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
  for (const station of [amina, boss, officer, phone]) expectCalm(station);
}, 120_000);
