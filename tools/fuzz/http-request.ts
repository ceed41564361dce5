import { randomUUID } from "node:crypto";
import { Check } from "typebox/schema";
import { type Choose, mutate, pick } from "./mutate.ts";
import { textOfPattern } from "./pattern.ts";

/** A part of JSON Schema: what the description of the API uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly pattern?: string;
}

/** One operation of the description. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly body: Schema | undefined;
  /** The body goes as a page's form does, and a page may answer. */
  readonly isForm: boolean;
  readonly parameters: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
}

/** Identifiers that answers held, so that requests name what there is. */
export interface Known {
  readonly ids: string[];
  readonly addresses: string[];
  /** Values by the name that they had in an answer (`consentId`), and the `id` of things by what they are (`consents`). */
  readonly named: Map<string, (string | number)[]>;
  /** The thing of an `id` as it was last seen: what is said of it belongs together. */
  readonly things: Map<string, Readonly<Record<string, unknown>>>;
  /** The version of what an address showed, as it was given. */
  readonly etags: Map<string, string>;
}

const letters = (choose: Choose, length: number): string =>
  Array.from({ length }, () => String.fromCharCode(97 + choose(26))).join("");

/** What a pattern alone does not say: a day that there is, an address that there is, how long a sealed thing is. */
function ofKnownPattern(choose: Choose, pattern: string, known: Known): string | undefined {
  if (pattern.startsWith("^(?:[A-Za-z0-9_-]{4})*")) return "QUJD".repeat(20 + choose(20));
  if (pattern.startsWith("^[a-z2-7]{2") && choose(3) > 0 && known.addresses.length > 0)
    return pick(choose, known.addresses);
  if (pattern.includes("T[0-9]{2}"))
    return new Date(Date.now() + (choose(800) - 400) * 86_400_000).toISOString();
  if (pattern.includes("-[0-9]{2}-[0-9]{2}$")) return dayFromNow(choose, 800, -400);
  if (pattern.includes("@")) return `${letters(choose, 5)}@house.test`;
  if (pattern.includes("/desk")) return "/desk";
  return undefined;
}

const dayFromNow = (choose: Choose, days: number, from: number): string =>
  new Date(Date.now() + (from + choose(days)) * 86_400_000).toISOString().slice(0, 10);

/** A value that the schema takes, or nearly. */
function sample(choose: Choose, schema: Schema, known: Known): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pick(choose, schema.enum);
  if (schema.anyOf) return sample(choose, pick(choose, schema.anyOf), known);
  switch (Array.isArray(schema.type) ? pick(choose, schema.type) : schema.type) {
    case "object": {
      const wanted = Object.entries(schema.properties ?? {}).filter(
        ([name]) => schema.required?.includes(name) || choose(2) === 0,
      );
      return Object.fromEntries(
        wanted.map(([name, inner]) => [
          name,
          named(choose, name, inner, known) ?? sample(choose, inner, known),
        ]),
      );
    }
    case "array": {
      const least = schema.minItems ?? 0;
      const length = Math.min(schema.maxItems ?? 5, least + choose(3));
      const items = Array.from({ length }, () => sample(choose, schema.items ?? {}, known));
      return schema.uniqueItems
        ? [...new Map(items.map((one) => [JSON.stringify(one), one])).values()]
        : items;
    }
    case "string":
      return sampleText(choose, schema, known);
    case "integer":
    case "number": {
      const least = schema.minimum ?? 0;
      return least + choose(Math.min(1_000_000, Math.max(1, (schema.maximum ?? least + 100) - least)));
    }
    case "boolean":
      return choose(2) === 0;
    case "null":
      return null;
    default:
      return pick(choose, [{}, [], "text", 1, true, null, { firstName: "Selam" }]);
  }
}

/** Mostly what an answer called so; undefined where none did, or where the schema takes none of it. */
function named(choose: Choose, name: string, schema: Schema, known: Known): string | number | undefined {
  const pool = (known.named.get(name) ?? []).filter((value) => Check(schema, value));
  return pool.length === 0 || choose(4) === 0 ? undefined : pick(choose, pool);
}

function sampleText(choose: Choose, schema: Schema, known: Known): string {
  if (schema.format === "uuid")
    return choose(5) > 0 && known.ids.length > 0 ? pick(choose, known.ids) : randomUUID();
  if (schema.format === "date") return dayFromNow(choose, 400, 0);
  if (schema.format === "date-time") return new Date(Date.now() + choose(400) * 86_400_000).toISOString();
  const least = schema.minLength ?? 0;
  const most = Math.min(schema.maxLength ?? 40, least + 60);
  const plain = "She wants to sleep without the light. "
    .repeat(4)
    .slice(0, least + choose(most - least + 1))
    .trim();
  if (schema.pattern === undefined) return plain.padEnd(least, ".");
  const ofKnown = ofKnownPattern(choose, schema.pattern, known);
  if (ofKnown !== undefined) return ofKnown;
  for (let tries = 0; tries < 5; tries++) {
    const made = textOfPattern(choose, schema.pattern);
    if (made !== undefined && Check(schema, made)) return made;
  }
  return plain;
}

const HOSTILE: readonly unknown[] = [
  null,
  true,
  -1,
  0.1,
  1e308,
  2 ** 60,
  "",
  "\0",
  "\ud800",
  "\u202e",
  "\u0130",
  "'; drop table care.section; --",
  "{{7*7}}<%=7*7%>$" + "{7*7}",
  "%00%0d%0aSet-Cookie: a=b",
  "../../../../etc/passwd",
  "x".repeat(70_000),
  "00000000-0000-0000-0000-000000000000",
  [],
  {},
  [[[[[[]]]]]],
  { $ne: null },
  { constructor: { prototype: { x: 1 } } },
  Array.from({ length: 300 }, () => "a"),
];

/** The same value with one to three of its parts taken away, doubled, or put in hostile ones' place. */
function spoil(choose: Choose, value: unknown): unknown {
  const hostile = (): unknown => structuredClone(pick(choose, HOSTILE));
  const spoilt: { root: unknown } = { root: structuredClone(value) };
  for (let changes = 1 + choose(3); changes > 0; changes--) {
    let [holder, key]: [Record<string, unknown>, string] = [spoilt, "root"];
    for (;;) {
      const inner = holder[key];
      if (typeof inner !== "object" || inner === null || choose(4) === 0) break;
      const keys = Object.keys(inner);
      if (keys.length === 0) break;
      holder = inner as Record<string, unknown>;
      key = pick(choose, keys);
    }
    const ways = [
      () => {
        holder[key] = hostile();
      },
      () => {
        if (holder !== spoilt && !Array.isArray(holder)) delete holder[key];
      },
      () => {
        const inner = holder[key];
        if (Array.isArray(inner)) inner.push(...inner);
        else if (typeof inner === "string") holder[key] = inner + String(hostile());
        else if (typeof inner === "object" && inner) Object.assign(inner, { another: hostile() });
      },
    ];
    pick(choose, ways)();
  }
  return spoilt.root;
}

export interface MadeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer | undefined;
  /** The last thing that its address names. */
  readonly named: string | undefined;
}

/** A request for this operation: one in `goodOneIn` as the description asks for, the others spoilt in one way or another. */
export function makeRequest(
  choose: Choose,
  operation: Operation,
  known: Known,
  goodOneIn: number,
): MadeRequest {
  const isGood = choose(goodOneIn) === 0;
  const textOf = (schema: Schema): string => {
    const good = sample(choose, schema, known);
    return String(!isGood && choose(6) === 0 ? pick(choose, HOSTILE) : good);
  };
  let url = operation.path;
  let thing: Readonly<Record<string, unknown>> = {};
  let asksFor: string | undefined;
  const query: string[] = [];
  for (const { in: place, name, schema } of operation.parameters) {
    if (place === "path") {
      const called = known.named.get(kindOf(url, name)) ?? known.named.get(name) ?? [];
      const pool = called.filter((value) => Check(schema, value) || Check(schema, String(value)));
      const chosen = pool.length > 0 && choose(5) > 0 ? String(pick(choose, pool)) : textOf(schema);
      thing = known.things.get(chosen) ?? thing;
      asksFor = chosen;
      url = url.replace(`{${name}}`, encodeURIComponent(wellFormed(chosen)));
    }
    if (place === "query" && choose(2) === 0)
      query.push(`${name}=${encodeURIComponent(wellFormed(textOf(schema)))}`);
  }
  if (!isGood && choose(10) === 0) query.push(`${letters(choose, 4)}=%ff`);
  if (query.length > 0) url += `?${query.join("&")}`;
  const headers: Record<string, string> = {};
  if (operation.method === "post") headers["idempotency-key"] = randomUUID();
  const shown = known.etags.get(url);
  if (operation.method === "put" && shown !== undefined && choose(3) > 0) headers["if-match"] = shown;
  else if (operation.method === "put")
    headers["if-match"] = pick(choose, [
      ...(known.named.get("version") ?? []).map((version) => `"v${version}"`),
      '"v0"',
      '"v1"',
      '"v2"',
      "*",
      '"v99999999999999999999"',
      "v1",
    ]);
  return {
    method: operation.method,
    url,
    headers,
    payload: bodyOf(choose, operation, known, isGood, headers, thing),
    named: asksFor,
  };
}

/** What a parameter of a path numbers: the piece before it, `cases` of `/api/cases/{id}`. */
const kindOf = (path: string, parameter: string): string =>
  path.split(`/{${parameter}}`)[0]?.split("/").at(-1) ?? "";

const wellFormed = (text: string): string => (text.isWellFormed() ? text : "").slice(0, 500);

function bodyOf(
  choose: Choose,
  operation: Operation,
  known: Known,
  isGood: boolean,
  headers: Record<string, string>,
  thing: Readonly<Record<string, unknown>>,
): Buffer | undefined {
  if (!operation.body && (isGood || choose(4) > 0)) return undefined;
  const ownType = operation.isForm ? FORM : "application/json";
  const types = ["application/json", "application/json; charset=utf-16", "text/plain", FORM];
  headers["content-type"] = isGood || choose(12) > 0 ? ownType : pick(choose, types);
  const good = sample(choose, operation.body ?? {}, known);
  // What was said of the very thing that the address names: the hash of this proposal, and not of another.
  if (typeof good === "object" && good && choose(4) > 0) {
    for (const name of Object.keys(operation.body?.properties ?? {})) {
      const inner = operation.body?.properties?.[name];
      if (inner && name in good && name in thing && Check(inner, thing[name]))
        Object.assign(good, { [name]: thing[name] });
    }
  }
  const write = operation.isForm ? asForm : (value: unknown) => JSON.stringify(value) ?? "";
  if (isGood) return Buffer.from(write(good));
  const text = Buffer.from(write(choose(4) > 0 ? spoil(choose, good) : good));
  const pieces = operation.isForm ? FORM_PIECES : JSON_PIECES;
  return choose(3) > 0 ? text : Buffer.from(mutate(text, text, pieces, choose));
}

const FORM = "application/x-www-form-urlencoded";

/** Fields as a browser sends them; what no form can hold goes as its JSON. */
const asForm = (value: unknown): string =>
  new URLSearchParams(
    Object.entries(typeof value === "object" && value ? value : { value }).map(([name, inner]) => [
      name,
      typeof inner === "string" ? inner : (JSON.stringify(inner) ?? ""),
    ]),
  ).toString();

const FORM_PIECES = ["&", "=", "+", "%", "%00", "%ff", "%0d%0a", "__proto__=", "&text=", "&lang=en"].map(
  (piece) => Buffer.from(piece),
);

const JSON_PIECES = [
  '{"',
  '":',
  "[",
  "]",
  "}",
  "null",
  "1e999",
  '"__proto__":{',
  "\\u0000",
  "\\ud83d",
  "/*",
].map((piece) => Buffer.from(piece));
