import type { Page } from "playwright-core";
import type { Proof } from "../tools/proof/contract.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { startDemonstration, temporaryFolder } from "./support/demonstration.ts";
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

// An intake worker names three keepers in three agencies, loses her password, makes new keys by a link that a supervisor
// gives her; two people admit them; two keepers give their parts after comparing the code; she reads a letter of before.

const CODE = /^\d{4}( \d{4}){5}$/;

export const proof: Proof = {
  name: "recovery by keepers",
  bar: "a member who lost her password reads a letter of before with new keys that two people admitted and two of three keepers gave to, and not one step earlier, by clicks in seven browsers",
  run: async (log) => {
    const [state, browser] = await Promise.all([
      startDemonstration({ dataDir: await temporaryFolder() }),
      launchBrowser(),
    ]);
    const steps: string[] = [];
    const stations: Station[] = [];
    const ensure = (what: string, is: boolean) => {
      if (!is) throw new Error(`Not so: ${what}`);
      steps.push(what);
      log(what);
    };
    const emailOf = (name: string): string => {
      const found = state.signIns.find((one) => one.name === name);
      if (!found) throw new Error(`The demonstration has no ${name}.`);
      return found.email;
    };
    const station = async (viewport = DESK): Promise<Page> => {
      const opened = await openStation(browser, state.origin, { viewport });
      stations.push(opened);
      return opened.page;
    };
    const open = async (name: string, viewport = DESK): Promise<Page> => {
      const page = await station(viewport);
      await signInByKeys(stations.at(-1) as Station, state, emailOf(name));
      return page;
    };
    const go = (page: Page, path: string) => page.goto(`${state.origin}/desk/${path}`);
    const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
    const unlock = async (page: Page, password = state.password) => {
      await button(page, "Unlock").waitFor();
      await page.getByLabel("Password", { exact: true }).first().fill(password);
      await button(page, "Unlock").click();
      await button(page, "Unlock").waitFor({ state: "detached" });
    };
    /** Within the desk, so that the keys stay open. */
    const toKeys = async (page: Page) => {
      await page.goto(`${state.origin}/desk/keys`);
      await page.getByRole("heading", { name: "My keys" }).waitFor();
    };
    const codeOn = async (page: Page): Promise<string> => {
      const code = page.getByText(CODE).first();
      await code.waitFor();
      return (await code.textContent()) ?? "";
    };
    try {
      const keepers: Page[] = [];
      for (const name of ["Ines Varela", "Amara Osei", "Sofia Brenner"]) {
        const page = await open(name, name === "Sofia Brenner" ? PHONE : DESK);
        await toKeys(page);
        await page.getByRole("switch", { name: /I keep a part/ }).click();
        await page.getByText("You keep nothing for anybody.").waitFor();
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
      await picture(leila, "keepers-choose");
      await button(leila, "I compared the codes: name them").click();
      await leila.getByText("Keeps a part").nth(2).waitFor();
      ensure("three keepers in three agencies have a part each", true);

      // She forgets her password. A supervisor begins; the link goes from hand to hand.
      const nadia = await open("Nadia Rahimi");
      await go(nadia, "members");
      await nadia.getByRole("button", { name: "Change the standing of Leila Haddad" }).click();
      await button(nadia, "Begin new keys").click();
      const link = (await nadia.getByText(/desk\/renew#/).textContent()) ?? "";
      await nadia.keyboard.press("Escape");
      const renewed = await station(PHONE);
      const password = "four calm herons by the water";
      await renewed.goto(link);
      await renewed.getByLabel("New password", { exact: false }).first().fill(password);
      await renewed.getByLabel(/again/i).fill(password);
      await button(renewed, "Make new keys").click();
      await renewed.getByText("Your new keys are made.").waitFor();
      const code = await codeOn(renewed);
      await expectNothingSideways(renewed);
      await picture(renewed, "renewed-phone");

      ensure("the supervisor reads the code that is on her screen", (await codeOn(nadia)) === code);
      await picture(nadia, "renewal-waits");
      await button(nadia, "I heard this code: propose them").click();
      await nadia.getByText("It waits for a second member.").first().waitFor();
      const henrik = await open("Henrik Dahl");
      await go(henrik, "seconds");
      ensure("so does the second one", (await codeOn(henrik)) === code);
      await picture(henrik, "renewal-second");
      await henrik
        .getByRole("button", { name: /^Confirm/ })
        .first()
        .click();
      const sure = henrik.getByRole("dialog").getByRole("button", { name: /^Confirm/ });
      if (await sure.isVisible().catch(() => false)) await sure.click();
      await leila.getByLabel("E-mail address").waitFor();
      ensure("her former session is at the sign-in by itself", true);

      const again = await station();
      await signInByKeys(stations.at(-1) as Station, { ...state, password }, emailOf("Leila Haddad"));
      await again.goto(conversation);
      await unlock(again, password);
      await again
        .getByText(/cannot be opened|not sealed|not for you|does not open/i)
        .first()
        .waitFor();
      ensure("her new keys open nothing of before", !(await again.content()).includes(before));

      await toKeys(again);
      ensure("her page shows the same code", (await codeOn(again)) === code);
      await unlock(again, password);
      await picture(again, "keys-lost");
      for (const [at, keeper] of [ines, sofia].entries()) {
        await toKeys(keeper);
        await unlock(keeper);
        const shown = keeper.getByRole("region", { name: "Leila Haddad" });
        await shown.getByText(CODE).waitFor();
        ensure(`keeper ${at + 1} sees that code`, (await shown.getByText(CODE).textContent()) === code);
        await shown.getByRole("checkbox").check();
        await picture(keeper, `keeper-${at + 1}`);
        if (at === 1) await expectNothingSideways(keeper);
        await button(keeper, "Give my part to these keys").click();
        await shown.getByText(/You gave it/).waitFor();
        await again.getByText("Gave their part").nth(at).waitFor();
      }
      await button(again, "Open my former keys").click();
      await again.getByText("Nobody yet.", { exact: false }).waitFor();
      await picture(again, "keys-regained");
      await toKeys(amara);
      await amara.getByText("You keep nothing for anybody.").waitFor();
      ensure("the third keeper was not needed, and keeps nothing any more", true);
      await again.goto(conversation);
      await unlock(again, password);
      await again.getByText(before).first().waitFor();
      ensure("she reads the letter of before", true);

      // The list still names her lost keys: another one does, once two people have compared the code.
      const sign = async () => {
        await go(nadia, "recipients");
        await unlock(nadia);
        await nadia.getByText("On the list, and not here any more", { exact: false }).waitFor();
      };
      await sign();
      ensure("the supervisor's page shows the code of who comes on", (await codeOn(nadia)) === code);
      await picture(nadia, "readers-other-keys");
      await button(nadia, "Sign it").click();
      await picture(nadia, "readers-signing");
      await nadia.getByText("is signed, and waits", { exact: false }).first().waitFor();
      await go(henrik, "seconds");
      ensure("the second one's page too", (await codeOn(henrik)) === code);
      await button(henrik, "Confirm, and do it").first().click();
      await henrik.getByText("Nothing waits", { exact: false }).first().waitFor();
      const later = "A second person writes, to the newest list.";
      const second = await writeAtDoor(state.origin, later);
      await again.goto(`${state.origin}/desk/inbox/${second.address}`);
      await unlock(again, password);
      await again.getByText(later).waitFor();
      await again.getByLabel("Your answer").fill("I read you again.");
      await button(again, "Lock and send").click();
      await again.getByText("I read you again.").waitFor();
      ensure("she reads and answers with her new keys", (await second.read()).includes("I read you again."));

      await go(again, "keys");
      await again.getByLabel("Password", { exact: true }).last().fill(password);
      await button(again, "Take other keys").click();
      await again.getByText("You have other keys.", { exact: false }).first().waitFor();
      await again.goto(conversation);
      await unlock(again, password);
      await again.getByText(before).first().waitFor();
      ensure("with other keys once more she reads by the former ones, two changes back", true);

      // Somebody leaves.
      await go(nadia, "members");
      await nadia.getByRole("button", { name: "Change the standing of Grace Mensah" }).click();
      await button(nadia, "Suspend").click();
      await nadia.getByText("Your colleague is suspended.", { exact: false }).first().waitFor();
      await sign();
      await nadia.getByText("Grace Mensah").first().waitFor();
      await nadia.getByLabel("Leila Haddad").uncheck(); // her newest keys come on later, by two
      await button(nadia, "Sign it").click();
      await nadia
        .getByText("On the list, and not here any more", { exact: false })
        .waitFor({ state: "detached" });
      const door = await (await fetch(`${state.origin}/api/door`)).json();
      ensure(
        "who left is off the list at once, by one supervisor",
        door.recipients.list.recipients.length === 1,
      );

      await again.evaluate(() => localStorage.setItem("leeward-choices", "dark ar"));
      await again.goto(`${state.origin}/desk/keys`);
      await again.locator("main h2").first().waitFor();
      await expectNoAxeViolations(again);
      await picture(again, "keys-arabic-dark");
      for (const one of stations) expectCalm(one);
      return { passed: true, figures: { steps: steps.length } };
    } finally {
      await browser.close();
      await state.stop();
      await state.remove();
    }
  },
};
