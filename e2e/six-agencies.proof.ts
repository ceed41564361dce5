import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { fromBase64Url } from "../src/core/keys/bytes.ts";
import type { Language } from "../src/core/texts/index.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import { sayCategory, sayCode } from "../src/web/texts/names.ts";
import type { Proof } from "../tools/proof/contract.ts";
import { launchBrowser } from "./support/browser.ts";
import { startDemonstration, temporaryFolder } from "./support/demonstration.ts";
import { type DeskTexts, deskTexts, openDeskIn, signInAs } from "./support/desk-say.ts";
import { type Member, signInMember } from "./support/member.ts";
import { writeAtDoor } from "./support/person.ts";
import { DESK, openStation, PHONE, picture, type Station } from "./support/station.ts";
import { keepSteps } from "./support/steps.ts";

// One case, six agencies: the line that holds it asks a shelter, a clinic, legal help, the authority that decides, and the
// police, each for what the person allowed and for that purpose, at desks and on phones, in English and in Arabic. Each says
// yes and reads its part; then the person, on a phone in Arabic, pauses all. What each desk was sent and what the database
// gives its members is searched for what is not theirs, before and after.

const HOLDER = "grace@line.example";
const SECRETS = {
  contact: "Only by the bakery, after ten",
  "needs-and-risk": "A doctor who is a woman",
  identity: "Tsehay of the hills",
  account: "They said there was a debt",
} as const;
type Part = keyof typeof SECRETS;

interface Asked {
  readonly agency: string;
  readonly email: string;
  readonly part: Part;
  readonly purpose: string;
  readonly wanted: "safe-place" | "health-care" | "legal-advice" | "identification" | "other-support";
  readonly language: Language;
  readonly viewport: typeof DESK;
}
const ASKED: readonly Asked[] = [
  {
    ...{ agency: "Harbour House", email: "ines@harbour.example", part: "contact", purpose: "support" },
    ...{ wanted: "safe-place", language: "en", viewport: DESK },
  },
  {
    ...{ agency: "Marigold Clinic", email: "wei@clinic.example", part: "needs-and-risk", purpose: "support" },
    ...{ wanted: "health-care", language: "ar", viewport: DESK },
  },
  {
    ...{ agency: "Legal Aid Centre", email: "sofia@legal.example", part: "identity", purpose: "support" },
    ...{ wanted: "legal-advice", language: "en", viewport: PHONE },
  },
  {
    ...{ agency: "Identification Authority", email: "samuel@authority.example", part: "account" },
    ...{ purpose: "decision", wanted: "identification", language: "ar", viewport: PHONE },
  },
  {
    ...{ agency: "City Police", email: "rita@police.example", part: "account", purpose: "investigation" },
    ...{ wanted: "other-support", language: "en", viewport: DESK },
  },
];

export const proof: Proof = {
  name: "six agencies",
  bar: `by clicks, at desks and on phones, in English and in Arabic: one agency asks five others, each says yes and reads what the person allowed it and nothing else, in HTTP bodies and as that agency's role; the person pauses all in Arabic, and nobody but the holder reads anything`,
  run: async (log) => {
    const [state, browser] = await Promise.all([
      startDemonstration({ dataDir: await temporaryFolder() }),
      launchBrowser(),
    ]);
    const owner = await state.owner();
    const { seen, ensure, ensureRow, rows } = keepSteps(owner, log);
    try {
      const person = await writeAtDoor(state.origin, "They took my passport.");
      const grace = await signInMember(state, HOLDER);
      const caseId = await openCase(grace, person.address, () => person.sayYes());
      for (const asked of ASKED.slice(1)) await sayYes(grace, caseId, asked);

      const english = await deskTexts("en");
      const texts = { en: english, ar: await deskTexts("ar") };
      const line = await openDeskIn("en", browser, state.origin, DESK);
      await signInAs(line, state, HOLDER, english.say);
      const desks: Desk[] = [];
      for (const asked of ASKED) {
        const station = await openDeskIn(asked.language, browser, state.origin, asked.viewport);
        const desk = { asked, station, texts: texts[asked.language], bodies: bodiesOf(station) };
        await signInAs(station, state, asked.email, desk.texts.say);
        desks.push(desk);
      }

      const isOpenTo = async (desk: Desk) => (await rowsFor(desk, caseId, owner)).join() === desk.asked.part;
      for (const desk of desks) {
        const { asked, station } = desk;
        await refer(line.page, english, state.origin, caseId, asked);
        const [sent] = await rows(
          `select r.id from care.referral r join identity.agency a on a.id = r.to_agency_id and a.name = $2
           where r.case_id = $1`,
          ...[caseId, asked.agency],
        );
        ensure(`${asked.agency} was asked, and is given its part and no other`, await isOpenTo(desk));
        await answer(desk, state.origin, sent.id);
        await ensureRow(
          `${asked.agency} said yes`,
          "select from care.referral where id = $1 and state = 'begun'",
          sent.id,
        );
        await read(desk, state.origin, caseId);
        await picture(station.page, `six-${asked.agency.split(" ")[0]}`);
      }
      for (const desk of desks)
        ensure(`${desk.asked.agency} was sent what is its own alone`, isOwnAlone(desk));

      const say = sayIn("ar");
      const phone = await openStation(browser, state.origin, {
        ...{ viewport: PHONE, hasTouch: true, isMobile: true, locale: "ar" },
      });
      const own = phone.page;
      await own.goto(`${state.origin}/my-file?lang=ar`);
      await own.waitForSelector("#back-open:not([aria-disabled])");
      await own.getByLabel(say("back-label")).fill(person.words.join(" "));
      await own.getByRole("button", { name: say("back-open") }).tap();
      await own.getByRole("button", { name: say("file-safe-yes") }).tap();
      await own.getByRole("switch").first().waitFor();
      ensure(
        "five agencies may see something, the person reads",
        (await own.getByRole("switch").count()) === 5,
      );
      await own.getByRole("button", { name: say("file-pause") }).tap();
      await own.getByRole("button", { name: say("file-pause-yes") }).tap();
      await own.getByText(say("file-paused")).waitFor();
      for (const desk of desks) {
        ensure(
          `${desk.asked.agency} is given nothing any more`,
          (await rowsFor(desk, caseId, owner)).length === 0,
        );
      }
      const complaints = [line, phone, ...desks.map(({ station }) => station)].flatMap((one) => [
        ...one.complaints,
        ...one.strangers,
      ]);
      ensure("no browser complained, and none asked another host", complaints.length === 0);
      return { passed: true, figures: { steps: seen.length, agencies: ASKED.length + 1 } };
    } finally {
      await owner.end();
      await browser.close();
      await state.stop();
      await state.remove();
    }
  },
};

interface Desk {
  readonly asked: Asked;
  readonly station: Station;
  readonly texts: DeskTexts;
  /** Every body that it was sent. */
  readonly bodies: readonly string[];
}

function bodiesOf({ page }: Station): readonly string[] {
  const bodies: string[] = [];
  page.on("response", async (response) => {
    if (response.url().includes("/api/") && !response.url().endsWith("/api/events"))
      bodies.push(await response.text().catch(() => ""));
  });
  return bodies;
}

/** Its own part, or nothing of what was sent would have been seen; and none of the others. */
function isOwnAlone({ asked, bodies }: Desk): boolean {
  const all = bodies.join("\n");
  const found = Object.entries(SECRETS).flatMap(([part, text]) => (all.includes(text) ? [part] : []));
  return found.join() === asked.part && all.length > 1_000;
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

const agencyId = async (grace: Member, wanted: string): Promise<string> =>
  (await grace.ask("GET", "/api/agencies")).agencies.find(({ name }: { name: string }) => name === wanted).id;

async function openCase(grace: Member, address: string, agree: () => Promise<unknown>): Promise<string> {
  const { protocols } = await grace.ask("GET", "/api/protocols");
  const id = randomUUID();
  await grace.ask("POST", `/api/inbox/${address}/offers`, {
    body: {
      id,
      recipientAgencyId: await agencyId(grace, "Harbour House"),
      categories: ["contact"],
      purpose: "support",
      protocolId: protocols.find(({ title }: { title: string }) => title === "Shelter and first answer").id,
      consentUntil: inDays(60),
    },
  });
  await agree();
  const opened = await grace.ask("POST", "/api/cases", {
    purpose: "support",
    body: {
      offerId: id,
      gender: "woman",
      ageBand: "25-34",
      language: "ti",
      sections: [
        { category: "contact", document: { hours: SECRETS.contact } },
        { category: "needs-and-risk", document: { wants: SECRETS["needs-and-risk"] } },
        { category: "identity", document: { firstName: SECRETS.identity } },
        { category: "account", document: { ownWords: SECRETS.account } },
      ],
    },
  });
  return opened.id;
}

async function sayYes(grace: Member, caseId: string, { agency, part, purpose }: Asked): Promise<void> {
  const asked = {
    recipientAgencyId: await agencyId(grace, agency),
    ...{ purpose, categories: [part], until: inDays(30), language: "ar" },
  };
  const { text } = await grace.ask("POST", `/api/cases/${caseId}/consents/sentence`, { body: asked });
  await grace.ask("POST", `/api/cases/${caseId}/consents`, {
    body: { ...asked, text, by: "person", assent: null, readAloud: true, interpretedInto: null },
  });
}

async function refer(
  page: Page,
  { say }: DeskTexts,
  origin: string,
  caseId: string,
  asked: Asked,
): Promise<void> {
  await page.goto(`${origin}/desk/cases/${caseId}?for=support`);
  await page.getByRole("button", { name: say("refer.open") }).click();
  const dialog = page.getByRole("dialog");
  const basis = dialog.getByLabel(say("refer.basis"));
  await basis.waitFor();
  const label = (await basis.locator("option").allTextContents()).find((text) => text.includes(asked.agency));
  await basis.selectOption({ label: label ?? asked.agency });
  await dialog.getByLabel(say("refer.wanted")).selectOption({ label: sayCode(say, "wanted", asked.wanted) });
  await dialog.getByLabel(sayCategory(say, asked.part), { exact: true }).first().check();
  await dialog.getByRole("button", { name: say("refer.do") }).click();
  await page.getByText(say("refer.done", { agency: asked.agency })).waitFor();
}

async function answer(
  { station: { page }, texts: { say } }: Desk,
  origin: string,
  id: string,
): Promise<void> {
  await page.goto(`${origin}/desk/referrals/${id}`);
  for (const act of ["accept", "begin"] as const) {
    await page.getByRole("button", { name: say(`referral-act.${act}`) }).click();
    await page.getByRole("button", { name: say(`referral-act.${act}`) }).waitFor({ state: "detached" });
  }
}

async function read({ asked, station: { page }, texts: { say } }: Desk, origin: string, caseId: string) {
  await page.goto(`${origin}/desk/cases/${caseId}?for=${asked.purpose}`);
  const category = sayCategory(say, asked.part);
  await page.getByRole("button", { name: say("section.open-what", { category }) }).click();
  await page.getByText(SECRETS[asked.part]).waitFor();
}

/** What row security gives to the member who sits there, of this case's sections. */
async function rowsFor(
  { station, asked }: Desk,
  caseId: string,
  // biome-ignore lint/suspicious/noExplicitAny: raw rows
  owner: { query(text: string, values?: unknown[]): Promise<{ rows: any[] }> },
): Promise<string[]> {
  const cookie = (await station.context.cookies()).find(({ name }) => name.endsWith("leeward_session"));
  if (!cookie) throw new Error("nobody is signed in here");
  await owner.query("begin; set local role leeward_member");
  try {
    await owner.query("select access.open_member_context($1, $2)", [
      Buffer.from(fromBase64Url(cookie.value)),
      asked.purpose,
    ]);
    const { rows } = await owner.query("select category from care.section where case_id = $1 order by 1", [
      caseId,
    ]);
    return rows.map(({ category }) => category);
  } finally {
    await owner.query("rollback");
  }
}
