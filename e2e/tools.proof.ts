import type { Page } from "playwright-core";
import type { Proof } from "../tools/proof/contract.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { startDemonstration, temporaryFolder } from "./support/demonstration.ts";
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
import { keepSteps } from "./support/steps.ts";

// Care is overdue at a shelter. Its supervisor assesses it and signs in the browser, the data-protection officer signs
// second; the council is asked about a release and its answer recorded by another than the one who asked; one of the two
// withdraws. What each screen said stands in the rows.

const PARTS = [
  ["What it is for here", "One file for each person, so that nobody tells everything twice."],
  ["Whose rights it touches", "Whoever lives with us, and the children who came with them."],
  ["What can go wrong for them", "A colleague who looks without need."],
  ["What is done against that", "Looks are read every week."],
  ["Who was heard", "Four people who once lived here."],
] as const;

export const proof: Proof = {
  name: "tools at the desk",
  bar: "an assessment is signed by two people in two browsers with their own keys, advice is asked and answered, Today names who can act, a withdrawal stops the tool, by clicks, with the rows as each page said",
  run: async (log) => {
    const [state, browser] = await Promise.all([
      startDemonstration({ dataDir: await temporaryFolder() }),
      launchBrowser(),
    ]);
    const owner = await state.owner();
    const { seen, ensureRow, rows } = keepSteps(owner, log);
    const signInOf = (role: string) => {
      const found = state.signIns.find(
        ({ agency, roles }) => agency === "Harbour House" && roles.includes(role),
      );
      if (!found) throw new Error(`The demonstration has no ${role} at Harbour House.`);
      return found;
    };
    const open = async (role: string): Promise<Station> => {
      const station = await openStation(browser, state.origin, { viewport: DESK });
      await signInByKeys(station, state, signInOf(role).email);
      return station;
    };
    const toTools = async (page: Page) => {
      await page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name: "Tools" }).click();
      await page.getByRole("heading", { level: 1, name: "Tools" }).waitFor();
    };
    const partOf = (page: Page, tool: string) =>
      page.locator("section").filter({ has: page.locator(`#tool-${tool}`) });
    try {
      await rows(
        "update gate.assessment set expires_at = now() + interval '20 days' where tool = 'caseload-release'",
      );
      const boss = await open("supervisor");
      const officer = await open("data-protection-officer");
      await boss.page.getByRole("heading", { name: "Tools" }).waitFor();
      await boss.page
        .getByText(`First to sign: ${signInOf("supervisor").name}`, { exact: false })
        .first()
        .waitFor();
      await picture(boss.page, "today-tools");
      await expectNoAxeViolations(boss.page);
      await boss.page.setViewportSize(PHONE);
      await expectNothingSideways(boss.page);
      await picture(boss.page, "today-tools-phone");
      await boss.page.setViewportSize(DESK);

      await toTools(boss.page);
      await partOf(boss.page, "care").getByRole("button", { name: "Write an assessment" }).click();
      const form = boss.page.getByRole("dialog", { name: "Rights assessment" });
      for (const [label, text] of PARTS) await form.getByLabel(label).fill(text);
      const day = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10);
      await form.getByLabel("It holds until").fill(day);
      await expectNoAxeViolations(boss.page);
      await picture(boss.page, "assessment-form");
      await form.getByRole("button", { name: "Sign as the first" }).click();
      await ensureRow(
        "the first has signed, and it waits",
        `select from proposals.proposal p join proposals.signature s on s.proposal_id = p.id
         where p.kind = 'tool.assessment' and p.outcome is null and s.member_id = p.proposed_by
           and p.content::jsonb #>> '{parts,heard}' = $1`,
        PARTS[4][1],
      );

      await toTools(officer.page);
      const theirs = partOf(officer.page, "care");
      await theirs.getByText(PARTS[2][1]).first().waitFor();
      await picture(officer.page, "assessment-second");
      await theirs.getByRole("button", { name: "Sign as the second" }).click();
      await officer.page
        .getByRole("dialog", { name: "Sign this assessment" })
        .getByRole("button", { name: "Sign as the second" })
        .click();
      await ensureRow(
        "both have signed, each with their own key, and it holds until that day",
        `select from gate.assessment a where a.tool = 'care' and a.content::jsonb ->> 'until' = $1 and jsonb_array_length(a.signatures) = 2
           and (a.signatures #>> '{0,memberId}') <> (a.signatures #>> '{1,memberId}')
           and (a.signatures #>> '{0,signingKey}') <> (a.signatures #>> '{1,signingKey}')
           and (gate.judge(a.agency_id, 'care', a.version, now())).refusal = 'advice-not-asked'`,
        day,
      );

      const release = partOf(boss.page, "caseload-release");
      await release.getByRole("button", { name: "Ask the survivors’ council" }).click();
      const question = boss.page.getByRole("dialog", { name: "Ask the survivors’ council" });
      await question.getByLabel("What do you ask?").fill("May we go on with this next year?");
      await question.getByRole("button", { name: "Ask", exact: true }).click();
      await ensureRow(
        "while the council is asked, the release stops",
        `select from gate.advice d where d.answered_at is null
           and (gate.judge(d.agency_id, d.tool, d.version, now())).refusal = 'advice-unanswered'`,
      );
      await officer.page
        .getByRole("navigation", { name: "Desk" })
        .getByRole("link", { name: "Today", exact: true })
        .click();
      await officer.page
        .getByText(new RegExp(`Can answer: .*${signInOf("data-protection-officer").name}`))
        .first()
        .waitFor();
      await toTools(officer.page);
      await partOf(officer.page, "caseload-release")
        .getByRole("button", { name: "Record an answer" })
        .click();
      const answer = officer.page.getByRole("dialog", { name: "Record an answer" });
      await answer.getByLabel("Who has answered?").fill("Survivors’ Circle of the Coast");
      await answer.getByLabel("What do they say?").selectOption("for");
      await answer.getByLabel("Their words").fill("Yes, as you did it this year.");
      await answer.getByRole("button", { name: "Send the answer" }).click();
      await ensureRow(
        "the answer is recorded by another than the one who asked, and it may run",
        `select from gate.advice d where d.stance = 'for' and d.asked_by <> d.answered_by
           and (gate.judge(d.agency_id, d.tool, d.version, now())).refusal is null`,
      );

      const signed = release.locator("details").filter({ hasText: "Harbour House, version" }).first();
      await signed.locator("summary").click();
      await signed.getByRole("button", { name: "Withdraw this assessment" }).click();
      const ending = boss.page.getByRole("dialog", { name: "Withdraw this assessment" });
      await ending.getByLabel("Why?").fill("The numbers are too small this year.");
      await ending.getByRole("button", { name: "Withdraw this assessment" }).click();
      await ensureRow(
        "one of the two withdraws it alone, and it stops",
        `select from gate.assessment a where a.tool = 'caseload-release' and a.withdrawn_because like 'The numbers%'
           and (gate.judge(a.agency_id, a.tool, a.version, now())).refusal = 'withdrawn'`,
      );
      await expectNoAxeViolations(boss.page);
      await picture(boss.page, "tools");

      await boss.page.evaluate(() => localStorage.setItem("leeward-choices", "dark ar"));
      for (const [name, size] of [
        ["desk", DESK],
        ["phone", PHONE],
      ] as const) {
        await boss.page.setViewportSize(size);
        await boss.page.goto(`${state.origin}/desk/tools`);
        await boss.page.getByText("لا تقرّر شيئًا بنفسها", { exact: false }).waitFor();
        await expectNothingSideways(boss.page);
        await picture(boss.page, `tools-arabic-${name}`);
      }
      await expectNoAxeViolations(boss.page);
      for (const station of [boss, officer]) expectCalm(station);
      return { passed: seen.length === 5, figures: { steps: seen.length } };
    } finally {
      await owner.end();
      await browser.close();
      await state.stop();
      await state.remove();
    }
  },
};
