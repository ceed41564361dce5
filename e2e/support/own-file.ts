import type { Page } from "playwright-core";
import type { DoorLanguage } from "../../src/core/texts/index.ts";
import type { JourneyState } from "../../src/modules/care/model/journey.ts";
import type { OwnStep } from "../../src/modules/care/service/journey.ts";
import { sayIn } from "../../src/modules/door/pages/texts/index.ts";

/** A person's own file, on their phone. */
export interface OwnFile {
  readonly page: Page;
  readonly origin: string;
  readonly language: DoorLanguage;
  readonly words: readonly string[];
}

/** Opens it anew with the words, as a browser that keeps nothing has to. */
export async function openOwnFile({ page, origin, language, words }: OwnFile): Promise<void> {
  const say = sayIn(language);
  await page.goto(`${origin}/my-file?lang=${language}`);
  await page.waitForSelector("#back-open:not([aria-disabled])");
  await page.getByLabel(say("back-label")).fill(words.join(" "));
  await page.getByRole("button", { name: say("back-open") }).tap();
  await page.getByRole("button", { name: say("file-safe-yes") }).tap();
  await page.getByText(say("file-lead")).waitFor();
}

/** Opens it, and reads where the person is. */
export async function readState(file: OwnFile, state: JourneyState): Promise<void> {
  const say = sayIn(file.language);
  await openOwnFile(file);
  await file.page.getByText(say("file-now", { state: say(`state-${state}`) })).waitFor();
}

/** Takes a step that is the person's own; the file is open. */
export async function takeOwnStep({ page, language }: OwnFile, step: OwnStep): Promise<void> {
  const say = sayIn(language);
  await page.getByRole("button", { name: say(`own-${step}`) }).tap();
  await page.getByText(say(`own-${step}-means`)).waitFor();
  await page.getByRole("button", { name: say("own-yes") }).tap();
  await page.getByText(say("own-done")).waitFor();
}
