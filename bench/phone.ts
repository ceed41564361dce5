import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../e2e/support/browser.ts";
import { startDemonstration, temporaryFolder } from "../e2e/support/demonstration.ts";
import { plantRelease } from "../e2e/support/planted-release.ts";
import { plantWideRelease } from "../src/modules/statistics/testing.ts";
import { loadOfMachine } from "./load/machine.ts";

/**
 * What a slow phone sees first, and when: 400 ms latency, 400 kbit/s both ways, a processor 6 times slower (Chromium's own
 * throttles), nothing kept from before. The door: readable, and usable where there is a form. The numbers: the first
 * picture, of a small release and of the widest that the command makes; and how long a first letter takes from pressing until the words are shown. And how much came over the wire: until the page was loaded, which is the door's first view (its lock comes while the
 * person reads), and in all. `npm run bench -- phone [RUNS]`; the median of so many, 3 unless told.
 */
const RUNS = Number(process.argv[2] ?? 3);
const LATENCY_MS = 400;
const BYTES_PER_S = 400_000 / 8;
const SLOWER = 6;
/** What a release can hold at most, in three ways: few columns of many answers, eight columns, two lists of all countries. */
const WIDE = {
  ANSWERS: ["gender", "ageBand", "purpose", "control", "citizenshipRegion", "sector"],
  COLUMNS: [
    ...["gender", "adulthood", "purpose", "means", "citizenshipRegion", "exploitationRegion"],
    ...["whenTrafficked", "act"],
  ],
  COUNTRIES: ["citizenshipCountry", "exploitationCountry", "gender"],
};
const WIDE_PEOPLE = 5_000;
const say = (line: string) => process.stderr.write(`${line}\n`);

interface View {
  readonly path: string;
  /** What must be on the screen for the page to be read, and to be used. */
  readonly readable: string;
  readonly usable: string;
  /** What is typed into and pressed once it is usable, and what shows that it was done. */
  readonly send?: { readonly into: string; readonly press: string; readonly done: string };
  readonly bar: { readonly readableMs: number; readonly usableMs: number; readonly kilobytes: number };
}

const door = { readableMs: 3000, usableMs: 6000, kilobytes: 60 };
const numbers = { readableMs: 3000, usableMs: 3000, kilobytes: 150 };

async function measure(browser: Browser, origin: string, view: View) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    let bytes = 0;
    cdp.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", {
      ...{
        offline: false,
        latency: LATENCY_MS,
        downloadThroughput: BYTES_PER_S,
        uploadThroughput: BYTES_PER_S,
      },
    });
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.addInitScript(
      ([readable = "", usable = ""]) => {
        const seen: Record<string, number> = {};
        Reflect.set(globalThis, "seenAt", seen);
        const isShown = (selector: string) =>
          [...document.querySelectorAll(selector)].some((one) => one.getBoundingClientRect().height > 0);
        const look = (): void => {
          const painted = performance.getEntriesByName("first-contentful-paint").length > 0;
          if (painted && seen.readable === undefined && isShown(readable)) seen.readable = performance.now();
          if (painted && seen.usable === undefined && isShown(usable)) seen.usable = performance.now();
          if (seen.readable === undefined || seen.usable === undefined) requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      [view.readable, view.usable],
    );
    await page.goto(`${origin}${view.path}`, { waitUntil: "load", timeout: 60_000 });
    const atLoad = bytes;
    await page.waitForFunction(() => Reflect.get(globalThis, "seenAt")?.usable !== undefined, undefined, {
      timeout: 60_000,
    });
    await page.waitForTimeout(1000); // letters that come last
    const seen = await page.evaluate<{ readable: number; usable: number }>(() =>
      Reflect.get(globalThis, "seenAt"),
    );
    const doneMs = view.send && (await pressAndWait(page, view.send));
    return {
      ...(doneMs !== undefined && { doneMs }),
      readableMs: Math.round(seen.readable),
      usableMs: Math.round(seen.usable),
      kilobytes: Math.round(atLoad / 100) / 10,
      kilobytesInAll: Math.round(bytes / 100) / 10,
    };
  } finally {
    await context.close();
  }
}

/** Milliseconds from pressing to what shows that it was done. */
async function pressAndWait(page: Page, { into, press, done }: NonNullable<View["send"]>): Promise<number> {
  await page.fill(into, "May I ask something?");
  const begun = performance.now();
  await page.click(press);
  await page.waitForSelector(done, { timeout: 60_000 });
  return Math.round(performance.now() - begun);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const house = await startDemonstration({ dataDir: await temporaryFolder() });
const browser = await launchBrowser();
try {
  const codebook = await (await fetch(`${house.origin}/statistics/codebook.json`)).json();
  const owner = await house.owner();
  const releases: Record<string, string> = { RELEASE: await plantRelease(house) };
  for (const [name, columns] of Object.entries(WIDE)) {
    releases[name] = await plantWideRelease(owner, codebook, columns, WIDE_PEOPLE);
    say(`${name} is planted`);
  }
  await owner.end();
  const views: View[] = [
    { path: "/?lang=en", readable: "h1", usable: ".choices a", bar: door },
    {
      ...{ path: "/tell?lang=en", readable: "h1", usable: "#tell-send:not([aria-disabled])", bar: door },
      send: { into: "#tell-text", press: "#tell-send", done: ".words li" },
    },
    ...["en", "ar"].flatMap((language) => [
      ...Object.values(releases).map((release) => ({
        ...{
          path: `/statistics/${release}?lang=${language}`,
          readable: "h1",
          usable: ".fig svg",
          bar: numbers,
        },
      })),
      { path: `/statistics?lang=${language}`, readable: "h1", usable: "h1", bar: numbers },
    ]),
  ];
  await measure(browser, house.origin, views[0] as View); // a server that has just started is no part of it
  const found: Record<string, { readableMs: number; usableMs: number; kilobytes: number; passed: boolean }> =
    {};
  for (const view of views) {
    const runs = [];
    for (let run = 0; run < RUNS; run++) runs.push(await measure(browser, house.origin, view));
    const pressed = runs.flatMap(({ doneMs }) => doneMs ?? []);
    const one = {
      ...(pressed.length > 0 && { doneMs: median(pressed) }),
      readableMs: median(runs.map(({ readableMs }) => readableMs)),
      usableMs: median(runs.map(({ usableMs }) => usableMs)),
      kilobytes: median(runs.map(({ kilobytes }) => kilobytes)),
      kilobytesInAll: median(runs.map(({ kilobytesInAll }) => kilobytesInAll)),
    };
    const { bar } = view;
    const passed =
      one.readableMs < bar.readableMs &&
      one.usableMs < bar.usableMs &&
      (bar === door ? one.kilobytes : one.kilobytesInAll) < bar.kilobytes;
    const of = Object.entries(releases).find(([, id]) => view.path.includes(id));
    const name = of ? view.path.replace(of[1], of[0]) : view.path;
    found[name] = { ...one, passed };
    say(`${name}: ${JSON.stringify(found[name])}`);
  }
  const result = {
    commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim(),
    machine: { cores: cpus().length, model: cpus()[0]?.model, load: loadOfMachine() },
    phone: { latencyMs: LATENCY_MS, kbitPerS: 400, processorSlower: SLOWER, runs: RUNS },
    views: found,
    passed: Object.values(found).every(({ passed }) => passed),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!result.passed) process.exitCode = 1;
} finally {
  await browser.close();
  await house.stop();
  await house.remove();
}
