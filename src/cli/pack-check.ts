import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DOOR_LANGUAGES } from "../core/texts/index.ts";
import { JURISDICTIONS_DIR, type JurisdictionsRead, readJurisdictions } from "../modules/care/index.ts";
import { PACKS_DIR, type PacksRead, readPacks } from "../modules/door/index.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";

/** Checks packs of advice and of jurisdictions, for those who write, translate, sign or confirm them. */
export const packCheck: Command = {
  name: "pack check",
  summary:
    "Says what is wrong in packs of advice or of jurisdictions and where, who has not signed yet and what is due.",
  operands: "[DIR]",
  options: { ...JSON_OPTION },
  examples: ["leeward pack check", "leeward pack check packs/jurisdictions --json"],
  run: async (io, values, [dir, ...more]) => {
    if (more.length > 0) throw new UsageError("Name one folder of packs, or none for the house's own.");
    const now = new Date();
    const checked = joinReports(
      (dir === undefined ? [PACKS_DIR, JURISDICTIONS_DIR] : [resolve(io.cwd, dir)]).map((folder) =>
        holdsJurisdictions(folder)
          ? describeJurisdictions(readAs(folder, () => readJurisdictions(folder, now.getUTCFullYear())))
          : describe(
              readAs(folder, () => readPacks(folder)),
              now.toISOString().slice(0, 10),
            ),
      ),
    );
    const unsaid = dir === undefined ? dutiesUnsaid(checked) : [];
    const report = {
      ...checked,
      ok: checked.ok && unsaid.length === 0,
      faults: [...checked.faults, ...unsaid],
    };
    if (values.json) printLine(io.out, JSON.stringify(report));
    else {
      const said = [...report.packs.map(sayPack), ...report.jurisdictions.map(sayJurisdiction)];
      for (const line of report.faults.length > 0 ? report.faults : said) printLine(io.out, line);
    }
    if (report.faults.length > 0) printLine(io.err, `${report.faults.length} wrong.`);
    return report.faults.length > 0 ? 1 : 0;
  },
};

function readAs<Read>(folder: string, read: () => Read): Read {
  try {
    return read();
  } catch (cause) {
    throw new UsageError(`${folder} cannot be read as a folder of packs.`, { cause });
  }
}

/** A pack of advice has a topic, one of a jurisdiction has clocks. */
function holdsJurisdictions(folder: string): boolean {
  if (!existsSync(folder)) return false;
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .some((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      return text.includes('"clocks"') && !text.includes('"topic"');
    });
}

interface Report {
  readonly faults: readonly string[];
  readonly packs: readonly PackReport[];
  readonly jurisdictions: readonly JurisdictionReport[];
}

const joinReports = (reports: readonly Report[]) => {
  const faults = reports.flatMap((report) => report.faults);
  return {
    ok: faults.length === 0,
    faults,
    packs: reports.flatMap(({ packs }) => packs),
    jurisdictions: reports.flatMap(({ jurisdictions }) => jurisdictions),
  };
};

/** Where cases can be led by a law, the door must be able to say who must report what about children there. */
export const dutiesUnsaid = ({ packs, jurisdictions }: Pick<Report, "packs" | "jurisdictions">): string[] =>
  jurisdictions
    .map(({ code }) => `children/${code}.json`)
    .filter((wanted) => packs.every(({ file }) => file !== wanted))
    .map((wanted) => `${wanted}: is missing; write who must report what about children there`);

interface JurisdictionReport {
  readonly code: string;
  readonly basedOn: string | null;
  readonly clocks: number;
  readonly steps: number;
  /** Entries that no lawyer has confirmed. */
  readonly unconfirmed: number;
}

const describeJurisdictions = ({ packs, faults }: JurisdictionsRead): Report => ({
  faults,
  packs: [],
  jurisdictions: packs.map(({ code, basedOn, clocks, steps, retention }) => ({
    ...{ code, basedOn, clocks: clocks.length, steps: steps.length },
    unconfirmed: [...clocks, ...steps, ...retention].filter(({ counsel }) => counsel === null).length,
  })),
});

const sayJurisdiction = ({ code, basedOn, clocks, steps, unconfirmed }: JurisdictionReport): string =>
  [
    `${code}.json: ${basedOn === null ? "a baseline" : `based on ${basedOn}`}`,
    `${clocks} clocks and ${steps} steps of its own`,
    ...(unconfirmed > 0 ? [`${unconfirmed} to be confirmed by counsel`] : ["confirmed by counsel"]),
  ].join("; ");

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

function describe({ packs, faults }: PacksRead, today: string): Report {
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
  return { faults, packs: reports, jurisdictions: [] };
}

const sayPack = ({ file, statements, unsigned, unconfirmed, overdue }: PackReport): string =>
  [
    `${file}: ${statements} statements`,
    unsigned.length > 0 ? `not signed in ${unsigned.join(" ")}` : "signed in every language",
    ...(unconfirmed > 0 ? [`${unconfirmed} to be confirmed by counsel`] : []),
    ...(overdue.length > 0 ? [`to be looked at again: ${overdue.join(", ")}`] : []),
  ].join("; ");
