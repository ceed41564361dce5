import { randomBytes } from "node:crypto";
import { access } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { BACKUP_RULES } from "../backup-rules.ts";
import { readErasures } from "../core/access/erasures.ts";
import {
  BackupError,
  listBackups,
  openBackup,
  readIdentities,
  readSealed,
  restoreDatabase,
} from "../core/backup/index.ts";
import { readSecrets } from "../core/config/secrets.ts";
import { claimInstallation, ensureReachable, giveSecrets, migrate } from "../core/db/index.ts";
import { findRunningPostgres, startPostgres } from "../core/db/postgres.ts";
import { forgetSecondFactors } from "../core/identity/founding.ts";
import { listMissingLogs, rejoinLog } from "../core/ledger/rejoin.ts";
import { type Command, type CommandIo, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { setting } from "./running.ts";

/** Brings a backup back into an empty place, with what was erased since still erased. */
export const restore: Command = {
  name: "restore",
  summary: "Brings a backup back into an empty DATA_DIR or DATABASE_URL; what was erased since stays erased.",
  operands: "MAIN",
  options: {
    identity: { type: "string", help: "the secret key of `backup keygen`" },
    wraps: { type: "string", help: "the newest wraps file; the newest beside MAIN unless given" },
    erasures: { type: "string", help: "notes of erasures; erasures.jsonl beside MAIN is read in any case" },
    "new-secrets": {
      type: "boolean",
      help: "go on though secrets.json is lost: second factors are enrolled anew",
    },
    ...JSON_OPTION,
  },
  examples: [
    "DATA_DIR=/srv/leeward leeward restore /mnt/backups/leeward-main-20261125T021500000Z.age --identity /media/usb/backup-key",
  ],
  run: async (io, values, [main, ...more]) => {
    if (!main || more.length > 0 || typeof values.identity !== "string") {
      throw new UsageError("Name the main file, and --identity with the secret key.");
    }
    const { config, log } = setting(io);
    const identities = await readIdentities(values.identity);
    const wraps = typeof values.wraps === "string" ? values.wraps : await newestWraps(dirname(main));
    const secretsFile = join(config.dataDir, "secrets.json");
    const secretsAreLost = !(await isThere(secretsFile));
    if (secretsAreLost && !values["new-secrets"]) throw lostSecrets(secretsFile);
    const notes = [config.erasuresFile, join(dirname(main), "erasures.jsonl")];
    if (typeof values.erasures === "string") notes.push(values.erasures);
    const erased = new Set<string>();
    for (const file of notes) for (const { caseId } of await readErasures(file)) erased.add(caseId);

    const database = await emptyPlace(io);
    try {
      const secrets = await readSecrets(secretsFile, (n) => new Uint8Array(randomBytes(n)));
      const passwords = { leeward_server: secrets.serverPassword, leeward_worker: secrets.workerPassword };
      const opened = {
        main: await openBackup(readSealed(main, identities), "main"),
        wraps: await openBackup(readSealed(wraps, identities), "wraps"),
      };
      printLine(io.err, `Main file as of ${opened.main.header.at}; wraps as of ${opened.wraps.header.at}.`);
      const restored = await restoreDatabase({
        connectionString: database.ownerUrl,
        rules: BACKUP_RULES,
        ...opened,
        erased: [...erased],
        log,
        signal: io.signal,
      });
      await migrate({ connectionString: database.ownerUrl, log });
      await claimInstallation(database.ownerUrl, opened.main.header.installation as "production");
      await giveSecrets(database.ownerUrl, { vouching: secrets.vouching, passwords });
      if (secretsAreLost) await forgetSecondFactors(database.ownerUrl);
      const ledger = await rejoinLog(database.ownerUrl, join(config.dataDir, "ledger"));
      const missingLogs = await listMissingLogs(database.ownerUrl, config.dataDir);
      const gateKnownUntil = opened.wraps.header.at;
      const found = {
        ...restored,
        gateKnownUntil,
        ledger,
        missingLogs,
        main: basename(main),
        wraps: basename(wraps),
      };
      if (values.json) printLine(io.out, JSON.stringify(found));
      else {
        printLine(
          io.out,
          `${restored.tables} tables are back. ${restored.erasedAgain} cases of the main file were erased since, and are not.`,
        );
        printLine(
          io.out,
          `What was spent on releases, withdrawn or advised is known until ${gateKnownUntil}. If tools ran after that, withdraw their assessments (docs/gate.md).`,
        );
        if (ledger.lost > 0) {
          printLine(
            io.out,
            `${ledger.lost} places of the log are newer than the backup: they stay, and nobody can say any more what they were.`,
          );
        }
        for (const path of missingLogs) {
          printLine(
            io.out,
            `${path} is not there: the files of a ledger that ended. Bring them back from a copy, or what it proved cannot be shown.`,
          );
        }
        if (secretsAreLost) {
          printLine(
            io.out,
            "The ledger cannot go on under its lost key: `leeward ledger succeed --lost-secrets --reason '…'` before the house starts.",
          );
        }
        printLine(
          io.out,
          "Put agency-keys.json back if it is not there, run `leeward doctor`, then `leeward serve`.",
        );
      }
      return 0;
    } finally {
      await database.stop();
    }
  },
};

async function newestWraps(folder: string): Promise<string> {
  const newest = (await listBackups(folder)).findLast(({ kind }) => kind === "wraps");
  if (!newest) {
    throw new BackupError(
      "wraps-missing",
      `There is no wraps file in ${folder}: without one no section can be opened. Name it with --wraps.`,
    );
  }
  return join(folder, newest.name);
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

function lostSecrets(file: string): BackupError {
  return new BackupError(
    "wrong-file",
    `${file} is not there. Bring it back from its own copy first; if it is lost, --new-secrets goes on without: every member enrols their second factor again, and the ledger needs a new beginning (leeward ledger succeed --lost-secrets).`,
  );
}

async function emptyPlace(io: CommandIo): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  const { config, log } = setting(io);
  if (config.databaseUrl) {
    await ensureReachable(config.databaseUrl);
    return { ownerUrl: config.databaseUrl, stop: async () => {} };
  }
  const dataDir = join(config.dataDir, "postgres");
  if (findRunningPostgres(dataDir, "leeward")) {
    throw new BackupError(
      "not-empty",
      "Leeward runs on this DATA_DIR. Stop it, or restore into another place.",
    );
  }
  const postgres = await startPostgres({ dataDir, log });
  await postgres.ensureDatabase("leeward");
  return { ownerUrl: postgres.connectionString("leeward"), stop: () => postgres.stop() };
}
