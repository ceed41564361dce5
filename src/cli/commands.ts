import { agencyAdd } from "./agency-add.ts";
import { agencyExport } from "./agency-export.ts";
import { agencyInvite } from "./agency-invite.ts";
import { agencyLeaving } from "./agency-leaving.ts";
import { agencyOpen } from "./agency-open.ts";
import { agencyRestore, agencySuspend } from "./agency-status.ts";
import { backup } from "./backup.ts";
import { backupKeygen } from "./backup-keygen.ts";
import { backupPrune } from "./backup-prune.ts";
import { backupVerify } from "./backup-verify.ts";
import type { Command } from "./command.ts";
import { demo } from "./demo.ts";
import { directoryExport } from "./directory-export.ts";
import { directoryImport } from "./directory-import.ts";
import { doctor } from "./doctor.ts";
import { doorWatch } from "./door/watch.ts";
import { importHtcds } from "./import-htcds.ts";
import { keysCard } from "./keys/card.ts";
import { keysClose } from "./keys/close.ts";
import { keysCompare } from "./keys/compare.ts";
import { keysEnrol } from "./keys/enrol.ts";
import { keysExport } from "./keys/export.ts";
import { keysInit } from "./keys/init.ts";
import { keysLog } from "./keys/log.ts";
import { keysOpen } from "./keys/open.ts";
import { keysAllow, keysRefuse } from "./keys/refuse.ts";
import { keysRetire } from "./keys/retire.ts";
import { keysRotate } from "./keys/rotate.ts";
import { keysServe } from "./keys/serve.ts";
import { keysStatus } from "./keys/status.ts";
import { keysTrust } from "./keys/trust.ts";
import { ledgerSucceed } from "./ledger-succeed.ts";
import { ledgerVerify } from "./ledger-verify.ts";
import { migrateCommand } from "./migrate.ts";
import { protocolVerify } from "./protocol-verify.ts";
import { releaseCaseloadCommand } from "./release-caseload.ts";
import { restore } from "./restore.ts";
import { retentionReport } from "./retention-report.ts";
import { retentionRun } from "./retention-run.ts";
import { serve } from "./serve.ts";
import { synthAudit } from "./synth/audit.ts";
import { synthDescribe } from "./synth/describe.ts";
import { synthKAnonymous } from "./synth/k-anonymous.ts";
import { synthRelease } from "./synth/release.ts";
import { synthTables } from "./synth/tables.ts";
import { witnessFollow } from "./witness/follow.ts";
import { witnessInit } from "./witness/init.ts";
import { witnessServe } from "./witness/serve.ts";
import { work } from "./work.ts";

/** Every command of the house, in the order in which help lists them. */
export const commands: readonly Command[] = [
  serve,
  work,
  migrateCommand,
  demo,
  doctor,
  backup,
  backupKeygen,
  backupVerify,
  backupPrune,
  restore,
  retentionReport,
  retentionRun,
  agencyAdd,
  agencyInvite,
  agencySuspend,
  agencyRestore,
  agencyLeaving,
  agencyExport,
  agencyOpen,
  importHtcds,
  directoryImport,
  directoryExport,
  releaseCaseloadCommand,
  keysCard,
  keysInit,
  keysEnrol,
  keysServe,
  keysStatus,
  keysLog,
  keysExport,
  keysCompare,
  keysClose,
  keysOpen,
  keysRefuse,
  keysAllow,
  keysRotate,
  keysRetire,
  keysTrust,
  doorWatch,
  ledgerVerify,
  ledgerSucceed,
  witnessInit,
  witnessFollow,
  witnessServe,
  protocolVerify,
  synthDescribe,
  synthRelease,
  synthAudit,
  synthTables,
  synthKAnonymous,
];
