import type { Page } from "playwright-core";
import type { Proof } from "../tools/proof/contract.ts";
import { launchBrowser } from "./support/browser.ts";
import { startDemonstration, temporaryFolder } from "./support/demonstration.ts";
import { DESK, openStation, PHONE, picture, signInByKeys } from "./support/station.ts";

// A caseworker hands a case to an agency that reads a part of it, and takes it back; offers again, and there it is
// accepted. A supervisor proposes that the agency leaves, a second one sees it and has to wait, the first takes it back.

export const proof: Proof = {
  name: "leaving at the desk",
  bar: "a case is offered, taken back, offered and accepted; leaving is proposed, waits for a second supervisor, and is taken back, by clicks, with the rows as each page said",
  run: async (log) => {
    const [state, browser] = await Promise.all([
      startDemonstration({ dataDir: await temporaryFolder() }),
      launchBrowser(),
    ]);
    const owner = await state.owner();
    const rows = async (text: string, ...values: unknown[]) => (await owner.query(text, values)).rows;
    const open = async (email: string, viewport = DESK): Promise<Page> => {
      const station = await openStation(browser, state.origin, { viewport });
      await signInByKeys(station, state, email);
      return station.page;
    };
    const go = (page: Page, path: string) => page.goto(`${state.origin}/desk/${path}`);
    const click = (page: Page, name: string) =>
      page.getByRole("main").getByRole("button", { name, exact: true }).first().click();
    const steps: string[] = [];
    const done = (step: string) => {
      steps.push(step);
      log(step);
    };
    const expectRow = async (what: string, text: string, ...values: unknown[]) => {
      for (let tries = 0; tries < 300; tries++) {
        if ((await rows(text, ...values)).length > 0) return done(what);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`Not so: ${what}`);
    };
    try {
      const worksWithPeople = `m.status = 'active' and exists (select from identity.member_role r where r.member_id = m.id
        and r.role in ('caseworker', 'intake-worker', 'child-protection-officer'))`;
      const [found] = await rows(
        `select s.case_id, r.holder_agency_id as former, a.id as next, a.name,
           (select email from identity.member m where m.agency_id = r.holder_agency_id and ${worksWithPeople} order by email limit 1) as giver,
           (select email from identity.member m where m.agency_id = a.id and ${worksWithPeople} order by email limit 1) as taker
         from access.share s join access.case_record r on r.id = s.case_id join identity.agency a on a.id = s.agency_id
         where access.is_live(s) and leaving.can_hold(a.id)
           and exists (select from identity.member m where m.agency_id = a.id and ${worksWithPeople})
           and exists (select from identity.member m where m.agency_id = r.holder_agency_id and ${worksWithPeople})
         order by s.id limit 1`,
      );
      if (!found) throw new Error("The demonstration shares no case with an agency that could hold it.");

      const giver = await open(found.giver);
      const taker = await open(found.taker);
      const offer = async () => {
        await go(giver, `cases/${found.case_id}/allowed`);
        await click(giver, "Hand over");
        const dialog = giver.getByRole("dialog");
        await dialog.getByLabel("Next holder").selectOption({ label: found.name });
        await dialog.getByLabel("The person agreed").check();
        await picture(giver, "hand-over-form");
        await dialog.getByRole("button", { name: "Offer it" }).click();
        await dialog.waitFor({ state: "hidden" });
      };
      await offer();
      await expectRow(
        "a case is offered",
        "select from leaving.hand_over where case_id = $1 and outcome is null",
        found.case_id,
      );
      await go(giver, "hand-overs");
      await giver.getByRole("button", { name: "Take it back" }).first().waitFor();
      await picture(giver, "hand-overs-giver");
      await click(giver, "Take it back");
      await expectRow(
        "it is taken back",
        "select from leaving.hand_over where case_id = $1 and outcome = 'taken-back'",
        found.case_id,
      );
      await offer();
      await go(taker, "hand-overs");
      await taker.getByRole("button", { name: "Hold it from now on" }).first().waitFor();
      await picture(taker, "hand-overs-taker");
      await taker.setViewportSize(PHONE);
      await picture(taker, "hand-overs-taker-phone");
      await click(taker, "Hold it from now on");
      await expectRow(
        "the next holder holds it",
        "select from access.case_record where id = $1 and holder_agency_id = $2",
        ...[found.case_id, found.next],
      );

      const supervisors = await rows(
        `select m.email from identity.member m join identity.member_role r on r.member_id = m.id and r.role = 'supervisor'
         where m.agency_id = (select m2.agency_id from identity.member m2 join identity.member_role r2 on r2.member_id = m2.id
           where r2.role = 'supervisor' and m2.status = 'active' group by 1 order by count(*) desc, 1 limit 1)
           and m.status = 'active' order by 1`,
      );
      const first = await open(supervisors[0].email);
      await go(first, "leaving");
      await first.getByRole("button", { name: "Propose that we leave" }).waitFor();
      await picture(first, "leaving");
      await click(first, "Propose that we leave");
      await first.getByRole("dialog").getByRole("button", { name: "Propose that we leave" }).click();
      await first.getByRole("button", { name: "Take it back" }).waitFor();
      await expectRow(
        "leaving is proposed",
        "select from proposals.proposal where kind = 'agency.leaving' and outcome is null",
      );
      await picture(first, "leaving-proposed");
      await first.setViewportSize(PHONE);
      await picture(first, "leaving-proposed-phone");
      if (supervisors.length > 1) {
        const second = await open(supervisors[1].email);
        await go(second, "leaving");
        await second.getByRole("link", { name: "Read and decide it" }).click();
        await second.getByText("Your agency leaves the house, for good", { exact: false }).first().waitFor();
        await picture(second, "leaving-second");
        done("a second supervisor reads it");
      }
      await click(first, "Take it back");
      await expectRow(
        "it is taken back, and the agency stays",
        `select from proposals.proposal p join identity.agency a on a.id = p.agency_id
         where p.kind = 'agency.leaving' and p.outcome = 'withdrawn' and a.status = 'active'`,
      );
      await first.evaluate(() => localStorage.setItem("leeward-choices", "dark ar"));
      await first.setViewportSize(DESK);
      await go(first, "leaving");
      await first.locator("main h2").first().waitFor();
      await picture(first, "leaving-arabic-dark");
      return { passed: steps.length >= 5, figures: { steps: steps.length } };
    } finally {
      await owner.end();
      await browser.close();
      await state.stop();
      await state.remove();
    }
  },
};
