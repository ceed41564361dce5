import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedOfRun } from "../access/proving/ground.ts";
import { openProvingGround, type ProvingGround, protocolMutants } from "./proving.ts";
import { WRONGS } from "./worlds.ts";

const WORLDS = 50;
/** A mutant is noticed long before. */
const WORLDS_FOR_A_MUTANT = 120;
const PATIENCE_MS = 240_000;

const seed = seedOfRun();
let ground: ProvingGround;
beforeAll(async () => {
  console.log(`seed ${seed} (LEEWARD_SEED=${seed} repeats this run)`);
  ground = await openProvingGround(seed);
}, PATIENCE_MS);
afterAll(() => ground.close());

describe("an agreement in force", () => {
  it(
    `lets through what it covers and nothing else, in ${WORLDS} drawn worlds, as the twin says`,
    async () => {
      const { slips, passed, wronglyPassed, byWrong } = await ground.run(0, WORLDS);
      expect(slips).toEqual([]);
      expect({ passed, wronglyPassed }).toEqual({ passed: WORLDS, wronglyPassed: 0 });
      expect(Object.keys(byWrong).length).toBeGreaterThan(WRONGS.length - 3);
    },
    PATIENCE_MS,
  );

  // Every third mutant, which ones by the seed; all of them in `npm run proof`.
  it(
    "is watched: a dropped clause, rows of an earlier object that stay, a widened scope is noticed",
    async () => {
      const some = protocolMutants().filter((_, nth) => nth % 3 === seed % 3);
      const survivors: string[] = [];
      for (const { name, sql } of some) {
        if (!(await ground.notices(sql, WORLDS_FOR_A_MUTANT))) survivors.push(name);
      }
      expect(survivors).toEqual([]);
    },
    PATIENCE_MS,
  );
});
