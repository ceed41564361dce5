import { randomUUID } from "node:crypto";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { startDemonstration, temporaryFolder } from "../e2e/support/demonstration.ts";
import { Upload } from "../src/modules/door/attachments/upload.ts";
import { ApiError } from "../src/modules/door/island/api.ts";
import { FirstLetter } from "../src/modules/door/island/first-letter.ts";
import { Visit } from "../src/modules/door/island/visit.ts";
import { makeWay, type Way } from "../src/modules/door/island/way.ts";
import { isThere, phones, random } from "./attachments/phones.ts";
import { loadOfMachine, readMemory } from "./load/machine.ts";

/**
 * Fifty attachments of 10 MB at once, each by someone of their own, and each opened again. What a kill -9 in the middle does
 * is a proof: `npm run proof -- "upload killed"`. `npm run bench -- attachments [--people 50] [--megabytes 10]`
 */
const { values } = parseArgs({
  options: {
    people: { type: "string", default: "50" },
    megabytes: { type: "string", default: "10" },
  },
});
const PEOPLE = Number(values.people);
const BYTES = Number(values.megabytes) * 1024 ** 2;
const MEMORY_GROWTH_BAR_MB = 256;
const say = (line: string) => process.stderr.write(`${line}\n`);

const folder = await temporaryFolder();
const house = await startDemonstration({ dataDir: folder });
const { tools, close } = phones(() => house.origin, 2 * PEOPLE);
const { doorSalt } = await tools.ask<{ doorSalt: string }>("/api/door");
say(`${PEOPLE} people write a first letter…`);
const ways: Way[] = [];
for (let nth = 0; nth < PEOPLE; nth++) {
  const way = await makeWay(tools, doorSalt);
  // One a second: no load, so that no work is asked for, which is measured elsewhere.
  await new FirstLetter(tools, way).send({ text: "I have a picture.", language: "en" });
  ways.push(way);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}

try {
  const atRest = readMemory(house.process.pid ?? 0).residentMb;
  let most = atRest;
  const watching = setInterval(() => {
    most = Math.max(most, readMemory(house.process.pid ?? 0).residentMb);
  }, 100);
  const loadBefore = loadOfMachine();
  say("all send at once…");
  const errors = new Map<string, number>();
  const startedAt = performance.now();
  const pieceMs: number[] = [];
  const same = random(BYTES);
  const sent = await Promise.all(
    ways.map(async (way) => {
      try {
        const visit = await Visit.begin(tools, way);
        const line = {
          ask: visit.ask.bind(visit),
          putBytes: async (path: string, bytes: Uint8Array<ArrayBuffer>) => {
            const from = performance.now();
            await visit.putBytes(path, bytes);
            pieceMs.push(performance.now() - from);
          },
        };
        const named = await new Upload(
          { content: same, type: "application/octet-stream", hiddenDetails: "unknown", name: "file" },
          randomUUID(),
          random,
        ).run(line, () => undefined);
        return { visit, named };
      } catch (error) {
        const code = error instanceof ApiError ? error.code : String(error);
        errors.set(code, (errors.get(code) ?? 0) + 1);
        return null;
      }
    }),
  );
  const uploadSeconds = (performance.now() - startedAt) / 1000;
  say("all are opened again…");
  const openedAt = performance.now();
  let opened = 0;
  for (const one of sent) if (one && (await isThere(one.visit, one.named, same))) opened += 1;
  const openSeconds = (performance.now() - openedAt) / 1000;
  clearInterval(watching);
  const sorted = pieceMs.toSorted((a, b) => a - b);
  const result = {
    people: PEOPLE,
    megabytesEach: BYTES / 1024 ** 2,
    machine: { cores: cpus().length, loadBefore, loadAfter: loadOfMachine() },
    uploadSeconds: Number(uploadSeconds.toFixed(1)),
    megabytesPerSecond: Number(((PEOPLE * BYTES) / 1024 ** 2 / uploadSeconds).toFixed(1)),
    pieceMs: {
      p50: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
      p95: Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0),
    },
    opened,
    openSeconds: Number(openSeconds.toFixed(1)),
    errors: Object.fromEntries(errors),
    memoryMb: { atRest, most, growthBar: MEMORY_GROWTH_BAR_MB },
    passed: errors.size === 0 && opened === PEOPLE && most - atRest < MEMORY_GROWTH_BAR_MB,
  };
  say(JSON.stringify(result, null, 1));
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!result.passed) process.exitCode = 1;
} finally {
  close();
  await house.stop();
  await house.remove();
}
