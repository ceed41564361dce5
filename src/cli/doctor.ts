import { join } from "node:path";
import { examine } from "../core/doctor/index.ts";
import { KeyFile, readIdentity } from "../core/keys/index.ts";
import { knownLedgerKey, reachDatabase } from "../main.ts";
import { examineAdvice, examineLetters, examineReaders } from "../modules/door/index.ts";
import { type Command, JSON_OPTION, printLine } from "./command.ts";
import { setting } from "./running.ts";

/** Says what is well and what is not, beside a running house or without one; changes nothing. */
export const doctor: Command = {
  name: "doctor",
  summary: "Checks row security, keys and their holders, ledger, backups, retention, jobs, files and more.",
  options: {
    demonstration: { type: "boolean", help: "look at a demonstration's data" },
    ...JSON_OPTION,
  },
  examples: ["leeward doctor", "leeward doctor --json"],
  run: async (io, values) => {
    const { config, log } = setting(io);
    const database = await reachDatabase(config, log, { ofAnyVersion: true });
    try {
      const ground = {
        config,
        ownerUrl: database.ownerUrl,
        keys: await KeyFile.open(join(config.dataDir, "agency-keys.json")),
        identity: await readIdentity(join(config.dataDir, "server-identity.json"), "Leeward server"),
        ledgerKey: () => knownLedgerKey(config),
        expected: values.demonstration ? ("demonstration" as const) : ("production" as const),
      };
      const checks = await examine(ground, {
        ...{ readers: examineReaders, letters: examineLetters, advice: examineAdvice },
      });
      if (values.json) printLine(io.out, JSON.stringify({ checks }));
      else
        for (const check of checks)
          printLine(io.out, `${check.ok ? "ok   " : "WRONG"} ${check.name}: ${check.says}`);
      return checks.every((check) => check.ok) ? 0 : 1;
    } finally {
      await database.stop();
    }
  },
};
