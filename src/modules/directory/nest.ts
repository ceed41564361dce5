import { type HsdsRecord, KINDS, type Kind, PARTS_OF, type Part } from "./hsds.ts";

/** They may belong to thousands: written whole once, and named by their id after that. */
const LARGE: readonly Kind[] = ["organization", "location"];

type Nested = Record<string, unknown>;

/** Records by id, and by the parent that they name. */
export class Records {
  readonly #byId = new Map<string, HsdsRecord>();
  readonly #byParent = new Map<string, HsdsRecord[]>();
  readonly all: readonly HsdsRecord[];

  constructor(all: readonly HsdsRecord[]) {
    this.all = all;
    for (const record of all) this.#byId.set(keyOf(record.kind, record.id), record);
    for (const record of all) {
      for (const by of LINKS[record.kind]) {
        const parent = record.content[by];
        if (typeof parent !== "string") continue;
        const key = `${record.kind} ${by} ${parent.toLowerCase()}`;
        const siblings = this.#byParent.get(key);
        if (siblings) siblings.push(record);
        else this.#byParent.set(key, [record]);
      }
    }
  }

  find(kind: Kind, id: unknown): HsdsRecord | undefined {
    return typeof id === "string" ? this.#byId.get(keyOf(kind, id)) : undefined;
  }

  /** In the order in which they came. */
  children(part: Part, parent: HsdsRecord): readonly HsdsRecord[] {
    return this.#byParent.get(`${part.kind} ${part.by} ${parent.id.toLowerCase()}`) ?? [];
  }

  /** Whether the record that a link names is here and lists this one. */
  hasParent(record: HsdsRecord, by: string): boolean {
    return LISTED_BY[record.kind].some(
      (at) => at.by === by && this.find(at.parent, record.content[by]) !== undefined,
    );
  }

  of(kind: Kind): HsdsRecord[] {
    return this.all.filter((record) => record.kind === kind);
  }
}

const keyOf = (kind: Kind, id: string): string => `${kind} ${id.toLowerCase()}`;

/** The kinds that list records of a kind, each with the field that names it. */
const LISTED_BY = Object.fromEntries(
  KINDS.map((kind) => [
    kind,
    KINDS.flatMap((parent) =>
      PARTS_OF[parent]
        .filter((part) => part.many && !part.onlyRead && part.kind === kind)
        .map(({ by }) => ({ parent, by })),
    ),
  ]),
) as unknown as Readonly<Record<Kind, readonly { readonly parent: Kind; readonly by: string }[]>>;

/** The fields by which records of a kind name a parent that lists them. */
const LINKS = Object.fromEntries(
  KINDS.map((kind) => [kind, [...new Set(LISTED_BY[kind].map(({ by }) => by))]]),
) as unknown as Readonly<Record<Kind, readonly string[]>>;

/** The nested form as HSDS calls it compiled: the roots of each kind, such that every record stands in it at least once. */
export type Compiled = Partial<Record<Kind, Nested[]>>;

/** Services with all that belongs to them, then what belongs to none. */
export function compile(records: Records): Compiled {
  const written = new Set<HsdsRecord>();
  const compiled: Compiled = {};
  const order: Kind[] = [
    "service",
    "organization",
    "service_at_location",
    "location",
    "program",
    "contact",
    "phone",
  ];
  for (const kind of [...order, ...KINDS.filter((each) => !order.includes(each))]) {
    for (const record of records.of(kind)) {
      if (written.has(record)) continue;
      const roots = compiled[kind] ?? [];
      roots.push(nest(records, record, written));
      compiled[kind] = roots;
    }
  }
  return compiled;
}

function nest(records: Records, record: HsdsRecord, written: Set<HsdsRecord>): Nested {
  written.add(record);
  const out: Nested = { ...record.content };
  for (const by of LINKS[record.kind]) if (records.hasParent(record, by)) delete out[by];
  for (const part of PARTS_OF[record.kind]) {
    if (part.onlyRead) continue;
    if (part.many) {
      const inner = records.children(part, record).map((child) => nest(records, child, written));
      if (inner.length > 0) out[part.name] = inner;
      continue;
    }
    const target = records.find(part.kind, record.content[part.by]);
    if (!target || (LARGE.includes(target.kind) && written.has(target))) continue;
    delete out[part.by];
    out[part.name] = nest(records, target, written);
  }
  return out;
}
