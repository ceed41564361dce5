import type { Page } from "playwright-core";
import type { Language } from "../src/core/texts/index.ts";
import type { Proof } from "../tools/proof/contract.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { startDemonstration, temporaryFolder } from "./support/demonstration.ts";
import { deskTexts, openDeskIn, signInAs } from "./support/desk-say.ts";
import { writeAtDoor } from "./support/person.ts";
import { DESK, expectCalm, expectNothingSideways, PHONE, picture, type Station } from "./support/station.ts";

// An intake worker names three keepers in three agencies, loses her password, makes new keys by a link that a supervisor
// gives her; two people admit them; two keepers give their parts after comparing the code; she reads a letter of before.
// Then a colleague leaves. Told twice: in English at desks, with two phones among them; in Arabic, from right to left, and
// all of it on phones.

const CODE = /^\d{4}( \d{4}){5}$/;
const FAULT = ["former-keys", "wrong-list", "not-for-you", "tampered"] as const;

interface Telling {
  readonly language: Language;
  readonly viewport: typeof DESK;
}
const TELLINGS: readonly Telling[] = [
  { language: "en", viewport: DESK },
  { language: "ar", viewport: PHONE },
];

/** The beginning of what is said of it, which begins with numbers. */
const NEWCOMERS_DONE = { en: /looked at/, ar: /نُظر في/ } as const;

export const proof: Proof = {
  name: "recovery by keepers",
  bar: "in English and in Arabic, at desks and on phones: a member who lost her password reads a letter of before with new keys that two people admitted and two of three keepers gave to, and not one step earlier, by clicks in seven browsers; a colleague who leaves is off the list at once",
  run: async (log) => {
    const figures: Record<string, number> = {};
    for (const telling of TELLINGS) figures[`steps_${telling.language}`] = await tell(telling, log);
    return { passed: true, figures };
  },
};

/** @returns how many steps were seen to be so */
async function tell({ language, viewport: usual }: Telling, log: (line: string) => void): Promise<number> {
  const [state, browser] = await Promise.all([
    startDemonstration({ dataDir: await temporaryFolder() }),
    launchBrowser(),
  ]);
  const { say, begins } = await deskTexts(language);
  const steps: string[] = [];
  const stations: Station[] = [];
  const ensure = (what: string, is: boolean) => {
    if (!is) throw new Error(`Not so: ${what}`);
    steps.push(what);
    log(`${language}: ${what}`);
  };
  const emailOf = (name: string): string => {
    const found = state.signIns.find((one) => one.name === name);
    if (!found) throw new Error(`The demonstration has no ${name}.`);
    return found.email;
  };
  const station = async (viewport = usual): Promise<Page> => {
    const opened = await openDeskIn(language, browser, state.origin, viewport);
    stations.push(opened);
    return opened.page;
  };
  const open = async (name: string, viewport = usual, password = state.password): Promise<Page> => {
    const page = await station(viewport);
    await signInAs(stations.at(-1) as Station, { ...state, password }, emailOf(name), say);
    return page;
  };
  const go = (page: Page, path: string) => page.goto(`${state.origin}/desk/${path}`);
  const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
  const unlock = async (page: Page, password = state.password) => {
    await button(page, say("unlock.do")).waitFor();
    await page.getByLabel(say("unlock.password"), { exact: true }).first().fill(password);
    await button(page, say("unlock.do")).click();
    await button(page, say("unlock.do")).waitFor({ state: "detached" });
  };
  /** Within the desk, so that the keys stay open. */
  const toKeys = async (page: Page) => {
    await page.goto(`${state.origin}/desk/keys`);
    await page.getByRole("heading", { level: 1, name: say("own-keys.title") }).waitFor();
  };
  const codeOn = async (page: Page): Promise<string> => {
    const code = page.getByText(CODE).first();
    await code.waitFor();
    return (await code.textContent()) ?? "";
  };
  try {
    const keepers: Page[] = [];
    for (const name of ["Ines Varela", "Amara Osei", "Sofia Brenner"]) {
      const page = await open(name, name === "Sofia Brenner" ? PHONE : usual);
      await toKeys(page);
      await page.getByRole("switch", { name: say("own-keys.willing") }).click();
      await page.getByText(say("own-keys.kept-none")).waitFor();
      keepers.push(page);
    }
    const [ines, amara, sofia] = keepers as [Page, Page, Page];

    const leila = await open("Leila Haddad");
    const before = "They keep my papers. I work at the laundry by the station.";
    const person = await writeAtDoor(state.origin, before);
    const conversation = `${state.origin}/desk/inbox/${person.address}`;
    await leila.goto(conversation);
    await unlock(leila);
    await leila.getByText(before).waitFor();
    ensure("she reads a letter", true);

    await toKeys(leila);
    await expectNoAxeViolations(leila);
    await unlock(leila);
    for (const name of ["Ines Varela", "Amara Osei", "Sofia Brenner"]) await leila.getByLabel(name).check();
    await picture(leila, `keepers-choose-${language}`);
    await button(leila, say("own-keys.name")).click();
    await leila.getByText(say("own-keys.keeps"), { exact: true }).nth(2).waitFor();
    ensure("three keepers in three agencies have a part each", true);

    // She forgets her password. A supervisor begins; the link goes from hand to hand.
    const nadia = await open("Nadia Rahimi");
    await go(nadia, "members");
    await button(nadia, say("member-standing.change-one", { name: "Leila Haddad" })).click();
    await button(nadia, say("renewal.begin")).click();
    const link = (await nadia.getByText(/desk\/renew#/).textContent()) ?? "";
    await nadia.keyboard.press("Escape");
    const renewed = await station(PHONE);
    const password = "four calm herons by the water";
    await renewed.goto(link);
    await renewed.locator("input[type=password]").first().fill(password);
    await renewed.locator("input[type=password]").nth(1).fill(password);
    await button(renewed, say("renew.do")).click();
    await renewed.getByText(say("renew.made")).waitFor();
    const code = await codeOn(renewed);
    await expectNothingSideways(renewed);
    await picture(renewed, `renewed-phone-${language}`);

    ensure("the supervisor reads the code that is on her screen", (await codeOn(nadia)) === code);
    await picture(nadia, `renewal-waits-${language}`);
    await button(nadia, say("renewal.admit")).click();
    await nadia.getByText(say("member-standing.waits")).first().waitFor();
    const henrik = await open("Henrik Dahl");
    await go(henrik, "seconds");
    ensure("so does the second one", (await codeOn(henrik)) === code);
    await picture(henrik, `renewal-second-${language}`);
    await button(henrik, say("proposals.confirm")).first().click();
    await leila.getByLabel(say("sign-in.email")).waitFor();
    ensure("her former session is at the sign-in by itself", true);

    const again = await open("Leila Haddad", usual, password);
    await again.goto(conversation);
    await unlock(again, password);
    const closed = FAULT.map((fault) => again.getByText(say(`letter.${fault}`)));
    await closed
      .reduce((one, other) => one.or(other))
      .first()
      .waitFor();
    ensure("her new keys open nothing of before", !(await again.content()).includes(before));

    await toKeys(again);
    ensure("her page shows the same code", (await codeOn(again)) === code);
    await unlock(again, password);
    await picture(again, `keys-lost-${language}`);
    for (const [at, keeper] of [ines, sofia].entries()) {
      await toKeys(keeper);
      await unlock(keeper);
      const shown = keeper.getByRole("region", { name: "Leila Haddad" });
      await shown.getByText(CODE).waitFor();
      ensure(`keeper ${at + 1} sees that code`, (await shown.getByText(CODE).textContent()) === code);
      await shown.getByRole("checkbox").check();
      await picture(keeper, `keeper-${at + 1}-${language}`);
      if (at === 1) await expectNothingSideways(keeper);
      await button(keeper, say("own-keys.give")).click();
      await shown.getByText(begins("own-keys.you-gave")).waitFor();
      await again.getByText(say("own-keys.gave"), { exact: true }).nth(at).waitFor();
    }
    await button(again, say("own-keys.regain")).click();
    await again.getByText(say("own-keys.no-keepers")).waitFor();
    await picture(again, `keys-regained-${language}`);
    await toKeys(amara);
    await amara.getByText(say("own-keys.kept-none")).waitFor();
    ensure("the third keeper was not needed, and keeps nothing any more", true);
    await again.goto(conversation);
    await unlock(again, password);
    await again.getByText(before).first().waitFor();
    ensure("she reads the letter of before", true);

    // The list still names her lost keys: another one does, once two people have compared the code.
    const sign = async () => {
      await go(nadia, "recipients");
      await unlock(nadia);
      await nadia.getByText(begins("readers.gone")).waitFor();
    };
    await sign();
    ensure("the supervisor's page shows the code of who comes on", (await codeOn(nadia)) === code);
    await picture(nadia, `readers-other-keys-${language}`);
    await button(nadia, say("readers.sign")).click();
    await picture(nadia, `readers-signing-${language}`);
    await nadia
      .getByText(say("readers.waits", { version: 2 }))
      .first()
      .waitFor();
    await go(henrik, "seconds");
    ensure("the second one's page too", (await codeOn(henrik)) === code);
    await button(henrik, say("proposals.confirm")).first().click();
    await henrik.getByText(say("proposals.none")).first().waitFor();
    const later = "A second person writes, to the newest list.";
    const second = await writeAtDoor(state.origin, later);
    await again.goto(`${state.origin}/desk/inbox/${second.address}`);
    await unlock(again, password);
    await again.getByText(later).waitFor();
    await again.getByLabel(say("answer.label")).fill("I read you again.");
    await button(again, say("answer.send")).click();
    // Not the text itself: what is being typed reads the same.
    await again.getByText(say("answer.sent")).first().waitFor();
    ensure("she reads and answers with her new keys", (await second.read()).includes("I read you again."));

    // Her own new keys are on the newest list: what is older is locked for them.
    await again
      .getByRole("main")
      .getByRole("link", { name: say("inbox.title"), exact: true })
      .first()
      .click();
    await button(again, say("newcomers.do")).click();
    const walked = again.getByText(NEWCOMERS_DONE[language]);
    await walked.waitFor();
    await button(again, say("newcomers.stop")).waitFor({ state: "detached" });
    ensure(
      "by a press she locks what is older for those on the newest list, her own new keys",
      /1 lock added|قفل واحد/.test((await walked.textContent()) ?? ""),
    );

    await go(again, "keys");
    await again.getByLabel(say("unlock.password"), { exact: true }).last().fill(password);
    await button(again, say("own-keys.rotate-do")).click();
    await again.getByText(say("own-keys.rotated")).first().waitFor();
    await again.goto(conversation);
    await unlock(again, password);
    await again.getByText(before).first().waitFor();
    ensure("with other keys once more she reads by the former ones, two changes back", true);

    // Somebody leaves.
    await go(nadia, "members");
    await button(nadia, say("member-standing.change-one", { name: "Grace Mensah" })).click();
    await button(nadia, say("member-standing.suspend")).click();
    await nadia.getByText(say("member-standing.suspended")).first().waitFor();
    await sign();
    await nadia.getByText("Grace Mensah").first().waitFor();
    await nadia.getByLabel("Leila Haddad").uncheck(); // her newest keys come on later, by two
    await button(nadia, say("readers.sign")).click();
    await nadia.getByText(begins("readers.gone")).waitFor({ state: "detached" });
    const door = await (await fetch(`${state.origin}/api/door`)).json();
    ensure(
      "who left is off the list at once, by one supervisor",
      door.recipients.list.recipients.length === 1,
    );

    await toKeys(again);
    await again.emulateMedia({ colorScheme: "dark" });
    await expectNoAxeViolations(again);
    await expectNothingSideways(again);
    await picture(again, `keys-dark-${language}`);
    for (const one of stations) expectCalm(one);
    return steps.length;
  } finally {
    await browser.close();
    await state.stop();
    await state.remove();
  }
}
