import type { BrowserContext, Page } from "playwright-core";

/** Two voices in the pages of a context, which say nothing and write down what they were given: one is far, one is here. */
export async function plantVoices(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const said: string[] = [];
    const voices = [
      { lang: "en-GB", localService: false, name: "far" },
      { lang: "en-US", localService: true, name: "here" },
    ];
    class Said {
      text: string;
      onend = (): void => {};
      voice: { name: string } | undefined;
      constructor(text: string) {
        this.text = text;
      }
    }
    Object.defineProperty(globalThis, "SpeechSynthesisUtterance", { value: Said });
    Object.defineProperty(globalThis, "said", { value: said });
    Object.defineProperty(globalThis, "speechSynthesis", {
      value: Object.assign(new EventTarget(), {
        getVoices: () => voices,
        cancel: () => said.push("—"),
        speak: (one: Said) => {
          said.push(`${one.voice?.name}: ${one.text}`);
          setTimeout(() => one.onend(), 0);
        },
      }),
    });
  });
}

/** What was said so far, each with its voice; a dash where the reading was cut. */
export const saidOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
