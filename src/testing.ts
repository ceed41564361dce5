import { registerAudit } from "./core/access/audit.ts";
import { registerDeferredNotices } from "./core/access/deferred.ts";
import { EventHub, registerEvents } from "./core/events/index.ts";
import { registerGate } from "./core/gate/index.ts";
import { registerKeys } from "./core/keys/routes.ts";
import { registerLeaving } from "./core/leaving/index.ts";
import { registerLedger } from "./core/ledger/index.ts";
import { registerProposals } from "./core/proposals/index.ts";
import { registerProtocols } from "./core/protocols/index.ts";
import type { TestHouse } from "./core/testing.ts";
import { careFollowing, registerCare } from "./modules/care/index.ts";
import { registerDirectory } from "./modules/directory/index.ts";
import { registerStatistics } from "./modules/statistics/index.ts";

/** For tests that ask something of every address of the API, the door's excepted: `openTestDoor` brings those. */
export function registerHouse({ app, house }: TestHouse): void {
  registerProtocols(app, house);
  registerProposals(app, house, careFollowing);
  registerLeaving(app, house);
  registerGate(app, house);
  registerKeys(app, house);
  registerEvents(app, house, new EventHub());
  registerAudit(app, house);
  registerDeferredNotices(app, house);
  registerLedger(app, house, { dataDir: house.config.dataDir });
  registerCare(app, house);
  registerDirectory(app, house);
  registerStatistics(app, house);
}
