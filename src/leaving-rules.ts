import { accessLeaving } from "./core/access/leaving.ts";
import { gateLeaving } from "./core/gate/index.ts";
import { identityLeaving } from "./core/identity/leaving.ts";
import { keysLeaving } from "./core/keys/leaving.ts";
import { joinLeavingRules } from "./core/leaving/index.ts";
import { ledgerLeaving } from "./core/ledger/leaving.ts";
import { careLeaving } from "./modules/care/index.ts";
import { directoryLeaving } from "./modules/directory/index.ts";
import { doorLeaving } from "./modules/door/index.ts";
import { statisticsLeaving } from "./modules/statistics/index.ts";

/** What an agency takes along of each part of the house. Keys come before what they open. */
export const LEAVING_RULES = joinLeavingRules([
  identityLeaving,
  keysLeaving,
  accessLeaving,
  gateLeaving,
  careLeaving,
  doorLeaving,
  directoryLeaving,
  statisticsLeaving,
  ledgerLeaving,
]);
