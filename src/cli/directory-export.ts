import { access } from "node:fs/promises";
import { openDatabase } from "../core/db/index.ts";
import { Identity } from "../core/identity/index.ts";
import { furnish, keyHoldersOf, prepareGround } from "../main.ts";
import { EXPORT_FORMS, takeRecords, writeExport } from "../modules/directory/index.ts";
import { readPassword, signIn } from "./as-member.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { setting } from "./running.ts";

/** Takes an agency's own part of the directory out again, with what is confidential in it. */
export const directoryExport: Command = {
  name: "directory export",
  summary:
    "Writes one's agency's services in Open Referral HSDS 3; holds what is confidential, so keep it safe.",
  operands: "PATH",
  options: {
    as: { type: "string", help: "e-mail address of the member whose agency's services these are" },
    code: { type: "string", help: "the member's code of six digits, where a second factor is enrolled" },
    form: {
      type: "string",
      help: "json (nested, one file), csv (a folder of tables) or zip (these tables); json unless told",
    },
    demonstration: { type: "boolean", help: "from the demonstration's database" },
    ...JSON_OPTION,
  },
  examples: [
    "LEEWARD_PASSWORD=… leeward directory export services.json --as ines@harbour.example",
    "leeward directory export services.zip --form zip --as ines@harbour.example < password.txt",
  ],
  run: async (io, values, operands) => {
    const [path] = operands;
    if (!path || operands.length !== 1 || typeof values.as !== "string") {
      throw new UsageError("Give one PATH, and --as with the e-mail address of the member who exports.");
    }
    const form = EXPORT_FORMS.find((known) => known === (values.form ?? "json"));
    if (!form) throw new UsageError(`--form takes one of: ${EXPORT_FORMS.join(", ")}.`);
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      throw new UsageError(`${path} exists already; name one that does not.`);
    const password = await readPassword(io);
    const { config, log } = setting(io);
    const ground = await prepareGround(config, values.demonstration ? "demonstration" : "production", log);
    const db = openDatabase({ connectionString: ground.serverUrl, sizeMax: 2, log });
    const keys = keyHoldersOf(ground, db, "leeward_visitor");
    try {
      const house = furnish(ground, db, keys, log);
      const secret = await signIn(new Identity(house), values.as, password, values.code);
      const records = await takeRecords(house, secret);
      const files = await writeExport(records, form, path);
      if (values.json) printLine(io.out, JSON.stringify({ path, files, records: records.all.length }));
      else
        printLine(
          io.out,
          `${path}: ${records.all.length} records. It holds what is confidential; keep it safe.`,
        );
      return 0;
    } finally {
      keys.close();
      await db.close();
      await ground.stop();
    }
  },
};
