import type { Browser, BrowserContext, BrowserContextOptions, Page, Response } from "playwright-core";
import { expect } from "vitest";
import type { Demonstration } from "./demonstration.ts";

/** One browser of one human, with everything in it that should not happen. */
export interface Station {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained about: broken policies, errors. */
  readonly complaints: string[];
  /** Addresses of other hosts that were asked for. */
  readonly strangers: string[];
  /** How many requests there were in all, so that a count of no strangers means something. */
  readonly asked: () => number;
}

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 900 };

/** A browser of its own, with nothing shared. */
export async function openStation(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions,
): Promise<Station> {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  context.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  const strangers: string[] = [];
  let asked = 0;
  // Also where the browser's own words about a broken policy are no error of the console.
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      console.error(`policy broken: ${violatedDirective} by ${blockedURI}`),
    );
  });
  context.on("request", (request) => {
    asked++;
    if (/^(data|blob|about):/.test(request.url())) return;
    if (new URL(request.url()).origin !== origin) strangers.push(request.url());
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    // The browser itself notes an answer of 401, 403 or 404 as an error; the pages show it in words.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, context, complaints, strangers, asked: () => asked };
}

/** No error, no broken policy, no request to another host; and that requests were seen at all. */
export function expectCalm({ complaints, strangers, asked }: Station): void {
  expect(complaints).toEqual([]);
  expect(strangers).toEqual([]);
  expect(asked()).toBeGreaterThan(0);
}

/** Signs in at the desk by keys alone. */
export async function signInByKeys(
  { page }: Station,
  { origin, password }: Pick<Demonstration, "origin" | "password">,
  email: string,
): Promise<void> {
  await page.goto(`${origin}/desk`);
  await page.getByLabel("E-mail address").waitFor();
  await tabTo(page, "E-mail address");
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Desk" }).waitFor({ timeout: 30_000 });
}

const TABS_MIN = 80;
/** A page that is still coming is walked round again, as a person would. */
const WALK_MS = 15_000;

/** Presses Tab until what has the focus is called so; the way that a person without a pointer goes. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const seen: string[] = [];
  const deadline = Date.now() + WALK_MS;
  while (seen.length < TABS_MIN || Date.now() < deadline) {
    const focused = await focusedName(page);
    if (typeof name === "string" ? focused === name : name.test(focused)) return;
    seen.push(focused);
    await page.keyboard.press("Tab");
  }
  throw new Error(`${name} was not reached by Tab. What was: ${seen.slice(-TABS_MIN).join(" | ")}`);
}

/** What a screen reader would call the element that has the focus, as far as our pages name things. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return "";
    const by = element.getAttribute("aria-labelledby");
    const named = by
      ?.split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" ");
    const labels = (element as HTMLInputElement).labels;
    const label = labels?.length ? [...labels].map((one) => one.textContent).join(" ") : undefined;
    return (element.getAttribute("aria-label") ?? named ?? label ?? element.textContent ?? "").trim();
  });
}

export async function expectNothingSideways(page: Page): Promise<void> {
  const { wide, screen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  expect(wide, `${new URL(page.url()).pathname} scrolls sideways`).toBeLessThanOrEqual(screen);
}

/** What the server said to the page, as the network saw it. */
export async function statusAndBody(response: Response): Promise<{ status: number; body: string }> {
  return { status: response.status(), body: await response.text() };
}

let pictures = 0;
/** To look at what was tested: `LEEWARD_PICTURES` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.LEEWARD_PICTURES;
  if (!folder) return;
  const number = String(++pictures).padStart(2, "0");
  await page.screenshot({ path: `${folder}/${number}-${name}.png`, fullPage: true });
}
