import type { Page } from "playwright-core";
import { fromBase32 } from "../src/core/keys/bytes.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import type { Proof } from "../tools/proof/contract.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { startDemonstration, temporaryFolder } from "./support/demonstration.ts";
import { writeAtDoor } from "./support/person.ts";
import { DESK, expectNothingSideways, openStation, PHONE, picture, signInByKeys } from "./support/station.ts";
import { keepSteps } from "./support/steps.ts";

// A court opens what someone told to the police, and keeps that from them for a month. Two members compare it with the paper,
// the police read; the person's own file, on a phone and in Arabic, says nothing of it. When the court's time is over they
// are shown the order, who kept it quiet, and each look.

const STEPS = 11;
const COURT = "Invented High Court";
const say = sayIn("ar");

export const proof: Proof = {
  name: "a quiet order",
  bar: `by clicks: an order whose notice a court deferred opens a part to the police only after a second member; the person's file, in Arabic on a phone, says nothing of order, agency or look until the court's time is over, and then all of it; ${STEPS} steps`,
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
        `select r.id, r.person_id from access.case_record r
         join identity.agency a on a.id = r.holder_agency_id and a.name = 'Harbour House'
         join keys.data_key k on k.case_id = r.id and k.category = 'account'
         where not exists (select from access.legal_order o where o.case_id = r.id)
           and not exists (select from access.share s join identity.agency p on p.id = s.agency_id where s.case_id = r.id and p.kind = 'police')
         order by r.id limit 1`,
      );
      if (!found) throw new Error("The demonstration has no case of Harbour House that police never saw.");
      const { address, words } = await writeAtDoor(state.origin, "I am here.");
      await rows(
        "update identity.words set person_id = $2 where address = decode($1, 'hex')",
        ...[Buffer.from(fromBase32(address, 16)).toString("hex"), found.person_id],
      );
      const [police] = await rows("select id, name from identity.agency where kind = 'police'");
      const caseId: string = found.id;
      const marta = await open("marta@harbour.example");
      const oscar = await open("oscar@harbour.example");
      const rita = await open("rita@police.example");
      const go = (page: Page, path: string) => page.goto(`${state.origin}/desk/${path}`);
      const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

      await go(marta, `cases/${caseId}/allowed?for=support`);
      await marta.getByRole("main").getByRole("button", { name: "Write down an order" }).click();
      const form = marta.getByRole("dialog");
      await form.getByLabel("Authority").fill("Invented Prosecutor");
      await form.getByLabel("Law and article").fill("Invented Procedure Act, section 12");
      await form.getByLabel("Number on the paper").fill("IHC 4/26");
      await form.getByLabel("Who may see it").selectOption({ label: police.name });
      await form.getByLabel("What for").selectOption({ value: "investigation" });
      await form.getByLabel("What was told").check();
      await form.getByLabel("Issued on").fill(day(-2));
      await form.getByLabel("Ends on").fill(day(90));
      await form.getByLabel("Not told to the person until").fill(day(30));
      await form.getByRole("button", { name: "Write it down" }).click();
      await form.getByText("Keeping it quiet takes a court").waitFor();
      ensure(
        "no silence without a court that is named",
        (
          await rows(
            "select from proposals.proposal where case_id = $1 and kind = 'order.confirmation'",
            caseId,
          )
        ).length === 0,
      );
      await form.getByLabel("Court", { exact: true }).fill(COURT);
      await expectNoAxeViolations(marta, "[role=dialog]");
      await form.getByRole("button", { name: "Write it down" }).click();
      await ensureRow(
        "it is written down by one",
        "select from proposals.proposal where case_id = $1 and kind = 'order.confirmation'",
        caseId,
      );
      ensure(
        "and opens nothing",
        (await rows("select from access.share where case_id = $1 and legal_order_id is not null", caseId))
          .length === 0,
      );
      await go(oscar, "seconds");
      const card = oscar.getByRole("region", { name: "An order to compare with the paper" }).first();
      await card.getByText(COURT).first().waitFor();
      await picture(oscar, "quiet-order-second");
      await card.getByRole("button", { name: "Confirm, and do it" }).click();
      await ensureRow(
        "a second member compared it",
        "select from access.legal_order where case_id = $1 and notice_deferred_until > now() and ended_at is null",
        caseId,
      );
      await go(marta, `cases/${caseId}?for=support`);
      await marta
        .getByRole("button", { name: /^Share/ })
        .first()
        .click();
      const share = marta.getByRole("dialog");
      const rests = share.getByLabel("On what it rests");
      const order = (await rests.locator("option").allTextContents()).find((text) =>
        text.startsWith("Order:"),
      );
      await rests.selectOption({ label: order ?? "an order" });
      await share.getByRole("group", { name: "Which part" }).getByLabel("What was told").check();
      await picture(marta, "quiet-order-share");
      await share.getByRole("button", { name: "Share it" }).click();
      await ensureRow(
        "the part is opened on the order",
        "select from access.share where case_id = $1 and legal_order_id is not null and agency_id = $2 and ended_at is null",
        ...[caseId, police.id],
      );
      await go(rita, `cases/${caseId}?for=investigation`);
      await rita.getByRole("button", { name: "Open What was told" }).click();
      await ensureRow(
        "the police read it, and the look is recorded",
        "select from access.access_entry where case_id = $1 and agency_id = $2 and category = 'account'",
        ...[caseId, police.id],
      );

      const phone = await openStation(browser, state.origin, {
        viewport: PHONE,
        hasTouch: true,
        isMobile: true,
      });
      const file = phone.page;
      const sent: string[] = [];
      file.on("response", async (response) => {
        if (response.url().includes("/api/my-file")) sent.push(await response.text().catch(() => ""));
      });
      const openFile = async () => {
        await file.goto(`${state.origin}/my-file?lang=ar`);
        await file.waitForSelector("#back-open:not([aria-disabled])");
        await file.getByLabel(say("back-label")).fill(words.join(" "));
        await file.getByRole("button", { name: say("back-open") }).tap();
        await file.getByRole("button", { name: say("file-safe-yes") }).tap();
        await file.getByText(say("file-orders")).waitFor({ timeout: 60_000 });
      };
      const shown = async () => `${await file.locator("main").textContent()} ${sent.join(" ")}`;
      await openFile();
      await expectNothingSideways(file);
      await picture(file, "quiet-order-before");
      const before = await shown();
      ensure(
        "their file says nothing of the court, the order or the police, on the page or under it",
        ![COURT, "Invented Prosecutor", "IHC 4/26", police.name, police.id].some((word) =>
          before.includes(word),
        ),
      );
      ensure("what is sent to the phone was looked at", sent.length > 0 && sent.join("").length > 200);
      await go(marta, `cases/${caseId}/allowed?for=support`);
      await marta
        .getByText(new RegExp(`not told until .+, by ${COURT}`))
        .first()
        .waitFor();
      ensure("members see until when it is not told", true);

      await rows(
        "update access.legal_order set notice_deferred_until = now() - interval '1 minute' where case_id = $1",
        caseId,
      );
      sent.length = 0;
      await openFile();
      await file.getByText(COURT).first().waitFor();
      await expectNoAxeViolations(file);
      await expectNothingSideways(file);
      await picture(file, "quiet-order-after");
      const after = await shown();
      ensure(
        "then they see the order, its number and the court that kept it quiet",
        ["Invented Prosecutor", "IHC 4/26", COURT].every((word) => after.includes(word)),
      );
      ensure("and each look of the police", after.includes(police.name));
      return { passed: seen.length === STEPS, figures: { steps: seen.length } };
    } finally {
      await owner.end();
      await browser.close();
      await state.stop();
      await state.remove();
    }
  },
};
