import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Client } from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectNoAxeViolations } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { type Demonstration, startDemonstration } from "./support/demonstration.ts";
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

// An agreement, from the first word to a change of it: written at one agency, signed by two supervisors of each of two,
// in force, suspended, lifted, changed. Browsers that share nothing; what one did is checked in another and in the rows.

const STORY_MS = 240_000;

let state: Demonstration;
let browser: Browser;
let owner: Client;
let marta: Station; // supervisor and caseworker at Harbour House
let oscar: Station; // supervisor there
let maria: Station; // supervisor and officer at Child Protection Service
let emil: Station; // supervisor there

beforeAll(async () => {
  [state, browser] = await Promise.all([startDemonstration(), launchBrowser()]);
  owner = await state.owner();
  // Nobody works there: it is to be refused where an agreement would say who or where someone is.
  await owner.query(
    `insert into identity.agency (name, kind, enforces_immigration_law)
     values ('Border Service', 'immigration-enforcement', true)`,
  );
  const open = () => openStation(browser, state.origin, { viewport: DESK });
  [marta, oscar, maria, emil] = await Promise.all([open(), open(), open(), open()]);
  await signInByKeys(marta, state, "marta@harbour.example");
  await signInByKeys(oscar, state, "oscar@harbour.example");
  await signInByKeys(maria, state, "maria@children.example");
  await signInByKeys(emil, state, "emil@children.example");
}, 240_000);
afterAll(async () => {
  await owner?.end();
  await browser?.close();
  await state?.stop();
  await state?.remove();
}, 240_000);

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
/** Within the page, so that the keys that sign-in opened stay: by the rail, then the row. */
async function openAgreement(page: Page): Promise<void> {
  await page
    .getByRole("navigation", { name: "Desk" })
    .getByRole("link", { name: /^Agreements/ })
    .click();
  await page
    .getByRole("table", { name: "Agreements" })
    .getByRole("link", { name: /Rooms for children/ })
    .click();
  await page.getByRole("heading", { level: 1, name: /Rooms for children/ }).waitFor();
}
const idFrom = (page: Page): string => new URL(page.url()).pathname.split("/").at(-1) ?? "";

/** The looks of a page: nothing for axe to find, nothing sideways on a phone or at twice the size. */
async function expectGood(page: Page, name: string, colorScheme: "light" | "dark" = "light"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expectNoAxeViolations(page);
  await picture(page, name);
  await page.emulateMedia({ colorScheme: null });
  for (const size of [PHONE, { width: 640, height: 450 }]) {
    await page.setViewportSize(size);
    await expectNothingSideways(page);
    if (size === PHONE) await picture(page, `${name}-phone`);
  }
  await page.setViewportSize(DESK);
}

test(
  "two agencies write, sign, suspend and change an agreement, and the shares under it follow",
  async () => {
    const id = await write();
    await sign(marta, "Sign", true);
    await sign(oscar, "Sign for the agency");
    expect(await statusOf(id)).toBe("proposed");
    await readBothLanguages(id);
    await sign(maria, "Sign");
    await sign(emil, "Sign for the agency");
    expect(await statusOf(id)).toBe("in-force");
    await expectSignedAsEnforced(id);
    await expectVerifies();
    const opened = await share(id);
    await suspend(opened);
    await lift(id);
    await change(id, opened);
    for (const station of [marta, oscar, maria, emil]) expectCalm(station);
  },
  STORY_MS,
);

/** At Harbour House: the parts, with what the immigration rule closes; kept over a reload; proposed. */
async function write(): Promise<string> {
  const { page } = marta;
  await page.goto(`${state.origin}/desk/agreements`);
  await page.getByRole("table", { name: "Agreements" }).waitFor();
  await picture(page, "agreements");
  await button(page, "Write an agreement").click();
  await page.getByLabel("What the agreement is called").fill("Rooms for children");
  await page.getByLabel("How Harbour House is reached").fill("Duty desk, desk@harbour.example");
  await page.getByLabel("Add a party").selectOption({ label: "Child Protection Service" });
  await page.getByLabel("How Child Protection Service is reached").fill("Duty desk, desk@children.example");
  // A bound agency: chosen first, it closes what says who or where, and says why.
  await page.getByLabel("Add a party").selectOption({ label: "Border Service" });
  expect(await page.getByLabel("Contact, for support").isDisabled()).toBe(true);
  await page.getByText("Border Service enforces immigration law.").first().waitFor();
  await button(page, "Take out Border Service").click();
  // Where these are covered, it is not in the list, and the reason stands there.
  await page.getByLabel("Contact, for support").check();
  await page.getByText("These agencies cannot be chosen").waitFor();
  expect(await page.getByLabel("Add a party").locator("option", { hasText: "Border" }).count()).toBe(0);
  await page.getByLabel("Contact, for support").uncheck();
  // By keys: to the box, and a space.
  await page.getByLabel("Needs and risk, for support").focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Health, for support").check();
  await button(page, "Propose").click();
  await page.getByText(/things are still missing/).waitFor();
  await page.getByText("Choose the day on which it is over.").waitFor();
  await expectGood(page, "editor");
  await page
    .getByLabel("What the law says")
    .fill("Services may share what protects a child who needs a room");
  await page.getByLabel("Where it says so").fill("Invented Children Act, section 12");
  await page.getByLabel("Days for which what was received is kept").fill("365");
  await page.getByText("All that you typed is kept.").waitFor();
  await page.reload();
  expect(await page.getByLabel("Where it says so").inputValue()).toBe("Invented Children Act, section 12");
  await page.getByLabel("no one").check();
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("In force from").fill(day(-1));
  await page.getByLabel("Until", { exact: true }).fill(day(365));
  await page.getByLabel("To be looked at again by").fill(day(180));
  await page.getByText("The text as it would be signed").click();
  await picture(page, "editor-whole");
  await button(page, "Propose").click();
  await page.getByRole("heading", { level: 1, name: /Rooms for children/ }).waitFor();
  return idFrom(page);
}

/** Reads the signs at the foot of the English text and signs; keys stay in this browser. */
async function sign({ page }: Station, how: "Sign" | "Sign for the agency", isFirst = false): Promise<void> {
  await openAgreement(page);
  await button(page, "Read and sign").waitFor();
  await picture(page, "waits");
  const foot = await page.locator("article[lang=en] footer").textContent();
  const signs = /([0-9A-F]{2}·){3}[0-9A-F]{2}/.exec(foot ?? "")?.[0] ?? "";
  await button(page, "Read and sign").click();
  const dialog = page.getByRole("dialog");
  // A page that was loaded anew has no keys: the password opens them, here.
  await dialog.getByLabel("Password").or(dialog.getByLabel("The signs of the text")).first().waitFor();
  if ((await dialog.getByLabel("Password").count()) > 0) {
    await dialog.getByLabel("Password").fill(state.password);
    await page.keyboard.press("Enter");
  }
  if (isFirst) await tryOtherSigns(page, how);
  await dialog.getByLabel("The signs of the text").fill(signs);
  await picture(page, "signing");
  await button(page, how).and(dialog.getByRole("button")).click();
  await dialog.waitFor({ state: "hidden" });
}

/** The signs of another text: nothing is signed. */
async function tryOtherSigns(page: Page, how: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("The signs of the text").fill("00·00·00·00");
  await button(page, how).and(dialog.getByRole("button")).click();
  await dialog.getByText("These are not the signs of this text.").waitFor();
  await expectNoAxeViolations(page, "[role=dialog]");
}

/** At the other agency: first in the list, read in English beside Arabic. */
async function readBothLanguages(id: string): Promise<void> {
  const { page } = maria;
  await page
    .getByRole("navigation", { name: "Desk" })
    .getByRole("link", { name: /^Agreements/ })
    .click();
  const row = page.getByRole("row", { name: /Rooms for children/ });
  await row.getByText("waits for your agency").waitFor();
  // Among all that waits for two people too, with its last day.
  await page
    .getByRole("navigation", { name: "Desk" })
    .getByRole("link", { name: /^Seconds/ })
    .click();
  const card = page.getByRole("region", { name: /Rooms for children/ });
  await card.getByText(/^It can be decided until .+ After that it is over, and nothing happens\.$/).waitFor();
  await card.getByText("has signed", { exact: true }).waitFor();
  await expectGood(page, "waits-for-two");
  await card.getByRole("link", { name: "Read and sign" }).click();
  await page.getByText(/^Each party signs these very bytes.+It can be decided until/).waitFor();
  await page.getByLabel("Beside it").selectOption({ label: "Arabic" });
  const arabic = page.locator("article[lang=ar]");
  await arabic.getByText("الأطراف").first().waitFor();
  expect(await arabic.getAttribute("dir")).toBe("rtl");
  expect(new URL(page.url()).searchParams.get("beside")).toBe("ar");
  await page.getByText(/Unreviewed: no counsel has confirmed the Arabic words/).waitFor();
  await expectGood(page, "beside", "dark");
  expect(idFrom(page)).toBe(id);
}

const statusOf = async (id: string): Promise<string> =>
  (await owner.query("select status from access.protocol where id = $1", [id])).rows[0]?.status;

/** The rows that the rule of access reads are the object under four people's and two agencies' signatures. */
async function expectSignedAsEnforced(id: string): Promise<void> {
  const { rows } = await owner.query(
    `select access.terms_of(protocol_id) = statement::jsonb -> 'terms' as same,
       (select count(*)::int from access.protocol_signature g where g.protocol_id = v.protocol_id) as agencies,
       (select count(*)::int from access.protocol_person_signature g where g.protocol_id = v.protocol_id) as people
     from access.protocol_version v where protocol_id = $1 and status = 'adopted'`,
    [id],
  );
  expect(rows).toEqual([{ same: true, agencies: 2, people: 4 }]);
  const scope = await owner.query(
    "select category, purpose from access.protocol_scope where protocol_id = $1 order by category",
    [id],
  );
  expect(scope.rows).toEqual([
    { category: "health", purpose: "support" },
    { category: "needs-and-risk", purpose: "support" },
  ]);
}

/** What the desk saves is right for the command line, and wrong once a letter of it is changed. */
async function expectVerifies(): Promise<void> {
  const { page } = emil;
  await openAgreement(page);
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save what was signed" }).click();
  const file = await (await saving).path();
  const verify = async (path: string) =>
    promisify(execFile)(process.execPath, ["src/cli/leeward.ts", "protocol", "verify", path, "--json"], {
      cwd: join(import.meta.dirname, ".."),
    });
  expect(JSON.parse((await verify(file)).stdout).ok).toBe(true);
  const changed = `${file}.changed`;
  await writeFile(changed, (await readFile(file, "utf8")).replaceAll("section 12", "section 13"));
  await expect(verify(changed)).rejects.toMatchObject({ code: 1 });
}

interface Opened {
  readonly caseId: string;
  readonly number: string;
}

/** Marta shares one kind under the new agreement; Maria reads it. */
async function share(id: string): Promise<Opened> {
  // A case of Harbour House about a child whose needs are written, with a consent to the children's service.
  const { rows } = await owner.query(
    `with picked as (
       select r.id as case_id, (select id from identity.agency where name = 'Child Protection Service') as agency_id
       from access.case_record r join identity.agency a on a.id = r.holder_agency_id and a.name = 'Harbour House'
       join care.section s on s.case_id = r.id and s.category = 'needs-and-risk'
       where not exists (select 1 from access.consent c where c.case_id = r.id and c.recipient_agency_id =
         (select id from identity.agency where name = 'Child Protection Service'))
       order by r.id limit 1
     ), given as (
       insert into access.consent (case_id, recipient_agency_id, purpose, given_by, statement, given_in_person_to, expires_at)
       select case_id, agency_id, 'support', 'person', 'yes',
         (select id from identity.member where email = 'marta@harbour.example'), now() + interval '90 days'
       from picked returning id, case_id
     )
     insert into access.consent_category select id, 'needs-and-risk' from given returning
       (select case_id from given) as case_id`,
  );
  const caseId: string = rows[0].case_id;
  const page = await openCase(marta, caseId);
  await button(page, /^Share/)
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  const basis = dialog.getByLabel("On what it rests");
  const wanted = basis.locator("option", { hasText: "Child Protection Service" });
  await basis.selectOption((await wanted.getAttribute("value")) ?? "");
  await dialog.getByLabel("Needs and risk").check();
  // Another agreement covers it too: which one it rests on is chosen.
  const under = dialog.getByLabel("Under which agreement");
  const ours = under.locator("option", { hasText: "Rooms for children" });
  await under.selectOption((await ours.getAttribute("value")) ?? "");
  await button(page, /^Share/)
    .and(dialog.getByRole("button"))
    .click();
  await dialog.waitFor({ state: "hidden" });
  const shares = await owner.query(
    `select s.protocol_id, p.number, (select count(*)::int from keys.wrap w join keys.data_key d on d.id = w.data_key_id
       where d.case_id = s.case_id and w.agency_id = s.agency_id) as wraps
     from access.share s join access.protocol p on p.id = s.protocol_id where s.case_id = $1 and p.id = $2`,
    [caseId, id],
  );
  expect(shares.rows).toMatchObject([{ protocol_id: id, wraps: 1 }]);
  await page.close();
  const read = await openCase(maria, caseId);
  await read.getByRole("heading", { name: "Needs and risk" }).waitFor();
  const answer = await read.request.get(`${state.origin}/api/cases/${caseId}/sections/needs-and-risk`, {
    headers: { "leeward-purpose": "support" },
  });
  expect(answer.status()).toBe(200);
  await read.close();
  return { caseId, number: String(shares.rows[0].number) };
}

/** In a page of its own beside the other, which keeps its keys. */
async function openCase({ context }: Station, caseId: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${state.origin}/desk/cases/${caseId}?for=support`);
  await page.getByRole("heading", { name: "Needs and risk" }).waitFor();
  return page;
}

/** The other side suspends: what was read is closed, says why, and the holder sees it too. */
async function suspend({ caseId, number }: Opened): Promise<void> {
  const { page } = emil;
  await openAgreement(page);
  await button(page, "Suspend at once").click();
  await page.getByLabel("Reason").fill("A device with a key was lost.");
  await picture(page, "suspending");
  await button(page, "Suspend at once").last().click();
  await page.getByText("No share under this agreement opens anything.").waitFor();
  await expectGood(page, "suspended");
  await maria.page.getByText("An agreement was suspended.").waitFor();
  const closed = await openCase(maria, caseId);
  await closed.getByText(`Agreement ${number} is suspended`).waitFor();
  await picture(closed, "closed-section");
  const refused = await closed.request.get(`${state.origin}/api/cases/${caseId}/sections/needs-and-risk`, {
    headers: { "leeward-purpose": "support" },
  });
  expect(refused.status()).toBe(403);
  const held = await openCase(marta, caseId);
  await held.getByText("suspended: opens nothing now").waitFor();
  await Promise.all([closed.close(), held.close()]);
}

/** Two people of each party: one proposes it, another reads why it was suspended and confirms. */
async function lift(id: string): Promise<void> {
  for (const [first, second] of [
    [emil, maria],
    [oscar, marta],
  ] as const) {
    expect(await statusOf(id)).toBe("suspended");
    await openAgreement(first.page);
    await button(first.page, "Agree to lift").click();
    await first.page.getByText("A second supervisor of your agency finds it under Seconds.").waitFor();
    await second.page
      .getByRole("navigation", { name: "Desk" })
      .getByRole("link", { name: /^Seconds/ })
      .click();
    const card = second.page.getByRole("region", { name: "An agreement that was suspended" });
    await card.locator("blockquote").waitFor();
    if (second === maria) await expectGood(second.page, "lifting");
    await button(second.page, "Confirm, and do it").and(card.getByRole("button")).click();
    await card.waitFor({ state: "detached" });
    if (second === maria) await first.page.getByText("1 of 2 parties agree to lift.").waitFor();
  }
  expect(await statusOf(id)).toBe("in-force");
}

/** The change runs out unsigned; the form opens filled with what it said, and only a day is set anew. */
async function proposeAgain(id: string): Promise<void> {
  const { page } = marta;
  await owner.query(
    `update access.protocol_version set proposed_at = proposed_at - interval '31 days', expires_at = expires_at - interval '31 days'
     where protocol_id = $1 and version = 2`,
    [id],
  );
  await page.reload();
  await page.getByRole("heading", { name: "Version 2, again" }).waitFor();
  await expectGood(page, "again");
  await button(page, "Propose again").click();
  await page.getByRole("heading", { level: 1, name: "Change an agreement" }).waitFor();
  expect(await page.getByLabel("What the agreement is called").inputValue()).toBe("Rooms for children");
  expect(await page.getByLabel("Health, for support").isChecked()).toBe(true);
  expect(await page.getByLabel("Needs and risk, for support").isChecked()).toBe(false);
  await button(page, "Propose").click();
  await page.getByText("You read version 3. Version 1 stays in force until all have signed.").waitFor();
}

/** Needs and risk leave the agreement: the share that lives is shown before, and ended by the last signature. */
async function change(id: string, { caseId }: Opened): Promise<void> {
  const { page } = marta;
  await openAgreement(page);
  await button(page, "Change").click();
  await page.getByLabel("Needs and risk, for support").uncheck();
  await button(page, "Show what it would change").click();
  await page.getByText("1 live share of needs and risk to Child Protection Service ends.").waitFor();
  await button(page, "See which case").click();
  await page.getByRole("link", { name: caseId.slice(0, 8) }).waitFor();
  await picture(page, "effects");
  await button(page, "Propose").click();
  await page.getByText("You read version 2. Version 1 stays in force until all have signed.").waitFor();
  await proposeAgain(id);
  await page.getByLabel("Compare with").selectOption({ label: "version 1, agreed" });
  await page.locator("article[lang=en] del", { hasText: "needs and risk" }).waitFor();
  await expectGood(page, "compared");
  await sign(marta, "Sign");
  await sign(oscar, "Sign for the agency");
  await sign(emil, "Sign");
  const live = "select ended_because from access.share where case_id = $1 and protocol_id = $2";
  expect((await owner.query(live, [caseId, id])).rows).toEqual([{ ended_because: null }]);
  await sign(maria, "Sign for the agency");
  expect((await owner.query(live, [caseId, id])).rows).toEqual([{ ended_because: "basis-ended" }]);
  const { rows } = await owner.query(
    `select count(*)::int as wraps from keys.wrap w join keys.data_key d on d.id = w.data_key_id
     join identity.agency a on a.id = w.agency_id where d.case_id = $1 and a.name = 'Child Protection Service'`,
    [caseId],
  );
  expect(rows).toEqual([{ wraps: 0 }]);
  await maria.page.getByLabel("Read in").selectOption({ label: "Arabic" });
  await maria.page.locator("article[lang=ar]").waitFor();
  await picture(maria.page, "history");
}
