import { randomInt } from "node:crypto";
import { readFileSync, watch } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryFolder } from "../../e2e/support/demonstration.ts";
import { paths } from "../../src/core/keys/holder/folder.ts";
import { DEMO_PASSWORD } from "../../src/demo/index.ts";
import { type Asking, answerThem, burst, openAnswerer, readByOthers } from "./answers.ts";
import { client } from "./client.ts";
import { type Books, compareBooks, examineRows, letTheHourPass, verifyLogs } from "./examine.ts";
import { AGENCY, type House, startHouse, VICTIMS, type Victim } from "./house.ts";
import { type Writer, writeLetters } from "./letters.ts";
import { type Saver, saveSections, signIn } from "./sections.ts";

export interface CrashFound {
  readonly isWhole: boolean;
  readonly figures: Record<string, number>;
}

/** Enough that some write in the same moment: letters that come together are kept in one transaction. */
const WRITERS = 12;
/** First letters that are sent in the moment before something dies. */
const BURST = 20;
/** Books and logs are looked at less often than rows. */
const LOOK_EVERY = 10;
const MOMENT_MS_MAX = 900;
/** So long after a burst began that some of it is under way, and seldom all of it done. */
const BURST_MS_MAX = 120;
/** How long a ledger or a holder that has something to write may take to begin. */
const GROWTH_MS_MAX = 10_000;
const BEFORE_MS_MAX = 120_000;

/**
 * @param minutesMax no further round begins after so long
 * @returns figures for docs/proof.md, and whether nothing was lost, doubled or left without its other half
 */
export async function crash(
  rounds: number,
  minutesMax: number,
  say: (line: string) => void,
): Promise<CrashFound> {
  const folder = await temporaryFolder();
  const house = await startHouse(folder, say);
  let sharedBatches = 0;
  const tally = {
    lost: 0,
    twice: 0,
    readByOthers: 0,
    actsWithoutEntry: 0,
    entriesWithoutAct: 0,
    entriesVerified: 0,
  };
  let books: Books = { same: 0, wrong: 0, answerLost: 0, unseen: 0, repeated: 0 };
  const killed = new Map<Victim, number>();
  const reached = new Map<Point, number>();
  let clients: Awaited<ReturnType<typeof openClients>> | undefined;
  let done = 0;
  const deadline = Date.now() + minutesMax * 60_000;
  try {
    clients = await openClients(house);
    for (; done < rounds && Date.now() < deadline; done++) {
      const point = POINTS[done % POINTS.length] ?? "at random";
      const victims = victimsAt(point);
      const victim = victims[randomInt(victims.length)] ?? "all";
      killed.set(victim, (killed.get(victim) ?? 0) + 1);
      const writing = clients.start();
      await writing.untilAnswered(3);
      if (await reach(point, house, writing)) reached.set(point, (reached.get(point) ?? 0) + 1);
      await writing.burst();
      await sleep(randomInt(BURST_MS_MAX));
      await house.kill(victim);
      await house.mend(victim);
      await writing.untilAnswered(3);
      await writing.stop();
      tally.readByOthers += await clients.readByOthers();
      const owner = await house.primary().superuser();
      const found = await examineRows(owner, clients.writers, clients.savers);
      sharedBatches = found.sharedBatches;
      tally.lost = Math.max(tally.lost, found.lost);
      tally.twice = Math.max(tally.twice, found.twice);
      tally.actsWithoutEntry = Math.max(tally.actsWithoutEntry, found.actsWithoutEntry);
      tally.entriesWithoutAct = Math.max(tally.entriesWithoutAct, found.entriesWithoutAct);
      if ((done + 1) % LOOK_EVERY === 0 || done + 1 === rounds || Date.now() > deadline) {
        tally.entriesVerified = await verifyLogs(owner, house, folder);
        books = await compareBooks(house, folder);
      }
      await owner.end();
      const { letters, answers, saves } = clients.acknowledged();
      say(
        `round ${done + 1}, ${victim} ${point}: ${letters} letters, ${answers} of them answers, and ${saves} saves acknowledged so far, ${found.sharedBatches} transactions of several letters, ${found.lost} lost, ${found.twice} twice, ${tally.readByOthers} read by others, ${found.actsWithoutEntry} acts without entry, ${found.entriesWithoutAct} entries without act; books ${JSON.stringify(books)}`,
      );
    }
  } finally {
    clients?.end();
    await house.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  const { letters, answers, saves, reads } = clients.acknowledged();
  const bad =
    tally.lost +
    tally.twice +
    tally.readByOthers +
    tally.actsWithoutEntry +
    tally.entriesWithoutAct +
    books.wrong;
  const points = Object.fromEntries(reached);
  const kills = Object.fromEntries([...killed].map(([victim, n]) => [`killed ${victim}`, n]));
  const figures = {
    ...{
      rounds: done,
      ...kills,
      ...points,
      lettersAcknowledged: letters,
      answersAmongThem: answers,
      transactionsOfSeveralLetters: sharedBatches,
      savesAcknowledged: saves,
      readsAnswered: reads,
    },
    ...tally,
    ...{ openingsInBothBooks: books.same, wrongInBooks: books.wrong },
    ...{ answerLost: books.answerLost, onlyInTheLedger: books.unseen, askedTwice: books.repeated },
  };
  // Without any the bench would not have watched what several people's letters share.
  return { isWhole: bad === 0 && sharedBatches > 0, figures };
}

/** When the process dies: at once after an answer, while the ledger's files grow, in the middle of a save, or at any moment. */
const POINTS = [
  "at random",
  "after an answer",
  "while tiles are written",
  "while the checkpoint is replaced",
  "while a save's key is opened",
] as const;
type Point = (typeof POINTS)[number];
const WHO_WRITES_THE_LEDGER: readonly Victim[] = ["worker 1", "worker 2", "primary", "all"];
const WHO_SAVES: readonly Victim[] = ["server 1", "server 2", "primary", "all"];
const victimsAt = (point: Point): readonly Victim[] => {
  if (point === "while a save's key is opened") return WHO_SAVES;
  return point.startsWith("while") ? WHO_WRITES_THE_LEDGER : VICTIMS;
};

/** Settles when the point is reached. @returns false where it was waited for in vain */
async function reach(point: Point, house: House, writing: Writing): Promise<boolean> {
  if (point === "at random") await sleep(randomInt(MOMENT_MS_MAX));
  else if (point === "after an answer") await writing.untilAnswered(1);
  else if (point === "while a save's key is opened") return openedToWrite(house);
  else return growing(house, point === "while tiles are written" ? /^tile\b/ : /checkpoint/);
  return true;
}

/** Until a file of that name changes in the ledger of one of the machines. */
async function growing(house: House, wanted: RegExp): Promise<boolean> {
  const folders = house.dataDirs.map((dataDir) => join(dataDir, "ledger"));
  return changed(
    folders,
    (file) => wanted.test(file),
    async () => {
      const owner = await house.primary().superuser();
      await letTheHourPass(owner);
      await owner.end();
    },
  );
}

/** Until the agency's key holder writes down that it opened a key to save under; its answer leaves after that. */
async function openedToWrite(house: House): Promise<boolean> {
  const { log } = paths(house.holderFolder);
  const before = readFileSync(log).length;
  const isWritten = () => readFileSync(log).subarray(before).includes('"act":"write"');
  return changed([house.holderFolder], (file) => log.endsWith(file) && isWritten());
}

/** Settles with the first change that is meant, false where it was waited for in vain. @param begin once it is watched */
async function changed(
  folders: readonly string[],
  isMeant: (file: string) => boolean,
  begin?: () => Promise<void>,
): Promise<boolean> {
  const done = Promise.withResolvers<boolean>();
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, (_event, file) => {
      if (isMeant(String(file))) done.resolve(true);
    }),
  );
  const longest = setTimeout(() => done.resolve(false), GROWTH_MS_MAX);
  await begin?.();
  const isReached = await done.promise;
  clearTimeout(longest);
  for (const watcher of watchers) watcher.close();
  return isReached;
}

interface Writing {
  /** Sends many first letters at once; they are acknowledged before it stops. */
  burst(): Promise<void>;
  /** Until letters, saves and answers were acknowledged so many times each, counted from now. */
  untilAnswered(times: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Those outside: people at the door, a member who answers them, a member of the agency with its own keys and one of the agency
 * without who save, and another agency's member who should read no letter.
 */
async function openClients(house: House) {
  const ask = client(house.proxy.origin);
  const writers: Writer[] = [];
  const savers: Saver[] = [
    await findPart(house, AGENCY, "contact"),
    await findPart(house, "Open Line", "identity"),
  ];
  const sessions = [
    await signIn(house.proxy.origin, "ines@harbour.example", DEMO_PASSWORD),
    await signIn(house.proxy.origin, "grace@line.example", DEMO_PASSWORD),
  ];
  const asking: Asking[] = [];
  const answerer = await openAnswerer(ask, house.proxy.origin, "leila@line.example", DEMO_PASSWORD);
  const elsewhere = await signIn(house.proxy.origin, "yusuf@harbour.example", DEMO_PASSWORD);
  await (await burst(ask, BURST, writers, asking)).acknowledged;
  let over = true;
  return {
    ...{ writers, savers },
    acknowledged: () => ({
      answers: asking.reduce((sum, { writer }) => sum + writer.acknowledged.size - 1, 0),
      letters: writers.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0),
      saves: savers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
      reads: savers.reduce((sum, { reads }) => sum + reads, 0),
    }),
    readByOthers: () => readByOthers(house.proxy.origin, ask, asking, answerer, elsewhere),
    start: (): Writing => {
      const answered = [0, 0, 0, 0];
      const bursts: Promise<void>[] = [];
      const count = (which: number) => () => {
        answered[which] = (answered[which] ?? 0) + 1;
      };
      over = false;
      const isOver = () => over;
      const running = Promise.all([
        ...Array.from({ length: WRITERS }, () => writeLetters(ask, writers, count(0), isOver)),
        ...savers.map((saver, nth) => saveSections(ask, sessions[nth] ?? {}, saver, count(nth + 1), isOver)),
        answerThem(ask, answerer, asking, count(savers.length + 1), isOver),
      ]);
      let failure: unknown;
      running.catch((error: unknown) => {
        failure = error;
        over = true;
      });
      return {
        burst: async () => {
          bursts.push((await burst(ask, BURST, writers, asking)).acknowledged);
        },
        untilAnswered: async (times) => {
          const goal = answered.map((n) => n + times);
          const deadline = Date.now() + BEFORE_MS_MAX;
          while (answered.some((n, which) => n < (goal[which] ?? 0))) {
            if (failure) throw failure;
            if (Date.now() > deadline) throw new Error(`Clients are not answered any more: ${answered}`);
            await sleep(20);
          }
        },
        stop: async () => {
          over = true;
          await running;
          await Promise.all(bursts);
        },
      };
    },
    end: () => {
      over = true;
    },
  };
}

/** A part of a case that the agency holds, with as few others who read it as there is one. */
async function findPart(house: House, agency: string, category: string): Promise<Saver> {
  const owner = await house.primary().superuser();
  const { rows } = await owner.query(
    `select r.id from access.case_record r join identity.agency a on a.id = r.holder_agency_id
     join care.section s on s.case_id = r.id and s.category = $2
     where a.name = $1
     order by (select count(*) from access.share h where h.case_id = r.id), r.id limit 1`,
    [agency, category],
  );
  await owner.end();
  if (!rows[0]) throw new Error(`${agency} holds no case with ${category}.`);
  return { caseId: rows[0].id, category, acknowledged: [], reads: 0 };
}
