import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { registerDeferredNotices } from "./core/access/deferred.ts";
import { type Database, openDatabase, type PublicReads } from "./core/db/index.ts";
import { declareTools, registerGate } from "./core/gate/index.ts";
import { registerLedger } from "./core/ledger/index.ts";
import { type TestHouse, testHouse } from "./core/testing.ts";
import { registerDirectory } from "./modules/directory/index.ts";
import { caseloadRelease, registerStatisticsPages } from "./modules/statistics/index.ts";
import { plantRelease } from "./modules/statistics/testing.ts";
import { type Assets, registerLedgerPage } from "./web/index.ts";
import { registerToolsPage } from "./web/tools-page.ts";

// What anyone may read is asked of the replica alone: here a database that takes no write, beside a primary that is
// asked nothing. That it is a real replica which keeps up, or is passed over, is played by `npm run proof -- replica`.

let house: TestHouse;
let replica: Database;
let askedOfPrimary: number;
let named: Readonly<Record<string, string>>;

beforeAll(async () => {
  house = await testHouse();
  replica = openDatabase({
    connectionString: `${house.connectionString.replace("user=postgres", "user=leeward_server")}&options=-c%20default_transaction_read_only%3Don`,
    sizeMax: 2,
    log: () => {},
  });
  const agencyId = await house.addAgency({ name: "Bureau", kind: "statistics-office" });
  await house.addMember({ agencyId, name: "Noor", roles: ["statistician"] });
  await declareTools(house.connectionString, [caseloadRelease]);
  const plant = () => plantRelease(house.owner);
  named = { one: await plant(), other: await plant(), withdrawn: await plant(), none: randomUUID() };
  await house.owner.query(
    "update statistics.release set withdrawn_at = now(), withdrawn_because = 'A source was counted twice.' where id = $1",
    [named.withdrawn],
  );
  const publicReads: PublicReads = {
    read: (work) => replica.transaction("leeward_visitor", work),
    lagS: () => 0,
    close: async () => {},
  };
  const refuse = async (): Promise<never> => {
    askedOfPrimary++;
    throw new Error("the primary was asked");
  };
  const { app } = house;
  const apart = {
    ...house.house,
    publicReads,
    db: { ...house.house.db, transaction: refuse, statement: refuse },
  };
  const { dataDir } = apart.config;
  const assets: Assets = { dir: "", url: (name) => `/assets/${name}`, pieces: () => [], files: new Map() };
  registerGate(app, apart);
  registerDeferredNotices(app, apart);
  registerLedger(app, apart, { dataDir });
  registerLedgerPage(app, apart, assets, dataDir);
  registerToolsPage(app, apart, assets);
  registerDirectory(app, apart);
  registerStatisticsPages(app, apart, assets);
});
afterAll(async () => {
  await replica.close();
  await house.stop();
});

const REPORT = "area=826&iso=GBR&year=2025";

it.each<[path: string, says: string | RegExp, status?: number]>([
  ["/statistics", "People found in three years"],
  ["/statistics/{one}", "Who was found, and where?"],
  ["/statistics/{one}?by=gender&by=year", "Who was found, and where?"],
  ["/statistics/{one}/comparison?with={other}", "<h1"],
  ["/statistics/{one}/tables.csv?by=gender", "gender"],
  ["/statistics/{one}/tables.json", '"counts"'],
  [`/statistics/{one}/sdg-16-2-2.csv?${REPORT}`, "826"],
  [`/statistics/{one}/glotip.csv?${REPORT}`, "GBR"],
  [`/statistics/{one}/questionnaire.csv?${REPORT}`, "not answered from here"],
  ["/statistics/codebook.json?version=1", '"citizenshipRegion"'],
  ["/statistics/{withdrawn}", "A source was counted twice.", 410],
  ["/statistics/{none}", /not-found|404/, 404],
  ["/tools", "<h1"],
  ["/api/public-tools", "caseload-release"],
  ["/api/deferred-notices", '"fewerThan":5'],
  ["/ledger", "<h1"],
  ["/ledger/state", '"witnesses"'],
  ["/ledger/history", '"checkpoints"'],
  ["/ledger/public-entries", '"entries"'],
  ["/api/directory/services", '"contents"'],
])("%s is read at the replica", async (path, says, status = 200) => {
  askedOfPrimary = 0;
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name) => named[name] ?? name);
  const answer = await house.app.inject({ url, headers: { host: "leeward.test" } });
  expect([answer.statusCode, askedOfPrimary]).toEqual([status, 0]);
  if (typeof says === "string") expect(answer.body).toContain(says);
  else expect(answer.body).toMatch(says);
});
