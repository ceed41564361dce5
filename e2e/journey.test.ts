import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
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
} from "./support/station.ts";

// A case goes its way at the desk, step by step, each with what is written down; what cannot be done yet says why. Recovery is the
// person's: nobody at the desk is offered its end, and on their phone, in Arabic, they end it. What each screen showed is in the rows.

const STORY_MS = 240_000;
const SAFE = "Only the bakery, after ten";
let state: Demonstration;
let browser: Browser;
let owner: Client;
let desk: Station;
let person: Person;
let caseId: string;

beforeAll(async () => {
  [state, browser] = await Promise.all([startDemonstration(), launchBrowser()]);
  owner = await state.owner();
  person = await writeAtDoor(state.origin, "They took my passport.");
  caseId = await openCase();
  desk = await openStation(browser, state.origin, { viewport: DESK });
  await signInByKeys(desk, state, "grace@line.example");
}, 240_000);
afterAll(async () => {
  await owner?.end();
  await browser?.close();
  await state?.stop();
  await state?.remove();
}, 240_000);

/** The shelter, and the agreement under which it may see how someone is reached. */
async function findShelter(grace: Member): Promise<{ id: string; protocolId: string }> {
  const { agencies } = await grace.ask("GET", "/api/agencies");
  const shelter = agencies.find(({ name }: { name: string }) => name === "Harbour House");
  const { protocols } = await grace.ask("GET", "/api/protocols");
  const protocol = protocols.find(
    ({
      parties,
      scope,
      status,
    }: {
      parties: { id: string }[];
      scope: { category: string; purpose: string }[];
      status: string;
    }) =>
      status === "in-force" &&
      parties.some(({ id }) => id === shelter.id) &&
      scope.some(({ category, purpose }) => category === "contact" && purpose === "support"),
  );
  return { id: shelter.id, protocolId: protocol.id };
}

/** A case from the person's signed yes, with a safe contact in it. */
async function openCase(): Promise<string> {
  const grace = await signInMember(state, "grace@line.example");
  const shelter = await findShelter(grace);
  const id = randomUUID();
  await grace.ask("POST", `/api/inbox/${person.address}/offers`, {
    body: {
      id,
      recipientAgencyId: shelter.id,
      categories: ["contact"],
      purpose: "support",
      protocolId: shelter.protocolId,
      consentUntil: new Date(Date.now() + 60 * 86_400_000).toISOString(),
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
      sections: [{ category: "contact", document: { hours: SAFE } }],
    },
  });
  return opened.id;
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const steps = async () =>
  (
    await owner.query("select code, role, recorded from care.step where case_id = $1 order by revision", [
      caseId,
    ])
  ).rows;
const stateNow = async () =>
  (await owner.query("select state from care.case_file where id = $1", [caseId])).rows[0].state;

test(
  "a case goes its way step by step, and only the person ends their recovery",
  async () => {
    const { page } = desk;
    await page.goto(`${state.origin}/desk/cases/${caseId}`);
    const next = async () => {
      await button(page, "What comes next").first().click();
      await page.getByText(/Now: .* By Council of Europe/).waitFor();
    };
    const dialog = page.getByRole("dialog");
    await next();
    await page
      .getByText("The times and steps of this jurisdiction are to be confirmed by counsel.")
      .waitFor();
    await dialog.getByLabel("Screened for indicators").check();
    await button(page, "Take this step").click();
    await dialog.getByText("Say each of these, or leave the step for later.").waitFor();
    expect(await stateNow(), "nothing is taken without what belongs to it").toBe("contact");
    await expectNoAxeViolations(page, "[role=dialog]");
    await picture(page, "journey-screen");
    await dialog.getByLabel("Indicators are written down").check();
    await dialog.getByLabel("The person is an adult").check();
    await button(page, "Take this step").click();
    await dialog.waitFor({ state: "detached" });
    expect(await stateNow()).toBe("screened");

    await page.setViewportSize(PHONE);
    await next();
    await expectNothingSideways(page);
    await picture(page, "journey-phone");
    await dialog.getByLabel("Support begins").check();
    await dialog.getByLabel("The plan is in the person's own words").check();
    await button(page, "Take this step").click();
    await dialog.waitFor({ state: "detached" });
    await page.setViewportSize(DESK);
    expect(await steps()).toMatchObject([
      { code: "open" },
      { code: "screen", recorded: ["indicators", "age-adult"] },
      { code: "begin-support", recorded: ["plan"] },
    ]);

    // Someone found reasonable grounds; from here on the time is the person's.
    await owner.query("update care.case_file set state = 'recovery', state_since = now() where id = $1", [
      caseId,
    ]);
    await page.reload();
    await next();
    expect(await dialog.getByLabel("End recovery, by the person's own choice").count()).toBe(0);
    await dialog.getByText(/Begin the conclusive decision: Recovery runs until its end/).waitFor();
    await picture(page, "journey-recovery");
    await page.keyboard.press("Escape");

    const say = sayIn("ar");
    const phone = await openStation(browser, state.origin, {
      viewport: PHONE,
      hasTouch: true,
      isMobile: true,
    });
    const own = phone.page;
    await own.goto(`${state.origin}/my-file?lang=ar`);
    await own.waitForSelector("#back-open:not([aria-disabled])");
    await own.getByLabel(say("back-label")).fill(person.words.join(" "));
    await button(own, say("back-open")).tap();
    await button(own, say("file-safe-yes")).tap();
    await button(own, say("own-leave-recovery")).tap();
    await own.getByText(say("own-leave-recovery-means")).waitFor();
    await expectNoAxeViolations(own);
    await expectNothingSideways(own);
    await picture(own, "journey-own-step");
    await button(own, say("own-yes")).tap();
    await own.getByText(say("own-done")).waitFor();
    expect(await stateNow()).toBe("early-support");
    expect((await steps()).at(-1)).toMatchObject({
      code: "leave-recovery",
      role: "person",
      recorded: ["own-choice"],
    });
    for (const station of [desk, phone]) expectCalm(station);
  },
  STORY_MS,
);
