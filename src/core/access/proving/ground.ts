import { Client } from "pg";
import { testDatabase } from "../../db/testing.ts";
import { CLAUSES, type Clause } from "../clauses.ts";
import { decide, isLiveShare } from "../rule.ts";
import type { Instant, World } from "../world.ts";
import { type Drawn, drawWorld } from "../worlds.ts";
import { findGains } from "./forging.ts";
import { allMutants, isNoticedBy, isNoticedByWorlds, type Mutant } from "./mutants.ts";
import { type Difference, decideQuestion, findDifferences, loadQuestions } from "./questions.ts";
import { isWrapLeftByRace } from "./race.ts";
import { chanceFrom } from "./random.ts";
import { loadWorlds } from "./rows.ts";
import { loadScene } from "./scene.ts";
import { findWhatOutlivesConsent, findWrapsLeftBehind } from "./withdrawal.ts";

/** A database with drawn worlds in it, and their questions. */
export interface Ground {
  readonly worlds: readonly Drawn[];
  readonly questions: number;
  /** Puts every question to the database, on two connections. */
  differences(): Promise<Difference[]>;
  /** Whether the questions, or the rows that are seen, tell a changed database from the right one. */
  notices(mutant: Mutant): Promise<boolean>;
  mutants(): Promise<Mutant[]>;
  /** Ends every live share in some way: how many there were, and how many complaints about keys. */
  endShares(): Promise<{ ended: number; complaints: number }>;
  close(): Promise<void>;
}

/** Draws worlds `from` to `from + count - 1` of a run and loads them into a database of their own. */
export async function openGround(seed: number, from: number, count: number): Promise<Ground> {
  const now = Date.now();
  const worlds = Array.from({ length: count }, (_, i) => drawWorld(seed, from + i, now));
  const database = await testDatabase();
  const clients = [0, 1].map(() => new Client({ connectionString: database.connectionString }));
  const [owner] = clients;
  if (!owner) throw new Error("two clients");
  for (const client of clients) await client.connect();
  await loadWorlds(owner, worlds);
  const questions = await loadQuestions(owner, worlds, now);
  return {
    worlds,
    questions,
    differences: () => findDifferences(clients, questions),
    notices: (mutant) => isNoticedByWorlds(owner, mutant),
    mutants: () => allMutants(owner),
    endShares: async () => {
      const { ended, complaints } = await findWrapsLeftBehind(owner, worlds, seed, now);
      return {
        ended: Object.values(ended).reduce((sum, times) => sum + times, 0),
        complaints: complaints.length,
      };
    },
    close: async () => {
      for (const client of clients) await client.end();
      await database.drop();
    },
  };
}

/** How often each clause decides: dropping it alone turns the answer round. Beside it, how often the answer is yes. */
export function countDecisions(
  worlds: readonly Drawn[],
  now: Instant,
): { questions: number; allowed: number; decided: Record<Clause, number> } {
  const clauses = Object.keys(CLAUSES) as Clause[];
  const decided = Object.fromEntries(clauses.map((clause) => [clause, 0])) as Record<Clause, number>;
  let questions = 0;
  let allowed = 0;
  for (const { world, questions: asked } of worlds) {
    for (const question of asked) {
      const { reader, caseId, category } = question;
      questions += 1;
      if (decideQuestion(world, question, now).allowed) allowed += 1;
      const plain = decide(world, reader, caseId, category, now).allowed;
      for (const clause of clauses) {
        const without = decide(world, reader, caseId, category, now, (name, isSo) => isSo || name === clause);
        if (without.allowed !== plain) decided[clause] += 1;
      }
    }
  }
  return { questions, allowed, decided };
}

/** Which of the mutants live: each is given to the check that must notice it. */
export async function findSurvivors(
  ground: Ground,
  mutants: readonly Mutant[],
  log: (line: string) => void,
): Promise<string[]> {
  const now = Date.now();
  const some = [
    ...new Set([
      ...ground.worlds.slice(0, 60),
      // Rare enough to be missing among sixty, and where one agency's wraps could be taken for another's.
      ...ground.worlds.filter(({ world }) => isSharedSideBySide(world, now)).slice(0, 12),
    ]),
  ];
  const survivors: string[] = [];
  for (const mutant of mutants) {
    const isKilled = await CHECKS[mutant.noticedBy](mutant, ground, some, now);
    log(`${isKilled ? "killed  " : "SURVIVED"} ${mutant.name}`);
    if (!isKilled) survivors.push(mutant.name);
  }
  return survivors;
}

/** One category of one case is open to two agencies at once. */
function isSharedSideBySide(world: World, now: Instant): boolean {
  const live = world.shares.filter((share) => isLiveShare(world, share, now));
  return live.some((one) =>
    live.some(
      (other) =>
        other.caseId === one.caseId && other.category === one.category && other.agencyId !== one.agencyId,
    ),
  );
}

type Check = (mutant: Mutant, ground: Ground, some: readonly Drawn[], now: Instant) => Promise<boolean>;

const byWorlds: Check = (mutant, ground) => ground.notices(mutant);

const CHECKS: Readonly<Record<Mutant["noticedBy"], Check>> = {
  questions: byWorlds,
  rows: byWorlds,
  withdrawal: (mutant, _, some, now) =>
    isNoticedBy(
      mutant,
      async (owner) => {
        await loadWorlds(owner, some);
        await loadScene(owner, now);
      },
      async (owner) => {
        const { complaints } = await findWrapsLeftBehind(owner, some, 1, now);
        return complaints.length > 0 || (await findWhatOutlivesConsent(owner)).length > 0;
      },
    ),
  race: (mutant, _ground, _some, now) =>
    isNoticedBy(
      mutant,
      (owner) => loadScene(owner, now),
      (_, connectionString) => isWrapLeftByRace(connectionString),
    ),
  forging: (mutant, _ground, _some, now) =>
    isNoticedBy(
      mutant,
      (owner) => loadScene(owner, now),
      async (_, connectionString) => (await findGains(connectionString)).length > 0,
    ),
};

/** Every n-th of the mutants, which ones by the seed; those that need a database of their own are always among them. */
export function pickMutants(mutants: readonly Mutant[], seed: number, n: number): Mutant[] {
  const chance = chanceFrom(seed, 99);
  const first = chance.below(n);
  const quick = mutants.filter((one) => one.noticedBy === "questions" || one.noticedBy === "rows");
  const others = mutants.filter((one) => !quick.includes(one));
  return [...quick.filter((_, i) => i % n === first), ...others];
}

/** For a run of its own each time; a number in `LEEWARD_SEED` repeats one. */
export const seedOfRun = (): number => Number(process.env.LEEWARD_SEED ?? Date.now() % 1_000_000_007);
