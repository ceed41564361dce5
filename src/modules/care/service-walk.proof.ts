import type { Proof } from "../../../tools/proof/contract.ts";
import { openDatabase } from "../../core/db/index.ts";
import { tellClocks } from "./jobs.ts";
import { seedOf } from "./journey/testing/jurisdictions.ts";
import { type ServiceWalkGround, walkService } from "./journey/testing/service-walk.ts";
import * as service from "./service/journey.ts";
import { testCare } from "./testing.ts";

const STEPS = 100_000;
/** Each in a house of its own: they move the house's clock and its jurisdiction. */
const LANES = 3;
const PACKS = ["coe", "gb-eaw", "gb-sct", "it"];

/** Journeys through the service and the database, whoever tries what, with the worker between. */
export const proof: Proof = {
  name: "journeys through the service",
  bar: "100,000 random steps through service and database over every pack, by whoever may and may not: no forbidden state, no lost clock, nobody told twice, no timer that closes or denies",
  run: async (log) => {
    const seed = seedOf("random steps through the service");
    const lanes = await Promise.all(
      Array.from({ length: LANES }, async (_, lane) => {
        const care = await testCare();
        const worker = openDatabase({
          connectionString: care.house.connectionString.replace("user=postgres", "user=leeward_worker"),
          sizeMax: 1,
          log,
        });
        const tell = () => worker.transaction(tellClocks.role, (tx) => tellClocks.run(tx));
        const ground: ServiceWalkGround = { care, tell, packs: PACKS };
        try {
          const walked = await walkService(service, ground, seed + lane, Math.ceil(STEPS / LANES));
          log(`lane ${lane}: ${walked.steps} steps; ${walked.faults.join("; ") || "no fault"}`);
          return walked;
        } finally {
          await worker.close();
          await care.stop();
        }
      }),
    );
    const sum = (of: (lane: (typeof lanes)[number]) => number) =>
      lanes.reduce((total, lane) => total + of(lane), 0);
    const figures = {
      ...{ seed, packs: PACKS.length, steps: sum(({ steps }) => steps), taken: sum(({ taken }) => taken) },
      ...{ refused: sum(({ refused }) => refused), alarms: sum(({ alarms }) => alarms) },
      ...{ faults: sum(({ faults }) => faults.length) },
    };
    return {
      passed:
        figures.faults === 0 &&
        figures.steps >= STEPS &&
        figures.taken > STEPS / 10 &&
        figures.refused > STEPS / 10,
      figures,
    };
  },
};
