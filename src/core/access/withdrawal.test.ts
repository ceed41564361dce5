import { readFileSync } from "node:fs";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasTest } from "../../../tools/test/has-test.ts";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { seedOfRun } from "./proving/ground.ts";
import { isWrapLeftByRace } from "./proving/race.ts";
import { loadWorlds } from "./proving/rows.ts";
import { loadScene } from "./proving/scene.ts";
import { findWhatOutlivesConsent, findWrapsLeftBehind } from "./proving/withdrawal.ts";
import { WITHDRAWAL } from "./withdrawal.ts";
import { type Drawn, drawWorld } from "./worlds.ts";

const seed = seedOfRun();
const now = Date.now();
let database: TestDatabase;
let owner: Client;
let worlds: Drawn[];

beforeAll(async () => {
  console.log(`seed ${seed} (LEEWARD_SEED=${seed} repeats this run)`);
  worlds = Array.from({ length: 80 }, (_, i) => drawWorld(seed, i, now));
  database = await testDatabase();
  owner = new Client({ connectionString: database.connectionString });
  await owner.connect();
  await loadWorlds(owner, worlds);
  await loadScene(owner, now);
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

describe("when a share ends", () => {
  it("in whatever way, keys stay wrapped for exactly those who may still read, and the next version needs a new key", async () => {
    const { complaints, ended } = await findWrapsLeftBehind(owner, worlds, seed, now);
    expect(complaints).toEqual([]);
    expect(Object.keys(ended).sort()).toEqual([
      "ended by the holder",
      "its order ended",
      "its time ran out",
      "the person withdrew",
    ]);
  });

  it("because a consent was withdrawn, all shares on that consent end, and another consent still stands", async () => {
    expect(await findWhatOutlivesConsent(owner)).toEqual([]);
  });

  it("in the very moment in which a key is wrapped for it, the wrap goes too", async () => {
    expect(await isWrapLeftByRace(database.connectionString)).toBe(false);
  });
});

type Row = (typeof WITHDRAWAL)[number];

/** Which tests prove each row: a file, and words of the test's name. */
const PROVEN_BY: Readonly<Record<Row["name"], readonly (readonly [file: string, test: string])[]>> = {
  "live-share": [
    ["src/core/access/withdrawal.test.ts", "because a consent was withdrawn, all shares on that consent end"],
    ["src/modules/care/consent.test.ts", "a live share ends now and its wraps go"],
  ],
  "copy-read": [
    [
      "src/modules/care/consent.test.ts",
      "what was read is listed for the person, told to the agency, and in the ledger",
    ],
  ],
  "legal-order": [["src/modules/care/consent.test.ts", "a legal order stays, and the person is shown it"]],
  "legal-hold": [["src/modules/care/order.test.ts", "stays when the person takes everything back"]],
  outside: [
    [
      "src/modules/care/outside.test.ts",
      "is told within 60 s that the yes was taken back, and somebody has to call until it says that its file is deleted",
    ],
  ],
  evidence: [
    [
      "src/withdrawn-evidence.test.ts",
      "stays with its letters when the yes is taken back and when the file is erased",
    ],
  ],
  snapshot: [["src/modules/statistics/caseload.test.ts", "counts nobody who took a consent back or stopped"]],
  release: [
    ["src/modules/statistics/caseload.test.ts", "what is out stays as it is"],
    ["packages/synth/audit/audit.test.ts", "stays under the claimed epsilon on five fixed seeds"],
  ],
};

/** The last cell of a row of the table. */
const proofOf = ({ name }: Row): string =>
  PROVEN_BY[name].map(([file, test]) => `\`${file}\` "${test}"`).join(", ");

describe("the table of what a withdrawal means", () => {
  it("in docs/access.md is the list of the house, and names a test that exists for each thing", () => {
    const page = readFileSync("docs/access.md", "utf8");
    const begin = page.indexOf("| what rests on the consent |");
    const table = page.slice(begin, page.indexOf("\n\n", begin)).split("\n").slice(2);
    expect(table).toEqual(WITHDRAWAL.map((one) => `| ${one.of} | ${one.means} | ${proofOf(one)} |`));
    const proofs = Object.values(PROVEN_BY).flat();
    expect(proofs.filter(([file, test]) => !hasTest(file, test))).toEqual([]);
  });
});
