import { build } from "esbuild";
import { launchBrowser } from "../e2e/support/browser.ts";

/**
 * How long the work takes that a door under load asks for: here, and on a processor ten times slower, which is what a
 * phone of 2015 is beside a server's core (Chromium's own throttle). `npm run bench -- work`
 */
const SLOWER = 10;
const ROUNDS = 20;
const BITS = { least: 11, most: 15 };
const BAR_MS = 3_000;
const say = (line: string) => process.stderr.write(`${line}\n`);

const bundle = await build({
  stdin: {
    contents: `export { solveWork } from "./src/core/http/work-puzzle.ts";`,
    resolveDir: new URL("..", import.meta.url).pathname,
    loader: "ts",
  },
  bundle: true,
  format: "iife",
  globalName: "puzzle",
  write: false,
  minify: true,
});
const script = bundle.outputFiles[0]?.text ?? "";
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  await page.addScriptTag({ content: script });
  const cdp = await page.context().newCDPSession(page);
  const measure = async (bits: number, rounds: number, slower: number): Promise<number[]> => {
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
    const measured = await page.evaluate(
      async ([zeroBits, times]) => {
        const { solveWork } = Reflect.get(globalThis, "puzzle");
        const took: number[] = [];
        for (let round = 0; round < (times ?? 0); round++) {
          const ticket = Array.from(crypto.getRandomValues(new Uint8Array(56)), (byte) => byte.toString(36));
          const start = performance.now();
          await solveWork({ ticket: ticket.join(""), bits: zeroBits }, async () => undefined);
          took.push(performance.now() - start);
        }
        return took;
      },
      [bits, rounds],
    );
    return measured.sort((a, b) => a - b);
  };
  const at = (sorted: number[], share: number) =>
    Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  await measure(8, 5, 1);
  const here = await measure(BITS.least, ROUNDS, 1);
  const phone = await measure(BITS.least, ROUNDS, SLOWER);
  const pressed = await measure(BITS.most, 5, 1);
  say(`Least work (2^15 hashes): ${at(here, 0.5)} ms here.`);
  say(
    `On a processor ${SLOWER} times slower: median ${at(phone, 0.5)} ms, 95% under ${at(phone, 0.95)} ms; bar ${BAR_MS} ms.`,
  );
  say(`Most work (2^19 hashes): ${at(pressed, 0.5)} ms here.`);
  process.stdout.write(
    `${JSON.stringify({
      hereMs: at(here, 0.5),
      oldPhoneMs: at(phone, 0.5),
      oldPhoneP95Ms: at(phone, 0.95),
      barMs: BAR_MS,
      within: at(phone, 0.95) < BAR_MS,
      slower: SLOWER,
      mostWorkHereMs: at(pressed, 0.5),
      rounds: ROUNDS,
    })}\n`,
  );
} finally {
  await browser.close();
}
