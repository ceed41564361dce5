type Point = readonly [latitude: number, longitude: number];

/** Nearer than a village: five kilometres or so. */
const NEAR_DEGREES = 0.05;
const SHORTEST = 4;
/** Marks of the first letters of secrets: of texts that begin so nowhere, hardly any is looked at twice. */
const MARKS = 2 ** 20;
/** Of a web address inside a web address inside a web address. */
const ENCODED_MAX = 3;

/**
 * What stands in a confidential place's records and would lead there; looked for in everything that is published. What
 * one text costs does not grow with the number of places: a registry has fifty thousand.
 */
export class Secrets {
  /** By their first letters, then by their length. */
  readonly #texts = new Map<string, Map<number, Set<string>>>();
  readonly #marks = new Uint8Array(MARKS);
  /** By the cell of their latitude, then of their longitude; a cell is as large as what is near. */
  readonly #points = new Map<number, Map<number, Point[]>>();

  constructor(found: {
    readonly texts: readonly unknown[];
    readonly points: readonly (readonly [unknown, unknown])[];
  }) {
    for (const text of found.texts) if (typeof text === "string") this.#addText(plain(text));
    for (const [latitude, longitude] of found.points) {
      if (typeof latitude === "number" && typeof longitude === "number")
        this.#addPoint([latitude, longitude]);
    }
  }

  /** Whether a text leads to a confidential place: by its words, or by two numbers near its own. */
  isIn(text: string): boolean {
    return this.#hasText(text) || this.#hasPoint(text);
  }

  #addText(text: string): void {
    if (text.length < SHORTEST) return;
    const start = text.slice(0, SHORTEST);
    this.#marks[markOf(codeOf(start))] = 1;
    const byLength = getOrAdd(this.#texts, start, () => new Map<number, Set<string>>());
    getOrAdd(byLength, text.length, () => new Set<string>()).add(text);
  }

  #addPoint(point: Point): void {
    const row = getOrAdd(this.#points, cellOf(point[0]), () => new Map<number, Point[]>());
    const some = getOrAdd(row, cellOf(point[1]), () => []);
    if (!some.some(([a, b]) => a === point[0] && b === point[1])) some.push(point);
  }

  #hasText(text: string): boolean {
    if (this.#texts.size === 0 || !this.#mayHave(text)) return false;
    const read = plain(text);
    for (let at = 0; at + SHORTEST <= read.length; at++) {
      const byLength = this.#texts.get(read.slice(at, at + SHORTEST));
      if (!byLength) continue;
      for (const [length, secrets] of byLength) if (secrets.has(read.slice(at, at + length))) return true;
    }
    return false;
  }

  /** Without making a text of it: of a registry's million texts nearly none has a secret. True where it needs a closer look. */
  #mayHave(text: string): boolean {
    let [four, read] = [0, 0];
    for (let at = 0; at < text.length; at++) {
      let code = text.charCodeAt(at);
      if (code > 0x7e || code === 0x25) return true; // another script, or the web's spelling
      if (code >= 0x41 && code <= 0x5a) code += 0x20;
      const isRead = (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
      if (!isRead) continue;
      four = (four << 8) | code;
      read++;
      if (read >= SHORTEST && this.#marks[markOf(four)] === 1) return true;
    }
    return false;
  }

  #hasPoint(text: string): boolean {
    if (this.#points.size === 0) return false;
    const numbers = (text.match(/-?\d{1,3}[.,]\d{2,}/g) ?? []).map((number) =>
      Number(number.replace(",", ".")),
    );
    if (numbers.length === 0) return false;
    const byCell = Map.groupBy(numbers, cellOf);
    const isNear = (a: number) =>
      around(cellOf(a)).some((cell) =>
        byCell.get(cell)?.some((number) => Math.abs(number - a) < NEAR_DEGREES),
      );
    const cells = new Set([...byCell.keys()].flatMap(around));
    return [...cells].some((cell) => {
      const row = this.#points.get(cell);
      if (!row) return false;
      const columns = row.size < cells.size ? row.keys() : cells;
      return [...columns].some(
        (column) =>
          cells.has(column) &&
          row.get(column)?.some(([latitude, longitude]) => isNear(latitude) && isNear(longitude)),
      );
    });
  }
}

/** Four letters as one number. Of other scripts any number will do: their texts are looked at anyway. */
function codeOf(start: string): number {
  let four = 0;
  for (let at = 0; at < SHORTEST; at++) four = (four << 8) | (start.charCodeAt(at) & 0xff);
  return four;
}
const markOf = (four: number): number => Math.imul(four, 0x9e3779b1) >>> 12;

const cellOf = (degrees: number): number => Math.floor(degrees / NEAR_DEGREES);
const around = (cell: number): number[] => [cell - 1, cell, cell + 1];

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

/** As a person reads it: letters and digits alone, in one case and one form, with the web's spelling undone. */
function plain(text: string): string {
  const read = withoutEncoding(text);
  // Most texts are in the letters of one byte, of which each is its own form.
  if (/^[\x20-\x7e]*$/.test(read)) return read.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return read
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** Each run by itself: a percent sign that spells nothing hides no address that stands behind it. */
function withoutEncoding(text: string): string {
  let read = text;
  for (let nth = 0; nth < ENCODED_MAX && read.includes("%"); nth++) {
    read = read.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run;
      }
    });
  }
  return read;
}
