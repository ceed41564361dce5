import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { PURPOSES } from "../core/access/context.ts";
import { openDatabase } from "../core/db/index.ts";
import { Identity } from "../core/identity/index.ts";
import { furnish, keyHoldersOf, prepareGround } from "../main.ts";
import { type ImportForm, type ImportReport, importCaseload, REFUSALS } from "../modules/care/index.ts";
import { readPassword, signIn } from "./as-member.ts";
import {
  type Command,
  type CommandIo,
  JSON_OPTION,
  type OptionValue,
  printLine,
  UsageError,
} from "./command.ts";
import { setting } from "./running.ts";

const STEP_MS = 500;

const OPTIONS = {
  as: { type: "string", help: "e-mail address of the member who imports; the cases are theirs to lead" },
  code: { type: "string", help: "the member's code of six digits, where a second factor is enrolled" },
  purpose: { type: "string", help: "the purpose of the import; support unless said otherwise" },
  check: { type: "boolean", help: "only check and report: nothing is written" },
  demonstration: { type: "boolean", help: "into the demonstration's database" },
  ...JSON_OPTION,
} as const;

/** Imports a caseload as a member: row security applies to every row of it. */
export const importHtcds: Command = {
  name: "import htcds",
  summary: "Imports a caseload in the columns of IOM's HTCDS 2.0 (CSV, XLSX), all of it or nothing.",
  operands: "FILE",
  options: OPTIONS,
  examples: [
    "LEEWARD_PASSWORD=… leeward import htcds caseload.csv --as ines@harbour.example --code 123456",
    "leeward import htcds caseload.xlsx --as ines@harbour.example --check < password.txt",
  ],
  run: (io, values, operands) => importFile(io, "htcds", values, operands),
};

/** The same for cases as Primero exports them. */
export const importPrimero: Command = {
  name: "import primero",
  summary: "Imports cases that Primero 2 exported (JSON, CSV), all of them or nothing.",
  operands: "FILE",
  options: {
    ...OPTIONS,
    "leave-out": {
      type: "boolean",
      help: "import without the columns that have no home here; --check names them",
    },
  },
  examples: ["leeward import primero cases.json --as ines@harbour.example --check < password.txt"],
  run: (io, values, operands) => importFile(io, "primero", values, operands),
};

async function importFile(
  io: CommandIo,
  form: ImportForm,
  values: Readonly<Record<string, OptionValue>>,
  operands: readonly string[],
): Promise<number> {
  const [file] = operands;
  const purpose = PURPOSES.find((known) => known === (values.purpose ?? "support"));
  if (!file || operands.length !== 1 || typeof values.as !== "string") {
    throw new UsageError("Give one FILE, and --as with the e-mail address of the member who imports.");
  }
  if (!purpose) throw new UsageError(`--purpose takes one of: ${PURPOSES.join(", ")}.`);
  await ensureFile(file);
  const password = await readPassword(io);
  const { config, log } = setting(io);
  const ground = await prepareGround(config, values.demonstration ? "demonstration" : "production", log);
  const db = openDatabase({ connectionString: ground.serverUrl, sizeMax: 2, log });
  const keys = keyHoldersOf(ground, db, "leeward_visitor");
  try {
    const house = furnish(ground, db, keys, log);
    const secret = await signIn(new Identity(house), values.as, password, values.code);
    const report = await importCaseload(house, secret, {
      open: () => createReadStream(file),
      form,
      leavesOut: values["leave-out"] === true,
      purpose,
      dryRun: values.check === true,
      onProgress: progress(io),
      signal: io.signal,
    });
    tell(io, report, { asJson: values.json === true, isCheck: values.check === true });
    return 0;
  } finally {
    keys.close();
    await db.close();
    await ground.stop();
  }
}

async function ensureFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new UsageError(`There is no file ${file}.`);
}

function progress(io: CommandIo): (done: number, of: number) => void {
  let last = 0;
  return (done, of) => {
    const now = performance.now();
    if (now - last < STEP_MS && done < of) return;
    last = now;
    printLine(io.err, `${done} of ${of} cases`);
  };
}

function tell(io: CommandIo, report: ImportReport, how: { asJson: boolean; isCheck: boolean }): void {
  const refused = report.refused.map((entry) => ({ ...entry, change: REFUSALS[entry.code] }));
  if (how.asJson) {
    printLine(io.out, JSON.stringify({ ...report, refused, checkedOnly: how.isCheck }));
    return;
  }
  for (const { row, column, code, change } of refused) {
    printLine(io.out, `row ${row}${column ? `, ${column}` : ""}: ${code}. ${change}`);
  }
  for (const { column, rows } of report.leftOut) {
    printLine(io.out, `${column}: no home here, and something stands there in ${rows} of the rows.`);
  }
  for (const { row, alias, cases } of report.known ?? []) {
    printLine(
      io.out,
      `row ${row}, ${alias}: may be the person of ${cases.map((one) => one.alias).join(", ")}.`,
    );
  }
  if (report.known === null && !how.isCheck) {
    printLine(io.out, "Whether people were known already was not asked: there are more than 2,000 cases.");
  }
  const did = how.isCheck ? "can be imported" : "were imported";
  printLine(io.out, `${report.imported} of ${report.rows} rows ${did}; ${report.refusedRows} were refused.`);
}
