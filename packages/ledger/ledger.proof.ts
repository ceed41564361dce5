import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { createSigner } from "./files/node-crypto.ts";
import { openLog } from "./files/open.ts";
import type { LogReport } from "./files/report.ts";
import { verifyLog } from "./files/verify.ts";
import type { VerifierKey } from "./notes/key.ts";
import { bytesOf, chooserOf } from "./testing/random-bytes.ts";
import { inTemporaryFolder } from "./testing/temporary-folder.ts";

const LARGE = 1_000_000;
const SMALL = 100_000;
const SECONDS_MAX = 60;
/** Room for the moods of the collector, not for anything that grows with the log. */
const GROWTH_MB_MAX = 64;
const SMALL_HARMS = 40;
/** A late entry, a leaf hash, a tile of tiles, the tile above all. */
const LARGE_PATHS = ["tile/entries/x003/900", "tile/0/x002/222", "tile/1/007", "tile/2/000.p/15"];

type Watched = { report: LogReport; seconds: number; peakMb: number };

/** A million entries: verified in time and in flat memory, and whatever is done to their files found where it was. */
export const proof = {
  name: "ledger",
  bar: `${LARGE} entries verified under ${SECONDS_MAX} s in flat memory; every harm to the files found at its place`,
  run: async (log: (line: string) => void) => {
    return await inTemporaryFolder(async (folder) => {
      const [small, large] = [join(folder, "small"), join(folder, "large")];
      const key = await writeLog(small, SMALL);
      await writeLog(large, LARGE);
      log(`${SMALL} and ${LARGE} entries written`);
      const first = await verifyWatched(small, key);
      const second = await verifyWatched(large, key);
      const sound = first.report.ok && second.report.ok && second.report.entries === LARGE;
      log(
        `${LARGE} entries verified in ${second.seconds.toFixed(1)} s, ${second.peakMb.toFixed(0)} MB at most`,
      );

      const choose = chooserOf(6962);
      const smallPaths = await filesBelow(small);
      const harmed = Array.from(
        { length: SMALL_HARMS },
        () => smallPaths[choose(smallPaths.length)] ?? "checkpoint",
      );
      let found = 0;
      for (const path of harmed) if (await isHarmFound(small, path, key, choose, log)) found++;
      for (const path of LARGE_PATHS) if (await isHarmFound(large, path, key, choose, log)) found++;
      const harms = harmed.length + LARGE_PATHS.length;
      const growthMb = Math.max(0, second.peakMb - first.peakMb);
      return {
        passed: sound && second.seconds < SECONDS_MAX && growthMb < GROWTH_MB_MAX && found === harms,
        figures: {
          entries: LARGE,
          seconds: Number(second.seconds.toFixed(1)),
          entriesPerSecond: Math.round(LARGE / second.seconds),
          peakMb: Math.round(second.peakMb),
          growthMbOverTenTimesFewer: Math.round(growthMb),
          harms,
          harmsFoundAtTheirPlace: found,
        },
      };
    });
  },
};

async function writeLog(folder: string, size: number): Promise<VerifierKey> {
  const log = await openLog(folder, { origin: "proof.example/log", signer: createSigner(bytesOf("proof")) });
  for (let start = 0; start < size; start += 4096) {
    const count = Math.min(4096, size - start);
    await log.append(Array.from({ length: count }, (_, place) => bytesOf(start + place)));
  }
  await log.close();
  return log.verifierKey;
}

async function verifyWatched(folder: string, key: VerifierKey): Promise<Watched> {
  let peak = 0;
  const onProgress = (): void => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const start = performance.now();
  const report = await verifyLog(folder, { verifierKeys: [key], onProgress });
  return { report, seconds: (performance.now() - start) / 1000, peakMb: peak / 2 ** 20 };
}

async function filesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((name) => name.isFile())
    .map((name) => relative(folder, join(name.parentPath, name.name)));
  return files.sort();
}

/** Changes, cuts, lengthens or removes one file, verifies, and puts it back. */
async function isHarmFound(
  folder: string,
  path: string,
  key: VerifierKey,
  choose: (count: number) => number,
  log: (line: string) => void,
): Promise<boolean> {
  const file = join(folder, path);
  const bytes = new Uint8Array(await readFile(file));
  const place = choose(bytes.length);
  const kind = ["flip", "flip", "cut", "lengthen", "remove"][choose(5)] ?? "flip";
  if (kind === "flip") await writeFile(file, bytes.with(place, (bytes[place] ?? 0) ^ (1 << choose(8))));
  else if (kind === "cut") await writeFile(file, bytes.subarray(0, place));
  else if (kind === "lengthen") await writeFile(file, Uint8Array.of(...bytes, 1, 2, 3));
  else await rm(file);
  const { fault } = await verifyLog(folder, { verifierKeys: [key] });
  await writeFile(file, bytes);
  const [first, last] =
    kind === "remove" ? [0, 0] : kind === "lengthen" ? [bytes.length, bytes.length + 2] : [place, place];
  const isFound =
    fault !== null && fault.path === path && fault.offset <= last && fault.offset + fault.length >= first;
  const isExact =
    kind !== "flip" || !/^tile\/\d/.test(path) || (fault?.offset === place && fault.length === 1);
  if (!isFound || !isExact) log(`NOT FOUND: ${kind} of ${path} at ${place}: ${JSON.stringify(fault)}`);
  return isFound && isExact;
}
