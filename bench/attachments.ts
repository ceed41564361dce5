import { randomBytes, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { type Demonstration, startDemonstration, temporaryFolder } from "../e2e/support/demonstration.ts";
import { argon2id } from "../src/core/identity/words/argon2-node.ts";
import { fromBase64Url } from "../src/core/keys/index.ts";
import type { NamedAttachment } from "../src/modules/door/attachments/named.ts";
import { openNamed, Upload } from "../src/modules/door/attachments/upload.ts";
import { ApiError, type Ask, type Asker } from "../src/modules/door/island/api.ts";
import { FirstLetter } from "../src/modules/door/island/first-letter.ts";
import { Visit } from "../src/modules/door/island/visit.ts";
import { makeWay, type Tools, type Way } from "../src/modules/door/island/way.ts";
import { loadOfMachine, readMemory } from "./load/machine.ts";

/**
 * Fifty attachments of 10 MB at once, each by someone of their own, and each opened again; then kill -9 of server and database
 * in the middle of uploads: what was acknowledged is there afterwards, and the uploads go on where they were.
 * `npm run bench -- attachments [--people 50] [--megabytes 10] [--kills 5]`
 */
const { values } = parseArgs({
  options: {
    people: { type: "string", default: "50" },
    megabytes: { type: "string", default: "10" },
    kills: { type: "string", default: "5" },
  },
});
const PEOPLE = Number(values.people);
const BYTES = Number(values.megabytes) * 1024 ** 2;
const KILLS = Number(values.kills);
const MEMORY_GROWTH_BAR_MB = 256;
const say = (line: string) => process.stderr.write(`${line}\n`);

const folder = await temporaryFolder();
let house: Demonstration = await startDemonstration({ dataDir: folder });
const agent = new Agent({ keepAlive: true, maxSockets: 2 * PEOPLE });

/** @throws ApiError; `offline` where no answer came */
const ask: Asker = <T>(path: string, options: Ask = {}): Promise<T> =>
  new Promise((resolve, reject) => {
    const payload =
      options.bytes ?? (options.body === undefined ? undefined : Buffer.from(JSON.stringify(options.body)));
    const headers = {
      ...(payload && { "content-length": payload.length }),
      ...(payload && { "content-type": options.bytes ? "application/octet-stream" : "application/json" }),
      ...(options.session !== undefined && { authorization: `Words ${options.session}` }),
      ...(options.key !== undefined && { "idempotency-key": options.key }),
    };
    const sent = request(house.origin + path, { agent, method: options.method ?? "GET", headers });
    sent.on("response", (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", () => reject(new ApiError("offline")));
      response.on("end", () => {
        const body = Buffer.concat(parts);
        const isGood = (response.statusCode ?? 500) < 400;
        if (isGood && options.wants === "bytes") resolve(new Uint8Array(body) as T);
        else if (isGood) resolve((body.length === 0 ? undefined : JSON.parse(body.toString())) as T);
        else reject(new ApiError(String(JSON.parse(body.toString()).code)));
      });
    });
    sent.on("error", () => reject(new ApiError("offline")));
    sent.end(payload);
  });

const random = (n: number) => new Uint8Array(randomBytes(n));
const tools: Tools = { ask, random, argon2id, newKey: randomUUID };
const { doorSalt } = await ask<{ doorSalt: string }>("/api/door");
say(`${PEOPLE} people write a first letter…`);
const ways: Way[] = [];
for (let nth = 0; nth < PEOPLE; nth++) {
  const way = await makeWay(tools, doorSalt);
  // One a second: no load, so that no work is asked for, which is measured elsewhere.
  await new FirstLetter(tools, way).send({ text: "I have a picture.", language: "en" });
  ways.push(way);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}

const isThere = async (visit: Visit, named: NamedAttachment, content: Uint8Array): Promise<boolean> => {
  const opened = await openNamed(named, fromBase64Url(named.key, 32), (number) =>
    visit.getBytes(`/api/door/attachments/${named.id}/pieces/${number}`),
  );
  return Buffer.from(opened).equals(Buffer.from(content));
};

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
  const killed = await killInTheMiddle();
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
    killed,
    passed:
      errors.size === 0 &&
      opened === PEOPLE &&
      most - atRest < MEMORY_GROWTH_BAR_MB &&
      killed.lost === 0 &&
      killed.opened === KILLS,
  };
  say(JSON.stringify(result, null, 1));
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  agent.destroy();
  await house.stop();
  await house.remove();
}

/** Each time at another piece: what was acknowledged is asked for again after the restart. */
async function killInTheMiddle() {
  let [acknowledged, lost, whole] = [0, 0, 0];
  for (let round = 0; round < KILLS; round++) {
    const way = ways[round % ways.length];
    if (!way) break;
    const content = random(3 * 1024 ** 2);
    const upload = new Upload(
      { content, type: "application/octet-stream", hiddenDetails: "unknown", name: "file" },
      randomUUID(),
      random,
    );
    const kept: { path: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
    const killAt = 3 + 4 * round;
    const visit = await Visit.begin(tools, way);
    let killing: Promise<void> | undefined;
    const line = (on: Visit) => ({
      ask: on.ask.bind(on),
      putBytes: async (path: string, bytes: Uint8Array<ArrayBuffer>) => {
        if (kept.length === killAt) killing ??= house.kill();
        await on.putBytes(path, bytes);
        kept.push({ path, bytes });
      },
    });
    const broke = await upload
      .run(line(visit), () => undefined)
      .then(
        () => false,
        () => true,
      );
    await killing;
    say(
      `killed after ${kept.length} pieces (${broke ? "in the middle" : "it was through"}); starting again…`,
    );
    acknowledged += kept.length;
    const before = [...kept];
    house = await startDemonstration({ dataDir: folder });
    const again = await Visit.begin(tools, way);
    // The same piece is taken as the one that is there; another in its place is refused, so it is there.
    for (const { path, bytes } of before) {
      const other = new Uint8Array(bytes);
      other[0] = (other[0] ?? 0) ^ 1;
      const said = await again.putBytes(path, other).then(
        () => "taken",
        (error: ApiError) => error.code,
      );
      if (said !== "attachment-other") lost += 1;
    }
    const named = await upload.run(line(again), () => undefined);
    if (await isThere(again, named, content)) whole += 1;
  }
  return { rounds: KILLS, acknowledged, lost, opened: whole };
}
