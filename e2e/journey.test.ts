import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Client } from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromBase32 } from "../src/core/keys/index.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { type Demonstration, startDemonstration } from "./support/demonstration.ts";
import { deskTexts, openDeskIn, signInAs } from "./support/desk-say.ts";
import { expectReachedByTab } from "./support/keyboard.ts";
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
let grace: Member | undefined;

beforeAll(async () => {
  [state, browser] = await Promise.all([startDemonstration(), launchBrowser()]);
  owner = await state.owner();
  person = await writeAtDoor(state.origin, "They took my passport.");
  caseId = await openCase(person, "25-34", "ti");
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

interface Agreement {
  readonly parties: readonly { readonly id: string }[];
  readonly scope: readonly { readonly category: string; readonly purpose: string }[];
  readonly status: string;
}

/** A case from the person's signed yes, with a safe contact in it. */
async function openCase(person: Person, ageBand: string, language: string): Promise<string> {
  grace ??= await signInMember(state, "grace@line.example");
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
      ...{ ageBand, language },
      sections: [{ category: "contact", document: { hours: SAFE } }],
    },
  });
  // Their yes to be identified, on which an adult is referred; how one is asked for is another story's.
  await owner.query(
    `with given as (
       insert into access.consent
       select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'purpose', 'identification'))).*
       from access.consent c where c.case_id = $1 returning id)
     insert into access.consent_category (consent_id, category)
     select g.id, k.category from given g, access.consent c join access.consent_category k on k.consent_id = c.id where c.case_id = $1`,
    [opened.id],
  );
  return opened.id;
}

/** Someone new says yes that who they are is carried into a case; the address at which it is opened. */
async function sayYesToIdentity(member: Member): Promise<string> {
  const { id: ownAgencyId } = (await member.ask("GET", "/api/me")).agency;
  const { protocols } = await member.ask("GET", "/api/protocols");
  const protocol = protocols.find(
    ({ parties, scope, status }: Agreement) =>
      status === "in-force" &&
      parties.some(({ id }) => id === ownAgencyId) &&
      scope.some(({ category }) => category === "identity"),
  );
  const { purpose } = protocol.scope.find(({ category }: { category: string }) => category === "identity");
  const someone = await writeAtDoor(state.origin, "I was here before.");
  const offerId = randomUUID();
  await member.ask("POST", `/api/inbox/${someone.address}/offers`, {
    body: {
      ...{ id: offerId, categories: ["identity"], purpose, protocolId: protocol.id },
      recipientAgencyId: protocol.parties.find(({ id }: { id: string }) => id !== ownAgencyId).id,
      consentUntil: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    },
  });
  await someone.sayYes();
  return `/desk/inbox/${someone.address}/case?offer=${offerId}&for=support`;
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const steps = async (id = caseId) =>
  (await owner.query("select code, role, recorded from care.step where case_id = $1 order by revision", [id]))
    .rows;
const stateNow = async (id = caseId) =>
  (await owner.query("select state from care.case_file where id = $1", [id])).rows[0].state;
/** A step at the API, as far as it is not what is looked at. */
async function take(member: Member, id: string, step: string, recorded: string[], language?: string) {
  const { revision, consents } = await member.ask("GET", `/api/cases/${id}/journey`);
  await member.ask("POST", `/api/cases/${id}/steps`, {
    body: {
      ...{ step, recorded, revision, language: language ?? null },
      consentId: recorded.includes("consent") ? consents[0].id : null,
    },
  });
}
/** By arrows, from the choice that is in use: each one that they pass is chosen, as a browser does it. */
async function goToChoice(page: Page, label: string) {
  const choice = page.getByRole("dialog").getByLabel(label);
  const isThere = () => choice.evaluate((input) => input === document.activeElement);
  for (let stops = 0; !(await page.locator("[role=dialog] input[type=radio]:focus").count()); stops++) {
    if (stops > 20) throw new Error("Tab reaches no choice in the dialog.");
    await page.keyboard.press("Tab");
  }
  for (let arrows = 0; !(await isThere()); arrows++) {
    if (arrows > 20) throw new Error(`Arrows do not reach ${label}.`);
    await page.keyboard.press("ArrowDown");
  }
  if (!(await choice.isChecked())) await page.keyboard.press("Space");
}
/** Their own file, opened with the words. */
async function openFile(whose: Person, language: "en" | "ar"): Promise<Station> {
  const say = sayIn(language);
  const phone = await openStation(browser, state.origin, { viewport: PHONE, hasTouch: true, isMobile: true });
  await phone.page.goto(`${state.origin}/my-file?lang=${language}`);
  await phone.page.waitForSelector("#back-open:not([aria-disabled])");
  await phone.page.getByLabel(say("back-label")).fill(whose.words.join(" "));
  await button(phone.page, say("back-open")).tap();
  await button(phone.page, say("file-safe-yes")).tap();
  return phone;
}

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

    // The next one by keys alone.
    await page.setViewportSize(PHONE);
    await tabTo(page, "What comes next");
    await page.keyboard.press("Enter");
    await page.getByText(/Now: .* By Council of Europe/).waitFor();
    await expectNothingSideways(page);
    await picture(page, "journey-phone");
    await goToChoice(page, "Support begins");
    await tabTo(page, /^The plan is in the person's own words/);
    await page.keyboard.press("Space");
    await tabTo(page, "Take this step");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.setViewportSize(DESK);
    expect(await steps()).toMatchObject([
      { code: "open" },
      { code: "screen", recorded: ["indicators", "age-adult"] },
      { code: "begin-support", recorded: ["plan"] },
    ]);

    // An adult is referred on a yes that stands, which is chosen; there is nothing to tick.
    await next();
    await dialog.getByLabel("Refer to the authority").check();
    await dialog.getByText("On which yes of the person?").waitFor();
    expect(await dialog.getByLabel("The person agrees").count()).toBe(0);
    await button(page, "Take this step").click();
    await dialog.getByText("Say each of these, or leave the step for later.").waitFor();
    await expectNoAxeViolations(page, "[role=dialog]");
    await picture(page, "journey-refer");
    await dialog.getByLabel(/, for .*until/).check();
    await button(page, "Take this step").click();
    await dialog.waitFor({ state: "detached" });
    expect(await stateNow()).toBe("referred");
    const [rests] = (
      await owner.query(
        "select c.case_id from care.step s join access.consent c on c.id = s.consent_id where s.case_id = $1 and s.code = 'refer'",
        [caseId],
      )
    ).rows;
    expect(rests.case_id, "and stands with the step").toBe(caseId);

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
    const phone = await openFile(person, "ar");
    const own = phone.page;
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
    await expectReachedByTab(own);
    for (const station of [desk, phone]) expectCalm(station);
  },
  STORY_MS,
);

test(
  "a child has a guardian who is asked about, and one who is involved is none",
  async () => {
    const { page } = desk;
    const child = await writeAtDoor(state.origin, "I am fifteen.");
    const id = await openCase(child, "9-17", "ar");
    await page.goto(`${state.origin}/desk/cases/${id}`);
    await button(page, "What comes next").first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/Record the guardian: Two members name the guardian/).waitFor();
    expect(await dialog.getByLabel("Record the guardian").count(), "nobody ticks that there is one").toBe(0);
    await expectNoAxeViolations(page, "[role=dialog]");
    await picture(page, "journey-guardian");
    const { id: naming } = await (grace as Member).ask("POST", `/api/cases/${id}/guardians`, {
      body: {
        ...{ proof: "in-person", reference: null, isInvolved: false },
        ...{ checked: ["child-asked"], startsAt: null },
      },
    });
    const leila = await signInMember(state, "leila@line.example");
    const { proposals } = await leila.ask("GET", "/api/proposals");
    const { hash } = proposals.find((one: { id: string }) => one.id === naming);
    await leila.ask("POST", `/api/proposals/${naming}/confirm`, { body: { hash } });
    expect((await steps(id)).at(-1)).toMatchObject({
      ...{ code: "record-guardian", recorded: ["guardian", "guardian-without-conflict"] },
    });

    const aunt = await writeAtDoor(state.origin, "I look after her.");
    await owner.query(
      "insert into access.guardianship (case_id, words_address, starts_at) values ($1, $2, now() - interval '1 hour')",
      [id, Buffer.from(fromBase32(aunt.address, 16))],
    );
    const guardians = await openFile(aunt, "ar");
    const say = sayIn("ar");
    await guardians.page.getByText(say("file-lead")).first().waitFor();
    expect(await guardians.page.getByText(SAFE).count(), "never how the child is reached").toBe(0);
    expect(await button(guardians.page, say("own-mark-urgent")).count(), "nor the child's own choices").toBe(
      0,
    );
    await take(grace as Member, id, "find-guardian-conflict", ["guardian-in-conflict"]);
    const after = await openFile(aunt, "ar");
    await after.page.getByText(say("file-none")).waitFor();
    for (const station of [desk, guardians, after]) expectCalm(station);
  },
  STORY_MS,
);

test(
  "a no takes two and a language; the person asks again, is missing, and comes back where they were",
  async () => {
    // Two who decide at the agency that holds the case.
    await owner.query(
      "insert into identity.member_role (member_id, role) select id, 'decision-maker' from identity.member where email in ('leila@line.example', 'henrik@line.example')",
    );
    const someone = await writeAtDoor(state.origin, "They say I was not.");
    const id = await openCase(someone, "25-34", "en");
    const leila = await signInMember(state, "leila@line.example");
    await take(grace as Member, id, "screen", ["indicators", "age-adult"]);
    await take(grace as Member, id, "refer", ["consent"]);
    await take(leila, id, "accept-referral", []);
    const document = {
      evidenceAsked: "The messages from that week.",
      reasons: "They say otherwise.",
      reasonsIn: "en",
    };
    await leila.ask("PUT", `/api/cases/${id}/sections/status`, {
      ...{ purpose: "decision", match: '"v0"', body: { document, resolves: [] } },
    });
    await take(leila, id, "ask-for-evidence", ["evidence-asked"]);
    await take(grace as Member, id, "answer-evidence", ["evidence-answered"]);
    await take(leila, id, "propose-negative", ["reasons"], "en");
    await expect(take(leila, id, "confirm-negative", ["reasons", "papers-to-person"], "en")).rejects.toThrow(
      "same-reviewer",
    );

    const second = await openStation(browser, state.origin, { viewport: DESK });
    await signInByKeys(second, state, "henrik@line.example");
    const { page } = second;
    await page.goto(`${state.origin}/desk/cases/${id}`);
    await button(page, "What comes next").first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Confirm the negative, as second reviewer").check();
    await dialog.getByLabel("Reasons are written in the person's language").check();
    await dialog.getByLabel("Papers go to the person").check();
    await button(page, "Take this step").click();
    await dialog.getByText("Choose a language", { exact: true }).last().waitFor();
    await dialog.getByLabel(/In which language are the reasons written/).selectOption("en");
    await expectNoAxeViolations(page, "[role=dialog]");
    await picture(page, "journey-no");
    await button(page, "Take this step").click();
    await dialog.waitFor({ state: "detached" });
    expect(await stateNow(id), "after a no support goes on").toBe("early-support");

    const say = sayIn("en");
    const phone = await openFile(someone, "en");
    await button(phone.page, say("own-ask-reconsideration")).tap();
    await button(phone.page, say("own-yes")).tap();
    await phone.page.getByText(say("own-done")).waitFor();
    expect(await stateNow(id)).toBe("reconsideration");
    await take(grace as Member, id, "go-missing", ["last-seen"]);
    await phone.page.reload();
    const back = await openFile(someone, "en");
    await button(back.page, say("own-come-back")).tap();
    await button(back.page, say("own-yes")).tap();
    await back.page.getByText(say("own-done")).waitFor();
    expect(await stateNow(id), "where they were").toBe("reconsideration");
    await picture(back.page, "journey-back");

    // What they ask reaches the desk with a day, and the answer reaches them.
    await button(back.page, say("ask-question")).tap();
    await back.page.getByLabel(say("ask-text")).fill("Who decides the second time?");
    await expectNoAxeViolations(back.page);
    await expectNothingSideways(back.page);
    await picture(back.page, "journey-ask");
    await button(back.page, say("ask-send")).tap();
    await back.page.getByText(say("ask-sent")).waitFor();
    await page.reload();
    await button(page, "A question").click();
    await dialog.getByText("Who decides the second time?").waitFor();
    await dialog.getByLabel(/Answer, as the person will read it/).fill("Two who did not decide before.");
    await expectNoAxeViolations(page, "[role=dialog]");
    await picture(page, "journey-answer");
    await button(page, "Send the answer").click();
    await dialog.waitFor({ state: "detached" });
    const told = await openFile(someone, "ar");
    // Their status has something to read too.
    await told.page.getByRole("button", { name: sayIn("ar")("ask-read"), exact: true }).tap();
    await told.page.getByText("Two who did not decide before.").waitFor();
    await expectNoAxeViolations(told.page);
    await expectNothingSideways(told.page);
    await picture(told.page, "journey-answered");
    expectCalm(told);
    for (const station of [second, phone, back]) expectCalm(station);
  },
  STORY_MS,
);

test(
  "a colleague is asked to lead a case, says yes on their phone in Arabic, and it is undone; a supervisor passes on several",
  async () => {
    const { page } = desk;
    const dialog = page.getByRole("dialog");
    const leadNow = async (id = caseId) =>
      (
        await owner.query(
          "select m.email from care.case_file f left join identity.member m on m.id = f.lead_member_id where f.id = $1",
          [id],
        )
      ).rows[0].email;
    expect(await leadNow()).toBe("grace@line.example");
    await page.goto(`${state.origin}/desk/cases/${caseId}`);
    await button(page, "Pass on to a colleague").click();
    await dialog.getByLabel("To whom").waitFor();
    await button(page, "Ask them").click();
    await dialog.getByText("Choose a colleague.").waitFor();
    const leila = await dialog.getByRole("option", { name: /^Leila/ }).textContent();
    await dialog.getByLabel("To whom").selectOption({ label: leila ?? "" });
    await dialog.getByLabel(/What they should know/).fill("She sleeps late; call after ten.");
    await expectNoAxeViolations(page, "[role=dialog]");
    await picture(page, "lead-pass-on");
    await button(page, "Ask them").click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText(/You asked Leila.* to lead it/).waitFor();
    expect(await leadNow(), "as before until the answer").toBe("grace@line.example");
    const { rows } = await owner.query("select note from care.lead_offer where case_id = $1", [caseId]);
    expect(rows[0].note.includes("sleeps"), "locked").toBe(false);

    const { say } = await deskTexts("ar");
    const phone = await openDeskIn("ar", browser, state.origin, PHONE);
    await signInAs(phone, state, "leila@line.example", say);
    const own = phone.page;
    await button(own, new RegExp(say("led.note-of", { alias: "" }).trim())).tap();
    await own.getByRole("dialog").getByText("She sleeps late; call after ten.").waitFor();
    await picture(own, "lead-note-phone");
    await own.keyboard.press("Escape");
    const { alias } = (await owner.query("select alias from care.case_file where id = $1", [caseId])).rows[0];
    await expectNoAxeViolations(own);
    await expectNothingSideways(own);
    await picture(own, "lead-today-phone");
    await own.getByRole("button", { name: say("led.accept-of", { alias }), exact: true }).tap();
    await own.getByText(say("led.you-lead")).waitFor();
    expect(await leadNow()).toBe("leila@line.example");
    await picture(own, "lead-accepted-phone");
    await page.goto(`${state.origin}/desk/today`);
    await button(page, `Undo it for ${alias}`).click();
    await page.getByText("It was undone, and is led as before.").waitFor();
    expect(await leadNow()).toBe("grace@line.example");
    await picture(page, "lead-today");

    const boss = await openStation(browser, state.origin, { viewport: DESK });
    await signInByKeys(boss, state, "henrik@line.example");
    await boss.page.goto(`${state.origin}/desk/workload`);
    await boss.page.getByRole("link", { name: /^Grace/ }).click();
    await button(boss.page, "Choose all").click();
    await expectNoAxeViolations(boss.page);
    await picture(boss.page, "lead-workload");
    await button(boss.page, /Pass .* on$/).click();
    const form = boss.page.getByRole("dialog");
    await form
      .getByLabel("To whom")
      .selectOption({ label: (await form.getByRole("option", { name: /^Leila/ }).textContent()) ?? "" });
    await button(boss.page, "Ask them").click();
    await form.waitFor({ state: "detached" });
    await own.reload();
    await button(own, new RegExp(say("led.accept-of", { alias: "" }).trim()))
      .first()
      .waitFor();
    await own.locator("section[aria-labelledby=leads-due] > p button").tap();
    await expect.poll(() => leadNow()).toBe("leila@line.example");
    await own.goto(`${state.origin}/desk/workload?lead=nobody`);
    await own.getByRole("heading", { name: say("leads.of-nobody") }).waitFor();
    await expectNoAxeViolations(own);
    await expectNothingSideways(own);
    await picture(own, "lead-workload-phone");
    for (const station of [desk, phone, boss]) expectCalm(station);
  },
  STORY_MS,
);

test(
  "before a case is opened, one of this agency whose person is called nearly so is named; a second press opens it all the same",
  async () => {
    const member = grace ?? (await signInMember(state, "grace@line.example"));
    const { alias } = (await owner.query("select alias from care.case_file where id = $1", [caseId])).rows[0];
    await member.ask("PUT", `/api/cases/${caseId}/sections/identity`, {
      ...{ purpose: "support", match: '"v0"' },
      body: { document: { firstName: "Tsegereda", familyName: "Wolderufael" } },
    });
    for (const language of ["en", "ar"] as const) {
      const { say } = await deskTexts(language);
      const from = await sayYesToIdentity(member);
      const station = await openDeskIn(language, browser, state.origin, language === "en" ? DESK : PHONE);
      await signInAs(station, state, "grace@line.example", say);
      const { page } = station;
      await page.goto(`${state.origin}${from}`);
      const first = page.getByLabel(language === "en" ? "First name" : "الاسم الأوّل");
      await first.fill("Tsegerada Wolderufail");
      await button(page, say("open-case.do")).click();
      await page.getByRole("heading", { name: say("known.title") }).waitFor();
      await page.getByRole("link", { name: alias }).waitFor();
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.id), { message: "one is brought to it" })
        .toBe("known");
      await expectNoAxeViolations(page);
      await expectNothingSideways(page);
      await picture(page, `known-${language}`);
      const cases = async () =>
        (await owner.query("select count(*)::int as n from care.case_file")).rows[0].n;
      const before = await cases();
      await button(page, say("known.open-anyway")).click();
      await expect.poll(cases).toBe(before + 1);
      expectCalm(station);
    }
    const looks = await owner.query(
      "select from access.access_entry where case_id = $1 and category = 'identity' and outcome = 'read'",
      [caseId],
    );
    expect(looks.rowCount, "each is a look that the person sees").toBeGreaterThanOrEqual(2);
  },
  STORY_MS,
);

test(
  "two cases that turn out to be one person's are set side by side and kept together, from the warning and from a case's page, and taken apart again",
  async () => {
    const member = grace ?? (await signInMember(state, "grace@line.example"));
    const pairs = async () =>
      (
        await owner.query(
          "select aside_case_id, kept_case_id, parted_why from care.case_pair order by paired_at",
        )
      ).rows;
    const aliasOf = async (id: string): Promise<string> =>
      (await owner.query("select alias from care.case_file where id = $1", [id])).rows[0].alias;
    const labels = { en: "First name", ar: "الاسم الأوّل" };
    let older = "";
    for (const language of ["en", "ar"] as const) {
      const { say } = await deskTexts(language);
      const station = await openDeskIn(language, browser, state.origin, language === "en" ? DESK : PHONE);
      await signInAs(station, state, "grace@line.example", say);
      const { page } = station;
      const from = await sayYesToIdentity(member);
      await page.goto(`${state.origin}${from}`);
      await page
        .getByLabel(labels[language])
        .fill(language === "en" ? "Abrehet Okubagaber" : "Abrehet Okubagabir");
      await picture(page, `open-case-${language}`);
      await button(page, say("open-case.do")).click();
      if (language === "en") {
        // The first: nobody is called so yet.
        await page.waitForURL(/\/desk\/cases\/[0-9a-f-]{36}/);
        older = new URL(page.url()).pathname.split("/").at(-1) ?? "";
        await station.context.close();
        continue;
      }
      const alias = await aliasOf(older);
      await page.getByRole("button", { name: say("known.same-of", { alias }) }).tap();
      await page.getByRole("heading", { name: say("pairs.compare") }).waitFor();
      await button(page, say("pairs.look")).tap();
      await page.getByRole("heading", { name: say("pairs.who-both") }).waitFor();
      await page.getByText("Okubagabir").first().waitFor();
      await expectNoAxeViolations(page);
      await expectNothingSideways(page);
      await picture(page, "pair-compare-phone");
      expect(await pairs(), "nothing is said before it is pressed").toEqual([]);
      await button(page, say("pairs.do")).tap();
      await page.waitForURL(new RegExp(`/desk/cases/${older}`));
      const [made] = await pairs();
      expect(made, "the older one stands for the person").toMatchObject({
        kept_case_id: older,
        parted_why: null,
      });
      const other = await aliasOf(made.aside_case_id);
      const open = button(page, say("pairs.also-open", { category: say("category.identity"), alias: other }));
      await open.tap();
      await page.getByText("Okubagabir").first().waitFor();
      await expectNoAxeViolations(page);
      await expectNothingSideways(page);
      await picture(page, "pair-case-phone");
      await page.goto(`${state.origin}/desk/cases/${made.aside_case_id}`);
      await page.getByText(say("pairs.kept", { alias })).waitFor();
      await picture(page, "pair-aside-phone");
      await page.goto(`${state.origin}/desk/cases`);
      await page.getByRole("link", { name: alias }).waitFor();
      expect(await page.getByRole("link", { name: other }).count(), "one person, one line").toBe(0);
      await page.goto(`${state.origin}/desk/cases/${older}`);
      await button(page, say("pairs.take-apart-of", { alias: other })).tap();
      const dialog = page.getByRole("dialog");
      await dialog.getByText(say("pairs.apart-title")).waitFor();
      await expectNoAxeViolations(page, "[role=dialog]");
      await picture(page, "pair-apart-phone");
      await dialog.getByRole("button", { name: say("pairs.apart-yes") }).tap();
      await dialog.waitFor({ state: "detached" });
      await expect.poll(async () => (await pairs())[0].parted_why).toBe("undone");
      expectCalm(station);
      await station.context.close();
    }

    // From a case's page, by the person's name; what is asked of the person then names the other.
    const { page } = desk;
    const { say } = await deskTexts("en");
    const [apart] = await pairs();
    const [alias, other] = [await aliasOf(older), await aliasOf(apart.aside_case_id)];
    await page.goto(`${state.origin}/desk/cases/${older}?for=support`);
    await page.getByRole("link", { name: say("pairs.open") }).click();
    await page.getByLabel(say("cases.by-name")).fill("Abrehet Okubagaber");
    await button(page, say("cases.by-name-find")).click();
    await page.getByRole("link", { name: say("pairs.choose-of", { alias: other }) }).waitFor();
    await expectNoAxeViolations(page);
    await picture(page, "pair-found");
    await page.getByRole("link", { name: say("pairs.choose-of", { alias: other }) }).click();
    await button(page, say("pairs.look")).click();
    await page.getByText("Okubagabir").first().waitFor();
    await picture(page, "pair-compare");
    await page.getByRole("radio", { name: other }).check();
    await button(page, say("pairs.do")).click();
    await page.getByRole("heading", { name: other, level: 1 }).waitFor();
    expect((await pairs()).at(-1)).toMatchObject({ kept_case_id: apart.aside_case_id, aside_case_id: older });
    await picture(page, "pair-case");
    await page.getByRole("link", { name: say("allowed.open") }).click();
    await button(page, say("wish.hear")).click();
    await page.getByText(say("wish.pairs", { aliases: alias })).waitFor();
    await picture(page, "pair-wish");
    await page.getByLabel(say("wish-what.erase")).check();
    await button(page, say("wish.write-down")).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const boss = await openStation(browser, state.origin, { viewport: DESK });
    await signInByKeys(boss, state, "henrik@line.example");
    await boss.page.goto(`${state.origin}/desk/seconds`);
    await boss.page
      .getByText(say("proposal.wish-pairs", { aliases: alias }))
      .first()
      .waitFor();
    await expectNoAxeViolations(boss.page);
    await picture(boss.page, "pair-wish-second");
    await boss.context.close();

    // Where who someone is comes to be written later, the one that may be known is named after it is saved.
    const later = await openCase(await writeAtDoor(state.origin, "Hello again."), "25-34", "ti");
    await page.goto(`${state.origin}/desk/cases/${later}?for=support`);
    await button(page, say("section.write-what", { category: say("category.identity") })).click();
    await page.getByLabel(labels.en).fill("Abrehet Okubagaber");
    await button(page, say("save")).click();
    await page.getByRole("heading", { name: say("known.title") }).waitFor();
    await expectNoAxeViolations(page);
    await picture(page, "known-later");
    await page.getByRole("link", { name: say("pairs.choose-of", { alias: other }) }).click();
    await page.getByRole("heading", { name: say("pairs.compare") }).waitFor();

    // And of an import, by row: one that is called so comes along, and the report names who may be known.
    await page.goto(`${state.origin}/desk/imports?for=support`);
    const [sheet] = await Promise.all([
      page.waitForEvent("download"),
      button(page, say("imports.empty-sheet")).click(),
    ]);
    expect(await readFile(await sheet.path(), "utf8")).toMatch(/^cas_Status,.*prs_FirstName,.*\r\n$/);
    await page.locator("input[type=file]").setInputFiles({
      ...{ name: "caseload.csv", mimeType: "text/csv" },
      buffer: Buffer.from(
        "prs_FirstName,prs_SecondName,con_Consent\nAbrehet,Okubagaber,TRUE\nPia,Lund,TRUE\n",
      ),
    });
    await button(page, say("imports.bring", { count: 2 })).click();
    await page.getByRole("heading", { name: say("imports.known") }).waitFor();
    await page.getByRole("link", { name: say("imports.known-compare", { alias: other }) }).waitFor();
    await expectNoAxeViolations(page);
    await picture(page, "known-import");
    expectCalm(desk);
  },
  STORY_MS,
);
