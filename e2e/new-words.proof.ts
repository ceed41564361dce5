import type { Page } from "playwright-core";
import { fromBase32 } from "../src/core/keys/bytes.ts";
import type { Language } from "../src/core/texts/index.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import type { Proof } from "../tools/proof/contract.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { startDemonstration, temporaryFolder } from "./support/demonstration.ts";
import { deskTexts, openDeskIn, signInAs } from "./support/desk-say.ts";
import { writeAtDoor } from "./support/person.ts";
import { DESK, expectCalm, expectNothingSideways, openStation, PHONE, picture } from "./support/station.ts";
import { keepSteps } from "./support/steps.ts";

// A person lost their words. Two members who know them stand for new ones; a day passes; with the code the person makes
// words on their own phone, opens their file with them, and what was there before opens it no more. Told twice: in English
// with desks, in Arabic all on phones.

interface Telling {
  readonly language: Language;
  readonly viewport: typeof DESK;
}
const TELLINGS: readonly Telling[] = [
  { language: "en", viewport: DESK },
  { language: "ar", viewport: PHONE },
];

export const proof: Proof = {
  name: "new words",
  bar: "two members stand for it, not before a day a code is made, the person makes words in their own browser and opens the file with them, the old words end, by clicks; the code works once, and no word leaves the phone; words that someone stole rest at once, a no over them makes the code void, and a third person from elsewhere stands for new ones",
  run: async (log) => {
    const figures: Record<string, number> = {};
    for (const telling of TELLINGS) figures[`steps_${telling.language}`] = await tell(telling, log);
    return { passed: Object.values(figures).every((steps) => steps === 14), figures };
  },
};

/** @returns how many steps were seen to be so */
async function tell({ language, viewport }: Telling, log: (line: string) => void): Promise<number> {
  const say = sayIn(language);
  const { say: desk } = await deskTexts(language);
  const [state, browser] = await Promise.all([
    startDemonstration({ dataDir: await temporaryFolder() }),
    launchBrowser(),
  ]);
  const owner = await state.owner();
  const { seen, ensure, ensureRow, rows } = keepSteps(owner, (line) => log(`${language}: ${line}`));
  const open = async (email: string) => {
    const station = await openDeskIn(language, browser, state.origin, viewport);
    await signInAs(station, state, email, desk);
    return station;
  };
  const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
  try {
    // Whoever the demonstration lets in, and who works with people.
    const works = `m.email = any ($1) and exists (select from identity.member_role r where r.member_id = m.id
        and r.role in ('caseworker', 'intake-worker', 'child-protection-officer'))`;
    const [found] = await rows(
      `select r.id, r.person_id, (select array_agg(m.email::text order by m.email) from identity.member m
           where m.agency_id = r.holder_agency_id and ${works}) as workers
         , (select m.email::text from access.share s join identity.member m on m.agency_id = s.agency_id
             where s.case_id = r.id and s.ended_at is null and s.expires_at > now() and ${works} limit 1) as elsewhere
         from access.case_record r
         where r.id in (select s.case_id from access.share s join identity.member m on m.agency_id = s.agency_id
             where s.ended_at is null and s.expires_at > now() and ${works})
           and (select count(*) from identity.member m where m.agency_id = r.holder_agency_id and ${works}) > 1
         order by r.id limit 1`,
      state.signIns.map(({ email }) => email),
    );
    if (!found) throw new Error("The demonstration has no case that two members know.");
    // Who is invented there never came with words: this person did.
    const { address } = await writeAtDoor(state.origin, "I am here.");
    await rows(
      "update identity.words set person_id = $2 where address = decode($1, 'hex')",
      ...[Buffer.from(fromBase32(address, 16)).toString("hex"), found.person_id],
    );
    const [before] = await wordsOf(found.person_id);
    const first = await open(found.workers[0]);
    const second = await open(found.workers[1]);
    await first.page.goto(`${state.origin}/desk/cases/${found.id}/allowed`);
    await button(first.page, desk("words-reset.ask")).click();
    const asking = first.page.getByRole("dialog");
    await asking.getByLabel(desk("wish.how-person")).check();
    await expectNoAxeViolations(first.page);
    await picture(first.page, `new-words-ask-${language}`);
    await button(first.page, desk("words-reset.propose")).click();
    await ensureRow(
      "one member asks for it",
      "select from proposals.proposal where kind = 'words.reset' and outcome is null",
    );
    await second.page.goto(`${state.origin}/desk/seconds`);
    await second.page.getByLabel(desk("wish.how-contact")).check();
    await picture(second.page, `new-words-second-${language}`);
    await button(second.page, desk("proposals.confirm")).first().click();
    await ensureRow(
      "a second member stands for it, and a day has to pass",
      "select from care.words_reset where case_id = $1 and opens_at > now() + interval '23 hours'",
      found.id,
    );
    const early = first.page.getByRole("button", { name: desk("words-reset.code") });
    await first.page.reload();
    await early.waitFor();
    await first.page.getByText(desk("words-reset.too-early")).first().waitFor();
    ensure("no code is made before", await early.isDisabled());
    await rows(
      `update care.words_reset set confirmed_at = confirmed_at - interval '24 hours', opens_at = opens_at - interval '24 hours',
           ends_at = ends_at - interval '24 hours' where case_id = $1`,
      found.id,
    );
    await first.page.reload();
    await early.click();
    await first.page.locator(".dialog .mono").waitFor();
    await picture(first.page, `new-words-code-${language}`);
    const code = ((await first.page.locator(".dialog .mono").textContent()) ?? "").replaceAll(/\D/g, "");
    ensure("the code has 20 digits", code.length === 20);
    await button(first.page, desk("words-reset.given")).click();

    const phone = await openStation(browser, state.origin, {
      viewport: PHONE,
      hasTouch: true,
      isMobile: true,
    });
    const { page } = phone;
    const sent: string[] = [];
    page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
    const make = async (digits: string) => {
      await page.goto(`${state.origin}/new-words?lang=${language}`);
      await page.getByLabel(say("new-words-code")).fill(digits);
      await button(page, say("new-words-make")).tap();
    };
    await make(code.replace(/^./, (digit) => String((Number(digit) + 1) % 10)));
    await page.getByText(say("new-words-wrong")).waitFor({ timeout: 60_000 });
    ensure("another code changes nothing", (await wordsOf(found.person_id)).length === 1);
    await expectNoAxeViolations(page);
    await make(code);
    await page.locator("ol.words li").nth(7).waitFor({ timeout: 60_000 });
    await expectNoAxeViolations(page);
    await expectNothingSideways(page);
    await picture(page, `new-words-phone-${language}`);
    const words = (await page.locator("ol.words li").allTextContents()).map((word) => word.trim());
    const [now] = await wordsOf(found.person_id);
    ensure(
      "the old words ended and new ones open",
      now !== undefined && before !== undefined && now !== before,
    );
    ensure(
      "no word left the phone",
      words.length === 8 && sent.length > 0 && !sent.some((one) => one.includes(words.join(" "))),
    );

    await page.goto(`${state.origin}/my-file?lang=${language}`);
    await page.waitForSelector("#back-open:not([aria-disabled])");
    await page.getByLabel(say("back-label")).fill(words.join(" "));
    await button(page, say("back-open")).tap();
    await page.getByRole("heading", { level: 1, name: say("file-title") }).waitFor({ timeout: 60_000 });
    await button(page, say("file-safe-yes")).tap();
    ensure("they open the file with them", true);
    await picture(page, `new-words-file-${language}`);
    await make(code);
    await page.getByText(say("new-words-wrong")).waitFor({ timeout: 60_000 });
    ensure("the code works once", true);
    // Someone took the new ones from them.
    await first.page.goto(`${state.origin}/desk/cases/${found.id}/allowed`);
    await button(first.page, desk("words-reset.ask")).click();
    await asking.getByLabel(desk("words-reset.why-stolen")).check();
    await asking.getByLabel(desk("wish.how-person")).check();
    await picture(first.page, `stolen-words-ask-${language}`);
    await button(first.page, desk("words-reset.propose")).click();
    await ensureRow(
      "one member says that they were stolen",
      "select from proposals.proposal where kind = 'words.reset' and outcome is null",
    );
    await second.page.goto(`${state.origin}/desk/seconds`);
    await second.page.getByLabel(desk("wish.how-contact")).check();
    await button(second.page, desk("proposals.confirm")).first().click();
    await ensureRow(
      "from the second one on the words rest",
      "select from identity.words where person_id = $1 and rests_until > now() + interval '14 days'",
      found.person_id,
    );
    const openFile = async () => {
      await page.goto(`${state.origin}/my-file?lang=${language}`);
      await page.waitForSelector("#back-open:not([aria-disabled])");
      await page.getByLabel(say("back-label")).fill(words.join(" "));
      await button(page, say("back-open")).tap();
      await page.getByRole("heading", { level: 1, name: say("file-title") }).waitFor({ timeout: 60_000 });
      await button(page, say("file-safe-yes")).tap();
    };
    await openFile();
    const no = button(page, say("file-rests-no"));
    await no.waitFor();
    ensure("they open one sentence and no file", (await page.locator("article").count()) === 0);
    // They can stop nothing by them; the page says who can.
    await page.getByText(say("file-rests-pause", { agency: "@" }).split("@")[0] ?? "").waitFor();
    await expectNoAxeViolations(page);
    await expectNothingSideways(page);
    await picture(page, `stolen-words-rest-${language}`);
    await button(page, say("file-back")).tap();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await picture(page, `stolen-words-letters-${language}`);
    await openFile();
    await no.tap();
    await ensureRow(
      "a no over them is kept",
      "select from care.words_reset where case_id = $1 and said_no_at is not null and ended_at is null",
      found.id,
    );
    await no.waitFor({ state: "detached" });
    await picture(page, `stolen-words-no-${language}`);
    const third = await open(found.elsewhere);
    await third.page.goto(`${state.origin}/desk/cases/${found.id}/allowed`);
    await button(third.page, desk("words-reset.be-third")).waitFor();
    await expectNoAxeViolations(third.page);
    await picture(third.page, `stolen-words-third-${language}`);
    await button(third.page, desk("words-reset.be-third")).click();
    await ensureRow(
      "a third person from elsewhere stands for new ones",
      "select from care.words_reset where case_id = $1 and third_at is not null and ended_at is null",
      found.id,
    );
    await openFile();
    for (const station of [first, second, third, phone]) expectCalm(station);
    return seen.length;
  } finally {
    await owner.end();
    await browser.close();
    await state.stop();
    await state.remove();
  }

  async function wordsOf(personId: string): Promise<string[]> {
    const live = await rows(
      "select encode(address, 'hex') as address from identity.words where person_id = $1 and ended_at is null",
      personId,
    );
    return live.map(({ address }) => address);
  }
}
