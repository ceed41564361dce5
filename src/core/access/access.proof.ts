import { Client } from "pg";
import { testDatabase } from "../db/testing.ts";
import type { Clause } from "./clauses.ts";
import { ATTEMPTS, findGains } from "./proving/forging.ts";
import { countDecisions, findSurvivors, openGround, seedOfRun } from "./proving/ground.ts";
import { isWrapLeftByRace } from "./proving/race.ts";
import { loadScene } from "./proving/scene.ts";
import { findWhatOutlivesConsent } from "./proving/withdrawal.ts";

const WORLDS = 20_000;
const WORLDS_IN_ONE_DATABASE = 2_000;
const DECIDED_AT_LEAST = 500;

type Log = (line: string) => void;

/** The rule in SQL and its twin, over all worlds; each database of worlds is thrown away after it was asked. */
async function compareWorlds(seed: number, log: Log) {
  const sum = { questions: 0, allowed: 0, differences: 0 };
  const decided = new Map<string, number>();
  for (let from = 0; from < WORLDS; from += WORLDS_IN_ONE_DATABASE) {
    const ground = await openGround(seed, from, WORLDS_IN_ONE_DATABASE);
    try {
      const differences = await ground.differences();
      for (const one of differences.slice(0, 3)) log(`differs: ${JSON.stringify(one)}`);
      const counted = countDecisions(ground.worlds, Date.now());
      sum.differences += differences.length;
      sum.questions += counted.questions;
      sum.allowed += counted.allowed;
      for (const [clause, times] of Object.entries(counted.decided)) {
        decided.set(clause, (decided.get(clause) ?? 0) + times);
      }
      log(
        `${from + WORLDS_IN_ONE_DATABASE} worlds, ${sum.questions} questions, ${sum.differences} differences`,
      );
    } finally {
      await ground.close();
    }
  }
  const rarest = [...decided].sort(([, a], [, b]) => a - b)[0] as [Clause, number];
  return { ...sum, clauses: decided.size, rarest };
}

async function killMutants(seed: number, log: Log) {
  const ground = await openGround(seed, 0, WORLDS_IN_ONE_DATABASE);
  try {
    const mutants = await ground.mutants();
    return { mutants: mutants.length, survivors: await findSurvivors(ground, mutants, log) };
  } finally {
    await ground.close();
  }
}

/** Shares that end, a wrap in flight, and what injected SQL gains: on the database as it is. */
async function attack(seed: number) {
  const ground = await openGround(seed, WORLDS, 500);
  const database = await testDatabase();
  const owner = new Client({ connectionString: database.connectionString });
  await owner.connect();
  try {
    const now = Date.now();
    await loadScene(owner, now);
    const gains = await findGains(database.connectionString);
    const outlived = await findWhatOutlivesConsent(owner);
    const { ended, complaints } = await ground.endShares();
    const isLeft = await isWrapLeftByRace(database.connectionString);
    return { gains: gains.length, ended, left: complaints + outlived.length + (isLeft ? 1 : 0) };
  } finally {
    await owner.end();
    await database.drop();
    await ground.close();
  }
}

export const proof = {
  name: "rule of access",
  bar: `no difference between SQL and twin in ${WORLDS} worlds, 30% to 70% allowed, every clause decides at least ${DECIDED_AT_LEAST} times, no mutant survives, nothing is gained by injected SQL, no wrap is left behind`,
  run: async (log: Log) => {
    const seed = seedOfRun();
    log(`seed ${seed} (LEEWARD_SEED=${seed} repeats this run)`);
    const worlds = await compareWorlds(seed, log);
    const { mutants, survivors } = await killMutants(seed, log);
    const attacked = await attack(seed);
    const [rarestClause, decidedLeast] = worlds.rarest;
    const allowed = worlds.allowed / worlds.questions;
    return {
      passed:
        worlds.differences === 0 &&
        allowed > 0.3 &&
        allowed < 0.7 &&
        decidedLeast >= DECIDED_AT_LEAST &&
        survivors.length === 0 &&
        attacked.gains === 0 &&
        attacked.left === 0,
      figures: {
        seed,
        worlds: WORLDS,
        questions: worlds.questions,
        differences: worlds.differences,
        allowedPercent: Math.round(allowed * 1000) / 10,
        clauses: worlds.clauses,
        rarestClause,
        decidedLeast,
        mutants,
        survivors: survivors.join("; ") || "none",
        attemptsOfInjectedSql: ATTEMPTS.length,
        gains: attacked.gains,
        sharesEnded: attacked.ended,
        wrapsLeftBehind: attacked.left,
      },
    };
  },
};
