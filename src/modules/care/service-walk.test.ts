import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../core/db/index.ts";
import { tellClocks } from "./jobs.ts";
import { seedOf } from "./journey/testing/jurisdictions.ts";
import { SERVICE_MUTANTS, seenOf } from "./journey/testing/service-mutants.ts";
import { type ServiceWalkGround, walkService } from "./journey/testing/service-walk.ts";
import * as service from "./service/journey.ts";
import { type TestCare, testCare } from "./testing.ts";

/** Journeys through the service and the database: what is forbidden, lost or closed by time here would be so for a person. */

const PACKS = ["coe", "gb-eaw", "gb-sct", "it"];
const seed = seedOf("random steps through the service");
let care: TestCare;
let worker: Database;
let ground: ServiceWalkGround;
beforeAll(async () => {
  care = await testCare();
  worker = openDatabase({
    connectionString: care.house.connectionString.replace("user=postgres", "user=leeward_worker"),
    sizeMax: 1,
    log: () => undefined,
  });
  const tell = () => worker.transaction(tellClocks.role, (tx) => tellClocks.run(tx));
  ground = { care, tell, packs: PACKS };
});
afterAll(async () => {
  await worker.close();
  await care.stop();
});

test("no forbidden state, no lost clock, no timer that closes or denies, whoever tries what", async () => {
  const walked = await walkService(service, ground, seed, 500);
  expect(walked.faults).toEqual([]);
  expect(walked.taken).toBeGreaterThan(80);
  expect(walked.refused).toBeGreaterThan(80);
  expect(walked.alarms).toBeGreaterThan(20);
}, 120_000);

test.each(SERVICE_MUTANTS)(
  "it sees when $name",
  async (mutant) => {
    expect(await seenOf(mutant, ground, seed, (href) => import(href))).not.toBeNull();
  },
  60_000,
);
