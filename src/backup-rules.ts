import { accessBackup } from "./core/access/backup.ts";
import { joinRules } from "./core/backup/index.ts";
import { gateBackup } from "./core/gate/index.ts";
import { httpBackup } from "./core/http/backup.ts";
import { identityBackup } from "./core/identity/backup.ts";
import { keysBackup } from "./core/keys/backup.ts";
import { leavingBackup } from "./core/leaving/index.ts";
import { ledgerBackup } from "./core/ledger/backup.ts";
import { proposalsBackup } from "./core/proposals/backup.ts";
import { careBackup } from "./modules/care/index.ts";
import { directoryBackup } from "./modules/directory/index.ts";
import { doorBackup } from "./modules/door/index.ts";
import { statisticsBackup } from "./modules/statistics/index.ts";

/** What each part says about its tables in a backup. */
export const BACKUP_RULES = joinRules([
  identityBackup,
  httpBackup,
  accessBackup,
  proposalsBackup,
  gateBackup,
  keysBackup,
  ledgerBackup,
  leavingBackup,
  careBackup,
  doorBackup,
  directoryBackup,
  statisticsBackup,
]);
