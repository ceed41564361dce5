import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WITHDRAWAL } from "../src/core/access/withdrawal.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import { allowed } from "../src/web/texts/en/allowed.ts";
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

// Someone took the words. On one phone they try to make a person vanish; at the desk someone calls the person over the
// safe contact. What each screen showed is checked in the rows.

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

const say = sayIn("en");
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const wishes = async () =>
  (await owner.query("select what, ended_how from care.wish where case_id = $1 order by asked_at", [caseId]))
    .rows;
const caseThere = async (): Promise<boolean> =>
  (await owner.query("select 1 from access.case_record where id = $1", [caseId])).rows.length === 1;

async function openPhone(): Promise<Station> {
  const phone = await openStation(browser, state.origin, { viewport: PHONE, hasTouch: true, isMobile: true });
  await openFile(phone.page);
  return phone;
}

async function openFile(page: Page): Promise<void> {
  await comeBack(page, person.words);
  await page.getByRole("heading", { name: say("wish-title") }).waitFor();
}

/** With any words, whatever they open. */
async function comeBack(page: Page, words: readonly string[], language: "en" | "ar" = "en"): Promise<void> {
  const say = sayIn(language);
  await page.goto(`${state.origin}/my-file?lang=${language}`);
  await page.waitForSelector("#back-open:not([aria-disabled])");
  await page.getByLabel(say("back-label")).fill(words.join(" "));
  await button(page, say("back-open")).tap();
  await page.getByRole("heading", { level: 1, name: say("file-title") }).waitFor({ timeout: 60_000 });
  await button(page, say("file-safe-yes")).tap();
  await page.getByText(say("file-lead")).waitFor();
}

async function askToErase(page: Page): Promise<void> {
  await button(page, say("wish-erase")).tap();
  await page.getByText(say("wish-erase-means")).waitFor();
  await button(page, say("wish-yes")).tap();
  await page.getByText(say("wish-asked")).waitFor();
}

test(
  "whoever holds the words cannot erase, nor learn the safe contact; pausing works; the desk reaches the person, who stops it",
  async () => {
    const coercer = await openPhone();
    const { page } = coercer;
    await askToErase(page);
    await page.getByText(/Nothing happens before/).waitFor();
    expect(await page.getByLabel(say("wish-number")).count()).toBe(0);
    await button(page, say("wish-change-contact")).tap();
    await page.getByText(say("wish-change-contact-means")).waitFor();
    await button(page, say("wish-yes")).tap();
    await expect.poll(async () => (await wishes()).length).toBe(2);
    expect(await page.locator("main").textContent()).not.toContain("bakery");
    await expectNoAxeViolations(page);
    await expectNothingSideways(page);
    await picture(page, "coercer-waits");

    await button(page, say("file-pause")).tap();
    await button(page, say("file-pause-yes")).tap();
    await page.getByText(say("file-paused")).waitFor();
    const { rows } = await owner.query(
      "select ended_because from access.share where case_id = $1 and ended_at is null",
      [caseId],
    );
    expect(rows).toEqual([]);

    const d = desk.page;
    await d.goto(`${state.origin}/desk/cases/${caseId}/allowed`);
    await d.getByRole("heading", { level: 1, name: "Who may see what" }).waitFor();
    const erase = d.locator(".note").filter({ hasText: "Erase the file" });
    await erase.getByText("someone else may hold them").waitFor();
    await expectNoAxeViolations(d);
    await picture(d, "coercer-desk");
    await erase.getByRole("link", { name: "To their safe contact" }).click();
    await d.getByRole("button", { name: "Open Contact" }).click();
    await d.getByText(SAFE).waitFor();
    await d.goBack();
    // Over the safe contact she says: that was not I.
    for (const what of ["Erase the file", "Change the safe contact"]) {
      await d.locator(".note").filter({ hasText: what }).getByRole("button", { name: "Stop it" }).click();
      await expect
        .poll(async () => (await wishes()).filter(({ ended_how }) => ended_how === "stopped").length)
        .toBe(what === "Erase the file" ? 1 : 2);
    }
    await openFile(page);
    expect(await page.getByText(/Nothing happens before/).count()).toBe(0);
    expect(await caseThere()).toBe(true);
    expectCalm(coercer);
    await coercer.context.close();
  },
  STORY_MS,
);

/** A yes that she says in person at the desk, for Harbour House, and the part that is opened on it and read there. */
async function sayYesInPerson(): Promise<void> {
  const { page } = desk;
  await page.goto(`${state.origin}/desk/cases/${caseId}/allowed`);
  await page.getByRole("button", { name: "Ask for a yes" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Who would see it").selectOption({ label: "Harbour House" });
  await form.getByRole("group", { name: "What for" }).getByLabel("support").check();
  await form.getByRole("group", { name: "Which parts" }).getByLabel("Contact").check();
  await form.getByRole("button", { name: "To the sentence" }).click();
  // All that taking it back would mean stands there before the yes, as at the door and in *My file*.
  await form.getByRole("heading", { name: "What taking it back would mean" }).waitFor();
  const texts: Readonly<Record<string, string>> = allowed;
  expect(await form.getByRole("listitem").allTextContents()).toEqual(
    expect.arrayContaining(WITHDRAWAL.map(({ name }) => texts[`stop-all.${name}`])),
  );
  await expectNoAxeViolations(page, "[role=dialog]");
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await picture(page, `yes-in-person-${size.width}`);
    await expectNothingSideways(page);
  }
  await form.getByRole("button", { name: "They said yes" }).click();
  await form.waitFor({ state: "hidden" });
  const grace = await signInMember(state, "grace@line.example");
  const shelter = await findShelter(grace);
  const { rows } = await owner.query(
    "select id, expires_at from access.consent where case_id = $1 and withdrawn_at is null",
    [caseId],
  );
  expect(rows).toHaveLength(1);
  await grace.ask("POST", `/api/cases/${caseId}/shares`, {
    purpose: "support",
    body: {
      ...{ category: "contact", agencyId: shelter.id, purpose: "support", consentId: rows[0].id },
      ...{ protocolId: shelter.protocolId, until: rows[0].expires_at.toISOString() },
    },
  });
  const marta = await signInMember(state, "marta@harbour.example");
  await marta.ask("GET", `/api/cases/${caseId}/sections/contact`, { purpose: "support" });
}

test(
  "said face to face, one act at the desk stops all sharing; what ends, what was read, and what it means stand there before",
  async () => {
    await sayYesInPerson();
    const live = async () =>
      (
        await owner.query(
          `select (select count(*)::int from access.share where case_id = $1 and ended_at is null) as shares,
             (select count(*)::int from access.consent where case_id = $1 and withdrawn_at is null) as consents`,
          [caseId],
        )
      ).rows[0];
    expect(await live()).toEqual({ shares: 1, consents: 1 });
    const hold = `with o as (insert into access.legal_order (case_id, authority, article, court, issued_at, expires_at, notice_deferred_until)
        values ($1, $2, 'Invented Act, s. 4', 'Invented Court', now(), now() + interval '9 days', $3) returning id)
      insert into access.legal_order_category select id, 'needs-and-risk' from o`;
    await owner.query(hold, [caseId, "Invented Prosecutor", null]);
    await owner.query(hold, [caseId, "Invented Judge", new Date(Date.now() + 86_400_000)]);
    const { page } = desk;
    await page.goto(`${state.origin}/desk/cases/${caseId}/allowed`);
    await page.getByRole("button", { name: "They stop all sharing" }).click();
    const dialog = page.getByRole("dialog", { name: "Did the person stop all sharing?" });
    const row = dialog.getByRole("table", { name: "Ends now" }).getByRole("row", { name: /Harbour House/ });
    await row.getByText("Contact: once", { exact: false }).waitFor();
    await dialog.getByText("What was read, they may remember.", { exact: false }).waitFor();
    await dialog
      .getByText("An agency that is not on Leeward: its page ends at once", { exact: false })
      .waitFor();
    // The person may be reading along: what a court keeps from them is marked for the one who reads it out.
    const stays = dialog.getByRole("listitem");
    await stays.filter({ hasText: "Invented Prosecutor" }).waitFor();
    const quiet = stays.filter({ hasText: "Invented Judge" });
    await quiet.getByText(/^not told until .+, by Invented Court$/).waitFor();
    expect(await stays.filter({ hasText: "Invented Prosecutor" }).getByText("not told").count()).toBe(0);
    await expectNoAxeViolations(page, "[role=dialog]");
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      await picture(page, `stop-all-${size.width}`);
      await expectNothingSideways(page);
    }
    expect(await live(), "nothing before the yes").toEqual({ shares: 1, consents: 1 });
    await dialog.getByRole("button", { name: "Yes, stop all of it now" }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(await live()).toEqual({ shares: 0, consents: 0 });
    const { rows } = await owner.query(
      "update access.legal_order set ended_at = now() where case_id = $1 and ended_at is null returning id",
      [caseId],
    );
    expect(rows, "no order ended by it").toHaveLength(2);
    await page.getByRole("heading", { level: 1, name: "Who may see what" }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "They stop all sharing" }).count()).toBe(0);
  },
  STORY_MS,
);

/** Harbour House works on the case, and is not shown how she is reached. */
async function openNeedsToTheShelter(): Promise<void> {
  const grace = await signInMember(state, "grace@line.example");
  const { id: agencyId, protocolId } = await findShelter(grace);
  const asked = {
    ...{ recipientAgencyId: agencyId, purpose: "support", categories: ["needs-and-risk"], language: "en" },
    until: new Date(Date.now() + 60 * 86_400_000).toISOString(),
  };
  const { text } = await grace.ask("POST", `/api/cases/${caseId}/consents/sentence`, { body: asked });
  const { id: consentId } = await grace.ask("POST", `/api/cases/${caseId}/consents`, {
    body: { ...asked, text, by: "person", assent: null, readAloud: true, interpretedInto: null },
  });
  await grace.ask("POST", `/api/cases/${caseId}/shares`, {
    purpose: "support",
    body: {
      ...{ category: "needs-and-risk", agencyId, purpose: "support", consentId, protocolId },
      until: asked.until,
    },
  });
}

test(
  "a glass over where she is: broken by one, opened by a second, read, shown to both desks and to her, ended",
  async () => {
    const why = "She called and the line broke; someone shouted.";
    await openNeedsToTheShelter();
    const [marta, ines] = [
      await openStation(browser, state.origin, { viewport: DESK }),
      await openStation(browser, state.origin, { viewport: DESK }),
    ];
    await signInByKeys(marta, state, "marta@harbour.example");
    await signInByKeys(ines, state, "ines@harbour.example");
    const { page } = marta;
    const contact = page.getByRole("article", { name: "Contact" });
    const openCasePage = () => page.goto(`${state.origin}/desk/cases/${caseId}?for=support`);
    await openCasePage();
    const broken = contact.getByRole("button", { name: "In danger? Break the glass" });
    await broken.click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("It can show a place: a second member must confirm before it opens.").waitFor();
    await dialog.getByLabel("Why now?").fill(why);
    await expectNoAxeViolations(page, "[role=dialog]");
    await picture(page, "glass-broken");
    await dialog.getByRole("button", { name: "Break the glass" }).click();
    // Both are told of it, and her own desk tells her what she did, not that someone did it.
    await ines.page.locator(".notices").getByText("Glass was broken for a case of your agency.").waitFor();
    await ines.page.locator(".notices").getByText("Something waits for a second member.").waitFor();
    expect(await page.locator(".notices p").allTextContents()).toEqual([
      "It waits for a second member. They are told.",
    ]);
    await openCasePage();
    await broken.waitFor();
    expect(await page.getByRole("button", { name: "Open Contact" }).count(), "one opens no place").toBe(0);

    const second = ines.page;
    await second.goto(`${state.origin}/desk/seconds`);
    const card = second.getByRole("region", { name: "Broken glass" });
    await card.getByText(why).waitFor();
    await picture(second, "glass-second");
    await card.getByRole("button", { name: "Confirm, and do it" }).click();
    await expect
      .poll(
        async () =>
          (
            await owner.query(
              "select from access.break_glass where case_id = $1 and confirmed_at is not null",
              [caseId],
            )
          ).rowCount,
      )
      .toBe(1);

    await openCasePage();
    await page.getByRole("button", { name: "Open Contact" }).click();
    await contact.getByText(SAFE).waitFor();
    await page.goto(`${state.origin}/desk/emergencies`);
    const row = page.getByRole("table", { name: "Now" }).getByRole("row").filter({ hasText: why });
    await row.getByText("confirmed by Ines Varela").waitFor();
    await expectNoAxeViolations(page);
    await picture(page, "glass-open");
    const phone = await openPhone();
    await phone.page.getByText(why, { exact: false }).waitFor();
    expect(await phone.page.locator("main").textContent(), "agency and reason, and no name").not.toContain(
      "Marta",
    );
    await picture(phone.page, "glass-my-file");
    await phone.context.close();

    await row.getByRole("button", { name: "End it now" }).click();
    await page.getByRole("table", { name: "Over" }).getByText(why).waitFor();
    await openCasePage();
    await broken.waitFor();
    for (const station of [marta, ines]) {
      expectCalm(station);
      await station.context.close();
    }
  },
  STORY_MS,
);

test(
  "a child's guardian is named by two, reads with their own words, and reads nothing once one member finds them involved",
  async () => {
    // What is asked of a guardian is asked for a child alone.
    const setAge = async (band: string, age: string) => {
      await owner.query("update care.case_file set age_band = $2 where id = $1", [caseId, band]);
      await owner.query(
        "update care.journey set standing = standing || jsonb_build_object('age', $2::text) where case_id = $1",
        [caseId, age],
      );
    };
    const { page } = desk;
    await page.goto(`${state.origin}/desk/cases/${caseId}/allowed`);
    await page.getByRole("button", { name: "Hand over" }).waitFor();
    const name = page.getByRole("button", { name: "Name the child’s guardian" });
    expect(await name.count(), "nobody else reads an adult's file").toBe(0);
    await setAge("9-17", "child");
    await page.reload();
    await name.click();
    const dialog = page.getByRole("dialog", { name: "Who is the child’s guardian?" });
    const ask = dialog.getByRole("button", { name: "Ask a second member" });
    await dialog.getByLabel("An order of a court").check();
    await dialog.getByLabel("Number on the paper").fill("Family Court 7/26");
    await dialog.getByLabel("Yes, or it may be").check();
    await ask.click();
    await dialog.getByText("does not read a child’s file", { exact: false }).waitFor();
    await dialog.getByLabel("No", { exact: true }).check();
    await dialog.getByLabel("The child was asked alone.").check();
    await expectNoAxeViolations(page, "[role=dialog]");
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      await picture(page, `guardian-form-${size.width}`);
      await expectNothingSideways(page);
    }
    await ask.click();
    await dialog.waitFor({ state: "hidden" });
    const { rows: seconds } = await owner.query(
      `select m.email::text, p.id, encode(p.content_hash, 'hex') as hash from proposals.proposal p
       join identity.member m on m.agency_id = p.agency_id and m.id <> p.proposed_by and m.email = any ($2)
       join identity.member_role r on r.member_id = m.id and r.role = any ('{caseworker,intake-worker,legal-adviser}')
       where p.kind = 'guardian.naming' and p.case_id = $1 limit 1`,
      [caseId, state.signIns.map(({ email }) => email)],
    );
    await page.goto(`${state.origin}/desk/seconds`);
    await page.getByText("saw the paper that makes them that", { exact: false }).waitFor();
    await picture(page, "guardian-second");
    const second = await signInMember(state, seconds[0].email);
    await second.ask("POST", `/api/proposals/${seconds[0].id}/confirm`, { body: { hash: seconds[0].hash } });

    await page.goto(`${state.origin}/desk/cases/${caseId}/allowed`);
    await page.getByRole("button", { name: "Make a code for the guardian" }).click();
    await page.locator(".dialog .mono").waitFor();
    const code = ((await page.locator(".dialog .mono").textContent()) ?? "").replaceAll(/\D/g, "");
    await page.getByRole("button", { name: "They have it" }).click();
    await expectNoAxeViolations(page);
    expect(await name.count(), "one at a time").toBe(0);
    await picture(page, "guardian-desk");

    const theirs = await openStation(browser, state.origin, {
      viewport: PHONE,
      hasTouch: true,
      isMobile: true,
    });
    const { page: phone } = theirs;
    await phone.goto(`${state.origin}/new-words?lang=en`);
    await phone.getByLabel(say("new-words-code")).fill(code);
    await button(phone, say("new-words-make")).tap();
    await phone.locator("ol.words li").nth(7).waitFor({ timeout: 60_000 });
    const words = (await phone.locator("ol.words li").allTextContents()).map((word) => word.trim());
    await comeBack(phone, words);
    await phone.getByRole("heading", { name: say("wish-title") }).waitFor();
    expect(await phone.locator("main").textContent()).not.toContain("bakery");
    const child = await openPhone();
    await child.page.getByText("someone was named as your guardian", { exact: false }).waitFor();
    await expectNoAxeViolations(child.page);
    await picture(child.page, "guardian-child");

    await page.getByRole("button", { name: "End what they read" }).click();
    await page.getByLabel("They are involved in what happened, or may be").check();
    await expectNoAxeViolations(page, "[role=dialog]");
    await page.getByRole("button", { name: "End it now" }).click();
    await page.getByText("ended, a conflict of interests,", { exact: false }).waitFor();
    await comeBack(phone, words);
    await phone.getByText(say("file-none")).waitFor();
    expectCalm(theirs);
    await theirs.context.close();
    await child.context.close();
    await setAge("25-34", "adult");
  },
  STORY_MS,
);

test(
  "someone walks in at a shelter that has no door: a case opens with them, a code makes words on their phone, nobody else sees it",
  async () => {
    const marta = await openStation(browser, state.origin, { viewport: DESK });
    await signInByKeys(marta, state, "marta@harbour.example");
    const { page } = marta;
    await page.goto(`${state.origin}/desk/cases`);
    await page.getByRole("link", { name: "Open a case with someone who is here" }).click();
    const keyed = page.waitForResponse((response) => response.url().endsWith("/in-person/draft-key"));
    await page.getByLabel("First name").fill("Senaitwalked");
    await keyed;
    await button(page, "Needs and risk").click();
    await page.getByRole("heading", { name: "Needs and risk" }).waitFor();
    await expectNoAxeViolations(page);
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      await picture(page, `walk-in-${size.width}`);
      await expectNothingSideways(page);
    }
    await page.waitForTimeout(1_000); // kept a moment after the last key
    await page.reload();
    await expect
      .poll(() => page.getByLabel("First name").inputValue(), { message: "kept" })
      .toBe("Senaitwalked");
    await button(page, "Open the case").click();
    await page.waitForURL(/\/desk\/cases\/[0-9a-f-]{36}/);
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await page.goto(`${state.origin}/desk/cases/${id}/allowed`);
    await button(page, "Give words").click();
    await page.locator(".dialog .mono").waitFor();
    await expectNoAxeViolations(page, "[role=dialog]");
    await picture(page, "walk-in-code");
    const code = ((await page.locator(".dialog .mono").textContent()) ?? "").replaceAll(/\D/g, "");
    await button(page, "They have it").click();

    const ar = sayIn("ar");
    const theirs = await openStation(browser, state.origin, {
      viewport: PHONE,
      hasTouch: true,
      isMobile: true,
    });
    const { page: phone } = theirs;
    const make = async () => {
      await phone.goto(`${state.origin}/new-words?lang=ar`);
      await phone.getByLabel(ar("new-words-code")).fill(code);
      await button(phone, ar("new-words-make")).tap();
    };
    await make();
    await phone.locator("ol.words li").nth(7).waitFor({ timeout: 60_000 });
    const words = (await phone.locator("ol.words li").allTextContents()).map((word) => word.trim());
    await make();
    await phone.getByText(ar("new-words-wrong")).waitFor({ timeout: 60_000 });
    await comeBack(phone, words, "ar");
    const [start = ""] = ar("new-words-were-made", { agency: "Harbour House", date: "@" }).split("@");
    await phone.getByText(start, { exact: false }).waitFor();
    await expectNoAxeViolations(phone);
    await expectNothingSideways(phone);
    await picture(phone, "walk-in-file-ar");
    await page.reload();
    await page.getByText("Words were made", { exact: false }).waitFor();
    expect(await button(page, "Give words").count()).toBe(0);

    const { rows } = await owner.query(
      `select (select count(*)::int from identity.words w where w.person_id = r.person_id) as words,
         (select count(*)::int from access.share s where s.case_id = r.id) as shares,
         (select row_to_json(f)::text from care.first_words f where f.case_id = r.id) as given,
         (select string_agg(encode(s.ciphertext, 'escape'), ' ') from care.section s where s.case_id = r.id) as written
       from access.case_record r where r.id = $1`,
      [id],
    );
    expect(rows).toMatchObject([{ words: 1, shares: 0 }]);
    expect(rows[0].given).not.toContain(code);
    expect(rows[0].written).not.toContain("Senaitwalked");
    const grace = await signInMember(state, "grace@line.example");
    await expect(grace.ask("GET", `/api/cases/${id}`), "another agency").rejects.toThrow("404");
    for (const station of [marta, theirs]) {
      expectCalm(station);
      await station.context.close();
    }
  },
  STORY_MS,
);

test(
  "the person herself, reached over the safe contact, erases it after seven days with the number; nobody with another number does",
  async () => {
    const phone = await openPhone();
    const { page } = phone;
    await askToErase(page);
    const d = desk.page;
    await d.goto(`${state.origin}/desk/cases/${caseId}/allowed`);
    await d.getByRole("button", { name: "I reached them" }).click();
    await d.getByLabel("Over the safe contact that stands in the file").check();
    await d.getByRole("button", { name: "Make a number" }).click();
    await d.getByText("It is shown this once").waitFor();
    await picture(d, "coercer-number");
    const number = ((await d.locator(".dialog .mono").textContent()) ?? "").replaceAll(/\D/g, "");
    expect(number).toHaveLength(8);
    await d.getByRole("button", { name: "I told them" }).click();

    await openFile(page);
    expect(await page.getByLabel(say("wish-number")).count(), "not before seven days").toBe(0);
    await owner.query(
      `update care.wish set asked_at = asked_at - interval '7 days', ripe_at = ripe_at - interval '7 days'
       where case_id = $1 and ended_at is null`,
      [caseId],
    );
    await openFile(page);
    const type = async (typed: string) => {
      await page.getByLabel(say("wish-number")).fill(typed);
      await button(page, say("wish-now")).tap();
    };
    await type(number === "12345678" ? "87654321" : "12345678");
    await page.getByText(say("wish-number-wrong")).waitFor();
    expect(await caseThere()).toBe(true);
    await picture(page, "coercer-wrong-number");
    await type(`${number.slice(0, 4)} ${number.slice(4)}`);
    await page.getByText(say("file-none")).waitFor();
    expect(await caseThere()).toBe(false);
    expect((await owner.query("select 1 from care.section where case_id = $1", [caseId])).rows).toEqual([]);
    expectCalm(phone);
    expectCalm(desk);
    await phone.context.close();
  },
  STORY_MS,
);
