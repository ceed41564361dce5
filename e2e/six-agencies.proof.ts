import { randomUUID } from "node:crypto";
import type { Category, Purpose } from "../src/core/access/context.ts";
import type { Language } from "../src/core/texts/index.ts";
import { fieldsOf } from "../src/modules/care/model/categories.ts";
import { sayIn } from "../src/modules/door/pages/texts/index.ts";
import { sayCategory } from "../src/web/texts/names.ts";
import type { Proof } from "../tools/proof/contract.ts";
import { launchBrowser } from "./support/browser.ts";
import { answerReferral, askAgency, type CaseDesk, careTexts } from "./support/care-desk.ts";
import { startDemonstration, temporaryFolder } from "./support/demonstration.ts";
import { openDeskIn, signInAs } from "./support/desk-say.ts";
import { type Member, signInMember } from "./support/member.ts";
import { bodiesOf, openTo } from "./support/open-to.ts";
import { writeAtDoor } from "./support/person.ts";
import { DESK, openStation, PHONE, picture, type Station } from "./support/station.ts";
import { keepSteps } from "./support/steps.ts";

// One case, six agencies: the line that holds it asks a shelter, a clinic, legal help, the authority that decides, and the
// police, each for what the person allowed and for that purpose, at desks and on phones, in English and in Arabic. Each says
// yes and reads its part; then the person, on a phone in Arabic, pauses all. What each desk was sent and what the database
// gives its members is searched for what is not theirs, before and after.

const HOLDER = "grace@line.example";
/** Written in the case: what is asked for, and three parts that nobody but the holder is ever given. */
const WRITTEN = [
  ...(["contact", "needs-and-risk", "identity", "account"] as const),
  ...(["status", "work-and-documents", "money"] as const),
] as const;

/** A text of its own in every field that takes one, and a number of its own for each place, so that the leak of any one is seen. */
const PLANTED = new Map<Category, Readonly<Record<string, string | number>>>(
  WRITTEN.map((category, nth) => [category, plantedIn(category, nth)]),
);

function plantedIn(category: Category, nth: number): Record<string, string | number> {
  const planted: Record<string, string | number> = {};
  for (const [place, field] of fieldsOf(category).entries()) {
    if (field.kind === "text" || field.kind === "long-text")
      planted[field.name] = `q${nth}z${place}x${field.name}`.slice(0, field.lengthMax);
    if (field.kind === "number" && field.decimals === 6)
      planted[field.name] = Number(`${nth + 11}.${String(place + 10).repeat(3)}`);
  }
  return planted;
}

interface Asked {
  readonly agency: string;
  readonly email: string;
  readonly part: Category;
  readonly purpose: Purpose;
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
  bar: `by clicks, at desks and on phones, in English and in Arabic: one agency asks five others, each says yes and reads every field of the part that the person allowed it, and none of any other, in HTTP bodies and as that agency's role, with a text of its own in each; the person pauses all in Arabic, and nobody but the holder reads anything`,
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

      const texts = { en: await careTexts("en"), ar: await careTexts("ar") };
      const line = await openDeskIn("en", browser, state.origin, DESK);
      await signInAs(line, state, HOLDER, texts.en.say);
      const holder: CaseDesk = {
        ...{ page: line.page, texts: texts.en, origin: state.origin, purpose: "support" },
      };
      const desks: Desk[] = [];
      for (const asked of ASKED) {
        const station = await openDeskIn(asked.language, browser, state.origin, asked.viewport);
        const desk: Desk = {
          ...{ page: station.page, texts: texts[asked.language], origin: state.origin },
          ...{ purpose: asked.purpose, asked, station, bodies: bodiesOf(station) },
        };
        await signInAs(station, state, asked.email, desk.texts.say);
        desks.push(desk);
      }

      const categoriesOf = async ({ station, purpose }: Desk) =>
        (await openTo(owner, station, purpose, caseId)).categories.join();
      for (const desk of desks) {
        const { asked, station } = desk;
        await askAgency(holder, caseId, { ...asked, parts: [asked.part] });
        const [sent] = await rows(
          `select r.id from care.referral r join identity.agency a on a.id = r.to_agency_id and a.name = $2
           where r.case_id = $1`,
          ...[caseId, asked.agency],
        );
        ensure(
          `${asked.agency} was asked, and is given its part and no other`,
          (await categoriesOf(desk)) === asked.part,
        );
        await answerReferral(desk, sent.id, ["accept", "begin"]);
        await ensureRow(
          `${asked.agency} said yes`,
          "select from care.referral where id = $1 and state = 'begun'",
          sent.id,
        );
        await read(desk, caseId);
        await picture(station.page, `six-${asked.agency.split(" ")[0]}`);
      }
      let fields = 0;
      for (const desk of desks) {
        const { own, others } = sentTo(desk);
        fields += own.seen;
        ensure(
          `${desk.asked.agency} was sent all ${own.of} fields of its part and none of ${others.of} others`,
          own.seen === own.of && others.seen === 0,
        );
      }

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
        ensure(`${desk.asked.agency} is given nothing any more`, (await categoriesOf(desk)) === "");
      }
      const complaints = [line, phone, ...desks.map(({ station }) => station)].flatMap((one) => [
        ...one.complaints,
        ...one.strangers,
      ]);
      ensure("no browser complained, and none asked another host", complaints.length === 0);
      return { passed: true, figures: { steps: seen.length, agencies: ASKED.length + 1, fields } };
    } finally {
      await owner.end();
      await browser.close();
      await state.stop();
      await state.remove();
    }
  },
};

interface Desk extends CaseDesk {
  readonly asked: Asked;
  readonly station: Station;
  /** Every body that it was sent. */
  readonly bodies: readonly string[];
}

/** How many of the planted fields stand in what it was sent: of its own part, and of all others. */
function sentTo({ asked, bodies }: Desk) {
  const all = bodies.join("\n");
  const count = (is: (category: Category) => boolean) => {
    const texts = [...PLANTED].flatMap(([category, planted]) => (is(category) ? Object.values(planted) : []));
    return { of: texts.length, seen: texts.filter((text) => all.includes(String(text))).length };
  };
  return { own: count((part) => part === asked.part), others: count((part) => part !== asked.part) };
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
      sections: [...PLANTED].map(([category, document]) => ({ category, document })),
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

async function read({ asked, page, origin, texts: { say } }: Desk, caseId: string) {
  await page.goto(`${origin}/desk/cases/${caseId}?for=${asked.purpose}`);
  const category = sayCategory(say, asked.part);
  await page.getByRole("button", { name: say("section.open-what", { category }) }).click();
  const [first] = Object.values(PLANTED.get(asked.part) ?? {});
  await page.getByText(String(first)).waitFor();
}
