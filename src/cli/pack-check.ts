import { resolve } from "node:path";
import { DOOR_LANGUAGES } from "../core/texts/index.ts";
import { PACKS_DIR, type PacksRead, readPacks } from "../modules/door/index.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";

/** Checks packs of advice, for those who write, translate or sign them. */
export const packCheck: Command = {
  name: "pack check",
  summary: "Says what is wrong in packs of advice and where, who has not signed yet and what is due.",
  operands: "[DIR]",
  options: { ...JSON_OPTION },
  examples: ["leeward pack check", "leeward pack check packs/advice --json"],
  run: async (io, values, [dir, ...more]) => {
    if (more.length > 0) throw new UsageError("Name one folder of packs, or none for the house's own.");
    const folder = dir === undefined ? PACKS_DIR : resolve(io.cwd, dir);
    const report = describe(read(folder), new Date().toISOString().slice(0, 10));
    if (values.json) printLine(io.out, JSON.stringify(report));
    else
      for (const line of report.faults.length > 0 ? report.faults : report.packs.map(sayPack))
        printLine(io.out, line);
    if (report.faults.length > 0) printLine(io.err, `${report.faults.length} wrong.`);
    return report.faults.length > 0 ? 1 : 0;
  },
};

function read(folder: string): PacksRead {
  try {
    return readPacks(folder);
  } catch (cause) {
    throw new UsageError(`${folder} cannot be read as a folder of packs.`, { cause });
  }
}

interface PackReport {
  readonly file: string;
  readonly statements: number;
  /** Languages in which not every statement is signed. */
  readonly unsigned: readonly string[];
  /** Statements of law that no lawyer has confirmed. */
  readonly unconfirmed: number;
  /** Statements whose day to be looked at again has passed. */
  readonly overdue: readonly string[];
}

function describe({ packs, faults }: PacksRead, today: string) {
  const reports = packs.map(
    ({ file, pack: { statements } }): PackReport => ({
      file,
      statements: statements.length,
      unsigned: DOOR_LANGUAGES.filter((language) =>
        statements.some(({ reviews }) => reviews[language] === null),
      ),
      unconfirmed: statements.filter(({ counsel }) => counsel === null).length,
      overdue: statements.filter(({ reviewDue }) => reviewDue < today).map(({ id }) => id),
    }),
  );
  return { ok: faults.length === 0, faults, packs: reports };
}

const sayPack = ({ file, statements, unsigned, unconfirmed, overdue }: PackReport): string =>
  [
    `${file}: ${statements} statements`,
    unsigned.length > 0 ? `not signed in ${unsigned.join(" ")}` : "signed in every language",
    ...(unconfirmed > 0 ? [`${unconfirmed} to be confirmed by counsel`] : []),
    ...(overdue.length > 0 ? [`to be looked at again: ${overdue.join(", ")}`] : []),
  ].join("; ");
