import type { ReleasedTables } from "./tables.ts";

/** What a column of a release means for its pictures; a release may have any of them, or columns of other meaning. */
export type Role = "gender" | "age" | "year" | "origin" | "place" | "purpose" | "sector" | "means";

/** By the names that the house's codebook and the public columns of CTDC use. */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  gender: ["gender", "sex"],
  age: ["ageBand", "age", "ageBroad"],
  year: ["year", "yearOfRegistration"],
  origin: ["citizenshipRegion", "originRegion", "origin", "citizenship", "citizenshipCountry"],
  place: ["exploitationRegion", "place", "CountryOfExploitation", "exploitationCountry"],
  purpose: ["purpose", "form", "formOfExploitation"],
  sector: ["sector", "typeOfLabour"],
  means: ["control", "means"],
};

/** One thing that can be true of a person: a value of a column, or a member of a set, which is a column of "no" and "yes". */
export interface Unit {
  readonly column: string;
  readonly value: string;
  readonly label: string;
}

/** What is asked about in one word: a column by itself, or a set of several answers. */
export interface Topic {
  readonly name: string;
  readonly role: Role | null;
  /** A person can be in several. */
  readonly isSet: boolean;
  readonly units: readonly Unit[];
}

/** The columns as people think of them, in the order of the release. */
export function topicsOf({ columns }: Pick<ReleasedTables, "columns">): Topic[] {
  const topics = new Map<string, Topic>();
  for (const { name, values } of columns) {
    const at = name.indexOf(": ");
    const isMember = at > 0 && values.join() === "no,yes";
    const topic = isMember ? name.slice(0, at) : name;
    const units = isMember
      ? [{ column: name, value: "yes", label: name.slice(at + 2) }]
      : values.map((value) => ({ column: name, value, label: value }));
    const before = topics.get(topic);
    topics.set(topic, {
      name: topic,
      role: null,
      isSet: isMember,
      units: [...(before?.units ?? []), ...units],
    });
  }
  const roles = new Map<string, Role>();
  for (const [role, names] of Object.entries(NAMES) as [Role, readonly string[]][]) {
    const name = names.find((known) => topics.has(known));
    if (name !== undefined) roles.set(name, role);
  }
  return [...topics.values()].map((topic) => ({ ...topic, role: roles.get(topic.name) ?? null }));
}

/** The member of a set that says that nothing was recorded of it, as `packages/synth` calls it. */
export const NOT_RECORDED_MEMBER = "(not recorded)";

/** Recorded as unknown, or not recorded. */
export const isUnknown = (value: string | undefined): boolean =>
  value === undefined || /^(unknown|\(?not[- ](recorded|known)\)?)?$/i.test(value);

/** The group of people that a code of gender or sex stands for. */
export function genderOf(value: string | undefined): "woman" | "man" | "other" | "unknown" {
  if (isUnknown(value)) return "unknown";
  if (/^(woman|female|f)$/i.test(value ?? "")) return "woman";
  return /^(man|male|m)$/i.test(value ?? "") ? "man" : "other";
}

export interface AgeBand {
  readonly from: number;
  /** The last year of age that belongs to it; none where it is open. */
  readonly to: number | null;
}

/** "9-17", "9--17", "65+", "0 to under 18"; null for what is no band. */
export function ageBandOf(value: string): AgeBand | null {
  const open = /^(\d+)\+$/.exec(value);
  if (open) return { from: Number(open[1]), to: null };
  const under = /^(\d+) to under (\d+)$/.exec(value);
  if (under) return { from: Number(under[1]), to: Number(under[2]) - 1 };
  const band = /^(\d+)-{1,2}(\d+)$/.exec(value);
  return band ? { from: Number(band[1]), to: Number(band[2]) } : null;
}

const ADULT = 18;

/** Whether a band is of children alone or of adults alone; "across" where it holds both, "unknown" where it is none. */
export function ageGroupOf(value: string | undefined): "child" | "adult" | "across" | "unknown" {
  const band = isUnknown(value) ? null : ageBandOf(value ?? "");
  if (band === null) return "unknown";
  if (band.from >= ADULT) return "adult";
  return band.to !== null && band.to < ADULT ? "child" : "across";
}
