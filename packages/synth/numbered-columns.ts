import type { SetColumn } from "./description.ts";
import type { Seen } from "./draft.ts";
import { mayBeNames } from "./identifying.ts";

/** A set takes as many columns of codes as it has values. */
const setValuesMax = 60;

/** Columns that one name numbers: `means_1`, `means_2`; whether a row was seen with two values, and one value twice. */
export type Family = { stem: string; places: number[]; hasSeveral: boolean; hasOneTwice: boolean };

export function familiesOf(header: readonly string[]): Family[] {
  const numbered = header.flatMap((name, place) => {
    const parts = /^(.*?[^\d\s_.-])[\s_.-]?\d{1,3}$/.exec(name);
    return parts?.[1] ? [{ stem: parts[1], place }] : [];
  });
  return [...Map.groupBy(numbered, ({ stem }) => stem)].flatMap(([stem, members]) =>
    members.length > 1 && !header.includes(stem)
      ? [{ stem, places: members.map(({ place }) => place), hasSeveral: false, hasOneTwice: false }]
      : [],
  );
}

export function lookTogether(family: Family, cells: readonly string[]): void {
  const values = family.places.map((place) => (cells[place] ?? "").trim()).filter((cell) => cell !== "");
  if (values.length > 1) family.hasSeveral = true;
  if (new Set(values).size < values.length) family.hasOneTwice = true;
}

/** A set, where the numbered columns hold texts and no row has one value twice: answers to several questions would. */
export function setOf(
  family: Family,
  header: readonly string[],
  seen: readonly Seen[],
): SetColumn | undefined {
  if (!family.hasSeveral || family.hasOneTwice) return undefined;
  const members = family.places.flatMap((place) => seen[place] ?? []);
  if (members.some(({ cells, isNumber }) => cells > 0 && isNumber)) return undefined;
  const together = new Map<string, number>();
  for (const [value, times] of members.flatMap((member) => [...member.values]))
    together.set(value, (together.get(value) ?? 0) + times);
  const values = [...together.keys()].sort();
  // Many texts are no closed list.
  if (values.length > setValuesMax || mayBeNames(together)) return undefined;
  const columns = family.places.map((place) => header[place] ?? "");
  const separator = [";", "|", " / "].find((mark) => values.every((value) => !value.includes(mark)));
  return separator === undefined ? undefined : { name: family.stem, kind: "set", separator, values, columns };
}
