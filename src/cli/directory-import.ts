import { stat } from "node:fs/promises";
import { openDatabase } from "../core/db/index.ts";
import { Identity } from "../core/identity/index.ts";
import { furnish, keyHoldersOf, prepareGround } from "../main.ts";
import { DirectoryError, gatherFiles, importRecords, REFUSALS } from "../modules/directory/index.ts";
import { readPassword, signIn } from "./as-member.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { setting } from "./running.ts";

/** Brings HSDS into the directory as a member: the records are their agency's. */
export const directoryImport: Command = {
  name: "directory import",
  summary:
    "Imports services of one's agency in Open Referral HSDS 3 (JSON, CSV, a folder, a ZIP), all or nothing.",
  operands: "PATH",
  options: {
    as: { type: "string", help: "e-mail address of the member whose agency's services these are" },
    code: { type: "string", help: "the member's code of six digits, where a second factor is enrolled" },
    replace: { type: "boolean", help: "the files hold everything: what is not in them goes" },
    check: { type: "boolean", help: "only check and report: nothing is written" },
    demonstration: { type: "boolean", help: "into the demonstration's database" },
    ...JSON_OPTION,
  },
  examples: [
    "LEEWARD_PASSWORD=… leeward directory import services.json --as ines@harbour.example --code 123456",
    "leeward directory import datapackage.zip --as ines@harbour.example --check < password.txt",
  ],
  run: async (io, values, operands) => {
    const [path] = operands;
    if (!path || operands.length !== 1 || typeof values.as !== "string") {
      throw new UsageError("Give one PATH, and --as with the e-mail address of the member who imports.");
    }
    if (!(await stat(path).catch(() => null))) throw new UsageError(`There is no file or folder ${path}.`);
    const gathered = await gatherFiles(path).catch((error: unknown) => {
      const file = error instanceof DirectoryError ? error.extra.file : undefined;
      if (typeof file === "string") printLine(io.err, file);
      throw error;
    });
    const refused = gathered.refused.map((row) => ({ ...row, change: REFUSALS[row.code] }));
    if (gathered.refusedCount > 0) {
      if (values.json)
        printLine(io.out, JSON.stringify({ imported: 0, refusedCount: gathered.refusedCount, refused }));
      else {
        for (const { file, row, field, code, change } of refused) {
          printLine(io.out, `${file}, row ${row}${field ? `, ${field}` : ""}: ${code}. ${change}`);
        }
        printLine(io.out, `Nothing was imported; ${gathered.refusedCount} things are to mend.`);
      }
      return 1;
    }
    const password = await readPassword(io);
    const { config, log } = setting(io);
    const ground = await prepareGround(config, values.demonstration ? "demonstration" : "production", log);
    const db = openDatabase({ connectionString: ground.serverUrl, sizeMax: 2, log });
    const keys = keyHoldersOf(ground, db, "leeward_visitor");
    try {
      const house = furnish(ground, db, keys, log);
      const secret = await signIn(new Identity(house), values.as, password, values.code);
      const dryRun = values.check === true;
      const report = await importRecords(house, secret, gathered, {
        dryRun,
        replaces: values.replace === true,
      });
      if (values.json)
        printLine(io.out, JSON.stringify({ ...report, checkedOnly: dryRun, refusedCount: 0, refused }));
      else {
        for (const { kind, id, field } of report.withheld) {
          printLine(
            io.out,
            `${kind} ${id}, ${field}: kept, and not published; it leads to a confidential place.`,
          );
        }
        const did = dryRun ? "can be imported" : "were imported";
        printLine(
          io.out,
          `${report.records} records ${did}, ${report.services} of them services; everybody can find ${report.published} services of the agency.`,
        );
      }
      return 0;
    } finally {
      keys.close();
      await db.close();
      await ground.stop();
    }
  },
};
