import type { Locator, Page } from "playwright-core";
import type { Proof } from "../tools/proof/contract.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { startDemonstration, temporaryFolder } from "./support/demonstration.ts";
import { DESK, expectNothingSideways, openStation, PHONE, picture, signInByKeys } from "./support/station.ts";
import { keepSteps } from "./support/steps.ts";

// A caseworker who signed in an hour ago speaks for a court and for the person: each of the five acts asks first who is there,
// writes nothing until it is shown, and then does what was typed before. And a hold that was lifted ends by two.

const STEPS = 13;

export const proof: Proof = {
  name: "speaking for another",
  bar: `by clicks: an order, a yes in person, a share, taking a yes back and a step of the journey each ask anew who is there and lose nothing; a hold ends by its dialog and a second member; ${STEPS} steps, each seen in the rows`,
  run: async (log) => {
    const [state, browser] = await Promise.all([
      startDemonstration({ dataDir: await temporaryFolder() }),
      launchBrowser(),
    ]);
    const owner = await state.owner();
    const { seen, ensure, ensureRow, rows } = keepSteps(owner, log);
    const open = async (email: string): Promise<Page> => {
      const station = await openStation(browser, state.origin, { viewport: DESK });
      await signInByKeys(station, state, email);
      return station.page;
    };
    try {
      const [found] = await rows(
        `select r.id from access.case_record r join identity.agency a on a.id = r.holder_agency_id and a.name = 'Harbour House'
         join care.case_file f on f.id = r.id and f.state in ('contact', 'screened', 'early-support', 'referred', 'recovery')
         where not exists (select from access.legal_order o where o.case_id = r.id) order by r.id limit 1`,
      );
      if (!found) throw new Error("The demonstration has no case of Harbour House without an order.");
      const caseId: string = found.id;
      // What was allowed before is over, so that what is seen afterwards is of this story.
      await rows(
        "update access.share set ended_at = now(), ended_because = 'withdrawn' where case_id = $1 and ended_at is null",
        caseId,
      );
      await rows(
        "update access.consent set withdrawn_at = now() where case_id = $1 and withdrawn_at is null",
        caseId,
      );
      await rows(
        "update access.consent set given_at = given_at - interval '1 day' where case_id = $1",
        caseId,
      );
      const marta = await open("marta@harbour.example");
      const oscar = await open("oscar@harbour.example");
      const go = (page: Page, path: string) => page.goto(`${state.origin}/desk/${path}`);
      const main = (name: string | RegExp) => marta.getByRole("main").getByRole("button", { name });

      /** An hour later: what `click` sends is asked for once more, nothing is written, then it is done. */
      const asked = async (what: string, click: Locator, text: string, ...values: unknown[]) => {
        await owner.query(
          "update identity.session set proved_at = now() - interval '1 hour' where member_id = (select id from identity.member where email = 'marta@harbour.example')",
        );
        await click.click();
        const dialog = marta.getByRole("dialog", { name: "Show that it is you" });
        await dialog.waitFor();
        if ((await rows(text, ...values)).length > 0) throw new Error(`Written without a proof: ${what}`);
        await picture(marta, `asked-${seen.length}`);
        ensure(`it asks before: ${what}`, true);
        await dialog.getByLabel("Password").fill(state.password);
        await dialog.getByRole("button", { name: "Go on" }).click();
        await dialog.waitFor({ state: "hidden" });
        await ensureRow(what, text, ...values);
      };
      /** Of the demonstration's two supervisors the other one, who holds the paper. */
      const second = async (heading: string, what: string, text: string, ...values: unknown[]) => {
        await go(oscar, "seconds");
        const card = oscar.getByRole("region", { name: heading }).first();
        await card.getByRole("button", { name: "Confirm, and do it" }).click();
        await ensureRow(what, text, ...values);
      };

      await go(marta, `cases/${caseId}/allowed?for=support`);
      await main("Write down an order").click();
      const form = marta.getByRole("dialog");
      await form.getByLabel("That a part is kept, and opened to nobody (a legal hold)").check();
      await form.getByLabel("Authority").fill("Invented District Court");
      await form.getByLabel("Law and article").fill("Invented Procedure Act, section 9");
      await form.getByLabel("Number on the paper").fill("IDC 9/26");
      await form.getByLabel("Health").check();
      const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
      await form.getByLabel("Issued on").fill(day(-2));
      await form.getByLabel("Ends on").fill(day(200));
      await asked(
        "a hold is written down",
        form.getByRole("button", { name: "Write it down" }),
        "select from proposals.proposal where case_id = $1 and kind = 'order.confirmation'",
        caseId,
      );
      const HOLD = "select from access.legal_order where case_id = $1 and recipient_agency_id is null";
      await second(
        "An order to compare with the paper",
        "the second member confirms it",
        `${HOLD} and ended_at is null`,
        caseId,
      );

      await go(marta, `cases/${caseId}/allowed?for=support`);
      await main("Ask for a yes").click();
      const terms = marta.getByRole("dialog");
      await terms.getByLabel("Who would see it").selectOption({ index: 1 });
      await terms.getByRole("group", { name: "What for" }).getByRole("radio").first().check();
      await terms.getByRole("group", { name: "Which parts" }).getByRole("checkbox").first().check();
      await terms.getByRole("button", { name: "To the sentence" }).click();
      const CONSENT = "select from access.consent where case_id = $1 and withdrawn_at is null";
      await asked(
        "a yes in person is kept",
        terms.getByRole("button", { name: "They said yes" }),
        CONSENT,
        caseId,
      );

      await go(marta, `cases/${caseId}?for=support`);
      await marta
        .getByRole("button", { name: /^Share/ })
        .first()
        .click();
      const share = marta.getByRole("dialog");
      await share.getByRole("group", { name: "Which part" }).getByRole("radio").first().check();
      await asked(
        "a part is shared",
        share.getByRole("button", { name: "Share it" }),
        "select from access.share where case_id = $1 and ended_at is null",
        caseId,
      );

      await go(marta, `cases/${caseId}/allowed?for=support`);
      await main(/^They took it back/).click();
      await asked(
        "the yes is taken back in person, and the share ends",
        marta.getByRole("dialog").getByRole("button", { name: "Yes, end it now" }),
        "select from access.consent c join access.share s on s.consent_id = c.id where c.case_id = $1 and c.withdrawn_at > c.given_at and c.given_at > now() - interval '1 hour' and s.ended_at is not null",
        caseId,
      );

      await go(marta, `cases/${caseId}?for=support`);
      await marta.getByRole("button", { name: "What comes next" }).first().click();
      const step = marta.getByRole("dialog");
      await step.getByLabel("Mark as urgent").check();
      await step.getByLabel("It is urgent").check();
      await asked(
        "the case moves on",
        step.getByRole("button", { name: "Take this step" }),
        "select from care.step where case_id = $1 and code = 'mark-urgent' and role <> 'person'",
        caseId,
      );

      await go(marta, `cases/${caseId}/allowed?for=support`);
      const lifted = main("It was lifted: order IDC 9/26");
      await lifted.click();
      const hold = marta.getByRole("dialog", { name: "Was this hold lifted?" });
      await hold.getByRole("button", { name: "Ask a second member" }).click();
      await hold.getByText("Say by what it was lifted.").waitFor();
      await expectNoAxeViolations(marta, "[role=dialog]");
      for (const size of [PHONE, { width: 640, height: 450 }, DESK]) {
        await marta.setViewportSize(size);
        await expectNothingSideways(marta);
        await picture(marta, `hold-${size.width}`);
      }
      await hold
        .getByLabel("Who lifted it, when, and the number on that paper")
        .fill("Invented District Court, IDC 12/26");
      await hold.getByRole("button", { name: "Ask a second member" }).click();
      await hold.waitFor({ state: "hidden" });
      await ensureRow(
        "its end waits, and it still holds",
        `${HOLD} and ended_at is null and exists (select from proposals.proposal p where p.kind = 'hold.ending' and p.case_id = $1 and p.outcome is null)`,
        caseId,
      );
      await second(
        "A legal hold that was lifted",
        "it ends by the second",
        `${HOLD} and ended_at is not null`,
        caseId,
      );
      await marta.evaluate(() => localStorage.setItem("leeward-choices", "light ar"));
      await go(marta, `cases/${caseId}/allowed?for=support`);
      await marta.locator("main h2").first().waitFor();
      await picture(marta, "allowed-ar");
      await go(oscar, "seconds");
      await oscar.evaluate(() => localStorage.setItem("leeward-choices", "light ar"));
      await go(oscar, "seconds");
      await oscar.locator("main h2").first().waitFor();
      await picture(oscar, "seconds-ar");
      return { passed: seen.length === STEPS, figures: { steps: seen.length } };
    } finally {
      await owner.end();
      await browser.close();
      await state.stop();
      await state.remove();
    }
  },
};
