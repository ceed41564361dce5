import { checkField, findField, type RefusalCode, whyNotText } from "./check-field.ts";
import { FIELDS_OF, FILES, type HsdsRecord, KINDS, type Kind, PARTS_OF, perKind } from "./hsds.ts";

/** What is to mend in one row or object. */
export interface RefusedRow {
  readonly file: string;
  /** Of a table as a spreadsheet counts; of nested JSON the root's place in its list, from 1. */
  readonly row: number;
  /** The field, with the way to it in nested JSON; empty for the whole row. */
  readonly field: string;
  readonly code: RefusalCode;
}

const RECORD_BYTES_MAX = 65_536;
const DEPTH_MAX = 12;

interface Place {
  readonly file: string;
  readonly row: number;
}

/** Gathers records, flat, from tables and from nested objects; the same id twice is one record, if they agree. */
export class Gathering {
  readonly #records = new Map<string, { kind: Kind; content: Record<string, unknown> }>();
  readonly refused: RefusedRow[] = [];
  /** All that is to mend, also beyond those that are listed. */
  refusedCount = 0;

  get size(): number {
    return this.#records.size;
  }

  records(): HsdsRecord[] {
    return [...this.#records.values()].map(({ kind, content }) => ({
      kind,
      id: String(content.id),
      content,
    }));
  }

  refuse(place: Place, field: string, code: RefusalCode): void {
    this.refusedCount++;
    if (this.refused.length < 10_000) this.refused.push({ ...place, field, code });
  }

  /** A row of a table, or an object with others in it. Absent, null and empty mean the same: nothing was said. */
  add(
    kind: Kind,
    value: unknown,
    place: Place,
    link: Record<string, string> = {},
    path = "",
    depth = 0,
  ): string | null {
    if (typeof value !== "object" || value === null || Array.isArray(value) || depth > DEPTH_MAX) {
      this.refuse(place, path, "not-an-object");
      return null;
    }
    const own = value as Readonly<Record<string, unknown>>;
    const id = typeof own.id === "string" ? own.id : "";
    if (!("value" in checkField(kind, { name: "id", type: "uuid", required: true }, id))) {
      this.refuse(place, `${path}id`, "not-an-id");
      return null;
    }
    const content: Record<string, unknown> = {};
    const parts = PARTS_BY_NAME[kind];
    for (const [name, found] of Object.entries(own)) {
      if (found === null || found === undefined || found === "") continue;
      const part = parts.get(name);
      const at = `${path}${name}`;
      if (!part) this.#addField(kind, name, found, content, place, at);
      else if (!part.many) {
        const inner = this.add(part.kind, found, place, {}, `${at}.`, depth + 1);
        if (inner) this.#link(content, part.by, inner, place, at);
      } else if (!Array.isArray(found)) this.refuse(place, at, "not-a-list");
      else for (const each of found) this.add(part.kind, each, place, { [part.by]: id }, `${at}.`, depth + 1);
    }
    for (const [by, parent] of Object.entries(link)) this.#link(content, by, parent, place, `${path}${by}`);
    this.#ensureWhole(kind, own, content, place, path);
    this.#merge(kind, id, content, place, path);
    return id;
  }

  /** An empty text says something where HSDS asks for the field: that it is empty. A name is never empty. */
  #ensureWhole(
    kind: Kind,
    own: Readonly<Record<string, unknown>>,
    content: Record<string, unknown>,
    place: Place,
    path: string,
  ): void {
    for (const { name, type, required } of FIELDS_OF[kind].values()) {
      if (!required || content[name] !== undefined) continue;
      if (own[name] === "" && type === "text" && name !== "name" && name !== "number") content[name] = "";
      else if (own[name] === undefined || own[name] === null || own[name] === "")
        this.refuse(place, `${path}${name}`, "needed");
    }
  }

  #addField(
    kind: Kind,
    name: string,
    found: unknown,
    content: Record<string, unknown>,
    place: Place,
    at: string,
  ): void {
    if (name === "__proto__" || name.length > 100) {
      this.refuse(place, "", "hidden-character");
      return;
    }
    const field = findField(kind, name);
    if (!field) {
      // Only its publisher knows what it means: kept for them, never published.
      const code = typeof found === "string" ? whyNotText(found) : null;
      if (code) this.refuse(place, at, code);
      else content[name] = found;
      return;
    }
    const checked = checkField(kind, field, found);
    if ("code" in checked) this.refuse(place, at, checked.code);
    else content[name] = checked.value;
  }

  #link(content: Record<string, unknown>, by: string, id: string, place: Place, at: string): void {
    if (content[by] !== undefined && !isSame(content[by], id)) this.refuse(place, at, "contradicts");
    else content[by] = id;
  }

  #merge(kind: Kind, id: string, content: Record<string, unknown>, place: Place, path: string): void {
    const key = `${kind} ${id.toLowerCase()}`;
    const before = this.#records.get(key);
    if (!before) this.#records.set(key, { kind, content });
    else {
      for (const [name, value] of Object.entries(content)) {
        if (before.content[name] === undefined) before.content[name] = value;
        else if (!isSame(before.content[name], value)) this.refuse(place, `${path}${name}`, "contradicts");
      }
    }
    const whole = before?.content ?? content;
    if (mayBeLarge(whole) && Buffer.byteLength(JSON.stringify(whole)) > RECORD_BYTES_MAX)
      this.refuse(place, path, "too-large");
  }
}

const PARTS_BY_NAME = perKind((kind) => new Map(PARTS_OF[kind].map((part) => [part.name, part])));

/** Written as JSON one character takes six bytes at most; what only the publisher knows may be of any size. */
function mayBeLarge(content: Readonly<Record<string, unknown>>): boolean {
  let characters = 0;
  for (const name in content) {
    const value = content[name];
    if (typeof value === "object") return true;
    characters += name.length + (typeof value === "string" ? value.length : 25) + 6;
  }
  return characters * 6 > RECORD_BYTES_MAX;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** `service_list.json`, `organizations.csv`: what a file of that name holds; the longest name that fits. */
export function kindOfName(name: string): Kind | undefined {
  const stem = name.toLowerCase().replace(/\.(json|csv)$/, "");
  const forms = (kind: Kind) => [kind, `${kind}s`, FILES[kind].replace(".csv", "")];
  return [...KINDS]
    .sort((a, b) => b.length - a.length)
    .find((kind) =>
      forms(kind).some((form) => stem === form || stem.startsWith(`${form}_`) || stem.startsWith(`${form}-`)),
    );
}

/** By its fields alone: the kind that knows the most of them and misses none that it needs. */
export function kindOfObject(value: unknown): Kind | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const names = Object.keys(value);
  const known = (kind: Kind) =>
    names.filter((name) => FIELDS_OF[kind].has(name) || PARTS_OF[kind].some((part) => part.name === name))
      .length;
  const fits = (kind: Kind) =>
    [...FIELDS_OF[kind].values()].every((field) => !field.required || names.includes(field.name));
  return KINDS.filter(fits).sort((a, b) => known(b) - known(a))[0];
}
