import { fork } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startDemonstration, temporaryFolder } from "../e2e/support/demonstration.ts";
import type { Work } from "../src/core/http/work-puzzle.ts";
import type { Argon2id } from "../src/core/identity/words/argon2id.ts";
import { ApiError, type Ask, type Asker } from "../src/modules/door/island/api.ts";
import { FirstLetter } from "../src/modules/door/island/first-letter.ts";
import { Visit } from "../src/modules/door/island/visit.ts";
import { makeWay, type Tools, type Way } from "../src/modules/door/island/way.ts";
import { askWorking } from "../src/modules/door/island/working.ts";
import { loadOfMachine, readMemory } from "./load/machine.ts";

/**
 * Three hundred people at the door of one house. Both readings of "300 people at once": within a minute all are there, each
 * at their own pace (look at the pages, write a first letter, come back with the words, read, write again); and then, three
 * times, all have written, done the work that the door asks for, and press in the same instant. Letters are locked as a phone
 * locks them. What phones do runs at the lowest priority of this machine.
 * `npm run bench -- door [--people 300] [--seconds 60]`, 0 seconds for the instants alone
 */
const { values } = parseArgs({
  options: { people: { type: "string", default: "300" }, seconds: { type: "string", default: "60" } },
});
const PEOPLE = Number(values.people);
const SECONDS = Number(values.seconds);
const INSTANTS = 3;
/** First letters a minute for which the door asks no work. */
const CALM_MAX = 60;
const BAR_MS = 500;
const say = (line: string) => process.stderr.write(`${line}\n`);

/** Milliseconds of the answers that were given, by what was asked; and what was refused, by code. */
class Tally {
  readonly took = new Map<string, number[]>();
  readonly refused = new Map<string, number>();

  note(what: string, ms: number): void {
    this.took.set(what, [...(this.took.get(what) ?? []), ms]);
  }
  refuse(code: string): void {
    this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
  }
  report() {
    const of = (all: number[]) => {
      const sorted = all.toSorted((a, b) => a - b);
      const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
      return { n: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
    };
    return Object.fromEntries([...this.took].map(([what, all]) => [what, of(all)]));
  }
}

const folder = await temporaryFolder();
say("starting a demonstration…");
const house = await startDemonstration({ dataDir: folder });
const solver = fork(new URL("door/solver.ts", import.meta.url));
const waiting = new Map<number, (found: number[]) => void>();
solver.on("message", ({ id, found }: { id: number; found: number[] }) => waiting.get(id)?.(found));
let solved = 0;
const solve = (work: Work): Promise<number[]> =>
  new Promise((resolve) => {
    const id = ++solved;
    waiting.set(id, resolve);
    solver.send({ id, work });
  });

/** A phone: lines of its own to the house, and what it was told, timed. */
function phone(tally: Tally) {
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });
  const get = (path: string, options: Ask = {}) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const payload = options.body === undefined ? undefined : JSON.stringify(options.body);
      const headers = {
        ...(payload !== undefined && { "content-type": "application/json" }),
        ...(payload !== undefined && { "content-length": Buffer.byteLength(payload) }),
        ...(options.session !== undefined && { authorization: `Words ${options.session}` }),
        ...(options.key !== undefined && { "idempotency-key": options.key }),
        ...(options.work !== undefined && { "leeward-work": options.work }),
        ...(options.method && options.method !== "GET" && { origin: house.origin }),
      };
      const sent = request(house.origin + path, { agent, method: options.method ?? "GET", headers });
      sent.on("response", (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
        );
      });
      sent.on("error", reject);
      sent.end(payload);
    });
  const timed: Asker = async <T>(path: string, options: Ask = {}): Promise<T> => {
    const startedAt = performance.now();
    const { status, body } = await get(path, options);
    const ms = performance.now() - startedAt;
    const what = `${options.method ?? "GET"} ${path.replace(/[?].*/, "")}`;
    if (status < 400) {
      tally.note(what, ms);
      return (body === "" ? undefined : JSON.parse(body)) as T;
    }
    const problem = JSON.parse(body) as { code: string };
    if (problem.code !== "work-needed") tally.refuse(`${what} ${status} ${problem.code}`);
    throw new ApiError(problem.code, problem);
  };
  const page = async (path: string): Promise<void> => {
    const startedAt = performance.now();
    const { status } = await get(path);
    if (status === 200) tally.note("a page", performance.now() - startedAt);
    else tally.refuse(`${path} ${status}`);
  };
  return { timed, page, close: () => agent.destroy() };
}

/** What words become is the phone's own half second, and no request: `npm run bench -- words` measures that. */
const unstretched: Argon2id = async (password, salt) =>
  new Uint8Array(createHash("sha256").update(password).update(salt).digest());

const toolsOf = (ask: Asker): Tools => ({
  ask,
  random: (n) => new Uint8Array(randomBytes(n)),
  argon2id: unstretched,
  newKey: randomUUID,
});

say(`${PEOPLE} people make their words…`);
const { doorSalt } = await phone(new Tally()).timed<{ doorSalt: string }>("/api/door");
const makeWays = async (count = PEOPLE): Promise<Way[]> => {
  const ways: Way[] = [];
  for (let n = 0; n < count; n++) {
    ways.push(
      await makeWay(
        toolsOf(() => Promise.reject(new Error("nothing is asked"))),
        doorSalt,
      ),
    );
  }
  return ways;
};
const first = { text: "I am not sure whether this is right. They keep my papers.", language: "en" };

async function comeAndGo(way: Way, tally: Tally): Promise<void> {
  const { timed, page, close } = phone(tally);
  try {
    await sleep(Math.random() * SECONDS * 1000);
    await page("/?lang=en");
    await sleep(Math.random() * 2_000);
    await page("/tell?lang=en");
    await sleep(Math.random() * 3_000);
    const tools = toolsOf(askWorking(timed, solve));
    await new FirstLetter(tools, way).send(first);
    await sleep(Math.random() * 2_000);
    const visit = await Visit.begin(tools, way);
    const { letters } = await visit.read();
    if (letters[0]?.ok !== true || letters[0].text !== first.text) tally.refuse("the letter is not there");
    await sleep(Math.random() * 2_000);
    await visit.reply({ text: "One thing more.", language: "en" }, letters.length);
    await visit.end();
  } finally {
    close();
  }
}

/** So many that the door is no calm one any more, and asks those who follow for work. */
async function comeBefore(): Promise<void> {
  for (const way of await makeWays(CALM_MAX + 10)) {
    const { timed, close } = phone(new Tally());
    await new FirstLetter(toolsOf(askWorking(timed, solve)), way).send(first).finally(close);
  }
}

/** Everything is ready, the work done; then all post at once. */
async function atOnce(ways: readonly Way[], tally: Tally): Promise<void> {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let ready = 0;
  const all = ways.map(async (way) => {
    const { timed, close } = phone(tally);
    const held: Asker = async <T>(path: string, options: Ask = {}): Promise<T> => {
      const isLetter = path === "/api/door/mailboxes";
      if (isLetter && options.work !== undefined) {
        ready += 1;
        await gate;
      }
      const answer = await timed<T>(path, options);
      if (isLetter && options.work === undefined) ready += 1; // the door was calm again: not of this instant
      return answer;
    };
    await new FirstLetter(toolsOf(askWorking(held, solve)), way).send(first).finally(close);
  });
  while (ready < ways.length) await sleep(100);
  await sleep(3_000);
  open();
  await Promise.all(all);
}

const server = house.process.pid ?? 0;
try {
  const ways = SECONDS > 0 ? await makeWays() : [];
  const atRest = readMemory(server);
  let most = 0;
  const watching = setInterval(() => {
    most = Math.max(most, readMemory(server).residentMb);
  }, 200);
  const loadBefore = loadOfMachine();
  const coming = new Tally();
  if (SECONDS > 0) {
    say(`they come within ${SECONDS} s…`);
    await Promise.all(ways.map((way) => comeAndGo(way, coming)));
  }
  await comeBefore();
  const instants: Tally[] = [];
  for (let nth = 1; nth <= INSTANTS; nth++) {
    say(`as many post in the same instant, ${nth} of ${INSTANTS}…`);
    const together = new Tally();
    instants.push(together);
    await atOnce(await makeWays(), together);
  }
  clearInterval(watching);
  const { rows } = await house.owner().then(async (owner) => {
    try {
      return await owner.query("select count(*)::int as n from door.letter where sender_member_id is null");
    } finally {
      await owner.end();
    }
  });
  const posting = coming.report();
  const [firstLetter, answer] = ["POST /api/door/mailboxes", "POST /api/door/letters"] as const;
  const refused = [coming, ...instants].flatMap((tally) => [...tally.refused]);
  const letters = [
    ...(SECONDS > 0 ? [posting[firstLetter], posting[answer]] : []),
    ...instants.map((tally) => tally.report()[firstLetter]),
  ];
  const result = {
    people: PEOPLE,
    seconds: SECONDS,
    machine: { cores: cpus().length, loadBefore, loadAfter: loadOfMachine() },
    coming: posting,
    inOneInstant: instants.map((tally) => tally.report()[firstLetter]),
    refused,
    lettersInTheDatabase: rows[0].n,
    memoryMb: { atRest: atRest.residentMb, most },
    barMs: BAR_MS,
    passed:
      refused.length === 0 &&
      letters.every((one) => one !== undefined && one.n === PEOPLE && one.p95 < BAR_MS),
  };
  say(JSON.stringify(result, null, 1));
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!result.passed) process.exitCode = 1;
} finally {
  solver.kill();
  await house.stop();
  await house.remove();
}
