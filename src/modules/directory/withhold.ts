/** What stands in a confidential place's records and would lead there; looked for in everything that is published. */
export interface Secrets {
  /** By their first letters, so that each text is read once, however many places are confidential. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly points: readonly (readonly [latitude: number, longitude: number])[];
}

/** Nearer than a village: five kilometres or so. */
const NEAR_DEGREES = 0.05;
const SHORTEST = 4;

/** As a person reads it: letters and digits alone, in one case and one form, with the web's spelling undone. */
function plain(text: string): string {
  let read = text;
  try {
    read = decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    // A percent sign that spells nothing is a percent sign.
  }
  return read
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

export function secretsOf(found: {
  readonly texts: readonly unknown[];
  readonly points: readonly (readonly [unknown, unknown])[];
}): Secrets {
  const texts = found.texts
    .filter((text) => typeof text === "string")
    .map(plain)
    .filter((text) => text.length >= SHORTEST);
  const points = found.points.flatMap(([latitude, longitude]) =>
    typeof latitude === "number" && typeof longitude === "number" ? [[latitude, longitude] as const] : [],
  );
  return { texts: Map.groupBy(new Set(texts), (text) => text.slice(0, SHORTEST)), points };
}

/** Whether a text leads to a confidential place: by its words, or by two numbers near its own. */
export function leads(text: string, { texts, points }: Secrets): boolean {
  if (texts.size > 0) {
    const read = plain(text);
    for (let at = 0; at + SHORTEST <= read.length; at++) {
      const some = texts.get(read.slice(at, at + SHORTEST));
      if (some?.some((secret) => read.startsWith(secret, at))) return true;
    }
  }
  if (points.length === 0) return false;
  const numbers = (text.match(/-?\d{1,3}[.,]\d{2,}/g) ?? []).map((number) =>
    Number(number.replace(",", ".")),
  );
  const isNear = (a: number) => numbers.some((number) => Math.abs(number - a) < NEAR_DEGREES);
  return points.some(([latitude, longitude]) => isNear(latitude) && isNear(longitude));
}
