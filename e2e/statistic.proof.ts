import type { ChildProcess } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { STATISTICS_TEXTS } from "../src/modules/statistics/pages/texts.ts";
import type { Proof } from "../tools/proof/contract.ts";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { type Demonstration, startDemonstration, temporaryFolder } from "./support/demonstration.ts";
import { answerOf, release } from "./support/release-command.ts";
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
import { keepSteps, type Steps } from "./support/steps.ts";

// Issue 8's story. At a shelter that assessed the release: its statistician imports 91,043 rows that were made up already, tries
// the question, and makes a release, and one of "last year"; proposes both; the supervisor reads the audit and seconds; a
// phone reads one in Arabic, compares it with last year's, and sees it go when it is withdrawn. At each step the command or
// the server with its database is killed, and what the year has spent is looked at in raw rows: nothing but what was handed
// out, and all of that.

const CTDC = resolve("../shared/data/synth/ctdc_v2025_namerica_derived.csv.gz");
const COLUMNS = ["--columns", "gender,ageBroad,purpose", "--epsilon", "0.5"];
const TITLE = "People found in three countries";
const LAST_YEAR = "People found in three countries, a year before";
const QUESTION = "Who was found, how old, and for which purpose?";
const REASON = "A column was read wrongly.";
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** The house, which is killed and started again: whoever looks in goes to the one that runs. */
class House {
  state: Demonstration;
  steps: Steps;
  readonly #log: (line: string) => void;
  #owner: Awaited<ReturnType<Demonstration["owner"]>>;
  seen = 0;
  kills = 0;

  private constructor(
    state: Demonstration,
    owner: Awaited<ReturnType<Demonstration["owner"]>>,
    log: (line: string) => void,
  ) {
    this.state = state;
    this.#owner = owner;
    this.#log = log;
    this.steps = keepSteps(owner, log);
  }

  static async start(dataDir: string, log: (line: string) => void): Promise<House> {
    const state = await startDemonstration({ dataDir });
    return new House(state, await state.owner(), log);
  }

  /** kill -9 of the server and its database, and a new start over what they left. */
  async killAndStart(): Promise<void> {
    this.seen += this.steps.seen.length;
    this.kills++;
    this.#owner.on("error", () => {}); // its connection goes with the database
    await this.state.kill();
    this.state = await startDemonstration({ dataDir: this.state.dataDir });
    this.#owner = await this.state.owner();
    this.steps = keepSteps(this.#owner, this.#log);
  }

  /** Signing in is limited to ten times an hour; a story has more. */
  async forgetTries(): Promise<void> {
    await this.#owner.query("delete from http.attempt");
    await this.#owner.query("delete from http.attempt_hour");
  }

  async stop(): Promise<void> {
    this.seen += this.steps.seen.length;
    await this.#owner.end();
    await this.state.stop();
    await this.state.remove();
  }

  /** What the year has spent, in raw rows, and what the house says is left of it. */
  async ensureSpent(epsilon: number, when: string): Promise<void> {
    const [{ spent }] = await this.steps.rows(
      "select coalesce(sum(epsilon), 0)::float8 as spent from statistics.spent",
    );
    this.steps.ensure(`${when}: epsilon ${epsilon} is spent`, Math.abs(spent - epsilon) < 1e-9);
    const [{ left }] = await this.steps.rows(
      "select epsilon as left from statistics.left_of(array(select distinct agency_id from statistics.spent))",
    );
    this.steps.ensure(`${when}: the rest of 4 is left`, Math.abs(4 - epsilon - left) < 1e-9);
  }
}

export const proof: Proof = {
  name: "a statistic",
  bar: "import of 91,043 rows, dry run, gate, release, audit, two approvals in two browsers, a phone in Arabic, comparison, withdrawal; the budget in raw rows right at each step, after kill -9 of command or server at each step too",
  run: async (log) => {
    const began = Date.now();
    if (!existsSync(CTDC)) throw new Error("needs ../shared/data/synth");
    const folder = await temporaryFolder();
    const before = join(folder, "before.csv");
    const lines = gunzipSync(await readFile(CTDC))
      .toString()
      .split("\n");
    await writeFile(before, lines.slice(0, 80_001).join("\n"));
    const [house, browser] = await Promise.all([House.start(await temporaryFolder(), log), launchBrowser()]);
    try {
      const { year, last } = await makeReleases(house, folder, before);
      await publish(house, browser, year, last);
      await read(house, browser, year, last);
      await house.ensureSpent(2, "after all of it");
      return {
        passed: true,
        figures: {
          rows: 91_043,
          kills: house.kills + KILLED_COMMANDS,
          steps: house.seen + house.steps.seen.length,
          seconds: Math.round((Date.now() - began) / 1000),
        },
      };
    } finally {
      await browser.close();
      await house.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const KILLED_COMMANDS = 3;
const ABOUT = ["--form", "ctdc", "--kind", "synthetic", "--origin", "CTDC, IOM, 2025"];

/** Import, dry run, release: each killed once as a command, and the house after each. */
async function makeReleases(
  house: House,
  folder: string,
  before: string,
): Promise<{ year: string; last: string }> {
  const killAt = (word: string) => (said: string, child: ChildProcess) => {
    if (said.includes(word)) child.kill("SIGKILL");
  };
  // The import: killed while it reads.
  const bring = (file: string, title: string, onSaid?: Parameters<typeof release>[2]) =>
    release(house.state, ["import", file, ...ABOUT, "--title", title], onSaid);
  const killed = await bring(CTDC, "CTDC, 2025", killAt(" rows"));
  house.steps.ensure("an import that is killed keeps nothing", killed.code === null);
  await house.steps.rows("select from statistics.source").then((found) => {
    house.steps.ensure("no half of a source is there", found.length === 0);
  });
  const { id: source, rows } = answerOf(await bring(CTDC, "CTDC, 2025"));
  house.steps.ensure("91,043 rows were imported", rows === 91_043);
  const { id: sourceBefore } = answerOf(await bring(before, "CTDC, 2024"));
  await house.killAndStart();
  await house.steps.ensureRow(
    "both sources outlive the house's death",
    "select from statistics.source having count(*) = 2",
  );
  await house.ensureSpent(0, "after the import and a kill");

  // The dry run: killed in the middle, then to its end.
  const tried = ["dry-run", source, ...COLUMNS, "--people", "2000"];
  const cut = await release(house.state, tried, killAt("measured"));
  house.steps.ensure("a dry run dies in the middle", cut.code === null);
  const dry = answerOf(await release(house.state, tried));
  house.steps.ensure("a dry run tells what to expect", dry.errors.length === 3 && dry.people === 2000);
  await house.killAndStart();
  await house.ensureSpent(0, "after two dry runs and a kill");

  // The release: the command dies once the codes were handed out, then the house dies under it, then it is done.
  await house.forgetTries();
  const shown = () => readdirSync(folder).filter((name) => !name.startsWith("."));
  const make = (of: string, out: string, onSaid?: Parameters<typeof release>[2]) =>
    release(
      house.state,
      ["source", of, ...COLUMNS, "--question", QUESTION, "--out", join(folder, out)],
      onSaid,
    );
  const died = await make(source, "year", killAt("comparing"));
  house.steps.ensure("a release dies after its codes were handed out", died.code === null);
  await house.ensureSpent(0.5, "after a killed release");
  let restarted: Promise<void> | undefined;
  const lost = await make(source, "year", (said) => {
    if (said.includes("attacking")) restarted ??= house.killAndStart();
  });
  await restarted;
  house.steps.ensure("a release whose house dies under it fails", lost.code === 1);
  await house.ensureSpent(1, "after a release whose house died");
  house.steps.ensure("and neither let a folder out", !shown().includes("year"));
  const { card, audit } = answerOf(await make(source, "year"));
  house.steps.ensure("the release is whole, and its audit held", card.rows > 90_000 && audit.passed);
  await house.ensureSpent(1.5, "after the release");
  answerOf(await make(sourceBefore, "before"));
  await house.killAndStart();
  await house.ensureSpent(2, "after last year's release and a kill");
  const found = await house.steps.rows(
    "select id, source ->> 'title' as title from statistics.release order by made_at desc",
  );
  house.steps.ensure("two releases are kept, and of what they are made", found.length === 2);
  const passes = await house.steps.rows("select from ledger.entry where kind = 'gate.passed'");
  house.steps.ensure("each of four runs passed the gate", passes.length === 4);
  const idOf = (title: string): string => found.find((one) => one.title === title)?.id ?? "";
  const year = idOf("CTDC, 2025");
  await house.forgetTries();
  const verified = answerOf(await release(house.state, ["verify", year]));
  house.steps.ensure("each of its cells comes out again", verified.different === 0 && verified.cells > 50);
  return { year, last: idOf("CTDC, 2024") };
}

type Browser = Awaited<ReturnType<typeof launchBrowser>>;

async function openAs(house: House, browser: Browser, role: string): Promise<Station> {
  const found = house.state.signIns.find(
    ({ agency, roles }) => agency === "Harbour House" && roles.includes(role),
  );
  if (!found) throw new Error(`The demonstration has no ${role} at Harbour House.`);
  const station = await openStation(browser, house.state.origin, { viewport: DESK });
  await signInByKeys(station, house.state, found.email);
  return station;
}

async function toPage(page: Page, link: string, title: string): Promise<void> {
  await page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name: link }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

/** Proposed in one browser and seconded in another; the house dies between and after. */
async function publish(house: House, browser: Browser, year: string, last: string): Promise<void> {
  for (const [id, title, source] of [
    [last, LAST_YEAR, "CTDC, 2024"],
    [year, TITLE, "CTDC, 2025"],
  ] as const) {
    await house.forgetTries();
    const amina = await openAs(house, browser, "statistician");
    await toPage(amina.page, "Releases", "Releases");
    const one = amina.page.getByRole("listitem").filter({ hasText: `“${source}”` });
    await one.getByText("Audit: nothing found").waitFor();
    await picture(amina.page, "releases");
    await expectNoAxeViolations(amina.page);
    await one.getByRole("button", { name: "Publish…" }).click();
    await amina.page.getByLabel("Title").fill(title);
    await amina.page.getByRole("button", { name: "Propose", exact: true }).click();
    await house.steps.ensureRow(
      `${source} is proposed`,
      "select from proposals.proposal where kind = 'release.publication' and outcome is null and content like $1",
      `%${id}%`,
    );
    expectCalm(amina);
    await amina.context.close();
    await house.killAndStart();
    await house.ensureSpent(2, `after ${source} was proposed and a kill`);

    for (const [role, outcome] of [
      ["supervisor", "release.publication"],
      ["data-protection-officer", "release.second-approval"],
    ] as const) {
      const approver = await openAs(house, browser, role);
      await approver.page.goto(`${house.state.origin}/desk/seconds`);
      const asked = approver.page.locator("article, section, li").filter({ hasText: title }).last();
      await asked.getByText("Audit: nothing found").waitFor();
      await picture(approver.page, "seconds");
      await approver.page.getByRole("button", { name: "Confirm, and do it" }).first().click();
      await house.steps.ensureRow(
        `${source} is approved of by a ${role}`,
        "select from proposals.proposal where kind = $1 and outcome = 'confirmed' and content like $2",
        ...[outcome, `%${id}%`],
      );
      expectCalm(approver);
      await approver.context.close();
      await house.killAndStart();
      await house.ensureSpent(2, `after ${role} approved of ${source} and a kill`);
    }
    await house.steps.ensureRow(
      `${source} is published by two others`,
      "select from statistics.release where id = $1 and published_at is not null and title = $2",
      ...[id, title],
    );
  }
}

/** A phone in Arabic: it reads, compares, and sees it withdrawn. */
async function read(house: House, browser: Browser, year: string, last: string): Promise<void> {
  const texts = STATISTICS_TEXTS.ar;
  const open = () =>
    openStation(browser, house.state.origin, { viewport: PHONE, locale: "ar", javaScriptEnabled: true });
  let phone = await open();
  await phone.page.goto(`${house.state.origin}/statistics`);
  await phone.page.getByRole("link", { name: TITLE, exact: true }).click();
  await phone.page.getByText(texts.caution).waitFor();
  const { lang, dir } = await phone.page.evaluate(() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
  }));
  house.steps.ensure("the phone reads it in Arabic, from the right", lang === "ar" && dir === "rtl");
  await phone.page.getByText(texts.fromKinds.synthetic).waitFor();
  await phone.page.getByText("استغلال جنسي").first().waitFor();
  await expectNothingSideways(phone.page);
  await expectNoAxeViolations(phone.page);
  await picture(phone.page, "phone-arabic");
  await phone.page.locator('select[name="with"]').selectOption(last);
  await phone.page.getByRole("button", { name: texts.compareShow }).click();
  await phone.page.getByRole("heading", { level: 1, name: texts.compareTitle }).waitFor();
  const more = await phone.page.getByText(texts.verdictMore, { exact: true }).count();
  house.steps.ensure("beside last year's it says what the ranges carry: more people", more > 0);
  await expectNothingSideways(phone.page);
  await expectNoAxeViolations(phone.page);
  await picture(phone.page, "phone-comparison");
  expectCalm(phone);
  await phone.context.close();
  await house.killAndStart();
  await house.ensureSpent(2, "after it was read, compared and a kill");

  const boss = await openAs(house, browser, "supervisor");
  phone = await open();
  await phone.page.goto(`${house.state.origin}/statistics/${year}`);
  await toPage(boss.page, "Releases", "Releases");
  const one = boss.page.getByRole("listitem").filter({ hasText: "“CTDC, 2025”" });
  await one.getByRole("button", { name: "Withdraw…" }).click();
  await boss.page.getByLabel("Why").fill(REASON);
  await boss.page.getByRole("button", { name: "Withdraw", exact: true }).click();
  await house.steps.ensureRow(
    "it is withdrawn by one of the two",
    "select from statistics.release where id = $1 and withdrawn_because = $2",
    ...[year, REASON],
  );
  const isGone = async () => {
    const answer = await phone.page.reload();
    await phone.page.getByText(REASON).waitFor();
    return answer?.status() === 410 && !UUID.test((await phone.page.locator("main").textContent()) ?? "");
  };
  house.steps.ensure("whoever reads it sees it gone, with the reason", await isGone());
  await picture(phone.page, "phone-withdrawn");
  await boss.context.close();
  await phone.context.close();
  await house.killAndStart();
  phone = await open();
  await phone.page.goto(`${house.state.origin}/statistics/${year}`);
  house.steps.ensure("and it is gone after a kill too", await isGone());
  await phone.context.close();
}
