import { readFile } from "node:fs/promises";
import { openDatabase } from "../core/db/index.ts";
import { prepareGround } from "../main.ts";
import { adoptCodebook, findCodebook, readCodebook, StatisticsError } from "../modules/statistics/index.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { withOwner } from "./owner-client.ts";
import { setting } from "./running.ts";

const CODEBOOK_BYTES_MAX = 4 * 1024 * 1024;
const DEMONSTRATION = { demonstration: { type: "boolean", help: "of the demonstration" } } as const;

/** Prints the codebook in force, as JSON that can be changed and adopted. */
export const codebookShow: Command = {
  name: "codebook show",
  summary: "Prints the codebook: what is counted of a case, with its codes in both languages, as JSON.",
  options: { ...DEMONSTRATION, ...JSON_OPTION }, // JSON either way
  examples: ["leeward codebook show > codebook.json"],
  run: async (io, values) => {
    const { config, log } = setting(io);
    const ground = await prepareGround(config, values.demonstration ? "demonstration" : "production", log);
    const db = openDatabase({ connectionString: ground.serverUrl, sizeMax: 1, log });
    try {
      const codebook = await db.transaction("leeward_visitor", findCodebook);
      printLine(io.out, JSON.stringify(codebook, null, 1));
      return 0;
    } finally {
      await db.close();
      await ground.stop();
    }
  },
};

/** Puts the next version in force, unless records have a code that it drops. */
export const codebookAdopt: Command = {
  name: "codebook adopt",
  summary: "Puts the next version of the codebook in force; refused while a record has a code that it drops.",
  operands: "FILE",
  options: { ...DEMONSTRATION, ...JSON_OPTION },
  examples: ["leeward codebook adopt codebook.json"],
  run: async (io, values, operands) => {
    const [file] = operands;
    if (!file || operands.length !== 1) throw new UsageError("Give one FILE, as codebook show prints it.");
    const codebook = await readWhole(file);
    const { config, log } = setting(io);
    const ground = await prepareGround(config, values.demonstration ? "demonstration" : "production", log);
    try {
      const hindered = await withOwner(ground.ownerUrl, (owner) =>
        adoptCodebook(owner, ground.secrets.codes, codebook),
      );
      if (values.json) printLine(io.out, JSON.stringify({ version: codebook.version, hindered }));
      else
        for (const { variable, code, records } of hindered)
          printLine(io.out, `${variable}: ${code}: ${records ?? "fewer than 20"} records`);
      if (hindered.length > 0) {
        printLine(io.err, `${new StatisticsError("codebook-drops").message} (codebook-drops)`);
        return 1;
      }
      printLine(io.err, `Codebook ${codebook.version} is in force.`);
      return 0;
    } finally {
      await ground.stop();
    }
  },
};

async function readWhole(file: string) {
  try {
    const text = await readFile(file, "utf8");
    if (text.length > CODEBOOK_BYTES_MAX) throw new Error("It is longer than a codebook can be.");
    return readCodebook(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "";
    throw new UsageError(`${file} is no codebook. ${why}`, { cause });
  }
}
