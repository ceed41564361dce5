import { regionOf } from "@leeward/synth";
import type { Codebook, CodebookVariable } from "../codebook.ts";
import { ageBandOf, ageGroupOf } from "../columns.ts";
import { type Shape, shapeOf, type Teller } from "./shape.ts";

/**
 * A caseload in the columns of IOM's HTCDS 2.0: of each row what the codebook has a code for, by the names that the codebook
 * has of HTCDS. Names, addresses, notes and whatever else the standard has are read by nobody.
 *
 * @param today `2026-11-27`, on which ages are looked at where a row has no day of referral
 */
export function htcdsShape(
  header: readonly string[],
  codebook: Codebook,
  leavesOut: boolean,
  today: string,
): Shape {
  const names = header.map((name) => OTHERWISE[name.trim().toLowerCase()] ?? name.trim().toLowerCase());
  const tellers = names.map((name) => tellersOf(name, codebook));
  const lost = header.filter((_, at) => tellers[at]?.length === 0 && !ASIDE.includes(names[at] ?? ""));
  const isStandard = (column: string) => STANDARD.test(column.trim()) || column.trim() === "";
  const birth = names.indexOf("prs_birthdate");
  const referred = names.indexOf("cas_incomingreferraldate");
  const agreed = names.findIndex((name) => CONSENTS.includes(name));
  const shape = shapeOf(
    codebook.variables,
    [...tellers, ageTellers(birth >= 0), yearTellers(referred >= 0)],
    {
      leftOut: lost.filter(isStandard),
      unknown: lost.filter((column) => !isStandard(column)),
      leavesOut,
      mayCount: (cells) => !/^(false|no|0)$/i.test(cells[agreed]?.trim() ?? ""),
    },
  );
  // Behind the row's own cells: how old someone was, and the year, out of days that nobody keeps.
  const told = (cells: readonly string[]): readonly string[] => {
    const day = DAY.exec(cells[referred]?.trim() ?? "")?.[0] ?? "";
    const born = DAY.exec(cells[birth]?.trim() ?? "")?.[0] ?? "";
    return [bandAt(codebook, born, day || today), day.slice(0, 4)];
  };
  return {
    ...shape,
    read: (cells) => shape.read([...header.map((_, at) => cells[at] ?? ""), ...told(cells)]),
  };
}

const DAY = /^\d{4}-\d{2}-\d{2}/;
const STANDARD = /^(prs|vic|hte|cas|per|org|spl|cco|con)_[A-Za-z_]+$/;
const CONSENTS = ["con_consent", "vic_agreementtomanagepersonaldata"];
/** Columns that are looked at, and counted as something else or as nothing. */
const ASIDE = ["prs_birthdate", "cas_incomingreferraldate", ...CONSENTS];
/** Spellings of IOM's own templates. */
const OTHERWISE: Readonly<Record<string, string>> = {
  vic_traffickinstatusdecisionmakingorg: "vic_traffickingstatusdecisionmakingorg",
  vic_methods_of_control: "vic_methodsofcontrol",
};
/** As care counts them (docs/care.md): the gender as the person lives it. */
const GENDERS: Readonly<Record<string, string>> = {
  ...{ feminine: "woman", transgenderfeminine: "woman", masculine: "man", transgendermasculine: "man" },
  ...{ nonconforming: "non-binary", nonspecifiedunknown: "unknown" },
};

function tellersOf(column: string, { variables }: Codebook): readonly Teller[] {
  const variable = variables.find(({ htcds }) => htcds?.toLowerCase() === column);
  if (!variable || variable.name === "ageBand") return [];
  const { name } = variable;
  const many = (tell: (part: string) => string | undefined, of = name): readonly Teller[] => [
    { variable: of, tell: (cell) => cell.split(";").flatMap((part) => tell(part.trim()) ?? []) },
  ];
  if (name === "gender") return many((part) => GENDERS[part.toLowerCase()]);
  if (name === "citizenshipRegion" || name === "exploitationRegion") {
    const country = name === "citizenshipRegion" ? "citizenshipCountry" : "exploitationCountry";
    return [
      ...many((part) => regionOf(part.toUpperCase())),
      ...many((part) => (regionOf(part.toUpperCase()) ? part.toUpperCase() : undefined), country),
    ];
  }
  if (name === "whenTrafficked")
    return many((part) => (/^\d{1,3}$/.test(part) ? (Number(part) < 18 ? "child" : "adult") : undefined));
  const codes = codesBy(variable);
  return codes.size > 0 ? many((part) => codes.get(part.toLowerCase())) : [];
}

const codesBy = ({ codes }: CodebookVariable): ReadonlyMap<string, string> =>
  new Map(codes.flatMap(({ code, htcds }) => (htcds ? [[htcds.toLowerCase(), code] as const] : [])));

const ageTellers = (isThere: boolean): readonly Teller[] =>
  isThere
    ? [
        { variable: "ageBand", tell: (band) => (band === "" ? [] : [band]) },
        {
          variable: "adulthood",
          tell: (band) => [ageGroupOf(band)].filter((one) => one === "child" || one === "adult"),
        },
      ]
    : [];
const yearTellers = (isThere: boolean): readonly Teller[] =>
  isThere ? [{ variable: "year", tell: (year) => (year === "" ? [] : [year]) }] : [];

/** The codebook's band of someone's age on a day; nothing where it is not known. */
function bandAt({ variables }: Codebook, born: string, day: string): string {
  if (born === "" || born > day) return "";
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0);
  const bands = variables.find(({ name }) => name === "ageBand")?.codes ?? [];
  const found = bands.find(({ code }) => {
    const band = ageBandOf(code);
    return band !== null && years >= band.from && (band.to === null || years <= band.to);
  });
  return found?.code ?? "";
}
