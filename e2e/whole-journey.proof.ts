import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import type { Category, Purpose } from "../src/core/access/context.ts";
import type { Language } from "../src/core/texts/index.ts";
import { letDaysPass } from "../src/modules/care/journey/testing/days.ts";
import type { JourneyState } from "../src/modules/care/model/journey.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import type { Proof } from "../tools/proof/contract.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import {
  answerReferral,
  askAgency,
  askForYes,
  type CareTexts,
  type CaseDesk,
  careTexts,
  goToCase,
  takeStep,
  whatComesNext,
  writePart,
} from "./support/care-desk.ts";
import { type Demonstration, startDemonstration, temporaryFolder } from "./support/demonstration.ts";
import { openDeskIn, signInAs } from "./support/desk-say.ts";
import { type Member, signInMember } from "./support/member.ts";
import { bodiesOf, openTo } from "./support/open-to.ts";
import { type OwnFile, openOwnFile, readState, takeOwnStep } from "./support/own-file.ts";
import { writeAtDoor } from "./support/person.ts";
import { DESK, expectNothingSideways, openStation, PHONE, picture, type Station } from "./support/station.ts";
import { keepSteps, type Steps } from "./support/steps.ts";

// The whole way of an adult, and a child's in short, by clicks: once at an English desk with *My file* in Arabic on a phone, once
// at Arabic desks, the other way round in width, with *My file* in English. Each step is seen in the rows, at a second browser of the
// agency that holds the case, and in *My file*; police, who have no right to it, look all the while.

const AUTHORITY = "Identification Authority";
const PARTS: readonly Category[] = ["identity", "account"];
const TOLD = {
  identity: "Tsehay of the hills",
  account: "They said there was a debt",
  contact: "Only by the bakery, after ten",
} as const;
/** What the authority writes to the person, in the language that they read. */
const WRITTEN = {
  en: { asked: "The messages of that week in May.", reasons: "The contract of May says otherwise." },
  ar: { asked: "رسائل ذلك الأسبوع من شهر مايو.", reasons: "عقد شهر مايو يقول غير ذلك." },
} as const;

export const proof: Proof = {
  name: "a whole journey",
  bar: "by clicks, in English and in Arabic, at desks and on phones: screened, referred, the yes taken back in the middle and given again, recovery that no member can shorten, its review, a no by two with reasons that the person reads in their language, reconsideration, missing and back, withdrawn, closed, opened again by the person; a child with guardian and assent, of whom no means are asked; each step in the rows, at a second browser and in My file, and nothing of it for police",
  run: async (log) => {
    const [state, browser] = await Promise.all([
      startDemonstration({ dataDir: await temporaryFolder() }),
      launchBrowser(),
    ]);
    const owner = await state.owner();
    try {
      const figures: Record<string, number> = {};
      for (const language of ["en", "ar"] as const) {
        const steps = keepSteps(owner, (line) => log(`${language}: ${line}`));
        const scene = await setScene({ state, browser, owner, steps, language });
        await walkAdult(scene);
        await walkChild(scene);
        const stations = Object.values(scene.stations);
        const complaints = stations.flatMap((one) => [...one.complaints, ...one.strangers]);
        steps.ensure("no browser complained, and none asked another host", complaints.length === 0);
        for (const { context } of stations) await context.close();
        figures[`steps_${language}`] = steps.seen.length;
      }
      return { passed: true, figures };
    } finally {
      await owner.end();
      await browser.close();
      await state.stop();
      await state.remove();
    }
  },
};

interface Given {
  readonly state: Demonstration;
  readonly browser: Browser;
  readonly owner: Awaited<ReturnType<Demonstration["owner"]>>;
  readonly steps: Steps;
  /** Of the desks; *My file* is in the other one. */
  readonly language: Language;
}

interface Scene extends Given {
  readonly texts: CareTexts;
  readonly own: Language;
  readonly stations: Readonly<
    Record<"holder" | "second" | "decides" | "reviews" | "police" | "phone", Station>
  >;
  /** The desk of who leads the case, and those of the two who decide. */
  readonly holder: CaseDesk;
  readonly second: CaseDesk;
  readonly decides: CaseDesk;
  readonly reviews: CaseDesk;
  readonly grace: Member;
  readonly samuel: Member;
  /** What police were sent so far. */
  readonly policeSaw: readonly string[];
}

async function setScene(given: Given): Promise<Scene> {
  const { state, browser, language } = given;
  const texts = await careTexts(language);
  const [wide, narrow] = language === "en" ? [DESK, PHONE] : [PHONE, DESK];
  const sit = async (email: string, viewport: typeof DESK) => {
    const station = await openDeskIn(language, browser, state.origin, viewport);
    await signInAs(station, state, email, texts.say);
    return station;
  };
  const stations = {
    holder: await sit("grace@line.example", wide),
    second: await sit("leila@line.example", narrow),
    decides: await sit("samuel@authority.example", narrow),
    reviews: await sit("adele@authority.example", wide),
    police: await sit("rita@police.example", wide),
    phone: await openStation(browser, state.origin, { viewport: PHONE, hasTouch: true, isMobile: true }),
  };
  const at = ({ page }: Station, purpose: Purpose): CaseDesk => ({
    ...{ page, texts, origin: state.origin, purpose },
  });
  return {
    ...given,
    ...{ texts, stations, own: language === "en" ? "ar" : "en" },
    ...{ holder: at(stations.holder, "support"), second: at(stations.second, "support") },
    ...{ decides: at(stations.decides, "decision"), reviews: at(stations.reviews, "decision") },
    grace: await signInMember(state, "grace@line.example"),
    samuel: await signInMember(state, "samuel@authority.example"),
    policeSaw: bodiesOf(stations.police),
  };
}

/** A case with someone's yes, in which who they are, what they told and how they are reached is written. */
async function openCase(scene: Scene, ageBand: string): Promise<{ id: string; file: OwnFile }> {
  const { state, grace, own, stations } = scene;
  const person = await writeAtDoor(state.origin, "They took my passport.");
  const { protocols } = await grace.ask("GET", "/api/protocols");
  const { agencies } = await grace.ask("GET", "/api/agencies");
  const offerId = randomUUID();
  await grace.ask("POST", `/api/inbox/${person.address}/offers`, {
    body: {
      ...{ id: offerId, categories: ["contact"], purpose: "support" },
      recipientAgencyId: agencies.find(({ name }: { name: string }) => name === "Harbour House").id,
      protocolId: protocols.find(({ title }: { title: string }) => title === "Shelter and first answer").id,
      consentUntil: new Date(Date.now() + 60 * 86_400_000).toISOString(),
    },
  });
  await person.sayYes();
  const { id } = await grace.ask("POST", "/api/cases", {
    purpose: "support",
    body: {
      ...{ offerId, gender: "woman", ageBand, language: own },
      sections: [
        { category: "identity", document: { firstName: TOLD.identity } },
        { category: "account", document: { ownWords: TOLD.account } },
        { category: "contact", document: { hours: TOLD.contact } },
      ],
    },
  });
  const file = { page: stations.phone.page, origin: state.origin, language: own, words: person.words };
  return { id, file };
}

/**
 * A story takes longer than whoever is at a desk counts as shown to be there; that they are asked anew is told in
 * *speaking for another*.
 */
const stayShown = ({ owner }: Given): Promise<unknown> =>
  owner.query("update identity.session set proved_at = now() where ended_at is null");

/** Where the case is: in the row, at the second browser, in *My file*; and police see as little as ever. */
async function ensureState(scene: Scene, caseId: string, file: OwnFile, state: JourneyState, what: string) {
  const { steps, second, texts } = scene;
  const { say, sayCare } = texts;
  await steps.ensureRow(what, "select from care.case_file where id = $1 and state = $2", caseId, state);
  await goToCase(second, caseId);
  const way = second.page.getByRole("list", { name: say("case.journey") });
  await way
    .locator("[aria-current=step]")
    .getByText(sayCare(`state.${state}`), { exact: true })
    .waitFor();
  await readState(file, state);
  steps.ensure(`${what}: seen at a second browser and in My file`, true);
  await ensureNothingForPolice(scene, caseId);
  await stayShown(scene);
}

/** No row and no word, and the same answer as for a case that is not there. */
async function ensureNothingForPolice(scene: Scene, caseId: string): Promise<void> {
  const { owner, stations, policeSaw, texts, state } = scene;
  const { police } = stations;
  await police.page.goto(`${state.origin}/desk/cases/${caseId}?for=investigation`);
  await police.page.getByRole("heading", { name: texts.say("shell.not-found") }).waitFor();
  const { rows } = await openTo(owner, police, "investigation", caseId);
  const said = policeSaw.join("\n");
  const told = [...Object.values(TOLD), ...Object.values(WRITTEN).flatMap((one) => Object.values(one))];
  if (rows > 0) throw new Error("police are given rows of the case");
  if (told.some((text) => said.includes(text))) throw new Error("police were sent what was told");
  if (!said.includes("not-found")) throw new Error("nothing of what police were sent was looked at");
}

/** What the authority is given by the database, as each of the two who decide. */
async function ensureOpenToAuthority(scene: Scene, caseId: string, parts: readonly Category[], what: string) {
  const { owner, steps, stations } = scene;
  for (const station of [stations.decides, stations.reviews]) {
    const { categories } = await openTo(owner, station, "decision", caseId);
    if (categories.join() !== [...parts].sort().join()) throw new Error(`${what}: ${categories.join()}`);
  }
  steps.ensure(what, true);
}

async function walkAdult(scene: Scene): Promise<void> {
  const { holder, decides, reviews, steps, own } = scene;
  const { id, file } = await openCase(scene, "25-34");
  const at = (state: JourneyState, what: string) => ensureState(scene, id, file, state, what);
  await ensureNothingForPolice(scene, id);

  await takeStep(holder, id, { step: "screen", recorded: ["indicators", "age-adult"] });
  await at("screened", "screened, and counted as an adult");

  await askForYes(holder, id, {
    agency: AUTHORITY,
    purpose: "decision",
    parts: PARTS,
    by: "person",
    in: own,
  });
  await refer(scene, id, file);
  await takeStep(holder, id, { step: "refer", onYesTo: AUTHORITY });
  await steps.ensureRow(
    "the referral rests on the yes that stands, and on no other",
    `select from care.step s join access.consent c on c.id = s.consent_id and c.withdrawn_at is null
     where s.case_id = $1 and s.code = 'refer' and c.case_id = $1`,
    id,
  );
  await at("referred", "referred to the authority");

  await takeStep(decides, id, { step: "accept-referral" });
  await at("reasonable-grounds", "the authority looks at it");
  await takeStep(decides, id, { step: "find-reasonable-grounds", recorded: ["grounds", "papers-to-person"] });
  await at("recovery", "reasonable grounds are found, and recovery begins");
  await recover(scene, id, file);
  await at("conclusive-grounds", "the conclusive decision begins after recovery, and not before");

  await sayNo(scene, id, file);
  await at("early-support", "after a no support goes on");
  await openOwnFile(file);
  await readOwnStatus(scene, file, WRITTEN[own].reasons);
  await expectNoAxeViolations(file.page);
  await expectNothingSideways(file.page);
  await picture(file.page, "whole-reasons");
  steps.ensure("the person reads the reasons in their language", true);

  await takeOwnStep(file, "ask-reconsideration");
  await at("reconsideration", "the person asks that the no is looked at again");
  await takeStep(holder, id, { step: "go-missing", recorded: ["last-seen"] });
  await at("missing", "missing");
  await takeOwnStep(file, "come-back");
  await at("reconsideration", "back by their own step, where they were");
  await takeStep(reviews, id, {
    step: "find-conclusive-grounds",
    recorded: ["act", "purpose", "means", "papers-to-person"],
  });
  await at("inclusion", "looked at again, it is a yes");

  await pauseAll(scene, id, file);
  await takeStep(holder, id, { step: "withdraw", recorded: ["own-choice"] });
  await at("withdrawn", "the person withdraws");
  await takeStep(holder, id, { step: "close", recorded: ["reason"] });
  await at("closed", "closed");
  await takeOwnStep(file, "reopen");
  await at("reopened", "opened again by the person");
  await ensureOpenToAuthority(scene, id, [], "and what was turned off stays off");
}

/** The yes is taken back in the middle of the referral, which stops; it is given again, and asked for anew. */
async function refer(scene: Scene, id: string, file: OwnFile): Promise<void> {
  const { holder, decides, steps, own } = scene;
  const say = sayIn(own);
  const newest = async (): Promise<string> =>
    (
      await steps.rows(
        "select id from care.referral where case_id = $1 and closed_at is null order by sent_at desc limit 1",
        id,
      )
    )[0]?.id;
  await askAgency(holder, id, { agency: AUTHORITY, wanted: "identification", parts: PARTS });
  await ensureOpenToAuthority(scene, id, PARTS, "the authority is given the two parts, and no other");
  await answerReferral(decides, await newest(), ["accept", "begin"]);
  await openOwnFile(file);
  await file.page.getByText(say("refer-begun", { agency: AUTHORITY })).waitFor();
  await file.page.getByRole("switch", { name: new RegExp(AUTHORITY) }).tap();
  await file.page.getByText(say("refer-stopped", { agency: AUTHORITY })).waitFor();
  await expectNoAxeViolations(file.page);
  await picture(file.page, "whole-taken-back");
  await steps.ensureRow(
    "taken back in the middle, the referral stops at once",
    "select from care.referral where case_id = $1 and state = 'stopped'",
    id,
  );
  await ensureOpenToAuthority(scene, id, [], "and the authority is given nothing any more");
  await askForYes(holder, id, {
    agency: AUTHORITY,
    purpose: "decision",
    parts: PARTS,
    by: "person",
    in: own,
  });
  await askAgency(holder, id, { agency: AUTHORITY, wanted: "identification", parts: PARTS });
  await answerReferral(decides, await newest(), ["accept", "begin"]);
  await ensureOpenToAuthority(scene, id, PARTS, "asked again and said yes again, it goes on");
}

/** Nobody at a desk ends it, nor is offered to; its review is told at two thirds, and its end by the calendar. */
async function recover(scene: Scene, id: string, file: OwnFile): Promise<void> {
  const { holder, decides, steps, texts, grace, samuel } = scene;
  for (const desk of [holder, decides]) {
    const dialog = await whatComesNext(desk, id);
    await dialog.getByText(texts.sayStep("lack.recovery-runs")).first().waitFor();
    for (const step of ["leave-recovery", "begin-conclusive", "close"])
      if ((await dialog.getByLabel(texts.sayStep(`step.${step}`), { exact: true }).count()) > 0)
        throw new Error(`${step} is offered during recovery`);
    await expectNoAxeViolations(desk.page, "[role=dialog]");
    await expectNothingSideways(desk.page);
    await picture(desk.page, "whole-recovery");
  }
  const before = await stepsOf(scene, id);
  for (const member of [grace, samuel])
    for (const [step, recorded] of [
      ["leave-recovery", ["own-choice"]],
      ["begin-conclusive", ["review"]],
      ["begin-support", ["plan"]],
      ["close", ["reason"]],
      ["find-conclusive-grounds", ["act", "purpose", "means", "papers-to-person"]],
    ] as const)
      if (await isTaken(member, id, step, recorded)) throw new Error(`${step} was taken during recovery`);
  steps.ensure("no member shortens recovery, at a desk or around it", (await stepsOf(scene, id)) === before);

  await stayShown(scene);
  await letDaysPass(steps.rows, id, 21);
  await steps.ensureRow(
    "at two thirds the holder is told that its review is due",
    `select from care.clock, jsonb_array_elements(alarms) a where case_id = $1 and what = 'recovery' and done_at is null
       and a ->> 'name' = 'two-thirds' and a ->> 'toldAt' is not null`,
    id,
  );
  await takeStep(holder, id, { step: "review-recovery", recorded: ["review"] });
  await readState(file, "recovery");
  await steps.ensureRow(
    "it was reviewed together, and goes on",
    `select from care.step join care.case_file f on f.id = case_id
     where case_id = $1 and code = 'review-recovery' and 'review' = any (recorded) and f.state = 'recovery'`,
    id,
  );
  await letDaysPass(steps.rows, id, 11);
  await takeStep(holder, id, { step: "begin-conclusive", recorded: ["review"] });
}

const stepsOf = async ({ steps }: Scene, id: string): Promise<number> =>
  (await steps.rows("select count(*)::int as n from care.step where case_id = $1", id))[0].n;

async function isTaken(
  member: Member,
  id: string,
  step: string,
  recorded: readonly string[],
): Promise<boolean> {
  const { revision } = await member.ask("GET", `/api/cases/${id}/journey`);
  const body = { step, recorded, revision, language: null, consentId: null };
  return member.ask("POST", `/api/cases/${id}/steps`, { body }).then(
    () => true,
    (error: unknown) => {
      if (/: (403|409|422) /.test(String(error))) return false;
      throw error;
    },
  );
}

/** First what is missing is asked, and answered; reasons in the person's language; then a second one who decides. */
async function sayNo(scene: Scene, id: string, file: OwnFile): Promise<void> {
  const { holder, decides, reviews, steps, texts, own } = scene;
  const { asked, reasons } = WRITTEN[own];
  const ensureNotYet = async (desk: CaseDesk, lack: string, what: string) => {
    const dialog = await whatComesNext(desk, id);
    await dialog
      .getByText(texts.sayStep(`lack.${lack}`))
      .first()
      .waitFor();
    const offered = dialog.getByLabel(texts.sayStep("step.confirm-negative"), { exact: true });
    steps.ensure(what, (await offered.count()) === 0);
  };
  await stayShown(scene);
  await ensureNotYet(decides, "evidence-not-asked", "no no before what is missing was asked");
  await writePart(holder, id, "status", { evidenceAsked: asked });
  await takeStep(decides, id, { step: "ask-for-evidence", recorded: ["evidence-asked"] });
  await ensureNotYet(decides, "evidence-awaited", "nor before it was answered");
  await openOwnFile(file);
  await readOwnStatus(scene, file, asked);
  await takeOwnStep(file, "answer-evidence");
  await ensureNotYet(decides, "reasons-not-written", "nor before reasons stand in the person's language");
  await writePart(holder, id, "status", { reasons, reasonsIn: own });
  await takeStep(decides, id, { step: "propose-negative", recorded: ["reasons"], language: own });
  await ensureNotYet(decides, "same-reviewer", "who proposed it does not confirm it");
  await takeStep(reviews, id, {
    ...{ step: "confirm-negative", recorded: ["reasons", "papers-to-person"], language: own },
  });
  await steps.ensureRow(
    "a no takes two",
    `select from care.step a join care.step b using (case_id) where a.case_id = $1 and a.code = 'propose-negative'
       and b.code = 'confirm-negative' and a.taken_by <> b.taken_by`,
    id,
  );
}

async function readOwnStatus({ own }: Scene, { page }: OwnFile, text: string): Promise<void> {
  const say = sayIn(own);
  await page.getByRole("button", { name: say("file-read-open", { category: say("category-status") }) }).tap();
  await page.getByText(text).waitFor();
}

async function pauseAll(scene: Scene, id: string, file: OwnFile): Promise<void> {
  const say = sayIn(scene.own);
  await openOwnFile(file);
  await file.page.getByRole("button", { name: say("file-pause"), exact: true }).tap();
  await file.page.getByRole("button", { name: say("file-pause-yes"), exact: true }).tap();
  await file.page.getByText(say("file-paused")).waitFor();
  await ensureOpenToAuthority(scene, id, [], "the person pauses all, and the authority is given nothing");
}

/** A child is referred without a yes to it, with a guardian whom two named and what the child says; means are never asked. */
async function walkChild(scene: Scene): Promise<void> {
  const { holder, second, decides, steps, texts, samuel, own, state, browser } = scene;
  const { say, sayStep } = texts;
  const { id, file } = await openCase(scene, "9-17");
  await takeStep(holder, id, { step: "screen", recorded: ["indicators", "age-child"] });
  const before = await whatComesNext(holder, id);
  await before.getByText(sayStep("lack.no-guardian")).first().waitFor();
  steps.ensure("a child is not referred before there is a guardian", true);

  await stayShown(scene);
  await goToCase(holder, id, "/allowed");
  await holder.page.getByRole("button", { name: say("guardian.name") }).click();
  const form = holder.page.getByRole("dialog");
  await form.getByLabel(say("guardian-proof.in-person")).check();
  await form.getByLabel(say("guardian.involved-no"), { exact: true }).check();
  await form.getByLabel(say("guardian-checked.child-asked")).check();
  await form.getByRole("button", { name: say("guardian.propose") }).click();
  await form.waitFor({ state: "detached" });
  await second.page.goto(`${state.origin}/desk/seconds`);
  const waiting = second.page
    .getByRole("region", { name: say("proposal.guardian.naming") })
    .filter({ has: second.page.locator(`a[href*="${id}"]`) });
  await waiting.getByRole("button", { name: say("proposals.confirm") }).click();
  await steps.ensureRow(
    "two name the guardian, and that is the step",
    "select from care.step where case_id = $1 and code = 'record-guardian'",
    id,
  );

  await goToCase(holder, id, "/allowed");
  await holder.page.getByRole("button", { name: say("guardian.code") }).click();
  const shown = holder.page.locator(".dialog .mono");
  await shown.waitFor();
  const code = ((await shown.textContent()) ?? "").replaceAll(/\D/g, "");
  await holder.page.getByRole("button", { name: say("words-reset.given") }).click();
  const guardian = await openStation(browser, state.origin, {
    viewport: PHONE,
    hasTouch: true,
    isMobile: true,
  });
  await readAsGuardian(scene, guardian, code);

  await askForYes(holder, id, {
    agency: AUTHORITY,
    purpose: "decision",
    parts: PARTS,
    by: "guardian",
    in: own,
  });
  await askAgency(holder, id, { agency: AUTHORITY, wanted: "identification", parts: PARTS });
  const [referral] = await steps.rows("select id from care.referral where case_id = $1", id);
  await answerReferral(decides, referral.id, ["accept", "begin"]);
  const dialog = await whatComesNext(holder, id);
  await dialog.getByLabel(sayStep("step.refer"), { exact: true }).check();
  steps.ensure("no yes is asked for", (await dialog.getByText(say("move.consent")).count()) === 0);
  await takeStep(holder, id, { step: "refer", recorded: ["assent"] });
  await ensureState(scene, id, file, "referred", "the child is referred, with what they say about it");

  await takeStep(decides, id, { step: "accept-referral" });
  const grounds = await whatComesNext(decides, id);
  await grounds.getByLabel(sayStep("step.find-reasonable-grounds"), { exact: true }).check();
  steps.ensure(
    "papers go to the guardian, and not to the child",
    (await grounds.getByLabel(sayStep("record.papers-to-person"), { exact: true }).count()) === 0,
  );
  await takeStep(decides, id, {
    ...{ step: "find-reasonable-grounds", recorded: ["grounds", "papers-to-representative"] },
  });
  await ensureState(scene, id, file, "recovery", "a child's recovery begins");
  await letDaysPass(steps.rows, id, 32);
  await takeStep(holder, id, { step: "begin-conclusive", recorded: ["review"] });
  const finding = await whatComesNext(decides, id);
  await finding.getByLabel(sayStep("step.find-conclusive-grounds"), { exact: true }).check();
  await expectNoAxeViolations(decides.page, "[role=dialog]");
  await picture(decides.page, "whole-child");
  steps.ensure(
    "means are not asked of a child",
    (await finding.getByLabel(sayStep("record.means"), { exact: true }).count()) === 0,
  );
  const withMeans = ["act", "purpose", "means", "papers-to-representative"];
  if (await isTaken(samuel, id, "find-conclusive-grounds", withMeans))
    throw new Error("means were taken of a child");
  await takeStep(decides, id, {
    ...{ step: "find-conclusive-grounds", recorded: ["act", "purpose", "papers-to-representative"] },
  });
  await ensureState(scene, id, file, "inclusion", "found to be a victim without any means");
  await guardian.context.close();
}

/** With words of their own: what is written of the child, never how they are reached, and none of the child's own choices. */
async function readAsGuardian({ own, state, steps }: Scene, { page }: Station, code: string): Promise<void> {
  const say = sayIn(own);
  await page.goto(`${state.origin}/new-words?lang=${own}`);
  await page.getByLabel(say("new-words-code")).fill(code);
  await page.getByRole("button", { name: say("new-words-make") }).tap();
  const list = page.locator("ol.words li");
  await list.nth(7).waitFor();
  const words = (await list.allTextContents()).map((word) => word.trim());
  const file: OwnFile = { page, origin: state.origin, language: own, words };
  await openOwnFile(file);
  const read = page.getByRole("button", {
    name: say("file-read-open", { category: say("category-account") }),
  });
  await read.tap();
  await page.getByText(TOLD.account).waitFor();
  await expectNoAxeViolations(page);
  await expectNothingSideways(page);
  await picture(page, "whole-guardian");
  steps.ensure(
    "the guardian reads with their own words, never how the child is reached, and takes none of the child's steps",
    !((await page.locator("main").textContent()) ?? "").includes(TOLD.contact) &&
      (await page.getByRole("button", { name: say("own-mark-urgent") }).count()) === 0,
  );
}
