import type { Codes } from "../../core/codes/index.ts";

/** Pure: what a codebook is, which codes a record has under it, and what a new version would lose. */

export interface CodebookCode {
  readonly code: string;
  /** The value's name in HTCDS 2.0, where it has one. */
  readonly htcds: string | null;
  readonly en: string;
  readonly ar: string;
}

export interface CodebookVariable {
  readonly name: string;
  readonly entity: "person" | "event" | "perpetrator" | "reporting-entity";
  /** A record may have several codes of it. */
  readonly many: boolean;
  readonly htcds: string | null;
  readonly en: string;
  readonly ar: string;
  readonly codes: readonly CodebookCode[];
}

export interface Codebook {
  readonly version: number;
  readonly variables: readonly CodebookVariable[];
}

const CHILD_BANDS = ["0-8", "9-17"];

/** All codes of a case: of its file, and of each section that was coded. */
export function codesOfCase(
  file: {
    readonly gender: string;
    readonly ageBand: string;
    readonly stage: string;
    readonly year: number;
    readonly reporter: string;
  },
  sections: readonly Codes[],
): Codes {
  const { gender, ageBand, stage, year, reporter } = file;
  const adulthood = ageBand === "unknown" ? "unknown" : CHILD_BANDS.includes(ageBand) ? "child" : "adult";
  const codes: Record<string, readonly string[]> = {
    ...{ gender: [gender], ageBand: [ageBand], adulthood: [adulthood], stage: [stage] },
    ...{ year: [`${year}`], reportingEntity: [reporter] },
  };
  for (const section of sections)
    for (const [variable, found] of Object.entries(section))
      codes[variable] = [...new Set([...(codes[variable] ?? []), ...found])].sort();
  return codes;
}

/** What a version changed of one variable: all of it, or codes of it. */
export interface Break {
  readonly variable: string;
  readonly isNew: boolean;
  readonly newCodes: readonly string[];
  readonly goneCodes: readonly string[];
}

/** What changed from one version to the next of the variables that are counted; those of which nothing did are left out. */
export function breaksOf(before: Codebook, after: Codebook, counted: readonly string[]): Break[] {
  const codesIn = ({ variables }: Codebook, name: string) =>
    variables.find((one) => one.name === name)?.codes.map(({ code }) => code);
  return counted.flatMap((variable): Break[] => {
    const [then, now] = [codesIn(before, variable), codesIn(after, variable)];
    if (!now) return [];
    if (!then) return [{ variable, isNew: true, newCodes: [], goneCodes: [] }];
    const newCodes = now.filter((code) => !then.includes(code));
    const goneCodes = then.filter((code) => !now.includes(code));
    return newCodes.length + goneCodes.length > 0 ? [{ variable, isNew: false, newCodes, goneCodes }] : [];
  });
}

/** What stands in the way of a version: codes that records have, and that it would drop, with how many have each. */
export interface Hindrance {
  readonly variable: string;
  readonly code: string;
  readonly records: number;
}

/** Counts, for a version that is proposed, the codes of records that it does not hold. */
export class DroppedCodes {
  readonly #known: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #found = new Map<string, Hindrance>();

  constructor({ variables }: Codebook) {
    this.#known = new Map(
      variables.map(({ name, codes }) => [name, new Set(codes.map(({ code }) => code))] as const),
    );
  }

  add(codes: Codes): void {
    for (const [variable, found] of Object.entries(codes))
      for (const code of found) {
        if (this.#known.get(variable)?.has(code)) continue;
        const key = `${variable}\n${code}`;
        this.#found.set(key, { variable, code, records: (this.#found.get(key)?.records ?? 0) + 1 });
      }
  }

  get hindrances(): readonly Hindrance[] {
    return [...this.#found.values()].sort(
      (a, b) => a.variable.localeCompare(b.variable, "en") || a.code.localeCompare(b.code, "en"),
    );
  }
}

const NAME = /^[a-z][A-Za-z]{1,39}$/;
const ENTITIES: readonly string[] = ["person", "event", "perpetrator", "reporting-entity"];

/**
 * Reads a codebook that someone wrote.
 *
 * @throws Error with a sentence that says where it is wrong
 */
export function readCodebook(json: string): Codebook {
  const read: unknown = JSON.parse(json);
  const whole = recordOf(read, "The codebook");
  const { version, variables } = whole;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1)
    throw new Error('"version" is a whole number, from 1 on.');
  if (!Array.isArray(variables) || variables.length === 0)
    throw new Error('"variables" is a list, and holds something.');
  const read_ = variables.map((entry, at): CodebookVariable => {
    const one = recordOf(entry, `Variable ${at + 1}`);
    const name = textOf(one.name, `The name of variable ${at + 1}`, 40);
    if (!NAME.test(name)) throw new Error(`The name "${name}" is not one of letters, the first a small one.`);
    const entity = ENTITIES.find((known) => known === one.entity) as CodebookVariable["entity"] | undefined;
    if (!entity) throw new Error(`${name}: "entity" is one of ${ENTITIES.join(", ")}.`);
    if (!Array.isArray(one.codes) || one.codes.length === 0) throw new Error(`${name} has no codes.`);
    const codes = one.codes.map((said): CodebookCode => {
      const code = recordOf(said, `A code of ${name}`);
      return { code: textOf(code.code, `A code of ${name}`, 60), ...labelsOf(code, name, 160) };
    });
    ensureUnique(
      codes.map(({ code }) => code),
      name,
    );
    return { name, entity, many: one.many === true, ...labelsOf(one, name, 120), codes };
  });
  ensureUnique(
    read_.map(({ name }) => name),
    "The codebook",
  );
  return { version, variables: read_ };
}

function labelsOf(
  { htcds, en, ar }: Readonly<Record<string, unknown>>,
  of: string,
  lengthMax: number,
): { htcds: string | null; en: string; ar: string } {
  return {
    htcds: htcds == null ? null : textOf(htcds, `${of}: "htcds"`, 80),
    en: textOf(en, `${of}: "en"`, lengthMax),
    ar: textOf(ar, `${of}: "ar"`, lengthMax),
  };
}

function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${what} is not an object.`);
  return value as Readonly<Record<string, unknown>>;
}

function textOf(value: unknown, what: string, lengthMax: number): string {
  if (typeof value !== "string" || value.trim() === "" || value.length > lengthMax)
    throw new Error(`${what} is a text of at most ${lengthMax} letters.`);
  return value;
}

function ensureUnique(names: readonly string[], what: string): void {
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw new Error(`${what} names "${twice}" twice.`);
}
