import type { Locator, Page } from "playwright-core";
import type { Category, Purpose } from "../../src/core/access/context.ts";
import type { Language } from "../../src/core/texts/index.ts";
import { loadCareTexts } from "../../src/modules/care/texts/index.ts";
import { sayCategory, sayCode, sayPurpose } from "../../src/web/texts/names.ts";
import { type DeskTexts, deskTexts } from "./desk-say.ts";

/** The desk's texts with the words of the journey, as its pages load them. */
export interface CareTexts extends DeskTexts {
  /** `step.refer`, `record.plan`, `lack.same-reviewer`. */
  readonly sayStep: (key: string) => string;
  /** `state.recovery`, `status.reasons`. */
  readonly sayCare: (key: string) => string;
}

export async function careTexts(language: Language): Promise<CareTexts> {
  const { steps } =
    language === "ar"
      ? await import("../../src/modules/care/texts/ar/steps.ts")
      : await import("../../src/modules/care/texts/en/steps.ts");
  const care = await loadCareTexts(language);
  const of = (texts: Readonly<Record<string, string>>) => (key: string) => {
    const text = texts[key];
    if (text === undefined) throw new Error(`There is no text for ${key}.`);
    return text;
  };
  return { ...(await deskTexts(language)), sayStep: of(steps), sayCare: of(care) };
}

/** A desk with a case on it. */
export interface CaseDesk {
  readonly page: Page;
  readonly texts: CareTexts;
  readonly origin: string;
  readonly purpose: Purpose;
}

export const goToCase = ({ page, origin, purpose }: CaseDesk, caseId: string, part = ""): Promise<unknown> =>
  page.goto(`${origin}/desk/cases/${caseId}${part}?for=${purpose}`);

/** Opens what comes next. */
export async function whatComesNext(desk: CaseDesk, caseId: string): Promise<Locator> {
  const { page, texts } = desk;
  await goToCase(desk, caseId);
  await page
    .getByRole("button", { name: texts.say("move.open") })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(texts.say("move.so-far")).waitFor();
  return dialog;
}

interface StepByClicks {
  readonly step: string;
  readonly recorded?: readonly string[];
  /** In which reasons are written. */
  readonly language?: string;
  /** On the yes to this agency. */
  readonly onYesTo?: string;
}

/** Takes a step as the dialog offers it. */
export async function takeStep(
  desk: CaseDesk,
  caseId: string,
  { step, recorded = [], language, onYesTo }: StepByClicks,
): Promise<void> {
  const { say, sayStep } = desk.texts;
  const dialog = await whatComesNext(desk, caseId);
  await dialog.getByLabel(sayStep(`step.${step}`), { exact: true }).check();
  if (onYesTo) await dialog.getByRole("radio", { name: onYesTo }).first().check();
  for (const code of recorded) await dialog.getByLabel(sayStep(`record.${code}`), { exact: true }).check();
  if (language) await dialog.getByLabel(say("move.reasons-in")).selectOption(language);
  await dialog.getByRole("button", { name: say("move.do") }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Asks for a yes in person and writes it down; of a child, the guardian's, and the child's own. */
export async function askForYes(
  desk: CaseDesk,
  caseId: string,
  asked: {
    readonly agency: string;
    readonly purpose: Purpose;
    readonly parts: readonly Category[];
    readonly by: "person" | "guardian";
    /** The language that the person reads: the sentence is in it without being chosen. */
    readonly in: Language;
  },
): Promise<void> {
  const { page, texts } = desk;
  const { say } = texts;
  await goToCase(desk, caseId, "/allowed");
  await page.getByRole("button", { name: say("consent.record") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(say("consent.who"), { exact: true }).selectOption({ label: asked.agency });
  await dialog.getByRole("radio", { name: sayPurpose(say, asked.purpose), exact: true }).check();
  for (const part of asked.parts)
    await dialog.getByRole("checkbox", { name: sayCategory(say, part), exact: true }).check();
  await dialog.getByRole("button", { name: say("consent.to-sentence") }).click();
  await dialog.locator(`blockquote[lang=${asked.in}]`).waitFor();
  if (asked.by === "guardian") {
    await dialog.getByLabel(say("consent.guardian-says")).check();
    await dialog.getByLabel(say("consent.child-yes")).check();
  }
  await dialog.getByRole("button", { name: say("consent.they-said-yes") }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Asks another agency for help with some parts, on the yes that stands. */
export async function askAgency(
  desk: CaseDesk,
  caseId: string,
  asked: { readonly agency: string; readonly wanted: string; readonly parts: readonly Category[] },
): Promise<void> {
  const { page, texts } = desk;
  const { say } = texts;
  await goToCase(desk, caseId);
  await page.getByRole("button", { name: say("refer.open") }).click();
  const dialog = page.getByRole("dialog");
  const basis = dialog.getByLabel(say("refer.basis"));
  await basis.waitFor();
  const label = (await basis.locator("option").allTextContents()).find((text) => text.includes(asked.agency));
  await basis.selectOption({ label: label ?? asked.agency });
  await dialog.getByLabel(say("refer.wanted")).selectOption({ label: sayCode(say, "wanted", asked.wanted) });
  for (const part of asked.parts)
    await dialog.getByLabel(sayCategory(say, part), { exact: true }).first().check();
  await dialog.getByRole("button", { name: say("refer-letter.look") }).click();
  await dialog.getByText(say("refer-letter.they-see", { agency: asked.agency })).waitFor();
  await dialog.getByRole("button", { name: say("refer.do") }).click();
  await page.getByText(say("refer.done", { agency: asked.agency })).waitFor();
}

/** What the agency that was asked does with it. */
export async function answerReferral(
  { page, texts: { say }, origin }: CaseDesk,
  referralId: string,
  acts: readonly ("accept" | "begin")[],
): Promise<void> {
  await page.goto(`${origin}/desk/referrals/${referralId}`);
  for (const act of acts) {
    await page.getByRole("button", { name: say(`referral-act.${act}`) }).click();
    await page.getByRole("button", { name: say(`referral-act.${act}`) }).waitFor({ state: "detached" });
  }
}

/** Opens a part of a case and writes these lines of it anew. */
export async function writePart(
  desk: CaseDesk,
  caseId: string,
  category: Category,
  lines: Readonly<Record<string, string>>,
): Promise<void> {
  const { page, texts } = desk;
  const { say, sayCare } = texts;
  const name = sayCategory(say, category);
  await goToCase(desk, caseId);
  const write = page.getByRole("button", {
    name: say("section.write-what", { category: name }),
    exact: true,
  });
  const open = page.getByRole("button", { name: say("section.open-what", { category: name }), exact: true });
  await write.or(open).waitFor();
  if ((await write.count()) > 0) await write.click();
  else {
    await open.click();
    await page.getByRole("button", { name: say("section.edit") }).click();
  }
  const part = page.getByRole("article", { name });
  for (const [line, text] of Object.entries(lines)) {
    const field = part.getByLabel(sayCare(`${category}.${line}`), { exact: true });
    await field.waitFor();
    if ((await field.evaluate(({ tagName }) => tagName)) === "SELECT")
      await field.selectOption({ value: text });
    else await field.fill(text);
  }
  await part.getByRole("button", { name: say("save"), exact: true }).click();
  await page.getByText(say("section.saved", { category: name })).waitFor();
}
